/*
 * What follows a publication, for the tests of it: the live check and the announcements, with
 * little patience.
 *
 *   aftermath ADDRESS FOLDER [before FOLDER] [news] [all] [gone PATH]... [ca FILE] [now SECONDS]
 * look aftermath ADDRESS FOLDER [before FOLDER] [gone PATH]... [ca FILE] cache FILE [hub URL]
 *             [podping URL] [token TEXT] [webhook URL] [key TEXT] [day N] [note] [send]
 *
 * FOLDER has what was published; what `before` has not, or has with other bytes, is new or changed
 * (without `before`: with `news` all of it). Prints what was found; ends with 1 when something was.
 */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "publish/announce.h"
#include "publish/live.h"

#define NOW 1796083200 /* 2026-12-01 */

static struct arena arena;
static struct diag diag;

static struct output_tree *walked;
static const char *top;
static size_t room;

static const char *type_of(const char *path)
{
	static const char *const types[][2] = {
		{ ".mp3", "audio/mpeg" },
		{ ".jpg", "image/jpeg" },
		{ ".xml", "application/rss+xml" },
		{ ".atom", "application/atom+xml" },
		{ ".vtt", "text/vtt" },
		{ ".chapters.json", "application/json+chapters" },
		{ ".css", "text/css" },
	};

	for (size_t i = 0; i < COUNT(types); i++) {
		if (text_ends(path, types[i][0]))
			return types[i][1];
	}
	return "text/html";
}

static enum output_group group_of(const char *path)
{
	const char *type = type_of(path);

	return text_starts(type, "audio/") || text_starts(type, "image/") ? OUTPUT_MEDIA
	       : text_ends(type, "+xml")                                  ? OUTPUT_FEED
	       : text_ends(path, "index.html")                            ? OUTPUT_LIST
									  : OUTPUT_PAGE;
}

static struct output_file file_of(const char *path, const char *disk)
{
	struct output_file f = {
		.path = path, .disk = disk, .type = type_of(path), .group = group_of(path)
	};
	struct hash h = { 0 };

	if (disk && !hash_file(disk, &h, &f.size))
		perror(disk), exit(2);
	hash_hex(&h, f.sha256);
	return f;
}

static int add_file(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)at;
	if (kind != FTW_F)
		return 0;
	walked->files =
		arena_grow(&arena, walked->files, walked->count, &room, sizeof(*walked->files));
	walked->files[walked->count++] =
		file_of(arena_strdup(&arena, path + strlen(top) + 1), arena_strdup(&arena, path));
	return 0;
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct output_file *)a)->path, ((const struct output_file *)b)->path);
}

static struct output_tree walk(const char *folder)
{
	struct output_tree t = { 0 };

	walked = &t;
	top = folder;
	room = 0;
	nftw(folder, add_file, 16, FTW_PHYS);
	qsort(t.files, t.count, sizeof(*t.files), by_path);
	return t;
}

/* Everything that the words say. */
struct asked {
	struct live_options live;
	struct announce_options to;
	struct announcement what;
	struct output_tree tree, before;
	const struct output_file *gone[100];
	size_t gone_count;
	bool news;
};

static void compare(struct asked *a)
{
	for (size_t i = 0; i < a->tree.count; i++) {
		struct output_file *f = &a->tree.files[i];
		const struct output_file *old = output_find(&a->before, f->path);

		f->is_new = a->live.before ? !old : a->news;
		f->is_changed = old && strcmp(old->sha256, f->sha256) != 0;
	}
}

static int look(struct asked *a)
{
	static const struct live_patience quick = {
		.tries = 2, .first_wait = 0.1, .longest_wait = 0.3, .whole = 5, .stall = 2
	};

	compare(a);
	a->live.tree = &a->tree;
	a->live.gone = a->gone;
	a->live.gone_count = a->gone_count;
	a->live.patience = &quick;
	struct live_report r = live_check(&a->live, &arena);
	live_tell(&r, &arena, &diag);
	diag_print(&diag, stdout, false);
	printf("looked at %zu, %zu silent, feeds are %s\n", r.asked, r.silent,
	       r.feeds_are_new ? "new" : "not new");
	return r.count != 0;
}

static void prepare(struct asked *a)
{
	static const struct announce_patience quick = {
		.tries = 2, .first_wait = 0.1, .longest_wait = 0.3, .whole = 5, .stall = 2
	};

	compare(a);
	a->to.patience = &quick;
	a->to.ca = a->live.ca;
	a->what = (struct announcement){ .release = 7,
					 .address = a->live.address,
					 .tree = &a->tree,
					 .gone = a->gone,
					 .gone_count = a->gone_count };
}

/* A word with something behind it. */
static bool take(struct asked *a, const char *word, char *value)
{
	const struct {
		const char *word, **into;
	} texts[] = {
		{ "ca", &a->live.ca },
		{ "cache", &a->to.path },
		{ "hub", &a->to.hub },
		{ "podping", &a->to.podping },
		{ "token", &a->to.podping_token },
		{ "webhook", &a->to.webhook },
		{ "key", &a->to.webhook_key },
		{ "remedy", &a->live.remedy },
	};

	for (size_t i = 0; value && i < COUNT(texts); i++) {
		if (strcmp(word, texts[i].word) == 0) {
			*texts[i].into = value;
			return true;
		}
	}
	if (value && strcmp(word, "before") == 0) {
		a->before = walk(value);
		a->live.before = &a->before;
	} else if (value && strcmp(word, "day") == 0) {
		a->to.now.utc = NOW + atol(value) * 86400L;
	} else if (value && strcmp(word, "now") == 0) {
		a->live.now.utc = atoll(value);
	} else if (value && strcmp(word, "gone") == 0) {
		struct output_file *f = arena_new(&arena, struct output_file);

		*f = file_of(value, NULL);
		a->gone[a->gone_count++] = f;
	} else {
		return false;
	}
	return true;
}

/* A word by itself. */
static int run(struct asked *a, const char *word)
{
	bool good = true;

	if (strcmp(word, "news") == 0)
		a->news = true, a->live.scope = LIVE_NEWS;
	else if (strcmp(word, "all") == 0)
		a->live.scope = LIVE_ALL;
	else if (strcmp(word, "look") == 0)
		return look(a);
	else if (strcmp(word, "note") == 0)
		prepare(a), good = announce_note(&a->to, &a->what, &arena, &diag);
	else if (strcmp(word, "send") == 0)
		prepare(a), good = announce_send(&a->to, &arena, &diag);
	else
		fprintf(stderr, "what is '%s'?\n", word), exit(2);
	diag_print(&diag, stdout, false);
	diag_init(&diag, &arena);
	return !good;
}

int main(int argc, char **argv)
{
	struct asked a = { .live = { .scope = LIVE_SAMPLE, .now = { .utc = NOW } },
			   .to = { .now = { .utc = NOW } } };
	int status = 0;

	if (argc < 4)
		return 2;
	diag_init(&diag, &arena);
	a.live.address = argv[1];
	a.tree = walk(argv[2]);
	for (int i = 3; i < argc && status < 2; i++) {
		if (take(&a, argv[i], i + 1 < argc ? argv[i + 1] : NULL))
			i++;
		else
			status |= run(&a, argv[i]);
	}
	arena_free(&arena);
	return status;
}
