#include "model/site.h"

#include <string.h>
#include <strings.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "model/care.h"
#include "model/consent.h"
#include "model/language.h"
#include "model/map.h"
#include "model/meeting.h"
#include "model/network.h"
#include "model/notice.h"
#include "model/programme.h"

struct span item_field_span(const struct item *item, const char *key)
{
	const struct field *f = kind_field(item->kind, key);

	if (f && item->spans && item->spans[f - item->kind->fields].src)
		return item->spans[f - item->kind->fields];
	return span_of(item->src);
}

struct span list_field_span(const struct list *l, size_t i, const char *key)
{
	const struct field *f = l->kind ? kind_field(l->kind, key) : NULL;
	const struct span *spans = f ? &l->field_spans[i * kind_field_count(l->kind)] : NULL;

	return f && spans[f - l->kind->fields].src ? spans[f - l->kind->fields] : l->at[i];
}

int item_order(const struct item *x, const struct item *y)
{
	if (x->kind != y->kind)
		return strcmp(x->kind->name, y->kind->name);
	return strcmp(x->slug, y->slug);
}

static const char *text_of(const struct item *item, const char *key)
{
	const struct field *f = kind_field(item->kind, key);

	return f ? *(const char *const *)(const void *)((const char *)item + f->offset) : NULL;
}

const char *item_title(const struct item *item)
{
	return text_of(item, kind_field(item->kind, "title") ? "title" : "name");
}

const char *item_summary(const struct item *item)
{
	return text_of(item, kind_field(item->kind, "summary") ? "summary" : "headline");
}

const void *site_item(const struct site *site, const struct kind *kind, const char *slug)
{
	const struct item wanted = { .kind = kind, .slug = slug };
	size_t from = 0, to = site->item_count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = item_order(&wanted, site->items[middle]);

		if (!order)
			return site->items[middle];
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return NULL;
}

char *site_url(const struct site *site, const char *path, struct arena *a)
{
	const char *slash = text_ends(site->address, "/") ? "" : "/";

	return arena_printf(a, "%s%s%s", site->address, slash, path_to_url(path, a));
}

char *site_permalink(const struct site *site, const char *path, struct arena *a)
{
	char *url = site_url(site, path, a);

	if (strcmp(path_base(path), "index.html") == 0)
		url[strlen(url) - strlen("index.html")] = '\0';
	return url;
}

char *show_page_path(const char *show, struct arena *a)
{
	return arena_printf(a, "podcasts/%s/index.html", show);
}

char *show_feed_path(const char *show, struct arena *a)
{
	return arena_printf(a, "podcasts/%s/feed.xml", show);
}

char *episode_page_path(const char *show, const char *episode, struct arena *a)
{
	return arena_printf(a, "podcasts/%s/%s.html", show, episode);
}

char *episode_audio_path(const char *page, const char *sha256, const char *suffix, struct arena *a)
{
	const char *name = path_base(page);

	return arena_printf(a, "%s/audio/%.*s-%.*s.%s", path_dir(page, a),
			    (int)(strlen(name) - strlen(path_suffix(name))), name, HASH_IN_NAME,
			    sha256, suffix);
}

void podcast_guid(const char *feed_url, char out[static 37])
{
	/* ead4c236-bf58-58c6-a2c6-a6b28d128cb6, the podcast namespace */
	static const uint8_t podcast[16] = { 0xea, 0xd4, 0xc2, 0x36, 0xbf, 0x58, 0x58, 0xc6,
					     0xa2, 0xc6, 0xa6, 0xb2, 0x8d, 0x12, 0x8c, 0xb6 };
	struct arena a = { 0 };
	const char *colon = strstr(feed_url, "://");
	char *name = arena_strdup(&a, colon ? colon + 3 : feed_url);

	for (size_t len = strlen(name); len && name[len - 1] == '/'; len--)
		name[len - 1] = '\0';
	uuid_v5(podcast, name, out);
	arena_free(&a);
}

char *site_page_uuid(const struct site *site, const char *path, struct arena *a)
{
	/* 6ba7b811-9dad-11d1-80b4-00c04fd430c8, of URLs: RFC 9562 section 6.6 */
	static const uint8_t urls[16] = { 0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1,
					  0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8 };
	char *uuid = arena_alloc(a, UUID_LEN + 1);

	uuid_v5(urls, site_permalink(site, path, a), uuid);
	return uuid;
}

bool profile_has_page(const struct profile *p)
{
	return p->listed && !p->is_withdrawn;
}

const char *people_list_path(const struct site *site)
{
	for (size_t i = 0; i < site->profile_count; i++) {
		if (profile_has_page(site->profiles[i]))
			return "people/index.html";
	}
	return NULL;
}

bool episode_is_draft(const struct episode *e)
{
	return e->status && strcmp(e->status, "draft") == 0;
}

bool episode_was_elsewhere(const struct episode *e)
{
	return e->came_from.page || e->came_from.audio;
}

bool episode_is_withdrawn(const struct episode *e)
{
	return e->status && strcmp(e->status, "withdrawn") == 0;
}

bool episode_is_held(const struct episode *e, struct moment now)
{
	return episode_is_draft(e) || (e->date.set && e->date.utc > now.utc);
}

bool episode_is_out(const struct episode *e, struct moment now)
{
	return !episode_is_withdrawn(e) && !episode_is_held(e, now);
}

bool episode_needs_transcript(const struct episode *e)
{
	return !episode_is_draft(e) && !episode_is_withdrawn(e) && !e->no_transcript;
}

size_t show_all_count(const struct show *show)
{
	return show->episode_count + show->held_count + show->withdrawn_count;
}

struct episode *show_any(const struct show *show, size_t i)
{
	if (i < show->episode_count)
		return show->episodes[i];
	i -= show->episode_count;
	return i < show->held_count ? show->held[i] : show->withdrawn[i - show->held_count];
}

const struct picture *site_cover(const struct site *site)
{
	if (site->cover.path)
		return &site->cover;
	for (size_t i = 0; i < site->show_count; i++) {
		if (site->shows[i]->cover.path)
			return &site->shows[i]->cover;
	}
	return NULL;
}

const struct picture *episode_cover(const struct episode *e)
{
	const struct picture *cover = e->cover.path ? &e->cover : &e->show->cover;

	return cover->path ? cover : NULL;
}

const char *show_season_name(const struct show *show, int64_t number)
{
	const struct season *all = show->seasons.items;

	for (size_t i = 0; i < show->seasons.count; i++) {
		if (all[i].number == number)
			return all[i].name;
	}
	return NULL;
}

char *json_feed_path(const char *feed_path, struct arena *a)
{
	return arena_printf(a, "%.*sjson", (int)(strlen(feed_path) - strlen("xml")), feed_path);
}

struct moment episode_changed(const struct episode *e)
{
	return e->changed.set && e->changed.utc > e->date.utc ? e->changed : e->date;
}

struct moment show_updated(const struct show *show)
{
	return show->episode_count ? show->episodes[0]->date : (struct moment){ 0 };
}

struct moment site_updated(const struct site *site)
{
	struct moment newest = { 0 };

	for (size_t i = 0; i < site->show_count; i++) {
		struct moment m = show_updated(site->shows[i]);

		if (m.set && (!newest.set || m.utc > newest.utc))
			newest = m;
	}
	return newest;
}

/* Moments around the present, at which the output changes. */
struct dues {
	struct moment now, last, next;
};

static void note_due(struct dues *d, struct moment m)
{
	if (!m.set)
		return;
	if (m.utc > d->now.utc && (!d->next.set || m.utc < d->next.utc))
		d->next = m;
	if (m.utc <= d->now.utc && (!d->last.set || m.utc > d->last.utc))
		d->last = m;
}

/* The day on which something that was looked at on `from` has grown too old. */
static void note_age(struct dues *d, struct moment from, int64_t days)
{
	from.utc += (days + 1) * 86400;
	note_due(d, from);
}

/* What somebody has to look at again and again: builds warn, and then refuse. */
static void note_ages(struct dues *d, const struct site *site)
{
	const struct statement *s = &site->statement;
	struct moment last = s->reviewed.set ? s->reviewed : s->prepared;

	for (size_t i = 0; i < site->help_count; i++) {
		note_age(d, site->help[i]->checked, HELP_AGING_DAYS);
		note_age(d, site->help[i]->checked, HELP_STALE_DAYS);
	}
	for (size_t i = 0; i < site->group_count; i++) {
		note_age(d, site->groups[i]->checked, MAP_STALE_DAYS);
		note_age(d, site->groups[i]->checked, MAP_OLD_DAYS);
	}
	note_age(d, last, STATEMENT_AGING_DAYS);
	note_age(d, last, STATEMENT_STALE_DAYS);
}

/* When consent begins, when somebody must be asked again, and when it is over. */
static void note_consents(struct dues *d, const struct consents *c)
{
	for (size_t i = 0; c && i < c->count; i++) {
		struct moment end = consent_end(&c->rows[i]), soon = end;

		soon.utc -= (int64_t)CONSENT_SOON_DAYS * 86400;
		note_due(d, c->rows[i].given);
		note_due(d, soon);
		note_due(d, end);
	}
}

/* When a gap has been open for too long, and when a meeting has brought groups together. */
static void note_map(struct dues *d, const struct site *site)
{
	for (size_t i = 0; i < site->gap_note_count; i++)
		note_age(d, site->gap_notes[i]->since, GAP_OLD_DAYS);
	for (size_t i = 0; i < site->meeting_count; i++) {
		if (site->meetings[i]->groups.count)
			note_due(d, site->meetings[i]->start);
	}
}

static void note_also(void *dues, struct moment m)
{
	note_due(dues, m);
}

/* Sessions that come next and are over, and programmes that are. */
static void note_programmes(struct dues *d, const struct site *site)
{
	for (size_t i = 0; i < site->programme_count; i++) {
		const struct programme *p = site->programmes[i];
		struct moment over = p->end;

		over.utc += 2 * 86400;
		note_due(d, over);
		for (size_t k = 0; k < p->session_count; k++) {
			struct moment end = session_end(p->sessions[k]);

			note_due(d, p->sessions[k]->date);
			note_due(d, end);
		}
	}
}

static struct dues find_dues(const struct site *site)
{
	struct dues d = { .now = site->now };

	note_map(&d, site);
	note_ages(&d, site);
	note_consents(&d, site->consents);
	meetings_dues(site, note_also, &d);
	notices_dues(site, note_also, &d);
	note_programmes(&d, site);
	for (size_t i = 0; i < site->flash_report_count; i++)
		note_due(&d, site->flash_reports[i]->date);
	for (size_t i = 0; i < site->resource_count; i++)
		note_due(&d, site->resources[i]->added);
	for (size_t i = 0; i < site->story_count; i++)
		note_due(&d, site->stories[i]->date);
	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];
		const struct live *live = show->live.items;

		note_due(&d, show_updated(show));
		for (size_t k = 0; k < show->held_count; k++) {
			if (!episode_is_draft(show->held[k]))
				note_due(&d, show->held[k]->date);
		}
		for (size_t k = 0; k < show->live.count; k++) {
			note_due(&d, live[k].start);
			note_due(&d, live[k].end);
		}
	}
	return d;
}

struct moment site_next_due(const struct site *site)
{
	return find_dues(site).next;
}

struct moment site_last_due(const struct site *site)
{
	return find_dues(site).last;
}

static bool is_slug_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Says nothing in a slug: an apostrophe of either shape, an accent that follows its letter. */
static bool is_silent(uint32_t cp)
{
	return cp == '\'' || cp == 0x2019 || (cp >= 0x300 && cp <= 0x36f);
}

char *slug_make(const char *title, struct arena *a)
{
	size_t len = strlen(title), step;
	char *slug = arena_alloc(a, len + 1), *to = slug;

	/* Two letters come only from a character of two bytes, so the slug is never longer. */
	for (uint32_t cp; len; title += step, len -= step) {
		step = utf8_decode(title, len, &cp);
		struct folded f = text_fold(step ? cp : 0);

		for (const char *c = f.text; *c; c++)
			*to++ = *c;
		if (!*f.text && !(step && is_silent(cp)) && to > slug && to[-1] != '-')
			*to++ = '-';
		step += !step;
	}
	if (to > slug && to[-1] == '-')
		to--;
	*to = '\0';
	return slug;
}

bool slug_valid(const char *slug)
{
	if (!is_slug_char(*slug))
		return false;
	for (const char *c = slug; *c; c++) {
		if (!is_slug_char(*c) && !(*c == '-' && is_slug_char(c[1])))
			return false;
	}
	return true;
}

const struct interface *site_interface(const struct site *site, const char *language)
{
	const struct interface *near = NULL;

	for (const struct interface *const *i = site->interfaces; i && *i; i++) {
		if (strcasecmp((*i)->language, language) == 0)
			return *i;
		if (!near && language_same_base((*i)->language, language))
			near = *i;
	}
	return near;
}
