#ifndef VERIFY_RFC822_H
#define VERIFY_RFC822_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Reads `Mon, 28 Mar 2022 09:00:00 +0000` (seconds since 1970 in UTC). False
 * when it has another form, or the day does not exist or is another weekday.
 */
bool rfc822_parse(const char *s, int64_t *utc);

#endif
