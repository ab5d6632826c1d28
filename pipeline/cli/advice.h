#ifndef CLI_ADVICE_H
#define CLI_ADVICE_H

struct arena;
struct json;
struct site;

/*
 * How hard the pages are to read (model/readability.h), for `blether check --advice`: nothing that
 * would stop a build. Only English can be counted so.
 */
void advice_print(const struct site *site, struct arena *a);
void advice_write_json(const struct site *site, struct json *j, struct arena *a);

#endif
