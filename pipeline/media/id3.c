#include "id3.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/text.h"
#include "label.h"
#include "language.h"

/* The two encodings of text (ID3v2.3 section 3.3). */
#define LATIN1 0
#define UTF16  1

/* Section 4.15: the picture is the front cover. */
#define FRONT_COVER 3

/* CTOC, addendum section 3.2. */
#define TOC_TOP_LEVEL 2
#define TOC_ORDERED   1

#define HEADER_BYTES 10
#define NO_OFFSET    0xffffffffU

static void add_be32(struct strbuf *out, uint32_t n)
{
	const char b[] = { (char)(n >> 24), (char)(n >> 16), (char)(n >> 8), (char)n };

	strbuf_add(out, b, sizeof(b));
}

static void set_bytes(struct strbuf *out, size_t at, const char b[static 4])
{
	if (strbuf_ok(out))
		memcpy(out->data + at, b, 4);
}

/* A frame: name, length (plain, not syncsafe), flags. Returns where it begins. */
static size_t frame_begin(struct strbuf *out, const char id[static 5])
{
	size_t at = out->len;

	strbuf_add(out, id, 4);
	strbuf_add(out, "\0\0\0\0\0\0", 6);
	return at;
}

static void frame_end(struct strbuf *out, size_t at)
{
	size_t n = out->len - at - HEADER_BYTES;
	const char b[] = { (char)(n >> 24), (char)(n >> 16), (char)(n >> 8), (char)n };

	set_bytes(out, at + 4, b);
}

static char encoding_of(const char *s)
{
	for (; *s; s++) {
		if ((unsigned char)*s > 127)
			return UTF16;
	}
	return LATIN1;
}

static void add_utf16_unit(struct strbuf *out, uint32_t unit)
{
	strbuf_addc(out, (char)unit);
	strbuf_addc(out, (char)(unit >> 8));
}

/* Text in one of the encodings, without an end; the mark tells that the low byte comes first. */
static void add_text(struct strbuf *out, char encoding, const char *s)
{
	uint32_t cp;

	if (encoding == LATIN1) {
		strbuf_adds(out, s);
		return;
	}
	add_utf16_unit(out, 0xfeff);
	for (size_t len = strlen(s), n; len; s += n, len -= n) {
		n = utf8_decode(s, len, &cp);
		if (!n) { /* not UTF-8, which nobody should hand us */
			n = 1;
			cp = 0xfffd;
		}
		if (cp > 0xffff) {
			add_utf16_unit(out, 0xd7c0 + (cp >> 10));
			add_utf16_unit(out, 0xdc00 + (cp & 0x3ff));
		} else {
			add_utf16_unit(out, cp);
		}
	}
}

static void add_text_end(struct strbuf *out, char encoding)
{
	strbuf_add(out, "\0\0", encoding == UTF16 ? 2 : 1);
}

static void add_text_frame(struct strbuf *out, const char *id, const char *text)
{
	if (!text || !*text)
		return;
	char encoding = encoding_of(text);
	size_t at = frame_begin(out, id);

	strbuf_addc(out, encoding);
	add_text(out, encoding, text);
	frame_end(out, at);
}

/* An address is ASCII (section 4.3): other characters are percent-encoded. */
static void add_address(struct strbuf *out, const char *url)
{
	for (; *url; url++) {
		unsigned char c = (unsigned char)*url;

		if (c > 32 && c < 127)
			strbuf_addc(out, (char)c);
		else
			strbuf_addf(out, "%%%02X", c);
	}
}

static void add_link_frame(struct strbuf *out, const char *id, const char *url)
{
	if (!url || !*url)
		return;
	size_t at = frame_begin(out, id);

	add_address(out, url);
	frame_end(out, at);
}

/* A link with words of its own (section 4.3.2); here there are none. */
static void add_user_link(struct strbuf *out, const char *url)
{
	if (!url || !*url)
		return;
	size_t at = frame_begin(out, "WXXX");

	strbuf_addc(out, LATIN1);
	add_text_end(out, LATIN1);
	add_address(out, url);
	frame_end(out, at);
}

/* Section 4.11; players show the one whose description is empty. */
static void add_comment(struct strbuf *out, const char *language, const char *text)
{
	if (!text || !*text)
		return;
	char encoding = encoding_of(text);
	size_t at = frame_begin(out, "COMM");

	strbuf_addc(out, encoding);
	strbuf_add(out, language, 3);
	add_text(out, encoding, "");
	add_text_end(out, encoding);
	add_text(out, encoding, text);
	frame_end(out, at);
}

static void add_picture(struct strbuf *out, const struct label_picture *p)
{
	if (!p->data)
		return;
	size_t at = frame_begin(out, "APIC");

	strbuf_addc(out, LATIN1);
	strbuf_adds(out, label_picture_type(p));
	strbuf_addc(out, '\0');
	strbuf_addc(out, FRONT_COVER);
	add_text_end(out, LATIN1);
	strbuf_add(out, (const char *)p->data, p->len);
	frame_end(out, at);
}

/* "2026-09-07T18:30": the year, day and month, and the time of day, each a frame of four digits. */
static void add_date(struct strbuf *out, const char *date)
{
	unsigned year, month, day, hour, minute;
	char text[3][8];

	if (!date)
		return;
	int n = sscanf(date, "%4u-%2u-%2u%*1[T ]%2u:%2u", &year, &month, &day, &hour, &minute);
	if (n < 1)
		return;
	snprintf(text[0], sizeof(text[0]), "%04u", year % 10000);
	add_text_frame(out, "TYER", text[0]);
	if (n < 3)
		return;
	snprintf(text[1], sizeof(text[1]), "%02u%02u", day % 100, month % 100);
	add_text_frame(out, "TDAT", text[1]);
	if (n < 5)
		return;
	snprintf(text[2], sizeof(text[2]), "%02u%02u", hour % 100, minute % 100);
	add_text_frame(out, "TIME", text[2]);
}

static void add_track(struct strbuf *out, int64_t track)
{
	char text[24];

	if (track <= 0)
		return;
	snprintf(text, sizeof(text), "%" PRId64, track);
	add_text_frame(out, "TRCK", text);
}

/* What makes players file it under podcasts and not under music. */
static void add_podcast(struct strbuf *out, const struct audio_tags *t)
{
	if (!t->feed_url && !t->guid)
		return;
	size_t at = frame_begin(out, "PCST");
	add_be32(out, 0);
	frame_end(out, at);
	add_text_frame(out, "TCAT", t->category);
	add_text_frame(out, "TDES", t->description);
	add_text_frame(out, "TGID", t->guid);
	add_text_frame(out, "WFED", t->feed_url); /* text, for all its W */
}

static void add_texts(struct strbuf *out, const struct audio_tags *t)
{
	char language[4];
	bool known = t->language && language_iso639_2(t->language, language);

	add_text_frame(out, "TIT2", t->title);
	add_text_frame(out, "TPE1", t->artist);
	add_text_frame(out, "TALB", t->album);
	add_date(out, t->date);
	add_track(out, t->track);
	add_text_frame(out, "TCON", t->genre);
	add_text_frame(out, "TCOP", t->copyright);
	add_text_frame(out, "TLAN", known ? language : NULL);
	add_comment(out, known ? language : "und", t->comment);
	add_link_frame(out, "WOAF", t->url);
	add_podcast(out, t);
}

static void add_contents(struct strbuf *out, size_t count)
{
	size_t at = frame_begin(out, "CTOC");

	strbuf_add(out, "toc", 4);
	strbuf_addc(out, TOC_TOP_LEVEL | TOC_ORDERED);
	strbuf_addc(out, (char)count);
	for (size_t i = 0; i < count; i++) {
		strbuf_addf(out, "ch%zu", i);
		strbuf_addc(out, '\0');
	}
	add_text_frame(out, "TIT2", "Chapters");
	frame_end(out, at);
}

static void add_chapter(struct strbuf *out, const struct label *l, size_t i)
{
	const struct audio_chapter *c = &l->chapters[i];
	size_t at = frame_begin(out, "CHAP");

	strbuf_addf(out, "ch%zu", i);
	strbuf_addc(out, '\0');
	add_be32(out, (uint32_t)c->start);
	add_be32(out, (uint32_t)label_chapter_end(l, i));
	add_be32(out, NO_OFFSET);
	add_be32(out, NO_OFFSET);
	add_text_frame(out, "TIT2", c->title);
	add_user_link(out, c->url);
	if (l->pictures)
		add_picture(out, &l->pictures[i]);
	frame_end(out, at);
}

static void add_chapters(struct strbuf *out, const struct label *l)
{
	size_t count = label_chapters(l);

	if (!count)
		return;
	add_contents(out, count);
	for (size_t i = 0; i < count; i++)
		add_chapter(out, l, i);
}

static void add_padding(struct strbuf *out)
{
	static const char zeros[ID3_PADDING];

	strbuf_add(out, zeros, sizeof(zeros));
}

/* The length of the whole tag has four bytes of seven bits (section 3.1). */
static void set_length(struct strbuf *out, size_t at)
{
	size_t n = out->len - at - HEADER_BYTES;
	const char b[] = { (char)(n >> 21 & 127), (char)(n >> 14 & 127), (char)(n >> 7 & 127),
			   (char)(n & 127) };

	set_bytes(out, at + 6, b);
}

bool id3_write(struct strbuf *out, const struct label *l)
{
	size_t at = out->len;

	strbuf_add(out, "ID3\3\0\0\0\0\0\0", HEADER_BYTES);
	add_texts(out, l->tags);
	add_chapters(out, l);
	add_picture(out, &l->cover);
	add_padding(out);
	set_length(out, at);
	return strbuf_ok(out) && out->len - at <= ID3_MAX_BYTES;
}
