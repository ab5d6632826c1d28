#ifndef CLI_INSPECT_H
#define CLI_INSPECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "opt.h"
#include "outline.h"

struct levelling;
struct media_facts;
struct media_file;
struct picture_facts;

/* What `blether inspect` tells of files: first judged, then printed for people or for programs. */

enum verdict {
	VERDICT_GOOD,
	VERDICT_USABLE,   /* there are things to look at */
	VERDICT_UNUSABLE, /* blether build would refuse it */
	VERDICT_UNREAD,   /* nobody knows: it is not there, or the machine failed */
	VERDICT_COUNT,
};

/* One thing that is wrong with a file. */
struct finding {
	enum severity level;
	const char   *severity; /* its name */
	const char   *slug;
	const char   *text;
	double        seconds, until; /* as in struct media_problem */
	const char   *advice;
};

struct inspected {
	const char  *path;
	enum verdict verdict;
	const char  *verdict_name;
	int64_t      bytes;
	const char  *sha256;                   /* NULL: not read */
	const struct media_facts   *recording; /* NULL: none, or not known */
	const struct picture_facts *picture;   /* the same */
	const struct levelling     *levelling; /* by what show.yaml says when it says nothing; NULL: nothing can be heard */
	struct finding *findings; /* by time; those of the whole file last */
	size_t          finding_count;
};

struct inspection {
	struct inspected  *files;
	size_t             count;
	const struct diag *diag; /* what kept files from being looked at */
};

/* The files' answers, judged. What is returned points into `files`. */
struct inspection inspect_judge(const struct media_file *files, size_t count, struct arena *a,
				const struct diag *diag);

/* How many files came to this verdict. */
size_t inspection_count(const struct inspection *in, enum verdict verdict);

/* What a terminal can show. */
struct paper {
	bool utf8, colour;
	struct strbuf *out;
};

/* A block of lines a file, none wider than 80 columns. */
void inspect_print_text(const struct inspection *in, bool utf8, bool colour);

/*
 * A blank line, the waveform with the findings marked, and a time axis; nothing
 * if there are no peaks.
 */
void inspect_draw(const struct inspected *file, const struct paper *p);

/* Turns colour on for this severity, and off. */
void paper_colour(const struct paper *p, enum severity s);
void paper_plain(const struct paper *p);

void inspect_print_json(const struct inspection *in);

/* What that prints. */
extern const struct outline inspect_outline[];

/* The manual: how to read the report. */
extern const struct section inspect_sections[];

#endif
