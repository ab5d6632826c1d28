#include "terms.h"

#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "local.h"
#include "model/network.h"
#include "model/words.h"

#define LONGEST_TERM 4096 /* bytes of a term with all its forms */

/* The term and its other forms, parted by commas as the index wants them. */
static const char *forms_of(const struct term *t, struct arena *a)
{
	STRBUF_SCOPED struct strbuf forms = STRBUF_INIT(LONGEST_TERM);

	strbuf_adds(&forms, t->term);
	for (size_t i = 0; i < t->also.count; i++)
		strbuf_addf(&forms, ", %s", t->also.items[i]);
	return arena_strdup(a, forms.data);
}

void terms_read(struct reader *r)
{
	const struct list *all = r->site->glossary ? &r->site->glossary->terms : NULL;
	const struct term *terms = all ? all->items : NULL;

	if (!all || !all->count)
		return;
	r->term_words = arena_array(r->arena, all->count, sizeof(*r->term_words));
	r->term_seen = arena_array(r->arena, all->count, sizeof(*r->term_seen));
	for (size_t i = 0; i < all->count; i++)
		r->term_words[i].words = terms[i].term ? forms_of(&terms[i], r->arena) : "";
	r->terms = word_index_new(r->term_words, all->count, r->arena);
}

static cmark_node *text_node(const char *text, size_t len, struct arena *a)
{
	cmark_node *n = cmark_node_new(CMARK_NODE_TEXT);

	cmark_node_set_literal(n, arena_strndup(a, text, len));
	return n;
}

static cmark_node *link_node(struct reader *r, size_t term, const char *text, size_t len)
{
	struct arena *a = r->scratch;
	const struct term *all = r->site->glossary->terms.items;
	const char *anchor = term_anchor(all[term].term, a);
	cmark_node *link = cmark_node_new(CMARK_NODE_LINK);

	cmark_node_set_url(link, local_url("glossary.html", arena_printf(a, "#%s", anchor), a));
	if (all[term].plain)
		cmark_node_set_title(link, all[term].plain);
	cmark_node_append_child(link, text_node(text, len, a));
	return link;
}

/* Only what stands there for the first time. */
static void render_text(struct reader *r, cmark_node *n)
{
	struct arena *a = r->scratch;
	const char *text = arena_strdup(a, cmark_node_get_literal(n));
	struct word_hit *hits;
	size_t count = words_find(r->terms, text, strlen(text), a, &hits), from = 0;

	for (size_t i = 0; i < count; i++) {
		size_t term = (size_t)(hits[i].word - r->term_words);

		if (r->term_seen[term])
			continue;
		r->term_seen[term] = true;
		cmark_node_insert_before(n, text_node(text + from, hits[i].off - from, a));
		cmark_node_insert_before(n, link_node(r, term, text + hits[i].off, hits[i].len));
		from = hits[i].off + hits[i].len;
	}
	if (from)
		cmark_node_set_literal(n, text + from);
}

static bool stays(cmark_node *n)
{
	cmark_node_type type = cmark_node_get_type(n);

	return type == CMARK_NODE_LINK || type == CMARK_NODE_HEADING || type == CMARK_NODE_IMAGE;
}

void terms_render(struct reader *r, cmark_node *root)
{
	const size_t count = r->site->glossary ? r->site->glossary->terms.count : 0;
	size_t inside = 0;

	if (!r->terms)
		return;
	memset(r->term_seen, 0, count * sizeof(*r->term_seen));
	cmark_iter *iter = cmark_iter_new(root);
	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		cmark_node *n = cmark_iter_get_node(iter);

		if (stays(n))
			inside += event == CMARK_EVENT_ENTER ? 1 : (size_t)-1;
		else if (!inside && cmark_node_get_type(n) == CMARK_NODE_TEXT)
			render_text(r, n);
	}
	cmark_iter_free(iter);
}

uint64_t terms_key(const struct reader *r, uint64_t start)
{
	const struct source *src = r->site->glossary ? r->site->glossary->item.src : NULL;

	return src ? key_of(start, src->text, src->len) : start;
}
