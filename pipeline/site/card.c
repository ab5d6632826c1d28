#include "card.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "press.h"
#include "views.h"
#include "wave.h"

static const struct name card_names[] = {
	TEXT_NAME(struct card, date_machine),
	TEXT_NAME(struct card, date_words),
	TEXT_NAME(struct card, position),
	TEXT_NAME(struct card, length),
	TEXT_NAME(struct card, length_exact),
	TEXT_NAME(struct card, audio),
	TEXT_NAME(struct card, audio_type),
	TEXT_NAME(struct card, audio_format),
	TEXT_NAME(struct card, audio_size),
	TEXT_NAME(struct card, small),
	TEXT_NAME(struct card, small_size),
	TEXT_NAME(struct card, own_lang),
	FLAG_NAME(struct card, own_rtl),
	FLAG_NAME(struct card, names_show),
	NUMBER_NAME(struct card, seconds),
	TEXT_NAME(struct card, end_clock),
	TEXT_NAME(struct card, wave),
	TEXT_NAME(struct card, artwork),
	BORROW(struct card, episode, &view_episode),
	{ 0 },
};
const struct view view_card = { .name = "episode",
				.size = sizeof(struct card),
				.names = card_names };

/* In which words, and where they are kept. */
struct words {
	const struct interface *t;
	struct arena *arena;
};

/* A number never stands at the end of a line and its unit on the next. */
#define NO_BREAK "\xc2\xa0"

/* Words that never stand on two lines. */
static const char *unbroken(const char *words, struct arena *a)
{
	const char *space = strchr(words, ' ');

	return space ? arena_printf(a, "%.*s" NO_BREAK "%s", (int)(space - words), words,
				    unbroken(space + 1, a))
		     : words;
}

static const char *count_of(const struct words *w, const struct counted *unit, int64_t n)
{
	return unbroken(interface_count(w->t, unit, n, w->arena), w->arena);
}

/* As a person would say it: `50 seconds`, `3 minutes`, `1 hour 32 minutes`. */
static const char *length_words(const struct words *w, double seconds)
{
	int64_t s = (int64_t)(seconds + 0.5), minutes = (s + 30) / 60;

	if (s < 60)
		return count_of(w, &w->t->count_seconds, s);
	if (minutes < 60)
		return count_of(w, &w->t->count_minutes, minutes);
	if (minutes % 60 == 0)
		return count_of(w, &w->t->count_hours, minutes / 60);
	return arena_printf(w->arena, "%s %s", count_of(w, &w->t->count_hours, minutes / 60),
			    count_of(w, &w->t->count_minutes, minutes % 60));
}

/* Beside a player: to the second, below an hour. */
static const char *length_exact(const struct words *w, double seconds)
{
	int64_t s = (int64_t)(seconds + 0.5);

	if (s < 60 || s >= 3600 || s % 60 == 0)
		return length_words(w, seconds);
	return arena_printf(w->arena, "%s %s", count_of(w, &w->t->count_minutes, s / 60),
			    count_of(w, &w->t->count_seconds, s % 60));
}

static const char *fill_number(const struct words *w, const char *text, const char *number)
{
	const struct filling with[] = { { "n", number }, { 0 } };

	return interface_fill(text, with, w->arena);
}

/* Megabytes of a million bytes, as download lists of browsers count them. */
static const char *size_words(const struct words *w, int64_t bytes)
{
	int64_t tenths = (bytes + 50000) / 100000;
	const char *number = tenths < 1 ? arena_printf(w->arena, "%" PRId64, (bytes + 999) / 1000)
			     : tenths >= 100
				     ? arena_printf(w->arena, "%" PRId64, (tenths + 5) / 10)
				     : arena_printf(w->arena, "%" PRId64 "%s%" PRId64, tenths / 10,
						    w->t->decimal_point, tenths % 10);

	return unbroken(fill_number(w, tenths < 1 ? w->t->size_kb : w->t->size_mb, number),
			w->arena);
}

const char *size_in_words(const struct site *site, int64_t bytes, struct arena *a)
{
	return size_words(&(struct words){ site->interface, a }, bytes);
}

static const char *position_words(const struct words *w, const struct episode *e)
{
	const struct show *show = e->show;
	bool serial = show->type && strcmp(show->type, "serial") == 0;

	if (e->type && strcmp(e->type, "trailer") == 0)
		return w->t->position_trailer;
	if (e->type && strcmp(e->type, "bonus") == 0)
		return w->t->position_bonus;
	if (!e->number)
		return NULL;
	const struct filling with[] = {
		{ "n", arena_printf(w->arena, "%" PRId64, e->number) },
		{ "season", arena_printf(w->arena, "%" PRId64, e->season) },
		{ "all", arena_printf(w->arena, "%zu", show->episode_count) },
		{ 0 },
	};
	if (e->season > 1)
		return interface_fill(w->t->position_season, with, w->arena);
	if (serial && (size_t)e->number <= show->episode_count)
		return interface_fill(w->t->position_episode_of, with, w->arena);
	return interface_fill(w->t->position_episode, with, w->arena);
}

static const char *upper_case(const char *s, struct arena *a)
{
	char *copy = arena_strdup(a, s);

	for (char *c = copy; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return copy;
}

struct card card_make(const struct site *site, const struct episode *e, struct arena *a)
{
	const struct published_audio *audio = &e->recording.published;
	const struct words words = { site->interface, a }, *w = &words;
	struct card c = {
		.episode = e,
		.date_machine = date_rfc3339(e->date, a),
		.date_words = unbroken(interface_date(site->interface, e->date, a), a),
		.position = position_words(w, e),
		.own_lang = language_if_other(
			e->item.language ? e->item.language : e->show->language, site->language),
	};

	if (e->recording.path && audio->file) {
		c.audio = e->recording.path;
		c.audio_type = audio->type;
		c.audio_format = upper_case(audio->suffix, a);
		c.audio_size = size_words(w, audio->bytes);
		c.length = length_words(w, audio->seconds);
		c.length_exact = length_exact(w, audio->seconds);
	}
	if (e->recording.small_path) {
		c.small = e->recording.small_path;
		c.small_size = size_words(w, e->recording.small.bytes);
	}
	c.own_rtl = language_is_rtl(c.own_lang);
	return c;
}

struct card card_with_player(const struct site *site, const struct episode *e, struct arena *a)
{
	const struct published_audio *audio = &e->recording.published;
	const struct picture *cover = episode_cover(e);
	struct card c = card_make(site, e, a);

	if (!c.audio)
		return c;
	c.seconds = (int64_t)(audio->seconds + 0.5);
	c.end_clock = time_clock(c.seconds * 1000, a);
	c.wave = wave_path(audio->peaks, audio->peak_count, a);
	c.artwork = cover ? cover->path : NULL;
	return c;
}

struct list card_list(const struct site *site, struct episode *const *episodes, size_t count,
		      struct arena *a)
{
	struct card *cards = arena_array(a, count, sizeof(*cards));
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		if (episodes[i])
			cards[n++] = card_make(site, episodes[i], a);
	}
	return (struct list){ .items = cards, .count = n };
}

void card_list_name_shows(const struct list *list, const struct site *site)
{
	struct card *cards = list->items;

	for (size_t i = 0; i < list->count; i++)
		cards[i].names_show = site->show_count > 1;
}
