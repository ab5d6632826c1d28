/* The pages of a small site made by hand, with hostile words in every field, as a browser's parser sees them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <libxml/HTMLparser.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "site/site.h"

#define HOSTILE  "& < > \" ' ]]> {{title}} {{{x}}} %s <script>alert(1)</script> \xf0\x9f\x95\xaf"
#define ESCAPED  "&amp; &lt; &gt; &quot; &#39; ]]&gt; {{title}} {{{x}}} %s &lt;script&gt;alert(1)&lt;/script&gt; \xf0\x9f\x95\xaf"
#define HEBREW   "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"
#define EPISODE     "podcasts/one/two.html"
#define MOST     2000

struct file {
	struct output_meta meta;
	const char *data; /* NULL: passed on from a file of the content */
	size_t len;
};

/* A site, and a sink that keeps what is put into it. */
struct bench {
	struct output_sink sink; /* first: put() gets it */
	struct file files[MOST];
	size_t count;
	struct arena arena;
	struct diag diag;
	struct site *site;
};

static void keep(struct bench *b, struct output_meta meta, const char *data, size_t len)
{
	assert_true(b->count < MOST);
	meta.path = arena_strdup(&b->arena, meta.path);
	for (size_t i = 0; i < b->count; i++)
		assert_string_not_equal(b->files[i].meta.path, meta.path);
	b->files[b->count++] = (struct file){ meta, data, len };
}

static void put(struct output_sink *sink, struct output_meta meta, const void *bytes, size_t len)
{
	struct bench *b = (struct bench *)sink;

	keep(b, meta, arena_strndup(&b->arena, bytes, len), len);
}

static void put_file(struct output_sink *sink, struct output_meta meta, const char *file,
		     const char *sha256, int64_t size)
{
	assert_non_null(file);
	assert_int_equal(strlen(sha256), 64);
	keep((struct bench *)sink, meta, NULL, (size_t)size);
}

static const char hex[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

static struct moment day(int n)
{
	return (struct moment){ .utc = 1788768000 + 86400 * (int64_t)n, .zone = 60, .set = true };
}

static struct show *make_show(struct bench *b, const char *slug, const char *title)
{
	struct show *s = arena_new(&b->arena, struct show);

	*s = (struct show){
		.item = { .kind = &kind_show, .slug = slug },
		.title = title, .author = HOSTILE, .summary = HOSTILE, .cover_alt = HOSTILE,
		.description = "First.\n\nSecond " HOSTILE, .language = "en-GB", .type = "episodic",
		.copyright = HOSTILE, .licence = "CC-BY-4.0",
	};
	s->item.path = arena_printf(&b->arena, "podcasts/%s/index.html", slug);
	s->feed_path = arena_printf(&b->arena, "podcasts/%s/feed.xml", slug);
	s->cover = (struct picture){ .file = "cover.jpg", .type = "image/jpeg", .bytes = 9 };
	s->cover.path = arena_printf(&b->arena, "podcasts/%s/cover-0123.jpg", slug);
	memcpy(s->cover.sha256, hex, sizeof(hex));
	return s;
}

static struct episode *make_episode(struct bench *b, struct show *show, const char *slug, const char *title)
{
	struct episode *e = arena_new(&b->arena, struct episode);

	*e = (struct episode){
		.item = { .kind = &kind_episode, .slug = slug },
		.title = title, .summary = HOSTILE, .type = "full", .show = show,
		.notes_html = "<h2>Notes</h2>\n<p><a href=\"\x01pages/find-help.html\">Help</a></p>\n",
		.recording = { .published = { .file = "rec.mp3", .suffix = "mp3", .type = "audio/mpeg", .sha256 = hex, .bytes = 1440000, .seconds = 185.2 } },
	};
	e->item.path = arena_printf(&b->arena, "podcasts/%s/%s.html", show->item.slug, slug);
	e->recording.path = arena_printf(&b->arena, "media/%s-%s-0123.mp3", show->item.slug, slug);
	return e;
}

static void fill_episode(struct bench *b, struct episode *e)
{
	static struct chapter chapters[] = { { .title = HOSTILE },
					     { .start = 75900, .title = "Two", .url = "https://example.org/two" } };
	static struct person people[] = { { .name = HOSTILE, .role = "guest" },
					  { .name = "Alex", .url = "https://example.org/a" } };
	static struct cue cues[] = { { 0, 900, "Alex", "Hello,", { 0 } }, { 900, 2000, NULL, "and\nwelcome.", { 0 } },
				     { 2100, 2500, HOSTILE, "Hi.", { 0 } }, { 2600, 3000, "Alex", HOSTILE, { 0 } },
				     { 75000, 76000, HEBREW, HEBREW, { 0 } } };

	e->note = HOSTILE;
	e->number = 2;
	e->recording.small = e->recording.published;
	e->recording.small.bytes = 720000;
	e->recording.small_path = "media/one-two-small-0123.mp3";
	static const char *points[] = { "Point " HOSTILE }, *questions[] = { "Why " HOSTILE "?" };
	static uint8_t peaks[] = { 10, 200, 30 };

	e->points = (struct strings){ .items = points, .count = 1 };
	e->questions = (struct strings){ .items = questions, .count = 1 };
	e->recording.published.peaks = peaks;
	e->recording.published.peak_count = COUNT(peaks);
	e->chapters = (struct list){ .items = chapters, .count = 2 };
	e->people = (struct list){ .items = people, .count = 2 };
	e->transcript = (struct transcript){ .cues = cues, .count = COUNT(cues), .is_timed = true };
	episode_complete(e, &b->arena);
}

static struct page *make_page(struct bench *b, const char *slug, const char *title)
{
	struct page *p = arena_new(&b->arena, struct page);

	*p = (struct page){ .item = { .kind = &kind_page, .slug = slug }, .title = title, .summary = HOSTILE,
			    .body_html = "<h2>One</h2><p><img src=\"\x01pages/tea-0123.jpg\" alt=\"Tea\"></p>" };
	p->item.path = arena_printf(&b->arena, "pages/%s.html", slug);
	return p;
}

static void make_shows(struct bench *b, struct site *site)
{
	struct show *one = make_show(b, "one", HOSTILE), *two = make_show(b, "two", HEBREW);
	struct episode *a = make_episode(b, one, "one", "First"), *c = make_episode(b, one, "two", HOSTILE);
	struct episode *h = make_episode(b, two, "shalom", HEBREW), *held = make_episode(b, one, "held", "Held back");
	struct episode **list = arena_array(&b->arena, 5, sizeof(*list));

	memcpy(list, (struct episode *[]){ c, a, h, held, a }, 5 * sizeof(*list));
	a->date = day(1);
	c->date = day(2);
	h->date = day(0);
	a->next = c;
	c->previous = a;
	fill_episode(b, c);
	c->related = (struct strings){ .items = arena_array(&b->arena, 1, sizeof(char *)), .count = 1 };
	c->related_episodes = list + 4;
	one->episodes = list;
	one->episode_count = 2;
	one->held = list + 3;
	one->held_count = 1;
	one->start_here = a;
	two->episodes = list + 2;
	two->episode_count = 1;
	two->language = "he";
	site->shows = arena_array(&b->arena, 2, sizeof(*site->shows));
	memcpy(site->shows, (struct show *[]){ one, two }, 2 * sizeof(*site->shows));
	site->show_count = 2;
}

static struct site *make_site(struct bench *b)
{
	struct site *site = arena_new(&b->arena, struct site);

	*site = (struct site){ .item = { .kind = &kind_site, .path = "index.html" }, .title = HOSTILE, .language = "en-GB",
			       .address = "https://example.org/sub/", .summary = HOSTILE,
			       .contact = "hello@example.org", .licence = "ARR",
			       .interface = &interface_english, .now = day(9) };
	make_shows(b, site);
	site->pages = arena_array(&b->arena, 2, sizeof(*site->pages));
	site->pages[0] = make_page(b, "about", HOSTILE);
	site->pages[1] = make_page(b, "find-help", "Find help now");
	site->page_count = 2;
	site->pictures = arena_array(&b->arena, 2, sizeof(*site->pictures));
	site->pictures[0] = site->shows[0]->cover;
	site->pictures[1] = site->shows[0]->cover;
	site->pictures[1].path = "pages/tea-0123.jpg";
	site->picture_count = 2;
	return site;
}

static int set_up(void **state)
{
	struct bench *b = xcalloc(1, sizeof(*b));

	b->sink = (struct output_sink){ .put = put, .put_file = put_file };
	diag_init(&b->diag, &b->arena);
	b->site = make_site(b);
	*state = b;
	return 0;
}

static int tear_down(void **state)
{
	struct bench *b = *state;

	arena_free(&b->arena);
	free(b);
	return 0;
}

static void render(struct bench *b, const char *theme)
{
	site_render(b->site, theme, &b->sink, &b->diag);
}

static const struct file *find(const struct bench *b, const char *path)
{
	for (size_t i = 0; i < b->count; i++) {
		if (strcmp(b->files[i].meta.path, path) == 0)
			return &b->files[i];
	}
	return NULL;
}

static const char *text_of(struct bench *b, const char *path)
{
	const struct file *f = find(b, path);

	if (!f || !f->data)
		fail_msg("no page %s", path);
	return f->data;
}

static void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("expected <%s> in:\n%s", part, text);
}

static void assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("unexpected <%s> in:\n%s", part, text);
}

static bool is_page(const struct file *f)
{
	return f->data && text_ends(f->meta.path, ".html");
}

static void puts_each_page_once_in_its_group(void **state)
{
	static const struct { const char *path; enum output_group group; } expected[] = {
		{ "index.html", OUTPUT_LIST }, { "podcasts/one/index.html", OUTPUT_LIST },
		{ "podcasts/two/index.html", OUTPUT_LIST }, { "podcasts/one/one.html", OUTPUT_PAGE },
		{ "podcasts/one/one.embed.html", OUTPUT_PAGE },
		{ "podcasts/one/two.html", OUTPUT_PAGE }, { "podcasts/two/shalom.html", OUTPUT_PAGE },
		{ "pages/about.html", OUTPUT_PAGE }, { "pages/find-help.html", OUTPUT_PAGE },
		{ "404.html", OUTPUT_PAGE }, { "robots.txt", OUTPUT_LIST },
		{ "media/one-two-0123.mp3", OUTPUT_MEDIA }, { "media/one-two-small-0123.mp3", OUTPUT_MEDIA }, { "podcasts/one/cover-0123.jpg", OUTPUT_MEDIA },
		{ "pages/tea-0123.jpg", OUTPUT_MEDIA }, { "subscribe.html", OUTPUT_LIST },
		{ "search.html", OUTPUT_LIST }, { "a-z.html", OUTPUT_LIST },
	};
	struct bench *b = *state;

	render(b, NULL);
	assert_int_equal(b->diag.count[SEV_ERROR] + b->diag.count[SEV_WARNING], 0);
	for (size_t i = 0; i < COUNT(expected); i++) {
		const struct file *f = find(b, expected[i].path);

		if (!f)
			fail_msg("no file %s", expected[i].path);
		assert_int_equal(f->meta.group, expected[i].group);
	}
	assert_int_equal(b->count, 58);
}

static size_t times(const char *text, const char *what)
{
	size_t n = 0;

	for (; (text = strstr(text, what)); text += strlen(what))
		n++;
	return n;
}

/*
 * Data for programs stands in a script that runs nothing, and the site's own scripts in files; no
 * word of the content begins or ends one.
 */
static void assert_scripts_are_known(const char *page)
{
	size_t data = times(page, "<script type=\"application/ld+json\">{");
	size_t own = times(page, "<script defer src=\"");

	assert_true(data <= 2 && own <= 2); /* what it is, and where it is */
	assert_int_equal(times(page, "<script"), data + own);
	assert_int_equal(times(page, "</script"), data + own);
}

static void escapes_hostile_words_everywhere(void **state)
{
	struct bench *b = *state;

	render(b, NULL);
	assert_has(text_of(b, EPISODE), "<h1>" ESCAPED "</h1>");
	assert_has(text_of(b, "index.html"), "<h1>" ESCAPED "</h1>");
	assert_has(text_of(b, "podcasts/one/index.html"), "alt=\"" ESCAPED "\"");
	for (size_t i = 0; i < b->count; i++) {
		if (!b->files[i].data || text_ends(b->files[i].meta.path, ".txt"))
			continue;
		if (is_page(&b->files[i]))
			assert_scripts_are_known(b->files[i].data);
		assert_lacks(b->files[i].data, "\x01");
	}
}

/* libxml2 knows HTML 4 only: that it has not heard of <main> and the like is no fault. */
static void note_fault(void *count, const xmlError *e)
{
	if (e->code != XML_HTML_UNKNOWN_TAG)
		++*(unsigned *)count;
}

static htmlDocPtr parse(const struct file *f)
{
	unsigned faults = 0;

	xmlSetStructuredErrorFunc(&faults, (xmlStructuredErrorFunc)note_fault);
	htmlDocPtr doc = htmlReadMemory(f->data, (int)f->len, f->meta.path, "UTF-8", 0);
	xmlSetStructuredErrorFunc(NULL, NULL);
	if (faults)
		fail_msg("%s is not well-formed HTML (%s)", f->meta.path, xmlGetLastError()->message);
	return doc;
}

typedef void visit(struct bench *b, const struct file *f, xmlNodePtr node);

static void walk(struct bench *b, const struct file *f, xmlNodePtr node, visit *visitor)
{
	for (; node; node = node->next) {
		if (node->type == XML_ELEMENT_NODE)
			visitor(b, f, node);
		walk(b, f, node->children, visitor);
	}
}

static void visit_pages(struct bench *b, visit *visitor)
{
	render(b, NULL);
	for (size_t i = 0; i < b->count; i++) {
		if (!is_page(&b->files[i]))
			continue;
		htmlDocPtr doc = parse(&b->files[i]);

		walk(b, &b->files[i], xmlDocGetRootElement(doc), visitor);
		xmlFreeDoc(doc);
	}
}

static const char *attribute(struct bench *b, xmlNodePtr node, const char *name)
{
	xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
	char *copy = value ? arena_strdup(&b->arena, (const char *)value) : NULL;

	xmlFree(value);
	return copy;
}

/* What others write: feeds and transcripts. */
static bool is_made_elsewhere(const char *path)
{
	return text_ends(path, "/feed.xml") || text_ends(path, ".vtt") || text_ends(path, ".srt") ||
	       strstr(path, ".transcript.") || text_ends(path, ".opml") || text_ends(path, ".atom");
}

static void check_link(struct bench *b, const struct file *f, const char *url)
{
	const char *base = "/sub/", *hash = strchr(url, '#');
	size_t len = hash ? (size_t)(hash - url) : strlen(url);

	if (strstr(url, "://") || text_starts(url, "mailto:") || text_starts(url, "data:"))
		return;
	if (!len) {
		assert_has(f->data, arena_printf(&b->arena, " id=\"%s\"", hash + 1));
		return;
	}
	char *rel = arena_strndup(&b->arena, url, len);
	const char *path = text_starts(rel, base) ? rel + strlen(base) :
				path_resolve(path_dir(f->meta.path, &b->arena), rel, &b->arena);
	if (strcmp(f->meta.path, "404.html") == 0)
		assert_true(text_starts(rel, base));
	else
		assert_true(rel[0] != '/');
	if (!path || (!find(b, path) && !is_made_elsewhere(path)))
		fail_msg("%s links to %s, which is not there", f->meta.path, url);
}

static void check_links(struct bench *b, const struct file *f, xmlNodePtr node)
{
	const char *href = attribute(b, node, "href"), *src = attribute(b, node, "src");

	if (href)
		check_link(b, f, href);
	if (src)
		check_link(b, f, src);
}

static void links_lead_only_to_what_is_there(void **state)
{
	visit_pages(*state, check_links);
}

static void check_id(struct bench *b, const struct file *f, xmlNodePtr node)
{
	const char *id = attribute(b, node, "id");
	const char *written = id ? arena_printf(&b->arena, " id=\"%s\"", id) : NULL;
	const char *first = id ? strstr(f->data, written) : NULL;

	if (first && strstr(first + 1, written))
		fail_msg("%s has the id '%s' twice", f->meta.path, id);
}

static void ids_are_never_given_twice(void **state)
{
	visit_pages(*state, check_id);
}

static void check_nothing_foreign(struct bench *b, const struct file *f, xmlNodePtr node)
{
	const char *src = attribute(b, node, "src"), *type = attribute(b, node, "type");

	if (strcmp((const char *)node->name, "script") == 0 && !src)
		assert_string_equal(type, "application/ld+json");
	assert_null(attribute(b, node, "style"));
	assert_string_not_equal((const char *)node->name, "iframe");
	for (xmlAttrPtr a = node->properties; a; a = a->next)
		assert_false(text_starts((const char *)a->name, "on"));
	if (src && strstr(src, "://"))
		fail_msg("%s asks %s", f->meta.path, src);
}

static void nothing_is_asked_of_others_and_nothing_runs(void **state)
{
	visit_pages(*state, check_nothing_foreign);
}

/* Headings come in steps of one, beginning with the only h1. */
static void check_headings(struct bench *b, const struct file *f)
{
	int level = 0, tops = 0;

	(void)b;
	for (const char *s = f->data; (s = strstr(s, "<h")); s += 2) {
		if (s[2] < '1' || s[2] > '6')
			continue;
		if (s[2] - '0' > level + 1)
			fail_msg("%s steps from h%d to h%c", f->meta.path, level, s[2]);
		level = s[2] - '0';
		tops += level == 1;
	}
	assert_int_equal(tops, 1);
}

static void headings_have_no_gaps(void **state)
{
	struct bench *b = *state;

	render(b, NULL);
	for (size_t i = 0; i < b->count; i++) {
		if (is_page(&b->files[i]))
			check_headings(b, &b->files[i]);
	}
}

static void assert_order(const char *text, const char *const *parts, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		assert_has(text, parts[i]);
		text = strstr(text, parts[i]);
	}
}

static void an_episode_has_its_parts_in_order(void **state)
{
	static const char *const parts[] = {
		"class=\"skip\"", "class=\"name\"", "class=\"help\"", "aria-label=\"Main\"", "class=\"trail\"",
		"href=\"../../index.html\"", "href=\"../../podcasts/one/index.html\"", "<main", "Episode 2", "<h1>",
		"class=\"lead\"", "Before you listen", "<audio controls preload=\"none\"", "class=\"deck\"", "hidden>", "class=\"wave\"", "max=\"185\"",
		"3:05", "class=\"trouble\"", "3\xc2\xa0minutes 5\xc2\xa0seconds.", "MP3</bdi>, 1.4\xc2\xa0MB",
		"href=\"../../media/one-two-small-0123.mp3\" download>Small download", "0.7\xc2\xa0MB",
		"aria-label=\"On this page\"", "href=\"#points\"", "href=\"#chapters\"", "href=\"#people\"", "href=\"#notes\"", "href=\"#questions\"", "href=\"#transcript\"", "href=\"#share\"",
		"id=\"points\"", "<li>Point " ESCAPED "</li>", "id=\"chapters\"", "#t=75\"", "id=\"people\"",
		"id=\"notes\"", "id=\"questions\"", "<li>Why " ESCAPED "?</li>",
		"id=\"related\"", "id=\"transcript\"", "type=\"search\"", "id=\"t-75\"", "mailto:hello@example.org?subject=Correction", "rel=\"prev\"",
		"Creative Commons Attribution 4.0", "id=\"embed\"", "Published on <time datetime=\"2026-09-09", "<script defer src=\"../../player-",
	};
	struct bench *b = *state;

	render(b, NULL);
	assert_order(text_of(b, EPISODE), parts, COUNT(parts));
}

static void an_episode_says_when_its_words_were_last_mended(void **state)
{
	struct bench *b = *state;
	struct episode *e = b->site->shows[0]->episodes[0];

	e->changed = (struct moment){ e->date.utc + 86400, 0, true };
	render(b, NULL);
	assert_has(text_of(b, EPISODE), "Last changed on <time datetime=\"2026-09-10\">10 September 2026</time>");
	assert_has(text_of(b, EPISODE), "\"dateModified\":\"2026-09-10\"");
	assert_int_equal(episode_changed(e).utc, e->changed.utc);
	e->changed.utc = e->date.utc - 86400;
	assert_int_equal(episode_changed(e).utc, e->date.utc);
}

static void every_page_can_be_handed_on(void **state)
{
	static const struct { const char *page, *text; } pages[] = {
		{ "index.html", NULL }, { "podcasts/one/index.html", "podcasts/one/index.txt" },
		{ EPISODE, "podcasts/one/two.txt" }, { "pages/about.html", "pages/about.txt" },
		{ "subscribe.html", NULL }, { "a-z.html", NULL },
	};
	struct bench *b = *state;

	render(b, NULL);
	for (size_t i = 0; i < COUNT(pages); i++) {
		const char *page = text_of(b, pages[i].page);

		assert_has(page, "id=\"share\"");
		assert_has(page, ".qr.svg\"");
		assert_int_equal(strstr(page, "type=\"text/plain\"") != NULL, pages[i].text != NULL);
		assert_lacks(page, "<ul class=\"files\">\n</ul>");
		if (pages[i].text)
			assert_non_null(find(b, pages[i].text));
	}
}

static void each_feed_has_a_code_where_it_is_explained(void **state)
{
	struct bench *b = *state;

	render(b, NULL);
	assert_has(text_of(b, "subscribe.html"), "<img src=\"subscribe-show-one.qr.svg\" alt=\"QR code with the address of the feed “");
	assert_has(text_of(b, "subscribe-show-one.qr.svg"), "<title>QR code with the address of the feed “");
}

static void what_an_episode_lacks_leaves_no_trace(void **state)
{
	static const char *const parts[] = { "id=\"points\"", "id=\"chapters\"", "id=\"questions\"", "id=\"transcript\"", "class=\"wave\"", "mailto:hello@example.org?", "Last changed" };
	struct bench *b = *state;

	render(b, NULL);
	for (size_t i = 0; i < COUNT(parts); i++)
		assert_lacks(text_of(b, "podcasts/one/one.html"), parts[i]);
}

static void without_a_recording_there_is_no_player_and_no_script_for_it(void **state)
{
	struct bench *b = *state;

	b->site->shows[0]->episodes[0]->recording = (struct recording){ 0 };
	render(b, NULL);
	assert_lacks(text_of(b, EPISODE), "class=\"player\"");
	assert_lacks(text_of(b, EPISODE), "player-");
	assert_has(text_of(b, EPISODE), "<span class=\"time\">1:15</span>");
}

static void why_there_is_no_transcript_is_said(void **state)
{
	struct bench *b = *state;

	b->site->shows[0]->episodes[1]->no_transcript = HOSTILE;
	render(b, NULL);
	assert_has(text_of(b, "podcasts/one/one.html"), "There is no transcript of this episode. " ESCAPED);
}

static void nobody_is_asked_for_corrections_where_nobody_reads_them(void **state)
{
	struct bench *b = *state;

	b->site->contact = NULL;
	render(b, NULL);
	assert_lacks(text_of(b, EPISODE), "Suggest a correction");
}

static void a_letter_about_a_mistake_names_the_episode(void **state)
{
	struct bench *b = *state;

	b->site->shows[0]->episodes[0]->title = "Ä & B?";
	render(b, NULL);
	assert_has(text_of(b, EPISODE), "href=\"mailto:hello@example.org?subject=Correction%20to%20the%20transcript%20of%20%E2%80%9C%C3%84%20%26%20B%3F%E2%80%9D\"");
}

static void a_player_remembers_only_where_the_site_does(void **state)
{
	struct bench *b = *state;

	render(b, NULL);
	assert_lacks(text_of(b, EPISODE), "data-remember");
	b->count = 0;
	b->site->remembers = true;
	render(b, NULL);
	assert_has(text_of(b, EPISODE), "data-remember=\"" EPISODE "\"");
}

static void a_show_has_its_parts_in_order(void **state)
{
	static const char *const parts[] = {
		"class=\"cover\"", "<h1>", "class=\"lead\"", "podcasts/one/one.html\"><span>Start here: <bdi>First</bdi>",
		"id=\"episodes\"", "id=\"subscribe\"", "podcasts/one/feed.xml\"", "id=\"about\"", "<p>First.</p>",
	};
	struct bench *b = *state;

	render(b, NULL);
	assert_order(text_of(b, "podcasts/one/index.html"), parts, COUNT(parts));
	assert_lacks(text_of(b, "podcasts/one/index.html"), "<audio");
}

static void a_description_that_only_repeats_the_summary_is_left_out(void **state)
{
	struct bench *b = *state;

	b->site->shows[0]->description = b->site->shows[0]->summary;
	render(b, NULL);
	assert_lacks(text_of(b, "podcasts/one/index.html"), "id=\"about\"");
	assert_has(text_of(b, "podcasts/two/index.html"), "id=\"about\"");
}

static void who_subscribes_is_led_to_the_page_on_how_to_listen(void **state)
{
	struct bench *b = *state;

	b->site->pages[0] = make_page(b, "how-to-listen", "How it is done");
	render(b, NULL);
	const char *text = strstr(text_of(b, "podcasts/one/index.html"), "id=\"subscribe\"");
	assert_has(text, "<a class=\"button\" href=\"../../subscribe.html#show-one\">Choose your app</a>");
	text = strstr(text_of(b, "subscribe.html"), "id=\"without\"");
	assert_has(text, "<p><a href=\"pages/how-to-listen.html\">How it is done</a></p>\n</section>");
}

/* Each opens an app on the device, and asks nobody else for anything. */
static void each_feed_has_a_button_for_every_app_and_its_address(void **state)
{
	static const char *const parts[] = {
		"id=\"show-one\"", "href=\"podcast://example.org/sub/podcasts/one/feed.xml\">Apple Podcasts</a>",
		"href=\"antennapod-subscribe://example.org/sub/podcasts/one/feed.xml\"",
		"href=\"pktc://subscribe/example.org/sub/podcasts/one/feed.xml\"",
		"href=\"overcast://x-callback-url/add?url=https%3A%2F%2Fexample.org%2Fsub%2Fpodcasts%2Fone%2Ffeed.xml\"",
		"href=\"castro://subscribe/example.org/sub/podcasts/one/feed.xml\"",
		"href=\"podcastaddict://example.org/sub/podcasts/one/feed.xml\"",
		"href=\"feed://example.org/sub/podcasts/one/feed.xml\">Feed reader</a>",
		"value=\"https://example.org/sub/podcasts/one/feed.xml\"", "id=\"show-two\"", "shows.opml",
	};
	struct bench *b = *state;

	render(b, NULL);
	assert_order(text_of(b, "subscribe.html"), parts, COUNT(parts));
}

/* A show with this many episodes, a day apart. */
static void lengthen(struct bench *b, struct show *show, size_t count)
{
	show->episodes = arena_array(&b->arena, count, sizeof(*show->episodes));
	show->episode_count = count;
	for (size_t i = 0; i < count; i++) {
		char *slug = arena_printf(&b->arena, "e%zu", count - i);

		show->episodes[i] = make_episode(b, show, slug, slug);
		show->episodes[i]->date = day((int)(count - i));
	}
}

static bool lists(struct bench *b, const char *page, size_t episode)
{
	return strstr(text_of(b, page), arena_printf(&b->arena, "one/e%zu.html\"", episode));
}

static void a_long_show_is_cut_from_its_oldest_episode_on(void **state)
{
	struct bench *b = *state;

	b->site->show_count = 1;
	lengthen(b, b->site->shows[0], 163);
	render(b, NULL);
	assert_true(lists(b, "podcasts/one/index.html", 163) && lists(b, "podcasts/one/index.html", 101));
	assert_false(lists(b, "podcasts/one/index.html", 100));
	assert_true(lists(b, "podcasts/one/index.2.html", 100) && lists(b, "podcasts/one/index.2.html", 51));
	assert_true(lists(b, "podcasts/one/index.1.html", 50) && lists(b, "podcasts/one/index.1.html", 1));
	assert_null(find(b, "podcasts/one/index.3.html"));
	assert_has(text_of(b, "podcasts/one/index.1.html"), "Page 3 of 3");
	assert_has(text_of(b, "podcasts/one/index.1.html"), "href=\"../../podcasts/one/index.2.html\" rel=\"prev\" aria-label=\"Page 2 2026\"");
	assert_has(text_of(b, "podcasts/one/index.html"), "<h3><bdi>2027</bdi></h3>");
}

static void pages_of_a_serial_show_begin_with_its_oldest_episode(void **state)
{
	struct bench *b = *state;

	b->site->show_count = 1;
	b->site->shows[0]->type = "serial";
	lengthen(b, b->site->shows[0], 163);
	render(b, NULL);
	assert_true(lists(b, "podcasts/one/index.html", 1) && lists(b, "podcasts/one/index.html", 50));
	assert_true(lists(b, "podcasts/one/index.2.html", 51) && lists(b, "podcasts/one/index.2.html", 100));
	assert_true(lists(b, "podcasts/one/index.3.html", 101) && lists(b, "podcasts/one/index.3.html", 163));
}

static void seasons_stand_together_under_their_names(void **state)
{
	static const char *const parts[] = { "<h3><bdi>Season 2: More</bdi></h3>", "one/e2.html",
					     "<h3><bdi>Season 1</bdi></h3>", "one/e1.html" };
	static struct season named[] = { { 2, "More" } };
	struct bench *b = *state;

	b->site->show_count = 1;
	lengthen(b, b->site->shows[0], 2);
	b->site->shows[0]->seasons = (struct list){ .items = named, .count = 1 };
	b->site->shows[0]->episodes[0]->season = 2;
	b->site->shows[0]->episodes[1]->season = 1;
	render(b, NULL);
	const char *text = strstr(text_of(b, "podcasts/one/index.html"), "id=\"episodes\"");
	assert_order(text, parts, COUNT(parts));
}

static void each_page_says_where_it_is(void **state)
{
	struct bench *b = *state;

	render(b, NULL);
	assert_lacks(text_of(b, "index.html"), "class=\"trail\"");
	assert_lacks(text_of(b, "404.html"), "class=\"trail\"");
	assert_has(text_of(b, "podcasts/two/shalom.html"),
		   "<ol>\n<li><a href=\"../../index.html\"><bdi>Home</bdi></a></li>\n"
		   "<li><a href=\"../../podcasts/two/index.html\"><bdi>" HEBREW "</bdi></a></li>\n</ol>");
	assert_has(text_of(b, "podcasts/two/index.html"),
		   "\"@type\":\"BreadcrumbList\",\"itemListElement\":[{\"@type\":\"ListItem\",\"position\":1,");
	assert_has(text_of(b, "podcasts/two/index.html"), "\"position\":2,\"name\":\"" HEBREW "\"");
}

static void the_logo_stands_for_the_name_when_it_says_it(void **state)
{
	struct bench *b = *state;

	b->site->logo = (struct picture){ .file = "logo.png", .path = "logo-0123.png", .type = "image/png",
					  .facts = { .width = 400, .height = 100 } };
	b->site->pictures[1] = b->site->logo;
	memcpy(b->site->pictures[1].sha256, hex, sizeof(hex));
	b->site->pages[0]->body_html = b->site->pages[1]->body_html = "<p>Plain.</p>";
	b->site->logo_alt = "Leith";
	render(b, NULL);
	assert_has(text_of(b, EPISODE), "<img src=\"../../logo-0123.png\" alt=\"Leith\" width=\"192\" height=\"48\"></a>");
}

static void notes_get_a_heading_only_when_they_have_none_at_their_beginning(void **state)
{
	struct bench *b = *state;

	b->site->shows[0]->episodes[0]->notes_html = "<p>Plain.</p>\n<h2>More</h2>\n";
	render(b, NULL);
	assert_has(text_of(b, EPISODE), "aria-label=\"Notes\">\n<h2>Notes</h2>");
	const char *own = strstr(text_of(b, "podcasts/one/one.html"), "<h2>Notes</h2>");
	assert_non_null(own);
	assert_null(strstr(own + 1, "<h2>Notes</h2>"));
}

/* WCAG 2.2, 3.2.3 Consistent Navigation and 3.2.6 Consistent Help */
static void every_page_has_the_same_links_around_it(void **state)
{
	static const char *const parts[] = { "class=\"help\"", "aria-label=\"Main\"", "</main>", "aria-label=\"All pages\"",
					     "subscribe.html", "pages/about.html", "pages/find-help.html", "mailto:" };
	struct bench *b = *state;

	render(b, NULL);
	assert_order(text_of(b, "index.html"), parts, COUNT(parts));
	assert_order(text_of(b, EPISODE), parts, COUNT(parts));
	assert_order(text_of(b, "404.html"), parts, COUNT(parts));
}

static void neighbours_are_linked_both_ways(void **state)
{
	struct bench *b = *state;

	render(b, NULL);
	assert_has(text_of(b, "podcasts/one/one.html"), "href=\"../../podcasts/one/two.html\" rel=\"next\"");
	assert_lacks(text_of(b, "podcasts/one/one.html"), "rel=\"prev\"");
	assert_has(text_of(b, EPISODE), "href=\"../../podcasts/one/one.html\" rel=\"prev\"");
	assert_lacks(text_of(b, EPISODE), "rel=\"next\"");
	assert_lacks(text_of(b, "podcasts/two/shalom.html"), "class=\"neighbours\"");
}

static void what_is_held_back_is_not_shown(void **state)
{
	struct bench *b = *state;

	render(b, NULL);
	for (size_t i = 0; i < b->count; i++) {
		assert_lacks(b->files[i].meta.path, "held");
		assert_lacks(b->files[i].data ? b->files[i].data : "", "Held back");
	}
}

static void a_serial_show_is_listed_from_its_beginning(void **state)
{
	struct bench *b = *state;
	const char *text;

	b->site->shows[0]->type = "serial";
	render(b, NULL);
	text = strstr(text_of(b, "podcasts/one/index.html"), "id=\"episodes\"");
	assert_true(strstr(text, "one/one.html") < strstr(text, "one/two.html"));
	assert_has(text_of(b, EPISODE), "Episode 2 of 2");
}

static void an_episodic_show_is_listed_from_its_end(void **state)
{
	struct bench *b = *state;
	const char *text;

	render(b, NULL);
	text = strstr(text_of(b, "podcasts/one/index.html"), "id=\"episodes\"");
	assert_true(strstr(text, "one/two.html") < strstr(text, "one/one.html"));
}

static void help_comes_first_and_the_page_one_is_on_is_marked(void **state)
{
	struct bench *b = *state;
	const char *text;

	render(b, NULL);
	text = text_of(b, "pages/about.html");
	assert_true(strstr(text, "find-help.html\" class=\"help\"") < strstr(text, "aria-label=\"Main\""));
	assert_has(text, "href=\"../pages/about.html\" aria-current=\"page\"");
}

static void another_language_is_marked_with_its_direction(void **state)
{
	struct bench *b = *state;

	render(b, NULL);
	assert_has(text_of(b, "podcasts/two/shalom.html"), "<html lang=\"en-GB\">");
	assert_has(text_of(b, "podcasts/two/shalom.html"), "<div class=\"opening\" lang=\"he\" dir=\"rtl\">");
	assert_lacks(text_of(b, EPISODE), "dir=");
}

static void feeds_are_offered_where_they_belong(void **state)
{
	struct bench *b = *state;

	render(b, NULL);
	assert_has(text_of(b, "index.html"), "href=\"podcasts/one/feed.xml\"");
	assert_has(text_of(b, "index.html"), "href=\"podcasts/two/feed.xml\"");
	assert_has(text_of(b, EPISODE), "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"" ESCAPED
				     "\" href=\"../../podcasts/one/feed.xml\">");
	assert_lacks(text_of(b, EPISODE), "two/feed.xml");
	assert_has(text_of(b, "podcasts/one/index.html"), " value=\"https://example.org/sub/podcasts/one/feed.xml\"");
}

static void pages_say_where_they_live(void **state)
{
	struct bench *b = *state;

	render(b, NULL);
	assert_has(text_of(b, "index.html"), "<link rel=\"canonical\" href=\"https://example.org/sub/\">");
	assert_has(text_of(b, EPISODE), "<link rel=\"canonical\" href=\"https://example.org/sub/podcasts/one/two.html\">");
	assert_lacks(text_of(b, "404.html"), "canonical");
	assert_string_equal(text_of(b, "robots.txt"),
			    "User-agent: *\nAllow: /\nSitemap: https://example.org/sub/sitemap.xml\n");
}

static void style_sheet_and_scripts_are_named_by_their_hash(void **state)
{
	struct bench *b = *state;
	char sum[HASH_HEX];
	size_t found = 0;

	render(b, NULL);
	for (size_t i = 0; i < b->count; i++) {
		const struct file *f = &b->files[i];

		if (!text_ends(f->meta.path, ".css") && !text_ends(f->meta.path, ".js"))
			continue;
		struct hash hash = hash_bytes(f->data, f->len);
		hash_hex(&hash, sum);
		assert_memory_equal(strrchr(f->meta.path, '-') + 1, sum, HASH_IN_NAME);
		found++;
	}
	assert_true(found > 4); /* those of the theme, and the pieces of the search */
}

static void cues_become_paragraphs_by_speaker(void **state)
{
	struct bench *b = *state;
	const char *text;

	render(b, NULL);
	text = text_of(b, EPISODE);
	assert_has(text, "<p>Hello, and welcome.</p>");
	assert_has(text, "<div class=\"turn\" id=\"t-2\">");
	assert_has(text, "<div class=\"turn\" id=\"t-2-2\">");
	assert_has(text, "href=\"../../media/one-two-0123.mp3#t=75\" aria-label=\"Listen from 1:15\">1:15</a>");
}

static void an_empty_site_is_still_a_site(void **state)
{
	struct bench *b = *state;

	b->site->show_count = b->site->page_count = b->site->picture_count = 0;
	render(b, NULL);
	assert_has(text_of(b, "index.html"), "There is no podcast here yet.");
	assert_true(diag_ok(&b->diag));
}

/* ---- the user's theme ---- */

static char *theme_with(struct bench *b, const char *name, const char *text)
{
	char dir[] = "/tmp/blether-theme-XXXXXX";
	char *theme = arena_strdup(&b->arena, mkdtemp(dir));

	assert_true(file_write(path_join(theme, name, &b->arena), text, strlen(text)));
	return theme;
}

static void remove_theme(struct bench *b, const char *theme, const char *name)
{
	unlink(path_join(theme, name, &b->arena));
	rmdir(theme);
}

static const char *messages(struct bench *b)
{
	static char said[8192];
	FILE *f = fmemopen(said, sizeof(said), "w");

	diag_print(&b->diag, f, false);
	fclose(f);
	return said;
}

static void a_file_of_the_theme_folder_takes_the_place_of_the_built_in_one(void **state)
{
	struct bench *b = *state;
	char *theme = theme_with(b, "page.html", "<title>{{title}}</title>{{clock}}\n");

	render(b, theme);
	remove_theme(b, theme, "page.html");
	assert_has(messages(b), "page.html:1:");
	assert_has(messages(b), "has no name 'clock'");
	assert_null(find(b, "pages/about.html"));
	assert_non_null(find(b, "index.html"));
}

static void own_words_of_a_theme_are_used(void **state)
{
	struct bench *b = *state;
	char *theme = theme_with(b, "page.html", "{{#page_title}}OWN {{title}}{{/page_title}}");

	render(b, theme);
	remove_theme(b, theme, "page.html");
	assert_string_equal(text_of(b, "pages/find-help.html"), "OWN Find help now");
	assert_int_equal(b->diag.count[SEV_WARNING], 0);
}

static void a_file_that_no_page_uses_is_told_with_the_nearest_name(void **state)
{
	struct bench *b = *state;
	char *theme = theme_with(b, "episodes.html", "x");

	render(b, theme);
	remove_theme(b, theme, "episodes.html");
	assert_has(messages(b), "no page uses 'episodes.html'; did you mean 'episode.html'? [theme-file]");
}

static void a_theme_folder_that_is_not_there_is_told(void **state)
{
	struct bench *b = *state;

	render(b, "/nowhere/theme");
	assert_has(messages(b), "cannot read the theme folder");
}

static void a_page_beyond_the_ceiling_is_told_and_the_others_are_made(void **state)
{
	struct bench *b = *state;
	size_t len = (size_t)17 << 20;
	char *notes = arena_alloc(&b->arena, len + 1);

	memset(notes, 'a', len);
	b->site->pages[0]->body_html = notes;
	render(b, NULL);
	assert_has(messages(b), "the page would be longer than 16 MB [page-too-big]");
	assert_null(find(b, "pages/about.html"));
	assert_non_null(find(b, "pages/find-help.html"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(puts_each_page_once_in_its_group),
		TEST(escapes_hostile_words_everywhere),
		TEST(links_lead_only_to_what_is_there),
		TEST(ids_are_never_given_twice),
		TEST(nothing_is_asked_of_others_and_nothing_runs),
		TEST(headings_have_no_gaps),
		TEST(an_episode_has_its_parts_in_order),
		TEST(an_episode_says_when_its_words_were_last_mended),
		TEST(every_page_can_be_handed_on),
		TEST(each_feed_has_a_code_where_it_is_explained),
		TEST(what_an_episode_lacks_leaves_no_trace),
		TEST(without_a_recording_there_is_no_player_and_no_script_for_it),
		TEST(why_there_is_no_transcript_is_said),
		TEST(nobody_is_asked_for_corrections_where_nobody_reads_them),
		TEST(a_letter_about_a_mistake_names_the_episode),
		TEST(a_player_remembers_only_where_the_site_does),
		TEST(a_show_has_its_parts_in_order),
		TEST(a_description_that_only_repeats_the_summary_is_left_out),
		TEST(who_subscribes_is_led_to_the_page_on_how_to_listen),
		TEST(each_feed_has_a_button_for_every_app_and_its_address),
		TEST(a_long_show_is_cut_from_its_oldest_episode_on),
		TEST(pages_of_a_serial_show_begin_with_its_oldest_episode),
		TEST(seasons_stand_together_under_their_names),
		TEST(each_page_says_where_it_is),
		TEST(the_logo_stands_for_the_name_when_it_says_it),
		TEST(notes_get_a_heading_only_when_they_have_none_at_their_beginning),
		TEST(every_page_has_the_same_links_around_it),
		TEST(neighbours_are_linked_both_ways),
		TEST(what_is_held_back_is_not_shown),
		TEST(a_serial_show_is_listed_from_its_beginning),
		TEST(an_episodic_show_is_listed_from_its_end),
		TEST(help_comes_first_and_the_page_one_is_on_is_marked),
		TEST(another_language_is_marked_with_its_direction),
		TEST(feeds_are_offered_where_they_belong),
		TEST(pages_say_where_they_live),
		TEST(style_sheet_and_scripts_are_named_by_their_hash),
		TEST(cues_become_paragraphs_by_speaker),
		TEST(an_empty_site_is_still_a_site),
		TEST(a_file_of_the_theme_folder_takes_the_place_of_the_built_in_one),
		TEST(own_words_of_a_theme_are_used),
		TEST(a_file_that_no_page_uses_is_told_with_the_nearest_name),
		TEST(a_theme_folder_that_is_not_there_is_told),
		TEST(a_page_beyond_the_ceiling_is_told_and_the_others_are_made),
	};

	return cmocka_run_group_tests_name("site", tests, NULL, NULL);
}
