#include "versions.h"

#include <string.h>

#include "model/translation.h"

/* The original with the words and the body of a translation. */
static const struct item *translated(const struct item *item, const struct item *version,
				     struct arena *a)
{
	struct item *copy = item_translated(item, version, a);
	const size_t body = (size_t)((const char *)version->html - (const char *)version);

	memcpy((char *)copy + body, version->html, sizeof(*version->html));
	return copy;
}

static void render_version(struct press *p, const struct item *item, const struct item *version,
			   render_item *render, void *arg)
{
	const struct site *before = press_speak(p, version->language);

	render(p, translated(item, version, p->run), arg);
	p->site = before;
}

void versions_render(struct press *p, const struct item *item, render_item *render, void *arg)
{
	const struct versions *v = item->versions;

	if (press_wants(p, item->path))
		render(p, item, arg);
	for (size_t i = 1; v && i < v->count; i++) {
		if (press_wants(p, v->items[i]->path))
			render_version(p, item, v->items[i], render, arg);
	}
}

void versions_render_all(struct press *p, const struct item *item, render_item *render, void *arg)
{
	const struct versions *v = item->versions;

	render(p, item, arg);
	for (size_t i = 1; v && i < v->count; i++)
		render_version(p, item, v->items[i], render, arg);
}

/* An item that does not say is in the language of the site. */
const char *item_own_language(const struct site *site, const struct item *item)
{
	const char *written = site->written_in ? site->written_in : site->language;

	return language_if_other(item->language ? item->language : written, site->language);
}

static const struct name item_line_names[] = {
	TEXT_NAME(struct item_line, title),
	TEXT_NAME(struct item_line, path),
	TEXT_NAME(struct item_line, summary),
	TEXT_NAME(struct item_line, facts),
	TEXT_NAME(struct item_line, own_lang),
	FLAG_NAME(struct item_line, own_rtl),
	{ 0 },
};
const struct view view_item_line = { .name = "line",
				     .size = sizeof(struct item_line),
				     .names = item_line_names };

struct item_line item_line_make(const struct site *site, const struct item *item, const char *facts)
{
	const struct item *version = item_in_language(item, site->language);
	const char *title = item_title(version), *summary = item_summary(version);
	const char *own_lang = item_own_language(site, version);

	return (struct item_line){
		.title = title ? title : item_title(item),
		.path = version->path,
		.summary = summary ? summary : item_summary(item),
		.facts = facts,
		.own_lang = own_lang,
		.own_rtl = language_is_rtl(own_lang),
	};
}

struct list item_lines(const struct site *site, const struct kind *kind,
		       const struct strings *slugs, struct arena *a)
{
	struct item_line *lines = arena_array(a, slugs->count, sizeof(*lines));
	size_t count = 0;

	for (size_t i = 0; i < slugs->count; i++) {
		const struct item *item = site_item(site, kind, slugs->items[i]);

		if (item)
			lines[count++] = item_line_make(site, item, NULL);
	}
	return (struct list){ .items = lines, .count = count };
}
