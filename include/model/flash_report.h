#ifndef MODEL_FLASH_REPORT_H
#define MODEL_FLASH_REPORT_H

#include "model/network.h"
#include "model/news.h"

struct diag;

/* A flash report is the month in two minutes: longer ones are told of, and do not fit on one page of paper. */
#define FLASH_WORDS_MOST 400

/* `2021-03` as the first day of that month; false: it is not the name of a month. */
bool month_parse(const char *name, struct moment *into);

/* The first day of the month after it. */
struct moment month_next(struct moment month);

/* `2021-03` */
char *month_slug(struct moment month, struct arena *a);

/* Does it stand on the site? From its date on. */
bool flash_report_is_out(const struct flash_report *r, struct moment now);

/* Those that are out, the newest month first; `a` holds the array. */
struct flash_report **flash_reports_out(const struct site *site, size_t *count, struct arena *a);

/* Their archive, and their Atom feed; NULL: none is out. */
const char *flash_reports_path(const struct site *site);
const char *flash_reports_feed_path(const struct site *site);

/* The session that `programme/NN-slug` names, with its number or without; NULL: there is none, or no name. */
const struct session *flash_report_session(const struct site *site, const char *name);

/* How the fields of a report fit each other: its month, its date, its length, whether there is a tool to try. */
void flash_reports_check(const struct site *site, struct diag *diag);

/* What the feeds tell of it. Its identity comes from the site's and its month. */
struct news news_of_flash_report(const struct site *site, const struct flash_report *r, struct arena *a);

/* The newest of them, at most `most`: a list of struct news. */
struct list flash_report_news(const struct site *site, size_t most, struct arena *a);

#endif
