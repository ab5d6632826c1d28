#ifndef VERIFY_PAGE_H
#define VERIFY_PAGE_H

#include "check.h"

/* A page of the output: its links, ids and pictures. */
void page_check(struct doc *doc);

/*
 * HTML inside a feed. Its links must be absolute, and every fault is reported
 * at `at`, where the feed has it.
 */
void page_check_fragment(struct doc *feed, const char *html, size_t len, struct place at);

#endif
