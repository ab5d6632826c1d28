/*
 * The fields of HSDS-UK 3.0 that a group can fill (schema/ of the profile), and some of HSDS 3.0
 * that the profile lets pass and whoever searches wants: who may come, what language is spoken.
 */
#include "base/mem.h"
#include "model/hsds.h"

static const char *const statuses[] = { "active", "inactive", "defunct", "temporarily closed", NULL };
static const char *const frequencies[] = { "WEEKLY", "MONTHLY", NULL };
static const char *const location_types[] = { "physical", "postal", "virtual", NULL };

#define AT(member) .offset = offsetof(ROW, member), .refers = HSDS_KINDS
#define TO(member, kind) .type = HSDS_UUID, .offset = offsetof(ROW, member), .refers = (kind)
#define ID               { .name = "id", .type = HSDS_UUID, .required = true, AT(id) }

#define ROW struct hsds_organization
static const struct hsds_column organization[] = {
	ID,
	{ .name = "name", .required = true, AT(name) },
	{ .name = "description", .required = true, AT(description) },
	{ .name = "email", .type = HSDS_EMAIL, AT(email) },
	{ .name = "website", .type = HSDS_URI, AT(website) },
	{ .name = "uri", .type = HSDS_URI, AT(uri) },
	{ 0 },
};
#undef ROW

#define ROW struct hsds_identifier
static const struct hsds_column identifier[] = {
	ID,
	{ .name = "organization_id", .required = true, TO(organization_id, HSDS_ORGANIZATION) },
	{ .name = "identifier_scheme", AT(scheme) },
	{ .name = "identifier_type", .required = true, AT(type) },
	{ .name = "identifier", .required = true, AT(identifier) },
	{ 0 },
};
#undef ROW

#define ROW struct hsds_service
static const struct hsds_column service[] = {
	ID,
	{ .name = "organization_id", .required = true, TO(organization_id, HSDS_ORGANIZATION) },
	{ .name = "name", .required = true, AT(name) },
	{ .name = "description", AT(description) },
	{ .name = "url", .type = HSDS_URI, .required = true, AT(url) },
	{ .name = "email", .type = HSDS_EMAIL, AT(email) },
	{ .name = "status", .required = true, AT(status), .choices = statuses },
	{ .name = "application_process", AT(access) },
	{ .name = "eligibility_description", AT(eligibility) },
	{ .name = "alert", AT(alert) },
	{ .name = "assured_date", .type = HSDS_DATE, AT(assured_date) },
	{ .name = "last_modified", .type = HSDS_DATETIME, AT(last_modified) },
	{ 0 },
};
#undef ROW

#define ROW struct hsds_attribute
static const struct hsds_column attribute[] = {
	ID,
	{ .name = "link_id", .type = HSDS_UUID, .required = true, AT(link_id) },
	{ .name = "link_entity", .required = true, AT(link_entity) },
	{ .name = "link_type", AT(link_type) },
	{ .name = "taxonomy_term_id", .required = true, TO(term_id, HSDS_TERM) },
	{ 0 },
};
#undef ROW

#define ROW struct hsds_service_at_location
static const struct hsds_column service_at_location[] = {
	ID,
	{ .name = "service_id", .required = true, TO(service_id, HSDS_SERVICE) },
	{ .name = "location_id", .required = true, TO(location_id, HSDS_LOCATION) },
	{ 0 },
};
#undef ROW

#define ROW struct hsds_location
static const struct hsds_column location[] = {
	ID,
	{ .name = "location_type", .required = true, AT(type), .choices = location_types },
	{ .name = "name", AT(name) },
	{ .name = "latitude", .type = HSDS_NUMBER, AT(latitude) },
	{ .name = "longitude", .type = HSDS_NUMBER, AT(longitude) },
	{ 0 },
};
#undef ROW

#define ROW struct hsds_phone
static const struct hsds_column phone[] = {
	ID,
	{ .name = "contact_id", TO(contact_id, HSDS_CONTACT) },
	{ .name = "number", .required = true, AT(number) },
	{ 0 },
};
#undef ROW

#define ROW struct hsds_contact
static const struct hsds_column contact[] = {
	ID,
	{ .name = "service_id", TO(service_id, HSDS_SERVICE) },
	{ .name = "title", AT(title) },
	{ .name = "email", .type = HSDS_EMAIL, AT(email) },
	{ 0 },
};
#undef ROW

#define ROW struct hsds_address
static const struct hsds_column address[] = {
	ID,
	{ .name = "location_id", .required = true, TO(location_id, HSDS_LOCATION) },
	{ .name = "address_1", .required = true, AT(street) },
	{ .name = "city", .required = true, AT(city) },
	{ .name = "state_province", .required = true, AT(state) },
	{ .name = "postal_code", .required = true, AT(postcode) },
	{ .name = "country", .required = true, AT(country) },
	{ .name = "address_type", .required = true, AT(type), .choices = location_types },
	{ 0 },
};
#undef ROW

#define ROW struct hsds_schedule
static const struct hsds_column schedule[] = {
	ID,
	{ .name = "service_id", TO(service_id, HSDS_SERVICE) },
	{ .name = "valid_from", .type = HSDS_DATE, AT(valid_from) },
	{ .name = "valid_to", .type = HSDS_DATE, AT(valid_to) },
	{ .name = "dtstart", .type = HSDS_DATE, AT(dtstart) },
	{ .name = "freq", AT(freq), .choices = frequencies },
	{ .name = "interval", .type = HSDS_NUMBER, AT(interval) },
	{ .name = "byday", AT(byday) },
	{ .name = "bymonthday", AT(bymonthday) },
	{ .name = "description", AT(description) },
	{ .name = "opens_at", .type = HSDS_TIME, AT(opens_at) },
	{ .name = "closes_at", .type = HSDS_TIME, AT(closes_at) },
	{ 0 },
};
#undef ROW

#define ROW struct hsds_service_area
static const struct hsds_column service_area[] = {
	ID,
	{ .name = "service_id", TO(service_id, HSDS_SERVICE) },
	{ .name = "name", AT(name) },
	{ .name = "service_area", AT(text) },
	{ .name = "uri", .type = HSDS_URI, AT(uri) },
	{ 0 },
};
#undef ROW

#define ROW struct hsds_language
static const struct hsds_column language[] = {
	ID,
	{ .name = "service_id", TO(service_id, HSDS_SERVICE) },
	{ .name = "name", AT(name) },
	{ .name = "code", AT(code) },
	{ 0 },
};
#undef ROW

#define ROW struct hsds_accessibility
static const struct hsds_column accessibility[] = {
	ID,
	{ .name = "location_id", TO(location_id, HSDS_LOCATION) },
	{ .name = "description", AT(description) },
	{ 0 },
};
#undef ROW

#define ROW struct hsds_term
static const struct hsds_column term[] = {
	ID,
	{ .name = "code", AT(code) },
	{ .name = "name", .required = true, AT(name) },
	{ .name = "description", .required = true, AT(description) },
	{ .name = "taxonomy", AT(taxonomy) },
	{ .name = "taxonomy_id", TO(taxonomy_id, HSDS_TAXONOMY) },
	{ .name = "term_uri", .type = HSDS_URI, AT(uri) },
	{ .name = "term", AT(term) },
	{ 0 },
};
#undef ROW

#define ROW struct hsds_cost
static const struct hsds_column cost[] = {
	ID,
	{ .name = "service_id", .required = true, TO(service_id, HSDS_SERVICE) },
	{ .name = "option", AT(option) },
	{ .name = "amount", .type = HSDS_NUMBER, AT(amount) },
	{ 0 },
};
#undef ROW

#define ROW struct hsds_taxonomy
static const struct hsds_column taxonomy[] = {
	ID,
	{ .name = "name", .required = true, AT(name) },
	{ .name = "description", .required = true, AT(description) },
	{ .name = "uri", .type = HSDS_URI, AT(uri) },
	{ 0 },
};
#undef ROW

#define TABLE(columns, file) { #columns, file, columns, sizeof(struct hsds_##columns) }

const struct hsds_table hsds_tables[HSDS_KINDS] = {
	[HSDS_ORGANIZATION] = TABLE(organization, "organizations.csv"),
	[HSDS_IDENTIFIER] = { "organization_identifier", "organization_identifiers.csv", identifier,
			      sizeof(struct hsds_identifier) },
	[HSDS_SERVICE] = TABLE(service, "services.csv"),
	[HSDS_ATTRIBUTE] = TABLE(attribute, "attributes.csv"),
	[HSDS_SERVICE_AT_LOCATION] = TABLE(service_at_location,
					   "service_at_locations.csv"),
	[HSDS_LOCATION] = TABLE(location, "locations.csv"),
	[HSDS_PHONE] = TABLE(phone, "phones.csv"),
	[HSDS_CONTACT] = TABLE(contact, "contacts.csv"),
	[HSDS_ADDRESS] = TABLE(address, "addresses.csv"),
	[HSDS_SCHEDULE] = TABLE(schedule, "schedules.csv"),
	[HSDS_SERVICE_AREA] = TABLE(service_area, "service_areas.csv"),
	[HSDS_LANGUAGE] = TABLE(language, "languages.csv"),
	[HSDS_ACCESSIBILITY] = TABLE(accessibility, "accessibility.csv"),
	[HSDS_TERM] = { "taxonomy_term", "taxonomy_terms.csv", term, sizeof(struct hsds_term) },
	[HSDS_COST] = { "cost_option", "cost_options.csv", cost, sizeof(struct hsds_cost) },
	[HSDS_TAXONOMY] = TABLE(taxonomy, "taxonomies.csv"),
};

const struct hsds_list hsds_lists[] = {
	{ "services", HSDS_SERVICE },
	{ "organizations", HSDS_ORGANIZATION },
	{ "taxonomies", HSDS_TAXONOMY },
	{ "taxonomy_terms", HSDS_TERM },
	{ "service_at_locations", HSDS_SERVICE_AT_LOCATION },
	{ 0 },
};
