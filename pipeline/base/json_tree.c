#include "base/json_tree.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"

/*
 * jansson decides what is JSON, but does not keep places. Text that it has let
 * through is so regular that a second walk, in step with its tree, finds them.
 */
struct walk {
	const char *text;
	size_t at;
	unsigned depth;
	struct arena *arena;
	struct tree_fault *fault;
};

static struct tree *walk_value(struct walk *w, const json_t *value);

static struct tree *fail(struct walk *w, size_t off, const char *text)
{
	*w->fault = (struct tree_fault){ (uint32_t)off, text };
	return NULL;
}

static void skip_space(struct walk *w)
{
	w->at += strspn(w->text + w->at, " \t\n\r");
}

/* Over a punctuation mark and the blanks around it. */
static void skip_mark(struct walk *w)
{
	skip_space(w);
	w->at++;
	skip_space(w);
}

static void skip_string(struct walk *w)
{
	for (w->at++; w->text[w->at] != '"'; w->at++)
		w->at += w->text[w->at] == '\\';
	w->at++;
}

static bool is_carried(const char *s)
{
	size_t len = strlen(s);

	for (size_t n; len; s += n, len -= n) {
		uint32_t cp;

		n = utf8_decode(s, len, &cp);
		if (!n || !utf8_is_xml(cp))
			return false;
	}
	return true;
}

static struct tree *walk_text(struct walk *w, struct tree *into, const json_t *value)
{
	const char *text = json_string_value(value);

	skip_string(w);
	if (!is_carried(text))
		return fail(w, into->off, "the text has a control character");
	into->kind = TREE_TEXT;
	into->text = arena_strdup(w->arena, text);
	return into;
}

static struct tree *walk_list(struct walk *w, struct tree *into, const json_t *list)
{
	struct tree **last = &into->first;

	into->kind = TREE_LIST;
	into->count = json_array_size(list);
	for (size_t i = 0; i < into->count; i++) {
		skip_mark(w); /* '[' or ',' */
		*last = walk_value(w, json_array_get(list, i));
		if (!*last)
			return NULL;
		last = &(*last)->next;
	}
	skip_mark(w);
	w->at += !into->count; /* of an empty list, both brackets */
	return into;
}

static struct tree *walk_map(struct walk *w, struct tree *into, json_t *map)
{
	struct tree **last = &into->first;
	const char *key;
	json_t *value;

	into->kind = TREE_MAP;
	into->count = json_object_size(map);
	json_object_foreach(map, key, value)
	{
		skip_mark(w); /* '{' or ',' */
		size_t at = w->at;
		skip_string(w);
		skip_mark(w); /* ':' */
		if (!is_carried(key))
			return fail(w, at, "the key has a control character");
		*last = walk_value(w, value);
		if (!*last)
			return NULL;
		(*last)->key = arena_strdup(w->arena, key);
		last = &(*last)->next;
	}
	skip_mark(w);
	w->at += !into->count;
	return into;
}

static struct tree *walk_nested(struct walk *w, struct tree *into, const json_t *value)
{
	if (++w->depth > LIMIT_JSON_DEPTH)
		return fail(w, into->off, "it is nested too deeply");
	struct tree *got = json_is_object(value) ? walk_map(w, into, (json_t *)(uintptr_t)value)
						 : walk_list(w, into, value);
	w->depth--;
	into->len = 1;
	return got;
}

/* null, true, false or a number. */
static struct tree *walk_word(struct walk *w, struct tree *into, const json_t *value)
{
	into->kind = json_is_number(value)    ? TREE_NUMBER
		     : json_is_boolean(value) ? TREE_FLAG
					      : TREE_NULL;
	into->number = json_is_number(value) ? json_number_value(value) : json_is_true(value);
	w->at += strcspn(w->text + w->at, ",]} \t\n\r");
	return into;
}

static struct tree *walk_value(struct walk *w, const json_t *value)
{
	struct tree *into = arena_new(w->arena, struct tree);
	struct tree *got;

	skip_space(w);
	into->off = (uint32_t)w->at;
	if (json_is_object(value) || json_is_array(value))
		return walk_nested(w, into, value);
	got = json_is_string(value) ? walk_text(w, into, value) : walk_word(w, into, value);
	into->len = (uint32_t)w->at - into->off;
	return got;
}

const struct tree *tree_read(const char *text, size_t len, struct arena *a,
			     struct tree_fault *fault)
{
	json_error_t error;
	json_t *root = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);
	struct walk w = { .text = text, .arena = a, .fault = fault };

	if (!root) {
		/* jansson tells where it stopped: behind what it did not like. */
		size_t at = error.position > 0 ? (size_t)error.position - 1 : 0;

		*fault = (struct tree_fault){ (uint32_t)(at < len ? at : len),
					      arena_strdup(a, error.text) };
		return NULL;
	}
	const struct tree *tree = walk_value(&w, root);
	json_decref(root);
	return tree;
}

const struct tree *tree_member(const struct tree *map, const char *key)
{
	if (!map || map->kind != TREE_MAP)
		return NULL;
	for (const struct tree *t = map->first; t; t = t->next) {
		if (strcmp(t->key, key) == 0)
			return t;
	}
	return NULL;
}

static const struct tree *member_of(const struct tree *map, const char *key, enum tree_kind kind)
{
	const struct tree *t = tree_member(map, key);

	return t && t->kind == kind ? t : NULL;
}

const char *tree_text(const struct tree *map, const char *key)
{
	const struct tree *t = member_of(map, key, TREE_TEXT);

	return t ? t->text : NULL;
}

const struct tree *tree_list(const struct tree *map, const char *key)
{
	return member_of(map, key, TREE_LIST);
}

bool tree_number(const struct tree *map, const char *key, double *into)
{
	const struct tree *t = member_of(map, key, TREE_NUMBER);

	if (t)
		*into = t->number;
	return t != NULL;
}

struct span tree_span(const struct source *src, const struct tree *value)
{
	return span_at(src, value->off, value->len);
}
