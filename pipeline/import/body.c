#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "draft.h"
#include "plan.h"
#include "read/from_html.h"
#include "words.h"

/* Bytes of a page's notes: what a file may have, less its front matter and some room. */
#define BODY_MOST (LIMIT_SOURCE_BYTES - LIMIT_FRONT_MATTER - ((size_t)64 << 10))

struct body {
	struct import_plan *plan;
	struct import_episode *e;
};

static const char *link_to(void *arg, const char *url)
{
	struct body *b = arg;
	const char *here = plan_place(b->plan, url);

	if (!here)
		return url;
	if (!b->plan->has_told_links)
		import_note(
			&b->plan->show, NULL, IMPORT_CHANGED, NULL,
			"links in the notes to old pages and recordings of the show lead to its "
			"new pages");
	b->plan->has_told_links = true;
	return here;
}

static const char *picture_of(void *arg, const char *url, const char *alt)
{
	struct body *b = arg;
	const struct import_asset_list *l = &b->e->pictures;

	for (size_t i = 0; i < l->count; i++) {
		const char *name = asset_name(b->plan, l->all[i], b->e);

		if (strcmp(l->all[i]->url, url) != 0)
			continue;
		if (!name)
			import_note(&b->plan->show, b->e, IMPORT_LOST, NULL,
				    "the picture %s in the notes: %s", url,
				    l->all[i]->why ? l->all[i]->why : "it was not fetched");
		else if (!alt || !*alt)
			import_note(
				&b->plan->show, b->e, IMPORT_GUESSED, NULL,
				"nobody says what the picture %s in the notes shows; write it in "
				"place of 'Picture'",
				name);
		return name;
	}
	return NULL;
}

static void tell_lost(void *arg, const char *what)
{
	struct body *b = arg;

	import_note(&b->plan->show, b->e, IMPORT_LOST, NULL, "%s in the notes", what);
}

static const char *markdown_of(struct body *b, const char *html)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(BODY_MOST);
	const struct html_rules rules = { .link = link_to,
					  .picture = picture_of,
					  .lost = tell_lost,
					  .arg = b,
					  .base = notes_base(b->plan, b->e->from) };
	struct arena *a = b->plan->show.arena;

	markdown_from_html(html, &rules, &out, a);
	if (!strbuf_ok(&out))
		import_note(&b->plan->show, b->e, IMPORT_LOST, NULL,
			    "the notes are longer than a page may be and were cut");
	return arena_strndup(a, out.data, out.len);
}

/* Characters that no file of the content may have are left out (base/source.h). */
static void add_allowed(struct strbuf *out, const char *text)
{
	size_t len = strlen(text), step;
	uint32_t cp;

	for (; len; text += step, len -= step) {
		step = utf8_decode(text, len, &cp);
		if (step && utf8_is_written(cp) && cp != '\r')
			strbuf_add(out, text, step);
		step += !step;
	}
}

/* The bytes up to the line ends at the end. */
static size_t length_trimmed(const struct strbuf *text)
{
	size_t len = text->len;

	while (len && text->data[len - 1] == '\n')
		len--;
	return len;
}

/* A feed must say something of every item, so some say the title where nobody wrote anything. */
static bool is_title(const struct import_episode *e, const char *text, struct arena *a)
{
	const char *title = draft_clean(e->from->title, false, a);
	const char *words = draft_clean(words_of_markdown(text, 2 * strlen(text), a), false, a);

	return title && words && strcmp(title, words) == 0;
}

void episode_body(struct import_plan *plan, struct import_episode *e, struct strbuf *out)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(BODY_MOST);
	const struct import_notes *n = &plan->notes[e - plan->show.episodes];
	struct body b = { plan, e };

	if (e->from->markdown)
		strbuf_adds(&text, e->from->markdown);
	else if (n->html)
		strbuf_adds(&text, markdown_of(&b, n->html));
	if (n->more && !e->from->markdown) {
		const char *has =
			arena_printf(plan->show.arena, "%s %s %s", n->note ? n->note : "",
				     n->summary ? n->summary : "", n->html ? n->html : "");

		if (words_add_missing(&text, has, markdown_of(&b, n->more), plan->show.arena))
			import_note(
				&plan->show, e, IMPORT_CHANGED, NULL,
				"the feed has two texts about the episode; what one of them has "
				"more stands at the end");
	}
	if (text.len && is_title(e, text.data, plan->show.arena))
		return;
	/* One line end, however the texts ended. */
	add_allowed(out, arena_strndup(plan->show.arena, text.data, length_trimmed(&text)));
	if (out->len)
		strbuf_addc(out, '\n');
}
