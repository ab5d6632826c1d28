#ifndef TESTS_FEED_SITE_H
#define TESTS_FEED_SITE_H

/*
 * A site made by hand and an output folder kept in a temporary place: what the
 * tests of feed and verify share. Everything lives in one arena a test.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/output.h"
#include "model/site.h"

/* A title with all that has ever broken a feed writer. */
#define HOSTILE_TITLE "Hope & <in> \"us\" 'all' ]]> {{x}} %s %n \xf0\x9f\x8c\xb1 \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"

#define AUDIO_BYTES 20000
#define SMALL_BYTES 7000

struct bench {
	struct output_sink sink; /* first: put() finds the bench by it */
	struct arena       arena;
	struct diag        diag;
	char               dir[64];
	struct output_file files[65536];
	size_t             count;
};

static inline struct output_file *bench_add(struct bench *b, struct output_meta meta, size_t len)
{
	struct output_file *f = &b->files[b->count++];

	*f = (struct output_file){
		.path = arena_strdup(&b->arena, meta.path),
		.type = arena_strdup(&b->arena, meta.type),
		.disk = arena_printf(&b->arena, "%s/%s", b->dir, meta.path),
		.size = (int64_t)len,
		.group = meta.group,
	};
	return f;
}

static inline void bench_put(struct output_sink *sink, struct output_meta meta, const void *bytes,
			     size_t len)
{
	struct bench *b = (struct bench *)sink;
	struct output_file *f = bench_add(b, meta, len);
	char *dir = path_dir(f->disk, &b->arena);

	if (!file_mkdirs(dir) || !file_write(f->disk, bytes, len))
		abort();
}

static inline struct bench *bench_new(void)
{
	struct bench *b = xcalloc(1, sizeof(*b));

	b->sink.put = bench_put;
	diag_init(&b->diag, &b->arena);
	snprintf(b->dir, sizeof(b->dir), "/tmp/blether-test-XXXXXX");
	if (!mkdtemp(b->dir))
		abort();
	return b;
}

static inline void bench_free(struct bench *b)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf '%s'", b->dir);
	if (system(command) != 0)
		abort();
	arena_free(&b->arena);
	free(b);
}

static inline int bench_by_path(const void *a, const void *b)
{
	return strcmp(((const struct output_file *)a)->path, ((const struct output_file *)b)->path);
}

/* The files put so far, sorted by path as a real tree is. */
static inline struct output_tree bench_tree(struct bench *b)
{
	qsort(b->files, b->count, sizeof(b->files[0]), bench_by_path);
	return (struct output_tree){ b->files, b->count };
}

static inline struct output_file *bench_file(struct bench *b, const char *path)
{
	for (size_t i = 0; i < b->count; i++) {
		if (strcmp(b->files[i].path, path) == 0)
			return &b->files[i];
	}
	return NULL;
}

/* The bytes of a file that was put; NULL when there is none. */
static inline char *bench_text(struct bench *b, const char *path)
{
	struct output_file *f = bench_file(b, path);
	char *text;
	size_t len;

	return f && file_read(f->disk, (size_t)1 << 30, &text, &len, &b->arena) ? text : NULL;
}

/* Puts another text in the place of a file, or makes it. */
static inline void bench_replace(struct bench *b, const char *path, const char *text, size_t len)
{
	struct output_file *f = bench_file(b, path);

	if (!f) {
		bench_put(&b->sink, (struct output_meta){ path, OUTPUT_PAGE, "text/html" }, text, len);
		return;
	}
	if (!file_write(f->disk, text, len))
		abort();
	f->size = (int64_t)len;
}

static inline unsigned bench_reported(const struct bench *b)
{
	unsigned n = 0;

	for (int s = 0; s < SEV_COUNT; s++)
		n += b->diag.count[s];
	return n;
}

/* All messages as they are printed. */
static inline char *bench_messages(struct bench *b)
{
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);

	diag_print(&b->diag, f, false);
	fclose(f);
	char *kept = arena_strdup(&b->arena, text);
	free(text);
	return kept;
}

static inline void bench_forget(struct bench *b)
{
	diag_init(&b->diag, &b->arena);
}

static inline const char *demo_notes(void)
{
	return "<p>Someone sets out two cups. <a href=\"\x01podcasts/hope/01-loss/index.html#more\">Go on</a>.</p>\n"
	       "<p><img src=\"\x01media/cups.jpg\" alt=\"Two cups\" /></p>\n"
	       "<h2>What we talk about</h2>\n"
	       "<blockquote>\n<p>Grief keeps to no timetable ]]&gt;.</p>\n</blockquote>\n"
	       "<ul>\n<li>Say the <em>name</em>.</li>\n<li>Bring food.</li>\n</ul>\n"
	       "<ol start=\"3\">\n<li>Eat.</li>\n</ol>\n<hr />\n"
	       "<pre><code>one\n two\n</code></pre>\n"
	       "<p>Ring <a href=\"tel:116123\">116 123</a> or see <a href=\"#more\">below</a>.</p>\n";
}

static inline struct episode *demo_episode(struct site *site, struct show *show, size_t number,
					   struct arena *a)
{
	static const struct source src = { "episode.md", "", 0 };
	static struct person people[] = { { .name = "Ann & Bob", .role = "host" },
					  { .name = "Guest <1>", .role = "guest", .url = "https://example.net/?a=1&b=2" } };
	static struct chapter chapters[] = { { .start = 0, .title = "Welcome & <hello>" },
					     { .start = 61500, .title = "Middle", .url = "https://example.net/m" },
					     { .start = 3723000, .title = "End" } };
	static struct cue cues[] = { { 0, 1500, "Ann & Bob", "Hello <you> & all", { 0 } },
				     { 1500, 4000, "Ann & Bob", "two\n\nlines", { 0 } },
				     { 4000, 3723250, "Guest", "bye", { 0 } } };
	struct episode *e = arena_new(a, struct episode);

	(void)site;
	e->item = (struct item){ .kind = &kind_episode, .src = &src,
				 .slug = arena_printf(a, "%02zu", number),
				 .path = arena_printf(a, "podcasts/hope/%02zu-loss/index.html", number) };
	e->chapter_list = true;
	e->title = number == 1 ? HOSTILE_TITLE : arena_printf(a, "Loss, part %zu", number);
	e->summary = "What grief can feel like & <small> things.";
	e->note = "You can stop at any time.";
	e->guid = arena_printf(a, "564431c4-0af3-49eb-9a07-66c3c76659%02zx", number & 0xff);
	if (number > 0xff)
		e->guid = arena_printf(a, "564431c4-0af3-49eb-9a07-66c3c7%06zx", number);
	e->type = "full";
	e->number = (int64_t)number;
	e->season = 1;
	e->date = (struct moment){ 1662541200 + (int64_t)number * 604800, 60, true };
	e->recording.path = arena_printf(a, "media/loss %zu.mp3", number);
	e->recording.published = (struct published_audio){
		.type = "audio/mpeg", .suffix = "mp3", .bytes = AUDIO_BYTES, .seconds = 3725.6
	};
	if (number == 1) {
		e->recording.small_path = "media/loss-small.mp3";
		e->recording.small = (struct published_audio){
			.type = "audio/mpeg", .suffix = "mp3", .bytes = SMALL_BYTES, .seconds = 3725.6
		};
	}
	e->show = show;
	e->notes_html = demo_notes();
	e->chapters = (struct list){ .items = chapters, .count = COUNT(chapters) };
	e->people = (struct list){ .items = people, .count = COUNT(people) };
	e->transcript = (struct transcript){ .cues = cues, .count = COUNT(cues), .is_timed = true };
	e->chapters_path = arena_printf(a, "podcasts/hope/%02zu-loss/chapters.json", number);
	for (size_t i = 0; i < TRANSCRIPT_FORMS; i++)
		e->transcript_paths[i] = arena_printf(a, "podcasts/hope/%02zu-loss/transcript%s", number,
						      transcript_files[i].suffix);
	return e;
}

static inline struct show *demo_show(struct site *site, size_t episodes, struct arena *a)
{
	static const struct source src = { "show.yaml", "", 0 };
	static const char *categories[] = { "Religion & Spirituality > Spirituality", "Society & Culture" };
	static struct person hosts[] = { { .name = "Ann & Bob", .role = "host" } };
	static struct funding funding[] = { { "https://example.org/give?a=1&b=2", "Give & help" } };
	struct show *show = arena_new(a, struct show);

	*show = (struct show){
		.item = { .kind = &kind_show, .src = &src, .slug = "hope", .path = "podcasts/hope/index.html" },
		.title = "Hope & us", .author = "Example Network", .summary = "Talks.",
		.description = "Talks about what helps & <why>.", .language = "en-GB", .type = "episodic",
		.copyright = "Example Network", .licence = "CC-BY-SA-4.0", .medium = "podcast",
		.locked = true, .complete = true, .owner = { "Ann Other", "ann@example.org" },
		.categories = { .items = categories, .count = COUNT(categories) }, .people = { .items = hosts, .count = COUNT(hosts) },
		.funding = { .items = funding, .count = COUNT(funding) }, .cover = { .path = "media/cover.jpg" },
		.feed_path = "podcasts/hope/feed.xml", .episode_count = episodes,
	};
	show->episodes = arena_array(a, episodes + 1, sizeof(struct episode *));
	for (size_t i = 0; i < episodes; i++)
		show->episodes[i] = demo_episode(site, show, episodes - i, a);
	return show;
}

static inline struct site *demo_site(size_t episodes, struct arena *a)
{
	static const struct source src = { "site.yaml", "", 0 };
	struct site *site = arena_new(a, struct site);
	struct page *page = arena_new(a, struct page);

	*page = (struct page){ .item = { .kind = &kind_page, .src = &src, .path = "about.html" },
			       .title = "About", .body_html = "<p>Us.</p>" };
	*site = (struct site){
		.item = { .kind = &kind_site, .src = &src, .path = "index.html" }, .title = "Example",
		.address = "https://www.example.org/pod", .language = "en-GB", .summary = "A site.",
		.show_count = 1, .page_count = 1, .interface = &interface_english,
	};
	site->shows = arena_array(a, 1, sizeof(struct show *));
	site->shows[0] = demo_show(site, episodes, a);
	site->pages = arena_array(a, 1, sizeof(struct page *));
	site->pages[0] = page;
	return site;
}

/* The page of an episode: what it is called, and its recording. */
static inline void demo_page(struct bench *b, const struct episode *e)
{
	STRBUF_SCOPED struct strbuf html = STRBUF_INIT(1 << 16);

	strbuf_adds(&html, "<!DOCTYPE html>\n<html lang=\"en\"><head><title>");
	text_escape_html(&html, e->title, strlen(e->title));
	strbuf_addf(&html,
		    " - Example</title></head><body><p id=\"more\"><audio src=\"https://www.example.org/pod/%s\"></audio>"
		    "</p></body></html>\n",
		    path_to_url(e->recording.path, &b->arena));
	bench_put(&b->sink, (struct output_meta){ e->item.path, OUTPUT_PAGE, "text/html" }, html.data, html.len);
}

/* The files that others than feed put into the output: pages, audio, pictures. */
static inline void demo_files(struct bench *b, const struct site *site)
{
	static const char page[] = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>x</title></head>"
				   "<body><p id=\"more\">x</p></body></html>\n";
	static char audio[AUDIO_BYTES];
	const struct show *show = site->shows[0];
	const char *pages[] = { site->item.path, show->item.path, site->pages[0]->item.path, "subscribe.html", "new.html" };

	for (size_t i = 0; i < COUNT(pages); i++)
		bench_put(&b->sink, (struct output_meta){ pages[i], OUTPUT_PAGE, "text/html" }, page,
			  sizeof(page) - 1);
	for (size_t i = 0; i < show->episode_count; i++) {
		const struct episode *e = show->episodes[i];

		demo_page(b, e);
		bench_put(&b->sink, (struct output_meta){ e->recording.path, OUTPUT_MEDIA, "audio/mpeg" },
			  audio, sizeof(audio));
		if (e->recording.small_path)
			bench_put(&b->sink,
				  (struct output_meta){ e->recording.small_path, OUTPUT_MEDIA, "audio/mpeg" },
				  audio, SMALL_BYTES);
	}
	bench_put(&b->sink, (struct output_meta){ "media/cover.jpg", OUTPUT_MEDIA, "image/jpeg" }, audio, 9);
	bench_put(&b->sink, (struct output_meta){ "media/cups.jpg", OUTPUT_MEDIA, "image/jpeg" }, audio, 9);
}

#endif
