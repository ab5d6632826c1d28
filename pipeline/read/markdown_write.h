#ifndef READ_MARKDOWN_WRITE_H
#define READ_MARKDOWN_WRITE_H

#include <cmark.h>

struct arena;
struct strbuf;

/*
 * A tree of cmark as CommonMark that people like to read, and that means to the letter what the
 * tree says: each paragraph is read again and compared. cmark's own writer escapes every `!` and
 * parts two lists by a comment of HTML, which is refused in blether's Markdown.
 *
 * Emphasis that cannot be written where it stands (`a**b.**c`) is taken out of the tree; its words
 * stay. Texts side by side must have been made one; nothing may be empty; there is no HTML.
 */
void markdown_write(cmark_node *root, struct strbuf *out, struct arena *a);

#endif
