#include "download_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "transfer.h"
#include "web_page.h"

/* Bytes that a try must have brought to be a step forward. */
#define FORWARD (64 << 10)

/* Bytes that are read of an answer that is no file, so that its connection can be kept. */
#define DRAINED (64 << 10)

/* Times that a file is begun anew in a row since what came did not go on with what was there. */
#define RESTARTS 3

/* How long a file waits that must go to a server which is busy with others. */
#define A_MOMENT 0.05

double download_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* --- ends ------------------------------------------------------------------------------------ */

static void leave_host(struct download_file *f)
{
	if (f->host)
		f->host->busy--;
	f->host = NULL;
}

enum step download_file_end(struct download_file *f, enum download_end end, const char *why)
{
	struct download *d = f->d;

	leave_host(f);
	part_pause(&f->part);
	d->end = end;
	d->why = why;
	d->bytes = f->part.size;
	f->run->ended++;
	return STEP_END;
}

static enum step refuse(struct download_file *f, const char *why)
{
	return download_file_end(f, DOWNLOAD_REFUSED, why);
}

/* Drops what is there, which is worth nothing any more. */
static void drop_part(struct download_file *f)
{
	f->run->bytes -= f->part.size;
	part_drop(&f->part);
}

/* What keeps this computer from writing; a full disk is one for all files that would come. */
static const char *disk_words(struct download_file *f)
{
	struct download_run *r = f->run;

	if (errno == EBUSY)
		return "another blether is fetching it";
	if (errno != ENOSPC && errno != EDQUOT)
		return arena_printf(r->arena, "it cannot be kept on the disk: %s", strerror(errno));
	r->full = "the disk is full; make room and run it again: what has come is kept";
	return r->full;
}

/* Between half and all of what the number of tries would give: others wait, too. */
static double pause_of(const struct download_file *f)
{
	const struct download_patience *p = f->run->patience;
	double pause = p->first_wait;

	for (int i = 1; i < f->tries && pause < p->longest_wait; i++)
		pause *= 2;
	pause = pause > p->longest_wait ? p->longest_wait : pause;
	return pause * (0.5 + 0.5 * (double)rand_r(&f->run->seed) / RAND_MAX);
}

/* It is tried again in a while, not before `least` seconds; or was often enough. */
static enum step put_off(struct download_file *f, struct question *q, const char *why, double least)
{
	struct download_run *r = f->run;

	if (f->part.size >= f->best + FORWARD) {
		f->best = f->part.size;
		f->tries = 0;
	}
	if (least > 0 && f->host)
		f->host->wake = download_now() + least;
	f->tries++;
	if (f->tries >= r->patience->tries)
		return download_file_end(
			f, DOWNLOAD_FAILED,
			f->tries < 2
				? why
				: arena_printf(r->arena, "%s (tried %d times)", why, f->tries));
	leave_host(f);
	part_pause(&f->part);
	f->hopping = false;
	q->wait = pause_of(f);
	q->wait = q->wait > least ? q->wait : least;
	return STEP_WAIT;
}

/* What keeps a file that is whole from its name. */
static const char *name_words(struct download_file *f)
{
	return errno == EEXIST ? "a file of its name is there already" : disk_words(f);
}

static void give_name(struct download_file *f, bool synced)
{
	struct download *d = f->d;

	d->end = part_name(&f->part, d->path, synced) ? DOWNLOAD_DONE : DOWNLOAD_FAILED;
	d->why = d->end == DOWNLOAD_DONE ? NULL : name_words(f);
	part_pause(&f->part);
}

void download_settle(struct download_run *run)
{
	bool synced = false;

	if (run->sealed_count > 1)
		synced = syncfs(run->sealed[0]->part.fd) == 0;
	for (size_t i = 0; i < run->sealed_count; i++)
		give_name(run->sealed[i], synced);
	run->sealed_count = 0;
}

static void seal(struct download_file *f)
{
	struct download_run *r = f->run;

	if (!r->sealed_count)
		r->sealed_since = download_now();
	r->sealed[r->sealed_count++] = f;
	if (r->sealed_count == COUNT(r->sealed) ||
	    download_now() - r->sealed_since > DOWNLOAD_WAITS)
		download_settle(r);
}

/* All of it is there. */
static enum step finish(struct download_file *f)
{
	struct download *d = f->d;
	const struct part_note *n = &f->part.note;

	d->at = n->at;
	d->type = n->type ? n->type : "";
	d->unsure = n->length < 0;
	d->bytes = f->part.size;
	if (!part_seal(&f->part, d->sha256))
		return download_file_end(f, DOWNLOAD_FAILED, name_words(f));
	leave_host(f);
	f->run->ended++;
	if (f->part.size < PART_WORTH_A_NOTE)
		seal(f);
	else
		give_name(f, false);
	return STEP_END;
}

/* --- what comes ------------------------------------------------------------------------------ */

/* A header field of printable characters; NULL: there is none, or one too long to be meant. */
static const char *field(const struct answer *got, const char *name, struct arena *a)
{
	char value[1024];

	if (!answer_field(got, name, value, sizeof(value)))
		return NULL;
	size_t len = strlen(value);
	for (size_t i = 0; i < len; i++) {
		if (value[i] < ' ' || value[i] > '~')
			return NULL;
	}
	return len && len < sizeof(value) - 1 ? arena_strndup(a, value, len) : NULL;
}

static struct part_note note_of(const struct download_file *f, const struct answer *got)
{
	struct arena *a = f->run->arena;
	curl_off_t length = -1;

	curl_easy_getinfo(f->curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
	return (struct part_note){
		.url = f->d->url,
		.at = f->trail[f->hops],
		.etag = field(got, "ETag", a),
		.modified = field(got, "Last-Modified", a),
		.date = field(got, "Date", a),
		.type = field(got, "Content-Type", a),
		.length = length,
	};
}

static bool is_packed(const struct answer *got)
{
	static const char *const ways[] = { "gzip", "x-gzip",   "deflate",    "br",
					    "zstd", "compress", "x-compress", NULL };
	char value[64];

	/* Unknown words (none, binary, utf-8) are written by servers that mean nothing by them. */
	if (!answer_field(got, "Content-Encoding", value, sizeof(value)))
		return false;
	for (char *c = value; *c; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
	for (size_t i = 0; ways[i]; i++) {
		if (text_has_word(value, ways[i]) || strstr(value, ways[i]))
			return true;
	}
	return false;
}

static const char *too_large(const struct download_file *f, int64_t size)
{
	struct arena *a = f->run->arena;
	double most = (double)f->d->most / 1e6;

	if (size > 0)
		return arena_printf(a, "it is %.1f MB large; at most %.1f MB are fetched",
				    (double)size / 1e6, most);
	return arena_printf(a, "the server sends more than %.1f MB, the most that is fetched",
			    most);
}

/* 206: what comes goes on with what is there, or it is begun anew. */
static bool begin_rest(struct download_file *f, const struct answer *got, struct part_note *now)
{
	struct content_range range;
	char value[128];

	if (!f->range[0]) {
		f->broken = "the server sends a part of the file where all of it was asked for";
		return false;
	}
	f->anew = !answer_field(got, "Content-Range", value, sizeof(value)) ||
		  !content_range_parse(value, &range) ||
		  part_note_break(&f->part.note, now, &range, f->part.size);
	if (f->anew)
		return false;
	if (!part_begin(&f->part, now, false))
		f->broken = disk_words(f);
	return !f->broken;
}

static bool begin_all(struct download_file *f, struct part_note *now)
{
	if (now->length > f->d->most) {
		f->refusal = too_large(f, now->length);
		return false;
	}
	f->run->bytes -= f->part.size;
	f->part.size = 0;
	if (!part_begin(&f->part, now, true))
		f->broken = disk_words(f);
	return !f->broken;
}

/* With the first bytes of an answer. */
static bool begin_body(struct download_file *f, const struct answer *got)
{
	struct part_note now = note_of(f, got);

	if (is_packed(got)) {
		f->refusal =
			"the server sends it packed (gzip or the like), which nobody asked for";
		return false;
	}
	f->begun = got->status == 206 ? begin_rest(f, got, &now) : begin_all(f, &now);
	return f->begun;
}

/* A page that says "not found", or "sign in", with a status that says all is well. */
static bool is_page(struct download_file *f, bool ended)
{
	const struct part_note *n = &f->part.note;

	if (f->d->may_be_page || !f->head_len || (f->head_len < sizeof(f->head) && !ended))
		return false;
	return web_page_begins(f->head, f->head_len, n->type ? n->type : "");
}

static void keep_head(struct download_file *f, const char *bytes, size_t len)
{
	size_t room = sizeof(f->head) - f->head_len;

	if (f->part.size >= (int64_t)sizeof(f->head) || !room)
		return;
	memcpy(f->head + f->head_len, bytes, len < room ? len : room);
	f->head_len += len < room ? len : room;
	if (is_page(f, false))
		f->refusal = "the server sends a web page, not the file";
}

static bool take_file(struct download_file *f, const char *bytes, size_t len)
{
	struct part *p = &f->part;
	int64_t size = p->size + (int64_t)len;

	keep_head(f, bytes, len);
	if (size > f->d->most)
		f->refusal = too_large(f, 0);
	/* More than it says: nobody knows which of it is right. */
	f->anew = !f->refusal && p->note.length >= 0 && size > p->note.length;
	if (f->refusal || f->anew)
		return false;
	int64_t before = p->size;
	if (!part_add(p, bytes, len))
		f->broken = disk_words(f);
	f->run->bytes += p->size - before;
	f->run->current = f->d;
	return !f->broken;
}

static bool take(void *of, const struct answer *got, const char *bytes, size_t len)
{
	struct download_file *f = of;

	if (got->status != 200 && got->status != 206) {
		f->enough = got->size > DRAINED;
		return !f->enough;
	}
	return (f->begun || begin_body(f, got)) && take_file(f, bytes, len);
}

/* --- what is asked --------------------------------------------------------------------------- */

static void set(void *of, CURL *curl)
{
	struct download_file *f = of;

	f->curl = curl;
	guard_set(&f->guard, curl);
	curl_easy_setopt(curl, CURLOPT_BUFFERSIZE, 128L << 10);
}

static const char *guard_words(const struct download_file *f, enum guarded is)
{
	struct arena *a = f->run->arena;
	const char *way = f->hops ? "it leads to" : "this is";

	switch (is) {
	case GUARD_NO_ADDRESS:
		return arena_printf(a, "%s something that is no web address", way);
	case GUARD_SCHEME:
		return arena_printf(a, "%s an address that is neither http nor https", way);
	case GUARD_PASSWORD:
		return arena_printf(
			a, "%s an address with a password in it; what is public has none", way);
	default:
		return arena_printf(
			a, "it leads to '%s', an address of %s; only public ones are asked",
			f->guard.address, f->guard.what);
	}
}

static void ask_for_rest(struct download_file *f, struct probe *p)
{
	const char *validator = part_note_validator(&f->part.note);

	f->range[0] = '\0';
	if (!f->part.size || !validator)
		return;
	snprintf(f->range, sizeof(f->range), "%lld-", (long long)f->part.size);
	p->range = f->range;
	p->headers[1] = arena_printf(f->run->arena, "If-Range: %s", validator);
}

static enum step ask(struct download_file *f, struct question *q)
{
	const char *url = f->trail[f->hops];
	enum guarded is = guard_url(&f->guard, url);

	if (is == GUARD_PASSWORD && f->hops)
		f->d->at = f->trail[f->hops - 1];
	if (is != GUARD_GOOD)
		return refuse(f, guard_words(f, is));
	q->probe = (struct probe){ .url = url,
				   .headers = { "Accept-Encoding: identity" },
				   .stays = true,
				   .take = take,
				   .set = set };
	ask_for_rest(f, &q->probe);
	f->head_len = 0;
	f->begun = f->anew = f->enough = f->hopping = false;
	f->broken = f->refusal = NULL;
	return STEP_ASK;
}

/* Asks the server of the address, or waits until it is free. */
static enum step ask_host(struct download_file *f, struct question *q)
{
	struct download_host *h = download_host_of(f->run, f->trail[f->hops]);

	if (h != f->host) {
		leave_host(f);
		if (h->busy >= DOWNLOAD_PER_HOST || h->wake > download_now()) {
			f->hopping = true;
			q->wait = A_MOMENT;
			return STEP_WAIT;
		}
		h->busy++;
		f->host = h;
	}
	return ask(f, q);
}

static bool is_there(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

/* From the first address on. */
static enum step begin(struct download_file *f, struct question *q)
{
	struct download_run *r = f->run;
	int64_t had = f->part.size;

	f->d->at = f->trail[0] = f->d->url;
	f->hops = 0;
	f->d->opened = false;
	if (is_there(f->d->path))
		return download_file_end(f, DOWNLOAD_FAILED, "a file of its name is there already");
	part_find(&f->part, r->how->parts, f->d->url, r->arena);
	r->bytes += f->part.size - had;
	if (f->part.size && f->part.size == f->part.note.length && f->part.size <= f->d->most)
		return finish(f);
	return ask_host(f, q);
}

/* --- what an answer means -------------------------------------------------------------------- */

static bool is_open(const char *url)
{
	return strncasecmp(url, "http:", 5) == 0;
}

static enum step hop(struct download_file *f, struct question *q, const char *to)
{
	struct arena *a = f->run->arena;

	for (int i = 0; i <= f->hops; i++) {
		if (strcmp(f->trail[i], to) == 0)
			return refuse(f, "it leads back to itself, without end");
	}
	if (f->hops == DOWNLOAD_HOPS)
		return refuse(f, "it leads from one address to the next, more than 5 times");
	if (is_open(to) && !is_open(f->trail[f->hops]))
		f->d->opened = true;
	f->trail[++f->hops] = f->d->at = arena_strdup(a, to);
	return ask_host(f, q);
}

/* All of it is asked for, of the same address. */
static enum step ask_anew(struct download_file *f, struct question *q)
{
	drop_part(f);
	if (++f->restarts > RESTARTS) {
		f->restarts = 0;
		return put_off(f, q, "what the server sends does not go on with what came before",
			       0);
	}
	return ask(f, q);
}

static enum step judge_status(struct download_file *f, struct question *q, const struct answer *got)
{
	const char *why = arena_printf(f->run->arena, "the server answered %ld: %s", got->status,
				       transfer_status_words(got->status));

	if (got->status == 416 && f->range[0])
		return ask_anew(f, q);
	if (got->status == 408 || got->status == 425 || got->status == 429 || got->status >= 500)
		return put_off(f, q, why, answer_pause(got));
	return refuse(f, why);
}

static enum step judge_code(struct download_file *f, struct question *q, const struct answer *got)
{
	const char *why = answer_trouble(got);

	switch (got->code) {
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_URL_MALFORMAT:
		return refuse(f, why);
	case CURLE_UNSUPPORTED_PROTOCOL: /* or the end of a longer answer than was said: a new
					    connection tells */
	case CURLE_WEIRD_SERVER_REPLY:
		return put_off(f, q, "the server does not speak http", 0);
	case CURLE_COULDNT_RESOLVE_HOST:
		return download_file_end(f, DOWNLOAD_FAILED, why);
	default:
		return put_off(f, q, why, 0);
	}
}

/* All that was said has come. */
static enum step judge_whole(struct download_file *f, struct question *q)
{
	const struct part *p = &f->part;

	if (!f->begun)
		return f->range[0] ? ask_anew(f, q) : refuse(f, "the file there is empty");
	if (p->note.length >= 0 && p->size != p->note.length)
		return put_off(f, q, "it ended before all of it had come", 0);
	if (is_page(f, true)) {
		drop_part(f);
		return refuse(f, "the server sends a web page, not the file");
	}
	return finish(f);
}

/* What we ended ourselves. */
static enum step judge_broken(struct download_file *f, struct question *q)
{
	if (f->anew)
		return ask_anew(f, q);
	if (f->refusal) {
		if (f->begun)
			drop_part(f);
		return refuse(f, f->refusal);
	}
	if (f->run->full)
		return download_file_end(f, DOWNLOAD_FAILED, f->run->full);
	return put_off(f, q, f->broken, 0);
}

static enum step judge(struct download_file *f, struct question *q, const struct answer *got)
{
	if (f->anew || f->refusal || f->broken)
		return judge_broken(f, q);
	if (got->said > LIMIT_HTTP_HEADERS)
		return refuse(f, "what the server says before the file never ends");
	if (f->guard.what)
		return refuse(f, guard_words(f, GUARD_SPECIAL));
	if (got->code && !f->enough && got->status < 300)
		return judge_code(f, q, got);
	if (got->status / 100 == 3 && f->enough)
		return refuse(f, "the server says where it went, and comes to no end with that");
	if (got->status / 100 == 3 && got->leads)
		return hop(f, q, got->leads);
	if (got->status != 200 && got->status != 206)
		return judge_status(f, q, got);
	return judge_whole(f, q);
}

enum step download_file_step(struct question *q, const struct answer *got)
{
	struct download_file *f = q->of;

	if (f->run->full)
		return download_file_end(f, DOWNLOAD_FAILED, f->run->full);
	if (got)
		return judge(f, q, got);
	return f->hopping ? ask_host(f, q) : begin(f, q);
}
