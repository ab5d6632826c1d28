#include "press.h"

#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/path.h"
#include "base/text.h"
#include "model/care.h"
#include "model/collect.h"
#include "model/language.h"
#include "model/map_pages.h"
#include "model/translation.h"
#include "notices.h"
#include "reuse.h"
#include "views.h"

static const struct name logo_names[] = {
	TEXT_NAME(struct logo, path),
	TEXT_NAME(struct logo, alt),
	NUMBER_NAME(struct logo, width),
	NUMBER_NAME(struct logo, height),
	{ 0 },
};
static const struct view view_logo = { .name = "logo",
				       .size = sizeof(struct logo),
				       .names = logo_names };

static const struct name licence_names[] = {
	TEXT_NAME(struct licence, name),
	TEXT_NAME(struct licence, url),
	{ 0 },
};
static const struct view view_licence = { .name = "licence",
					  .size = sizeof(struct licence),
					  .names = licence_names };

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
	TEXT_NAME(struct shell, page_script),
	TEXT_NAME(struct shell, player_script),
	TEXT_NAME(struct shell, icon),
	TEXT_NAME(struct shell, refresh),
	TEXT_NAME(struct shell, people_path),
	TEXT_NAME(struct shell, exit_to),
	TEXT_NAME(struct shell, exit_script),
	TEXT_NAME(struct shell, privacy_path),
	FLAG_NAME(struct shell, rtl),
	FLAG_NAME(struct shell, is_home),
	FLAG_NAME(struct shell, is_lost),
	FLAG_NAME(struct shell, is_unlisted),
	FLAG_NAME(struct shell, is_wide),
	LIST_NAME(struct shell, help, &view_nav_link),
	LIST_NAME(struct shell, languages, &view_version),
	TEXT_NAME(struct shell, translation_note),
	LIST_NAME(struct shell, nav, &view_nav_link),
	LIST_NAME(struct shell, foot, &view_nav_link),
	LIST_NAME(struct shell, trail, &view_nav_link),
	LIST_NAME(struct shell, banners, &view_notice_line),
	LIST_NAME(struct shell, logo, &view_logo),
	FLAG_NAME(struct shell, logo_is_name),
	ITEM_NAME(struct shell, site_licence, &view_licence),
	TEXT_NAME(struct shell, data_from),
	INCLUDE(struct shell, head, &view_head),
	ITEM_NAME(struct shell, site, &view_site),
	ITEM_NAME(struct shell, t, &view_interface),
	ITEM_NAME(struct shell, reuse, &view_reuse),
	{ 0 },
};
const struct view view_shell = { .name = "page",
				 .size = sizeof(struct shell),
				 .names = shell_names };

static const struct name subscribe_names[] = {
	TEXT_NAME(struct subscribe, feed_url),
	TEXT_NAME(struct subscribe, feed_path),
	TEXT_NAME(struct subscribe, how_path),
	TEXT_NAME(struct subscribe, id),
	{ 0 },
};
const struct view view_subscribe = { .name = "subscribe",
				     .size = sizeof(struct subscribe),
				     .names = subscribe_names };

struct subscribe subscribe_to(struct press *p, const char *feed_path, const char *offer)
{
	const char *how = site_subscribe_path(p->site);

	return (struct subscribe){
		.feed_url = feed_path ? site_url(p->site, feed_path, &p->page) : NULL,
		.feed_path = feed_path,
		.how_path = how && offer ? arena_printf(&p->page, "%s#%s", how, offer) : how,
		.id = "subscribe",
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

/* Where a page must offer a way out; NULL: it need not. */
static const char *exit_of(struct press *p, const struct page_meta *meta)
{
	const struct collection *c = meta->collection;
	const struct care_topic *topic =
		c && c->kind == COLLECTION_TOPIC ? care_topic_find(c->title, &p->page) : NULL;
	bool is_watched = meta->is_watched || (meta->episode && meta->episode->care.is_watched) ||
			  (topic && topic->is_watched) ||
			  (c && c->area && area_is_watched(p->site, c->area));

	return is_watched ? p->site->exit_to : NULL;
}

#define LOGO_HEIGHT 48 /* pixels of a page */

/* A logo that says nothing in words is an ornament beside the name. */
static struct list logo_of(struct press *p)
{
	const struct picture *pic = &p->site->logo;
	struct logo *logo = arena_new(&p->page, struct logo);

	if (!pic->path)
		return (struct list){ 0 };
	*logo = (struct logo){ .path = pic->path,
			       .alt = p->site->logo_alt,
			       .width = LOGO_HEIGHT,
			       .height = LOGO_HEIGHT };
	if (pic->facts.height)
		logo->width = (LOGO_HEIGHT * (int64_t)pic->facts.width + pic->facts.height / 2) /
			      pic->facts.height;
	return (struct list){ .items = logo, .count = 1 };
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
		copy->written_in = p->language;
		p->site = copy;
	}
	return before;
}

struct shell press_shell(struct press *p, const struct page_meta *meta)
{
	const struct site *site = p->site;
	const struct page *privacy = site_page(site, "privacy");
	const struct navigation *around = navigation_find(p);
	const struct list trail = navigation_trail(p, meta);

	return (struct shell){
		.root = path_relative(meta->path, "", &p->page),
		.page_title = meta->title
				      ? arena_printf(&p->page, "%s – %s", meta->title, site->title)
				      : site->title,
		.page_summary = meta->summary,
		.canonical = site_permalink(site, meta->path, &p->page),
		.is_unlisted = meta->is_unlisted,
		.lang = site->language,
		.style = p->style,
		.exit_to = exit_of(p, meta),
		.exit_script = p->exit_script,
		.privacy_path = privacy ? privacy->item.path : NULL,
		.page_script = p->page_script,
		.player_script = p->player_script,
		.icon = p->icon,
		.rtl = language_is_rtl(site->language),
		.help = navigation_on(p, &around->help, meta->path),
		.languages = versions_of(p, meta),
		.translation_note = translator(p, meta),
		.nav = navigation_on(p, &around->main, meta->path),
		.foot = navigation_on(p, &around->foot, meta->path),
		.trail = trail,
		.banners = notice_banners(p, meta),
		.logo = logo_of(p),
		.logo_is_name = site->logo.path && site->logo_alt,
		.data_from = around->data_from,
		.site_licence = site->licence ? licence_find(site->licence) : NULL,
		.people_path = people_list_path(site),
		.head = head_make(p, meta, &trail),
		.site = site,
		.t = site->interface,
		.reuse = meta->offers_reuse ? reuse_make(p, meta) : NULL,
	};
}

bool press_wants(struct press *p, const char *path)
{
	return output_wants(p->sink, path) ||
	       output_wants(p->sink, page_beside(path, ".txt", &p->page)) ||
	       output_wants(p->sink, page_beside(path, ".qr.svg", &p->page));
}

void press_page(struct press *p, const struct template *t, const struct page_meta *meta,
		const void *page, const char *root)
{
	const struct output_meta out = { meta->path, meta->group, "text/html" };
	const bool wanted = output_wants(p->sink, meta->path);

	strbuf_clear(&p->out);
	if (wanted)
		template_render(t, page, root, &p->out);
	if (!strbuf_ok(&p->out))
		diag_report(p->diag, DIAG_PAGE_TOO_BIG, span_path(meta->path, p->run),
			    "the page would be longer than %zu MB", p->out.limit >> 20);
	else if (wanted)
		p->sink->put(p->sink, out, p->out.data, p->out.len);
	arena_reset(&p->page);
}
