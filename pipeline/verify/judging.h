#ifndef VERIFY_JUDGING_H
#define VERIFY_JUDGING_H

#include <libxml/tree.h>
#include <regex.h>

#include "base/table.h"
#include "records.h"
#include "verify/judge.h"

/* Of one mistake, so many places are told. */
#define PLACES_TOLD 3

/* Kinds of value that the podcast namespace knows, at most. */
#define FORMS_MOST 32

struct finding {
	struct span at;
	const char *text;
};

/* One feed while it is judged. */
struct judge {
	const struct feed_file *file;
	const struct source *src; /* the feed as it was read: UTF-8, one character for a bad byte */
	struct arena *arena;
	struct diag *diag;
	unsigned *times; /* by enum diag_id */
	struct finding (*found)[PLACES_TOLD];
	/* What items are compared with. */
	struct table guids, enclosures, dates; /* seen so far → number of the item */
	int64_t last_date;                     /* of the item before, if has_date */
	bool has_date;
	const xmlNode *first; /* of the channel that is no liveItem, or NULL */
	const xmlNode *self;  /* the atom:link to the feed itself, or NULL */
	const char *next;     /* of the link to the next page, or NULL */
	struct span next_at;
	bool is_serial;
	size_t items;
	regex_t forms[FORMS_MOST]; /* of values of the podcast namespace, compiled when needed */
	bool compiled[FORMS_MOST];
};

/* Notes a mistake. */
void judge_say(struct judge *j, enum diag_id id, struct span at, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* Where an element's start tag, one of its attributes, or its text stands. */
struct span judge_at(const struct judge *j, const xmlNode *n);
struct span judge_at_attribute(const struct judge *j, const xmlNode *n, const char *name);
struct span judge_at_text(const struct judge *j, const xmlNode *n);

/* All text of an element, or "". */
const char *judge_text(const struct judge *j, const xmlNode *n);

/* The same without white space at its ends, which is reported. */
const char *judge_line(struct judge *j, const xmlNode *n);

/* `itunes:image` as it stands in the file. */
const char *judge_name(const struct judge *j, const xmlNode *n);

/*
 * Makes text of the feed's bytes that XML can be read from, and reports what
 * was in the way: encodings, marks, declarations, controls. Sets j->src.
 */
void judge_take_text(struct judge *j);

/* Reads j->src as far as it can be read; nodes know their places. NULL: nothing was found. */
xmlDocPtr judge_parse(struct judge *j);

/* Finds the tag of every element in j->src: the tree knows lines only. */
void judge_places(const struct judge *j, xmlDocPtr doc);

/* Namespaces; those that are misspelt are put right after they were reported. */
void judge_namespaces(struct judge *j, xmlNodePtr root);

void judge_channel(struct judge *j, const xmlNode *channel);
void judge_item(struct judge *j, const xmlNode *item);

/* The elements of the podcast namespace that are children of `parent`, and what is in them. */
void judge_podcast(struct judge *j, const xmlNode *parent);
void judge_forms_release(struct judge *j);

/* An element that its parent cannot do without, and the words for that. */
struct wanted {
	const char *ns, *name;
	enum diag_id missing;
	const char *words;
};
void judge_wanted(struct judge *j, const xmlNode *parent, const struct wanted *all, size_t count);

/* What is to be said of an element, by its name; those that RSS and Apple do not know are reported.
 */
struct element_rule {
	const char *ns, *name;
	void (*judge)(struct judge *j, const xmlNode *n);
};
void judge_children(struct judge *j, const xmlNode *parent, const struct element_rule *rules,
		    size_t count);

/* How an element may be written, wherever it stands. */
void judge_nothing(struct judge *j, const xmlNode *n);
void judge_plain(struct judge *j, const xmlNode *n);
void judge_link(struct judge *j, const xmlNode *n);
void judge_apple_only(struct judge *j, const xmlNode *n);
void judge_dropped(struct judge *j, const xmlNode *n);
void judge_title(struct judge *j, const xmlNode *title);
void judge_notes(struct judge *j, const xmlNode *notes);
void judge_cover(struct judge *j, const xmlNode *image);
void judge_explicit(struct judge *j, const xmlNode *n);
void judge_choice(struct judge *j, const xmlNode *n, const char *const *choices);
void judge_contact(struct judge *j, const xmlNode *n);
void judge_number(struct judge *j, const xmlNode *n);
void judge_block(struct judge *j, const xmlNode *n);

/* An address in an attribute, or in the text when `attribute` is NULL. False: it is of no use. */
bool judge_url(struct judge *j, const xmlNode *n, const char *attribute);

/* RFC 822. False: no moment can be read from it. */
bool judge_date(struct judge *j, const xmlNode *n, int64_t *utc);

/* Is there a tag of HTML in the text, and does it have this name or another? */
bool judge_has_html(const char *text);

/* Elements that stand there more than once, of those of `names` (ended by NULL) of a namespace. */
void judge_repeated(struct judge *j, const xmlNode *parent, const char *ns,
		    const char *const *names);

/* Is `word` in the list, which NULL ends? */
bool is_one_of(const char *word, const char *const *list);

#endif
