#ifndef MODEL_HSDS_H
#define MODEL_HSDS_H

#include "model/network.h"

/*
 * The groups and what they do as records of Open Referral UK: HSDS-UK 3.0, the profile of the
 * Human Services Data Specification that councils and the NHS exchange directories in
 * (https://docs.openreferraluk.org/). Which fields there are stands in one table a kind of record;
 * JSON, CSV and the description of the CSV come from it.
 *
 * - Every id is a UUIDv5 (RFC 9562) of the place of the record's page in the site's own namespace,
 *   its GUID: it stays when a name or the site's address changes.
 * - A group without services is one service of its own: directories are searched for services, and
 *   an organisation that has none is found by nobody.
 * - Nothing that must not be copied is here: no hidden address, no number of somebody's own
 *   without their consent, no names of people (model/contact.h).
 */

enum hsds_kind {
	HSDS_ORGANIZATION,
	HSDS_IDENTIFIER,
	HSDS_SERVICE,
	HSDS_ATTRIBUTE,
	HSDS_SERVICE_AT_LOCATION,
	HSDS_LOCATION,
	HSDS_PHONE,
	HSDS_CONTACT,
	HSDS_ADDRESS,
	HSDS_SCHEDULE,
	HSDS_SERVICE_AREA,
	HSDS_LANGUAGE,
	HSDS_ACCESSIBILITY,
	HSDS_TERM,
	HSDS_COST,
	HSDS_TAXONOMY,
	HSDS_KINDS,
};

enum hsds_type {
	HSDS_TEXT,
	HSDS_UUID,
	HSDS_URI,
	HSDS_EMAIL,
	HSDS_NUMBER,
	HSDS_DATE,     /* 2026-10-01 */
	HSDS_TIME,     /* 10:00 */
	HSDS_DATETIME, /* RFC 3339, with milliseconds */
};

/* A field of a record: a const char *, NULL where there is nothing to say. */
struct hsds_column {
	const char    *name;
	enum hsds_type type;
	bool           required;
	size_t         offset;
	enum hsds_kind refers;         /* HSDS_UUID: to the id of one of these; HSDS_KINDS: to none */
	const char *const *choices;    /* ended by NULL; or NULL */
};

struct hsds_table {
	const char               *name, *file; /* "service", "services.csv" */
	const struct hsds_column *columns;     /* ended by a NULL name; the first is the id */
	size_t                    size;        /* of a row */
};

extern const struct hsds_table hsds_tables[HSDS_KINDS];

/* The parts of a record: rows first[k] to end[k] of each kind k. */
struct hsds_parts {
	size_t first[HSDS_KINDS], end[HSDS_KINDS];
};

struct hsds_organization {
	const char *id, *name, *description, *email, *website, *uri;
	struct hsds_parts parts;
};

struct hsds_identifier {
	const char *id, *organization_id, *scheme, *type, *identifier;
};

struct hsds_service {
	const char *id, *organization_id, *name, *description, *url, *email, *status, *eligibility;
	const char *alert, *assured_date, *last_modified, *access;
	size_t      organization; /* row */
	struct hsds_parts parts;
};

/* A term that says something of a record. */
struct hsds_attribute {
	const char *id, *link_id, *link_entity, *link_type, *term_id;
	size_t      term; /* row */
};

struct hsds_service_at_location {
	const char *id, *service_id, *location_id;
	size_t      service, location; /* rows */
};

struct hsds_location {
	const char *id, *type, *name, *latitude, *longitude;
	struct hsds_parts parts;
};

struct hsds_phone {
	const char *id, *contact_id, *number;
};

struct hsds_contact {
	const char *id, *service_id, *title, *email;
	struct hsds_parts parts;
};

struct hsds_address {
	const char *id, *location_id, *street, *city, *state, *postcode, *country, *type;
};

struct hsds_schedule {
	const char *id, *service_id, *valid_from, *valid_to, *dtstart, *freq, *interval, *byday;
	const char *bymonthday, *description, *opens_at, *closes_at;
};

struct hsds_service_area {
	const char *id, *service_id, *name, *text, *uri;
};

struct hsds_language {
	const char *id, *service_id, *name, *code;
};

struct hsds_accessibility {
	const char *id, *location_id, *description;
};

struct hsds_term {
	const char *id, *code, *name, *description, *taxonomy, *taxonomy_id, *uri, *term;
};

struct hsds_cost {
	const char *id, *service_id, *option, *amount;
};

struct hsds_taxonomy {
	const char *id, *name, *description, *uri;
	struct hsds_parts parts; /* its terms */
};

struct hsds_rows {
	void  *items;
	size_t count, room;
};

struct hsds {
	struct hsds_rows rows[HSDS_KINDS];
};

/*
 * Everything that the site's groups give; services as a group lists them, organisation number i of
 * group number i. Lives in `a`.
 */
struct hsds *hsds_of_site(const struct site *site, struct arena *a);

/* Row `i` of a kind: of its struct. */
const void *hsds_row(const struct hsds *h, enum hsds_kind kind, size_t i);

/* The value of a column; NULL: there is none. */
const char *hsds_value(const void *row, const struct hsds_column *c);

/* What is listed, each record with a file of its own: open/<name>.json, open/<name>/<id>.json. */
struct hsds_list {
	const char    *name;
	enum hsds_kind kind;
};

extern const struct hsds_list hsds_lists[]; /* ended by a NULL name */

/* The records of one page of a list. */
#define HSDS_PAGE 50

size_t hsds_page_count(const struct hsds *h, const struct hsds_list *list);

/* "open/services.json", "open/services-2.json": pages are counted from 0. */
const char *hsds_page_path(const struct hsds_list *list, size_t page, struct arena *a);

/* The page for people; NULL: the site has no groups, and so no open data of them. */
const char *open_data_path(const struct site *site);

/*
 * Where a service stands on the page of its group, after the `#`: `service-` and its `id`, or else
 * its name, told apart from services of that name before it.
 */
const char *service_slug(const struct group *g, size_t i, struct arena *a);

#endif
