#ifndef MODEL_RULES_H
#define MODEL_RULES_H

#include "model/site.h"

struct diag;

/* How the fields of one item must fit each other; for check.h. */
void show_check_rules(const struct show *show, struct diag *diag);
void episode_check_rules(const struct episode *e, struct moment now, struct diag *diag);

/* Programmes, their sessions and outcomes. */
void programmes_check_rules(const struct site *site, struct diag *diag);

/* What a field does nothing without: `has` it, but not `needs`. */
struct lone {
	bool has, needs;
	const char *key, *other; /* other: as it would be written */
};
void lone_fields_check(const struct item *item, const struct lone *all, size_t count,
		       struct diag *diag);

/* Groups and their services; for site_check_map(). */
void groups_check(const struct site *site, struct diag *diag);

/* Payments of a show or an episode (podcast:value). */
void values_check(const struct list *values, struct diag *diag);

/* Lines for programs (podcast:txt); of what was published elsewhere before, mistakes are only noted. */
void texts_check(const struct list *texts, bool was_elsewhere, struct diag *diag);

#endif
