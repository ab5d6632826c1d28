#include "verify/verify.h"

#include <string.h>

#include "base/text.h"
#include "check.h"
#include "feed.h"
#include "page.h"

static void check_pages(struct check *c)
{
	struct doc doc;

	for (size_t i = 0; i < c->tree->count; i++) {
		const struct output_file *file = &c->tree->files[i];

		if (text_ends(file->path, ".html") && check_read(c, file, &doc))
			page_check(&doc);
	}
}

static bool has_type(const struct output_file *file, const char *type)
{
	return file->type && strcmp(file->type, type) == 0;
}

static void check_others(struct check *c)
{
	struct doc doc;

	for (size_t i = 0; i < c->tree->count; i++) {
		const struct output_file *file = &c->tree->files[i];

		if (has_type(file, "application/json+chapters") && check_read(c, file, &doc))
			chapters_check(&doc);
		else if (has_type(file, "text/vtt") && check_read(c, file, &doc))
			transcript_check(&doc);
	}
}

static void check_feeds(struct check *c)
{
	struct grammar podcast = grammar_open(GRAMMAR_PODCAST, "item");
	struct grammar sitemap = grammar_open(GRAMMAR_SITEMAP, "url");

	for (size_t i = 0; i < c->tree->count; i++) {
		struct doc doc = { .check = c, .file = &c->tree->files[i], .by_line = true };

		if (has_type(doc.file, "application/rss+xml"))
			feed_check(&doc, &podcast);
		else if (strcmp(doc.file->path, "sitemap.xml") == 0)
			sitemap_check(&doc, &sitemap);
	}
	grammar_close(&podcast);
	grammar_close(&sitemap);
}

void verify_output(const struct output_tree *tree, const char *address, struct arena *a,
		   struct diag *diag)
{
	struct check c;

	check_init(&c, tree, address, a, diag);
	check_pages(&c);
	check_others(&c);
	check_feeds(&c);
	check_anchors(&c);
	if (c.left_out)
		diag_report(diag, DIAG_MORE_OF_THE_SAME, (struct span){ 0 },
			    "%zu more messages say the same as those above and are left out",
			    c.left_out);
	check_release(&c);
}
