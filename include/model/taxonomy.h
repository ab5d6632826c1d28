#ifndef MODEL_TAXONOMY_H
#define MODEL_TAXONOMY_H

#include <stddef.h>

/*
 * Who does what in a podcast: the roles and groups that podcast:person knows
 * (Podcast Taxonomy Project; Podcasting 2.0 namespace, taxonomy.json). Apps
 * compare them in any case.
 */
struct role {
	const char *group, *name;
};

/* What an app takes a person for whose role or group is not told. */
#define ROLE_DEFAULT  "Host"
#define GROUP_DEFAULT "Cast"

/*
 * The role of that name, in any case; NULL: there is none. 'Editor' is a role of
 * two groups: `group`, unless NULL, says of which. A role of another group is
 * not found.
 */
const struct role *role_find(const char *name, const char *group);

/* The group of that name as it is spelt, in any case; NULL: there is none. */
const char *group_find(const char *name);

/* All roles, in the order of their groups. */
const struct role *roles(size_t *count);

/* The names of all roles and of all groups, ended by NULL, for text_nearest(). */
const char *const *role_names(void);
const char *const *groups(void);

/* The role that people mean with a word the taxonomy does not have, such as 'presenter'; or NULL. */
const char *role_meant(const char *word);

#endif
