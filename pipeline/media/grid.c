#include "grid.h"

#include <string.h>

#include "decode.h"
#include "fdio.h"
#include "input.h"

/* A segment ends with this packet, or before when its packets have so many bytes. */
#define USUAL_SEGMENT 256
#define SEGMENT_BYTES ((size_t)1 << 20)

/* Errors of the demuxer in a row after which nothing good will come any more. */
#define HOPELESS_READS 1000

/*
 * Layer III takes bits from up to 511 bytes of the frames before (ISO 11172-3
 * section 2.4.2.7, main_data_begin); of each frame, its header, check and side
 * information do not count. Two more are for the overlap of the transform and
 * of the filter bank.
 */
#define MP3_RESERVOIR      511
#define MP3_SIDE_BYTES     38
#define MP3_OVERLAP_FRAMES 2

/*
 * The decoder of Opus remembers everything, less and less of it: after 0.32 s two decoders differ
 * by less than a millionth of full scale, far below what 16 bits can hold. RFC 6716 section 4.6
 * asks for 80 ms. To keep what is decoded twice a small part, its segments are longer.
 */
#define OPUS_LEAD_MS 320
#define OPUS_SEGMENT 768

/* Samples that a decoder of Opus leaves out at its start (RFC 7845 section 5.1); fewer than lead.
 */
#define OPUS_PRE_SKIP_MAX 3840

static bool is_plain_pcm(enum AVCodecID id)
{
	return id >= AV_CODEC_ID_FIRST_AUDIO && id < AV_CODEC_ID_ADPCM_IMA_QT &&
	       av_get_exact_bits_per_sample(id) > 0;
}

/* Is it a codec in which each packet gives its own samples, after a known number of others? */
static bool can_be_cut(const AVCodecParameters *p)
{
	switch (p->codec_id) {
	case AV_CODEC_ID_FLAC:
	case AV_CODEC_ID_ALAC:
	case AV_CODEC_ID_MP3:
	case AV_CODEC_ID_VORBIS:
		return true;
	case AV_CODEC_ID_AAC: /* the other profiles predict from all that was before */
		return p->profile == FF_PROFILE_AAC_LOW && p->ch_layout.nb_channels <= 2;
	case AV_CODEC_ID_OPUS:
		return p->initial_padding <= OPUS_PRE_SKIP_MAX;
	default:
		return is_plain_pcm(p->codec_id);
	}
}

static size_t mp3_lead(const struct segment *s)
{
	int bytes = 0;
	size_t n = 0;

	while (bytes < MP3_RESERVOIR && n < s->count) {
		int size = s->packets[s->count - 1 - n++].packet->size;

		bytes += size > MP3_SIDE_BYTES ? size - MP3_SIDE_BYTES : 0;
	}
	return n + MP3_OVERLAP_FRAMES;
}

static size_t opus_lead(const struct grid *g, const struct segment *s)
{
	int64_t wanted =
		av_rescale_q(OPUS_LEAD_MS, (AVRational){ 1, 1000 }, g->in->audio->time_base);
	size_t n = 0;

	while (wanted > 0 && n < s->count) {
		int64_t duration = s->packets[s->count - 1 - n++].packet->duration;

		wanted -= duration > 0 ? duration : 0;
	}
	return n;
}

/* How many packets at the end of `s` lead into the segment after it. */
static size_t lead_after(const struct grid *g, const struct segment *s)
{
	size_t lead;

	switch (g->in->audio->codecpar->codec_id) {
	case AV_CODEC_ID_MP3:
		lead = mp3_lead(s);
		break;
	case AV_CODEC_ID_AAC:
	case AV_CODEC_ID_VORBIS:
		lead = 1;
		break;
	case AV_CODEC_ID_OPUS:
		lead = opus_lead(g, s);
		break;
	default:
		return 0;
	}
	lead = lead < LEAD_PACKETS ? lead : LEAD_PACKETS;
	return lead < s->count ? lead : s->count;
}

bool grid_init(struct grid *g, struct input *in, struct decoded *sum)
{
	*g = (struct grid){
		.in = in,
		.sum = sum,
		.packet = av_packet_alloc(),
		.heeds_log = in->audio->codecpar->codec_id == AV_CODEC_ID_FLAC ||
			     strcmp(in->format->iformat->name, "ogg") == 0,
	};
	for (size_t i = 0; i < LEAD_PACKETS; i++) {
		if (!(g->tail[i] = av_packet_alloc()))
			return false;
	}
	return g->packet;
}

void grid_free(struct grid *g)
{
	av_packet_free(&g->packet);
	for (size_t i = 0; i < LEAD_PACKETS; i++)
		av_packet_free(&g->tail[i]);
}

void segment_free(struct segment *s)
{
	for (size_t i = 0; i < sizeof(s->packets) / sizeof(*s->packets); i++)
		av_packet_free(&s->packets[i].packet);
}

/* A frame of MPEG audio names its bit rate in the upper half of its third byte. */
static void follow_bit_rate(struct grid *g, const AVPacket *packet)
{
	if (g->in->audio->codecpar->codec_id != AV_CODEC_ID_MP3)
		return;
	if (g->sum->packets == 1)
		g->bit_rate = packet->data[2] >> 4;
	g->sum->varying = g->sum->varying || packet->data[2] >> 4 != g->bit_rate;
}

static void count_packet(struct grid *g, const AVPacket *packet)
{
	struct decoded *sum = g->sum;

	sum->packets++;
	sum->packet_bytes += packet->size;
	sum->last_size = packet->size;
	if (packet->size < (int)sizeof(sum->last_head))
		return;
	memcpy(sum->last_head, packet->data, sizeof(sum->last_head));
	follow_bit_rate(g, packet);
}

static void note_complaint(struct segment_packet *p)
{
	p->suspect = true;
	memcpy(p->words, log_last(), sizeof(p->words));
}

/* The demuxer's own complaints count where it skips damage without a word (Ogg). */
static int read_packet(struct grid *g, struct segment_packet *p)
{
	unsigned complaints = log_errors();

	log_forget();
	int r = input_next(g->in, g->packet);
	if ((r < 0 && r != AVERROR_EOF) || (g->heeds_log && log_errors() != complaints))
		note_complaint(p);
	return r;
}

static bool append(struct segment *s, AVPacket *packet)
{
	struct segment_packet *p = &s->packets[s->count];

	if (!p->packet && !(p->packet = av_packet_alloc()))
		return false;
	av_packet_move_ref(p->packet, packet);
	s->packets[++s->count].suspect = false;
	return true;
}

/* From here on the decoder is told something that one of its own would not know. */
static bool changes_decoder(const AVPacket *packet)
{
	return av_packet_get_side_data(packet, AV_PKT_DATA_NEW_EXTRADATA, NULL) ||
	       av_packet_get_side_data(packet, AV_PKT_DATA_PARAM_CHANGE, NULL);
}

/* Reads up to the next line of the grid, or to the end of the recording. */
static bool fill(struct grid *g, struct segment *s)
{
	const bool opus = g->in->audio->codecpar->codec_id == AV_CODEC_ID_OPUS;
	const size_t full = s->lead + (opus ? OPUS_SEGMENT : USUAL_SEGMENT);
	unsigned failures = 0;
	size_t bytes = 0;

	while (s->count < full && bytes < SEGMENT_BYTES) {
		int r = read_packet(g, &s->packets[s->count]);

		if (fdio_error(g->in->io))
			return false;
		if (r == AVERROR_EOF || (r < 0 && ++failures == HOPELESS_READS)) {
			s->last = g->ended = true;
			break;
		}
		if (r < 0)
			continue;
		failures = 0;
		bytes += (size_t)g->packet->size;
		count_packet(g, g->packet);
		if (changes_decoder(g->packet))
			g->apart = false;
		if (!append(s, g->packet))
			return false;
	}
	return true;
}

static void empty(struct segment *s)
{
	for (size_t i = 0; i < s->count; i++)
		av_packet_unref(s->packets[i].packet);
	s->lead = s->count = 0;
	s->packets[0].suspect = false;
}

static bool put_lead(struct grid *g, struct segment *s)
{
	for (size_t i = 0; i < g->tail_count; i++) {
		if (!append(s, g->tail[i]))
			return false;
	}
	s->lead = g->tail_count;
	g->tail_count = 0;
	return true;
}

static bool keep_lead(struct grid *g, const struct segment *s)
{
	size_t lead = g->apart ? lead_after(g, s) : 0;

	for (size_t i = 0; i < lead; i++) {
		if (av_packet_ref(g->tail[i], s->packets[s->count - lead + i].packet) < 0)
			return false;
		g->tail_count++;
	}
	return true;
}

bool grid_next(struct grid *g, struct segment *s)
{
	empty(s);
	s->index = g->next++;
	s->apart = s->index && g->apart;
	s->last = false;
	if (!s->index)
		g->apart = can_be_cut(g->in->audio->codecpar);
	bool ok = put_lead(g, s) && fill(g, s) && keep_lead(g, s);
	s->position = input_position(g->in);
	return ok;
}
