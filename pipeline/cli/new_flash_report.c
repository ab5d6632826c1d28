/* A flash report, begun with what the content tells of its month. */
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "blank.h"
#include "commands.h"
#include "environment.h"
#include "model/activity.h"
#include "model/flash_report.h"
#include "model/map.h"
#include "new.h"
#include "read/read.h"
#include "report.h"
#include "skeleton.h"

#define LEARNED_MOST 20 /* the table of fields says so of both lists */
#define NEXT_MOST    20

/* The report while it is written. */
struct draft {
	const struct site *site;
	const char *content; /* the folder */
	struct moment month;
	struct activity now, coming; /* in the month, and in the one after */
	struct strbuf *out;
	struct arena *arena;
};

/* The file of an item as one finds it in the content folder. */
static const char *file_of(const struct draft *d, const struct item *item)
{
	const char *path = item->src->path;
	const size_t len = strlen(d->content);

	if (strncmp(path, d->content, len) == 0 && path[len] == '/')
		return path + len + 1;
	return path;
}

static void add_quoted(struct draft *d, const char *text)
{
	skeleton_quote(text, d->out);
}

/* `  - slug  # Title (file)` */
static void add_slug(struct draft *d, const struct item *item, const char *title)
{
	strbuf_addf(d->out, "  - %s  # %s (%s)\n", item->slug, title ? title : item->slug,
		    file_of(d, item));
}

static void add_counted(struct strbuf *out, size_t n, const char *one, const char *many)
{
	if (n)
		strbuf_addf(out, "%s%zu %s", out->len ? ", " : "", n, report_plural(n, one, many));
}

/* A sentence that is true, and that somebody will write better. */
static const char *counted_headline(struct draft *d)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_MESSAGE);

	add_counted(&text, d->now.episodes.count, "new episode", "new episodes");
	add_counted(&text, d->now.meetings.count, "meeting", "meetings");
	add_counted(&text, d->now.sessions.count, "session", "sessions");
	add_counted(&text, d->now.resources.count, "addition to the library",
		    "additions to the library");
	add_counted(&text, d->now.stories.count, "story", "stories");
	add_counted(&text, d->now.joined.count, "group joined", "groups joined");
	if (!text.len)
		return "";
	return arena_printf(d->arena, "%s.", text.data);
}

static void write_head(struct draft *d, struct moment date)
{
	const struct interface *t = &interface_english;

	strbuf_addf(d->out,
		    "# Begun by 'blether new flash-report %s' from what the content tells of the "
		    "month.\n"
		    "# Change all of it: leave out what nobody needs, and say what mattered.\n"
		    "# What the month was about.\ntitle: ",
		    month_slug(d->month, d->arena));
	add_quoted(d, interface_month(t, d->month, d->arena));
	strbuf_adds(d->out,
		    "\n# The month in one sentence. This one has only counted.\nheadline: ");
	add_quoted(d, counted_headline(d));
	strbuf_addf(d->out,
		    "\n# The day on which it appears.\ndate: %s\n"
		    "# Who wrote it: a role.\n# by: The facilitators\n",
		    date_day(date, d->arena));
}

static void write_session(struct draft *d)
{
	for (size_t i = 0; i < d->now.sessions.count; i++) {
		const struct session *s = d->now.sessions.all[i];
		const char *name = path_base(s->item.src->path);

		strbuf_addf(d->out, "%s (%s)\n%ssession: %s/%.*s\n",
			    i ? "# Another was" : "# The session of the month:",
			    date_words(s->date, d->arena), i ? "# " : "", s->programme->item.slug,
			    (int)(strlen(name) - strlen(".md")), name);
	}
}

static void write_learned(struct draft *d)
{
	size_t count = 0;

	strbuf_adds(d->out, "# What was learned, a sentence each. These are from the minutes; keep "
			    "what others can use.\n");
	for (size_t i = 0; i < d->now.meetings.count; i++) {
		const struct meeting *m = d->now.meetings.all[i];

		for (size_t k = 0; k < m->minutes.count && count < LEARNED_MOST; k++) {
			strbuf_adds(d->out, count++ ? "  - " : "learned:\n  - ");
			add_quoted(d, m->minutes.items[k]);
			strbuf_addf(d->out, "  # %s\n", file_of(d, &m->item));
		}
	}
	if (!count)
		strbuf_adds(d->out, "# learned:\n#   - \n");
	strbuf_adds(d->out, "# What people said. No names: a role that says nothing about who it "
			    "is.\n# quotes:\n#   - text: \n#     who: \n");
}

static void write_tools(struct draft *d)
{
	const struct things *r = &d->now.resources, *s = &d->now.stories;

	strbuf_adds(d->out, "# Things to try. These came into the library this month.\n");
	strbuf_adds(d->out, r->count ? "tools:\n" : "# tools:\n#   - \n");
	for (size_t i = 0; i < r->count; i++) {
		const struct resource *tool = r->all[i];

		add_slug(d, &tool->item, tool->title);
	}
	strbuf_adds(d->out, "# Stories that were told this month.\n");
	strbuf_adds(d->out, s->count ? "stories:\n" : "# stories:\n#   - \n");
	for (size_t i = 0; i < s->count; i++) {
		const struct story *story = s->all[i];

		add_slug(d, &story->item, story->title);
	}
}

static void add_meetings(struct draft *d, const struct things *meetings)
{
	for (size_t i = 0; i < meetings->count; i++) {
		const struct meeting *m = meetings->all[i];

		add_slug(d, &m->item, m->title);
	}
}

static void write_meetings(struct draft *d)
{
	bool any = d->now.meetings.count || d->coming.meetings.count;

	strbuf_adds(d->out, "# Meetings of this month, and of the next.\n");
	strbuf_adds(d->out, any ? "meetings:\n" : "# meetings:\n#   - \n");
	add_meetings(d, &d->now.meetings);
	add_meetings(d, &d->coming.meetings);
}

/* `  - "On 12 May 2021: Kindness at work."  # meetings/…` */
static void add_next(struct draft *d, struct moment when, const char *what, const struct item *from,
		     size_t *count)
{
	if (*count >= NEXT_MOST)
		return;
	strbuf_adds(d->out, (*count)++ ? "  - " : "next:\n  - ");
	add_quoted(d, arena_printf(d->arena, "On %s: %s%s", date_words(when, d->arena), what,
				   text_ends(what, ".") ? "" : "."));
	strbuf_addf(d->out, "  # %s\n", file_of(d, from));
}

static void add_due_actions(struct draft *d, size_t *count)
{
	for (size_t i = 0; i < d->site->meeting_count; i++) {
		const struct meeting *m = d->site->meetings[i];
		const struct action *all = m->actions.items;

		for (size_t k = 0; k < m->actions.count; k++) {
			if (!all[k].is_done && period_has(&d->coming.period, all[k].due))
				add_next(d, all[k].due, all[k].what, &m->item, count);
		}
	}
}

static void write_next(struct draft *d)
{
	size_t count = 0;

	strbuf_adds(d->out, "# What comes next: meetings and sessions of the next month, and "
			    "actions that are due in it.\n");
	for (size_t i = 0; i < d->coming.meetings.count; i++) {
		const struct meeting *m = d->coming.meetings.all[i];

		add_next(d, m->start, m->title, &m->item, &count);
	}
	for (size_t i = 0; i < d->coming.sessions.count; i++) {
		const struct session *s = d->coming.sessions.all[i];

		add_next(d, s->date, s->title, &s->item, &count);
	}
	add_due_actions(d, &count);
	if (!count)
		strbuf_adds(d->out, "# next:\n#   - \n");
}

/* The body */

/* Plain words as Markdown that means nothing else. */
static void add_plain(struct draft *d, const char *text)
{
	for (; *text; text++) {
		if (strchr("\\`*_[]<>&", *text))
			strbuf_addc(d->out, '\\');
		strbuf_addc(d->out, *text);
	}
}

static void add_link(struct draft *d, const struct item *item, const char *title)
{
	strbuf_adds(d->out, "- [");
	add_plain(d, title ? title : item->slug);
	strbuf_addf(d->out, "](../%s)", file_of(d, item));
}

static void add_heading(struct draft *d, const char *text)
{
	strbuf_addf(d->out, "\n## %s\n\n", text);
}

static void write_episodes(struct draft *d)
{
	if (d->now.episodes.count)
		add_heading(d, "To listen to");
	for (size_t i = 0; i < d->now.episodes.count; i++) {
		const struct episode *e = d->now.episodes.all[i];

		add_link(d, &e->item, e->title);
		strbuf_adds(d->out, ": ");
		add_plain(d, e->summary ? e->summary : "");
		strbuf_addc(d->out, '\n');
	}
}

static void write_notices(struct draft *d)
{
	if (d->now.notices.count)
		add_heading(d, "What people should know");
	for (size_t i = 0; i < d->now.notices.count; i++) {
		const struct notice *n = d->now.notices.all[i];

		add_link(d, &n->item, n->title);
		strbuf_addc(d->out, '\n');
	}
}

static const char *title_of_area(const struct draft *d, const char *slug)
{
	const struct area *area = slug ? site_item(d->site, &kind_area, slug) : NULL;

	return area && area->title ? area->title : slug ? slug : "";
}

/* "bereavement, gourock": the area and the one thing more that a gap is of. */
static void add_gap(struct draft *d, const struct gap_note *gap, const char *state)
{
	const char *const more[] = { gap->place,  gap->audience, gap->time,
				     gap->way_in, gap->cost,     gap->with };

	strbuf_addf(d->out, "- %s: ", state);
	add_plain(d, title_of_area(d, gap->area));
	for (size_t i = 0; i < COUNT(more); i++) {
		if (more[i]) {
			strbuf_adds(d->out, ", ");
			add_plain(d, more[i]);
		}
	}
	strbuf_addc(d->out, '\n');
}

static void add_change(struct draft *d, const struct map_change *c)
{
	strbuf_adds(d->out, "- ");
	add_plain(d, c->group.title ? c->group.title : c->group.slug);
	strbuf_adds(d->out, c->kind == MAP_REMOVED ? " no longer works in "
			    : c->kind == MAP_ADDED ? " now works in "
						   : " does something else in ");
	add_plain(d, c->area.title ? c->area.title : c->area.slug);
	if (c->kind != MAP_REMOVED)
		strbuf_addf(d->out, " (%s)", map_role_words[c->now]);
	strbuf_addc(d->out, '\n');
}

static struct map_changes changes_of(struct draft *d)
{
	const struct map_news news = map_news_of(d->site, &d->now.period);

	if (!news.before || !news.now || news.before == news.now)
		return (struct map_changes){ 0 };
	return map_compare(&news.before->map, &news.now->map, d->arena);
}

static void write_map(struct draft *d)
{
	const struct map_changes changes = changes_of(d);
	const struct activity *now = &d->now;

	if (changes.count || now->joined.count || now->opened.count || now->closed.count)
		add_heading(d, "On the map");
	for (size_t i = 0; i < now->joined.count; i++) {
		const struct group *group = now->joined.all[i];

		add_link(d, &group->item, group->name);
		strbuf_adds(d->out, " has joined\n");
	}
	for (size_t i = 0; i < changes.count; i++)
		add_change(d, &changes.all[i]);
	for (size_t i = 0; i < now->closed.count; i++)
		add_gap(d, now->closed.all[i], "a gap is closed");
	for (size_t i = 0; i < now->opened.count; i++)
		add_gap(d, now->opened.all[i], "a gap is open");
}

static void write_draft(struct draft *d, struct moment date)
{
	strbuf_adds(d->out, "---\n");
	write_head(d, date);
	write_session(d);
	write_learned(d);
	write_tools(d);
	write_meetings(d);
	write_next(d);
	strbuf_adds(d->out, "---\n");
	write_episodes(d);
	write_notices(d);
	write_map(d);
}

/* Today, but no earlier than the last day of the month. */
static struct moment day_of(struct moment month, struct moment now)
{
	struct moment last = month_next(month);

	last.utc -= 86400;
	now.utc -= now.utc % 86400;
	now.zone = 0;
	return now.utc > last.utc ? now : last;
}

static int write_report(const struct site *site, const char *path, const char *content,
			struct moment month, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_SOURCE_BYTES);
	const struct moment next = month_next(month);
	struct draft d = {
		.site = site,
		.content = content,
		.month = month,
		.now = activity_gather(site, (struct period){ month, next }, a),
		.coming = activity_gather(site, (struct period){ next, month_next(next) }, a),
		.out = &out,
		.arena = a,
	};

	write_draft(&d, day_of(month, site->now));
	if (!blank_write(path, out.data, out.len, a))
		return blank_failed(path);
	printf("%s is ready. Now:\n"
	       "  1. write the headline, and what was learned\n"
	       "  2. add quotations, each with a role and without a name\n"
	       "  3. leave out what is not worth two minutes: 'blether check' counts the words\n"
	       "  4. it appears on the day in 'date', not before; correct that\n"
	       "  5. when it is published, 'blether mail flash-report %s' makes the letter\n",
	       path, month_slug(month, a));
	return STATUS_GOOD;
}

int new_flash_report(const struct new_opts *o, char **operands, struct arena *a)
{
	const char *content = environment_content(o->content, a);
	struct moment month, now;
	struct diag diag;

	if (!content || !environment_now(o->now, &now))
		return STATUS_USAGE;
	if (!month_parse(operands[0], &month)) {
		fprintf(stderr, "error: '%s' is no month; write it like 2021-03\n", operands[0]);
		return STATUS_USAGE;
	}
	const char *path = blank_place(
		content, arena_printf(a, "flash-reports/%s.md", month_slug(month, a)), a);
	if (!path)
		return STATUS_USAGE;
	diag_init(&diag, a);
	const struct site *site = read_site(content, now, a, &diag);
	if (!site) {
		report_messages(&diag);
		return report_status(&diag);
	}
	if (!diag_ok(&diag))
		fputs("warning: the content has errors, which 'blether check' tells; what cannot "
		      "be read is missing in the report\n",
		      stderr);
	return write_report(site, path, content, month, a);
}
