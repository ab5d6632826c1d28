#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/publish/sigv4.h"
#include "base/hash.h"
#include "base/mem.h"

/*
 * What AWS publishes: the worked examples of its S3 reference ("Signature Calculations for the
 * Authorization Header"), and its test suite for Signature Version 4. The keys are its own, too.
 */
static const struct sigv4_key s3_key = { "AKIAIOSFODNN7EXAMPLE",
					 "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1",
					 "s3" };
static const struct sigv4_key suite_key = { "AKIDEXAMPLE",
					    "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1",
					    "service" };
#define S3_TIME    "20130524T000000Z"
#define SUITE_TIME "20150830T123600Z"

struct vector {
	const char *name, *method, *path; /* path: as people write it */
	struct sigv4_pair query[4];
	struct sigv4_pair fields[4]; /* besides host and x-amz-date */
	const char *body;
	const char *signature;
};

static const struct vector s3_vectors[] = {
	{ "GET object",
	  "GET",
	  "/test.txt",
	  { { 0 } },
	  { { "Range", "bytes=0-9" } },
	  "",
	  "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41" },
	{ "PUT object",
	  "PUT",
	  "/test$file.text",
	  { { 0 } },
	  { { "x-amz-storage-class", "REDUCED_REDUNDANCY" },
	    { "Date", "Fri, 24 May 2013 00:00:00 GMT" } },
	  "Welcome to Amazon S3.",
	  "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd" },
	{ "GET bucket lifecycle",
	  "GET",
	  "/",
	  { { "lifecycle", "" } },
	  { { 0 } },
	  "",
	  "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543" },
	{ "list objects",
	  "GET",
	  "/",
	  { { "prefix", "J" }, { "max-keys", "2" } },
	  { { 0 } },
	  "",
	  "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7" },
};

static const struct vector suite_vectors[] = {
	{ "get-vanilla",
	  "GET",
	  "/",
	  { { 0 } },
	  { { 0 } },
	  "",
	  "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31" },
	{ "get-vanilla-query-order-key-case",
	  "GET",
	  "/",
	  { { "Param2", "value2" }, { "Param1", "value1" } },
	  { { 0 } },
	  "",
	  "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500" },
	{ "get-vanilla-query-unreserved",
	  "GET",
	  "/",
	  { { "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
	      "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" } },
	  { { 0 } },
	  "",
	  "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197" },
	{ "get-utf8",
	  "GET",
	  "/\u1234",
	  { { 0 } },
	  { { 0 } },
	  "",
	  "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85" },
	{ "get-unreserved",
	  "GET",
	  "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
	  { { 0 } },
	  { { 0 } },
	  "",
	  "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f" },
	{ "get-vanilla-utf8-query",
	  "GET",
	  "/",
	  { { "\u1234", "bar" } },
	  { { 0 } },
	  "",
	  "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04" },
	{ "get-space",
	  "GET",
	  "/example space/",
	  { { 0 } },
	  { { 0 } },
	  "",
	  "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741" },
	{ "get-header-value-trim",
	  "GET",
	  "/",
	  { { 0 } },
	  { { "My-Header1", " value1" }, { "My-Header2", " \"a   b   c\"" } },
	  "",
	  "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736" },
	{ "post-vanilla",
	  "POST",
	  "/",
	  { { 0 } },
	  { { 0 } },
	  "",
	  "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b" },
	{ "post-vanilla-query",
	  "POST",
	  "/",
	  { { "Param1", "value1" } },
	  { { 0 } },
	  "",
	  "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11" },
	{ "post-header-key-sort",
	  "POST",
	  "/",
	  { { 0 } },
	  { { "My-Header1", "value1" } },
	  "",
	  "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c" },
	{ "post-header-value-case",
	  "POST",
	  "/",
	  { { 0 } },
	  { { "My-Header1", "VALUE1" } },
	  "",
	  "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d" },
	{ "post-x-www-form-urlencoded",
	  "POST",
	  "/",
	  { { 0 } },
	  { { "Content-Type", "application/x-www-form-urlencoded" } },
	  "Param1=value1",
	  "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a" },
};

static size_t count_of(const struct sigv4_pair *pairs)
{
	size_t n = 0;

	while (n < 4 && pairs[n].name)
		n++;
	return n;
}

static void check(const struct vector *v, const struct sigv4_key *key, const char *when)
{
	struct arena a = { 0 };
	struct sigv4_pair query[4], fields[7] = { { "X-Amz-Date", when } };
	struct hash h = hash_bytes(v->body, strlen(v->body));
	size_t n = 2, more = count_of(v->fields);
	char payload[HASH_HEX];
	bool s3 = key == &s3_key;

	hash_hex(&h, payload);
	fields[1] = (struct sigv4_pair){ "Host", s3 ? "examplebucket.s3.amazonaws.com"
						    : "example.amazonaws.com" };
	if (s3)
		fields[n++] = (struct sigv4_pair){ "x-amz-content-sha256", payload };
	memcpy(fields + n, v->fields, more * sizeof(*fields));
	memcpy(query, v->query, sizeof(query));
	const struct sigv4_request r = { .method = v->method,
					 .path = sigv4_encode(v->path, "/", &a),
					 .query = sigv4_query(query, count_of(v->query), &a),
					 .fields = fields,
					 .field_count = n + more,
					 .payload = payload };
	const char *said = sigv4_authorization(&r, key, when, &a);
	const char *signature = strstr(said, "Signature=");
	if (strcmp(signature + strlen("Signature="), v->signature) != 0)
		fail_msg("%s: %s", v->name, said);
	arena_free(&a);
}

static void s3_signs_like_this(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(s3_vectors); i++)
		check(&s3_vectors[i], &s3_key, S3_TIME);
}

static void the_suite_signs_like_this(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(suite_vectors); i++)
		check(&suite_vectors[i], &suite_key, SUITE_TIME);
}

static void the_whole_field_is_as_published(void **state)
{
	struct arena a = { 0 };
	const struct sigv4_pair fields[] = { { "host", "example.amazonaws.com" },
					     { "x-amz-date", SUITE_TIME } };
	const struct sigv4_request r = {
		.method = "GET",
		.path = "/",
		.query = "",
		.fields = fields,
		.field_count = 2,
		.payload = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	};

	(void)state;
	assert_string_equal(
		sigv4_authorization(&r, &suite_key, SUITE_TIME, &a),
		"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
		"SignedHeaders=host;x-amz-date, "
		"Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
	arena_free(&a);
}

static void times_are_in_utc(void **state)
{
	char text[SIGV4_TIME];

	(void)state;
	sigv4_time(1369353600, text);
	assert_string_equal(text, S3_TIME);
	sigv4_time(1709210096, text);
	assert_string_equal(text, "20240229T123456Z");
}

static void keys_are_encoded(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(sigv4_encode("a b/c+d%e~f/\u00e9&=?#'()*!.mp3", "/", &a),
			    "a%20b/c%2Bd%25e~f/%C3%A9%26%3D%3F%23%27%28%29%2A%21.mp3");
	assert_string_equal(sigv4_encode("a/b", "", &a), "a%2Fb");
	arena_free(&a);
}

/* By code point after encoding: "a%2Fb" before "a-b" before "aB" before "ab". */
static void queries_are_sorted(void **state)
{
	struct arena a = { 0 };
	struct sigv4_pair pairs[] = { { "uploadId", "2~x+y/" },
				      { "partNumber", "10" },
				      { "ab", "" },
				      { "a-b", "" },
				      { "aB", "" },
				      { "a/b", "2" },
				      { "a/b", "1" } };

	(void)state;
	assert_string_equal(sigv4_query(pairs, COUNT(pairs), &a),
			    "a%2Fb=1&a%2Fb=2&a-b=&aB=&ab=&partNumber=10&uploadId=2~x%2By%2F");
	assert_string_equal(sigv4_query(pairs, 0, &a), "");
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(s3_signs_like_this),
		cmocka_unit_test(the_suite_signs_like_this),
		cmocka_unit_test(the_whole_field_is_as_published),
		cmocka_unit_test(times_are_in_utc),
		cmocka_unit_test(keys_are_encoded),
		cmocka_unit_test(queries_are_sorted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
