#include <stdint.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"
#include "import/import.h"
#include "model/site.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int truth)
{
	if (!truth)
		__builtin_trap();
}

/* groups/ and a slug: nothing that an organisation is called leads anywhere else. */
static void look_at_path(const char *path, struct arena *a)
{
	size_t len = strlen(path);

	must(text_starts(path, "groups/") && text_ends(path, ".md"));
	must(slug_valid(arena_strndup(a, path + 7, len - 7 - 3)));
}

/* Front matter that begins and ends once, each line of it a key, an entry or a comment. */
static void look_at_text(const struct draft *d)
{
	const char *line = d->text;
	size_t fences = 0;

	must(!strstr(d->text, "\u2028") && !strstr(d->text, "\u2029"));
	must(d->len == strlen(d->text) && text_ends(d->text, "\n---\n"));
	while (*line) {
		size_t len = strcspn(line, "\n");

		fences += len == 3 && memcmp(line, "---", 3) == 0;
		must(fences <= 2 && line[len] == '\n');
		must(strchr("-# abcdefghijklmnopqrstuvwxyz", *line) != NULL);
		line += len + 1;
	}
	must(fences == 2);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct diag diag, unheard;
	const struct site site = { .title = "Example" };
	struct drafts drafts = { .site = &site, .arena = &arena, .diag = &diag };

	diag_init(&diag, &arena);
	diag_init(&unheard, &arena);
	const struct source *src =
		source_from_text("answer.json", (const char *)data, size, &arena, &unheard);

	if (src)
		import_aliss(src, &drafts);
	for (size_t i = 0; i < drafts.count; i++) {
		look_at_path(drafts.all[i].path, &arena);
		look_at_text(&drafts.all[i]);
	}
	arena_free(&arena);
	return 0;
}
