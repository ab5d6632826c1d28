/*
 * S3: a bucket at Amazon, and at all the services and servers that speak the same language
 * (Cloudflare R2, Backblaze B2, Wasabi, MinIO, Ceph, Swift …). A PUT is seen whole or not at all,
 * and the server checks the bytes against the hash that is signed.
 *
 * Where they differ: R2, B2 and new buckets at Amazon take no ACL for a single file, so none is
 * sent unless it is asked for. Swift (501) and some others know no If-None-Match: then what is put
 * "unless something is there" is looked at before, and again after a pause in which another
 * computer that looked at the same moment has written its own. B2 keeps old versions until a rule
 * of the bucket says otherwise.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/text.h"
#include "hosts.h"
#include "record.h"
#include "s3.h"
#include "s3_answer.h"

#define SMALL       65536 /* bytes: below, sending again is as quick as asking */
#define CLAIM_PAUSE 2     /* seconds: longer than anybody needs between looking and writing */
#define HASH_META   "x-amz-meta-sha256"

/* What the last request of a job was. */
struct progress {
	enum { BEGIN, LOOK, SEND, LOOK_AGAIN } asked;
	bool conditional;  /* it had If-None-Match */
	const char *names; /* of TASK_LIST, so far */
};

/* --- requests ----------------------------------------------------------------------------- */

void s3_query(struct s3_request *r, const char *name, const char *value)
{
	r->query[r->query_count++] = (struct sigv4_pair){ name, value };
}

void s3_field(struct s3_request *r, const char *name, const char *value)
{
	r->fields[r->field_count++] = (struct sigv4_pair){ name, value };
}

void s3_describe(struct job *j, struct s3_request *r)
{
	const struct s3_place *p = j->host->own;

	s3_field(r, "content-type", job_type(j));
	s3_field(r, "cache-control", job_cache_control(j));
	if (p->acl)
		s3_field(r, "x-amz-acl", p->acl);
	if (j->file)
		s3_field(r, HASH_META, j->file->sha256);
}

static const char *hash_of_nothing(struct arena *a)
{
	struct hash h = hash_bytes("", 0);
	char *hex = arena_alloc(a, HASH_HEX);

	hash_hex(&h, hex);
	return hex;
}

/* All header fields are signed; what curl adds by itself is not. */
static void sign(struct job *j, struct s3_request *r, const char *path, const char *query)
{
	const struct s3_place *p = j->host->own;
	struct sigv4_pair fields[S3_MOST_PAIRS + 3];
	char *when = arena_alloc(&j->arena, SIGV4_TIME);
	size_t n = r->field_count;

	sigv4_time(sigv4_now(), when);
	memcpy(fields, r->fields, sizeof(r->fields));
	fields[n++] = (struct sigv4_pair){ "x-amz-date", when };
	fields[n++] = (struct sigv4_pair){ "x-amz-content-sha256", r->payload };
	for (size_t i = 0; i < n; i++)
		job_header(j, "%s: %s", fields[i].name, fields[i].value);
	fields[n++] = (struct sigv4_pair){ "host", p->host };
	const struct sigv4_request s = { .method = r->method,
					 .path = path,
					 .query = query,
					 .fields = fields,
					 .field_count = n,
					 .payload = r->payload };
	job_header(j, "Authorization: %s", sigv4_authorization(&s, &p->key, when, &j->arena));
}

enum outcome s3_ask(struct job *j, struct s3_request *r)
{
	const struct s3_place *p = j->host->own;
	struct arena *a = &j->arena;
	const char *query = sigv4_query(r->query, r->query_count, a);
	const char *key = r->path ? arena_printf(a, "%s%s", p->prefix, r->path) : "";
	const char *path = arena_printf(a, "%s/%s", p->root, sigv4_encode(key, "/", a));

	if (!r->path && *p->root)
		path = p->root;
	if (!r->payload)
		r->payload = hash_of_nothing(a);
	sign(j, r, path, query);
	curl_easy_setopt(j->curl, CURLOPT_URL,
			 arena_printf(a, "%s%s%s%s", p->base, path, *query ? "?" : "", query));
	curl_easy_setopt(j->curl, CURLOPT_PATH_AS_IS, 1L);
	if (strcmp(r->method, "HEAD") == 0)
		curl_easy_setopt(j->curl, CURLOPT_NOBODY, 1L);
	else
		curl_easy_setopt(j->curl, CURLOPT_CUSTOMREQUEST, r->method);
	return JOB_REQUEST;
}

enum outcome s3_look(struct job *j)
{
	return s3_ask(j, &(struct s3_request){ .method = "HEAD", .path = j->path });
}

static enum outcome fetch(struct job *j)
{
	return s3_ask(j, &(struct s3_request){ .method = "GET", .path = j->path });
}

/* --- looking ------------------------------------------------------------------------------ */

static bool has_length(struct job *j)
{
	const char *length = job_answer(j, "Content-Length");

	return j->status == 200 && length && strtoll(length, NULL, 10) == job_size(j);
}

bool s3_is_same(struct job *j)
{
	const char *hash = job_answer(j, HASH_META);

	if (!has_length(j))
		return false;
	if (hash && *j->file->sha256)
		return strcmp(hash, j->file->sha256) == 0;
	return job_path_is_hashed(j->path);
}

enum outcome s3_in_the_way(struct job *j)
{
	return job_failed(
		j, "another file has this name there already, and it is not blether's; look at it, "
		   "and take it away if nobody needs it");
}

static enum outcome check(struct job *j)
{
	if (!j->stage)
		return s3_look(j);
	enum outcome o = s3_judge(j);
	if (o != JOB_DONE)
		return o;
	const char *hash = job_answer(j, HASH_META);
	return has_length(j) && (!hash || !*j->file->sha256 || strcmp(hash, j->file->sha256) == 0)
		       ? JOB_DONE
		       : JOB_ABSENT;
}

/* --- putting ------------------------------------------------------------------------------- */

static struct progress *progress_of(struct job *j)
{
	if (!j->own)
		j->own = arena_new(&j->arena, struct progress);
	return j->own;
}

static enum outcome send_whole(struct job *j, struct progress *p, bool conditional)
{
	const struct s3_place *place = j->host->own;
	struct s3_request r = { .method = "PUT", .path = j->path };
	struct hash h;
	char *hex = arena_alloc(&j->arena, HASH_HEX);

	if (!j->file) {
		h = hash_bytes(j->bytes, j->len);
		hash_hex(&h, hex);
	}
	r.payload = j->file ? j->file->sha256 : hex;
	s3_describe(j, &r);
	p->conditional = conditional && !place->unconditional;
	if (p->conditional)
		s3_field(&r, "if-none-match", "*");
	p->asked = SEND;
	job_send(j, 0, -1);
	return s3_ask(j, &r);
}

/* Servers that do not know the condition say so before they take anything. */
static bool knows_no_condition(struct job *j, const struct progress *p)
{
	const char *code = s3_code(j);

	return p->conditional &&
	       (j->status == 501 || (j->status == 400 && strcmp(code, "NotImplemented") == 0));
}

/* New audio is never put over something: its name is its hash. */
static bool must_be_new(const struct job *j)
{
	return !j->replaces && j->file && j->file->group == OUTPUT_MEDIA;
}

static enum outcome after_send(struct job *j, struct progress *p)
{
	struct s3_place *place = j->host->own;

	if (knows_no_condition(j, p)) {
		place->unconditional = true;
		p->asked = LOOK;
		return s3_look(j);
	}
	if (j->status == 412 && p->conditional) {
		p->asked = LOOK_AGAIN;
		return s3_look(j);
	}
	enum outcome o = s3_judge(j);
	if (o != JOB_ABSENT && o != JOB_TAKEN)
		return o;
	return job_failed(j, "the server answered %ld when a file was put there", j->status);
}

static bool looks_first(const struct job *j)
{
	const struct s3_place *place = j->host->own;

	return (j->unsure && job_size(j) >= SMALL && j->file) ||
	       (must_be_new(j) && place->unconditional);
}

static enum outcome after_look(struct job *j, struct progress *p)
{
	if (j->status == 200 && s3_is_same(j))
		return JOB_DONE;
	if (j->status == 200 && must_be_new(j))
		return s3_in_the_way(j);
	if (j->code != CURLE_OK || j->status >= 500)
		return s3_judge(j);
	return send_whole(j, p, must_be_new(j));
}

static enum outcome put(struct job *j)
{
	struct progress *p;

	if (j->file && j->file->size > S3_ONE_PIECE)
		return s3_put_parts(j);
	p = progress_of(j);
	switch (p->asked) {
	case BEGIN:
		if (!looks_first(j))
			return send_whole(j, p, must_be_new(j));
		p->asked = LOOK;
		return s3_look(j);
	case LOOK:
		return after_look(j, p);
	case SEND:
		return after_send(j, p);
	case LOOK_AGAIN:
		break;
	}
	if (j->status != 200)
		return s3_judge(j) == JOB_FAILED ? JOB_FAILED
						 : job_later(j, "what was there is gone again");
	return s3_is_same(j) ? JOB_DONE : s3_in_the_way(j);
}

/* --- a note that only one of two can leave --------------------------------------------------- */

static bool is_ours(const struct job *j)
{
	return j->status == 200 && j->body.len == j->len &&
	       (!j->len || memcmp(j->body.data, j->bytes, j->len) == 0);
}

/* A try whose answer was lost may have left it: then what is there is the note itself. */
static enum outcome before_claim(struct job *j, struct progress *p)
{
	enum outcome o = s3_judge(j);

	if (o == JOB_DONE)
		return j->unsure && is_ours(j) ? JOB_DONE : JOB_TAKEN;
	return o == JOB_ABSENT ? send_whole(j, p, true) : o;
}

static enum outcome after_claim(struct job *j, struct progress *p)
{
	struct s3_place *place = j->host->own;

	if (knows_no_condition(j, p)) {
		place->unconditional = true;
		return send_whole(j, p, false);
	}
	enum outcome o = s3_judge(j);
	if (o != JOB_DONE && o != JOB_TAKEN)
		return o;
	if (o == JOB_DONE && !p->conditional) {
		j->waits = true;
		j->after_seconds = CLAIM_PAUSE;
		return job_later(j,
				 "the server lets two claim the same name; waiting for the other");
	}
	p->asked = LOOK_AGAIN;
	return fetch(j);
}

static enum outcome claim(struct job *j)
{
	struct progress *p = progress_of(j);
	enum outcome o;

	switch (p->asked) {
	case BEGIN:
		p->asked = LOOK;
		return fetch(j);
	case LOOK:
		return before_claim(j, p);
	case SEND:
		return after_claim(j, p);
	case LOOK_AGAIN:
		break;
	}
	o = s3_judge(j);
	if (o == JOB_DONE)
		return is_ours(j) ? JOB_DONE : JOB_TAKEN;
	return o == JOB_ABSENT ? job_later(j, "what was put there is gone again") : o;
}

/* --- the rest -------------------------------------------------------------------------------- */

static enum outcome get(struct job *j)
{
	return j->stage ? s3_judge(j) : fetch(j);
}

static enum outcome take_away(struct job *j)
{
	enum outcome o;

	if (strcmp(j->path, TOUCHED_NAME) == 0)
		return s3_sweep(j);
	if (!j->stage)
		return s3_ask(j, &(struct s3_request){ .method = "DELETE", .path = j->path });
	o = s3_judge(j);
	return o == JOB_ABSENT ? JOB_DONE : o;
}

static enum outcome ask_names(struct job *j, const char *from)
{
	const struct s3_place *place = j->host->own;
	struct s3_request r = { .method = "GET" };

	s3_query(&r, "list-type", "2");
	s3_query(&r, "delimiter", "/");
	s3_query(&r, "prefix", place->prefix);
	if (from)
		s3_query(&r, "continuation-token", from);
	return s3_ask(j, &r);
}

/* The names in all elements `outer`, as `inner` has them; folders end in '/'. */
static void add_names(struct job *j, struct strbuf *names, const char *outer, const char *inner)
{
	const struct s3_place *place = j->host->own;
	const char *at = j->body.data, *entry, *key;
	size_t skip = strlen(place->prefix);

	while ((entry = s3_element(&at, outer, &j->arena))) {
		key = s3_text(entry, inner, &j->arena);
		if (key && strlen(key) > skip)
			strbuf_addf(names, "%.*s\n", (int)strcspn(key + skip, "/"), key + skip);
	}
}

static enum outcome list(struct job *j)
{
	STRBUF_SCOPED struct strbuf names = STRBUF_INIT(HOST_BODY_MOST);
	struct progress *p = progress_of(j);

	if (!j->stage)
		return ask_names(j, NULL);
	enum outcome o = s3_judge(j);
	if (o != JOB_DONE)
		return o;
	strbuf_adds(&names, p->names ? p->names : "");
	add_names(j, &names, "Contents", "Key");
	add_names(j, &names, "CommonPrefixes", "Prefix");
	const char *more = s3_text(j->body.data, "NextContinuationToken", &j->arena);
	p->names = arena_strndup(&j->arena, names.data, names.len);
	if (more && *more)
		return ask_names(j, more);
	strbuf_clear(&j->body);
	strbuf_add(&j->body, names.data, names.len);
	return JOB_DONE;
}

static enum outcome next(struct job *j)
{
	switch (j->task) {
	case TASK_GET:
		return get(j);
	case TASK_CLAIM:
		return claim(j);
	case TASK_PUT:
		return put(j);
	case TASK_CHECK:
		return check(j);
	case TASK_REMOVE:
		return take_away(j);
	case TASK_LIST:
		return list(j);
	case TASK_BEGIN:
	case TASK_FINISH:
		break;
	}
	return JOB_DONE;
}

/* --- settings -------------------------------------------------------------------------------- */

/* Scheme, name and port of the endpoint, as requests say them; the rest of it is not used. */
static bool split_endpoint(const char *endpoint, char **scheme, char **server, char **port)
{
	CURLU *u = curl_url();
	bool ok = u && curl_url_set(u, CURLUPART_URL, endpoint, 0) == CURLUE_OK &&
		  curl_url_get(u, CURLUPART_SCHEME, scheme, 0) == CURLUE_OK &&
		  curl_url_get(u, CURLUPART_HOST, server, 0) == CURLUE_OK;

	if (ok && curl_url_get(u, CURLUPART_PORT, port, CURLU_NO_DEFAULT_PORT) != CURLUE_OK)
		*port = NULL;
	curl_url_cleanup(u);
	return ok;
}

/* Amazon wants the bucket before the server's name, unless certificates for it would not fit. */
static bool stands_before(const struct target *t, const char *bucket, const char *server)
{
	if (t->style)
		return strcmp(t->style, "host") == 0;
	return text_ends(server, ".amazonaws.com") && !strchr(bucket, '.');
}

static void set_server(struct host *h, struct s3_place *p, const char *bucket)
{
	char *scheme = NULL, *server = NULL, *port = NULL;

	if (!split_endpoint(h->target->endpoint, &scheme, &server, &port))
		return;
	bool before = stands_before(h->target, bucket, server);
	p->host = arena_printf(h->arena, "%s%s%s%s%s", before ? bucket : "", before ? "." : "",
			       server, port ? ":" : "", port ? port : "");
	p->base = arena_printf(h->arena, "%s://%s", scheme, p->host);
	p->root = before ? "" : arena_printf(h->arena, "/%s", bucket);
	curl_free(scheme);
	curl_free(server);
	curl_free(port);
}

/* "s3://bucket" or "s3://bucket/folder": rules_publishing.c has seen to that. */
static void set_bucket(struct host *h, struct s3_place *p)
{
	const char *rest = h->target->to + strlen("s3://");
	size_t len = strcspn(rest, "/");
	const char *bucket = arena_strndup(h->arena, rest, len);

	rest += len + (rest[len] == '/');
	p->prefix = !*rest || text_ends(rest, "/") ? rest : arena_printf(h->arena, "%s/", rest);
	set_server(h, p, bucket);
}

static bool open_place(struct host *h, struct diag *diag)
{
	struct s3_place *p = arena_new(h->arena, struct s3_place);
	const struct target *t = h->target;

	p->acl = t->acl;
	p->key = (struct sigv4_key){
		.user = t->user, .secret = h->secret, .region = t->region, .service = "s3"
	};
	set_bucket(h, p);
	if (h->secret && p->base) {
		h->own = p;
		return true;
	}
	diag_report(diag, DIAG_CANNOT_PUBLISH, t->at, "'%s': %s", t->name,
		    h->secret ? "'endpoint' is no address of a server"
			      : "the secret half of the key that 'user' names is missing");
	return false;
}

const struct host_kind host_s3 = {
	.name = "s3",
	.traits = { .file_bytes = S3_PART * S3_MOST_PARTS * 64,
		    .ranges = true,
		    .connections = 8,
		    .remedy = "types and caching are sent with every file; if they differ, "
			      "something between the bucket and the readers "
			      "changes them, and if nothing can be read, the bucket is not public "
			      "yet" },
	.open = open_place,
	.next = next,
};
