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
	NS_ENC,   /* enclosures of RSS 1.0 */
	NS_XHTML,
	NS_OTHER, /* one that nothing here asks for */
};

/* Its usual prefix and address; NULL: it has none (NS_NONE). */
struct feed_name {
	enum feed_ns ns;
	const char *prefix, *address;
};

struct feed_rule;

/* An element inside the one that is being read. */
struct feed_child {
	const xmlNode *n;
	const struct feed_rule *rule; /* NULL: none fits */
	bool is_taken;                /* wholly: all that it says stands in a member */
};

/* A feed that is being read. */
struct feed_doc {
	xmlDocPtr doc;
	struct remote_feed *feed;
	const char *base; /* what relative URLs begin at, or NULL */
	bool has_base;    /* somewhere xml:base stands */
	struct arena *arena;
	struct strbuf *text; /* for one node at a time */
	struct feed_child *children; /* of all elements that are being read, the innermost last */
	size_t child_count, child_room;
	size_t channels;      /* of which the one that the feed is begins at `line` */
	long line;
	size_t kept, left_out; /* elements of this channel or item that no member has: kept, and beyond the limit */
};

/* By its address (any case and scheme), else by its prefix, declared or not. */
enum feed_ns element_ns(const xmlNode *n);

/* What is known of a namespace, or of a prefix (`len` letters) that none was declared for; NULL: nothing. */
const struct feed_name *feed_name_of(xmlNs *ns, const char *prefix, size_t len);

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

/* The value of one; trimmed, NULL when it is empty. */
char *element_value(struct feed_doc *d, const xmlAttr *a);

/* Appends the text of one node; and what has been collected so in d->text, like element_text(). */
void element_add_text(struct strbuf *out, const xmlNode *n);
char *element_collected(struct feed_doc *d);

/* Makes a URL found at `n` absolute; NULL stays NULL. Blanks inside become %20. */
const char *element_url(struct feed_doc *d, const xmlNode *n, const char *url);

/* What relative URLs begin at there; NULL: nobody knows. */
const char *element_base(struct feed_doc *d, const xmlNode *n);

/* Has it no attribute but these (parted by blanks), those of Atom's texts and those of XML? */
bool element_has_only(const xmlNode *n, const char *attributes);

/* How an element fills a member. */
enum feed_form {
	FORM_TEXT,
	FORM_MARKUP,
	FORM_URL,  /* its href, else its text */
	FORM_FLAG, /* yes, true, explicit; no, false, clean */
	FORM_TAKE, /* by a function of its own */
};

/*
 * An element and the member that it fills, unless one before it did. A function that
 * takes one tells whether members have all of it; else it is kept as an element too.
 */
struct feed_rule {
	enum feed_ns ns;
	const char *name;
	enum feed_form form;
	size_t offset;
	bool (*take)(struct feed_doc *d, void *into, const xmlNode *n);
	bool stands_in; /* for another element: it is asked when all others have been */
};

#define FEED_RULE(ns, name, form, type, member)                                                    \
	{                                                                                          \
		ns, name, form, offsetof(type, member), 0, false                                   \
	}
#define FEED_TAKE(ns, name, function)                                                              \
	{                                                                                          \
		ns, name, FORM_TAKE, 0, (function), false                                          \
	}
#define FEED_STAND_IN(ns, name, form, type, member)                                                \
	{                                                                                          \
		ns, name, form, offsetof(type, member), 0, true                                    \
	}
#define FEED_TAKE_LAST(ns, name, function)                                                         \
	{                                                                                          \
		ns, name, FORM_TAKE, 0, (function), true                                           \
	}

/* Applies a rule; true: members have all that the element says. */
bool feed_apply(struct feed_doc *d, const struct feed_rule *rule, void *into, const xmlNode *n);

/*
 * Applies the first fitting rule to each element inside `n` but items, which become items.
 * `rules` end with a NULL name. What no member has wholly is kept in `rest`, in the order of
 * the feed; without `rest` it is left. True: nothing was left.
 */
bool feed_apply_inside(struct feed_doc *d, const struct feed_rule *rules, void *into,
		       const xmlNode *n, struct remote_list *rest);

/* The same for one element alone. */
void feed_apply_one(struct feed_doc *d, const struct feed_rule *rules, void *into, const xmlNode *n,
		    struct remote_list *rest);

/* Keeps an element, with all inside it. */
void feed_keep(struct feed_doc *d, struct remote_list *into, const xmlNode *n);

/* Room for one more in a list. */
void *feed_add(struct feed_doc *d, struct remote_list *list, size_t size);

/* podcast:person of channels and items; true: all of it was taken. */
bool feed_take_person(struct feed_doc *d, struct remote_list *people, const xmlNode *n);

/* podcast:license of channels and items. */
bool feed_take_licence(struct feed_doc *d, const char **licence, const char **url, const xmlNode *n);

/* All that stands in a channel, its items too; an element that stands beside one; an item. */
void feed_take_channel(struct feed_doc *d, const xmlNode *n);
void feed_take_beside(struct feed_doc *d, const xmlNode *n);
void feed_take_item(struct feed_doc *d, const xmlNode *n);

/* The feeds that a web page names, each in quotes; NULL: it names none. */
const char *feed_page_links(struct feed_doc *d, const char *bytes, size_t len);

/* Is it the element of an item, rather than one of the channel? */
bool feed_is_item(const struct feed_doc *d, const xmlNode *n);

#endif
