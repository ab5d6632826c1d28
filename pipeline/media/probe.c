#include "probe.h"

#include <math.h>

#include "condition.h"
#include "decode.h"
#include "format.h"
#include "gate.h"
#include "input.h"
#include "make.h"
#include "own.h"
#include "task.h"
#include "truncation.h"

static struct media_facts facts_of(const struct input *in, const struct decoded *sum,
				   struct task *t)
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
		.copies_as = in->has_cuts ? NULL : copy_suffix(in, t),
	};
}

static bool is_lossy(const struct input *in)
{
	const AVCodecDescriptor *d = avcodec_descriptor_get(in->audio->codecpar->codec_id);

	return d && d->props & AV_CODEC_PROP_LOSSY && !(d->props & AV_CODEC_PROP_LOSSLESS);
}

bool probe_recording(struct gate *g, struct task *t, struct media_facts *into)
{
	INPUT_SCOPED struct input in = { .fd = -1 };
	struct decoded sum;

	if (!input_open(&in, t->request->source, t))
		return false;
	if (!input_decode(&in, &g->listener, &sum, t))
		return false;
	condition_check(&in, &sum, t);
	*into = facts_of(&in, &sum, t);
	gate_sum(g, is_lossy(&in), into);
	into->tags = own_tags(&in, t->arena);
	into->chapters = own_chapters(&in, &into->chapter_count, t->arena);
	media_sort_problems(t->problems.items, t->problems.count);
	into->problems = t->problems.items;
	into->problem_count = t->problems.count;
	return true;
}

bool probe_run(struct task *t, struct job_answer *answer)
{
	struct gate gate;

	gate_init(&gate, t);
	answer->has_media = probe_recording(&gate, t, &answer->media);
	gate_free(&gate);
	return answer->has_media;
}
