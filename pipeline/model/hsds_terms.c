/* The areas and the people whom services are for, as taxonomies of Open Referral UK. */
#include <string.h>

#include "base/mem.h"
#include "hsds_rows.h"
#include "model/collect.h"

static struct hsds_taxonomy *add_taxonomy(struct hsds_maker *m, struct hsds_taxonomy what)
{
	struct hsds_taxonomy *row = hsds_add(m, HSDS_TAXONOMY);

	*row = what;
	row->parts = hsds_begin(m);
	return row;
}

static size_t add_term(struct hsds_maker *m, const struct hsds_taxonomy *of, struct hsds_term term)
{
	struct hsds_term *row = hsds_add(m, HSDS_TERM);

	term.taxonomy = of->name;
	term.taxonomy_id = of->id;
	term.term = term.name;
	if (!term.description)
		term.description = term.name;
	*row = term;
	return m->h->rows[HSDS_TERM].count;
}

static void add_areas(struct hsds_maker *m)
{
	const struct site *site = m->site;
	const char *path = collection_list_path(site, COLLECTION_AREA);
	struct hsds_taxonomy *t =
		add_taxonomy(m, (struct hsds_taxonomy){
					.id = hsds_id(m, "areas/", NULL),
					.name = site->interface->areas,
					.description = site->interface->open_areas_about,
					.uri = path ? site_permalink(site, path, m->a) : NULL,
				});

	for (size_t i = 0; i < site->area_count; i++) {
		const struct area *area = site->areas[i];

		m->terms[i] = add_term(m, t,
				       (struct hsds_term){
					       .id = hsds_id(m, area->item.path, NULL),
					       .code = area->item.slug,
					       .name = area->title,
					       .description = area->summary,
					       .uri = site_permalink(site, area->item.path, m->a),
				       });
	}
	hsds_end(m, &t->parts);
}

static void add_audiences(struct hsds_maker *m)
{
	const struct site *site = m->site;
	struct hsds_taxonomy *t =
		add_taxonomy(m, (struct hsds_taxonomy){
					.id = hsds_id(m, "audiences/", NULL),
					.name = site->interface->open_audiences,
					.description = site->interface->open_audiences_about,
				});

	for (size_t i = 0; i < site->audience_count; i++) {
		const struct audience *who = site->audiences[i];

		m->terms[site->area_count + i] =
			add_term(m, t,
				 (struct hsds_term){
					 .id = hsds_id(m, who->item.path, NULL),
					 .code = who->item.slug,
					 .name = who->title,
					 .description = who->summary,
					 .uri = site_permalink(site, who->item.path, m->a),
				 });
	}
	hsds_end(m, &t->parts);
}

void hsds_add_taxonomies(struct hsds_maker *m)
{
	if (m->site->area_count)
		add_areas(m);
	if (m->site->audience_count)
		add_audiences(m);
}

/* Its place among m->terms; as many as there are: it has none. */
static size_t find_term(const struct site *site, const struct kind *kind, const char *slug)
{
	size_t i = 0;

	if (kind == &kind_area) {
		while (i < site->area_count && strcmp(site->areas[i]->item.slug, slug) != 0)
			i++;
		return i < site->area_count ? i : site->area_count + site->audience_count;
	}
	while (i < site->audience_count && strcmp(site->audiences[i]->item.slug, slug) != 0)
		i++;
	return site->area_count + i;
}

void hsds_add_attribute(struct hsds_maker *m, const struct hsds_link *of, const struct kind *kind,
			const char *slug)
{
	size_t at = find_term(m->site, kind, slug);

	if (!m->terms[at])
		return;
	const struct hsds_term *term = hsds_row(m->h, HSDS_TERM, m->terms[at] - 1);
	struct hsds_attribute *row = hsds_add(m, HSDS_ATTRIBUTE);

	*row = (struct hsds_attribute){
		.id = hsds_id(m, of->path, arena_printf(m->a, "%s/%s", of->type, slug)),
		.link_id = of->id,
		.link_entity = of->entity,
		.link_type = of->type,
		.term_id = term->id,
		.term = m->terms[at] - 1,
	};
}
