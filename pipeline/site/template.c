#include "template.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/site.h"

#define MOST_FAULTS 50 /* after so many a template is not worth reading on */
/* What JSON for programs stands in: browsers read it as text up to the first `</script`. */
static const char data_script[] = "<script type=\"application/ld+json\">";

#define MOST_NAMES 256 /* that a suggestion is chosen from */

enum op_type {
	OP_LITERAL,
	OP_TEXT,
	OP_HTML,
	OP_JSON,
	OP_NUMBER,
	OP_OPEN,
	OP_UNLESS,
	OP_CLOSE,
	OP_END
};

struct op {
	uint8_t type;       /* enum op_type */
	uint8_t value;      /* enum name_type of what a section stands on */
	uint8_t up, hops;   /* frames up the stack; see struct route */
	uint32_t to;        /* OP_OPEN, OP_UNLESS: the op behind the section; OP_CLOSE: its first */
	size_t size;        /* bytes of a literal, or of a list's entry */
	const char *text;   /* OP_LITERAL */
	const size_t *path; /* see struct route */
};

struct template
{
	struct op *ops;
};

struct template_fault {
	struct template_fault *next;
	struct span at;
};

struct tag {
	char sigil; /* one of # ^ / > ! { & = or 0 */
	struct span span;
	const char *name;
	size_t next; /* where the text goes on */
};

/*
 * What names are looked up in. `lost`: a section on an unknown name, of whose inside nothing is
 * known.
 */
struct scope {
	enum name_type type;
	const struct view *view;
	bool lost;
};

struct section {
	struct tag tag;
	size_t op;
	bool has_op, has_scope;
};

struct compiler {
	struct template_loader *loader;
	struct op *ops;
	size_t count, room, bytes;
	struct strbuf literal; /* text that waits for the next op */
	struct scope scopes[LIMIT_TEMPLATE_DEPTH + 1];
	struct section sections[LIMIT_TEMPLATE_DEPTH];
	unsigned scope, open, partials, faults;
	bool stop;
};

/* One file on its way into the ops. */
struct reader {
	const struct source *src;
	const char *indent; /* of the tag that put it in */
	unsigned base;      /* sections that were open before it */
};

/* False when this place was complained of before: a partial is compiled wherever it is used. */
static bool is_new_fault(struct compiler *c, struct span at)
{
	struct template_fault **all = &c->loader->faults;

	c->stop = c->stop || ++c->faults >= MOST_FAULTS;
	for (const struct template_fault *f = *all; f; f = f->next) {
		if (f->at.src == at.src && f->at.off == at.off)
			return false;
	}
	struct template_fault *f = arena_new(c->loader->arena, struct template_fault);
	*f = (struct template_fault){ .next = *all, .at = at };
	*all = f;
	return true;
}

#define FAULT(c, id, at, ...)                                                                      \
	do {                                                                                       \
		if (is_new_fault(c, at))                                                           \
			diag_report((c)->loader->diag, id, at, __VA_ARGS__);                       \
	} while (0)

/* ---- names ---- */

/* Complains of a name that none of the `count` scopes up from `s` has. */
static void fault_name(struct compiler *c, const struct tag *tag, const char *name,
		       const struct scope *s, size_t count)
{
	const char *names[MOST_NAMES + 1], *where = s->view ? s->view->name : "this section";
	size_t n = 0;

	for (; count; count--, s--)
		n = s->view ? view_list_names(s->view, names, n, MOST_NAMES) : n;
	names[n] = NULL;
	const char *near = text_nearest(name, names);
	if (near)
		FAULT(c, DIAG_TEMPLATE_NAME, tag->span, "'%s' has no name '%s'; did you mean '%s'?",
		      where, name, near);
	else
		FAULT(c, DIAG_TEMPLATE_NAME, tag->span,
		      "'%s' has no name '%s', nor has what is around it", where, name);
}

/* Finds `name` in the innermost scope that has it. */
static bool find_around(struct compiler *c, const struct tag *tag, const char *name,
			struct route *r, unsigned *up)
{
	for (*up = 0; *up <= c->scope; ++*up) {
		const struct scope *s = &c->scopes[c->scope - *up];

		if (s->lost)
			return false;
		if (s->view && view_find(s->view, name, r, c->loader->arena))
			return true;
	}
	fault_name(c, tag, name, &c->scopes[c->scope], c->scope + 1);
	return false;
}

/* `.`: what the innermost section stands on, if that can be printed. */
static bool find_self(struct compiler *c, const struct tag *tag, struct route *r)
{
	const struct scope *s = &c->scopes[c->scope];

	r->type = s->type;
	if (s->view)
		FAULT(c, DIAG_TEMPLATE_TYPE, tag->span,
		      "'.' is the text that a section stands on, but here that is '%s'",
		      s->view->name);
	return !s->view && !s->lost;
}

static bool is_list(enum name_type type)
{
	return type == NAME_LIST || type == NAME_TEXTS;
}

/* Finds what a tag names; false after reporting, or when nothing can be known. */
static bool look_up(struct compiler *c, const struct tag *tag, struct route *r, unsigned *up)
{
	*up = 0;
	*r = (struct route){ 0 };
	if (strcmp(tag->name, ".") == 0)
		return find_self(c, tag, r);
	for (const char *part = tag->name; *part;) {
		const char *name = arena_strndup(c->loader->arena, part, strcspn(part, "."));
		const struct scope group = { .view = r->view };

		if (part == tag->name) {
			if (!find_around(c, tag, name, r, up))
				return false;
		} else if (is_list(r->type) && strcmp(name, "length") == 0) {
			view_find_length(r);
		} else if (!group.view || is_list(r->type)) {
			FAULT(c, DIAG_TEMPLATE_TYPE, tag->span,
			      "what stands before '.%s' is not a group of names", name);
			return false;
		} else if (!view_find(group.view, name, r, c->loader->arena)) {
			fault_name(c, tag, name, &group, 1);
			return false;
		}
		part += strlen(name);
		part += *part == '.';
	}
	return true;
}

/* ---- ops ---- */

static struct op *add_op(struct compiler *c, enum op_type type)
{
	if (c->count == c->room) {
		c->room = c->room ? 2 * c->room : 64;
		c->ops = xreallocarray(c->ops, c->room, sizeof(*c->ops));
	}
	c->ops[c->count] = (struct op){ .type = (uint8_t)type };
	return &c->ops[c->count++];
}

static void flush_literal(struct compiler *c)
{
	if (!c->literal.len)
		return;
	struct op *op = add_op(c, OP_LITERAL);
	op->text = arena_strndup(c->loader->arena, c->literal.data, c->literal.len);
	op->size = c->literal.len;
	strbuf_clear(&c->literal);
}

static void add_value_op(struct compiler *c, enum op_type type, const struct route *r, unsigned up)
{
	size_t *path = arena_array(c->loader->arena, r->hops + 1, sizeof(*path));

	memcpy(path, r->path, (r->hops + 1) * sizeof(*path));
	flush_literal(c);
	struct op *op = add_op(c, type);
	op->value = (uint8_t)r->type;
	op->up = (uint8_t)up;
	op->hops = (uint8_t)r->hops;
	op->path = path;
	op->size = r->type == NAME_LIST ? r->view->size : sizeof(const char *);
}

/* Does the text before a tag end with the only element that JSON may stand in? */
static bool is_in_data_script(const struct strbuf *before)
{
	size_t len = before->len;

	while (len && strchr(" \t\n", before->data[len - 1]))
		len--;
	return len >= sizeof(data_script) - 1 &&
	       memcmp(before->data + len - (sizeof(data_script) - 1), data_script,
		      sizeof(data_script) - 1) == 0;
}

static void compile_json(struct compiler *c, const struct tag *tag, const struct route *r,
			 unsigned up)
{
	if (tag->sigil != '{')
		FAULT(c, DIAG_TEMPLATE_TYPE, tag->span, "'%s' is JSON; write '{{{%s}}}'", tag->name,
		      tag->name);
	else if (!is_in_data_script(&c->literal))
		FAULT(c, DIAG_TEMPLATE_TYPE, tag->span,
		      "'%s' is JSON; it can only stand right behind '%s'", tag->name, data_script);
	else
		add_value_op(c, OP_JSON, r, up);
}

static void compile_print(struct compiler *c, const struct tag *tag)
{
	struct route r;
	unsigned up;

	if (!look_up(c, tag, &r, &up))
		return;
	bool html = r.type == NAME_HTML, text = r.type == NAME_TEXT;
	bool number = r.type == NAME_NUMBER || r.type == NAME_COUNT;
	if (r.type == NAME_JSON)
		compile_json(c, tag, &r, up);
	else if (!html && !text && !number)
		FAULT(c, DIAG_TEMPLATE_TYPE, tag->span,
		      "'%s' cannot be printed; open it with '{{#%s}}'", tag->name, tag->name);
	else if (tag->sigil == '{' && !html)
		FAULT(c, DIAG_TEMPLATE_TYPE, tag->span,
		      "three braces are for HTML that blether makes; write '{{%s}}'", tag->name);
	else if (tag->sigil != '{' && html)
		FAULT(c, DIAG_TEMPLATE_TYPE, tag->span, "'%s' is HTML; write '{{{%s}}}'", tag->name,
		      tag->name);
	else
		add_value_op(c, html ? OP_HTML : text ? OP_TEXT : OP_NUMBER, &r, up);
}

static bool is_too_deep(struct compiler *c, const struct tag *tag)
{
	if (c->open + c->partials < LIMIT_TEMPLATE_DEPTH)
		return false;
	FAULT(c, DIAG_TEMPLATE_DEPTH, tag->span,
	      "more than %d sections and partials stand in one another; does it include itself?",
	      LIMIT_TEMPLATE_DEPTH);
	return c->stop = true;
}

static void compile_open(struct compiler *c, const struct tag *tag)
{
	struct section *s = &c->sections[c->open];
	struct route r;
	unsigned up;

	if (is_too_deep(c, tag))
		return;
	c->open++;
	*s = (struct section){ .tag = *tag, .has_op = look_up(c, tag, &r, &up) };
	if (s->has_op)
		add_value_op(c, tag->sigil == '#' ? OP_OPEN : OP_UNLESS, &r, up);
	s->op = c->count - 1;
	s->has_scope = tag->sigil == '#' && !(s->has_op && r.type == NAME_FLAG);
	if (s->has_scope)
		c->scopes[++c->scope] = (struct scope){ r.type == NAME_TEXTS ? NAME_TEXT : r.type,
							r.view, !s->has_op };
}

static void leave_section(struct compiler *c)
{
	const struct section *s = &c->sections[--c->open];

	c->scope -= s->has_scope;
	if (!s->has_op)
		return;
	flush_literal(c);
	if (s->has_scope) {
		struct op *op = add_op(c, OP_CLOSE);

		op->to = (uint32_t)s->op + 1;
		op->size = c->ops[s->op].size;
	}
	c->ops[s->op].to = (uint32_t)c->count;
}

static void compile_close(struct compiler *c, const struct reader *r, const struct tag *tag)
{
	unsigned line, column, match = c->open;

	while (match > r->base && strcmp(c->sections[match - 1].tag.name, tag->name) != 0)
		match--;
	if (c->open == r->base) {
		FAULT(c, DIAG_TEMPLATE_SECTION, tag->span,
		      "'{{/%s}}' closes a section that was not opened", tag->name);
	} else if (match < c->open) {
		const struct tag *open = &c->sections[c->open - 1].tag;

		span_place(open->span, &line, &column);
		FAULT(c, DIAG_TEMPLATE_SECTION, tag->span,
		      "expected '{{/%s}}' for '{{%c%s}}' in line %u, not '{{/%s}}'", open->name,
		      open->sigil, open->name, line, tag->name);
	}
	while (match > r->base && c->open >= match)
		leave_section(c);
}

static void compile_source(struct compiler *c, const struct source *src, const char *indent);

static void compile_partial(struct compiler *c, const struct tag *tag, const char *indent)
{
	const struct source *src = c->loader->find(c->loader, tag->name);
	const char *near = src ? NULL : text_nearest(tag->name, c->loader->names);

	if (near)
		FAULT(c, DIAG_TEMPLATE_PARTIAL, tag->span,
		      "there is no template '%s'; did you mean '%s'?", tag->name, near);
	else if (!src)
		FAULT(c, DIAG_TEMPLATE_PARTIAL, tag->span, "there is no template '%s'", tag->name);
	if (!src || is_too_deep(c, tag))
		return;
	c->partials++;
	compile_source(c, src, indent);
	c->partials--;
}

/* ---- text ---- */

/* The `}}` of the tag whose inside begins at `s`; NULL if another tag or the end comes first. */
static const char *find_tag_end(const char *s)
{
	if (*s == '!')
		return strstr(s, "}}");
	for (s += strspn(s, "{"); *(s += strcspn(s, "{}")); s++) {
		if (s[0] == s[1])
			return *s == '}' ? s : NULL;
	}
	return NULL;
}

/* True for a line of nothing but blanks and tags that print nothing themselves. */
static bool is_bare_line(const char *s)
{
	for (bool tag = false;; tag = true) {
		s += strspn(s, " \t");
		if (!*s || *s == '\n')
			return tag;
		if (s[0] != '{' || s[1] != '{' || !s[2] || !strchr("#^/>!", s[2]))
			return false;
		s = find_tag_end(s + 2);
		if (!s)
			return false;
		s += 2;
	}
}

static bool is_name(const char *s)
{
	static const char word[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

	if (strcmp(s, ".") == 0)
		return true;
	for (size_t len; (len = strspn(s, word)); s += len + 1) {
		if (s[len] != '.')
			return !s[len];
	}
	return false;
}

/* Reads the tag at `at`; false after reporting what is wrong with it. */
static bool read_tag(struct compiler *c, const struct source *src, size_t at, struct tag *tag)
{
	const char *inside = src->text + at + 2, *end = find_tag_end(inside);

	*tag = (struct tag){ .next = at + 2 };
	if (!end) {
		FAULT(c, DIAG_TEMPLATE_SYNTAX, span_at(src, at, 2),
		      "this '{{' is not closed by '}}'");
		return false;
	}
	tag->sigil = *inside && strchr("#^/>!{&=", *inside) ? *inside : '\0';
	inside += tag->sigil != '\0';
	inside += strspn(inside, " \t\n");
	size_t len = end > inside ? (size_t)(end - inside) : 0;
	while (len && strchr(" \t\n", inside[len - 1]))
		len--;
	bool three = tag->sigil == '{' && end[2] == '}';
	tag->name = arena_strndup(c->loader->arena, inside, len);
	tag->next = (size_t)(end - src->text) + (three ? 3 : 2);
	tag->span = span_at(src, at, tag->next - at);
	if (tag->sigil == '!')
		return true;
	if (tag->sigil == '{' && !three)
		FAULT(c, DIAG_TEMPLATE_SYNTAX, tag->span,
		      "three braces are closed by three: '{{{%s}}}'", tag->name);
	else if (tag->sigil == '=' || tag->sigil == '&')
		FAULT(c, DIAG_TEMPLATE_SYNTAX, tag->span, "tags with '%c' are not known here",
		      tag->sigil);
	else if (!is_name(tag->name))
		FAULT(c, DIAG_TEMPLATE_SYNTAX, tag->span,
		      "'%s' is not a name; names are letters, digits, '_' and '-', joined by '.'",
		      tag->name);
	else
		return true;
	return false;
}

/* Compiles the tag at `at` and returns where the text goes on. */
static size_t compile_tag(struct compiler *c, const struct reader *r, size_t at, const char *indent)
{
	struct tag tag;

	if (!read_tag(c, r->src, at, &tag) || tag.sigil == '!')
		return tag.next;
	if (tag.sigil == '#' || tag.sigil == '^')
		compile_open(c, &tag);
	else if (tag.sigil == '/')
		compile_close(c, r, &tag);
	else if (tag.sigil == '>')
		compile_partial(c, &tag, indent);
	else
		compile_print(c, &tag);
	return tag.next;
}

/*
 * Compiles the line at `at`, with the lines that its tags go on to, and returns where the next
 * starts.
 */
static size_t compile_line(struct compiler *c, const struct reader *r, size_t at)
{
	const char *text = r->src->text;
	bool bare = is_bare_line(text + at);
	int blanks = bare ? (int)strspn(text + at, " \t") : 0;
	const char *indent =
		arena_printf(c->loader->arena, "%s%.*s", bare ? r->indent : "", blanks, text + at);

	if (!bare && text[at] != '\n')
		strbuf_adds(&c->literal, r->indent);
	while (text[at] && !c->stop) {
		size_t len = strcspn(text + at, "{\n");
		bool tag = text[at + len] == '{' && text[at + len + 1] == '{';
		bool end = text[at + len] == '\n';

		len += text[at + len] && !tag;
		if (!bare)
			strbuf_add(&c->literal, text + at, len);
		at += len;
		if (end)
			break;
		if (tag) {
			at = compile_tag(c, r, at, indent);
			indent = "";
		}
	}
	return at;
}

static void compile_source(struct compiler *c, const struct source *src, const char *indent)
{
	const struct reader r = { .src = src, .indent = indent, .base = c->open };

	c->bytes += src->len;
	if (c->bytes > LIMIT_TEMPLATE_BYTES) {
		FAULT(c, DIAG_TEMPLATE_DEPTH, span_of(src),
		      "the template and its partials are longer than %zu KB together",
		      LIMIT_TEMPLATE_BYTES >> 10);
		c->stop = true;
	}
	for (size_t at = 0; at < src->len && !c->stop;)
		at = compile_line(c, &r, at);
	while (c->open > r.base) {
		const struct tag *tag = &c->sections[c->open - 1].tag;

		if (!c->stop)
			FAULT(c, DIAG_TEMPLATE_SECTION, tag->span,
			      "'{{%c%s}}' is not closed; expected '{{/%s}}' in the same file",
			      tag->sigil, tag->name, tag->name);
		leave_section(c);
	}
}

const struct template *template_compile(struct template_loader *loader, const struct source *src,
					const struct view *view)
{
	struct compiler c = { .loader = loader, .literal = STRBUF_INIT(LIMIT_PAGE_BYTES) };
	struct template *t = NULL;

	c.scopes[0] = (struct scope){ .type = NAME_MAP, .view = view };
	compile_source(&c, src, "");
	flush_literal(&c);
	add_op(&c, OP_END);
	if (!c.faults) {
		t = arena_new(loader->arena, struct template);
		t->ops = arena_array(loader->arena, c.count, sizeof(*t->ops));
		memcpy(t->ops, c.ops, c.count * sizeof(*t->ops));
	}
	free(c.ops);
	strbuf_release(&c.literal);
	return t;
}

/* ---- rendering ---- */

struct frame {
	const char *item; /* what the names of a scope are found in */
	size_t left;      /* entries still to come, this one included */
};

static const char *find_value(const struct frame *frame, const struct op *op)
{
	const char *at = (frame - op->up)->item;

	for (unsigned i = 0; i < op->hops; i++) {
		memcpy(&at, at + op->path[i], sizeof(at));
		if (!at)
			return NULL;
	}
	return at + op->path[op->hops];
}

static const char *get_text(const char *at)
{
	const char *s = at ? *(const char *const *)(const void *)at : NULL;

	return s ? s : "";
}

static int64_t get_number(enum name_type type, const void *at)
{
	if (!at)
		return 0;
	return type == NAME_COUNT ? (int64_t) * (const size_t *)at : *(const int64_t *)at;
}

/* How many times a section on this value is printed, and what it stands on first. */
static struct frame get_entries(enum name_type type, const char *at)
{
	const void *value = at;

	switch (at ? type : NAME_END) {
	case NAME_END:
		return (struct frame){ 0 };
	case NAME_TEXT:
	case NAME_HTML:
	case NAME_JSON:
		return (struct frame){ at, *get_text(at) != '\0' };
	case NAME_NUMBER:
	case NAME_COUNT:
		return (struct frame){ at, get_number(type, at) != 0 };
	case NAME_FLAG:
		return (struct frame){ at, *(const bool *)value };
	case NAME_TEXTS: {
		const struct strings *texts = value;
		return (struct frame){ (const char *)texts->items, texts->count };
	}
	case NAME_LIST: {
		const struct list *list = value;
		return (struct frame){ list->items, list->count };
	}
	default:
		return (struct frame){ at, 1 };
	}
}

static void add_html(struct strbuf *out, const char *html, const char *root)
{
	for (const char *mark; (mark = strchr(html, LINK_MARK)); html = mark + 1) {
		strbuf_add(out, html, (size_t)(mark - html));
		strbuf_adds(out, root);
	}
	strbuf_adds(out, html);
}

/* In JSON `<` stands in strings only, where its code means the same. */
static void add_json(struct strbuf *out, const char *json)
{
	for (;;) {
		size_t plain = strcspn(json, "<");

		strbuf_add(out, json, plain);
		if (!json[plain])
			return;
		strbuf_adds(out, "\\u003c");
		json += plain + 1;
	}
}

static void add_number(struct strbuf *out, int64_t n)
{
	char digits[21], *s = digits + sizeof(digits);
	uint64_t rest = n < 0 ? -(uint64_t)n : (uint64_t)n;

	do {
		*--s = (char)('0' + rest % 10);
	} while (rest /= 10);
	if (n < 0)
		*--s = '-';
	strbuf_add(out, s, (size_t)(digits + sizeof(digits) - s));
}

static void print_value(const struct op *op, const char *at, const char *root, struct strbuf *out)
{
	const char *text = op->type == OP_NUMBER ? "" : get_text(at);

	if (op->type == OP_TEXT)
		text_escape_html(out, text, strlen(text));
	else if (op->type == OP_HTML)
		add_html(out, text, root);
	else if (op->type == OP_JSON)
		add_json(out, text);
	else
		add_number(out, get_number(op->value, at));
}

void template_render(const struct template *t, const void *data, const char *root,
		     struct strbuf *out)
{
	struct frame frames[LIMIT_TEMPLATE_DEPTH + 1] = { { data, 1 } }, *frame = frames, entries;

	for (const struct op *op = t->ops; op->type != OP_END;) {
		switch (op->type) {
		case OP_LITERAL:
			strbuf_add(out, op->text, op->size);
			op++;
			break;
		case OP_OPEN:
		case OP_UNLESS:
			entries = get_entries(op->value, find_value(frame, op));
			if ((entries.left == 0) == (op->type == OP_OPEN)) {
				op = t->ops + op->to;
				break;
			}
			if (op->type == OP_OPEN && op->value != NAME_FLAG)
				*++frame = entries;
			op++;
			break;
		case OP_CLOSE:
			frame->item += op->size;
			if (--frame->left) {
				op = t->ops + op->to;
			} else {
				frame--;
				op++;
			}
			break;
		default:
			print_value(op, find_value(frame, op), root, out);
			op++;
		}
	}
}
