#ifndef READ_FEED_DATE_H
#define READ_FEED_DATE_H

#include <stdbool.h>

#include "base/date.h"

/*
 * Dates as feeds have them: RFC 822 and RFC 5322 with a wrong weekday or none, years
 * of two digits, months written out or in other languages, zones as numbers or
 * names, seconds left out; and ISO 8601. Without a zone it is UTC. False when it is
 * none of these, or no day that there is.
 */
bool feed_date_parse(const char *text, struct moment *into);

#endif
