/* Who could work together, and why; with a letter that introduces them to each other. */
#include <string.h>

#include "group_lines.h"
#include "mail.h"
#include "map_boxes.h"
#include "map_words.h"
#include "model/map_pages.h"
#include "press.h"

struct chance_line {
	const char *id, *why, *place;
	struct map_link one, other;
	const char *letter; /* that introduces them; NULL: one of them has no address */
	const char *status, *note_html, *note_id; /* NULL: nobody has written about it */
};

/* Those of one reason. */
struct chance_group {
	const char *title, *id;
	struct list chances; /* of struct chance_line */
};

struct chances_page {
	struct shell shell;
	struct list groups; /* of struct chance_group */
	struct list notes;  /* of struct chance_line: what has come of others */
};

static const struct name chance_line_names[] = {
	TEXT_NAME(struct chance_line, id),
	TEXT_NAME(struct chance_line, why),
	TEXT_NAME(struct chance_line, place),
	MAP_NAME(struct chance_line, one, &view_map_link),
	MAP_NAME(struct chance_line, other, &view_map_link),
	TEXT_NAME(struct chance_line, letter),
	TEXT_NAME(struct chance_line, status),
	HTML_NAME(struct chance_line, note_html),
	TEXT_NAME(struct chance_line, note_id),
	{ 0 },
};
static const struct view view_chance_line = { .name = "chance",
					      .size = sizeof(struct chance_line),
					      .names = chance_line_names };

static const struct name chance_group_names[] = {
	TEXT_NAME(struct chance_group, title),
	TEXT_NAME(struct chance_group, id),
	LIST_NAME(struct chance_group, chances, &view_chance_line),
	{ 0 },
};
static const struct view view_chance_group = { .name = "reason",
					       .size = sizeof(struct chance_group),
					       .names = chance_group_names };

static const struct name chances_names[] = {
	LIST_NAME(struct chances_page, groups, &view_chance_group),
	LIST_NAME(struct chances_page, notes, &view_chance_line),
	INCLUDE(struct chances_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_chances = { .name = "chances",
					  .size = sizeof(struct chances_page),
					  .names = chances_names };

static const char *reason_title(const struct interface *t, enum chance_reason reason)
{
	const char *const titles[CHANCE_REASONS] = {
		[CHANCE_OFFER] = t->chances_offer,
		[CHANCE_SHARED] = t->chances_shared,
		[CHANCE_GAP] = t->chances_gap,
		[CHANCE_MET] = t->chances_met,
	};

	return titles[reason];
}

static const char *status_words(const struct interface *t, const char *status)
{
	return strcmp(status, "talking") == 0   ? t->chance_status_talking
	       : strcmp(status, "working") == 0 ? t->chance_status_working
						: t->chance_status_open;
}

/* To both of them: each sees the other's address, which stands on the map. */
static const char *letter_of(struct press *p, const struct chance_line *line,
			     const struct chance *c)
{
	const struct interface *t = p->site->interface;
	const struct filling with[] = { { "one", c->one->name },
					{ "other", c->other->name },
					{ "why", line->why },
					{ "site", p->site->title },
					{ 0 } };

	if (!c->one->email || !c->other->email)
		return NULL;
	return mail_to(arena_printf(&p->page, "%s,%s", c->one->email, c->other->email),
		       interface_fill(t->chance_letter_subject, with, &p->page),
		       interface_fill(t->chance_letter, with, &p->page), &p->page);
}

static void add_note(struct press *p, struct chance_line *line, const struct chance_note *note)
{
	line->status = status_words(p->site->interface, note->status);
	line->note_html = note->body_html;
	line->note_id = note->item.slug;
}

static struct chance_line line_of(struct press *p, const struct chance *c)
{
	struct chance_line line = {
		.id = c->id,
		.why = chance_reason(p, c),
		.place = c->place ? link_to(p->site, &kind_place, c->place->item.slug).title : NULL,
		.one = link_to_group(c->one),
		.other = link_to_group(c->other),
	};

	line.letter = letter_of(p, &line, c);
	if (c->note)
		add_note(p, &line, c->note);
	return line;
}

static struct list groups_of(struct press *p)
{
	const struct chances *all = p->site->chances;
	struct chance_group *groups = arena_array(&p->page, CHANCE_REASONS, sizeof(*groups));
	struct list list = { .items = groups };

	for (size_t i = 0; i < all->count; i++) {
		const enum chance_reason reason = all->all[i].reason;

		if (!i || reason != all->all[i - 1].reason)
			groups[list.count++] = (struct chance_group){
				.title = reason_title(p->site->interface, reason),
				.id = chance_reason_words[reason],
				.chances.items = arena_array(&p->page, all->count - i,
							     sizeof(struct chance_line)),
			};
		struct list *chances = &groups[list.count - 1].chances;
		((struct chance_line *)chances->items)[chances->count++] = line_of(p, &all->all[i]);
	}
	return list;
}

static bool is_shown(const struct chances *all, const struct chance_note *note)
{
	for (size_t i = 0; i < all->count; i++) {
		if (all->all[i].note == note)
			return true;
	}
	return false;
}

/* Those who work together now; of who would rather not nothing is said. */
static struct list notes_of(struct press *p)
{
	const struct site *site = p->site;
	struct chance_line *lines = arena_array(&p->page, site->chance_note_count, sizeof(*lines));
	struct list list = { .items = lines };

	for (size_t i = 0; i < site->chance_note_count; i++) {
		const struct chance_note *note = site->chance_notes[i];
		char *id = chance_note_id(note, &p->page);

		if (!id || strcmp(note->status, "no") == 0 || is_shown(site->chances, note))
			continue;
		struct chance_line *line = &lines[list.count++];

		*line = (struct chance_line){
			.id = id,
			.one = link_to(site, &kind_group, note->groups.items[0]),
			.other = link_to(site, &kind_group, note->groups.items[1]),
		};
		add_note(p, line, note);
	}
	return list;
}

void render_chances(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "chances", &view_chances);
	const struct site *site = p->site;
	const struct page_meta meta = {
		.path = site_chances_path(site),
		.group = OUTPUT_LIST,
		.title = site->interface->chances_title,
		.summary = site->interface->chances_lead,
		.above = navigation_above(p, site->interface->map_title, site_map_path(site)),
		.offers_reuse = true,
	};

	if (!t || !meta.path || !press_wants(p, meta.path))
		return;
	struct chances_page page = {
		.shell = press_shell(p, &meta),
		.groups = groups_of(p),
		.notes = notes_of(p),
	};

	page.shell.is_wide = true;
	press_page(p, t, &meta, &page, page.shell.root);
}
