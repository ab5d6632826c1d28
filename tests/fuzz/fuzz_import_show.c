/*
 * Any bytes that are read as a feed: what becomes of them must be read again without one error, whatever the feed
 * says. And the same bytes give the same texts.
 */
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct imported *i = imported_new();

	if (imported_read(i, (const char *)data, size, "https://old.example.org/feed.xml")) {
		look_at_folders(i->show);
		imported_write(i);
		const char *errors = imported_errors(i);
		must(!*errors, errors);
		look_again(i, data, size);
	}
	imported_free(i);
	return 0;
}
