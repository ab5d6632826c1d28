#ifndef READ_STANDING_H
#define READ_STANDING_H

#include "reader.h"

/* As many as there can be: site->pages has room for them. */
#define STANDING_PAGES 3

/*
 * Pages that a site has although nobody wrote them: where to find help (when help/ has an entry),
 * the accessibility statement, and what happens to data. Each that has no file in pages/ is added
 * to site->pages, and other files may link to it as if it had one. To be called when pages and
 * help are read, before Markdown is rendered.
 */
void standing_pages(struct reader *r);

#endif
