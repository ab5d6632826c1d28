#ifndef FEED_FEED_H
#define FEED_FEED_H

#include "model/output.h"
#include "model/site.h"

struct diag;

/*
 * Writes what programs subscribe to: for each show its RSS feed, for each
 * episode its chapters (JSON 1.2) and transcript (WebVTT), for the site its
 * sitemap.xml.
 */
void feed_render(const struct site *site, struct output_sink *sink, struct diag *diag);

#endif
