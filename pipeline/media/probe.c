#include <math.h>

#include "condition.h"
#include "decode.h"
#include "format.h"
#include "input.h"
#include "own.h"
#include "task.h"
#include "truncation.h"

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
	};
}

bool probe_run(struct task *t, struct job_answer *answer)
{
	INPUT_SCOPED struct input in = { .fd = -1 };
	struct decoded sum;

	if (!input_open(&in, t->request->source, t))
		return false;
	if (!input_decode(&in, NULL, &sum, t))
		return false;
	condition_check(&in, &sum, t);
	answer->has_media = true;
	answer->media = facts_of(&in, &sum);
	answer->media.tags = own_tags(&in, t->arena);
	answer->media.chapters = own_chapters(&in, &answer->media.chapter_count, t->arena);
	answer->media.problems = t->problems.items;
	answer->media.problem_count = t->problems.count;
	return true;
}
