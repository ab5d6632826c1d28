#include "fields.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "draft.h"
#include "elements.h"
#include "model/language.h"
#include "model/licence.h"
#include "model/taxonomy.h"

/* What stands in fields_show.c. */
#define NAME_MOST  128
#define LABEL_MOST 128
#define TXT_MOST   4000

/* podcast namespace, "soundbite": in milliseconds. */
#define SOUNDBITE_LEAST 15000
#define SOUNDBITE_MOST  120000

const struct remote_element *field_next(struct front *f, size_t *at, const char *name)
{
	while ((*at = element_find(f->elements, *at, "podcast", name))) {
		if (!f->taken[*at - 1])
			return element_at(f->elements, *at - 1);
	}
	return NULL;
}

void field_take(struct front *f, const struct remote_element *e)
{
	f->taken[e - (const struct remote_element *)f->elements->items] = true;
}

bool field_fits(const char *text, size_t most)
{
	struct arena a = { 0 };
	const char *clean = text ? draft_clean(text, false, &a) : NULL;
	bool fits = !text || (clean && strcmp(clean, text) == 0 && utf8_length(text) <= most);

	arena_free(&a);
	return fits;
}

bool field_number(const char *text, int64_t *into)
{
	size_t digits = text ? strspn(text, "0123456789") : 0;

	if (!digits || digits > 9 || text[digits])
		return false;
	*into = strtoll(text, NULL, 10);
	return true;
}

int64_t field_seconds(const char *text)
{
	size_t whole = text ? strspn(text, "0123456789") : 0;
	size_t part = whole && text[whole] == '.' ? 1 + strspn(text + whole + 1, "0123456789") : 0;
	int64_t ms;

	if (!whole || whole > 7 || text[whole + part])
		return -1;
	ms = strtoll(text, NULL, 10) * 1000;
	for (int64_t digit = 100; part > 1 && digit; digit /= 10) {
		const char *c = text + ++whole;

		if (*c < '0' || *c > '9')
			break;
		ms += (*c - '0') * digit;
	}
	return ms;
}

/* Without its scheme, the slash at its end, and the page of it that is in some language or for
 * lawyers (Creative Commons); the bytes of it. */
static size_t licence_place(const char **url)
{
	const char *host = strstr(*url, "://");
	size_t len;

	*url = host ? host + 3 : *url;
	const char *page = strstr(*url, "/deed"), *law = strstr(*url, "/legalcode");
	page = page ? page : law;
	len = page ? (size_t)(page - *url) : strlen(*url);
	return len && (*url)[len - 1] == '/' ? len - 1 : len;
}

const struct licence *field_licence(const char *id, const char *url)
{
	const struct licence *known = id ? licence_find(id) : NULL;

	for (const char *const *i = licence_ids(); *i && url && !known; i++) {
		const struct licence *other = licence_find(*i);
		const char *a = url, *b = other->url;
		size_t len = licence_place(&a);

		if (b && licence_place(&b) == len && strncasecmp(a, b, len) == 0)
			known = other;
	}
	return known;
}

/* The role as the feed has it, where apps know it; else what was meant. */
static const char *role_of(struct front *f, const struct remote_person *p)
{
	const char *meant = p->role && !role_find(p->role, NULL) ? role_meant(p->role) : NULL;

	if (!p->role || role_find(p->role, NULL))
		return p->role;
	front_note(f, IMPORT_CHANGED, "people",
		   "'%s' is '%s', a role that no app knows; it became '%s'", p->name, p->role,
		   meant ? meant : "host");
	return meant;
}

static void write_person(struct front *f, const struct remote_person *p)
{
	const struct import_asset *picture = p->picture ? asset_of_show(f->plan, p->picture) : NULL;
	const char *role = role_of(f, p), *group = p->group ? group_find(p->group) : NULL;

	front_text(f, "name", p->name, NAME_MOST);
	if (role && strcmp(role, "host") != 0)
		front_exact(f, "role", role);
	const struct role *known = role_find(role ? role : ROLE_DEFAULT, group);

	if (group && known && strcmp(known->group, role_find(known->name, NULL)->group) != 0)
		front_exact(f, "group", p->group);
	else if (p->group && !known)
		front_note(f, IMPORT_LOST, "people",
			   "the group '%s' of '%s' is none that apps know", p->group, p->name);
	front_text(f, "picture", asset_name(f->plan, picture, f->e), 0);
	if (picture && !picture->file)
		front_note(f, IMPORT_LOST, "people", "the picture of '%s' (%s): %s", p->name,
			   p->picture, picture->why ? picture->why : "it was not fetched");
	front_address(f, "url", p->url);
}

void field_people(struct front *f, const struct remote_list *people)
{
	const struct remote_person *all = people->items;

	for (size_t i = 0; i < people->count; i++) {
		if (!draft_clean(all[i].name, false, front_arena(f)))
			continue;
		if (!front_entry(f, "people"))
			break;
		write_person(f, &all[i]);
	}
	front_end(f);
}

static bool write_funding(struct front *f, const char *url, const char *label)
{
	const char *good = url ? front_url(url, front_arena(f)) : NULL;
	const char *words = draft_clean(label, false, front_arena(f));

	if (!good) {
		front_note(f, IMPORT_LOST, "funding",
			   "'%s' is no address of the web and was left out", url ? url : "");
		return true;
	}
	if (!front_entry(f, "funding"))
		return false;
	if (!words)
		front_note(f, IMPORT_GUESSED, "funding",
			   "the feed does not say what the button for %s says", good);
	front_exact(f, "url", good);
	front_text(f, "label", words ? words : "Support the show", LABEL_MOST);
	return true;
}

static bool has_address(const struct remote_list *funding, const char *url)
{
	const struct remote_funding *all = funding ? funding->items : NULL;

	for (size_t i = 0; funding && url && i < funding->count; i++) {
		if (all[i].url && strcmp(all[i].url, url) == 0)
			return true;
	}
	return false;
}

void field_funding(struct front *f, const struct remote_list *funding)
{
	const struct remote_funding *all = funding ? funding->items : NULL;
	const struct remote_element *e;
	bool more = true;

	for (size_t i = 0; funding && i < funding->count && more; i++)
		more = write_funding(f, all[i].url, all[i].label);
	for (size_t at = 0; more && (e = field_next(f, &at, "funding"));) {
		field_take(f, e);
		if (!has_address(funding, element_get(e, "url")))
			more = write_funding(f, element_get(e, "url"), e->text);
	}
	front_end(f);
}

/* Degrees as RFC 5870 writes them, within `most`; *s is left behind them. */
static bool skip_degrees(const char **s, double most)
{
	char *end;
	const char *digits = *s + (**s == '-');

	if (*digits < '0' || *digits > '9')
		return false;
	double value = strtod(*s, &end);
	bool plain = strspn(digits, "0123456789.") == (size_t)(end - digits) && end[-1] != '.';

	*s = end;
	return plain && value >= -most && value <= most;
}

static bool is_geo(const char *s)
{
	if (!text_starts(s, "geo:"))
		return false;
	s += strlen("geo:");
	return skip_degrees(&s, 90) && *s++ == ',' && skip_degrees(&s, 180) && !*s;
}

static bool is_osm(const char *s)
{
	return strchr("NWR", *s) && *s && s[1] > '0' && s[1] <= '9' &&
	       !s[1 + strspn(s + 1, "0123456789")];
}

static bool location_fits(const struct remote_element *e)
{
	const char *rel = element_get(e, "rel"), *geo = element_get(e, "geo");
	const char *osm = element_get(e, "osm"), *country = element_get(e, "country");

	return e->text && field_fits(e->text, NAME_MOST) &&
	       (!rel || strcmp(rel, "subject") == 0 || strcmp(rel, "creator") == 0) &&
	       (!geo || is_geo(geo)) && (!osm || is_osm(osm)) &&
	       (!country || country_is_code(country, strlen(country)));
}

void field_locations(struct front *f)
{
	const struct remote_element *e;

	for (size_t at = 0; (e = field_next(f, &at, "location"));) {
		if (!location_fits(e))
			continue;
		if (!front_entry(f, "locations"))
			break;
		const char *rel = element_get(e, "rel");

		field_take(f, e);
		front_exact(f, "name", e->text);
		if (rel && strcmp(rel, "subject") != 0)
			front_word(f, "rel", rel);
		front_text(f, "geo", element_get(e, "geo"), 0);
		front_text(f, "osm", element_get(e, "osm"), 0);
		front_text(f, "country", element_get(e, "country"), 0);
	}
	front_end(f);
}

/* Those that directories look for are held to their form (model/rules_episode.c). */
static bool txt_fits(const struct remote_element *e)
{
	static const char *const known[] = { "verify", "applepodcastsverify", "release",
					     "ai-content", NULL };
	const char *purpose = element_get(e, "purpose");
	const char *near = purpose ? text_nearest(purpose, known) : NULL;

	if (!e->text || !field_fits(e->text, TXT_MOST) || !field_fits(purpose, NAME_MOST))
		return false;
	if (near && strcmp(near, purpose) != 0)
		return false;
	return !near || near != known[3] || strcmp(e->text, "true") == 0 ||
	       strcmp(e->text, "false") == 0;
}

void field_txt(struct front *f)
{
	const struct remote_element *e;

	for (size_t at = 0; (e = field_next(f, &at, "txt"));) {
		if (!txt_fits(e))
			continue;
		if (!front_entry(f, "txt"))
			break;
		field_take(f, e);
		front_exact(f, "text", e->text);
		front_text(f, "purpose", element_get(e, "purpose"), 0);
	}
	front_end(f);
}

void field_soundbites(struct front *f)
{
	const struct remote_element *e;

	for (size_t at = 0; (e = field_next(f, &at, "soundbite"));) {
		int64_t start = field_seconds(element_get(e, "startTime"));
		int64_t duration = field_seconds(element_get(e, "duration"));

		if (start < 0 || duration < SOUNDBITE_LEAST || duration > SOUNDBITE_MOST ||
		    !field_fits(e->text, NAME_MOST))
			continue;
		if (!front_entry(f, "soundbites"))
			break;
		field_take(f, e);
		front_time(f, "start", start);
		front_time(f, "duration", duration);
		front_text(f, "title", e->text, 0);
	}
	front_end(f);
}

/* Where else it can be heard; `label` NULL: the feed does not say what is there. */
static bool write_link(struct front *f, const char *url, const char *label)
{
	const char *good = url ? front_url(url, front_arena(f)) : NULL;

	if (!good || !front_entry(f, "links"))
		return false;
	front_exact(f, "url", good);
	if (!draft_clean(label, false, front_arena(f))) {
		front_note(f, IMPORT_GUESSED, "links", "the feed does not say what %s is", good);
		label = "Elsewhere";
	}
	front_text(f, "label", label, LABEL_MOST);
	return true;
}

void field_links(struct front *f)
{
	const struct remote_enclosure *file = &f->e->from->enclosure;
	const struct remote_element *e;

	for (size_t at = 0; (e = field_next(f, &at, "contentLink"));) {
		if (write_link(f, element_get(e, "href"), e->text))
			field_take(f, e);
	}
	if (file->type && strncasecmp(file->type, "video/", 6) == 0 &&
	    write_link(f, file->url, "Video"))
		front_note(f, IMPORT_CHANGED, "recording",
			   "it is a video; its sound is published, and '%s' stays as a link",
			   file->url);
	front_end(f);
}
