/* The page as plain text: for whoever reads with a screen, a printer or a phone that pages tire. */
#include <string.h>

#include "base/limits.h"
#include "card.h"
#include "flash_digest.h"
#include "help.h"
#include "notices.h"
#include "occasion.h"
#include "press.h"
#include "prose.h"
#include "reuse.h"

/* For browsers that are not told the encoding (HTML 5, 13.2.3.1). */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static const struct indent plain = { "", "" }, item = { "- ", "  " };

struct twin {
	struct strbuf *out;
	const struct site *site;
	const struct interface *t;
	struct arena *arena;
};

static void add_paragraph(struct twin *w, const char *text)
{
	if (!text || !*text)
		return;
	prose_add(w->out, text, plain);
	strbuf_addc(w->out, '\n');
}

static void add_line(struct twin *w, const char *text)
{
	if (text && *text)
		prose_add(w->out, text, plain);
}

static void add_list(struct twin *w, const char *title, const struct strings *all)
{
	if (!all->count)
		return;
	prose_heading(w->out, title, '-');
	for (size_t i = 0; i < all->count; i++)
		prose_add(w->out, all->items[i], item);
}

static void add_html(struct twin *w, const char *html)
{
	if (html)
		prose_add_html(w->out, html, site_url(w->site, "", w->arena));
}

static void add_chapters(struct twin *w, const struct episode *e)
{
	const struct chapter *all = e->chapters.items;

	if (!e->chapters.count)
		return;
	prose_heading(w->out, w->t->chapters_title, '-');
	for (size_t i = 0; i < e->chapters.count; i++)
		prose_add(w->out,
			  arena_printf(w->arena, "%s %s", time_clock(all[i].start, w->arena),
				       all[i].title),
			  (struct indent){ "", "     " });
}

static void add_people(struct twin *w, const struct list *people)
{
	const struct person *all = people->items;

	if (!people->count)
		return;
	prose_heading(w->out, w->t->people_title, '-');
	for (size_t i = 0; i < people->count; i++)
		prose_add(w->out,
			  all[i].role ? arena_printf(w->arena, "%s – %s", all[i].name, all[i].role)
				      : all[i].name,
			  item);
}

static void add_turn(struct twin *w, const struct turn *turn)
{
	if (turn->speaker) {
		strbuf_addc(w->out, '\n');
		prose_add(w->out, turn->speaker, plain);
	}
	prose_add(w->out, turn->text, (struct indent){ "    ", "    " });
}

static void add_transcript(struct twin *w, const struct episode *e)
{
	struct turn *turns;
	size_t count = transcript_turns(&e->transcript, &turns, w->arena);

	if (!count && e->no_transcript)
		prose_add(w->out,
			  arena_printf(w->arena, "\n%s %s", w->t->twin_transcript_none,
				       e->no_transcript),
			  plain);
	if (!count)
		return;
	prose_heading(w->out, w->t->transcript_title, '-');
	if (e->transcript.is_unchecked)
		add_line(w, w->t->transcript_unchecked);
	for (size_t i = 0; i < count; i++)
		add_turn(w, &turns[i]);
}

static void add_helper(struct twin *w, const struct help_entry *h)
{
	const char *const parts[] = { h->phone, h->text, h->web, h->hours };

	prose_add(w->out, h->title, item);
	for (size_t i = 0; i < COUNT(parts); i++) {
		if (parts[i])
			prose_add(w->out, parts[i], (struct indent){ "  ", "  " });
	}
}

/* Whom to ring up about what the episode is about. */
static void add_helpers(struct twin *w, const struct episode *e)
{
	const struct help_inset inset = help_inset_make(w->site, e, w->arena);
	const struct help_line *lines = inset.help_lines.items;

	if (!inset.help_lines.count)
		return;
	prose_heading(w->out, w->t->help_inset, '-');
	for (size_t i = 0; i < inset.help_lines.count; i++)
		add_helper(w, lines[i].entry);
}

static void add_help(struct twin *w)
{
	const struct page *help = site_page(w->site, "find-help");

	if (!help)
		return;
	add_line(w, w->t->twin_help);
	add_paragraph(w, site_permalink(w->site, help->item.path, w->arena));
}

static void add_note(struct twin *w, const char *note)
{
	if (!note)
		return;
	prose_heading(w->out, w->t->before_you_listen, '-');
	add_paragraph(w, note);
	add_help(w);
}

static void write_episode(struct twin *w, const struct episode *e)
{
	const struct card card = card_make(w->site, e, w->arena);

	prose_heading(w->out, e->title, '=');
	add_line(w, e->show->title);
	add_line(w, card.position);
	if (e->date.set)
		add_line(w, interface_date(w->t, e->date, w->arena));
	add_line(w, card.length_exact);
	strbuf_addc(w->out, '\n');
	add_line(w, e->summary);
	add_note(w, e->note);
	add_helpers(w, e);
	add_list(w, w->t->points_title, &e->points);
	add_chapters(w, e);
	add_people(w, e->people.count ? &e->people : &e->show->people);
	if (e->notes_html) {
		prose_heading(w->out, w->t->notes_title, '-');
		add_html(w, e->notes_html);
	}
	add_list(w, w->t->questions_title, &e->questions);
	add_transcript(w, e);
}

static void add_episodes(struct twin *w, struct episode *const *all, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		prose_add(w->out, all[i]->title, item);
		prose_add(w->out, site_permalink(w->site, all[i]->item.path, w->arena),
			  (struct indent){ "  ", "  " });
	}
}

static void write_show(struct twin *w, const struct show *show)
{
	prose_heading(w->out, show->title, '=');
	add_paragraph(w, show->author);
	add_paragraph(w, show->summary);
	if (show->description && (!show->summary || strcmp(show->summary, show->description) != 0))
		add_paragraph(w, show->description);
	add_episodes(w, show->episodes, show->episode_count);
}

static void write_collection(struct twin *w, const struct collection *c)
{
	prose_heading(w->out, c->title, '=');
	add_paragraph(w, c->summary);
	if (c->area)
		add_html(w, c->area->body_html);
	prose_heading(w->out, w->t->episodes, '-');
	add_episodes(w, c->episodes, c->episode_count);
}

static void write_person(struct twin *w, const struct profile *who)
{
	prose_heading(w->out, who->name, '=');
	add_paragraph(w, who->role);
	add_html(w, who->body_html);
	add_line(w, who->url);
}

static void write_flash_report(struct twin *w, const struct flash_report *r)
{
	const struct flash_digest digest = flash_digest_make(w->site, r, w->arena);

	flash_digest_text(&digest, w->site, w->out, w->arena);
}

static void write_page(struct twin *w, const struct page *page)
{
	prose_heading(w->out, page->title, '=');
	add_paragraph(w, page->summary);
	if (strcmp(page->item.slug, "find-help") == 0) {
		for (size_t i = 0; i < w->site->help_count; i++)
			add_helper(w, w->site->help[i]);
		strbuf_addc(w->out, '\n');
	}
	add_html(w, page->body_html);
}

static void add_agenda(struct twin *w, const struct meeting *m)
{
	const struct agenda_point *all = m->agenda.items;

	if (!m->agenda.count)
		return;
	prose_heading(w->out, w->t->meeting_agenda, '-');
	for (size_t i = 0; i < m->agenda.count; i++)
		prose_add(w->out,
			  arena_printf(w->arena, "%s%s%s%s%s", all[i].time ? all[i].time : "",
				       all[i].time ? " " : "", all[i].title,
				       all[i].who ? " – " : "", all[i].who ? all[i].who : ""),
			  item);
}

static void add_actions(struct twin *w, const struct meeting *m)
{
	const struct action *all = m->actions.items;

	if (!m->actions.count)
		return;
	prose_heading(w->out, w->t->actions, '-');
	for (size_t i = 0; i < m->actions.count; i++) {
		const char *due = all[i].is_done   ? w->t->actions_done
				  : all[i].due.set ? interface_date(w->t, all[i].due, w->arena)
						   : w->t->action_open;

		prose_add(w->out,
			  arena_printf(w->arena, "%s (%s, %s)", all[i].what, all[i].who, due),
			  item);
	}
}

static void add_state(struct twin *w, const struct meeting *m)
{
	if (meeting_is_cancelled(m))
		add_paragraph(w, w->t->meeting_cancelled);
	if (meeting_is_postponed(m))
		add_paragraph(w, w->t->meeting_postponed);
}

static void write_meeting(struct twin *w, const struct meeting *m)
{
	const struct occasion o = occasion_of_meeting(w->site, m, w->arena);
	bool is_past = meeting_is_past(m, w->site->now);

	prose_heading(w->out, m->title, '=');
	add_state(w, m);
	if (!meeting_is_postponed(m))
		add_line(w, arena_printf(w->arena, "%s, %s", o.day, o.clock));
	add_line(w, o.how);
	add_line(w, o.where);
	if (meeting_is_online(m) && !is_past)
		add_line(w, w->t->meeting_link_by_mail);
	strbuf_addc(w->out, '\n');
	add_line(w, m->summary);
	if (is_past)
		add_list(w, w->t->meeting_minutes, &m->minutes);
	add_actions(w, m);
	if (m->body_html && *m->body_html)
		strbuf_addc(w->out, '\n');
	add_html(w, m->body_html);
	add_agenda(w, m);
	add_people(w, &m->people);
	if (!is_past)
		add_list(w, w->t->meeting_access, &m->access);
	if (!is_past && m->access_note)
		add_line(w, m->access_note);
}

/* Ready to be pasted into an e-mail. */
static void write_notice(struct twin *w, const struct notice *n)
{
	const struct notice_line line = notice_line_of(w->site, n, w->arena);

	prose_heading(w->out, arena_printf(w->arena, "%s: %s", line.label, n->title), '=');
	add_paragraph(w, n->summary);
	if (n->body_html && *n->body_html) {
		add_html(w, n->body_html);
		strbuf_addc(w->out, '\n');
	}
	add_line(w, arena_printf(w->arena, "%s. %s.", line.source, line.until));
	add_line(w, n->url);
}

/* Whose it is and where it stands: what a copy that goes from hand to hand must carry. */
static void add_end(struct twin *w, const struct reuse *r)
{
	strbuf_adds(w->out, "\n-- \n");
	add_line(w, r->citation);
	if (r->licence_name)
		add_line(w, arena_printf(w->arena, "%s %s%s%s", r->licence_says, r->licence_name,
					 r->licence_url ? ": " : "",
					 r->licence_url ? r->licence_url : ""));
}

/* What is a page of its own kind of content; NULL: it has no twin. */
static const struct page *page_of(const struct page_meta *meta)
{
	bool is = meta->item && meta->item->kind == &kind_page && !meta->is_generated;

	return is ? (const struct page *)meta->item : NULL;
}

const char *reuse_put_text(struct press *p, const struct page_meta *meta, const struct reuse *r)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);
	struct twin w = { &out, p->site, p->site->interface, &p->page };
	const char *path = page_beside(meta->path, ".txt", &p->page);
	const struct output_meta file = { path, OUTPUT_PAGE, "text/plain" };

	strbuf_adds(&out, BYTE_ORDER_MARK);
	if (meta->episode)
		write_episode(&w, meta->episode);
	else if (meta->show)
		write_show(&w, meta->show);
	else if (meta->collection)
		write_collection(&w, meta->collection);
	else if (meta->profile)
		write_person(&w, meta->profile);
	else if (meta->item && meta->item->kind == &kind_meeting)
		write_meeting(&w, (const struct meeting *)meta->item);
	else if (meta->item && meta->item->kind == &kind_notice)
		write_notice(&w, (const struct notice *)meta->item);
	else if (meta->flash_report)
		write_flash_report(&w, meta->flash_report);
	else if (page_of(meta))
		write_page(&w, page_of(meta));
	else
		return NULL;
	add_end(&w, r);
	if (!strbuf_ok(&out))
		return NULL;
	p->sink->put(p->sink, file, out.data, out.len);
	return path;
}
