/* People who have a page: who they are, and their episodes; and the list of them all. */
#include <stdlib.h>
#include <string.h>

#include "listing.h"
#include "model/mention.h"
#include "model/network.h"
#include "model/translation.h"
#include "press.h"
#include "versions.h"
#include "views.h"

/* Something of the network that somebody had a part in. */
struct activity {
	const char *title, *path;
	const char *kind;                      /* "Meeting" */
	const char *date_words, *date_machine; /* NULL: no day is known */
	int64_t utc;
};

static const struct name activity_names[] = {
	TEXT_NAME(struct activity, title),        TEXT_NAME(struct activity, path),
	TEXT_NAME(struct activity, kind),         TEXT_NAME(struct activity, date_words),
	TEXT_NAME(struct activity, date_machine), { 0 },
};
static const struct view view_activity = { .name = "activity",
					   .size = sizeof(struct activity),
					   .names = activity_names };

/* A profile with the size of its picture. */
struct portrait {
	const struct profile *profile;
	int64_t picture_width, picture_height;
	const char *episodes; /* "3 episodes" */
};

static const struct name portrait_names[] = {
	NUMBER_NAME(struct portrait, picture_width),
	NUMBER_NAME(struct portrait, picture_height),
	TEXT_NAME(struct portrait, episodes),
	BORROW(struct portrait, profile, &view_profile),
	{ 0 },
};
static const struct view view_portrait = { .name = "person",
					   .size = sizeof(struct portrait),
					   .names = portrait_names };

struct person_page {
	struct shell shell;
	const struct profile *profile;
	int64_t picture_width, picture_height;
	struct listing_page listing;
	const char *episodes_title;
	struct list activities; /* of struct activity */
	const char *activities_title;
	const char *
		own_lang; /* of what is said of them, where it is not that of the words around it */
	bool own_rtl;
};

static const struct name person_names[] = {
	NUMBER_NAME(struct person_page, picture_width),
	NUMBER_NAME(struct person_page, picture_height),
	TEXT_NAME(struct person_page, episodes_title),
	LIST_NAME(struct person_page, activities, &view_activity),
	TEXT_NAME(struct person_page, activities_title),
	TEXT_NAME(struct person_page, own_lang),
	FLAG_NAME(struct person_page, own_rtl),
	INCLUDE(struct person_page, listing, &view_listing_page),
	BORROW(struct person_page, profile, &view_profile),
	INCLUDE(struct person_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_person_page = { .name = "person",
					      .size = sizeof(struct person_page),
					      .names = person_names };

struct everybody_page {
	struct shell shell;
	struct list everybody; /* of struct portrait */
};

static const struct name everybody_names[] = {
	LIST_NAME(struct everybody_page, everybody, &view_portrait),
	INCLUDE(struct everybody_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_everybody = { .name = "people",
					    .size = sizeof(struct everybody_page),
					    .names = everybody_names };

/* The episodes that somebody is named in, newest first. */
struct appearances {
	struct episode **episodes;
	size_t count, room;
};

static void note_people(struct appearances *all, const struct list *people, struct episode *e,
			struct arena *a)
{
	const struct person *p = people->items;

	for (size_t i = 0; i < people->count; i++) {
		struct appearances *of = p[i].profile ? &all[p[i].profile->index] : NULL;

		/* Somebody may have two roles. */
		if (!of || (of->count && of->episodes[of->count - 1] == e))
			continue;
		of->episodes = arena_grow(a, of->episodes, of->count, &of->room, sizeof(e));
		of->episodes[of->count++] = e;
	}
}

static int newest_first(const void *x, const void *y)
{
	const struct episode *a = *(struct episode *const *)x, *b = *(struct episode *const *)y;

	if (a->date.utc != b->date.utc)
		return a->date.utc > b->date.utc ? -1 : 1;
	return strcmp(a->item.path, b->item.path);
}

/* By index of the profile. */
static struct appearances *find_appearances(struct press *p)
{
	const struct site *site = p->site;
	struct appearances *all =
		arena_array(p->run, site->profile_count, sizeof(struct appearances));

	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		for (size_t k = 0; k < show->episode_count; k++) {
			struct episode *e = show->episodes[k];

			note_people(all, e->people.count ? &e->people : &show->people, e, p->run);
		}
	}
	for (size_t i = 0; i < site->profile_count; i++) {
		if (all[i].count > 1)
			qsort(all[i].episodes, all[i].count, sizeof(struct episode *),
			      newest_first);
	}
	return all;
}

/* What each kind is called, and which of its fields says when it was; NULL: none. */
static struct activity activity_of(struct press *p, const struct item *item)
{
	const struct interface *t = p->site->interface;
	const struct {
		const struct kind *kind;
		const char *words, *date;
	} kinds[] = {
		{ &kind_meeting, t->kind_meeting, "start" },
		{ &kind_programme, t->kind_programme, NULL },
		{ &kind_session, t->kind_session, "date" },
		{ &kind_story, t->kind_story, "date" },
	};
	struct activity made = { .title = item_title(item), .path = item->path };

	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (kinds[i].kind != item->kind)
			continue;
		const struct field *f =
			kinds[i].date ? kind_field(item->kind, kinds[i].date) : NULL;
		const struct moment *when =
			f ? (const void *)((const char *)item + f->offset) : NULL;

		made.kind = kinds[i].words;
		made.utc = when ? when->utc : 0;
		made.date_words = when && when->set ? interface_date(t, *when, &p->page) : NULL;
		made.date_machine = made.date_words ? date_day(*when, &p->page) : NULL;
	}
	return made;
}

static bool names(const struct list *people, const struct profile *who)
{
	const struct person *all = people->items;

	for (size_t i = 0; i < people->count; i++) {
		if (all[i].profile && strcmp(all[i].profile->item.slug, who->item.slug) == 0)
			return true;
	}
	return false;
}

static int latest_first(const void *x, const void *y)
{
	const struct activity *a = x, *b = y;

	if (a->utc != b->utc)
		return a->utc > b->utc ? -1 : 1;
	return strcmp(a->path, b->path);
}

/* Meetings, sessions, stories: what is on the site and names them. */
static struct list activities_of(struct press *p, const struct profile *who)
{
	size_t count;
	const struct mention *all = site_mentions(p->site, &count, &p->page);
	struct activity *found = arena_array(&p->page, count, sizeof(*found));
	struct list activities = { .items = found };

	for (size_t i = 0; i < count; i++) {
		if (all[i].is_shown && names(all[i].people, who))
			found[activities.count++] =
				activity_of(p, item_in_language(all[i].item, p->site->language));
	}
	if (activities.count > 1)
		qsort(found, activities.count, sizeof(*found), latest_first);
	return activities;
}

static void render_page(struct press *p, const struct template *t, const struct profile *who,
			const struct listing *l, size_t number)
{
	const struct listing_page listing = listing_page(p, l, number);
	const char *title = listing.place
				    ? arena_printf(&p->page, "%s – %s", who->name, listing.place)
				    : who->name;
	const struct page_meta meta = { .path = listing.path,
					.group = OUTPUT_PAGE,
					.title = title,
					.summary = who->role,
					.item = listing.is_first ? &who->item : NULL,
					.profile = who,
					.offers_reuse = listing.is_first };
	const struct filling with[] = { { "name", who->name }, { 0 } };
	const char *own_lang = item_own_language(p->site, &who->item);
	const struct person_page page = {
		.shell = press_shell(p, &meta),
		.profile = who,
		.picture_width = who->picture.facts.width,
		.picture_height = who->picture.facts.height,
		.listing = listing,
		.episodes_title =
			interface_fill(p->site->interface->person_episodes, with, &p->page),
		.activities = listing.is_first ? activities_of(p, who) : (struct list){ 0 },
		.activities_title = interface_fill(p->site->interface->person_part, with, &p->page),
		.own_lang = own_lang,
		.own_rtl = language_is_rtl(own_lang),
	};

	press_page(p, t, &meta, &page, page.shell.root);
}

/* How somebody's pages are made: with which template, of which episodes. */
struct person_press {
	const struct template *t;
	const struct appearances *in;
};

static void render_person(struct press *p, const struct item *item, void *arg)
{
	const struct profile *who = (const struct profile *)item;
	const struct person_press *of = arg;
	const struct listing l = { .episodes = of->in->episodes,
				   .count = of->in->count,
				   .path = item->path };

	for (size_t i = 0; i < listing_pages(&l); i++)
		render_page(p, of->t, who, &l, i);
}

static void render_everybody(struct press *p, const struct template *t,
			     const struct appearances *in)
{
	const struct site *site = p->site;
	const struct page_meta meta = { .path = people_list_path(site),
					.group = OUTPUT_LIST,
					.title = site->interface->people,
					.summary = site->interface->people_lead,
					.offers_reuse = true };
	struct portrait *all = arena_array(&p->page, site->profile_count, sizeof(*all));
	struct everybody_page page = { .everybody = { .items = all } };

	for (size_t i = 0; i < site->profile_count; i++) {
		const struct profile *who = site->profiles[i];

		if (!profile_has_page(who))
			continue;
		all[page.everybody.count++] = (struct portrait){
			.profile = who,
			.picture_width = who->picture.facts.width,
			.picture_height = who->picture.facts.height,
			.episodes =
				interface_count(site->interface, &site->interface->count_episodes,
						(int64_t)in[i].count, &p->page),
		};
	}
	page.shell = press_shell(p, &meta);
	press_page(p, t, &meta, &page, page.shell.root);
}

void render_people(struct press *p)
{
	const struct template *one = theme_template(&p->theme, "person", &view_person_page);
	const struct template *all = theme_template(&p->theme, "everybody", &view_everybody);

	if (!one || !all || !people_list_path(p->site))
		return;
	const struct appearances *in = find_appearances(p);

	for (size_t i = 0; i < p->site->profile_count; i++) {
		struct person_press of = { .t = one, .in = &in[i] };

		if (profile_has_page(p->site->profiles[i]))
			versions_render_all(p, &p->site->profiles[i]->item, render_person, &of);
	}
	render_everybody(p, all, in);
}
