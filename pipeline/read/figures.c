#include "figures.h"

#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/table.h"
#include "base/text.h"
#include "local.h"
#include "model/count.h"
#include "model/network.h"
#include "prose.h"

#define LONGEST_NAME 64

/* `{fact:members}` in a text: where it begins and ends, and what it names. */
struct figure {
	const char *open, *end;
	const char *name;
	bool is_count;
};

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

/* The next one in a text; false when there is none. */
static bool find_figure(const char *text, struct figure *into, struct arena *a)
{
	static const char fact[] = "{fact:", count[] = "{count:";

	for (const char *open = strchr(text, '{'); open; open = strchr(open + 1, '{')) {
		bool is_count = text_starts(open, count);
		const char *name = open + (is_count                  ? strlen(count)
					   : text_starts(open, fact) ? strlen(fact)
								     : 0);
		size_t len = 0;

		while (name > open && is_name(name[len]) && len < LONGEST_NAME)
			len++;
		if (!len || name[len] != '}')
			continue;
		*into = (struct figure){ open, name + len + 1, arena_strndup(a, name, len),
					 is_count };
		return true;
	}
	return false;
}

static const struct fact *find_fact(const struct reader *r, const char *id)
{
	const struct list *all = r->site->facts ? &r->site->facts->facts : NULL;
	const struct fact *facts = all ? all->items : NULL;

	for (size_t i = 0; all && i < all->count; i++) {
		if (facts[i].id && strcmp(facts[i].id, id) == 0)
			return &facts[i];
	}
	return NULL;
}

static const char *const *fact_ids(const struct reader *r)
{
	const struct list *all = r->site->facts ? &r->site->facts->facts : NULL;
	const struct fact *facts = all ? all->items : NULL;
	const char **ids = arena_array(r->scratch, all ? all->count + 1 : 1, sizeof(char *));
	size_t count = 0;

	for (size_t i = 0; all && i < all->count; i++) {
		if (facts[i].id)
			ids[count++] = facts[i].id;
	}
	return ids;
}

/* Where it stands in the source. */
static struct span figure_span(struct figures *f, cmark_node *n, const struct figure *figure)
{
	struct span at = places_node(f->places, n);

	return prose_locate(at, figure->open, (size_t)(figure->end - figure->open), at);
}

static bool is_escaped(struct span at)
{
	return at.off && at.src->text[at.off] == '{' && at.src->text[at.off - 1] == '\\';
}

static void report(struct figures *f, struct span at, const struct figure *figure)
{
	const char *near =
		text_nearest(figure->name, figure->is_count ? site_count_names() : fact_ids(f->r));

	if (near)
		diag_report(f->r->diag, DIAG_UNKNOWN_FIGURE, at,
			    "there is no number '%s'; did you mean '%s'?", figure->name, near);
	else if (figure->is_count)
		diag_report(f->r->diag, DIAG_UNKNOWN_FIGURE, at,
			    "'%s' cannot be counted; 'blether explain unknown-figure' lists what "
			    "can",
			    figure->name);
	else
		diag_report(f->r->diag, DIAG_UNKNOWN_FIGURE, at,
			    "there is no number '%s'; add it to facts.yaml, with its date and "
			    "source",
			    figure->name);
}

static cmark_node *text_node(const char *text, size_t len, struct arena *a)
{
	cmark_node *n = cmark_node_new(CMARK_NODE_TEXT);

	cmark_node_set_literal(n, arena_strndup(a, text, len));
	return n;
}

/* The value, as a link to where it comes from. */
static cmark_node *fact_node(struct figures *f, const struct fact *fact)
{
	struct arena *a = f->r->scratch;
	cmark_node *link = cmark_node_new(CMARK_NODE_LINK);

	cmark_node_set_url(link, local_url("facts.html", arena_printf(a, "#%s", fact->id), a));
	if (fact->source)
		cmark_node_set_title(link, fact->source);
	cmark_node_append_child(link, text_node(fact->value, strlen(fact->value), a));
	return link;
}

/* NULL after reporting that there is nothing of that name. */
static cmark_node *figure_node(struct figures *f, struct span at, const struct figure *figure)
{
	size_t count;

	if (figure->is_count) {
		f->has_counts = true;
		if (site_count(f->r->site, figure->name, &count)) {
			const char *words = arena_printf(f->r->scratch, "%zu", count);

			return text_node(words, strlen(words), f->r->scratch);
		}
	} else {
		const struct fact *fact = find_fact(f->r, figure->name);

		if (fact && fact->value)
			return fact_node(f, fact);
	}
	report(f, at, figure);
	return NULL;
}

/* Puts nodes in the place of one that has figures in its text. */
static void render_text(struct figures *f, cmark_node *n)
{
	struct arena *a = f->r->scratch;
	const char *text = arena_strdup(a, cmark_node_get_literal(n));
	struct figure figure;
	bool found = false;

	while (find_figure(text, &figure, a)) {
		const struct span at = figure_span(f, n, &figure);
		bool stays = is_escaped(at);
		cmark_node *value = stays ? NULL : figure_node(f, at, &figure);
		size_t len = (size_t)((stays ? figure.end : figure.open) - text);

		found = true;
		cmark_node_insert_before(n, text_node(text, len, a));
		if (value)
			cmark_node_insert_before(n, value);
		text = figure.end;
	}
	if (found)
		cmark_node_set_literal(n, text);
}

void figures_render(struct figures *f, cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);

	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		cmark_node *n = cmark_iter_get_node(iter);

		if (event == CMARK_EVENT_ENTER && cmark_node_get_type(n) == CMARK_NODE_TEXT)
			render_text(f, n);
	}
	cmark_iter_free(iter);
}

uint64_t figures_key(const struct reader *r, uint64_t start)
{
	const struct source *src = r->site->facts ? r->site->facts->item.src : NULL;

	return src ? key_of(start, src->text, src->len) : start;
}
