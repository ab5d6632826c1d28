#ifndef READ_MARKS_H
#define READ_MARKS_H

#include "reader.h"

/* Chapters while a file of them is read. */
struct marks {
	const struct reader *r;
	const struct source *src;
	struct chapter *items;
	struct span *at;
	size_t count, room, at_room;
	size_t faults;
	bool is_full; /* more chapters, or faults, than are looked at; reported once */
};

/* What a file says of a chapter; NULL where it says nothing. */
struct mark {
	int64_t start; /* milliseconds; -1: none that can be read */
	const char *title, *url, *picture;
};

/* Adds a chapter written at `at`, or reports what is wrong with it. */
void mark_add(struct marks *m, const struct mark *mark, struct span at);

/* Reports what is wrong at a place of the file. */
void mark_fault(struct marks *m, struct span at, const char *fault);

/* Podlove Simple Chapters. */
void marks_read_xml(struct marks *m);

#endif
