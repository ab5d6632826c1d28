#include "plan.h"

#include <stdarg.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "draft.h"

/* Characters of a note: enough for what a feed has in it, and no more than people read. */
#define NOTE_MOST 600

static void add_note(struct import_show *show, struct import_note note)
{
	show->notes = arena_grow(show->arena, show->notes, show->note_count, &show->note_room,
				 sizeof(*show->notes));
	show->notes[show->note_count++] = note;
}

void import_note(struct import_show *show, const struct import_episode *e,
		 enum import_note_kind kind, const char *field, const char *format, ...)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_SOURCE_BYTES);
	va_list args;
	bool was_cut;

	va_start(args, format);
	strbuf_vaddf(&text, format, args);
	va_end(args);
	add_note(show, (struct import_note){
			       .kind = kind,
			       .episode = e,
			       .line = e ? e->from->line : 0,
			       .field = field,
			       .text = draft_cut(arena_strndup(show->arena, text.data, text.len),
						 NOTE_MOST, &was_cut, show->arena),
		       });
}

void plan_note_item(struct import_show *show, const struct remote_episode *item, const char *text)
{
	const char *title = item->title ? item->title : item->itunes_title;

	import_note(show, NULL, IMPORT_LOST, NULL, "'%s'%s%s%s %s", title ? title : "An episode",
		    item->link ? " (" : "", item->link ? item->link : "", item->link ? ")" : "",
		    text);
	show->notes[show->note_count - 1].line = item->line;
}

struct import_show *import_show_plan(const struct remote_feed *feed,
				     const struct import_settings *s, struct arena *a)
{
	struct import_plan *plan = arena_new(a, struct import_plan);

	/* Texts are written long after the caller has forgotten what it said. */
	plan->settings = memcpy(arena_new(a, struct import_settings), s, sizeof(*s));
	plan->show.from = feed;
	plan->show.arena = a;
	plan_episodes(plan);
	plan_order(plan);
	plan_names(plan);
	plan->notes = arena_array(a, plan->show.count, sizeof(*plan->notes));
	for (size_t i = 0; i < plan->show.count; i++)
		plan->notes[i] = notes_choose(plan->show.episodes[i].from, a);
	plan_places(plan);
	plan_assets(plan);
	plan_people(plan);
	plan->show.language = plan_language(plan);
	return &plan->show;
}
