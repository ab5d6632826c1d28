#include "probe.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/version.h"

#define MOST_WORDS ((size_t)4096)
#define MOST_PAUSE 60
#define TICK_MS    100

/* One request at a time. */
struct lane {
	CURL *curl;
	struct question *question; /* NULL: free */
	struct curl_slist *headers;
	struct hasher *hasher;
	struct answer got;
	bool was_enough; /* the body was cut by us */
};

struct run {
	struct probing *p;
	struct question *questions;
	size_t count, next, ended;
	/* Those that wait, and when each goes on. */
	struct pending {
		struct question *question;
		double wake;
	} * pending;
	size_t waiting;
	CURLM *multi;
	struct lane lanes[PROBE_LANES];
};

static double now_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* --- what comes back --------------------------------------------------------------------- */

static size_t take_body(char *bytes, size_t size, size_t count, void *arg)
{
	struct lane *l = arg;
	const struct question *q = l->question;
	int64_t enough = q->probe.enough;
	size_t room = MOST_WORDS - l->got.words.len;

	(void)size; /* always 1 */
	if (q->probe.take) {
		l->got.size += (int64_t)count;
		curl_easy_getinfo(l->curl, CURLINFO_RESPONSE_CODE, &l->got.status);
		return q->probe.take(q->of, &l->got, bytes, count) ? count : 0;
	}
	hasher_add(l->hasher, bytes, count);
	l->got.size += (int64_t)count;
	strbuf_add(&l->got.words, bytes, count < room ? count : room);
	l->was_enough = enough && l->got.size >= enough;
	return l->was_enough ? 0 : count;
}

/* Of several answers, those of redirects and the true one, only cookies count. */
static size_t take_head(char *bytes, size_t size, size_t count, void *arg)
{
	struct lane *l = arg;

	(void)size;
	if (count > 5 && memcmp(bytes, "HTTP/", 5) == 0)
		strbuf_clear(&l->got.head);
	if (count > 11 && strncasecmp(bytes, "set-cookie:", 11) == 0)
		l->got.cookie = true;
	strbuf_add(&l->got.head, bytes, count);
	l->got.said += count;
	return l->got.said <= LIMIT_HTTP_HEADERS ? count : 0;
}

bool answer_field(const struct answer *got, const char *name, char *into, size_t room)
{
	size_t len = strlen(name);

	for (const char *line = got->head.data; *line;) {
		size_t whole = strcspn(line, "\r\n");

		if (whole > len && line[len] == ':' && strncasecmp(line, name, len) == 0) {
			size_t from = len + 1 + strspn(line + len + 1, " \t");

			from = from < whole ? from : whole;
			snprintf(into, room, "%.*s", (int)(whole - from), line + from);
			return true;
		}
		line += whole + strspn(line + whole, "\r\n");
	}
	return false;
}

/* When the server's own certificate, the first of its chain, ends. */
static int64_t certificate_end(CURL *curl)
{
	struct curl_certinfo *chain = NULL;
	static const char name[] = "Expire date:";

	curl_easy_getinfo(curl, CURLINFO_CERTINFO, &chain);
	if (!chain || chain->num_of_certs < 1)
		return 0;
	for (const struct curl_slist *line = chain->certinfo[0]; line; line = line->next) {
		if (strncmp(line->data, name, strlen(name)) == 0) {
			time_t end = curl_getdate(line->data + strlen(name), NULL);

			return end > 0 ? (int64_t)end : 0;
		}
	}
	return 0;
}

static void finish_answer(struct lane *l, CURLcode code)
{
	struct answer *got = &l->got;
	char *last = NULL, *leads = NULL;

	got->code = l->was_enough ? CURLE_OK : code;
	if (l->hasher)
		got->hash = hasher_end(l->hasher);
	l->hasher = NULL;
	curl_easy_getinfo(l->curl, CURLINFO_RESPONSE_CODE, &got->status);
	curl_easy_getinfo(l->curl, CURLINFO_REDIRECT_COUNT, &got->redirects);
	curl_easy_getinfo(l->curl, CURLINFO_EFFECTIVE_URL, &last);
	curl_easy_getinfo(l->curl, CURLINFO_SSL_VERIFYRESULT, &got->certificate);
	curl_easy_getinfo(l->curl, CURLINFO_REDIRECT_URL, &leads);
	got->url = last ? last : l->question->probe.url;
	got->leads = leads;
	got->certificate_ends = certificate_end(l->curl);
}

/* --- what is asked ------------------------------------------------------------------------ */

static void set_way(struct lane *l)
{
	const struct probe *p = &l->question->probe;

	if (p->way == PROBE_HEAD)
		curl_easy_setopt(l->curl, CURLOPT_NOBODY, 1L);
	if (p->way == PROBE_POST) {
		curl_easy_setopt(l->curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)p->len);
		curl_easy_setopt(l->curl, CURLOPT_POSTFIELDS, p->body);
	}
	if (p->range)
		curl_easy_setopt(l->curl, CURLOPT_RANGE, p->range);
	if (p->packed)
		curl_easy_setopt(l->curl, CURLOPT_ACCEPT_ENCODING, "gzip");
	for (size_t i = 0; i < COUNT(p->headers) && p->headers[i]; i++)
		l->headers = curl_slist_append(l->headers, p->headers[i]);
	curl_easy_setopt(l->curl, CURLOPT_HTTPHEADER, l->headers);
}

static bool follows(const struct probe *p)
{
	return p->way != PROBE_POST && !p->stays;
}

static void set_up(struct lane *l, const struct probing *p)
{
	CURL *c = l->curl;

	curl_easy_reset(c);
	curl_easy_setopt(c, CURLOPT_PRIVATE, l);
	curl_easy_setopt(c, CURLOPT_URL, l->question->probe.url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, l->got.secure ? "https" : "http,https");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, follows(&l->question->probe) ? 1L : 0L);
	curl_easy_setopt(c, CURLOPT_MAXREDIRS, (long)PROBE_REDIRECTS);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 2L);
	curl_easy_setopt(c, CURLOPT_CERTINFO, 1L);
	if (p->ca)
		curl_easy_setopt(c, CURLOPT_CAINFO, p->ca);
	curl_easy_setopt(c, CURLOPT_USERAGENT, "blether/" BLETHER_VERSION);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, p->patience->connect);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT,
			 p->patience->slowest ? p->patience->slowest : 1L);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, p->patience->stall);
	curl_easy_setopt(c, CURLOPT_TIMEOUT, p->patience->request);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, l);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_head);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, l);
	set_way(l);
	if (l->question->probe.set)
		l->question->probe.set(l->question->of, c);
}

static void clear_answer(struct lane *l)
{
	struct strbuf head = l->got.head, words = l->got.words;

	strbuf_clear(&head);
	strbuf_clear(&words);
	l->got = (struct answer){ .head = head, .words = words };
	l->got.secure = strncasecmp(l->question->probe.url, "https:", 6) == 0;
	l->was_enough = false;
	l->hasher = l->question->probe.take ? NULL : hasher_new();
}

/* Asks the question what is next; `got` is what came to what it asked before. */
static void step(struct run *r, struct lane *l, const struct answer *got)
{
	struct question *q = l->question;

	q->probe = (struct probe){ 0 };
	enum step next = q->step(q, got);
	curl_slist_free_all(l->headers);
	l->headers = NULL;
	if (next == STEP_ASK) {
		q->stage++;
		clear_answer(l);
		set_up(l, r->p);
		curl_multi_add_handle(r->multi, l->curl);
		return;
	}
	if (next == STEP_WAIT) {
		q->stage = 0;
		r->pending[r->waiting++] = (struct pending){ q, now_seconds() + q->wait };
	} else {
		r->ended++;
	}
	l->question = NULL;
}

/* --- the loop ------------------------------------------------------------------------------ */

static struct question *take_question(struct run *r, double now)
{
	struct question *picked = NULL;

	if (r->p->pick)
		picked = r->p->pick(r->p->arg);
	else if (r->next < r->count)
		picked = &r->questions[r->next++];
	if (picked)
		return picked;
	for (size_t i = 0; i < r->waiting; i++) {
		struct question *q = r->pending[i].question;

		if (r->pending[i].wake <= now) {
			r->pending[i] = r->pending[--r->waiting];
			return q;
		}
	}
	return NULL;
}

static bool start_lanes(struct run *r)
{
	double now = now_seconds();
	bool any = false;

	for (int i = 0; i < r->p->lanes; i++) {
		struct lane *l = &r->lanes[i];

		if (!l->question && (l->question = take_question(r, now))) {
			step(r, l, NULL);
			any = true;
		}
	}
	return any;
}

static bool take_answers(struct run *r)
{
	CURLMsg *m;
	int left;
	bool any = false;

	while ((m = curl_multi_info_read(r->multi, &left))) {
		struct lane *l = NULL;
		CURLcode code = m->data.result;

		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, (char **)&l);
		curl_multi_remove_handle(r->multi, l->curl);
		finish_answer(l, code);
		step(r, l, &l->got);
		any = true;
	}
	return any;
}

static void tell(const struct run *r)
{
	const char *url = NULL;

	if (!r->p->tick)
		return;
	for (int i = 0; i < r->p->lanes && !url; i++)
		url = r->lanes[i].question ? r->lanes[i].question->probe.url : NULL;
	r->p->tick(r->p->arg, r->ended, r->count, url, now_seconds() - r->p->started);
}

static void open_lanes(struct run *r)
{
	r->multi = curl_multi_init();
	curl_multi_setopt(r->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)r->p->lanes);
	for (int i = 0; i < r->p->lanes; i++) {
		struct lane *l = &r->lanes[i];

		l->curl = curl_easy_init();
		l->got.head = (struct strbuf)STRBUF_INIT(LIMIT_HTTP_HEADERS);
		l->got.words = (struct strbuf)STRBUF_INIT(MOST_WORDS + 1);
	}
}

static void close_lanes(struct run *r)
{
	for (int i = 0; i < r->p->lanes; i++) {
		struct lane *l = &r->lanes[i];

		if (l->question)
			curl_multi_remove_handle(r->multi, l->curl);
		if (l->hasher)
			hasher_end(l->hasher);
		curl_slist_free_all(l->headers);
		curl_easy_cleanup(l->curl);
		strbuf_release(&l->got.head);
		strbuf_release(&l->got.words);
	}
	curl_multi_cleanup(r->multi);
	free(r->pending);
}

void probing_run(struct probing *p, struct question *questions, size_t count)
{
	struct run r = { .p = p, .questions = questions, .count = count };

	p->lanes = p->lanes < 1 ? 1 : p->lanes > PROBE_LANES ? PROBE_LANES : p->lanes;
	p->started = now_seconds();
	r.pending = xcalloc(count + 1, sizeof(*r.pending));
	open_lanes(&r);
	while (r.ended < count && !(p->stop && p->stop(p->arg))) {
		int running;
		bool moved = start_lanes(&r);

		curl_multi_perform(r.multi, &running);
		moved = take_answers(&r) || moved;
		tell(&r);
		if (!moved)
			curl_multi_poll(r.multi, NULL, 0, TICK_MS, NULL);
	}
	close_lanes(&r);
}

enum step question_again(const struct probing *p, struct question *q, double least)
{
	const struct probe_patience *o = p->patience;
	double wait = o->first_wait;

	for (int i = 0; i < q->tries && wait < o->longest_wait; i++)
		wait *= 2;
	wait = wait > o->longest_wait ? o->longest_wait : wait;
	q->wait = wait > least ? wait : least;
	if (++q->tries > o->tries || now_seconds() - p->started + q->wait > o->whole)
		return STEP_END;
	return STEP_WAIT;
}

/* --- what an answer means -------------------------------------------------------------------- */

/* What curl's codes mean to somebody whose site is looked at. */
static const struct trouble {
	CURLcode code;
	bool passes;
	const char *words;
} troubles[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, false, "no server has this name" },
	{ CURLE_COULDNT_RESOLVE_PROXY, true, "your proxy server has a name that nobody knows" },
	{ CURLE_COULDNT_CONNECT, true, "the server refused the connection or is switched off" },
	{ CURLE_OPERATION_TIMEDOUT, true, "the server took too long to answer" },
	{ CURLE_GOT_NOTHING, true, "the server closed the connection without a word" },
	{ CURLE_RECV_ERROR, true, "the connection broke" },
	{ CURLE_SEND_ERROR, true, "the connection broke" },
	{ CURLE_PARTIAL_FILE, true, "it ended before all of it had come" },
	{ CURLE_TOO_MANY_REDIRECTS, false,
	  "it leads from one address to the next, more than 5 times" },
	{ CURLE_UNSUPPORTED_PROTOCOL, false, "it leads to an address that is not safe: not https" },
	{ CURLE_SSL_CONNECT_ERROR, false,
	  "the server does not speak https here, or only an old kind that is not safe" },
	{ CURLE_PEER_FAILED_VERIFICATION, false, "" },
	{ CURLE_BAD_CONTENT_ENCODING, false,
	  "the server says that it packed the file, and it cannot be unpacked" },
	{ CURLE_WRITE_ERROR, false,
	  "the server says that it packed the file, and it cannot be unpacked" },
};

static const struct trouble *trouble_of(CURLcode code)
{
	for (size_t i = 0; i < COUNT(troubles); i++) {
		if (troubles[i].code == code)
			return &troubles[i];
	}
	return NULL;
}

/* By the numbers of openssl/x509_vfy.h. */
static const char *certificate_trouble(long number)
{
	switch (number) {
	case 9:
		return "the server's certificate is not valid yet; look whether your clock is "
		       "right";
	case 10:
		return "the server's certificate has ended";
	case 0:
	case 1: /* curl compares the name before it asks OpenSSL for its number */
	case 62:
	case 64:
		return "the server's certificate is for another name";
	default:
		return "nobody that apps believe vouches for the server's certificate, or the "
		       "server "
		       "leaves out who does (the chain)";
	}
}

const char *answer_trouble(const struct answer *got)
{
	const struct trouble *t = trouble_of(got->code);

	if (got->code == CURLE_PEER_FAILED_VERIFICATION)
		return certificate_trouble(got->certificate);
	return t ? t->words : got->code ? curl_easy_strerror(got->code) : NULL;
}

bool answer_may_change(const struct answer *got)
{
	const struct trouble *t = trouble_of(got->code);
	long s = got->status;

	if (got->code)
		return !t || t->passes;
	return s == 404 || s == 408 || s == 425 || s == 429 || s >= 500;
}

double answer_pause(const struct answer *got)
{
	char value[64], sent[64];
	double seconds = 0;

	if (!answer_field(got, "Retry-After", value, sizeof(value)))
		return 0;
	if (value[strspn(value, "0123456789")] == '\0')
		seconds = (double)strtol(value, NULL, 10);
	else if (answer_field(got, "Date", sent,
			      sizeof(sent))) /* a moment, by the server's clock */
		seconds = difftime(curl_getdate(value, NULL), curl_getdate(sent, NULL));
	return seconds < 0 ? 0 : seconds > MOST_PAUSE ? MOST_PAUSE : seconds;
}
