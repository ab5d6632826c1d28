#include "hearing.h"

#include <libavutil/mathematics.h>
#include <string.h>

#include "decode.h"
#include "task.h"

/*
 * A change of format counts when so many blocks agree on it, and not in the first moments, when
 * decoders find their feet (parametric stereo, for one).
 */
#define SETTLED_BLOCKS   3
#define SETTLING_SECONDS 0.2

/* Good sound follows: the damage is inside the recording, not its end. */
static void commit_damage(struct hearing *h)
{
	if (!h->pending)
		return;
	h->pending = false;
	if (!places_add(&h->damage, (struct part){ h->pending_at, h->pending_at }))
		return;
	problems_add(
		&h->task->problems, DIAG_DAMAGED, h->pending_at,
		"the recording is damaged here and some sound is missing; listen to this place, "
		"or copy the file again from the recorder%s%s%s",
		*h->words ? " (" : "", h->words, *h->words ? ")" : "");
}

void hearing_damage(struct hearing *h, const char *words)
{
	size_t len = strnlen(words, sizeof(h->words) - 1);

	if (!h->pending)
		h->pending_at = decoded_seconds(h->sum);
	h->pending = true;
	if (!len)
		return;
	memcpy(h->words, words, len);
	h->words[len] = '\0';
}

static void report_change(struct hearing *h)
{
	if (h->next_at < SETTLING_SECONDS ||
	    !places_add(&h->changes, (struct part){ h->next_at, h->next_at }))
		return;
	problems_add(
		&h->task->problems, DIAG_FORMAT_CHANGE, h->next_at,
		"the recording changes here from %d Hz and %d channel%s to %d Hz and %d "
		"channel%s, as when files were joined end to end; some players stop here or go "
		"on at the wrong speed",
		h->now.rate, h->now.channels, h->now.channels == 1 ? "" : "s", h->next.rate,
		h->next.channels, h->next.channels == 1 ? "" : "s");
}

static bool same_format(struct sound_format a, struct sound_format b)
{
	return a.rate == b.rate && a.channels == b.channels;
}

static void follow_format(struct hearing *h, struct sound_format f)
{
	if (!h->now.rate || same_format(f, h->now)) {
		h->now = f;
		h->next_count = 0;
		return;
	}
	if (!h->next_count || !same_format(f, h->next)) {
		h->next = f;
		h->next_count = 0;
		h->next_at = decoded_seconds(h->sum);
	}
	if (++h->next_count < SETTLED_BLOCKS)
		return;
	report_change(h);
	h->now = f;
	h->next_count = 0;
}

static void count_block(struct hearing *h, const AVFrame *f)
{
	struct decoded *s = h->sum;

	follow_format(h, (struct sound_format){ f->sample_rate, f->ch_layout.nb_channels });
	if (!s->samples) {
		s->sample_rate = f->sample_rate;
		s->channels = f->ch_layout.nb_channels;
	}
	s->samples += f->sample_rate == s->sample_rate
			      ? f->nb_samples
			      : av_rescale(f->nb_samples, s->sample_rate, f->sample_rate);
}

void hearing_init(struct hearing *h, struct listener *l, struct decoded *sum, struct task *t)
{
	*h = (struct hearing){
		.listener = l,
		.sum = sum,
		.task = t,
		.damage.id = DIAG_DAMAGED,
		.changes.id = DIAG_FORMAT_CHANGE,
	};
}

bool hearing_block(struct hearing *h, const AVFrame *f)
{
	if (f->nb_samples <= 0 || f->sample_rate <= 0 || f->ch_layout.nb_channels <= 0)
		return true;
	commit_damage(h);
	if (f->decode_error_flags || f->flags & AV_FRAME_FLAG_CORRUPT)
		hearing_damage(h, "");
	if (h->listener && !h->listener->hear(h->listener, f))
		return false;
	count_block(h, f);
	return true;
}

bool hearing_finish(struct hearing *h)
{
	struct problems *p = &h->task->problems;

	h->sum->damaged = h->pending || h->damage.count;
	h->sum->broken_end = h->pending;
	places_report_rest(&h->damage, p);
	places_report_rest(&h->changes, p);
	return h->sum->samples > 0 ||
	       problems_fail(p, DIAG_NO_SAMPLES,
			     "not one moment of sound could be read from it%s%s%s",
			     *h->words ? " (" : "", h->words, *h->words ? ")" : "");
}
