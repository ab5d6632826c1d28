#include "read/csv.h"

#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r' || c == '\0';
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Text is NUL-terminated and has no NUL inside, so every scan ends. */
static size_t skip_line_end(const char *text, size_t off)
{
	if (text[off] == '\r' && text[off + 1] == '\n')
		return off + 2;
	return off + (text[off] != '\0');
}

static size_t skip_blank_lines(const char *text, size_t off)
{
	for (;;) {
		size_t at = off;

		while (is_blank(text[at]))
			at++;
		if (!is_line_end(text[at]))
			return off;
		if (!text[at])
			return at;
		off = skip_line_end(text, at);
	}
}

/* The first sign outside of quotation marks that can part cells. */
static char find_delimiter(const char *line)
{
	bool quoted = false;

	for (; *line && (quoted || !is_line_end(*line)); line++) {
		quoted ^= *line == '"';
		if (!quoted && (*line == ',' || *line == ';' || *line == '\t'))
			return *line;
	}
	return ',';
}

void csv_open(struct csv *c, const struct source *src)
{
	const char *text = src->text;

	*c = (struct csv){ .src = src };
	if (text_starts(text, "\xef\xbb\xbf"))
		c->off = 3;
	if (text_starts(text + c->off, "sep=") && text[c->off + 4] &&
	    is_line_end(text[c->off + 5])) {
		c->delimiter = text[c->off + 4];
		c->off = skip_line_end(text, c->off + 5);
		return;
	}
	c->off = skip_blank_lines(text, c->off);
	c->delimiter = find_delimiter(text + c->off);
}

/* What stands between blanks. */
static const char *trimmed(const char *s, size_t len, struct arena *a)
{
	while (len && is_blank(*s)) {
		s++;
		len--;
	}
	while (len && is_blank(s[len - 1]))
		len--;
	return arena_strndup(a, s, len);
}

/* The end of what is in quotation marks from `off` on: of the closing one; 0: it has none. */
static size_t quoted_end(const char *text, size_t off)
{
	for (size_t i = off + 1; text[i]; i++) {
		if (text[i] != '"')
			continue;
		if (text[i + 1] != '"')
			return i;
		i++;
	}
	return 0;
}

static const char *unquoted(const char *text, size_t from, size_t to, struct arena *a)
{
	char *out = arena_strndup(a, text + from, to - from), *end = out;

	for (const char *s = out; *s; s++) {
		*end++ = *s;
		s += *s == '"';
	}
	*end = '\0';
	return trimmed(out, (size_t)(end - out), a);
}

static size_t cell_end(const struct csv *c, size_t off)
{
	const char *text = c->src->text;

	while (!is_line_end(text[off]) && text[off] != c->delimiter)
		off++;
	return off;
}

/* A cell that begins with a quotation mark at `mark`; NULL after reporting that it is none. */
static const char *read_quoted(struct csv *c, size_t mark, struct arena *a, struct diag *diag)
{
	const char *text = c->src->text;
	size_t close = quoted_end(text, mark), after = close + 1;

	if (!close) {
		diag_report(diag, DIAG_CSV_SYNTAX, span_at(c->src, mark, 1),
			    "the quotation mark that opens here is never closed");
		return NULL;
	}
	while (is_blank(text[after]) && text[after] != c->delimiter)
		after++;
	if (!is_line_end(text[after]) && text[after] != c->delimiter) {
		diag_report(diag, DIAG_CSV_SYNTAX, span_at(c->src, after, 1),
			    "text goes on behind a closing quotation mark; write a quotation mark "
			    "inside of a cell twice");
		return NULL;
	}
	c->off = after;
	return unquoted(text, mark + 1, close, a);
}

static struct csv_cell read_cell(struct csv *c, struct arena *a, struct diag *diag)
{
	const char *text = c->src->text;
	size_t from = c->off, mark = from;
	const char *value = NULL;

	while (is_blank(text[mark]) && text[mark] != c->delimiter)
		mark++;
	if (text[mark] == '"')
		value = read_quoted(c, mark, a, diag);
	if (!value) {
		c->off = cell_end(c, from);
		value = trimmed(text + from, c->off - from, a);
	}
	if (c->off > mark)
		from = mark;
	return (struct csv_cell){ value, span_at(c->src, from, c->off - from) };
}

bool csv_next(struct csv *c, struct csv_row *row, struct arena *a, struct diag *diag)
{
	const char *text = c->src->text;
	size_t room = 0;

	c->off = skip_blank_lines(text, c->off);
	*row = (struct csv_row){ .off = c->off };
	if (!text[c->off])
		return false;
	for (;; c->off++) {
		struct csv_cell cell = read_cell(c, a, diag);

		if (row->count < LIMIT_CSV_CELLS) {
			row->cells = arena_grow(a, row->cells, row->count, &room, sizeof(cell));
			row->cells[row->count++] = cell;
		} else if (row->count == LIMIT_CSV_CELLS) {
			diag_report(diag, DIAG_CSV_SYNTAX, cell.at,
				    "a row has at most %zu cells; those from here on are left out",
				    (size_t)LIMIT_CSV_CELLS);
			c->off += strcspn(text + c->off, "\r\n");
			break;
		}
		if (text[c->off] != c->delimiter)
			break;
	}
	row->end = c->off;
	c->off = skip_line_end(text, c->off);
	return true;
}
