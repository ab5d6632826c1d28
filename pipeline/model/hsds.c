#include "model/hsds.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "hsds_rows.h"
#include "model/collect.h"
#include "model/contact.h"
#include "model/language.h"

const void *hsds_row(const struct hsds *h, enum hsds_kind kind, size_t i)
{
	return (const char *)h->rows[kind].items + i * hsds_tables[kind].size;
}

const char *hsds_value(const void *row, const struct hsds_column *c)
{
	return *(const char *const *)(const void *)((const char *)row + c->offset);
}

size_t hsds_page_count(const struct hsds *h, const struct hsds_list *list)
{
	size_t count = h->rows[list->kind].count;

	return count ? (count + HSDS_PAGE - 1) / HSDS_PAGE : 1;
}

const char *hsds_page_path(const struct hsds_list *list, size_t page, struct arena *a)
{
	return page ? arena_printf(a, "open/%s-%zu.json", list->name, page + 1)
		    : arena_printf(a, "open/%s.json", list->name);
}

const char *open_data_path(const struct site *site)
{
	return site->group_count ? "open/about.html" : NULL;
}

const char *service_slug(const struct group *g, size_t i, struct arena *a)
{
	const struct service *all = g->services.items;
	const char *own = topic_slug(all[i].id ? all[i].id : all[i].name, a);
	size_t before = 0;

	for (size_t k = 0; k < i; k++) {
		const char *name = all[k].id ? all[k].id : all[k].name;

		before += strcmp(topic_slug(name, a), own) == 0;
	}
	return before ? arena_printf(a, "service-%s-%zu", own, before + 1)
		      : arena_printf(a, "service-%s", own);
}

void *hsds_add(struct hsds_maker *m, enum hsds_kind kind)
{
	struct hsds_rows *r = &m->h->rows[kind];
	size_t size = hsds_tables[kind].size;

	r->items = arena_grow(m->a, r->items, r->count, &r->room, size);
	void *row = (char *)r->items + r->count++ * size;

	memset(row, 0, size);
	return row;
}

const char *hsds_id(struct hsds_maker *m, const char *path, const char *part)
{
	char *id = arena_alloc(m->a, UUID_LEN + 1);

	uuid_v5(m->space, part ? arena_printf(m->a, "%s/%s", path, part) : path, id);
	return id;
}

struct hsds_parts hsds_begin(const struct hsds_maker *m)
{
	struct hsds_parts parts = { 0 };

	for (int k = 0; k < HSDS_KINDS; k++)
		parts.first[k] = m->h->rows[k].count;
	return parts;
}

void hsds_end(const struct hsds_maker *m, struct hsds_parts *parts)
{
	for (int k = 0; k < HSDS_KINDS; k++)
		parts->end[k] = m->h->rows[k].count;
}

/* 16 bytes of "6ba7b811-9dad-11d1-80b4-00c04fd430c8"; zero where there is none. */
static void read_uuid(const char *text, uint8_t into[static 16])
{
	static const char digits[] = "0123456789abcdef";
	size_t count = 0;

	memset(into, 0, 16);
	for (; text && *text && count < 32; text++) {
		const char *d = strchr(digits, *text | 0x20);

		if (*text == '-' || !d)
			continue;
		into[count / 2] = (uint8_t)(into[count / 2] << 4 | (d - digits));
		count++;
	}
}

/* --- organisations ---------------------------------------------------------------------- */

static void add_identifier(struct hsds_maker *m, const struct group *g, const char *scheme,
			   const char *type, const char *number)
{
	if (!number)
		return;
	struct hsds_identifier *row = hsds_add(m, HSDS_IDENTIFIER);

	*row = (struct hsds_identifier){
		.id = hsds_id(m, g->item.path, scheme),
		.organization_id = hsds_id(m, g->item.path, NULL),
		.scheme = scheme, /* org-id.guide */
		.type = type,
		.identifier = number,
	};
}

static void add_terms(struct hsds_maker *m, const struct hsds_link *of, const struct kind *kind,
		      const struct strings *slugs)
{
	for (size_t i = 0; i < slugs->count; i++)
		hsds_add_attribute(m, of, kind, slugs->items[i]);
}

/* What it does in which area: the role is what the link tells. */
static void add_roles(struct hsds_maker *m, const struct group *g, const char *id)
{
	const struct {
		const char *role;
		const struct strings *areas;
	} roles[] = { { "leads", &g->leads }, { "helps", &g->helps }, { "refers", &g->refers } };

	for (size_t i = 0; i < COUNT(roles); i++) {
		const struct hsds_link of = { g->item.path, id, "organization", roles[i].role };

		add_terms(m, &of, &kind_area, roles[i].areas);
	}
}

static size_t add_organization(struct hsds_maker *m, const struct group *g)
{
	size_t index = m->h->rows[HSDS_ORGANIZATION].count;
	struct hsds_organization *row = hsds_add(m, HSDS_ORGANIZATION);

	*row = (struct hsds_organization){
		.id = hsds_id(m, g->item.path, NULL),
		.name = g->name,
		.description = g->summary,
		.email = group_open_email(g),
		.website = g->web,
		.uri = site_permalink(m->site, g->item.path, m->a),
		.parts = hsds_begin(m),
	};
	add_identifier(m, g, "GB-SC", "charity", g->charity);
	add_identifier(m, g, "GB-COH", "company", g->company);
	add_roles(m, g, row->id);
	hsds_end(m, &row->parts);
	return index;
}

/* --- services --------------------------------------------------------------------------- */

/* What is closed is not told to be only paused. */
static const char *status_of(const struct group *g, const struct service *s)
{
	const char *const both[] = { g->status, s->status };
	bool is_paused = false;

	for (size_t i = 0; i < COUNT(both); i++) {
		if (both[i] && strcmp(both[i], "closed") == 0)
			return "defunct";
		is_paused |= both[i] && strcmp(both[i], "paused") == 0;
	}
	return is_paused ? "temporarily closed" : "active";
}

static const char *add_word(const char *sentence, const char *word, const struct site *site,
			    struct arena *a)
{
	return sentence ? arena_printf(a, "%s%s%s", sentence, site->interface->list_comma, word)
			: word;
}

static const char *eligibility_of(struct hsds_maker *m, const struct strings *audiences)
{
	const char *all = NULL;

	for (size_t i = 0; i < audiences->count; i++) {
		const struct audience *who =
			site_item(m->site, &kind_audience, audiences->items[i]);

		if (who)
			all = add_word(all, who->title, m->site, m->a);
	}
	return all;
}

static void add_languages(struct hsds_maker *m, const struct group *g, const char *path,
			  const char *service_id)
{
	for (size_t i = 0; i < g->languages.count; i++) {
		const char *code = g->languages.items[i];
		struct hsds_language *row = hsds_add(m, HSDS_LANGUAGE);

		*row = (struct hsds_language){
			.id = hsds_id(m, path, arena_printf(m->a, "language/%s", code)),
			.service_id = service_id,
			.name = language_own_name(code),
			.code = code,
		};
	}
}

static void add_cost(struct hsds_maker *m, const char *cost, const char *path,
		     const char *service_id)
{
	if (!cost)
		return;
	struct hsds_cost *row = hsds_add(m, HSDS_COST);

	*row = (struct hsds_cost){
		.id = hsds_id(m, path, "cost"),
		.service_id = service_id,
		.option = cost,
		.amount = strcmp(cost, "free") == 0 ? "0" : NULL,
	};
}

/* By role; nobody's name. */
static void add_contact(struct hsds_maker *m, const struct group *g, const char *path,
			const char *service_id)
{
	const char *phone = group_open_phone(g), *email = group_open_email(g);

	if (!phone && !email && !g->ask_for)
		return;
	struct hsds_contact *row = hsds_add(m, HSDS_CONTACT);

	*row = (struct hsds_contact){
		.id = hsds_id(m, path, "contact"),
		.service_id = service_id,
		.title = g->ask_for,
		.email = email,
		.parts = hsds_begin(m),
	};
	if (phone) {
		struct hsds_phone *number = hsds_add(m, HSDS_PHONE);

		*number = (struct hsds_phone){ .id = hsds_id(m, path, "phone"),
					       .contact_id = row->id,
					       .number = phone };
	}
	hsds_end(m, &row->parts);
}

static void add_themes(struct hsds_maker *m, const struct group *g, const struct service *s,
		       const char *path, const char *id)
{
	const struct hsds_link area = { path, id, "service", "area" };
	const struct hsds_link audience = { path, id, "service", "audience" };

	if (s->areas.count) {
		add_terms(m, &area, &kind_area, &s->areas);
	} else {
		add_terms(m, &area, &kind_area, &g->leads);
		add_terms(m, &area, &kind_area, &g->helps);
		add_terms(m, &area, &kind_area, &g->refers);
	}
	add_terms(m, &audience, &kind_audience, s->audiences.count ? &s->audiences : &g->audiences);
}

static struct hsds_service describe(struct hsds_maker *m, const struct group *g,
				    const struct service *s, const char *path)
{
	const struct strings *who = s->audiences.count ? &s->audiences : &g->audiences;
	const char *day = g->checked.set ? date_day(g->checked, m->a) : NULL;

	return (struct hsds_service){
		.id = hsds_id(m, path, NULL),
		.organization_id = hsds_id(m, g->item.path, NULL),
		.name = s->name,
		.description = s->what ? s->what : g->summary,
		.url = site_url(m->site, g->item.path, m->a),
		.email = group_open_email(g),
		.status = status_of(g, s),
		.access = s->how,
		.eligibility = eligibility_of(m, who),
		.alert = s->alert,
		.assured_date = day,
		.last_modified = day ? arena_printf(m->a, "%sT00:00:00.000Z", day) : NULL,
	};
}

static void add_service(struct hsds_maker *m, const struct group *g, const struct service *s,
			const char *slug, size_t organization)
{
	/* Never the path of the organisation, whose id it must not have. */
	const char *path = arena_printf(m->a, "%s#%s", g->item.path, slug);
	size_t index = m->h->rows[HSDS_SERVICE].count;
	struct hsds_service row = describe(m, g, s, path);
	struct hsds_service *kept = hsds_add(m, HSDS_SERVICE);

	row.organization = organization;
	if (*slug)
		row.url = arena_printf(m->a, "%s#%s", row.url, slug);
	row.parts = hsds_begin(m);
	hsds_add_schedule(m, s, path, row.id);
	hsds_add_places(m, g, s, path, index);
	add_languages(m, g, path, row.id);
	add_cost(m, s->cost ? s->cost : g->cost, path, row.id);
	add_contact(m, g, path, row.id);
	add_themes(m, g, s, path, row.id);
	hsds_end(m, &row.parts);
	*kept = row;
}

static void add_group(struct hsds_maker *m, const struct group *g)
{
	const struct service *all = g->services.items;
	const struct service whole = { .name = g->name, .opens = -1, .closes = -1 };
	size_t organization = add_organization(m, g);

	if (!g->services.count)
		add_service(m, g, &whole, "", organization);
	for (size_t i = 0; i < g->services.count; i++)
		add_service(m, g, &all[i], service_slug(g, i, m->a), organization);
}

struct hsds *hsds_of_site(const struct site *site, struct arena *a)
{
	struct hsds_maker m = {
		.h = arena_new(a, struct hsds),
		.site = site,
		.places = arena_array(a, site->place_count + 1, sizeof(size_t)),
		.terms =
			arena_array(a, site->area_count + site->audience_count + 1, sizeof(size_t)),
		.a = a,
	};

	read_uuid(site->guid, m.space);
	hsds_add_taxonomies(&m);
	for (size_t i = 0; i < site->group_count; i++)
		add_group(&m, site->groups[i]);
	return m.h;
}
