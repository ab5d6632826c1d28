#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/zone.h"
#include "model/check.h"
#include "model/colour.h"
#include "model/flash_report.h"
#include "model/rrule.h"
#include "rules.h"

static bool is(const char *text, const char *word)
{
	return text && strcmp(text, word) == 0;
}

void lone_fields_check(const struct item *item, const struct lone *all, size_t count,
		       struct diag *diag)
{
	for (size_t i = 0; i < count; i++) {
		if (all[i].has && !all[i].needs)
			diag_report(diag, DIAG_LONE_FIELD, item_field_span(item, all[i].key),
				    "'%s' does nothing without '%s'", all[i].key, all[i].other);
	}
}

static void check_lone(const struct show *show, struct diag *diag)
{
	const struct update_frequency *f = &show->frequency;
	const struct lone all[] = {
		{ show->apple_complete, show->complete, "apple_complete", "complete: true" },
		{ show->allow.count, strings_has(&show->block, "all"), "allow", "block: [all]" },
	};

	lone_fields_check(&show->item, all, COUNT(all), diag);
	if (f->start.set && !f->rrule)
		diag_report(diag, DIAG_LONE_FIELD, item_field_span(&show->item, "update_frequency"),
			    "'start' does nothing without 'rrule'");
}

/* RFC 5545 section 3.8.5.3: the start is the first of those that a rule counts. */
static void check_rule(const struct show *show, struct diag *diag)
{
	const struct update_frequency *f = &show->frequency;
	struct span at = item_field_span(&show->item, "update_frequency");
	struct rrule rule;
	struct rrule_fault fault;

	if (!f->rrule || !rrule_parse(f->rrule, &rule, &fault, diag->arena))
		return;
	if (!f->start.set) {
		if (rule.count)
			diag_report(diag, DIAG_BAD_RRULE, at,
				    "COUNT in 'rrule' counts from the first episode; add 'start' "
				    "with its "
				    "date");
		return;
	}
	const struct rrule_start start = { f->start.utc,
					   zone_fixed(f->start.zone * 60, diag->arena) };
	int64_t first;

	if (rrule_next(&rule, &start, f->start.utc - 1, &first, 1) != 1 || first != f->start.utc)
		diag_report(diag, DIAG_BAD_RRULE, at,
			    "'start' is no day of 'rrule', which says '%s'; correct one of the two",
			    rrule_words(&rule, diag->arena));
}

/* Apple marks the end of a show, and something heard live, with elements that the W3C does not
 * know. */
static void check_strict(const struct show *show, struct diag *diag)
{
	const char *key = !show->strict_w3c                        ? NULL
			  : show->apple_complete && show->complete ? "apple_complete"
			  : show->live.count                       ? "live"
								   : NULL;

	if (key)
		diag_report(diag, DIAG_NOT_STRICT, item_field_span(&show->item, key),
			    "'%s' writes what the validator of the W3C calls an error, and "
			    "'strict_w3c' "
			    "is true",
			    key);
}

/* Is it one that directories count, and that people can still count otherwise? */
static bool is_counted(const struct episode *e)
{
	return is(e->type, "full") && !episode_is_draft(e) && !episode_is_withdrawn(e) &&
	       !episode_was_elsewhere(e);
}

/* Apple: "If your show is serial, the episode number is required." */
static void check_serial(const struct show *show, struct diag *diag)
{
	for (size_t i = 0; i < show_all_count(show) && is(show->type, "serial"); i++) {
		const struct episode *e = show_any(show, i);

		if (is_counted(e) && !e->number)
			diag_report(
				diag, DIAG_SERIAL_NUMBER, item_field_span(&e->item, "number"),
				"the show is serial, and Apple Podcasts takes no episode of such a "
				"show without a number; add a line such as 'number: %zu'",
				show_all_count(show));
	}
}

/* Is there an episode of that season, or, for 0, of any? */
static bool has_season(const struct show *show, int64_t number)
{
	for (size_t i = 0; i < show_all_count(show); i++) {
		int64_t season = show_any(show, i)->season;

		if (number ? season == number : season != 0)
			return true;
	}
	return false;
}

static void check_season_names(const struct show *show, struct diag *diag)
{
	const struct season *s = show->seasons.items;

	for (size_t i = 0; i < show->seasons.count; i++) {
		bool twice = false;

		for (size_t k = 0; k < i && s[i].number; k++)
			twice = twice || s[k].number == s[i].number;
		if (twice)
			diag_report(diag, DIAG_BAD_SEASON,
				    list_field_span(&show->seasons, i, "number"),
				    "season %lld has a name already; keep one of the two",
				    (long long)s[i].number);
		else if (s[i].number && !has_season(show, s[i].number))
			diag_report(diag, DIAG_UNUSED_SEASON,
				    list_field_span(&show->seasons, i, "number"),
				    "no episode is of season %lld; is the number right?",
				    (long long)s[i].number);
	}
}

static void check_seasons(const struct show *show, struct diag *diag)
{
	check_season_names(show, diag);
	if (!has_season(show, 0))
		return;
	for (size_t i = 0; i < show_all_count(show); i++) {
		const struct episode *e = show_any(show, i);

		if (is_counted(e) && !e->season)
			diag_report(diag, DIAG_MISSING_SEASON, item_field_span(&e->item, "season"),
				    "other episodes have a season and this one has none; Apple "
				    "Podcasts "
				    "lists it apart from them");
	}
}

static void check_complete(const struct show *show, struct diag *diag)
{
	size_t coming = 0;

	for (size_t i = 0; i < show->held_count; i++)
		coming += !episode_is_draft(show->held[i]);
	if (show->complete && coming)
		diag_report(diag, DIAG_COMPLETE_SHOW, item_field_span(&show->item, "complete"),
			    "'complete' is true, but %zu episode%s still to come; apps that stop "
			    "looking would miss %s",
			    coming, coming == 1 ? " is" : "s are", coming == 1 ? "it" : "them");
}

/* What apps and verify take: no parameters, no blanks (RFC 6838, section 4.2). */
static bool is_media_type(const char *type)
{
	static const char name[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-";
	const char *sub = strchr(type, '/');
	bool known = text_starts(type, "audio/") || text_starts(type, "video/") ||
		     text_starts(type, "application/");

	return known && sub[1] && !sub[1 + strspn(sub + 1, name)];
}

static void check_live(const struct show *show, struct diag *diag)
{
	const struct live *all = show->live.items;

	for (size_t i = 0; i < show->live.count; i++) {
		const struct live *l = &all[i];

		if (l->start.set && l->end.set && l->end.utc <= l->start.utc)
			diag_report(diag, DIAG_BAD_LIVE, list_field_span(&show->live, i, "end"),
				    "'%s' ends before it begins", l->title ? l->title : "this");
		if (l->type && !is_media_type(l->type))
			diag_report(
				diag, DIAG_BAD_LIVE, list_field_span(&show->live, i, "type"),
				"'type' is '%s'; apps expect a media type such as 'audio/mpeg', or "
				"'application/x-mpegURL' for an .m3u8 stream",
				l->type);
		if (l->url && (!text_starts(l->url, "https://") || strpbrk(l->url, "#[]")))
			diag_report(diag, DIAG_BAD_LIVE, list_field_span(&show->live, i, "url"),
				    "'url' is '%s'; apps play a stream whose address begins with "
				    "https:// and has no '#' or '['",
				    l->url);
	}
}

static void check_recommended(const struct show *show, size_t i, struct diag *diag)
{
	const struct remote_item *all = show->podroll.items, *other = &all[i];
	struct span at = list_field_span(&show->podroll, i, "guid");

	for (size_t k = 0; k < i && other->guid; k++) {
		if (is(all[k].guid, other->guid) &&
		    (!other->episode || is(all[k].episode, other->episode)))
			diag_report(diag, DIAG_PODROLL_ENTRY, at,
				    "this show is recommended twice; keep one of the two");
	}
	if (other->guid && is(show->guid, other->guid))
		diag_report(diag, DIAG_PODROLL_ENTRY, at,
			    "the show recommends itself; this guid is its own");
	else if (!other->feed || !other->title)
		diag_report(
			diag, DIAG_PODROLL_ENTRY, show->podroll.at[i],
			"a recommended show has no '%s'; apps that do not know its guid will show "
			"nothing",
			other->feed ? "title" : "feed");
}

static void check_others(const struct show *show, struct diag *diag)
{
	for (size_t i = 0; i < show->podroll.count; i++)
		check_recommended(show, i, diag);
	if (show->publisher.guid && !show->publisher.feed)
		diag_report(diag, DIAG_PUBLISHER_FEED, item_field_span(&show->item, "publisher"),
			    "the publisher has no 'feed', in which apps look whether it names this "
			    "show "
			    "too; add its address");
}

/* 'You Tube' as 'youtube' */
static const char *service_name(const char *name, struct arena *a)
{
	char *slug = slug_make(name, a);
	size_t kept = 0;

	for (size_t i = 0; slug[i]; i++) {
		if (slug[i] != '-')
			slug[kept++] = slug[i];
	}
	slug[kept] = '\0';
	return slug;
}

/* Short names of services (podcast namespace, serviceslugs.txt) are words of small letters. */
static void check_services(const struct show *show, const char *key, struct diag *diag)
{
	bool allows = strcmp(key, "allow") == 0;
	const struct strings *s = allows ? &show->allow : &show->block;

	for (size_t i = 0; i < s->count; i++) {
		const char *name = s->items[i];

		if (name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-_.")])
			diag_report(diag, DIAG_BAD_SERVICE, s->at[i],
				    "'%s' is not the short name of a service; did you mean '%s'?",
				    name, service_name(name, diag->arena));
		else if (allows && strcmp(name, "all") == 0)
			diag_report(diag, DIAG_BAD_SERVICE, s->at[i],
				    "'all' in 'allow' says nothing; name services that may list "
				    "the show, "
				    "or delete 'allow'");
		else if (allows && strings_has(&show->block, name))
			diag_report(diag, DIAG_BAD_SERVICE, s->at[i],
				    "'%s' stands in 'block' and in 'allow'; keep one of the two",
				    name);
	}
}

static void check_image_purpose(const char *purpose, struct span at, struct diag *diag)
{
	static const char *const known[] = { "artwork",   "social",   "canvas", "banner",
					     "publisher", "circular", "poster", NULL };
	const char *near = text_nearest(purpose, known);

	if (strchr(purpose, '/') || is(near, purpose))
		return;
	diag_report(diag, DIAG_IMAGE_PURPOSE, at,
		    "apps look for no picture of purpose '%s'; %s%s%s", purpose,
		    near ? "did you mean '" : "expected one such as banner, social or poster",
		    near ? near : "", near ? "'?" : "");
}

static void check_images(const struct show *show, struct diag *diag)
{
	const struct show_image *all = show->images.items;

	for (size_t i = 0; i < show->images.count; i++) {
		if (all[i].purpose)
			check_image_purpose(all[i].purpose,
					    list_field_span(&show->images, i, "purpose"), diag);
	}
}

/* PSP-1, "copyright": the holder only. */
static void check_copyright(const struct show *show, struct diag *diag)
{
	const char *c = show->copyright;

	if (c && (strncasecmp(c, "copyright", 9) == 0 || strstr(c, "©") ||
		  strncasecmp(c, "(c)", 3) == 0))
		diag_report(diag, DIAG_COPYRIGHT_SIGN, item_field_span(&show->item, "copyright"),
			    "'%s' has the sign or the word that apps put before it; write only who "
			    "holds the rights",
			    c);
}

void show_check_rules(const struct show *show, struct diag *diag)
{
	check_lone(show, diag);
	check_rule(show, diag);
	check_strict(show, diag);
	check_serial(show, diag);
	check_seasons(show, diag);
	check_complete(show, diag);
	check_live(show, diag);
	check_others(show, diag);
	check_services(show, "block", diag);
	check_services(show, "allow", diag);
	check_images(show, diag);
	check_copyright(show, diag);
	texts_check(&show->texts, show->came_from.feed, diag);
	values_check(&show->values, diag);
}

static void check_site(const struct site *site, struct diag *diag)
{
	const struct lone alone[] = {
		{ site->cover_alt, site->cover_name, "cover_alt", "cover" },
		{ site->logo_alt, site->logo_name, "logo_alt", "logo" },
	};

	lone_fields_check(&site->item, alone, COUNT(alone), diag);
	if (site->cover_name && !site->cover_alt)
		diag_report(diag, DIAG_MISSING_ALT, item_field_span(&site->item, "cover"),
			    "the cover has no 'cover_alt'; say what it shows, for people who "
			    "cannot see "
			    "it");
}

void site_check_rules(const struct site *site, struct diag *diag)
{
	check_site(site, diag);
	palette_check(site, diag);
	flash_reports_check(site, diag);
	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		show_check_rules(show, diag);
		for (size_t k = 0; k < show_all_count(show); k++)
			episode_check_rules(show_any(show, k), site->now, diag);
	}
	programmes_check_rules(site, diag);
}
