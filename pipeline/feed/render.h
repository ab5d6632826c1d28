#ifndef FEED_RENDER_H
#define FEED_RENDER_H

#include "base/mem.h"
#include "base/strbuf.h"
#include "model/output.h"
#include "model/site.h"

struct channel;
struct diag;
struct json;

/* What every writer of this folder works with. */
struct render {
	const struct site *site;
	const char *address; /* the site's, percent-encoded, `/` at its end */
	struct output_sink *sink;
	struct diag *diag;
	struct strbuf *out;    /* the file that is being written; cleared by whoever starts one */
	struct arena *scratch; /* empty again after each episode */
};

/* Each puts its file, or nothing after reporting. */
void rss_render(struct render *r, const struct channel *c);
void chapters_render(struct render *r, const struct episode *e);
void transcript_render(struct render *r, const struct episode *e);
void oembed_render(struct render *r, const struct episode *e);
void json_feed_render(struct render *r); /* all of them, if the site wants any */
void atom_render(struct render *r);
void opml_render(struct render *r);
void sitemap_render(struct render *r);
void calendars_render(struct render *r);
void course_render(struct render *r); /* calendars of programmes, and the table of communities */
void tables_render(struct render *r); /* of the map, if there are groups */

/*
 * Puts what is in `out` among the feeds, unless it was too long. `refused`: what
 * xml_close() said of it; then it is reported instead.
 */
void render_put(struct render *r, const char *path, const char *type);
void render_put_xml(struct render *r, const char *refused, const char *path, const char *type);

/* In small ASCII letters, as feeds write languages and ids: `en-gb`; NULL for NULL. `a` holds it.
 */
char *feed_lower(const char *text, struct arena *a);

/* Seconds as a JSON number, with a fraction only where there is one. */
void render_seconds(struct json *j, const char *key, int64_t ms);

#endif
