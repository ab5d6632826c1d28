#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/source.h"

struct arena;
struct json;

/*
 * Diagnostics: what a check found, and where.
 *
 * Code that reads or checks content never prints. It reports to a `struct
 * diag`, goes on as far as it sensibly can, and the command prints everything
 * at the end, sorted by place and at one place in the order of reporting, so
 * that one run shows every problem and two runs over the same content print the
 * same bytes.
 *
 * A message is lower case, has no full stop and puts its subject in single
 * quotes: what is wrong, what was expected, what to do.
 */

/* SEV_FATAL: not the content but the machine failed (disk, permission, a lost worker). */
enum severity { SEV_NOTE, SEV_WARNING, SEV_ERROR, SEV_FATAL, SEV_COUNT };

/* Every message has a stable name; the catalogue is base/diag_ids.h. */
enum diag_id {
#define DIAG(id, slug, severity, advice) DIAG_##id,
#include "base/diag_ids.h"
#undef DIAG
	DIAG_COUNT
};

struct diag {
	struct arena   *arena;
	struct message *first, **last;
	unsigned        count[SEV_COUNT];
	unsigned        reported; /* in all, those that were filtered out too */
	const char     *prefix;   /* put before each text that is reported while it is set: "cell C14: "; or NULL */
};

void diag_init(struct diag *d, struct arena *a);
void diag_report(struct diag *d, enum diag_id id, struct span at, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* Reports a failed system call on `path`; takes its words from errno. */
void diag_report_errno(struct diag *d, enum diag_id id, const char *what, const char *path);

/* True when nothing worse than a warning was reported. */
bool diag_ok(const struct diag *d);

/* All messages in order of file, then position: for people, with colour when asked for… */
void diag_print(const struct diag *d, FILE *out, bool colour);

/* …and for programs: an array of file, line, column, severity, slug, message. */
void diag_write_json(const struct diag *d, const char *key, struct json *j);

/*
 * The same for what must be mended or looked at, errors first and no more than
 * `most`; returns how many are left out.
 */
size_t diag_write_worst(const struct diag *d, const char *key, struct json *j, size_t most);

/* The slug of the worst message, the first in that order among its like; NULL: all are notes. */
const char *diag_first_slug(const struct diag *d);

/* The words of the same message, for another one that they are the reason of; NULL: no error was reported. */
const char *diag_first_error(const struct diag *d);

/*
 * Forgets the messages about files for which `keep` is false (messages without
 * a file are kept) and counts again.
 */
void diag_filter(struct diag *d, bool (*keep)(const char *path, const void *arg), const void *arg);

/* Forgets what `known` has too, with the same words and about the same file, and counts again. */
void diag_forget(struct diag *d, const struct diag *known);

/* Line and byte column (both from 1) of a span's first byte; 0,0 without a text. */
void span_place(struct span at, unsigned *line, unsigned *column);

/* The catalogue. */
const char   *diag_slug(enum diag_id id);
const char   *diag_advice(enum diag_id id);
enum severity diag_severity(enum diag_id id);
const char   *severity_name(enum severity s);

/* The id with this slug, or DIAG_COUNT. */
enum diag_id diag_find(const char *slug);

#endif
