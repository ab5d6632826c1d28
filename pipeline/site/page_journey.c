/* One person's way through the help that there is, need by need; and the list of these ways. */
#include "help.h"
#include "model/care.h"
#include "model/network.h"
#include "press.h"
#include "versions.h"

struct journey_line {
	const char *number, *need, *tip;
	struct list groups;     /* of struct item_line */
	struct list area;       /* the same: one or none */
	struct list help_lines; /* of struct help_line */
};

static const struct name line_names[] = {
	TEXT_NAME(struct journey_line, number),
	TEXT_NAME(struct journey_line, need),
	TEXT_NAME(struct journey_line, tip),
	LIST_NAME(struct journey_line, groups, &view_item_line),
	LIST_NAME(struct journey_line, area, &view_item_line),
	LIST_NAME(struct journey_line, help_lines, &view_help_line),
	{ 0 },
};
static const struct view view_line = { .name = "step",
				       .size = sizeof(struct journey_line),
				       .names = line_names };

struct journey_page {
	struct shell shell;
	const char *title, *summary, *body_html, *own_lang;
	bool own_rtl;
	struct list audience; /* of struct item_line: one or none */
	struct list steps;    /* of struct journey_line */
};

static const struct name journey_names[] = {
	TEXT_NAME(struct journey_page, title),
	TEXT_NAME(struct journey_page, summary),
	HTML_NAME(struct journey_page, body_html),
	TEXT_NAME(struct journey_page, own_lang),
	FLAG_NAME(struct journey_page, own_rtl),
	LIST_NAME(struct journey_page, audience, &view_item_line),
	LIST_NAME(struct journey_page, steps, &view_line),
	INCLUDE(struct journey_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_journey = { .name = "journey",
					  .size = sizeof(struct journey_page),
					  .names = journey_names };

struct journeys_page {
	struct shell shell;
	struct list lines; /* of struct item_line */
};

static const struct name journeys_names[] = {
	LIST_NAME(struct journeys_page, lines, &view_item_line),
	INCLUDE(struct journeys_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_journeys = { .name = "journeys",
					   .size = sizeof(struct journeys_page),
					   .names = journeys_names };

const char *journeys_path(const struct site *site)
{
	return site->journey_count ? "journeys/index.html" : NULL;
}

/* One slug as a list of lines: none where nothing is named. */
static struct list line_of(struct press *p, const struct kind *kind, const char *slug)
{
	const struct strings one = { .items = &slug, .count = slug != NULL };

	return item_lines(p->site, kind, &one, &p->page);
}

static struct list help_of(struct press *p, const struct strings *slugs)
{
	struct help_line *lines = arena_array(&p->page, slugs->count, sizeof(*lines));
	struct list list = { .items = lines };

	for (size_t i = 0; i < slugs->count; i++) {
		const struct help_entry *h = site_item(p->site, &kind_help, slugs->items[i]);

		if (h)
			lines[list.count++] = help_line_make(p->site, h, &p->page);
	}
	return list;
}

static struct list steps_of(struct press *p, const struct journey *journey)
{
	const struct journey_step *all = journey->steps.items;
	const size_t count = journey->steps.count;
	struct journey_line *lines = arena_array(&p->page, count, sizeof(*lines));

	for (size_t i = 0; i < count; i++) {
		const struct filling with[] = { { "n", arena_printf(&p->page, "%zu", i + 1) },
						{ 0 } };

		lines[i] = (struct journey_line){
			.number = interface_fill(p->site->interface->journey_step, with, &p->page),
			.need = all[i].need,
			.tip = all[i].tip,
			.groups = item_lines(p->site, &kind_group, &all[i].groups, &p->page),
			.area = line_of(p, &kind_area, all[i].area),
			.help_lines = help_of(p, &all[i].help),
		};
	}
	return (struct list){ .items = lines, .count = count };
}

static void render_journey(struct press *p, const struct item *item, void *arg)
{
	const struct journey *journey = (const struct journey *)item;
	const struct page_meta meta = { .path = item->path,
					.group = OUTPUT_PAGE,
					.title = journey->title,
					.summary = journey->summary,
					.item = item,
					.above = navigation_above(p, p->site->interface->journeys,
								  journeys_path(p->site)),
					.offers_reuse = true,
					.is_watched = journey_is_watched(p->site, journey) };
	struct journey_page page = {
		.shell = press_shell(p, &meta),
		.title = journey->title,
		.summary = journey->summary,
		.body_html = journey->body_html,
		.own_lang = item_own_language(p->site, item),
		.audience = line_of(p, &kind_audience, journey->audience),
		.steps = steps_of(p, journey),
	};

	page.own_rtl = language_is_rtl(page.own_lang);
	press_page(p, arg, &meta, &page, page.shell.root);
}

void render_journeys(struct press *p)
{
	const struct template *one = theme_template(&p->theme, "journey", &view_journey);
	const struct template *all = theme_template(&p->theme, "journeys", &view_journeys);
	const struct page_meta meta = { .path = journeys_path(p->site),
					.group = OUTPUT_LIST,
					.title = p->site->interface->journeys,
					.summary = p->site->interface->journeys_lead,
					.offers_reuse = true };
	const size_t count = p->site->journey_count;

	if (!one || !all || !meta.path)
		return;
	for (size_t i = 0; i < count; i++)
		versions_render(p, &p->site->journeys[i]->item, render_journey, (void *)one);
	struct item_line *lines = arena_array(&p->page, count, sizeof(*lines));
	for (size_t i = 0; i < count; i++)
		lines[i] = item_line_make(p->site, &p->site->journeys[i]->item, NULL);
	const struct journeys_page page = { .shell = press_shell(p, &meta),
					    .lines = { .items = lines, .count = count } };

	press_page(p, all, &meta, &page, page.shell.root);
}
