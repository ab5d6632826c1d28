#ifndef READ_CHAPTERS_H
#define READ_CHAPTERS_H

#include <stdbool.h>

#include "reader.h"

/*
 * Reads a file of chapters into a list of struct chapter, told by its content:
 * - Podlove Simple Chapters (https://podlove.org/simple-chapters/), XML;
 * - JSON chapters 1.x (Podcasting 2.0 namespace, docs/examples/chapters);
 * - labels of Audacity: start, end and title, parted by tabs;
 * - lines of a time and a title, as mp4chaps writes them.
 * Each bad chapter is reported and left out. Order and times are checked by
 * site_check_media().
 */
void chapters_read(const struct reader *r, const struct source *src, struct list *into);

/* Can a file whose name does not say so be one of chapters? Text with times may be a transcript. */
bool chapters_recognised(const struct source *src);

/*
 * The lines of Markdown, from byte `body` on, that begin with a time, as apps
 * make chapters of them (Spotify, Apple, YouTube): at least two, the first
 * 00:00, ascending. Empty when they are not so: then they are just words.
 */
void chapters_in_notes(const struct reader *r, const struct source *src, size_t body,
		       struct list *into);

#endif
