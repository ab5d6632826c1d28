#include <string.h>
#include <strings.h>

#include "site.h"

/* --- settings --- */

const struct tree *foreign_member(const struct tree *map, const char *key, size_t len)
{
	const struct tree *t = map && map->kind == TREE_MAP ? map->first : NULL;

	while (t && (strlen(t->key) != len || strncasecmp(t->key, key, len) != 0))
		t = t->next;
	return t && t->kind != TREE_NULL ? t : NULL;
}

/* The first of these names, parted by blanks, that one of the maps has. */
const struct tree *foreign_find(const struct tree *const *scopes, const char *names)
{
	for (size_t i = 0; i < SCOPES; i++) {
		for (const char *n = names; scopes[i] && *n;) {
			size_t len = strcspn(n, " ");
			const struct tree *t = foreign_member(scopes[i], n, len);

			if (t && (t->kind != TREE_TEXT || *t->text))
				return t;
			n += len + (n[len] == ' ');
		}
	}
	return NULL;
}

/* Its text; of a list the first entry, of a map its `name`. */
const char *foreign_text(const struct tree *t, struct arena *a)
{
	if (t && t->kind == TREE_LIST)
		t = t->first;
	if (t && t->kind == TREE_MAP)
		t = foreign_member(t, "name", 4);
	return t && t->kind == TREE_TEXT ? source_text(t->text, a) : NULL;
}

const char *foreign_setting(const struct tree *const *scopes, const char *names, struct arena *a)
{
	return foreign_text(foreign_find(scopes, names), a);
}

const struct tree *foreign_map(const struct tree *map, const char *key)
{
	const struct tree *t = foreign_member(map, key, strlen(key));

	return t && t->kind == TREE_MAP ? t : NULL;
}
