#include "reconcile.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "memo.h"
#include "successor.h"

struct working {
	const struct reconcile *r;
	struct reconciled *into;
	struct output_tree had; /* what the site was, without what was leaving already */
	const char **doubtful;  /* paths, sorted */
	size_t doubtful_count;
};

/* One path, and what the two notes say of it; either may be NULL. */
struct known {
	const char *path;
	const struct shipped *shipped;
	const struct touch *touch;
};

static bool takes_first(const char *one, const char *other)
{
	return one && (!other || strcmp(one, other) <= 0);
}

/* The next path of both notes, in order; false at their end. */
static bool next_known(const struct reconcile *r, size_t *s, size_t *t, struct known *k)
{
	const struct touched_note *touched = r->touched;
	const char *a = *s < r->record->count ? r->record->files[*s].file.path : NULL;
	const char *b = touched && *t < touched->count ? touched->touches[*t].path : NULL;

	*k = (struct known){ 0 };
	if (takes_first(a, b))
		k->shipped = &r->record->files[*s];
	if (takes_first(b, a))
		k->touch = &touched->touches[*t];
	k->path = k->shipped ? a : b;
	*s += k->shipped != NULL;
	*t += k->touch != NULL;
	return k->path;
}

/* Did something take its place, and is that still there? */
static bool has_successor(const struct working *w, const struct known *k)
{
	return k->shipped->leaving ? successor_exists(w->r->want, k->path)
				   : successor_came(&w->had, w->r->want, k->path);
}

/* Since when it leaves, if it may stay for now; else 0. */
static int64_t stays_since(const struct working *w, const struct known *k)
{
	const struct reconcile *r = w->r;

	if (!k->shipped || k->touch || !has_successor(w, k))
		return 0;
	int64_t since = k->shipped->leaving ? k->shipped->leaving : r->now;

	return r->now - since < r->grace ? since : 0;
}

static void have(struct working *w, const struct known *k, const char *sha256)
{
	struct output_tree *tree = &w->into->have;
	struct output_file *f = &tree->files[tree->count++];
	const struct output_file *wanted = output_find(w->r->want, k->path);

	*f = (struct output_file){ .path = k->path, .type = "" };
	if (k->shipped)
		*f = k->shipped->file;
	else
		f->group = k->touch->group;
	memmove(f->sha256, sha256, strlen(sha256) + 1);
	if (wanted && strcmp(wanted->sha256, sha256) == 0)
		f->size = wanted->size;
}

/* What is there, as far as can be told. */
static void take_known(struct working *w, const struct known *k)
{
	const struct reconcile *r = w->r;
	const char *done = k->touch ? memo_at(r->memo, k->path) : NULL;
	bool wanted = output_find(r->want, k->path);
	int64_t since = wanted ? 0 : stays_since(w, k);

	if (since) {
		w->into->kept[w->into->kept_count++] = (struct shipped){ k->shipped->file, since };
	} else if (k->touch && !done) {
		w->doubtful[w->doubtful_count++] = k->path;
		if (k->shipped || !wanted)
			have(w, k, "");
	} else if (!done || *done) {
		have(w, k, r->again ? "" : done ? done : k->shipped->file.sha256);
	}
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const bool *mark_unsure(const struct working *w, struct arena *a)
{
	const struct plan *p = &w->into->plan;
	bool *unsure = arena_array(a, p->count + 1, sizeof(*unsure));

	for (size_t i = 0; w->doubtful_count && i < p->count; i++)
		unsure[i] = bsearch(&p->steps[i].file->path, w->doubtful, w->doubtful_count,
				    sizeof(*w->doubtful), compare_paths);
	return unsure;
}

static bool plan_retreats(const struct plan *p)
{
	for (size_t i = 0; i < p->count; i++) {
		if (p->steps[i].act == PLAN_DELETE && p->steps[i].file->group <= OUTPUT_PAGE)
			return true;
	}
	return false;
}

static struct output_tree take_had(const struct record_note *n, struct arena *a)
{
	struct output_tree had = { .files = arena_array(a, n->count + 1, sizeof(*had.files)) };

	for (size_t i = 0; i < n->count; i++) {
		if (!n->files[i].leaving)
			had.files[had.count++] = n->files[i].file;
	}
	return had;
}

struct reconciled reconcile(const struct reconcile *r, struct arena *a)
{
	size_t most = r->record->count + (r->touched ? r->touched->count : 0) + 1, s = 0, t = 0;
	struct reconciled into = { .kept = arena_array(a, most, sizeof(*into.kept)) };
	struct working w = { .r = r,
			     .into = &into,
			     .had = take_had(r->record, a),
			     .doubtful = arena_array(a, most, sizeof(*w.doubtful)) };
	struct known k;

	into.have.files = arena_array(a, most, sizeof(*into.have.files));
	while (next_known(r, &s, &t, &k))
		take_known(&w, &k);
	into.plan = plan_make(&into.have, r->want, a);
	into.unsure = mark_unsure(&w, a);
	into.retreats = plan_retreats(&into.plan);
	return into;
}

static int compare_touches(const void *a, const void *b)
{
	return strcmp(((const struct touch *)a)->path, ((const struct touch *)b)->path);
}

static const struct shipped *find_shipped(const struct record_note *n, const char *path)
{
	size_t low = 0, high = n->count;

	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = strcmp(n->files[mid].file.path, path);

		if (order == 0)
			return &n->files[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static struct touch touch_of(const struct reconcile *r, const struct plan_step *step)
{
	const struct shipped *was = find_shipped(r->record, step->file->path);
	struct touch t = { .path = step->file->path, .group = step->file->group };

	if (was)
		memcpy(t.before, was->file.sha256, HASH_HEX);
	if (step->act != PLAN_DELETE)
		memcpy(t.after, step->file->sha256, HASH_HEX);
	return t;
}

/* Both in order of path; of what both have, what is planned now counts. */
struct touched_note reconcile_touches(const struct reconcile *r, const struct plan *plan,
				      struct arena *a)
{
	const struct touched_note none = { 0 }, *old = r->touched ? r->touched : &none;
	struct touch *now = arena_array(a, plan->count + 1, sizeof(*now));
	struct touched_note note = { .touches = arena_array(a, plan->count + old->count + 1,
							    sizeof(*note.touches)) };
	size_t n = 0, o = 0;

	for (size_t i = 0; i < plan->count; i++)
		now[i] = touch_of(r, &plan->steps[i]);
	qsort(now, plan->count, sizeof(*now), compare_touches);
	while (n < plan->count || o < old->count) {
		const char *one = n < plan->count ? now[n].path : NULL;
		const char *other = o < old->count ? old->touches[o].path : NULL;
		bool both = one && other && strcmp(one, other) == 0,
		     first = takes_first(one, other);

		note.touches[note.count++] = first ? now[n++] : old->touches[o];
		o += both || !first;
	}
	return note;
}

struct record_note reconcile_record(const struct reconcile *r, const struct reconciled *done,
				    struct arena *a)
{
	size_t most = r->want->count + done->kept_count, w = 0, k = 0;
	struct record_note note = { .files = arena_array(a, most + 1, sizeof(struct shipped)) };

	while (note.count < most) {
		const char *wanted = w < r->want->count ? r->want->files[w].path : NULL;
		const char *kept = k < done->kept_count ? done->kept[k].file.path : NULL;

		if (takes_first(wanted, kept))
			note.files[note.count++].file = r->want->files[w++];
		else
			note.files[note.count++] = done->kept[k++];
	}
	return note;
}
