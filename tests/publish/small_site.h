#ifndef TESTS_PUBLISH_SMALL_SITE_H
#define TESTS_PUBLISH_SMALL_SITE_H

/*
 * A small site that changes from version to version: shows come and go, episodes
 * are added, changed, renamed and removed, and everything names everything. Every
 * file begins with its own length and hash, so that a half file is seen. And a
 * reader that follows all that is named from the entry points.
 */
#include <ftw.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "publish/folder.h"

#ifndef EPISODES
#define EPISODES 24
#endif

enum { SHOWS = 3, SITE_FILES = 150, SITE_BYTES = 100000 };

/* In memory when there is such a disk: the order of what is done is the same, and nothing waits. */
static const char *test_disk(void)
{
	return access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
}

/* --- what there is in a version ------------------------------------------------ */

/* A number that depends on nothing but its arguments (splitmix64). */
static uint64_t dice(uint64_t a, uint64_t b, uint64_t c)
{
	uint64_t x = a * 0x9e3779b97f4a7c15u + b * 0xbf58476d1ce4e5b9u + c * 0x94d049bb133111ebu;

	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
	x = (x ^ x >> 27) * 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

static bool has_show(unsigned version, unsigned show)
{
	return show == 0 || dice(show, (version + 2 * show) / 4, 1) % 3 != 0;
}

/* An episode stays as it is for some versions, then changes. */
static uint64_t episode_dice(unsigned version, unsigned ep, unsigned what)
{
	return dice(ep, (version + ep) / 5, what);
}

static bool has_episode(unsigned version, unsigned ep)
{
	return has_show(version, ep % SHOWS) && episode_dice(version, ep, 2) % 4 != 0;
}

static const char *episode_page(unsigned version, unsigned ep, struct arena *a)
{
	return arena_printf(a, "show%u/%02u-%c/index.html", ep % SHOWS, ep,
			    "ab"[episode_dice(version, ep, 3) % 2]);
}

static const char *episode_audio(unsigned version, unsigned ep, struct arena *a)
{
	return arena_printf(a, "media/%02u-%" PRIx64 ".mp3", ep, episode_dice(version, ep, 4) % 3);
}

/* --- putting it ------------------------------------------------------------------- */

struct putter {
	struct output_sink *sink;
	unsigned            version;
	struct arena       *a;
	const char         *path; /* of the file that is being made */
	struct strbuf       body;
};

static void name_file(struct putter *p, const char *attribute, const char *path)
{
	strbuf_addf(&p->body, "<a %s=\"%s\"/>\n", attribute, path_relative(p->path, path, p->a));
}

static void begin_file(struct putter *p, const char *path)
{
	p->path = path;
	strbuf_clear(&p->body);
}

static void end_file(struct putter *p, enum output_group group)
{
	STRBUF_SCOPED struct strbuf whole = STRBUF_INIT(SITE_BYTES);
	struct hash h = hash_bytes(p->body.data, p->body.len);
	char hex[HASH_HEX];

	hash_hex(&h, hex);
	strbuf_addf(&whole, "<!--%zu %s-->\n", p->body.len, hex);
	strbuf_add(&whole, p->body.data, p->body.len);
	p->sink->put(p->sink, (struct output_meta){ p->path, group, "text/html" }, whole.data, whole.len);
}

static void put_audio(struct putter *p, unsigned ep)
{
	begin_file(p, episode_audio(p->version, ep, p->a));
	for (unsigned i = 0; i < 200 + 50 * ep; i++)
		strbuf_addf(&p->body, "%s %u\n", p->path, i);
	end_file(p, OUTPUT_MEDIA);
}

static void put_page(struct putter *p, unsigned ep)
{
	begin_file(p, episode_page(p->version, ep, p->a));
	strbuf_addf(&p->body, "words %" PRIu64 "\n", episode_dice(p->version, ep, 5) % 3);
	name_file(p, "src", episode_audio(p->version, ep, p->a));
	name_file(p, "href", "style.css");
	name_file(p, "href", "index.html");
	name_file(p, "href", arena_printf(p->a, "show%u/feed.xml", ep % SHOWS));
	for (unsigned other = ep + 1; other < EPISODES; other++) {
		if (has_episode(p->version, other)) {
			name_file(p, "href", episode_page(p->version, other, p->a));
			break;
		}
	}
	end_file(p, OUTPUT_PAGE);
}

static void put_episode(struct putter *p, unsigned ep)
{
	if (!has_episode(p->version, ep))
		return;
	put_audio(p, ep);
	put_page(p, ep);
}

static void put_show(struct putter *p, unsigned show)
{
	if (!has_show(p->version, show))
		return;
	begin_file(p, arena_printf(p->a, "show%u/index.html", show));
	name_file(p, "href", arena_printf(p->a, "show%u/feed.xml", show));
	for (unsigned ep = show; ep < EPISODES; ep += SHOWS) {
		if (has_episode(p->version, ep))
			name_file(p, "href", episode_page(p->version, ep, p->a));
	}
	end_file(p, OUTPUT_LIST);
	begin_file(p, arena_printf(p->a, "show%u/feed.xml", show));
	name_file(p, "href", arena_printf(p->a, "show%u/index.html", show));
	for (unsigned ep = show; ep < EPISODES; ep += SHOWS) {
		if (!has_episode(p->version, ep))
			continue;
		name_file(p, "url", episode_audio(p->version, ep, p->a));
		name_file(p, "href", episode_page(p->version, ep, p->a));
	}
	end_file(p, OUTPUT_FEED);
}

/* Not in the order of publishing: that is not the sender's business. */
static void site_put(struct output_sink *sink, unsigned version)
{
	struct arena a = { 0 };
	struct putter p = { sink, version, &a, NULL, STRBUF_INIT(SITE_BYTES) };

	for (unsigned show = 0; show < SHOWS; show++)
		put_show(&p, show);
	begin_file(&p, "index.html");
	strbuf_addf(&p.body, "version %u\n", version);
	name_file(&p, "href", "style.css");
	for (unsigned show = 0; show < SHOWS; show++) {
		if (has_show(version, show))
			name_file(&p, "href", arena_printf(&a, "show%u/index.html", show));
	}
	end_file(&p, OUTPUT_LIST);
	for (unsigned ep = 0; ep < EPISODES; ep++)
		put_episode(&p, ep);
	begin_file(&p, "style.css");
	end_file(&p, OUTPUT_PAGE);
	strbuf_release(&p.body);
	arena_free(&a);
}

/* A whole build; what it reported goes to `said`. */
static bool site_build(const char *dir, unsigned version, FILE *said)
{
	struct arena a = { 0 };
	struct diag diag;
	bool ok = false;

	diag_init(&diag, &a);
	struct folder *f = folder_open(dir, &a, &diag);
	if (f) {
		site_put(folder_sink(f), version);
		folder_stage(f);
		ok = folder_commit(f);
		folder_close(f);
	}
	if (said)
		diag_print(&diag, said, false);
	arena_free(&a);
	return ok;
}

/* --- is exactly that there? ----------------------------------------------------------- */

struct comparison {
	struct output_sink sink;
	const char        *dir;
	unsigned           files, faults;
};

static void compare_one(struct output_sink *sink, struct output_meta meta, const void *bytes, size_t len)
{
	struct comparison *c = (struct comparison *)sink;
	struct arena a = { 0 };
	char *data;
	size_t found;

	c->files++;
	if (!file_read(path_join(c->dir, meta.path, &a), SITE_BYTES, &data, &found, &a) ||
	    found != len || memcmp(data, bytes, len) != 0) {
		printf("# %s is not as wanted\n", meta.path);
		c->faults++;
	}
	arena_free(&a);
}

/* What lies about in the folder in which the output folder is; nftw() leaves no other way. */
static struct {
	unsigned files, folders, leftovers;
} around;

static int look_around(const char *path, const struct stat *st, int type, struct FTW *at)
{
	const char *name = path + at->base;

	(void)type;
	if (strcmp(name, ".blether-manifest") == 0)
		return 0;
	around.leftovers += strstr(name, "blether") != NULL && at->level > 0;
	around.files += S_ISREG(st->st_mode);
	around.folders += S_ISDIR(st->st_mode) && at->level > 1;
	return 0;
}

/* Counts the folders that the files of a version need. */
static void count_folder(struct output_sink *sink, struct output_meta meta, const void *bytes, size_t len)
{
	struct comparison *c = (struct comparison *)sink;
	const char *slash = strrchr(meta.path, '/');

	(void)bytes;
	(void)len;
	/* A page has a folder of its own, a show's list and feed share one, and so do all recordings. */
	c->files += slash && strcmp(slash, "/index.html") == 0;
	if (strncmp(meta.path, "media/", 6) == 0)
		c->faults = 1;
}

/*
 * Counts what is not exactly as the version wants it, and what is there besides.
 * The output folder is alone in the current one.
 */
static unsigned site_compare(const char *dir, unsigned version)
{
	struct comparison c = { .sink = { .put = compare_one }, .dir = dir };
	struct comparison folders = { .sink = { .put = count_folder }, .dir = dir };

	site_put(&c.sink, version);
	site_put(&folders.sink, version);
	memset(&around, 0, sizeof(around));
	nftw(".", look_around, 16, FTW_PHYS);
	unsigned wanted = folders.files + folders.faults;
	if (around.files == c.files && around.folders == wanted && !around.leftovers)
		return c.faults;
	printf("# %u files of %u, %u folders of %u, %u leftovers\n", around.files, c.files,
	       around.folders, wanted, around.leftovers);
	return c.faults + 1;
}

/* --- a reader --------------------------------------------------------------------------- */

struct seen {
	const char *path;
	size_t      from; /* who named it; itself: an entry point */
};

struct reader {
	const char  *dir;
	struct arena a;
	struct seen  seen[SITE_FILES];
	size_t       count;
	unsigned     read, missing, faults; /* missing: named, not there, and not explained by a change */
};

static void see(struct reader *r, const char *path, size_t from)
{
	for (size_t i = 0; i < r->count; i++) {
		if (strcmp(r->seen[i].path, path) == 0)
			return;
	}
	if (r->count < SITE_FILES) {
		r->seen[r->count] = (struct seen){ path, from == SITE_FILES ? r->count : from };
		r->count++;
	}
}

/* A file as it is now, or NULL; its inode. */
static char *fetch(struct reader *r, const char *path, ino_t *inode)
{
	const char *full = path_join(r->dir, path, &r->a);
	struct stat st;
	char *data;
	size_t len;

	/* The inode of the name: when it is the same before and after, so was the file. */
	if (stat(full, &st) != 0 || !file_read(full, SITE_BYTES, &data, &len, &r->a))
		return NULL;
	*inode = st.st_ino;
	return data;
}

static bool is_complete(const char *data)
{
	size_t len;
	char said[HASH_HEX], is[HASH_HEX];
	int used = 0;

	if (sscanf(data, "<!--%zu %64[0-9a-f]-->%n", &len, said, &used) != 2 || !used)
		return false;
	const char *body = data + used + 1;
	struct hash h = hash_bytes(body, strlen(body));
	hash_hex(&h, is);
	return strlen(body) == len && strcmp(is, said) == 0;
}

/* Calls `each` with all that the file `path` names. */
static void each_name(struct reader *r, const char *path, const char *data,
		      void (*each)(struct reader *, const char *, void *), void *ctx)
{
	static const char *const attributes[] = { "href=\"", "src=\"", "url=\"" };
	const char *dir = path_dir(path, &r->a);

	for (size_t i = 0; i < COUNT(attributes); i++) {
		for (const char *c = data; (c = strstr(c, attributes[i]));) {
			c += strlen(attributes[i]);
			const char *name = arena_strndup(&r->a, c, strcspn(c, "\""));
			each(r, path_resolve(dir, name, &r->a), ctx);
		}
	}
}

static void compare_name(struct reader *r, const char *name, void *ctx)
{
	const char **wanted = ctx;

	(void)r;
	if (*wanted && strcmp(name, *wanted) == 0)
		*wanted = NULL;
}

/* Do all who lead to `i` stand, and name the next? Mixes their inodes, which are neighbours, into one number. */
static bool chain_stands(struct reader *r, size_t i, uint64_t *inodes)
{
	*inodes = 0;
	while (r->seen[i].from != i) {
		const char *next = r->seen[i].path;
		ino_t inode;

		i = r->seen[i].from;
		char *data = fetch(r, r->seen[i].path, &inode);
		if (!data)
			return false;
		each_name(r, r->seen[i].path, data, compare_name, &next);
		if (next)
			return false;
		*inodes = dice(*inodes, inode, 0);
	}
	return true;
}

/*
 * Missing is a fault only when at one moment all who lead there stood: they were
 * the same files before and after we looked once more.
 */
static void check_missing(struct reader *r, size_t i)
{
	uint64_t before, after;
	ino_t inode;

	if (!chain_stands(r, i, &before) || fetch(r, r->seen[i].path, &inode) ||
	    !chain_stands(r, i, &after) || before != after)
		return;
	printf("# %s is named by %s and is missing\n", r->seen[i].path, r->seen[r->seen[i].from].path);
	r->missing++;
}

static void follow(struct reader *r, const char *name, void *ctx)
{
	see(r, name, *(size_t *)ctx);
}

static void read_one(struct reader *r, size_t i)
{
	ino_t inode;
	const char *path = r->seen[i].path;
	char *data = fetch(r, path, &inode);

	if (!data) {
		if (r->seen[i].from != i)
			check_missing(r, i);
		return;
	}
	r->read++;
	if (!is_complete(data)) {
		printf("# %s is not complete\n", path);
		r->faults++;
	}
	each_name(r, path, data, follow, &i);
}

/* Reads the site once, from its entry points on. */
static void site_read(struct reader *r, const char *dir)
{
	r->dir = dir;
	r->count = 0;
	see(r, "index.html", SITE_FILES);
	for (unsigned show = 0; show < SHOWS; show++)
		see(r, arena_printf(&r->a, "show%u/feed.xml", show), SITE_FILES);
	for (size_t i = 0; i < r->count; i++)
		read_one(r, i);
	arena_reset(&r->a);
}

#endif
