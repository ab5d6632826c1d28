#include "communities.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/table.h"
#include "base/text.h"
#include "model/network.h"
#include "read/csv.h"
#include "value_check.h"

static const char *const kinds[] = { "rural", "urban", "mixed", NULL };

/* What a column is called, and where its cells go in struct community. */
struct column {
	const char *name;
	size_t offset;
	bool required;
};

#define COLUMN(member) #member, offsetof(struct community, member)

static const struct column columns[] = {
	{ COLUMN(id), true },       { COLUMN(name), true },    { COLUMN(kind), true },
	{ COLUMN(council), false }, { COLUMN(cohort), false }, { COLUMN(contact), false },
	{ COLUMN(story), false },
};

#define NONE       ((size_t)-1)
#define KIND_AT    2
#define CONTACT_AT 5
#define STORY_AT   6

struct community_table {
	struct reader *r;
	const struct source *src;
	struct community *all;
	size_t count, room;
	size_t at[COUNT(columns)]; /* where each column is; NONE: there is none */
	struct span *story_at;     /* where each row names its story */
	size_t story_room;
	struct table ids; /* of `all`, from 1 */
};

static char *small(const char *text, struct arena *a)
{
	char *copy = arena_strdup(a, text);

	for (char *c = copy; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return copy;
}

static size_t find_column(const char *name)
{
	size_t i = 0;

	while (i < COUNT(columns) && strcmp(columns[i].name, name) != 0)
		i++;
	return i < COUNT(columns) ? i : NONE;
}

static const char *nearest_column(const char *name)
{
	const char *names[COUNT(columns) + 1] = { NULL };

	for (size_t i = 0; i < COUNT(columns); i++)
		names[i] = columns[i].name;
	return text_nearest(name, names);
}

static void take_column(struct community_table *t, const struct csv_cell *cell, size_t i)
{
	const char *name = small(cell->text, t->r->arena), *near = nearest_column(name);
	const size_t k = find_column(name);

	if (k != NONE && t->at[k] == NONE)
		t->at[k] = i;
	else if (k != NONE)
		diag_report(t->r->diag, DIAG_CSV_COLUMN, cell->at,
			    "there are two columns '%s'; delete one of them", name);
	else if (near)
		diag_report(t->r->diag, DIAG_CSV_COLUMN, cell->at,
			    "unknown column '%s'; did you mean '%s'?", cell->text, near);
	else if (*name)
		diag_report(t->r->diag, DIAG_UNREAD_COLUMN, cell->at,
			    "the column '%s' is not read; those that are: id, name, kind, council, "
			    "cohort, contact, story",
			    cell->text);
}

static bool read_header(struct community_table *t, const struct csv_row *header)
{
	bool good = true;

	for (size_t k = 0; k < COUNT(columns); k++)
		t->at[k] = NONE;
	for (size_t i = 0; i < header->count; i++)
		take_column(t, &header->cells[i], i);
	for (size_t k = 0; k < COUNT(columns); k++) {
		if (!columns[k].required || t->at[k] != NONE)
			continue;
		good = false;
		diag_report(t->r->diag, DIAG_CSV_COLUMN,
			    span_at(t->src, header->off, header->end - header->off),
			    "the first line names no column '%s'; it could be "
			    "'id,name,kind,council,cohort,contact,story'",
			    columns[k].name);
	}
	return good;
}

static const struct csv_cell *cell_of(const struct community_table *t, const struct csv_row *row,
				      size_t k)
{
	bool is_there = t->at[k] != NONE && t->at[k] < row->count && *row->cells[t->at[k]].text;

	return is_there ? &row->cells[t->at[k]] : NULL;
}

/* The cells that there are; what a row cannot do without is reported. */
static void take_cells(struct community_table *t, const struct csv_row *row, struct community *c)
{
	for (size_t k = 0; k < COUNT(columns); k++) {
		const struct csv_cell *cell = cell_of(t, row, k);
		const char **into = (void *)((char *)c + columns[k].offset);

		*into = cell ? cell->text : NULL;
		if (!cell && columns[k].required)
			diag_report(t->r->diag, DIAG_BAD_COMMUNITY, row->cells[0].at,
				    "this row has nothing under '%s'; fill it in", columns[k].name);
	}
}

static void check_kind(struct community_table *t, const struct csv_row *row, struct community *c)
{
	const char *kind = c->kind ? small(c->kind, t->r->arena) : NULL;
	const char *near = kind ? text_nearest(kind, kinds) : NULL;

	if (!kind)
		return;
	c->kind = kind;
	if (text_is_one_of(kind, kinds))
		return;
	diag_report(t->r->diag, DIAG_BAD_COMMUNITY, cell_of(t, row, KIND_AT)->at,
		    "'%s' is no kind of community; %s%s%s", cell_of(t, row, KIND_AT)->text,
		    near ? "did you mean '" : "expected rural, urban or mixed", near ? near : "",
		    near ? "'?" : "");
	c->kind = NULL;
}

static void check_contact(struct community_table *t, const struct csv_row *row,
			  const struct community *c)
{
	if (c->contact && !email_valid(c->contact))
		diag_report(t->r->diag, DIAG_BAD_COMMUNITY, cell_of(t, row, CONTACT_AT)->at,
			    "'%s' is no e-mail address; write that of a role, such as "
			    "coaches@example.org. It is never published",
			    c->contact);
}

static void check_id(struct community_table *t, struct community *c)
{
	uint32_t *at;

	if (!c->id)
		return;
	if (!slug_valid(c->id))
		diag_report(t->r->diag, DIAG_BAD_COMMUNITY, c->at,
			    "'%s' cannot be part of a web address; write '%s'", c->id,
			    slug_make(c->id, t->r->arena));
	at = table_at(&t->ids, key_of(0, c->id, strlen(c->id)));
	if (*at)
		diag_report(t->r->diag, DIAG_BAD_COMMUNITY, c->at,
			    "there is a row '%s' above already; give this one another id, or "
			    "delete it",
			    c->id);
	else
		*at = (uint32_t)t->count + 1;
}

static void read_row(struct community_table *t, const struct csv_row *row, size_t named)
{
	const struct csv_cell *id = cell_of(t, row, 0), *story = cell_of(t, row, STORY_AT);
	struct community c = { .at = id ? id->at : row->cells[0].at };

	if (row->count > named)
		diag_report(t->r->diag, DIAG_CSV_SYNTAX, row->cells[named].at,
			    "this row has %zu cells, and the first line has %zu; put what holds a "
			    "comma or a semicolon in quotation marks",
			    row->count, named);
	take_cells(t, row, &c);
	check_kind(t, row, &c);
	check_contact(t, row, &c);
	check_id(t, &c);
	t->all = arena_grow(t->r->arena, t->all, t->count, &t->room, sizeof(c));
	t->story_at = arena_grow(t->r->arena, t->story_at, t->count, &t->story_room,
				 sizeof(*t->story_at));
	t->story_at[t->count] = story ? story->at : c.at;
	t->all[t->count++] = c;
}

/* The span of a story is found again by its row when stories are known. */
static void keep(struct community_table *t)
{
	t->r->site->communities = t->all;
	t->r->site->community_count = t->count;
	t->r->story_at = t->story_at;
}

void communities_read(struct reader *r)
{
	struct community_table t = { .r = r };
	const char *path = reader_path(r, COMMUNITIES_FILE);
	struct csv csv;
	struct csv_row row;

	if (access(path, F_OK) != 0)
		return;
	t.src = r->site->community_source =
		source_load(path, (struct span){ 0 }, r->arena, r->diag);
	if (!t.src)
		return;
	csv_open(&csv, t.src);
	if (csv_next(&csv, &row, r->arena, r->diag) && read_header(&t, &row)) {
		const size_t named = row.count;

		while (csv_next(&csv, &row, r->arena, r->diag))
			read_row(&t, &row, named);
	}
	keep(&t);
	table_release(&t.ids);
}

/* --- what rows and stories say of one another ------------------------------------- */

static const char *nearest_story(struct reader *r, const char *name)
{
	const struct site *site = r->site;
	const char **slugs = arena_array(r->arena, site->story_count + 1, sizeof(char *));

	for (size_t i = 0; i < site->story_count; i++)
		slugs[i] = site->stories[i]->item.slug;
	return text_nearest(name, slugs);
}

static const char *nearest_community(struct reader *r, const char *name)
{
	const struct site *site = r->site;
	const char **ids = arena_array(r->arena, site->community_count + 1, sizeof(char *));
	size_t count = 0;

	for (size_t i = 0; i < site->community_count; i++) {
		if (site->communities[i].id)
			ids[count++] = site->communities[i].id;
	}
	return text_nearest(name, ids);
}

static void resolve_story(struct reader *r, struct community *c, struct span at)
{
	const char *near;

	if (!c->story || site_item(r->site, &kind_story, c->story))
		return;
	near = nearest_story(r, c->story);
	diag_report(r->diag, DIAG_UNKNOWN_REFERENCE, at, "there is no story '%s'; %s%s%s", c->story,
		    near ? "did you mean '" : "its file would be 'stories/", near ? near : c->story,
		    near ? "'?" : ".md'");
	c->story = NULL;
}

static void resolve_community(struct reader *r, struct story *s)
{
	const char *near;

	if (!s->community || site_community(r->site, s->community))
		return;
	near = nearest_community(r, s->community);
	diag_report(r->diag, DIAG_UNKNOWN_REFERENCE, item_field_span(&s->item, "community"),
		    "there is no community '%s' in " COMMUNITIES_FILE "; %s%s%s", s->community,
		    near ? "did you mean '" : "add its row there", near ? near : "",
		    near ? "'?" : "");
	s->community = NULL;
}

void communities_resolve(struct reader *r)
{
	for (size_t i = 0; i < r->site->community_count; i++)
		resolve_story(r, &r->site->communities[i], r->story_at[i]);
	for (size_t i = 0; i < r->site->story_count; i++)
		resolve_community(r, r->site->stories[i]);
}
