/*
 * map/network.graphml: the groups and the areas as a graph, for programs that draw networks
 * (GraphML 1.0, http://graphml.graphdrawing.org/). A line from a group to an area says what it
 * does there; one between two groups, that they work together.
 */
#include <string.h>

#include "model/contact.h"
#include "open_data.h"
#include "xml.h"

static const struct {
	const char *id, *of, *name;
} keys[] = {
	{ "kind", "node", "kind" },       { "label", "node", "label" },
	{ "sector", "node", "sector" },   { "url", "node", "url" },
	{ "checked", "node", "checked" }, { "role", "edge", "role" },
};

struct graph {
	struct render *r;
	struct xml xml;
	size_t edges;
};

static void write_data(struct graph *g, const char *key, const char *value)
{
	if (!value)
		return;
	xml_start(&g->xml, "data");
	xml_attr(&g->xml, "key", key);
	xml_text(&g->xml, value);
	xml_end(&g->xml);
}

/* Slugs of areas and groups may be the same. */
static const char *node_id(const struct graph *g, const char *kind, const char *slug)
{
	return arena_printf(g->r->scratch, "%s.%s", kind, slug);
}

static void write_node(struct graph *g, const char *kind, const struct item *item,
		       const char *label, const struct group *group)
{
	struct arena *a = g->r->scratch;

	xml_start(&g->xml, "node");
	xml_attr(&g->xml, "id", node_id(g, kind, item->slug));
	write_data(g, "kind", kind);
	write_data(g, "label", label);
	write_data(g, "sector", group ? group->kind : NULL);
	write_data(g, "url", site_permalink(g->r->site, item->path, a));
	write_data(g, "checked", group && group->checked.set ? date_day(group->checked, a) : NULL);
	xml_end(&g->xml);
}

static void write_edge(struct graph *g, const char *from, const char *to, const char *role)
{
	xml_start(&g->xml, "edge");
	xml_attr(&g->xml, "id", arena_printf(g->r->scratch, "e%zu", ++g->edges));
	xml_attr(&g->xml, "source", from);
	xml_attr(&g->xml, "target", to);
	write_data(g, "role", role);
	xml_end(&g->xml);
}

static void write_roles(struct graph *g, const struct group *group, const struct strings *areas,
			const char *role)
{
	for (size_t i = 0; i < areas->count; i++) {
		if (site_item(g->r->site, &kind_area, areas->items[i]))
			write_edge(g, node_id(g, "group", group->item.slug),
				   node_id(g, "area", areas->items[i]), role);
	}
}

/* Two who name each other are told of once: of the one whose name comes first. */
static void write_partners(struct graph *g, const struct group *group)
{
	for (size_t i = 0; i < group->works_with.count; i++) {
		const char *slug = group->works_with.items[i];
		const struct group *other = site_item(g->r->site, &kind_group, slug);

		if (!other || group_is_closed(other) || strcmp(slug, group->item.slug) == 0 ||
		    (strings_has(&other->works_with, group->item.slug) &&
		     strcmp(slug, group->item.slug) < 0))
			continue;
		write_edge(g, node_id(g, "group", group->item.slug), node_id(g, "group", slug),
			   "works_with");
	}
}

static void write_keys(struct graph *g)
{
	for (size_t i = 0; i < COUNT(keys); i++) {
		xml_start(&g->xml, "key");
		xml_attr(&g->xml, "id", keys[i].id);
		xml_attr(&g->xml, "for", keys[i].of);
		xml_attr(&g->xml, "attr.name", keys[i].name);
		xml_attr(&g->xml, "attr.type", "string");
		xml_end(&g->xml);
	}
}

static void write_graph(struct graph *g)
{
	const struct site *site = g->r->site;

	xml_start(&g->xml, "graph");
	xml_attr(&g->xml, "id", "network");
	xml_attr(&g->xml, "edgedefault", "undirected");
	for (size_t i = 0; i < site->area_count; i++)
		write_node(g, "area", &site->areas[i]->item, site->areas[i]->title, NULL);
	for (size_t i = 0; i < site->group_count; i++) {
		const struct group *group = site->groups[i];

		if (!group_is_closed(group))
			write_node(g, "group", &group->item, group->name, group);
	}
	for (size_t i = 0; i < site->group_count; i++) {
		const struct group *group = site->groups[i];

		if (group_is_closed(group))
			continue;
		write_roles(g, group, &group->leads, "leads");
		write_roles(g, group, &group->helps, "helps");
		write_roles(g, group, &group->refers, "refers");
		write_partners(g, group);
	}
	xml_end(&g->xml);
}

void network_render(struct render *r)
{
	struct graph g = { .r = r };

	strbuf_clear(r->out);
	xml_open(&g.xml, r->out);
	xml_start(&g.xml, "graphml");
	xml_attr(&g.xml, "xmlns", "http://graphml.graphdrawing.org/xmlns");
	write_keys(&g);
	write_graph(&g);
	xml_end(&g.xml);
	xml_close(&g.xml);
	render_put_xml(r, g.xml.refused, "map/network.graphml", "application/graphml+xml");
	arena_reset(r->scratch);
}
