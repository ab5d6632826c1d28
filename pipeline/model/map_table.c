#include "model/map_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/cell.h"
#include "base/mem.h"
#include "base/strbuf.h"

const char *const map_column_names[] = {
	"group",     "name",  "kind",    "area", "role",    "places",
	"audiences", "times", "ways_in", "cost", "checked", NULL,
};

static int by_group(const void *x, const void *y)
{
	const struct presence *a = *(const struct presence *const *)x,
			      *b = *(const struct presence *const *)y;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	return a->area < b->area ? -1 : a->area > b->area;
}

static const struct presence **sort_presences(const struct map *m, struct arena *a)
{
	const struct presence **all = arena_array(a, m->count, sizeof(*all));

	for (size_t i = 0; i < m->count; i++)
		all[i] = &m->presences[i];
	if (m->count > 1)
		qsort(all, m->count, sizeof(*all), by_group);
	return all;
}

static void join(struct strbuf *cell, const char *text)
{
	strbuf_adds(cell, cell->len ? MAP_TABLE_BETWEEN : "");
	strbuf_adds(cell, text);
}

static void put_names(struct strbuf *out, uint64_t bits, const struct map_names *names)
{
	STRBUF_SCOPED struct strbuf cell = STRBUF_INIT(out->limit);

	for (; bits; bits &= bits - 1)
		join(&cell, names->all[__builtin_ctzll(bits)].slug);
	strbuf_addc(out, ',');
	cell_put(out, cell.data);
}

static void put_words(struct strbuf *out, unsigned bits, const char *const *words)
{
	STRBUF_SCOPED struct strbuf cell = STRBUF_INIT(out->limit);

	for (; bits; bits &= bits - 1)
		join(&cell, words[__builtin_ctz(bits)]);
	strbuf_addc(out, ',');
	cell_put(out, cell.data);
}

static void put_text(struct strbuf *out, const char *text)
{
	strbuf_addc(out, ',');
	cell_put(out, text);
}

static void put_row(struct strbuf *out, const struct site *site, const struct presence *p,
		    struct arena *a)
{
	const struct map *m = site->map;
	const struct map_name *name = &m->groups.all[p->group];
	const struct group *group = site_item(site, &kind_group, name->slug);

	cell_put(out, name->slug);
	put_text(out, name->title);
	put_text(out, group && group->kind ? group->kind : "");
	put_text(out, m->areas.all[p->area].slug);
	put_text(out, map_role_words[p->role]);
	put_names(out, p->places, &m->places);
	put_names(out, p->audiences, &m->audiences);
	put_words(out, p->times, map_times);
	put_words(out, p->ways_in, map_ways_in);
	put_words(out, p->costs, map_costs);
	put_text(out, p->checked.set ? date_day(p->checked, a) : "");
	strbuf_adds(out, "\r\n");
}

void map_table_write(const struct site *site, struct strbuf *out)
{
	struct arena scratch = { 0 };
	const struct presence **all = sort_presences(site->map, &scratch);

	for (size_t i = 0; map_column_names[i]; i++) {
		strbuf_adds(out, i ? "," : "");
		strbuf_adds(out, map_column_names[i]);
	}
	strbuf_adds(out, "\r\n");
	for (size_t i = 0; i < site->map->count; i++)
		put_row(out, site, all[i], &scratch);
	arena_free(&scratch);
}
