/* What the kinds of hosts share when they make requests and judge answers. */
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/path.h"
#include "base/text.h"
#include "host.h"
#include "memo.h"

#define LONGEST_PAUSE 300       /* seconds that a server may ask for */
#define SAID_MOST     200       /* bytes of what a server says that are told */
#define WHY_MOST      1000      /* bytes of what is said of a job */
#define ASK_FROM      (1 << 20) /* bytes that are worth the question whether they may be sent */
#define LEAST_SECRET  4         /* bytes: what is shorter stands in ordinary words, too */

/* A server may say what it was told. */
static void hide_secret(char *text, const char *secret)
{
	size_t len = secret ? strlen(secret) : 0;

	if (len < LEAST_SECRET)
		return;
	while ((text = strstr(text, secret)))
		memset(text, '*', len);
}

static __attribute__((format(printf, 2, 0))) void set_why(struct job *j, const char *fmt,
							  va_list args)
{
	/* Longer than what is told, so that no half of a secret is left at its end. */
	char text[4 * WHY_MOST];

	vsnprintf(text, sizeof(text), fmt, args);
	hide_secret(text, j->host ? j->host->secret : NULL);
	text[WHY_MOST] = '\0';
	j->why = arena_strdup(&j->arena, text);
}

enum outcome job_failed(struct job *j, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	set_why(j, fmt, args);
	va_end(args);
	return JOB_FAILED;
}

enum outcome job_later(struct job *j, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	set_why(j, fmt, args);
	va_end(args);
	return JOB_LATER;
}

/* --- what is sent -------------------------------------------------------------------- */

int64_t job_size(const struct job *j)
{
	return j->file ? j->file->size : (int64_t)j->len;
}

/*
 * curl asks before every PUT whether it may (RFC 9110 section 10.1.1), and waits a second for
 * servers that do not say: what is small is there before they could.
 */
static void send_cargo(struct job *j)
{
	curl_easy_setopt(j->curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(j->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)j->cargo.size);
	if (j->cargo.size < ASK_FROM)
		job_header(j, "Expect:");
}

void job_send(struct job *j, int64_t from, int64_t size)
{
	j->cargo = (struct cargo){ .disk = j->file ? j->file->disk : NULL,
				   .bytes = j->bytes,
				   .from = from,
				   .size = size < 0 ? job_size(j) - from : size };
	send_cargo(j);
}

void job_send_bytes(struct job *j, const char *bytes, size_t len)
{
	j->cargo = (struct cargo){ .bytes = bytes, .size = (int64_t)len };
	send_cargo(j);
}

void job_send_fd(struct job *j, int fd, int64_t size)
{
	j->cargo = (struct cargo){ .fd = fd, .size = size };
	send_cargo(j);
}

void job_header(struct job *j, const char *fmt, ...)
{
	char line[4096];
	va_list args;

	va_start(args, fmt);
	vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	j->headers = curl_slist_append(j->headers, line);
}

const char *job_url(struct job *j, const char *base, const char *path)
{
	return arena_printf(&j->arena, "%s%s%s", base, text_ends(base, "/") ? "" : "/",
			    path_to_url(path, &j->arena));
}

static bool is_text(const char *type)
{
	return text_starts(type, "text/") || text_ends(type, "xml") ||
	       text_ends(type, "javascript");
}

const char *job_type(struct job *j)
{
	const char *type = j->file ? j->file->type : "text/plain";

	if (!is_text(type) || strstr(type, "charset"))
		return type;
	return arena_printf(&j->arena, "%s; charset=utf-8", type);
}

/* --- what came back ------------------------------------------------------------------- */

const char *job_answer(struct job *j, const char *name)
{
	size_t len = strlen(name);

	for (const char *line = j->head.data; line && *line;) {
		const char *end = strchr(line, '\n');
		size_t whole = end ? (size_t)(end - line) : strlen(line);

		if (whole > len && line[len] == ':' && strncasecmp(line, name, len) == 0) {
			const char *value = line + len + 1, *stop = line + whole;

			while (value < stop && isspace((unsigned char)*value))
				value++;
			while (stop > value && isspace((unsigned char)stop[-1]))
				stop--;
			return arena_strndup(&j->arena, value, (size_t)(stop - value));
		}
		line = end ? end + 1 : NULL;
	}
	return NULL;
}

static const struct {
	CURLcode code;
	enum outcome outcome;
	const char *text;
} judgements[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, JOB_LATER,
	  "no server has this name; look at 'to' in publish.yaml, and at the connection to the "
	  "internet" },
	{ CURLE_COULDNT_CONNECT, JOB_LATER,
	  "the server refuses the connection, or is switched off" },
	{ CURLE_OPERATION_TIMEDOUT, JOB_LATER, "the server takes too long to answer" },
	{ CURLE_LOGIN_DENIED, JOB_FAILED, "the server does not take this name and secret" },
	{ CURLE_PEER_FAILED_VERIFICATION, JOB_FAILED,
	  "the server cannot prove that it is the one it says: its certificate or its key is not "
	  "the right one" },
	{ CURLE_SSL_CACERT_BADFILE, JOB_FAILED, "the file that 'ca' names has no certificates" },
	{ CURLE_USE_SSL_FAILED, JOB_FAILED,
	  "the server offers no encryption, and without it nothing is sent" },
	/* of SSH */
	{ CURLE_FAILED_INIT, JOB_LATER, "the server breaks off while the connection begins" },
	{ CURLE_SSL_CONNECT_ERROR, JOB_LATER, "the server breaks off while encryption begins" },
	{ CURLE_UNSUPPORTED_PROTOCOL, JOB_FAILED, "this is no address that can be published to" },
	{ CURLE_URL_MALFORMAT, JOB_FAILED, "this is no address that can be published to" },
	{ CURLE_REMOTE_DISK_FULL, JOB_FAILED, "there is no room left there" },
	{ CURLE_REMOTE_ACCESS_DENIED, JOB_FAILED, "the server does not let this name write there" },
	{ CURLE_SEND_ERROR, JOB_LATER, "the connection broke" },
	{ CURLE_RECV_ERROR, JOB_LATER, "the connection broke" },
	{ CURLE_GOT_NOTHING, JOB_LATER, "the server broke off without an answer" },
	{ CURLE_WEIRD_SERVER_REPLY, JOB_LATER, "the server's answer cannot be understood" },
	{ CURLE_PARTIAL_FILE, JOB_LATER, "the answer ended before all of it had come" },
	{ CURLE_WRITE_ERROR, JOB_FAILED, "the answer is longer than it can be" },
};

enum outcome job_judge_curl(struct job *j)
{
	if (j->code == CURLE_OK)
		return JOB_DONE;
	/* Of an answer without its beginning, curl says that its protocol is HTTP/0.9. */
	if (j->code == CURLE_UNSUPPORTED_PROTOCOL && strstr(j->said, "HTTP/0.9"))
		j->code = CURLE_WEIRD_SERVER_REPLY;
	for (size_t i = 0; i < COUNT(judgements); i++) {
		if (judgements[i].code == j->code) {
			j->why = judgements[i].text;
			return judgements[i].outcome;
		}
	}
	return job_later(j, "%s", *j->said ? j->said : curl_easy_strerror(j->code));
}

/* Seconds that the server asks for (RFC 9110 section 10.2.3); a date is not waited for. */
static double asked_pause(struct job *j)
{
	const char *value = job_answer(j, "Retry-After");
	char *end = NULL;
	long seconds = value ? strtol(value, &end, 10) : 0;

	if (end && *end)
		return 0;
	return seconds < 0 ? 0 : seconds > LONGEST_PAUSE ? LONGEST_PAUSE : (double)seconds;
}

/* The beginning of what the server said, where that is text for people. */
static const char *words_of(struct job *j)
{
	const char *type = job_answer(j, "Content-Type");
	struct strbuf words = STRBUF_INIT(SAID_MOST * 8);

	if (!j->body.len || !type || strstr(type, "html"))
		return "";
	strbuf_adds(&words, ": ");
	char *said = arena_strndup(&j->arena, j->body.data,
				   j->body.len < SAID_MOST ? j->body.len : SAID_MOST);
	text_add_visible(&words, said);
	const char *kept = arena_strdup(&j->arena, words.data);
	strbuf_release(&words);
	return kept;
}

enum outcome job_judge_http(struct job *j)
{
	long s = j->status;

	/* A refusal can come before all is sent: then the status is what counts. */
	if (j->code != CURLE_OK && (s < 400 || j->code == CURLE_OPERATION_TIMEDOUT))
		return job_judge_curl(j);
	if (s / 100 == 2)
		return JOB_DONE;
	if (s == 404 || s == 410)
		return j->why = "there is nothing at this place", JOB_ABSENT;
	if (s == 412)
		return j->why = "something is there already", JOB_TAKEN;
	if (s == 401 || s == 403)
		return job_failed(j, "the server does not let this name and secret do that (%ld)%s",
				  s, words_of(j));
	if (s == 507 || s == 413)
		return job_failed(j, "the server has no room for it (%ld)%s", s, words_of(j));
	if (s == 408 || s == 425 || s == 429 || (s >= 500 && s != 501 && s != 505)) {
		j->after_seconds = asked_pause(j);
		return job_later(j, "the server is busy or has trouble of its own (%ld)%s", s,
				 words_of(j));
	}
	return job_failed(j, "the server answered %ld%s", s, words_of(j));
}

const char *job_recall(struct job *j, const char *key)
{
	return memo_recall(j->host->memo, key, &j->arena);
}

void job_remember(struct job *j, const char *key, const char *value)
{
	memo_note(j->host->memo, key, value);
}

/* --- what browsers are told ------------------------------------------------------------- */

bool job_path_is_hashed(const char *path)
{
	const char *base = path_base(path), *dash = strrchr(base, '-');

	return dash && strspn(dash + 1, "0123456789abcdef") == 12 && dash[13] == '.' &&
	       strcmp(dash + 13, ".json") != 0; /* open data is named by UUIDs, and changes */
}

bool job_path_has_hash(const struct job *j)
{
	return j->file && job_path_is_hashed(j->path) &&
	       strncmp(strrchr(j->path, '-') + 1, j->file->sha256, 12) == 0;
}

const char *job_cache_control(const struct job *j)
{
	if (!j->file)
		return "no-cache";
	return job_path_is_hashed(j->path) ? "public, max-age=31536000, immutable"
					   : "public, max-age=300";
}
