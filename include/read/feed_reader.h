#ifndef READ_FEED_READER_H
#define READ_FEED_READER_H

#include <stddef.h>

#include "model/remote_feed.h"

struct arena;
struct diag;

/*
 * Reads a podcast feed that anybody wrote: RSS 2.0, RSS 1.0 or Atom.
 *
 * It takes what real feeds have: white space or a byte order mark before the
 * declaration, control characters, bare ampersands, HTML's named characters, a
 * document that breaks off, UTF-8 that calls itself Latin-1, namespaces under
 * old, wrong or undeclared names, every form of date, duration and yes or no,
 * enclosures given as media:content or Atom links, relative URLs. No entity of a
 * document type is followed and nothing is fetched.
 *
 * `from` is the address or path it came from: relative URLs are resolved against
 * xml:base, else against this when it is an address, else against the feed's own.
 * What had to be mended is reported as a warning there. NULL after reporting that it
 * is no feed at all. Everything lives in `a`.
 */
struct remote_feed *feed_read(const char *bytes, size_t len, const char *from, struct arena *a,
			      struct diag *diag);

#endif
