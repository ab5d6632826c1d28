#include "own.h"

#include <libavutil/mathematics.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "input.h"

/* Longer texts are cut; nobody's title or comment needs more. */
#define TEXT_BYTES_MAX ((size_t)4096)

/* More chapters than a day has minutes are no chapters; nor does one begin after a month. */
#define CHAPTERS_MAX 1440
#define START_MAX    ((int64_t)31 * 24 * 60 * 60 * 1000)

/* All their texts together: an answer has to fit on a line. */
#define CHAPTER_BYTES_MAX ((size_t)1 << 20)

#define TRACK_MAX 100000

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

/* Ogg has tags of the stream, others of the file. */
static const char *own_of_both(const struct input *in, const char *key, struct arena *a)
{
	const char *text = own_text(in->format->metadata, key, a);

	return text ? text : own_text(in->audio->metadata, key, a);
}

static bool is_language(const char *s)
{
	return s && strcmp(s, "und") != 0 && strcasecmp(s, "xxx") != 0;
}

/* The first number of "3" and "3/12"; 0 when there is none. */
static int64_t own_track(const char *s)
{
	int64_t n = 0;

	for (; s && *s >= '0' && *s <= '9' && n < TRACK_MAX; s++)
		n = n * 10 + (*s - '0');
	return n;
}

struct audio_tags own_tags(const struct input *in, struct arena *a)
{
	struct audio_tags tags = { 0 };
	const struct {
		const char *key, **into;
	} texts[] = {
		{ "title", &tags.title },         { "artist", &tags.artist },
		{ "album", &tags.album },         { "date", &tags.date },
		{ "comment", &tags.comment },     { "language", &tags.language },
		{ "copyright", &tags.copyright }, { "genre", &tags.genre },
	};

	for (size_t i = 0; i < COUNT(texts); i++)
		*texts[i].into = own_of_both(in, texts[i].key, a);
	if (!is_language(tags.language))
		tags.language = NULL;
	tags.track = own_track(own_of_both(in, "track", a));
	return tags;
}

static struct audio_chapter own_chapter(const AVChapter *c, struct arena *a)
{
	return (struct audio_chapter){
		.start = av_rescale_q(c->start, c->time_base, (AVRational){ 1, 1000 }),
		.title = own_text(c->metadata, "title", a),
		.url = own_text(c->metadata, "url", a),
	};
}

/* Behind all that do not start later: of two that start together, the file's order stays. */
static void insert(struct audio_chapter *chapters, size_t count, struct audio_chapter c)
{
	size_t at = count;

	for (; at > 0 && chapters[at - 1].start > c.start; at--)
		chapters[at] = chapters[at - 1];
	chapters[at] = c;
}

struct audio_chapter *own_chapters(const struct input *in, size_t *count, struct arena *a)
{
	const AVFormatContext *f = in->format;
	size_t most = f->nb_chapters < CHAPTERS_MAX ? f->nb_chapters : CHAPTERS_MAX;
	struct audio_chapter *chapters = arena_array(a, most, sizeof(*chapters));
	size_t bytes = 0;

	*count = 0;
	for (size_t i = 0; i < most; i++) {
		struct audio_chapter c = own_chapter(f->chapters[i], a);

		bytes += (c.title ? strlen(c.title) : 0) + (c.url ? strlen(c.url) : 0);
		if (bytes > CHAPTER_BYTES_MAX)
			break;
		if (c.title && c.start >= 0 && c.start <= START_MAX)
			insert(chapters, (*count)++, c);
	}
	return chapters;
}
