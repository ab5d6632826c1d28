#include <libxml/encoding.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "judging.h"

/* The feed's bytes on their way to clean text. */
struct raw {
	const char *bytes;
	size_t len;
	char encoding[32]; /* as the declaration names it, or "" */
};

static bool begins(const struct raw *r, const char *what, size_t len)
{
	return r->len >= len && memcmp(r->bytes, what, len) == 0;
}

/* From another encoding to UTF-8; what cannot be converted ends the text. */
static bool convert(struct judge *j, struct raw *r, const char *encoding)
{
	xmlCharEncodingHandlerPtr handler = xmlFindCharEncodingHandler(encoding);
	xmlBufferPtr in = xmlBufferCreateStatic((void *)(uintptr_t)r->bytes, r->len);
	xmlBufferPtr out = xmlBufferCreate();
	bool done = handler && in && out && xmlCharEncInFunc(handler, out, in) >= 0;

	if (done) {
		r->len = (size_t)xmlBufferLength(out);
		r->bytes = arena_strndup(j->arena, (const char *)xmlBufferContent(out), r->len);
	}
	xmlBufferFree(in);
	xmlBufferFree(out);
	xmlCharEncCloseFunc(handler);
	return done;
}

/* What `encoding="…"` says in the declaration, which is within the first 200 bytes. */
static void find_encoding(struct raw *r, size_t from)
{
	size_t room = r->len - from < 200 ? r->len - from : 200;
	const char *start = r->bytes + from, *end = memmem(start, room, "?>", 2);
	const char *at = end ? memmem(start, (size_t)(end - start), "encoding", 8) : NULL;

	r->encoding[0] = '\0';
	if (!at || !begins(&(struct raw){ .bytes = start, .len = room }, "<?xml", 5))
		return;
	for (at += 8; at < end && (*at == ' ' || *at == '='); at++)
		;
	size_t len = 0;
	for (at += at < end; at + len < end && !strchr("\"' ", at[len]) && len < 31; len++)
		r->encoding[len] = at[len];
	r->encoding[len] = '\0';
}

static bool is_utf8(const struct raw *r, bool *is_ascii)
{
	uint32_t cp;

	*is_ascii = true;
	for (size_t i = 0, n; i < r->len; i += n) {
		n = utf8_decode(r->bytes + i, r->len - i, &cp);
		*is_ascii &= n && cp < 0x80;
		if (!n)
			return false;
	}
	return true;
}

/* UTF-16 is known by its mark or by every second byte being nothing. */
static bool take_utf16(struct judge *j, struct raw *r)
{
	bool little = begins(r, "\xff\xfe", 2) || begins(r, "<\0", 2);
	bool big = begins(r, "\xfe\xff", 2) || begins(r, "\0<", 2);
	size_t mark = r->len && (unsigned char)*r->bytes >= 0xfe ? 2 : 0;

	if (!little && !big)
		return false;
	r->bytes += mark;
	r->len -= mark;
	if (!convert(j, r, little ? "UTF-16LE" : "UTF-16BE"))
		return false;
	judge_say(j, DIAG_XML_NOT_UTF8, span_of(j->src), "the feed is in UTF-16; UTF-8 is wanted");
	return true;
}

/* Trusts the bytes more than what the declaration says of them. */
static void take_declared(struct judge *j, struct raw *r)
{
	bool is_ascii;

	if (!r->encoding[0] || strcasecmp(r->encoding, "utf-8") == 0)
		return;
	if (is_utf8(r, &is_ascii) && !is_ascii)
		judge_say(j, DIAG_XML_ENCODING_LIE, span_of(j->src),
			  "the feed says that it is '%s', but it is UTF-8", r->encoding);
	else if (is_ascii || convert(j, r, r->encoding))
		judge_say(j, DIAG_XML_NOT_UTF8, span_of(j->src),
			  "the feed is in '%s'; UTF-8 is wanted", r->encoding);
	else
		judge_say(j, DIAG_XML_NOT_UTF8, span_of(j->src),
			  "the feed is in '%s', which cannot be read; UTF-8 is wanted",
			  r->encoding);
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* XML 1.0, section 2.2. */
static bool is_character(uint32_t cp)
{
	return (cp >= 0x20 || cp == '\t' || cp == '\n' || cp == '\r') && cp != 0xfffe &&
	       cp != 0xffff;
}

/* Allowed in XML, but nobody wrote it: what stands for a lost character, controls of Latin 1. */
static void note_odd(struct judge *j, uint32_t cp, size_t at, size_t len)
{
	if (cp == 0xfffd)
		judge_say(j, DIAG_LOST_CHARACTER, span_at(j->src, at, len),
			  "the sign U+FFFD stands here in place of a character that was lost");
	else if (cp >= 0x7f && cp < 0xa0)
		judge_say(j, DIAG_LOST_CHARACTER, span_at(j->src, at, len),
			  "a control character (U+%04X) stands here in place of another",
			  (unsigned)cp);
}

/* A `?` for every byte that XML cannot carry, so that places stay where they are. */
static void clean(struct judge *j, char *text, size_t len)
{
	uint32_t cp;

	for (size_t i = 0, n; i < len; i += n) {
		n = utf8_decode(text + i, len - i, &cp);
		if (n && is_character(cp)) {
			note_odd(j, cp, i, n);
			continue;
		}
		enum diag_id id = n ? DIAG_XML_CONTROL : DIAG_XML_BAD_BYTES;
		unsigned char byte = (unsigned char)text[i];

		n = n ? n : 1;
		memset(text + i, '?', n);
		if (id == DIAG_XML_CONTROL)
			judge_say(j, id, span_at(j->src, i, n),
				  "a control character (U+%04X) stands here, which XML forbids",
				  (unsigned)cp);
		else
			judge_say(j, id, span_at(j->src, i, n), "the byte 0x%02X is no UTF-8 text",
				  byte);
	}
}

static void check_start(struct judge *j)
{
	const struct source *src = j->src;
	size_t space = 0;

	while (space < src->len && is_space(src->text[space]))
		space++;
	if (space && text_starts(src->text + space, "<?xml"))
		judge_say(j, DIAG_XML_BEFORE, span_of(src),
			  "an empty line or a space stands before '<?xml'");
}

void judge_take_text(struct judge *j)
{
	struct raw r = { .bytes = j->file->bytes, .len = j->file->len };
	struct source *src = arena_new(j->arena, struct source);

	*src = (struct source){ .path = j->file->name, .text = "" };
	j->src = src;
	if (begins(&r, "\xef\xbb\xbf", 3)) {
		r.bytes += 3;
		r.len -= 3;
		judge_say(j, DIAG_XML_BOM, span_of(src), "the file begins with a byte order mark");
	}
	if (!take_utf16(j, &r)) {
		size_t from = 0;

		while (from < r.len && is_space(r.bytes[from]))
			from++;
		find_encoding(&r, from);
		take_declared(j, &r);
	}
	char *text = arena_strndup(j->arena, r.bytes, r.len);
	src->text = text;
	src->len = r.len;
	clean(j, text, r.len);
	check_start(j);
}
