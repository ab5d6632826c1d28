#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "base/zone.h"
#include "draft.h"
#include "elements.h"
#include "fields.h"
#include "model/alt.h"
#include "model/fields.h"
#include "model/rrule.h"
#include "owner.h"

/* What a show has and an episode has not. */

bool remote_item_fits(const struct remote_element *e, bool needs_feed)
{
	const char *feed = element_get(e, "feedUrl"), *medium = element_get(e, "medium");
	const struct field *field = kind_field(&kind_remote_item, "medium");
	struct arena a = { 0 };
	const char *good = feed ? front_url(feed, &a) : NULL;
	bool fits = uuid_fits(element_get(e, "feedGuid")) && (feed || !needs_feed) &&
		    (!feed || (good && strcmp(good, feed) == 0)) &&
		    field_fits(element_get(e, "title"), 255) &&
		    field_fits(element_get(e, "itemGuid"), 1000) &&
		    (!medium || text_is_one_of(medium, field->choices));

	arena_free(&a);
	return fits;
}

void remote_item_write(struct front *f, const struct remote_element *e)
{
	front_word(f, "guid", element_get(e, "feedGuid"));
	front_text(f, "feed", element_get(e, "feedUrl"), 0);
	front_text(f, "title", element_get(e, "title"), 0);
	front_word(f, "medium", element_get(e, "medium"));
	front_text(f, "episode", element_get(e, "itemGuid"), 0);
}

static bool podroll_fits(const struct remote_element *roll)
{
	for (size_t i = 0; i < roll->inside.count; i++) {
		const struct remote_element *e = element_at(&roll->inside, i);

		if (!element_named(e, "podcast", "remoteItem") || !remote_item_fits(e, false))
			return false;
	}
	return roll->inside.count > 0;
}

void field_podroll(struct front *f)
{
	const struct remote_element *roll;

	for (size_t at = 0; (roll = field_next(f, &at, "podroll"));) {
		if (!podroll_fits(roll))
			continue;
		field_take(f, roll);
		for (size_t i = 0; i < roll->inside.count && front_entry(f, "podroll"); i++)
			remote_item_write(f, element_at(&roll->inside, i));
	}
	front_end(f);
}

void field_publisher(struct front *f)
{
	size_t at = 0;
	const struct remote_element *e = field_next(f, &at, "publisher");
	const struct remote_element *item = e && e->inside.count == 1 ? e->inside.items : NULL;

	if (!item || !element_named(item, "podcast", "remoteItem"))
		return;
	/* That it is a publisher says the element around it. */
	const char *medium = element_get(item, "medium");
	const char *feed = element_get(item, "feedUrl");

	if (!uuid_fits(element_get(item, "feedGuid")) || !feed ||
	    !front_url(feed, front_arena(f)) || element_get(item, "itemGuid") ||
	    (medium && strcmp(medium, "publisher") != 0) ||
	    !field_fits(element_get(item, "title"), 255))
		return;
	field_take(f, e);
	front_map(f, "publisher");
	front_word(f, "guid", element_get(item, "feedGuid"));
	front_address(f, "feed", feed);
	front_text(f, "title", element_get(item, "title"), 0);
	front_end(f);
}

/* A description that is one; else NULL. */
static const char *alt_of(const char *alt, const char *url, struct arena *a)
{
	const char *clean = draft_clean(alt, false, a);

	return clean && !alt_is_file_name(clean, url, a) ? clean : NULL;
}

static void write_image(struct front *f, const struct remote_element *e)
{
	const char *href = element_get(e, "href"), *alt = element_get(e, "alt");
	const char *purpose = element_get(e, "purpose");
	const struct import_asset *asset = asset_of_show(f->plan, href);
	const char *file = asset_name(f->plan, asset, NULL);

	field_take(f, e);
	if (!file) {
		front_note(f, IMPORT_LOST, "images", "the picture %s: %s", href,
			   asset && asset->why ? asset->why : "it was not fetched");
		return;
	}
	if (!front_entry(f, "images"))
		return;
	alt = alt_of(alt, href, front_arena(f));
	if (!alt) {
		front_note(f, IMPORT_GUESSED, "images", "the feed does not say what %s shows",
			   file);
		alt = "A picture without a description";
	}
	front_text(f, "file", file, 0);
	front_text(f, "alt", alt, 255);
	if (purpose && strcmp(purpose, "banner") != 0)
		front_text(f, "purpose", purpose, 128);
}

void field_images(struct front *f)
{
	const struct remote_element *e;

	for (size_t at = 0; (e = field_next(f, &at, "image"));) {
		if (element_get(e, "href"))
			write_image(f, e);
	}
	front_end(f);
}

const char *field_cover_alt(struct front *f, const char *cover)
{
	const struct remote_element *e;

	for (size_t at = 0; (e = field_next(f, &at, "image"));) {
		if (!element_is_artwork(e, cover))
			continue;
		field_take(f, e);
		return alt_of(element_get(e, "alt"), cover ? cover : "", front_arena(f));
	}
	return NULL;
}

/* A moment of ISO 8601; some write thousandths. */
static struct moment moment_of(const char *text, struct arena *a)
{
	struct moment m = { 0 };

	if (!text || date_parse(text, &m) == DATE_OK)
		return m;
	const char *dot = strchr(text, '.');
	size_t digits = dot ? 1 + strspn(dot + 1, "0123456789") : 0;

	if (dot)
		date_parse(arena_printf(a, "%.*s%s", (int)(dot - text), text, dot + digits), &m);
	return m;
}

/* The start of a rule is the first of those that it counts (RFC 5545 section 3.8.5.3). */
static bool is_first(const struct rrule *rule, struct moment start, struct arena *a)
{
	const struct rrule_start from = { start.utc, zone_fixed(start.zone * 60, a) };
	int64_t first;

	return start.set && rrule_next(rule, &from, start.utc - 1, &first, 1) == 1 &&
	       first == start.utc;
}

static void write_rule(struct front *f, const struct remote_element *e, bool has_words)
{
	const char *text = element_get(e, "rrule");
	struct arena *a = front_arena(f);
	struct moment start = moment_of(element_get(e, "dtstart"), a);
	struct rrule rule;
	struct rrule_fault fault;
	bool reads = text && rrule_parse(text, &rule, &fault, a);
	bool starts = reads && is_first(&rule, start, a);

	if (text && (!reads || (rule.count && !starts))) {
		front_note(f, IMPORT_LOST, "update_frequency",
			   "the rule '%s' is none that apps can read, or does not begin on its "
			   "first day",
			   text);
		reads = false;
	}
	if (!has_words && !reads)
		return;
	front_map(f, "update_frequency");
	if (!has_words)
		front_note(f, IMPORT_GUESSED, "update_frequency",
			   "the feed has a rule, but no words for how often an episode comes");
	front_text(f, "label", has_words ? e->text : rrule_words(&rule, a), 128);
	if (!reads)
		return;
	front_exact(f, "rrule", text);
	if (starts)
		front_moment(f, "start", start);
	else if (start.set)
		front_note(f, IMPORT_LOST, "update_frequency",
			   "the start of the rule is none of its days and was left out");
}

void field_update_frequency(struct front *f)
{
	size_t at = 0;
	const struct remote_element *e = field_next(f, &at, "updateFrequency");
	const char *complete = e ? element_get(e, "complete") : NULL;
	bool is_over = complete && strcasecmp(complete, "true") == 0;

	if (e) {
		field_take(f, e);
		write_rule(f, e, draft_clean(e->text, false, front_arena(f)) != NULL);
		front_end(f);
	}
	if (f->plan->show.from->is_complete != REMOTE_YES)
		return;
	front_flag(f, "complete", true);
	/* Apple's own element says it, unless the other does. */
	if (!is_over)
		front_flag(f, "apple_complete", true);
}

/* As the namespace has them: small letters, digits and signs between. */
static bool is_service(const char *id)
{
	return *id && !id[strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-_.")];
}

/* Services that may, or may not, list the show: those whose element says `answer`. */
static void write_services(struct front *f, const char *key, const char *answer)
{
	const struct remote_element *e;
	bool names_apple = false, names_all = false;

	for (size_t at = 0; (e = field_next(f, &at, "block"));) {
		const char *id = element_get(e, "id");
		bool fits = e->text && strcasecmp(e->text, answer) == 0 &&
			    (!id || is_service(id)) && (id || strcmp(answer, "yes") == 0);

		if (!fits)
			continue;
		field_take(f, e);
		names_apple = names_apple || (id && strcmp(id, "apple") == 0);
		names_all = names_all || !id;
		front_item(f, key, id ? id : "all");
	}
	if (strcmp(answer, "yes") == 0 && f->plan->show.from->is_blocked == REMOTE_YES &&
	    !names_apple && !names_all)
		front_item(f, key, "apple");
	front_end(f);
}

void field_blocks(struct front *f)
{
	write_services(f, "block", "yes");
	write_services(f, "allow", "no");
}

void field_podping(struct front *f)
{
	size_t at = 0;
	const struct remote_element *e = field_next(f, &at, "podping");
	const char *uses = e ? element_get(e, "usesPodping") : NULL;

	if (!uses || strcasecmp(uses, "true") != 0)
		return;
	field_take(f, e);
	front_flag(f, "podping", true);
}

/* Of an element inside, which stands in no namespace. */
static const struct remote_element *inner(const struct remote_element *e, const char *prefix,
					  const char *name)
{
	size_t at = element_find(&e->inside, 0, prefix, name);

	return at ? element_at(&e->inside, at - 1) : NULL;
}

static const char *inner_text(const struct remote_element *e, const char *name)
{
	const struct remote_element *found = inner(e, "", name);

	return found ? found->text : NULL;
}

/* What apps take (model/rules_show.c); NULL: they take it for MP3 where nothing is said. */
static const char *stream_type(const char *type)
{
	static const char plain[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-";
	const char *sub = type ? strchr(type, '/') : NULL;
	bool known = type && (text_starts(type, "audio/") || text_starts(type, "video/") ||
			      text_starts(type, "application/"));

	if (!known || !sub[1] || sub[1 + strspn(sub + 1, plain)] || strlen(type) > 100)
		return NULL;
	return strcmp(type, "audio/mpeg") != 0 ? type : NULL;
}

/* A stream that apps play: what its rules ask for. */
static const char *stream_url(const struct remote_element *stream, struct arena *a)
{
	const char *url = stream ? element_get(stream, "url") : NULL;
	const char *good = url ? front_url(url, a) : NULL;

	return good && text_starts(good, "https://") && !strpbrk(good, "#[]") ? good : NULL;
}

static struct moment live_end(struct front *f, const struct remote_element *e, struct moment start,
			      const char *title)
{
	struct moment end = moment_of(element_get(e, "end"), front_arena(f));

	if (end.set && end.utc > start.utc)
		return end;
	front_note(f, IMPORT_GUESSED, "live",
		   "the feed does not say when '%s' ends; two hours were taken", title);
	end = start;
	end.utc += 7200;
	return end;
}

/* Where apps lead to while it is on the air; else its page, unless that is the show's. */
static const char *live_page(struct front *f, const struct remote_element *e)
{
	const struct remote_element *place = inner(e, "podcast", "contentLink");
	const char *href = place ? element_get(place, "href") : NULL;
	const char *link = inner_text(e, "link"), *of_show = f->plan->show.from->link;

	if (href && front_url(href, front_arena(f)))
		return href;
	return link && (!of_show || strcmp(link, of_show) != 0) ? link : NULL;
}

/* Only these have a field; the rest is gone with the day. */
static void note_rest(struct front *f, const struct remote_element *e, const char *title)
{
	static const char *const known[] = { "title", "description", "link", "guid", "enclosure",
					     NULL };
	const struct remote_element *place = inner(e, "podcast", "contentLink");

	for (size_t i = 0; i < e->inside.count; i++) {
		const struct remote_element *part = element_at(&e->inside, i);
		const char *prefix = part->prefix ? part->prefix : "";

		if (part != place && (*prefix || !text_is_one_of(part->name, known)))
			front_note(f, IMPORT_LOST, "live", "<%s%s%s> of '%s' has no field", prefix,
				   *prefix ? ":" : "", part->name, title);
	}
}

/* What is over has left the feed; the rest needs a time and a stream. */
static void write_live(struct front *f, const struct remote_element *e)
{
	struct arena *a = front_arena(f);
	const struct remote_element *stream = inner(e, "", "enclosure");
	const char *title = draft_clean(inner_text(e, "title"), false, a);
	const char *guid = inner_text(e, "guid");
	const char *status = element_get(e, "status"), *url = stream_url(stream, a);
	struct moment start = moment_of(element_get(e, "start"), a);

	field_take(f, e);
	title = title ? title : "Live";
	if ((status && strcasecmp(status, "ended") == 0) || !start.set || !url) {
		front_note(f, IMPORT_LOST, "live",
			   status && strcasecmp(status, "ended") == 0
				   ? "'%s' is over"
				   : "'%s' has no time, or no stream that begins with https://",
			   title);
		return;
	}
	struct moment end = live_end(f, e, start, title);
	if (!front_entry(f, "live"))
		return;
	front_text(f, "title", title, 255);
	front_word(f, "guid", uuid_fits(guid) ? guid : plan_made_guid(guid ? guid : "", url, a));
	front_moment(f, "start", start);
	front_moment(f, "end", end);
	front_exact(f, "url", url);
	front_text(f, "type", stream_type(element_get(stream, "type")), 0);
	front_text(f, "summary", inner_text(e, "description"), 255);
	front_address(f, "page", live_page(f, e));
	note_rest(f, e, title);
}

void field_live(struct front *f)
{
	const struct remote_element *e;

	for (size_t at = 0; (e = field_next(f, &at, "liveItem"));)
		write_live(f, e);
	front_end(f);
}
