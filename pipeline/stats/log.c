#include "log.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "request.h"
#include "stats/stats.h"

#define CHUNK ((size_t)4 << 20)

/* An open log, read a large piece at a time. A line that is longer than a piece is none. */
struct log {
	gzFile file;
	char *chunk;
	size_t len; /* of what is in it */
	bool skips; /* the line that goes on was too long */
	struct log_form form;
};

struct taker {
	void (*take)(void *arg, struct log_form *form, const char *line, size_t len);
	void *arg;
};

static size_t without_return(const char *line, size_t len)
{
	return len && line[len - 1] == '\r' ? len - 1 : len;
}

/* Whole lines; what is left stands at the beginning afterwards. */
static void take_lines(struct log *log, const struct taker *t)
{
	char *at = log->chunk, *end = log->chunk + log->len, *stop;

	while ((stop = memchr(at, '\n', (size_t)(end - at)))) {
		if (!log->skips)
			t->take(t->arg, &log->form, at, without_return(at, (size_t)(stop - at)));
		log->skips = false;
		at = stop + 1;
	}
	log->len = (size_t)(end - at);
	if (log->len == CHUNK) {
		log->skips = true;
		log->len = 0;
	}
	memmove(log->chunk, at, log->len);
}

static bool report(gzFile file, const char *path, struct arena *a, struct diag *diag)
{
	int code;
	const char *why = gzerror(file, &code);

	if (code == Z_OK || code == Z_STREAM_END)
		return true;
	if (code == Z_ERRNO)
		why = strerror(errno);
	diag_report(diag, DIAG_BAD_LOG, span_path(path, a),
		    "the log could not be read to its end: %s", why);
	return false;
}

static bool read_all(struct log *log, const char *path, const struct taker *t, struct arena *a,
		     struct diag *diag)
{
	int got;

	gzbuffer(log->file, 1 << 18);
	while ((got = gzread(log->file, log->chunk + log->len, (unsigned)(CHUNK - log->len))) > 0) {
		log->len += (size_t)got;
		take_lines(log, t);
	}
	if (log->len && !log->skips)
		t->take(t->arg, &log->form, log->chunk, without_return(log->chunk, log->len));
	return report(log->file, path, a, diag);
}

bool log_read(const char *path,
	      void (*take)(void *arg, struct log_form *form, const char *line, size_t len),
	      void *arg, struct arena *a, struct diag *diag)
{
	struct log log = { .file = gzopen(path, "rbe") };
	const struct taker taker = { take, arg };

	if (!log.file) {
		diag_report(diag, DIAG_CANNOT_READ, span_path(path, a), "cannot read the file: %s",
			    strerror(errno));
		return false;
	}
	log.chunk = xcalloc(1, CHUNK);
	const bool good = read_all(&log, path, &taker, a, diag);

	free(log.chunk);
	gzclose(log.file);
	return good;
}

/* The first moment */

#define FIRST_BYTES ((size_t)64 << 10)

int64_t stats_first_moment(const char *path)
{
	struct log log = { .file = gzopen(path, "rbe") };
	struct arena a = { 0 };
	int64_t first = INT64_MAX;

	if (!log.file)
		return first;
	log.chunk = arena_alloc(&a, FIRST_BYTES);
	const int got = gzread(log.file, log.chunk, FIRST_BYTES);
	const char *at = log.chunk, *end = log.chunk + (got > 0 ? got : 0), *stop;

	while (first == INT64_MAX && (stop = memchr(at, '\n', (size_t)(end - at)))) {
		const size_t len = without_return(at, (size_t)(stop - at));
		struct request r;

		if (line_begin(&log.form, at, len, &r) == LINE_REQUEST &&
		    line_finish(&log.form, at, len, &r, &a))
			first = r.utc;
		at = stop + 1;
	}
	gzclose(log.file);
	arena_free(&a);
	return first;
}
