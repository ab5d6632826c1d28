/*
 * The map as tables for spreadsheets and programs (RFC 4180, text/csv). Their first
 * rows are names that stay; who reads them should go by the names, as columns may be
 * added.
 */
#include "model/rows.h"
#include "render.h"

static struct rows groups(const struct site *site, struct arena *a)
{
	return rows_groups(site, ROWS_PUBLIC, a);
}

static struct rows services(const struct site *site, struct arena *a)
{
	return rows_services(site, ROWS_PUBLIC, a);
}

static struct rows roles(const struct site *site, struct arena *a)
{
	return rows_long(site, ROWS_PUBLIC, a);
}

static struct rows matrix(const struct site *site, struct arena *a)
{
	return rows_wide(site, ROWS_PUBLIC, a);
}

static const struct {
	const char *path;
	struct rows (*make)(const struct site *site, struct arena *a);
} tables[] = {
	{ "map/groups.csv", groups }, { "map/services.csv", services }, { "map/long.csv", roles },
	{ "map/wide.csv", matrix },   { "map/areas.csv", rows_areas },
};

void tables_render(struct render *r)
{
	for (size_t i = 0; r->site->group_count && i < COUNT(tables); i++) {
		if (!output_wants(r->sink, tables[i].path))
			continue;
		const struct rows rows = tables[i].make(r->site, r->scratch);

		strbuf_clear(r->out);
		rows_write(&rows, false, r->out);
		render_put(r, tables[i].path, "text/csv");
		arena_reset(r->scratch);
	}
}
