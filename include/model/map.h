#ifndef MODEL_MAP_H
#define MODEL_MAP_H

#include "model/network.h"

/*
 * The themed map: which group does what in which area, where, for whom, when,
 * at what cost and how people get in; where nothing is listed, and who could
 * work together. Everything is computed from the groups; editorial notes
 * (gaps/, chances/) are laid beside it.
 *
 * A map also comes from an edition: a table frozen on a day (editions/). So a map
 * has names of its own and does not point to groups.
 */

/* Ceilings: each place and each audience is a bit. */
#define MAP_PLACES_MOST    64
#define MAP_AUDIENCES_MOST 64

/* How long what somebody checked is taken for right (ALISS: 12 months). */
#define MAP_STALE_DAYS 365
#define MAP_OLD_DAYS   730

enum map_role { MAP_NONE, MAP_REFERS, MAP_HELPS, MAP_LEADS };

/* As they are written: "leads" … , and the words of the tables of fields, in their order. */
extern const char *const map_role_words[];
extern const char *const map_times[], *const map_ways_in[], *const map_costs[], *const map_sectors[];

struct map_name {
	const char *slug, *title;
};

struct map_names {
	struct map_name *all; /* in the order of the site; of an edition, by slug */
	size_t           count;
};

/* What a group does in an area. What a service says of itself goes before what its group says. */
struct presence {
	uint32_t      group, area; /* among the names of the map */
	enum map_role role;
	uint64_t      places, audiences; /* a bit each, among the names; no audience: for everybody */
	unsigned      times, ways_in, costs; /* a bit each, as in map_times[] …; 0: not said */
	struct moment checked; /* not set: never */
	bool          is_stale; /* for so long that it may be wrong */
};

struct map {
	struct map_names groups, areas, places, audiences;
	struct presence *presences; /* by area; in it by role (leads first), what is stale last, then by group */
	size_t           count;
	size_t          *area_first; /* presences[area_first[a]] to presences[area_first[a + 1]] are those of area a */
	uint8_t         *roles;      /* enum map_role of group g in area a: roles[g * areas.count + a] */
};

/* Groups that are active or paused, in their areas. Lives in `a`. */
struct map *map_of_site(const struct site *site, struct arena *a);

enum gap_dimension { GAP_PLACE, GAP_AUDIENCE, GAP_TIME, GAP_WAY_IN, GAP_COST, GAP_PAIR, GAP_DIMENSIONS };

/* As they stand in ids and in notes: "place", "audience", "time", "way_in", "cost", "with". */
extern const char *const gap_dimension_words[];

enum gap_state {
	GAP_NONE_LISTED, /* nobody has told us of any */
	GAP_ONLY_ONE,    /* if that one stops, there is none */
	GAP_NOT_CHECKED, /* there are some, and nobody has checked any of them for a year */
};

struct gap {
	const char          *id;    /* "bereavement.place.gourock": it stays while the slugs do */
	uint32_t             area;
	enum gap_dimension   dimension;
	uint32_t             value; /* among places, audiences, map_times[] …, or areas (GAP_PAIR: behind `area`) */
	enum gap_state       state;
	const struct presence *only; /* GAP_ONLY_ONE */
	const struct gap_note *note; /* or NULL */
};

/* By area, dimension, value. Costs: only "free" is asked for. */
struct gaps {
	struct gap *all;
	size_t      count;
};

struct gaps map_gaps(const struct map *m, const struct site *site, struct arena *a);

enum chance_reason {
	CHANCE_OFFER,   /* one has what the other is looking for */
	CHANCE_SHARED,  /* two areas and a place in common, of different sectors */
	CHANCE_GAP,     /* one is next door to a gap that the other works beside */
	CHANCE_MET,     /* they were at the same meeting, or made the same episode */
};

/* Most that name one group, so that nobody is flooded. */
#define CHANCES_PER_GROUP 5

struct chance {
	const char        *id;   /* "example-carers.example-listeners": the slugs in their order */
	const struct group *one, *other;
	enum chance_reason reason;
	const char        *thing;         /* CHANCE_OFFER: what */
	const struct area *area, *second; /* CHANCE_SHARED: two of those in common; CHANCE_GAP: of the gap */
	const struct place_item *place;   /* in common, or of the gap */
	const struct meeting *meeting;    /* CHANCE_MET */
	const struct chance_note *note;   /* or NULL */
};

/* The strongest first; a pair comes once. Those who opted out, or work together already, are in none. */
struct chances {
	struct chance *all;
	size_t         count;
};

struct chances map_chances(const struct map *m, const struct gaps *gaps, const struct site *site, struct arena *a);

/* A map as it was on a day: editions/<NN>-<YYYY-MM-DD>.csv, the table that `blether map freeze` writes. */
struct edition {
	int64_t       number;
	struct moment date;
	const char   *file; /* in the content folder, as blether opens it */
	const char   *name; /* "03-2026-10-01.csv" */
	struct map    map;
};

/* What became of a group in an area between two maps. */
enum map_change_kind { MAP_ADDED, MAP_REMOVED, MAP_ROLE_CHANGED };

struct map_change {
	enum map_change_kind kind;
	struct map_name      group, area;
	enum map_role        before, now;
};

struct map_changes {
	struct map_change *all; /* by group, then area */
	size_t             count;
};

struct map_changes map_compare(const struct map *before, const struct map *now, struct arena *a);

#endif
