#ifndef CLI_LIVE_CHECK_H
#define CLI_LIVE_CHECK_H

#include <stdbool.h>

#include "publish/live.h"

struct diag;
struct json;
struct publishing;

/* The live check (publish/live.h) as commands show it. */

/* For live_options: what is to be done at the kinds of hosts of these targets. */
void live_check_remedies(struct live_options *o, const struct publishing *p);

/*
 * Looks, and tells on stderr how far it is, unless `quiet`. What is found gets its history in
 * `history` (a path; NULL: none), and is reported.
 */
struct live_report live_check_show(struct live_options *o, const char *history, bool quiet, struct arena *a,
				   struct diag *diag);

/* For live_options: where a file of a site is on the web; `site` is a struct site. Recordings may stand elsewhere. */
const char *live_check_place(void *site, const struct output_file *file, struct arena *a);

/* "looked at 120 addresses: all is as it was published". To stdout. */
void live_check_sum_up(const struct live_report *report);

void live_check_write_json(const struct live_report *report, struct json *j);

#endif
