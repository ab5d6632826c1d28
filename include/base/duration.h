#ifndef BASE_DURATION_H
#define BASE_DURATION_H

#include <stdint.h>

/*
 * How long something lasts, as people and programs write it: `H:M:S`, `M:S`, seconds, each with a fraction or
 * without; `PT1H2M3S` (ISO 8601-1 section 5.5.2), `1h 2m 3s`, `1 hour, 2 min`. Minutes may be more than 59. White
 * space around it is none of it. Milliseconds; -1: none of these, or NULL. What must be written one way is read by
 * time_parse() (base/date.h).
 */
int64_t duration_parse(const char *text);

#endif
