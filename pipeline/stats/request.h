#ifndef STATS_REQUEST_H
#define STATS_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* A piece of a line; not ended by NUL. */
struct piece {
	const char *text;
	size_t len;
};

/* One request, as a line of a log tells of it. */
struct request {
	struct piece method, path; /* path: as far as the question mark */
	struct piece client, agent;
	int status;
	int64_t bytes;  /* of the body */
	int64_t moment; /* seconds since 1970 on the clock of the log; its days are the log's */
	int64_t utc;    /* the same moment in UTC */
};

/* The columns of a W3C extended log, as its line `#Fields:` names them; NONE: it has no such
 * column. */
enum w3c_column {
	W3C_DATE,
	W3C_TIME,
	W3C_METHOD,
	W3C_STEM,
	W3C_CLIENT,
	W3C_STATUS,
	W3C_BYTES,
	W3C_AGENT,
	W3C_COLUMNS
};

struct log_form {
	bool is_w3c;
	size_t column[W3C_COLUMNS];
};

/* In two steps, as most requests are for something else: first method and path. */
enum line_kind { LINE_REQUEST, LINE_REMARK, LINE_UNREAD };

enum line_kind line_begin(struct log_form *form, const char *line, size_t len, struct request *r);

/* The rest; false: the line is damaged. `a` is for what has to be decoded. */
bool line_finish(const struct log_form *form, const char *line, size_t len, struct request *r,
		 struct arena *a);

#endif
