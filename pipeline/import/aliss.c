/*
 * Answers of ALISS (docs.aliss.org): `data` is a list of services, each with its organisation. Its
 * data may be used under CC BY 4.0, so that every draft says where its words are from.
 *
 * Whatever is not of the form that is expected is as if it were not there: the answer may come
 * from another version, or from somebody who means harm.
 */
#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/json_tree.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "draft.h"
#include "model/collect.h"
#include "model/feed_diff.h"
#include "model/network.h"

#define CC_BY "https://creativecommons.org/licenses/by/4.0/"

/* What fields of a group can hold (fields_map.c). */
#define SUMMARY_MOST  200 /* ALISS's own rule, and 55 characters of room */
#define WHAT_MOST     500
#define SERVICES_MOST 100
#define FEATURES_MOST 20

/* One organisation, and the services of the file that are its own. */
struct organisation {
	const char *id, *name;
	const struct tree *tree;
	const struct tree **services;
	size_t count, room;
};

struct answer {
	struct drafts *into;
	const struct source *src;
	struct organisation *all;
	size_t count, room;
	const char *attribution;
	const struct tree *asked; /* list of what ALISS asks to say: maps with `text`; or NULL */
};

/* A text with something in it, of a map. */
static const char *member_text(const struct tree *map, const char *key)
{
	const char *text = tree_text(map, key);

	return text && text[strspn(text, " \t\r\n")] ? text : NULL;
}

static const char *first_text(const struct tree *map, const char *key, const char *other)
{
	const char *text = member_text(map, key);

	return text ? text : member_text(map, other);
}

/* Of the first service of the organisation that has one. */
static const char *any_text(const struct organisation *o, const char *key)
{
	const char *text = NULL;

	for (size_t i = 0; i < o->count && !text; i++)
		text = member_text(o->services[i], key);
	return text;
}

/* Calls for each thing of a list of all services: a text, or a map with a `name`. */
static void each_name(const struct organisation *o, const char *key,
		      void (*take)(void *arg, const char *name), void *arg)
{
	for (size_t i = 0; i < o->count; i++) {
		const struct tree *list = tree_list(o->services[i], key);

		for (const struct tree *t = list ? list->first : NULL; t; t = t->next) {
			const char *name = t->kind == TREE_TEXT ? t->text : member_text(t, "name");

			if (name)
				take(arg, name);
		}
	}
}

/* --- organisations of the file ----------------------------------------------------------- */

static struct organisation *find_organisation(struct answer *r, const struct tree *tree)
{
	struct arena *a = r->into->arena;
	const char *id = member_text(tree, "id");
	const char *name =
		member_text(tree, "name") ? plain_text(member_text(tree, "name"), a) : "";

	if (!*name)
		return NULL;
	if (!id)
		id = name;
	for (size_t i = 0; i < r->count; i++) {
		if (strcmp(r->all[i].id, id) == 0)
			return &r->all[i];
	}
	r->all = arena_grow(a, r->all, r->count, &r->room, sizeof(*r->all));
	r->all[r->count] = (struct organisation){ .id = id, .name = name, .tree = tree };
	return &r->all[r->count++];
}

static void take_service(struct answer *r, const struct tree *service)
{
	struct organisation *o = find_organisation(r, tree_member(service, "organisation"));

	if (!o || !member_text(service, "name")) {
		diag_report(r->into->diag, DIAG_IMPORT_ITEM, tree_span(r->src, service),
			    "this is left out: a service has a name, and an organisation with one");
		return;
	}
	if (o->count == SERVICES_MOST) {
		diag_report(r->into->diag, DIAG_IMPORT_ITEM, tree_span(r->src, service),
			    "this is left out: '%s' has more than %d services", o->name,
			    SERVICES_MOST);
		return;
	}
	o->services = arena_grow(r->into->arena, o->services, o->count, &o->room,
				 sizeof(const struct tree *));
	o->services[o->count++] = service;
}

static bool is_same_url(const char *x, const char *y)
{
	size_t a = strlen(x), b = strlen(y);

	a -= a && x[a - 1] == '/';
	b -= b && y[b - 1] == '/';
	return a == b && strncasecmp(x, y, a) == 0;
}

static const char *permalink_of(const struct organisation *o)
{
	const char *url = first_text(o->tree, "permalink", "aliss_url");

	return draft_is_url(url) ? url : NULL;
}

static bool is_known(const struct site *site, const struct organisation *o)
{
	const char *url = permalink_of(o);

	for (size_t i = 0; i < site->group_count; i++) {
		const struct group *g = site->groups[i];

		if ((url && g->aliss && is_same_url(url, g->aliss)) ||
		    (g->name && strcasecmp(g->name, o->name) == 0))
			return true;
	}
	return false;
}

/* --- what its words mean here -------------------------------------------------------------- */

/*
 * Slugs of the site that names of ALISS stand for, and the names that stand for none. `find` gives
 * the slug number `i` of those that there are, if it means that name.
 */
struct meaning {
	const struct site *site;
	bool (*find)(const struct site *site, size_t i, const char *name, const char **slug);
	struct strbuf slugs, rest;
};

#define MEANING(into, find_)                                                                       \
	{                                                                                          \
		.site = (into)->site, .find = (find_), .slugs = STRBUF_INIT(LIMIT_FRONT_MATTER),   \
		.rest = STRBUF_INIT(LIMIT_FRONT_MATTER)                                            \
	}

static void add_once(struct strbuf *list, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = list->data; (at = strstr(at, word)); at++) {
		if ((at == list->data || at[-1] == ' ') && (!at[len] || at[len] == ','))
			return;
	}
	strbuf_addf(list, "%s%s", list->len ? ", " : "", word);
}

static bool is_named(const char *title, const char *name)
{
	return title && strcasecmp(title, name) == 0;
}

/* Each is false when there is no number `i`; *slug is NULL when it means something else. */

static bool find_area(const struct site *site, size_t i, const char *name, const char **slug)
{
	if (i >= site->area_count)
		return false;
	const struct area *area = site->areas[i];
	bool found = is_named(area->title, name);

	for (size_t k = 0; k < area->aliss.count; k++)
		found |= is_named(area->aliss.items[k], name);
	*slug = found ? area->item.slug : NULL;
	return true;
}

static bool find_place(const struct site *site, size_t i, const char *name, const char **slug)
{
	if (i >= site->place_count)
		return false;
	*slug = is_named(site->places[i]->title, name) ? site->places[i]->item.slug : NULL;
	return true;
}

static bool find_audience(const struct site *site, size_t i, const char *name, const char **slug)
{
	if (i >= site->audience_count)
		return false;
	*slug = is_named(site->audiences[i]->title, name) ? site->audiences[i]->item.slug : NULL;
	return true;
}

static void take_name(void *arg, const char *name)
{
	struct meaning *m = arg;
	const char *slug;
	bool found = false;

	for (size_t i = 0; m->find(m->site, i, name, &slug); i++) {
		if (slug)
			add_once(&m->slugs, slug);
		found |= slug != NULL;
	}
	if (!found)
		add_once(&m->rest, name);
}

/* `key: [slugs]`, and what else ALISS says in a comment; ends the meaning. */
static void add_meaning(struct strbuf *out, const char *key, struct meaning *m)
{
	if (m->slugs.len)
		strbuf_addf(out, "%s: [%s]\n", key, m->slugs.data);
	else
		strbuf_addf(out, "# %s: []\n", key);
	if (m->rest.len)
		draft_comment(out, "ALISS: ", m->rest.data);
	strbuf_release(&m->slugs);
	strbuf_release(&m->rest);
}

static void add_areas(struct answer *r, struct strbuf *out, const struct organisation *o)
{
	struct meaning m = MEANING(r->into, find_area);

	draft_comment(out, "", "Areas in which it helps; 'leads' and 'refers' are written alike.");
	each_name(o, "categories", take_name, &m);
	add_meaning(out, "helps", &m);
}

static void add_places(struct answer *r, struct strbuf *out, const struct organisation *o)
{
	struct meaning m = MEANING(r->into, find_place);

	for (size_t i = 0; i < o->count; i++) {
		const struct tree *list = tree_list(o->services[i], "locations");

		for (const struct tree *t = list ? list->first : NULL; t; t = t->next) {
			if (member_text(t, "locality"))
				take_name(&m, member_text(t, "locality"));
		}
	}
	each_name(o, "service_areas", take_name, &m);
	add_meaning(out, "places", &m);
}

static void add_audiences(struct answer *r, struct strbuf *out, const struct organisation *o)
{
	struct meaning m = MEANING(r->into, find_audience);

	each_name(o, "community_groups", take_name, &m);
	add_meaning(out, "audiences", &m);
}

/* `access:` has the names of ALISS, which all of them share. */
struct features {
	const char *all[FEATURES_MOST];
	size_t count;
};

static void take_feature(void *arg, const char *name)
{
	struct features *f = arg;

	for (size_t i = 0; i < f->count; i++) {
		if (strcmp(f->all[i], name) == 0)
			return;
	}
	if (f->count < FEATURES_MOST)
		f->all[f->count++] = name;
}

static void add_access(struct answer *r, struct strbuf *out, const struct organisation *o)
{
	struct features f = { .count = 0 };
	bool was_cut;

	each_name(o, "accessibility_features", take_feature, &f);
	if (f.count)
		strbuf_adds(out, "access:\n");
	for (size_t i = 0; i < f.count; i++)
		draft_entry(out, draft_plain(f.all[i], 100, &was_cut, r->into->arena));
}

/* --- the draft ------------------------------------------------------------------------------ */

static void add_address(struct strbuf *out, const struct organisation *o)
{
	for (size_t i = 0; i < o->count; i++) {
		const struct tree *list = tree_list(o->services[i], "locations");
		const struct tree *first = list ? list->first : NULL;

		if (!member_text(first, "street_address"))
			continue;
		draft_text(out, "address", member_text(first, "street_address"), 0);
		draft_text(out, "town", member_text(first, "locality"), 0);
		draft_text(out, "postcode", member_text(first, "postal_code"), 0);
		return;
	}
}

static void add_contact(struct strbuf *out, const struct organisation *o)
{
	const char *email = any_text(o, "email"), *web = any_text(o, "url");

	draft_text(out, "phone", any_text(o, "phone"), 0);
	draft_text(out, "email", email && strchr(email, '@') ? email : NULL, 0);
	draft_text(out, "web", draft_is_url(web) ? web : NULL, 0);
	if (any_text(o, "phone") || any_text(o, "email"))
		draft_comment(out, "",
			      "Is a number or address somebody's own? Ask them, and write "
			      "'personal: true'; or delete it.");
}

static void add_services(struct answer *r, struct strbuf *out, const struct organisation *o)
{
	struct arena *a = r->into->arena;
	bool was_cut;

	strbuf_adds(out, "services:\n");
	for (size_t i = 0; i < o->count; i++) {
		const struct tree *s = o->services[i];
		const char *name = draft_plain(member_text(s, "name"), 128, &was_cut, a);
		const char *what = draft_plain(first_text(s, "description", "summary"), WHAT_MOST,
					       &was_cut, a);

		draft_text(out, "- name", name, 2);
		draft_text(out, "what", what, 4);
		if (was_cut)
			diag_report(r->into->diag, DIAG_IMPORT_CUT, tree_span(r->src, s),
				    "the description of '%s' is cut after %d characters", name,
				    WHAT_MOST);
	}
}

static void add_origin(struct answer *r, struct strbuf *out, const struct organisation *o)
{
	const struct tree *t = r->asked ? r->asked->first : NULL;
	const char *reviewed = any_text(o, "last_reviewed");

	if (!reviewed)
		reviewed = any_text(o, "last_updated");
	draft_text(out, "aliss", permalink_of(o), 0);
	draft_text(out, "attribution", r->attribution, 0);
	for (; t; t = t->next) {
		if (member_text(t, "text"))
			draft_comment(out, "ALISS asks to say: ", member_text(t, "text"));
	}
	draft_comment(
		out, "",
		"The day on which you made sure that all this is right, and who did: a role.");
	if (reviewed)
		draft_comment(out, "ALISS was last told of it on ",
			      arena_printf(r->into->arena, "%.10s.", reviewed));
	strbuf_adds(out, "# checked:\n# checked_by:\n");
}

static void add_draft(struct answer *r, const struct organisation *o)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_FRONT_MATTER);
	struct arena *a = r->into->arena;
	bool was_cut;
	const char *about = first_text(o->services[0], "summary", "description");

	strbuf_adds(&out, "---\n");
	draft_text(&out, "name", draft_plain(o->name, 128, &was_cut, a), 0);
	draft_comment(&out, "", "What the whole organisation does, in 50 to 200 characters:");
	draft_text(&out, "summary", draft_plain(about ? about : o->name, SUMMARY_MOST, &was_cut, a),
		   0);
	draft_comment(&out, "", "third, public, faith, education or business? ALISS does not say.");
	strbuf_adds(&out, "kind:\n");
	add_areas(r, &out, o);
	add_places(r, &out, o);
	add_audiences(r, &out, o);
	add_access(r, &out, o);
	add_contact(&out, o);
	add_address(&out, o);
	add_origin(r, &out, o);
	add_services(r, &out, o);
	strbuf_adds(&out, "---\n");
	if (!strbuf_ok(&out)) {
		diag_report(
			r->into->diag, DIAG_IMPORT_ITEM, tree_span(r->src, o->tree),
			"'%s' is left out: its draft would be longer than a page may begin with",
			o->name);
		return;
	}
	draft_add(r->into, "groups", topic_slug(draft_plain(o->name, 60, &was_cut, a), a), &out);
}

/* --- the answer ------------------------------------------------------------------------------ */

static void read_meta(struct answer *r, const struct tree *root)
{
	const struct tree *meta = tree_member(root, "meta");
	const char *licence = member_text(meta, "licence");

	r->asked = tree_list(meta, "attribution");
	if (licence && is_same_url(licence, CC_BY)) {
		r->attribution = "ALISS (www.aliss.org), CC BY 4.0";
		return;
	}
	r->attribution =
		licence ? arena_printf(r->into->arena, "ALISS (www.aliss.org), %.100s", licence)
			: "ALISS (www.aliss.org)";
	diag_report(r->into->diag, DIAG_IMPORT_LICENCE, span_of(r->src),
		    "the licence of this data is %s, not CC BY 4.0; make sure that you may use it",
		    licence ? arena_printf(r->into->arena, "'%.100s'", licence) : "not stated");
}

static void tell_of_more(const struct answer *r, const struct tree *root)
{
	const struct tree *next = tree_member(root, "next");

	if (member_text(root, "next"))
		diag_report(r->into->diag, DIAG_IMPORT_MORE, tree_span(r->src, next),
			    "there is more: save '%.300s' too, and import it",
			    member_text(root, "next"));
}

void import_aliss(const struct source *src, struct drafts *into)
{
	struct answer r = { .into = into, .src = src };
	struct tree_fault fault;
	const struct tree *root = tree_read(src->text, src->len, into->arena, &fault);
	const struct tree *data = tree_list(root, "data");

	if (!root) {
		diag_report(into->diag, DIAG_IMPORT_FORM, span_at(src, fault.off, 1),
			    "this is no JSON: %s", fault.text);
		return;
	}
	if (!data) {
		diag_report(into->diag, DIAG_IMPORT_FORM, span_of(src),
			    "this is no answer of ALISS: there is no list 'data'");
		return;
	}
	read_meta(&r, root);
	tell_of_more(&r, root);
	for (const struct tree *t = data->first; t; t = t->next)
		take_service(&r, t);
	for (size_t i = 0; i < r.count; i++) {
		if (is_known(into->site, &r.all[i]))
			into->known++;
		else if (r.all[i].count)
			add_draft(&r, &r.all[i]);
	}
}
