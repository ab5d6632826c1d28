#include "feed_decode.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

#define NAME_ROOM 40

/* The declaration, the language: what tells of the encoding stands near the start. */
#define HEAD ((size_t)4096)

/* How bytes would be read as UTF-8. */
struct census {
	size_t bad, two,
		more;   /* bytes that are none; characters of two bytes, and of three or four */
	bool has_upper; /* bytes 0x80 to 0x9f, which ISO 8859 has for nothing that anybody writes */
	bool has_escape; /* ESC, which ISO 2022 changes alphabets by */
};

static struct census count_characters(const char *bytes, size_t len)
{
	struct census c = { .bad = 0 };

	for (size_t n; len; bytes += n, len -= n) {
		uint32_t cp;
		size_t found = utf8_decode(bytes, len, &cp);

		n = found ? found : 1;
		c.bad += !found;
		c.two += found == 2;
		c.more += found > 2;
		c.has_upper = c.has_upper || ((unsigned char)*bytes & 0xe0) == 0x80;
		c.has_escape = c.has_escape || *bytes == 0x1b;
	}
	return c;
}

/*
 * What is meant by names in declarations, where iconv has another name for it or takes the name by
 * its letter (encoding.spec.whatwg.org section 4.2). `upper`: what it is when it has bytes that are
 * in no text of the encoding itself.
 */
static const struct label {
	const char *names, *meant, *upper;
} labels[] = {
	{ "utf-8 utf8 unicode-1-1-utf-8", "", NULL },
	{ "utf-16 utf16 utf-16le utf-16be ucs-2 unicode utf-32 utf32 ucs-4", "", NULL },
	{ "iso-8859-1 iso8859-1 iso_8859-1 latin1 l1 us-ascii ascii cp819", "WINDOWS-1252", NULL },
	{ "iso-8859-9 iso8859-9 latin5", "WINDOWS-1254", NULL },
	{ "iso-8859-11 tis-620", "CP874", NULL },
	{ "iso-8859-2 iso8859-2 latin2", "ISO-8859-2", "WINDOWS-1250" },
	{ "iso-8859-5 iso8859-5 cyrillic", "ISO-8859-5", "WINDOWS-1251" },
	{ "iso-8859-6 iso8859-6 arabic", "ISO-8859-6", "WINDOWS-1256" },
	{ "iso-8859-7 iso8859-7 greek", "ISO-8859-7", "WINDOWS-1253" },
	{ "iso-8859-8 iso-8859-8-i iso8859-8 hebrew", "ISO-8859-8", "WINDOWS-1255" },
	{ "iso-8859-13 iso8859-13", "ISO-8859-13", "WINDOWS-1257" },
	{ "iso-8859-15 iso8859-15 latin-9", "ISO-8859-15", "WINDOWS-1252" },
	{ "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j", "CP932", NULL },
	{ "gb2312 gb_2312-80 gbk x-gbk euc-cn chinese", "GB18030", NULL },
	{ "big5 cn-big5 x-x-big5", "BIG5-HKSCS", NULL },
	{ "euc-kr ks_c_5601-1987 ksc5601 korean", "UHC", NULL },
	{ "x-mac-roman mac macroman", "MACINTOSH", NULL },
	{ "x-mac-cyrillic", "MAC-CYRILLIC", NULL },
};

/* What a text without a declaration is in when it is no UTF-8, by its language (as browsers guess).
 */
static const struct habit {
	const char *languages, *encoding;
} habits[] = {
	{ "ru uk bg be sr mk", "WINDOWS-1251" },
	{ "pl cs sk hu sl hr ro", "WINDOWS-1250" },
	{ "el", "WINDOWS-1253" },
	{ "tr az", "WINDOWS-1254" },
	{ "he iw", "WINDOWS-1255" },
	{ "ar fa ur", "WINDOWS-1256" },
	{ "lt lv et", "WINDOWS-1257" },
	{ "vi", "WINDOWS-1258" },
	{ "th", "CP874" },
	{ "ja", "CP932" },
	{ "zh", "GB18030" },
	{ "ko", "UHC" },
};

static bool has_start(const char *bytes, size_t len, const char *start, size_t start_len)
{
	return len >= start_len && memcmp(bytes, start, start_len) == 0;
}

/* The word behind a piece of the head: `encoding="` or `<language>`; "" if there is none. */
static void read_word(const char *bytes, size_t len, const char *before, char word[NAME_ROOM])
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:+-";
	const char *end = bytes + (len < HEAD ? len : HEAD), *at;
	size_t n = 0;

	at = memmem(bytes, (size_t)(end - bytes), before, strlen(before));
	for (at = at ? at + strlen(before) : end; at < end && *at && strchr(" \t\r\n=\"'", *at);
	     at++)
		;
	while (at < end && *at && strchr(letters, *at) && n < NAME_ROOM - 1)
		word[n++] = *at++;
	word[n] = '\0';
}

/* The encoding that the declaration names, `word` being room for it; "": none, or one that these
 * bytes cannot be in. */
static const char *read_declared(const char *bytes, size_t len, bool has_upper,
				 char word[NAME_ROOM])
{
	const char *start = memmem(bytes, len < HEAD ? len : HEAD, "<?xml", 5);
	size_t left = start ? len - (size_t)(start - bytes) : 0;
	const char *close = start ? memchr(start, '>', left < 256 ? left : 256) : NULL;

	if (!close)
		return "";
	read_word(start, (size_t)(close - start), "encoding", word);
	for (size_t i = 0; i < COUNT(labels); i++) {
		const struct label *l = &labels[i];

		if (text_has_word(l->names, word))
			return has_upper && l->upper ? l->upper : l->meant;
	}
	return word;
}

static const char *encoding_of_language(const char *bytes, size_t len)
{
	char language[NAME_ROOM];

	read_word(bytes, len, "<language>", language);
	language[strcspn(language, "-_")] = '\0';
	for (size_t i = 0; *language && i < COUNT(habits); i++) {
		if (text_has_word(habits[i].languages, language))
			return habits[i].encoding;
	}
	return "";
}

/* Appends all that can be converted, and U+FFFD for each byte that cannot. */
static unsigned convert(struct strbuf *out, iconv_t converter, const char *bytes, size_t len)
{
	char buffer[4096], *from = (char *)bytes;
	unsigned lost = 0;

	while (len && strbuf_ok(out)) {
		char *to = buffer;
		size_t room = sizeof(buffer), done = iconv(converter, &from, &len, &to, &room);

		strbuf_add(out, buffer, sizeof(buffer) - room);
		if (done != (size_t)-1 || errno == E2BIG)
			continue;
		utf8_encode(out, 0xfffd);
		lost++;
		if (errno == EINVAL)
			break;
		from++;
		len--;
	}
	return lost;
}

/* False: iconv has nothing of that name. */
static bool decode_from(struct decoded *d, struct strbuf *room, const char *encoding)
{
	iconv_t converter = iconv_open("UTF-8", encoding);

	if (converter == (iconv_t)-1)
		return false;
	d->lost = convert(room, converter, d->bytes, d->len);
	d->bytes = room->data;
	d->len = room->len;
	iconv_close(converter);
	return true;
}

/* What is not made of single bytes: by its mark, or by the zeros in "<?" or "<r". */
static const char *wide_encoding(const char *b, size_t len)
{
	if (has_start(b, len, "\xff\xfe\0\0", 4) || (len >= 4 && b[0] && !b[1] && !b[2] && !b[3]))
		return "UTF-32LE";
	if (has_start(b, len, "\0\0\xfe\xff", 4) || (len >= 4 && !b[0] && !b[1] && !b[2] && b[3]))
		return "UTF-32BE";
	if (has_start(b, len, "\xff\xfe", 2) || (len >= 2 && b[0] && !b[1]))
		return "UTF-16LE";
	if (has_start(b, len, "\xfe\xff", 2) || (len >= 2 && !b[0] && b[1]))
		return "UTF-16BE";
	return NULL;
}

/* EBCDIC says in itself which of its kinds it is (XML 1.0 appendix F). */
static bool decode_ebcdic(struct decoded *d, struct strbuf *room)
{
	struct decoded head = { d->bytes, d->len < 256 ? d->len : 256, 0 };
	char word[NAME_ROOM];

	if (!has_start(d->bytes, d->len, "\x4c\x6f\xa7\x94", 4) ||
	    !decode_from(&head, room, "IBM037"))
		return false;
	const char *name = read_declared(head.bytes, head.len, false, word);
	strbuf_clear(room);
	return (*name && decode_from(d, room, name)) || decode_from(d, room, "IBM037");
}

/*
 * A declared encoding in which bytes can be UTF-8 by chance: Chinese, Japanese and Korean have two
 * bytes a letter, and three in UTF-8; ISO 2022 has ASCII alone.
 */
static bool is_declared_rather(const char *name, const struct census *c)
{
	if (!c->two && !c->more)
		return c->has_escape && strncasecmp(name, "iso-2022", 8) == 0;
	return c->two && !c->more &&
	       text_has_word("CP932 GB18030 BIG5-HKSCS UHC EUC-JP EUC-TW", name);
}

struct decoded feed_decode(struct strbuf *room, const char *bytes, size_t len)
{
	struct decoded d = { .bytes = bytes, .len = len };
	const char *wide = wide_encoding(bytes, len);
	char word[NAME_ROOM];

	if (wide && decode_from(&d, room, wide))
		return d;
	if (decode_ebcdic(&d, room))
		return d;
	const struct census c = count_characters(bytes, len);
	const char *name = read_declared(bytes, len, c.has_upper, word);
	bool is_utf8 = 4 * c.bad <= c.two + c.more; /* damaged, at most */
	if (is_utf8 && !is_declared_rather(name, &c))
		return d;
	if (!*name && c.bad > 2 * (c.two + c.more))
		name = encoding_of_language(bytes, len);
	if (*name && !decode_from(&d, room, name) && strncasecmp(name, "x-", 2) == 0)
		decode_from(&d, room, name + 2);
	return d;
}
