#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/address.h"
#include "model/guid.h"
#include "value_check.h"

static bool has_space(const char *s)
{
	return strpbrk(s, " \t\n\"<>\\^`{}|") != NULL;
}

static bool is_url(const struct value *v)
{
	const char *host = strstr(v->text, "://");
	bool web =
		strncasecmp(v->text, "https://", 8) == 0 || strncasecmp(v->text, "http://", 7) == 0;
	bool good = web && !has_space(v->text) && host[3] && strchr("/?#:", host[3]) == NULL;

	if (!good)
		value_refuse(v, DIAG_BAD_URL, "a web address such as https://www.example.org/");
	return good;
}

static bool has_plain_host(const char *url)
{
	const char *host = strstr(url, "://") + 3, *end = host + strcspn(host, "/?#");

	while (host < end && (unsigned char)*host < 0x7f)
		host++;
	return host == end;
}

/* RFC 3986: the scheme in small letters, what is not ASCII percent-encoded, as browsers send it. */
const char *value_web_address(const struct value *v)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_SOURCE_BYTES);
	size_t scheme = strcspn(v->text, ":");

	for (size_t i = 0; v->text[i]; i++) {
		unsigned char c = (unsigned char)v->text[i];

		if (c > 0x7e)
			strbuf_addf(&out, "%%%02X", c);
		else
			strbuf_addc(&out, (char)(i < scheme ? tolower(c) : c));
	}
	return arena_strndup(v->r->arena, out.data, out.len);
}

bool value_check_url(const struct value *v)
{
	if (!is_url(v))
		return false;
	if (!has_plain_host(v->text)) {
		value_refuse(v, DIAG_BAD_URL,
			     "a host of plain letters such as www.example.org (other letters in "
			     "punycode: xn--…)");
		return false;
	}
	if (strncasecmp(v->text, "https://", 8) != 0)
		diag_report(v->r->diag, DIAG_PLAIN_HTTP, v->at,
			    "'%s' begins with http://, where Apple Podcasts and the podcast "
			    "namespace want https://; try in a browser whether https:// works too",
			    v->field->key);
	return true;
}

bool value_check_address(const struct value *v)
{
	if (!is_url(v))
		return false;
	const char *expected = address_fault(v->text);

	if (expected)
		value_refuse(v, DIAG_BAD_URL, expected);
	return !expected;
}

bool email_valid(const char *text)
{
	const char *at = strchr(text, '@');

	return at && at != text && !has_space(text) && !strchr(at + 1, '@') &&
	       strchr(at + 1, '.') && at[1] != '.' && !text_ends(text, ".");
}

bool value_check_email(const struct value *v)
{
	const bool good = email_valid(v->text);

	if (!good)
		value_refuse(v, DIAG_BAD_EMAIL, "an e-mail address such as hello@example.org");
	return good;
}

bool value_check_uuid(const struct value *v)
{
	const bool good = guid_is_uuid(v->text);

	if (!good)
		value_refuse(v, DIAG_BAD_UUID,
			     "36 characters such as 5d42bc6a-f362-5d89-9b1f-5647bea9ad66, in small "
			     "letters");
	return good;
}

/* Characters of XML 1.0 (https://www.w3.org/TR/xml/#charsets): what a feed can have had. */
static bool is_of_feeds(uint32_t cp)
{
	return cp == '\t' || cp == '\n' || cp == '\r' ||
	       (cp >= ' ' && cp != 0xfffe && cp != 0xffff);
}

/* The first character that no feed can carry, or 0. */
static uint32_t unfit_character(const char *text)
{
	for (size_t left = strlen(text), n; left; text += n, left -= n) {
		uint32_t cp = 0xfffd;

		n = utf8_decode(text, left, &cp);
		if (!n || !is_of_feeds(cp))
			return cp;
	}
	return 0;
}

static bool is_bare(const struct value *v)
{
	const uint32_t cp = unfit_character(v->text);

	if (cp)
		diag_report(
			v->r->diag, DIAG_BAD_CHARACTER, v->at,
			"'%s' has the character U+%04X, which cannot stand in titles and feeds; "
			"delete it",
			v->field->key, cp);
	return !cp;
}

static bool fits(const struct value *v)
{
	const size_t len = strlen(v->text);

	if (len > (size_t)v->field->max)
		diag_report(v->r->diag, DIAG_TOO_LONG, v->at,
			    "'%s' has %zu bytes; podcast apps and pages take %ld at most",
			    v->field->key, len, v->field->max);
	return len <= (size_t)v->field->max;
}

bool value_check_guid(const struct value *v)
{
	const bool empty = !v->text[strspn(v->text, " \t\r\n")];

	if (empty)
		diag_report(v->r->diag, DIAG_EMPTY_VALUE, v->at, "'%s' is empty; write a value",
			    v->field->key);
	return !empty && is_bare(v) && fits(v);
}

/* Nobody can mend it any more, so its form is nobody's business. */
bool value_check_old_url(const struct value *v)
{
	bool web =
		strncasecmp(v->text, "https://", 8) == 0 || strncasecmp(v->text, "http://", 7) == 0;

	if (!web || strpbrk(v->text, "\t\r\n")) {
		value_refuse(v, DIAG_BAD_URL, "a web address such as https://www.example.org/");
		return false;
	}
	return is_bare(v) && fits(v);
}
