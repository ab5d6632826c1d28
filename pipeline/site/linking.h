#ifndef SITE_LINKING_H
#define SITE_LINKING_H

#include "base/json.h"
#include "base/limits.h"
#include "press.h"

/* JSON-LD (linked.h) while it is written: what all kinds of things have in common. */
struct linked {
	struct press *press;
	struct strbuf text;
	struct json json;
};

#define LINKED_INIT(p)                                                                             \
	{                                                                                          \
		.press = (p), .text = STRBUF_INIT(LIMIT_PAGE_BYTES)                                \
	}

/* `type` may be NULL. What is opened is closed by linked_end(), which gives the text. */
void        linked_begin(struct linked *l, const char *type);
const char *linked_end(struct linked *l);

/* A thing within the thing; closed by json_close(). */
void linked_open(struct linked *l, const char *key, const char *type);

/* Each writes nothing when there is nothing to write. */
void linked_text(struct linked *l, const char *key, const char *value);
void linked_url(struct linked *l, const char *key, const char *path);
void linked_strings(struct linked *l, const char *key, const struct strings *s);
void linked_licence(struct linked *l, const char *id);
void linked_organisation(struct linked *l, const char *key, const char *name);

#endif
