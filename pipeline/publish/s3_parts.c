/*
 * Large files at S3, in parts. The id of an upload is remembered, and the server is asked which
 * parts it has, so that a run that was interrupted goes on behind the last of them. Nobody sees
 * anything of it until the upload is completed; what is never completed is ended in the sweep.
 */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "s3.h"
#include "s3_answer.h"

enum asked { BEGIN, END_OLD, LIST, LOOK, CREATE, PART, COMPLETE, LOOK_AGAIN, GIVE_UP };

struct upload {
	enum asked asked;
	const char *id;
	int64_t part; /* bytes of each but the last */
	int64_t parts;
	int64_t have;      /* parts that are there */
	const char **tags; /* of those */
};

/* --- which parts ------------------------------------------------------------------------------ */

/* A function of the length alone, so that another run cuts the file in the same places. */
static int64_t part_size(int64_t size)
{
	int64_t part = S3_PART;

	while (size / part >= S3_MOST_PARTS)
		part *= 2;
	return part;
}

static int64_t length_of(const struct job *j, const struct upload *u, int64_t part)
{
	int64_t from = part * u->part, left = j->file->size - from;

	return left < u->part ? left : u->part;
}

static const char *hex_of(struct hash h, struct arena *a)
{
	char *hex = arena_alloc(a, HASH_HEX);

	hash_hex(&h, hex);
	return hex;
}

/* --- what is remembered: "SHA-256 ID" under the path --------------------------------------------
 */

static const char *note_of(struct job *j, const char *path)
{
	return arena_printf(&j->arena, "s3 %s", path);
}

/* The id of the upload to `path` that a run goes on with; NULL: none. */
static const char *recall_id(struct job *j, const char *path, const char *sha256)
{
	const char *note = job_recall(j, note_of(j, path));
	const char *blank = note ? strchr(note, ' ') : NULL;

	if (!blank || (sha256 && strncmp(note, sha256, (size_t)(blank - note)) != 0))
		return NULL;
	return blank + 1;
}

static void forget(struct job *j)
{
	job_remember(j, note_of(j, j->path), NULL);
}

/* --- requests
 * -------------------------------------------------------------------------------------- */

static enum outcome end_upload(struct job *j, struct upload *u, enum asked asked)
{
	struct s3_request r = { .method = "DELETE", .path = j->path };

	u->asked = asked;
	s3_query(&r, "uploadId", u->id);
	return s3_ask(j, &r);
}

static enum outcome list_parts(struct job *j, struct upload *u)
{
	struct s3_request r = { .method = "GET", .path = j->path };

	u->asked = LIST;
	s3_query(&r, "uploadId", u->id);
	if (u->have)
		s3_query(&r, "part-number-marker",
			 arena_printf(&j->arena, "%lld", (long long)u->have));
	return s3_ask(j, &r);
}

static enum outcome look(struct job *j, struct upload *u, enum asked asked)
{
	u->asked = asked;
	return s3_look(j);
}

static enum outcome create(struct job *j, struct upload *u)
{
	struct s3_request r = { .method = "POST", .path = j->path };

	u->asked = CREATE;
	s3_query(&r, "uploads", "");
	s3_describe(j, &r);
	job_send_bytes(j, "", 0);
	return s3_ask(j, &r);
}

static enum outcome send_part(struct job *j, struct upload *u)
{
	struct s3_request r = { .method = "PUT", .path = j->path };
	int64_t from = u->have * u->part, size = length_of(j, u, u->have);
	struct hash h;

	if (!hash_file_part(j->file->disk, from, size, &h))
		return job_failed(j, "'%s' changed while it was being published; build again",
				  j->file->disk);
	r.payload = hex_of(h, &j->arena);
	s3_query(&r, "partNumber", arena_printf(&j->arena, "%lld", (long long)u->have + 1));
	s3_query(&r, "uploadId", u->id);
	u->asked = PART;
	j->offset = from;
	job_send(j, from, size);
	return s3_ask(j, &r);
}

static const char *list_of_tags(struct job *j, const struct upload *u)
{
	struct strbuf xml = STRBUF_INIT(HOST_BODY_MOST);

	strbuf_adds(&xml,
		    "<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
	for (int64_t i = 0; i < u->have; i++) {
		strbuf_addf(&xml, "<Part><PartNumber>%lld</PartNumber><ETag>", (long long)i + 1);
		text_escape_html(&xml, u->tags[i], strlen(u->tags[i]));
		strbuf_adds(&xml, "</ETag></Part>");
	}
	strbuf_adds(&xml, "</CompleteMultipartUpload>");
	const char *kept = arena_strndup(&j->arena, xml.data, xml.len);
	strbuf_release(&xml);
	return kept;
}

/* The server has checked every part, but not that they are the file that was built. */
static bool is_unchanged(struct job *j)
{
	struct hash h;
	int64_t size;

	return hash_file(j->file->disk, &h, &size) &&
	       strcmp(hex_of(h, &j->arena), j->file->sha256) == 0;
}

static enum outcome complete(struct job *j, struct upload *u)
{
	struct s3_request r = { .method = "POST", .path = j->path };
	const char *tags = list_of_tags(j, u);

	j->offset = j->file->size;
	if (!is_unchanged(j))
		return end_upload(j, u, GIVE_UP);
	r.payload = hex_of(hash_bytes(tags, strlen(tags)), &j->arena);
	u->asked = COMPLETE;
	s3_query(&r, "uploadId", u->id);
	s3_field(&r, "content-type", "application/xml");
	job_send_bytes(j, tags, strlen(tags));
	return s3_ask(j, &r);
}

static enum outcome go_on(struct job *j, struct upload *u)
{
	return u->have < u->parts ? send_part(j, u) : complete(j, u);
}

/* --- answers -------------------------------------------------------------------------------------
 */

/* The parts that are there, from the first to the last before a gap or one of another length. */
static void take_parts(struct job *j, struct upload *u)
{
	const char *at = j->body.data, *part;

	while (u->have < u->parts && (part = s3_element(&at, "Part", &j->arena))) {
		const char *number = s3_text(part, "PartNumber", &j->arena);
		const char *size = s3_text(part, "Size", &j->arena);
		const char *tag = s3_text(part, "ETag", &j->arena);

		if (!number || !size || !tag || strtoll(number, NULL, 10) != u->have + 1 ||
		    strtoll(size, NULL, 10) != length_of(j, u, u->have))
			return;
		u->tags[u->have++] = tag;
	}
}

/* The upload is unknown there: it was completed, or ended by somebody. */
static bool is_gone(struct job *j)
{
	const char *code = s3_code(j);

	return j->status == 404 && strcmp(code, "NoSuchBucket") != 0;
}

static enum outcome after_list(struct job *j, struct upload *u)
{
	int64_t had = u->have;

	if (is_gone(j)) {
		forget(j);
		return look(j, u, LOOK);
	}
	enum outcome o = s3_judge(j);
	if (o != JOB_DONE)
		return o;
	take_parts(j, u);
	const char *more = s3_text(j->body.data, "IsTruncated", &j->arena);
	if (u->have > had && u->have < u->parts && more && strcmp(more, "true") == 0)
		return list_parts(j, u);
	return go_on(j, u);
}

static enum outcome after_look(struct job *j, struct upload *u)
{
	enum outcome o = s3_judge(j);

	if (o == JOB_DONE && s3_is_same(j))
		return JOB_DONE;
	if (o == JOB_DONE && !j->replaces)
		return s3_in_the_way(j);
	return o == JOB_DONE || o == JOB_ABSENT ? create(j, u) : o;
}

static enum outcome after_create(struct job *j, struct upload *u)
{
	enum outcome o = s3_judge(j);

	if (o != JOB_DONE)
		return o == JOB_ABSENT ? job_failed(j, "the server takes no large files") : o;
	u->id = s3_text(j->body.data, "UploadId", &j->arena);
	if (!u->id || !*u->id)
		return job_failed(j, "the server takes no large files");
	job_remember(j, note_of(j, j->path),
		     arena_printf(&j->arena, "%s %s", j->file->sha256, u->id));
	return send_part(j, u);
}

static enum outcome after_part(struct job *j, struct upload *u)
{
	const char *tag = job_answer(j, "ETag");

	if (is_gone(j)) {
		forget(j);
		return job_later(j, "the server has lost what was sent of it");
	}
	enum outcome o = s3_judge(j);
	if (o != JOB_DONE)
		return o;
	if (!tag)
		return job_later(j, "the server did not say that it has a part");
	u->tags[u->have++] = tag;
	j->offset += length_of(j, u, u->have - 1);
	return go_on(j, u);
}

/* It may say 200 and then, after minutes of work, that it did not succeed. */
static enum outcome after_complete(struct job *j, struct upload *u)
{
	const char *code = s3_code(j);

	if (j->code == CURLE_OK && j->status == 200 && *code)
		return job_later(j, "the server could not put the parts together (%.60s)", code);
	if (is_gone(j) || strcmp(code, "InvalidPart") == 0 ||
	    strcmp(code, "InvalidPartOrder") == 0) {
		forget(j);
		return job_later(j, "the server has lost what was sent of it");
	}
	enum outcome o = s3_judge(j);
	return o == JOB_DONE ? look(j, u, LOOK_AGAIN) : o;
}

static enum outcome after_all(struct job *j)
{
	enum outcome o = s3_judge(j);

	if (o != JOB_DONE && o != JOB_ABSENT)
		return o;
	forget(j);
	return o == JOB_DONE && s3_is_same(j)
		       ? JOB_DONE
		       : job_later(j, "what was sent is not there as it should be");
}

/* --- a large file
 * ----------------------------------------------------------------------------------- */

static struct upload *begin(struct job *j)
{
	struct upload *u = arena_new(&j->arena, struct upload);

	u->part = part_size(j->file->size);
	u->parts = (j->file->size + u->part - 1) / u->part;
	u->tags = arena_array(&j->arena, (size_t)u->parts, sizeof(*u->tags));
	u->id = recall_id(j, j->path, j->file->sha256);
	j->own = u;
	return u;
}

static enum outcome first(struct job *j)
{
	struct upload *u = begin(j);

	if (u->id)
		return list_parts(j, u);
	u->id = recall_id(j, j->path, NULL);
	if (u->id)
		return end_upload(j, u, END_OLD);
	return look(j, u, LOOK);
}

enum outcome s3_put_parts(struct job *j)
{
	struct upload *u = j->own;

	switch (u ? u->asked : BEGIN) {
	case BEGIN:
		return first(j);
	case END_OLD:
		forget(j);
		return look(j, u, LOOK);
	case LIST:
		return after_list(j, u);
	case LOOK:
		return after_look(j, u);
	case CREATE:
		return after_create(j, u);
	case PART:
		return after_part(j, u);
	case COMPLETE:
		return after_complete(j, u);
	case LOOK_AGAIN:
		return after_all(j);
	case GIVE_UP:
		forget(j);
		break;
	}
	return job_failed(j, "'%s' changed while it was being published; build again",
			  j->file->disk);
}

/* --- uploads that nobody goes on with
 * ---------------------------------------------------------------- */

/* Of a sweep: the uploads that one page of the list named. */
struct sweep {
	enum { LISTED = 1, ENDED, REMOVED } asked;
	struct stale {
		const char *path, *id;
	} * stale;
	size_t count, room, next;
	const char *key_marker, *id_marker; /* where the next page begins; NULL: there is none */
};

static enum outcome list_uploads(struct job *j, struct sweep *s)
{
	const struct s3_place *place = j->host->own;
	struct s3_request r = { .method = "GET" };

	s->asked = LISTED;
	s3_query(&r, "uploads", "");
	s3_query(&r, "prefix", place->prefix);
	if (s->key_marker) {
		s3_query(&r, "key-marker", s->key_marker);
		s3_query(&r, "upload-id-marker", s->id_marker ? s->id_marker : "");
	}
	return s3_ask(j, &r);
}

/*
 * blether's are those of names that only blether makes; somebody else may put large files into the
 * same bucket. One that is remembered is gone on with by the next run.
 */
static void take_upload(struct job *j, struct sweep *s, const char *upload)
{
	const struct s3_place *place = j->host->own;
	const char *key = s3_text(upload, "Key", &j->arena),
		   *id = s3_text(upload, "UploadId", &j->arena);

	if (!key || !id || !text_starts(key, place->prefix) || !job_path_is_hashed(key))
		return;
	const char *path = key + strlen(place->prefix), *known = recall_id(j, path, NULL);
	if (known && strcmp(known, id) == 0)
		return;
	s->stale = arena_grow(&j->arena, s->stale, s->count, &s->room, sizeof(*s->stale));
	s->stale[s->count++] = (struct stale){ path, id };
}

static void take_uploads(struct job *j, struct sweep *s)
{
	const char *at = j->body.data, *upload;
	const char *more = s3_text(at, "IsTruncated", &j->arena);
	bool whole = !more || strcmp(more, "true") != 0;

	s->key_marker = whole ? NULL : s3_text(at, "NextKeyMarker", &j->arena);
	s->id_marker = whole ? NULL : s3_text(at, "NextUploadIdMarker", &j->arena);
	while ((upload = s3_element(&at, "Upload", &j->arena)))
		take_upload(j, s, upload);
}

static enum outcome end_next(struct job *j, struct sweep *s)
{
	struct s3_request r = { .method = "DELETE", .path = j->path };

	if (s->next == s->count && s->key_marker)
		return list_uploads(j, s);
	s->asked = REMOVED;
	if (s->next < s->count) {
		s->asked = ENDED;
		r.path = s->stale[s->next].path;
		s3_query(&r, "uploadId", s->stale[s->next++].id);
	}
	return s3_ask(j, &r);
}

/* A server that cannot list its uploads ends old ones by itself, or by a rule of the bucket. */
enum outcome s3_sweep(struct job *j)
{
	struct sweep *s = j->own;
	enum outcome o;

	if (!s) {
		j->own = s = arena_new(&j->arena, struct sweep);
		return list_uploads(j, s);
	}
	o = s3_judge(j);
	if (o == JOB_LATER)
		return o;
	if (s->asked == REMOVED)
		return o == JOB_ABSENT ? JOB_DONE : o;
	if (s->asked == LISTED && o == JOB_DONE)
		take_uploads(j, s);
	return end_next(j, s);
}
