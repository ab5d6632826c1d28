/* The list of meetings, what comes next first; the pages of series; and everything that is to be
 * done. */
#include <string.h>

#include "base/calendar.h"
#include "deed.h"
#include "model/rrule.h"
#include "model/translation.h"
#include "occasion.h"
#include "press.h"
#include "versions.h"

static const struct name deed_names[] = {
	TEXT_NAME(struct deed, what),    TEXT_NAME(struct deed, who),
	TEXT_NAME(struct deed, due),     TEXT_NAME(struct deed, due_machine),
	TEXT_NAME(struct deed, state),   TEXT_NAME(struct deed, from),
	TEXT_NAME(struct deed, path),    TEXT_NAME(struct deed, from_day),
	FLAG_NAME(struct deed, is_open), { 0 },
};
const struct view view_deed = { .name = "action",
				.size = sizeof(struct deed),
				.names = deed_names };

/* A series in a list. */
struct series_line {
	const char *title, *summary, *path, *rule;
	const char *rule_lang; /* rules are put into words in English only */
	const char *calendar_url;
};

static const struct name line_names[] = {
	TEXT_NAME(struct series_line, title),
	TEXT_NAME(struct series_line, summary),
	TEXT_NAME(struct series_line, path),
	TEXT_NAME(struct series_line, rule),
	TEXT_NAME(struct series_line, rule_lang),
	TEXT_NAME(struct series_line, calendar_url),
	{ 0 },
};
static const struct view view_series_line = { .name = "series",
					      .size = sizeof(struct series_line),
					      .names = line_names };

/* What was in one year. */
struct year {
	const char *title;
	struct list occasions;
};

static const struct name year_names[] = {
	TEXT_NAME(struct year, title),
	LIST_NAME(struct year, occasions, &view_occasion),
	{ 0 },
};
static const struct view view_year = { .name = "year",
				       .size = sizeof(struct year),
				       .names = year_names };

struct meetings_page {
	struct shell shell;
	const char *title, *lead;
	struct list series;                       /* of struct series_line; of the list of all */
	const char *rule, *rule_lang, *body_html; /* of the page of a series */
	struct list occasions;                    /* to come */
	struct list years;                        /* of struct year, newest first */
	const char *calendar_path, *calendar_url, *actions_path;
	const char *own_lang;
	bool own_rtl;
};

static const struct name meetings_names[] = {
	TEXT_NAME(struct meetings_page, title),
	TEXT_NAME(struct meetings_page, lead),
	LIST_NAME(struct meetings_page, series, &view_series_line),
	TEXT_NAME(struct meetings_page, rule),
	TEXT_NAME(struct meetings_page, rule_lang),
	HTML_NAME(struct meetings_page, body_html),
	LIST_NAME(struct meetings_page, occasions, &view_occasion),
	LIST_NAME(struct meetings_page, years, &view_year),
	TEXT_NAME(struct meetings_page, calendar_path),
	TEXT_NAME(struct meetings_page, calendar_url),
	TEXT_NAME(struct meetings_page, actions_path),
	TEXT_NAME(struct meetings_page, own_lang),
	FLAG_NAME(struct meetings_page, own_rtl),
	INCLUDE(struct meetings_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_meetings = { .name = "meetings",
					   .size = sizeof(struct meetings_page),
					   .names = meetings_names };

struct actions_page {
	struct shell shell;
	struct list open, done; /* of struct deed */
};

static const struct name actions_names[] = {
	LIST_NAME(struct actions_page, open, &view_deed),
	LIST_NAME(struct actions_page, done, &view_deed),
	INCLUDE(struct actions_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_actions = { .name = "actions",
					  .size = sizeof(struct actions_page),
					  .names = actions_names };

/* Years */

static int64_t year_of(struct press *p, const struct meeting *m)
{
	const struct moment local =
		p->site->time_zone ? date_in_zone(m->start, p->site->time_zone) : m->start;

	return civil_from_seconds(local.utc + (int64_t)local.zone * 60).year;
}

/* `past` from `from` on, as long as it is one year. */
static struct year year_from(struct press *p, const struct meetings *past, size_t from)
{
	int64_t year = year_of(p, past->all[from]);
	struct meetings same = { .all = past->all + from };

	while (from + same.count < past->count && year_of(p, same.all[same.count]) == year)
		same.count++;
	return (struct year){ .title = arena_printf(&p->page, "%d", (int)year),
			      .occasions = occasions_of(p->site, &same, &p->page) };
}

static struct list years_of(struct press *p, const struct meetings *past)
{
	struct year *all = arena_array(&p->page, past->count, sizeof(*all));
	struct list years = { .items = all };

	for (size_t i = 0; i < past->count; i += all[years.count++].occasions.count)
		all[years.count] = year_from(p, past, i);
	return years;
}

/* Series */

static const char *rule_words(struct press *p, const struct series *s)
{
	struct rrule_fault fault;
	struct rrule rule;

	return rrule_parse(s->rrule, &rule, &fault, &p->page) ? rrule_words(&rule, &p->page) : NULL;
}

static const char *rule_language(struct press *p)
{
	return language_same_base(p->site->language, "en") ? NULL : "en";
}

static struct list series_lines(struct press *p)
{
	const struct site *site = p->site;
	struct series_line *all = arena_array(&p->page, site->series_count, sizeof(*all));

	for (size_t i = 0; i < site->series_count; i++) {
		const struct series *s = site->series[i];

		all[i] = (struct series_line){
			.title = s->title,
			.summary = s->summary,
			.path = s->item.path,
			.rule = rule_words(p, s),
			.rule_lang = rule_language(p),
			.calendar_url = calendar_address(
				p->site, meeting_calendar_path(&s->item, &p->page), &p->page),
		};
	}
	return (struct list){ .items = all, .count = site->series_count };
}

#define SERIES_TIMES 6 /* on its own page */

/* What of a list is over; the rest stands before it. */
static struct meetings past_of(struct press *p, const struct meetings *all)
{
	size_t from = 0;

	while (from < all->count && !meeting_is_past(all->all[from], p->site->now))
		from++;
	return (struct meetings){ all->all + from, all->count - from };
}

static void render_series(struct press *p, const struct item *item, void *arg)
{
	const struct series *s = (const struct series *)item;
	const struct meetings all = meetings_of_series(
		p->site, (const struct series *)item_original(&s->item), &p->page);
	const struct meetings past = past_of(p, &all);
	const struct page_meta meta = { .path = s->item.path,
					.group = OUTPUT_LIST,
					.title = s->title,
					.summary = s->summary,
					.item = &s->item,
					.above = navigation_above(p, p->site->interface->meetings,
								  meetings_list_path(p->site)),
					.offers_reuse = true };
	struct meetings_page page = {
		.title = s->title,
		.lead = s->summary,
		.rule = rule_words(p, s),
		.rule_lang = rule_language(p),
		.body_html = s->body_html,
		.occasions = occasions_to_come(p->site, &all, s, SERIES_TIMES, &p->page),
		.years = years_of(p, &past),
		.calendar_path = meeting_calendar_path(&s->item, &p->page),
		.own_lang = item_own_language(p->site, &s->item),
	};

	page.own_rtl = language_is_rtl(page.own_lang);
	page.calendar_url = calendar_address(p->site, page.calendar_path, &p->page);
	page.shell = press_shell(p, &meta);
	press_page(p, arg, &meta, &page, page.shell.root);
}

/* All meetings */

static void render_all(struct press *p, const struct template *t)
{
	const struct interface *words = p->site->interface;
	const struct page_meta meta = { .path = meetings_list_path(p->site),
					.group = OUTPUT_LIST,
					.title = words->meetings,
					.summary = words->meetings_lead,
					.offers_reuse = true };

	if (!meta.path)
		return;
	const struct meetings next = meetings_to_come(p->site, &p->page);
	const struct meetings past = meetings_past(p->site, &p->page);
	struct meetings_page page = {
		.title = words->meetings,
		.lead = words->meetings_lead,
		.series = series_lines(p),
		.occasions = occasions_to_come(p->site, &next, NULL, OCCURRENCES_SHOWN, &p->page),
		.years = years_of(p, &past),
		.calendar_path = meetings_calendar_path(p->site),
		.actions_path = actions_list_path(p->site),
	};

	page.calendar_url = calendar_address(p->site, page.calendar_path, &p->page);
	page.shell = press_shell(p, &meta);
	press_page(p, t, &meta, &page, page.shell.root);
}

/* Actions */

struct deed deed_of(struct press *p, const struct site_action *a)
{
	const struct interface *t = p->site->interface;
	const struct action *action = a->action;

	return (struct deed){
		.what = action->what,
		.who = action->who,
		.due = action->due.set ? interface_date(t, action->due, &p->page) : NULL,
		.due_machine = action->due.set ? date_day(action->due, &p->page) : NULL,
		.state = action->is_done ? t->actions_done
			 : a->is_overdue ? t->action_overdue
					 : t->action_open,
		.from = a->meeting->title,
		.from_day = day_words(p->site, a->meeting->start, &p->page),
		.path = a->meeting->item.path,
		.is_open = !action->is_done,
	};
}

static void render_actions(struct press *p, const struct template *t)
{
	const struct interface *words = p->site->interface;
	const struct list all = site_actions(p->site, &p->page);
	const struct site_action *actions = all.items;
	struct deed *deeds = arena_array(&p->page, all.count, sizeof(*deeds));
	const struct page_meta meta = { .path = actions_list_path(p->site),
					.group = OUTPUT_LIST,
					.title = words->actions,
					.summary = words->actions_lead,
					.above = navigation_above(p, words->meetings,
								  meetings_list_path(p->site)),
					.offers_reuse = true };
	struct actions_page page = { .open.items = deeds };

	if (!meta.path)
		return;
	for (size_t i = 0; i < all.count; i++) {
		deeds[i] = deed_of(p, &actions[i]);
		page.open.count += deeds[i].is_open;
	}
	page.done = (struct list){ .items = deeds + page.open.count,
				   .count = all.count - page.open.count };
	page.shell = press_shell(p, &meta);
	page.shell.is_wide = true;
	press_page(p, t, &meta, &page, page.shell.root);
}

void render_meeting_lists(struct press *p)
{
	const struct template *all = theme_template(&p->theme, "meetings", &view_meetings);
	const struct template *one = theme_template(&p->theme, "series", &view_meetings);
	const struct template *actions = theme_template(&p->theme, "actions", &view_actions);

	if (!all || !one || !actions)
		return;
	render_all(p, all);
	for (size_t i = 0; i < p->site->series_count; i++)
		versions_render(p, &p->site->series[i]->item, render_series, (void *)one);
	render_actions(p, actions);
}
