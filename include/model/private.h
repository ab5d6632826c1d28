#ifndef MODEL_PRIVATE_H
#define MODEL_PRIVATE_H

#include "model/site.h"

struct arena;

/* All links by which people join meetings and sessions: they are written nowhere. */
struct strings site_join_links(const struct site *site, struct arena *a);

#endif
