/* What programs are told of the map: who works on it, its areas as terms, and itself as data. */
#include <string.h>

#include "linked.h"
#include "linking.h"
#include "map_words.h"
#include "model/collect.h"
#include "model/contact.h"
#include "model/map_pages.h"
#include "model/translation.h"

/* The sorts of organisation that schema.org knows. */
static const char *organisation_type(const char *kind)
{
	static const struct {
		const char *kind, *type;
	} all[] = {
		{ "third", "NGO" },
		{ "public", "GovernmentOrganization" },
		{ "education", "EducationalOrganization" },
	};

	for (size_t i = 0; i < COUNT(all); i++) {
		if (strcmp(all[i].kind, kind) == 0)
			return all[i].type;
	}
	return "Organization";
}

/* https://org-id.guide: the lists of organisations that charity and company numbers are from. */
static void add_identifier(struct linked *l, const char *list, const char *number)
{
	if (!number)
		return;
	linked_open(l, NULL, "PropertyValue");
	json_text(&l->json, "propertyID", list);
	json_text(&l->json, "value", number);
	json_close(&l->json, '}');
}

static void add_identifiers(struct linked *l, const struct group *g)
{
	if (!g->charity && !g->company)
		return;
	json_open(&l->json, "identifier", '[');
	add_identifier(l, "GB-SC", g->charity);
	add_identifier(l, "GB-COH", g->company);
	json_close(&l->json, ']');
}

/* Each of these as a thing of that type, with name and address. */
static void add_things(struct linked *l, const char *key, const char *type,
		       const struct list *links)
{
	const struct map_link *all = links->items;

	if (!links->count)
		return;
	json_open(&l->json, key, '[');
	for (size_t i = 0; i < links->count; i++) {
		linked_open(l, NULL, type);
		json_text(&l->json, "name", all[i].title);
		linked_url(l, "url", all[i].path);
		json_close(&l->json, '}');
	}
	json_close(&l->json, ']');
}

static void add_named(struct linked *l, const char *key, const struct kind *kind,
		      const struct strings *slugs)
{
	const struct list links = links_to(l->press->site, kind, slugs, &l->press->page);

	add_things(l, key, kind == &kind_place ? "Place" : "DefinedTerm", &links);
}

/* Whom a service is for; of one that says nothing the group's. */
static void add_audiences(struct linked *l, const struct group *g, const struct service *s)
{
	const struct site *site = l->press->site;
	const struct list links =
		links_to(site, &kind_audience, s->audiences.count ? &s->audiences : &g->audiences,
			 &l->press->page);
	const struct map_link *all = links.items;

	if (!links.count)
		return;
	json_open(&l->json, "audience", '[');
	for (size_t i = 0; i < links.count; i++) {
		linked_open(l, NULL, "Audience");
		json_text(&l->json, "audienceType", all[i].title);
		json_close(&l->json, '}');
	}
	json_close(&l->json, ']');
}

static void add_service(struct linked *l, const struct group *g, const struct service *s)
{
	const char *cost = s->cost ? s->cost : g->cost;

	linked_open(l, NULL, "Offer");
	linked_open(l, "itemOffered", "Service");
	json_text(&l->json, "name", s->name);
	linked_text(l, "description", s->what);
	add_named(l, "areaServed", &kind_place, s->places.count ? &s->places : &g->places);
	add_audiences(l, g, s);
	json_close(&l->json, '}');
	if (cost && strcmp(cost, "free") == 0) {
		json_text(&l->json, "price", "0");
		json_text(&l->json, "priceCurrency", "GBP");
	}
	json_close(&l->json, '}');
}

/* What has closed is not offered. */
static void add_services(struct linked *l, const struct group *g)
{
	const struct service *all = g->services.items;
	bool open = false;

	for (size_t i = 0; i < g->services.count; i++) {
		if (service_is_closed(&all[i]))
			continue;
		if (!open)
			json_open(&l->json, "makesOffer", '[');
		open = true;
		add_service(l, g, &all[i]);
	}
	if (open)
		json_close(&l->json, ']');
}

static void add_address(struct linked *l, const struct group *g)
{
	if (!group_has_open_address(g) || !g->address)
		return;
	linked_open(l, "address", "PostalAddress");
	json_text(&l->json, "streetAddress", g->address);
	linked_text(l, "addressLocality", g->town);
	linked_text(l, "postalCode", g->postcode);
	json_close(&l->json, '}');
}

static struct list areas_of(struct press *p, const struct group *g)
{
	const struct list leads = links_to(p->site, &kind_area, &g->leads, &p->page),
			  helps = links_to(p->site, &kind_area, &g->helps, &p->page);
	struct map_link *all = arena_array(&p->page, leads.count + helps.count, sizeof(*all));

	for (size_t i = 0; i < leads.count; i++)
		all[i] = ((const struct map_link *)leads.items)[i];
	for (size_t i = 0; i < helps.count; i++)
		all[leads.count + i] = ((const struct map_link *)helps.items)[i];
	return (struct list){ .items = all, .count = leads.count + helps.count };
}

const char *linked_group(struct press *p, const struct group *g)
{
	const struct list areas = areas_of(p, g);
	struct linked l = LINKED_INIT(p);

	linked_begin(&l, organisation_type(g->kind));
	linked_url(&l, "mainEntityOfPage", g->item.path);
	json_text(&l.json, "name", g->name);
	linked_text(&l, "description", g->summary);
	linked_text(&l, "url", g->web);
	linked_text(&l, "telephone", group_open_phone(g));
	linked_text(&l, "email", group_open_email(g));
	linked_text(&l, "sameAs", g->aliss);
	add_identifiers(&l, g);
	add_address(&l, g);
	add_named(&l, "areaServed", &kind_place, &g->places);
	add_things(&l, "knowsAbout", "DefinedTerm", &areas);
	add_services(&l, g);
	return linked_end(&l);
}

static void add_term(struct linked *l, const struct area *area)
{
	json_text(&l->json, "name", area->title);
	json_text(&l->json, "termCode", area->item.slug);
	linked_text(l, "description", area->summary);
	linked_url(l, "url", area->item.path);
}

static void add_set(struct linked *l, const char *key)
{
	const struct site *site = l->press->site;

	linked_open(l, key, "DefinedTermSet");
	json_text(&l->json, "name", site->interface->areas);
	linked_url(l, "url", collection_list_path(site, COLLECTION_AREA));
	json_close(&l->json, '}');
}

const char *linked_area(struct press *p, const struct area *area)
{
	struct linked l = LINKED_INIT(p);

	linked_begin(&l, "DefinedTerm");
	add_term(&l, area);
	add_set(&l, "inDefinedTermSet");
	return linked_end(&l);
}

const char *linked_areas(struct press *p)
{
	const struct site *site = p->site;
	struct linked l = LINKED_INIT(p);

	linked_begin(&l, "DefinedTermSet");
	json_text(&l.json, "name", site->interface->areas);
	linked_url(&l, "url", collection_list_path(site, COLLECTION_AREA));
	json_open(&l.json, "hasDefinedTerm", '[');
	for (size_t i = 0; i < site->area_count; i++) {
		linked_open(&l, NULL, "DefinedTerm");
		add_term(&l, site->areas[i]);
		json_close(&l.json, '}');
	}
	json_close(&l.json, ']');
	return linked_end(&l);
}

/* Files of open data (page_open.c has them all). */
static void add_download(struct linked *l, const char *path, const char *type)
{
	linked_open(l, NULL, "DataDownload");
	linked_url(l, "contentUrl", path);
	json_text(&l->json, "encodingFormat", type);
	json_close(&l->json, '}');
}

const char *linked_map(struct press *p)
{
	const struct site *site = p->site;
	struct strings places = { .items = arena_array(&p->page, site->place_count,
						       sizeof(char *)) };
	struct linked l = LINKED_INIT(p);

	for (size_t i = 0; i < site->place_count; i++)
		places.items[places.count++] = site->places[i]->item.slug;
	linked_begin(&l, "Dataset");
	json_text(&l.json, "name",
		  words_fill(site->interface->map_of, "site", site->title, &p->page));
	json_text(&l.json, "description", site->interface->map_lead);
	linked_url(&l, "url", site_map_path(site));
	linked_licence(&l, site->licence);
	linked_organisation(&l, "creator", site->title);
	add_named(&l, "spatialCoverage", &kind_place, &places);
	json_bool(&l.json, "isAccessibleForFree", true);
	json_open(&l.json, "distribution", '[');
	add_download(&l, "open/tabular/organizations.csv", "text/csv");
	add_download(&l, "map/map.json", "application/json");
	json_close(&l.json, ']');
	return linked_end(&l);
}
