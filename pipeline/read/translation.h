#ifndef READ_TRANSLATION_H
#define READ_TRANSLATION_H

#include "listing.h"
#include "reader.h"

/*
 * Files beside an item that say the same in another language, `loss.gd.md` beside `loss.md`
 * (model/translation.h).
 */

/* Is the name that of a translation? A language stands before its last suffix: `transcript.gd.vtt`. */
bool translation_named(const char *name);

/*
 * Reads the translations of an item whose file is `<stem>.md` in the folder, and makes them versions
 * of it. `html` is the offset in the kind's struct of what becomes of the Markdown; `held` means that
 * the item is not published yet.
 */
struct translations {
	const char *folder, *stem;
	size_t html;
	bool held;
};

void translations_read(struct reader *r, struct item *original, const struct listing *l,
		       const struct translations *t);

/* Reports translations in the folder whose original is not there. */
void translations_check(struct reader *r, const struct listing *l, const char *folder);

/* What of a listing has this language in its name; NULL: what has none that is a language. */
struct listing translation_listing(const struct listing *l, const char *language, struct arena *a);

#endif
