/*
 * Usage: search DIR EPISODES WORDS [LIST]
 *
 * Writes the search of a show made in memory into DIR (search.html, its script, its index), with
 * transcripts of so many words each, timed as if an hour long. Words are drawn from LIST (one a
 * line) as people use them: the n-th about 1/n as often as the first, and beyond the 5,000th
 * 1/n² (Zipf's law in two regimes, Ferrer i Cancho and Solé, 2001), the stop words first. The same
 * numbers give the same bytes.
 *
 * Prints `CPU PEAK FILES BYTES`: seconds spent on the search alone, without writing its files; KiB
 * held more than before; files and bytes of the index.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "../../pipeline/site/press.h"
#include "../../pipeline/site/search_words.h"
#include "base/diag.h"
#include "base/limits.h"

#define WORDS_MOST   60000
#define KERNEL       5000.0
#define CUE_WORDS    12
#define SENTENCE     5 /* cues */
#define HOUR         3600000
#define FIRST_DAY    1420416000
#define EVERY_3_DAYS 259200

struct bench {
	struct output_sink sink; /* first: put() finds the bench by it */
	const char *dir;
	size_t files, bytes;
	double spent; /* CPU seconds on writing files, which every page needs */
	uint64_t state; /* of the random numbers */
	const char *words[WORDS_MOST];
	double up_to[WORDS_MOST]; /* how likely it is one of the words up to this one */
	size_t word_count;
	struct arena arena;
};

static _Noreturn void fail(const char *what)
{
	perror(what);
	exit(1);
}

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

static void put(struct output_sink *sink, struct output_meta meta, const void *bytes, size_t len)
{
	struct bench *b = (struct bench *)sink;
	double since = cpu_seconds();
	char path[4096];

	if (strncmp(meta.path, "search", 6) != 0)
		return;
	if (strncmp(meta.path, "search/", 7) == 0) {
		b->files++;
		b->bytes += len;
	}
	snprintf(path, sizeof(path), "%s/%s", b->dir, meta.path);
	FILE *f = fopen(path, "w");

	if (!f || fwrite(bytes, 1, len, f) != len || fclose(f))
		fail(path);
	b->spent += cpu_seconds() - since;
}

/* xorshift64 (Marsaglia, Journal of Statistical Software 8, 2003) */
static double chance(struct bench *b)
{
	b->state ^= b->state << 13;
	b->state ^= b->state >> 7;
	b->state ^= b->state << 17;
	return (double)(b->state >> 11) / (double)(1ULL << 53);
}

static const char *word(struct bench *b)
{
	double x = chance(b);
	size_t low = 0, high = b->word_count - 1;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (b->up_to[middle] < x)
			low = middle + 1;
		else
			high = middle;
	}
	return b->words[low];
}

static void add_words(struct bench *b, FILE *f)
{
	char line[256];

	while (b->word_count < WORDS_MOST && fscanf(f, "%255s", line) == 1)
		b->words[b->word_count++] = arena_strdup(&b->arena, line);
}

/* Short words come before long ones, mostly, as in every language; where exactly is chance. */
struct ranked {
	const char *word;
	double rank;
};

static int by_rank(const void *x, const void *y)
{
	const struct ranked *a = x, *b = y;

	return a->rank < b->rank ? -1 : a->rank > b->rank;
}

static void rank_words(struct bench *b, size_t from)
{
	struct ranked *all = arena_array(&b->arena, b->word_count, sizeof(*all));
	size_t count = b->word_count - from;

	for (size_t i = 0; i < count; i++)
		all[i] = (struct ranked){ b->words[from + i],
					  (double)strlen(b->words[from + i]) + 8 * chance(b) };
	qsort(all, count, sizeof(*all), by_rank);
	for (size_t i = 0; i < count; i++)
		b->words[from + i] = all[i].word;
}

static void read_words(struct bench *b, const char *list)
{
	FILE *stops = fmemopen((void *)search_stop_words, strlen(search_stop_words), "r");
	FILE *f = fopen(list, "r");

	if (!f || !stops)
		fail(list);
	add_words(b, stops);
	size_t common = b->word_count;

	add_words(b, f);
	fclose(f);
	fclose(stops);
	rank_words(b, common);
	double sum = 0;

	for (size_t i = 0; i < b->word_count; i++)
		b->up_to[i] = sum += 1 / ((double)i + 2.7) * ((double)i < KERNEL ? 1 : KERNEL / (double)i);
	for (size_t i = 0; i < b->word_count; i++)
		b->up_to[i] /= sum;
}

static const char *sentence(struct bench *b, size_t words, const char *end)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_PAGE_BYTES);

	for (size_t i = 0; i < words; i++) {
		strbuf_adds(&text, i ? " " : "");
		strbuf_adds(&text, word(b));
	}
	strbuf_adds(&text, end);
	return arena_strndup(&b->arena, text.data, text.len);
}

static struct transcript speech(struct bench *b, size_t words)
{
	size_t count = (words + CUE_WORDS - 1) / CUE_WORDS;
	struct cue *cues = arena_array(&b->arena, count, sizeof(*cues));

	for (size_t i = 0; i < count; i++)
		cues[i] = (struct cue){
			.start = (int64_t)i * HOUR / (int64_t)count,
			.end = (int64_t)(i + 1) * HOUR / (int64_t)count,
			.text = sentence(b, CUE_WORDS, i % SENTENCE == SENTENCE - 1 ? "." : ","),
		};
	return (struct transcript){ .cues = cues, .count = count, .is_timed = true };
}

static struct episode *episode(struct bench *b, struct show *show, size_t i, size_t words)
{
	struct episode *e = arena_new(&b->arena, struct episode);

	e->show = show;
	e->title = sentence(b, 5, "");
	e->summary = sentence(b, 20, ".");
	e->item.path = arena_printf(&b->arena, "podcasts/walks/%04zu.html", i);
	e->date = (struct moment){ .utc = FIRST_DAY + EVERY_3_DAYS * (int64_t)i, .set = true };
	e->transcript = speech(b, words);
	return e;
}

static struct show *make_show(struct bench *b, size_t count, size_t words)
{
	struct show *show = arena_new(&b->arena, struct show);

	show->title = "Long Walks";
	show->summary = "Talks, many of them.";
	show->language = "en-GB";
	show->feed_path = "podcasts/walks/feed.xml";
	show->item.path = "podcasts/walks/index.html";
	show->episodes = arena_array(&b->arena, count, sizeof(struct episode *));
	show->episode_count = count;
	for (size_t i = 0; i < count; i++)
		show->episodes[count - 1 - i] = episode(b, show, i, words);
	return show;
}

int main(int argc, char **argv)
{
	static struct bench b = { .sink = { .put = put }, .state = 88172645463325252ULL };
	char folder[4096];

	if (argc < 4)
		return 2;
	b.dir = argv[1];
	read_words(&b, argc > 4 ? argv[4] : "/usr/share/dict/words");
	struct show *show = make_show(&b, strtoul(argv[2], NULL, 10), strtoul(argv[3], NULL, 10));
	struct site site = { .item = { .path = "index.html" },
			     .title = "The Bench Network",
			     .language = "en-GB",
			     .address = "https://bench.example.org/",
			     .interface = &interface_english,
			     .shows = &show,
			     .show_count = 1 };
	struct diag diag = { .arena = &b.arena };
	struct press p = { .site = &site,
			   .sink = &b.sink,
			   .diag = &diag,
			   .run = &b.arena,
			   .language = "en-GB",
			   .style = "style.css",
			   .search_script = "search-bench.js",
			   .out = STRBUF_INIT(LIMIT_PAGE_BYTES) };
	long before = peak_kib();
	double since = cpu_seconds();

	snprintf(folder, sizeof(folder), "%s/search", b.dir);
	mkdir(folder, 0777);
	theme_init(&p.theme, NULL, p.run, &diag);
	const struct source *script = theme_file(&p.theme, "search.js");

	put(&b.sink, (struct output_meta){ p.search_script, OUTPUT_PAGE, "text/javascript" },
	    script->text, script->len);
	render_search(&p);
	printf("%.3f %ld %zu %zu\n", cpu_seconds() - since - b.spent, peak_kib() - before, b.files, b.bytes);
	strbuf_release(&p.out);
	arena_free(&p.page);
	arena_free(&b.arena);
	return 0;
}
