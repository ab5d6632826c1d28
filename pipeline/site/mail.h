#ifndef SITE_MAIL_H
#define SITE_MAIL_H

struct arena;

/* The address of a letter that is begun by whoever follows it (RFC 6068): `mailto:…?subject=…`. */
const char *mail_link(const char *to, const char *subject, struct arena *a);

#endif
