#ifndef READ_MARKDOWN_H
#define READ_MARKDOWN_H

#include "reader.h"

/*
 * Renders the Markdown of a document (CommonMark 0.30, cmark) to HTML in which
 * local links begin with LINK_MARK (model/site.h). Reported with their place:
 * raw HTML, links and pictures to what does not exist, pictures without a
 * description or from other sites, addresses that could run a program, what
 * other kinds of Markdown would have understood. Headings get an id made of
 * their words and begin at <h2>: the title of the page is above them.
 */
void markdown_render(struct reader *r, const struct document *d);

#endif
