#include "leaf.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "episode.h"
#include "item.h"
#include "translation.h"
#include "unread.h"

/* An item with what it is sorted by. */
struct leaf {
	struct item *item;
	int64_t order;
};

static const char *stem_of(const char *name, struct arena *a)
{
	return arena_strndup(a, name, strlen(name) - strlen(".md"));
}

static const char *folder_of(const struct leaf_kind *kind)
{
	return kind->folder ? kind->folder : kind->kind->folder;
}

/* A name that begins with a month or a day begins with no number: `2021-03`, `2026-09-03-naloxone`.
 */
static bool has_date(const char *stem)
{
	static const char digits[] = "0123456789";

	return strspn(stem, digits) == 4 && stem[4] == '-' && strspn(stem + 5, digits) == 2 &&
	       (stem[7] == '-' || stem[7] == '\0');
}

static struct item *read_leaf(struct reader *r, const struct leaf_kind *kind, const char *name)
{
	const char *folder = folder_of(kind);
	const char *rel = path_join(folder, name, r->arena);
	const char *stem = stem_of(name, r->arena);
	const char *slug = has_date(stem) && slug_valid(stem) ? stem : item_slug(r, stem, rel);
	size_t body;
	char *leaf = item_read(r, kind->kind, rel, &body);
	struct item *item = (void *)leaf;

	if (!leaf)
		return NULL;
	item->slug = slug ? slug : slug_make(stem, r->arena);
	item->path = arena_printf(r->arena, kind->in_list ? "%s/index.html#%s" : "%s/%s.html",
				  folder, item->slug);
	if (kind->has_list)
		item_check_index(r, item);
	item->html = (void *)(leaf + kind->html);
	bool secret = kind->has_page && !kind->has_page(r, leaf);
	reader_add_document(
		r, (struct document){ .rel = rel,
				      .item = item,
				      .body = body,
				      .held = secret,
				      .html = secret ? NULL : (void *)(leaf + kind->html) });
	return item;
}

static int by_slug(const void *x, const void *y)
{
	const struct leaf *a = x, *b = y;
	int order = strcmp(a->item->slug, b->item->slug);

	return order ? order : strcmp(a->item->src->path, b->item->src->path);
}

static int by_order(const void *x, const void *y)
{
	const struct leaf *a = x, *b = y;

	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return by_slug(x, y);
}

static void report_twins(struct reader *r, const struct leaf_kind *kind, const struct leaf *leaves,
			 size_t count)
{
	for (size_t i = 1; i < count; i++) {
		const struct item *a = leaves[i - 1].item, *b = leaves[i].item;

		if (strcmp(a->slug, b->slug) == 0)
			diag_report(
				r->diag, DIAG_DUPLICATE_SLUG, span_of(b->src),
				"this %s has the same web address as '%s'; change one of the two",
				kind->kind->name, a->src->path);
	}
}

struct leaves leaves_read(struct reader *r, const struct leaf_kind *kind)
{
	const char *folder = folder_of(kind);
	const struct listing listing = listing_read(r, folder), *l = &listing;
	struct leaves found = { 0 };
	struct leaf *leaves = arena_array(r->arena, l->count, sizeof(*leaves));

	found.items = arena_array(r->arena, l->count, sizeof(*found.items));
	for (size_t i = 0; i < l->count; i++) {
		bool is_leaf = !l->entries[i].is_folder && text_ends(l->entries[i].name, ".md") &&
			       !translation_named(l->entries[i].name);
		struct item *item = is_leaf ? read_leaf(r, kind, l->entries[i].name) : NULL;

		if (!item)
			continue;
		const char *at = (const char *)item + kind->order;
		leaves[found.count++] =
			(struct leaf){ item, kind->order ? *(const int64_t *)(const void *)at : 0 };
		translations_read(
			r, item, l,
			&(struct translations){ .held = kind->has_page && !kind->has_page(r, item),
						.folder = folder,
						.stem = stem_of(l->entries[i].name, r->arena),
						.html = kind->html });
	}
	translations_check(r, l, folder);
	unread_note(r, folder, l);
	if (found.count > 1)
		qsort(leaves, found.count, sizeof(*leaves), by_slug);
	report_twins(r, kind, leaves, found.count);
	if (found.count > 1)
		qsort(leaves, found.count, sizeof(*leaves), by_order);
	for (size_t i = 0; i < found.count; i++)
		found.items[i] = leaves[i].item;
	return found;
}
