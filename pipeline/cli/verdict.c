#include "verdict.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "paragraph.h"
#include "report.h"

static const char *const stance_words[STANCE_COUNT] = {
	[STANCE_LOSES] = "loses something",
	[STANCE_WARNS] = "warns",
	[STANCE_REFUSES] = "refuses",
};

static enum stance stance_of(const struct authority *who, unsigned id)
{
	return (enum stance)who->stances[id];
}

/* ---- how to mend ---- */

/* `refuses: Apple Podcasts, Spotify` */
static void add_who(struct strbuf *out, const struct profiles *p, unsigned id, enum stance stance)
{
	STRBUF_SCOPED struct strbuf line = STRBUF_INIT(4096);
	bool any = false;

	strbuf_addf(&line, "%s:", stance_words[stance]);
	for (size_t i = 0; i < p->count; i++) {
		if (stance_of(&p->all[i], id) != stance)
			continue;
		strbuf_addf(&line, "%s %s", any ? "," : "", p->all[i].name);
		any = true;
	}
	if (!any)
		return;
	strbuf_adds(out, "    ");
	paragraph_add(out, line.data, 4, 8);
}

static void add_mistake(struct strbuf *out, const struct profiles *p, unsigned id, unsigned times)
{
	const char *lost = p->lost[id];

	strbuf_addf(out, "\n  [%s]", diag_slug((enum diag_id)id));
	strbuf_addf(out, " %s, %u %s\n", severity_name(diag_severity((enum diag_id)id)), times,
		    report_plural(times, "time", "times"));
	for (enum stance s = STANCE_REFUSES; s > STANCE_TAKES; s--)
		add_who(out, p, id, s);
	if (*lost) {
		strbuf_adds(out, "    what is lost: ");
		paragraph_add(out, lost, 18, 8);
	}
	strbuf_adds(out, "    ");
	paragraph_add(out, diag_advice((enum diag_id)id), 4, 4);
}

static unsigned times_in_all(const struct verdicts *v, unsigned id)
{
	unsigned times = 0;

	for (size_t i = 0; i < v->count; i++)
		times += v->all[i].judgement.times[id];
	return times;
}

/* Each mistake once, the worst first, in the order of the catalogue. */
static void add_mistakes(struct strbuf *out, const struct verdicts *v, const struct profiles *p)
{
	bool any = false;

	for (int severity = SEV_FATAL; severity >= SEV_NOTE; severity--) {
		for (unsigned id = 0; id < DIAG_COUNT; id++) {
			unsigned times = times_in_all(v, id);

			if (!times || (int)diag_severity((enum diag_id)id) != severity)
				continue;
			if (!any)
				strbuf_adds(out, "\nWhat it means, and how to mend it\n");
			any = true;
			add_mistake(out, p, id, times);
		}
	}
}

/* ---- who takes it ---- */

/* The kinds of mistake that make somebody take a stance. */
static unsigned kinds(const struct authority *who, const struct judgement *of, enum stance stance)
{
	unsigned n = 0;

	for (unsigned id = 0; id < DIAG_COUNT; id++)
		n += of->times[id] && stance_of(who, id) == stance;
	return n;
}

static enum stance worst(const struct authority *who, const struct judgement *of)
{
	enum stance s = STANCE_REFUSES;

	while (s > STANCE_TAKES && !kinds(who, of, s))
		s--;
	return s;
}

static void add_slugs(struct strbuf *out, const struct authority *who, const struct judgement *of,
		      enum stance stance)
{
	const char *comma = "";

	for (unsigned id = 0; id < DIAG_COUNT; id++) {
		if (!of->times[id] || stance_of(who, id) != stance)
			continue;
		strbuf_addf(out, "%s%s", comma, diag_slug((enum diag_id)id));
		comma = ", ";
	}
}

/* A standard does not take feeds; they follow it. */
static const char *words_for(const struct authority *who, enum stance stance)
{
	static const char *const of_standards[STANCE_COUNT] = { "valid", "valid",
								"valid, with warnings",
								"not valid" };
	static const char *const of_others[STANCE_COUNT] = { "takes it",
							     "takes it, but loses something",
							     "takes it, with warnings", "refuses" };

	return strcmp(who->kind, "standard") == 0 ? of_standards[stance] : of_others[stance];
}

static void add_authority(struct strbuf *out, const struct authority *who,
			  const struct judgement *of)
{
	STRBUF_SCOPED struct strbuf line = STRBUF_INIT(1 << 16);
	enum stance stance = worst(who, of);

	strbuf_addf(&line, "%s", words_for(who, stance));
	if (stance != STANCE_TAKES) {
		strbuf_adds(&line, ": ");
		add_slugs(&line, who, of, stance);
	}
	if (stance == STANCE_WARNS && kinds(who, of, STANCE_LOSES)) {
		strbuf_adds(&line, "; loses something: ");
		add_slugs(&line, who, of, STANCE_LOSES);
	}
	/* Where it is refused, what is milder can wait. */
	unsigned milder = kinds(who, of, STANCE_LOSES) + kinds(who, of, STANCE_WARNS);
	if (stance == STANCE_REFUSES && milder)
		strbuf_addf(&line, "; and minds %u more", milder);
	strbuf_addf(out, "  %-18s  ", who->name);
	paragraph_add(out, line.data, 22, 22);
}

static void add_feed(struct strbuf *out, const struct verdict *v)
{
	const struct judgement *of = &v->judgement;

	text_add_visible(out, of->title && *of->title ? of->title : v->name);
	strbuf_addf(out, " (%zu %s)\n", of->items, report_plural(of->items, "episode", "episodes"));
}

/* Feeds with the same mistakes, however often, are taken by the same. */
static bool same_mistakes(const struct judgement *a, const struct judgement *b)
{
	for (unsigned id = 0; id < DIAG_COUNT; id++) {
		if (!a->times[id] != !b->times[id])
			return false;
	}
	return true;
}

/* How many of the feeds from `first` up to `end` have the mistakes of that feed. */
static size_t count_alike(const struct verdicts *v, size_t first, size_t end, size_t feed)
{
	size_t n = 0;

	for (size_t i = first; i < end; i++)
		n += same_mistakes(&v->all[i].judgement, &v->all[feed].judgement);
	return n;
}

/* One verdict for the feed and all after it with the same mistakes; none, if it had one before. */
static void add_verdict(struct strbuf *out, const struct verdicts *v, size_t feed,
			const struct profiles *p)
{
	if (count_alike(v, 0, feed, feed))
		return;
	bool alone = count_alike(v, feed, v->count, feed) == 1;

	strbuf_adds(out, alone ? "\nWho takes " : "\nWho takes these feeds\n\n");
	for (size_t i = feed; i < v->count; i++) {
		if (!same_mistakes(&v->all[i].judgement, &v->all[feed].judgement))
			continue;
		strbuf_adds(out, alone ? "" : "  ");
		add_feed(out, &v->all[i]);
	}
	strbuf_addc(out, '\n');
	for (size_t i = 0; i < p->count; i++)
		add_authority(out, &p->all[i], &v->all[feed].judgement);
}

static void add_count(struct strbuf *out, const struct diag *diag)
{
	unsigned errors = diag->count[SEV_ERROR] + diag->count[SEV_FATAL];
	unsigned warnings = diag->count[SEV_WARNING];

	strbuf_addf(out, "\n%u %s, %u %s\n", errors, report_plural(errors, "error", "errors"),
		    warnings, report_plural(warnings, "warning", "warnings"));
}

void verdict_print(const struct verdicts *v, const struct diag *diag)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT((size_t)16 << 20);
	struct arena a = { 0 };
	struct profiles p = profiles_load(&a);

	add_mistakes(&out, v, &p);
	for (size_t i = 0; i < v->count; i++)
		add_verdict(&out, v, i, &p);
	add_count(&out, diag);
	fwrite(out.data, 1, out.len, stdout);
	arena_free(&a);
}

/* ---- for programs ---- */

static void write_slugs(struct json *j, const char *key, const struct authority *who,
			const struct judgement *of, enum stance stance)
{
	json_open(j, key, '[');
	for (unsigned id = 0; id < DIAG_COUNT; id++) {
		if (of->times[id] && stance_of(who, id) == stance)
			json_text(j, NULL, diag_slug((enum diag_id)id));
	}
	json_close(j, ']');
}

static void write_authority(struct json *j, const struct authority *who, const struct judgement *of)
{
	static const char *const names[STANCE_COUNT] = { "takes", "loses", "warns", "refuses" };

	json_open(j, NULL, '{');
	json_text(j, "name", who->name);
	json_text(j, "kind", who->kind);
	json_text(j, "stance", names[worst(who, of)]);
	for (enum stance s = STANCE_REFUSES; s > STANCE_TAKES; s--)
		write_slugs(j, names[s], who, of, s);
	json_close(j, '}');
}

static void write_verdict(struct json *j, const struct verdict *v, const struct profiles *p)
{
	json_open(j, NULL, '{');
	json_text(j, "file", v->name);
	json_text(j, "title", v->judgement.title);
	json_int(j, "episodes", (int64_t)v->judgement.items);
	json_open(j, "mistakes", '{');
	for (unsigned id = 0; id < DIAG_COUNT; id++) {
		if (v->judgement.times[id])
			json_int(j, diag_slug((enum diag_id)id), v->judgement.times[id]);
	}
	json_close(j, '}');
	json_open(j, "authorities", '[');
	for (size_t i = 0; i < p->count; i++)
		write_authority(j, &p->all[i], &v->judgement);
	json_close(j, ']');
	json_close(j, '}');
}

void verdict_print_json(const struct verdicts *v, const struct diag *diag)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct json j = JSON_INIT_PRETTY(&out);
	struct arena a = { 0 };
	struct profiles p = profiles_load(&a);

	json_open(&j, NULL, '{');
	json_bool(&j, "ok", diag_ok(diag));
	diag_write_json(diag, "messages", &j);
	json_open(&j, "feeds", '[');
	for (size_t i = 0; i < v->count; i++)
		write_verdict(&j, &v->all[i], &p);
	json_close(&j, ']');
	json_close(&j, '}');
	puts(out.data);
	arena_free(&a);
}
