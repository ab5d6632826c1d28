#include "verify/verify.h"

#include <string.h>

#include "base/text.h"
#include "check.h"
#include "feed.h"
#include "page.h"

/* A transcript in HTML is a piece of a page, and none itself. */
#define HTML_TRANSCRIPT ".transcript.html"

static void check_pages(struct check *c)
{
	struct doc doc;

	for (size_t i = 0; i < c->tree->count; i++) {
		const struct output_file *file = &c->tree->files[i];

		if (text_ends(file->path, ".html") && !text_ends(file->path, HTML_TRANSCRIPT) &&
		    check_read(c, file, &doc))
			page_check(&doc);
	}
}

static bool has_type(const struct output_file *file, const char *type)
{
	return file->type && strcmp(file->type, type) == 0;
}

/* Other files that programs read: known by their type, and by the end of their name. */
static const struct {
	const char *type, *suffix;
	void (*check)(struct doc *doc);
} others[] = {
	{ "application/json+chapters", "", chapters_check },
	{ "text/vtt", "", transcript_check_vtt },
	{ "application/x-subrip", "", transcript_check_srt },
	{ "application/json", ".transcript.json", transcript_check_json },
	{ "text/html", HTML_TRANSCRIPT, transcript_check_html },
};

static void check_others(struct check *c)
{
	struct doc doc;

	for (size_t i = 0; i < c->tree->count; i++) {
		const struct output_file *file = &c->tree->files[i];

		for (size_t k = 0; k < sizeof(others) / sizeof(others[0]); k++) {
			if (has_type(file, others[k].type) &&
			    text_ends(file->path, others[k].suffix) && check_read(c, file, &doc))
				others[k].check(&doc);
		}
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
