#include "decode.h"

#include <libavutil/mathematics.h>
#include <string.h>

#include "fdio.h"
#include "input.h"
#include "log.h"
#include "places.h"
#include "task.h"

/*
 * A change of format counts when so many blocks agree on it, and not in the first moments, when
 * decoders find their feet (parametric stereo, for one).
 */
#define SETTLED_BLOCKS   3
#define SETTLING_SECONDS 0.2

/* Errors of the demuxer in a row after which nothing good will come any more. */
#define HOPELESS_READS 1000

struct format {
	int rate, channels;
};

struct decoder {
	struct input *in;
	struct listener *listener;
	struct decoded *sum;
	struct task *task;
	AVCodecContext *codec;
	AVPacket *packet;
	AVFrame *frame;
	bool heeds_log; /* this decoder tells of damage only in its log */
	bool pending;   /* damage that no good sound has followed yet */
	double pending_at;
	struct places damage, changes;
	struct format now, next; /* of the sound so far; of the last blocks if it differs */
	unsigned next_count;
	double next_at;
};

double decoded_seconds(const struct decoded *sum)
{
	return sum->sample_rate ? (double)sum->samples / sum->sample_rate : 0;
}

/* Good sound follows: the damage is inside the recording, not its end. */
static void commit_damage(struct decoder *d)
{
	if (!d->pending)
		return;
	d->pending = false;
	if (!places_add(&d->damage, (struct part){ d->pending_at, d->pending_at }))
		return;
	problems_add(
		&d->task->problems, DIAG_DAMAGED, d->pending_at,
		"the recording is damaged here and some sound is missing; listen to this place, "
		"or copy the file again from the recorder%s%s%s",
		*log_last() ? " (" : "", log_last(), *log_last() ? ")" : "");
}

static void note_damage(struct decoder *d)
{
	if (!d->pending)
		d->pending_at = decoded_seconds(d->sum);
	d->pending = true;
}

static void report_change(struct decoder *d)
{
	if (d->next_at < SETTLING_SECONDS ||
	    !places_add(&d->changes, (struct part){ d->next_at, d->next_at }))
		return;
	problems_add(
		&d->task->problems, DIAG_FORMAT_CHANGE, d->next_at,
		"the recording changes here from %d Hz and %d channel%s to %d Hz and %d "
		"channel%s, as when files were joined end to end; some players stop here or go "
		"on at the wrong speed",
		d->now.rate, d->now.channels, d->now.channels == 1 ? "" : "s", d->next.rate,
		d->next.channels, d->next.channels == 1 ? "" : "s");
}

static bool same_format(struct format a, struct format b)
{
	return a.rate == b.rate && a.channels == b.channels;
}

static void follow_format(struct decoder *d, struct format f)
{
	if (!d->now.rate || same_format(f, d->now)) {
		d->now = f;
		d->next_count = 0;
		return;
	}
	if (!d->next_count || !same_format(f, d->next)) {
		d->next = f;
		d->next_count = 0;
		d->next_at = decoded_seconds(d->sum);
	}
	if (++d->next_count < SETTLED_BLOCKS)
		return;
	report_change(d);
	d->now = f;
	d->next_count = 0;
}

static void count_block(struct decoder *d, const AVFrame *f)
{
	struct decoded *s = d->sum;

	follow_format(d, (struct format){ f->sample_rate, f->ch_layout.nb_channels });
	if (!s->samples) {
		s->sample_rate = f->sample_rate;
		s->channels = f->ch_layout.nb_channels;
	}
	s->samples += f->sample_rate == s->sample_rate
			      ? f->nb_samples
			      : av_rescale(f->nb_samples, s->sample_rate, f->sample_rate);
}

static bool take_block(struct decoder *d)
{
	const AVFrame *f = d->frame;

	if (f->nb_samples <= 0 || f->sample_rate <= 0 || f->ch_layout.nb_channels <= 0)
		return true;
	commit_damage(d);
	if (f->decode_error_flags || f->flags & AV_FRAME_FLAG_CORRUPT)
		note_damage(d);
	if (d->listener && !d->listener->hear(d->listener, f))
		return false;
	count_block(d, f);
	return true;
}

/* Where MP3 files were joined end to end, tags lie between the sound: not damage. */
static bool is_tag(const AVPacket *p)
{
	return p && p->size >= 3 &&
	       (memcmp(p->data, "ID3", 3) == 0 || memcmp(p->data, "TAG", 3) == 0 ||
		memcmp(p->data, "APE", 3) == 0);
}

/* A packet, or NULL at the end: what is still inside comes out. False: the job ends. */
static bool decode_packet(struct decoder *d, const AVPacket *packet)
{
	unsigned complaints = log_errors();
	int r = avcodec_send_packet(d->codec, packet);
	bool damaged = r < 0 && r != AVERROR_EOF;

	while (r >= 0) {
		r = avcodec_receive_frame(d->codec, d->frame);
		if (r >= 0 && !take_block(d))
			return false;
	}
	if (r != AVERROR(EAGAIN) && r != AVERROR_EOF)
		damaged = true;
	if (!is_tag(packet) && (damaged || (d->heeds_log && log_errors() != complaints)))
		note_damage(d);
	return true;
}

static bool read_failed(struct decoder *d)
{
	int error = fdio_error(d->in->io);

	return error && !problems_fail(&d->task->problems, DIAG_CANNOT_READ, "cannot be read: %s",
				       strerror(error));
}

/* The demuxer's own complaints count where it skips damage without a word (Ogg). */
static int read_packet(struct decoder *d)
{
	unsigned complaints = log_errors();
	int r = input_next(d->in, d->packet);

	if ((r < 0 && r != AVERROR_EOF) || (d->heeds_log && log_errors() != complaints))
		note_damage(d);
	return r;
}

static void remember_packet(struct decoded *sum, const AVPacket *packet)
{
	sum->last_size = packet->size;
	if (packet->size >= (int)sizeof(sum->last_head))
		memcpy(sum->last_head, packet->data, sizeof(sum->last_head));
}

static bool decode_all(struct decoder *d)
{
	unsigned failures = 0;
	int r;

	while ((r = read_packet(d)) != AVERROR_EOF && failures < HOPELESS_READS) {
		failures = r < 0 ? failures + 1 : 0;
		if (read_failed(d))
			return false;
		if (r < 0)
			continue;
		d->sum->packets++;
		d->sum->packet_bytes += d->packet->size;
		remember_packet(d->sum, d->packet);
		bool go_on = decode_packet(d, d->packet);
		av_packet_unref(d->packet);
		if (!go_on)
			return false;
		progress_at(&d->task->progress, input_position(d->in));
	}
	return !read_failed(d) && decode_packet(d, NULL);
}

static bool open_decoder(struct decoder *d)
{
	const AVStream *s = d->in->audio;

	d->codec = avcodec_alloc_context3(d->in->decoder);
	d->packet = av_packet_alloc();
	d->frame = av_frame_alloc();
	if (!d->codec || !d->packet || !d->frame ||
	    avcodec_parameters_to_context(d->codec, s->codecpar) < 0)
		return false;
	d->codec->pkt_timebase = s->time_base;
	d->codec->thread_count = 1; /* workers are as many as cores */
	d->codec->err_recognition = AV_EF_CRCCHECK;
	d->heeds_log = s->codecpar->codec_id == AV_CODEC_ID_FLAC ||
		       strcmp(d->in->format->iformat->name, "ogg") == 0;
	return avcodec_open2(d->codec, d->in->decoder, NULL) >= 0;
}

static void close_decoder(struct decoder *d)
{
	avcodec_free_context(&d->codec);
	av_packet_free(&d->packet);
	av_frame_free(&d->frame);
}

static bool finish(struct decoder *d)
{
	struct problems *p = &d->task->problems;

	d->sum->broken_end = d->pending;
	places_report_rest(&d->damage, p);
	places_report_rest(&d->changes, p);
	return d->sum->samples > 0 ||
	       problems_fail(p, DIAG_NO_SAMPLES,
			     "not one moment of sound could be read from it%s%s%s",
			     *log_last() ? " (" : "", log_last(), *log_last() ? ")" : "");
}

bool input_decode(struct input *in, struct listener *l, struct decoded *sum, struct task *t)
{
	struct decoder d = {
		.in = in,
		.listener = l,
		.sum = sum,
		.task = t,
		.damage.id = DIAG_DAMAGED,
		.changes.id = DIAG_FORMAT_CHANGE,
	};

	*sum = (struct decoded){ 0 };
	bool ok =
		open_decoder(&d)
			? decode_all(&d) && finish(&d)
			: problems_fail(&t->problems, DIAG_UNKNOWN_CODEC,
					"the sound is packed as '%s', which cannot be opened here; "
					"save it as WAV, FLAC or MP3",
					in->decoder->name);
	close_decoder(&d);
	return ok;
}
