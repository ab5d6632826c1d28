#include "front_list.h"

#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "front_text.h"
#include "yaml.h"

#define NEW ((size_t)-1)

/* An entry that is there: its bytes, or its lines. */
struct old_entry {
	size_t from, to;
	const char *text;
};

struct merge {
	const struct front_list *list;
	struct old_entry *old;
	size_t old_count;
	size_t *stays; /* of each new entry: which of the old it is, or NEW */
	bool in_order; /* those that stay do so in the same order */
	struct strbuf *out;
};

static size_t count_entries(const struct node *list)
{
	size_t count = 0;

	for (const struct node *n = list->first; n; n = n->next)
		count++;
	return count;
}

static void find_staying(struct merge *m)
{
	const struct front_list *l = m->list;
	bool *taken = arena_array(l->arena, m->old_count + 1, sizeof(bool));
	size_t last = 0;

	m->stays = arena_array(l->arena, l->count, sizeof(size_t));
	m->in_order = true;
	for (size_t j = 0; j < l->count; j++) {
		size_t i = 0;

		while (i < m->old_count && (taken[i] || strcmp(m->old[i].text, l->texts[j]) != 0))
			i++;
		m->stays[j] = i < m->old_count ? i : NEW;
		if (m->stays[j] == NEW)
			continue;
		taken[i] = true;
		m->in_order = m->in_order && i >= last;
		last = i;
	}
}

static void put_kept(const struct merge *m, size_t from, size_t to)
{
	strbuf_add(m->out, m->list->text + from, to - from);
}

/* The marks that the first entry has. */
static char quote_of(const struct front_list *l)
{
	const struct node *first = l->old->first;

	return first ? l->text[first->at.off] : ' ';
}

/* --- in lines ------------------------------------------------------------------- */

static size_t line_start(const struct front_list *l, size_t off)
{
	while (off > l->from && l->text[off - 1] != '\n')
		off--;
	return off;
}

static size_t next_line(const struct front_list *l, size_t off)
{
	const char *lf = memchr(l->text + off, '\n', l->to - off);

	return lf ? (size_t)(lf - l->text) + 1 : l->to;
}

/* Where the '-' before an entry stands; NEW: it is not as lists are written. */
static size_t dash_of(const struct front_list *l, const struct node *entry)
{
	size_t at = entry->at.off;

	while (at > l->from && strchr(" \t", l->text[at - 1]))
		at--;
	return at > l->from && l->text[at - 1] == '-' ? at - 1 : NEW;
}

static bool find_lines(struct merge *m)
{
	const struct front_list *l = m->list;
	size_t i = 0;

	for (const struct node *n = l->old->first; n; n = n->next, i++) {
		size_t dash = dash_of(l, n);

		if (n->kind != NODE_SCALAR || n->lines || dash == NEW || !*n->text)
			return false;
		m->old[i] =
			(struct old_entry){ line_start(l, dash), next_line(l, n->end), n->text };
		if (strspn(l->text + m->old[i].from, " ") != dash - m->old[i].from)
			return false;
	}
	return m->old_count > 0;
}

/* As far in as the first, and as far behind its '-'. */
static void put_new_line(const struct merge *m, const char *text)
{
	const struct front_list *l = m->list;

	put_kept(m, m->old[0].from, l->old->first->at.off);
	front_text_put(m->out, text, quote_of(l), false);
	strbuf_adds(m->out, l->eol);
}

/* The last line of a file may have no end. */
static void end_line(const struct merge *m)
{
	if (m->out->len && m->out->data[m->out->len - 1] != '\n')
		strbuf_adds(m->out, m->list->eol);
}

static void put_entry(const struct merge *m, size_t j)
{
	end_line(m);
	if (m->stays[j] == NEW)
		put_new_line(m, m->list->texts[j]);
	else
		put_kept(m, m->old[m->stays[j]].from, m->old[m->stays[j]].to);
}

/* What stands before the old entries from `*next` to `to` (comments) stays, if they do not. */
static void put_gaps(const struct merge *m, size_t *next, size_t to)
{
	for (; *next < to; ++*next) {
		if (*next)
			put_kept(m, m->old[*next - 1].to, m->old[*next].from);
	}
}

/* Old entries that stay are where they were; new ones come right behind what they follow. */
static void put_in_order(const struct merge *m)
{
	size_t next = 0; /* old entry before which nothing has been put yet */

	for (size_t j = 0; j < m->list->count; j++) {
		if (m->stays[j] != NEW)
			put_gaps(m, &next, m->stays[j] + 1);
		put_entry(m, j);
	}
	put_gaps(m, &next, m->old_count);
}

/* In another order: the entries change places, and what stands between them stays. */
static void put_in_places(const struct merge *m)
{
	for (size_t i = 0; i < m->old_count; i++) {
		if (i < m->list->count)
			put_entry(m, i);
		if (i + 1 < m->old_count)
			put_kept(m, m->old[i].to, m->old[i + 1].from);
	}
	for (size_t j = m->old_count; j < m->list->count; j++)
		put_entry(m, j);
}

bool front_list_put_lines(const struct front_list *l, size_t len, struct strbuf *out)
{
	struct merge m = { .list = l, .old_count = count_entries(l->old), .out = out };

	m.old = arena_array(l->arena, m.old_count + 1, sizeof(*m.old));
	if (!find_lines(&m))
		return false;
	find_staying(&m);
	put_kept(&m, 0, m.old[0].from);
	if (m.in_order)
		put_in_order(&m);
	else
		put_in_places(&m);
	put_kept(&m, m.old[m.old_count - 1].to, len);
	return true;
}

/* --- in brackets ------------------------------------------------------------------ */

static bool find_entries(struct merge *m)
{
	const struct front_list *l = m->list;
	size_t i = 0;

	for (const struct node *n = l->old->first; n; n = n->next, i++) {
		if (n->kind != NODE_SCALAR || n->lines || !*n->text)
			return false;
		m->old[i] = (struct old_entry){ n->at.off, n->end, n->text };
	}
	return true;
}

static bool has_comment(const struct merge *m, size_t from, size_t to)
{
	return memchr(m->list->text + from, '#', to - from) != NULL;
}

/* What stands before old entry `i`; of all of them, what stands before the bracket. */
static struct old_entry gap_before(const struct merge *m, size_t i)
{
	const struct node *list = m->list->old;

	return (struct old_entry){ .from = i ? m->old[i - 1].to : list->at.off + 1,
				   .to = i < m->old_count ? m->old[i].from : list->end - 1 };
}

/* As the first two are parted. */
static void put_separator(const struct merge *m)
{
	struct old_entry gap = m->old_count > 1 ? gap_before(m, 1) : (struct old_entry){ 0 };

	if (m->old_count > 1 && !has_comment(m, gap.from, gap.to))
		put_kept(m, gap.from, gap.to);
	else
		strbuf_adds(m->out, ", ");
}

/* Comments stand between entries that stay neighbours, or nobody knows whose they are. */
static bool keeps_comments(const struct merge *m)
{
	size_t j = 0;

	for (size_t i = 1; i < m->old_count; i++) {
		struct old_entry gap = gap_before(m, i);

		if (!has_comment(m, gap.from, gap.to))
			continue;
		for (j = 1; j < m->list->count; j++) {
			if (m->stays[j] == i && m->stays[j - 1] == i - 1)
				break;
		}
		if (j >= m->list->count)
			return false;
	}
	return true;
}

static void put_entries(const struct merge *m)
{
	const struct front_list *l = m->list;

	for (size_t j = 0; j < l->count; j++) {
		size_t i = m->stays[j];

		if (j && i != NEW && i && m->stays[j - 1] == i - 1)
			put_kept(m, m->old[i - 1].to, m->old[i].from);
		else if (j)
			put_separator(m);
		if (i == NEW)
			front_text_put(m->out, l->texts[j], quote_of(l), true);
		else
			put_kept(m, m->old[i].from, m->old[i].to);
	}
}

bool front_list_put_brackets(const struct front_list *l, struct strbuf *out)
{
	struct merge m = { .list = l, .out = out };
	const bool is_list = l->old->kind == NODE_LIST;

	m.old_count = is_list ? count_entries(l->old) : 0;
	m.old = arena_array(l->arena, m.old_count + 1, sizeof(*m.old));
	if (is_list && !find_entries(&m))
		return false;
	find_staying(&m);
	if (!keeps_comments(&m))
		return false;
	strbuf_addc(out, '[');
	if (is_list && m.old_count)
		put_kept(&m, gap_before(&m, 0).from, gap_before(&m, 0).to);
	put_entries(&m);
	if (is_list)
		put_kept(&m, gap_before(&m, m.old_count).from, gap_before(&m, m.old_count).to);
	strbuf_addc(out, ']');
	return true;
}
