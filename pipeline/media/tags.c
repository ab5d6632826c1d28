#include "tags.h"

#include <inttypes.h>
#include <libavutil/mem.h>
#include <string.h>

#include "base/mem.h"
#include "language.h"

/* The count of a table of contents is one byte (ID3v2 Chapter Frame Addendum, section 3.2). */
#define MAX_CHAPTERS 255

static void set(AVDictionary **d, const char *key, const char *value)
{
	if (value && *value)
		av_dict_set(d, key, value, 0);
}

void tags_apply(AVFormatContext *to, AVStream *audio, const struct job_tags *tags)
{
	AVDictionary **d = &to->metadata;
	char code[4];

	set(d, "title", tags->text.title);
	set(d, "artist", tags->text.artist);
	set(d, "album", tags->text.album);
	set(d, "date", tags->text.date);
	set(d, "comment", tags->text.comment);
	set(d, "copyright", tags->text.copyright);
	set(d, "genre", tags->text.genre);
	if (tags->text.track > 0)
		av_dict_set_int(d, "track", tags->text.track, 0);
	if (!tags->text.language || !language_iso639_2(tags->text.language, code))
		return;
	if (strcmp(to->oformat->name, "mp3") == 0)
		set(d, "language", code);
	else
		set(&audio->metadata, "language", code);
}

static bool add_chapter(AVFormatContext *to, const char *title, int64_t start, int64_t end)
{
	AVChapter *c = av_mallocz(sizeof(*c));

	if (!c)
		return false;
	c->id = to->nb_chapters;
	c->time_base = (AVRational){ 1, 1000 };
	c->start = start;
	c->end = end;
	set(&c->metadata, "title", title);
	to->chapters[to->nb_chapters++] = c;
	return true;
}

bool chapters_apply(AVFormatContext *to, const struct job_tags *tags, double seconds)
{
	size_t count = tags->chapter_count < MAX_CHAPTERS ? tags->chapter_count : MAX_CHAPTERS;
	int64_t total = (int64_t)(seconds * 1000 + 0.5);

	if (!count)
		return true;
	to->chapters = av_calloc(count, sizeof(*to->chapters));
	if (!to->chapters)
		return false;
	for (size_t i = 0; i < count; i++) {
		int64_t start = tags->chapters[i].start;
		int64_t end = i + 1 < tags->chapter_count ? tags->chapters[i + 1].start : total;

		if (end > total)
			end = total;
		if (start < end && !add_chapter(to, tags->chapters[i].title, start, end))
			return false;
	}
	return true;
}
