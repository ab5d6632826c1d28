#include "refs.h"

#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"

/* The slugs of all items of a kind, ended by NULL. */
static const char *const *slugs_of(struct reader *r, const struct kind *kind)
{
	const struct site *site = r->site;
	const char **slugs = arena_array(r->scratch, site->item_count + 1, sizeof(char *));
	size_t count = 0;

	for (size_t i = 0; i < site->item_count; i++) {
		if (site->items[i]->kind == kind)
			slugs[count++] = site->items[i]->slug;
	}
	return slugs;
}

/* A programme is a folder. */
static const char *file_of(const struct kind *kind, const char *slug, struct arena *a)
{
	if (!kind->folder)
		return arena_printf(a, "%ss/%s/%s.md", kind->name, slug, kind->name);
	return arena_printf(a, "%s/%s.md", kind->folder, slug);
}

/* What is there has no page while it is a draft. */
static bool is_draft(const struct reader *r, const struct kind *kind, const char *name)
{
	for (size_t i = 0; i < r->network_count; i++) {
		if (r->network[i]->kind == kind && strcmp(r->network[i]->slug, name) == 0)
			return true;
	}
	return false;
}

static void report_unknown(struct reader *r, const struct kind *kind, const char *name,
			   struct span at)
{
	const char *near = text_nearest(name, slugs_of(r, kind));
	const char *slug = slug_make(name, r->arena);

	if (is_draft(r, kind, name))
		diag_report(r->diag, DIAG_UNKNOWN_REFERENCE, at,
			    "the %s '%s' is a draft and has no page yet; leave it out here until "
			    "the line 'status: draft' is deleted there",
			    kind->name, name);
	else if (near)
		diag_report(r->diag, DIAG_UNKNOWN_REFERENCE, at,
			    "there is no %s '%s'; did you mean '%s'?", kind->name, name, near);
	else
		diag_report(r->diag, DIAG_UNKNOWN_REFERENCE, at,
			    "there is no %s '%s'; its file would be '%s'", kind->name, name,
			    file_of(kind, *slug ? slug : "name", r->arena));
	arena_reset(r->scratch);
}

bool refs_is_there(struct reader *r, const struct kind *kind, const char *name, struct span at)
{
	if (site_item(r->site, kind, name))
		return true;
	report_unknown(r, kind, name, at);
	return false;
}

static bool is_among(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

/* What is named twice counts once. */
static void resolve_list(struct reader *r, const struct field *f, struct strings *names)
{
	size_t kept = 0;

	for (size_t i = 0; i < names->count; i++) {
		if (!refs_is_there(r, f->refers, names->items[i], names->at[i]))
			continue;
		if (is_among(names->items[i], names->items, kept))
			continue;
		names->at[kept] = names->at[i];
		names->items[kept++] = names->items[i];
	}
	names->count = kept;
}

static void resolve_struct(struct reader *r, const struct kind *kind, char *data,
			   const struct span *spans);

static void resolve_maps(struct reader *r, const struct field *f, struct list *l)
{
	const size_t fields = kind_field_count(f->sub);

	for (size_t i = 0; l->field_spans && i < l->count; i++)
		resolve_struct(r, f->sub, (char *)l->items + i * f->sub->size,
			       &l->field_spans[i * fields]);
}

static void resolve_struct(struct reader *r, const struct kind *kind, char *data,
			   const struct span *spans)
{
	for (size_t i = 0; kind->fields[i].key; i++) {
		const struct field *f = &kind->fields[i];
		void *at = data + f->offset;
		const char **name = at;

		if (f->type == FIELD_MAP && f->list)
			resolve_maps(r, f, at);
		else if (f->refers && f->list)
			resolve_list(r, f, at);
		else if (f->refers && *name && !refs_is_there(r, f->refers, *name, spans[i]))
			*name = NULL;
	}
}

void refs_resolve(struct reader *r, struct item *item)
{
	resolve_struct(r, item->kind, (char *)item, item->spans);
}
