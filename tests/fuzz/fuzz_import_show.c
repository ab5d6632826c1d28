/*
 * Any bytes that are read as a feed: the front matter of what becomes of them must be read again without one error,
 * whatever the feed says. And the same bytes give the same texts.
 */
#include "../../pipeline/read/item.h"
#include "../unit/import_site.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int truth, const char *why)
{
	if (truth)
		return;
	fprintf(stderr, "%s\n", why);
	__builtin_trap();
}

/* Folders lead nowhere else, and no two are one. */
static void look_at_folders(const struct import_show *show)
{
	for (size_t i = 0; i < show->count; i++) {
		const char *name = show->episodes[i].folder;

		must(slug_valid(name) && strlen(name) < 80, name);
		for (size_t k = 0; k < i; k++)
			must(strcmp(show->episodes[k].slug, show->episodes[i].slug) != 0, name);
	}
	must(slug_valid(show->slug), show->slug);
}

static void look_again(const struct imported *first, const uint8_t *data, size_t size)
{
	struct imported *i = imported_new();

	imported_read(i, (const char *)data, size, "https://old.example.org/feed.xml");
	must(strcmp(i->show_text, first->show_text) == 0, "another show.yaml");
	for (size_t k = 0; k < i->show->count; k++)
		must(strcmp(i->texts[k], first->texts[k]) == 0, "another episode.md");
	imported_free(i);
}

/* As the real reader takes it, value by value; files are none there. */
static void look_at_text(const struct kind *kind, const char *text)
{
	struct arena arena = { 0 }, scratch = { 0 };
	struct diag diag;
	size_t body;

	diag_init(&diag, &arena);
	const struct source *src = source_from_text(kind->name, text, strlen(text), &arena, &diag);
	struct reader r = { .dir = ".", .real = "/", .arena = &arena, .scratch = &scratch, .diag = &diag };
	if (src)
		item_parse(&r, kind, src, &body);
	if (!diag_ok(&diag)) {
		diag_print(&diag, stderr, false);
		must(0, text);
	}
	arena_free(&scratch);
	arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct imported *i = imported_new();

	if (imported_read(i, (const char *)data, size, "https://old.example.org/feed.xml")) {
		look_at_folders(i->show);
		look_at_text(&kind_show, i->show_text);
		for (size_t k = 0; k < i->show->count; k++)
			look_at_text(&kind_episode, i->texts[k]);
		look_again(i, data, size);
	}
	imported_free(i);
	return 0;
}
