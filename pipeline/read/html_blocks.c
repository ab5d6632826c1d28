#include <stdarg.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "html_notes.h"

/* A paragraph, its emphasis and a link in it stand inside the blocks that are counted here. */
#define DEPTH_INSIDE 5

void notes_lost(struct notes *n, const char *format, ...)
{
	va_list args;

	if (!n->rules->lost)
		return;
	strbuf_clear(&n->text);
	va_start(args, format);
	strbuf_vaddf(&n->text, format, args);
	va_end(args);
	n->rules->lost(n->rules->arg, arena_strdup(n->arena, n->text.data));
}

void notes_add(struct notes *n, const char *text, size_t len)
{
	if (len)
		runs_add(&n->runs, (struct run){ .kind = RUN_TEXT,
					 .style = n->style,
					 .link = n->link,
					 .text = text,
					 .len = len });
}

void notes_adds(struct notes *n, const char *text)
{
	notes_add(n, text, strlen(text));
}

/* Two line ends are the end of a paragraph. */
void notes_break(struct notes *n)
{
	bool again = false;

	if (n->in_cell && n->runs.count == n->headed)
		return;
	for (size_t i = n->runs.count; i-- > 0 && !again;) {
		const struct run *run = &n->runs.all[i];

		if (run->kind == RUN_TEXT && strspn(run->text, " \t\r\n") < run->len)
			break;
		if (run->kind == RUN_CODE || run->kind == RUN_PICTURE)
			break;
		again = run->kind == RUN_BREAK;
	}
	if (again && !n->in_cell && !n->heading)
		notes_flush(n);
	else
		runs_add(&n->runs,
			 (struct run){ .kind = RUN_BREAK, .style = n->style, .link = n->link });
}

/* An entry for what stands in a list outside of its entries. */
static cmark_node *item_for_strays(struct notes *n)
{
	cmark_node *item = cmark_node_last_child(n->at);

	if (!item) {
		item = cmark_node_new(CMARK_NODE_ITEM);
		cmark_node_append_child(n->at, item);
	}
	return item;
}

static bool is_stray(const struct notes *n, cmark_node_type type)
{
	return cmark_node_get_type(n->at) == CMARK_NODE_LIST && type != CMARK_NODE_ITEM;
}

void notes_append(struct notes *n, cmark_node *block)
{
	bool stray = is_stray(n, cmark_node_get_type(block));

	cmark_node_append_child(stray ? item_for_strays(n) : n->at, block);
}

/* From 2 on, and never two steps at once. */
static int heading_level(struct notes *n, int written)
{
	while (n->above_count && n->above[n->above_count - 1] >= written)
		n->above_count--;
	if (n->above_count < DEEPEST_HEADING - 1)
		n->above[n->above_count++] = written;
	return n->above_count + 1;
}

static bool has_words(const struct runs *r)
{
	for (size_t i = 0; i < r->count; i++) {
		if (r->all[i].kind == RUN_TEXT || r->all[i].kind == RUN_CODE)
			return true;
	}
	return false;
}

void notes_flush(struct notes *n)
{
	if (n->bare || n->lines)
		notes_bare_block(n);
	if (n->runs.has_ink)
		runs_tidy(&n->runs);
	if (n->runs.has_ink && n->runs.count) {
		bool heads = n->heading && has_words(&n->runs);
		cmark_node *block =
			cmark_node_new(heads ? CMARK_NODE_HEADING : CMARK_NODE_PARAGRAPH);

		if (heads)
			cmark_node_set_heading_level(block, heading_level(n, n->heading));
		runs_build(&n->runs, 0, n->runs.count, block);
		notes_append(n, block);
	}
	runs_clear(&n->runs);
}

struct place notes_open(struct notes *n, cmark_node_type type)
{
	notes_flush(n);
	struct place before = { n->at, n->depth };
	int deeper = is_stray(n, type) ? 2 : 1;

	if (n->depth + deeper + DEPTH_INSIDE > LIMIT_MARKDOWN_DEPTH) {
		n->too_deep = true;
		return before;
	}
	cmark_node *block = cmark_node_new(type);

	notes_append(n, block);
	n->at = block;
	n->depth += deeper;
	return before;
}

void notes_close(struct notes *n, struct place before)
{
	notes_flush(n);
	cmark_node *block = n->at;

	while (block != before.at) {
		cmark_node *above = cmark_node_parent(block);

		if (!cmark_node_first_child(block))
			cmark_node_free(block);
		block = above;
	}
	n->at = before.at;
	n->depth = before.depth;
}

struct place notes_open_list(struct notes *n, bool ordered, int start)
{
	struct place before = notes_open(n, CMARK_NODE_LIST);

	if (n->at == before.at)
		return before;
	cmark_node_set_list_type(n->at, ordered ? CMARK_ORDERED_LIST : CMARK_BULLET_LIST);
	if (ordered)
		cmark_node_set_list_start(n->at, start);
	return before;
}

struct place notes_open_item(struct notes *n)
{
	struct place before = { n->at, n->depth };

	notes_flush(n);
	if (cmark_node_get_type(n->at) != CMARK_NODE_LIST)
		before = notes_open_list(n, false, 0);
	if (cmark_node_get_type(n->at) == CMARK_NODE_LIST)
		notes_open(n, CMARK_NODE_ITEM);
	return before;
}
