#ifndef IMPORT_FRONT_H
#define IMPORT_FRONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "plan.h"

struct strbuf;

/*
 * Front matter that is being written. Whatever a feed says, what comes here can be read again without an
 * error: what does not fit is cut or left out, and noted with the field.
 */
struct front {
	struct import_plan          *plan;
	const struct import_episode *e; /* NULL: it is the show's */
	struct strbuf               *out;
	const struct remote_list    *elements; /* of struct remote_element; those that became fields are taken */
	bool                        *taken;
	const char                  *list;  /* the key of the list whose entries are written; NULL: none */
	bool                         begins; /* the next key is the first of its entry */
	bool                         is_inner; /* the keys are those of a map */
};

struct arena *front_arena(const struct front *f);

/* `key: "text"` of at most so many characters (0: any); nothing without a text that can be seen. */
void front_text(struct front *f, const char *key, const char *text, size_t most);

/* The same of several lines; `most`: bytes. */
void front_long_text(struct front *f, const char *key, const char *text, size_t most);

/* `key: word`, of words that need no quotation marks. */
void front_word(struct front *f, const char *key, const char *word);
void front_number(struct front *f, const char *key, int64_t number);
void front_flag(struct front *f, const char *key, bool flag);
void front_moment(struct front *f, const char *key, struct moment m);
void front_time(struct front *f, const char *key, int64_t ms);

/* To the letter, with quotation marks. */
void front_exact(struct front *f, const char *key, const char *text);

/* An address of the web in the form that is read (front_url()); nothing, and a note, when it is none. */
void        front_address(struct front *f, const char *key, const char *url);
const char *front_url(const char *url, struct arena *a);

/* Where something was, as it was written there; NULL: that was not on the web, or cannot be kept. */
const char *front_old_url(const char *url, struct arena *a);

/* Lists of maps: `key:` and entries; false when the front matter is full, which is noted once a list. */
bool front_entry(struct front *f, const char *key);
void front_end(struct front *f);

/* A map. */
void front_map(struct front *f, const char *key);

/* `key:` and entries of one text each. */
bool front_item(struct front *f, const char *key, const char *text);

__attribute__((format(printf, 4, 5)))
void front_note(struct front *f, enum import_note_kind kind, const char *field, const char *format, ...);

#endif
