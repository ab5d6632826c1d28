#ifndef SITE_DEED_H
#define SITE_DEED_H

#include "model/meeting.h"
#include "view.h"

struct press;

/* Something that was agreed to be done, as tables show it. */
struct deed {
	const char *what, *who;
	const char *due, *due_machine; /* "1 October 2026"; NULL: not said */
	const char *state;             /* "Open", "Overdue", "Done" */
	const char *from, *path;       /* the meeting that agreed it */
	const char *from_day;
	bool is_open;
};

extern const struct view view_deed;

struct deed deed_of(struct press *p, const struct site_action *a);

#endif
