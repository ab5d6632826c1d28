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

/* After so many days a gap that nobody works on is asked about. */
#define GAP_OLD_DAYS 365

enum map_role { MAP_NONE, MAP_REFERS, MAP_HELPS, MAP_LEADS };

/*
 * As they are written: "leads" … (MAP_NONE: ""), and the words of the tables of fields, in their
 * order; each ended by NULL.
 */
extern const char *const map_role_words[];
extern const char *const map_times[], *const map_ways_in[], *const map_costs[], *const map_sectors[];

/* The bit of "free" among map_costs[]. */
#define MAP_FREE 1u

struct map_name {
	const char *slug, *title;
};

struct map_names {
	struct map_name *all; /* in the order of the site; of an edition, by slug */
	size_t           count;
};

/*
 * What a group does in an area. Services that run there and belong to the area say
 * where, for whom and when (each inherits from its group what it leaves out); where there
 * is no such service the group does. A service that names an area which its group does not
 * lead helps there. What is paused is on the map, what is closed is not.
 */
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

/* Fills the site's map, gaps and chances; to be called when everything has been read. */
void site_map(struct site *site, struct arena *a);

/* Is a group on the map: active or paused? */
bool group_is_on_map(const struct group *g);

/* Nobody has checked it for MAP_STALE_DAYS, or ever; what was made up as an example does not age. */
bool site_is_stale(const struct site *site, struct moment checked);

/* What a group does there: does it lead or help? Who refers sends people to others. */
static inline bool presence_provides(const struct presence *p)
{
	return p->role >= MAP_HELPS;
}

/* The bit of a word among some that are ended by NULL; 0: it is none of them. */
unsigned map_bit(const char *word, const char *const *words);

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

/* The id of the gap that a note is on; NULL: it names not one thing besides its area. */
char *gap_note_id(const struct gap_note *n, struct arena *a);

/*
 * By area, dimension, value. Only who leads or helps counts; who is for everybody counts for
 * each audience. Costs: only "free" is asked for. Pairs: two areas in which there is somebody,
 * but no group in both, nor one in each that work together; its id has the slugs in their
 * order, and it is GAP_NONE_LISTED. A site without groups has no gaps.
 */
struct gaps {
	struct gap *all;
	size_t      count;
};

struct gaps map_gaps(const struct map *m, const struct site *site, struct arena *a);

enum chance_reason {
	CHANCE_OFFER,   /* one has what the other is looking for, in the same place or next door */
	CHANCE_SHARED,  /* they provide in two areas, are in one place, and of different sectors */
	CHANCE_GAP,     /* nobody provides in an area at a place: one does next door, the other is at the place */
	CHANCE_MET,     /* they were at the same meeting */
	CHANCE_REASONS
};

extern const char *const chance_reason_words[]; /* "offer", "shared", "gap", "met" */

/* Most that name one group, so that nobody is flooded. */
#define CHANCES_PER_GROUP 5

/* So many areas of a group, the first ones, are looked at for CHANCE_SHARED: who does everything shares with everybody. */
#define CHANCE_AREAS_MOST 12

struct chance {
	const char        *id;   /* "example-carers.example-listeners": the slugs in their order */
	/* OFFER: `one` has it, `other` looks for it; GAP: `one` knows the area, `other` is there; else by slug. */
	const struct group *one, *other;
	enum chance_reason reason;
	const char        *thing;         /* CHANCE_OFFER: what, in the words of who has it */
	const struct area *area, *second; /* CHANCE_SHARED: the first two in common; CHANCE_GAP: of the gap */
	const struct place_item *place;   /* the first in common, or of the gap; or NULL */
	const struct meeting *meeting;    /* CHANCE_MET: the last one */
	const struct chance_note *note;   /* or NULL */
};

/*
 * By reason, the strongest first, then by the slugs; a pair comes once. Those who opted out, work
 * together already, or of whom a note says `working` or `no`, are in none.
 *
 * They are dealt out reason by reason. First come the pairs that have a note. Then in rounds: in each every group
 * that has room gets one more, in the order of the map, with the next group behind it (the first comes behind the
 * last) that has room and with which there is that reason.
 */
struct chances {
	struct chance *all;
	size_t         count;
};

/* The id of the chance that a note is on; NULL: it does not name two groups. */
char *chance_note_id(const struct chance_note *n, struct arena *a);

struct chances map_chances(const struct map *m, const struct gaps *gaps, const struct site *site, struct arena *a);

/* A map as it was on a day: editions/<NN>-<YYYY-MM-DD>.csv, the table that `blether map freeze` writes. */
struct edition {
	int64_t       number;
	struct moment date;
	const char   *file; /* in the content folder, as blether opens it */
	const char   *name; /* "03-2026-10-01.csv" */
	char          sha256[65]; /* of the file */
	int64_t       bytes;
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
