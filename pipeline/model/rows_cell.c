#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/rows.h"

bool field_has_column(const struct field *f)
{
	return f->type != FIELD_MAP && strcmp(f->key, "translated_by") != 0;
}

static void put_entry(struct strbuf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == ';')
			strbuf_addc(out, '\\');
		strbuf_addc(out, *text);
	}
}

const char *cell_of_entries(const struct strings *s, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);

	for (size_t i = 0; i < s->count; i++) {
		/* A backslash at the end of an entry must not stand before what parts it from the
		 * next. */
		if (i)
			strbuf_adds(&out, text_ends(s->items[i - 1], "\\") ? " ; " : "; ");
		put_entry(&out, s->items[i]);
	}
	return arena_strndup(a, out.data, out.len);
}

/* Up to a semicolon that parts entries, or the end. */
static size_t entry_length(const char *text)
{
	size_t n = 0;

	while (text[n] && text[n] != ';')
		n += text[n] == '\\' && text[n + 1] == ';' ? 2 : 1;
	return n;
}

static const char *entry(const char *text, size_t len, struct arena *a)
{
	char *out, *end;

	while (len && strchr(" \t\r\n", *text)) {
		text++;
		len--;
	}
	while (len && strchr(" \t\r\n", text[len - 1]))
		len--;
	out = end = arena_strndup(a, text, len);
	for (const char *s = out; *s; s++) {
		s += *s == '\\' && s[1] == ';';
		*end++ = *s;
	}
	*end = '\0';
	return out;
}

struct strings cell_entries(const char *cell, struct arena *a)
{
	struct strings s = { 0 };
	size_t room = 0;

	for (;; cell++) {
		size_t len = entry_length(cell);
		const char *text = entry(cell, len, a);

		if (*text) {
			s.items = arena_grow(a, s.items, s.count, &room, sizeof(char *));
			s.items[s.count++] = text;
		}
		cell += len;
		if (!*cell)
			return s;
	}
}

static const char *moment_cell(const struct field *f, const struct moment *m, struct arena *a)
{
	if (!m->set)
		return "";
	return f->type == FIELD_DATE ? date_day(*m, a) : date_rfc3339(*m, a);
}

static const char *number_cell(const struct field *f, int64_t n, struct arena *a)
{
	if (f->type == FIELD_TIME)
		return n < 0 ? "" : time_clock(n, a);
	if (f->type == FIELD_CLOCK)
		return n < 0 ? "" : arena_printf(a, "%02d:%02d", (int)(n / 60), (int)(n % 60));
	return arena_printf(a, "%lld", (long long)n);
}

const char *field_cell(const struct field *f, const void *item, struct span at, struct arena *a)
{
	const void *place = (const char *)item + f->offset;

	if (f->type == FIELD_MAP || (!at.src && !f->fallback))
		return "";
	if (f->list)
		return cell_of_entries(place, a);
	switch (f->type) {
	case FIELD_FLAG:
		return *(const bool *)place ? "yes" : "no";
	case FIELD_NUMBER:
	case FIELD_TIME:
	case FIELD_CLOCK:
		return number_cell(f, *(const int64_t *)place, a);
	case FIELD_DECIMAL:
		return arena_printf(a, "%.10g", *(const double *)place);
	case FIELD_MOMENT:
	case FIELD_DATE:
		return moment_cell(f, place, a);
	default:
		return *(const char *const *)place ? *(const char *const *)place : "";
	}
}
