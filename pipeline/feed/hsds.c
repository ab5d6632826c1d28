/*
 * open/: a directory of services as Open Referral UK reads it (HSDS-UK 3.0), from plain files.
 *
 * All parameters of that interface are optional, so files can answer it: open/services.json is
 * the first page of a list, open/services/<id>.json a record with all that belongs to it. Hosts
 * are told (site/rules.c) to take names without `.json` and `?page=2` for these.
 *
 * What is empty is left out (https://openreferraluk.org/developers/compliance).
 */
#include <stdlib.h>
#include <string.h>

#include "open_data.h"

#define PROFILE "https://docs.openreferraluk.org/en/latest/"
#define OPENAPI                                                                                    \
	"https://raw.githubusercontent.com/OpenReferralUK/uk-profile/main/schema/openapi.json"

struct writing {
	struct json json;
	const struct hsds *h;
};

/* As many digits as were written: "55.95". */
static void write_number(struct json *j, const char *key, const char *value)
{
	const char *point = strchr(value, '.');

	json_decimal(j, key, strtod(value, NULL), point ? (int)strlen(point + 1) : 0);
}

static void write_fields(struct writing *w, enum hsds_kind kind, const void *row)
{
	for (const struct hsds_column *c = hsds_tables[kind].columns; c->name; c++) {
		const char *value = hsds_value(row, c);

		if (!value)
			continue;
		if (c->type == HSDS_NUMBER)
			write_number(&w->json, c->name, value);
		else
			json_text(&w->json, c->name, value);
	}
}

/* What stands in a record besides its own fields: all of it, or only what there is one of. */
static void write_rest(struct writing *w, enum hsds_kind kind, const void *row, bool whole);

static void write_one(struct writing *w, const char *key, enum hsds_kind kind, size_t i, bool whole)
{
	const void *row = hsds_row(w->h, kind, i);

	json_open(&w->json, key, '{');
	write_fields(w, kind, row);
	write_rest(w, kind, row, whole);
	json_close(&w->json, '}');
}

static void write_parts(struct writing *w, const char *key, const struct hsds_parts *parts,
			enum hsds_kind kind)
{
	if (parts->first[kind] == parts->end[kind])
		return;
	json_open(&w->json, key, '[');
	for (size_t i = parts->first[kind]; i < parts->end[kind]; i++)
		write_one(w, NULL, kind, i, true);
	json_close(&w->json, ']');
}

static void write_attribute(struct writing *w, const void *row)
{
	const struct hsds_attribute *a = row;

	write_one(w, "taxonomy_term", HSDS_TERM, a->term, true);
}

static void write_contact(struct writing *w, const void *row)
{
	const struct hsds_contact *c = row;

	write_parts(w, "phones", &c->parts, HSDS_PHONE);
}

static void write_location(struct writing *w, const void *row)
{
	const struct hsds_location *l = row;

	write_parts(w, "addresses", &l->parts, HSDS_ADDRESS);
	write_parts(w, "accessibility", &l->parts, HSDS_ACCESSIBILITY);
}

static void write_organization(struct writing *w, const void *row)
{
	const struct hsds_organization *o = row;

	write_parts(w, "organization_identifiers", &o->parts, HSDS_IDENTIFIER);
	write_parts(w, "attributes", &o->parts, HSDS_ATTRIBUTE);
}

static void write_service(struct writing *w, const void *row)
{
	const struct hsds_service *s = row;

	write_parts(w, "schedules", &s->parts, HSDS_SCHEDULE);
	write_parts(w, "service_areas", &s->parts, HSDS_SERVICE_AREA);
	write_parts(w, "service_at_locations", &s->parts, HSDS_SERVICE_AT_LOCATION);
	write_parts(w, "languages", &s->parts, HSDS_LANGUAGE);
	write_parts(w, "cost_options", &s->parts, HSDS_COST);
	write_parts(w, "contacts", &s->parts, HSDS_CONTACT);
	write_parts(w, "attributes", &s->parts, HSDS_ATTRIBUTE);
}

static void write_taxonomy(struct writing *w, const void *row)
{
	const struct hsds_taxonomy *t = row;

	write_parts(w, "taxonomy_terms", &t->parts, HSDS_TERM);
}

/* What there can be several of: in a whole record only. */
static void (*const lists[HSDS_KINDS])(struct writing *w, const void *row) = {
	[HSDS_ORGANIZATION] = write_organization, [HSDS_SERVICE] = write_service,
	[HSDS_ATTRIBUTE] = write_attribute,       [HSDS_LOCATION] = write_location,
	[HSDS_CONTACT] = write_contact,           [HSDS_TAXONOMY] = write_taxonomy,
};

static void write_rest(struct writing *w, enum hsds_kind kind, const void *row, bool whole)
{
	if (kind == HSDS_SERVICE)
		write_one(w, "organization", HSDS_ORGANIZATION,
			  ((const struct hsds_service *)row)->organization, whole);
	if (kind == HSDS_SERVICE_AT_LOCATION)
		write_one(w, "location", HSDS_LOCATION,
			  ((const struct hsds_service_at_location *)row)->location, whole);
	if (whole && lists[kind])
		lists[kind](w, row);
}

static void put(struct render *r, const char *path)
{
	strbuf_addc(r->out, '\n');
	render_put(r, path, "application/json");
}

static struct writing begin(struct render *r, const struct hsds *h)
{
	strbuf_clear(r->out);
	return (struct writing){ .json = JSON_INIT_PRETTY(r->out), .h = h };
}

static void put_record(struct render *r, const struct hsds *h, const struct hsds_list *list,
		       size_t i)
{
	const void *row = hsds_row(h, list->kind, i);
	const char *id = hsds_value(row, hsds_tables[list->kind].columns);
	const char *path = arena_printf(r->scratch, "open/%s/%s.json", list->name, id);

	if (output_wants(r->sink, path)) {
		struct writing w = begin(r, h);

		write_one(&w, NULL, list->kind, i, true);
		put(r, path);
	}
	arena_reset(r->scratch);
}

/* The envelope of every list: schema "Page" of the profile's openapi.json. */
static void write_envelope(struct render *r, struct writing *w, const struct hsds_list *list,
			   size_t page)
{
	struct json *j = &w->json;
	size_t pages = hsds_page_count(w->h, list), count = w->h->rows[list->kind].count;
	size_t rest = count - page * HSDS_PAGE;

	json_int(j, "total_items", (int64_t)count);
	json_int(j, "total_pages", (int64_t)pages);
	json_int(j, "page_number", (int64_t)page + 1);
	json_int(j, "size", (int64_t)(rest < HSDS_PAGE ? rest : HSDS_PAGE));
	json_bool(j, "first_page", page == 0);
	json_bool(j, "last_page", page + 1 == pages);
	json_bool(j, "empty", count == 0);
	if (page + 1 < pages)
		json_text(
			j, "next",
			site_url(r->site, hsds_page_path(list, page + 1, r->scratch), r->scratch));
}

static void put_page(struct render *r, const struct hsds *h, const struct hsds_list *list,
		     size_t page)
{
	struct writing w = begin(r, h);
	size_t count = h->rows[list->kind].count, end = (page + 1) * HSDS_PAGE;

	json_open(&w.json, NULL, '{');
	write_envelope(r, &w, list, page);
	json_open(&w.json, "contents", '[');
	for (size_t i = page * HSDS_PAGE; i < count && i < end; i++)
		write_one(&w, NULL, list->kind, i, false);
	json_close(&w.json, ']');
	json_close(&w.json, '}');
	put(r, hsds_page_path(list, page, r->scratch));
	arena_reset(r->scratch);
}

static void put_index(struct render *r, const struct hsds *h)
{
	struct writing w = begin(r, h);

	json_open(&w.json, NULL, '{');
	json_text(&w.json, "version", "HSDS-UK-3.0");
	json_text(&w.json, "profile", PROFILE);
	json_text(&w.json, "openapi_url", OPENAPI);
	open_data_licence(&w.json, r->site);
	json_text(&w.json, "documentation", site_url(r->site, open_data_path(r->site), r->scratch));
	json_close(&w.json, '}');
	put(r, "open/index.json");
	arena_reset(r->scratch);
}

void hsds_render(struct render *r, const struct hsds *h)
{
	put_index(r, h);
	for (const struct hsds_list *list = hsds_lists; list->name; list++) {
		for (size_t i = 0; i < h->rows[list->kind].count; i++)
			put_record(r, h, list, i);
		for (size_t i = 0; i < hsds_page_count(h, list); i++)
			put_page(r, h, list, i);
	}
}
