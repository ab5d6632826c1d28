#include "shipment.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "base/text.h"
#include "grace.h"
#include "memo.h"
#include "shipment_check.h"

#define NOTE_BYTES    ((size_t)256 << 20)
#define PULSE_SECONDS 300
#define SURE_SECONDS  60
#define LONG_DEAD     1200 /* seconds without a sign of life after which a lock is left behind */

static double seconds_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What befell one of blether's own notes befell the publication: nobody knows their names. */
static bool fail(struct shipment *s, const char *path, const char *why)
{
	if (path && text_starts(path, ".blether-"))
		path = NULL;
	diag_report(s->diag, DIAG_CANNOT_PUBLISH, s->target->at, "'%s': %s%s%s", s->target->name,
		    path ? path : "", path ? ": " : "", why ? why : "the host does not do it");
	return false;
}

/* A name of blether's own at the target. */
static const char *note_name(const struct shipment *s, const char *name)
{
	const char *ending = s->host.traits.note_ending;

	return ending ? arena_printf(s->arena, "%s%s", name, ending) : name;
}

static const char *local_path(const struct shipment *s, const char *name)
{
	return path_join(s->dir, name, s->arena);
}

/* --- opening ------------------------------------------------------------------------ */

static const struct courier_patience *patience_of(const struct shipment *s)
{
	return s->options->patience ? s->options->patience : &courier_usual_patience;
}

/* Where listeners find what this target takes. */
static const char *address_of(const struct target *t, const struct publication_options *o)
{
	return o->audio_address && strcmp(t->takes, "audio") == 0 ? o->audio_address : o->address;
}

bool shipment_open(struct shipment *s, const struct publication_options *o,
		   const struct publication_target *t, struct arena *a, struct diag *diag)
{
	const char *notes = path_join(o->cache, "publish", a);

	*s = (struct shipment){ .target = t->target, .options = o, .arena = a, .diag = diag };
	s->dir = path_join(notes, t->target->name, a);
	s->host = (struct host){ .target = t->target,
				 .secret = t->secret,
				 .dir = o->dir,
				 .address = address_of(t->target, o),
				 .site = o->address,
				 .title = o->title,
				 .licence = o->licence,
				 .want = &s->whole,
				 .notes = s->dir,
				 .self = o->self,
				 .arena = a };
	s->memo = memo_open(local_path(s, "memo"), diag);
	s->host.memo = s->memo;
	if (!s->memo || !host_open(&s->host, diag))
		return false;
	s->courier = courier_open(&s->host, patience_of(s));
	return true;
}

void shipment_close(struct shipment *s)
{
	if (s->courier)
		courier_close(s->courier);
	if (s->pulse)
		courier_close(s->pulse);
	host_close(&s->host);
	memo_close(s->memo);
	*s = (struct shipment){ 0 };
}

/* --- what is there ------------------------------------------------------------------- */

/* A note of blether's at the target: true when it was read or is not there (*text NULL). */
static bool fetch_note(struct shipment *s, const char *name, char **text, size_t *len)
{
	struct strbuf body = STRBUF_INIT(NOTE_BYTES);
	const struct errand get = { .task = TASK_GET, .path = note_name(s, name) };
	const char *why = NULL;
	enum outcome o = courier_ask(s->courier, &get, &body, &why);

	*text = o == JOB_DONE ? arena_strndup(s->arena, body.data, body.len) : NULL;
	*len = body.len;
	strbuf_release(&body);
	return o == JOB_DONE || o == JOB_ABSENT || fail(s, name, why);
}

static bool damaged(struct shipment *s, const char *name, const char *fault)
{
	diag_report(
		s->diag, DIAG_BAD_RECORD, s->target->at,
		"'%s': blether's own note '%s' there is damaged: %s; look at what is there, delete "
		"the note, and publish with --take-over",
		s->target->name, name, fault);
	return false;
}

static bool fetch_record(struct shipment *s)
{
	const char *fault = NULL;
	char *text;
	size_t len;

	if (!fetch_note(s, RECORD_NAME, &text, &len))
		return false;
	s->has_record = text;
	if (text)
		fault = record_parse(&s->record, text, len, s->arena);
	return !fault || damaged(s, RECORD_NAME, fault);
}

/* A publication that has written its record has ended, whether its journal is still there or not.
 */
static bool fetch_touched(struct shipment *s)
{
	const char *fault = NULL;
	char *text = NULL;
	size_t len;

	if (s->host.traits.no_lock || s->host.traits.at_once)
		return true;
	if (!fetch_note(s, TOUCHED_NAME, &text, &len))
		return false;
	s->has_touched = text;
	if (text)
		fault = touched_parse(&s->touched, text, len, s->arena);
	if (fault && !s->options->break_lock)
		return damaged(s, TOUCHED_NAME, fault);
	if (fault || strcmp(s->touched.id.text, s->record.id.text) == 0)
		s->touched.count = 0;
	return true;
}

static bool is_ours(const struct shipment *s)
{
	return s->has_touched && strcmp(s->touched.id.text, memo_id(s->memo)) == 0;
}

/* Is somebody else publishing there at this moment? */
static bool may_go_on(struct shipment *s)
{
	int64_t age = s->options->now.utc - s->touched.time;

	if (!s->has_touched || is_ours(s) || s->options->break_lock || age > LONG_DEAD ||
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

/* --- the plan ------------------------------------------------------------------------- */

static void choose_wanted(struct shipment *s, const struct output_tree *all)
{
	s->want = (struct output_tree){ .files = arena_array(s->arena, all->count + 1,
							     sizeof(*s->want.files)) };
	for (size_t i = 0; i < all->count; i++) {
		if (target_takes(s->target, &all->files[i]))
			s->want.files[s->want.count++] = all->files[i];
	}
}

/* Bytes a second of the last time; 0: not known. */
static double last_speed(const struct shipment *s)
{
	char *text;
	size_t len;

	return file_read(local_path(s, "speed"), 64, &text, &len, s->arena) ? strtod(text, NULL)
									    : 0;
}

static void summarize(struct shipment *s)
{
	const struct plan *p = &s->done.plan;
	struct publication_step *steps = arena_array(s->arena, p->count + 1, sizeof(*steps));
	double speed = last_speed(s);

	for (size_t i = 0; i < p->count; i++)
		steps[i] = (struct publication_step){ (enum publication_act)p->steps[i].act,
						      p->steps[i].file };
	s->summary = (struct shipment_plan){ .target = s->target,
					     .created = p->of[PLAN_CREATE],
					     .changed = p->of[PLAN_REPLACE],
					     .deleted = p->of[PLAN_DELETE],
					     .unchanged = p->unchanged,
					     .kept = s->done.kept_count,
					     .bytes = p->bytes,
					     .seconds = speed > 0 ? (double)p->bytes / speed : 0,
					     .release = s->has_record ? s->record.release : 0,
					     .first = !s->has_record && !s->has_touched,
					     .resumes = s->has_touched && s->touched.count,
					     .hastens = s->hastens,
					     .forever = s->host.traits.forever,
					     .gap = s->host.traits.gap && p->of[PLAN_REPLACE],
					     .steps = steps,
					     .count = p->count };
}

bool shipment_compare(struct shipment *s, const struct output_tree *want)
{
	const struct publication_options *o = s->options;

	choose_wanted(s, want);
	if (!fetch_record(s) || !fetch_touched(s) || !may_go_on(s))
		return false;
	s->question = (struct reconcile){ .record = &s->record,
					  .touched = s->has_touched ? &s->touched : NULL,
					  .memo = is_ours(s) ? s->memo : NULL,
					  .want = &s->want,
					  .now = o->now.utc,
					  .grace = shipment_grace(s),
					  .again = o->again };
	s->done = reconcile(&s->question, s->arena);
	summarize(s);
	return shipment_check(s);
}

/* Kept files whose time began now are news for the record as well. */
static bool keeps_more(const struct shipment *s)
{
	size_t leaving = 0;

	for (size_t i = 0; i < s->record.count; i++)
		leaving += s->record.files[i].leaving != 0;
	return leaving != s->done.kept_count;
}

bool shipment_is_empty(const struct shipment *s)
{
	return !s->done.plan.count && !s->has_touched && (s->has_record || !s->want.count) &&
	       !keeps_more(s);
}

/* --- the lock, which is the journal ------------------------------------------------------ */

static enum outcome write_journal(struct shipment *s, struct courier *c, enum task task,
				  const char **why)
{
	struct strbuf text = STRBUF_INIT(NOTE_BYTES);
	int64_t age = (int64_t)(seconds_now() - s->last_pulse);

	s->touches.time = (s->touches.time ? s->touches.time + age : s->options->now.utc);
	s->last_pulse = seconds_now();
	touched_format(&s->touches, &text);
	const struct errand put = { .task = task,
				    .path = note_name(s, TOUCHED_NAME),
				    .bytes = text.data,
				    .len = text.len,
				    .replaces = task == TASK_PUT };
	enum outcome o = courier_ask(c, &put, NULL, why);
	strbuf_release(&text);
	/* What replaces a note may wait for its name, as files do. */
	if (o == JOB_DONE && put.replaces && s->host.kind->settle &&
	    !s->host.kind->settle(&s->host, why))
		return JOB_FAILED;
	return o;
}

/* Whose journal stands there now? False after reporting that it is another's. */
static bool is_locked_by_us(struct shipment *s)
{
	struct touched_note there;
	char *text;
	size_t len;

	if (!fetch_note(s, TOUCHED_NAME, &text, &len))
		return false;
	if (text && !touched_parse(&there, text, len, s->arena) &&
	    strcmp(there.id.text, s->id.text) == 0)
		return true;
	diag_report(s->diag, DIAG_PUBLISHING_NOW, s->target->at,
		    "'%s': another computer began to publish there meanwhile; nothing more is done "
		    "here, "
		    "publish again when it has ended",
		    s->target->name);
	return false;
}

/* A lock that we have just renewed nobody takes for one that was left behind. */
bool shipment_hold(struct shipment *s)
{
	return s->host.traits.no_lock || s->host.traits.at_once ||
	       seconds_now() - s->last_pulse < SURE_SECONDS || is_locked_by_us(s);
}

/* An answer that was lost makes our own claim look like another's: is_locked_by_us() tells. */
static bool claim(struct shipment *s)
{
	const char *why = NULL;
	enum outcome o = write_journal(s, s->courier, TASK_CLAIM, &why);

	if (o == JOB_DONE)
		return true;
	return o == JOB_TAKEN ? is_locked_by_us(s) : fail(s, TOUCHED_NAME, why);
}

/* The journal of a publication that did not end is replaced by one that has its files, too. */
static bool take_over(struct shipment *s)
{
	const char *why = NULL;

	if (write_journal(s, s->courier, TASK_PUT, &why) != JOB_DONE)
		return fail(s, TOUCHED_NAME, why);
	return is_ours(s) || is_locked_by_us(s);
}

static bool lock(struct shipment *s)
{
	s->touches = reconcile_touches(&s->question, &s->done.plan, s->arena);
	if (is_ours(s))
		s->id = s->touched.id;
	else if (!uuid_v4(s->id.text))
		return fail(s, NULL, "the computer gives no random numbers");
	s->touches.id = s->id;
	/* Known before anything is there: a kill in between leaves a lock that is ours. */
	if (!is_ours(s) && !memo_begin(s->memo, s->id.text))
		return fail(s, local_path(s, "memo"), strerror(errno));
	return s->has_touched ? take_over(s) : claim(s);
}

static void keep_alive(struct shipment *s)
{
	const char *why;

	if (s->host.traits.no_lock || s->host.traits.at_once ||
	    seconds_now() - s->last_pulse < PULSE_SECONDS)
		return;
	if (!s->pulse)
		s->pulse = courier_open(&s->host, patience_of(s));
	write_journal(s, s->pulse, TASK_PUT, &why);
}

/* --- the record ---------------------------------------------------------------------------- */

static void write_record(struct shipment *s, struct strbuf *out)
{
	struct record_note n = reconcile_record(&s->question, &s->done, s->arena);

	n.release = s->release;
	n.time = s->options->now.utc;
	n.id = s->id;
	record_format(&n, out);
}

/* The record as a file of the site. */
static bool make_record_file(struct shipment *s, struct output_file *f)
{
	struct strbuf text = STRBUF_INIT(NOTE_BYTES);
	const char *disk = local_path(s, "manifest.next");

	write_record(s, &text);
	bool ok = file_write(disk, text.data, text.len);
	const struct hash h = hash_bytes(text.data, text.len);

	*f = (struct output_file){ .path = note_name(s, RECORD_NAME),
				   .type = "text/plain",
				   .disk = disk,
				   .size = (int64_t)text.len,
				   .group = OUTPUT_FEED };
	hash_hex(&h, f->sha256);
	strbuf_release(&text);
	return ok || fail(s, disk, strerror(errno));
}

static int compare_files(const void *a, const void *b)
{
	return strcmp(((const struct output_file *)a)->path, ((const struct output_file *)b)->path);
}

/* What leaves can be sent only where its bytes are still known; the rest goes at once. */
static void keep_known(struct shipment *s)
{
	const struct publication_options *o = s->options;
	size_t n = 0;

	for (size_t i = 0; i < s->done.kept_count; i++) {
		struct shipped *k = &s->done.kept[i];

		k->file.disk = o->find_stored ? o->find_stored(o->store, k->file.sha256) : NULL;
		if (k->file.disk)
			s->done.kept[n++] = *k;
	}
	s->done.kept_count = n;
}

static bool make_whole(struct shipment *s)
{
	struct output_tree *t = &s->whole;
	struct output_file record;

	keep_known(s);
	t->count = 0;
	t->files = arena_array(s->arena, s->want.count + s->done.kept_count + 1, sizeof(*t->files));
	if (!make_record_file(s, &record))
		return false;
	memcpy(t->files, s->want.files, s->want.count * sizeof(*t->files));
	t->count = s->want.count;
	for (size_t i = 0; i < s->done.kept_count; i++)
		t->files[t->count++] = s->done.kept[i].file;
	t->files[t->count++] = record;
	qsort(t->files, t->count, sizeof(*t->files), compare_files);
	s->record_file = output_find(t, record.path);
	return true;
}

/* --- steps --------------------------------------------------------------------------------- */

static bool ask(struct shipment *s, const struct errand *e)
{
	const char *why = NULL;
	enum outcome o = courier_ask(s->courier, e, NULL, &why);

	return o == JOB_DONE || (o == JOB_ABSENT && e->task == TASK_REMOVE) ||
	       fail(s, *e->path ? e->path : NULL, why);
}

/*
 * The plan is of a record that was read before anybody was asked. Who published there since, and
 * has ended, may have taken away what the plan takes for standing.
 */
static bool is_unchanged(struct shipment *s)
{
	const struct errand unlock = { .task = TASK_REMOVE, .path = note_name(s, TOUCHED_NAME) };
	struct record_note now = { 0 };
	char *text;
	size_t len;

	if (!fetch_note(s, RECORD_NAME, &text, &len))
		return false;
	if (text ? !record_parse(&now, text, len, s->arena) &&
			    strcmp(now.id.text, s->record.id.text) == 0
		 : !s->has_record)
		return true;
	diag_report(s->diag, DIAG_PUBLISHING_NOW, s->target->at,
		    "'%s': another computer has published there since this was planned; publish "
		    "again, which looks at what is there now",
		    s->target->name);
	if (!s->host.traits.at_once && !s->host.traits.no_lock && !s->has_touched)
		ask(s, &unlock);
	return false;
}

bool shipment_begin(struct shipment *s)
{
	if (!s->host.traits.at_once)
		return true;
		return (s->host.traits.no_lock || lock(s)) && is_unchanged(s);
	if (!is_unchanged(s))
		return false;
	snprintf(s->id.text, sizeof(s->id.text), "%s", memo_id(s->memo));
	if (!*s->id.text && (!uuid_v4(s->id.text) || !memo_begin(s->memo, s->id.text)))
		return fail(s, local_path(s, "memo"), strerror(errno));
	return make_whole(s) && ask(s, &(struct errand){ .task = TASK_BEGIN, .path = "" });
}

/* What runs while errands of one rank are under way. */
struct rank_run {
	struct shipment *s;
	const struct errand *errands;
	bool waits;         /* what was put has its name only when the rank is settled */
	const char *failed; /* path of the first that was not done */
};

static void note_done(const struct rank_run *run, size_t i)
{
	const struct errand *e = &run->errands[i];

	memo_done(run->s->memo, e->path, e->task == TASK_PUT ? e->file->sha256 : "");
}

static void on_ended(void *arg, size_t i, enum outcome outcome)
{
	struct rank_run *run = arg;

	run->s->steps_done++;
	if (outcome != JOB_DONE && outcome != JOB_ABSENT)
		run->failed = run->failed ? run->failed : run->errands[i].path;
	else if (!run->waits)
		note_done(run, i);
}

static void on_tick(void *arg, int64_t sent, const char *path, const char *waiting)
{
	struct shipment *s = ((struct rank_run *)arg)->s;
	const struct publication_progress *p = &s->options->progress;
	const struct publication_state state = { .target = s->target->name,
						 .path = path,
						 .sent = s->before + s->sent + sent,
						 .bytes = s->all_bytes,
						 .done = s->steps_done,
						 .files = s->done.plan.count,
						 .waiting = waiting };

	if (p->show)
		p->show(p->arg, &state);
	keep_alive(s);
}

static size_t errands_of(const struct shipment *s, enum plan_act act, enum output_group group,
			 struct errand *errands)
{
	const struct plan *p = &s->done.plan;
	size_t n = 0;

	for (size_t i = 0; i < p->count; i++) {
		const struct plan_step *step = &p->steps[i];

		if (step->act != act || step->file->group != group)
			continue;
		errands[n++] = (struct errand){ .task = act == PLAN_DELETE ? TASK_REMOVE : TASK_PUT,
						.path = step->file->path,
						.file = step->file,
						.replaces = act == PLAN_REPLACE,
						.unsure = s->done.unsure[i] };
	}
	return n;
}

static bool settle(struct rank_run *run, size_t count, enum plan_act act)
{
	struct shipment *s = run->s;
	const char *why = NULL;

	if (act != PLAN_DELETE && s->host.kind->settle && !s->host.kind->settle(&s->host, &why))
		return fail(s, NULL, why);
	for (size_t i = 0; run->waits && i < count; i++)
		note_done(run, i);
	return memo_sync(s->memo) || fail(s, local_path(s, "memo"), strerror(errno));
}

bool shipment_send(struct shipment *s, enum plan_act act, enum output_group group)
{
	struct errand *errands = arena_array(s->arena, s->done.plan.count + 1, sizeof(*errands));
	size_t count = errands_of(s, act, group, errands);
	struct rank_run run = { s, errands, s->host.kind->settle && act == PLAN_REPLACE, NULL };
	const struct courier_watch watch = { on_tick, on_ended, &run };
	const char *why = NULL;
	double begun = seconds_now();

	if (!count || (s->host.traits.at_once && act == PLAN_DELETE))
		return true;
	bool ok = courier_run(s->courier, errands, count, &watch, &why);
	for (size_t i = 0; ok && act != PLAN_DELETE && i < count; i++)
		s->sent += errands[i].file->size;
	s->sending += seconds_now() - begun;
	if (!ok)
		memo_sync(s->memo);
	return ok ? settle(&run, count, act) : fail(s, run.failed, why);
}

/* What a deploy leaves out is gone in most places; a kind that must be told is told before its end.
 */
static bool leave_out(struct shipment *s)
{
	struct errand *errands = arena_array(s->arena, s->done.plan.count + 1, sizeof(*errands));
	struct rank_run run = { s, errands, true, NULL };
	const struct courier_watch watch = { on_tick, on_ended, &run };
	const char *why = NULL;
	size_t count = 0;

	for (int g = 0; g < OUTPUT_GROUPS; g++)
		count += errands_of(s, PLAN_DELETE, (enum output_group)g, errands + count);
	return !count || courier_run(s->courier, errands, count, &watch, &why) ||
	       fail(s, run.failed, why);
}

bool shipment_show(struct shipment *s)
{
	if (!s->host.traits.at_once || s->shown)
		return true;
	const struct errand put = { .task = TASK_PUT,
				    .path = s->record_file->path,
				    .file = s->record_file,
				    .replaces = s->has_record };

	s->shown = ask(s, &put) && leave_out(s) &&
		   ask(s, &(struct errand){ .task = TASK_FINISH, .path = "" });
	return s->shown;
}

/* What this computer keeps: what was published, and how fast. Losing it loses nothing else. */
static void keep_notes(struct shipment *s, const struct strbuf *record)
{
	file_write(local_path(s, "manifest"), record->data, record->len);
	if (s->sending > 1 && s->sent > 0) {
		const char *speed = arena_printf(s->arena, "%.0f\n", (double)s->sent / s->sending);

		file_write(local_path(s, "speed"), speed, strlen(speed));
	}
	shipment_note_withdrawn(s);
	memo_end(s->memo);
}

bool shipment_end(struct shipment *s)
{
	struct strbuf text = STRBUF_INIT(NOTE_BYTES);
	bool ok = true;

	write_record(s, &text);
	if (!s->host.traits.at_once) {
		const struct errand put = { .task = TASK_PUT,
					    .path = note_name(s, RECORD_NAME),
					    .bytes = text.data,
					    .len = text.len,
					    .replaces = true };
		const struct errand remove = { .task = TASK_REMOVE,
					       .path = note_name(s, TOUCHED_NAME) };

		ok = ask(s, &put) &&
		     (!s->host.kind->settle ||
		      settle(&(struct rank_run){ .s = s }, 0, PLAN_REPLACE)) &&
		     (s->host.traits.no_lock || ask(s, &remove));
	}
	if (ok)
		keep_notes(s, &text);
	strbuf_release(&text);
	return ok;
}
