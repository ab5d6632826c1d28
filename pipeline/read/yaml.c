#include "yaml.h"

#include <string.h>
#include <yaml.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"

/* libyaml counts characters, spans count bytes: marks only grow, so one walk converts them all. */
struct cursor {
	size_t chars, bytes;
};

struct builder {
	yaml_parser_t parser;
	const struct source *src;
	size_t off, len;
	struct cursor cursor;
	struct arena *arena;
	struct diag *diag;
	struct node *open[LIMIT_YAML_DEPTH], **tail[LIMIT_YAML_DEPTH];
	struct node *key[LIMIT_YAML_DEPTH]; /* waits for its value */
	unsigned depth, nodes;
	struct yaml result;
	bool stopped;
};

/* The byte offset in the source of the character that libyaml means. */
static size_t byte_offset(struct builder *b, size_t chars)
{
	const char *text = b->src->text + b->off;

	if (chars < b->cursor.chars)
		b->cursor = (struct cursor){ 0 };
	while (b->cursor.chars < chars && b->cursor.bytes < b->len) {
		b->cursor.bytes++;
		while (b->cursor.bytes < b->len &&
		       ((unsigned char)text[b->cursor.bytes] & 0xc0) == 0x80)
			b->cursor.bytes++;
		b->cursor.chars++;
	}
	return b->off + b->cursor.bytes;
}

static struct span event_span(struct builder *b, const yaml_event_t *e)
{
	size_t start = byte_offset(b, e->start_mark.index);

	return span_at(b->src, start, byte_offset(b, e->end_mark.index) - start);
}

static void stop(struct builder *b, struct span at, const char *why)
{
	diag_report(b->diag, DIAG_YAML_SYNTAX, at, "%s", why);
	b->stopped = true;
	for (unsigned i = 1; i < b->depth; i++)
		b->open[i]->broken = true;
}

/* libyaml's words for what a volunteer meets, in ours. */
static const char *plain_problem(const char *problem)
{
	static const struct {
		const char *theirs, *ours;
	} words[] = {
		{ "mapping values are not allowed",
		  "a second ': ' stands in one line; put the text in \"quotes\"" },
		{ "could not find expected ':'",
		  "a colon and a space are missing: write 'key: value', and begin a line that goes "
		  "on from the one above with two spaces" },
		{ "while scanning a quoted scalar", "a quotation mark is not closed" },
		{ "found unexpected end of stream", "a quotation mark or bracket is not closed" },
		{ "did not find expected ',' or ']'",
		  "a list '[…]' is not closed, or lacks a comma" },
		{ "did not find expected ',' or '}'",
		  "a map '{…}' is not closed, or lacks a comma" },
		{ "did not find expected key", "this line is not 'key: value', or its indentation "
					       "differs from its neighbours'" },
		{ "did not find expected '-' indicator",
		  "this line belongs to no list entry; check its indentation" },
		{ "block sequence entries are not allowed",
		  "a list entry '- ' cannot begin here; start a new line" },
		{ "found character that cannot start any token",
		  "this character cannot begin a value; put the text in \"quotes\"" },
		{ "found unknown escape character", "in \"…\" a backslash must be doubled" },
	};

	for (size_t i = 0; i < COUNT(words); i++) {
		if (strstr(problem, words[i].theirs))
			return words[i].ours;
	}
	return problem;
}

static void report_parser(struct builder *b)
{
	/* What was begun and not ended is the place to mend, not where the reader gave up. */
	const char *context = b->parser.context ? b->parser.context : "";
	bool begun = strstr(context, "quoted scalar") || strstr(context, "flow ") ||
		     strstr(context, "simple key");
	size_t at =
		byte_offset(b, begun ? b->parser.context_mark.index : b->parser.problem_mark.index);
	const char *problem = b->parser.problem ? b->parser.problem : "this is not YAML";
	struct span span = span_at(b->src, at, 1);

	if (at < b->off + b->len && b->src->text[at] == '\t')
		stop(b, span, "a tab cannot indent YAML; use spaces");
	else
		stop(b, span, plain_problem(problem));
}

/* Hangs a node into the map or list that is open. */
static void attach(struct builder *b, struct node *n)
{
	if (!b->depth) {
		b->result.root = n;
		return;
	}
	unsigned d = b->depth - 1;

	if (b->open[d]->kind == NODE_MAP && !b->key[d]) {
		if (n->kind != NODE_SCALAR)
			stop(b, n->at, "a key must be a word");
		b->key[d] = n;
		return;
	}
	n->key = b->key[d];
	b->key[d] = NULL;
	*b->tail[d] = n;
	b->tail[d] = &n->next;
}

static struct node *new_node(struct builder *b, enum node_kind kind, struct span at)
{
	struct node *n = arena_new(b->arena, struct node);

	n->kind = kind;
	n->at = at;
	if (++b->nodes > LIMIT_YAML_NODES)
		stop(b, at, "the file has more entries than blether takes");
	return n;
}

static void open_node(struct builder *b, const yaml_event_t *e, enum node_kind kind)
{
	struct span at = event_span(b, e);
	struct node *n = new_node(b, kind, span_at(at.src, at.off, 1));

	n->flow = kind == NODE_LIST ? e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
				    : e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
	attach(b, n);
	if (b->stopped)
		return;
	if (b->depth == LIMIT_YAML_DEPTH) {
		stop(b, at, "lists and maps are nested too deeply");
		return;
	}
	b->open[b->depth] = n;
	b->key[b->depth] = NULL;
	b->tail[b->depth++] = &n->first;
}

/* What has no brackets ends with the last that is in it. */
static void close_node(struct builder *b, const yaml_event_t *e)
{
	struct node *n = b->open[--b->depth];
	const struct node *last = n->first;

	while (last && last->next)
		last = last->next;
	if (n->flow)
		n->end = byte_offset(b, e->end_mark.index);
	else
		n->end = last ? last->end : n->at.off;
}

static void add_scalar(struct builder *b, const yaml_event_t *e)
{
	struct node *n = new_node(b, NODE_SCALAR, event_span(b, e));

	n->end = n->at.off + n->at.len;
	/* A text of several lines is named by its first. */
	const char *line_end = memchr(b->src->text + n->at.off, '\n', n->at.len);
	n->lines = line_end != NULL;
	if (line_end)
		n->at.len = (uint32_t)(line_end - b->src->text) - n->at.off;
	n->text =
		arena_strndup(b->arena, (const char *)e->data.scalar.value, e->data.scalar.length);
	n->plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	if (strlen(n->text) != e->data.scalar.length)
		stop(b, n->at, "a NUL character cannot stand in a text");
	attach(b, n);
}

/* False at the end of the document. */
static bool take_event(struct builder *b, const yaml_event_t *e)
{
	switch (e->type) {
	case YAML_SCALAR_EVENT:
		add_scalar(b, e);
		return true;
	case YAML_SEQUENCE_START_EVENT:
		open_node(b, e, NODE_LIST);
		return true;
	case YAML_MAPPING_START_EVENT:
		open_node(b, e, NODE_MAP);
		return true;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		close_node(b, e);
		return true;
	case YAML_ALIAS_EVENT:
		stop(b, event_span(b, e),
		     "a value beginning with '*' is an alias, which is not used here; put it in "
		     "\"quotes\"");
		return true;
	case YAML_DOCUMENT_END_EVENT:
		return false;
	default:
		return true;
	}
}

static void read_events(struct builder *b)
{
	bool more = true, ended = false;

	while (more && !b->stopped) {
		yaml_event_t e;

		if (!yaml_parser_parse(&b->parser, &e)) {
			report_parser(b);
			return;
		}
		more = e.type != YAML_STREAM_END_EVENT;
		if (more && ended)
			stop(b, event_span(b, &e),
			     "a second '---': what follows it would not be read; delete the line");
		else if (more)
			ended = !take_event(b, &e);
		yaml_event_delete(&e);
	}
}

struct yaml yaml_parse(const struct source *src, size_t off, size_t len, struct arena *a,
		       struct diag *diag)
{
	struct builder b = { .src = src, .off = off, .len = len, .arena = a, .diag = diag };

	if (!yaml_parser_initialize(&b.parser)) {
		stop(&b, span_at(src, off, 0), "the YAML reader could not be started");
		return b.result;
	}
	yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&b.parser, (const unsigned char *)src->text + off, len);
	read_events(&b);
	yaml_parser_delete(&b.parser);
	b.result.whole = !b.stopped;
	return b.result;
}

struct yaml yaml_parse_map(const struct source *src, size_t off, size_t len, struct arena *a,
			   struct diag *diag)
{
	struct yaml yaml = yaml_parse(src, off, len, a, diag);

	if (yaml.root && yaml.root->kind != NODE_MAP) {
		diag_report(diag, DIAG_YAML_SYNTAX, yaml.root->at,
			    "expected lines of 'key: value'");
		yaml = (struct yaml){ 0 };
	}
	return yaml;
}
