#ifndef CLI_AMOUNT_H
#define CLI_AMOUNT_H

#include <stdint.h>

/* Amounts as people say them. */
#define AMOUNT_TEXT 32
struct amount {
	char text[AMOUNT_TEXT];
};

/* "912 bytes", "310 KB", "24.1 MB": powers of ten, as disks and lines are sold. */
struct amount amount_bytes(int64_t bytes);

/* "8 s", "3 min", "2 h 10 min". */
struct amount amount_time(double seconds);

#endif
