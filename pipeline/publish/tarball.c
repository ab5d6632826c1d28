#include "tarball.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/output.h"
#include "spool.h"

#define BLOCK     512
#define GZIP      (15 + 16) /* zlib.h: the largest window, and a gzip header */
#define PATH_MOST 4096

struct tarball {
	struct spool *spool;
	z_stream z;
	int level;
	char last[PATH_MOST]; /* path of the last entry */
	unsigned char out[65536];
};

/* Section "ustar Interchange Format" of pax(1). Numbers are octal digits. */
struct header {
	char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], sum[8], type, link[100],
		magic[6], version[2], user[32], group[32], major[8], minor[8], prefix[155],
		rest[12];
};

_Static_assert(sizeof(struct header) == BLOCK, "a header is a block");

static void deflate_all(struct tarball *t, int flush)
{
	do {
		t->z.next_out = t->out;
		t->z.avail_out = sizeof(t->out);
		if (deflate(&t->z, flush) == Z_STREAM_ERROR)
			spool_fail(t->spool, EINVAL);
		spool_write(t->spool, t->out, sizeof(t->out) - t->z.avail_out);
	} while (!t->z.avail_out);
}

static void add(void *arg, const void *bytes, size_t len)
{
	struct tarball *t = arg;

	t->z.next_in = bytes;
	t->z.avail_in = (uInt)len;
	deflate_all(t, Z_NO_FLUSH);
}

static void pad(struct tarball *t, int64_t size)
{
	static const char zeros[BLOCK];

	if (size % BLOCK)
		add(t, zeros, BLOCK - (size_t)(size % BLOCK));
}

struct tarball *tarball_new(void)
{
	struct tarball *t = xcalloc(1, sizeof(*t));

	t->spool = spool_new();
	t->level = Z_DEFAULT_COMPRESSION;
	if (deflateInit2(&t->z, t->level, Z_DEFLATED, GZIP, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		spool_fail(t->spool, ENOMEM);
	return t;
}

/* Sound and pictures are as small as they get: they pass through. */
static void squeeze(struct tarball *t, bool text)
{
	int level = text ? Z_DEFAULT_COMPRESSION : Z_NO_COMPRESSION;

	if (level == t->level)
		return;
	t->level = level;
	t->z.avail_in = 0;
	deflate_all(t, Z_BLOCK);
	t->z.next_out = t->out;
	t->z.avail_out = sizeof(t->out);
	deflateParams(&t->z, level, Z_DEFAULT_STRATEGY);
	spool_write(t->spool, t->out, sizeof(t->out) - t->z.avail_out);
}

/* --- headers ----------------------------------------------------------------------- */

static void put_field(char *field, size_t room, const char *text)
{
	size_t len = strlen(text);

	memcpy(field, text, len < room ? len : room);
}

static void put_octal(char *field, size_t room, int64_t value)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%0*llo", (int)room - 1, (unsigned long long)value);
	memcpy(field, digits, room);
}

static void put_header(struct tarball *t, struct header *h, const char *path, int64_t size)
{
	const unsigned char *bytes = (const unsigned char *)h;
	unsigned sum = 0;

	put_field(h->name, sizeof(h->name), path);
	put_octal(h->mode, sizeof(h->mode), h->type == '5' ? 0755 : 0644);
	put_octal(h->uid, sizeof(h->uid), 0);
	put_octal(h->gid, sizeof(h->gid), 0);
	put_octal(h->size, sizeof(h->size), size);
	put_octal(h->mtime, sizeof(h->mtime), 0);
	memcpy(h->magic, "ustar", 6);
	memcpy(h->version, "00", 2);
	memset(h->sum, ' ', sizeof(h->sum));
	for (size_t i = 0; i < sizeof(*h); i++)
		sum += bytes[i];
	snprintf(h->sum, sizeof(h->sum), "%06o", sum);
	h->sum[7] = ' ';
	add(t, h, sizeof(*h));
}

/* A name is plain where every program reads it alike. */
static bool is_plain(const char *path)
{
	for (const char *c = path; *c; c++) {
		if ((unsigned char)*c >= 0x80)
			return false;
	}
	return strlen(path) <= sizeof(((struct header *)0)->name);
}

/* Section "pax Extended Header": a record is its own length, a blank, "path=…", and an end of line.
 */
static void put_extended(struct tarball *t, const char *path)
{
	char record[PATH_MOST + 32];
	size_t rest = strlen(" path=") + strlen(path) + 1, len = rest, before = 0;

	while (len != before) {
		before = len;
		len = rest + (size_t)snprintf(NULL, 0, "%zu", before);
	}
	struct header h = { .type = 'x' };
	put_header(t, &h, "PaxHeaders/name", (int64_t)len);
	snprintf(record, sizeof(record), "%zu path=%s\n", len, path);
	add(t, record, len);
	pad(t, (int64_t)len);
}

static void put_entry(struct tarball *t, struct header h, const char *path, int64_t size)
{
	if (!is_plain(path))
		put_extended(t, path);
	put_header(t, &h, path, size);
}

/* The folders above a path that the last path did not stand in. */
static void put_folders(struct tarball *t, const char *path)
{
	char folder[PATH_MOST];
	size_t len = strlen(path);

	if (len >= sizeof(folder)) {
		spool_fail(t->spool, ENAMETOOLONG);
		return;
	}
	for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
		size_t n = (size_t)(slash - path) + 1;

		if (strncmp(t->last, path, n) == 0)
			continue;
		memcpy(folder, path, n);
		folder[n] = '\0';
		put_entry(t, (struct header){ .type = '5' }, folder, 0);
	}
	memcpy(t->last, path, len + 1);
}

/* --- entries ----------------------------------------------------------------------- */

void tarball_file(struct tarball *t, const struct output_file *file)
{
	put_folders(t, file->path);
	put_entry(t, (struct header){ .type = '0' }, file->path, file->size);
	squeeze(t, file->group != OUTPUT_MEDIA);
	spool_file(t->spool, file, add, t);
	squeeze(t, true);
	pad(t, file->size);
}

void tarball_link(struct tarball *t, const char *path, const char *target)
{
	struct header h = { .type = '2' };

	put_folders(t, path);
	put_field(h.link, sizeof(h.link), target);
	put_entry(t, h, path, 0);
}

int tarball_end(struct tarball *t, int64_t *size)
{
	static const char zeros[2 * BLOCK];

	add(t, zeros, sizeof(zeros));
	deflate_all(t, Z_FINISH);
	deflateEnd(&t->z);
	int fd = spool_end(t->spool, size);
	int error = errno;
	free(t);
	errno = error;
	return fd;
}
