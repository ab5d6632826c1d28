#ifndef PUBLISH_WEB_PAGE_H
#define PUBLISH_WEB_PAGE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Is this the beginning of a web page, such as servers send with status 200 where a file has gone?
 * `type` is what the server calls it: text/html is believed where the bytes are text, and a
 * recording that is called so is none (MIME Sniffing Standard, sections 3 and 7).
 */
bool web_page_begins(const char *bytes, size_t len, const char *type);

#endif
