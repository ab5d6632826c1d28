#include "sigv4.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/strbuf.h"

#define ALGORITHM  "AWS4-HMAC-SHA256"
#define DATE       8 /* characters of a time that are its date */
#define MOST_BYTES ((size_t)1 << 20)

time_t sigv4_now(void)
{
	return time(NULL);
}

void sigv4_time(time_t when, char text[static SIGV4_TIME])
{
	struct tm tm;

	gmtime_r(&when, &tm);
	strftime(text, SIGV4_TIME, "%Y%m%dT%H%M%SZ", &tm);
}

static bool is_unreserved(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '-' || c == '.' || c == '_' || c == '~';
}

char *sigv4_encode(const char *text, const char *keep, struct arena *a)
{
	static const char digits[] = "0123456789ABCDEF";
	char *encoded = arena_alloc(a, 3 * strlen(text) + 1), *to = encoded;

	for (; *text; text++) {
		if (is_unreserved(*text) || strchr(keep, *text)) {
			*to++ = *text;
			continue;
		}
		*to++ = '%';
		*to++ = digits[(uint8_t)*text >> 4];
		*to++ = digits[*text & 15];
	}
	return encoded;
}

static int by_name(const void *left, const void *right)
{
	const struct sigv4_pair *l = left, *r = right;
	int order = strcmp(l->name, r->name);

	return order ? order : strcmp(l->value, r->value);
}

char *sigv4_query(struct sigv4_pair *pairs, size_t count, struct arena *a)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(MOST_BYTES);

	for (size_t i = 0; i < count; i++)
		pairs[i] = (struct sigv4_pair){ sigv4_encode(pairs[i].name, "", a),
						sigv4_encode(pairs[i].value, "", a) };
	if (count)
		qsort(pairs, count, sizeof(*pairs), by_name);
	for (size_t i = 0; i < count; i++)
		strbuf_addf(&text, "%s%s=%s", i ? "&" : "", pairs[i].name, pairs[i].value);
	return arena_strndup(a, text.data, text.len);
}

static char *small_letters(const char *name, struct arena *a)
{
	char *small = arena_strdup(a, name);

	for (char *c = small; *c; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 'a' - 'A') : *c;
	return small;
}

/* Without blanks around it, and with one where there were several. */
static char *one_blank(const char *value, struct arena *a)
{
	char *trimmed = arena_alloc(a, strlen(value) + 1), *to = trimmed;

	for (; *value; value++) {
		if (*value != ' ' || (to > trimmed && to[-1] != ' '))
			*to++ = *value;
	}
	if (to > trimmed && to[-1] == ' ')
		to--;
	*to = '\0';
	return trimmed;
}

static struct sigv4_pair *sorted_fields(const struct sigv4_request *r, struct arena *a)
{
	struct sigv4_pair *fields = arena_array(a, r->field_count, sizeof(*fields));

	for (size_t i = 0; i < r->field_count; i++)
		fields[i] = (struct sigv4_pair){ small_letters(r->fields[i].name, a),
						 one_blank(r->fields[i].value, a) };
	qsort(fields, r->field_count, sizeof(*fields), by_name);
	return fields;
}

/* "host;x-amz-date" */
static char *names_of(const struct sigv4_pair *fields, size_t count, struct arena *a)
{
	STRBUF_SCOPED struct strbuf names = STRBUF_INIT(MOST_BYTES);

	for (size_t i = 0; i < count; i++)
		strbuf_addf(&names, "%s%s", i ? ";" : "", fields[i].name);
	return arena_strndup(a, names.data, names.len);
}

/* Everything that counts of a request, in the one form that both sides hash. */
static struct hash canonical(const struct sigv4_request *r, const struct sigv4_pair *fields,
			     const char *names)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(MOST_BYTES);

	strbuf_addf(&text, "%s\n%s\n%s\n", r->method, r->path, r->query);
	for (size_t i = 0; i < r->field_count; i++)
		strbuf_addf(&text, "%s:%s\n", fields[i].name, fields[i].value);
	strbuf_addf(&text, "\n%s\n%s", names, r->payload);
	return hash_bytes(text.data, text.len);
}

static struct hash hmac(struct hash key, const char *text)
{
	return hash_hmac(key.bytes, HASH_BYTES, text, strlen(text));
}

/* The secret itself signs only the date; what signs requests is good for a day, a region and a
 * service. */
static struct hash signing_key(const struct sigv4_key *key, const char *date, struct arena *a)
{
	const char *secret = arena_printf(a, "AWS4%s", key->secret);
	struct hash k = hash_hmac(secret, strlen(secret), date, DATE);

	return hmac(hmac(hmac(k, key->region), key->service), "aws4_request");
}

char *sigv4_authorization(const struct sigv4_request *r, const struct sigv4_key *key,
			  const char *when, struct arena *a)
{
	const struct sigv4_pair *fields = sorted_fields(r, a);
	const char *names = names_of(fields, r->field_count, a);
	const char *scope =
		arena_printf(a, "%.*s/%s/%s/aws4_request", DATE, when, key->region, key->service);
	char request[HASH_HEX], signature[HASH_HEX];
	struct hash h = canonical(r, fields, names);

	hash_hex(&h, request);
	h = hmac(signing_key(key, when, a),
		 arena_printf(a, ALGORITHM "\n%s\n%s\n%s", when, scope, request));
	hash_hex(&h, signature);
	return arena_printf(a, ALGORITHM " Credential=%s/%s, SignedHeaders=%s, Signature=%s",
			    key->user, scope, names, signature);
}
