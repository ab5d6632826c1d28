#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct strbuf;

/*
 * Decodes the UTF-8 character at `s` (RFC 3629: no overlong forms, no
 * surrogates, nothing past U+10FFFF) into `cp` and returns its length in bytes,
 * or 0 when the bytes are not valid UTF-8.
 */
size_t utf8_decode(const char *s, size_t len, uint32_t *cp);

/* Appends a character as UTF-8. */
void utf8_encode(struct strbuf *out, uint32_t cp);

/* Is it a character of XML 1.0 (https://www.w3.org/TR/xml/#charsets), C1 controls left out? */
bool utf8_is_xml(uint32_t cp);

/* The same, and did somebody write it? U+FFFD stands for a letter that was lost. */
bool utf8_is_written(uint32_t cp);

/* The first character of a text in UTF-8 that nobody wrote, or 0. */
uint32_t text_unwritten(const char *s);

/* Characters, not bytes, in a valid UTF-8 string. */
size_t utf8_length(const char *s);

/* Appends text with & < > " ' as HTML and XML references: right in text and in attributes. */
void text_escape_html(struct strbuf *out, const char *s, size_t len);

/*
 * Appends text for a terminal: what moves its cursor or begins a line, and could
 * forge a message, is shown as its code.
 */
void text_add_visible(struct strbuf *out, const char *s);

/* The entry of `choices` (ended by NULL) nearest to `word`, or NULL if none is near. */
const char *text_nearest(const char *word, const char *const *choices);

/* Insertions, deletions, substitutions and swaps of neighbours from a to b (Damerau, restricted). */
unsigned text_distance(const char *a, const char *b);

/* Is it one of these (ended by NULL; or NULL)? */
bool text_is_one_of(const char *text, const char *const *choices);

/* Is it one of these words, parted by blanks (or NULL), in any case? */
bool text_has_word(const char *words, const char *word);

/*
 * The small ASCII letters and digits, at most two, that a Latin letter or digit is without capital
 * and accent: "e" for É, "ss" for ß, "" for all other characters.
 */
struct folded {
	char text[3];
};

struct folded text_fold(uint32_t cp);

/* The small letter of a Latin, Greek or Cyrillic capital; any other character is its own. */
uint32_t text_small(uint32_t cp);

bool text_starts(const char *s, const char *prefix);
bool text_ends(const char *s, const char *suffix);

/* Does it begin as an address on the web does, http:// or https:// in any case? NULL does not. */
bool text_begins_web(const char *s);

#endif
