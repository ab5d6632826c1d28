#include "own.h"

#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

/* Longer texts are cut; nobody's title or comment needs more. */
#define TEXT_BYTES_MAX ((size_t)4096)

static bool is_blank(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == '\n' || cp == '\r' || cp == 0xa0;
}

/* One line of the characters that XML and JSON can hold. False when it is no UTF-8. */
static bool clean(const char *s, struct strbuf *out)
{
	size_t len = strlen(s), n;
	bool blank = false;
	uint32_t cp;

	for (size_t at = 0; at < len; at += n) {
		n = utf8_decode(s + at, len - at, &cp);
		if (!n)
			return false;
		if (is_blank(cp)) {
			blank = out->len > 0;
			continue;
		}
		if (!utf8_is_xml(cp))
			continue;
		if (out->len + n + blank > TEXT_BYTES_MAX)
			break;
		if (blank)
			strbuf_addc(out, ' ');
		blank = false;
		utf8_encode(out, cp);
	}
	return true;
}

const char *own_text(const AVDictionary *from, const char *key, struct arena *a)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(TEXT_BYTES_MAX);
	const AVDictionaryEntry *e = av_dict_get(from, key, NULL, 0);

	if (!e || !clean(e->value, &text) || !text.len)
		return NULL;
	return arena_strndup(a, text.data, text.len);
}
