#include "courier.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/version.h"

#define MOST_LANES   16
/*
 * How long curl is left alone. Short, as libcurl 7.88.1 does not wake for what TLS has read from a
 * control connection of FTP already: each time that costs one of these.
 */
#define TICK_MS 5
#define MOST_HEADERS ((size_t)64 << 10)
#define MOST_ANSWER                                                                                \
	((size_t)32 << 20) /* of what is no file: several at once must fit into memory */
#define MOST_STAGES 20000  /* requests of one job; a kind that needs more goes in a circle */

const struct courier_patience courier_usual_patience = {
	.tries = 8,
	.first_wait = 0.5,
	.longest_wait = 30,
	.connect = 20,
	.stall = 60,
	.slowest = 200,
	.answer = 1200,
	.farewell = 20,
	.pulse = 300,
};

/* A way to the host: one job at a time. */
struct lane {
	struct courier *courier;
	struct job job;
	size_t errand;
	bool busy;   /* it has a job */
	bool asking; /* a request is on its way */
	double wake; /* when the job is tried again */
	int tries;
	int64_t best;  /* the offset that an earlier try came to */
	int fd;        /* of what the request sends; -1 */
	int64_t given; /* bytes of it that were handed to curl */
};

struct courier {
	struct host *host;
	const struct courier_patience *patience;
	CURLM *multi;
	struct lane lanes[MOST_LANES];
	size_t lane_count;
	unsigned seed; /* of the jitter */

	/* --- of a run --- */
	const struct errand *errands;
	size_t count, next;
	const struct courier_watch *watch;
	int64_t sent; /* of jobs that have ended */
	bool stopped;
	double stopped_at;
	const char *why;
	enum outcome outcome; /* of the last job */
	struct strbuf *body;
};

static double now_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* --- what a request sends and gets ------------------------------------------------- */

static size_t give(char *into, size_t size, size_t count, void *arg)
{
	struct lane *l = arg;
	const struct cargo *c = &l->job.cargo;
	int64_t left = c->size - l->given;
	size_t n = size * count;
	ssize_t got;

	if ((int64_t)n > left)
		n = (size_t)left;
	if (!n)
		return 0;
	if (l->fd < 0) {
		memcpy(into, c->bytes + c->from + l->given, n);
		got = (ssize_t)n;
	} else {
		got = pread(l->fd, into, n, c->from + l->given);
	}
	if (got <= 0)
		return CURL_READFUNC_ABORT;
	l->given += got;
	return (size_t)got;
}

/* A server may ask for it from the beginning: after a redirect, or on a new connection. */
static int give_again(void *arg, curl_off_t offset, int origin)
{
	struct lane *l = arg;

	if (origin != SEEK_SET || offset < 0 || offset > l->job.cargo.size)
		return CURL_SEEKFUNC_CANTSEEK;
	l->given = offset;
	return CURL_SEEKFUNC_OK;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *arg)
{
	struct lane *l = arg;

	(void)size; /* always 1 */
	strbuf_add(&l->job.body, bytes, count);
	return strbuf_ok(&l->job.body) ? count : 0;
}

/* Of several answers (100 Continue, then the true one) the last counts. */
static size_t take_head(char *bytes, size_t size, size_t count, void *arg)
{
	struct lane *l = arg;

	(void)size;
	if (count > 5 && memcmp(bytes, "HTTP/", 5) == 0)
		strbuf_clear(&l->job.head);
	strbuf_add(&l->job.head, bytes, count);
	return strbuf_ok(&l->job.head) ? count : 0;
}

/* What all requests share. */
static void set_up(struct lane *l)
{
	struct courier *c = l->courier;
	const struct target *t = c->host->target;
	CURL *curl = l->job.curl;

	curl_easy_reset(curl);
	curl_easy_setopt(curl, CURLOPT_PRIVATE, l);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, l->job.said);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "blether/" BLETHER_VERSION);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
	if (t->ca)
		curl_easy_setopt(curl, CURLOPT_CAINFO, t->ca);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, c->patience->connect);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, c->patience->slowest);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, c->patience->stall);
	curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, c->patience->stall);
	curl_easy_setopt(curl, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, l);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_head);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, l);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(curl, CURLOPT_READDATA, l);
	curl_easy_setopt(curl, CURLOPT_SEEKFUNCTION, give_again);
	curl_easy_setopt(curl, CURLOPT_SEEKDATA, l);
	if (t->kilobytes)
		curl_easy_setopt(curl, CURLOPT_MAX_SEND_SPEED_LARGE,
				 (curl_off_t)t->kilobytes * 1000);
}

static void drop_lists(struct job *j)
{
	curl_slist_free_all(j->headers);
	curl_slist_free_all(j->before);
	curl_slist_free_all(j->after);
	j->headers = j->before = j->after = NULL;
}

static void close_cargo(struct lane *l)
{
	if (l->fd >= 0)
		close(l->fd);
	l->fd = -1;
	l->given = 0;
}

static bool open_cargo(struct lane *l)
{
	const char *disk = l->job.cargo.disk;

	l->given = 0;
	if (l->job.cargo.fd) {
		l->fd = l->job.cargo.fd;
		return true;
	}
	if (!disk)
		return true;
	l->fd = open(disk, O_RDONLY | O_CLOEXEC);
	return l->fd >= 0;
}

/* --- jobs ---------------------------------------------------------------------------- */

static void begin_job(struct lane *l, const struct errand *e)
{
	struct job *j = &l->job;

	*j = (struct job){ .task = e->task,
			   .path = e->path,
			   .file = e->file,
			   .bytes = e->bytes,
			   .len = e->len,
			   .replaces = e->replaces,
			   .unsure = e->unsure,
			   .curl = j->curl,
			   .body = j->body,
			   .head = j->head,
			   .host = l->courier->host,
			   .arena = j->arena };
	arena_reset(&j->arena);
	strbuf_clear(&j->body);
	strbuf_clear(&j->head);
	j->body.limit = e->task == TASK_GET ? HOST_BODY_MOST : MOST_ANSWER;
	l->busy = true;
	l->asking = false;
	l->wake = 0;
	l->tries = 0;
	l->best = 0;
}

/* The same job once more, from its first request; what the last try put there may be there. */
static void rewind_job(struct lane *l)
{
	struct job *j = &l->job;

	j->stage = 0;
	j->offset = 0;
	j->own = NULL;
	j->unsure = true;
	j->waits = false;
	j->after_seconds = 0;
}

static void end_job(struct lane *l, enum outcome outcome)
{
	struct courier *c = l->courier;
	struct job *j = &l->job;
	bool good = outcome == JOB_DONE || (outcome == JOB_ABSENT && j->task == TASK_REMOVE);

	drop_lists(j);
	close_cargo(l);
	if (j->task == TASK_PUT && good)
		c->sent += job_size(j);
	if (c->body && (j->task == TASK_GET || j->task == TASK_LIST))
		strbuf_add(c->body, j->body.data, j->body.len);
	if (!good && !c->stopped) {
		c->stopped = true;
		c->stopped_at = now_seconds();
		c->why = j->why ? arena_strdup(c->host->arena, j->why) : NULL;
	}
	c->outcome = outcome;
	if (c->watch && c->watch->ended)
		c->watch->ended(c->watch->arg, l->errand, outcome);
	l->busy = false;
}

/* Between half and all of what the number of tries would give, also after what the server asks for:
 * others wait, too. */
static double pause_of(struct courier *c, const struct lane *l)
{
	double pause = c->patience->first_wait;

	for (int i = 1; i < l->tries && pause < c->patience->longest_wait; i++)
		pause *= 2;
	if (pause > c->patience->longest_wait)
		pause = c->patience->longest_wait;
	return pause * (0.5 + 0.5 * (double)rand_r(&c->seed) / RAND_MAX);
}

static void put_off(struct lane *l)
{
	struct courier *c = l->courier;
	struct job *j = &l->job;

	if (j->offset > l->best || j->waits)
		l->tries = 0;
	l->best = j->offset > l->best ? j->offset : l->best;
	drop_lists(j);
	if (c->stopped || ++l->tries >= c->patience->tries) {
		if (l->tries > 1)
			j->why = arena_printf(&j->arena, "%s (tried %d times)", j->why, l->tries);
		end_job(l, JOB_FAILED);
		return;
	}
	l->wake = now_seconds() + j->after_seconds + pause_of(c, l);
	rewind_job(l);
}

/* No request lasts for ever, however little its server sends at a time. */
static void limit_time(struct lane *l)
{
	const struct courier_patience *p = l->courier->patience;

	curl_easy_setopt(l->job.curl, CURLOPT_TIMEOUT,
			 p->answer + (long)(l->job.cargo.size / (p->slowest ? p->slowest : 1)));
}

/* Asks the kind what is next, and has it done. */
static void step(struct lane *l)
{
	struct job *j = &l->job;

	drop_lists(j);
	close_cargo(l);
	j->cargo = (struct cargo){ 0 };
	if (!j->stage)
		strbuf_clear(&j->body);
	set_up(l);
	enum outcome outcome = l->courier->host->kind->next(j);
	if (outcome == JOB_LATER) {
		put_off(l);
	} else if (outcome != JOB_REQUEST) {
		end_job(l, outcome);
	} else if (j->stage >= MOST_STAGES) {
		end_job(l, job_failed(j, "the server answers, but comes to no end"));
	} else if (!open_cargo(l)) {
		end_job(l,
			job_failed(j, "'%s' cannot be read: %s", j->cargo.disk, strerror(errno)));
	} else {
		j->stage++;
		j->said[0] = '\0';
		strbuf_clear(&j->body);
		strbuf_clear(&j->head);
		limit_time(l);
		curl_easy_setopt(j->curl, CURLOPT_HTTPHEADER, j->headers);
		curl_easy_setopt(j->curl, CURLOPT_QUOTE, j->before);
		curl_easy_setopt(j->curl, CURLOPT_POSTQUOTE, j->after);
		l->asking = curl_multi_add_handle(l->courier->multi, j->curl) == CURLM_OK;
		if (!l->asking)
			end_job(l, job_failed(j, "out of memory"));
	}
}

/* A file of the output that is not as long as it was is no longer what was checked. */
static bool was_cut(const struct lane *l)
{
	return l->job.cargo.disk && l->job.code == CURLE_ABORTED_BY_CALLBACK;
}

static void take_answer(struct lane *l, CURLcode code)
{
	struct job *j = &l->job;

	curl_multi_remove_handle(l->courier->multi, j->curl);
	l->asking = false;
	j->code = code;
	j->status = 0;
	curl_easy_getinfo(j->curl, CURLINFO_RESPONSE_CODE, &j->status);
	j->length = -1;
	curl_easy_getinfo(j->curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &j->length);
	if (was_cut(l))
		end_job(l, job_failed(j, "'%s' changed while it was being published; build again",
				      j->cargo.disk));
	else
		step(l);
}

/* --- the loop -------------------------------------------------------------------------- */

static bool start_lanes(struct courier *c)
{
	bool begun = false;
	double now = now_seconds();

	for (size_t i = 0; i < c->lane_count; i++) {
		struct lane *l = &c->lanes[i];

		if (!l->busy && c->next < c->count && !c->stopped) {
			l->errand = c->next++;
			begin_job(l, &c->errands[l->errand]);
		}
		if (l->busy && !l->asking && (c->stopped || l->wake <= now)) {
			if (c->stopped)
				end_job(l, JOB_FAILED);
			else
				step(l);
			begun = true;
		}
	}
	return begun;
}

static bool take_answers(struct courier *c)
{
	bool any = false;
	CURLMsg *m;
	int left;

	while ((m = curl_multi_info_read(c->multi, &left))) {
		struct lane *l = NULL;
		CURLcode code = m->data.result;

		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&l);
		take_answer(l, code);
		any = true;
	}
	return any;
}

/* Once a job has failed, others may end what they have begun, but nobody waits for a long upload.
 */
static void break_off(struct courier *c)
{
	if (!c->stopped || now_seconds() - c->stopped_at < c->patience->farewell)
		return;
	for (size_t i = 0; i < c->lane_count; i++) {
		struct lane *l = &c->lanes[i];

		if (!l->busy || !l->asking)
			continue;
		curl_multi_remove_handle(c->multi, l->job.curl);
		l->asking = false;
		end_job(l, JOB_FAILED);
	}
}

static bool is_busy(const struct courier *c)
{
	for (size_t i = 0; i < c->lane_count; i++) {
		if (c->lanes[i].busy)
			return true;
	}
	return c->next < c->count && !c->stopped;
}

static void tell(struct courier *c)
{
	int64_t sent = c->sent;
	const char *path = NULL, *waiting = NULL;
	bool asking = false;

	if (!c->watch || !c->watch->tick)
		return;
	for (size_t i = 0; i < c->lane_count; i++) {
		const struct lane *l = &c->lanes[i];

		if (!l->busy)
			continue;
		if (l->asking && l->job.task == TASK_PUT)
			sent += l->job.offset + l->given;
		asking = asking || l->asking;
		path = path ? path : l->job.path;
		waiting = l->job.why ? l->job.why : waiting;
	}
	c->watch->tick(c->watch->arg, sent, path, asking ? NULL : waiting);
}

static void loop(struct courier *c)
{
	while (is_busy(c)) {
		int running;
		bool moved = start_lanes(c);

		curl_multi_perform(c->multi, &running);
		moved = take_answers(c) || moved;
		break_off(c);
		tell(c);
		if (!moved)
			curl_multi_poll(c->multi, NULL, 0, TICK_MS, NULL);
	}
}

bool courier_run(struct courier *c, const struct errand *errands, size_t count,
		 const struct courier_watch *watch, const char **why)
{
	c->errands = errands;
	c->count = count;
	c->next = 0;
	c->watch = watch;
	c->sent = 0;
	c->stopped = false;
	c->why = NULL;
	loop(c);
	*why = c->why;
	return !c->stopped;
}

void courier_stop(struct courier *c)
{
	c->stopped = true;
	c->stopped_at = now_seconds() - c->patience->farewell;
}

enum outcome courier_ask(struct courier *c, const struct errand *errand, struct strbuf *body,
			 const char **why)
{
	c->body = body;
	courier_run(c, errand, 1, NULL, why);
	c->body = NULL;
	return c->outcome;
}

/* A limit of speed is for all together, and one connection can fill it. */
static size_t lanes_for(const struct host *h)
{
	int64_t n = h->target->connections ? h->target->connections : h->traits.connections;

	return h->target->kilobytes || n < 1 ? 1 : n > MOST_LANES ? MOST_LANES : (size_t)n;
}

struct courier *courier_open(struct host *h, const struct courier_patience *patience)
{
	struct courier *c = xcalloc(1, sizeof(*c));

	c->host = h;
	c->patience = patience;
	c->lane_count = lanes_for(h);
	c->seed = (unsigned)getpid();
	c->multi = curl_multi_init();
	curl_multi_setopt(c->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)c->lane_count);
	curl_multi_setopt(c->multi, CURLMOPT_MAXCONNECTS, (long)c->lane_count);
	for (size_t i = 0; i < c->lane_count; i++) {
		struct lane *l = &c->lanes[i];

		l->courier = c;
		l->fd = -1;
		l->job.curl = curl_easy_init();
		l->job.body = (struct strbuf)STRBUF_INIT(HOST_BODY_MOST);
		l->job.head = (struct strbuf)STRBUF_INIT(MOST_HEADERS);
	}
	return c;
}

void courier_close(struct courier *c)
{
	for (size_t i = 0; i < c->lane_count; i++) {
		struct lane *l = &c->lanes[i];

		drop_lists(&l->job);
		close_cargo(l);
		curl_easy_cleanup(l->job.curl);
		strbuf_release(&l->job.body);
		strbuf_release(&l->job.head);
		arena_free(&l->job.arena);
	}
	curl_multi_cleanup(c->multi);
	free(c);
}
