#include "memo.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/table.h"

#define MEMO_TITLE "blether-memo\t1\t"
#define MOST_BYTES ((size_t)256 << 20)

struct fact {
	const char *key, *value; /* value NULL: forgotten */
};

struct memo {
	const char *path;
	const char *id;
	int fd;             /* -1: nothing can be written */
	int error;          /* errno of the first line that could not be; 0: none */
	struct fact *facts; /* the number under a key is 1 + its index */
	size_t count, room;
	struct table known;
	struct arena arena;
};

/* Steps and notes have tables of their own: a path may be called like a note. */
static uint32_t *slot(struct memo *m, char kind, const char *key)
{
	return table_at(&m->known, key_of((uint64_t)(unsigned char)kind, key, strlen(key)));
}

static const char *value_of(const struct memo *m, char kind, const char *key)
{
	const uint32_t *n =
		m ? table_find(&m->known, key_of((uint64_t)(unsigned char)kind, key, strlen(key)))
		  : NULL;

	return n && *n ? m->facts[*n - 1].value : NULL;
}

static void keep(struct memo *m, char kind, const char *key, const char *value)
{
	uint32_t *n = slot(m, kind, key);

	if (!*n) {
		m->facts = arena_grow(&m->arena, m->facts, m->count, &m->room, sizeof(*m->facts));
		m->facts[m->count++].key = arena_strdup(&m->arena, key);
		*n = (uint32_t)m->count;
	}
	m->facts[*n - 1].value = value ? arena_strdup(&m->arena, value) : NULL;
}

static void take_line(struct memo *m, char *line)
{
	char *key = strchr(line, '\t'), *value = key ? strchr(key + 1, '\t') : NULL;
	struct hash hash;

	if (!value)
		return;
	*key++ = *value++ = '\0';
	/* Whoever asks what stands at a path has room for a hash, and for no more. */
	if (strcmp(line, "done") == 0 && (hash_from_hex(value, &hash) || strcmp(value, "-") == 0))
		keep(m, 'd', key, *value == '-' ? "" : value);
	else if (strcmp(line, "note") == 0)
		keep(m, 'n', key, *value ? value : NULL);
}

/* Whole lines only, and how many bytes they are: what a crash cut off is not known. */
static size_t take_text(struct memo *m, char *text)
{
	const size_t title = strlen(MEMO_TITLE);
	char *end = strchr(text, '\n');

	if (!end || strncmp(text, MEMO_TITLE, title) != 0)
		return 0;
	*end = '\0';
	m->id = arena_strdup(&m->arena, text + title);
	char *line = end + 1;
	for (; (end = strchr(line, '\n')); line = end + 1) {
		*end = '\0';
		take_line(m, line);
	}
	return (size_t)(line - text);
}

/* -1 with errno set; EWOULDBLOCK: another run of this computer has it. */
static int open_to_add(const char *path)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
		return fd;
	close(fd);
	errno = EWOULDBLOCK;
	return -1;
}

struct memo *memo_open(const char *path, struct diag *diag)
{
	struct memo *m = xcalloc(1, sizeof(*m));
	char *text = NULL;
	size_t len = 0, whole = 0;

	m->path = arena_strdup(&m->arena, path);
	m->id = "";
	m->fd = file_mkdirs(path_dir(path, &m->arena)) ? open_to_add(path) : -1;
	if (m->fd >= 0 && file_read(path, MOST_BYTES, &text, &len, &m->arena))
		whole = take_text(m, text);
	/* What is added stands on a line of its own. */
	if (m->fd >= 0 && (whole == len || ftruncate(m->fd, (off_t)whole) == 0))
		return m;
	if (m->fd < 0 && errno == EWOULDBLOCK)
		diag_report(diag, DIAG_PUBLISHING_NOW, span_path(path, diag->arena),
			    "another blether is publishing to this target at this moment; wait "
			    "until it has ended");
	else
		diag_report_errno(diag, DIAG_CANNOT_WRITE, "cannot note what is published", path);
	memo_close(m);
	return NULL;
}

const char *memo_id(const struct memo *m)
{
	return m ? m->id : "";
}

static void write_line(struct memo *m, const char *text, size_t len)
{
	if (!m->error && !file_write_all(m->fd, text, len))
		m->error = errno;
}

static void write_fact(struct memo *m, const char *what, const char *key, const char *value)
{
	struct strbuf line = STRBUF_INIT(SIZE_MAX / 2);

	strbuf_addf(&line, "%s\t%s\t%s\n", what, key, value);
	write_line(m, line.data, line.len);
	strbuf_release(&line);
}

static void forget(struct memo *m)
{
	table_release(&m->known);
	m->known = (struct table){ 0 };
	m->count = 0;
	m->id = "";
}

bool memo_begin(struct memo *m, const char *id)
{
	struct strbuf line = STRBUF_INIT(4096);

	if (!m)
		return true;
	forget(m);
	m->error = ftruncate(m->fd, 0) == 0 ? 0 : errno;
	m->id = arena_strdup(&m->arena, id);
	strbuf_addf(&line, MEMO_TITLE "%s\n", id);
	write_line(m, line.data, line.len);
	strbuf_release(&line);
	return memo_sync(m);
}

void memo_done(struct memo *m, const char *path, const char *sha256)
{
	if (!m)
		return;
	keep(m, 'd', path, sha256);
	write_fact(m, "done", path, *sha256 ? sha256 : "-");
}

const char *memo_at(const struct memo *m, const char *path)
{
	return value_of(m, 'd', path);
}

void memo_note(struct memo *m, const char *key, const char *value)
{
	if (!m)
		return;
	keep(m, 'n', key, value);
	write_fact(m, "note", key, value ? value : "");
}

const char *memo_recall(const struct memo *m, const char *key, struct arena *a)
{
	const char *value = value_of(m, 'n', key);

	return value ? arena_strdup(a, value) : NULL;
}

bool memo_sync(struct memo *m)
{
	if (!m)
		return true;
	if (!m->error && fdatasync(m->fd) != 0)
		m->error = errno;
	errno = m->error;
	return !m->error;
}

void memo_end(struct memo *m)
{
	if (!m)
		return;
	forget(m);
	if (ftruncate(m->fd, 0) != 0)
		m->error = errno;
}

void memo_close(struct memo *m)
{
	if (!m)
		return;
	if (m->fd >= 0)
		close(m->fd);
	table_release(&m->known);
	arena_free(&m->arena);
	free(m);
}
