#ifndef VERIFY_AGREE_H
#define VERIFY_AGREE_H

#include <libxml/tree.h>

#include "check.h"

/*
 * What the files of an output say of one another: an item of a feed and its page,
 * its chapters here and there, the pages of a long feed. Each file is read once;
 * what others are compared with is noted when it is.
 */

/* The title of a page, as it stands there, and the recordings that it offers. */
void agree_note_title(struct doc *page, const char *html, size_t len);
void agree_note_sound(struct doc *page, const struct output_file *sound);

/* The list of a chapters file: scan_entry_key() of all its entries. */
void agree_note_chapters(struct doc *chapters, uint64_t entries);

/* An item is what its page and its chapters file say; any file may be NULL. */
void agree_check_item(struct doc *feed, const xmlNode *item, const struct output_file *page,
		      const struct output_file *sound);
void agree_check_chapters(struct doc *feed, const xmlNode *item,
			  const struct output_file *chapters);

/* The digest of a file is the one that podcast:integrity tells (W3C SRI). */
void agree_check_integrity(struct doc *feed, const xmlNode *alternate,
			   const struct output_file *file);

/* A feed of several pages (RFC 5005), and the guids of its items. */
struct paged {
	const struct output_file *first, *next, *last; /* NULL: none is named */
	const struct guid_of {
		uint64_t key;
		struct place at;
	} * guids;
	size_t count;
};

void agree_note_page(struct doc *feed, const struct paged *p);

/* To be called when all feeds were read: the pages lead from the first to the last, each once. */
void agree_check_pages(struct check *c);

#endif
