#ifndef READ_ACCESS_H
#define READ_ACCESS_H

#include "base/table.h"
#include "field_texts.h"
#include "passage.h"
#include "prose.h"

#define HEADING_LEVELS 6

/* What people need who listen to a page, or see it otherwise than its author (WCAG 2.2, level A and
 * AA, as far as a program can tell). */
struct access {
	struct reader *r;
	struct places *places;
	const char *language;               /* of the page */
	int first_level;                    /* 1 when the body has such a heading, else 2 */
	int level;                          /* of the last heading; 0: none so far */
	uint64_t above[HEADING_LEVELS + 1]; /* number of the last heading of each level */
	uint64_t headings;
	struct table words;     /* of headings by what is above them, and of links */
	const char **addresses; /* of the links in `words`, counted from 1 */
	size_t count, room;
	size_t seen; /* source before this was looked through for bare addresses */
};

/* The language in which a document is written. */
const char *access_language(const struct reader *r, const struct document *d);

/* `has_first`: the body has a heading of level 1. */
struct access access_begin(struct reader *r, const struct document *d, struct places *places,
			   bool has_first);
void access_end(struct access *access);

/* Headings, links, pictures and paragraphs by their shape. */
void access_check_node(struct access *access, cmark_node *n);

/* The words of one paragraph or heading: capitals, other scripts, places and colours. */
void access_check_prose(struct access *access, struct prose *p, const struct passages *passages);

/* Descriptions of pictures and words in capitals in front matter. */
void access_check_fields(struct reader *r, const struct item *item);

/* Phrases that name a thing by its colour, shape or place only. */
struct word_index *access_sensory(struct arena *a);

/* "IMG_2041.JPG", "IMG 2041", "photo", or the name of the file itself: no description of a picture. */
bool access_is_file_name(const char *alt, const char *file, struct arena *a);

#endif
