#include "card.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "press.h"
#include "views.h"

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
	BORROW(struct card, episode, &view_episode),
	{ 0 },
};
const struct view view_card = { .name = "episode",
				.size = sizeof(struct card),
				.names = card_names };

/* A number never stands at the end of a line and its unit on the next. */
#define NO_BREAK "\xc2\xa0"

static const char *count_of(int64_t n, const char *unit, struct arena *a)
{
	return arena_printf(a, "%" PRId64 NO_BREAK "%s%s", n, unit, n == 1 ? "" : "s");
}

/* As a person would say it: `50 seconds`, `3 minutes`, `1 hour 32 minutes`. */
static const char *length_words(double seconds, struct arena *a)
{
	int64_t s = (int64_t)(seconds + 0.5), minutes = (s + 30) / 60;

	if (s < 60)
		return count_of(s, "second", a);
	if (minutes < 60)
		return count_of(minutes, "minute", a);
	if (minutes % 60 == 0)
		return count_of(minutes / 60, "hour", a);
	return arena_printf(a, "%s %s", count_of(minutes / 60, "hour", a),
			    count_of(minutes % 60, "minute", a));
}

/* Beside a player: to the second, below an hour. */
static const char *length_exact(double seconds, struct arena *a)
{
	int64_t s = (int64_t)(seconds + 0.5);

	if (s < 60 || s >= 3600 || s % 60 == 0)
		return length_words(seconds, a);
	return arena_printf(a, "%s %s", count_of(s / 60, "minute", a),
			    count_of(s % 60, "second", a));
}

static const char *unbroken(const char *words, struct arena *a)
{
	const char *space = strchr(words, ' ');

	return space ? arena_printf(a, "%.*s" NO_BREAK "%s", (int)(space - words), words,
				    unbroken(space + 1, a))
		     : words;
}

/* Megabytes of a million bytes, as download lists of browsers count them. */
static const char *size_words(int64_t bytes, struct arena *a)
{
	int64_t tenths = (bytes + 50000) / 100000;

	if (tenths < 1)
		return arena_printf(a, "%" PRId64 NO_BREAK "KB", (bytes + 999) / 1000);
	if (tenths >= 100)
		return arena_printf(a, "%" PRId64 NO_BREAK "MB", (tenths + 5) / 10);
	return arena_printf(a, "%" PRId64 ".%" PRId64 NO_BREAK "MB", tenths / 10, tenths % 10);
}

static const char *position_words(const struct episode *e, struct arena *a)
{
	const struct show *show = e->show;

	if (e->type && strcmp(e->type, "trailer") == 0)
		return "Trailer";
	if (e->type && strcmp(e->type, "bonus") == 0)
		return "Bonus episode";
	if (!e->number)
		return NULL;
	if (e->season > 1)
		return arena_printf(a, "Season %" PRId64 ", episode %" PRId64, e->season,
				    e->number);
	if (show->type && strcmp(show->type, "serial") == 0 &&
	    (size_t)e->number <= show->episode_count)
		return arena_printf(a, "Episode %" PRId64 " of %zu", e->number,
				    show->episode_count);
	return arena_printf(a, "Episode %" PRId64, e->number);
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
	struct card c = {
		.episode = e,
		.date_machine = date_rfc3339(e->date, a),
		.date_words = unbroken(interface_date(site->interface, e->date, a), a),
		.position = position_words(e, a),
		.own_lang = language_if_other(
			e->item.language ? e->item.language : e->show->language, site->language),
	};

	if (e->recording.path && audio->file) {
		c.audio = e->recording.path;
		c.audio_type = audio->type;
		c.audio_format = upper_case(audio->suffix, a);
		c.audio_size = size_words(audio->bytes, a);
		c.length = length_words(audio->seconds, a);
		c.length_exact = length_exact(audio->seconds, a);
	}
	if (e->recording.small_path) {
		c.small = e->recording.small_path;
		c.small_size = size_words(e->recording.small.bytes, a);
	}
	c.own_rtl = language_is_rtl(c.own_lang);
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
