#include "state.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "environment.h"
#include "model/ledger.h"
#include "places.h"

/* Clocks of file systems tick every few milliseconds: two changes within one tick look like one. */
#define TICK_NS ((int64_t)20000000)

#define FORMAT "blether-state 1"

/* What is hashed of each file and folder. */
struct stamp {
	uint64_t inode, size;
	int64_t modified, changed; /* nanoseconds */
	uint64_t mode;
};

/* What a folder is, whatever its name. */
struct place {
	uint64_t device, inode;
};

struct walk {
	struct strbuf stamps;
	int64_t newest;       /* of all `changed` times */
	struct place skip;    /* the output folder, if it lies inside the content */
	struct place ledger;  /* is hashed by its bytes: a build may write it itself */
	const char *root;     /* the content folder, without links */
	struct strbuf linked; /* the folders that links led to: struct place */
};

static int64_t nanoseconds(struct timespec t)
{
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void add_stamp(struct walk *w, const char *name, const struct stat *st)
{
	struct stamp s = { .inode = st->st_ino,
			   .size = (uint64_t)st->st_size,
			   .modified = nanoseconds(st->st_mtim),
			   .changed = nanoseconds(st->st_ctim),
			   .mode = st->st_mode };

	strbuf_add(&w->stamps, name, strlen(name) + 1);
	strbuf_add(&w->stamps, (const char *)&s, sizeof(s));
	if (s.changed > w->newest)
		w->newest = s.changed;
}

static bool is_place(const struct stat *st, struct place p)
{
	return st->st_dev == p.device && st->st_ino == p.inode;
}

/* Each folder is followed to once: links that lead in a circle come to an end. */
static bool was_linked(struct walk *w, const struct stat *st)
{
	const struct place here = { st->st_dev, st->st_ino };

	for (size_t at = 0; at < w->linked.len; at += sizeof(here)) {
		if (memcmp(w->linked.data + at, &here, sizeof(here)) == 0)
			return true;
	}
	strbuf_add(&w->linked, (const char *)&here, sizeof(here));
	return false;
}

/* Does the folder lie in the content? Others are never read through a link. */
static bool is_inside(const struct walk *w, int fd)
{
	char name[32], path[PATH_MAX];
	size_t root = strlen(w->root);

	snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
	ssize_t len = readlink(name, path, sizeof(path) - 1);
	if (len < 0)
		return false;
	path[len] = '\0';
	return strncmp(path, w->root, root) == 0 && (path[root] == '/' || !path[root]);
}

static void walk_folder(struct walk *w, int fd);

static void walk_link(struct walk *w, int dir, const char *name)
{
	struct stat st;

	if (fstatat(dir, name, &st, 0) != 0)
		return;
	add_stamp(w, name, &st);
	if (!S_ISDIR(st.st_mode) || is_place(&st, w->skip) || was_linked(w, &st))
		return;
	int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0 && is_inside(w, fd))
		walk_folder(w, fd);
	else if (fd >= 0)
		close(fd);
}

static void walk_entry(struct walk *w, int dir, const char *name)
{
	struct stat st;

	if (name[0] == '.' || fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
	    is_place(&st, w->skip) || is_place(&st, w->ledger))
		return;
	add_stamp(w, name, &st);
	if (S_ISLNK(st.st_mode))
		walk_link(w, dir, name);
	if (!S_ISDIR(st.st_mode))
		return;
	int fd = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd >= 0)
		walk_folder(w, fd);
}

/* Takes over `fd`. The order of the folder serves: it only changes when the folder does. */
static void walk_folder(struct walk *w, int fd)
{
	DIR *dir = fdopendir(fd);

	if (!dir) {
		close(fd);
		return;
	}
	for (struct dirent *d; (d = readdir(dir));)
		walk_entry(w, fd, d->d_name);
	closedir(dir);
}

static void add_file(struct walk *w, const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0)
		add_stamp(w, path, &st);
}

/* What the content says of the past; an empty text where there is nothing. */
static struct hash hash_ledger(const char *content, struct arena *a)
{
	char *text = NULL;
	size_t len = 0;

	return file_read(path_join(content, LEDGER_NAME, a), LIMIT_LEDGER_BYTES, &text, &len, a)
		       ? hash_bytes(text, len)
		       : hash_bytes("", 0);
}

static void seal(struct state *s, const struct hash *ledger)
{
	struct hash both[2] = { s->walked, *ledger };

	s->fingerprint = hash_bytes(both, sizeof(both));
}

void state_note_ledger(struct state *s, const char *text, size_t len)
{
	struct hash ledger = hash_bytes(text, len);

	seal(s, &ledger);
}

/*
 * A file that is changed twice within one tick looks the same after both. So
 * what was changed just now is given the time to become the past before it is
 * read. False for times that lie in the future.
 */
static bool settle(int64_t newest)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	int64_t wait = newest + TICK_NS - nanoseconds(now);
	if (wait > TICK_NS)
		return false;
	if (wait > 0)
		nanosleep(&(struct timespec){ .tv_nsec = wait }, NULL);
	return true;
}

struct state state_take(const char *content, const char *output, const char *cache_dir,
			bool plays_here, struct arena *a)
{
	struct walk w = { .stamps = STRBUF_INIT(SIZE_MAX / 2),
			  .linked = STRBUF_INIT(SIZE_MAX / 2),
			  .root = place_real(content, a) };
	struct state s = { 0 };
	struct stat st;
	char hex[HASH_HEX];

	if (stat(output, &st) == 0)
		w.skip = (struct place){ st.st_dev, st.st_ino };
	if (stat(path_join(content, LEDGER_NAME, a), &st) == 0)
		w.ledger = (struct place){ st.st_dev, st.st_ino };
	const struct hash ledger = hash_ledger(content, a);
	add_file(&w, environment_program(a));
	add_file(&w, environment_worker(a));
	strbuf_adds(&w.stamps, w.root);
	strbuf_addc(&w.stamps, plays_here ? 1 : 0);
	int fd = open(content, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0)
		walk_folder(&w, fd);

	const char *place = place_real(output, a);
	struct hash name = hash_bytes(place, strlen(place));
	hash_hex(&name, hex);
	s.path = arena_printf(a, "%s/state-%.*s", cache_dir, HASH_IN_NAME, hex);
	s.walked = hash_bytes(w.stamps.data, w.stamps.len);
	seal(&s, &ledger);
	s.settled = settle(w.newest);
	strbuf_release(&w.stamps);
	strbuf_release(&w.linked);
	return s;
}

bool state_is_current(const struct state *s, int64_t now, unsigned *warnings, struct arena *a)
{
	char hex[HASH_HEX], *text;
	size_t len;
	int64_t from, until;

	if (!file_read(s->path, 4096, &text, &len, a))
		return false;
	hash_hex(&s->fingerprint, hex);
	char *expected = arena_printf(a, FORMAT " %s ", hex);
	if (strncmp(text, expected, strlen(expected)) != 0)
		return false;
	return sscanf(text + strlen(expected), "%" SCNd64 " %" SCNd64 " %u", &from, &until,
		      warnings) == 3 &&
	       now >= from && now < until;
}

bool state_has_run_out(const struct state *s, int64_t now, struct arena *a)
{
	char *text;
	size_t len;
	int64_t until;

	return file_read(s->path, 4096, &text, &len, a) &&
	       sscanf(text, FORMAT " %*s %*d %" SCNd64, &until) == 1 && now >= until;
}

bool state_is_known(const struct state *s)
{
	return access(s->path, F_OK) == 0;
}

void state_save(const struct state *s, const struct site *site, unsigned warnings, struct arena *a)
{
	char hex[HASH_HEX];
	struct moment last = site_last_due(site);

	if (!s->settled)
		return;
	hash_hex(&s->fingerprint, hex);
	char *line = arena_printf(a, FORMAT " %s %" PRId64 " %" PRId64 " %u\n", hex,
				  last.set ? last.utc : INT64_MIN,
				  site->next_due.set ? site->next_due.utc : INT64_MAX, warnings);

	/* Without the record the next build only has more to do. */
	if (!file_write(s->path, line, strlen(line)))
		state_forget(s);
}

void state_forget(const struct state *s)
{
	unlink(s->path);
}
