/* Words of the trade in plain ones, and where the numbers in texts come from. */
#include <stdlib.h>
#include <string.h>

#include "model/network.h"
#include "press.h"
#include "title_order.h"
#include "versions.h"

/* A term, or a number, with what is said of it. */
struct entry {
	const char *id, *name, *says, *more, *url;
	const char *key; /* to sort by */
};

static const struct name entry_names[] = {
	TEXT_NAME(struct entry, id),   TEXT_NAME(struct entry, name), TEXT_NAME(struct entry, says),
	TEXT_NAME(struct entry, more), TEXT_NAME(struct entry, url),  { 0 },
};
static const struct view view_entry = { .name = "entry",
					.size = sizeof(struct entry),
					.names = entry_names };

struct words_page {
	struct shell shell;
	const char *title, *lead;
	struct list entries;
};

static const struct name words_names[] = {
	TEXT_NAME(struct words_page, title),
	TEXT_NAME(struct words_page, lead),
	LIST_NAME(struct words_page, entries, &view_entry),
	INCLUDE(struct words_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_words = { .name = "words",
					.size = sizeof(struct words_page),
					.names = words_names };

const char *glossary_path(const struct site *site)
{
	return site->glossary && site->glossary->terms.count ? "glossary.html" : NULL;
}

static const char *facts_path(const struct site *site)
{
	return site->facts && site->facts->facts.count ? "facts.html" : NULL;
}

static int by_key(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;

	return title_compare(a->key, b->key);
}

static struct list terms_of(struct press *p)
{
	const struct list *terms = &p->site->glossary->terms;
	const struct term *all = terms->items;
	struct entry *entries = arena_array(&p->page, terms->count, sizeof(*entries));

	for (size_t i = 0; i < terms->count; i++)
		entries[i] = (struct entry){
			.id = term_anchor(all[i].term, &p->page),
			.name = all[i].term,
			.says = all[i].plain,
			.more = all[i].more,
			.key = title_key(all[i].term, false, &p->page),
		};
	qsort(entries, terms->count, sizeof(*entries), by_key);
	return (struct list){ .items = entries, .count = terms->count };
}

/* "Source: Example Network, list of members, 1 October 2026" */
static const char *origin_of(struct press *p, const struct fact *fact)
{
	const struct interface *t = p->site->interface;
	const struct filling with[] = { { "source", fact->source },
					{ "day", interface_date(t, fact->date, &p->page) },
					{ 0 } };

	return interface_fill(t->fact_source, with, &p->page);
}

static struct list facts_of(struct press *p)
{
	const struct list *facts = &p->site->facts->facts;
	const struct fact *all = facts->items;
	struct entry *entries = arena_array(&p->page, facts->count, sizeof(*entries));

	for (size_t i = 0; i < facts->count; i++)
		entries[i] = (struct entry){
			.id = all[i].id,
			.name = all[i].unit
					? arena_printf(&p->page, "%s %s", all[i].value, all[i].unit)
					: all[i].value,
			.says = origin_of(p, &all[i]),
			.url = all[i].url,
		};
	return (struct list){ .items = entries, .count = facts->count };
}

static void render(struct press *p, const struct template *t, struct page_meta meta,
		   struct list entries)
{
	meta.group = OUTPUT_LIST;
	meta.offers_reuse = true;
	const struct words_page page = {
		.shell = press_shell(p, &meta),
		.title = meta.title,
		.lead = meta.summary,
		.entries = entries,
	};

	press_page(p, t, &meta, &page, page.shell.root);
}

void render_words(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "words", &view_words);
	const struct interface *words = p->site->interface;
	const char *glossary = glossary_path(p->site), *facts = facts_path(p->site);

	if (t && glossary)
		render(p, t,
		       (struct page_meta){ .path = glossary,
					   .title = words->glossary,
					   .summary = words->glossary_lead },
		       terms_of(p));
	if (t && facts)
		render(p, t,
		       (struct page_meta){ .path = facts,
					   .title = words->facts_title,
					   .summary = words->facts_lead },
		       facts_of(p));
}
