#ifndef VERIFY_RECORDS_H
#define VERIFY_RECORDS_H

#include <libxml/tree.h>

#include "check.h"
#include "grammar.h"

/*
 * Reads an XML file that is a short head and many records (items of a feed,
 * addresses of a sitemap), one record in memory at a time: well-formed, then
 * valid by its grammar. Faults are reported at their line.
 */
struct records {
	const struct grammar *grammar;
	const char *name; /* of a record's element */
	int depth;        /* of a record; the root's is 0 */
	void (*record)(void *arg, xmlNodePtr record);
	void (*head)(void *arg, xmlNodePtr root); /* the document without its records */
	void *arg;
};

/* `doc` is of a file not yet read, and its places are lines. */
void records_read(struct doc *doc, const struct records *r);

/* Elements and their text. */
#define NS_NONE    NULL
#define NS_ATOM    "http://www.w3.org/2005/Atom"
#define NS_CONTENT "http://purl.org/rss/1.0/modules/content/"
#define NS_ITUNES  "http://www.itunes.com/dtds/podcast-1.0.dtd"
#define NS_PODCAST "https://podcastindex.org/namespace/1.0"
#define NS_PSC     "http://podlove.org/simple-chapters"
#define NS_MEDIA   "http://search.yahoo.com/mrss/"

/* Is it the element `name` of the namespace? */
bool node_is(const xmlNode *n, const char *ns, const char *name);

/* The first child of that name, or NULL. */
xmlNodePtr node_child(const xmlNode *parent, const char *ns, const char *name);

/* The text of an element that has nothing else; "" when there is none. */
const char *node_text(const xmlNode *n);

/* The value of an attribute without a namespace, or NULL. */
const char *node_attribute(const xmlNode *n, const char *name);

struct place node_place(const xmlNode *n);

#endif
