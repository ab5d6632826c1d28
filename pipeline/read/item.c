#include "item.h"

#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "field_texts.h"
#include "memory.h"
#include "model/ledger.h"
#include "model/translation.h"
#include "read/read.h"
#include "value.h"
#include "yaml.h"

/* What fills one struct from one map. */
struct filler {
	const struct reader *r;
	const struct kind *kind;
	void *into;
	struct span *spans; /* of the values; NULL: nobody asks for them */
	bool whole;         /* everything was read, so what is missing is missing */
	bool translates;    /* only words are expected; what is missing stands in the original */
};

static void fill_map(const struct filler *f, const struct node *map);

static void *field_place(const struct filler *f, const struct field *field)
{
	return (char *)f->into + field->offset;
}

static const char *const *field_keys(const struct kind *kind, struct arena *a)
{
	const char **keys = arena_array(a, kind_field_count(kind) + 1, sizeof(char *));

	for (size_t i = 0; kind->fields[i].key; i++)
		keys[i] = kind->fields[i].key;
	return keys;
}

/* The map that has a key of this name, when it stands a level too high. */
static const struct field *map_with_key(const struct kind *kind, const char *key)
{
	for (const struct field *f = kind->fields; f->key; f++) {
		if (f->type == FIELD_MAP && !f->list && kind_field(f->sub, key))
			return f;
	}
	return NULL;
}

/* The field that takes this word as its value: `draft: true` for `status: draft`. */
static const struct field *field_with_choice(const struct kind *kind, const char *word)
{
	for (const struct field *f = kind->fields; f->key; f++) {
		for (const char *const *c = f->choices; c && *c; c++) {
			if (strcmp(*c, word) == 0)
				return f;
		}
	}
	return NULL;
}

/* The key of what other programs, and other people, call so; or else one that differs by a slip. */
static const char *meant_key(const struct filler *f, const char *word)
{
	for (const struct field *field = f->kind->fields; field->key; field++) {
		if (text_has_word(field->also, word))
			return field->key;
	}
	return text_nearest(word, field_keys(f->kind, f->r->arena));
}

/* Returns the field that was probably meant, or NULL. */
static const struct field *report_unknown(const struct filler *f, const struct node *key)
{
	const char *near = meant_key(f, key->text);
	const struct field *map = map_with_key(f->kind, key->text);
	const struct field *choice = field_with_choice(f->kind, key->text);
	const struct span at =
		kind_has_secrets(f->kind) ? span_at(key->at.src, key->at.off, 0) : key->at;

	if (choice)
		diag_report(f->r->diag, DIAG_UNKNOWN_FIELD, at,
			    "unknown field '%s'; if that is what it is, write '%s: %s'", key->text,
			    choice->key, key->text);
	else if (map)
		diag_report(f->r->diag, DIAG_UNKNOWN_FIELD, at,
			    "'%s' belongs below '%s:', indented by two spaces", key->text,
			    map->key);
	else if (near)
		diag_report(f->r->diag, DIAG_UNKNOWN_FIELD, at,
			    "unknown field '%s'; did you mean '%s'?", key->text, near);
	else
		diag_report(f->r->diag, DIAG_UNKNOWN_FIELD, at,
			    "unknown field '%s'; run 'blether help %s' for those that exist",
			    key->text, f->kind->name);
	return choice ? choice : near && !map ? kind_field(f->kind, near) : NULL;
}

static const char *shape_wanted(const struct field *field)
{
	if (field->list)
		return field->type == FIELD_MAP
			       ? "a list: lines that begin with '- '"
			       : "a list such as [one, two], or lines that begin with '- '";
	return field->type == FIELD_MAP ? "lines of 'key: value' below it, indented by two spaces"
					: "a single value";
}

static void report_shape(const struct filler *f, const struct field *field, const struct node *n)
{
	diag_report(f->r->diag, DIAG_WRONG_TYPE, n->at, "'%s' must be %s", field->key,
		    shape_wanted(field));
}

/* A piece of a scalar, as if it were written alone. */
static struct node part_of(const struct node *n, size_t off, size_t len, struct arena *a)
{
	size_t quote = !n->plain; /* escapes before it may move the place a little */
	struct node part = *n;

	part.text = arena_strndup(a, n->text + off, len);
	part.at = span_at(n->at.src, n->at.off + quote + off, len);
	part.plain = n->plain && !n->text[off + len]; /* only the end can be cut by a '#' */
	return part;
}

/* `00:00 Welcome`: the kind's two keys in one line, parted by the first blank. */
static void fill_brief(const struct filler *f, const struct field *list, const struct node *n,
		       void *into)
{
	size_t first = strcspn(n->text, " \t"), rest = first + strspn(n->text + first, " \t");
	const struct kind *kind = list->sub;

	if (!n->text[rest]) {
		diag_report(f->r->diag, DIAG_WRONG_TYPE, n->at,
			    "'%s' must be '%s' and '%s' with a blank between, such as '%s %s'",
			    n->text, list->brief[0], list->brief[1], "01:30",
			    kind_field(kind, list->brief[1])->example);
		return;
	}
	struct node parts[] = { part_of(n, 0, first, f->r->arena),
				part_of(n, rest, strlen(n->text + rest), f->r->arena) };

	for (int i = 0; i < 2; i++) {
		const struct field *field = kind_field(kind, list->brief[i]);

		value_store(f->r, field, &parts[i], (char *)into + field->offset);
	}
}

static void fill_sub(const struct filler *f, const struct field *field, const struct node *n,
		     void *into, struct span *spans)
{
	if (n->kind == NODE_SCALAR && field->brief) {
		fill_brief(f, field, n, into);
		return;
	}
	if (n->kind != NODE_MAP) {
		diag_report(f->r->diag, DIAG_WRONG_TYPE, n->at,
			    "'%s' must be made of 'key: value'; its keys are in 'blether help %s'",
			    field->key, field->sub->name);
		return;
	}
	struct filler sub = {
		.r = f->r, .kind = field->sub, .into = into, .spans = spans, .whole = f->whole
	};

	fill_map(&sub, n);
}

static size_t node_count(const struct node *list)
{
	size_t n = 0;

	for (const struct node *c = list->first; c; c = c->next)
		n++;
	return n;
}

static bool check_count(const struct filler *f, const struct field *field, const struct node *n)
{
	size_t count = node_count(n);

	if ((!field->max || count <= (size_t)field->max) && count >= (size_t)field->min)
		return true;
	diag_report(f->r->diag, DIAG_BAD_NUMBER, n->at, "'%s' has %zu entries; expected %ld to %ld",
		    field->key, count, field->min, field->max);
	return false;
}

static void fill_texts(const struct filler *f, const struct field *field, const struct node *n)
{
	struct strings *s = field_place(f, field);

	s->items = arena_array(f->r->arena, node_count(n), sizeof(char *));
	s->at = arena_array(f->r->arena, node_count(n), sizeof(struct span));
	for (const struct node *c = n->first; c; c = c->next) {
		const char *text = NULL;

		if (c->kind == NODE_SCALAR)
			value_store(f->r, field, c, &text);
		else
			report_shape(f, field, c);
		if (text) {
			s->at[s->count] = c->at;
			s->items[s->count++] = text;
		}
	}
}

static void fill_maps(const struct filler *f, const struct field *field, const struct node *n)
{
	struct list *l = field_place(f, field);

	const size_t count = node_count(n), fields = kind_field_count(field->sub);

	l->kind = field->sub;
	l->items = arena_array(f->r->arena, count, field->sub->size);
	l->at = arena_array(f->r->arena, count, sizeof(struct span));
	l->field_spans = arena_array(f->r->arena, count * fields, sizeof(struct span));
	for (const struct node *c = n->first; c; c = c->next) {
		l->at[l->count] = c->at;
		fill_sub(f, field, c, (char *)l->items + field->sub->size * l->count,
			 &l->field_spans[l->count * fields]);
		l->count += c->kind == NODE_MAP || (c->kind == NODE_SCALAR && field->brief);
	}
}

static void fill_spanned(const struct filler *f, const struct field *field, const struct node *n)
{
	char *into = field_place(f, field);
	struct span *spans = NULL;

	if (field->spans) {
		spans = arena_array(f->r->arena, kind_field_count(field->sub), sizeof(*spans));
		memcpy(into + field->spans, &spans, sizeof(spans));
	}
	fill_sub(f, field, n, into, spans);
}

/* `key:` with nothing behind it. */
static bool is_blank(const struct node *n)
{
	return n->kind == NODE_SCALAR && n->plain && (!*n->text || strcmp(n->text, "~") == 0);
}

/* What a field is that was left out, or written so that it cannot be understood. */
static void fill_fallback(const struct filler *f, const struct field *field)
{
	const struct kind *sub = field->type == FIELD_MAP && !field->list ? field->sub : NULL;

	if (!field->list)
		value_store_fallback(f->r, field, field_place(f, field));
	for (const struct field *s = sub ? sub->fields : NULL; s && s->key; s++) {
		if (!s->list)
			value_store_fallback(f->r, s, (char *)field_place(f, field) + s->offset);
	}
}

static void fill_field(const struct filler *f, const struct field *field, const struct node *n)
{
	fill_fallback(f, field);
	if (n->broken)
		return;
	if (is_blank(n)) {
		diag_report(f->r->diag, DIAG_EMPTY_VALUE, n->key->at,
			    "'%s' is empty; write a value%s", field->key,
			    field->required ? "" : " or delete the line");
		return;
	}
	if (field->list) {
		if (n->kind != NODE_LIST)
			report_shape(f, field, n);
		else if (check_count(f, field, n) && field->type == FIELD_MAP)
			fill_maps(f, field, n);
		else if (field->type != FIELD_MAP)
			fill_texts(f, field, n);
	} else if (field->type == FIELD_MAP) {
		fill_spanned(f, field, n);
	} else if (n->kind != NODE_SCALAR) {
		report_shape(f, field, n);
	} else {
		value_store(f->r, field, n, field_place(f, field));
	}
}

char *item_fresh_guid(const char *of, struct arena *a)
{
	static const uint8_t files[16] = "blether's files";
	char *uuid = arena_alloc(a, UUID_LEN + 1);

	uuid_v5(files, of, uuid);
	return uuid;
}

static const char *without_number(const char *name)
{
	size_t digits = strspn(name, "0123456789");

	return digits && name[digits] == '-' ? name + digits + 1 : name;
}

/* What the ledger says of an episode whose own line is gone; or NULL. */
static const char *published_guid(const struct filler *f, const char *path)
{
	struct arena *a = f->r->arena;
	const char *dir = path_dir(path, a);

	if (f->kind != &kind_episode || !f->r->site || !f->r->site->ledger)
		return NULL;
	const struct ledger_row *row = ledger_at(
		f->r->site->ledger,
		episode_page_path(without_number(path_base(path_dir(dir, a))),
				  without_number(path_base(dir)), a));
	return row ? row->guid : NULL;
}

/* What the Podcast Index makes of a feed's address (podcast:guid of the namespace). */
static const char *guid_of_feed(const struct remote_item *item, struct arena *a)
{
	char *guid = arena_alloc(a, UUID_LEN + 1);

	podcast_guid(item->feed, guid);
	return guid;
}

/* A line to copy. An identity is never an example that two items might both take over. */
static const char *missing_example(const struct filler *f, const struct field *field,
				   struct span at)
{
	struct arena *a = f->r->arena;
	const struct remote_item *remote = f->kind == &kind_remote_item ? f->into : NULL;

	if (field->type != FIELD_UUID && field->type != FIELD_GUID)
		return field->example;
	if (remote)
		return remote->feed ? guid_of_feed(remote, a) : "…";
	const char *known = published_guid(f, at.src->path);
	return known ? known
		     : item_fresh_guid(at.off ? arena_printf(a, "%s:%u", at.src->path, at.off)
					      : at.src->path,
				       a);
}

static void fill_missing(const struct filler *f, const struct field *field, struct span at)
{
	if (f->translates)
		return;
	fill_fallback(f, field);
	if (!field->required || !f->whole)
		return;
	if (field->type == FIELD_MAP)
		diag_report(f->r->diag, DIAG_MISSING_FIELD, at,
			    "'%s' is missing; 'blether help %s' tells what it is made of",
			    field->key, f->kind->name);
	else
		diag_report(f->r->diag, DIAG_MISSING_FIELD, at,
			    "'%s' is missing; add a line such as '%s: %s'", field->key, field->key,
			    missing_example(f, field, at));
}

static void fill_map(const struct filler *f, const struct node *map)
{
	size_t count = kind_field_count(f->kind);
	bool *seen = arena_array(f->r->scratch, count + 1, sizeof(bool));
	bool *meant = arena_array(f->r->scratch, count + 1, sizeof(bool)); /* under another name */

	for (const struct node *n = map->first; n; n = n->next) {
		const struct field *field = kind_field(f->kind, n->key->text);

		if (!field) {
			const struct field *near = report_unknown(f, n->key);

			if (near)
				meant[near - f->kind->fields] = true;
			continue;
		}
		size_t i = (size_t)(field - f->kind->fields);
		if (seen[i]) {
			diag_report(f->r->diag, DIAG_DUPLICATE_FIELD, n->key->at,
				    "'%s' stands here twice; keep one of the two lines",
				    field->key);
			continue;
		}
		seen[i] = true;
		if (f->translates && !field_is_translated(field)) {
			diag_report(f->r->diag, DIAG_TRANSLATION, n->key->at,
				    "'%s' is the same in every language; it stands in the original "
				    "alone",
				    field->key);
			continue;
		}
		if (f->spans)
			f->spans[i] = n->at;
		fill_field(f, field, n);
	}
	for (size_t i = 0; i < count; i++) {
		if (!seen[i] && !meant[i])
			fill_missing(f, &f->kind->fields[i], map->at);
		else if (!seen[i] && !f->translates)
			fill_fallback(f, &f->kind->fields[i]);
	}
}

/* Of a file that cannot be read, so that whoever comes after finds what always is there. */
static void fill_fallbacks(const struct filler *f)
{
	for (const struct field *field = f->kind->fields; field->key && !f->translates; field++)
		fill_fallback(f, field);
}

/* The bytes between the two --- lines, and where the body begins behind them. */
struct front_matter {
	size_t off, len, body;
};

static bool is_fence(const char *line, size_t len)
{
	while (len > 3 && (line[len - 1] == ' ' || line[len - 1] == '\t'))
		len--;
	return len == 3 && memcmp(line, "---", 3) == 0;
}

static bool find_front_matter(const struct reader *r, const struct source *src,
			      struct front_matter *fm)
{
	size_t line_len = strcspn(src->text, "\n");

	if (!is_fence(src->text, line_len)) {
		diag_report(r->diag, DIAG_NO_FRONT_MATTER, span_at(src, 0, line_len),
			    "the file must begin with a line '---', then lines of 'key: value', "
			    "then '---' again");
		return false;
	}
	fm->off = line_len + (src->text[line_len] != '\0');
	for (size_t at = fm->off; at < src->len; at += line_len + 1) {
		line_len = strcspn(src->text + at, "\n");
		if (!is_fence(src->text + at, line_len))
			continue;
		fm->len = at - fm->off;
		fm->body = at + line_len + (src->text[at + line_len] != '\0');
		return true;
	}
	diag_report(r->diag, DIAG_UNCLOSED_FRONT_MATTER, span_at(src, 0, 3),
		    "the front matter is not closed; put a line '---' after its last field");
	return false;
}

static bool too_long(const struct reader *r, const struct source *src,
		     const struct front_matter *fm)
{
	if (fm->len <= LIMIT_FRONT_MATTER)
		return false;
	diag_report(
		r->diag, DIAG_FILE_TOO_BIG, span_at(src, fm->off, 0),
		"the front matter has %zu KB; %zu are the most; is the closing '---' in its place?",
		fm->len >> 10, LIMIT_FRONT_MATTER >> 10);
	return true;
}

/* Notes that `blether new` wrote and nobody has replaced. */
static void warn_of_example(const struct reader *r, const struct kind *kind,
			    const struct source *src, size_t body)
{
	size_t at = body + strspn(src->text + body, " \t\r\n");

	if (kind->body && text_starts(src->text + at, kind->body))
		diag_report(r->diag, DIAG_EXAMPLE_TEXT, span_at(src, at, strlen(kind->body)),
			    "the text is still the example; write your own words");
}

static void note_unread(struct reader *r)
{
	if (r->site)
		r->site->has_unread = true;
}

/* Or what is remembered of it, if nothing was said then. */
static struct yaml parse_yaml(struct reader *r, const struct source *src,
			      const struct front_matter *fm)
{
	struct remembered *file = memory_of(r->memory, src);
	const unsigned reported = r->diag->reported;

	if (file && file->yaml)
		return (struct yaml){ .root = file->yaml, .whole = true };
	if (!file || file->was_yaml)
		return yaml_parse(src, fm->off, fm->len, r->scratch, r->diag);
	struct yaml yaml = yaml_parse(src, fm->off, fm->len, &file->arena, r->diag);

	file->was_yaml = true;
	if (yaml.whole && r->diag->reported == reported)
		file->yaml = yaml.root;
	return yaml;
}

/* A file that is a list as a whole is that of its kind's only field. */
static struct node *as_map(const struct kind *kind, struct node *list, struct arena *a)
{
	const struct field *field = kind->fields;
	struct node *key = arena_new(a, struct node), *map = arena_new(a, struct node);

	if (list->kind != NODE_LIST || !field->list || field[1].key)
		return NULL;
	*key = (struct node){ .kind = NODE_SCALAR, .at = list->at, .text = field->key };
	list->key = key;
	*map = (struct node){ .kind = NODE_MAP, .first = list };
	return map;
}

/* The front matter as a map, empty when there is none. */
static struct node *read_map(struct reader *r, const struct kind *kind, struct yaml *yaml)
{
	struct node *root = yaml->root, *map = root && root->kind == NODE_MAP ? root : NULL;

	if (root && !map)
		map = as_map(kind, root, r->scratch);
	if (root && !map) {
		diag_report(r->diag, DIAG_YAML_SYNTAX, root->at, "expected lines of 'key: value'");
		yaml->whole = false;
	}
	if (!map) {
		map = arena_new(r->scratch, struct node);
		*map = (struct node){ .kind = NODE_MAP };
	}
	return map;
}

static struct item *parse(struct reader *r, const struct kind *kind, const struct source *src,
			  size_t *body, bool translates)
{
	struct front_matter fm = { .len = src->len, .body = src->len };
	struct item *item = arena_alloc(r->arena, kind->size);
	*item = (struct item){
		.kind = kind,
		.src = src,
		.spans = arena_array(r->arena, kind_field_count(kind), sizeof(struct span)),
	};
	struct filler f = {
		.r = r, .kind = kind, .into = item, .spans = item->spans, .translates = translates
	};

	*body = src->len;
	if (kind->has_body && (!find_front_matter(r, src, &fm) || too_long(r, src, &fm))) {
		note_unread(r);
		fill_fallbacks(&f);
		return item;
	}
	*body = fm.body;
	warn_of_example(r, kind, src, fm.body);

	struct yaml yaml = parse_yaml(r, src, &fm);
	struct node *map = read_map(r, kind, &yaml);

	f.whole = yaml.whole;
	map->at = span_at(src, 0, kind->has_body ? 3 : 0);
	if (!yaml.whole)
		note_unread(r);
	fill_map(&f, map);
	field_texts_check(r, item);
	arena_reset(r->scratch);
	return item;
}

void *item_parse(struct reader *r, const struct kind *kind, const struct source *src, size_t *body)
{
	return parse(r, kind, src, body, false);
}

/* As it is, or as it might be. */
static const struct source *load(struct reader *r, const char *rel)
{
	const char *path = reader_path(r, rel);

	for (const struct read_change *c = r->changes; c && c->rel; c++) {
		if (strcmp(c->rel, rel) == 0)
			return source_from_text(path, c->text, c->len, r->arena, r->diag);
	}
	return memory_source(r->memory, path, r->arena, r->diag);
}

static struct item *read_file(struct reader *r, const struct kind *kind, const char *rel,
			      size_t *body, bool translates)
{
	const struct source *src = load(r, rel);

	if (!src)
		note_unread(r);
	return src ? parse(r, kind, src, body, translates) : NULL;
}

void *item_read(struct reader *r, const struct kind *kind, const char *rel, size_t *body)
{
	return read_file(r, kind, rel, body, false);
}

void *item_read_translation(struct reader *r, const struct kind *kind, const char *rel,
			    size_t *body)
{
	return read_file(r, kind, rel, body, true);
}

bool item_has(const struct item *item, const char *key)
{
	const struct field *f = kind_field(item->kind, key);

	return f && item->spans[f - item->kind->fields].src;
}
