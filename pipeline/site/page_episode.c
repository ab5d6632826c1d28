/* The page of an episode: player, chapters, people, notes, related episodes, transcript. */
#include "base/text.h"
#include "card.h"
#include "help.h"
#include "mail.h"
#include "model/translation.h"
#include "press.h"
#include "tags.h"
#include "turns.h"
#include "views.h"

struct chapter_line {
	const struct chapter *chapter;
	const char *clock; /* "1:15" */
	int64_t seconds;
};

struct transcript_link {
	const char *label, *path;
};

struct episode_page {
	struct shell shell;
	struct card card;
	struct list chapters; /* of struct chapter_line */
	struct list people;   /* of struct person: the episode's, or else the show's */
	struct list related;  /* of struct card */
	struct list tags;     /* of struct tag: its areas and topics */
	struct help_inset help;
	struct list turns;
	struct list transcript_files; /* of struct transcript_link */
	const char *correction; /* address of a letter about a mistake; NULL: nobody reads them */
	const char *changed_words, *changed_machine; /* when it was last mended; NULL: never */
	bool has_parts, has_neighbours;
	bool transcript_unchecked;
	bool notes_titled; /* they begin with a heading of their own */
};

static const struct view view_chapter = { .name = "chapter", .kind = &kind_chapter };

static const struct name chapter_line_names[] = {
	TEXT_NAME(struct chapter_line, clock),
	NUMBER_NAME(struct chapter_line, seconds),
	BORROW(struct chapter_line, chapter, &view_chapter),
	{ 0 },
};
static const struct view view_chapter_line = { .name = "chapter",
					       .size = sizeof(struct chapter_line),
					       .names = chapter_line_names };

static const struct name transcript_link_names[] = {
	TEXT_NAME(struct transcript_link, label),
	TEXT_NAME(struct transcript_link, path),
	{ 0 },
};
static const struct view view_transcript_link = { .name = "transcript file",
						  .size = sizeof(struct transcript_link),
						  .names = transcript_link_names };

static const struct name episode_page_names[] = {
	LIST_NAME(struct episode_page, chapters, &view_chapter_line),
	LIST_NAME(struct episode_page, people, &view_person),
	LIST_NAME(struct episode_page, related, &view_card),
	LIST_NAME(struct episode_page, tags, &view_tag),
	LIST_NAME(struct episode_page, turns, &view_turn),
	LIST_NAME(struct episode_page, transcript_files, &view_transcript_link),
	FLAG_NAME(struct episode_page, transcript_unchecked),
	TEXT_NAME(struct episode_page, correction),
	TEXT_NAME(struct episode_page, changed_words),
	TEXT_NAME(struct episode_page, changed_machine),
	FLAG_NAME(struct episode_page, has_parts),
	FLAG_NAME(struct episode_page, has_neighbours),
	FLAG_NAME(struct episode_page, notes_titled),
	INCLUDE(struct episode_page, help, &view_help_inset),
	INCLUDE(struct episode_page, card, &view_card),
	INCLUDE(struct episode_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_episode_page = { .name = "episode",
					       .size = sizeof(struct episode_page),
					       .names = episode_page_names };

static struct list chapter_lines(const struct episode *e, struct arena *a)
{
	const struct chapter *chapters = e->chapters.items;
	struct chapter_line *lines = arena_array(a, e->chapters.count, sizeof(*lines));

	for (size_t i = 0; i < e->chapters.count; i++) {
		lines[i].chapter = &chapters[i];
		lines[i].clock = time_clock(chapters[i].start, a);
		lines[i].seconds = chapters[i].start / 1000;
	}
	return (struct list){ .items = lines, .count = e->chapters.count };
}

static struct list transcript_links(const struct interface *t, const struct episode *e,
				    struct arena *a)
{
	struct transcript_link *links = arena_array(a, TRANSCRIPT_FORMS, sizeof(*links));
	size_t count = 0;

	for (size_t i = 0; i < TRANSCRIPT_FORMS; i++) {
		const char *label =
			i == TRANSCRIPT_TEXT ? t->plain_text : transcript_files[i].label;

		if (e->transcript_paths[i])
			links[count++] = (struct transcript_link){ label, e->transcript_paths[i] };
	}
	return (struct list){ .items = links, .count = count };
}

static const char *correction_of(const struct site *site, const struct episode *e, struct arena *a)
{
	const struct filling with[] = { { "title", e->title }, { 0 } };

	if (!site->contact || !e->transcript.count)
		return NULL;
	return mail_link(site->contact, interface_fill(site->interface->correct_subject, with, a),
			 a);
}

static bool has_parts(const struct episode_page *page, const struct episode *e)
{
	return e->points.count || page->chapters.count || page->people.count ||
	       e->questions.count || e->notes_html || page->related.count || page->turns.count;
}

static void render_episode(struct press *p, const struct template *t, const struct episode *e)
{
	const struct page_meta meta = {
		.path = e->item.path,
		.group = OUTPUT_PAGE,
		.title = arena_printf(&p->page, "%s – %s", e->title, e->show->title),
		.summary = e->summary,
		.show = e->show,
		.item = &e->item,
		.episode = e,
		.offers_reuse = true,
	};
	struct episode_page page = {
		.shell = press_shell(p, &meta),
		.card = card_with_player(p->site, e, &p->page),
		.chapters = chapter_lines(e, &p->page),
		.people = e->people.count ? e->people : e->show->people,
		.related = card_list(p->site, e->related_episodes,
				     e->related_episodes ? e->related.count : 0, &p->page),
		.tags = tags_of_episode(p->site, e, &p->page),
		.help = help_inset_make(p->site, e, &p->page),
		.turns = turns_of(&e->transcript, &p->page),
		.transcript_files = transcript_links(p->site->interface, e, &p->page),
		.transcript_unchecked = e->transcript.is_unchecked,
		.correction = correction_of(p->site, e, &p->page),
		.notes_titled = e->notes_html && text_starts(e->notes_html, "<h"),
		.has_neighbours = e->previous || e->next,
	};
	page.has_parts = has_parts(&page, e);
	if (e->changed.set) {
		page.changed_words = interface_date(p->site->interface, e->changed, &p->page);
		page.changed_machine = date_day(e->changed, &p->page);
	}

	press_page(p, t, &meta, &page, page.shell.root);
}

static void render_versions(struct press *p, const struct template *t, const struct episode *e)
{
	const struct versions *v = e->item.versions;

	if (press_wants(p, e->item.path))
		render_episode(p, t, e);
	for (size_t i = 1; v && i < v->count; i++) {
		if (!press_wants(p, v->items[i]->path))
			continue;
		const struct site *before = press_speak(p, v->items[i]->language);

		render_episode(p, t,
			       episode_translated(e, (const struct episode *)v->items[i], p->run));
		p->site = before;
	}
}

void render_episodes(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "episode", &view_episode_page);

	for (size_t i = 0; t && i < p->site->show_count; i++) {
		const struct show *show = p->site->shows[i];

		for (size_t j = 0; j < show->episode_count; j++)
			render_versions(p, t, show->episodes[j]);
	}
}
