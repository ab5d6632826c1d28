#include <stdint.h>
#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/site.h"

#include "../../pipeline/site/template.h"
#include "../../pipeline/site/views.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The input is the template; it can put in this one, or itself. */
struct bench {
	struct template_loader loader; /* first: find_partial() gets it */
	const struct source *part, *self;
};

static const struct source *find_partial(struct template_loader *loader, const char *name)
{
	const struct bench *b = (const struct bench *)loader;

	return strcmp(name, "part") == 0 ? b->part : strcmp(name, "self") == 0 ? b->self : NULL;
}

static void render(const struct template *t)
{
	static const char *slugs[] = { "hope", "<b>" };
	static struct person people[] = { { .name = "Alex & Co", .role = "host" }, { .name = "\xd7\xa9" } };
	static const struct show show = { .title = "Show", .owner = { "Owner", NULL } };
	const struct episode e = { .title = "\"Loss\"", .number = 4, .related = { .items = slugs, .count = 2 }, .people = { .items = people, .count = 2 },
				   .notes_html = "<p>\x01x</p>", .show = (struct show *)(uintptr_t)&show };
	struct strbuf out = STRBUF_INIT((size_t)1 << 20);

	template_render(t, &e, "../", &out);
	strbuf_release(&out);
}

/* Whatever a template says, it is refused with a message or rendered. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = { "part", "self", NULL };
	static const char part[] = "{{#people}}\n  {{name}}{{/people}}\n{{title}}";
	struct arena arena = { 0 };
	struct diag diag;

	diag_init(&diag, &arena);
	struct bench b = { .loader = { find_partial, names, &arena, &diag, NULL } };
	b.part = source_from_text("part", part, strlen(part), &arena, &diag);
	b.self = source_from_text("self", (const char *)data, size, &arena, &diag);
	if (b.self) {
		const struct template *t = template_compile(&b.loader, b.self, &view_episode);

		if (!t == diag_ok(&diag))
			__builtin_trap();
		if (t)
			render(t);
	}
	arena_free(&arena);
	return 0;
}
