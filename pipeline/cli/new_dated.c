/* Things that have a day in the names of their files: meetings, events and notices; and series. */
#include <stdbool.h>
#include <stdio.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/path.h"
#include "blank.h"
#include "commands.h"
#include "environment.h"
#include "model/fields.h"
#include "new.h"
#include "skeleton.h"

/* For how long a notice is shown unless somebody says otherwise. */
#define NOTICE_DAYS 14

/* What is to be written: which kind of file, under which name, with which values. */
struct order {
	const struct kind *kind;
	const char *name; /* of the file, without `.md` */
	const struct skeleton_value *values;
	const char *next; /* what to do now, a line each */
	bool has_times;   /* of the clock, which a zone belongs to */
};

static int write_order(const struct new_opts *o, const struct order *order, struct arena *a)
{
	const char *content = environment_content(o->content, a);

	if (!content)
		return STATUS_USAGE;
	const char *path = blank_place(
		content, arena_printf(a, "%s/%s.md", order->kind->folder, order->name), a);

	if (!path)
		return STATUS_USAGE;
	if (!blank_page(path, order->kind, order->values, "", a))
		return blank_failed(path);
	printf("%s is ready. Now:\n%s", path, order->next);
	if (order->has_times &&
	    !blank_read_line(path_join(content, "site.yaml", a), "time_zone:", a))
		puts("  and write 'time_zone: Europe/London' into site.yaml, or the zone where you "
		     "are: then times mean your clock");
	return STATUS_GOOD;
}

/* A day as it stands in front of a file's name; false after saying what is wrong. */
static bool is_day(const char *text)
{
	struct moment m;

	if (date_parse_day(text, &m) == DATE_OK)
		return true;
	fprintf(stderr, "error: '%s' is not a day; write it like 2026-09-03\n", text);
	return false;
}

static int new_gathering(const struct new_opts *o, char **operands, bool is_event, struct arena *a)
{
	const char *day = operands[0], *title = operands[1];
	const char *slug = is_day(day) ? blank_slug(title, "title", a) : NULL;
	const struct skeleton_value values[] = {
		{ "title", blank_quoted(title, a) },
		{ "start", arena_printf(a, "%s 10:00", day) },
		{ "end", arena_printf(a, "%s 12:00", day) },
		{ "type", is_event ? "event" : "meeting" },
		{ is_event ? "access_note" : NULL, "" },
		{ 0 },
	};

	if (!slug)
		return STATUS_USAGE;
	return write_order(
		o,
		&(struct order){
			.kind = &kind_meeting,
			.name = arena_printf(a, "%s-%s", day, slug),
			.values = values,
			.has_times = true,
			.next = is_event ? "  1. correct the times, and say where it is\n"
					   "  2. say below 'access_note' how everybody can come in "
					   "and take part\n"
					   "  3. afterwards write down what was said, below "
					   "'minutes'\n"
					 : "  1. correct the times, and say where it is\n"
					   "  2. afterwards write down what was said, below "
					   "'minutes'\n" },
		a);
}

int new_meeting(const struct new_opts *o, char **operands, struct arena *a)
{
	return new_gathering(o, operands, false, a);
}

int new_event(const struct new_opts *o, char **operands, struct arena *a)
{
	return new_gathering(o, operands, true, a);
}

int new_notice(const struct new_opts *o, char **operands, struct arena *a)
{
	const char *slug = blank_slug(operands[0], "title", a);
	struct moment today;

	if (!slug || !environment_now(o->now, &today))
		return STATUS_USAGE;
	const char *day = date_day(today, a);
	struct moment last = today;

	last.utc += NOTICE_DAYS * INT64_C(86400);
	const struct skeleton_value values[] = { { "title", blank_quoted(operands[0], a) },
						 { "from", "" },
						 { "begins", day },
						 { "ends", date_day(last, a) },
						 { 0 } };

	return write_order(o,
			   &(struct order){ .kind = &kind_notice,
					    .name = arena_printf(a, "%s-%s", day, slug),
					    .values = values,
					    .next = "  1. write into 'from' who says so\n"
						    "  2. correct the last day, 'ends'; then it "
						    "leaves all pages by itself\n" },
			   a);
}

int new_series(const struct new_opts *o, char **operands, struct arena *a)
{
	const char *slug = blank_slug(operands[0], "title", a);
	const struct skeleton_value values[] = { { "title", blank_quoted(operands[0], a) }, { 0 } };

	if (!slug)
		return STATUS_USAGE;
	return write_order(
		o,
		&(struct order){
			.kind = &kind_series,
			.name = slug,
			.values = values,
			.has_times = true,
			.next = arena_printf(
				a,
				"  1. say in 'rrule' how it comes again, and in 'start' and 'end' "
				"when the first one is\n"
				"  2. write 'series: %s' into meetings that have a page of their "
				"own\n"
				"  3. one is moved: make that page, with its old time in "
				"'replaces'; there is none:\n"
				"     write its day below 'except', or 'status: cancelled' into "
				"its page\n",
				slug) },
		a);
}
