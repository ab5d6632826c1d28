#include "base/source.h"

#include <errno.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"

/* After so many offending places the rest of a file is not worth listing. */
#define MOST_PLACES 5

struct span span_at(const struct source *src, size_t off, size_t len)
{
	if (off > src->len)
		off = src->len;
	if (len > src->len - off)
		len = src->len - off;
	return (struct span){ src, (uint32_t)off, (uint32_t)len };
}

struct span span_path(const char *path, struct arena *a)
{
	struct source *src = arena_new(a, struct source);

	src->path = arena_strdup(a, path);
	return (struct span){ src, 0, 0 };
}

/* LF for CR LF and for a lone CR, in place. */
static size_t unify_lines(char *text, size_t len)
{
	char *cr = memchr(text, '\r', len);
	if (!cr)
		return len;

	char *to = cr;
	for (const char *from = cr, *end = text + len; from < end; from++) {
		if (*from == '\r' && from + 1 < end && from[1] == '\n')
			continue;
		*to++ = *from == '\r' ? '\n' : *from;
	}
	*to = '\0';
	return (size_t)(to - text);
}

/* The bytes of plain ASCII text at the start: nothing in them needs a closer look. */
static size_t plain_length(const char *s, size_t len)
{
	size_t i = 0;

	while (i < len && ((s[i] >= ' ' && s[i] != 0x7f) || s[i] == '\n' || s[i] == '\t'))
		i++;
	return i;
}

/*
 * A twin of the text with '?' for each byte that is refused: fit to be printed, all places the
 * same.
 */
static const struct source *printable(const struct source *src, struct arena *a)
{
	char *text = arena_strndup(a, src->text, src->len);
	struct source *twin = arena_new(a, struct source);

	for (size_t i = 0; i < src->len;) {
		uint32_t cp;
		size_t n = utf8_decode(text + i, src->len - i, &cp);

		if (!n || !utf8_is_written(cp))
			memset(text + i, '?', n ? n : 1);
		i += n ? n : 1;
	}
	*twin = (struct source){ .path = src->path, .text = text, .len = src->len };
	return twin;
}

/* True when every character may pass. */
static bool gate(const struct source *src, struct arena *a, struct diag *diag)
{
	const struct source *shown = NULL;
	unsigned found = 0;

	for (size_t i = plain_length(src->text, src->len); i < src->len && found < MOST_PLACES;) {
		uint32_t cp;
		size_t n = utf8_decode(src->text + i, src->len - i, &cp);

		bool good = n && utf8_is_written(cp);
		if (!good && !shown)
			shown = printable(src, a);
		if (!n) {
			diag_report(diag, DIAG_BAD_UTF8, span_at(shown, i, 1),
				    "byte 0x%02x is not valid UTF-8; save the file with the "
				    "encoding UTF-8",
				    (unsigned char)src->text[i]);
		} else if (!good) {
			diag_report(diag, DIAG_BAD_CHARACTER, span_at(shown, i, n),
				    "character U+%04X cannot stand in a page or feed; delete it",
				    cp);
		}
		found += !good;
		i += n ? n : 1;
		i += plain_length(src->text + i, src->len - i);
	}
	return !found;
}

static const struct source *pass_gate(const char *path, char *text, size_t len, struct arena *a,
				      struct diag *diag)
{
	struct source *src = arena_new(a, struct source);

	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		len -= 3;
	}
	len = unify_lines(text, len);
	*src = (struct source){ .path = arena_strdup(a, path), .text = text, .len = len };
	return gate(src, a, diag) ? src : NULL;
}

const struct source *source_from_text(const char *path, const char *text, size_t len,
				      struct arena *a, struct diag *diag)
{
	return pass_gate(path, arena_strndup(a, text, len), len, a, diag);
}

const struct source *source_load(const char *path, struct span wanted_by, struct arena *a,
				 struct diag *diag)
{
	char *text;
	size_t len;

	if (file_read(path, LIMIT_SOURCE_BYTES, &text, &len, a))
		return pass_gate(path, text, len, a, diag);
	if (errno == EFBIG)
		diag_report(diag, DIAG_FILE_TOO_BIG, span_path(path, a),
			    "the file is longer than %zu MB, the most a text file may have; is it "
			    "the right one?",
			    LIMIT_SOURCE_BYTES >> 20);
	else if (errno == ENOENT && wanted_by.src)
		diag_report(diag, DIAG_MISSING_FILE, wanted_by, "there is no file '%s'", path);
	else
		diag_report_errno(diag, DIAG_CANNOT_READ, "cannot read the file", path);
	return NULL;
}
