#include "read/front_edit.h"

#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "front_list.h"
#include "front_text.h"
#include "yaml.h"

/* A file whose front matter is being changed. All offsets are of its text. */
struct edit {
	struct source src;
	size_t from, to;        /* of the YAML */
	const char *eol;        /* as lines end there */
	const struct node *map; /* NULL: it is empty */
	const struct kind *kind;
	const struct front_value *value;
	struct arena *arena;
	struct strbuf *out;
};

/* --- lines -------------------------------------------------------------------- */

static size_t line_start(const struct edit *e, size_t off)
{
	while (off > e->from && e->src.text[off - 1] != '\n')
		off--;
	return off;
}

static size_t next_line(const struct edit *e, size_t off)
{
	const char *lf = memchr(e->src.text + off, '\n', e->to - off);

	return lf ? (size_t)(lf - e->src.text) + 1 : e->to;
}

static bool is_fence(const char *line, size_t len)
{
	while (len > 3 && strchr(" \t\r", line[len - 1]))
		len--;
	return len == 3 && memcmp(line, "---", 3) == 0;
}

/* Where the YAML stands; false: front matter that nobody closed. */
static bool find_yaml(struct edit *e)
{
	const char *text = e->src.text;
	size_t bom = e->src.len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
	const char *lf = memchr(text + bom, '\n', e->src.len - bom);
	size_t len = lf ? (size_t)(lf - text) - bom : e->src.len - bom;

	e->eol = lf && lf > text && lf[-1] == '\r' ? "\r\n" : "\n";
	e->from = bom;
	e->to = e->src.len;
	if (!is_fence(text + bom, len))
		return true;
	e->from = e->to = bom + len + (lf != NULL);
	while (e->to < e->src.len) {
		const char *line = text + e->to;

		lf = memchr(line, '\n', e->src.len - e->to);
		len = lf ? (size_t)(lf - line) : e->src.len - e->to;
		if (is_fence(line, len))
			return true;
		e->to += len + (lf != NULL);
	}
	return false;
}

/* --- what is there ------------------------------------------------------------- */

/* Behind its last byte that says something. */
static size_t value_end(const struct edit *e, const struct node *n)
{
	size_t end = n->end;

	while (end > n->at.off && strchr(" \t\r\n", e->src.text[end - 1]))
		end--;
	return end;
}

static bool is_empty(const struct node *n)
{
	return n->kind == NODE_SCALAR && n->plain && !*n->text;
}

/* `|` or `>`: a text in lines of its own. */
static bool is_block_text(const struct edit *e, const struct node *n)
{
	return n->kind == NODE_SCALAR && !n->plain && strchr("|>", e->src.text[n->at.off]);
}

/* An anchor or a tag: nobody knows what else refers to it. */
static bool is_marked(const struct edit *e, const struct node *n)
{
	if (!is_empty(n) && strchr("&!*", e->src.text[n->at.off]))
		return true;
	for (const struct node *c = n->first; c; c = c->next) {
		if (is_marked(e, c))
			return true;
	}
	return false;
}

static const struct node *find_key(const struct node *map, const char *key)
{
	for (const struct node *n = map ? map->first : NULL; n; n = n->next) {
		if (strcmp(n->key->text, key) == 0)
			return n;
	}
	return NULL;
}

static bool is_twice(const struct node *found, const char *key)
{
	for (const struct node *n = found ? found->next : NULL; n; n = n->next) {
		if (strcmp(n->key->text, key) == 0)
			return true;
	}
	return false;
}

/* False: it is no map of lines. */
static bool read_map(struct edit *e)
{
	struct diag quiet;

	diag_init(&quiet, e->arena);
	struct yaml yaml = yaml_parse(&e->src, e->from, e->to - e->from, e->arena, &quiet);

	e->map = yaml.root;
	return yaml.whole && (!yaml.root || (yaml.root->kind == NODE_MAP && !yaml.root->flow));
}

static size_t behind_colon(const struct edit *e, const struct node *n)
{
	size_t at = n->key->end;

	while (at < e->to && e->src.text[at] != ':')
		at++;
	return at + 1;
}

/* --- pieces of the new text ------------------------------------------------------ */

static void put_kept(struct edit *e, size_t from, size_t to)
{
	strbuf_add(e->out, e->src.text + from, to - from);
}

static void put_scalar(struct edit *e, const char *text, char quote)
{
	if (e->value->literal && quote != '"' && quote != '\'')
		strbuf_adds(e->out, text);
	else
		front_text_put(e->out, text, quote, false);
}

/* A text in lines gets one line, as far in as it was, below a head that stays. */
static void put_block_text(struct edit *e, const struct node *old)
{
	size_t head = next_line(e, old->at.off), text = head, end = value_end(e, old);

	while (text < end && strchr(" \r\n", e->src.text[text]))
		text++;
	size_t first = line_start(e, text);

	if (text >= end) {
		put_kept(e, 0, old->at.off);
		put_scalar(e, e->value->texts[0], ' ');
		put_kept(e, end, e->src.len);
		return;
	}
	put_kept(e, 0, head);
	put_kept(e, first, text);
	strbuf_adds(e->out, e->value->texts[0]);
	put_kept(e, end, e->src.len);
}

static bool set_scalar(struct edit *e, const struct node *old)
{
	size_t from = old->at.off;

	if (old->kind != NODE_SCALAR)
		return false;
	if (is_block_text(e, old)) {
		put_block_text(e, old);
		return true;
	}
	if (is_empty(old))
		from = behind_colon(e, old);
	put_kept(e, 0, from);
	if (is_empty(old))
		strbuf_addc(e->out, ' ');
	put_scalar(e, e->value->texts[0], e->src.text[from]);
	put_kept(e, is_empty(old) ? from : value_end(e, old), e->src.len);
	return true;
}

static bool set_list(struct edit *e, const struct node *old)
{
	const struct front_list list = { .text = e->src.text,
					 .from = e->from,
					 .to = e->to,
					 .old = old,
					 .texts = e->value->texts,
					 .count = e->value->count,
					 .eol = e->eol,
					 .arena = e->arena };
	size_t from = old->at.off, to = value_end(e, old);

	if (old->kind == NODE_LIST && !old->flow)
		return front_list_put_lines(&list, e->src.len, e->out);
	if (old->kind != NODE_LIST && is_block_text(e, old))
		return false;
	if (is_empty(old))
		from = to = behind_colon(e, old);
	put_kept(e, 0, from);
	if (is_empty(old))
		strbuf_addc(e->out, ' ');
	if (!front_list_put_brackets(&list, e->out))
		return false;
	put_kept(e, to, e->src.len);
	return true;
}

/* Lines between the entries of a list that are comments alone. */
static void put_comments(struct edit *e, size_t from, size_t to)
{
	for (size_t next; from < to; from = next) {
		next = next_line(e, from);
		if (e->src.text[from + strspn(e->src.text + from, " \t")] == '#')
			put_kept(e, from, next);
	}
}

static bool remove_field(struct edit *e, const struct node *old)
{
	size_t end = next_line(e, is_empty(old) ? behind_colon(e, old) : value_end(e, old));

	put_kept(e, 0, line_start(e, old->key->at.off));
	if (old->kind == NODE_LIST && !old->flow)
		put_comments(e, next_line(e, old->key->end), end);
	put_kept(e, end, e->src.len);
	return true;
}

/* --- a new field ------------------------------------------------------------------- */

static size_t place_in_table(const struct kind *kind, const char *key)
{
	const struct field *f = kind ? kind_field(kind, key) : NULL;

	return f ? (size_t)(f - kind->fields) : SIZE_MAX;
}

/* Nothing that has a value stands around this place. */
static bool is_between(const struct edit *e, size_t at)
{
	for (const struct node *n = e->map->first; n; n = n->next) {
		if (at > n->key->at.off &&
		    at < (is_empty(n) ? behind_colon(e, n) : value_end(e, n)))
			return false;
	}
	return true;
}

/*
 * Behind the comment in which `blether new` shows how this field is written ("# cost: free", and
 * what is indented below it), so that its help stays right above it; 0: there is none.
 */
static size_t place_behind_sample(const struct edit *e)
{
	const char *text = e->src.text, *key = e->value->key;
	const size_t len = strlen(key);
	size_t at = e->from;

	while (at + len + 3 <= e->to &&
	       (strncmp(text + at, "# ", 2) != 0 || strncmp(text + at + 2, key, len) != 0 ||
		text[at + 2 + len] != ':'))
		at = next_line(e, at);
	if (at + len + 3 > e->to)
		return 0;
	do
		at = next_line(e, at);
	while (at + 3 <= e->to && strncmp(text + at, "#  ", 3) == 0);
	return is_between(e, at) ? at : 0;
}

/* Behind the last of those that stand before it in the table; else before all. */
static size_t new_place(const struct edit *e)
{
	const size_t own = place_in_table(e->kind, e->value->key);
	const struct node *before = NULL;
	size_t best = 0;

	if (own == SIZE_MAX || !e->map || !e->map->first)
		return e->to;
	const size_t sample = place_behind_sample(e);
	if (sample)
		return sample;
	for (const struct node *n = e->map->first; n; n = n->next) {
		size_t place = place_in_table(e->kind, n->key->text);

		if (place < own && (!before || place >= best)) {
			before = n;
			best = place;
		}
	}
	if (!before)
		return line_start(e, e->map->first->key->at.off);
	return next_line(e, is_empty(before) ? behind_colon(e, before) : value_end(e, before));
}

/* A list in lines that the file has already: others are written like it. NULL: there is none. */
static const struct node *list_in_lines(const struct edit *e)
{
	for (const struct node *n = e->map ? e->map->first : NULL; n; n = n->next) {
		if (n->kind == NODE_LIST && !n->flow && n->first && n->first->kind == NODE_SCALAR)
			return n;
	}
	return NULL;
}

static void put_new_lines(struct edit *e, const struct node *like)
{
	size_t start = line_start(e, like->at.off);

	for (size_t i = 0; i < e->value->count; i++) {
		strbuf_adds(e->out, e->eol);
		put_kept(e, start, like->at.off);
		strbuf_adds(e->out, "- ");
		front_text_put(e->out, e->value->texts[i], ' ', false);
	}
}

static void put_new_value(struct edit *e)
{
	const struct node *like = e->value->list ? list_in_lines(e) : NULL;

	if (like) {
		put_new_lines(e, like);
		return;
	}
	strbuf_adds(e->out, e->value->list ? " [" : " ");
	for (size_t i = 0; i < e->value->count; i++) {
		strbuf_adds(e->out, i ? ", " : "");
		if (e->value->list)
			front_text_put(e->out, e->value->texts[i], ' ', true);
		else
			put_scalar(e, e->value->texts[i], ' ');
	}
	strbuf_adds(e->out, e->value->list ? "]" : "");
}

static bool add_field(struct edit *e)
{
	size_t at = new_place(e);

	put_kept(e, 0, at);
	if (at > e->from && e->src.text[at - 1] != '\n')
		strbuf_adds(e->out, e->eol);
	if (e->map && e->map->first) {
		size_t key = e->map->first->key->at.off;

		put_kept(e, line_start(e, key), key);
	}
	strbuf_addf(e->out, "%s:", e->value->key);
	put_new_value(e);
	strbuf_adds(e->out, e->eol);
	put_kept(e, at, e->src.len);
	return true;
}

/* --- is it right? -------------------------------------------------------------------- */

static bool is_same(const struct node *a, const struct node *b)
{
	for (; a && b; a = a->next, b = b->next) {
		if (a->kind != b->kind || !a->key != !b->key)
			return false;
		if (a->key && strcmp(a->key->text, b->key->text) != 0)
			return false;
		if (a->kind == NODE_SCALAR ? strcmp(a->text, b->text) != 0
					   : !is_same(a->first, b->first))
			return false;
	}
	return !a && !b;
}

/* One field alone, apart from those beside it. */
static bool is_same_field(const struct node *a, const struct node *b)
{
	struct node x = *a, y = *b;

	x.next = y.next = NULL;
	return is_same(&x, &y);
}

static const char *without_end(const char *text, struct arena *a)
{
	size_t len = strlen(text);

	while (len && text[len - 1] == '\n')
		len--;
	return arena_strndup(a, text, len);
}

static bool has_value(const struct edit *e, const struct node *n)
{
	const struct front_value *v = e->value;
	size_t i = 0;

	if (!n || !v->count)
		return !n && !v->count;
	if (!v->list)
		return n->kind == NODE_SCALAR &&
		       strcmp(without_end(n->text, e->arena), v->texts[0]) == 0;
	if (n->kind != NODE_LIST)
		return false;
	for (const struct node *c = n->first; c; c = c->next, i++) {
		if (i == v->count || c->kind != NODE_SCALAR || strcmp(c->text, v->texts[i]) != 0)
			return false;
	}
	return i == v->count;
}

static size_t others(const struct edit *e)
{
	size_t count = 0;

	for (const struct node *n = e->map ? e->map->first : NULL; n; n = n->next)
		count += strcmp(n->key->text, e->value->key) != 0;
	return count;
}

/* The new text read again: the field is as it is to be, and every other as it was. */
static bool is_right(const struct edit *e)
{
	struct edit again = *e;

	again.src = (struct source){ e->src.path, e->out->data, e->out->len };
	if (!strbuf_ok(e->out) || !find_yaml(&again) || !read_map(&again))
		return false;
	for (const struct node *n = e->map ? e->map->first : NULL; n; n = n->next) {
		const struct node *now = find_key(again.map, n->key->text);

		if (strcmp(n->key->text, e->value->key) != 0 && (!now || !is_same_field(n, now)))
			return false;
	}
	return others(e) == others(&again) && has_value(e, find_key(again.map, e->value->key));
}

static bool change(struct edit *e)
{
	if (!find_yaml(e) || !read_map(e))
		return false;
	const struct node *old = find_key(e->map, e->value->key);

	if (is_twice(old, e->value->key) || (old && is_marked(e, old)))
		return false;
	if (!old && !e->value->count) {
		put_kept(e, 0, e->src.len);
		return true;
	}
	if (!old)
		return add_field(e);
	if (!e->value->count)
		return remove_field(e, old);
	return e->value->list ? set_list(e, old) : set_scalar(e, old);
}

bool front_edit(const char *text, size_t len, const struct kind *kind,
		const struct front_value *value, struct strbuf *out)
{
	struct arena arena = { 0 };
	struct edit e = {
		.src = { "", text, len }, .kind = kind, .value = value, .arena = &arena, .out = out
	};
	bool done = memchr(text, '\0', len) == NULL && change(&e) && is_right(&e);

	if (!done)
		strbuf_clear(out);
	arena_free(&arena);
	return done;
}
