#ifndef IMPORT_DRAFT_H
#define IMPORT_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "import/import.h"

struct strbuf;

/* Front matter, line by line. Whatever is in a text, it is one line of YAML afterwards. */

/* `key: "text"`; nothing without a text. `indent`: blanks before it. */
void draft_text(struct strbuf *out, const char *key, const char *text, int indent);

/* `- "text"` */
void draft_entry(struct strbuf *out, const char *text);

/* `"text"` to the letter, line ends and white space included. */
void draft_exact(struct strbuf *out, const char *text);

/* Without characters that no text of the content may have; NULL when nothing is left that can be seen. */
const char *draft_clean(const char *text, bool keep_lines, struct arena *a);

/* `# lead text`: for whoever finishes the draft. */
void draft_comment(struct strbuf *out, const char *lead, const char *text);

/* The text without its markup, cut behind a sentence or else a word where it has more characters. */
const char *draft_plain(const char *html, size_t most, bool *was_cut, struct arena *a);

/* The same of text without markup. */
const char *draft_cut(const char *text, size_t most, bool *was_cut, struct arena *a);

/* Another file of the content, at a path that is neither there nor another draft's. */
void draft_add(struct drafts *d, const char *folder, const char *slug, const struct strbuf *text);

/* An address on the web, and nothing else that a link could begin with. */
bool draft_is_url(const char *text);

#endif
