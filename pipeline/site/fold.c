#include "fold.h"

#include <stdlib.h>
#include <strings.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

#define FOLD_ROOM 4096 /* bytes: what a long word becomes without memory from the library */

/* Letters without a decomposition in Unicode, as people type them who have no key for them. */
static const struct {
	uint32_t letter;
	const char *text;
} written_out[] = {
	{ 0xdf, "ss" }, { 0xe6, "ae" }, { 0x153, "oe" }, { 0xf8, "o" },
	{ 0x111, "d" }, { 0xf0, "d" },  { 0xfe, "th" },  { 0x142, "l" },
	{ 0x127, "h" }, { 0x131, "i" }, { 0x3c2, "σ" },
};

bool is_in_word(uint32_t cp)
{
	return uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N |
							    UC_CATEGORY_MASK_M);
}

bool is_mark(uint32_t cp)
{
	return uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_M);
}

bool language_is_english(const char *language)
{
	return strncasecmp(language, "en", 2) == 0 && (!language[2] || language[2] == '-');
}

bool is_unparted(uint32_t cp)
{
	static const struct {
		uint32_t from, to;
	} ranges[] = {
		{ 0xe00, 0xeff },   { 0x1000, 0x109f }, { 0x1780, 0x17ff },   { 0x3005, 0x3007 },
		{ 0x3040, 0x30ff }, { 0x3400, 0x9fff }, { 0x20000, 0x3ffff },
	};

	for (size_t i = 0; i < COUNT(ranges); i++) {
		if (cp >= ranges[i].from && cp <= ranges[i].to)
			return is_in_word(cp) && !is_mark(cp);
	}
	return false;
}

static void add_folded(struct strbuf *out, uint32_t cp)
{
	if (!uc_is_general_category_withtable(cp, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N))
		return;
	cp = uc_tolower(cp);
	for (size_t i = 0; i < COUNT(written_out); i++) {
		if (written_out[i].letter == cp) {
			strbuf_adds(out, written_out[i].text);
			return;
		}
	}
	utf8_encode(out, cp);
}

static bool add_ascii(struct strbuf *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c >= 0x80)
			return false;
	}
	for (size_t i = 0; i < len; i++) {
		char c = s[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c | 0x20);
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			strbuf_addc(out, c);
	}
	return true;
}

void fold_add(struct strbuf *out, const char *s, size_t len)
{
	uint8_t room[FOLD_ROOM];
	size_t used = sizeof(room);
	uint32_t cp;

	if (add_ascii(out, s, len))
		return;
	uint8_t *apart = u8_normalize(UNINORM_NFKD, (const uint8_t *)s, len, room, &used);

	if (!apart)
		return;
	for (size_t i = 0, n; i < used; i += n) {
		n = utf8_decode((const char *)apart + i, used - i, &cp);
		if (!n)
			break;
		add_folded(out, cp);
	}
	if (apart != room)
		free(apart);
}
