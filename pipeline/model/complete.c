#include <string.h>

#include "base/mem.h"
#include "model/site.h"

/* One chapter is no list. */
#define CHAPTERS_LEAST 2

static int64_t length_of(const struct recording *r)
{
	return (int64_t)(r->facts.seconds * 1000);
}

/* Those that can be used as they are: others' slips are not the volunteer's to mend. */
static struct list own_chapters(const struct recording *r, struct arena *a)
{
	const struct media_facts *f = &r->facts;
	struct chapter *c = arena_array(a, f->chapter_count, sizeof(*c));
	struct list own = { .items = c, .at = arena_array(a, f->chapter_count, sizeof(r->at)) };

	for (size_t i = 0; i < f->chapter_count && own.count < CHAPTERS_MOST; i++) {
		const struct audio_chapter *from = &f->chapters[i];
		bool in_order = !own.count || from->start > c[own.count - 1].start;

		if (from->start < 0 || from->start >= length_of(r) || !in_order)
			continue;
		own.at[own.count] = r->at;
		c[own.count] = (struct chapter){ .start = from->start,
						 .title = from->title,
						 .url = from->url };
		if (!from->title || !*from->title)
			c[own.count].title = arena_printf(a, "Part %zu", own.count + 1);
		own.count++;
	}
	return own;
}

static void take_chapters(struct episode *e, struct arena *a)
{
	if (!e->chapters.count && e->recording.facts.chapter_count >= CHAPTERS_LEAST) {
		e->chapters = own_chapters(&e->recording, a);
		e->chapters_from = CHAPTERS_RECORDING;
	}
	if (e->chapters_from == CHAPTERS_RECORDING && e->chapters.count < CHAPTERS_LEAST)
		e->chapters.count = 0;
	if (!e->chapters.count) {
		e->chapters = e->noted_chapters;
		e->chapters_from = CHAPTERS_NOTES;
	}
	if (!e->chapters.count) {
		e->chapters_from = CHAPTERS_NONE;
		return;
	}
	e->chapters_path =
		arena_printf(a, "podcasts/%s/%s.chapters.json", e->show->item.slug, e->item.slug);
}

/* A file of the episode that has the name of its page, but for the suffix. */
static const char *beside_page(const struct episode *e, const char *suffix, struct arena *a)
{
	return arena_printf(a, "%.*s%s", (int)(strlen(e->item.path) - strlen(".html")),
			    e->item.path, suffix);
}

static void finish_transcript(struct episode *e, struct arena *a)
{
	struct transcript *t = &e->transcript;
	struct cue *last = t->count ? &t->cues[t->count - 1] : NULL;
	int64_t length = length_of(&e->recording);

	if (!last)
		return;
	if (t->end_guessed && last->end > length && last->start < length)
		last->end = length;
	if (e->checked_by)
		t->is_unchecked = false;
	for (size_t i = 0; i < TRANSCRIPT_FORMS; i++) {
		const struct transcript_file *f = &transcript_files[i];

		if (t->is_timed || !f->timed)
			e->transcript_paths[i] = beside_page(e, f->suffix, a);
	}
}

void episode_complete(struct episode *e, struct arena *a)
{
	const struct versions *v = e->item.versions;

	take_chapters(e, a);
	finish_transcript(e, a);
	for (size_t i = 1; v && i < v->count; i++) {
		struct episode *t = (struct episode *)v->items[i];

		t->recording.facts = e->recording.facts; /* how long it is */
		finish_transcript(t, a);
	}
}

void site_complete(struct site *site, struct arena *a)
{
	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		for (size_t k = 0; k < show->episode_count; k++)
			episode_complete(show->episodes[k], a);
		for (size_t k = 0; k < show->held_count; k++)
			episode_complete(show->held[k], a);
	}
}
