#include "read/settings.h"

#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"

/* A tree that is being made of another. */
struct making {
	struct arena *arena;
	size_t values;
	unsigned depth;
	bool too_much;
};

static struct tree *append(struct making *m, struct tree ***tail, struct tree *to)
{
	struct tree *value = arena_new(m->arena, struct tree);

	m->too_much |= m->values++ == LIMIT_SETTINGS;
	**tail = value;
	*tail = &value->next;
	to->count++;
	return value;
}

/* --- YAML ---------------------------------------------------------------------------------------
 */

static void take_yaml(struct making *m, yaml_document_t *doc, int node, struct tree *into);

static const char *scalar_text(struct making *m, const yaml_node_t *n)
{
	return n && n->type == YAML_SCALAR_NODE
		       ? arena_strndup(m->arena, (const char *)n->data.scalar.value,
				       n->data.scalar.length)
		       : "";
}

static bool is_null(const yaml_node_t *n)
{
	static const char *const words[] = { "", "~", "null", "Null", "NULL", NULL };

	return n->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
	       text_is_one_of((const char *)n->data.scalar.value, words);
}

static void take_sequence(struct making *m, yaml_document_t *doc, const yaml_node_t *n,
			  struct tree *into)
{
	struct tree **tail = &into->first;

	into->kind = TREE_LIST;
	for (const yaml_node_item_t *i = n->data.sequence.items.start;
	     i < n->data.sequence.items.top && !m->too_much; i++)
		take_yaml(m, doc, *i, append(m, &tail, into));
}

static void take_mapping(struct making *m, yaml_document_t *doc, const yaml_node_t *n,
			 struct tree *into)
{
	struct tree **tail = &into->first;

	into->kind = TREE_MAP;
	for (const yaml_node_pair_t *p = n->data.mapping.pairs.start;
	     p < n->data.mapping.pairs.top && !m->too_much; p++) {
		struct tree *value = append(m, &tail, into);

		value->key = scalar_text(m, yaml_document_get_node(doc, p->key));
		take_yaml(m, doc, p->value, value);
	}
}

/* An anchor may hold itself: then it is too deep. */
static void take_yaml(struct making *m, yaml_document_t *doc, int node, struct tree *into)
{
	const yaml_node_t *n = yaml_document_get_node(doc, node);

	m->too_much |= m->depth == LIMIT_YAML_DEPTH;
	if (!n || m->too_much)
		return;
	m->depth++;
	if (n->type == YAML_SEQUENCE_NODE) {
		take_sequence(m, doc, n, into);
	} else if (n->type == YAML_MAPPING_NODE) {
		take_mapping(m, doc, n, into);
	} else if (!is_null(n)) {
		into->kind = TREE_TEXT;
		into->text = scalar_text(m, n);
	}
	m->depth--;
}

static const struct tree *yaml_tree(const char *text, size_t len, struct arena *a, unsigned *line,
				    const char **why)
{
	struct making m = { .arena = a };
	struct tree *root = arena_new(a, struct tree);
	yaml_parser_t parser;
	yaml_document_t doc;

	if (!yaml_parser_initialize(&parser))
		return NULL;
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, len);
	bool is_read = yaml_parser_load(&parser, &doc);
	if (is_read && yaml_document_get_root_node(&doc))
		take_yaml(&m, &doc, 1, root);
	*line = is_read ? 1 : (unsigned)parser.problem_mark.line + 1;
	*why = !is_read     ? arena_strdup(a, parser.problem ? parser.problem : "this is not YAML")
	       : m.too_much ? "there are more values than are read, or too deep in one another"
			    : NULL;
	if (is_read)
		yaml_document_delete(&doc);
	yaml_parser_delete(&parser);
	return *why ? NULL : root;
}

/* --- JSON --- */

static void take_json(struct making *m, const struct tree *from, struct tree *into)
{
	struct tree **tail = &into->first;

	into->key = from->key;
	into->kind = from->kind;
	into->text = from->text;
	if (from->kind == TREE_FLAG)
		into->text = from->number > 0 ? "true" : "false";
	if (from->kind == TREE_NUMBER)
		into->text = arena_printf(m->arena, "%.15g", from->number);
	if (from->kind == TREE_FLAG || from->kind == TREE_NUMBER)
		into->kind = TREE_TEXT;
	for (const struct tree *t = from->first; t && !m->too_much; t = t->next)
		take_json(m, t, append(m, &tail, into));
}

static const struct tree *json_tree(const char *text, size_t len, struct arena *a, unsigned *line,
				    const char **why)
{
	struct making m = { .arena = a };
	struct tree_fault fault = { .text = NULL };
	const struct tree *from = tree_read(text, len, a, &fault);
	struct tree *root = arena_new(a, struct tree);

	*line = 1;
	for (size_t i = 0; !from && i < fault.off && i < len; i++)
		*line += text[i] == '\n';
	*why = from ? NULL : fault.text;
	if (from)
		take_json(&m, from, root);
	if (m.too_much)
		*why = "there are more values than are read";
	return *why ? NULL : root;
}

/* --- all of them --- */

/* Settings are all of a file, or begin it. */
struct part {
	const char *text;
	size_t len;
	enum settings_form form;
};

static const struct tree *read_part(const struct source *src, struct part part, struct arena *a,
				    struct diag *diag)
{
	const char *text = part.text;
	const size_t len = part.len;
	const enum settings_form form = part.form;
	const char *why = NULL;
	unsigned line = 0, before = 0;
	const struct tree *root = form == SETTINGS_YAML ? yaml_tree(text, len, a, &line, &why)
				  : form == SETTINGS_JSON
					  ? json_tree(text, len, a, &line, &why)
					  : toml_read(arena_strndup(a, text, len), a, &line, &why);

	for (const char *s = src->text; s < text; s++)
		before += *s == '\n';
	if (!root)
		diag_report(diag, DIAG_SOURCE_SETTINGS, span_path(src->path, a),
			    "this is passed over; its settings cannot be read in line %u: %s",
			    before + line, why ? why : "out of memory");
	return root;
}

const struct tree *settings_read(const struct source *src, enum settings_form form, struct arena *a,
				 struct diag *diag)
{
	return read_part(src, (struct part){ src->text, src->len, form }, a, diag);
}

enum settings_form settings_form_of(const char *path)
{
	const char *suffix = path_suffix(path);

	return strcmp(suffix, ".toml") == 0   ? SETTINGS_TOML
	       : strcmp(suffix, ".json") == 0 ? SETTINGS_JSON
					      : SETTINGS_YAML;
}

/* Behind the line at `s`. */
static const char *next_line(const char *s)
{
	s += strcspn(s, "\n");
	return s + (*s == '\n');
}

static bool is_fence(const char *line, const char *fence)
{
	return text_starts(line, fence) && strchr("\r\n", line[3 + strspn(line + 3, " \t")]);
}

static struct settings_page fenced(const struct source *src, const char *fence,
				   enum settings_form form, struct arena *a, struct diag *diag)
{
	const char *start = next_line(src->text), *end = start;

	while (*end && !is_fence(end, fence))
		end = next_line(end);
	if (!*end)
		return (struct settings_page){ .body = src->text };
	return (struct settings_page){
		.front = read_part(src, (struct part){ start, (size_t)(end - start), form }, a,
				   diag),
		.body = next_line(end)
	};
}

/* The brace that closes the first one; NULL: none does. */
static const char *closing_brace(const char *s)
{
	unsigned depth = 0;
	bool is_text = false;

	for (; *s; s++) {
		if (*s == '\\' && s[1])
			s++;
		else if (*s == '"')
			is_text = !is_text;
		else if (!is_text && *s == '{')
			depth++;
		else if (!is_text && *s == '}' && --depth == 0)
			return s;
	}
	return NULL;
}

struct settings_page settings_page_read(const struct source *src, struct arena *a,
					struct diag *diag)
{
	const char *end = *src->text == '{' ? closing_brace(src->text) : NULL;

	if (is_fence(src->text, "---"))
		return fenced(src, "---", SETTINGS_YAML, a, diag);
	if (is_fence(src->text, "+++"))
		return fenced(src, "+++", SETTINGS_TOML, a, diag);
	if (!end || end[1 + strspn(end + 1, " \t\r")] != '\n')
		return (struct settings_page){ .body = src->text };
	return (struct settings_page){
		.front = read_part(
			src,
			(struct part){ src->text, (size_t)(end + 1 - src->text), SETTINGS_JSON }, a,
			diag),
		.body = next_line(end)
	};
}
