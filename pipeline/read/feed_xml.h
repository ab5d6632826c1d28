#ifndef READ_FEED_XML_H
#define READ_FEED_XML_H

#include <libxml/tree.h>

#include "model/remote_feed.h"

struct arena;
struct strbuf;

/* The namespaces that mean something, under whatever name a feed has them. */
enum feed_ns {
	NS_NONE, /* RSS itself, and the default namespace of RSS 1.0 */
	NS_ITUNES,
	NS_PODCAST,
	NS_ATOM,
	NS_CONTENT,
	NS_PSC,
	NS_MEDIA,
	NS_DC,
	NS_OTHER,
};

/* A feed that is being read. */
struct feed_doc {
	xmlDocPtr doc;
	struct remote_feed *feed;
	const char *base; /* what relative URLs begin at, or NULL */
	struct arena *arena;
	struct strbuf *text; /* for one node at a time */
};

/* By its address (any case and scheme), else by its prefix, declared or not. */
enum feed_ns element_ns(const xmlNode *n);

/* The name without its prefix. */
const char *element_name(const xmlNode *n);

bool element_is(const xmlNode *n, enum feed_ns ns, const char *name);

/* The next element among siblings, `n` itself included; or NULL. */
const xmlNode *next_element(const xmlNode *n);

/* The text inside, of all depths; as it stands, or without white space at its ends and then NULL if
 * empty. */
char *element_raw(struct feed_doc *d, const xmlNode *n);
char *element_text(struct feed_doc *d, const xmlNode *n);

/* The same for notes: elements inside, which should have been escaped, become markup again. */
char *element_markup(struct feed_doc *d, const xmlNode *n);

/* An attribute's value, trimmed; NULL when it is not there or empty. */
char *element_attr(struct feed_doc *d, const xmlNode *n, const char *name);

/* Makes a URL found at `n` absolute; NULL stays NULL. Blanks inside become %20. */
const char *element_url(struct feed_doc *d, const xmlNode *n, const char *url);

/* How an element fills a member. */
enum feed_form {
	FORM_TEXT,
	FORM_MARKUP,
	FORM_URL,  /* its text */
	FORM_HREF, /* its href, else its text */
	FORM_FLAG, /* yes, true, explicit; no, false, clean */
	FORM_TAKE, /* by a function of its own */
};

/* An element and the member that it fills, unless an element before it did. */
struct feed_rule {
	enum feed_ns ns;
	const char *name;
	enum feed_form form;
	size_t offset;
	void (*take)(struct feed_doc *d, void *into, const xmlNode *n);
};

#define FEED_RULE(ns, name, form, type, member)                                                    \
	{                                                                                          \
		ns, name, form, offsetof(type, member), 0                                          \
	}
#define FEED_TAKE(ns, name, function)                                                              \
	{                                                                                          \
		ns, name, FORM_TAKE, 0, (function)                                                 \
	}

/* Applies the first of the rules that fits; false: none does. `rules` end with a NULL name. */
bool feed_apply(struct feed_doc *d, const struct feed_rule *rules, void *into, const xmlNode *n);

/* The same for each element inside `n`. */
void feed_apply_inside(struct feed_doc *d, const struct feed_rule *rules, void *into,
		       const xmlNode *n);

/* Room for one more in a list. */
void *feed_add(struct feed_doc *d, struct remote_list *list, size_t size);

/* podcast:person of channels and items. */
void feed_take_person(struct feed_doc *d, struct remote_list *people, const xmlNode *n);

/* Elements of a channel and of an item. */
void feed_take_channel(struct feed_doc *d, const xmlNode *n);
void feed_take_item(struct feed_doc *d, const xmlNode *n);

/* Is it the element of an item, rather than one of the channel? */
bool feed_is_item(const struct feed_doc *d, const xmlNode *n);

#endif
