/* The home of each learning programme: what, for whom, when, who came; and the list of them all. */
#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "course.h"
#include "mail.h"
#include "model/translation.h"
#include "navigation.h"
#include "phrase.h"
#include "versions.h"
#include "views.h"

/* What people can do afterwards, and what helps them to. */
struct shown_outcome {
	const char *id, *text;
	struct list resources; /* of struct item_line */
};

static const struct name outcome_names[] = {
	TEXT_NAME(struct shown_outcome, id),
	TEXT_NAME(struct shown_outcome, text),
	LIST_NAME(struct shown_outcome, resources, &view_item_line),
	{ 0 },
};
static const struct view view_outcome = { .name = "outcome",
					  .size = sizeof(struct shown_outcome),
					  .names = outcome_names };

struct programme_page {
	struct shell shell;
	const char *title, *summary, *body_html;
	const char *cohort; /* "Cohort 2020–21" */
	const char *own_lang;
	bool own_rtl;
	struct list facts;                     /* of struct course_fact */
	struct list next;                      /* one struct course_session, or none */
	struct list outcomes;                  /* of struct shown_outcome */
	struct list sessions, alone, attended; /* of struct course_session */
	struct list people;
	struct list statistics; /* of struct course_fact */
	const char *few_note;   /* why some numbers are not told; NULL: all are */
	const char *alone_lead, *ask, *calendar_path;
	struct list cohorts; /* of struct nav_link: the others */
};

static const struct name programme_names[] = {
	TEXT_NAME(struct programme_page, title),
	TEXT_NAME(struct programme_page, summary),
	HTML_NAME(struct programme_page, body_html),
	TEXT_NAME(struct programme_page, cohort),
	TEXT_NAME(struct programme_page, own_lang),
	FLAG_NAME(struct programme_page, own_rtl),
	LIST_NAME(struct programme_page, facts, &view_course_fact),
	LIST_NAME(struct programme_page, next, &view_course_session),
	LIST_NAME(struct programme_page, outcomes, &view_outcome),
	LIST_NAME(struct programme_page, sessions, &view_course_session),
	LIST_NAME(struct programme_page, alone, &view_course_session),
	LIST_NAME(struct programme_page, attended, &view_course_session),
	LIST_NAME(struct programme_page, people, &view_person),
	LIST_NAME(struct programme_page, statistics, &view_course_fact),
	TEXT_NAME(struct programme_page, few_note),
	TEXT_NAME(struct programme_page, alone_lead),
	TEXT_NAME(struct programme_page, ask),
	TEXT_NAME(struct programme_page, calendar_path),
	LIST_NAME(struct programme_page, cohorts, &view_nav_link),
	INCLUDE(struct programme_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_programme = { .name = "programme",
					    .size = sizeof(struct programme_page),
					    .names = programme_names };

/* A programme in the list of them all. */
struct programme_row {
	const char *title, *path, *summary;
	const char *about; /* its cohort, and when */
};

static const struct name row_names[] = {
	TEXT_NAME(struct programme_row, title),
	TEXT_NAME(struct programme_row, path),
	TEXT_NAME(struct programme_row, summary),
	TEXT_NAME(struct programme_row, about),
	{ 0 },
};
static const struct view view_row = { .name = "programme",
				      .size = sizeof(struct programme_row),
				      .names = row_names };

struct programmes_page {
	struct shell shell;
	struct list programmes; /* of struct programme_row */
};

static const struct name list_names[] = {
	LIST_NAME(struct programmes_page, programmes, &view_row),
	INCLUDE(struct programmes_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_list = { .name = "programmes",
				       .size = sizeof(struct programmes_page),
				       .names = list_names };

/* --- at a glance -------------------------------------------------------------------- */

static void add_fact(struct list *facts, const char *term, const char *text, const char *href)
{
	struct course_fact *all = facts->items;

	if (text)
		all[facts->count++] =
			(struct course_fact){ .term = term, .text = text, .href = href };
}

static const char *participants(struct press *p, const struct programme *programme)
{
	const struct interface *t = p->site->interface;
	const int64_t told = people_told(programme->participants);
	const struct filling few[] = { { "n", arena_printf(&p->page, "%d", PEOPLE_FEWEST) },
				       { 0 } };

	if (!told)
		return NULL;
	return told == ATTENDANCE_FEW ? interface_fill(t->participants_few, few, &p->page)
				      : interface_count(t, &t->count_participants, told, &p->page);
}

/* How many communities are of the programme's cohort; NULL: none is. */
static const char *communities(struct press *p, const struct programme *programme)
{
	const struct site *site = p->site;
	int64_t count = 0;

	for (size_t i = 0; programme->cohort && i < site->community_count; i++) {
		const char *cohort = site->communities[i].cohort;

		count += cohort && strcmp(cohort, programme->cohort) == 0;
	}
	return count ? interface_count(site->interface, &site->interface->count_communities, count,
				       &p->page)
		     : NULL;
}

#define FACTS_MOST 5

static struct list facts_of(struct press *p, const struct programme *programme)
{
	const struct interface *t = p->site->interface;
	struct list facts = { .items = arena_array(&p->page, FACTS_MOST,
						   sizeof(struct course_fact)) };
	const int64_t sessions =
		programme->expected ? programme->expected : (int64_t)programme->session_count;

	add_fact(&facts, t->programme_who, programme->who, NULL);
	add_fact(&facts, t->programme_when, course_days(p, programme->start, programme->end), NULL);
	if (sessions)
		add_fact(&facts, t->programme_length,
			 interface_count(t, &t->count_sessions, sessions, &p->page), NULL);
	add_fact(&facts, t->programme_part, participants(p, programme), NULL);
	add_fact(&facts, t->communities_title, communities(p, programme),
		 community_list_path(p->site));
	return facts;
}

/* --- sessions ------------------------------------------------------------------------- */

static struct list made_sessions(struct press *p, const struct session *const *sessions,
				 size_t count, int64_t most)
{
	struct course_session *made = arena_array(&p->page, count, sizeof(*made));

	for (size_t i = 0; i < count; i++)
		made[i] = course_session_make(p, sessions[i], most);
	return (struct list){ .items = made, .count = count };
}

static struct list next_of(struct press *p, const struct programme *programme)
{
	const struct session *next = programme_next(programme, p->site->now);

	return next ? made_sessions(p, &next, 1, 0) : (struct list){ 0 };
}

static struct list alone_of(struct press *p, const struct programme *programme)
{
	const struct session **way = arena_array(
		&p->page, programme->session_count + programme->alone.count, sizeof(*way));
	const size_t count = sessions_alone(programme, way);

	return made_sessions(p, way, count, 0);
}

static const char *alone_lead(struct press *p, const struct programme *programme)
{
	const struct interface *t = p->site->interface;
	const int64_t minutes = programme_minutes(programme);
	const struct filling with[] = { { "time", minutes ? course_length(p, minutes) : NULL },
					{ 0 } };

	return minutes ? interface_fill(t->alone_lead, with, &p->page) : t->alone_lead_open;
}

/* --- outcomes -------------------------------------------------------------------------- */

static struct list resources_for(struct press *p, const struct programme *programme,
				 const char *outcome)
{
	const struct resource **found =
		arena_array(&p->page, p->site->resource_count + 1, sizeof(*found));
	const size_t count = outcome_resources(p->site, programme, outcome, found);
	struct item_line *lines = arena_array(&p->page, count, sizeof(*lines));

	for (size_t i = 0; i < count; i++)
		lines[i] = item_line_make(p->site, &found[i]->item, NULL);
	return (struct list){ .items = lines, .count = count };
}

static struct list outcomes_of(struct press *p, const struct programme *programme)
{
	const struct outcome *all = programme->outcomes.items;
	const size_t count = programme->outcomes.count;
	struct shown_outcome *shown = arena_array(&p->page, count, sizeof(*shown));

	for (size_t i = 0; i < count; i++)
		shown[i] = (struct shown_outcome){ all[i].id, all[i].text,
						   resources_for(p, programme, all[i].id) };
	return (struct list){ .items = shown, .count = count };
}

/* --- who came --------------------------------------------------------------------------- */

static const char *told_number(struct press *p, int64_t told)
{
	const struct interface *t = p->site->interface;
	const struct filling few[] = { { "n", arena_printf(&p->page, "%d", PEOPLE_FEWEST) },
				       { 0 } };

	if (told == ATTENDANCE_FEW)
		return interface_fill(t->attendance_few, few, &p->page);
	return told == ATTENDANCE_WITHHELD ? t->attendance_withheld
					   : arena_printf(&p->page, "%" PRId64, told);
}

/* 25 is "12.5" */
static const char *told_half(struct press *p, int64_t twice)
{
	if (twice < 0 || twice % 2 == 0)
		return told_number(p, twice < 0 ? twice : twice / 2);
	return arena_printf(&p->page, "%" PRId64 "%s5", twice / 2,
			    p->site->interface->decimal_point);
}

static struct list statistics_of(struct press *p, const struct attendance *a)
{
	const struct interface *t = p->site->interface;
	struct list facts = { .items = arena_array(&p->page, 3, sizeof(struct course_fact)) };

	add_fact(&facts, t->attendance_median, told_half(p, a->median_twice), NULL);
	add_fact(&facts, t->attendance_least, told_number(p, a->least), NULL);
	add_fact(&facts, t->attendance_most, told_number(p, a->most), NULL);
	return facts;
}

static void add_attendance(struct press *p, const struct programme *programme,
			   struct programme_page *page)
{
	const struct attendance a = programme_attendance(programme);
	const struct filling few[] = { { "n", arena_printf(&p->page, "%d", PEOPLE_FEWEST) },
				       { 0 } };
	const struct course_session *all;
	struct course_session *kept;

	if (!a.count)
		return;
	page->attended = made_sessions(p, (const struct session *const *)programme->sessions,
				       programme->session_count, a.most);
	all = kept = page->attended.items;
	page->attended.count = 0;
	for (size_t i = 0; i < programme->session_count; i++) {
		if (all[i].attended_words)
			kept[page->attended.count++] = all[i];
	}
	page->statistics = statistics_of(p, &a);
	if (a.least == ATTENDANCE_FEW)
		page->few_note =
			interface_fill(p->site->interface->attendance_few_note, few, &p->page);
}

/* --- the page ---------------------------------------------------------------------------- */

static const char *cohort_of(struct press *p, const struct programme *programme)
{
	const struct filling with[] = { { "name", programme->cohort }, { 0 } };

	return programme->cohort
		       ? interface_fill(p->site->interface->programme_cohort, with, &p->page)
		       : NULL;
}

static struct list cohorts_of(struct press *p, const struct programme *programme)
{
	const struct site *site = p->site;
	const struct programme **all =
		arena_array(&p->page, site->programme_count, sizeof(struct programme *));
	const size_t count = programme_cohorts(
		site, (const struct programme *)(const void *)item_original(&programme->item), all);
	struct nav_link *links = arena_array(&p->page, count, sizeof(*links));
	struct list others = { .items = links };

	for (size_t i = 0; i < count; i++) {
		const struct programme *said = course_programme(p, all[i]);

		if (strcmp(all[i]->item.slug, programme->item.slug) != 0)
			links[others.count++] =
				(struct nav_link){ .title = said->cohort ? cohort_of(p, said)
									 : said->title,
						   .path = said->item.path };
	}
	return others;
}

static const char *ask_of(struct press *p, const struct programme *programme)
{
	const struct filling with[] = { { "title", programme->title }, { 0 } };

	if (!programme->ask)
		return NULL;
	return mail_link(programme->ask,
			 interface_fill(p->site->interface->ask_subject, with, &p->page), &p->page);
}

static struct programme_page page_of(struct press *p, const struct programme *programme)
{
	struct programme_page page = {
		.title = programme->title,
		.summary = programme->summary,
		.body_html = programme->body_html,
		.cohort = cohort_of(p, programme),
		.own_lang = item_own_language(p->site, &programme->item),
		.facts = facts_of(p, programme),
		.next = next_of(p, programme),
		.outcomes = outcomes_of(p, programme),
		.sessions = made_sessions(p, (const struct session *const *)programme->sessions,
					  programme->session_count, 0),
		.alone = alone_of(p, programme),
		.alone_lead = alone_lead(p, programme),
		.people = programme->people,
		.ask = ask_of(p, programme),
		.calendar_path = programme_calendar_path(programme, &p->page),
		.cohorts = cohorts_of(p, programme),
	};

	page.own_rtl = language_is_rtl(page.own_lang);
	add_attendance(p, programme, &page);
	return page;
}

static void render_programme(struct press *p, const struct item *item, void *arg)
{
	const struct programme *programme = (const struct programme *)item;
	const struct page_meta meta = { .path = programme->item.path,
					.group = OUTPUT_PAGE,
					.title = programme->title,
					.summary = programme->summary,
					.item = &programme->item,
					.above = course_above(p, NULL),
					.json_ld = linked_programme(p, programme),
					.offers_reuse = true,
					.is_generated = true };
	struct programme_page page = page_of(p, programme);

	page.shell = press_shell(p, &meta);
	press_page(p, arg, &meta, &page, page.shell.root);
}

static struct programme_row row_of(struct press *p, const struct programme *programme)
{
	const char *const about[] = { cohort_of(p, programme),
				      course_days(p, programme->start, programme->end) };

	return (struct programme_row){
		.title = programme->title,
		.path = programme->item.path,
		.summary = programme->summary,
		.about = words_dotted(about, COUNT(about), &p->page),
	};
}

static void render_list(struct press *p, const struct template *t)
{
	const struct site *site = p->site;
	const struct page_meta meta = { .path = programme_list_path(site),
					.group = OUTPUT_LIST,
					.title = site->interface->programmes_title,
					.summary = site->interface->programmes_lead,
					.offers_reuse = true };
	struct programme_row *rows = arena_array(&p->page, site->programme_count, sizeof(*rows));
	struct programmes_page page = { .programmes = { .items = rows,
							.count = site->programme_count } };

	for (size_t i = 0; i < site->programme_count; i++)
		rows[i] = row_of(p, site->programmes[i]);
	page.shell = press_shell(p, &meta);
	press_page(p, t, &meta, &page, page.shell.root);
}

void render_programmes(struct press *p)
{
	const struct template *one = theme_template(&p->theme, "programme", &view_programme);
	const struct template *all = theme_template(&p->theme, "programmes", &view_list);
	const struct session_templates sessions = session_templates(p);

	if (!one || !all || !sessions.page || !sessions.handout)
		return;
	for (size_t i = 0; i < p->site->programme_count; i++) {
		const struct programme *programme = p->site->programmes[i];

		versions_render(p, &programme->item, render_programme, (void *)one);
		render_sessions(p, &sessions, programme);
	}
	if (p->site->programme_count > 1)
		render_list(p, all);
}
