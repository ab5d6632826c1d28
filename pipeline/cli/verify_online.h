#ifndef CLI_VERIFY_ONLINE_H
#define CLI_VERIFY_ONLINE_H

#include <stdbool.h>

#include "base/date.h"

/* `blether verify --online [URL]`: is what is online still what was published? */
struct online_request {
	const char *address; /* of the site; NULL: that of the content folder */
	const char *content, *cache; /* NULL: as usual */
	struct moment now;
	bool all;   /* every file, and not some of each kind */
	bool json, quiet;
};

/* Prints what was found, and returns the exit status: 1 when something was. */
int verify_online(const struct online_request *r);

#endif
