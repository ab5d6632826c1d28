#ifndef READ_ARTWORK_H
#define READ_ARTWORK_H

#include "reader.h"

/* Where pictures that an item names are looked for, and where they go in the output. */
struct place {
	const char *folder; /* inside the content folder */
	const char *out_dir;
};

/*
 * The picture of a name, found and to be published; NULL after reporting at
 * `at` why not. Apps show JPEG and PNG only, so no other kind is taken.
 */
const struct picture *artwork_find(struct reader *r, const struct place *place, const char *name,
				   struct span at);

/* The cover that the field `cover` of an item names, if it does; what kind it really is, is seen
 * later. */
void artwork_cover(struct reader *r, const struct place *place, const struct item *item,
		   struct picture *into);

/* The logo that site.yaml names, if it does: any picture that browsers show. */
void artwork_logo(struct reader *r, struct site *site);

/* The pictures of people, and of a show besides its cover. */
void artwork_people(struct reader *r, const struct place *place, struct list *people);
void artwork_images(struct reader *r, const struct place *place, struct list *images);

/*
 * To be called when every picture is known, as they move while they become
 * more: points the images of shows at where they are now.
 */
void artwork_settle(struct reader *r);

#endif
