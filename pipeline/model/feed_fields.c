#include "feed_fields.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"

const char *feed_field_slug(enum feed_field f)
{
#define FEED_FIELD(id, slug, words) slug,
	static const char *const slugs[] = { FEED_FIELDS(FEED_FIELD) };
#undef FEED_FIELD

	return slugs[f];
}

const char *feed_field_words(enum feed_field f)
{
#define FEED_FIELD(id, slug, words) words,
	static const char *const all[] = { FEED_FIELDS(FEED_FIELD) };
#undef FEED_FIELD

	return all[f];
}

void change_add(struct comparison *c, enum feed_field field, const char *from, const char *to)
{
	struct remote_list *l = c->fields;

	l->items = arena_grow(c->arena, l->items, l->count, &l->room, sizeof(struct field_change));
	((struct field_change *)l->items)[l->count++] = (struct field_change){ field, from, to };
}

static void compare_texts(struct comparison *c, enum feed_field field, const char *from,
			  const char *to)
{
	if (strcmp(from ? from : "", to ? to : "") != 0)
		change_add(c, field, from, to);
}

/* Texts of a struct, by their place in it. */
struct text_field {
	enum feed_field field;
	size_t offset;
};

static const char *text_at(const void *of, size_t offset)
{
	const void *member = (const char *)of + offset;

	return *(const char *const *)member;
}

static void compare_all(struct comparison *c, const struct text_field *fields, const void *old,
			const void *new)
{
	for (const struct text_field *f = fields; f->field != FEED_FIELD_COUNT; f++)
		compare_texts(c, f->field, text_at(old, f->offset), text_at(new, f->offset));
}

/* Who says nothing means no. */
static void compare_flags(struct comparison *c, enum feed_field field, enum remote_flag from,
			  enum remote_flag to)
{
	if ((from == REMOTE_YES) != (to == REMOTE_YES))
		change_add(c, field, from == REMOTE_YES ? "yes" : "no",
			   to == REMOTE_YES ? "yes" : "no");
}

/* One entry of a list as a line that says all of it. */
typedef const char *entry_line(const void *items, size_t i, struct arena *a);

static const char *or_nothing(const char *s)
{
	return s ? s : "";
}

static const char *category_line(const void *items, size_t i, struct arena *a)
{
	(void)a;
	return ((const char *const *)items)[i];
}

static const char *funding_line(const void *items, size_t i, struct arena *a)
{
	const struct remote_funding *f = (const struct remote_funding *)items + i;

	return arena_printf(a, "%s %s", or_nothing(f->label), or_nothing(f->url));
}

static const char *person_line(const void *items, size_t i, struct arena *a)
{
	const struct remote_person *p = (const struct remote_person *)items + i;

	return arena_printf(a, "%s%s%s%s%s", p->name, p->role ? ", " : "", or_nothing(p->role),
			    p->url ? " " : "", or_nothing(p->url));
}

static const char *transcript_line(const void *items, size_t i, struct arena *a)
{
	const struct remote_transcript *t = (const struct remote_transcript *)items + i;

	return arena_printf(a, "%s %s", or_nothing(t->type), t->url);
}

static const char *chapter_line(const void *items, size_t i, struct arena *a)
{
	const struct remote_chapter *ch = (const struct remote_chapter *)items + i;

	return arena_printf(a, "%s %s%s%s", time_clock(ch->start, a), or_nothing(ch->title),
			    ch->url ? " " : "", or_nothing(ch->url));
}

static const char *entry_or_null(const struct remote_list *l, size_t i, entry_line *line,
				 struct arena *a)
{
	return i < l->count ? line(l->items, i, a) : NULL;
}

/* The first entry that differs stands for the list; how many there are, where that differs. */
static void compare_lists(struct comparison *c, enum feed_field field, entry_line *line,
			  const struct remote_list *old, const struct remote_list *new)
{
	struct arena *a = c->arena;

	for (size_t i = 0; i < old->count || i < new->count; i++) {
		const char *from = entry_or_null(old, i, line, a);
		const char *to = entry_or_null(new, i, line, a);

		if (from && to && strcmp(from, to) == 0)
			continue;
		if (old->count != new->count) {
			from = arena_printf(a, "%zu", old->count);
			to = arena_printf(a, "%zu", new->count);
		}
		change_add(c, field, from, to);
		return;
	}
}

void channel_compare(struct comparison *c, const struct remote_feed *old,
		     const struct remote_feed *new)
{
#define CHANNEL(field, member)                                                                     \
	{                                                                                          \
		FEED_FIELD_##field, offsetof(struct remote_feed, member)                           \
	}
	static const struct text_field texts[] = {
		CHANNEL(TITLE, title),
		CHANNEL(LINK, link),
		CHANNEL(DESCRIPTION, description),
		CHANNEL(LANGUAGE, language),
		CHANNEL(AUTHOR, author),
		CHANNEL(OWNER, owner_email),
		CHANNEL(COPYRIGHT, copyright),
		CHANNEL(GUID, guid),
		CHANNEL(IMAGE, image),
		CHANNEL(TYPE, type),
		CHANNEL(MEDIUM, medium),
		CHANNEL(LICENCE, licence),
		CHANNEL(SELF, self),
		CHANNEL(NEW_URL, new_url),
		{ FEED_FIELD_COUNT, 0 },
	};

	compare_all(c, texts, old, new);
	compare_flags(c, FEED_FIELD_EXPLICIT, old->is_explicit, new->is_explicit);
	compare_flags(c, FEED_FIELD_BLOCKED, old->is_blocked, new->is_blocked);
	compare_flags(c, FEED_FIELD_LOCKED, old->is_locked, new->is_locked);
	compare_flags(c, FEED_FIELD_COMPLETE, old->is_complete, new->is_complete);
	compare_lists(c, FEED_FIELD_CATEGORIES, category_line, &old->categories, &new->categories);
	compare_lists(c, FEED_FIELD_FUNDING, funding_line, &old->funding, &new->funding);
	compare_lists(c, FEED_FIELD_PEOPLE, person_line, &old->people, &new->people);
}

/* The longest text is what most apps show. */
static const char *notes_of(const struct remote_episode *i)
{
	if (i->content)
		return i->content;
	return i->description ? i->description : or_nothing(i->summary);
}

static void compare_notes(struct comparison *c, const struct remote_episode *old,
			  const struct remote_episode *new)
{
	const char *from = notes_of(old), *to = notes_of(new);

	if (strcmp(from, to) != 0) {
		const char *shown = plain_text(from, c->arena), *show = plain_text(to, c->arena);

		if (strcmp(shown, show) != 0)
			change_add(c, FEED_FIELD_NOTES, shown, show);
		else
			change_add(c, FEED_FIELD_MARKUP, NULL, NULL);
		return;
	}
	const char *before = plain_text(or_nothing(old->description), c->arena);
	const char *after = plain_text(or_nothing(new->description), c->arena);
	if (strcmp(before, after) != 0)
		change_add(c, FEED_FIELD_DESCRIPTION, before, after);
}

static void compare_dates(struct comparison *c, const struct remote_episode *old,
			  const struct remote_episode *new)
{
	if (!old->date.set || !new->date.set) {
		compare_texts(c, FEED_FIELD_DATE, old->date_text, new->date_text);
		return;
	}
	if (old->date.utc != new->date.utc)
		change_add(c, FEED_FIELD_DATE, date_rfc3339(old->date, c->arena),
			   date_rfc3339(new->date, c->arena));
}

static const char *number_text(int64_t number, struct arena *a)
{
	return number > 0 ? arena_printf(a, "%" PRId64, number) : NULL;
}

static void compare_numbers(struct comparison *c, enum feed_field field, int64_t from, int64_t to)
{
	if (from != to)
		change_add(c, field, number_text(from, c->arena), number_text(to, c->arena));
}

static int64_t seconds_of(int64_t ms)
{
	return ms < 0 ? -1 : (ms + 500) / 1000;
}

static void compare_durations(struct comparison *c, int64_t from, int64_t to)
{
	int64_t before = seconds_of(from), after = seconds_of(to);

	if (before != after)
		change_add(c, FEED_FIELD_DURATION,
			   before < 0 ? NULL : time_clock(before * 1000, c->arena),
			   after < 0 ? NULL : time_clock(after * 1000, c->arena));
}

static void compare_chapters(struct comparison *c, const struct remote_episode *old,
			     const struct remote_episode *new)
{
	size_t before = c->fields->count;

	compare_lists(c, FEED_FIELD_CHAPTERS, chapter_line, &old->chapters, &new->chapters);
	if (c->fields->count == before)
		compare_texts(c, FEED_FIELD_CHAPTERS, old->chapters_url, new->chapters_url);
}

static const char *type_of(const struct remote_episode *i)
{
	return i->type ? i->type : "full"; /* Apple: what an episode is that says nothing */
}

void item_compare(struct comparison *c, const struct remote_episode *old,
		  const struct remote_episode *new)
{
#define ITEM(field, member)                                                                        \
	{                                                                                          \
		FEED_FIELD_##field, offsetof(struct remote_episode, member)                        \
	}
	static const struct text_field texts[] = {
		ITEM(AUDIO_URL, enclosure.url),
		ITEM(AUDIO_TYPE, enclosure.type),
		ITEM(LINK, link),
		ITEM(IMAGE, image),
		ITEM(AUTHOR, author),
		ITEM(LICENCE, licence),
		ITEM(SEASON_NAME, season_name),
		ITEM(DISPLAY, display),
		{ FEED_FIELD_COUNT, 0 },
	};

	compare_texts(c, FEED_FIELD_TITLE, old->title, new->title);
	compare_dates(c, old, new);
	compare_notes(c, old, new);
	compare_all(c, texts, old, new);
	compare_numbers(c, FEED_FIELD_AUDIO_LENGTH, old->enclosure.length, new->enclosure.length);
	compare_durations(c, old->duration, new->duration);
	compare_numbers(c, FEED_FIELD_SEASON, old->season, new->season);
	compare_numbers(c, FEED_FIELD_NUMBER, old->number, new->number);
	compare_texts(c, FEED_FIELD_TYPE, type_of(old), type_of(new));
	compare_flags(c, FEED_FIELD_EXPLICIT, old->is_explicit, new->is_explicit);
	compare_flags(c, FEED_FIELD_BLOCKED, old->is_blocked, new->is_blocked);
	compare_chapters(c, old, new);
	compare_lists(c, FEED_FIELD_TRANSCRIPTS, transcript_line, &old->transcripts,
		      &new->transcripts);
	compare_lists(c, FEED_FIELD_PEOPLE, person_line, &old->people, &new->people);
}
