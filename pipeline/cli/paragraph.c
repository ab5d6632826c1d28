#include "paragraph.h"

#include <stdbool.h>
#include <string.h>

#include "base/strbuf.h"

/* The word that begins at `s`, in bytes and in columns. */
static size_t word_length(const char *s, size_t *columns)
{
	size_t len = strcspn(s, " ");

	*columns = 0;
	for (size_t i = 0; i < len; i++)
		*columns += ((unsigned char)s[i] & 0xc0) != 0x80;
	return len;
}

void paragraph_add(struct strbuf *out, const char *text, size_t column, size_t indent)
{
	bool first = true;

	for (const char *s = text; *s; s += strspn(s, " ")) {
		size_t columns, len = word_length(s, &columns);

		if (!first && column + 1 + columns >= PARAGRAPH_COLUMNS) {
			strbuf_addf(out, "\n%*s", (int)indent, "");
			column = indent;
		} else if (!first) {
			strbuf_addc(out, ' ');
			column++;
		}
		strbuf_add(out, s, len);
		column += columns;
		s += len;
		first = false;
	}
	strbuf_addc(out, '\n');
}
