#include "hosted.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/text.h"

#define LONGEST_PAUSE 300 /* seconds that are waited for a limit of rate */
#define MOST          (1LL << 40)
#define USUAL_PAUSE   60 /* where the service does not say how long: GitHub asks for a minute */

/* --- requests --------------------------------------------------------------------- */

const char *hosted_open(struct host *h, const char *usual, struct diag *diag)
{
	const char *url = h->target->endpoint ? h->target->endpoint : usual;
	size_t len = strlen(url);

	if (!h->secret || !*h->secret) {
		diag_report(diag, DIAG_CANNOT_PUBLISH, h->target->at,
			    "'%s' needs a token; name the file that has it with 'secret_file'",
			    h->target->name);
		return NULL;
	}
	while (len && url[len - 1] == '/')
		len--;
	return arena_strndup(h->arena, url, len);
}

void hosted_request(struct job *j, const char *method, const char *url)
{
	curl_easy_setopt(j->curl, CURLOPT_URL, url);
	curl_easy_setopt(j->curl, CURLOPT_PROTOCOLS_STR,
			 text_starts(url, "http:") ? "http" : "https");
	if (strcmp(method, "GET") != 0)
		curl_easy_setopt(j->curl, CURLOPT_CUSTOMREQUEST, method);
	job_header(j, "Authorization: Bearer %s", j->host->secret);
}

void hosted_json(struct job *j, const struct strbuf *text)
{
	job_header(j, "Content-Type: application/json");
	job_send_bytes(j, arena_strndup(&j->arena, text->data, text->len), text->len);
}

const struct tree *hosted_answer(struct job *j)
{
	struct tree_fault fault;

	return tree_read(j->body.data, j->body.len, &j->arena, &fault);
}

bool hosted_is_number(const struct tree *answer, const char *key, int64_t number)
{
	double found;

	return tree_number(answer, key, &found) && found == (double)number;
}

/* --- answers ---------------------------------------------------------------------- */

const char *hosted_words(struct job *j)
{
	const struct tree *answer = j->body.len ? hosted_answer(j) : NULL;
	const char *said = tree_text(answer, "message");
	struct strbuf visible = STRBUF_INIT(1024);

	if (!said)
		said = tree_text(answer, "error_message");
	if (!said)
		return "";
	text_add_visible(&visible, said);
	said = arena_printf(&j->arena, ": %s", visible.data);
	strbuf_release(&visible);
	return said;
}

/* A whole number: seconds, or how many. More than MOST is nonsense, and only so much. */
static bool number_of(struct job *j, const char *name, long long *into)
{
	const char *value = job_answer(j, name);
	char *end;

	if (!value || !*value)
		return false;
	*into = strtoll(value, &end, 10);
	*into = *into < MOST ? *into : MOST;
	return !*end && *into >= 0;
}

/*
 * Seconds until the service takes requests again: Retry-After in seconds (RFC 9110 section 10.2.3),
 * or X-RateLimit-Reset in seconds since 1970, by the clock of the answer itself. Netlify writes
 * dates into both at times; they are not read.
 */
static long long pause_asked(struct job *j)
{
	long long seconds, reset;
	const char *date = job_answer(j, "Date");

	if (number_of(j, "Retry-After", &seconds))
		return seconds;
	if (date && number_of(j, "X-RateLimit-Reset", &reset)) {
		seconds = reset - (long long)curl_getdate(date, NULL);
		if (seconds > 0 && seconds < 86400)
			return seconds;
	}
	return USUAL_PAUSE;
}

static bool is_limited(struct job *j)
{
	long long left;

	return j->status == 429 ||
	       (j->status == 403 && (job_answer(j, "Retry-After") ||
				     (number_of(j, "X-RateLimit-Remaining", &left) && !left)));
}

static enum outcome limited(struct job *j)
{
	long long seconds = pause_asked(j);

	if (seconds > LONGEST_PAUSE)
		return job_failed(j,
				  "the service takes no more of this token for %lld minutes (%ld); "
				  "publish again then, and it goes on",
				  (seconds + 59) / 60, j->status);
	j->after_seconds = (double)seconds;
	return job_later(j, "the service takes no more for the moment (%ld)%s", j->status,
			 hosted_words(j));
}

enum outcome hosted_judge(struct job *j)
{
	long s = j->status;

	if (j->code != CURLE_OK && (s < 400 || j->code == CURLE_OPERATION_TIMEDOUT))
		return job_judge_curl(j);
	if (s / 100 == 2)
		return JOB_DONE;
	if (is_limited(j))
		return limited(j);
	if (s == 401)
		return job_failed(
			j, "the token is not taken (401)%s; it may be wrong, or have expired",
			hosted_words(j));
	if (s == 403)
		return job_failed(j, "this token may not do that (403)%s", hosted_words(j));
	if (s == 404 || s == 410) {
		j->why = "there is nothing at this place";
		return JOB_ABSENT;
	}
	if (s / 100 == 3)
		return job_failed(j,
				  "it has another address now (%ld)%s; look at 'to' and 'endpoint' "
				  "in publish.yaml",
				  s, hosted_words(j));
	if (s == 408 || s == 425 || s >= 500)
		return job_later(j, "the service has trouble of its own (%ld)%s", s,
				 hosted_words(j));
	return job_failed(j, "the service refuses it (%ld)%s", s, hosted_words(j));
}

enum outcome hosted_must(struct job *j)
{
	enum outcome o = hosted_judge(j);

	if (o == JOB_ABSENT)
		return job_failed(j,
				  "the service knows no '%s' that this token may use (404); look "
				  "at 'to' in publish.yaml",
				  j->host->target->to);
	return o;
}

enum outcome hosted_puzzle(struct job *j, const char *what)
{
	return job_failed(j, "the service's answer has no %s; is 'endpoint' in publish.yaml right?",
			  what);
}

enum outcome hosted_stranger(struct job *j)
{
	return job_failed(j, "'%s' is no part of what was begun", j->path);
}

/* --- a site, file by file ---------------------------------------------------------- */

static int compare_digests(const void *a, const void *b)
{
	const struct hosted_file *const *x = a, *const *y = b;
	int order = strcmp((*x)->digest, (*y)->digest);

	return order ? order : strcmp((*x)->path, (*y)->path);
}

enum outcome hosted_digest(struct job *j, enum digest d, struct hosted_site *into)
{
	const struct output_tree *want = j->host->want;
	struct arena *a = j->host->arena;

	*into = (struct hosted_site){
		.files = arena_array(a, want->count + 1, sizeof(*into->files)),
		.order = arena_array(a, want->count + 1, sizeof(struct hosted_file *))
	};
	for (size_t i = 0; i < want->count; i++) {
		const struct output_file *file = &want->files[i];
		struct hosted_file *f = &into->files[into->count++];

		f->file = file;
		f->path = file->path;
		if (!digest_file(d, file->disk, file->size, f->digest))
			return job_failed(
				j, "'%s' %s", file->disk,
				errno == ESTALE
					? "changed while it was being published; build again"
					: strerror(errno));
	}
	for (size_t i = 0; i < into->count; i++)
		into->order[i] = &into->files[i];
	qsort(into->order, into->count, sizeof(struct hosted_file *), compare_digests);
	return JOB_DONE;
}

static int compare_path(const void *path, const void *file)
{
	return strcmp(path, ((const struct hosted_file *)file)->path);
}

struct hosted_file *hosted_file(const struct hosted_site *s, const struct job *j)
{
	return s->count ? bsearch(j->path, s->files, s->count, sizeof(*s->files), compare_path)
			: NULL;
}

struct hosted_file **hosted_by_digest(const struct hosted_site *s, const char *digest)
{
	size_t low = 0, high = s->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(s->order[middle]->digest, digest) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->count && strcmp(s->order[low]->digest, digest) == 0 ? &s->order[low] : NULL;
}

void hosted_has(const struct hosted_site *s, const char *digest)
{
	struct hosted_file **f = hosted_by_digest(s, digest), **end = s->order + s->count;

	for (; f && f < end && strcmp((*f)->digest, digest) == 0; f++) {
		(*f)->needed = false;
		(*f)->has = true;
	}
}

struct hosted_file *hosted_next_needed(const struct hosted_site *s)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->files[i].needed)
			return &s->files[i];
	}
	return NULL;
}

void hosted_send(struct job *j, const struct hosted_file *f)
{
	j->file = f->file;
	job_send(j, 0, -1);
}

bool hosted_is_double(const struct hosted_site *s, const struct hosted_file *f)
{
	return *hosted_by_digest(s, f->digest) != f;
}

void hosted_list_top(struct strbuf *names, const char *path)
{
	size_t len = strcspn(path, "/");

	if (!len || (names->len > len && names->data[names->len - 1] == '\n' &&
		     memcmp(names->data + names->len - 1 - len, path, len) == 0 &&
		     (names->len == len + 1 || names->data[names->len - len - 2] == '\n')))
		return;
	strbuf_add(names, path, len);
	strbuf_addc(names, '\n');
}
