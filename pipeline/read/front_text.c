#include "front_text.h"

#include <stdint.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/text.h"

/* Controls, and what YAML takes for the end of a line or for nothing (YAML 1.1 section 5.4). */
static bool needs_escape(uint32_t cp)
{
	return cp < ' ' || (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 || cp == 0x2029 ||
	       cp == 0xfeff;
}

static bool has_escapes(const char *text)
{
	size_t len = strlen(text);

	for (size_t i = 0, n; i < len; i += n) {
		uint32_t cp;

		n = utf8_decode(text + i, len - i, &cp);
		if (!n || needs_escape(cp))
			return true;
	}
	return false;
}

/* A number, a day or a time of YAML 1.1 (yaml.org/type) has no other characters than these. */
static bool looks_like_number(const char *text)
{
	if (!strchr("0123456789+-.", *text))
		return false;
	if (strspn(text, "0123456789") == 4 && text[4] == '-')
		return true;
	return !text[strspn(text, "0123456789abcdefinxotzABCDEFINXOTZ_.:+-")];
}

static bool is_word_of_yaml(const char *text)
{
	static const char words[] = "y n yes no on off true false null";

	return text_has_word(words, text) || strcmp(text, "~") == 0 || strcmp(text, "=") == 0 ||
	       strcmp(text, "<<") == 0;
}

/* Can it stand without quotation marks (YAML 1.1 section 9.1.3)? */
static bool can_be_plain(const char *text, bool flow)
{
	size_t len = strlen(text);

	if (!len || strchr(" -?:,[]{}#&*!|>'\"%@`", *text) || text[len - 1] == ' ' ||
	    text[len - 1] == ':')
		return false;
	if (strstr(text, ": ") || strstr(text, " #"))
		return false;
	if (flow && strpbrk(text, ",[]{}:?"))
		return false;
	return !is_word_of_yaml(text) && !looks_like_number(text);
}

static void put_double(struct strbuf *out, const char *text)
{
	size_t len = strlen(text);

	strbuf_addc(out, '"');
	for (size_t i = 0, n; i < len; i += n) {
		uint32_t cp;

		n = utf8_decode(text + i, len - i, &cp);
		if (!n) {
			n = 1;
			cp = (unsigned char)text[i];
		}
		if (cp == '"' || cp == '\\')
			strbuf_addf(out, "\\%c", (char)cp);
		else if (needs_escape(cp))
			strbuf_addf(out, "\\u%04x", cp);
		else
			strbuf_add(out, text + i, n);
	}
	strbuf_addc(out, '"');
}

static void put_single(struct strbuf *out, const char *text)
{
	strbuf_addc(out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			strbuf_addc(out, '\'');
		strbuf_addc(out, *text);
	}
	strbuf_addc(out, '\'');
}

void front_text_put(struct strbuf *out, const char *text, char quote, bool flow)
{
	if (has_escapes(text) || quote == '"')
		put_double(out, text);
	else if (quote == '\'')
		put_single(out, text);
	else if (can_be_plain(text, flow))
		strbuf_adds(out, text);
	else
		put_double(out, text);
}
