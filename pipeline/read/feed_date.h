#ifndef READ_FEED_DATE_H
#define READ_FEED_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"

/*
 * Dates as feeds have them: RFC 822 and RFC 5322 with a wrong weekday or none, years
 * of two digits, months written out or in other languages, zones as numbers or
 * names, seconds left out; and ISO 8601. Without a zone it is UTC. False when it is
 * none of these, or no day that there is.
 */
bool feed_date_parse(const char *text, struct moment *into);

/* Milliseconds of `H:M:S`, `M:S`, seconds, `PT1H2M3S` or `1 hour 2 min`; -1: none of these. */
int64_t feed_duration_parse(const char *text);

#endif
