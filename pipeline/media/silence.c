#include "silence.h"

#include <math.h>

#include "levels.h"
#include "places.h"

/* Listeners wait so long without thinking that something is broken. */
#define START_SECONDS 2.0
#define END_SECONDS   5.0
#define LONG_SECONDS  10.0

static bool is_silent(const struct levels *l, size_t i, double silence)
{
	return (double)l->steps[i].loudest < silence;
}

static void report_start(double seconds, struct problems *p)
{
	if (seconds > START_SECONDS)
		problems_add_part(p, DIAG_SILENT_ENDS, (struct part){ 0, seconds },
				  "it begins with %.0f seconds of silence; cut them off, or people "
				  "think that it does not play",
				  seconds);
}

static void report_end(double seconds, double length, struct problems *p)
{
	if (seconds > END_SECONDS)
		problems_add_part(
			p, DIAG_SILENT_ENDS, (struct part){ length - seconds, length },
			"it ends with %.0f seconds of silence, as when nobody stopped the "
			"recorder; cut them off",
			seconds);
}

static void report_inside(const struct levels *l, size_t first, size_t last, struct problems *p)
{
	struct places places = { .id = DIAG_LONG_SILENCE };
	double silence = levels_silence(l);

	for (size_t i = first, from = first; i <= last; i++) {
		if (is_silent(l, i, silence))
			continue;
		struct part part = { (double)from * l->step_seconds, (double)i * l->step_seconds };
		double seconds = part.to - part.from;

		from = i + 1;
		if (seconds < LONG_SECONDS || !places_add(&places, part))
			continue;
		problems_add_part(
			p, DIAG_LONG_SILENCE, part,
			"nothing is heard for %.0f seconds; if no pause is meant here, cut "
			"it out, and listen whether words are missing",
			seconds);
	}
	places_report_rest(&places, p);
}

bool silence_report(const struct levels *l, struct media_facts *into, struct problems *p)
{
	double silence = levels_silence(l), length = levels_seconds(l);
	size_t first = 0, last = l->count;

	while (first < l->count && is_silent(l, first, silence))
		first++;
	while (last > first && is_silent(l, last - 1, silence))
		last--;
	if (first == last) {
		into->silent_start = into->silent_end = length;
		problems_add(p, DIAG_NO_SOUND, NOWHERE,
			     "nothing can be heard in the whole recording; check that the "
			     "microphone was on and connected, and that this is the right file");
		return false;
	}
	into->silent_start = (double)first * l->step_seconds;
	into->silent_end = last == l->count ? 0 : length - (double)last * l->step_seconds;
	report_start(into->silent_start, p);
	report_end(into->silent_end, length, p);
	report_inside(l, first, last - 1, p);
	return true;
}
