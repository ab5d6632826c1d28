#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "inspect.h"
#include "model/mastering.h"
#include "model/media.h"
#include "paragraph.h"
#include "report.h"

#define NAME_WIDTH 15 /* of the first column of the table, with its indent */

/* A wave that lies off the middle by less than this is not worth a line. */
#define OFFSET_SHOWN 0.001

/* EBU Tech 3341: loudness is measured in blocks of 0.4 seconds. */
#define SHORTEST_MEASURED 0.4

/* Silence shorter than this is how recordings begin and end. */
#define SILENCE_SHOWN 0.5

void paper_colour(const struct paper *p, enum severity s)
{
	static const char *const colours[SEV_COUNT] = { "\33[36m", "\33[33m", "\33[31m",
							"\33[31m" };

	if (p->colour)
		strbuf_adds(p->out, colours[s]);
}

static void paper_bold(const struct paper *p)
{
	if (p->colour)
		strbuf_adds(p->out, "\33[1m");
}

void paper_plain(const struct paper *p)
{
	if (p->colour)
		strbuf_adds(p->out, "\33[0m");
}

/* A row of the table. */
static void __attribute__((format(printf, 3, 4)))
put_row(const struct paper *p, const char *name, const char *fmt, ...)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(SIZE_MAX / 2),
				    shown = STRBUF_INIT(SIZE_MAX / 2);
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(&text, fmt, ap);
	va_end(ap);
	text_add_visible(&shown, text.data);
	strbuf_addf(p->out, "  %-*s", NAME_WIDTH - 2, name);
	paragraph_add(p->out, shown.data, NAME_WIDTH, NAME_WIDTH);
}

/* A row with a number, its unit and what it means, one below the other; `value` may be no number.
 */
static void put_level(const struct paper *p, const char *name, double value, const char *unit,
		      const char *meaning)
{
	strbuf_addf(p->out, "  %-*s", NAME_WIDTH - 2, name);
	if (isfinite(value))
		strbuf_addf(p->out, "%6.1f", fabs(value) < 0.05 ? 0 : value);
	else
		strbuf_addf(p->out, "%6s", "-");
	if (*meaning)
		strbuf_addf(p->out, " %-6s %s\n", unit, meaning);
	else
		strbuf_addf(p->out, " %s\n", unit);
}

static const char *clock_of(double seconds, struct arena *a)
{
	return time_clock((int64_t)(seconds * 1000), a);
}

static const char *channel_words(const struct media_facts *m, struct arena *a)
{
	if (m->channels == 1)
		return "mono";
	if (m->channels == 2)
		return "stereo";
	return arena_printf(a, "%d channels", m->channels);
}

static void put_format(const struct paper *p, const struct media_facts *m, struct arena *a)
{
	put_row(p, "format", "%s (%s), %g kHz, %s, %.0f kbit/s", m->format, m->codec,
		m->sample_rate / 1000.0, channel_words(m, a), (double)m->bit_rate / 1000);
	if (fabs(m->declared_seconds - m->seconds) > 1 && m->declared_seconds > 0)
		put_row(p, "length", "%s, counted to the last sample; the file claims %s",
			clock_of(m->seconds, a), clock_of(m->declared_seconds, a));
	else
		put_row(p, "length", "%s", clock_of(m->seconds, a));
	if (m->same_channels)
		put_row(p, "channels", "both carry the same sound");
}

static void put_loudness(const struct paper *p, const struct media_facts *m, struct arena *a)
{
	const struct loudness_facts *l = &m->loudness;

	if (!isfinite(l->integrated)) {
		put_row(p, "loudness",
			m->seconds < SHORTEST_MEASURED
				? "not known: the recording is too short to be measured"
				: "none: there is nothing to be heard");
		return;
	}
	put_level(p, "loudness", l->integrated, "LUFS", "the whole recording");
	if (isfinite(l->short_term))
		put_level(p, "", l->short_term, "LUFS", "its loudest 3 seconds");
	put_level(p, "", l->momentary, "LUFS", "its loudest moment");
	put_level(p, "", l->range, "LU", "from soft to loud parts");
	put_level(p, "true peak", l->true_peak, "dBTP",
		  l->true_peak_at < 0 ? ""
				      : arena_printf(a, "at %s", clock_of(l->true_peak_at, a)));
	put_level(p, "noise floor", m->noise_floor, "dBFS", "");
}

static void put_silence(const struct paper *p, const struct media_facts *m)
{
	bool heard = isfinite(m->loudness.integrated);
	bool start = heard && m->silent_start >= SILENCE_SHOWN;
	bool end = heard && m->silent_end >= SILENCE_SHOWN;

	if (start)
		put_level(p, "silence", m->silent_start, "s", "at the start");
	if (end)
		put_level(p, start ? "" : "silence", m->silent_end, "s", "at the end");
	if (fabs(m->dc_offset) >= OFFSET_SHOWN)
		put_level(p, "offset", m->dc_offset * 100, "%", "of full scale");
}

static void put_tags(const struct paper *p, const struct media_facts *m)
{
	const struct audio_tags *t = &m->tags;

	if (t->title)
		put_row(p, "title", "%s", t->title);
	if (t->artist)
		put_row(p, "artist", "%s", t->artist);
	if (t->album)
		put_row(p, "album", "%s", t->album);
	if (m->chapter_count)
		put_row(p, "chapters", "%zu", m->chapter_count);
}

static void put_facts(const struct paper *p, const struct inspected *f, struct arena *a)
{
	if (f->recording) {
		put_format(p, f->recording, a);
		put_loudness(p, f->recording, a);
		put_silence(p, f->recording);
		put_tags(p, f->recording);
	} else if (f->picture) {
		put_row(p, "format", "%s (%s)", f->picture->format, f->picture->colour);
		put_row(p, "size", "%u by %u pixels", f->picture->width, f->picture->height);
	}
}

/* "at 0:12", "from 0:12 to 1:30", or nothing. */
static const char *place_words(const struct finding *f, struct arena *a)
{
	if (f->seconds < 0)
		return "";
	const char *from = clock_of(f->seconds, a);
	const char *to = time_clock_end((int64_t)(f->until * 1000), a);
	if (f->until <= f->seconds || strcmp(from, to) == 0)
		return arena_printf(a, " at %s", from);
	return arena_printf(a, " from %s to %s", from, to);
}

/* What is wrong and what to do; the number is that of the mark below the waveform. */
static void put_finding(const struct paper *p, const struct finding *f, const char *number,
			struct arena *a)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(SIZE_MAX / 2);
	const size_t indent = 5;

	strbuf_addf(p->out, "%3s  ", number);
	paper_colour(p, f->level);
	strbuf_adds(p->out, f->severity);
	paper_plain(p);
	strbuf_addf(&text, "%s: ", place_words(f, a));
	text_add_visible(&text, f->text);
	strbuf_addf(&text, " [%s]", f->slug);
	paragraph_add(p->out, text.data, indent + strlen(f->severity), indent);
}

static void put_findings(const struct paper *p, const struct inspected *f, struct arena *a)
{
	if (f->finding_count)
		strbuf_addc(p->out, '\n');
	for (size_t i = 0; i < f->finding_count; i++)
		put_finding(p, &f->findings[i],
			    f->findings[i].seconds < 0 ? "-" : arena_printf(a, "%zu", i + 1), a);
}

/* What is said of the level, and what blether build does about it. */
static void add_level(const struct levelling *l, struct strbuf *out)
{
	const char *mends = "'blether build' puts its level right";

	if (!l)
		return;
	if (l->gain != 0)
		strbuf_addf(out, "; %.1f dB too %s for podcasts, %s", fabs(l->gain),
			    l->gain > 0 ? "quiet" : "loud", mends);
	else if (l->limiting > 0)
		strbuf_addf(out, "; its highest peak is %.1f dB too high for players, %s",
			    l->limiting, mends);
	else
		strbuf_adds(out, "; its level is right for podcasts");
	if (l->gain != 0 && l->limiting > 0)
		strbuf_addf(out, " and holds its highest peaks back by up to %.1f dB", l->limiting);
}

static size_t count_findings(const struct inspected *f, enum severity level)
{
	size_t n = 0;

	for (size_t i = 0; i < f->finding_count; i++)
		n += f->findings[i].level == level;
	return n;
}

/* What comes behind the one word. */
static void add_reasons(const struct inspected *f, struct strbuf *out)
{
	size_t errors = count_findings(f, SEV_ERROR), warnings = count_findings(f, SEV_WARNING);

	if (errors)
		strbuf_addf(out, ": see the %s above", report_plural(errors, "error", "errors"));
	else if (warnings)
		strbuf_addf(out, ": %zu %s to look at", warnings,
			    report_plural(warnings, "thing", "things"));
	if (f->verdict == VERDICT_GOOD || f->verdict == VERDICT_USABLE)
		add_level(f->levelling, out);
}

static void put_verdict(const struct paper *p, const struct inspected *f)
{
	static const enum severity colours[VERDICT_COUNT] = {
		[VERDICT_USABLE] = SEV_WARNING,
		[VERDICT_UNUSABLE] = SEV_ERROR,
		[VERDICT_UNREAD] = SEV_ERROR,
	};
	static const char *const words[VERDICT_COUNT] = { "good", "usable", "cannot be used",
							  "could not be read" };
	STRBUF_SCOPED struct strbuf rest = STRBUF_INIT(SIZE_MAX / 2);

	strbuf_addf(p->out, "\n  %-*s", NAME_WIDTH - 2, "verdict");
	paper_bold(p);
	if (f->verdict != VERDICT_GOOD)
		paper_colour(p, colours[f->verdict]);
	else if (p->colour)
		strbuf_adds(p->out, "\33[32m");
	strbuf_adds(p->out, words[f->verdict]);
	paper_plain(p);
	add_reasons(f, &rest);
	paragraph_add(p->out, rest.data, NAME_WIDTH + strlen(words[f->verdict]), NAME_WIDTH);
}

static void put_file(const struct paper *p, const struct inspected *f)
{
	struct arena a = { 0 };

	paper_bold(p);
	text_add_visible(p->out, f->path);
	paper_plain(p);
	strbuf_addc(p->out, '\n');
	put_facts(p, f, &a);
	inspect_draw(f, p);
	put_findings(p, f, &a);
	put_verdict(p, f);
	arena_free(&a);
}

/* The worst problem of them all, the first among its like: for `blether explain`; or NULL. */
static const struct finding *worst_finding(const struct inspection *in)
{
	const struct finding *worst = NULL;

	for (size_t i = 0; i < in->count; i++) {
		const struct inspected *f = &in->files[i];

		for (size_t k = 0; k < f->finding_count && f->verdict != VERDICT_UNREAD; k++) {
			if (!worst || f->findings[k].level > worst->level)
				worst = &f->findings[k];
		}
	}
	return worst;
}

static void put_summary(const struct paper *p, const struct inspection *in)
{
	const struct finding *worst = worst_finding(in);

	if (worst)
		strbuf_addf(p->out,
			    "\n'blether explain %s' tells more about the word in [brackets]\n",
			    worst->slug);
	if (in->count > 1)
		strbuf_addf(p->out, "\n%zu files: %zu good, %zu usable, %zu cannot be used",
			    in->count, inspection_count(in, VERDICT_GOOD),
			    inspection_count(in, VERDICT_USABLE),
			    inspection_count(in, VERDICT_UNUSABLE));
	if (in->count > 1 && inspection_count(in, VERDICT_UNREAD))
		strbuf_addf(p->out, ", %zu could not be read",
			    inspection_count(in, VERDICT_UNREAD));
	if (in->count > 1)
		strbuf_addc(p->out, '\n');
}

void inspect_print_text(const struct inspection *in, bool utf8, bool colour)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct paper p = { .utf8 = utf8, .colour = colour, .out = &out };

	for (size_t i = 0; i < in->count; i++) {
		if (in->files[i].verdict == VERDICT_UNREAD)
			continue;
		if (out.len)
			strbuf_addc(&out, '\n');
		put_file(&p, &in->files[i]);
	}
	put_summary(&p, in);
	fwrite(out.data, 1, out.len, stdout);
}
