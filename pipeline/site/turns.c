#include "turns.h"

#include <inttypes.h>
#include <string.h>

#include "base/date.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"

static const struct name turn_line_names[] = {
	TEXT_NAME(struct turn_line, id),
	TEXT_NAME(struct turn_line, speaker),
	TEXT_NAME(struct turn_line, clock),
	NUMBER_NAME(struct turn_line, seconds),
	TEXT_NAME(struct turn_line, text),
	TEXT_NAME(struct turn_line, cues),
	{ 0 },
};
const struct view view_turn = { .name = "turn",
				.size = sizeof(struct turn_line),
				.names = turn_line_names };

/* Names a turn by its second; of several in one second, the later ones are numbered. */
static const char *turn_id(int64_t seconds, size_t same, struct arena *a)
{
	if (same)
		return arena_printf(a, "t-%" PRId64 "-%zu", seconds, same + 1);
	return arena_printf(a, "t-%" PRId64, seconds);
}

/* As scripts count: what is beyond the Basic Multilingual Plane is two. */
static size_t utf16_units(const char *s, size_t len)
{
	size_t units = 0;

	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		units += (c & 0xc0) != 0x80;
		units += c >= 0xf0;
	}
	return units;
}

/* What a cue takes of its paragraph, with the blank behind each of its lines. */
static size_t room_of(const char *text)
{
	size_t room = 0;

	for (size_t len; *text; text += len + (text[len] == '\n')) {
		len = strcspn(text, "\n");
		room += len ? utf16_units(text, len) + 1 : 0;
	}
	return room;
}

static const char *cues_of(const struct turn *turn, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);

	for (size_t i = 1; i < turn->cue_count; i++) {
		const struct cue *before = &turn->cues[i - 1];

		strbuf_addf(&out, "%s%zu %" PRId64, i > 1 ? " " : "", room_of(before->text),
			    before[1].start / 1000 - before->start / 1000);
	}
	return out.len ? arena_strndup(a, out.data, out.len) : NULL;
}

struct list turns_of(const struct transcript *t, struct arena *a)
{
	struct turn *turns;
	size_t count = transcript_turns(t, &turns, a);
	struct turn_line *lines = arena_array(a, count, sizeof(*lines));
	size_t same = 0;

	for (size_t i = 0; i < count; i++) {
		lines[i].seconds = turns[i].start / 1000;
		lines[i].clock = t->is_timed ? time_clock(turns[i].start, a) : NULL;
		lines[i].speaker = turns[i].speaker;
		lines[i].text = turns[i].text;
		lines[i].cues = t->is_timed ? cues_of(&turns[i], a) : NULL;
		same = i && lines[i].seconds == lines[i - 1].seconds ? same + 1 : 0;
		lines[i].id = turn_id(lines[i].seconds, same, a);
	}
	return (struct list){ .items = lines, .count = count };
}
