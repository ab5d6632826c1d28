#ifndef MODEL_CHANCES_H
#define MODEL_CHANCES_H

#include "base/mem.h"
#include "base/table.h"
#include "match.h"
#include "model/map.h"

/* How chances are found: for map_chances.c. */

/* What is known of a group; groups are counted as on the map. */
struct member {
	const struct group *group;
	uint64_t places, around;           /* around: with the places next door */
	size_t sector;                     /* among map_sectors[] */
	uint32_t areas[CHANCE_AREAS_MOST]; /* in which it provides, the first ones */
	size_t area_count;
	size_t first;             /* of its presences among the deeds */
	uint64_t *offers, *needs; /* keys of things */
	unsigned given;           /* chances that name it */
	bool is_out;              /* it takes part in none */
	bool is_done;             /* this reason has nothing more for it */
};

struct dealing {
	const struct map *map;
	const struct site *site;
	struct arena *arena, *scratch;
	struct member *members;
	const struct presence **deeds; /* presences by group, then area */
	uint64_t near[64];             /* of each place, the places next door */
	uint64_t *open;                /* of each area, the places at which nobody provides */
	struct table bound;            /* pairs that are not to be brought together, or have been */
	struct match meetings;         /* of each group */
	struct match match;            /* for one reason */
	uint32_t best, best_way;       /* the next behind a group, and how far behind */
	uint32_t asked;                /* whom a note names beside a group */
	struct chances found;
	size_t room;
};

static inline uint64_t chance_key(uint64_t x, uint64_t y, uint64_t z)
{
	const uint64_t all[] = { x, y, z };

	return key_of(0, (const char *)all, sizeof(all));
}

static inline uint64_t chance_pair(uint32_t one, uint32_t other)
{
	return chance_key(one < other ? one : other, one < other ? other : one, 0);
}

/* The key under which the meetings of a group stand. */
static inline uint64_t chance_guest(uint32_t group)
{
	return chance_key(group, 0, 0);
}

/* Where the names of a map stand, from 1. */
void            chance_index(struct table *index, const struct map_names *names);
const uint32_t *chance_find(const struct table *index, const char *slug);

/* Fills what is known before: members, near, open, meetings, bound. `index`: of the groups. */
void chance_prepare(struct dealing *d, const struct gaps *gaps, const struct table *index);

/* The places next door to any of these. */
uint64_t chance_near(const struct dealing *d, uint64_t places);

/* The gaps next door to what somebody provides in an area: a bit for each place. */
uint64_t chance_gaps_beside(const struct dealing *d, const struct presence *p);

/* A reason: under which keys a group stands, and under which it looks for others. */
typedef void chance_visit(struct dealing *d, uint32_t group, uint64_t key);

struct chance_rule {
	void (*stand)(struct dealing *d, uint32_t group);
	void (*look)(struct dealing *d, uint32_t group, chance_visit *visit);
};

extern const struct chance_rule chance_rules[CHANCE_REASONS];

/* Fills a chance, whose reason is known, for two groups, the first first: what exactly they have in common. */
void chance_tell(const struct dealing *d, struct chance *c, uint32_t one, uint32_t other);

#endif
