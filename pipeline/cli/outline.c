#include "outline.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/diag.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "paragraph.h"

/* What JSON knows of each type. */
static const struct {
	const char *json;  /* the name of the type in a schema */
	const char *words; /* and in the manual */
	bool maybe;        /* it can be null */
} types[] = {
	[OUTLINE_TEXT] = { "string", "text", false },
	[OUTLINE_MAYBE_TEXT] = { "string", "text", true },
	[OUTLINE_FLAG] = { "boolean", "true or false", false },
	[OUTLINE_INT] = { "integer", "whole number", false },
	[OUTLINE_UNSIGNED] = { "integer", "whole number", false },
	[OUTLINE_INT64] = { "integer", "whole number", false },
	[OUTLINE_NUMBER] = { "number", "number", false },
	[OUTLINE_MAYBE_NUMBER] = { "number", "number", true },
	[OUTLINE_MAYBE_PLACE] = { "number", "number", true },
	[OUTLINE_OBJECT] = { "object", "object", false },
	[OUTLINE_MAYBE_OBJECT] = { "object", "object", true },
	[OUTLINE_LIST] = { "array", "list of objects", false },
	[OUTLINE_BYTES] = { "array", "list of whole numbers from 0 to 255", false },
	[OUTLINE_MESSAGES] = { "array", "list of objects", false },
};

/* What of type `type` lies `offset` bytes into a record. */
#define VALUE(type, record, offset)                                                                \
	(*(type const *)(const void *)((const char *)(record) + (offset)))

static void write_list(const struct outline *o, const void *record, struct json *j)
{
	const char *items = VALUE(char *, record, o->offset);
	size_t count = VALUE(size_t, record, o->count);

	json_open(j, o->name, '[');
	for (size_t i = 0; i < count; i++) {
		json_open(j, NULL, '{');
		outline_write(o->members, items + i * o->size, j);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void write_bytes(const struct outline *o, const void *record, struct json *j)
{
	const uint8_t *items = VALUE(uint8_t *, record, o->offset);
	size_t count = VALUE(size_t, record, o->count);
	bool pretty = j->pretty;

	json_open(j, o->name, '[');
	j->pretty = false; /* hundreds of numbers belong on one line */
	for (size_t i = 0; i < count; i++)
		json_int(j, NULL, items[i]);
	json_close(j, ']');
	j->pretty = pretty;
}

static void write_object(const struct outline *o, const void *record, struct json *j)
{
	if (!record) {
		json_text(j, o->name, NULL);
		return;
	}
	json_open(j, o->name, '{');
	outline_write(o->members, record, j);
	json_close(j, '}');
}

static void write_number(const struct outline *o, double value, struct json *j)
{
	bool none = !isfinite(value) || (o->type == OUTLINE_MAYBE_PLACE && value < 0);

	if (none)
		json_text(j, o->name, NULL);
	else
		json_decimal(j, o->name, value, o->decimals);
}

static void write_member(const struct outline *o, const void *record, struct json *j)
{
	switch (o->type) {
	case OUTLINE_TEXT:
	case OUTLINE_MAYBE_TEXT:
		json_text(j, o->name, VALUE(char *, record, o->offset));
		break;
	case OUTLINE_FLAG:
		json_bool(j, o->name, VALUE(bool, record, o->offset));
		break;
	case OUTLINE_INT:
		json_int(j, o->name, VALUE(int, record, o->offset));
		break;
	case OUTLINE_UNSIGNED:
		json_int(j, o->name, VALUE(unsigned, record, o->offset));
		break;
	case OUTLINE_INT64:
		json_int(j, o->name, VALUE(int64_t, record, o->offset));
		break;
	case OUTLINE_NUMBER:
	case OUTLINE_MAYBE_NUMBER:
	case OUTLINE_MAYBE_PLACE:
		write_number(o, VALUE(double, record, o->offset), j);
		break;
	case OUTLINE_OBJECT:
		write_object(o, (const char *)record + o->offset, j);
		break;
	case OUTLINE_MAYBE_OBJECT:
		write_object(o, VALUE(void *, record, o->offset), j);
		break;
	case OUTLINE_LIST:
		write_list(o, record, j);
		break;
	case OUTLINE_BYTES:
		write_bytes(o, record, j);
		break;
	case OUTLINE_MESSAGES:
		diag_write_json(VALUE(struct diag *, record, o->offset), o->name, j);
		break;
	}
}

void outline_write(const struct outline *members, const void *record, struct json *j)
{
	for (const struct outline *o = members; o->name; o++)
		write_member(o, record, j);
}

static void schema_members(const struct outline *members, struct json *j);

static void schema_words(const struct outline *o, struct json *j)
{
	json_open(j, "enum", '[');
	for (const char *const *w = o->words; *w; w++)
		json_text(j, NULL, *w);
	json_close(j, ']');
}

static void schema_type(const struct outline *o, struct json *j)
{
	if (!types[o->type].maybe) {
		json_text(j, "type", types[o->type].json);
		return;
	}
	json_open(j, "type", '[');
	json_text(j, NULL, types[o->type].json);
	json_text(j, NULL, "null");
	json_close(j, ']');
}

static void schema_items(const struct outline *o, struct json *j)
{
	json_open(j, "items", '{');
	if (o->type == OUTLINE_BYTES) {
		json_text(j, "type", "integer");
		json_int(j, "minimum", 0);
		json_int(j, "maximum", 255);
	} else {
		json_text(j, "type", "object");
		schema_members(o->members, j);
	}
	json_close(j, '}');
}

static void schema_member(const struct outline *o, struct json *j)
{
	bool list = strcmp(types[o->type].json, "array") == 0;

	json_open(j, o->name, '{');
	json_text(j, "description", o->help);
	schema_type(o, j);
	if (o->words)
		schema_words(o, j);
	if (strcmp(types[o->type].json, "integer") == 0 || o->type == OUTLINE_MAYBE_PLACE)
		json_int(j, "minimum", 0);
	if (list)
		schema_items(o, j);
	else if (o->members)
		schema_members(o->members, j);
	json_close(j, '}');
}

static void schema_members(const struct outline *members, struct json *j)
{
	json_open(j, "properties", '{');
	for (const struct outline *o = members; o->name; o++)
		schema_member(o, j);
	json_close(j, '}');
	json_open(j, "required", '[');
	for (const struct outline *o = members; o->name; o++)
		json_text(j, NULL, o->name);
	json_close(j, ']');
	json_bool(j, "additionalProperties", false);
}

void outline_schema(const struct outline *members, const char *title, FILE *out)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(SIZE_MAX / 2);
	struct json j = JSON_INIT_PRETTY(&text);

	json_open(&j, NULL, '{');
	json_text(&j, "$schema", "https://json-schema.org/draft/2020-12/schema");
	json_text(&j, "title", title);
	json_text(&j, "type", "object");
	schema_members(members, &j);
	json_close(&j, '}');
	fprintf(out, "%s\n", text.data);
}

void outline_type_words(const struct outline *o, struct strbuf *out)
{
	strbuf_adds(out, types[o->type].words);
	for (const char *const *w = o->words; w && *w; w++)
		strbuf_addf(out, "%s%s", w == o->words ? ": " : ", ", *w);
	if (types[o->type].maybe)
		strbuf_adds(out, " or null");
}

static void help_members(const struct outline *members, size_t indent, struct strbuf *out)
{
	for (const struct outline *o = members; o->name; o++) {
		strbuf_addf(out, "%*s%s  (", (int)indent, "", o->name);
		outline_type_words(o, out);
		strbuf_addf(out, ")\n%*s", (int)indent + 4, "");
		paragraph_add(out, o->help, indent + 4, indent + 4);
		if (o->members)
			help_members(o->members, indent + 4, out);
	}
}

void outline_help(const struct outline *members, FILE *out)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(SIZE_MAX / 2);

	help_members(members, 2, &text);
	fputs(text.data, out);
}
