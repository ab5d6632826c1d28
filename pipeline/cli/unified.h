#ifndef CLI_UNIFIED_H
#define CLI_UNIFIED_H

struct strbuf;

/*
 * Appends what differs between two texts, line by line, as `diff -u` writes it (POSIX
 * diff, "Diff -u Output Format"); `name` is the file's. `before` NULL: it is new. What
 * could move the cursor of a terminal is shown as its code.
 */
void unified_put(struct strbuf *out, const char *name, const char *before, const char *after);

#endif
