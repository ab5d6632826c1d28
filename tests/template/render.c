/*
 * Renders with our templates what the differential test gives: a line of JSON
 * {template, data, partials} in, a line of JSON out: the page, or null where
 * the template was refused (why is said on stderr). Views are made from the
 * shape of the data: what a key holds in any entry of a list, it can hold in all.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

#include "../../pipeline/site/template.h"

/* Every member has room for the largest type, a list. */
#define ROOM sizeof(struct list)
#define KEYS 32

struct shape {
	struct view view; /* of an object, or of the objects of a list */
	struct name names[KEYS + 1];
	struct shape *shapes[KEYS];
	size_t count;
};

static enum name_type type_of(const char *key, const json_t *v)
{
	switch (json_typeof(v)) {
	case JSON_OBJECT:
		return NAME_ITEM;
	case JSON_ARRAY:
		return json_is_string(json_array_get(v, 0)) ? NAME_TEXTS : NAME_LIST;
	case JSON_STRING:
		return text_starts(key, "html") ? NAME_HTML : NAME_TEXT;
	case JSON_INTEGER:
		return NAME_NUMBER;
	case JSON_TRUE:
	case JSON_FALSE:
		return NAME_FLAG;
	default:
		return NAME_END;
	}
}

static size_t find_key(struct shape *s, const char *key, struct arena *a)
{
	size_t i = 0;

	while (i < s->count && strcmp(s->names[i].name, key) != 0)
		i++;
	if (i == s->count && s->count < KEYS) {
		s->names[s->count++] = (struct name){ .name = arena_strdup(a, key), .type = NAME_TEXT, .offset = i * ROOM };
		s->view = (struct view){ .name = "data", .size = s->count * ROOM, .names = s->names };
	}
	return i;
}

static void learn(struct shape *s, json_t *object, struct arena *a);

static void learn_value(struct shape *s, size_t i, json_t *v, struct arena *a)
{
	enum name_type type = type_of(s->names[i].name, v);

	if (type == NAME_END || (type == NAME_LIST && !json_array_size(v) && s->names[i].type == NAME_TEXTS))
		return;
	s->names[i].type = type;
	s->names[i].sub = NULL;
	if (type != NAME_LIST && type != NAME_ITEM)
		return;
	if (!s->shapes[i]) {
		s->shapes[i] = arena_new(a, struct shape);
		s->shapes[i]->view = (struct view){ .name = "data", .size = ROOM, .names = s->shapes[i]->names };
	}
	s->names[i].sub = &s->shapes[i]->view;
	if (type == NAME_ITEM)
		learn(s->shapes[i], v, a);
	for (size_t j = 0; type == NAME_LIST && j < json_array_size(v); j++)
		learn(s->shapes[i], json_array_get(v, j), a);
}

static void learn(struct shape *s, json_t *object, struct arena *a)
{
	const char *key;
	json_t *v;

	json_object_foreach(object, key, v)
		learn_value(s, find_key(s, key, a), v, a);
}

static void fill(const struct shape *s, const json_t *object, char *to, struct arena *a);

static void fill_texts(const json_t *v, struct strings *to, struct arena *a)
{
	to->count = json_array_size(v);
	to->items = arena_array(a, to->count, sizeof(*to->items));
	for (size_t i = 0; i < to->count; i++)
		to->items[i] = json_string_value(json_array_get(v, i));
}

static void fill_list(const struct shape *s, const json_t *v, struct list *to, struct arena *a)
{
	to->count = json_array_size(v);
	to->items = arena_array(a, to->count, s->view.size);
	for (size_t i = 0; i < to->count; i++)
		fill(s, json_array_get(v, i), (char *)to->items + i * s->view.size, a);
}

static void fill_value(const struct shape *s, size_t i, const json_t *v, void *to, struct arena *a)
{
	switch (s->names[i].type) {
	case NAME_TEXT:
	case NAME_HTML:
		*(const char **)to = json_string_value(v);
		break;
	case NAME_NUMBER:
		*(int64_t *)to = json_integer_value(v);
		break;
	case NAME_FLAG:
		*(bool *)to = json_is_true(v);
		break;
	case NAME_TEXTS:
		fill_texts(v, to, a);
		break;
	case NAME_LIST:
		fill_list(s->shapes[i], v, to, a);
		break;
	default:
		if (!json_is_object(v))
			break;
		*(void **)to = arena_alloc(a, s->shapes[i]->view.size);
		fill(s->shapes[i], v, *(void **)to, a);
	}
}

static void fill(const struct shape *s, const json_t *object, char *to, struct arena *a)
{
	for (size_t i = 0; i < s->count; i++)
		fill_value(s, i, json_object_get(object, s->names[i].name), to + s->names[i].offset, a);
}

struct bench {
	struct template_loader loader; /* first: find_partial() gets it */
	const json_t *partials;
};

static const struct source *find_partial(struct template_loader *loader, const char *name)
{
	const struct bench *b = (const struct bench *)loader;
	const json_t *text = json_object_get(b->partials, name);

	if (!text)
		return NULL;
	return source_from_text(name, json_string_value(text), json_string_length(text), loader->arena, loader->diag);
}

static void render(const json_t *job, struct arena *a)
{
	static const char *const no_names[] = { NULL };
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);
	struct diag diag;
	struct shape *shape = arena_new(a, struct shape);
	const json_t *text = json_object_get(job, "template");
	json_t *data = json_object_get(job, "data");
	struct bench b = { { find_partial, no_names, a, &diag, NULL }, json_object_get(job, "partials") };

	diag_init(&diag, a);
	shape->view = (struct view){ .name = "data", .names = shape->names };
	learn(shape, data, a);
	void *root = arena_alloc(a, shape->view.size + 1);
	fill(shape, data, root, a);
	const struct source *src = source_from_text("template", json_string_value(text), json_string_length(text), a, &diag);
	const struct template *t = src ? template_compile(&b.loader, src, &shape->view) : NULL;
	if (t)
		template_render(t, root, "", &out);
	diag_print(&diag, stderr, false);
	json_t *page = t ? json_stringn(out.data, out.len) : json_null();
	json_dumpf(page, stdout, JSON_ENCODE_ANY);
	putchar('\n');
	json_decref(page);
}

int main(void)
{
	struct arena arena = { 0 };
	json_error_t error;

	for (json_t *job; (job = json_loadf(stdin, JSON_DISABLE_EOF_CHECK, &error));) {
		render(job, &arena);
		json_decref(job);
		arena_reset(&arena);
	}
	arena_free(&arena);
	return ferror(stdout) || fflush(stdout) ? 1 : 0;
}
