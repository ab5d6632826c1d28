/* Is everybody who is named, and known to be heard, somebody who agreed to it? */
#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/table.h"
#include "model/consent.h"
#include "model/mention.h"
#include "model/network.h"

#define DAY ((int64_t)24 * 60 * 60)

/* A list of people is on pages and in the feed; a page of their own is on the site only. */
static const enum consent_scope needed[] = { SCOPE_SITE, SCOPE_FEED };

#define FOR_PAGE 1
#define FOR_LIST 2 /* of `needed` */

/* Somebody who is named somewhere. */
struct named {
	struct consent_person person;
	bool is_reported; /* once is enough: one row mends it everywhere */
	bool is_warned;
};

struct checking {
	const struct site *site;
	struct table ids; /* of `all`, from 1 */
	struct named *all;
	size_t count, room;
	struct arena *arena;
	struct diag *diag; /* NULL: nothing is checked, everybody is only gathered */
	bool has_begun;    /* it was explained how to begin a file */
	bool in_feed;      /* what is being looked at has a feed */
};

static bool is_person(const struct profile *p)
{
	return !p || !p->of || strcmp(p->of, "person") == 0;
}

static struct named *find_named(const struct checking *c, const char *id)
{
	const uint32_t *at = table_find(&c->ids, key_of(0, id, strlen(id)));

	return at ? &c->all[*at - 1] : NULL;
}

/* The one that comes next has this id, or this for a name, unless somebody has it already. */
static void know(struct checking *c, const char *id)
{
	uint32_t *at = table_at(&c->ids, key_of(0, id, strlen(id)));

	if (!*at)
		*at = (uint32_t)c->count + 1;
}

static struct named *add_named(struct checking *c, const char *id, const char *name,
			       const struct profile *profile)
{
	struct named *known = find_named(c, id);

	if (known)
		return known;
	c->all = arena_grow(c->arena, c->all, c->count, &c->room, sizeof(*c->all));
	c->all[c->count] = (struct named){
		.person = { .id = id, .name = name, .needs_none = !is_person(profile) }
	};
	know(c, id);
	know(c, consent_id(name, c->arena));
	return &c->all[c->count++];
}

static void explain_file(struct checking *c)
{
	const struct consents *all = c->site->consents;

	if (all->src || c->has_begun)
		return;
	c->has_begun = true;
	diag_report(c->diag, DIAG_NO_CONSENT_FILE, span_path(CONSENT_FILE, c->diag->arena),
		    "there is no such file yet; begin it with the line '%s', then a row for each "
		    "person who agreed. 'blether consent' lists them all",
		    all->header);
}

/* "on the site and in the feed" */
static const char *lacking(const struct checking *c, const struct named *who, size_t scopes)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_MESSAGE);

	for (size_t i = 0; i < scopes; i++) {
		struct consent con =
			consent_of(c->site->consents, who->person.id, needed[i], c->site->now);

		if (con.state == CONSENT_NONE)
			strbuf_addf(&out, "%s%s", out.len ? " and " : "",
				    consent_places[needed[i]]);
	}
	return arena_strndup(c->arena, out.data, out.len);
}

static void report_none(struct checking *c, const struct named *who, struct span at, size_t scopes)
{
	const struct consents *all = c->site->consents;
	const char *row = consent_new_row(all, who->person.id, c->site->now, c->arena);

	diag_report(c->diag, DIAG_NO_CONSENT, at,
		    "nothing says that '%s' agreed to be named %s; when they have, add the row "
		    "'%s' to %s",
		    who->person.name, lacking(c, who, scopes), row,
		    all->src ? all->src->path : CONSENT_FILE);
	explain_file(c);
}

static void report_expired(struct checking *c, const struct named *who, struct span at,
			   const struct consent_row *row)
{
	diag_report(c->diag, DIAG_CONSENT_EXPIRED, at,
		    "'%s' agreed to be named until %s, and that is over; ask them again, and add "
		    "the row '%s' to %s",
		    who->person.name, date_words(row->until, c->arena),
		    consent_new_row(c->site->consents, who->person.id, c->site->now, c->arena),
		    c->site->consents->src->path);
}

static void warn_of_end(struct checking *c, struct named *who, const struct consent_row *row)
{
	bool soon = row->until.set &&
		    consent_end(row).utc - c->site->now.utc <= CONSENT_SOON_DAYS * DAY;

	if (soon && !who->is_warned)
		diag_report(c->diag, DIAG_CONSENT_EXPIRES, row->at,
			    "'%s' agreed to be named until %s; ask them in time", who->person.name,
			    date_words(row->until, c->arena));
	who->is_warned = soon;
}

/* The worst of what can be wrong with somebody's consent. */
static struct consent judge(const struct checking *c, const struct named *who, size_t scopes)
{
	struct consent worst = { CONSENT_VALID, NULL };

	for (size_t i = 0; i < scopes; i++) {
		struct consent con =
			consent_of(c->site->consents, who->person.id, needed[i], c->site->now);

		if (con.state >= worst.state)
			worst = con;
	}
	return worst;
}

/* Everything that names or lets hear somebody must go, so each place is told. */
static void report_withdrawn(struct checking *c, const struct named *who, struct span at)
{
	diag_report(c->diag, DIAG_CONSENT_WITHDRAWN, at,
		    "'%s' took their consent back; 'blether withdraw person %s' takes back what "
		    "they are named or heard in",
		    who->person.name, who->person.id);
}

static void check_named(struct checking *c, struct named *who, struct span at, size_t scopes)
{
	if (!c->diag || who->person.needs_none)
		return;
	const struct consent worst = judge(c, who, scopes);

	if (worst.state == CONSENT_WITHDRAWN)
		report_withdrawn(c, who, at);
	else if (worst.state == CONSENT_VALID)
		warn_of_end(c, who, worst.row);
	else if (worst.state == CONSENT_NONE && !who->is_reported)
		report_none(c, who, at, scopes);
	else if (worst.state == CONSENT_EXPIRED && !who->is_reported)
		report_expired(c, who, at, worst.row);
	who->is_reported = who->is_reported || worst.state != CONSENT_VALID;
}

/* `scopes`: where what they are in is told of, or will be; 0: they are only remembered. */
static void check_people(struct checking *c, const struct list *people, size_t scopes)
{
	const struct person *all = people->items;

	for (size_t i = 0; i < people->count; i++) {
		const char *id = all[i].id;
		bool is_unknown = all[i].profile_name && !all[i].profile; /* which was reported */
		struct named *who = id && *id && !is_unknown
					    ? add_named(c, id, all[i].name, all[i].profile)
					    : NULL;

		if (who && c->in_feed)
			who->person.is_in_feed = true;
		if (who && scopes)
			check_named(
				c, who,
				list_field_span(people, i, all[i].profile_name ? "person" : "name"),
				scopes);
	}
}

/*
 * Whoever has this name, if they are known: roles and first names of nobody known need nothing.
 * Who was left out of a list is still heard.
 */
static struct named *find_by_name(struct checking *c, const char *name)
{
	const char *id = consent_id(name, c->arena);
	const struct consent con = consent_of(c->site->consents, id, SCOPE_SITE, c->site->now);
	struct named *who = find_named(c, id);

	if (!who && con.state == CONSENT_WITHDRAWN)
		who = add_named(c, id, name, NULL);
	return who;
}

/* Names in front of what is said, each once a transcript; mostly few take turns. */
static void check_speakers(struct checking *c, const struct transcript *t)
{
	struct table seen = { 0 };
	const char *last = "", *other = ""; /* they answer each other */

	for (size_t i = 0; i < t->count; i++) {
		const char *name = t->cues[i].speaker;

		if (!name || strcmp(name, last) == 0)
			continue;
		const char *before = other;

		other = last;
		last = name;
		if (strcmp(name, before) == 0)
			continue;
		uint32_t *times = table_at(&seen, key_of(0, name, strlen(name)));
		struct named *who = (*times)++ ? NULL : find_by_name(c, name);

		if (who)
			check_named(c, who, t->cues[i].at, FOR_LIST);
	}
	table_release(&seen);
}

/* A field that names who did something. To be mended in the file: nothing is withdrawn for it. */
static void check_credit(struct checking *c, const struct item *item, const char *key,
			 const char *name)
{
	struct named *who = name ? find_by_name(c, name) : NULL;
	struct span at = item_field_span(item, key);

	if (who && judge(c, who, FOR_PAGE).state == CONSENT_WITHDRAWN && !who->person.needs_none)
		diag_report(c->diag, DIAG_CONSENT_WITHDRAWN, at,
			    "'%s' took their consent back; take them out of '%s'", name, key);
	else if (who)
		check_named(c, who, at, FOR_PAGE);
}

static void check_translators(struct checking *c, const struct item *item)
{
	for (size_t i = 1; item->versions && i < item->versions->count; i++)
		check_credit(c, item->versions->items[i], "translated_by",
			     item->versions->items[i]->translated_by);
}

static bool is_shown(const struct episode *e)
{
	return !episode_is_draft(e) && !episode_is_withdrawn(e);
}

static void check_shows(struct checking *c)
{
	c->in_feed = true;
	for (size_t i = 0; i < c->site->show_count; i++) {
		const struct show *show = c->site->shows[i];

		check_people(c, &show->people, FOR_LIST);
		for (size_t k = 0; k < show_all_count(show); k++)
			check_people(c, &show_any(show, k)->people,
				     is_shown(show_any(show, k)) ? FOR_LIST : 0);
	}
	c->in_feed = false;
}

/* Whoever speaks at a meeting, leads a session, tells a story. */
static void check_network(struct checking *c)
{
	struct arena a = { 0 };
	size_t count;
	const struct mention *all = site_mentions(c->site, &count, &a);

	for (size_t i = 0; i < count; i++)
		check_people(c, all[i].people, all[i].is_shown ? FOR_PAGE : 0);
	arena_free(&a);
}

/* Who speaks in the transcript and in those of translations, and whoever looked over or made them.
 */
static void check_heard(struct checking *c, const struct episode *e)
{
	const struct versions *v = e->item.versions;

	check_speakers(c, &e->transcript);
	check_credit(c, &e->item, "checked_by", e->checked_by);
	for (size_t i = 1; v && i < v->count; i++)
		check_speakers(c, &((const struct episode *)v->items[i])->transcript);
	check_translators(c, &e->item);
}

/* Once everybody is known. */
static void check_transcripts(struct checking *c)
{
	for (size_t i = 0; i < c->site->show_count; i++) {
		const struct show *show = c->site->shows[i];

		for (size_t k = 0; k < show_all_count(show); k++) {
			if (is_shown(show_any(show, k)))
				check_heard(c, show_any(show, k));
		}
	}
}

/* Fields that are for a role or an organisation; somebody's own name needs consent there too. */
static const char *const role_keys[] = { "who", "by", "checked_by", "ask_for" };

static void check_role(struct checking *c, const char *key, const char *name, struct span at)
{
	struct named *who = name ? find_by_name(c, name) : NULL;

	if (!who || who->person.needs_none)
		return;
	if (judge(c, who, FOR_PAGE).state == CONSENT_WITHDRAWN)
		diag_report(c->diag, DIAG_CONSENT_WITHDRAWN, at,
			    "'%s' took their consent back; write a role in '%s'", name, key);
	else
		check_named(c, who, at, FOR_PAGE);
}

static const char *text_at(const void *data, const struct field *f)
{
	const bool is_text = f && f->type == FIELD_TEXT && !f->list;

	return is_text ? *(const char *const *)(const void *)((const char *)data + f->offset)
		       : NULL;
}

/* Who is quoted, who leads a point of an agenda, who does what was agreed. */
static void check_roles_in(struct checking *c, const struct list *l, const struct kind *kind)
{
	for (size_t i = 0; i < l->count; i++) {
		const char *entry = (const char *)l->items + i * kind->size;

		for (size_t k = 0; k < COUNT(role_keys); k++)
			check_role(c, role_keys[k], text_at(entry, kind_field(kind, role_keys[k])),
				   list_field_span(l, i, role_keys[k]));
	}
}

static void check_roles(struct checking *c, const struct item *item)
{
	for (const struct field *f = item->kind->fields; f->key; f++) {
		if (f->sub && f->list && f->sub != &kind_person)
			check_roles_in(c, (const void *)((const char *)item + f->offset), f->sub);
	}
	for (size_t k = 0; k < COUNT(role_keys); k++)
		check_role(c, role_keys[k], text_at(item, kind_field(item->kind, role_keys[k])),
			   item_field_span(item, role_keys[k]));
}

static void check_network_credits(struct checking *c)
{
	struct arena a = { 0 };
	size_t count, shown;
	const struct item *const *all = site_network(c->site, &count, &shown, &a);

	for (size_t i = 0; i < shown; i++) {
		check_roles(c, all[i]);
		check_translators(c, all[i]);
	}
	arena_free(&a);
}

/* Who is named as having made something beside the episodes. */
static void check_credits(struct checking *c)
{
	const struct site *site = c->site;

	check_credit(c, &site->item, "accessibility", site->statement.tested_by);
	check_credit(c, &site->item, "privacy", site->privacy.controller);
	for (size_t i = 0; i < site->page_count; i++)
		check_translators(c, &site->pages[i]->item);
	for (size_t i = 0; i < site->area_count; i++)
		check_translators(c, &site->areas[i]->item);
	for (size_t i = 0; i < site->help_count; i++)
		check_translators(c, &site->help[i]->item);
	for (size_t i = 0; i < site->profile_count; i++) {
		if (profile_has_page(site->profiles[i]))
			check_translators(c, &site->profiles[i]->item);
	}
}

static struct named *add_profile(struct checking *c, const struct profile *p)
{
	return add_named(c, p->item.slug, p->name ? p->name : "", p);
}

static void add_profiles(struct checking *c)
{
	for (size_t i = 0; i < c->site->profile_count; i++)
		add_profile(c, c->site->profiles[i]);
}

/* Behind the lists: what those ask for is more. */
static void check_profiles(struct checking *c)
{
	for (size_t i = 0; i < c->site->profile_count; i++) {
		const struct profile *p = c->site->profiles[i];

		if (profile_has_page(p))
			check_named(c, add_profile(c, p), item_field_span(&p->item, "listed"),
				    FOR_PAGE);
	}
}

/*
 * Rows that say nothing of anybody; one of somebody who took their consent back is kept for the
 * record. A row by the name of somebody who has another id would be overlooked.
 */
static void check_rows(const struct checking *c)
{
	const struct consents *all = c->site->consents;

	for (size_t i = 0; i < all->count; i++) {
		const struct consent_row *row = &all->rows[i];
		const struct named *who = find_named(c, row->id);

		if (who && strcmp(who->person.id, row->id) != 0)
			diag_report(c->diag, DIAG_BAD_CONSENT, row->at,
				    "'%s' stands in the content with the id '%s'; write that here",
				    who->person.name, who->person.id);
		else if (!who && !row->withdrawn.set && !row->is_faulty)
			diag_report(c->diag, DIAG_UNUSED_CONSENT, row->at,
				    "nobody with the id '%s' is named in the content", row->id);
	}
}

const struct consent_person *consent_people(const struct site *site, size_t *count, struct arena *a)
{
	struct checking c = { .site = site, .arena = a };

	add_profiles(&c);
	check_shows(&c);
	check_network(&c);
	struct consent_person *people = arena_array(a, c.count, sizeof(*people));
	for (*count = 0; *count < c.count; ++*count)
		people[*count] = c.all[*count].person;
	table_release(&c.ids);
	return people;
}

void consents_check(const struct site *site, struct diag *diag)
{
	struct arena a = { 0 };
	struct checking c = { .site = site, .arena = &a, .diag = diag };

	if (!site->consents) /* made by a program, not read */
		return;
	add_profiles(&c);
	check_shows(&c);
	check_network(&c);
	check_transcripts(&c);
	check_credits(&c);
	check_network_credits(&c);
	check_profiles(&c);
	check_rows(&c);
	table_release(&c.ids);
	arena_free(&a);
}
