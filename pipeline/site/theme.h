#ifndef SITE_THEME_H
#define SITE_THEME_H

#include <stdbool.h>
#include <stddef.h>

#include "template.h"

/*
 * The theme: templates and the style sheet. The built-in one is part of the
 * program (theme_files in base/embed.h); a file of the same
 * name in the user's theme folder takes its place.
 */
struct theme {
	struct template_loader loader; /* first: its find() gets the theme */
	const char *dir;               /* of the user's files, or NULL */
	struct theme_part *parts;      /* what was looked for, so that each file is read once */
	struct theme_use *uses;        /* the templates that pages asked for, the last one first */
	bool lists_only;               /* nothing is compiled: pages only say what they would use */
};

/* A template that a page asked for, and for which view. */
struct theme_use {
	struct theme_use *next;
	const char *file;
	const struct view *view;
};

/* `dir` may be NULL. Whatever is read and compiled lives in `a`. */
void theme_init(struct theme *theme, const char *dir, struct arena *a, struct diag *diag);

/* The file `name` of the theme; NULL when there is none or after reporting that it cannot be used.
 */
const struct source *theme_file(struct theme *theme, const char *name);

/* Compiles `name`.html for pages of `view`; NULL after reporting what is wrong. */
const struct template *theme_template(struct theme *theme, const char *name,
				      const struct view *view);

/* Is there such a file in the user's folder? */
bool theme_has_own(const struct theme *theme, const char *name);

/* The names in the user's folder, sorted. */
size_t theme_own_files(const struct theme *theme, const char *const **names);

/* Warns of files in the user's folder that nothing has asked for. */
void theme_check_unused(struct theme *theme);

#endif
