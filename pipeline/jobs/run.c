#include "jobs/jobs.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "cache.h"
#include "memory.h"
#include "named.h"
#include "pool.h"
#include "published.h"
#include "work.h"

#define DEFAULT_TIME_LIMIT 120

/* One call of jobs_run(). */
struct batch {
	const struct jobs *jobs;
	struct work *works;
	size_t count;
	struct work **todo; /* what workers must do, in the order of handing out */
	size_t todo_count;
	double done; /* in jobs of `todo` */
	struct cache cache;
	struct strbuf line;
	const char *cover; /* the last one that was hashed: mostly that of all jobs */
	const char *cover_hex;
	unsigned time_limit;
	struct arena *arena;  /* of the answers */
	struct arena scratch; /* of this call */
	struct diag *diag;
};

/* What the cache is asked by */

static bool is_utf8(const char *s)
{
	uint32_t cp;

	for (size_t left = strlen(s), len; left; s += len, left -= len) {
		len = utf8_decode(s, left, &cp);
		if (!len)
			return false;
	}
	return true;
}

static void refuse_missing(struct batch *b, struct work *w, const char *path)
{
	int error = errno;
	const char *shown = path == w->job->request.source ? w->job->shown : path;

	w->state = WORK_REFUSED;
	if (error == ENOENT || error == ENOTDIR)
		diag_report(b->diag, DIAG_MISSING_FILE, w->job->at, "there is no file '%s'", shown);
	else if (error == EISDIR || error == EINVAL)
		diag_report(b->diag, DIAG_MISSING_FILE, w->job->at,
			    "'%s' is not a file; a recording or picture was expected", shown);
	else
		diag_report(b->diag, DIAG_CANNOT_READ, w->job->at, "cannot read '%s': %s", shown,
			    strerror(error));
}

static void refuse_name(struct batch *b, struct work *w)
{
	w->state = WORK_REFUSED;
	diag_report(b->diag, DIAG_BAD_UTF8, w->job->at,
		    "the path of '%s' has letters that are not UTF-8; rename the folder or file",
		    w->job->shown);
}

/* The hash of a file, read only when it is not known; false when it was refused. */
static bool hash_known(struct batch *b, struct work *w, const char *path, struct stamp *stamp,
		       struct hash *into)
{
	struct stamp after;
	int64_t size;

	assert(path[0] == '/');
	if (!is_utf8(path)) {
		refuse_name(b, w);
		return false;
	}
	if (!stamp_read(path, stamp)) {
		refuse_missing(b, w, path);
		return false;
	}
	if (memory_find_file(b->jobs->memory, path, stamp, into))
		return true;
	if (cache_find_file(&b->cache, path, stamp, into)) {
		memory_keep_file(b->jobs->memory, path, stamp, into);
		return true;
	}
	if (!hash_file(path, into, &size) || !stamp_read(path, &after)) {
		refuse_missing(b, w, path);
		return false;
	}
	if (!stamp_same_content(stamp, &after))
		w->state = WORK_CHANGED;
	else if (stamp_settled(stamp))
		cache_keep_file(&b->cache, path, stamp, into);
	return w->state == WORK_OPEN;
}

/*
 * The key is the hash of the job's own line with hashes in the place of paths
 * and the version in the place of the number: a member that is added to a
 * request is part of the key by itself. The suffix stays because the worker
 * says when it is the wrong one.
 */
static void compute_key(struct batch *b, struct work *w, const struct job_tags *hashed)
{
	struct job_request r = w->job->request;

	r.id = MESSAGE_VERSION;
	r.source = arena_printf(&b->scratch, "%s%s", w->job->source_sha256, path_suffix(r.source));
	r.output = NULL;
	r.threads = 0;
	r.tags = *hashed;
	strbuf_clear(&b->line);
	job_request_write(&r, &b->line);
	w->key = hash_bytes(b->line.data, b->line.len);
}

/* The hash of a picture as text; NULL when it was refused. */
static const char *hash_picture(struct batch *b, struct work *w, const char *path)
{
	struct stamp unused;
	struct hash h;

	if (!hash_known(b, w, path, &unused, &h))
		return NULL;
	char *hex = arena_alloc(&b->scratch, HASH_HEX);
	hash_hex(&h, hex);
	return hex;
}

static const char *hash_cover(struct batch *b, struct work *w, const char *cover)
{
	if (b->cover && strcmp(b->cover, cover) == 0)
		return b->cover_hex;
	b->cover = cover;
	b->cover_hex = hash_picture(b, w, cover);
	if (!b->cover_hex)
		b->cover = NULL;
	return b->cover_hex;
}

static struct audio_chapter *copy_chapters(struct batch *b, const struct job_tags *tags)
{
	struct audio_chapter *copy = arena_array(&b->scratch, tags->chapter_count, sizeof(*copy));

	memcpy(copy, tags->chapters, tags->chapter_count * sizeof(*copy));
	return copy;
}

/* The tags with hashes in the place of pictures; false when one was refused. */
static bool hash_pictures(struct batch *b, struct work *w, struct job_tags *tags)
{
	struct audio_chapter *hashed = NULL;

	if (tags->cover && !(tags->cover = hash_cover(b, w, tags->cover)))
		return false;
	for (size_t i = 0; i < tags->chapter_count; i++) {
		if (!tags->chapters[i].picture)
			continue;
		if (!hashed)
			hashed = copy_chapters(b, tags);
		hashed[i].picture = hash_picture(b, w, hashed[i].picture);
		if (!hashed[i].picture)
			return false;
	}
	if (hashed)
		tags->chapters = hashed;
	return true;
}

/* Learns the hashes of the job's files and its key. */
static bool identify(struct batch *b, struct work *w)
{
	struct job_tags hashed = w->job->request.tags;
	struct hash h;

	if (!hash_known(b, w, w->job->request.source, &w->stamp, &h))
		return false;
	hash_hex(&h, w->job->source_sha256);
	w->job->source_bytes = w->stamp.size;
	if (!hash_pictures(b, w, &hashed))
		return false;
	compute_key(b, w, &hashed);
	return true;
}

/* The answer that was given to the same job before; false when there is none. */
static bool look_up(struct batch *b, struct work *w, struct job_answer *answer)
{
	struct jobs_memory *memory = b->jobs->memory;
	const struct job_answer *known = memory_find_answer(memory, &w->key);
	const char *why;
	size_t len;

	if (known) {
		*answer = *known;
		return true;
	}
	const char *line = cache_find_answer(&b->cache, &w->key, &len, &b->scratch);

	if (!line || !job_answer_read(line, len, answer, memory_arena(memory, b->arena), &why) ||
	    !job_answer_fits(answer, w->job->request.kind))
		return false;
	memory_keep_answer(memory, &w->key, answer);
	return true;
}

/* Takes the cache's answer; one that is not whole is none. */
static void recall(struct batch *b, struct work *w)
{
	struct job_answer answer;

	if (!look_up(b, w, &answer))
		return;
	if (answer.has_audio) {
		answer.audio.file = published_path(b->jobs->cache_dir, &answer.audio, b->arena);
		if (!published_is_whole(answer.audio.file, &answer.audio))
			return;
	}
	w->job->answer = answer;
	w->state = WORK_DONE;
}

/* What workers have done */

static void tell_progress(struct batch *b, struct work *w, double part)
{
	if (part < w->part)
		return; /* it had to begin again in another way; nobody wants to see that */
	b->done += part - w->part;
	w->part = part;
	if (b->jobs->progress)
		b->jobs->progress(b->jobs->progress_arg, b->done, b->todo_count, w->job->shown);
}

static void on_progress(void *arg, size_t task, double part)
{
	struct batch *b = arg;

	tell_progress(b, b->todo[task], part);
}

/* Moves the published file to its place; false when there is no answer to keep. */
static bool take_file(struct batch *b, struct work *w)
{
	struct published_audio *audio = &w->job->answer.audio;
	const char *partial = w->job->request.output;

	audio->file = published_path(b->jobs->cache_dir, audio, b->arena);
	if (!published_is_whole(partial, audio)) {
		w->state = WORK_CRASHED;
		w->text = "did not make the file that it promised";
		return false;
	}
	if (published_keep(partial, audio->file))
		return true;
	diag_report_errno(b->diag, DIAG_CANNOT_WRITE_CACHE, "cannot keep the published file",
			  audio->file);
	w->state = WORK_REFUSED;
	return false;
}

static bool is_unchanged(const struct work *w)
{
	struct stamp now;

	return stamp_read(w->job->request.source, &now) && stamp_same_content(&now, &w->stamp);
}

/* The same line once more, for who knows nothing of the job but the file that it made. */
static void keep_by_name(struct batch *b, const struct published_audio *audio)
{
	const struct named name = named_of(audio->sha256, audio->suffix);
	const struct hash key = named_key(name.text);

	cache_keep_answer(&b->cache, &key, b->line.data, b->line.len);
}

static void take_answer(struct batch *b, struct work *w, const struct job_answer *answer)
{
	w->job->answer = *answer;
	w->state = WORK_DONE;
	if (!answer->ok && work_may_go_better(&answer->problem))
		return;
	if (!is_unchanged(w)) {
		w->state = WORK_CHANGED;
		return;
	}
	if (answer->has_audio && !take_file(b, w))
		return;
	if (job_is_made_anew(w->job->request.kind))
		return;
	struct job_answer kept = *answer;
	kept.id = 0;
	strbuf_clear(&b->line);
	job_answer_write(&kept, &b->line);
	if (!strbuf_ok(&b->line))
		return;
	cache_keep_answer(&b->cache, &w->key, b->line.data, b->line.len);
	if (answer->has_audio && w->job->request.kind == JOB_PUBLISH)
		keep_by_name(b, &answer->audio);
}

static void on_finished(void *arg, size_t task, const struct pool_result *result)
{
	struct batch *b = arg;
	struct work *w = b->todo[task];

	switch (result->fate) {
	case POOL_ANSWERED:
		take_answer(b, w, &result->answer);
		break;
	case POOL_CRASHED:
		w->state = WORK_CRASHED;
		w->text = result->text;
		break;
	case POOL_OVERRAN:
		w->state = WORK_OVERRAN;
		break;
	}
	if (w->job->request.output && job_makes_audio(w->job->request.kind))
		unlink(w->job->request.output); /* what is left of a job that failed */
	tell_progress(b, w, 1);
}

/* Handing out */

static int by_key(const void *x, const void *y)
{
	const struct work *a = *(struct work *const *)x, *b = *(struct work *const *)y;
	int order = memcmp(a->key.bytes, b->key.bytes, HASH_BYTES);

	return order ? order : (a > b) - (a < b);
}

/* The longest first, so that no core waits long for another at the end. */
static int by_size(const void *x, const void *y)
{
	const struct work *a = *(struct work *const *)x, *b = *(struct work *const *)y;

	if (a->stamp.size != b->stamp.size)
		return a->stamp.size < b->stamp.size ? 1 : -1;
	return (a > b) - (a < b);
}

static size_t list_open(struct batch *b, struct work **into)
{
	size_t n = 0;

	for (size_t i = 0; i < b->count; i++) {
		if (b->works[i].state == WORK_OPEN)
			into[n++] = &b->works[i];
	}
	return n;
}

/* What workers must do: the same question is asked only once. */
static void plan(struct batch *b)
{
	struct work **open = arena_array(&b->scratch, b->count, sizeof(struct work *));
	size_t n = list_open(b, open);

	b->todo = open;
	qsort(open, n, sizeof(*open), by_key);
	for (size_t i = 0; i < n; i++) {
		struct work *last = b->todo_count ? b->todo[b->todo_count - 1] : NULL;

		if (last && memcmp(&last->key, &open[i]->key, sizeof(last->key)) == 0)
			open[i]->same = last;
		else
			b->todo[b->todo_count++] = open[i];
	}
	qsort(b->todo, b->todo_count, sizeof(*b->todo), by_size);
}

static bool any_to_make(const struct batch *b)
{
	for (size_t i = 0; i < b->todo_count; i++) {
		if (job_makes_audio(b->todo[i]->job->request.kind))
			return true;
	}
	return false;
}

/* Gives each file to be made a name; without room for them these jobs are dropped. */
static void name_outputs(struct batch *b)
{
	char run[UUID_LEN + 1];
	size_t kept = 0;

	if (!any_to_make(b))
		return;
	bool ok = published_open(b->jobs->cache_dir, AUDIO_FOLDER, b->arena) && uuid_v4(run);
	if (!ok)
		diag_report_errno(b->diag, DIAG_CANNOT_WRITE_CACHE, "cannot make published files",
				  b->jobs->cache_dir);
	for (size_t i = 0; i < b->todo_count; i++) {
		struct work *w = b->todo[i];
		struct job_request *r = &w->job->request;

		if (job_makes_audio(r->kind) && ok)
			r->output = published_partial(b->jobs->cache_dir, AUDIO_FOLDER, run, r->id,
						      b->arena);
		if (job_makes_audio(r->kind) && !ok)
			w->state = WORK_REFUSED;
		else
			b->todo[kept++] = w;
	}
	b->todo_count = kept;
}

/* Cores that would have no job of their own help with those of others. */
static int threads_each(const struct batch *b, unsigned cores)
{
	return b->todo_count < cores ? (int)(cores / b->todo_count) : 1;
}

static void hand_out(struct batch *b)
{
	const struct job_request **list =
		arena_array(&b->scratch, b->todo_count, sizeof(struct job_request *));
	const char *why;
	struct pool pool = {
		.worker = b->jobs->worker,
		.cores = b->jobs->cores ? b->jobs->cores : pool_cores(),
		.time_limit = b->time_limit,
		.finished = on_finished,
		.progress = on_progress,
		.arg = b,
	};

	for (size_t i = 0; i < b->todo_count; i++) {
		b->todo[i]->job->request.threads = threads_each(b, pool.cores);
		list[i] = &b->todo[i]->job->request;
	}
	if (!pool_run(&pool, list, b->todo_count, b->arena, &why))
		diag_report(
			b->diag, DIAG_NO_WORKER, (struct span){ 0 },
			"cannot start the media worker '%s': %s; install blether again with both "
			"its programs",
			pool.worker, why);
}

/* Fills in what follows from an equal job, and says what there is to say. */
static void settle(struct batch *b, struct work *w)
{
	struct job *job = w->job;

	if (w->same) {
		w->state = w->same->state;
		w->text = w->same->text;
		job->answer = w->same->job->answer;
	}
	if (w->state != WORK_DONE)
		job->answer = (struct job_answer){ 0 };
	job->answer.id = job->request.id;
	media_sort_problems(job->answer.media.problems, job->answer.media.problem_count);
	work_report(w, b->time_limit, b->arena, b->diag);
}

static void run_batch(struct batch *b, struct job *list)
{
	for (size_t i = 0; i < b->count; i++) {
		struct work *w = &b->works[i];

		w->job = &list[i];
		list[i].request.id = (int64_t)i + 1;
		if (job_makes_audio(list[i].request.kind))
			list[i].request.output = NULL;
		list[i].source_sha256[0] = '\0';
		list[i].source_bytes = 0;
		if (identify(b, w) && !job_is_made_anew(list[i].request.kind))
			recall(b, w);
	}
	cache_end_reading(&b->cache);
	plan(b);
	if (!b->jobs->known_only) {
		name_outputs(b);
		if (b->todo_count)
			hand_out(b);
	}
	for (size_t i = 0; i < b->count; i++)
		settle(b, &b->works[i]);
}

size_t jobs_run(const struct jobs *jobs, struct job *list, size_t count, struct arena *a,
		struct diag *diag)
{
	if (!count)
		return 0;

	struct batch b = {
		.jobs = jobs,
		.count = count,
		.line = STRBUF_INIT(LIMIT_JOB_LINE),
		.time_limit = jobs->time_limit ? jobs->time_limit : DEFAULT_TIME_LIMIT,
		.arena = a,
		.diag = diag,
	};

	b.works = arena_array(&b.scratch, count, sizeof(struct work));
	if (jobs->cache_dir)
		cache_open(&b.cache, jobs->cache_dir, &b.scratch, diag);
	run_batch(&b, list);
	cache_close(&b.cache);
	strbuf_release(&b.line);
	arena_free(&b.scratch);
	return b.todo_count;
}
