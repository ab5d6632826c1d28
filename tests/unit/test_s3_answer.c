#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "../../pipeline/publish/s3_answer.h"

/* An answer as it came, without a server. */
static struct job *answer(long status, const char *head, const char *body)
{
	static struct output_file file;
	struct job *j = xcalloc(1, sizeof(*j));

	file = (struct output_file){
		.path = "a",
		.disk = "/dev/null",
		.sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	};
	j->file = &file;
	j->status = status;
	j->head = (struct strbuf)STRBUF_INIT(4096);
	j->body = (struct strbuf)STRBUF_INIT(65536);
	strbuf_adds(&j->head, head);
	strbuf_adds(&j->body, body);
	return j;
}

static void forget(struct job *j)
{
	strbuf_release(&j->head);
	strbuf_release(&j->body);
	arena_free(&j->arena);
	free(j);
}

static void elements_are_found(void **state)
{
	static const char xml[] = "<?xml version=\"1.0\"?>\n<R xmlns=\"x\"><Keys>no</Keys><Key >a "
				  "&amp; b&lt;&#39;&#xA;&quot;&what;</Key>"
				  "<Key>two</Key><Empty></Empty><Cut>never ends";
	struct arena a = { 0 };
	const char *at = xml;

	(void)state;
	assert_string_equal(s3_text(xml, "Key", &a), "a & b<'\n\"&what;");
	assert_string_equal(s3_element(&at, "Key", &a), "a &amp; b&lt;&#39;&#xA;&quot;&what;");
	assert_string_equal(s3_element(&at, "Key", &a), "two");
	assert_null(s3_element(&at, "Key", &a));
	assert_string_equal(s3_text(xml, "Empty", &a), "");
	assert_null(s3_text(xml, "Cut", &a));
	assert_null(s3_text(xml, "Ke", &a));
	assert_null(s3_text("<", "Key", &a));
	assert_null(s3_text("<Key", "Key", &a));
	assert_null(s3_text("<Key ", "Key", &a));
	assert_null(s3_text("", "Key", &a));
	arena_free(&a);
}

static const struct {
	long status;
	const char *head, *code; /* code: or all of the body, when it begins with '<' */
	enum outcome outcome;
	const char *why;
} cases[] = {
	{ 200, "", "<ListBucketResult></ListBucketResult>", JOB_DONE, NULL },
	{ 404, "", "NoSuchKey", JOB_ABSENT, "there is nothing at this place" },
	{ 412, "", "PreconditionFailed", JOB_TAKEN, "something is there already" },
	{ 503, "", "SlowDown", JOB_LATER,
	  "the server is busy or has trouble of its own (SlowDown)" },
	{ 500, "", "InternalError", JOB_LATER,
	  "the server is busy or has trouble of its own (InternalError)" },
	{ 409, "", "ConditionalRequestConflict", JOB_LATER,
	  "the server is busy or has trouble of its own (ConditionalRequestConflict)" },
	{ 400, "", "RequestTimeout", JOB_LATER, "the server takes too long to answer" },
	{ 403, "", "AccessDenied", JOB_FAILED,
	  "the key may not do this here: it has to be allowed to list the bucket, and to read, "
	  "write and delete in it" },
	{ 400, "", "AccessControlListNotSupported", JOB_FAILED,
	  "the bucket takes no 'acl'; leave it out of publish.yaml, and make the whole bucket "
	  "public at the host" },
	{ 403, "", "QuotaExceeded", JOB_FAILED, "the account has no room left" },
	{ 403, "", "RequestTimeTooSkewed", JOB_FAILED,
	  "the clock of this computer is wrong; set it, and try again" },
	{ 400, "", "XAmzContentSHA256Mismatch", JOB_LATER,
	  "what arrived there is not what was sent" },
	{ 301, "x-amz-bucket-region: eu-west-2\r\n", "PermanentRedirect", JOB_FAILED,
	  "the bucket is in another region: write 'region: eu-west-2' in publish.yaml" },
	{ 400, "",
	  "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-north-1</Region></Error>",
	  JOB_FAILED,
	  "the bucket is in another region: write 'region: eu-north-1' in publish.yaml" },
	{ 307, "",
	  "<Error><Code>TemporaryRedirect</Code><Endpoint>pod.s3.example.org</Endpoint></Error>",
	  JOB_FAILED,
	  "the bucket is at another server, 'pod.s3.example.org'; look at 'endpoint' and 'region' "
	  "in publish.yaml" },
	{ 301, "", "<html></html>", JOB_FAILED,
	  "the bucket is in another region; look at 'endpoint' and 'region' in publish.yaml" },
	{ 400, "", "<Error><Code>Strange</Code><Message>It &amp; that\x1b[31m</Message></Error>",
	  JOB_FAILED, "the server answered 400 (Strange: It & that\\x1b[31m)" },
	{ 502, "Content-Type: text/html\r\n", "<html>bad gateway</html>", JOB_LATER,
	  "the server is busy or has trouble of its own (502)" },
};

static void answers_are_judged(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char body[512];

		snprintf(body, sizeof(body),
			 *cases[i].code == '<'
				 ? "%s"
				 : "<Error><Code>%s</Code><Message></Message></Error>",
			 cases[i].code);
		struct job *j = answer(cases[i].status, cases[i].head, body);
		enum outcome o = s3_judge(j);
		if (o != cases[i].outcome)
			fail_msg("%s: outcome %d, %s", cases[i].code, o, j->why ? j->why : "");
		if (cases[i].why)
			assert_string_equal(j->why, cases[i].why);
		forget(j);
	}
}

static void a_server_says_how_long_to_wait(void **state)
{
	struct job *j = answer(503, "Retry-After: 7\r\n", "<Error><Code>SlowDown</Code></Error>");

	(void)state;
	assert_int_equal(s3_judge(j), JOB_LATER);
	assert_true(j->after_seconds == 7);
	forget(j);
}

static void a_clock_is_wrong_by(void **state)
{
	char head[64];
	time_t there = time(NULL) + 7200 + 30;
	struct tm tm;

	(void)state;
	gmtime_r(&there, &tm);
	strftime(head, sizeof(head), "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &tm);
	struct job *j = answer(403, head, "<Error><Code>RequestTimeTooSkewed</Code></Error>");
	assert_int_equal(s3_judge(j), JOB_FAILED);
	assert_string_equal(
		j->why,
		"the clock of this computer is wrong by 120 minutes; set it, and try again");
	forget(j);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_are_found),
		cmocka_unit_test(answers_are_judged),
		cmocka_unit_test(a_server_says_how_long_to_wait),
		cmocka_unit_test(a_clock_is_wrong_by),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
