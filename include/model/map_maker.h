#ifndef MODEL_MAP_MAKER_H
#define MODEL_MAP_MAKER_H

#include "base/table.h"
#include "model/map.h"

/*
 * Makes a map, presence by presence, of the site or of an edition. Names come first, in the
 * order in which they shall stand.
 */
enum map_axis { MAP_GROUPS, MAP_AREAS, MAP_PLACES, MAP_AUDIENCES, MAP_AXES };

struct map_maker {
	struct arena *arena;
	struct map   *map;
	struct table  index; /* of the names, from 1 */
	size_t        name_room[MAP_AXES], room;
};

void map_maker_begin(struct map_maker *mm, struct arena *a);

/* Adds a name unless it is there. Its texts stay the caller's. */
void map_maker_name(struct map_maker *mm, enum map_axis axis, struct map_name name);

/* Where it stands, from 0; false: there is no such name. */
bool map_maker_find(const struct map_maker *mm, enum map_axis axis, const char *slug, uint32_t *at);

/* A bit for each of these names; unknown ones, and what is beyond the ceiling, have none. */
uint64_t map_maker_bits(const struct map_maker *mm, enum map_axis axis, const struct strings *slugs);

void map_maker_add(struct map_maker *mm, const struct presence *p);

/* Puts everything in order. The map lives in the arena, the maker is empty. */
struct map *map_maker_end(struct map_maker *mm);

#endif
