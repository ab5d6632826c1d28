#include "tags.h"

#include <inttypes.h>
#include <libavutil/base64.h>
#include <libavutil/intreadwrite.h>
#include <libavutil/mem.h>
#include <stdio.h>
#include <string.h>

#include "label.h"
#include "language.h"

/* Of `stik`, what iTunes takes for a podcast. */
#define MEDIA_TYPE_PODCAST 21

/* A FLAC picture block (RFC 9639 section 8.8): this type, and seven lengths and numbers. */
#define FRONT_COVER    3
#define PICTURE_HEADER 32

static void set(AVDictionary **d, const char *key, const char *value)
{
	if (value && *value)
		av_dict_set(d, key, value, 0);
}

static void set_texts(AVDictionary **d, const struct audio_tags *t)
{
	set(d, "title", t->title);
	set(d, "artist", t->artist);
	set(d, "album", t->album);
	set(d, "date", t->date);
	set(d, "comment", t->comment);
	set(d, "copyright", t->copyright);
	set(d, "genre", t->genre);
	set(d, "synopsis", t->description);
	if (t->track > 0)
		av_dict_set_int(d, "track", t->track, 0);
}

static bool add_mp4_chapter(AVFormatContext *to, const struct label *l, size_t i)
{
	AVChapter *c = av_mallocz(sizeof(*c));

	if (!c)
		return false;
	c->id = to->nb_chapters;
	c->time_base = (AVRational){ 1, 1000 };
	c->start = l->chapters[i].start;
	c->end = label_chapter_end(l, i);
	set(&c->metadata, "title", l->chapters[i].title);
	to->chapters[to->nb_chapters++] = c;
	return true;
}

static bool add_mp4_chapters(AVFormatContext *to, const struct label *l)
{
	size_t count = label_chapters(l);

	if (!count)
		return true;
	to->chapters = av_calloc(count, sizeof(*to->chapters));
	if (!to->chapters)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (!add_mp4_chapter(to, l, i))
			return false;
	}
	return true;
}

static void set_of_chapter(AVDictionary **d, size_t i, const char *what, const char *value)
{
	char key[32];

	snprintf(key, sizeof(key), "CHAPTER%03zu%s", i, what);
	set(d, key, value);
}

/* Not by libavformat: it takes half a second and more for a whole one. */
static void add_ogg_chapters(AVDictionary **d, const struct label *l)
{
	for (size_t i = 0; i < label_chapters(l); i++) {
		int64_t ms = l->chapters[i].start;
		char time[40];

		snprintf(time, sizeof(time), "%02" PRId64 ":%02d:%02d.%03d", ms / 3600000,
			 (int)(ms / 60000 % 60), (int)(ms / 1000 % 60), (int)(ms % 1000));
		set_of_chapter(d, i, "", time);
		set_of_chapter(d, i, "NAME", l->chapters[i].title);
		set_of_chapter(d, i, "URL", l->chapters[i].url);
	}
}

/* MIME type and its length, no description, size, 24 bits a pixel, no palette, the file. */
static size_t write_picture(uint8_t *to, const struct label_picture *p)
{
	const char *type = label_picture_type(p);
	size_t len = strlen(type);

	AV_WB32(to, FRONT_COVER);
	AV_WB32(to + 4, (uint32_t)len);
	memcpy(to + 8, type, len);
	to += 8 + len;
	AV_WB32(to, 0);
	AV_WB32(to + 4, p->width);
	AV_WB32(to + 8, p->height);
	AV_WB32(to + 12, 24);
	AV_WB32(to + 16, 0);
	AV_WB32(to + 20, (uint32_t)p->len);
	memcpy(to + 24, p->data, p->len);
	return PICTURE_HEADER + len + p->len;
}

static bool add_picture(AVDictionary **d, const struct label_picture *p)
{
	uint8_t *block = av_malloc(PICTURE_HEADER + 16 + p->len);
	char *text = av_malloc(AV_BASE64_SIZE(PICTURE_HEADER + 16 + p->len));
	bool ok = block && text;

	if (ok) {
		int len = (int)write_picture(block, p);

		av_base64_encode(text, AV_BASE64_SIZE(len), block, len);
		ok = av_dict_set(d, "METADATA_BLOCK_PICTURE", text, AV_DICT_DONT_STRDUP_VAL) >= 0;
		text = NULL; /* the dictionary's now, or gone */
	}
	av_free(text);
	av_free(block);
	return ok;
}

static bool apply_to_ogg(AVFormatContext *to, const struct label *l, const char *language)
{
	set(&to->metadata, "language", language);
	set(&to->metadata, "URL", l->tags->url);
	add_ogg_chapters(&to->metadata, l);
	return !l->cover.data || add_picture(&to->metadata, &l->cover);
}

static bool apply_to_mp4(AVFormatContext *to, AVStream *audio, const struct label *l,
			 const char *language)
{
	set(&audio->metadata, "language", language);
	if (l->tags->feed_url || l->tags->guid)
		av_dict_set_int(&to->metadata, "media_type", MEDIA_TYPE_PODCAST, 0);
	return add_mp4_chapters(to, l);
}

bool tags_apply(AVFormatContext *to, AVStream *audio, const struct label *l)
{
	char code[4];
	bool known = l->tags->language && language_iso639_2(l->tags->language, code);

	set_texts(&to->metadata, l->tags);
	if (strcmp(to->oformat->name, "ipod") == 0)
		return apply_to_mp4(to, audio, l, known ? code : NULL);
	return apply_to_ogg(to, l, known ? code : NULL);
}
