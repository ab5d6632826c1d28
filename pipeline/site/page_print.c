/* The print room: every poster and handout of the site. */
#include "course.h"
#include "model/network.h"
#include "phrase.h"
#include "press.h"
#include "reuse.h"
#include "views.h"

/* What can be printed of one page. */
struct printable {
	const char *title, *path; /* of the page */
	const char *poster, *poster_words;
	const char *handout, *handout_words; /* NULL: there is none */
	const char *own_lang;
	bool own_rtl;
};

struct print_page {
	struct shell shell;
	struct list printables;
};

static const struct name printable_names[] = {
	TEXT_NAME(struct printable, title),
	TEXT_NAME(struct printable, path),
	TEXT_NAME(struct printable, poster),
	TEXT_NAME(struct printable, poster_words),
	TEXT_NAME(struct printable, handout),
	TEXT_NAME(struct printable, handout_words),
	TEXT_NAME(struct printable, own_lang),
	FLAG_NAME(struct printable, own_rtl),
	{ 0 },
};
static const struct view view_printable = { .name = "printable",
					    .size = sizeof(struct printable),
					    .names = printable_names };

static const struct name print_names[] = {
	LIST_NAME(struct print_page, printables, &view_printable),
	INCLUDE(struct print_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_print = { .name = "print",
					.size = sizeof(struct print_page),
					.names = print_names };

static struct printable printable_of(struct press *p, const char *title, const char *path,
				     const struct picture *poster)
{
	return (struct printable){
		.title = title,
		.path = path,
		.poster = poster->path,
		.poster_words =
			words_fill(p->site->interface->print_poster_of, "title", title, &p->page),
	};
}

static struct printable printable_episode(struct press *p, const struct episode *e)
{
	struct printable one = printable_of(p, e->title, e->item.path, &e->poster);

	if (e->questions.count) {
		one.handout = handout_path(e, &p->page);
		one.handout_words = words_fill(p->site->interface->print_handout_of, "title",
					       e->title, &p->page);
	}
	one.own_lang = language_if_other(e->show->language, p->site->language);
	one.own_rtl = language_is_rtl(one.own_lang);
	return one;
}

static struct printable printable_session(struct press *p, const struct session *session)
{
	const struct session *s = course_session(p, session);

	return (struct printable){
		.title = s->title,
		.path = s->item.path,
		.handout = session_handout_path(s, &p->page),
		.handout_words = words_fill(p->site->interface->print_handout_of, "title", s->title,
					    &p->page),
	};
}

static bool has_handouts(const struct site *site)
{
	for (size_t i = 0; i < site->programme_count; i++) {
		const struct programme *programme = site->programmes[i];

		for (size_t k = 0; k < programme->session_count; k++) {
			if (programme->sessions[k]->reflection.count)
				return true;
		}
	}
	return false;
}

/* Adds it if there is anything to print of it. */
static void add(struct list *list, struct printable one)
{
	struct printable *all = list->items;

	if (one.poster || one.handout)
		all[list->count++] = one;
}

const char *print_room_path(const struct site *site)
{
	bool has = site->help_poster.path != NULL || has_handouts(site);

	for (size_t i = 0; i < site->meeting_count && !has; i++)
		has = site->meetings[i]->poster.path != NULL;
	for (size_t i = 0; i < site->show_count && !has; i++) {
		const struct show *show = site->shows[i];

		has = show->poster.path != NULL;
		for (size_t k = 0; k < show->episode_count && !has; k++)
			has = show->episodes[k]->poster.path || show->episodes[k]->questions.count;
	}
	return has ? "print.html" : NULL;
}

static struct list printables(struct press *p)
{
	const struct site *site = p->site;
	const struct page *help = site_page(site, "find-help");
	size_t room = 1 + site->meeting_count;

	for (size_t i = 0; i < site->show_count; i++)
		room += 1 + site->shows[i]->episode_count;
	for (size_t i = 0; i < site->programme_count; i++)
		room += site->programmes[i]->session_count;
	struct list list = { .items = arena_array(&p->page, room, sizeof(struct printable)) };
	if (help)
		add(&list, printable_of(p, help->title, help->item.path, &site->help_poster));
	for (size_t i = 0; i < site->meeting_count; i++) {
		const struct meeting *m = site->meetings[i];

		add(&list, printable_of(p, m->title, m->item.path, &m->poster));
	}
	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		add(&list, printable_of(p, show->title, show->item.path, &show->poster));
		for (size_t k = 0; k < show->episode_count; k++)
			add(&list, printable_episode(p, show->episodes[k]));
	}
	for (size_t i = 0; i < site->programme_count; i++) {
		for (size_t k = 0; k < site->programmes[i]->session_count; k++)
			add(&list, printable_session(p, site->programmes[i]->sessions[k]));
	}
	return list;
}

void render_print(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "print", &view_print);
	const struct page_meta meta = { .path = p->print_path,
					.group = OUTPUT_LIST,
					.title = p->site->interface->print_title,
					.summary = p->site->interface->print_lead };
	struct print_page page = { .printables = printables(p) };

	if (!t || !meta.path)
		return;
	page.shell = press_shell(p, &meta);
	press_page(p, t, &meta, &page, page.shell.root);
}
