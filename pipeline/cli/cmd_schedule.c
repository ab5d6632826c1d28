#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "base/diag.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "commands.h"
#include "environment.h"
#include "model/schedule.h"
#include "read/read.h"
#include "report.h"

struct schedule_opts {
	const char *content, *now, *format;
};

static const struct opt schedule_options[] = {
	OPT_STRING(struct schedule_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct schedule_opts, now, 0, "now", "TIME", "what counts as the present"),
	OPT_CHOICE(struct schedule_opts, format, 'f', "format", "text|json",
		   "how to print the list and messages"),
	OPT_END,
};

static int64_t local_day(struct moment m)
{
	return seconds_day(m.utc + (int64_t)m.zone * 60);
}

/* `in 3 days`: by the calendar of the moment's zone, and within a day by the clock. */
static const char *distance(struct moment now, struct moment at, struct arena *a)
{
	now.zone = at.zone;
	int64_t days = local_day(at) - local_day(now), minutes = (at.utc - now.utc + 59) / 60;

	if (at.utc <= now.utc)
		return "now";
	if (days > 1)
		return arena_printf(a, "in %lld days", (long long)days);
	if (minutes < 120)
		return arena_printf(a, "in %lld %s", (long long)minutes,
				    report_plural((unsigned long)minutes, "minute", "minutes"));
	return days ? "tomorrow" : arena_printf(a, "in %lld hours", (long long)(minutes / 60));
}

static void print_when(const struct schedule_entry *e, struct moment now, struct arena *a)
{
	printf("  %s, %s, %s: ", weekday_name(day_weekday(local_day(e->at))),
	       date_time_words(e->at, a), distance(now, e->at, a));
}

static void print_coming(const struct schedule_entry *e, struct moment now, struct arena *a)
{
	print_when(e, now, a);
	if (e->kind == SCHEDULE_EPISODE)
		printf("'%s' of %s\n", e->episode->title, e->show->title);
	else if (e->kind == SCHEDULE_LIVE)
		printf("'%s' of %s, live until %s\n", e->live->title, e->show->title,
		       date_time((struct moment){ .utc = e->live->end.utc, .zone = e->at.zone },
				 a));
	else
		printf("by its rule the next episode of %s is due; nothing is scheduled for it\n",
		       e->show->title);
}

static void print_held(const struct schedule_entry *e)
{
	printf("  '%s' of %s: %s\n", e->episode->title, e->show->title, e->episode->item.src->path);
}

static void print_text(const struct schedule *s, struct moment now, struct arena *a)
{
	static const char *const headings[] = {
		[SCHEDULE_EPISODE] = "to come",
		[SCHEDULE_DRAFT] = "drafts, which appear when the line 'status: draft' is deleted",
		[SCHEDULE_WITHDRAWN] = "withdrawn",
	};
	const char *last = NULL;

	if (!s->count)
		puts("nothing is held back");
	for (size_t i = 0; i < s->count; i++) {
		const struct schedule_entry *e = &s->entries[i];
		const char *heading =
			headings[e->kind < SCHEDULE_DRAFT ? SCHEDULE_EPISODE : e->kind];

		if (heading != last)
			printf("%s:\n", heading);
		last = heading;
		if (e->kind < SCHEDULE_DRAFT)
			print_coming(e, now, a);
		else
			print_held(e);
	}
}

static void write_entry(const struct schedule_entry *e, struct json *j, struct arena *a)
{
	static const char *const kinds[] = {
		[SCHEDULE_EPISODE] = "scheduled",   [SCHEDULE_LIVE] = "live",
		[SCHEDULE_EXPECTED] = "expected",   [SCHEDULE_DRAFT] = "draft",
		[SCHEDULE_WITHDRAWN] = "withdrawn",
	};
	const char *title = e->episode ? e->episode->title : e->live ? e->live->title : NULL;

	json_open(j, NULL, '{');
	json_text(j, "kind", kinds[e->kind]);
	json_text(j, "date", e->at.set ? date_rfc3339(e->at, a) : NULL);
	json_text(j, "title", title);
	json_text(j, "show", e->show->item.slug);
	json_text(j, "file", e->episode ? e->episode->item.src->path : e->show->item.src->path);
	if (e->live)
		json_text(j, "end", date_rfc3339(e->live->end, a));
	json_close(j, '}');
}

static void print_json(const struct schedule *s, const struct diag *diag, struct moment now,
		       struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct json j = JSON_INIT_PRETTY(&out);

	json_open(&j, NULL, '{');
	json_bool(&j, "ok", diag_ok(diag));
	json_text(&j, "now", date_rfc3339(now, a));
	json_open(&j, "schedule", '[');
	for (size_t i = 0; i < s->count; i++)
		write_entry(&s->entries[i], &j, a);
	json_close(&j, ']');
	diag_write_json(diag, "messages", &j);
	json_close(&j, '}');
	puts(out.data);
}

static int list(const struct schedule_opts *o, const char *content, struct moment now,
		struct arena *a)
{
	struct diag diag;
	struct schedule s = { 0 };

	diag_init(&diag, a);
	const struct site *site = read_site(content, now, a, &diag);
	if (site && diag_ok(&diag))
		s = schedule_make(site, a);
	if (report_is_json(o->format))
		print_json(&s, &diag, now, a);
	else if (diag_ok(&diag))
		print_text(&s, now, a);
	else
		report_messages(&diag);
	return report_status(&diag);
}

static int schedule_run(const void *opts, int argc, char **argv)
{
	const struct schedule_opts *o = opts;
	struct arena arena = { 0 };
	const char *content = environment_content(o->content, &arena);
	struct moment now;
	int status = STATUS_USAGE;

	(void)argc;
	(void)argv;
	if (content && environment_now(o->now, &now))
		status = list(o, content, now, &arena);
	arena_free(&arena);
	return status;
}

const struct command cmd_schedule = {
	.name = "schedule",
	.operands = "",
	.summary = "Lists what is held back, until when, and what is expected next.",
	.details = "Episodes and live items that are to come stand by their moments, in the site's "
		   "time zone. A show\n"
		   "with a rule under 'update_frequency' has the next moment listed that nothing "
		   "is scheduled for.\n"
		   "Drafts and what was withdrawn follow. 'blether build --due' publishes what has "
		   "become due.\n\n"
		   "With --format=json: ok, now, messages, and schedule: kind (scheduled, live, "
		   "expected, draft or\n"
		   "withdrawn), date and end in UTC, title, show and file.",
	.opts = schedule_options,
	.opts_size = sizeof(struct schedule_opts),
	.run = schedule_run,
};
