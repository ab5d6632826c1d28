/* The page that says where help is: emergencies, who is there for anything, then topic by topic. */
#include <string.h>

#include "help.h"
#include "model/care.h"
#include "model/collect.h"
#include "press.h"
#include "versions.h"
#include "views.h"

struct help_group {
	const char *title, *id;
	struct list lines; /* of struct help_line */
	bool is_subject;
};

struct help_page {
	struct shell shell;
	const struct page *page;
	const char
		*own_lang; /* of what somebody wrote, where it is not that of the words around it */
	bool own_rtl;
	struct list groups; /* of struct help_group */
	struct list card;   /* of struct help_line: what fits into a wallet */
};

static const struct name help_group_names[] = {
	TEXT_NAME(struct help_group, title),
	TEXT_NAME(struct help_group, id),
	LIST_NAME(struct help_group, lines, &view_help_line),
	{ 0 },
};
static const struct view view_help_group = { .name = "group",
					     .size = sizeof(struct help_group),
					     .names = help_group_names };

static const struct name help_page_names[] = {
	LIST_NAME(struct help_page, groups, &view_help_group),
	LIST_NAME(struct help_page, card, &view_help_line),
	TEXT_NAME(struct help_page, own_lang),
	FLAG_NAME(struct help_page, own_rtl),
	BORROW(struct help_page, page, &view_page),
	INCLUDE(struct help_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_help_page = { .name = "find-help",
					    .size = sizeof(struct help_page),
					    .names = help_page_names };

static void add_line(struct list *lines, struct help_line line)
{
	((struct help_line *)lines->items)[lines->count++] = line;
}

static struct help_group group_make(struct press *p, const char *title, const char *id)
{
	return (struct help_group){
		.title = title,
		.id = id,
		.lines.items = arena_array(&p->page, p->site->help_count, sizeof(struct help_line)),
	};
}

static void add_group(struct list *groups, struct help_group group)
{
	if (group.lines.count)
		((struct help_group *)groups->items)[groups->count++] = group;
}

/* Those in danger first, then those without topics. */
static void add_general(struct press *p, struct list *groups)
{
	const struct interface *t = p->site->interface;
	struct help_group danger = group_make(p, t->help_danger, "danger");
	struct help_group general = group_make(p, t->help_anything, "anything");

	for (size_t i = 0; i < p->site->help_count; i++) {
		const struct help_entry *h = p->site->help[i];

		if (h->emergency)
			add_line(&danger.lines, help_line_make(p->site, h, &p->page));
		else if (!h->topics.count)
			add_line(&general.lines, help_line_make(p->site, h, &p->page));
	}
	add_group(groups, danger);
	add_group(groups, general);
}

/* A word for what an entry is for, and its address in the page. */
struct subject {
	const char *word, *slug;
};

static size_t find_subjects(struct press *p, struct subject *into)
{
	size_t count = 0;

	for (size_t i = 0; i < p->site->help_count; i++) {
		const struct strings *topics = &p->site->help[i]->topics;

		for (size_t k = 0; k < topics->count && !p->site->help[i]->emergency; k++) {
			const char *slug = topic_slug(topics->items[k], &p->page);
			size_t same = 0;

			while (same < count && strcmp(into[same].slug, slug) != 0)
				same++;
			if (same == count)
				into[count++] = (struct subject){ topics->items[k], slug };
		}
	}
	return count;
}

static size_t count_words(const struct site *site)
{
	size_t count = 0;

	for (size_t i = 0; i < site->help_count; i++)
		count += site->help[i]->topics.count;
	return count;
}

static bool is_for(const struct help_entry *h, const char *slug, struct arena *a)
{
	for (size_t i = 0; i < h->topics.count; i++) {
		if (strcmp(topic_slug(h->topics.items[i], a), slug) == 0)
			return !h->emergency;
	}
	return false;
}

/* A heading begins with a capital, however the word is written among topics. */
static const char *heading_of(const char *word, struct arena *a)
{
	char *text = arena_strdup(a, word);

	if (*text >= 'a' && *text <= 'z')
		*text = (char)(*text - 'a' + 'A');
	return text;
}

/* The whole entry where it comes first; from then on who it is and the number. */
static struct help_line line_in_turn(struct press *p, size_t i, bool *shown)
{
	const struct help_entry *h = p->site->help[i];
	struct help_line line = help_line_make(p->site, h, &p->page);
	const struct filling with[] = { { "name", h->title }, { 0 } };

	if (shown[i])
		line.more = interface_fill(p->site->interface->help_more_about, with, &p->page);
	shown[i] = true;
	return line;
}

static bool is_same_help(const struct list *x, const struct list *y)
{
	const struct help_line *a = x->items, *b = y->items;
	size_t i = 0;

	while (i < x->count && i < y->count &&
	       strcmp(a[i].entry->item.slug, b[i].entry->item.slug) == 0)
		i++;
	return i == x->count && i == y->count;
}

/* Subjects for which the same people answer, one after the other, stand under one heading. */
static void add_subject(struct press *p, struct list *groups, struct help_group group,
			const char *word)
{
	struct help_group *last = (struct help_group *)groups->items + groups->count - 1;

	if (groups->count && last->is_subject && is_same_help(&last->lines, &group.lines))
		last->title = arena_printf(&p->page, "%s%s%s", last->title,
					   p->site->interface->list_comma, word);
	else
		add_group(groups, group);
}

static void add_subjects(struct press *p, const struct subject *subjects, size_t count,
			 struct list *groups)
{
	bool *shown = arena_array(&p->page, p->site->help_count, sizeof(bool));

	for (size_t s = 0; s < count; s++) {
		const char *id = arena_printf(&p->page, "for-%s", subjects[s].slug);
		struct help_group group = group_make(p, heading_of(subjects[s].word, &p->page), id);

		group.is_subject = true;
		for (size_t i = 0; i < p->site->help_count; i++) {
			if (is_for(p->site->help[i], subjects[s].slug, &p->page))
				add_line(&group.lines, line_in_turn(p, i, shown));
		}
		add_subject(p, groups, group, subjects[s].word);
	}
}

static struct list groups_of(struct press *p)
{
	struct subject *subjects = arena_array(&p->page, count_words(p->site), sizeof(*subjects));
	size_t count = find_subjects(p, subjects);
	struct list groups = { .items = arena_array(&p->page, count + 2,
						    sizeof(struct help_group)) };

	add_general(p, &groups);
	add_subjects(p, subjects, count, &groups);
	return groups;
}

/* Lines that fit on a card of 85 by 54 mm. */
#define CARD_MOST 5

static struct list card_of(struct press *p)
{
	struct list lines = { .items = arena_array(&p->page, CARD_MOST, sizeof(struct help_line)) };

	for (size_t i = 0; i < p->site->help_count && lines.count < CARD_MOST; i++) {
		if (p->site->help[i]->phone)
			add_line(&lines, help_line_make(p->site, p->site->help[i], &p->page));
	}
	return lines;
}

void render_help(struct press *p, const struct page *page)
{
	const struct template *t = theme_template(&p->theme, "find-help", &view_help_page);

	if (!t)
		return;
	struct page_meta meta = page_meta_of(page);

	meta.is_watched = help_is_watched(p->site);
	const struct help_page data = { .shell = press_shell(p, &meta),
					.page = page,
					.own_lang = item_own_language(p->site, &page->item),
					.own_rtl = language_is_rtl(
						item_own_language(p->site, &page->item)),
					.groups = groups_of(p),
					.card = card_of(p) };

	press_page(p, t, &meta, &data, data.shell.root);
}
