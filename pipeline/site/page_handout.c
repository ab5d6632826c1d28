/* What a group gets on paper: the episode in short, questions with room to write, and where help
 * is. */
#include "card.h"
#include "help.h"
#include "model/translation.h"
#include "press.h"
#include "reuse.h"
#include "views.h"

struct handout_page {
	struct shell shell;
	struct card card;
	struct help_inset inset;
	const char *episode_url;
	const char *qr_path, *qr_alt; /* of the episode's page */
};

static const struct name handout_names[] = {
	TEXT_NAME(struct handout_page, episode_url),
	TEXT_NAME(struct handout_page, qr_path),
	TEXT_NAME(struct handout_page, qr_alt),
	INCLUDE(struct handout_page, card, &view_card),
	INCLUDE(struct handout_page, inset, &view_help_inset),
	INCLUDE(struct handout_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_handout = { .name = "handout",
					  .size = sizeof(struct handout_page),
					  .names = handout_names };

char *handout_path(const struct episode *e, struct arena *a)
{
	return page_beside(e->item.path, ".handout.html", a);
}

static void render_handout(struct press *p, const struct template *t, const struct episode *e)
{
	const struct interface *words = p->site->interface;
	const struct filling with[] = { { "title", e->title }, { 0 } };
	const struct page_meta meta = {
		.path = handout_path(e, &p->page),
		.group = OUTPUT_PAGE,
		.title = interface_fill(words->handout_title, with, &p->page),
		.summary = e->summary,
	};
	const struct handout_page page = {
		.shell = press_shell(p, &meta),
		.card = card_make(p->site, e, &p->page),
		.inset = help_inset_make(p->site, e, &p->page),
		.episode_url = site_permalink(p->site, e->item.path, &p->page),
		.qr_path = page_beside(e->item.path, ".qr.svg", &p->page),
		.qr_alt = interface_fill(words->qr_of_page, with, &p->page),
	};

	press_page(p, t, &meta, &page, page.shell.root);
}

static void render_versions(struct press *p, const struct template *t, const struct episode *e)
{
	const struct versions *v = e->item.versions;

	render_handout(p, t, e);
	for (size_t i = 1; v && i < v->count; i++) {
		const struct site *before = press_speak(p, v->items[i]->language);

		render_handout(p, t,
			       episode_translated(e, (const struct episode *)v->items[i], p->run));
		p->site = before;
	}
}

void render_handouts(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "handout", &view_handout);

	for (size_t i = 0; t && i < p->site->show_count; i++) {
		const struct show *show = p->site->shows[i];

		for (size_t k = 0; k < show->episode_count; k++) {
			if (show->episodes[k]->questions.count)
				render_versions(p, t, show->episodes[k]);
		}
	}
}
