#ifndef IMPORT_PODLOVE_H
#define IMPORT_PODLOVE_H

#include <stdbool.h>
#include <stdint.h>

#include "model/remote_feed.h"

struct arena;
struct import_source;

/*
 * What Podlove Publisher exports by itself: `<wpe:export>` with its tables (episodes, assets, file types,
 * media files, feeds) and its settings, which are PHP's serialize(). The posts, their titles, texts and
 * dates are in the export of WordPress; `post_id` joins the two. Facts: lib/modules/import_export of the
 * plug-in.
 */
struct podlove;

/* NULL: it is no such export. */
struct podlove *podlove_open(const struct remote_element *root, struct arena *a);
void podlove_close(struct podlove *p);

/* Fills in what Podlove knows of the show: title, author, owner, cover, language, licence, … */
void podlove_show(const struct podlove *p, struct import_source *s, struct arena *a);

/*
 * Fills in what it knows of the episode whose post has this number: the recording, its length and size,
 * subtitle, summary, number, chapters, picture, licence. False: it knows none.
 */
bool podlove_episode(const struct podlove *p, int64_t post, struct remote_episode *e, struct arena *a);

/* Which of several recordings is taken, "mp3 (of mp3, m4a)"; NULL: there is but one. */
const char *podlove_choice(const struct podlove *p);

#endif
