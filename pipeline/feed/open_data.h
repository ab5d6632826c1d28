#ifndef FEED_OPEN_DATA_H
#define FEED_OPEN_DATA_H

#include "base/json.h"
#include "model/hsds.h"
#include "render.h"

/* What partners copy of the network, each form in a file of its own; nothing where there are no groups. */
void hsds_render(struct render *r, const struct hsds *h);         /* open/ (JSON) */
void hsds_render_tabular(struct render *r, const struct hsds *h); /* open/tabular/ */
void vcard_render(struct render *r, const struct hsds *h);        /* groups/<slug>.vcf, all.vcf */
void network_render(struct render *r);                            /* map/network.graphml */
void map_json_render(struct render *r);                           /* map/map.json */

/* All of them. */
void open_data_render(struct render *r);

/* `licence` by name and URL, where the site has one; from whom words were taken. */
void open_data_licence(struct json *j, const struct site *site);

/* What is there, or no member at all. */
void open_data_text(struct json *j, const char *key, const char *value);

#endif
