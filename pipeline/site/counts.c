#include "counts.h"

#include "press.h"

static const struct name count_row_names[] = {
	TEXT_NAME(struct count_row, title),
	TEXT_NAME(struct count_row, path),
	NUMBER_NAME(struct count_row, number),
	NUMBER_NAME(struct count_row, percent),
	{ 0 },
};
static const struct view view_count_row = { .name = "row",
					    .size = sizeof(struct count_row),
					    .names = count_row_names };

static const struct name count_table_names[] = {
	TEXT_NAME(struct count_table, id),
	TEXT_NAME(struct count_table, title),
	TEXT_NAME(struct count_table, of),
	LIST_NAME(struct count_table, rows, &view_count_row),
	{ 0 },
};
const struct view view_count_table = { .name = "numbers",
				       .size = sizeof(struct count_table),
				       .names = count_table_names };

struct count_table count_table_begin(struct press *p, const char *id, const char *title,
				     const char *of, size_t most)
{
	return (struct count_table){
		.id = id,
		.title = title,
		.of = of,
		.rows = { .items = arena_array(&p->page, most, sizeof(struct count_row)) },
	};
}

void count_table_add(struct count_table *t, struct count_row row)
{
	((struct count_row *)t->rows.items)[t->rows.count++] = row;
}

void count_table_end(struct count_table *t)
{
	struct count_row *rows = t->rows.items;
	int64_t most = 1;

	for (size_t i = 0; i < t->rows.count; i++)
		most = rows[i].number > most ? rows[i].number : most;
	for (size_t i = 0; i < t->rows.count; i++)
		rows[i].percent = rows[i].number * 100 / most;
}
