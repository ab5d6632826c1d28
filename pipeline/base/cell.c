#include "base/cell.h"

#include <stdbool.h>
#include <string.h>

#include "base/strbuf.h"

static void put_quoted(struct strbuf *out, const char *text)
{
	strbuf_addc(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			strbuf_addc(out, '"');
		strbuf_addc(out, *text);
	}
	strbuf_addc(out, '"');
}

void csv_put(struct strbuf *out, const char *text, char delimiter)
{
	if (strchr(text, delimiter) || strpbrk(text, "\"\r\n"))
		put_quoted(out, text);
	else
		strbuf_adds(out, text);
}

/* Behind any number of ' there is what begins a formula. */
static bool is_formula(const char *text)
{
	text += strspn(text, "'");
	return *text && strchr("=+-@\t\r\n", *text);
}

void cell_put(struct strbuf *out, const char *text)
{
	STRBUF_SCOPED struct strbuf cell = STRBUF_INIT(out->limit);

	if (is_formula(text))
		strbuf_addc(&cell, '\'');
	strbuf_adds(&cell, text);
	if (strpbrk(cell.data, ",;\t\"\r\n"))
		put_quoted(out, cell.data);
	else
		strbuf_adds(out, cell.data);
}

const char *cell_text(const char *cell)
{
	return *cell == '\'' && is_formula(cell) ? cell + 1 : cell;
}
