#ifndef MODEL_ADDRESS_H
#define MODEL_ADDRESS_H

#include <stdbool.h>

/*
 * What is wrong with the address of a site, as what was expected instead; NULL:
 * nothing. Every address of the site is this one with a path behind it: no
 * query, no fragment, no detours (RFC 3986 section 3). Its path keeps to the
 * unreserved characters, which mean themselves in every feed and in the rules
 * of every host.
 */
const char *address_fault(const char *address);

/* Is the server of a URL on this computer: localhost, 127.0.0.0/8 or ::1? */
bool address_is_local(const char *url);

#endif
