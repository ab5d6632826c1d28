#ifndef IMPORT_REPORT_H
#define IMPORT_REPORT_H

#include <stdbool.h>

#include "base/date.h"
#include "import/redirects.h"

struct arena;
struct import_show;
struct strbuf;

/* What the parts of the report are made of. */
struct reporting {
	const struct import_show *show;
	const struct import_outcome *outcome;
	struct import_moves moves;
	struct moment day;    /* on which it is, or was, published: day 0 */
	bool is_published;    /* the show is out already: this is not the first import */
	const char *feed;     /* the new one */
	const char *old_feed; /* NULL: it was not on the web */
	struct strbuf *out;
	struct arena *arena;
};

/* A section each; nothing where there is nothing to say. Each ends with an empty line. */
void report_steps(struct reporting *r);       /* what to do, in which order, with dates */
void report_notes(struct reporting *r);       /* what was guessed, changed, lost, unwrapped */
void report_not_fetched(struct reporting *r);
void report_redirects(struct reporting *r);
void report_directories(struct reporting *r);

/* Every note, a line each. */
void report_notes_table(const struct import_show *show, struct strbuf *out);

/* No more than this many of anything stands in the report; the rest is counted, and in the tables. */
#define REPORT_FEW   ((size_t)12)
#define REPORT_LINES ((size_t)40)

#endif
