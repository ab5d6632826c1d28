#ifndef FEED_HELP_H
#define FEED_HELP_H

#include "render.h"

/*
 * Appends where help is for the topics of an episode, as HTML that podcast apps show: who, the
 * number, when somebody answers; last the page with all. Nothing where no topic needs it.
 */
void help_html(const struct render *r, const struct care *care, struct strbuf *out);

#endif
