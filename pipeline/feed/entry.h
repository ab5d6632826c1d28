#ifndef FEED_ENTRY_H
#define FEED_ENTRY_H

#include "model/news.h"
#include "render.h"

/*
 * The text of an entry: its note, its HTML with absolute links (the summary where it has none), and
 * where help is for what it is about.
 */
void entry_html(const struct render *r, const struct news *n, struct strbuf *out);

/* `urn:uuid:…` (RFC 9562 section 4): the guid, or made of it where it is another text, as an id must be an IRI (RFC 4287 section 4.2.6). */
char *entry_urn(const char *guid, struct arena *a);

#endif
