#include "jobs/draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "cache.h"
#include "jobs/jobs.h"
#include "pool.h"
#include "published.h"

/* As many as a worker draws at a stretch: a start and a cover cost as much as ten drawings. */
#define BATCH_MOST  100
#define BATCH_LEAST 8

#define DEFAULT_TIME_LIMIT 120

/* A drawing that is not there yet. */
struct sketch {
	struct drawing *drawing;
	struct hash key;
};

/* Sketches that go to a worker together. */
struct lot {
	const struct sketch *sketches;
	struct job_request request;
	bool failed;
};

struct studio {
	const struct jobs *jobs;
	struct sketch *todo;
	size_t todo_count;
	struct lot *lots;
	size_t lot_count;
	size_t drawn, total;
	const char *run; /* part of the names of what this run draws */
	int64_t named;   /* of those names, the last number */
	const char *why; /* what was wrong with one that failed */
	struct cache cache;
	struct strbuf line;
	struct arena *arena, scratch;
	struct diag *diag;
};

/* What is there already */

static const char *suffix_of(const struct drawing *d)
{
	return d->sheet.kind == SHEET_CARD ? "png" : "pdf";
}

/* The hash of the job's own line, with the cover's hash in the place of its path. */
static struct hash key_of(struct studio *s, const struct drawing *d)
{
	const struct job_sheet sheet = { .sheet = d->sheet };
	const struct job_request r = {
		.id = DRAWING_VERSION,
		.kind = JOB_DRAW,
		.source = d->cover ? d->cover_sha256 : NULL,
		.sheets = &sheet,
		.sheet_count = 1,
	};

	strbuf_clear(&s->line);
	job_request_write(&r, &s->line);
	return hash_bytes(s->line.data, s->line.len);
}

static const char *kept_path(struct studio *s, const struct drawing *d, const char *sha256)
{
	return arena_printf(s->arena, "%s/" DRAWN_FOLDER "/%s.%s", s->jobs->cache_dir, sha256,
			    suffix_of(d));
}

static void take(struct drawing *d, const char *file, const struct drawn *drawn)
{
	d->file = file;
	d->bytes = drawn->bytes;
	snprintf(d->sha256, sizeof(d->sha256), "%s", drawn->sha256);
}

static bool is_whole(const char *path, int64_t bytes)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == bytes;
}

/* What is remembered of a drawing: "HASH BYTES". */
static bool recall(struct studio *s, struct drawing *d, const struct hash *key)
{
	struct hash unused;
	size_t len;
	const char *line = cache_find_answer(&s->cache, key, &len, &s->scratch);

	if (!line || len < HASH_HEX || line[HASH_HEX - 1] != ' ')
		return false;
	const char *hex = arena_strndup(&s->scratch, line, HASH_HEX - 1);
	const struct drawn drawn = { hex, strtoll(line + HASH_HEX, NULL, 10) };
	const char *file = kept_path(s, d, hex);

	if (!hash_from_hex(hex, &unused) || !is_whole(file, drawn.bytes))
		return false;
	take(d, file, &drawn);
	return true;
}

static void find_todo(struct studio *s, struct drawing *list, size_t count)
{
	s->todo = arena_array(&s->scratch, count, sizeof(*s->todo));
	for (size_t i = 0; i < count; i++) {
		const struct hash key = key_of(s, &list[i]);

		list[i].file = NULL;
		if (!recall(s, &list[i], &key))
			s->todo[s->todo_count++] = (struct sketch){ &list[i], key };
	}
}

/* What is drawn now */

static bool keep(struct studio *s, const struct sketch *k, const char *partial,
		 const struct drawn *drawn)
{
	const char *file = kept_path(s, k->drawing, drawn->sha256);

	if (!is_whole(partial, drawn->bytes) || rename(partial, file) != 0)
		return false;
	strbuf_clear(&s->line);
	strbuf_addf(&s->line, "%s %lld", drawn->sha256, (long long)drawn->bytes);
	cache_keep_answer(&s->cache, &k->key, s->line.data, s->line.len);
	take(k->drawing, file, drawn);
	s->drawn++;
	return true;
}

static void on_finished(void *arg, size_t task, const struct pool_result *result)
{
	struct studio *s = arg;
	struct lot *lot = &s->lots[task];
	const struct job_answer *answer = &result->answer;
	const size_t count = lot->request.sheet_count;

	lot->failed =
		result->fate != POOL_ANSWERED || !answer->ok || answer->drawings.count != count;
	for (size_t i = 0; !lot->failed && i < count; i++)
		lot->failed = !keep(s, &lot->sketches[i], lot->request.sheets[i].output,
				    &answer->drawings.all[i]);
	if (result->fate == POOL_OVERRAN)
		s->why = "nothing came of it for two minutes";
	else if (result->fate == POOL_CRASHED)
		s->why = arena_printf(s->arena, "the program that draws %s", result->text);
	else if (!answer->ok)
		s->why = arena_strdup(s->arena, answer->problem.text);
	else if (lot->failed)
		s->why = "the drawings cannot be kept";
	for (size_t i = 0; lot->failed && i < count; i++)
		unlink(lot->request.sheets[i].output);
}

static void on_progress(void *arg, size_t task, double part)
{
	const struct studio *s = arg;

	(void)task;
	(void)part;
	if (s->jobs->progress)
		s->jobs->progress(s->jobs->progress_arg, (double)s->drawn, s->total,
				  s->todo[0].drawing->shown);
}

static bool same_cover(const struct sketch *a, const struct sketch *b)
{
	return a->drawing->cover == b->drawing->cover ||
	       (a->drawing->cover && b->drawing->cover &&
		strcmp(a->drawing->cover, b->drawing->cover) == 0);
}

static const struct job_sheet *sheets_of(struct studio *s, const struct sketch *from, size_t count)
{
	struct job_sheet *sheets = arena_array(&s->scratch, count, sizeof(*sheets));

	for (size_t i = 0; i < count; i++)
		sheets[i] = (struct job_sheet){
			.output = published_partial(s->jobs->cache_dir, DRAWN_FOLDER, s->run,
						    ++s->named, &s->scratch),
			.sheet = from[i].drawing->sheet,
		};
	return sheets;
}

/* Parts what is to do into lots of at most `most`, each with one cover. */
static void deal(struct studio *s, size_t most)
{
	s->lots = arena_array(&s->scratch, s->todo_count, sizeof(*s->lots));
	s->lot_count = 0;
	for (size_t i = 0, n; i < s->todo_count; i += n) {
		const struct sketch *first = &s->todo[i];
		struct lot *lot = &s->lots[s->lot_count++];

		for (n = 1; n < most && i + n < s->todo_count && same_cover(first, first + n);
		     n++) {
		}
		lot->sketches = first;
		lot->request = (struct job_request){
			.id = (int64_t)s->lot_count,
			.kind = JOB_DRAW,
			.source = first->drawing->cover,
			.sheets = sheets_of(s, first, n),
			.sheet_count = n,
		};
	}
}

static void hand_out(struct studio *s)
{
	const struct job_request **list =
		arena_array(&s->scratch, s->lot_count, sizeof(struct job_request *));
	const char *why;
	const struct pool pool = {
		.worker = s->jobs->worker,
		.cores = s->jobs->cores ? s->jobs->cores : pool_cores(),
		.time_limit = s->jobs->time_limit ? s->jobs->time_limit : DEFAULT_TIME_LIMIT,
		.finished = on_finished,
		.progress = on_progress,
		.arg = s,
	};

	for (size_t i = 0; i < s->lot_count; i++)
		list[i] = &s->lots[i].request;
	if (!pool_run(&pool, list, s->lot_count, s->arena, &why))
		s->why = arena_printf(s->arena, "the media worker '%s' cannot be started: %s",
				      pool.worker, why);
}

/* Keeps those that have no file. */
static void drop_drawn(struct studio *s)
{
	size_t left = 0;

	for (size_t i = 0; i < s->todo_count; i++) {
		if (!s->todo[i].drawing->file)
			s->todo[left++] = s->todo[i];
	}
	s->todo_count = left;
}

static size_t lot_size(const struct studio *s)
{
	unsigned cores = s->jobs->cores ? s->jobs->cores : pool_cores();
	size_t each = (s->todo_count + cores - 1) / cores;

	return each > BATCH_MOST ? BATCH_MOST : each < BATCH_LEAST ? BATCH_LEAST : each;
}

/* One that cannot be drawn takes its whole lot with it, so the others get another try. */
static void draw_todo(struct studio *s)
{
	char run[UUID_LEN + 1];

	s->run = run;
	s->total = s->todo_count;
	if (!published_open(s->jobs->cache_dir, DRAWN_FOLDER, &s->scratch) || !uuid_v4(run)) {
		diag_report_errno(s->diag, DIAG_CANNOT_WRITE_CACHE, "cannot keep drawings",
				  s->jobs->cache_dir);
		return;
	}
	deal(s, lot_size(s));
	hand_out(s);
	drop_drawn(s);
	if (!s->todo_count)
		return;
	deal(s, 1);
	hand_out(s);
	drop_drawn(s);
}

static void report(struct studio *s)
{
	const struct drawing *first = s->todo[0].drawing;

	if (s->todo_count > 1)
		diag_report(s->diag, DIAG_NOT_DRAWN, first->at,
			    "%zu share cards and posters could not be drawn, the first of them of "
			    "'%s': %s",
			    s->todo_count, first->shown, s->why ? s->why : "nobody knows why");
	else
		diag_report(s->diag, DIAG_NOT_DRAWN, first->at,
			    "the %s of '%s' could not be drawn: %s",
			    first->sheet.kind == SHEET_CARD ? "share card" : "poster", first->shown,
			    s->why ? s->why : "nobody knows why");
}

size_t jobs_draw(const struct jobs *jobs, struct drawing *list, size_t count, struct arena *a,
		 struct diag *diag)
{
	struct studio s = {
		.jobs = jobs, .line = STRBUF_INIT(LIMIT_JOB_LINE), .arena = a, .diag = diag
	};

	if (!count)
		return 0;
	cache_open(&s.cache, jobs->cache_dir, &s.scratch, diag);
	find_todo(&s, list, count);
	cache_end_reading(&s.cache);
	if (jobs->known_only)
		s.drawn = s.todo_count;
	else if (s.todo_count)
		draw_todo(&s);
	if (s.todo_count && !jobs->known_only)
		report(&s);
	cache_close(&s.cache);
	strbuf_release(&s.line);
	arena_free(&s.scratch);
	return s.drawn;
}
