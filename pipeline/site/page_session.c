/* A session of a programme: before, in it, afterwards; and on paper, with room to write. */
#include <inttypes.h>
#include <string.h>

#include "course.h"
#include "model/meeting.h"
#include "model/translation.h"
#include "navigation.h"
#include "phrase.h"
#include "reuse.h"
#include "versions.h"
#include "views.h"

/* What the page and its handout show. */
struct session_page {
	struct shell shell;
	const char *title, *summary, *theme, *body_html;
	const char *programme_title, *programme_path;
	const char *position; /* "Session 3 of 10" */
	const char *own_lang;
	bool own_rtl, is_cancelled;
	const char *date_words, *date_machine, *time_words, *minutes_words;
	struct strings outcomes, before, during, after, reflection;
	struct list tools; /* of struct item_line */
	struct list people;
	const char *recording, *recording_words;
	struct list episodes;       /* of struct nav_link */
	struct list previous, next; /* of struct nav_link: one, or none */
	bool has_neighbours, has_again;
	const char *path, *url, *qr_path, *qr_alt; /* for the handout: of the page */
};

static const struct name session_names[] = {
	TEXT_NAME(struct session_page, title),
	TEXT_NAME(struct session_page, summary),
	TEXT_NAME(struct session_page, theme),
	HTML_NAME(struct session_page, body_html),
	TEXT_NAME(struct session_page, programme_title),
	TEXT_NAME(struct session_page, programme_path),
	TEXT_NAME(struct session_page, position),
	TEXT_NAME(struct session_page, own_lang),
	FLAG_NAME(struct session_page, own_rtl),
	FLAG_NAME(struct session_page, is_cancelled),
	TEXT_NAME(struct session_page, date_words),
	TEXT_NAME(struct session_page, date_machine),
	TEXT_NAME(struct session_page, time_words),
	TEXT_NAME(struct session_page, minutes_words),
	TEXTS_NAME(struct session_page, outcomes),
	TEXTS_NAME(struct session_page, before),
	TEXTS_NAME(struct session_page, during),
	TEXTS_NAME(struct session_page, after),
	TEXTS_NAME(struct session_page, reflection),
	LIST_NAME(struct session_page, tools, &view_item_line),
	LIST_NAME(struct session_page, people, &view_person),
	TEXT_NAME(struct session_page, recording),
	TEXT_NAME(struct session_page, recording_words),
	LIST_NAME(struct session_page, episodes, &view_nav_link),
	LIST_NAME(struct session_page, previous, &view_nav_link),
	LIST_NAME(struct session_page, next, &view_nav_link),
	FLAG_NAME(struct session_page, has_neighbours),
	FLAG_NAME(struct session_page, has_again),
	TEXT_NAME(struct session_page, path),
	TEXT_NAME(struct session_page, url),
	TEXT_NAME(struct session_page, qr_path),
	TEXT_NAME(struct session_page, qr_alt),
	INCLUDE(struct session_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_session_page = { .name = "session",
					       .size = sizeof(struct session_page),
					       .names = session_names };

struct session_templates session_templates(struct press *p)
{
	return (struct session_templates){
		.page = theme_template(&p->theme, "session", &view_session_page),
		.handout = theme_template(&p->theme, "session-handout", &view_session_page),
	};
}

const char *session_handout_path(const struct session *s, struct arena *a)
{
	return s->reflection.count ? page_beside(s->item.path, ".handout.html", a) : NULL;
}

static const char *position_of(struct press *p, const struct session *s)
{
	const struct programme *programme = s->programme;
	const int64_t there = (int64_t)programme->session_count;
	const int64_t all = programme->expected > there ? programme->expected : there;
	const struct filling with[] = { { "n", arena_printf(&p->page, "%" PRId64, s->number) },
					{ "all", arena_printf(&p->page, "%" PRId64, all) },
					{ 0 } };

	return interface_fill(p->site->interface->session_of, with, &p->page);
}

static struct strings outcomes_of(struct press *p, const struct session *s)
{
	const struct programme *programme = course_programme(p, s->programme);
	const struct outcome *all = programme->outcomes.items;
	struct strings texts = { .items = arena_array(&p->page, programme->outcomes.count,
						      sizeof(char *)) };

	for (size_t i = 0; i < programme->outcomes.count; i++) {
		if (session_serves(s, all[i].id))
			texts.items[texts.count++] = all[i].text;
	}
	return texts;
}

static struct list episodes_of(struct press *p, const struct session *s)
{
	struct nav_link *links = arena_array(&p->page, s->episodes.count, sizeof(*links));
	struct list episodes = { .items = links };

	for (size_t i = 0; i < s->episodes.count; i++) {
		const struct episode *e = episode_named(p->site, s->episodes.items[i]);
		const struct item *version =
			e ? item_in_language(&e->item, p->site->language) : NULL;
		const struct episode *said = (const void *)version;

		if (e)
			links[episodes.count++] =
				(struct nav_link){ .title = said->title ? said->title : e->title,
						   .path = version->path };
	}
	return episodes;
}

static struct list neighbour(struct press *p, const struct session *s, int step)
{
	const struct programme *programme = s->programme;
	struct nav_link *link = arena_new(&p->page, struct nav_link);
	size_t i = 0;

	while (i < programme->session_count &&
	       strcmp(programme->sessions[i]->item.slug, s->item.slug) != 0)
		i++;
	if ((step < 0 && i == 0) || (step > 0 && i + 1 >= programme->session_count))
		return (struct list){ 0 };
	const struct session *other =
		course_session(p, programme->sessions[step < 0 ? i - 1 : i + 1]);

	*link = (struct nav_link){ .title = other->title, .path = other->item.path };
	return (struct list){ .items = link, .count = 1 };
}

static void add_when(struct press *p, const struct session *s, struct session_page *page)
{
	const struct interface *t = p->site->interface;
	const struct filling with[] = {
		{ "time", s->minutes ? course_length(p, s->minutes) : NULL }, { 0 }
	};

	if (s->date.set) {
		page->date_words = interface_date(t, s->date, &p->page);
		page->date_machine = date_rfc3339(s->date, &p->page);
		page->time_words = course_times(p, s);
	}
	if (s->minutes)
		page->minutes_words = interface_fill(t->session_alone, with, &p->page);
}

static struct session_page page_of(struct press *p, const struct session *s)
{
	const struct programme *programme = course_programme(p, s->programme);
	struct session_page page = {
		.title = s->title,
		.summary = s->summary,
		.theme = s->theme,
		.body_html = s->body_html,
		.programme_title = programme->title,
		.programme_path = programme->item.path,
		.position = position_of(p, s),
		.own_lang = item_own_language(p->site, &s->item),
		.is_cancelled = session_is_cancelled(s),
		.outcomes = outcomes_of(p, s),
		.before = s->before,
		.during = s->during,
		.after = s->after,
		.reflection = s->reflection,
		.tools = item_lines(p->site, &kind_resource, &s->tools, &p->page),
		.people = s->people,
		.recording = s->recording,
		.recording_words = words_fill(p->site->interface->session_recording, "title",
					      s->title, &p->page),
		.episodes = episodes_of(p, s),
		.previous = neighbour(p, s, -1),
		.next = neighbour(p, s, 1),
		.path = s->item.path,
		.url = site_permalink(p->site, s->item.path, &p->page),
		.qr_path = page_beside(s->item.path, ".qr.svg", &p->page),
		.qr_alt = words_fill(p->site->interface->qr_of_page, "title", s->title, &p->page),
	};

	page.own_rtl = language_is_rtl(page.own_lang);
	page.has_neighbours = page.previous.count || page.next.count;
	page.has_again = page.recording || page.episodes.count;
	add_when(p, s, &page);
	return page;
}

static void render_session(struct press *p, const struct template *t, const struct session *s)
{
	const struct page_meta meta = { .path = s->item.path,
					.group = OUTPUT_PAGE,
					.title = s->title,
					.summary = s->summary,
					.item = &s->item,
					.above = course_above(p, s->programme),
					.json_ld = linked_session(p, s),
					.handout_path = session_handout_path(s, &p->page),
					.offers_reuse = true,
					.is_generated = true };
	struct session_page page = page_of(p, s);

	page.shell = press_shell(p, &meta);
	press_page(p, t, &meta, &page, page.shell.root);
}

static void render_handout(struct press *p, const struct template *t, const struct session *s)
{
	const struct page_meta meta = {
		.path = session_handout_path(s, &p->page),
		.group = OUTPUT_PAGE,
		.title = words_fill(p->site->interface->handout_title, "title", s->title, &p->page),
		.summary = s->summary,
		.above = course_above(p, s->programme),
	};
	struct session_page page = page_of(p, s);

	if (!meta.path)
		return;
	page.shell = press_shell(p, &meta);
	press_page(p, t, &meta, &page, page.shell.root);
}

static void render_both(struct press *p, const struct item *item, void *arg)
{
	const struct session *s = (const struct session *)item;
	const struct session_templates *t = arg;

	render_session(p, t->page, s);
	render_handout(p, t->handout, s);
}

void render_sessions(struct press *p, const struct session_templates *t,
		     const struct programme *programme)
{
	for (size_t i = 0; i < programme->session_count; i++)
		versions_render_all(p, &programme->sessions[i]->item, render_both, (void *)t);
}
