#include "condition.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "box.h"
#include "decode.h"
#include "format.h"
#include "input.h"
#include "own.h"
#include "task.h"
#include "truncation.h"
#include "xing.h"

/* A header may be off by so much without misleading anybody. */
#define FRAMES_SLACK 2
#define SLACK_PART   100

static const char *clock_of(double seconds, struct task *t)
{
	return time_clock((int64_t)(seconds * 1000), t->arena);
}

static void check_name(const char *suffix, struct task *t)
{
	if (format_suits_name(suffix, t->request->source))
		return;
	problems_add(&t->problems, DIAG_WRONG_SUFFIX, NOWHERE,
		     "its real format is '%s'; rename the file so that its name ends in '.%s'",
		     suffix, suffix);
}

static void report_missing_end(const struct input *in, const struct decoded *sum, struct task *t)
{
	double declared = declared_seconds(in), seconds = decoded_seconds(sum);

	if (declared > seconds + 1)
		problems_add(
			&t->problems, DIAG_TRUNCATED, seconds,
			"the end of the recording is missing: %s of %s are here; copy the file "
			"again from where it was recorded",
			clock_of(seconds, t), clock_of(declared, t));
	else
		problems_add(
			&t->problems, DIAG_TRUNCATED, seconds,
			"the recording breaks off here in the middle of its data; copy the file "
			"again from where it was recorded");
}

static bool differ(int64_t told, int64_t real)
{
	return llabs(told - real) > FRAMES_SLACK + real / SLACK_PART;
}

/* Where sound is damaged, there are fewer frames than the header tells, and it does not lie. */
static bool frames_are_wrong(const struct xing *x, const struct decoded *sum)
{
	return x->frames && differ(x->frames, sum->packets) &&
	       !(sum->damaged && x->frames > sum->packets);
}

/* Of an MP3 that is whole: what its first frame tells players of the length. */
static void check_header(const struct input *in, const struct decoded *sum, struct task *t)
{
	struct xing x = xing_read(in);

	if (!x.frames && sum->varying)
		problems_add(&t->problems, DIAG_NO_VBR_HEADER, NOWHERE,
			     "the bit rate changes all the time and nothing at the beginning tells "
			     "the length, so players show a wrong one; the copy for listeners "
			     "tells it");
	if (frames_are_wrong(&x, sum))
		problems_add(&t->problems, DIAG_LYING_HEADER, NOWHERE,
			     "its beginning tells players that it lasts %s, but it lasts %s; "
			     "listen to the end and export it again from an audio editor",
			     clock_of(declared_seconds(in), t), clock_of(decoded_seconds(sum), t));
	else if (x.frames && x.bytes && differ(x.bytes, in->sound_end - x.at))
		problems_add(&t->problems, DIAG_LYING_HEADER, NOWHERE,
			     "its beginning tells players that it has %lld bytes of sound, but it "
			     "has %lld, so they jump to wrong places; export it again from an "
			     "audio editor",
			     (long long)x.bytes, (long long)(in->sound_end - x.at));
}

static void check_index(const struct input *in, struct task *t)
{
	struct box sound, index;

	if (!box_find(in->fd, 0, in->size, "mdat", &sound) ||
	    !box_find(in->fd, 0, in->size, "moov", &index) || index.at < sound.at)
		return;
	problems_add(&t->problems, DIAG_MOOV_AT_END, NOWHERE,
		     "its index stands at the end, so that it plays only when all of it has been "
		     "loaded; the copy for listeners has it in front");
}

/* The number of a stream among those of sound, from 1; `count` of them there are. */
static unsigned number_of_sound(const struct input *in, unsigned *count)
{
	unsigned number = 0;

	*count = 0;
	for (unsigned i = 0; i < in->format->nb_streams; i++) {
		const AVStream *s = in->format->streams[i];

		*count += s->codecpar->codec_type == AVMEDIA_TYPE_AUDIO;
		if (s == in->audio)
			number = *count;
	}
	return number;
}

static void check_streams(const struct input *in, struct task *t)
{
	unsigned count, number = number_of_sound(in, &count);
	const AVDictionary *about = in->audio->metadata;
	const char *title = own_text(about, "title", t->arena);
	const char *language = own_text(about, "language", t->arena);

	if (count < 2)
		return;
	problems_add(
		&t->problems, DIAG_SEVERAL_STREAMS, NOWHERE,
		"there are %u recordings in this one file, and only number %u%s%s%s%s%s is used; "
		"export the one that is meant to a file of its own",
		count, number, title ? " '" : "", title ? title : "", title ? "'" : "",
		language ? " in language " : "", language ? language : "");
}

void condition_check(const struct input *in, const struct decoded *sum, struct task *t)
{
	bool truncated = input_is_truncated(in, sum);

	check_name(format_suffix(in), t);
	check_streams(in, t);
	if (truncated)
		report_missing_end(in, sum, t);
	if (!truncated && strcmp(in->format->iformat->name, "mp3") == 0)
		check_header(in, sum, t);
	if (strncmp(in->format->iformat->name, "mov,", 4) == 0)
		check_index(in, t);
}
