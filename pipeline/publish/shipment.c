#include "shipment.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "base/text.h"
#include "grace.h"
#include "memo.h"
#include "shipment_check.h"
#include "shipment_lock.h"

#define PLACE "place" /* of the memo */

/* What befell one of blether's own notes befell the publication: nobody knows their names. */
bool shipment_fail(struct shipment *s, const char *path, const char *why)
{
	if (path && text_starts(path, ".blether-"))
		path = NULL;
	diag_report(s->diag, DIAG_CANNOT_PUBLISH, s->target->at, "'%s': %s%s%s", s->target->name,
		    path ? path : "", path ? ": " : "", why ? why : "the host does not do it");
	return false;
}

const char *shipment_note_name(const struct shipment *s, const char *name)
{
	const char *ending = s->host.traits.note_ending;

	return ending ? arena_printf(s->arena, "%s%s", name, ending) : name;
}

static const char *local_path(const struct shipment *s, const char *name)
{
	return path_join(s->dir, name, s->arena);
}

/* --- opening ------------------------------------------------------------------------ */

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
	s->courier = courier_open(&s->host, o->patience ? o->patience : &courier_usual_patience);
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

enum outcome shipment_fetch(struct shipment *s, struct courier *c, const char *name,
			    struct shipment_note *into, const char **why)
{
	const struct errand get = { .task = TASK_GET, .path = shipment_note_name(s, name) };

	*into = (struct shipment_note){ .text = STRBUF_INIT(SHIPMENT_NOTE_BYTES) };
	enum outcome o = courier_ask(c, &get, &into->text, why);
	if (o == JOB_DONE) {
		const struct hash h = hash_bytes(into->text.data, into->text.len);

		hash_hex(&h, into->hash);
	}
	return o;
}

/* True when the note was read, into the arena, or is not there: *text NULL. */
static bool fetch_note(struct shipment *s, const char *name, char hash[static HASH_HEX],
		       char **text, size_t *len)
{
	struct shipment_note note;
	const char *why = NULL;
	enum outcome o = shipment_fetch(s, s->courier, name, &note, &why);

	*text = o == JOB_DONE ? arena_strndup(s->arena, note.text.data, note.text.len) : NULL;
	*len = note.text.len;
	memcpy(hash, note.hash, HASH_HEX);
	strbuf_release(&note.text);
	return o == JOB_DONE || o == JOB_ABSENT || shipment_fail(s, name, why);
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

	if (!fetch_note(s, RECORD_NAME, s->record_hash, &text, &len))
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
	if (!fetch_note(s, TOUCHED_NAME, s->touched_hash, &text, &len))
		return false;
	s->has_touched = text;
	if (text)
		fault = touched_parse(&s->touched, text, len, s->arena);
	if (fault && !s->options->break_lock)
		return damaged(s, TOUCHED_NAME, fault);
	if (fault)
		s->touched = (struct touched_note){ 0 };
	if (strcmp(s->touched.id.text, s->record.id.text) == 0)
		s->touched.count = 0;
	return true;
}

/* Which place it is, without saying so: an address may have a password in it. */
static const char *place_of(const struct shipment *s)
{
	const struct target *t = s->target;
	const char *place =
		arena_printf(s->arena, "%s %s %s", t->kind, t->endpoint ? t->endpoint : "", t->to);
	const struct hash h = hash_bytes(place, strlen(place));
	char *hex = arena_alloc(s->arena, HASH_HEX);

	hash_hex(&h, hex);
	return hex;
}

/*
 * Is this the publication that this computer remembers? Where no journal tells, it is, unless the
 * target leads elsewhere now.
 */
static bool goes_on(const struct shipment *s)
{
	if (!s->host.traits.no_lock && !s->host.traits.at_once)
		return shipment_is_ours(s);
	const char *place = memo_recall(s->memo, PLACE, s->arena);

	return place && strcmp(place, place_of(s)) == 0;
}

static bool remember(struct shipment *s)
{
	char id[UUID_LEN + 1];

	if (!uuid_v4(id) || !memo_begin(s->memo, id))
		return false;
	memo_note(s->memo, PLACE, place_of(s));
	return memo_sync(s->memo);
}

/* Has blether put nothing there yet? A host without a lock has no note of a run that was stopped.
 */
static bool is_first(const struct shipment *s)
{
	const struct host_traits *t = &s->host.traits;

	return !s->has_record && !s->has_touched && !(t->no_lock && !t->at_once && goes_on(s));
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
					     .first = is_first(s),
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
	if (!fetch_record(s) || !fetch_touched(s) || !shipment_may_begin(s))
		return false;
	s->question = (struct reconcile){ .record = &s->record,
					  .touched = s->has_touched ? &s->touched : NULL,
					  .memo = shipment_is_ours(s) ? s->memo : NULL,
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
	struct strbuf text = STRBUF_INIT(SHIPMENT_NOTE_BYTES);
	const char *disk = local_path(s, "manifest.next");

	write_record(s, &text);
	bool ok = file_write(disk, text.data, text.len);
	const struct hash h = hash_bytes(text.data, text.len);

	*f = (struct output_file){ .path = shipment_note_name(s, RECORD_NAME),
				   .type = "text/plain",
				   .disk = disk,
				   .size = (int64_t)text.len,
				   .group = OUTPUT_FEED };
	hash_hex(&h, f->sha256);
	strbuf_release(&text);
	return ok || shipment_fail(s, disk, strerror(errno));
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

/* What runs while errands of one rank are under way. */
struct rank_run {
	struct shipment *s;
	const struct errand *errands;
	bool waits;         /* what was put has its name only when the rank is settled */
	bool is_extra;      /* no step of the plan */
	bool lost;          /* a lock, which was reported */
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

	run->s->steps_done += !run->is_extra;
	if (outcome != JOB_DONE && outcome != JOB_ABSENT)
		run->failed = run->failed ? run->failed : run->errands[i].path;
	else if (!run->waits)
		note_done(run, i);
}

static void on_tick(void *arg, int64_t sent, const char *path, const char *waiting)
{
	struct rank_run *run = arg;
	struct shipment *s = run->s;
	const struct publication_progress *p = &s->options->progress;
	const struct publication_state state = { .target = s->target->name,
						 .path = path && *path ? path : NULL,
						 .sent = s->before + s->sent + sent,
						 .bytes = s->all_bytes,
						 .done = s->steps_done,
						 .files = s->done.plan.count,
						 .waiting = waiting };

	if (p->show)
		p->show(p->arg, &state);
	for (size_t i = 0; i < s->options->count && !run->lost; i++)
		run->lost = !shipment_keep_alive(&s->fleet[i]);
	if (run->lost)
		courier_stop(s->courier);
}

static bool run(struct rank_run *r, const struct errand *errands, size_t count)
{
	struct shipment *s = r->s;
	const struct courier_watch watch = { on_tick, on_ended, r };
	const char *why = NULL;

	r->errands = errands;
	if (!count || courier_run(s->courier, errands, count, &watch, &why))
		return true;
	return !r->lost && shipment_fail(s, r->failed && *r->failed ? r->failed : NULL, why);
}

/* One thing that is no step of the plan. */
static bool ask(struct shipment *s, const struct errand *e)
{
	return run(&(struct rank_run){ .s = s, .waits = true, .is_extra = true }, e, 1);
}

bool shipment_begin(struct shipment *s)
{
	const struct host_traits *t = &s->host.traits;

	/* Known before anything is there: a kill in between leaves a lock that is ours. */
	if (!goes_on(s) && !remember(s))
		return shipment_fail(s, local_path(s, "memo"), strerror(errno));
	snprintf(s->id.text, sizeof(s->id.text), "%s", memo_id(s->memo));
	if (!t->at_once && !t->no_lock)
		return shipment_lock(s);
	if (!shipment_is_as_planned(s))
		return false;
	return !t->at_once ||
	       (make_whole(s) && ask(s, &(struct errand){ .task = TASK_BEGIN, .path = "" }));
}

/* Something that blether did not put there may have readers, too. */
static bool replaces(const struct shipment *s, enum plan_act act)
{
	return act == PLAN_REPLACE || (act == PLAN_CREATE && s->options->take_over);
}

static bool is_of(const struct plan_step *step, enum plan_act act, enum output_group group)
{
	return step->act == act && step->file->group == group;
}

/* The steps of a rank stand one behind the other. */
static struct errand *errands_of(const struct shipment *s, enum plan_act act,
				 enum output_group group, size_t *count)
{
	const struct plan *p = &s->done.plan;
	size_t from = 0, n = 0;

	while (from < p->count && !is_of(&p->steps[from], act, group))
		from++;
	while (from + n < p->count && is_of(&p->steps[from + n], act, group))
		n++;
	struct errand *errands = arena_array(s->arena, n + 1, sizeof(*errands));
	for (size_t i = 0; i < n; i++)
		errands[i] = (struct errand){ .task = act == PLAN_DELETE ? TASK_REMOVE : TASK_PUT,
					      .path = p->steps[from + i].file->path,
					      .file = p->steps[from + i].file,
					      .replaces = replaces(s, act),
					      .unsure = s->done.unsure[from + i] };
	*count = n;
	return errands;
}

static bool settle(struct rank_run *run, size_t count, enum plan_act act)
{
	struct shipment *s = run->s;
	const char *why = NULL;

	if (act != PLAN_DELETE && s->host.kind->settle && !s->host.kind->settle(&s->host, &why))
		return shipment_fail(s, NULL, why);
	for (size_t i = 0; run->waits && i < count; i++)
		note_done(run, i);
	return memo_sync(s->memo) || shipment_fail(s, local_path(s, "memo"), strerror(errno));
}

bool shipment_send(struct shipment *s, enum plan_act act, enum output_group group)
{
	size_t count;
	const struct errand *errands = errands_of(s, act, group, &count);
	struct rank_run r = { .s = s, .waits = s->host.kind->settle && replaces(s, act) };
	double begun = shipment_seconds();

	if (!count || (s->host.traits.at_once && act == PLAN_DELETE))
		return true;
	bool ok = run(&r, errands, count);
	for (size_t i = 0; ok && act != PLAN_DELETE && i < count; i++)
		s->sent += errands[i].file->size;
	s->sending += shipment_seconds() - begun;
	if (!ok)
		memo_sync(s->memo);
	return ok && settle(&r, count, act);
}

/* What a deploy leaves out is gone in most places; a kind that must be told is told before its end.
 */
static bool leave_out(struct shipment *s)
{
	for (int g = 0; g < OUTPUT_GROUPS; g++) {
		struct rank_run r = { .s = s, .waits = true };
		size_t count;
		const struct errand *errands =
			errands_of(s, PLAN_DELETE, (enum output_group)g, &count);

		if (!run(&r, errands, count))
			return false;
	}
	return true;
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
	struct strbuf text = STRBUF_INIT(SHIPMENT_NOTE_BYTES);
	bool ok = true;

	write_record(s, &text);
	if (!s->host.traits.at_once) {
		const struct errand put = { .task = TASK_PUT,
					    .path = shipment_note_name(s, RECORD_NAME),
					    .bytes = text.data,
					    .len = text.len,
					    .replaces = true };
		const struct errand remove = { .task = TASK_REMOVE,
					       .path = shipment_note_name(s, TOUCHED_NAME) };

		ok = ask(s, &put) &&
		     (!s->host.kind->settle ||
		      settle(&(struct rank_run){ .s = s }, 0, PLAN_REPLACE)) &&
		     (s->host.traits.no_lock || ask(s, &remove));
	}
	if (ok) {
		s->locked = false;
		keep_notes(s, &text);
	}
	strbuf_release(&text);
	return ok;
}
