#include "base/mime.h"

#include <stdint.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/text.h"

#define LINE_MOST 76 /* RFC 2045 section 6.7 (5), RFC 2047 section 2 */
#define HEX       "0123456789ABCDEF"

static bool is_line_end(char c)
{
	return c == '\r' || c == '\n';
}

/* May stand in a header as it is. */
static bool is_plain(const char *text)
{
	for (; *text; text++) {
		if ((unsigned char)*text < ' ' || (unsigned char)*text > '~')
			return false;
	}
	return true;
}

/* Headers */

/* What RFC 2047 section 5 (3) allows in every place where an encoded word may stand. */
static bool is_safe(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static size_t coded_size(const char *bytes, size_t len)
{
	size_t size = 0;

	for (size_t i = 0; i < len; i++)
		size += is_safe((unsigned char)bytes[i]) || bytes[i] == ' ' ? 1 : 3;
	return size;
}

static void add_coded(struct strbuf *out, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if (is_safe(c))
			strbuf_addc(out, (char)c);
		else if (c == ' ' || is_line_end((char)c) || c == '\t')
			strbuf_addc(out, '_');
		else
			strbuf_addf(out, "=%c%c", HEX[c >> 4], HEX[c & 15]);
	}
}

/* The bytes of the character at `text`; one where it is none. */
static size_t character(const char *text)
{
	uint32_t cp;
	size_t n = utf8_decode(text, strlen(text), &cp);

	return n ? n : 1;
}

/*
 * Encoded words of at most 75 characters, each of whole letters, on lines of their own behind the
 * first. `column`: where the first begins.
 */
static void add_words(struct strbuf *out, const char *text, size_t column)
{
	static const char open[] = "=?UTF-8?Q?", close[] = "?=";
	const size_t frame = strlen(open) + strlen(close);

	while (*text) {
		size_t len = 0, size = 0;

		for (size_t n; text[len]; len += n) {
			n = character(text + len);
			size_t more = coded_size(text + len, n);

			if (size && column + frame + size + more > LINE_MOST)
				break;
			size += more;
		}
		strbuf_adds(out, open);
		add_coded(out, text, len);
		strbuf_adds(out, close);
		text += len;
		if (*text)
			strbuf_adds(out, "\r\n ");
		column = 1;
	}
}

/* Plain words, with the line broken at blanks. */
static void add_folded(struct strbuf *out, const char *text, size_t column)
{
	while (*text) {
		size_t blanks = strspn(text, " "), len = blanks + strcspn(text + blanks, " ");

		if (column + len > LINE_MOST && blanks && len > blanks && column > 1) {
			strbuf_adds(out, "\r\n");
			column = 0;
		}
		strbuf_add(out, text, len);
		column += len;
		text += len;
	}
}

void mime_header(struct strbuf *out, const char *name, const char *text)
{
	const size_t column = strlen(name) + 2;

	strbuf_addf(out, "%s: ", name);
	/* "=?" would be read as the beginning of an encoded word, and a word that is too long
	 * cannot be folded. */
	if (is_plain(text) && !strstr(text, "=?") && strlen(text) < 900)
		add_folded(out, text, column);
	else
		add_words(out, text, column);
	strbuf_adds(out, "\r\n");
}

void mime_field(struct strbuf *out, const char *name, const char *value)
{
	strbuf_addf(out, "%s: %s\r\n", name, value);
}

void mime_mailbox(struct strbuf *out, const char *name, const char *display, const char *address)
{
	const size_t column = strlen(name) + 2;

	strbuf_addf(out, "%s: ", name);
	if (display && *display) {
		add_words(out, display, column);
		strbuf_adds(out, "\r\n ");
	}
	strbuf_addf(out, "<%s>\r\n", address);
}

/* Quoted-printable */

/* A blank at the end of a line would be lost on the way. */
static bool is_literal(const char *at)
{
	unsigned char c = (unsigned char)*at;

	if (c == ' ' || c == '\t')
		return at[1] && !is_line_end(at[1]);
	return c > ' ' && c <= '~' && c != '=';
}

/* "From " is changed by some servers, and a lone point ends a letter (RFC 5321 section 4.5.2). */
static bool is_trap(const char *line)
{
	return text_starts(line, "From ") || *line == '.';
}

void mime_quoted(struct strbuf *out, const char *text)
{
	size_t column = 0;

	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		bool literal = is_literal(text) && !(column == 0 && is_trap(text));

		if (c == '\r' && text[1] == '\n')
			continue;
		if (c == '\n') {
			strbuf_adds(out, "\r\n");
			column = 0;
			continue;
		}
		if (column + (literal ? 1 : 3) > LINE_MOST - 1) {
			strbuf_adds(out, "=\r\n");
			column = 0;
			literal = is_literal(text) && !is_trap(text);
		}
		if (literal)
			strbuf_addc(out, (char)c);
		else
			strbuf_addf(out, "=%c%c", HEX[c >> 4], HEX[c & 15]);
		column += literal ? 1 : 3;
	}
}

/* Addresses */

/* RFC 5321 section 4.5.3.1 */
#define LOCAL_MOST   64
#define ADDRESS_MOST 254
#define LABEL_MOST   63

static const char atoms[] =
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~";
static const char labels[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-";

/* Words of `of`, with single points between them: how many; 0: something else is there. */
static size_t dotted(const char *text, size_t len, const char *of, size_t most)
{
	size_t count = 0;

	for (const char *end = text + len;;) {
		size_t n = strspn(text, of);

		n = n > (size_t)(end - text) ? (size_t)(end - text) : n;
		if (!n || n > most)
			return 0;
		count++;
		text += n;
		if (text == end)
			return count;
		if (*text++ != '.')
			return 0;
	}
}

const char *mime_address_fault(const char *address)
{
	const char *at = strchr(address, '@');

	if (!at || strchr(at + 1, '@'))
		return "has not one '@' between a name and a domain";
	for (const char *c = address; *c; c++) {
		if ((unsigned char)*c > '~')
			return "has letters other than a-z, which few mail servers take";
		if ((unsigned char)*c <= ' ')
			return "has a blank or a line end in it";
	}
	if (strlen(address) > ADDRESS_MOST || at - address > LOCAL_MOST)
		return "is longer than an address may be";
	if (!dotted(address, (size_t)(at - address), atoms, LOCAL_MOST))
		return "has a name in front of the '@' that no server would take";
	if (dotted(at + 1, strlen(at + 1), labels, LABEL_MOST) < 2 || at[1] == '-')
		return "has no domain such as 'example.org' behind the '@'";
	return NULL;
}
