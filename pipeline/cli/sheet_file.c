#include <stdint.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "sheet.h"

/* How files begin that are no text (PKWARE APPNOTE 4.3.7; MS-CFB 2.2; ISO 32000; Unicode 23.8). */
static const struct {
	const char *bytes;
	size_t len;
	const char *what;
} formats[] = {
	{ "PK\x03\x04", 4, "a workbook of a spreadsheet program (.xlsx or .ods)" },
	{ "\xd0\xcf\x11\xe0", 4, "a workbook of an older Excel (.xls)" },
	{ "%PDF", 4, "a PDF" },
	{ "\xff\xfe", 2, "text in UTF-16 ('Unicode Text')" },
	{ "\xfe\xff", 2, "text in UTF-16 ('Unicode Text')" },
	{ "<", 1, "a web page" },
};

static const char *other_format(const char *text, size_t len)
{
	for (size_t i = 0; i < COUNT(formats); i++) {
		if (len >= formats[i].len && memcmp(text, formats[i].bytes, formats[i].len) == 0)
			return formats[i].what;
	}
	return memchr(text, '\0', len) ? "no text" : NULL;
}

/* What bytes 0x80 to 0x9f are there (WHATWG Encoding, index windows-1252). */
static const uint16_t windows[32] = {
	0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
	0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
	0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
};

static bool is_utf8(const char *text, size_t len)
{
	for (size_t i = 0, n; i < len; i += n) {
		uint32_t cp;

		n = utf8_decode(text + i, len - i, &cp);
		if (!n)
			return false;
	}
	return true;
}

static const char *first_foreign(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return text;
}

/* Each byte as a character; those that are none are told by the gate of all texts. */
static const struct source *from_windows(const char *path, const char *text, struct arena *a,
					 struct diag *diag)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(4 * LIMIT_SHEET_BYTES);
	size_t first = (size_t)(first_foreign(text) - text);

	for (const char *s = text; *s; s++) {
		unsigned char c = (unsigned char)*s;

		utf8_encode(&out, c >= 0x80 && c < 0xa0 ? windows[c - 0x80] : c);
	}
	const struct source *src = source_from_text(path, out.data, out.len, a, diag);

	if (src)
		diag_report(diag, DIAG_SHEET_ENCODING, span_at(src, first, 1),
			    "the file is not in UTF-8 and was taken for Windows-1252; look whether "
			    "letters such as this one came through");
	return src;
}

const struct source *sheet_source(const char *path, bool *is_converted, struct arena *a,
				  struct diag *diag)
{
	char *text;
	size_t len;

	if (!file_read(path, LIMIT_SHEET_BYTES, &text, &len, a)) {
		diag_report_errno(diag, DIAG_CANNOT_READ, "cannot read the file", path);
		return NULL;
	}
	const char *other = other_format(text, len);

	if (other) {
		diag_report(diag, DIAG_SHEET_FORMAT, span_path(path, a),
			    "this is %s; save it as CSV in UTF-8, and import that file", other);
		return NULL;
	}
	*is_converted = !is_utf8(text, len);
	if (*is_converted)
		return from_windows(path, text, a, diag);
	return source_from_text(path, text, len, a, diag);
}
