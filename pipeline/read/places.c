#include "places.h"

#include <limits.h>
#include <string.h>

#include "base/mem.h"

static void index_lines(struct places *p)
{
	const struct source *src = p->src;
	size_t count = 1;

	for (size_t i = p->body; i < src->len; i++)
		count += src->text[i] == '\n';
	p->lines = arena_array(p->arena, count, sizeof(size_t));
	p->lines[p->count++] = p->body;
	for (size_t i = p->body; i < src->len; i++) {
		if (src->text[i] == '\n')
			p->lines[p->count++] = i + 1;
	}
}

size_t places_offset(struct places *p, int line, int column)
{
	if (!p->lines)
		index_lines(p);
	if (line < 1 || (size_t)line > p->count)
		return p->body;
	return p->lines[line - 1] + (size_t)(column > 0 ? column - 1 : 0);
}

size_t places_line_end(struct places *p, int line)
{
	size_t next = line < INT_MAX ? places_offset(p, line + 1, 1) : p->body;

	return next > p->body ? next - 1 : p->src->len;
}

struct span places_node(struct places *p, cmark_node *n)
{
	size_t from =
		places_offset(p, cmark_node_get_start_line(n), cmark_node_get_start_column(n));
	size_t to = places_offset(p, cmark_node_get_end_line(n), cmark_node_get_end_column(n)) + 1;
	size_t line_end = places_line_end(p, cmark_node_get_start_line(n));

	if (to > line_end)
		to = line_end;
	return span_at(p->src, from, to > from ? to - from : 1);
}
