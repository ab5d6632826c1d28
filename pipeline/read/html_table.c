#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "html_notes.h"

/* Columns that are told apart; more are lines without their headings. */
#define MOST_COLUMNS 64

/* The longest words that still head a cell: bytes. */
#define LONGEST_HEAD 120

struct table_heads {
	const char *words[MOST_COLUMNS]; /* NULL: the column has none */
	size_t count;
};

static bool is_cell(const xmlNode *n)
{
	return html_is(n, "td") || html_is(n, "th");
}

/* The next row below `n` inside the table, but not of a table in it; NULL: there is none. */
static const xmlNode *next_row(const xmlNode *table, const xmlNode *n)
{
	const xmlNode *in = n ? n : table;

	do {
		bool enter = in == table || html_is(in, "thead") || html_is(in, "tbody") ||
			     html_is(in, "tfoot");

		if (enter && in->children) {
			in = in->children;
			continue;
		}
		while (in != table && !in->next)
			in = in->parent;
		in = in == table ? NULL : in->next;
	} while (in && !html_is(in, "tr"));
	return in;
}

static size_t cells_of(const xmlNode *row)
{
	size_t count = 0;

	for (const xmlNode *c = row->children; c; c = c->next)
		count += is_cell(c);
	return count;
}

static size_t span_of(const xmlNode *cell, struct arena *a)
{
	const char *span = html_attr(cell, "colspan", a);
	long n = span ? strtol(span, NULL, 10) : 1;

	return n < 1 ? 1 : n > MOST_COLUMNS ? MOST_COLUMNS : (size_t)n;
}

static const char *head_words(const xmlNode *cell, struct arena *a)
{
	char *words = arena_strdup(a, "");
	const char *all = html_words(cell, LONGEST_HEAD, a);
	size_t len = 0;

	if (!all)
		return NULL;
	words = arena_strdup(a, all);
	for (const char *s = all; *s; s++) {
		bool blank = strchr(" \t\r\n", *s);

		if (!blank || (len && words[len - 1] != ' '))
			words[len++] = blank ? ' ' : *s;
	}
	while (len && strchr(" :", words[len - 1]))
		len--;
	words[len] = '\0';
	return len ? words : NULL;
}

/* The first row, when all its cells are headings: at least two, and one with words. */
static const xmlNode *read_heads(const xmlNode *table, struct table_heads *heads, struct arena *a)
{
	const xmlNode *row = next_row(table, NULL);
	size_t cells = row ? cells_of(row) : 0, heading = 0, worded = 0;

	for (const xmlNode *c = row ? row->children : NULL; c; c = c->next) {
		if (!is_cell(c))
			continue;
		bool heads_column = html_is(c, "th") || html_is(row->parent, "thead");

		heading += heads_column;
		for (size_t n = span_of(c, a); n && heads->count < MOST_COLUMNS; n--)
			heads->words[heads->count++] = head_words(c, a);
		worded += head_words(c, a) != NULL;
	}
	return cells > 1 && heading == cells && worded && next_row(table, row) ? row : NULL;
}

/* Cells with blocks in them, or one column: the table only says where things stand. */
static bool is_layout(const xmlNode *table)
{
	static const char *const blocks[] = { "table", "ul", "ol", "h1", "h2", "h3", "h4",
					      "blockquote", "pre", "p", "div", NULL };
	size_t most = 0;

	for (const xmlNode *row = next_row(table, NULL); row; row = next_row(table, row)) {
		size_t cells = cells_of(row);
		most = cells > most ? cells : most;
	}
	return most < 2 || html_has(table, blocks);
}

/* Each cell a line, after the heading of its column. */
static void take_entry(struct notes *n, const xmlNode *row, const struct table_heads *heads)
{
	struct place before = notes_open_item(n);
	size_t column = 0;

	n->in_cell = true;
	for (const xmlNode *c = row->children; c; c = c->next) {
		if (!is_cell(c)) {
			notes_walk(n, c);
			continue;
		}
		const char *head = column < heads->count ? heads->words[column] : NULL;

		column += span_of(c, n->arena);
		if (!html_has_words(c) && !html_has(c, (const char *const[]){ "img", NULL }))
			continue;
		notes_break(n);
		if (head)
			notes_adds(n, arena_printf(n->arena, "%s: ", head));
		n->headed = n->runs.count;
		notes_walk_inside(n, c);
	}
	notes_close(n, before);
	n->in_cell = false;
}

/* One line: what stood side by side is parted by a dash, as time stamps and titles are. */
static void take_line(struct notes *n, const xmlNode *row)
{
	bool begun = false;

	n->in_cell = true;
	for (const xmlNode *c = row->children; c; c = c->next) {
		if (!is_cell(c)) {
			notes_walk(n, c);
			continue;
		}
		if (!html_has_words(c) && !html_has(c, (const char *const[]){ "img", NULL }))
			continue;
		if (begun)
			notes_adds(n, " \xe2\x80\x93 ");
		notes_walk_inside(n, c);
		begun = true;
	}
	notes_break(n);
	n->in_cell = false;
}

static void take_rows(struct notes *n, const xmlNode *table, const xmlNode *head,
		      const struct table_heads *heads)
{
	struct place before = { n->at, n->depth };

	if (head)
		before = notes_open_list(n, false, 0);
	for (const xmlNode *row = next_row(table, NULL); row; row = next_row(table, row)) {
		if (html_is_hidden(row, n->arena) || row == head)
			continue;
		if (head)
			take_entry(n, row, heads);
		else
			take_line(n, row);
	}
	if (head)
		notes_close(n, before);
	notes_flush(n);
}

/* What stands in a table outside of its rows: a caption; what is misplaced. */
static void take_rest(struct notes *n, const xmlNode *node)
{
	for (const xmlNode *c = node->children; c; c = c->next) {
		if (html_is(c, "tr"))
			continue;
		if (html_is(c, "thead") || html_is(c, "tbody") || html_is(c, "tfoot"))
			take_rest(n, c);
		else
			notes_walk(n, c);
	}
}

void notes_table(struct notes *n, const xmlNode *table)
{
	struct table_heads heads = { 0 };
	const xmlNode *head = read_heads(table, &heads, n->arena);

	notes_flush(n);
	if (!head && is_layout(table)) {
		notes_walk_inside(n, table);
	} else {
		take_rest(n, table);
		notes_flush(n);
		take_rows(n, table, head, &heads);
	}
	notes_flush(n);
}
