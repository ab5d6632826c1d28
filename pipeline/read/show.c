#include "show.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "artwork.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "episode.h"
#include "item.h"
#include "listing.h"
#include "people.h"

static void read_artwork(struct reader *r, struct show *show)
{
	const struct place place = { .folder = reader_folder(r, &show->item),
				     .out_dir = path_join("podcasts", show->item.slug, r->arena) };

	artwork_cover(r, &place, &show->item, &show->cover);
	artwork_images(r, &place, &show->images);
	people_leave_out(r, &show->people);
	people_complete(r, &place, &show->people);
}

static void add_defaults(const struct reader *r, struct show *show)
{
	if (!show->language)
		show->language = r->site->language;
	/* What came from elsewhere has the licence that it had there, or none: nobody else can give
	 * it one. */
	if (!show->licence && !show->came_from.feed && !show->came_from.page)
		show->licence = r->site->licence;
}

/* Every episode of the show, in the order of the folders. */
static struct episode **read_episodes(struct reader *r, struct show *show, size_t *count)
{
	struct listing l = listing_read(r, reader_folder(r, &show->item));
	struct episode **all = arena_array(r->arena, l.count, sizeof(struct episode *));

	*count = 0;
	for (size_t i = 0; i < l.count; i++) {
		struct episode *e =
			l.entries[i].is_folder ? episode_read(r, show, l.entries[i].name) : NULL;

		if (e)
			all[(*count)++] = e;
	}
	return all;
}

static const struct episode *pointed(const void *p)
{
	return *(const struct episode *const *)p;
}

/* Equal ones keep the order of their files, so that messages and pages never depend on the sort. */
static int by_file(const struct episode *a, const struct episode *b)
{
	return strcmp(a->item.src->path, b->item.src->path);
}

static int by_slug(const void *x, const void *y)
{
	const struct episode *a = pointed(x), *b = pointed(y);
	int order = strcmp(a->item.slug, b->item.slug);

	return order ? order : by_file(a, b);
}

static bool is_numbered(const struct episode *e)
{
	return e->number && e->type && strcmp(e->type, "full") == 0;
}

static int by_number(const void *x, const void *y)
{
	const struct episode *a = pointed(x), *b = pointed(y);

	if (is_numbered(a) != is_numbered(b))
		return is_numbered(b) - is_numbered(a);
	if (a->season != b->season)
		return (a->season > b->season) - (a->season < b->season);
	if (a->number != b->number)
		return (a->number > b->number) - (a->number < b->number);
	return by_file(a, b);
}

static int newest_first(const void *x, const void *y)
{
	const struct episode *a = pointed(x), *b = pointed(y);

	if (a->date.utc != b->date.utc)
		return (b->date.utc > a->date.utc) - (b->date.utc < a->date.utc);
	return by_file(a, b);
}

/* What two episodes must not share, and how it is said. */
struct unique {
	int (*order)(const void *x, const void *y);
	bool (*same)(const struct episode *a, const struct episode *b);
	enum diag_id id;
	const char *key;  /* of the field to point at; NULL: the file */
	const char *what; /* stands after "has the same" */
	bool new_work;    /* two that were published elsewhere before may share it */
};

static bool same_slug(const struct episode *a, const struct episode *b)
{
	return strcmp(a->item.slug, b->item.slug) == 0;
}

static int by_title(const void *x, const void *y)
{
	const struct episode *a = pointed(x), *b = pointed(y);
	int order = strcasecmp(a->title ? a->title : "", b->title ? b->title : "");

	return order ? order : by_file(a, b);
}

static bool same_title(const struct episode *a, const struct episode *b)
{
	return a->title && b->title && strcasecmp(a->title, b->title) == 0;
}

static bool same_number(const struct episode *a, const struct episode *b)
{
	return is_numbered(a) && is_numbered(b) && a->season == b->season && a->number == b->number;
}

static bool same_date(const struct episode *a, const struct episode *b)
{
	return a->date.set && b->date.set && a->date.utc == b->date.utc && !episode_is_draft(a) &&
	       !episode_is_draft(b);
}

static const struct unique uniques[] = {
	{ by_slug, same_slug, DIAG_DUPLICATE_SLUG, NULL, "web address as", false },
	{ by_number, same_number, DIAG_DUPLICATE_NUMBER, "number", "number as", true },
	{ by_title, same_title, DIAG_DUPLICATE_TITLE, "title", "title as", true },
	{ newest_first, same_date, DIAG_SAME_DATE, "date", "date and time as", false },
};

static bool both_were_elsewhere(const struct episode *a, const struct episode *b)
{
	return episode_was_elsewhere(a) && episode_was_elsewhere(b);
}

/* Of two that share something: does `a` keep it, as it had it elsewhere before or comes first? */
static bool is_elder(const struct episode *a, const struct episode *b)
{
	if (episode_was_elsewhere(a) != episode_was_elsewhere(b))
		return episode_was_elsewhere(a);
	return by_file(a, b) < 0;
}

/* Sorts `all` and reports neighbours that are the same. */
static void check_unique(struct reader *r, struct episode **all, size_t count,
			 const struct unique *u)
{
	if (count < 2)
		return;
	qsort(all, count, sizeof(*all), u->order);
	for (size_t i = 1; i < count; i++) {
		const struct episode *a = all[i - 1], *b = all[i];

		if (!u->same(a, b) || (u->new_work && both_were_elsewhere(a, b)))
			continue;
		if (is_elder(b, a)) {
			const struct episode *swap = a;
			a = b;
			b = swap;
		}
		struct span at = u->key ? item_field_span(&b->item, u->key) : span_of(b->item.src);
		diag_report(r->diag, u->id, at,
			    "this episode has the same %s '%s'; change one of the two", u->what,
			    a->item.src->path);
	}
}

/* Splits what has been read into published, held back and withdrawn; all stay newest first. */
static void split(struct reader *r, struct show *show, struct episode **all, size_t count)
{
	show->episodes = arena_array(r->arena, count, sizeof(struct episode *));
	show->held = arena_array(r->arena, count, sizeof(struct episode *));
	show->withdrawn = arena_array(r->arena, count, sizeof(struct episode *));
	for (size_t i = 0; i < count; i++) {
		if (episode_is_withdrawn(all[i])) {
			show->withdrawn[show->withdrawn_count++] = all[i];
		} else if (episode_is_held(all[i], r->now)) {
			show->held[show->held_count++] = all[i];
		} else {
			show->episodes[show->episode_count++] = all[i];
		}
	}
	for (size_t i = 1; i < show->episode_count; i++) {
		show->episodes[i - 1]->previous = show->episodes[i];
		show->episodes[i]->next = show->episodes[i - 1];
	}
}

struct show *show_read(struct reader *r, const char *folder)
{
	const char *dir = path_join("podcasts", folder, r->arena);
	const char *slug = item_slug(r, folder, dir);
	size_t body, count;
	struct show *show = NULL;

	if (access(reader_path(r, path_join(dir, "show.yaml", r->arena)), F_OK) == 0)
		show = item_read(r, &kind_show, path_join(dir, "show.yaml", r->arena), &body);
	else
		diag_report(r->diag, DIAG_MISSING_FILE, span_path(reader_path(r, dir), r->arena),
			    "the folder has no 'show.yaml', which tells what the show is; copy "
			    "that of another show, or 'blether new site' makes one");

	if (!show)
		return NULL;
	show->item.slug = slug ? slug : slug_make(folder, r->arena);
	show->item.path = show_page_path(show->item.slug, r->arena);
	show->feed_path = show_feed_path(show->item.slug, r->arena);
	add_defaults(r, show);
	read_artwork(r, show);

	struct episode **all = read_episodes(r, show, &count);
	for (size_t i = 0; i < COUNT(uniques); i++)
		check_unique(r, all, count, &uniques[i]);
	split(r, show, all, count);
	return show;
}

/* The episodes of a show by slug, to find what others name. */
struct slugs {
	struct episode **all;
	size_t count;
};

static struct slugs show_slugs(struct reader *r, const struct show *show)
{
	struct slugs s = { .all = arena_array(r->arena, show_all_count(show), sizeof(*s.all)) };

	for (s.count = 0; s.count < show_all_count(show); s.count++)
		s.all[s.count] = show_any(show, s.count);
	if (s.count)
		qsort(s.all, s.count, sizeof(*s.all), by_slug);
	return s;
}

static int slug_of(const void *key, const void *element)
{
	return strcmp(key, pointed(element)->item.slug);
}

static struct episode *find_slug(const struct slugs *s, const char *slug)
{
	struct episode **hit =
		s->count ? bsearch(slug, s->all, s->count, sizeof(*s->all), slug_of) : NULL;

	return hit ? *hit : NULL;
}

static void report_reference(struct reader *r, const struct slugs *s, struct span at,
			     const char *slug)
{
	const char **names = arena_array(r->arena, s->count + 1, sizeof(char *));

	for (size_t i = 0; i < s->count; i++)
		names[i] = s->all[i]->item.slug;
	const char *near = text_nearest(slug, names);

	diag_report(r->diag, DIAG_UNKNOWN_REFERENCE, at,
		    "there is no episode '%s' in this show%s%s%s", slug,
		    near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

static void resolve_related(struct reader *r, struct episode *e, const struct slugs *s)
{
	size_t kept = 0;

	e->related_episodes = arena_array(r->arena, e->related.count + 1, sizeof(struct episode *));
	for (size_t i = 0; i < e->related.count; i++) {
		struct episode *other = find_slug(s, e->related.items[i]);

		if (!other)
			report_reference(r, s, e->related.at[i], e->related.items[i]);
		else if (episode_is_out(other, r->now))
			e->related_episodes[kept++] = other;
	}
	e->related.count = kept;
}

static void resolve_start(struct reader *r, struct show *show, const struct slugs *s)
{
	bool serial = show->type && strcmp(show->type, "serial") == 0;

	if (show->start_here_name) {
		const struct episode *e = find_slug(s, show->start_here_name);

		if (!e)
			report_reference(r, s, item_field_span(&show->item, "start_here"),
					 show->start_here_name);
		else if (episode_is_out(e, r->now))
			show->start_here = e;
	} else if (serial && show->episode_count) {
		show->start_here = show->episodes[show->episode_count - 1];
	}
}

void show_resolve(struct reader *r, struct show *show)
{
	struct slugs s = show_slugs(r, show);

	for (size_t i = 0; i < s.count; i++)
		resolve_related(r, s.all[i], &s);
	resolve_start(r, show, &s);
}

/* One identity in the whole site: a guid of an episode or of a show, and where it was written. */
struct identity {
	const char *guid;
	const struct item *item;
	struct moment date;
	struct span at;
	const char *of; /* what a fresh one would be made of */
};

static int by_guid(const void *x, const void *y)
{
	const struct identity *a = x, *b = y;
	int order = strcmp(a->guid, b->guid);

	if (order)
		return order;
	if (a->date.utc != b->date.utc)
		return a->date.utc < b->date.utc ? -1 : 1;
	return strcmp(a->item->src->path, b->item->src->path);
}

static void add_identity(struct identity *list, size_t *count, struct identity id)
{
	if (id.guid)
		list[(*count)++] = id;
}

/* What is heard live; an episode made of it later is another. */
static void add_lives(struct identity *list, size_t *count, const struct show *show,
		      struct arena *a)
{
	const struct live *all = show->live.items;

	for (size_t i = 0; i < show->live.count; i++)
		add_identity(list, count,
			     (struct identity){
				     all[i].guid, &show->item, all[i].start, show->live.at[i],
				     arena_printf(a, "%s#live-%zu", show->item.src->path, i) });
}

static size_t gather_identities(const struct site *site, struct identity *list, struct arena *a)
{
	size_t count = 0;

	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		add_identity(list, &count,
			     (struct identity){ show->guid,
						&show->item,
						{ 0 },
						item_field_span(&show->item, "guid"),
						show->item.src->path });
		for (size_t k = 0; k < show_all_count(show); k++) {
			const struct episode *e = show_any(show, k);

			add_identity(list, &count,
				     (struct identity){ e->guid, &e->item, e->date,
							item_field_span(&e->item, "guid"),
							e->item.src->path });
		}
		add_lives(list, &count, show, a);
	}
	return count;
}

void shows_check_guids(struct reader *r)
{
	const struct site *site = r->site;
	size_t room = 0;

	for (size_t i = 0; i < site->show_count; i++)
		room += 1 + show_all_count(site->shows[i]) + site->shows[i]->live.count;
	struct identity *all = arena_array(r->arena, room, sizeof(*all));
	size_t count = gather_identities(site, all, r->arena);
	if (count)
		qsort(all, count, sizeof(*all), by_guid);
	for (size_t i = 1; i < count; i++) {
		if (strcmp(all[i - 1].guid, all[i].guid) == 0)
			diag_report(r->diag, DIAG_DUPLICATE_GUID, all[i].at,
				    "'%s' has the same guid; write here 'guid: %s'",
				    all[i - 1].item->src->path,
				    item_fresh_guid(all[i].of, r->arena));
	}
}
