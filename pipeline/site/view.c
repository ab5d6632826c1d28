#include "view.h"

#include <string.h>

#include "base/mem.h"

/* What a field of the front matter is to a template; NAME_END: nothing. */
static enum name_type field_name_type(const struct field *f)
{
	switch (f->type) {
	case FIELD_MAP:
		return f->list ? NAME_LIST : NAME_MAP;
	case FIELD_MOMENT:
	case FIELD_DATE:
	case FIELD_TIME:
	case FIELD_CLOCK:
	case FIELD_DECIMAL:
		return NAME_END;
	case FIELD_FLAG:
		return f->list ? NAME_END : NAME_FLAG;
	case FIELD_NUMBER:
		return f->list ? NAME_END : NAME_NUMBER;
	default:
		return f->list ? NAME_TEXTS : NAME_TEXT;
	}
}

static const struct view *view_of_kind(const struct kind *kind, struct arena *a)
{
	struct view *v = arena_new(a, struct view);

	*v = (struct view){ .name = kind->name, .size = kind->size, .kind = kind };
	return v;
}

/*
 * Goes on to `offset` and, if `follow`, through the pointer there; false when the way gets too
 * long.
 */
static bool go(struct route *r, size_t offset, bool follow)
{
	r->path[r->hops] += offset;
	if (!follow)
		return true;
	if (r->hops == LIMIT_TEMPLATE_DEPTH)
		return false;
	r->path[++r->hops] = 0;
	return true;
}

static bool find_field(const struct kind *kind, const char *name, struct route *r, struct arena *a)
{
	const struct field *f = kind_field(kind, name);

	if (!f || field_name_type(f) == NAME_END)
		return false;
	r->type = field_name_type(f);
	r->view = f->type == FIELD_MAP ? view_of_kind(f->sub, a) : NULL;
	return go(r, f->offset, false);
}

bool view_find(const struct view *v, const char *name, struct route *r, struct arena *a)
{
	const struct route start = *r;

	for (const struct name *n = v->names; n && n->type; n++) {
		if (!n->name || strcmp(n->name, name) != 0)
			continue;
		r->type = n->type;
		r->view = n->sub;
		return go(r, n->offset, n->type == NAME_ITEM);
	}
	if (v->kind && find_field(v->kind, name, r, a))
		return true;
	for (const struct name *n = v->names; n && n->type; n++) {
		if (!n->name && go(r, n->offset, n->type == NAME_BORROW) &&
		    view_find(n->sub, name, r, a))
			return true;
		*r = start;
	}
	return false;
}

void view_find_length(struct route *r)
{
	const size_t offset = r->type == NAME_LIST ? offsetof(struct list, count)
						   : offsetof(struct strings, count);

	r->type = NAME_COUNT;
	r->view = NULL;
	r->path[r->hops] += offset;
}

size_t view_list_own(const struct view *v, const char **names, size_t max)
{
	size_t count = 0;

	for (const struct name *n = v->names; n && n->type && count < max; n++) {
		if (n->name)
			names[count++] = n->name;
	}
	for (const struct field *f = v->kind ? v->kind->fields : NULL; f && f->key; f++) {
		if (field_name_type(f) != NAME_END && count < max)
			names[count++] = f->key;
	}
	return count;
}

size_t view_list_names(const struct view *v, const char **names, size_t count, size_t max)
{
	for (const struct name *n = v->names; n && n->type && count < max; n++) {
		if (n->name)
			names[count++] = n->name;
		else
			count = view_list_names(n->sub, names, count, max);
	}
	for (const struct field *f = v->kind ? v->kind->fields : NULL; f && f->key; f++) {
		if (field_name_type(f) != NAME_END && count < max)
			names[count++] = f->key;
	}
	return count;
}
