/*
 * Usage: feeds write DIR EPISODES     the feeds of a show made in memory, into files in DIR
 *        feeds verify DIR             reads them again as a build does
 *
 * Prints `CPU BEFORE PEAK BYTES`: seconds spent on the feeds alone, KiB held before that and at
 * most, bytes of the feeds. DIR/tree lists all files of the site, of which only the feeds are
 * there: what each weighs is all that a feed is compared with. The notes are as long as those of
 * talks are (2.7 KB of HTML), and different in each episode; the same number of episodes gives the
 * same bytes. Jobs that are no feed's (transcripts, chapters) are called but not counted.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "feed/feed.h"
#include "model/output.h"
#include "verify/verify.h"

#define ADDRESS "https://bench.example.org/"
#define WEEK    604800

/* Takes what feed_render() makes, and looks at the clock between two files. */
struct bench {
	struct output_sink sink; /* first: put() finds the bench by it */
	const char *dir;
	FILE *tree;
	struct arena arena;
	double since, spent; /* CPU seconds */
	size_t feeds, bytes;
};

static double cpu_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static long peak_kib(void)
{
	struct rusage used;

	getrusage(RUSAGE_SELF, &used);
	return used.ru_maxrss;
}

static _Noreturn void fail(const char *what)
{
	perror(what);
	exit(1);
}

static bool is_feed(const char *type)
{
	return strcmp(type, "application/rss+xml") == 0;
}

static void list(FILE *tree, const char *path, const char *disk, const char *type, size_t size)
{
	fprintf(tree, "%s\t%s\t%s\t%zu\n", path, disk, type, size);
}

static void put(struct output_sink *sink, struct output_meta meta, const void *bytes, size_t len)
{
	struct bench *b = (struct bench *)sink;
	char name[40] = "-";

	if (is_feed(meta.type)) {
		snprintf(name, sizeof(name), "feed-%04zu.xml", b->feeds++);
		char *file = arena_printf(&b->arena, "%s/%s", b->dir, name);
		if (!file_write(file, bytes, len))
			fail(file);
		b->spent += cpu_seconds() - b->since;
		b->bytes += len;
	}
	if (strcmp(meta.path, "sitemap.xml") != 0) /* no feed, but verify would read it */
		list(b->tree, meta.path, name, meta.type, len);
	b->since = cpu_seconds();
}

/* A number below `below`, different each time, and the same in each run. */
static uint64_t chance(uint64_t *seed, uint64_t below)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (*seed >> 33) % below;
}

#define PICK(seed, words) ((words)[chance(seed, COUNT(words))])

static void add_sentence(struct strbuf *out, uint64_t *seed)
{
	static const char *const who[] = {
		"A neighbour",       "The choir",      "My grandmother",
		"A nurse on nights", "The ferry crew", "The caf\xc3\xa9"
	};
	static const char *const does[] = {
		"keeps",      "remembers", "mends",       "shares",
		"listens to", "waits for", "writes down", "walks past"
	};
	static const char *const what[] = { "the garden",
					    "a pot of soup",
					    "the long road home",
					    "a letter to the caf\xc3\xa9s",
					    "the empty chair",
					    "a song in G\xc3\xa0idhlig",
					    "the tea &amp; the biscuits" };
	static const char *const when[] = {
		"every Tuesday",          "after the storm",         "as long as it takes",
		"before anyone is awake", "in the middle of winter", "for the third year running"
	};

	strbuf_addf(out, "%s %s %s %s. ", PICK(seed, who), PICK(seed, does), PICK(seed, what),
		    PICK(seed, when));
}

static void add_block(struct strbuf *out, uint64_t *seed, const char *tag, int sentences)
{
	strbuf_addf(out, "<%s>", tag);
	for (int i = 0; i < sentences; i++)
		add_sentence(out, seed);
	strbuf_addf(out, "</%s>\n", tag);
}

static void add_list(struct strbuf *out, uint64_t *seed, const char *tag)
{
	strbuf_addf(out, "<%s>\n", tag);
	for (int i = 0; i < 3; i++)
		add_block(out, seed, "li", 1);
	strbuf_addf(out, "</%s>\n", tag);
}

/* What cmark makes of ordinary notes: headings, lists, a quotation, links, a picture. */
static const char *make_notes(size_t number, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 20);
	uint64_t seed = number;

	add_block(&out, &seed, "p", 4);
	strbuf_adds(&out,
		    "<p><img src=\"\x01media/cups.jpg\" alt=\"Two cups on a table\" /></p>\n");
	strbuf_adds(&out, "<h2>What we talk about</h2>\n");
	add_block(&out, &seed, "p", 5);
	strbuf_adds(&out,
		    "<p>It is <em>not always easy</em>, and <strong>nobody</strong> has to do "
		    "it alone. See <a href=\"https://council.example.org/loss?a=1&amp;b=2\" "
		    "title=\"A guide\">the guide of the council</a>.</p>\n");
	add_list(&out, &seed, "ul");
	strbuf_adds(&out, "<blockquote>\n");
	add_block(&out, &seed, "p", 3);
	strbuf_adds(&out, "</blockquote>\n<h3>In this order</h3>\n");
	add_list(&out, &seed, "ol");
	strbuf_addf(&out,
		    "<p>You can hear more in <a href=\"\x01podcasts/walks/%05zu/notes\">an "
		    "earlier talk</a>. ",
		    number > 1 ? number - 1 : number);
	for (int i = 0; i < 6; i++)
		add_sentence(&out, &seed);
	strbuf_adds(&out, "</p>\n<hr />\n<h2>Where to go next</h2>\n");
	add_list(&out, &seed, "ul");
	add_block(&out, &seed, "p", 4);
	return arena_strndup(a, out.data, out.len);
}

static struct list make_chapters(struct arena *a, size_t number)
{
	static const char *const titles[] = { "Welcome",  "Two cups",  "What helps & what does not",
					      "A letter", "Questions", "Where to go next" };
	struct chapter *all = arena_array(a, COUNT(titles), sizeof(*all));

	for (size_t i = 0; i < COUNT(titles); i++)
		all[i] = (struct chapter){ .start = (int64_t)(i * 431000 + (i ? number % 1000 : 0)),
					   .title = titles[i] };
	return (struct list){ .items = all, .count = COUNT(titles) };
}

static void add_recording(struct episode *e, size_t number, struct arena *a)
{
	e->recording.path = arena_printf(a, "media/walks/%05zu-talk.mp3", number);
	e->recording.published = (struct published_audio){ .type = "audio/mpeg",
							   .suffix = "mp3",
							   .bytes = 20000000 + (int64_t)number,
							   .seconds = 3205.6 };
	e->chapters = make_chapters(a, number);
	e->chapters_path = arena_printf(a, "podcasts/walks/%05zu/chapters.json", number);
	for (size_t i = 0; i < TRANSCRIPT_FORMS; i++)
		e->transcript_paths[i] = arena_printf(a, "podcasts/walks/%05zu/talk%s", number,
						      transcript_files[i].suffix);
}

static struct episode *make_episode(struct show *show, size_t number, struct arena *a)
{
	static const struct source src = { "episode.md", "", 0 };
	static struct person people[] = { { .name = "Aila Begg", .role = "host", .group = "cast" },
					  { .name = "Tam O\xe2\x80\x99Neill",
					    .role = "guest",
					    .group = "cast",
					    .url = "https://tam.example.org/" } };
	static struct cue cue = { .end = 9000, .speaker = "Aila Begg", .text = "Good evening." };
	struct episode *e = arena_new(a, struct episode);

	e->item = (struct item){ .kind = &kind_episode,
				 .src = &src,
				 .slug = arena_printf(a, "%05zu", number),
				 .path = arena_printf(a, "podcasts/walks/%05zu/notes", number) };
	e->title = arena_printf(a, "A long walk in the rain & the wind, part %zu", number);
	e->summary = arena_printf(a,
				  "What %zu neighbours carry, & what they put down at the end of a "
				  "hard week, told on the way home.",
				  number);
	e->guid = arena_printf(a, "564431c4-0af3-49eb-9a07-66c3%08zx", number);
	e->type = "full";
	e->number = (int64_t)number;
	e->season = 1 + (int64_t)number / 50;
	e->date = (struct moment){ 400000000 + (int64_t)number * WEEK / 8, 60, true };
	e->show = show;
	e->notes_html = make_notes(number, a);
	e->people = (struct list){ .items = people, .count = COUNT(people) };
	e->transcript = (struct transcript){ .cues = &cue, .count = 1, .is_timed = true };
	add_recording(e, number, a);
	return e;
}

static struct show *make_show(size_t episodes, struct arena *a)
{
	static const struct source src = { "show.yaml", "", 0 };
	static const char *categories[] = { "Religion & Spirituality > Spirituality" };
	static struct person hosts[] = { { .name = "Aila Begg", .role = "host" } };
	struct show *show = arena_new(a, struct show);

	*show = (struct show){
		.item = { .kind = &kind_show,
			  .src = &src,
			  .slug = "walks",
			  .path = "podcasts/walks/index" },
		.title = "Long walks & us",
		.author = "Example Network",
		.summary = "Talks.",
		.description = "Talks about what helps.",
		.language = "en-GB",
		.type = "episodic",
		.copyright = "Example Network",
		.licence = "CC-BY-SA-4.0",
		.medium = "podcast",
		.locked = true,
		.owner = { "Ann Other", "ann@example.org" },
		.categories = { .items = categories, .count = COUNT(categories) },
		.people = { .items = hosts, .count = COUNT(hosts) },
		.cover = { .path = "media/cover.jpg" },
		.feed_path = "podcasts/walks/feed.xml",
		.episode_count = episodes,
	};
	show->episodes = arena_array(a, episodes + 1, sizeof(struct episode *));
	for (size_t i = 0; i < episodes; i++)
		show->episodes[i] = make_episode(show, episodes - i, a);
	return show;
}

/* What others than feed put into the output. */
static void list_others(const struct bench *b, const struct show *show)
{
	list(b->tree, "media/cover.jpg", "-", "image/jpeg", 9);
	list(b->tree, "media/cups.jpg", "-", "image/jpeg", 9);
	list(b->tree, show->item.path, "-", "text/html", 9);
	for (size_t i = 0; i < show->episode_count; i++) {
		const struct episode *e = show->episodes[i];

		list(b->tree, e->item.path, "-", "text/html", 9);
		list(b->tree, e->recording.path, "-", "audio/mpeg",
		     (size_t)e->recording.published.bytes);
	}
}

static int finish(struct bench *b, const struct diag *diag, long before)
{
	diag_print(diag, stderr, false);
	printf("%.6f %ld %ld %zu\n", b->spent, before, peak_kib(), b->bytes);
	arena_free(&b->arena);
	return diag_ok(diag) ? 0 : 1;
}

static int write_feeds(struct bench *b, size_t episodes)
{
	static const struct source src = { "site.yaml", "", 0 };
	struct show *show = make_show(episodes, &b->arena);
	struct site site = { .item = { .kind = &kind_site, .src = &src, .path = "index" },
			     .title = "Bench",
			     .address = ADDRESS,
			     .language = "en-GB",
			     .shows = &show,
			     .show_count = 1 };
	struct diag diag;
	long before = peak_kib();

	diag_init(&diag, &b->arena);
	b->tree = fopen(arena_printf(&b->arena, "%s/tree", b->dir), "w");
	if (!b->tree)
		fail(b->dir);
	list_others(b, show);
	b->sink.put = put;
	b->since = cpu_seconds();
	feed_render(&site, &b->sink, &diag);
	if (fclose(b->tree) != 0)
		fail(b->dir);
	return finish(b, &diag, before);
}

/* One line of DIR/tree; false at its end. */
static bool read_file(struct bench *b, char **line, struct output_file *file)
{
	char *fields[4];

	for (size_t i = 0; i < COUNT(fields); i++) {
		fields[i] = strsep(line, "\t\n");
		if (!*line)
			return false;
	}
	bool feed = is_feed(fields[2]);
	*file = (struct output_file){ .path = fields[0],
				      .disk = fields[1],
				      .type = feed ? fields[2] : "application/octet-stream",
				      .size = strtoll(fields[3], NULL, 10) };
	if (feed)
		file->disk = arena_printf(&b->arena, "%s/%s", b->dir, fields[1]);
	b->bytes += feed ? (size_t)file->size : 0;
	return true;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct output_file *)a)->path, ((const struct output_file *)b)->path);
}

static int verify_feeds(struct bench *b)
{
	struct output_tree tree = { 0 };
	struct output_file file;
	struct diag diag;
	size_t len, room = 0;
	char *text;

	if (!file_read(arena_printf(&b->arena, "%s/tree", b->dir), (size_t)1 << 30, &text, &len,
		       &b->arena))
		fail(b->dir);
	while (read_file(b, &text, &file)) {
		tree.files = arena_grow(&b->arena, tree.files, tree.count, &room, sizeof(file));
		tree.files[tree.count++] = file;
	}
	qsort(tree.files, tree.count, sizeof(file), by_path);
	diag_init(&diag, &b->arena);
	long before = peak_kib();
	b->since = cpu_seconds();
	verify_output(&tree, ADDRESS, &b->arena, &diag);
	b->spent = cpu_seconds() - b->since;
	return finish(b, &diag, before);
}

int main(int argc, char **argv)
{
	struct bench b = { .dir = argc > 2 ? argv[2] : NULL };

	if (argc == 4 && strcmp(argv[1], "write") == 0)
		return write_feeds(&b, strtoul(argv[3], NULL, 10));
	if (argc == 3 && strcmp(argv[1], "verify") == 0)
		return verify_feeds(&b);
	fprintf(stderr, "usage: feeds write DIR EPISODES | feeds verify DIR\n");
	return 2;
}
