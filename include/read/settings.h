#ifndef READ_SETTINGS_H
#define READ_SETTINGS_H

#include <stddef.h>

#include "base/json_tree.h"

struct arena;
struct diag;
struct source;

/*
 * Settings and front matter that other programs read: YAML (libyaml; anchors are followed), TOML 1.0 or
 * JSON. Whatever form they have, they become the same tree: maps, lists, and every other value as the
 * text that it was written with ("true", "12", "2021-02-01T09:00:00Z"), so that nothing is lost by
 * guessing types; nothing and `null` are TREE_NULL. `off` and `len` say nothing.
 *
 * NULL after the first fault was reported, as a warning with its line: what others wrote is passed over,
 * not mended. No more than LIMIT_SETTINGS values. Everything lives in `a`.
 */
enum settings_form { SETTINGS_YAML, SETTINGS_TOML, SETTINGS_JSON };

const struct tree *settings_read(const struct source *src, enum settings_form form, struct arena *a,
				 struct diag *diag);

/* By how its name ends: .toml, .json, everything else is YAML. */
enum settings_form settings_form_of(const char *path);

/* A page: front matter between `---` (YAML), between `+++` (TOML) or in braces (JSON), and what follows. */
struct settings_page {
	const struct tree *front; /* NULL: none, or a fault was reported */
	const char *body;
};

struct settings_page settings_page_read(const struct source *src, struct arena *a, struct diag *diag);

/* --- for settings_read(): TOML (https://toml.io/en/v1.0.0) --- */

/* NULL with the line of the first fault, from 1, and what is wrong there. */
const struct tree *toml_read(const char *text, struct arena *a, unsigned *line, const char **why);

/*
 * The HTML of a body in Markdown that cannot stay as it is: it has HTML inside, pictures, addresses that
 * are not whole, or braces, which mean something here. NULL: it can stay.
 */
const char *markdown_foreign_html(const char *markdown, struct arena *a);

#endif
