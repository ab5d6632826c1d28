#include "truncation.h"

#include <math.h>
#include <string.h>

#include "box.h"
#include "bytes.h"
#include "decode.h"
#include "fdio.h"
#include "input.h"
#include "xing.h"

/* So much less than declared is not rounding any more. */
#define SLACK_SECONDS 0.5
#define SLACK_SHARE   0.01

/* Frames that a Xing header may be off (encoders disagree whether it counts itself). */
#define XING_SLACK 2

/* Sizes that count a header too much do no harm. */
#define CHUNK_SLACK_SECONDS 0.05

/* Thirty years: whoever says that it lasts longer says nothing. */
#define MOST_SECONDS 1e9

/* Boxes or chunks walked before we give up on a hostile file. */
#define MAX_CHUNKS 100000

static bool is_format(const struct input *in, const char *name)
{
	return strcmp(in->format->iformat->name, name) == 0;
}

/*
 * MP3: what the first frame promises. Damage costs frames, but no bytes; a header
 * that lies tells more bytes than there are, though all frames are here.
 */
static bool mp3_is_truncated(const struct input *in, const struct decoded *sum)
{
	struct xing x = xing_read(in);
	struct mpeg_header last;

	if (x.frames && x.bytes)
		return x.frames > sum->packets &&
		       x.at + x.bytes - in->sound_end > XING_SLACK * (x.bytes / x.frames);
	if (x.frames)
		return x.frames > sum->packets + XING_SLACK;
	return mpeg_header_read(sum->last_head, &last) && last.bytes > sum->last_size;
}

/*
 * WAV, Wave64 and CAF: the chunk that holds the sound. Recorders that never came to write its
 * length leave 0 or all ones there; nothing is known of such a file.
 */

struct data_chunk {
	int64_t start, size; /* size -1: not known */
};

/* -1 is "not known" here, and so is what no file can have. */
static int64_t long_size(const uint8_t *b)
{
	uint64_t n = le64(b);

	return n <= INT64_MAX ? (int64_t)n : -1;
}

/* RF64 and BW64 (EBU Tech 3306, ITU-R BS.2088) tell sizes past 4 GB in a chunk of their own. */
static struct data_chunk find_wav_data(const struct input *in)
{
	uint8_t b[8 + 16];
	int64_t at = 12, big = -1;

	for (int i = 0; i < MAX_CHUNKS && fd_read_at(in->fd, at, b, 8); i++) {
		int64_t size = le32(b + 4);

		if (memcmp(b, "ds64", 4) == 0 && fd_read_at(in->fd, at, b, sizeof(b)))
			big = long_size(b + 16) > 0 ? long_size(b + 16) : -1;
		if (memcmp(b, "data", 4) == 0)
			return (struct data_chunk){ at + 8, size == UINT32_MAX ? big
							    : size             ? size
									       : -1 };
		at += 8 + size + (size & 1);
	}
	return (struct data_chunk){ 0, -1 };
}

/* Sony Wave64: names are GUIDs, sizes have 64 bits and count the 24 bytes of the header. */
static struct data_chunk find_w64_data(const struct input *in)
{
	uint8_t b[24];
	int64_t at = 40;

	for (int i = 0; i < MAX_CHUNKS && fd_read_at(in->fd, at, b, sizeof(b)); i++) {
		int64_t size = long_size(b + 16) - (int64_t)sizeof(b);

		if (memcmp(b, "data", 4) == 0)
			return (struct data_chunk){ at + (int64_t)sizeof(b), size > 0 ? size : -1 };
		if (size < 0 || size > in->size)
			break;
		at += (int64_t)sizeof(b) + ((size + 7) & ~(int64_t)7);
	}
	return (struct data_chunk){ 0, -1 };
}

static struct data_chunk find_caf_data(const struct input *in)
{
	uint8_t b[12];
	int64_t at = 8;

	for (int i = 0; i < MAX_CHUNKS && fd_read_at(in->fd, at, b, sizeof(b)); i++) {
		int64_t size = (int64_t)be64(b + 4);

		if (memcmp(b, "data", 4) == 0)
			return (struct data_chunk){ at + 12, size };
		if (size < 0 || size > in->size)
			break;
		at += 12 + size;
	}
	return (struct data_chunk){ 0, -1 };
}

static struct data_chunk find_data(const struct input *in)
{
	return is_format(in, "wav")   ? find_wav_data(in)
	       : is_format(in, "w64") ? find_w64_data(in)
				      : find_caf_data(in);
}

static bool has_data_chunk(const struct input *in)
{
	return (is_format(in, "wav") || is_format(in, "w64") || is_format(in, "caf")) &&
	       in->audio->codecpar->bit_rate > 0;
}

static double chunk_seconds(const struct input *in, int64_t bytes)
{
	return bytes > 0 ? (double)bytes * 8 / (double)in->audio->codecpar->bit_rate : 0;
}

static bool data_is_truncated(const struct input *in)
{
	struct data_chunk d = find_data(in);

	return d.size > in->size - d.start &&
	       chunk_seconds(in, d.size - (in->size - d.start)) > CHUNK_SLACK_SECONDS;
}

/* MP4: boxes (ISO 14496-12 section 4.2) and the samples that the index names */

static bool mp4_boxes_run_over(const struct input *in)
{
	struct box b;
	int64_t at = 0;

	for (int i = 0; i < MAX_CHUNKS && box_read(in->fd, at, in->size, &b); i++) {
		if (b.size > in->size - at)
			return box_is(&b, "mdat") || memcmp(b.type, "moo", 3) == 0;
		at += b.size;
	}
	return false;
}

static bool mp4_samples_run_over(const struct input *in)
{
	int count = avformat_index_get_entries_count(in->audio);

	for (int i = 0; i < count; i++) {
		const AVIndexEntry *e = avformat_index_get_entry(in->audio, i);

		if (e->pos > in->size - e->size)
			return true;
	}
	return false;
}

/* Ogg: the last page says that it is the last (RFC 3533 section 6) */

static bool ogg_has_no_end(const struct input *in)
{
	uint8_t b[1 << 16];
	size_t len = in->size < (int64_t)sizeof(b) ? (size_t)in->size : sizeof(b);
	int64_t from = in->size - (int64_t)len;

	if (!fd_read_at(in->fd, from, b, len))
		return true;
	for (size_t i = len < 27 ? 0 : len - 27 + 1; i-- > 0;) {
		if (memcmp(b + i, "OggS", 4) != 0)
			continue;
		size_t page = 27 + (size_t)b[i + 26];
		for (size_t s = i + 27; s < i + 27 + b[i + 26] && s < len; s++)
			page += b[s];
		return !(b[i + 5] & 4) || i + page > len;
	}
	return true;
}

/* What it says, be it nonsense. */
static double told_seconds(const struct input *in)
{
	const AVFormatContext *f = in->format;

	if (is_format(in, "mp3")) {
		struct xing x = xing_read(in);

		return x.frames
			       ? (double)(x.frames * x.first.samples - x.trim) / x.first.sample_rate
			       : 0;
	}
	if (has_data_chunk(in))
		return chunk_seconds(in, find_data(in).size);
	if (f->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE)
		return 0;
	if (in->audio->duration != AV_NOPTS_VALUE)
		return (double)in->audio->duration * av_q2d(in->audio->time_base);
	return f->duration != AV_NOPTS_VALUE ? (double)f->duration / AV_TIME_BASE : 0;
}

double declared_seconds(const struct input *in)
{
	double seconds = told_seconds(in);

	return seconds > 0 && seconds < MOST_SECONDS ? seconds : 0;
}

/* Where nothing better is known: is there less than was promised? */
static bool is_short(const struct input *in, const struct decoded *sum)
{
	double declared = declared_seconds(in);
	double slack = fmax(SLACK_SECONDS, declared * SLACK_SHARE);

	return declared > 0 && !input_has_video(in) && decoded_seconds(sum) < declared - slack;
}

bool input_is_truncated(const struct input *in, const struct decoded *sum)
{
	if (sum->broken_end)
		return true;
	if (is_format(in, "mp3"))
		return mp3_is_truncated(in, sum);
	if (has_data_chunk(in))
		return data_is_truncated(in);
	if (is_format(in, "mov,mp4,m4a,3gp,3g2,mj2"))
		return mp4_boxes_run_over(in) || mp4_samples_run_over(in);
	if (is_format(in, "ogg"))
		return ogg_has_no_end(in);
	return is_short(in, sum);
}
