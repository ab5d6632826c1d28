/* `blether map gaps` and `blether map chances`: lists for coordinators and for programs. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "map_command.h"
#include "model/map.h"
#include "report.h"

static const char *const state_words[] = {
	[GAP_NONE_LISTED] = "none listed",
	[GAP_ONLY_ONE] = "only one",
	[GAP_NOT_CHECKED] = "not checked",
};

static struct map_name plain(const char *word)
{
	return (struct map_name){ word, word };
}

static struct map_name value_of(const struct map *m, const struct gap *gap)
{
	switch (gap->dimension) {
	case GAP_PLACE:
		return m->places.all[gap->value];
	case GAP_AUDIENCE:
		return m->audiences.all[gap->value];
	case GAP_TIME:
		return plain(map_times[gap->value]);
	case GAP_WAY_IN:
		return plain(map_ways_in[gap->value]);
	case GAP_COST:
		return plain(map_costs[gap->value]);
	default:
		return m->areas.all[gap->value];
	}
}

/* --- gaps ------------------------------------------------------------------------------- */

static void print_gap(const struct map *m, const struct gap *gap, struct arena *a)
{
	static const char *const before[] = {
		[GAP_PLACE] = "in ", [GAP_AUDIENCE] = "for ", [GAP_TIME] = "",
		[GAP_WAY_IN] = "",   [GAP_COST] = "",         [GAP_PAIR] = "together with ",
	};
	const struct gap_note *n = gap->note;

	printf("  %-12s %s%s", state_words[gap->state], before[gap->dimension],
	       value_of(m, gap).title);
	if (gap->only)
		printf(": %s%s", m->groups.all[gap->only->group].title,
		       gap->only->is_stale ? ", not checked for a year" : "");
	if (n)
		printf(" (%s since %s%s%s)", n->status, date_words(n->since, a), n->who ? ": " : "",
		       n->who ? n->who : "");
	puts("");
}

static void print_gap_count(const struct gaps *gaps)
{
	size_t count[COUNT(state_words)] = { 0 };

	for (size_t i = 0; i < gaps->count; i++)
		count[gaps->all[i].state]++;
	printf("%s%zu %s", gaps->count ? "\n" : "", gaps->count,
	       report_plural(gaps->count, "gap", "gaps"));
	for (size_t i = 0; gaps->count && i < COUNT(count); i++)
		printf("%s%zu %s", i ? ", " : ": ", count[i], state_words[i]);
	puts("");
	if (gaps->count)
		puts("A gap means that nobody has told us about a service. It may still exist.\n"
		     "To say who is on it, or that it is none, write a file in gaps/: blether help "
		     "gap");
}

static void print_gaps(const struct map *m, const struct gaps *gaps, struct arena *a)
{
	for (size_t i = 0; i < gaps->count; i++) {
		const struct gap *gap = &gaps->all[i];

		if (!i || gap[-1].area != gap->area)
			printf("%s%s\n", i ? "\n" : "", m->areas.all[gap->area].title);
		print_gap(m, gap, a);
	}
	print_gap_count(gaps);
}

static void write_gap(struct json *j, const struct map *m, const struct gap *gap, struct arena *a)
{
	const struct gap_note *n = gap->note;

	json_open(j, NULL, '{');
	json_text(j, "id", gap->id);
	json_text(j, "area", m->areas.all[gap->area].slug);
	json_text(j, "dimension", gap_dimension_words[gap->dimension]);
	json_text(j, "value", value_of(m, gap).slug);
	json_text(j, "state", state_words[gap->state]);
	json_text(j, "only", gap->only ? m->groups.all[gap->only->group].slug : NULL);
	json_text(j, "status", n ? n->status : NULL);
	json_text(j, "since", n ? date_day(n->since, a) : NULL);
	json_text(j, "who", n ? n->who : NULL);
	json_close(j, '}');
}

/* --- chances ------------------------------------------------------------------------------ */

static void print_why(const struct chance *c, struct arena *a)
{
	const char *place = c->place ? c->place->title : NULL;

	switch (c->reason) {
	case CHANCE_OFFER:
		printf("%s has what %s is looking for: %s", c->one->name, c->other->name, c->thing);
		printf("%s%s", place ? "; both are in " : "", place ? place : "");
		break;
	case CHANCE_SHARED:
		printf("both provide for %s and %s, both are in %s, and they are of different "
		       "sorts",
		       c->area->title, c->second->title, place);
		break;
	case CHANCE_GAP:
		printf("nobody is listed for %s in %s: %s provides it next door, %s is there",
		       c->area->title, place, c->one->name, c->other->name);
		break;
	default:
		printf("both were at %s on %s", c->meeting->title,
		       date_words(c->meeting->start, a));
	}
}

static void print_chance(const struct chance *c, struct arena *a)
{
	printf("%s and %s\n  ", c->one->name, c->other->name);
	print_why(c, a);
	if (c->note)
		printf(" (%s since %s)", c->note->status, date_words(c->note->since, a));
	puts("");
}

static void write_chance(struct json *j, const struct chance *c)
{
	json_open(j, NULL, '{');
	json_text(j, "id", c->id);
	json_text(j, "one", c->one->item.slug);
	json_text(j, "other", c->other->item.slug);
	json_text(j, "reason", chance_reason_words[c->reason]);
	json_text(j, "thing", c->thing);
	json_open(j, "areas", '[');
	if (c->area)
		json_text(j, NULL, c->area->item.slug);
	if (c->second)
		json_text(j, NULL, c->second->item.slug);
	json_close(j, ']');
	json_text(j, "place", c->place ? c->place->item.slug : NULL);
	json_text(j, "meeting", c->meeting ? c->meeting->item.slug : NULL);
	json_text(j, "status", c->note ? c->note->status : NULL);
	json_close(j, '}');
}

/* --- both ---------------------------------------------------------------------------------- */

void map_print_gaps(struct map_run *run)
{
	const struct site *site = run->site;
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct json j = JSON_INIT_PRETTY(&out);

	if (!report_is_json(run->opts->format)) {
		print_gaps(site->map, site->gaps, run->arena);
		return;
	}
	json_open(&j, NULL, '{');
	json_open(&j, "gaps", '[');
	for (size_t i = 0; i < site->gaps->count; i++)
		write_gap(&j, site->map, &site->gaps->all[i], run->arena);
	json_close(&j, ']');
	json_close(&j, '}');
	puts(out.data);
}

void map_print_chances(struct map_run *run)
{
	const struct chances *chances = run->site->chances;
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct json j = JSON_INIT_PRETTY(&out);

	json_open(&j, NULL, '{');
	json_open(&j, "chances", '[');
	for (size_t i = 0; i < chances->count; i++) {
		if (report_is_json(run->opts->format))
			write_chance(&j, &chances->all[i]);
		else
			print_chance(&chances->all[i], run->arena);
	}
	json_close(&j, ']');
	json_close(&j, '}');
	if (report_is_json(run->opts->format))
		puts(out.data);
	else
		printf("%s%zu %s to work together\n%s\n", chances->count ? "\n" : "",
		       chances->count, report_plural(chances->count, "chance", "chances"),
		       chances->count
			       ? "To say what became of one, write a file in chances/: "
				 "blether help chance"
			       : "They are found where groups say what they offer and "
				 "need, in which areas and\nplaces they are, and who came to "
				 "which meeting.");
}
