#include "verify/verify.h"

#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "check.h"
#include "feed.h"
#include "media_name.h"
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
	{ "application/feed+json", "", json_feed_check },
	{ "application/json+oembed", "", oembed_check },
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

/* What follows a grammar: known in the same way. */
static const struct {
	const char *type, *suffix, *record;
	enum grammar_name grammar;
	void (*check)(struct doc *doc, const struct grammar *grammar);
} feeds[] = {
	{ "application/rss+xml", "", "item", GRAMMAR_PODCAST, feed_check },
	{ "application/atom+xml", "", "entry", GRAMMAR_ATOM, atom_check },
	{ "text/x-opml", "", "outline", GRAMMAR_OPML, opml_check },
	{ "application/xml", "sitemap.xml", "url", GRAMMAR_SITEMAP, sitemap_check },
};

static void check_feeds(struct check *c)
{
	for (size_t k = 0; k < sizeof(feeds) / sizeof(feeds[0]); k++) {
		struct grammar grammar = { 0 };

		for (size_t i = 0; i < c->tree->count; i++) {
			struct doc doc = { .check = c,
					   .file = &c->tree->files[i],
					   .by_line = true };

			if (!has_type(doc.file, feeds[k].type) ||
			    !text_ends(doc.file->path, feeds[k].suffix))
				continue;
			if (!grammar.whole)
				grammar = grammar_open(feeds[k].grammar, feeds[k].record);
			feeds[k].check(&doc, &grammar);
		}
		if (grammar.whole)
			grammar_close(&grammar);
	}
}

static void check_media(struct check *c)
{
	for (size_t i = 0; i < c->tree->count; i++)
		media_name_check(c, &c->tree->files[i]);
}

/* What follows `field` in robots.txt, up to `end`; NULL: nothing. */
static const char *told_by_robots(const struct output_tree *tree, const char *field,
				  const char *end, struct arena *a)
{
	const struct output_file *robots = output_find(tree, "robots.txt");
	char *text = NULL;
	size_t len;

	if (!robots || !file_read(robots->disk, LIMIT_SOURCE_BYTES, &text, &len, a))
		return NULL;
	const char *at = strstr(text, field), *begin = at ? at + strlen(field) : NULL;
	const char *stop = begin ? strstr(begin, end) : NULL;

	return stop ? arena_strndup(a, begin, (size_t)(stop - begin)) : NULL;
}

const char *verify_address(const struct output_tree *tree, struct arena *a)
{
	return told_by_robots(tree, "Sitemap: ", "/sitemap.xml", a);
}

void verify_output(const struct output_tree *tree, const char *address, struct arena *a,
		   struct diag *diag)
{
	struct check c;

	check_init(&c, tree, address, a, diag);
	const char *audio = told_by_robots(tree, "\n# Recordings: ", "\n", a);
	if (audio && text_ends(audio, "/"))
		c.audio = url_site(audio);
	check_pages(&c);
	check_others(&c);
	check_feeds(&c);
	agree_check_pages(&c);
	check_media(&c);
	check_anchors(&c);
	if (c.left_out)
		diag_report(diag, DIAG_MORE_OF_THE_SAME, (struct span){ 0 },
			    "%zu more messages say the same as those above and are left out",
			    c.left_out);
	check_release(&c);
}
