#ifndef SITE_MAIL_H
#define SITE_MAIL_H

#include <stddef.h>

struct arena;

/* Longer ones are cut by some programs that write mail, and by some browsers before them (Outlook: 2,048). */
#define MAIL_MOST 2000

/* How many characters a text takes there: whatever is no plain letter takes three for each of its bytes. */
size_t mail_length(const char *text);

/* The address of a letter that is begun by whoever follows it (RFC 6068): `mailto:…?subject=…`. */
const char *mail_link(const char *to, const char *subject, struct arena *a);

/* The same with words in it; `to` may be several addresses, parted by commas. */
const char *mail_to(const char *to, const char *subject, const char *body, struct arena *a);

/* The same to whomever its writer chooses, with words in it: lines of `body` end with a newline. */
const char *mail_letter(const char *subject, const char *body, struct arena *a);

#endif
