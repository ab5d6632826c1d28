#include <errno.h>
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "chain.h"
#include "encode.h"
#include "envelope.h"
#include "gate.h"
#include "input.h"
#include "limiter.h"
#include "loudness.h"
#include "task.h"
#include "waveform.h"

/* Encoders change level and peaks: so often is it tried to meet both. */
#define ROUNDS 3

/* Another meter may read this much otherwise, in LU. */
#define METER_MARGIN 0.05

/* A peak that must be lower is brought down by this much more, in dB. */
#define PEAK_MARGIN 0.1

/* Where the limiter takes more than this, peaks stick out of the rest as clicks and knocks do. */
#define STRONG_REDUCTION 9.0

/*
 * From so many dB of limiting on it is worth to find the gain without encoding
 * first, in so many attempts, to so many LU.
 */
#define WORTH_TUNING 3.0
#define TUNINGS      10
#define TUNED        0.1

/* The limiter never takes more than this, in dB. */
#define MOST_REDUCTION 24.0

/* How much of the job is finding the gain; most often that is known before. */
#define TUNING_SHARE 0.05

/* Of one round: how much is over when the file is made; listening to it is the rest. */
#define ENCODING_SHARE 0.9

/* One job of mastering. Levels in dB. */
struct master {
	struct task *task;
	const struct job_master *want;
	const struct codec *codec;
	int rate;           /* of what is encoded */
	bool has_level;     /* there is a level to bring to the wanted one */
	double source_peak; /* dBTP of what goes into the limiter, before any gain */
	double gain;        /* of this round */
	double ceiling;     /* dBTP, of this round, before the encoder */
	double reduction;   /* by the limiter, in this round */
	struct decoded sum;
	struct loudness_facts made; /* measured in the encoded file */
	uint8_t *peaks;             /* of the encoded file, WAVEFORM_PARTS of them */
};

static bool decode_into(struct chain *c, struct task *t)
{
	INPUT_SCOPED struct input in = { .fd = -1 };
	struct decoded sum;

	return input_open(&in, t->request->source, t) &&
	       input_decode(&in, &c->mixer.listener, &sum, t) && chain_finish(c);
}

/* Stereo of which one channel is kept is 3.01 LU quieter: BS.1770 adds channels up. */
static double fold_change(const struct master *m)
{
	return m->task->request->heard.channels == 2 && m->want->channels == 1 ? 10 * log10(0.5)
									       : 0;
}

/* Can it be told from the probe's answer how loud it is? Not what is mixed or filtered anew. */
static bool is_known(const struct master *m)
{
	const struct media_facts *f = &m->task->request->heard;
	bool same = f->channels == m->want->channels || f->channels == 1 ||
		    (f->channels == 2 && f->same_channels);

	return m->task->request->has_heard && same && !m->want->high_pass &&
	       f->loudness.integrated > LEVEL_NONE;
}

static float factor(double decibels)
{
	return (float)pow(10, decibels / 20);
}

/* What makes up for the encoder goes on behind the limiter's ceiling. */
static struct limiter *new_limiter(const struct master *m)
{
	float make_up = codec_make_up(m->codec, m->task);
	struct limiter_settings s = {
		.rate = m->rate,
		.channels = m->want->channels,
		.gain = make_up * factor(m->gain),
		.ceiling = make_up * factor(m->has_level ? m->ceiling : 0),
	};

	return limiter_new(&s, m->task->arena);
}

/* How loud is what would be encoded, without the limiter (and any gain) or with it? */
static bool measure_chain(struct master *m, struct limiter *l, struct loudness_facts *into)
{
	struct chain c;

	chain_init(&c, m->rate, m->task);
	if (l)
		chain_limit(&c, l);
	c.meter = loudness_new(m->rate, m->want->channels, NULL, m->task->arena);
	bool ok = decode_into(&c, m->task);
	if (ok)
		*into = loudness_sum(c.meter);
	chain_free(&c);
	return ok;
}

static bool find_level(struct master *m)
{
	struct loudness_facts source = m->task->request->heard.loudness;

	if (!(m->want->loudness > LEVEL_NONE))
		return true;
	if (is_known(m))
		source.integrated += fold_change(m);
	else if (!measure_chain(m, NULL, &source))
		return false;
	if (!(source.integrated > LEVEL_NONE))
		return true;
	m->has_level = true;
	m->gain = m->want->loudness - source.integrated;
	m->source_peak = source.true_peak;
	return true;
}

/* More would be compression and no longer limiting. */
static double bounded(const struct master *m, double gain)
{
	return fmin(gain, m->ceiling - m->source_peak + MOST_REDUCTION);
}

/*
 * Where strong peaks are a good part of what was measured, the rest must be
 * raised further once they are limited. How far is found without encoding, by
 * halving: the louder the gain, the louder what comes out.
 */
static bool tune(struct master *m)
{
	const double make_up = 20 * log10(codec_make_up(m->codec, m->task));
	double low = -HUGE_VAL, high = HUGE_VAL;

	for (int i = 0; i < TUNINGS; i++) {
		struct loudness_facts now;

		if (!measure_chain(m, new_limiter(m), &now))
			return false;
		double error = m->want->loudness - (now.integrated - make_up), last = m->gain;
		if (!isfinite(error) || fabs(error) < TUNED)
			return true;
		*(error > 0 ? &low : &high) = last;
		m->gain = bounded(m, isfinite(low) && isfinite(high) ? (low + high) / 2
								     : last + 2 * error);
		if (fabs(m->gain - last) < TUNED / 10)
			return true;
	}
	return true;
}

static bool encode(struct master *m)
{
	ENCODER_SCOPED struct encoder e;
	struct chain c;

	if (!encoder_open(&e, m->codec, m->rate, m->task))
		return false;
	chain_init(&c, m->rate, m->task);
	c.encoder = &e;
	chain_limit(&c, new_limiter(m));
	bool ok = decode_into(&c, m->task) && encoder_finish(&e);
	m->reduction = limiter_reduction(c.limiter);
	chain_free(&c);
	return ok;
}

/* Listens to the file that was made as a listener's player would. */
static bool measure_made(struct master *m)
{
	INPUT_SCOPED struct input in = { .fd = -1 };
	struct media_facts facts = { 0 };
	struct gate gate;

	if (!input_open(&in, m->task->request->output, m->task))
		return false;
	gate_init(&gate, m->task);
	gate.loudness_only = gate.wants_envelope = true;
	bool ok = input_decode(&in, &gate.listener, &m->sum, m->task);
	if (ok)
		gate_sum(&gate, true, &facts);
	m->made = facts.loudness;
	m->peaks = gate.envelope ? envelope_peaks(gate.envelope, WAVEFORM_PARTS, m->task->arena)
				 : NULL;
	gate_free(&gate);
	return ok;
}

static double level_error(const struct master *m)
{
	return m->has_level ? m->want->loudness - m->made.integrated : 0;
}

static double peak_excess(const struct master *m)
{
	return m->has_level ? m->made.true_peak - m->want->peak : 0;
}

static bool is_right(const struct master *m)
{
	return fabs(level_error(m)) <= fmax(m->want->tolerance - METER_MARGIN, METER_MARGIN) &&
	       peak_excess(m) <= 0;
}

static bool correct(struct master *m)
{
	if (peak_excess(m) > 0)
		m->ceiling -= peak_excess(m) + PEAK_MARGIN;
	if (m->reduction > WORTH_TUNING)
		return tune(m);
	if (isfinite(level_error(m)))
		m->gain = bounded(m, m->gain + level_error(m));
	return true;
}

static bool run_round(struct master *m)
{
	struct progress *p = &m->task->progress;

	progress_part(p, TUNING_SHARE, ENCODING_SHARE);
	if (!encode(m))
		return false;
	progress_part(p, ENCODING_SHARE, 1);
	return measure_made(m);
}

static bool run_rounds(struct master *m)
{
	for (int round = 1;; round++) {
		if (!run_round(m))
			return false;
		if (is_right(m) || round == ROUNDS)
			return true;
		if (!correct(m))
			return false;
	}
}

/* Of all that was noticed on the way, this is about what was made; the rest the probe has told. */
static void report(struct master *m)
{
	struct problems *p = &m->task->problems;

	p->count = 0;
	if (!is_right(m))
		problems_add(
			p, DIAG_NOT_MASTERED, NOWHERE,
			"it came out at %.1f LUFS with peaks of %.1f dBTP instead of %.1f LUFS "
			"and at most %.1f dBTP; lower 'loudness', or choose another 'format' or "
			"a higher 'bitrate'",
			m->made.integrated, m->made.true_peak, m->want->loudness, m->want->peak);
	if (m->reduction > STRONG_REDUCTION)
		problems_add(
			p, DIAG_STRONG_PEAKS, NOWHERE,
			"its highest peak had to be turned down by %.1f dB; listen for clicks, "
			"knocks and bumps against the microphone and cut them out",
			m->reduction);
}

static bool describe(const struct master *m, struct published_audio *into)
{
	const char *file = m->task->request->output;
	struct hash hash;
	char hex[HASH_HEX];

	if (!hash_file(file, &hash, &into->bytes))
		return problems_fail(&m->task->problems, DIAG_CANNOT_READ,
				     "the mastered file cannot be read: %s", strerror(errno));
	hash_hex(&hash, hex);
	into->file = file;
	into->suffix = m->codec->suffix;
	into->type = m->codec->type;
	into->sha256 = arena_strdup(m->task->arena, hex);
	into->seconds = decoded_seconds(&m->sum);
	into->sample_rate = m->sum.sample_rate;
	into->channels = m->sum.channels;
	into->making = AUDIO_ENCODED;
	into->gain = m->gain;
	into->reduction = m->reduction;
	into->integrated = m->made.integrated;
	into->true_peak = m->made.true_peak;
	into->peaks = m->peaks;
	into->peak_count = m->peaks ? WAVEFORM_PARTS : 0;
	into->problems = m->task->problems.items;
	into->problem_count = m->task->problems.count;
	return true;
}

/* A job may be written by hand. */
static bool check_channels(struct master *m)
{
	return m->want->channels == 1 || m->want->channels == 2 ||
	       problems_fail(&m->task->problems, DIAG_CANNOT_ENCODE,
			     "%d channels were asked for; files for listeners have one or two",
			     m->want->channels);
}

static bool find_rate(struct master *m)
{
	INPUT_SCOPED struct input in = { .fd = -1 };

	if (!input_open(&in, m->task->request->source, m->task))
		return false;
	m->rate = codec_rate(m->codec, m->task, in.audio->codecpar->sample_rate);
	return true;
}

bool master_run(struct task *t, struct job_answer *answer)
{
	struct master m = {
		.task = t,
		.want = &t->request->master,
		.codec = codec_wanted(t),
		.source_peak = LEVEL_NONE,
		.made = { .integrated = LEVEL_NONE, .true_peak = LEVEL_NONE },
	};

	progress_part(&t->progress, 0, TUNING_SHARE);
	if (!m.codec || !check_channels(&m) || !find_rate(&m) || !find_level(&m))
		return false;
	m.ceiling = m.want->peak - codec_rise(m.codec, t);
	m.gain = bounded(&m, m.gain);
	if (m.source_peak + m.gain - m.ceiling > WORTH_TUNING && !tune(&m))
		return false;
	if (!run_rounds(&m))
		return false;
	report(&m);
	answer->has_audio = describe(&m, &answer->audio);
	return answer->has_audio;
}
