/* What happens to data: made of what the pages do and what site.yaml says of their host. */
#include "press.h"
#include "versions.h"
#include "views.h"

struct privacy_page {
	struct shell shell;
	const struct page *page;
	const char
		*own_lang; /* of what somebody wrote, where it is not that of the words around it */
	bool own_rtl;
	const char *host, *log, *controller;
	const char *recordings, *recordings_log; /* where recordings have a host of their own */
};

static const struct name privacy_names[] = {
	TEXT_NAME(struct privacy_page, host),
	TEXT_NAME(struct privacy_page, log),
	TEXT_NAME(struct privacy_page, controller),
	TEXT_NAME(struct privacy_page, recordings),
	TEXT_NAME(struct privacy_page, recordings_log),
	TEXT_NAME(struct privacy_page, own_lang),
	FLAG_NAME(struct privacy_page, own_rtl),
	BORROW(struct privacy_page, page, &view_page),
	INCLUDE(struct privacy_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_privacy = { .name = "privacy",
					  .size = sizeof(struct privacy_page),
					  .names = privacy_names };

static const char *log_of(struct press *p)
{
	const struct interface *t = p->site->interface;
	const struct privacy *privacy = &p->site->privacy;

	if (privacy->log_days < 0)
		return t->privacy_log_unknown;
	if (privacy->log_days == 0)
		return t->privacy_no_log;
	return interface_count(t, &t->privacy_log, privacy->log_days, &p->page);
}

static const char *host_of(struct press *p)
{
	const struct filling with[] = { { "host", p->site->privacy.host }, { 0 } };

	return p->site->privacy.host
		       ? interface_fill(p->site->interface->privacy_host_is, with, &p->page)
		       : NULL;
}

/* What is said of the host of recordings; NULL: they come with the pages. */
static const char *recordings_of(struct press *p, const char *text)
{
	const struct filling with[] = { { "host", p->site->audio_host }, { 0 } };

	return p->site->audio_host ? interface_fill(text, with, &p->page) : NULL;
}

void render_privacy(struct press *p, const struct page *page)
{
	const struct template *t = theme_template(&p->theme, "privacy", &view_privacy);

	if (!t)
		return;
	const struct interface *text = p->site->interface;
	struct page_meta meta = page_meta_of(page);

	meta.is_generated = true;
	const struct privacy_page data = {
		.shell = press_shell(p, &meta),
		.page = page,
		.own_lang = item_own_language(p->site, &page->item),
		.own_rtl = language_is_rtl(item_own_language(p->site, &page->item)),
		.host = host_of(p),
		.recordings = recordings_of(p, text->privacy_recordings),
		.recordings_log = recordings_of(p, text->privacy_recordings_log),
		.log = log_of(p),
		.controller = p->site->privacy.controller
	};

	press_page(p, t, &meta, &data, data.shell.root);
}
