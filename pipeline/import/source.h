#ifndef IMPORT_SOURCE_H
#define IMPORT_SOURCE_H

#include <stdbool.h>

#include "import/sources.h"

struct strbuf;

/* What the readers of all sources share: an import that is being put together. */

struct import_source *source_new(const char *from, struct arena *a);

/* Room for one more in a list, zeroed. */
void *source_add(struct remote_list *list, size_t size, struct arena *a);

/* A note more. `format` as of printf(). */
__attribute__((format(printf, 5, 6)))
void source_note(struct import_source *s, size_t item, enum import_note_kind kind, struct arena *a,
		 const char *format, ...);

/* Takes the feed back: there is no show in it; the note that says why has been added. */
struct import_source *source_none(struct import_source *s);

/* Newest first, those without a date last, in the order in which they stood. Notes go along. */
void source_sort(struct import_source *s, struct arena *a);

struct remote_episode *source_item(const struct import_source *s, size_t item);

/* --- values that people wrote ------------------------------------------------------------------ */

/* NULL where nothing stands, or nothing but blanks; else without those at its ends. */
const char *source_text(const char *text, struct arena *a);

/* A whole number above 0 that nothing follows; 0: none. */
int64_t source_number(const char *text);

/* yes, true, explicit, on, 1; no, false, clean, off, 0. */
enum remote_flag source_flag(const char *text);

/*
 * "2026-09-07", "2026-09-07 09:00", "2026-09-07T09:00:00+01:00", "2026-09-07 09:00:00 +0100", with
 * or without a zone: that is UTC then. False: none of these.
 */
bool source_date(const char *text, struct moment *into);

/* The media type of audio or video that the address ends like, or NULL. */
const char *source_audio_type(const char *url);
bool source_is_audio(const char *type); /* audio/… */

/* `name` seen from the address or folder `base`: "https://example.org/media/" and "a.mp3". */
const char *source_join(const char *base, const char *name, struct arena *a);

/* Chapters as people and mp4chaps write them: "00:01:30.000 Title <https://example.org/>", one a line. */
void source_chapters(struct remote_list *into, const char *lines, struct arena *a);

/* --- elements ------------------------------------------------------------------------------------ */

/* The first element inside `e` with this prefix (NULL: none) and name; NULL: there is none. */
const struct remote_element *inner_inside(const struct remote_element *e, const char *prefix,
					    const char *name);

/* The text of it; NULL: none. */
const char *inner_value(const struct remote_element *e, const char *prefix, const char *name);

bool inner_named(const struct remote_element *e, const char *prefix, const char *name);
const char *inner_attribute(const struct remote_element *e, const char *name);

/* Number `i` of those inside; NULL behind the last. */
const struct remote_element *inner_at(const struct remote_element *e, size_t i);

#endif
