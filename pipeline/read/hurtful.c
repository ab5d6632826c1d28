#include "hurtful.h"

#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"
#include "field_texts.h"
#include "item.h"

void hurtful_read(struct reader *r)
{
	static const char name[] = "words.yaml";
	size_t body;

	if (access(reader_path(r, name), F_OK) != 0)
		return;
	const struct word_list *list = item_read(r, &kind_word_list, name, &body);
	if (!list)
		return;
	r->words = word_index_new(list->words.items, list->words.count, r->arena);
	r->words_key = key_of(0, list->item.src->text, list->item.src->len);
}

/* "Why it hurts" as a part of a message. */
static int without_stop(const char *s)
{
	size_t len = s ? strlen(s) : 0;

	return (int)(len && s[len - 1] == '.' ? len - 1 : len);
}

static void report(struct reader *r, const char *found, size_t len, struct span at,
		   const struct hurtful_word *w)
{
	if (!w->suggestion || !w->why)
		return; /* the list itself has a fault, which is told there */
	diag_report(r->diag, DIAG_HURTFUL_WORD, at, "'%.*s' can hurt; think of '%s' (%.*s%s%s)",
		    (int)len, found, w->suggestion, without_stop(w->why), w->why,
		    w->source ? "; says " : "", w->source ? w->source : "");
}

void hurtful_check(struct reader *r, struct prose *p, const struct passages *passages)
{
	struct word_hit *hits;

	if (!r->words)
		return;
	char *text = arena_strndup(r->scratch, p->text, p->len);

	passages_hide(passages, text, PASSAGE_SAID);
	words_hide_quotations(text, p->len);
	size_t count = words_find(r->words, text, p->len, r->scratch, &hits);
	for (size_t i = 0; i < count; i++)
		report(r, p->text + hits[i].off, hits[i].len,
		       prose_span(p, hits[i].off, hits[i].len, hits[i].first), hits[i].word);
}

static void check_text(struct reader *r, const struct field_text *t)
{
	size_t len = strlen(t->text), from = t->at.off;
	char *text = arena_strndup(r->scratch, t->text, len);
	struct word_hit *hits;

	words_hide_quotations(text, len);
	size_t count = words_find(r->words, text, len, r->scratch, &hits);
	for (size_t i = 0; i < count; i++) {
		const struct word_hit *h = &hits[i];
		struct span at = prose_locate(span_at(t->at.src, from, t->at.src->len),
					      t->text + h->off, h->first, t->at);

		at = prose_locate(span_at(t->at.src, at.off, h->len), t->text + h->off, h->len, at);
		from = at.off + at.len;
		report(r, t->text + h->off, h->len, at, h->word);
	}
}

void hurtful_check_fields(struct reader *r, const struct item *item)
{
	if (r->words)
		field_texts(item, r, check_text);
}
