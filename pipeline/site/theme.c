#include "theme.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/embed.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"

#define MOST_FILES 256 /* of a theme folder that are looked at */

/* A file that was asked for; `src` is NULL when there is none. */
struct theme_part {
	struct theme_part *next;
	const char *name;
	const struct source *src;
};

static const struct theme_part *find_part(const struct theme *theme, const char *name)
{
	for (const struct theme_part *p = theme->parts; p; p = p->next) {
		if (strcmp(p->name, name) == 0)
			return p;
	}
	return NULL;
}

static const struct source *load_built_in(const struct template_loader *l, const char *name)
{
	const struct embedded *f = embedded_find(theme_files, name);

	return f ? source_from_text(path_join("theme", name, l->arena), (const char *)f->bytes,
				    f->len, l->arena, l->diag)
		 : NULL;
}

/* Does it lead into the private folder beside the theme, which is never published? */
static bool is_private(const struct theme *theme, const char *path)
{
	const char *beside = path_join(path_dir(theme->dir, theme->loader.arena), "private",
				       theme->loader.arena);
	char *real = realpath(path, NULL), *private = realpath(beside, NULL);
	bool within = real && private && path_within(real, private);

	free(real);
	free(private);
	return within;
}

static const struct source *load(const struct theme *theme, const char *name)
{
	const struct template_loader *l = &theme->loader;
	const char *path = theme->dir ? path_join(theme->dir, name, l->arena) : NULL;

	if (path && is_private(theme, path)) {
		diag_report(
			l->diag, DIAG_PRIVATE_FILE, span_path(path, l->arena),
			"this leads into 'private', which is never published; put the file itself "
			"here");
		return load_built_in(l, name);
	}
	if (path && access(path, F_OK) == 0)
		return source_load(path, span_path(theme->dir, l->arena), l->arena, l->diag);
	return load_built_in(l, name);
}

const struct source *theme_file(struct theme *theme, const char *name)
{
	const struct theme_part *known = find_part(theme, name);

	if (known)
		return known->src;
	struct theme_part *p = arena_new(theme->loader.arena, struct theme_part);
	*p = (struct theme_part){ .next = theme->parts,
				  .name = arena_strdup(theme->loader.arena, name) };
	p->src = load(theme, name);
	theme->parts = p;
	return p->src;
}

static const struct source *find_partial(struct template_loader *loader, const char *name)
{
	return theme_file((struct theme *)loader, arena_printf(loader->arena, "%s.html", name));
}

/* The names that {{> name}} can give: those of the built-in templates, without suffix. */
static const char *const *partial_names(struct arena *a)
{
	const char **names, **to;
	size_t count = 0;

	while (theme_files[count].name)
		count++;
	names = to = arena_array(a, count + 1, sizeof(*names));
	for (const struct embedded *f = theme_files; f->name; f++) {
		if (text_ends(f->name, ".html"))
			*to++ = arena_strndup(a, f->name, strlen(f->name) - strlen(".html"));
	}
	return names;
}

void theme_init(struct theme *theme, const char *dir, struct arena *a, struct diag *diag)
{
	*theme = (struct theme){
		.loader = { .find = find_partial,
			    .names = partial_names(a),
			    .arena = a,
			    .diag = diag },
		.dir = dir,
	};
}

static void note_use(struct theme *theme, const char *file, const struct view *view)
{
	struct theme_use *use = arena_new(theme->loader.arena, struct theme_use);

	*use = (struct theme_use){ theme->uses, file, view };
	theme->uses = use;
}

const struct template *theme_template(struct theme *theme, const char *name,
				      const struct view *view)
{
	const char *file = arena_printf(theme->loader.arena, "%s.html", name);

	note_use(theme, file, view);
	if (theme->lists_only)
		return NULL;
	const struct source *src = theme_file(theme, file);

	return src ? template_compile(&theme->loader, src, view) : NULL;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names in the folder, sorted; hidden files are not looked at. */
static size_t list_folder(const struct theme *theme, const char *names[MOST_FILES])
{
	DIR *dir = opendir(theme->dir);
	size_t count = 0;

	if (!dir) {
		diag_report_errno(theme->loader.diag, DIAG_CANNOT_READ,
				  "cannot read the theme folder", theme->dir);
		return 0;
	}
	for (const struct dirent *e; count < MOST_FILES && (e = readdir(dir));) {
		if (e->d_name[0] != '.' && strcmp(e->d_name, "texts") != 0)
			names[count++] = arena_strdup(theme->loader.arena, e->d_name);
	}
	closedir(dir);
	qsort(names, count, sizeof(*names), by_name);
	return count;
}

bool theme_has_own(const struct theme *theme, const char *name)
{
	return theme->dir && access(path_join(theme->dir, name, theme->loader.arena), F_OK) == 0;
}

size_t theme_own_files(const struct theme *theme, const char *const **names)
{
	const char **own = arena_array(theme->loader.arena, MOST_FILES, sizeof(*own));

	*names = own;
	return theme->dir ? list_folder(theme, own) : 0;
}

void theme_check_unused(struct theme *theme)
{
	const char *names[MOST_FILES], *known[MOST_FILES + 1];
	struct arena *a = theme->loader.arena;
	size_t count = theme->dir ? list_folder(theme, names) : 0, n = 0;

	for (const struct embedded *f = theme_files; f->name && n < MOST_FILES; f++)
		known[n++] = f->name;
	known[n] = NULL;
	for (size_t i = 0; i < count; i++) {
		if (find_part(theme, names[i]))
			continue;
		const char *near = text_nearest(names[i], known);
		diag_report(theme->loader.diag, DIAG_THEME_FILE,
			    span_path(path_join(theme->dir, names[i], a), a),
			    "no page uses '%s'%s%s%s", names[i], near ? "; did you mean '" : "",
			    near ? near : "", near ? "'?" : "");
	}
}
