#include "site/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/embed.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/site.h"
#include "press.h"
#include "rendering.h"
#include "views.h"

#define MOST_VIEWS 200
#define MOST_NAMES 1000

struct naming {
	struct template_names all;
	const struct view *views[MOST_VIEWS]; /* in the order of `all.views` */
	struct arena *arena;
};

static const char *type_name(enum name_type type)
{
	static const char *const names[] = {
		[NAME_TEXT] = "text",   [NAME_HTML] = "html",     [NAME_JSON] = "json",
		[NAME_FLAG] = "flag",   [NAME_NUMBER] = "number", [NAME_COUNT] = "number",
		[NAME_TEXTS] = "texts", [NAME_LIST] = "list",     [NAME_ITEM] = "item",
		[NAME_MAP] = "map",
	};

	return names[type];
}

static bool has_id(const struct naming *n, const char *id)
{
	return template_view_find(&n->all, id) != NULL;
}

/* Views may have one name in messages; here each has an id of its own. */
static const char *fresh_id(const struct naming *n, const char *name)
{
	const char *id = name;

	for (int i = 2; has_id(n, id); i++)
		id = arena_printf(n->arena, "%s-%d", name, i);
	return id;
}

/* The views of a content kind are made anew for each list; the kind is one. */
static bool is_same(const struct view *a, const struct view *b)
{
	return a == b || (a->kind && a->kind == b->kind && !a->names && !b->names);
}

static const char *add_view(struct naming *n, const struct view *v, const char *name);

static void add_name(struct template_view *to, struct template_name name)
{
	for (size_t i = 0; i < to->count; i++) {
		if (strcmp(to->names[i].name, name.name) == 0)
			return; /* what comes first hides it, as in view_find() */
	}
	if (to->count < MOST_NAMES)
		to->names[to->count++] = name;
}

static const char *field_help(const struct view *v, const char *name)
{
	const struct field *f = v->kind ? kind_field(v->kind, name) : NULL;

	return f ? f->help : NULL;
}

/* The names of a view in the order in which view_find() looks. */
static void add_names(struct naming *n, struct template_view *to, const struct view *v)
{
	const char *names[MOST_NAMES];
	size_t count = view_list_own(v, names, MOST_NAMES);

	for (size_t i = 0; i < count; i++) {
		struct route r = { 0 };

		if (!view_find(v, names[i], &r, n->arena))
			continue;
		add_name(to,
			 (struct template_name){ names[i], type_name(r.type),
						 r.view ? add_view(n, r.view, r.view->name) : NULL,
						 field_help(v, names[i]) });
	}
	for (const struct name *m = v->names; m && m->type; m++) {
		if (!m->name)
			add_names(n, to, m->sub);
	}
}

/* Returns its id, made of `name`. */
static const char *add_view(struct naming *n, const struct view *v, const char *name)
{
	for (size_t i = 0; i < n->all.view_count; i++) {
		if (is_same(n->views[i], v))
			return n->all.views[i].id;
	}
	if (n->all.view_count == MOST_VIEWS)
		return NULL;
	const char *id = fresh_id(n, name);
	const size_t at = n->all.view_count++;

	n->views[at] = v;
	n->all.views[at] = (struct template_view){
		.id = id, .names = arena_array(n->arena, MOST_NAMES, sizeof(struct template_name))
	};
	add_names(n, &n->all.views[at], v);
	return id;
}

static int by_file(const void *a, const void *b)
{
	return strcmp(((const struct template_file *)a)->file,
		      ((const struct template_file *)b)->file);
}

static const struct theme_use *find_use(const struct theme *theme, const char *file)
{
	for (const struct theme_use *u = theme->uses; u; u = u->next) {
		if (strcmp(u->file, file) == 0)
			return u;
	}
	return NULL;
}

static void add_file(struct naming *n, const struct theme *theme, const char *file)
{
	const struct theme_use *use = find_use(theme, file);

	for (size_t i = 0; i < n->all.file_count; i++) {
		if (strcmp(n->all.files[i].file, file) == 0)
			return;
	}
	n->all.files[n->all.file_count++] = (struct template_file){
		.file = file,
		.view = use ? add_view(n, use->view, file) : NULL,
		.is_own = theme_has_own(theme, file),
	};
}

struct template_names site_template_names(const char *theme_dir, struct arena *a)
{
	struct naming n = { .arena = a };
	struct diag nobody;
	struct theme theme;
	const char *const *own;

	diag_init(&nobody, a);
	site_list_templates(theme_dir, &theme, &nobody);
	size_t own_count = theme_own_files(&theme, &own), room = own_count;

	for (const struct embedded *f = theme_files; f->name; f++)
		room++;
	n.all.files = arena_array(a, room, sizeof(*n.all.files));
	n.all.views = arena_array(a, MOST_VIEWS, sizeof(*n.all.views));
	add_view(&n, &view_interface, TEMPLATE_WORDS);
	for (const struct embedded *f = theme_files; f->name; f++) {
		if (text_ends(f->name, ".html"))
			add_file(&n, &theme, f->name);
	}
	for (size_t i = 0; i < own_count; i++) {
		if (text_ends(own[i], ".html"))
			add_file(&n, &theme, own[i]);
	}
	if (n.all.file_count)
		qsort(n.all.files, n.all.file_count, sizeof(*n.all.files), by_file);
	return n.all;
}

const struct template_view *template_view_find(const struct template_names *all, const char *id)
{
	for (size_t i = 0; i < all->view_count; i++) {
		if (strcmp(all->views[i].id, id) == 0)
			return &all->views[i];
	}
	return NULL;
}
