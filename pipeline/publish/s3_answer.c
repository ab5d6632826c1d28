#include "s3_answer.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "sigv4.h"

#define SAID_MOST 300 /* bytes of a message that are told */

/* --- XML ------------------------------------------------------------------------------ */

/* Behind "<name>" or "<name …>" at or after `xml`; NULL: there is none. */
static const char *behind_tag(const char *xml, const char *name)
{
	size_t len = strlen(name);

	while ((xml = strchr(xml, '<'))) {
		xml++;
		if (strncmp(xml, name, len) != 0 || !strchr("> \t\r\n", xml[len]) || !xml[len])
			continue;
		const char *end = strchr(xml, '>');
		return end ? end + 1 : NULL;
	}
	return NULL;
}

char *s3_element(const char **at, const char *name, struct arena *a)
{
	const char *begin = behind_tag(*at, name);
	const char *end = begin ? strstr(begin, arena_printf(a, "</%s>", name)) : NULL;

	if (!end)
		return NULL;
	*at = end + strlen(name) + 3;
	return arena_strndup(a, begin, (size_t)(end - begin));
}

static const struct {
	const char *reference, *text;
} references[] = {
	{ "&amp;", "&" },  { "&lt;", "<" },   { "&gt;", ">" },   { "&quot;", "\"" },
	{ "&apos;", "'" }, { "&#34;", "\"" }, { "&#39;", "'" },  { "&#13;", "\r" },
	{ "&#10;", "\n" }, { "&#9;", "\t" },  { "&#xD;", "\r" }, { "&#xA;", "\n" },
	{ "&#x9;", "\t" }, { "&#38;", "&" },  { "&#60;", "<" },  { "&#62;", ">" },
};

/* In place; what is no reference stays as it is written. */
static char *resolved(char *text)
{
	char *to = text;

	for (const char *from = text; *from;) {
		size_t i = 0;

		while (i < COUNT(references) && !text_starts(from, references[i].reference))
			i++;
		*to++ = i < COUNT(references) ? *references[i].text : *from;
		from += i < COUNT(references) ? strlen(references[i].reference) : 1;
	}
	*to = '\0';
	return text;
}

char *s3_text(const char *xml, const char *name, struct arena *a)
{
	char *text = s3_element(&xml, name, a);

	return text ? resolved(text) : NULL;
}

/* --- errors ------------------------------------------------------------------------------- */

const char *s3_code(struct job *j)
{
	const char *at = j->body.data;
	const char *error = s3_element(&at, "Error", &j->arena);
	const char *code = error ? s3_text(error, "Code", &j->arena) : NULL;

	return code ? code : "";
}

/* The documented codes that people can do something about, and those that pass. NULL text: as the
 * server says it. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
static const struct {
	const char *code;
	enum outcome outcome;
	const char *text;
} judgements[] = {
	{ "NoSuchBucket", JOB_FAILED,
	  "there is no such bucket; make it at the host first, or look at 'to', 'endpoint' and "
	  "'region' in publish.yaml" },
	{ "InvalidAccessKeyId", JOB_FAILED,
	  "the host does not know this key; look at 'user' in publish.yaml" },
	{ "SignatureDoesNotMatch", JOB_FAILED,
	  "the secret is not the one that belongs to 'user' in publish.yaml" },
	{ "AccessDenied", JOB_FAILED,
	  "the key may not do this here: it has to be allowed to list the bucket, and to read, "
	  "write and delete in it" },
	{ "AllAccessDisabled", JOB_FAILED, "the host has closed this bucket; ask there why" },
	{ "AccountProblem", JOB_FAILED, "the account has a problem; ask the host" },
	{ "QuotaExceeded", JOB_FAILED, "the account has no room left" },
	{ "EntityTooLarge", JOB_FAILED, "the file is larger than the host takes" },
	{ "KeyTooLongError", JOB_FAILED, "the name is longer than the host takes" },
	{ "AccessControlListNotSupported", JOB_FAILED,
	  "the bucket takes no 'acl'; leave it out of publish.yaml, and make the whole bucket "
	  "public at the host" },
	{ "InternalError", JOB_LATER, NULL },
	{ "OperationAborted", JOB_LATER, NULL },
	{ "ConditionalRequestConflict", JOB_LATER, NULL },
	{ "RequestTimeout", JOB_LATER, "the server takes too long to answer" },
	{ "IncompleteBody", JOB_LATER, "the connection broke" },
	{ "ServiceUnavailable", JOB_LATER, NULL },
	{ "SlowDown", JOB_LATER, "the server is busy" },
};

/* What is signed is a time that the server compares with its own clock. */
static enum outcome judge_clock(struct job *j)
{
	const char *date = job_answer(j, "Date");
	time_t there = date ? curl_getdate(date, NULL) : -1;
	long minutes = there < 0 ? 0 : labs((long)(sigv4_now() - there)) / 60;

	if (minutes < 1)
		return job_failed(j, "the clock of this computer is wrong; set it, and try again");
	return job_failed(
		j, "the clock of this computer is wrong by %ld minute%s; set it, and try again",
		minutes, minutes == 1 ? "" : "s");
}

/* The bytes were not those that were promised: of a file that changed, or on the way. */
static enum outcome judge_bytes(struct job *j)
{
	struct hash h;
	char hex[HASH_HEX];
	int64_t size;

	if (j->file && hash_file(j->file->disk, &h, &size)) {
		hash_hex(&h, hex);
		if (strcmp(hex, j->file->sha256) != 0)
			return job_failed(j,
					  "'%s' changed while it was being published; build again",
					  j->file->disk);
	}
	return job_later(j, "what arrived there is not what was sent");
}

/* A bucket of another region: the server says which, in one of three places, or not at all. */
static enum outcome judge_region(struct job *j)
{
	const char *region = job_answer(j, "x-amz-bucket-region");
	const char *endpoint = s3_text(j->body.data, "Endpoint", &j->arena);

	if (!region)
		region = s3_text(j->body.data, "Region", &j->arena);
	if (region)
		return job_failed(
			j, "the bucket is in another region: write 'region: %s' in publish.yaml",
			region);
	if (endpoint)
		return job_failed(j,
				  "the bucket is at another server, '%s'; look at 'endpoint' and "
				  "'region' in publish.yaml",
				  endpoint);
	return job_failed(
		j,
		"the bucket is in another region; look at 'endpoint' and 'region' in publish.yaml");
}

static bool is_region(const struct job *j, const char *code)
{
	static const char *const codes[] = { "AuthorizationHeaderMalformed",
					     "PermanentRedirect",
					     "TemporaryRedirect",
					     "InvalidRegion",
					     "WrongRegion",
					     NULL };

	return j->status == 301 || j->status == 307 || text_is_one_of(code, codes);
}

static enum outcome judge_code(struct job *j, const char *code)
{
	struct strbuf said = STRBUF_INIT(SAID_MOST * 8);
	const char *message = s3_text(j->body.data, "Message", &j->arena);

	for (size_t i = 0; i < COUNT(judgements); i++) {
		if (strcmp(judgements[i].code, code) == 0 && judgements[i].text) {
			j->why = judgements[i].text;
			return judgements[i].outcome;
		}
		if (strcmp(judgements[i].code, code) == 0)
			return job_later(j, "the server is busy or has trouble of its own (%s)",
					 code);
	}
	text_add_visible(&said, arena_printf(&j->arena, "%.60s%s%.*s", code,
					     message && *message ? ": " : "", SAID_MOST,
					     message ? message : ""));
	enum outcome o = job_failed(j, "the server answered %ld (%s)", j->status, said.data);
	strbuf_release(&said);
	return o;
}

/* job_judge_http() knows how long to wait; the XML of the answer is not for people. */
static enum outcome judge_status(struct job *j, const char *code)
{
	enum outcome o = job_judge_http(j);

	if (o == JOB_LATER)
		return job_later(j, "the server is busy or has trouble of its own (%.60s)", code);
	return o;
}

enum outcome s3_judge(struct job *j)
{
	const char *code = s3_code(j);
	long s = j->status;

	if ((j->code != CURLE_OK && s < 400) || (!*code && s / 100 != 3))
		return job_judge_http(j);
	if (strcmp(code, "RequestTimeTooSkewed") == 0 || strcmp(code, "RequestExpired") == 0)
		return judge_clock(j);
	if (strcmp(code, "XAmzContentSHA256Mismatch") == 0 || strcmp(code, "BadDigest") == 0)
		return judge_bytes(j);
	if (is_region(j, code))
		return judge_region(j);
	if (strcmp(code, "NoSuchBucket") != 0 &&
	    (s == 404 || s == 412 || s == 429 || (s >= 500 && s != 501 && s != 507)))
		return judge_status(j, code);
	return judge_code(j, code);
}
