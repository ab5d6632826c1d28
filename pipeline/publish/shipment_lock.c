#include "shipment_lock.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

#include "base/diag.h"
#include "base/strbuf.h"
#include "memo.h"

#define SURE_SECONDS  60
#define SOON_SECONDS  60   /* until a pulse that did not get through is tried again */
#define LONG_DEAD     1200 /* seconds without a sign of life after which a lock is left behind */
#define CLASH_SECONDS 2    /* longer than anybody needs between the last look and writing */

double shipment_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Not the time that counts as the present of the site: other computers hold theirs against it. */
static int64_t clock_seconds(void)
{
	return time(NULL);
}

bool shipment_is_ours(const struct shipment *s)
{
	const char *id = memo_id(s->memo);

	return s->has_touched && *id && strcmp(s->touched.id.text, id) == 0;
}

static bool is_long_dead(const struct shipment *s)
{
	return clock_seconds() - s->touched.time > LONG_DEAD;
}

bool shipment_may_begin(struct shipment *s)
{
	int64_t age = clock_seconds() - s->touched.time;

	if (!s->has_touched || shipment_is_ours(s) || s->options->break_lock || is_long_dead(s) ||
	    strcmp(s->touched.id.text, s->record.id.text) == 0)
		return true;
	const char *seen = age < 60 ? "within the last minute"
				    : arena_printf(s->arena, "%" PRId64 " minutes ago", age / 60);
	diag_report(s->diag, DIAG_PUBLISHING_NOW, s->target->at,
		    "'%s': another computer is publishing there, and was last at work %s; wait "
		    "until it has ended, or say --break-lock when you know that it was stopped",
		    s->target->name, seen);
	return false;
}

static bool is_anothers(struct shipment *s)
{
	diag_report(s->diag, DIAG_PUBLISHING_NOW, s->target->at,
		    "'%s': another computer began to publish there meanwhile; nothing more is done "
		    "here, "
		    "publish again when it has ended",
		    s->target->name);
	return false;
}

static const struct courier_patience *usual_patience(const struct shipment *s)
{
	return s->options->patience ? s->options->patience : &courier_usual_patience;
}

static enum outcome write_journal(struct shipment *s, struct courier *c, enum task task,
				  const char **why)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(SHIPMENT_NOTE_BYTES);

	s->touches.time = clock_seconds();
	touched_format(&s->touches, &text);
	const struct errand put = { .task = task,
				    .path = shipment_note_name(s, TOUCHED_NAME),
				    .bytes = text.data,
				    .len = text.len,
				    .replaces = task == TASK_PUT };
	enum outcome o = courier_ask(c, &put, NULL, why);
	/* Where what replaces a file waits for its name, others would read the old one until then.
	 */
	if (o == JOB_DONE && task == TASK_PUT && s->host.kind->settle &&
	    !s->host.kind->settle(&s->host, why))
		o = JOB_FAILED;
	if (o == JOB_DONE) {
		s->last_pulse = shipment_seconds();
		s->next_pulse = s->last_pulse + usual_patience(s)->pulse;
	}
	return o;
}

/* Whose journal stands there? DONE: ours; TAKEN: another's, or none; else it is not known. */
static enum outcome look(struct shipment *s, struct courier *c, const char **why)
{
	struct shipment_note note;
	struct touched_note there;
	struct arena arena = { 0 };
	enum outcome o = shipment_fetch(s, c, TOUCHED_NAME, &note, why);

	if (o == JOB_ABSENT ||
	    (o == JOB_DONE && (touched_parse(&there, note.text.data, note.text.len, &arena) ||
			       strcmp(there.id.text, s->id.text) != 0)))
		o = JOB_TAKEN;
	arena_free(&arena);
	strbuf_release(&note.text);
	return o;
}

static bool is_held(struct shipment *s)
{
	const char *why = NULL;
	enum outcome o = look(s, s->courier, &why);

	if (o == JOB_TAKEN)
		return is_anothers(s);
	return o == JOB_DONE || shipment_fail(s, TOUCHED_NAME, why);
}

/* A lock that we have just renewed nobody takes for one that was left behind. */
bool shipment_hold(struct shipment *s)
{
	return !s->locked || shipment_seconds() - s->last_pulse < SURE_SECONDS || is_held(s);
}

/* Is a note what it was when the plan was made? False after reporting that it cannot be known. */
static bool is_as_compared(struct shipment *s, const char *name, const char *before, bool *same)
{
	struct shipment_note note;
	const char *why = NULL;
	enum outcome o = shipment_fetch(s, s->courier, name, &note, &why);

	strbuf_release(&note.text);
	if (o != JOB_DONE && o != JOB_ABSENT)
		return shipment_fail(s, name, why);
	*same = strcmp(note.hash, before) == 0;
	return true;
}

bool shipment_is_as_planned(struct shipment *s)
{
	bool same = false;

	if (!is_as_compared(s, RECORD_NAME, s->record_hash, &same))
		return false;
	if (!same)
		diag_report(s->diag, DIAG_PUBLISHING_NOW, s->target->at,
			    "'%s': another computer has published there since this was planned; "
			    "publish again, which looks at what is there now",
			    s->target->name);
	return same;
}

/* An answer that was lost makes our own claim look like another's. */
static bool claim(struct shipment *s)
{
	const struct errand remove = { .task = TASK_REMOVE,
				       .path = shipment_note_name(s, TOUCHED_NAME) };
	const char *why = NULL;
	enum outcome o = write_journal(s, s->courier, TASK_CLAIM, &why);

	if (o != JOB_DONE && o != JOB_TAKEN)
		return shipment_fail(s, TOUCHED_NAME, why);
	if (o == JOB_TAKEN && !is_held(s))
		return false;
	if (shipment_is_as_planned(s))
		return true;
	courier_ask(s->courier, &remove, NULL, &why);
	return false;
}

/* The journal of a publication that did not end is replaced by one that has its files, too. */
static bool take_over(struct shipment *s)
{
	const bool contested = !shipment_is_ours(s) || is_long_dead(s);
	const char *why = NULL;
	bool same;

	if (!is_as_compared(s, TOUCHED_NAME, s->touched_hash, &same))
		return false;
	if (!same)
		return is_anothers(s);
	if (!shipment_is_as_planned(s))
		return false;
	if (write_journal(s, s->courier, TASK_PUT, &why) != JOB_DONE)
		return shipment_fail(s, TOUCHED_NAME, why);
	if (contested)
		nanosleep(&(struct timespec){ .tv_sec = CLASH_SECONDS }, NULL);
	return is_held(s);
}

bool shipment_lock(struct shipment *s)
{
	s->touches = reconcile_touches(&s->question, &s->done.plan, s->arena);
	s->touches.id = s->id;
	s->locked = s->has_touched ? take_over(s) : claim(s);
	return s->locked;
}

/* One that has no time for many tries: what is on its way waits meanwhile. */
static struct courier *open_pulse(struct shipment *s)
{
	s->pulse_patience = *usual_patience(s);
	s->pulse_patience.tries = 2;
	return courier_open(&s->host, &s->pulse_patience);
}

bool shipment_keep_alive(struct shipment *s)
{
	double now = shipment_seconds();
	const char *why = NULL;

	if (!s->locked || now < s->next_pulse)
		return true;
	s->next_pulse = now + SOON_SECONDS;
	if (!s->pulse)
		s->pulse = open_pulse(s);
	enum outcome o = look(s, s->pulse, &why);
	if (o == JOB_TAKEN)
		return is_anothers(s);
	if (o == JOB_DONE)
		o = write_journal(s, s->pulse, TASK_PUT, &why);
	return o == JOB_DONE || now - s->last_pulse < LONG_DEAD ||
	       shipment_fail(s, TOUCHED_NAME, why);
}
