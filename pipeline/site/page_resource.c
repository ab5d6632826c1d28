/* The library: each resource with its files, the list of them all, of each kind, and the toolbox.
 */
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "card.h"
#include "model/flash_report.h"
#include "model/network.h"
#include "phrase.h"
#include "press.h"
#include "title_order.h"
#include "versions.h"

/* A kind of resource: its word in the front matter, and those for people. */
struct resource_kind {
	const char *type;
	const char *one, *all;
};

#define KINDS 6

static void kinds_of(const struct interface *t, struct resource_kind into[static KINDS])
{
	const struct resource_kind all[KINDS] = {
		{ "guide", t->resource_guide, t->resource_guides },
		{ "tool", t->resource_tool, t->resource_tools },
		{ "video", t->resource_video, t->resource_videos },
		{ "form", t->resource_form, t->resource_forms },
		{ "link", t->resource_link, t->resource_links },
		{ "podcast", t->resource_podcast, t->resource_podcasts },
	};

	memcpy(into, all, sizeof(all));
}

static const char *type_word(const struct interface *t, const struct resource *r)
{
	struct resource_kind kinds[KINDS];

	kinds_of(t, kinds);
	for (size_t i = 0; r->type && i < KINDS; i++) {
		if (strcmp(kinds[i].type, r->type) == 0)
			return kinds[i].one;
	}
	return NULL;
}

static const char *level_word(const struct interface *t, const struct resource *r)
{
	if (!r->level)
		return NULL;
	return strcmp(r->level, "beginner") == 0 ? t->level_beginner
	       : strcmp(r->level, "expert") == 0 ? t->level_expert
						 : t->level_some_experience;
}

static const char *facts_of(struct press *p, const struct resource *r)
{
	const struct interface *t = p->site->interface;
	const char *const texts[] = {
		type_word(t, r),
		r->minutes ? interface_count(t, &t->count_minutes, r->minutes, &p->page) : NULL,
		level_word(t, r),
	};

	return words_dotted(texts, COUNT(texts), &p->page);
}

/* --- one resource ------------------------------------------------------------------- */

/* A file to download. */
struct download {
	const char *path, *type;
	const char *words; /* "Download: PDF, 120 KB" */
};

static const struct name download_names[] = {
	TEXT_NAME(struct download, path),
	TEXT_NAME(struct download, type),
	TEXT_NAME(struct download, words),
	{ 0 },
};
static const struct view view_download = { .name = "file",
					   .size = sizeof(struct download),
					   .names = download_names };

struct resource_page {
	struct shell shell;
	const char *title, *summary, *body_html, *facts;
	const char *own_lang;
	bool own_rtl;
	const char *url, *go, *web_page;
	struct list file, adapt; /* of struct download: one or none; any */
	struct strings steps;
	struct list areas, audiences, used; /* of struct item_line */
	struct strings outcomes;            /* what it helps to learn */
	const char *source, *licence_name, *licence_url, *in_languages;
	const char *checked, *checked_day, *added, *added_day;
};

static const struct name resource_names[] = {
	TEXT_NAME(struct resource_page, title),
	TEXT_NAME(struct resource_page, summary),
	HTML_NAME(struct resource_page, body_html),
	TEXT_NAME(struct resource_page, facts),
	TEXT_NAME(struct resource_page, own_lang),
	FLAG_NAME(struct resource_page, own_rtl),
	TEXT_NAME(struct resource_page, url),
	TEXT_NAME(struct resource_page, go),
	TEXT_NAME(struct resource_page, web_page),
	LIST_NAME(struct resource_page, file, &view_download),
	LIST_NAME(struct resource_page, adapt, &view_download),
	TEXTS_NAME(struct resource_page, steps),
	LIST_NAME(struct resource_page, areas, &view_item_line),
	LIST_NAME(struct resource_page, audiences, &view_item_line),
	LIST_NAME(struct resource_page, used, &view_item_line),
	TEXTS_NAME(struct resource_page, outcomes),
	TEXT_NAME(struct resource_page, source),
	TEXT_NAME(struct resource_page, licence_name),
	TEXT_NAME(struct resource_page, licence_url),
	TEXT_NAME(struct resource_page, in_languages),
	TEXT_NAME(struct resource_page, checked),
	TEXT_NAME(struct resource_page, checked_day),
	TEXT_NAME(struct resource_page, added),
	TEXT_NAME(struct resource_page, added_day),
	INCLUDE(struct resource_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_resource = { .name = "resource",
					   .size = sizeof(struct resource_page),
					   .names = resource_names };

/* `PDF`, of the name it is published under. */
static const char *format_of(const char *path, struct arena *a)
{
	const char *suffix = path_suffix(path);
	char *format = arena_strdup(a, *suffix ? suffix + 1 : suffix);

	for (char *c = format; *c; c++)
		*c = (char)(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
	return format;
}

static struct download download_of(struct press *p, const struct picture *file)
{
	const struct filling with[] = { { "format", format_of(file->path, &p->page) },
					{ "size", size_in_words(p->site, file->bytes, &p->page) },
					{ 0 } };

	return (struct download){
		.path = file->path,
		.type = file->type,
		.words = interface_fill(p->site->interface->resource_download, with, &p->page),
	};
}

static struct list downloads_of(struct press *p, const struct picture *files, size_t count)
{
	struct download *all = arena_array(&p->page, count, sizeof(*all));
	struct list list = { .items = all };

	for (size_t i = 0; i < count; i++) {
		if (files[i].path)
			all[list.count++] = download_of(p, &files[i]);
	}
	return list;
}

static const struct outcome *find_outcome(const struct programme *programme, const char *id)
{
	const struct outcome *all = programme->outcomes.items;

	for (size_t i = 0; i < programme->outcomes.count; i++) {
		if (all[i].id && strcmp(all[i].id, id) == 0)
			return &all[i];
	}
	return NULL;
}

/* The words of the learning outcomes that it names as `programme/outcome`. */
static struct strings outcomes_of(struct press *p, const struct resource *r)
{
	struct strings words = { .items =
					 arena_array(&p->page, r->outcomes.count, sizeof(char *)) };

	for (size_t i = 0; i < r->outcomes.count; i++) {
		const char *name = r->outcomes.items[i], *slash = strchr(name, '/');
		const char *slug =
			arena_strndup(&p->page, name, slash ? (size_t)(slash - name) : 0);
		const struct programme *programme = site_item(p->site, &kind_programme, slug);
		const struct outcome *o = programme ? find_outcome(programme, slash + 1) : NULL;

		if (o && o->text)
			words.items[words.count++] = o->text;
	}
	return words;
}

/* The slugs of resources that an item uses; NULL: it uses none, or is not out. */
static const struct strings *resources_of(const struct site *site, const struct item *item)
{
	if (item->kind == &kind_session)
		return &((const struct session *)item)->tools;
	if (item->kind == &kind_meeting)
		return &((const struct meeting *)item)->resources;
	if (item->kind == &kind_flash_report &&
	    flash_report_is_out((const struct flash_report *)item, site->now))
		return &((const struct flash_report *)item)->tools;
	return NULL;
}

/* Sessions, meetings and reports that use it. */
static struct list uses_of(struct press *p, const struct resource *r)
{
	struct list list = { 0 };
	size_t room = 0;

	for (size_t i = 0; i < p->site->item_count; i++) {
		const struct item *item = p->site->items[i];
		const struct strings *used = resources_of(p->site, item);

		if (!used || !strings_has(used, r->item.slug))
			continue;
		list.items = arena_grow(&p->page, list.items, list.count, &room,
					sizeof(struct item_line));
		((struct item_line *)list.items)[list.count++] =
			item_line_make(p->site, item, NULL);
	}
	return list;
}

static const char *languages_of(struct press *p, const struct resource *r)
{
	const char **names = arena_array(&p->page, r->languages.count, sizeof(*names));

	for (size_t i = 0; i < r->languages.count; i++) {
		const char *name = language_own_name(r->languages.items[i]);

		names[i] = name ? name : r->languages.items[i];
	}
	return words_listed(p->site->interface, names, r->languages.count, &p->page);
}

/* Whose it is, what may be done with it, and how old it is. */
static void add_origin(struct press *p, const struct resource *r, struct resource_page *page)
{
	const struct interface *t = p->site->interface;
	const char *licence = r->licence ? r->licence : p->site->licence;
	const struct licence *known = licence ? licence_find(licence) : NULL;

	page->source =
		r->source ? words_fill(t->resource_source, "source", r->source, &p->page) : NULL;
	page->licence_name = known ? known->name : NULL;
	page->licence_url = known ? known->url : NULL;
	page->in_languages = languages_of(p, r);
	if (r->checked.set) {
		page->checked = words_fill(t->resource_checked, "day",
					   interface_date(t, r->checked, &p->page), &p->page);
		page->checked_day = date_day(r->checked, &p->page);
	}
	if (r->added.set) {
		page->added = words_fill(t->resource_added, "day",
					 interface_date(t, r->added, &p->page), &p->page);
		page->added_day = date_day(r->added, &p->page);
	}
}

static void render_resource(struct press *p, const struct item *item, void *arg)
{
	const struct resource *r = (const struct resource *)item;
	const struct page_meta meta = { .path = item->path,
					.group = OUTPUT_PAGE,
					.title = r->title,
					.summary = r->summary,
					.item = item,
					.above = navigation_above(p, p->site->interface->library,
								  library_path(p->site)),
					.offers_reuse = true };
	struct resource_page page = {
		.shell = press_shell(p, &meta),
		.title = r->title,
		.summary = r->summary,
		.body_html = r->body_html,
		.facts = facts_of(p, r),
		.own_lang = item_own_language(p->site, item),
		.url = r->url,
		.go = words_fill(p->site->interface->resource_go, "title", r->title, &p->page),
		.web_page = r->web_page,
		.file = downloads_of(p, &r->file, 1),
		.adapt = downloads_of(p, r->adapt.items, r->adapt.count),
		.steps = r->steps,
		.areas = item_lines(p->site, &kind_area, &r->areas, &p->page),
		.audiences = item_lines(p->site, &kind_audience, &r->audiences, &p->page),
		.used = uses_of(p, r),
		.outcomes = outcomes_of(p, r),
	};

	page.own_rtl = language_is_rtl(page.own_lang);
	add_origin(p, r, &page);
	press_page(p, arg, &meta, &page, page.shell.root);
}

/* --- lists -------------------------------------------------------------------------- */

/* A way into the library: "Guides (12)". */
struct facet {
	const char *title, *path;
	int64_t count;
	bool is_current;
};

static const struct name facet_names[] = {
	TEXT_NAME(struct facet, title),
	TEXT_NAME(struct facet, path),
	NUMBER_NAME(struct facet, count),
	FLAG_NAME(struct facet, is_current),
	{ 0 },
};
static const struct view view_facet = { .name = "facet",
					.size = sizeof(struct facet),
					.names = facet_names };

struct library_page {
	struct shell shell;
	const char *title, *lead, *feed_path;
	struct list facets; /* of struct facet */
	struct list lines;  /* of struct item_line */
};

static const struct name library_names[] = {
	TEXT_NAME(struct library_page, title),
	TEXT_NAME(struct library_page, lead),
	TEXT_NAME(struct library_page, feed_path),
	LIST_NAME(struct library_page, facets, &view_facet),
	LIST_NAME(struct library_page, lines, &view_item_line),
	INCLUDE(struct library_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_library = { .name = "library",
					  .size = sizeof(struct library_page),
					  .names = library_names };

const char *library_path(const struct site *site)
{
	return site->resource_count ? "resources/index.html" : NULL;
}

/* What a list has: all, those of a type, or the tools. */
struct selection {
	const char *title, *path;
	const char *type; /* NULL: of any */
	bool tools;
};

static bool is_selected(const struct selection *s, const struct resource *r)
{
	if (s->tools)
		return r->is_tool;
	return !s->type || (r->type && strcmp(r->type, s->type) == 0);
}

static int64_t count_selected(const struct site *site, const struct selection *s)
{
	int64_t count = 0;

	for (size_t i = 0; i < site->resource_count; i++)
		count += is_selected(s, site->resources[i]);
	return count;
}

#define SELECTIONS (KINDS + 2)

/* All, the toolbox, each kind. */
static void make_selections(struct press *p, struct selection into[static SELECTIONS])
{
	const struct interface *t = p->site->interface;
	struct resource_kind kinds[KINDS];

	kinds_of(t, kinds);
	into[0] = (struct selection){ .title = t->library_all, .path = library_path(p->site) };
	into[1] = (struct selection){ .title = t->toolbox,
				      .path = "resources/list/toolbox.html",
				      .tools = true };
	for (size_t i = 0; i < KINDS; i++)
		into[i + 2] =
			(struct selection){ .title = kinds[i].all,
					    .path = arena_printf(p->run, "resources/list/%s.html",
								 kinds[i].type),
					    .type = kinds[i].type };
}

static struct list facets_of(struct press *p, const struct selection *all, const char *current)
{
	struct facet *facets = arena_array(&p->page, SELECTIONS, sizeof(*facets));
	struct list list = { .items = facets };

	for (size_t i = 0; i < SELECTIONS; i++) {
		const int64_t count = count_selected(p->site, &all[i]);

		if (count)
			facets[list.count++] =
				(struct facet){ .title = all[i].title,
						.path = all[i].path,
						.count = count,
						.is_current = strcmp(all[i].path, current) == 0 };
	}
	return list;
}

/* By title, as people look for it. */
static int by_title(const void *x, const void *y)
{
	const struct item_line *a = x, *b = y;
	int order = title_compare(a->key, b->key);

	return order ? order : strcmp(a->path, b->path);
}

static struct list lines_of(struct press *p, const struct selection *s)
{
	const bool english = language_same_base(p->site->language, "en");
	struct item_line *lines = arena_array(&p->page, p->site->resource_count, sizeof(*lines));
	struct list list = { .items = lines };

	for (size_t i = 0; i < p->site->resource_count; i++) {
		const struct resource *r = p->site->resources[i];

		if (!is_selected(s, r))
			continue;
		lines[list.count] = item_line_make(p->site, &r->item, facts_of(p, r));
		lines[list.count].key = title_key(lines[list.count].title, english, &p->page);
		list.count++;
	}
	if (list.count > 1)
		qsort(lines, list.count, sizeof(*lines), by_title);
	return list;
}

static void render_list(struct press *p, const struct template *t, const struct selection *all,
			size_t i)
{
	const bool is_first = i == 0;
	const char *title = is_first ? p->site->interface->library : all[i].title;
	const struct page_meta meta = { .path = all[i].path,
					.group = OUTPUT_LIST,
					.title = title,
					.summary = p->site->interface->library_lead,
					.above = navigation_above(p, p->site->interface->library,
								  is_first ? NULL : all[0].path),
					.offers_reuse = true };
	const struct library_page page = {
		.shell = press_shell(p, &meta),
		.title = title,
		.lead = is_first ? p->site->interface->library_lead : NULL,
		.facets = facets_of(p, all, all[i].path),
		.lines = lines_of(p, &all[i]),
	};

	press_page(p, t, &meta, &page, page.shell.root);
}

void render_resources(struct press *p)
{
	const struct template *one = theme_template(&p->theme, "resource", &view_resource);
	const struct template *all = theme_template(&p->theme, "library", &view_library);
	struct selection selections[SELECTIONS];

	if (!one || !all || !library_path(p->site))
		return;
	for (size_t i = 0; i < p->site->resource_count; i++)
		versions_render(p, &p->site->resources[i]->item, render_resource, (void *)one);
	make_selections(p, selections);
	for (size_t i = 0; i < SELECTIONS; i++) {
		if (count_selected(p->site, &selections[i]))
			render_list(p, all, selections, i);
	}
}
