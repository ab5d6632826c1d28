#ifndef SITE_NAMES_H
#define SITE_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;

/*
 * What templates may say, for people who write some: every template of the theme, and the names of
 * its view with their types. It comes from the calls that render pages and from the views that
 * templates are compiled against, so that it is never out of date.
 */
struct template_name {
	const char *name;
	const char *
		type; /* "text", "html", "json", "flag", "number", "texts", "list", "item", "map" */
	const char *of;   /* id of the view of an entry, item or map; or NULL */
	const char *help; /* of a field of the front matter; or NULL */
};

/* The view of the words around the content (model/interface.h), which every page has as `t`. */
#define TEMPLATE_WORDS "t"

struct template_view {
	const char *id;
	struct template_name *names;
	size_t count;
};

struct template_file {
	const char *file; /* "episode.html" */
	const char
		*view; /* id; NULL: a partial, which has the names of the template it stands in */
	bool is_own;   /* of the site's own theme folder */
};

struct template_names {
	struct template_view *views;
	size_t view_count;
	struct template_file *files; /* by name */
	size_t file_count;
};

/* `theme_dir` may be NULL. Everything lives in `a`. */
struct template_names site_template_names(const char *theme_dir, struct arena *a);

/* The view with this id; NULL: there is none. */
const struct template_view *template_view_find(const struct template_names *all, const char *id);

#endif
