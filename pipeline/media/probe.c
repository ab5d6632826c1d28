#include <math.h>

#include "base/date.h"
#include "decode.h"
#include "format.h"
#include "gate.h"
#include "input.h"
#include "make.h"
#include "task.h"
#include "truncation.h"

static void check_name(const char *suffix, struct task *t)
{
	if (format_suits_name(suffix, t->request->source))
		return;
	problems_add(&t->problems, DIAG_WRONG_SUFFIX, NOWHERE,
		     "its real format is '%s'; rename the file so that its name ends in '.%s'",
		     suffix, suffix);
}

static void check_end(const struct input *in, const struct decoded *sum, struct task *t)
{
	double declared = declared_seconds(in), seconds = decoded_seconds(sum);

	if (!input_is_truncated(in, sum))
		return;
	if (declared > seconds + 1)
		problems_add(
			&t->problems, DIAG_TRUNCATED, seconds,
			"the end of the recording is missing: %s of %s are here; copy the file "
			"again from where it was recorded",
			time_clock((int64_t)(seconds * 1000), t->arena),
			time_clock((int64_t)(declared * 1000), t->arena));
	else
		problems_add(
			&t->problems, DIAG_TRUNCATED, seconds,
			"the recording breaks off here in the middle of its data; copy the file "
			"again from where it was recorded");
}

static struct media_facts facts_of(const struct input *in, const struct decoded *sum)
{
	double seconds = decoded_seconds(sum);

	return (struct media_facts){
		.format = format_suffix(in),
		.codec = avcodec_get_name(in->audio->codecpar->codec_id),
		.sample_rate = sum->sample_rate,
		.channels = sum->channels,
		.bit_rate = llround((double)sum->packet_bytes * 8 / seconds),
		.samples = sum->samples,
		.seconds = seconds,
		.declared_seconds = declared_seconds(in),
		.copies_as = in->has_cuts ? NULL : copy_suffix(in),
	};
}

static bool is_lossy(const struct input *in)
{
	const AVCodecDescriptor *d = avcodec_descriptor_get(in->audio->codecpar->codec_id);

	return d && d->props & AV_CODEC_PROP_LOSSY && !(d->props & AV_CODEC_PROP_LOSSLESS);
}

static bool probe(struct gate *g, struct task *t, struct media_facts *into)
{
	INPUT_SCOPED struct input in = { .fd = -1 };
	struct decoded sum;

	if (!input_open(&in, t->request->source, t))
		return false;
	if (!input_decode(&in, &g->listener, &sum, t))
		return false;
	check_name(format_suffix(&in), t);
	check_end(&in, &sum, t);
	*into = facts_of(&in, &sum);
	gate_sum(g, is_lossy(&in), into);
	into->problems = t->problems.items;
	into->problem_count = t->problems.count;
	return true;
}

bool probe_run(struct task *t, struct job_answer *answer)
{
	struct gate gate;

	gate_init(&gate, t);
	answer->has_media = probe(&gate, t, &answer->media);
	gate_free(&gate);
	return answer->has_media;
}
