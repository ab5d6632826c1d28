#include "turns.h"

#include <inttypes.h>

#include "base/date.h"
#include "base/mem.h"

static const struct name turn_line_names[] = {
	TEXT_NAME(struct turn_line, id),    TEXT_NAME(struct turn_line, speaker),
	TEXT_NAME(struct turn_line, clock), NUMBER_NAME(struct turn_line, seconds),
	TEXT_NAME(struct turn_line, text),  { 0 },
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
		same = i && lines[i].seconds == lines[i - 1].seconds ? same + 1 : 0;
		lines[i].id = turn_id(lines[i].seconds, same, a);
	}
	return (struct list){ .items = lines, .count = count };
}
