#include "marks.h"

#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"
#include "value.h"

/* Checks and stores a text as if it stood in the front matter. */
static void store(struct marks *m, const char *key, const char *text, struct span at, void *into)
{
	const struct node n = { .kind = NODE_SCALAR, .at = at, .text = text };

	value_store(m->r, kind_field(&kind_chapter, key), &n, into);
}

/* Apps that fetch a picture tell its host who listens, so only what lies here is taken. */
static void store_picture(struct marks *m, const char *name, struct span at, const char **into)
{
	if (text_begins_web(name))
		diag_report(m->r->diag, DIAG_CHAPTER_PICTURE, at,
			    "the picture '%s' is on another site and is left out; put the file "
			    "beside the page and write its name here",
			    name);
	else
		store(m, "picture", name, at, into);
}

void mark_fault(struct marks *m, struct span at, const char *fault)
{
	if (m->is_full)
		return;
	diag_report(m->r->diag, DIAG_CHAPTERS_FILE, at, "%s", fault);
	m->is_full = ++m->faults == CHAPTERS_MOST;
}

static bool is_usable(struct marks *m, const struct mark *mark, struct span at)
{
	const char *fault = NULL;

	if (mark->start < 0)
		fault = "the chapter has no time such as 00:01:30.000";
	else if (!mark->title || !mark->title[strspn(mark->title, " \t\n")])
		fault = "the chapter has no title";
	if (fault)
		mark_fault(m, at, fault);
	return !fault;
}

void mark_add(struct marks *m, const struct mark *mark, struct span at)
{
	struct chapter c = { .start = mark->start };

	if (m->is_full || !is_usable(m, mark, at))
		return;
	if (m->count == CHAPTERS_MOST) {
		diag_report(m->r->diag, DIAG_CHAPTERS_FILE, at,
			    "this is chapter %d; a recording can have %d at most",
			    CHAPTERS_MOST + 1, CHAPTERS_MOST);
		m->is_full = true;
		return;
	}
	store(m, "title", mark->title, at, &c.title);
	if (mark->url && *mark->url)
		store(m, "url", mark->url, at, &c.url);
	if (mark->picture && *mark->picture)
		store_picture(m, mark->picture, at, &c.picture_name);
	if (!c.title)
		return;
	m->items = arena_grow(m->r->arena, m->items, m->count, &m->room, sizeof(c));
	m->at = arena_grow(m->r->arena, m->at, m->count, &m->at_room, sizeof(at));
	m->items[m->count] = c;
	m->at[m->count++] = at;
}
