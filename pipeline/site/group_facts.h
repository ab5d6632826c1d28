#ifndef SITE_GROUP_FACTS_H
#define SITE_GROUP_FACTS_H

#include "model/map.h"
#include "view.h"

struct press;

/* What the site says of a group, for its page and for the sheet that it is checked with. */

/* Where, when, for whom, at what cost and how: of struct detail. */
struct list group_details(struct press *p, const struct group *g);

/* With whom it works, what it can lend and what it looks for: of struct detail. */
struct list group_together(struct press *p, const struct group *g);

/* In one line; NULL: none, or where somebody flees to and must not be known. */
const char *group_address(struct press *p, const struct group *g);

/* "Checked on 1 October 2026 by the manager"; that nobody has yet. */
const char *group_checked_words(struct press *p, const struct group *g);

#endif
