#include "model/feed_diff.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/table.h"
#include "feed_fields.h"

/* No place in a list. */
#define NOWHERE SIZE_MAX

/* Both feeds while it is found out what became of what. Places count from 0. */
struct matching {
	const struct remote_episode *old, *new;
	size_t old_count, new_count;
	size_t *to_old;   /* of each new item: its place in the old feed, or NOWHERE */
	size_t *to_new;   /* the other way round */
	bool *is_double;  /* of each new item: another before it has its guid */
	bool *old_double; /* of each old item */
	int64_t *dates;   /* of the old items that have one, ascending */
	size_t date_count;
	struct arena *arena;
};

/* What makes two items the same: a text, or NULL when an item has none. */
typedef const char *identity(const struct remote_episode *i, struct arena *a);

/* Apps that find no guid take the address of the audio instead (Apple). */
static const char *by_guid(const struct remote_episode *i, struct arena *a)
{
	(void)a;
	return i->guid ? i->guid : i->enclosure.url;
}

static const char *by_audio(const struct remote_episode *i, struct arena *a)
{
	(void)a;
	return i->enclosure.url;
}

static const char *by_title_and_date(const struct remote_episode *i, struct arena *a)
{
	if (!i->title || !i->date.set)
		return NULL;
	return arena_printf(a, "%lld %s", (long long)i->date.utc, i->title);
}

static uint64_t key(const char *id)
{
	return key_of(1, id, strlen(id));
}

/* Joins what has the same identity and no partner yet; of several old ones the first. */
static void match(struct matching *m, identity *of)
{
	struct table places = { 0 }; /* of old items, from 1 */

	for (size_t i = 0; i < m->old_count; i++) {
		const char *id = m->to_new[i] == NOWHERE ? of(&m->old[i], m->arena) : NULL;
		uint32_t *place = id ? table_at(&places, key(id)) : NULL;

		if (place && !*place)
			*place = (uint32_t)i + 1;
	}
	for (size_t i = 0; i < m->new_count; i++) {
		bool open = m->to_old[i] == NOWHERE && !m->is_double[i];
		const char *id = open ? of(&m->new[i], m->arena) : NULL;
		const uint32_t *place = id ? table_find(&places, key(id)) : NULL;

		if (!place || m->to_new[*place - 1] != NOWHERE)
			continue;
		m->to_old[i] = *place - 1;
		m->to_new[*place - 1] = i;
	}
	table_release(&places);
}

/* Of items with one guid apps show one. */
static void mark_doubles(const struct remote_episode *items, size_t count, bool *is_double)
{
	struct table seen = { 0 };

	for (size_t i = 0; i < count; i++) {
		uint32_t *times = items[i].guid ? table_at(&seen, key(items[i].guid)) : NULL;

		if (times)
			is_double[i] = (*times)++ > 0;
	}
	table_release(&seen);
}

static struct matching match_all(const struct remote_feed *old, const struct remote_feed *new,
				 struct arena *a)
{
	struct matching m = { .old = old->items.items,
			      .new = new->items.items,
			      .old_count = old->items.count,
			      .new_count = new->items.count,
			      .arena = a };

	m.to_old = arena_array(a, m.new_count + 1, sizeof(*m.to_old));
	m.to_new = arena_array(a, m.old_count + 1, sizeof(*m.to_new));
	m.is_double = arena_array(a, m.new_count + 1, sizeof(bool));
	m.old_double = arena_array(a, m.old_count + 1, sizeof(bool));
	memset(m.to_old, 0xff, m.new_count * sizeof(*m.to_old));
	memset(m.to_new, 0xff, m.old_count * sizeof(*m.to_new));
	mark_doubles(m.new, m.new_count, m.is_double);
	mark_doubles(m.old, m.old_count, m.old_double);
	match(&m, by_guid);
	match(&m, by_audio);
	match(&m, by_title_and_date);
	return m;
}

/* The first of `ends` whose old place is beyond `place`. */
static size_t search(const struct matching *m, const size_t *ends, size_t count, size_t place)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;

		if (m->to_old[ends[middle]] < place)
			low = middle + 1;
		else
			count = middle;
	}
	return low;
}

/*
 * Which items moved: all that do not belong to the longest run of items that
 * stand in the same order in both feeds.
 */
static bool *find_moved(const struct matching *m)
{
	size_t *ends = arena_array(m->arena, m->new_count + 1, sizeof(size_t));
	size_t *before = arena_array(m->arena, m->new_count + 1, sizeof(size_t));
	bool *moved = arena_array(m->arena, m->new_count + 1, sizeof(bool));
	size_t longest = 0;

	for (size_t i = 0; i < m->new_count; i++) {
		if (m->to_old[i] == NOWHERE)
			continue;
		moved[i] = true;
		size_t at = search(m, ends, longest, m->to_old[i]);
		before[i] = at ? ends[at - 1] : NOWHERE;
		ends[at] = i;
		longest += at == longest;
	}
	for (size_t i = longest ? ends[longest - 1] : NOWHERE; i != NOWHERE; i = before[i])
		moved[i] = false;
	return moved;
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

/* As far as feeds tell: they name no checksum. */
static bool same_audio(const struct remote_enclosure *a, const struct remote_enclosure *b)
{
	return same_text(a->url, b->url) || (a->length > 0 && a->length == b->length);
}

/*
 * What follows for subscribers from the fields that differ. Apps know an episode by its guid, and
 * only note a new address of what they have (gPodder's update_from(), AntennaPod's
 * updateFromOther()); a show that moves has no other recordings for that. Where the size is
 * another as well, or not known, some take the recording for a new one.
 */
static void judge(struct item_change *ch, struct comparison *c)
{
	const char *before = by_guid(ch->old, c->arena), *after = by_guid(ch->new, c->arena);

	ch->twice = !same_text(before, after);
	ch->again = ch->twice || !same_audio(&ch->old->enclosure, &ch->new->enclosure);
	ch->kept = !ch->again && !same_text(ch->old->enclosure.url, ch->new->enclosure.url);
	if (ch->twice)
		change_add(c, FEED_FIELD_GUID, before, after);
}

static struct item_change compare_pair(const struct matching *m, size_t place, bool moved)
{
	struct item_change ch = { .fate = ITEM_CHANGED,
				  .old = &m->old[m->to_old[place]],
				  .new = &m->new[place] };
	struct comparison c = { m->arena, &ch.fields };

	judge(&ch, &c);
	item_compare(&c, ch.old, ch.new);
	if (moved)
		change_add(&c, FEED_FIELD_ORDER,
			   arena_printf(m->arena, "%zu", m->to_old[place] + 1),
			   arena_printf(m->arena, "%zu", place + 1));
	return ch;
}

static int by_size(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void sort_dates(struct matching *m)
{
	m->dates = arena_array(m->arena, m->old_count + 1, sizeof(*m->dates));
	for (size_t i = 0; i < m->old_count; i++) {
		if (m->old[i].date.set)
			m->dates[m->date_count++] = m->old[i].date.utc;
	}
	qsort(m->dates, m->date_count, sizeof(*m->dates), by_size);
}

/* How many of the old feed's items are newer: apps that sort by date show those above. */
static size_t count_newer(const struct matching *m, const struct remote_episode *item)
{
	size_t low = 0, high = m->date_count;

	if (!item->date.set)
		return 0;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (m->dates[middle] <= item->date.utc)
			low = middle + 1;
		else
			high = middle;
	}
	return m->date_count - low;
}

static void add_change(struct feed_diff *d, struct item_change ch, struct arena *a)
{
	struct remote_list *l = &d->items;

	l->items = arena_grow(a, l->items, l->count, &l->room, sizeof(ch));
	((struct item_change *)l->items)[l->count++] = ch;
	d->added += ch.fate == ITEM_NEW;
	d->changed += ch.fate == ITEM_CHANGED;
	d->gone += ch.fate == ITEM_GONE;
	d->again += ch.again;
	d->kept += ch.kept;
	d->twice += ch.twice;
	d->late += ch.below > 0;
}

static void take_new(struct feed_diff *d, const struct matching *m, size_t place)
{
	const struct remote_episode *item = &m->new[place];

	add_change(d,
		   (struct item_change){
			   .fate = ITEM_NEW, .new = item, .below = count_newer(m, item) },
		   m->arena);
}

static void take_pair(struct feed_diff *d, const struct matching *m, size_t place, bool moved)
{
	struct item_change ch = compare_pair(m, place, moved);

	if (ch.fields.count)
		add_change(d, ch, m->arena);
	else
		d->unchanged++;
}

static void take_items(struct feed_diff *d, const struct matching *m)
{
	const bool *moved = find_moved(m);

	for (size_t i = 0; i < m->new_count; i++) {
		if (m->is_double[i])
			d->duplicates++;
		else if (m->to_old[i] == NOWHERE)
			take_new(d, m, i);
		else
			take_pair(d, m, i, moved[i]);
	}
	for (size_t i = 0; i < m->old_count; i++) {
		if (m->to_new[i] == NOWHERE && !m->old_double[i])
			add_change(d, (struct item_change){ .fate = ITEM_GONE, .old = &m->old[i] },
				   m->arena);
	}
}

struct feed_diff *feed_compare(const struct remote_feed *old, const struct remote_feed *new,
			       struct arena *a)
{
	struct feed_diff *d = arena_new(a, struct feed_diff);
	struct matching m = match_all(old, new, a);
	struct comparison c = { a, &d->channel };

	sort_dates(&m);
	channel_compare(&c, old, new);
	take_items(d, &m);
	return d;
}

bool feed_diff_is_empty(const struct feed_diff *d)
{
	return !d->channel.count && !d->items.count && !d->duplicates;
}
