#ifndef IMPORT_FIELDS_H
#define IMPORT_FIELDS_H

#include "front.h"

/*
 * Elements of the feed as fields, each under the key of the same name. An element that does not fit its
 * field to the letter is not taken: field_elements() keeps it as it stands.
 */
void field_people(struct front *f, const struct remote_list *people);
void field_funding(struct front *f, const struct remote_list *funding);
void field_locations(struct front *f);
void field_txt(struct front *f);
void field_value(struct front *f);

void field_soundbites(struct front *f);
void field_links(struct front *f);

void field_update_frequency(struct front *f);
void field_podroll(struct front *f);
void field_publisher(struct front *f);
void field_images(struct front *f);
void field_live(struct front *f);
void field_blocks(struct front *f);
void field_podping(struct front *f);

/* What is left; the ends of the front matter. `more`: elements that members of the feed's structs were, ended by NULL. */
void field_elements(struct front *f, const char *const *more);

/* By its id, or else by where it can be read; NULL: blether does not know it. */
const struct licence *field_licence(const char *id, const char *url);

/* podcast:remoteItem, written with `page` and all else that it can have. */
bool remote_item_fits(const struct remote_element *e, bool needs_feed);
void remote_item_write(struct front *f, const struct remote_element *e);

/* podcast:image of the cover itself: its words, or NULL. Takes it. */
const char *field_cover_alt(struct front *f, const char *cover);

/* The next element of that name that is not taken, from *at on; or NULL. */
const struct remote_element *field_next(struct front *f, size_t *at, const char *name);
void                         field_take(struct front *f, const struct remote_element *e);

/* Has text only characters that fields can have, at most so many? NULL fits. */
bool field_fits(const char *text, size_t most);

/* A whole number; false: it is none. Seconds with a fraction, as milliseconds; -1: none. */
bool    field_number(const char *text, int64_t *into);
int64_t field_seconds(const char *text);

#endif
