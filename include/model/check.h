#ifndef MODEL_CHECK_H
#define MODEL_CHECK_H

#include "model/site.h"

struct diag;

/*
 * Checks how the fields of shows and episodes fit each other, and what Apple
 * Podcasts, PSP-1 and the podcast namespace ask for beyond single values.
 * Whatever could not be read has been reported before and is passed over.
 */
void site_check_rules(const struct site *site, struct diag *diag);

/*
 * Checks the themed map: areas, groups and their services, notes on gaps and chances, as of
 * site->now. To be called behind site_map().
 */
void site_check_map(const struct site *site, struct diag *diag);

/*
 * Checks what can be checked only when the media have been opened: the shape
 * and colours of covers (Apple, "Artwork requirements") and other pictures,
 * whether soundbites lie inside their recordings, and whether chapters
 * and transcripts are in order, stay within their recordings and can belong to
 * them. Tells what becomes of each recording where that is not a plain copy.
 * What could not be opened has been reported before and is passed over. To be
 * called behind site_complete().
 */
void site_check_media(const struct site *site, struct diag *diag);

/* Would directories take it for a cover: square, 1400 to 3000 pixels, JPEG or PNG in RGB? */
bool picture_fits_cover(const struct picture_facts *f);

#endif
