#include "press.h"

#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/path.h"
#include "base/text.h"
#include "model/language.h"
#include "model/translation.h"
#include "views.h"

#define NAV_MOST  3  /* links at the top, beside help: what fits in one line of a phone */
#define FOOT_MOST 30 /* links at the foot; the home page has all pages */

static const struct name nav_link_names[] = {
	TEXT_NAME(struct nav_link, title),
	TEXT_NAME(struct nav_link, path),
	FLAG_NAME(struct nav_link, is_current),
	{ 0 },
};
static const struct view view_nav_link = { .name = "link",
					   .size = sizeof(struct nav_link),
					   .names = nav_link_names };

static const struct name version_names[] = {
	TEXT_NAME(struct version, language),
	TEXT_NAME(struct version, name),
	TEXT_NAME(struct version, path),
	TEXT_NAME(struct version, url),
	FLAG_NAME(struct version, is_current),
	FLAG_NAME(struct version, rtl),
	{ 0 },
};
static const struct view view_version = { .name = "language",
					  .size = sizeof(struct version),
					  .names = version_names };

static const struct name shell_names[] = {
	TEXT_NAME(struct shell, root),
	TEXT_NAME(struct shell, page_title),
	TEXT_NAME(struct shell, page_summary),
	TEXT_NAME(struct shell, canonical),
	TEXT_NAME(struct shell, lang),
	TEXT_NAME(struct shell, style),
	TEXT_NAME(struct shell, refresh),
	FLAG_NAME(struct shell, rtl),
	FLAG_NAME(struct shell, is_home),
	FLAG_NAME(struct shell, is_lost),
	LIST_NAME(struct shell, help, &view_nav_link),
	LIST_NAME(struct shell, languages, &view_version),
	TEXT_NAME(struct shell, translated_by),
	LIST_NAME(struct shell, nav, &view_nav_link),
	LIST_NAME(struct shell, foot, &view_nav_link),
	INCLUDE(struct shell, head, &view_head),
	ITEM_NAME(struct shell, site, &view_site),
	ITEM_NAME(struct shell, t, &view_interface),
	{ 0 },
};
const struct view view_shell = { .name = "page",
				 .size = sizeof(struct shell),
				 .names = shell_names };

static const struct name subscribe_names[] = {
	TEXT_NAME(struct subscribe, feed_url),
	TEXT_NAME(struct subscribe, feed_path),
	ITEM_NAME(struct subscribe, guide, &view_page),
	{ 0 },
};
const struct view view_subscribe = { .name = "subscribe",
				     .size = sizeof(struct subscribe),
				     .names = subscribe_names };

struct subscribe subscribe_to(struct press *p, const char *feed_path)
{
	return (struct subscribe){
		.feed_url = feed_path ? site_url(p->site, feed_path, &p->page) : NULL,
		.feed_path = feed_path,
		.guide = site_page(p->site, "how-to-listen"),
	};
}

const char *address_path(const char *address, struct arena *a)
{
	const char *host = strstr(address, "://");
	const char *path = host ? strchr(host + 3, '/') : NULL;

	if (!path)
		return "/";
	return arena_printf(a, "%s%s", path, text_ends(path, "/") ? "" : "/");
}

const char *language_if_other(const char *language, const char *page)
{
	return language && strcasecmp(language, page) != 0 ? language : NULL;
}

const struct page *site_page(const struct site *site, const char *slug)
{
	for (size_t i = 0; i < site->page_count; i++) {
		if (strcmp(site->pages[i]->item.slug, slug) == 0)
			return site->pages[i];
	}
	return NULL;
}

static struct nav_link link_to(const char *title, const char *path, const char *current)
{
	return (struct nav_link){ .title = title,
				  .path = path,
				  .is_current = strcmp(path, current) == 0 };
}

/* In the language of the page, where there is such a version. */
static struct nav_link link_to_page(struct press *p, const struct page *page, const char *current)
{
	const struct item *item = item_in_language(&page->item, p->site->language);
	const struct page *version = (const struct page *)item;

	return link_to(version->title ? version->title : page->title, item->path, current);
}

static struct list help_link(struct press *p, const char *current)
{
	const struct page *help = site_page(p->site, "find-help");
	struct nav_link *link = arena_new(&p->page, struct nav_link);

	if (!help)
		return (struct list){ 0 };
	*link = link_to_page(p, help, current);
	return (struct list){ .items = link, .count = 1 };
}

/* The first shows, but not so many that no page has room; then pages. */
static struct list nav_links(struct press *p, const char *current)
{
	const struct site *site = p->site;
	const struct page *help = site_page(site, "find-help");
	struct nav_link *links = arena_array(&p->page, NAV_MOST, sizeof(*links));
	size_t n = 0;

	for (size_t i = 0; i < site->show_count && n < NAV_MOST - 1; i++)
		links[n++] = link_to(site->shows[i]->title, site->shows[i]->item.path, current);
	for (size_t i = 0; i < site->page_count && n < NAV_MOST; i++) {
		if (site->pages[i] != help)
			links[n++] = link_to_page(p, site->pages[i], current);
	}
	return (struct list){ .items = links, .count = n };
}

static struct list foot_links(struct press *p, const char *current)
{
	const struct site *site = p->site;
	size_t count = site->page_count < FOOT_MOST ? site->page_count : FOOT_MOST;
	struct nav_link *links = arena_array(&p->page, count, sizeof(*links));

	for (size_t i = 0; i < count; i++)
		links[i] = link_to_page(p, site->pages[i], current);
	return (struct list){ .items = links, .count = count };
}

static struct list versions_of(struct press *p, const struct page_meta *meta)
{
	const struct versions *v = meta->item ? meta->item->versions : NULL;
	struct version *all = arena_array(&p->page, v ? v->count : 0, sizeof(*all));

	for (size_t i = 0; v && i < v->count; i++) {
		const char *language = v->items[i]->language;

		if (!language)
			language = meta->show ? meta->show->language : p->language;
		all[i] = (struct version){ .language = language,
					   .name = language_own_name(language),
					   .path = v->items[i]->path,
					   .url = site_permalink(p->site, v->items[i]->path,
								 &p->page),
					   .is_current = strcmp(v->items[i]->path, meta->path) == 0,
					   .rtl = language_is_rtl(language) };
	}
	return (struct list){ .items = all, .count = v ? v->count : 0 };
}

static const char *translator(struct press *p, const struct page_meta *meta)
{
	const char *name = meta->item && meta->item->language ? meta->item->translated_by : NULL;
	const struct filling with[] = { { "name", name }, { 0 } };

	return name ? interface_fill(p->site->interface->translated_by, with, &p->page) : NULL;
}

const struct site *press_speak(struct press *p, const char *language)
{
	const struct site *before = p->site;
	const struct interface *words = language ? site_interface(before, language) : NULL;

	if (words && words != before->interface) {
		struct site *copy = arena_new(p->run, struct site);

		*copy = *before;
		copy->interface = words;
		copy->language = language;
		p->site = copy;
	}
	return before;
}

struct shell press_shell(struct press *p, const struct page_meta *meta)
{
	const struct site *site = p->site;

	return (struct shell){
		.root = path_relative(meta->path, "", &p->page),
		.page_title = meta->title
				      ? arena_printf(&p->page, "%s – %s", meta->title, site->title)
				      : site->title,
		.page_summary = meta->summary,
		.canonical = site_permalink(site, meta->path, &p->page),
		.lang = site->language,
		.style = p->style,
		.rtl = language_is_rtl(site->language),
		.help = help_link(p, meta->path),
		.languages = versions_of(p, meta),
		.translated_by = translator(p, meta),
		.nav = nav_links(p, meta->path),
		.foot = foot_links(p, meta->path),
		.head = head_make(p, meta),
		.site = site,
		.t = site->interface,
	};
}

void press_page(struct press *p, const struct template *t, const struct page_meta *meta,
		const void *page, const char *root)
{
	const struct output_meta out = { meta->path, meta->group, "text/html" };

	strbuf_clear(&p->out);
	template_render(t, page, root, &p->out);
	if (strbuf_ok(&p->out))
		p->sink->put(p->sink, out, p->out.data, p->out.len);
	else
		diag_report(p->diag, DIAG_PAGE_TOO_BIG, span_path(meta->path, p->run),
			    "the page would be longer than %zu MB", p->out.limit >> 20);
	arena_reset(&p->page);
}
