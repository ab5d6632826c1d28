#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "fdio.h"
#include "format.h"
#include "log.h"
#include "signature.h"
#include "task.h"
#include "trailer.h"

/*
 * How much libav may look at before it must know the format, and how sure it
 * must be. At 12 and below it takes noise for MP3 (a chance frame header).
 */
#define PROBE_BYTES_MIN ((int64_t)1 << 12)
#define PROBE_BYTES_MAX ((int64_t)1 << 20)
#define PROBE_SCORE_MIN (AVPROBE_SCORE_MAX / 4)

/* Of PCM sound at a time. */
#define PCM_BYTES "32768"

/* Streams beyond this are a hostile file; real ones have a handful. */
#define MAX_STREAMS 64

static bool open_file(struct input *in, const char *path, struct task *t)
{
	struct stat st;

	in->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (in->fd < 0 || fstat(in->fd, &st) != 0)
		return problems_fail(&t->problems, DIAG_CANNOT_READ, "cannot be opened: %s",
				     strerror(errno));
	if (!S_ISREG(st.st_mode))
		return problems_fail(&t->problems, DIAG_CANNOT_READ,
				     "cannot be read: this is %s, not a file",
				     S_ISDIR(st.st_mode) ? "a folder" : "a device");
	if (st.st_size == 0)
		return problems_fail(&t->problems, DIAG_EMPTY_FILE,
				     "the file is empty; copy or record it again");
	in->size = st.st_size;
	in->head_len = (size_t)(in->size < (int64_t)sizeof(in->head) ? in->size
								     : (int64_t)sizeof(in->head));
	if (!fd_read_at(in->fd, 0, in->head, in->head_len))
		return problems_fail(&t->problems, DIAG_CANNOT_READ, "cannot be read: %s",
				     strerror(errno));
	in->sound_end = trailer_start(in->fd, in->size);
	return true;
}

/* A tag before the sound can hold a big picture; what follows it says what the file is. */
static int64_t probe_start(const struct input *in)
{
	int64_t len = in->head_len >= 10 ? id3v2_length(in->head) : 0;

	return len < in->size ? len : 0;
}

/* libav wants zeros behind what it may look at. No file name is given: a name alone scores 50. */
static const AVInputFormat *probe_part(uint8_t *bytes, int64_t len, int *score)
{
	uint8_t kept[AVPROBE_PADDING_SIZE];
	AVProbeData data = { .filename = "", .buf = bytes, .buf_size = (int)len };

	memcpy(kept, bytes + len, sizeof(kept));
	memset(bytes + len, 0, sizeof(kept));
	const AVInputFormat *format = av_probe_input_format3(&data, 1, score);
	memcpy(bytes + len, kept, sizeof(kept));
	return format;
}

/* Asks libav what the bytes are, showing it more and more of them. */
static const AVInputFormat *identify(const struct input *in, struct arena *a)
{
	int64_t start = probe_start(in);
	int64_t all = in->size - start < PROBE_BYTES_MAX ? in->size - start : PROBE_BYTES_MAX;
	uint8_t *bytes = arena_alloc(a, (size_t)all + AVPROBE_PADDING_SIZE);
	const AVInputFormat *format;
	int score;

	if (!fd_read_at(in->fd, start, bytes, (size_t)all))
		return NULL;
	for (int64_t len = PROBE_BYTES_MIN; len < all; len *= 2) {
		format = probe_part(bytes, len, &score);
		if (format && score > PROBE_SCORE_MIN)
			return format;
	}
	format = probe_part(bytes, all, &score);
	return format && score >= PROBE_SCORE_MIN ? format : NULL;
}

/* Recordings that libav does not know, or that are not opened, by how they begin. */
static const char *sound_words(const struct input *in)
{
	uint8_t head[16];
	int64_t start = probe_start(in), rest = in->size - start;
	size_t len = rest < (int64_t)sizeof(head) ? (size_t)rest : sizeof(head);

	return fd_read_at(in->fd, start, head, len) ? signature_sound(head, len) : NULL;
}

static bool refuse(const struct input *in, const AVInputFormat *format, struct task *t)
{
	const char *words = signature_words(in->head, in->head_len);
	const char *sound = sound_words(in);

	if (sound)
		return problems_fail(&t->problems, DIAG_NOT_AUDIO,
				     "this is %s, which cannot be opened here; save it as WAV, "
				     "FLAC or MP3",
				     sound);
	if (words)
		return problems_fail(&t->problems, DIAG_NOT_AUDIO,
				     "this is %s, not a recording; look for the audio file itself",
				     words);
	if (format)
		return problems_fail(&t->problems, DIAG_NOT_AUDIO,
				     "this is '%s', which cannot be used here; if it is a "
				     "recording, save it as WAV, FLAC or MP3",
				     format->long_name ? format->long_name : format->name);
	return problems_fail(&t->problems, DIAG_NOT_AUDIO,
			     "no sound was found in this file; it is damaged or not a recording: "
			     "play it, and copy it again from where it was recorded");
}

/* Files that name other files (QuickTime references, for example) get nothing. */
static int open_nothing(AVFormatContext *s, AVIOContext **io, const char *url, int flags,
			AVDictionary **options)
{
	(void)s, (void)url, (void)flags, (void)options;
	*io = NULL;
	return AVERROR(EPERM);
}

static bool open_failed(const struct input *in, const AVInputFormat *format, struct task *t)
{
	if (fdio_error(in->io))
		return problems_fail(&t->problems, DIAG_CANNOT_READ, "cannot be read: %s",
				     strerror(fdio_error(in->io)));
	if (strncmp(format->name, "mov,", 4) == 0)
		return problems_fail(
			&t->problems, DIAG_TRUNCATED,
			"the index at the end of the file is missing, so nothing of it "
			"can be played: the recording or the copy was interrupted; copy it again "
			"from where it was recorded");
	return problems_fail(&t->problems, DIAG_DAMAGED,
			     "the beginning of the file is damaged, so nothing of it can be played "
			     "(%s)",
			     log_last());
}

/* A demuxer takes what it knows; WAV comes in pieces of 4 KB otherwise, and each costs something.
 */
static int open_demuxer(struct input *in, const AVInputFormat *format)
{
	AVDictionary *options = NULL;

	av_dict_set(&options, "max_size", PCM_BYTES, 0);
	int r = avformat_open_input(&in->format, "", format, &options);
	av_dict_free(&options);
	return r;
}

static bool open_format(struct input *in, const AVInputFormat *format, struct task *t)
{
	in->io = fdio_open(in->fd, false);
	in->format = avformat_alloc_context();
	if (!in->io || !in->format)
		return false;
	in->format->pb = in->io;
	in->format->io_open = open_nothing;
	in->format->max_streams = MAX_STREAMS;
	in->format->format_whitelist = av_strdup(format_whitelist());
	in->format->protocol_whitelist = av_strdup("file");
	if (open_demuxer(in, format) < 0 || avformat_find_stream_info(in->format, NULL) < 0)
		return open_failed(in, format, t);
	return true;
}

static const char *picture_words(const struct input *in)
{
	return in->format->nb_streams && !input_has_video(in)
		       ? "there is a picture but no sound in this file"
		       : "there is no sound in this file";
}

/*
 * The types of sample entries that need a key: of iTunes, of ISO 23001-7, of Audible; and what the
 * demuxer of ASF notes down of such a file.
 */
static bool is_protected(const struct input *in)
{
	static const char *const asf_keys[] = { "ASF_Protection_Type", "encryption" };
	const uint32_t tag = in->audio->codecpar->codec_tag;

	if (strcmp(in->format->iformat->name, "asf") == 0) {
		for (size_t i = 0; i < COUNT(asf_keys); i++) {
			if (av_dict_get(in->format->metadata, asf_keys[i], NULL, 0))
				return true;
		}
		return false;
	}
	return tag == MKTAG('d', 'r', 'm', 's') || tag == MKTAG('e', 'n', 'c', 'a') ||
	       tag == MKTAG('a', 'a', 'v', 'd');
}

static bool choose_stream(struct input *in, struct task *t)
{
	int best = av_find_best_stream(in->format, AVMEDIA_TYPE_AUDIO, -1, -1, NULL, 0);

	if (best < 0)
		return problems_fail(&t->problems, DIAG_NOT_AUDIO, "%s", picture_words(in));
	for (unsigned i = 0; i < in->format->nb_streams; i++) {
		if (i != (unsigned)best)
			in->format->streams[i]->discard = AVDISCARD_ALL;
	}
	in->audio = in->format->streams[best];
	if (is_protected(in))
		return problems_fail(
			&t->problems, DIAG_PROTECTED,
			"the recording is locked with copy protection and cannot be used; get it "
			"without, from whoever made it");
	in->decoder = avcodec_find_decoder(in->audio->codecpar->codec_id);
	if (in->decoder)
		return true;
	return problems_fail(&t->problems, DIAG_UNKNOWN_CODEC,
			     "the sound is packed as '%s', which cannot be opened here; save it as "
			     "WAV, FLAC or MP3",
			     avcodec_get_name(in->audio->codecpar->codec_id));
}

bool input_open(struct input *in, const char *path, struct task *t)
{
	*in = (struct input){ .fd = -1 };
	log_forget();
	if (!open_file(in, path, t)) {
		input_close(in);
		return false;
	}
	const AVInputFormat *format = identify(in, t->arena);
	bool ok = format && format_is_allowed(format->name) ? open_format(in, format, t)
							    : refuse(in, format, t);
	if (ok && choose_stream(in, t))
		return true;
	input_close(in);
	return false;
}

void input_close(struct input *in)
{
	avformat_close_input(&in->format);
	fdio_close(&in->io);
	if (in->fd >= 0)
		close(in->fd);
	in->fd = -1;
}

/* AAC encoders put 1024 to 2624 samples before the sound. */
#define MAX_PRIMING_PACKETS 3

/*
 * An edit list may hide packets. The encoder's first few are hidden in every
 * M4A; any others were cut away by somebody and must not come back in a copy.
 */
static bool is_hidden(const AVPacket *packet, int64_t index)
{
	return packet->flags & AV_PKT_FLAG_CORRUPT ||
	       (packet->flags & AV_PKT_FLAG_DISCARD && index >= MAX_PRIMING_PACKETS);
}

/* Where Ogg files were joined end to end, the second brings its headers among the sound. */
static bool is_header(const struct input *in, const AVPacket *packet)
{
	return in->audio->codecpar->codec_id == AV_CODEC_ID_OPUS && packet->size >= 8 &&
	       (memcmp(packet->data, "OpusHead", 8) == 0 ||
		memcmp(packet->data, "OpusTags", 8) == 0);
}

/* Counts the packet, and tells whether it is sound. */
static bool is_sound(struct input *in, const AVPacket *packet)
{
	if (packet->stream_index != in->audio->index ||
	    (packet->pos >= 0 && packet->pos >= in->sound_end))
		return false;
	in->has_cuts |= is_hidden(packet, in->packets++) || is_header(in, packet);
	return !is_header(in, packet);
}

int input_next(struct input *in, AVPacket *packet)
{
	for (;;) {
		int r = av_read_frame(in->format, packet);

		if (r < 0)
			return r;
		if (is_sound(in, packet))
			return 0;
		av_packet_unref(packet);
	}
}

double input_position(const struct input *in)
{
	return (double)avio_tell(in->io) / (double)in->size;
}

bool input_has_video(const struct input *in)
{
	for (unsigned i = 0; i < in->format->nb_streams; i++) {
		const AVStream *s = in->format->streams[i];

		if (s->codecpar->codec_type == AVMEDIA_TYPE_VIDEO &&
		    !(s->disposition &
		      (AV_DISPOSITION_ATTACHED_PIC | AV_DISPOSITION_TIMED_THUMBNAILS)))
			return true;
	}
	return false;
}
