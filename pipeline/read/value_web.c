#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/address.h"
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

static bool is_ascii(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)s[i] >= 0x80)
			return false;
	}
	return true;
}

bool value_check_url(const struct value *v)
{
	if (!is_url(v))
		return false;
	const char *host = strstr(v->text, "://") + 3;

	if (!is_ascii(host, strcspn(host, "/?#"))) {
		value_refuse(v, DIAG_BAD_URL,
			     "a host of plain letters (other letters in punycode: xn--…)");
		return false;
	}
	if (strncasecmp(v->text, "https://", 8) != 0)
		diag_report(v->r->diag, DIAG_PLAIN_HTTP, v->at,
			    "'%s' begins with http://, where Apple Podcasts and the podcast "
			    "namespace want https://; try in a browser whether https:// works too",
			    v->field->key);
	return true;
}

/* As browsers show addresses and no feed may have them: `/wiki/Rhôs` for `/wiki/Rh%C3%B4s`. */
const char *value_url(const struct value *v)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);

	if (is_ascii(v->text, strlen(v->text)))
		return v->text;
	for (const char *c = v->text; *c; c++) {
		if (is_ascii(c, 1))
			strbuf_addc(&out, *c);
		else
			strbuf_addf(&out, "%%%02X", (unsigned char)*c);
	}
	return arena_strndup(v->r->arena, out.data, out.len);
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

bool value_check_email(const struct value *v)
{
	const char *at = strchr(v->text, '@');
	bool good = at && at != v->text && !has_space(v->text) && !strchr(at + 1, '@') &&
		    strchr(at + 1, '.') && at[1] != '.' && !text_ends(v->text, ".");

	if (!good)
		value_refuse(v, DIAG_BAD_EMAIL, "an e-mail address such as hello@example.org");
	return good;
}

bool value_check_uuid(const struct value *v)
{
	bool good = strlen(v->text) == 36;

	for (size_t i = 0; good && i < 36; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		good = dash ? v->text[i] == '-' : strchr("0123456789abcdef", v->text[i]) != NULL;
	}
	if (!good)
		value_refuse(v, DIAG_BAD_UUID,
			     "36 characters such as 5d42bc6a-f362-5d89-9b1f-5647bea9ad66, in small "
			     "letters");
	return good;
}
