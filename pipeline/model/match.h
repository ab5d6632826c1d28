#ifndef MODEL_MATCH_H
#define MODEL_MATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/table.h"

/*
 * Lists of groups under keys, and who stands next behind a group in some of them. What
 * has been found full is passed over from then on, so that a long list is walked once.
 */
struct match_list {
	uint32_t *groups; /* ascending */
	uint32_t *open;   /* of each place: itself, or one behind it that is nearer to one with room */
	size_t    count, room, open_room;
};

struct match {
	struct arena      *arena;
	struct table       index; /* of the lists, from 1 */
	struct match_list *lists;
	size_t             count, room;
};

/* Puts a group under a key; groups come in their order. */
void match_put(struct match *m, uint64_t key, uint32_t group);

/* NULL: nobody stands there. */
struct match_list *match_list(const struct match *m, uint64_t key);

bool match_has(const struct match_list *l, uint32_t group);

/* Who may be taken. */
struct match_rule {
	bool (*is_full)(const void *arg, uint32_t group);              /* for good */
	bool (*may)(const void *arg, uint32_t group, uint32_t other);
	const void *arg;
};

/*
 * The next behind `group` that may be taken; behind the last comes the first. UINT32_MAX: there
 * is none.
 */
uint32_t match_next(struct match_list *l, uint32_t group, const struct match_rule *rule);

void match_release(struct match *m);

#endif
