/*
 * The accessibility statement. Headings and sentences that the law fixes are those of the model
 * statement (GOV.UK, "Sample accessibility statement", 19 December 2023; PSBAR 2018, regulation 8).
 */
#include <string.h>

#include "phrase.h"
#include "press.h"
#include "versions.h"
#include "views.h"

/* An episode that not everybody can follow. */
struct gap {
	const struct episode *episode;
};

struct accessibility_page {
	struct shell shell;
	const struct page *page;
	const char
		*own_lang; /* of what somebody wrote, where it is not that of the words around it */
	bool own_rtl;
	const char *heading, *scope, *commitment, *status;
	const char *prepared, *reviewed, *tested, *tested_by, *reply;
	struct list silent, unchecked; /* of struct gap: without transcript; with one by machine */
	struct strings limits;
	const char *enforcement; /* who helps outside of Great Britain; NULL: the EHRC and EASS */
	bool has_gaps, is_tested, has_statement;
};

static const struct name gap_names[] = {
	BORROW(struct gap, episode, &view_episode),
	{ 0 },
};
static const struct view view_gap = { .name = "episode",
				      .size = sizeof(struct gap),
				      .names = gap_names };

static const struct name accessibility_names[] = {
	TEXT_NAME(struct accessibility_page, heading),
	TEXT_NAME(struct accessibility_page, scope),
	TEXT_NAME(struct accessibility_page, commitment),
	TEXT_NAME(struct accessibility_page, status),
	TEXT_NAME(struct accessibility_page, prepared),
	TEXT_NAME(struct accessibility_page, reviewed),
	TEXT_NAME(struct accessibility_page, tested),
	TEXT_NAME(struct accessibility_page, tested_by),
	TEXT_NAME(struct accessibility_page, reply),
	TEXT_NAME(struct accessibility_page, enforcement),
	LIST_NAME(struct accessibility_page, silent, &view_gap),
	LIST_NAME(struct accessibility_page, unchecked, &view_gap),
	TEXTS_NAME(struct accessibility_page, limits),
	FLAG_NAME(struct accessibility_page, has_gaps),
	FLAG_NAME(struct accessibility_page, is_tested),
	FLAG_NAME(struct accessibility_page, has_statement),
	TEXT_NAME(struct accessibility_page, own_lang),
	FLAG_NAME(struct accessibility_page, own_rtl),
	BORROW(struct accessibility_page, page, &view_page),
	INCLUDE(struct accessibility_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_accessibility = { .name = "accessibility",
						.size = sizeof(struct accessibility_page),
						.names = accessibility_names };

static const char *on_day(struct press *p, const char *text, struct moment day)
{
	return day.set ? words_fill(text, "date", interface_date(p->site->interface, day, &p->page),
				    &p->page)
		       : NULL;
}

static bool is_silent(const struct episode *e)
{
	return e->recording.file && !e->transcript.count && e->no_transcript;
}

static bool is_unchecked(const struct episode *e)
{
	return e->transcript.is_unchecked;
}

static struct list gaps_of(struct press *p, bool (*is_one)(const struct episode *e))
{
	struct list gaps = { 0 };
	size_t room = 0;

	for (size_t i = 0; i < p->site->show_count; i++) {
		const struct show *show = p->site->shows[i];

		for (size_t k = 0; k < show->episode_count; k++) {
			if (!is_one(show->episodes[k]))
				continue;
			gaps.items = arena_grow(&p->page, gaps.items, gaps.count, &room,
						sizeof(struct gap));
			((struct gap *)gaps.items)[gaps.count++].episode = show->episodes[k];
		}
	}
	return gaps;
}

static const char *status_of(const struct interface *t, const struct statement *s, bool is_made)
{
	if (!is_made)
		return t->accessibility_untested;
	return strcmp(s->conforms, "fully") == 0 ? t->accessibility_fully
	       : strcmp(s->conforms, "not") == 0 ? t->accessibility_not
						 : t->accessibility_partially;
}

/* The organisation, without the address that stands behind its name. */
static const char *organisation_of(struct press *p)
{
	const char *who = p->site->privacy.controller;

	return who ? arena_strndup(&p->page, who, strcspn(who, ",")) : p->site->title;
}

static const char *commitment_of(struct press *p)
{
	const struct interface *t = p->site->interface;
	bool is_elsewhere = p->site->statement.enforcement;

	return words_fill(is_elsewhere ? t->accessibility_committed : t->accessibility_law, "who",
			  organisation_of(p), &p->page);
}

static struct accessibility_page page_make(struct press *p)
{
	const struct site *site = p->site;
	const struct statement *s = &site->statement;
	const struct interface *t = site->interface;
	bool has_statement = s->conforms && (s->prepared.set || s->reviewed.set);
	struct accessibility_page page = {
		.heading = words_fill(t->accessibility_of, "site", site->title, &p->page),
		.scope = words_fill(t->accessibility_scope, "address", site->address, &p->page),
		.commitment = commitment_of(p),
		.status = status_of(t, s, has_statement),
		.prepared = on_day(p, t->accessibility_prepared_on, s->prepared),
		.reviewed = on_day(p, t->accessibility_reviewed_on, s->reviewed),
		.tested = on_day(p, t->accessibility_tested_on, s->tested),
		.tested_by = s->tested_by ? words_fill(t->accessibility_tested_by, "who",
						       s->tested_by, &p->page)
					  : NULL,
		.reply = s->reply_days > 0 ? interface_count(t, &t->accessibility_reply,
							     s->reply_days, &p->page)
					   : NULL,
		.silent = gaps_of(p, is_silent),
		.unchecked = gaps_of(p, is_unchecked),
		.limits = s->limits,
		.enforcement = s->enforcement,
		.has_statement = has_statement,
	};

	page.has_gaps = page.silent.count || page.unchecked.count || page.limits.count;
	page.is_tested = page.prepared || page.reviewed || page.tested || page.tested_by;
	return page;
}

void render_accessibility(struct press *p, const struct page *page)
{
	const struct template *t = theme_template(&p->theme, "accessibility", &view_accessibility);

	if (!t)
		return;
	struct page_meta meta = page_meta_of(page);

	meta.is_generated = true;
	struct accessibility_page data = page_make(p);

	data.shell = press_shell(p, &meta);
	data.page = page;
	data.own_lang = item_own_language(p->site, &page->item);
	data.own_rtl = language_is_rtl(data.own_lang);
	press_page(p, t, &meta, &data, data.shell.root);
}
