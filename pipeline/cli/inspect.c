#include "inspect.h"

#include "base/mem.h"
#include "media.h"
#include "model/mastering.h"

static const char *const verdict_names[] = {
	[VERDICT_GOOD] = "good",
	[VERDICT_USABLE] = "usable",
	[VERDICT_UNUSABLE] = "unusable",
	[VERDICT_UNREAD] = "unread",
};

static struct finding finding_of(const struct media_problem *p)
{
	enum diag_id id = diag_find(p->id);

	/* A worker newer than this program may know problems that the catalogue does not. */
	if (id == DIAG_COUNT)
		id = DIAG_DAMAGED;
	return (struct finding){
		.level = diag_severity(id),
		.severity = severity_name(diag_severity(id)),
		.slug = diag_slug(id),
		.text = p->text,
		.seconds = p->at,
		.until = p->until,
		.advice = diag_advice(id),
	};
}

static void add_findings(const struct media_file *f, struct inspected *into, struct arena *a)
{
	size_t count = f->facts.problem_count;

	into->findings = arena_array(a, count + 1, sizeof(*into->findings));
	for (size_t i = 0; i < count; i++)
		into->findings[into->finding_count++] = finding_of(&f->facts.problems[i]);
	if (f->problem.id)
		into->findings[into->finding_count++] = finding_of(&f->problem);
}

static enum verdict judge(const struct inspected *f, bool ok)
{
	enum severity worst = SEV_NOTE;

	for (size_t i = 0; i < f->finding_count; i++) {
		if (f->findings[i].level > worst)
			worst = f->findings[i].level;
	}
	if (worst == SEV_FATAL || (!ok && !f->finding_count))
		return VERDICT_UNREAD;
	if (worst == SEV_ERROR || !ok)
		return VERDICT_UNUSABLE;
	return worst == SEV_WARNING ? VERDICT_USABLE : VERDICT_GOOD;
}

static const struct levelling *level(const struct media_facts *m, struct arena *a)
{
	static const struct mastering usual = {
		.loudness = LOUDNESS_STEREO,
		.loudness_mono = LOUDNESS_MONO,
		.peak = LOUDNESS_PEAK,
		.tolerance = LOUDNESS_TOLERANCE,
	};

	if (!(m->loudness.integrated > LEVEL_NONE))
		return NULL;
	struct levelling *lv = arena_new(a, struct levelling);
	*lv = mastering_levelling(m, &usual);
	return lv;
}

static struct inspected inspect(const struct media_file *f, struct arena *a)
{
	struct inspected in = {
		.path = f->path,
		.bytes = f->bytes,
		.sha256 = f->sha256,
		.recording = f->ok && !f->is_picture ? &f->facts : NULL,
		.picture = f->ok && f->is_picture ? &f->picture : NULL,
	};

	add_findings(f, &in, a);
	if (in.recording)
		in.levelling = level(in.recording, a);
	in.verdict = judge(&in, f->ok);
	in.verdict_name = verdict_names[in.verdict];
	return in;
}

struct inspection inspect_judge(const struct media_file *files, size_t count, struct arena *a,
				const struct diag *diag)
{
	struct inspection in = {
		.files = arena_array(a, count, sizeof(*in.files)),
		.count = count,
		.diag = diag,
	};

	for (size_t i = 0; i < count; i++)
		in.files[i] = inspect(&files[i], a);
	return in;
}

size_t inspection_count(const struct inspection *in, enum verdict verdict)
{
	size_t n = 0;

	for (size_t i = 0; i < in->count; i++)
		n += in->files[i].verdict == verdict;
	return n;
}
