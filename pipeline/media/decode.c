#include "decode.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "fdio.h"
#include "grid.h"
#include "hearing.h"
#include "input.h"
#include "log.h"
#include "task.h"

/* More threads than this would wait for the listener most of the time. */
#define MAX_THREADS 8

/* Below this, starting a thread costs more than it brings. */
#define SMALL_FILE_BYTES ((int64_t)256 << 10)

/* A thread keeps so much sound that is not heard yet; then it waits for its turn. */
#define KEPT_BYTES_MAX ((size_t)6 << 20)

/*
 * One pass: its threads read segments one after the other, decode them at the
 * same time, and have them heard one after the other again.
 */
struct pass {
	struct input *in;
	struct task *task;
	struct grid grid;       /* of the thread that is reading */
	struct hearing hearing; /* of the thread whose turn it is */
	AVCodecContext *codec;  /* likewise: for a segment that does not stand apart */
	pthread_mutex_t lock;   /* for what follows */
	pthread_cond_t changed;
	bool reading;
	bool stopped; /* the pass has failed */
	size_t turn;  /* index of the segment that is heard */
};

/* What happened in a segment before its turn: a block, or damage. */
struct event {
	AVFrame *block; /* NULL: damage */
	char words[LOG_LINE];
};

/* A thread and its segment. */
struct hand {
	struct pass *pass;
	pthread_t thread;
	struct segment segment;
	AVCodecContext *codec;
	AVFrame *frame;
	bool speaks;          /* it is our turn */
	struct event *events; /* until then */
	size_t event_count, event_room, kept_bytes;
};

double decoded_seconds(const struct decoded *sum)
{
	return sum->sample_rate ? (double)sum->samples / sum->sample_rate : 0;
}

/* Ends the pass for all threads; the reason is in the task's failure, or memory ran out. */
static bool stop(struct pass *p)
{
	pthread_mutex_lock(&p->lock);
	p->stopped = true;
	pthread_cond_broadcast(&p->changed);
	pthread_mutex_unlock(&p->lock);
	return false;
}

/* Turns: a hand keeps what it decodes until its segment's turn comes. */

static void forget_events(struct hand *h)
{
	for (size_t i = 0; i < h->event_count; i++)
		av_frame_free(&h->events[i].block);
	h->event_count = h->kept_bytes = 0;
}

static bool hear_events(struct hand *h)
{
	struct hearing *hearing = &h->pass->hearing;

	for (size_t i = 0; i < h->event_count; i++) {
		struct event *e = &h->events[i];

		if (!e->block)
			hearing_damage(hearing, e->words);
		else if (!hearing_block(hearing, e->block))
			return stop(h->pass);
		av_frame_free(&e->block);
	}
	forget_events(h);
	return true;
}

/* Looks whether it is our turn, or waits for it; then what was kept is heard. False: stopped. */
static bool take_turn(struct hand *h, bool wait)
{
	struct pass *p = h->pass;

	if (h->speaks)
		return true;
	pthread_mutex_lock(&p->lock);
	while (wait && p->turn != h->segment.index && !p->stopped)
		pthread_cond_wait(&p->changed, &p->lock);
	h->speaks = p->turn == h->segment.index;
	bool stopped = p->stopped;
	pthread_mutex_unlock(&p->lock);
	return !stopped && (!h->speaks || hear_events(h));
}

static void pass_turn(struct hand *h)
{
	struct pass *p = h->pass;

	p->codec = h->codec;
	h->codec = NULL;
	h->speaks = false;
	progress_at(&p->task->progress, h->segment.position);
	pthread_mutex_lock(&p->lock);
	p->turn++;
	pthread_cond_broadcast(&p->changed);
	pthread_mutex_unlock(&p->lock);
}

static struct event *add_event(struct hand *h)
{
	if (h->event_count == h->event_room) {
		h->event_room = h->event_room ? 2 * h->event_room : SEGMENT_PACKETS;
		h->events = xreallocarray(h->events, h->event_room, sizeof(*h->events));
	}
	struct event *e = &h->events[h->event_count++];
	e->block = NULL;
	e->words[0] = '\0';
	return e;
}

static bool keep_block(struct hand *h)
{
	AVFrame *f = av_frame_alloc();

	if (!f)
		return stop(h->pass);
	av_frame_move_ref(f, h->frame);
	h->kept_bytes += (size_t)f->nb_samples * (size_t)f->ch_layout.nb_channels *
			 (size_t)av_get_bytes_per_sample(f->format);
	add_event(h)->block = f;
	return true;
}

/* The block in `frame` is heard, or kept. */
static bool give_block(struct hand *h)
{
	if (!take_turn(h, h->kept_bytes >= KEPT_BYTES_MAX))
		return false;
	if (!h->speaks)
		return keep_block(h);
	return hearing_block(&h->pass->hearing, h->frame) || stop(h->pass);
}

static bool give_damage(struct hand *h, const char words[static LOG_LINE])
{
	if (!take_turn(h, false))
		return false;
	if (h->speaks)
		hearing_damage(&h->pass->hearing, words);
	else
		memcpy(add_event(h)->words, words, LOG_LINE);
	return true;
}

/* Decoding */

static AVCodecContext *open_codec(const struct input *in)
{
	AVCodecContext *c = avcodec_alloc_context3(in->decoder);

	if (!c || avcodec_parameters_to_context(c, in->audio->codecpar) < 0)
		goto failed;
	c->pkt_timebase = in->audio->time_base;
	c->thread_count = 1; /* the threads are ours */
	c->err_recognition = AV_EF_CRCCHECK;
	if (avcodec_open2(c, in->decoder, NULL) >= 0)
		return c;
failed:
	avcodec_free_context(&c);
	return NULL;
}

/* Where MP3 files were joined end to end, tags lie between the sound: not damage. */
static bool is_tag(const AVPacket *p)
{
	return p && p->size >= 3 &&
	       (memcmp(p->data, "ID3", 3) == 0 || memcmp(p->data, "TAG", 3) == 0 ||
		memcmp(p->data, "APE", 3) == 0);
}

/* A packet, or NULL at the end: what is still inside comes out. False: the pass ends. */
static bool decode_packet(struct hand *h, const AVPacket *packet)
{
	unsigned complaints = log_errors();

	log_forget();
	int r = avcodec_send_packet(h->codec, packet);
	bool damaged = r < 0 && r != AVERROR_EOF;
	while (r >= 0) {
		r = avcodec_receive_frame(h->codec, h->frame);
		if (r >= 0 && !give_block(h))
			return false;
	}
	if (r != AVERROR(EAGAIN) && r != AVERROR_EOF)
		damaged = true;
	if (h->pass->grid.heeds_log && log_errors() != complaints)
		damaged = true;
	return !damaged || is_tag(packet) || give_damage(h, log_last());
}

/* Brings the decoder to where the segment begins; what it says and complains of belongs elsewhere.
 */
static void lead_in(struct hand *h, const AVPacket *packet)
{
	int r = avcodec_send_packet(h->codec, packet);

	while (r >= 0)
		r = avcodec_receive_frame(h->codec, h->frame);
}

/* A decoder of its own for a segment that stands apart; for others, the one of the segment before.
 */
static bool begin_segment(struct hand *h)
{
	const struct segment *s = &h->segment;

	h->speaks = false;
	if (s->apart) {
		h->codec = open_codec(h->pass->in);
	} else if (take_turn(h, true)) {
		h->codec = h->pass->codec;
		h->pass->codec = NULL;
	}
	if (!h->codec)
		return stop(h->pass);
	for (size_t i = 0; i < s->lead; i++)
		lead_in(h, s->packets[i].packet);
	return true;
}

static bool end_segment(struct hand *h)
{
	const struct segment_packet *end = &h->segment.packets[h->segment.count];

	if (!take_turn(h, true))
		return false;
	if (h->segment.last && end->suspect && !give_damage(h, end->words))
		return false;
	if (h->segment.last && !decode_packet(h, NULL))
		return false;
	avcodec_free_context(&h->pass->codec);
	pass_turn(h);
	return true;
}

static bool decode_segment(struct hand *h)
{
	const struct segment *s = &h->segment;

	if (!begin_segment(h))
		return false;
	for (size_t i = s->lead; i < s->count; i++) {
		const struct segment_packet *p = &s->packets[i];

		if (p->suspect && !give_damage(h, p->words))
			return false;
		if (!decode_packet(h, p->packet))
			return false;
	}
	return end_segment(h);
}

/* Threads */

static bool next_segment(struct hand *h)
{
	struct pass *p = h->pass;

	pthread_mutex_lock(&p->lock);
	while (p->reading && !p->stopped)
		pthread_cond_wait(&p->changed, &p->lock);
	bool more = !p->stopped && !p->grid.ended;
	p->reading = p->reading || more;
	pthread_mutex_unlock(&p->lock);
	if (!more)
		return false;
	bool ok = grid_next(&p->grid, &h->segment);
	pthread_mutex_lock(&p->lock);
	p->reading = false;
	pthread_cond_broadcast(&p->changed);
	pthread_mutex_unlock(&p->lock);
	return ok || stop(p);
}

static void *work(void *arg)
{
	struct hand *h = arg;

	h->frame = av_frame_alloc();
	if (!h->frame)
		stop(h->pass);
	while (next_segment(h) && decode_segment(h)) {
	}
	forget_events(h);
	free(h->events);
	segment_free(&h->segment);
	avcodec_free_context(&h->codec);
	av_frame_free(&h->frame);
	return NULL;
}

static unsigned thread_count(const struct pass *p)
{
	unsigned n = (unsigned)p->task->request->threads;
	cpu_set_t cores;

	if (!n && p->in->size > SMALL_FILE_BYTES &&
	    sched_getaffinity(0, sizeof(cores), &cores) == 0)
		n = (unsigned)CPU_COUNT(&cores);
	return n < 1 ? 1 : n > MAX_THREADS ? MAX_THREADS : n;
}

/* This thread works too; one that cannot be started is done without. */
static void run(struct pass *p)
{
	unsigned started = 1, wanted = thread_count(p);
	struct hand *hands = xcalloc(wanted, sizeof(*hands));

	for (unsigned i = 0; i < wanted; i++)
		hands[i].pass = p;
	while (started < wanted &&
	       pthread_create(&hands[started].thread, NULL, work, &hands[started]) == 0)
		started++;
	work(&hands[0]);
	for (unsigned i = 1; i < started; i++)
		pthread_join(hands[i].thread, NULL);
	free(hands);
}

static bool finish(struct pass *p)
{
	int error = fdio_error(p->in->io);

	if (error)
		return problems_fail(&p->task->problems, DIAG_CANNOT_READ, "cannot be read: %s",
				     strerror(error));
	return !p->stopped && hearing_finish(&p->hearing);
}

static bool refuse(const struct input *in, struct task *t)
{
	return problems_fail(&t->problems, DIAG_UNKNOWN_CODEC,
			     "the sound is packed as '%s', which cannot be opened here; "
			     "save it as WAV, FLAC or MP3",
			     in->decoder->name);
}

bool input_decode(struct input *in, struct listener *l, struct decoded *sum, struct task *t)
{
	struct pass p = {
		.in = in,
		.task = t,
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.changed = PTHREAD_COND_INITIALIZER,
	};

	*sum = (struct decoded){ 0 };
	p.codec = open_codec(in);
	if (!p.codec)
		return refuse(in, t);
	hearing_init(&p.hearing, l, sum, t);
	bool ok = grid_init(&p.grid, in, sum);
	if (ok) {
		run(&p);
		ok = finish(&p);
	}
	grid_free(&p.grid);
	avcodec_free_context(&p.codec);
	return ok;
}
