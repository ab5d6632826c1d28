#include "skeleton.h"

#include <string.h>

#include "base/strbuf.h"
#include "model/fields.h"

void skeleton_quote(const char *text, struct strbuf *out)
{
	strbuf_addc(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			strbuf_addc(out, '\\');
		strbuf_addc(out, *text);
	}
	strbuf_addc(out, '"');
}

static const char *find_value(const struct skeleton_value *v, const char *key)
{
	for (; v->key; v++) {
		if (strcmp(v->key, key) == 0)
			return v->value;
	}
	return NULL;
}

static const char *sample(const struct field *f)
{
	if (f->example)
		return f->example;
	return f->fallback ? f->fallback : f->choices ? f->choices[0] : "";
}

/* The lines of a map below its key; in a list the first one carries the hyphen. */
static void write_map(const struct field *f, const char *prefix, struct strbuf *out)
{
	for (const struct field *s = f->sub->fields; s->key; s++) {
		if (s->rare)
			continue;
		const char *lead = !f->list ? "  " : s == f->sub->fields ? "  - " : "    ";
		const char *mark = s->required ? prefix : "# ";

		strbuf_addf(out, "%s%s%s:", mark, lead, s->key);
		if (s->list)
			strbuf_addf(out, "\n%s%*s  - %s\n", mark, (int)strlen(lead), "", sample(s));
		else
			strbuf_addf(out, " %s\n", sample(s));
	}
}

/* The two keys of an entry in one line: `- 01:30 What helped`. */
static void write_brief(const struct field *f, const char *prefix, struct strbuf *out)
{
	const char *first = sample(kind_field(f->sub, f->brief[0]));
	size_t quote = *first == '"', len = strlen(first) - 2 * quote;

	strbuf_addf(out, "%s  - %.*s %s\n", prefix, (int)len, first + quote,
		    sample(kind_field(f->sub, f->brief[1])));
}

static void write_field(const struct field *f, const char *value, struct strbuf *out)
{
	const char *prefix = f->required || value ? "" : "# ";

	strbuf_addf(out, "# %s\n", f->help);
	if (f->type == FIELD_MAP) {
		strbuf_addf(out, "%s%s:\n", prefix, f->key);
		if (f->brief)
			write_brief(f, prefix, out);
		else
			write_map(f, prefix, out);
	} else if (f->list) {
		strbuf_addf(out, "%s%s:\n%s  - %s\n", prefix, f->key, prefix,
			    value ? value : sample(f));
	} else {
		const char *text = value ? value : sample(f);

		strbuf_addf(out, "%s%s:%s%s\n", prefix, f->key, *text ? " " : "", text);
	}
}

static bool is_identity(const struct field *f)
{
	return f->type == FIELD_UUID || f->type == FIELD_GUID;
}

/*
 * The lines of a map as they are written. An identity is not among them, as it
 * would be copied, and two things had the same.
 */
static void sample_map(const struct field *f, int indent, struct strbuf *out)
{
	bool hyphen = f->list;

	indent += f->list ? 4 : 2;
	for (const struct field *s = f->sub->fields; s->key; s++) {
		if (s->rare || is_identity(s) || (s->type != FIELD_MAP && !*sample(s)))
			continue;
		strbuf_addf(out, "%*s%s%s:", hyphen ? indent - 2 : indent, "", hyphen ? "- " : "",
			    s->key);
		hyphen = false;
		if (s->type == FIELD_MAP) {
			strbuf_addc(out, '\n');
			sample_map(s, indent, out);
		} else if (s->list) {
			strbuf_addf(out, "\n%*s- %s\n", indent + 2, "", sample(s));
		} else {
			strbuf_addf(out, " %s\n", sample(s));
		}
		if (!s[1].key && kind_field(f->sub, "guid"))
			strbuf_addf(out, "%*s# and a guid: 'blether check' tells which\n", indent,
				    "");
	}
}

void skeleton_sample(const struct field *f, int indent, struct strbuf *out)
{
	if (f->type == FIELD_MAP) {
		strbuf_addf(out, "%*s%s:\n", indent, "", f->key);
		sample_map(f, indent, out);
	} else if (f->list) {
		strbuf_addf(out, "%*s%s:\n%*s- %s\n", indent, "", f->key, indent + 2, "",
			    sample(f));
	} else if (*sample(f) && !is_identity(f)) {
		strbuf_addf(out, "%*s%s: %s\n", indent, "", f->key, sample(f));
	}
}

void skeleton_write(const struct kind *kind, const struct skeleton_value *values,
		    struct strbuf *out)
{
	bool more = false;

	for (const struct field *f = kind->fields; f->key; f++) {
		more = more || f->rare;
		if (!f->rare)
			write_field(f, find_value(values, f->key), out);
	}
	if (more)
		strbuf_addf(out, "# There are more fields: 'blether help %s' lists them.\n",
			    kind->name);
}
