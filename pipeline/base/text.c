#include "base/text.h"

#include <string.h>
#include <strings.h>

#include "base/strbuf.h"

size_t utf8_decode(const char *s, size_t len, uint32_t *cp)
{
	const unsigned char *b = (const unsigned char *)s;
	static const uint32_t smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };

	if (!len)
		return 0;
	if (b[0] < 0x80) {
		*cp = b[0];
		return 1;
	}
	size_t n = b[0] >= 0xf0 ? 4 : b[0] >= 0xe0 ? 3 : 2;
	if (b[0] < 0xc2 || b[0] > 0xf4 || n > len)
		return 0;

	uint32_t value = b[0] & (0xffU >> (n + 1));
	for (size_t i = 1; i < n; i++) {
		if ((b[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (b[i] & 0x3fU);
	}
	if (value < smallest[n] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
		return 0;
	*cp = value;
	return n;
}

void utf8_encode(struct strbuf *out, uint32_t cp)
{
	if (cp < 0x80) {
		strbuf_addc(out, (char)cp);
		return;
	}
	unsigned more = cp < 0x800 ? 1 : cp < 0x10000 ? 2 : 3;
	static const unsigned char lead[] = { 0, 0xc0, 0xe0, 0xf0 };

	strbuf_addc(out, (char)(lead[more] | cp >> (6 * more)));
	while (more--)
		strbuf_addc(out, (char)(0x80 | (cp >> (6 * more) & 0x3f)));
}

bool utf8_is_xml(uint32_t cp)
{
	if (cp < 0x20)
		return cp == '\t' || cp == '\n' || cp == '\r';
	return !(cp >= 0x7f && cp <= 0x9f) && cp != 0xfffe && cp != 0xffff;
}

bool utf8_is_written(uint32_t cp)
{
	return utf8_is_xml(cp) && cp != 0xfffd;
}

uint32_t text_unwritten(const char *s)
{
	const char *end = s + strlen(s);
	uint32_t cp;

	for (size_t n; s < end; s += n) {
		n = utf8_decode(s, (size_t)(end - s), &cp);
		if (!n || !utf8_is_written(cp))
			return n ? cp : 0xfffd;
	}
	return 0;
}

size_t utf8_length(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

void text_escape_html(struct strbuf *out, const char *s, size_t len)
{
	static const char *const references[256] = {
		['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
	};
	const char *plain = s, *end = s + len;

	for (; s < end; s++) {
		const char *ref = references[(unsigned char)*s];

		if (!ref)
			continue;
		strbuf_add(out, plain, (size_t)(s - plain));
		strbuf_adds(out, ref);
		plain = s + 1;
	}
	strbuf_add(out, plain, (size_t)(end - plain));
}

static unsigned min3(unsigned a, unsigned b, unsigned c)
{
	unsigned m = a < b ? a : b;

	return m < c ? m : c;
}

#define LONGEST_WORD 63

unsigned text_distance(const char *a, const char *b)
{
	size_t la = strlen(a), lb = strlen(b);
	unsigned rows[3][LONGEST_WORD + 2];

	if (la > LONGEST_WORD || lb > LONGEST_WORD)
		return LONGEST_WORD;
	for (size_t j = 0; j <= lb; j++)
		rows[0][j] = (unsigned)j;
	for (size_t i = 1; i <= la; i++) {
		unsigned *now = rows[i % 3], *before = rows[(i + 2) % 3],
			 *older = rows[(i + 1) % 3];

		now[0] = (unsigned)i;
		for (size_t j = 1; j <= lb; j++) {
			now[j] = min3(before[j] + 1, now[j - 1] + 1,
				      before[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = min3(now[j], older[j - 2] + 1, LONGEST_WORD);
		}
	}
	return rows[la % 3][lb];
}

/* A slip of the finger, not another word: one in four letters may differ. */
static unsigned farthest(const char *word)
{
	size_t len = strlen(word);

	return len < 4 ? 1 : (unsigned)(len / 4);
}

static size_t common_prefix(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] && a[n] == b[n])
		n++;
	return n;
}

const char *text_nearest(const char *word, const char *const *choices)
{
	unsigned best = farthest(word) + 1;
	const char *nearest = NULL;

	for (; *choices; choices++) {
		unsigned distance = text_distance(word, *choices);

		if (strcasecmp(word, *choices) == 0)
			return *choices;
		if (distance < best ||
		    (nearest && distance == best &&
		     common_prefix(word, *choices) > common_prefix(word, nearest))) {
			best = distance;
			nearest = *choices;
		}
	}
	return nearest;
}

bool text_starts(const char *s, const char *prefix)
{
	return strncmp(s, prefix, strlen(prefix)) == 0;
}

bool text_ends(const char *s, const char *suffix)
{
	size_t ls = strlen(s), lx = strlen(suffix);

	return ls >= lx && memcmp(s + ls - lx, suffix, lx) == 0;
}

bool text_is_one_of(const char *text, const char *const *choices)
{
	for (; choices && *choices; choices++) {
		if (strcmp(text, *choices) == 0)
			return true;
	}
	return false;
}

bool text_has_word(const char *words, const char *word)
{
	size_t len = strlen(word);

	for (; words && *words; words += strcspn(words, " "), words += *words == ' ') {
		if (strcspn(words, " ") == len && strncasecmp(words, word, len) == 0)
			return true;
	}
	return false;
}

void text_add_visible(struct strbuf *out, const char *s)
{
	for (; *s; s++) {
		const unsigned char c = (unsigned char)*s, next = (unsigned char)s[1];

		if (c < 0x20 || c == 0x7f)
			strbuf_addf(out, "\\x%02x", c);
		else if (c == 0xc2 && next >= 0x80 && next < 0xa0)
			strbuf_addf(out, "\\u%04x", *(const unsigned char *)++s);
		else
			strbuf_addc(out, *s);
	}
}

bool text_begins_web(const char *s)
{
	return s && (strncasecmp(s, "http://", 7) == 0 || strncasecmp(s, "https://", 8) == 0);
}
