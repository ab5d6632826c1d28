#include "turns.h"

#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"

#define LONG_ENOUGH ((size_t)450) /* bytes after which a paragraph may end with a sentence */

static const struct name turn_names[] = {
	TEXT_NAME(struct turn, id),    TEXT_NAME(struct turn, speaker),
	TEXT_NAME(struct turn, clock), NUMBER_NAME(struct turn, seconds),
	TEXT_NAME(struct turn, text),  { 0 },
};
const struct view view_turn = { .name = "turn", .size = sizeof(struct turn), .names = turn_names };

static bool ends_sentence(const struct strbuf *text)
{
	return text->len && strchr(".?!", text->data[text->len - 1]);
}

static bool is_other(const char *now, const char *next)
{
	return next && (!now || strcmp(now, next) != 0);
}

static void add_words(struct strbuf *text, const char *words)
{
	for (size_t len; *words; words += len + (words[len] == '\n')) {
		len = strcspn(words, "\n");
		if (text->len)
			strbuf_addc(text, ' ');
		strbuf_add(text, words, len);
	}
}

/* Names a turn by its second; of several in one second, the later ones are numbered. */
static const char *turn_id(const struct turn *turns, size_t i, struct arena *a)
{
	size_t same = 0;

	while (same < i && turns[i - same - 1].seconds == turns[i].seconds)
		same++;
	if (same)
		return arena_printf(a, "t-%" PRId64 "-%zu", turns[i].seconds, same + 1);
	return arena_printf(a, "t-%" PRId64, turns[i].seconds);
}

struct list turns_of(const struct transcript *t, struct arena *a)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_SOURCE_BYTES);
	struct turn *turns = arena_array(a, t->count, sizeof(*turns)), *turn = turns;
	bool timed = t->count && t->cues[t->count - 1].end > 0;
	const char *speaker = NULL;

	for (size_t i = 0; i < t->count; i++) {
		const struct cue *cue = &t->cues[i];
		bool other = is_other(speaker, cue->speaker);

		if (i && (other || (text.len > LONG_ENOUGH && ends_sentence(&text)))) {
			turn++->text = arena_strndup(a, text.data, text.len);
			strbuf_clear(&text);
		}
		if (!text.len) {
			turn->seconds = cue->start / 1000;
			turn->clock = timed ? time_clock(cue->start, a) : NULL;
			turn->speaker = other ? cue->speaker : NULL;
			turn->id = turn_id(turns, (size_t)(turn - turns), a);
		}
		speaker = other ? cue->speaker : speaker;
		add_words(&text, cue->text);
	}
	if (t->count)
		turn++->text = arena_strndup(a, text.data, text.len);
	return (struct list){ .items = turns, .count = (size_t)(turn - turns) };
}
