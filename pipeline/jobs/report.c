#include <string.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/mem.h"
#include "work.h"

bool work_may_go_better(const struct media_problem *p)
{
	enum diag_id id = diag_find(p->id);

	return id != DIAG_COUNT && (diag_severity(id) == SEV_FATAL || id == DIAG_MEDIA_CRASH ||
				    id == DIAG_MEDIA_TIMEOUT);
}

/* A worker newer than this program may know problems that the catalogue does not. */
static enum diag_id problem_id(const struct media_problem *p)
{
	enum diag_id id = diag_find(p->id);

	return id == DIAG_COUNT ? DIAG_DAMAGED : id;
}

static bool is_fatal(const struct media_problem *p)
{
	return diag_severity(problem_id(p)) == SEV_FATAL;
}

/* Where it is, as it is put behind a file's name: " at 0:12", " from 1:02 to 1:30" or nothing. */
static const char *place_words(const struct media_problem *p, struct arena *a)
{
	if (p->at < 0)
		return "";
	const char *from = time_clock((int64_t)(p->at * 1000), a);
	const char *to = time_clock_end((int64_t)(p->until * 1000), a);
	if (p->until <= p->at || strcmp(from, to) == 0)
		return arena_printf(a, " at %s", from);
	return arena_printf(a, " from %s to %s", from, to);
}

static void report_problem(const struct job *job, const struct media_problem *p, struct arena *a,
			   struct diag *diag)
{
	diag_report(diag, problem_id(p), job->at, "'%s'%s: %s", job->shown, place_words(p, a),
		    p->text);
}

static bool is_damage(const struct media_problem *p)
{
	return diag_severity(problem_id(p)) >= SEV_ERROR;
}

/* Kinds of what is wrong, each once: "clipping, hum". */
static const char *kinds_of(const struct media_facts *f, size_t *count, struct arena *a)
{
	const char *list = "";

	*count = 0;
	for (size_t i = 0; i < f->problem_count; i++) {
		const char *kind = diag_slug(problem_id(&f->problems[i]));
		bool told = is_damage(&f->problems[i]);

		for (size_t k = 0; k < i && !told; k++)
			told = strcmp(f->problems[k].id, f->problems[i].id) == 0;
		if (!told)
			list = arena_printf(a, "%s%s%s", list, (*count)++ ? ", " : "", kind);
	}
	return list;
}

/* Nobody will mend what subscribers have: damage is told once each, and the rest in one line. */
static void report_as_it_was(const struct job *job, struct arena *a, struct diag *diag)
{
	const struct media_facts *f = &job->answer.media;
	size_t count;
	const char *kinds = kinds_of(f, &count, a);

	for (size_t i = 0; i < f->problem_count; i++) {
		if (is_damage(&f->problems[i]))
			diag_report(diag, DIAG_DAMAGED_BEFORE, job->at, "'%s'%s: %s", job->shown,
				    place_words(&f->problems[i], a), f->problems[i].text);
	}
	if (count)
		diag_report(diag, DIAG_AS_IT_WAS, job->at,
			    "'%s' stays as it was published; of a new recording this would be "
			    "told: %s",
			    job->shown, kinds);
}

static void report_answer(const struct job *job, struct arena *a, struct diag *diag)
{
	const struct job_answer *answer = &job->answer;

	if (!answer->ok && (!job->findings_kept || is_fatal(&answer->problem)))
		report_problem(job, &answer->problem, a, diag);
	if (job->findings_kept)
		return;
	if (job->is_out && answer->has_media && media_kept_suffix(&answer->media)) {
		report_as_it_was(job, a, diag);
		return;
	}
	for (size_t i = 0; i < answer->media.problem_count; i++)
		report_problem(job, &answer->media.problems[i], a, diag);
	for (size_t i = 0; i < answer->audio.problem_count; i++)
		report_problem(job, &answer->audio.problems[i], a, diag);
}

void work_report(const struct work *w, unsigned time_limit, struct arena *a, struct diag *diag)
{
	const struct job *job = w->job;

	switch (w->state) {
	case WORK_DONE:
		report_answer(job, a, diag);
		break;
	case WORK_CRASHED:
		diag_report(
			diag, DIAG_MEDIA_CRASH, job->at,
			"'%s' could not be read: the program that reads recordings %s; export the "
			"file again and replace it",
			job->shown, w->text);
		break;
	case WORK_OVERRAN:
		diag_report(diag, DIAG_MEDIA_TIMEOUT, job->at,
			    "'%s' could not be read: nothing came of it for %u seconds; export the "
			    "file "
			    "again and replace it",
			    job->shown, time_limit);
		break;
	case WORK_CHANGED:
		diag_report(
			diag, DIAG_SOURCE_CHANGED, job->at,
			"'%s' changed while it was being read; wait until it is complete, then run "
			"blether again",
			job->shown);
		break;
	case WORK_OPEN:
	case WORK_REFUSED:
		break;
	}
}
