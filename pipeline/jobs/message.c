#include "jobs/message.h"

#include <assert.h>
#include <jansson.h>
#include <limits.h>
#include <string.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "members.h"

/* A hundred years: more is a slip, less might be a real archive. */
#define MAX_SECONDS (100.0 * 366 * 86400)

/* Decibels beyond this are no levels. */
#define MAX_LEVEL 10000.0

#define HEX_DIGITS "0123456789abcdef"

bool job_makes_audio(enum job_kind kind)
{
	return kind == JOB_MASTER || kind == JOB_PUBLISH;
}

bool job_is_made_anew(enum job_kind kind)
{
	return kind == JOB_PLOT || kind == JOB_COVER;
}

bool job_answer_fits(const struct job_answer *a, enum job_kind kind)
{
	if (a->is_progress || !a->ok)
		return !a->is_progress;
	switch (kind) {
	case JOB_PROBE:
	case JOB_PLOT:
		return a->has_media;
	case JOB_PICTURE:
	case JOB_COVER:
		return a->has_picture;
	case JOB_MASTER:
	case JOB_PUBLISH:
		return a->has_audio;
	case JOB_DRAW:
		return a->has_drawings;
	}
	return false;
}

/* Where the value of a member stands in its struct. Copied out and in: the tables know no types. */

static const void *place(const struct member *m, const void *of)
{
	return (const char *)of + m->offset;
}

static void *place_in(const struct member *m, void *of)
{
	return (char *)of + m->offset;
}

static const void *pointer_at(const struct member *m, const void *of)
{
	const void *p;

	memcpy(&p, place(m, of), sizeof(p));
	return p;
}

static int int_at(const struct member *m, const void *of)
{
	int n;

	memcpy(&n, place(m, of), sizeof(n));
	return n;
}

static double real_at(const struct member *m, const void *of)
{
	double n;

	memcpy(&n, place(m, of), sizeof(n));
	return n;
}

static bool flag_at(const void *of, size_t offset)
{
	bool flag;

	memcpy(&flag, (const char *)of + offset, sizeof(flag));
	return flag;
}

static size_t count_at(const struct member *m, const void *of)
{
	size_t n;

	memcpy(&n, (const char *)of + m->count, sizeof(n));
	return n;
}

/* Writing */

static void write_record(struct json *j, const struct record *r, const void *of);

static void write_object(struct json *j, const char *key, const struct record *r, const void *of)
{
	json_open(j, key, '{');
	write_record(j, r, of);
	json_close(j, '}');
}

static void write_text(struct json *j, const struct member *m, const void *of)
{
	const char *text = pointer_at(m, of);

	if (text)
		json_text(j, m->key, text);
}

static void write_whole(struct json *j, const struct member *m, int64_t number)
{
	if (number || m->required)
		json_int(j, m->key, number);
}

static void write_int64(struct json *j, const struct member *m, const void *of)
{
	int64_t number;

	memcpy(&number, place(m, of), sizeof(number));
	write_whole(j, m, number);
}

static void write_real(struct json *j, const struct member *m, double value, double nothing)
{
	if (isfinite(value) && (value != nothing || m->required))
		json_decimal(j, m->key, value, 9);
}

static void write_peaks(struct json *j, const struct member *m, const void *of)
{
	const uint8_t *peaks = pointer_at(m, of);
	size_t count = count_at(m, of);
	STRBUF_SCOPED struct strbuf hex = STRBUF_INIT(2 * MESSAGE_MAX_PEAKS + 1);

	if (!count)
		return;
	for (size_t i = 0; i < count; i++) {
		strbuf_addc(&hex, HEX_DIGITS[peaks[i] >> 4]);
		strbuf_addc(&hex, HEX_DIGITS[peaks[i] & 15]);
	}
	json_text(j, m->key, hex.data);
}

static void write_list(struct json *j, const struct member *m, const void *of)
{
	const char *entry = pointer_at(m, of);
	size_t count = count_at(m, of);

	if (!count)
		return;
	json_open(j, m->key, '[');
	for (size_t i = 0; i < count; i++)
		write_object(j, NULL, m->record, entry + i * m->record->size);
	json_close(j, ']');
}

static void write_member(struct json *j, const struct member *m, const void *of)
{
	switch (m->type) {
	case MEMBER_TEXT:
	case MEMBER_PATH:
	case MEMBER_WORD:
	case MEMBER_SHA256:
		write_text(j, m, of);
		break;
	case MEMBER_INT:
		write_whole(j, m, int_at(m, of));
		break;
	case MEMBER_INT64:
		write_int64(j, m, of);
		break;
	case MEMBER_SECONDS:
	case MEMBER_NUMBER:
		write_real(j, m, real_at(m, of), 0);
		break;
	case MEMBER_PLACE:
		write_real(j, m, real_at(m, of), NOWHERE);
		break;
	case MEMBER_LEVEL:
		write_real(j, m, real_at(m, of), LEVEL_NONE);
		break;
	case MEMBER_FLAG:
		if (flag_at(of, m->offset))
			json_bool(j, m->key, true);
		break;
	case MEMBER_CHOICE:
		json_text(j, m->key, m->names[int_at(m, of)]);
		break;
	case MEMBER_PEAKS:
		write_peaks(j, m, of);
		break;
	case MEMBER_OBJECT:
		write_object(j, m->key, m->record, place(m, of));
		break;
	case MEMBER_CASE:
		if (flag_at(of, m->count))
			write_object(j, m->key, m->record, place(m, of));
		break;
	case MEMBER_LIST:
		write_list(j, m, of);
		break;
	}
}

static void write_record(struct json *j, const struct record *r, const void *of)
{
	for (const struct member *m = r->members; m->key; m++)
		write_member(j, m, of);
}

void job_request_write(const struct job_request *r, struct strbuf *out)
{
	struct json j = JSON_INIT(out);

	json_open(&j, NULL, '{');
	write_record(&j, &job_record, r);
	write_record(&j, job_records[r->kind], r);
	json_close(&j, '}');
	strbuf_addc(out, '\n');
}

void job_answer_write(const struct job_answer *a, struct strbuf *out)
{
	struct json j = JSON_INIT(out);

	json_open(&j, NULL, '{');
	json_int(&j, "id", a->id);
	if (a->is_progress) {
		json_decimal(&j, "progress", a->progress, 9);
	} else {
		json_bool(&j, "ok", a->ok);
		write_record(&j, a->ok ? &success_record : &failure_record, a);
	}
	json_close(&j, '}');
	strbuf_addc(out, '\n');
}

/*
 * Reading. The first fault is kept in `why`; after it, what is read is still
 * well-formed (0, NULL, empty) but nobody will use it.
 */
struct reader {
	struct arena *a;
	const char *why;
};

static void refuse(struct reader *r, const char *key, const char *fault)
{
	if (!r->why)
		r->why = arena_printf(r->a, "'%s' %s", key, fault);
}

/* Any text without NUL; jansson has checked that it is UTF-8. */
static const char *read_bytes(struct reader *r, const json_t *value, const char *key)
{
	if (json_is_string(value))
		return arena_strndup(r->a, json_string_value(value), json_string_length(value));
	refuse(r, key, "is not text");
	return NULL;
}

/* May the text be shown to people and put into feeds? */
static bool is_clean(const char *text)
{
	size_t left = strlen(text);

	for (size_t len; left; text += len, left -= len) {
		uint32_t cp = 0;

		len = utf8_decode(text, left, &cp);
		if (!len || !utf8_is_xml(cp))
			return false;
	}
	return true;
}

/* A word for a file name: what comes from a worker must not lead out of a folder. */
static bool is_word(const char *word)
{
	size_t len = strspn(word, "abcdefghijklmnopqrstuvwxyz0123456789-_,");

	return len && len <= 64 && !word[len];
}

static void read_text(struct reader *r, const struct member *m, const json_t *value, void *into)
{
	const char *text = read_bytes(r, value, m->key);
	struct hash unused;

	if (!text)
		return;
	if (m->type == MEMBER_TEXT && !is_clean(text))
		refuse(r, m->key, "has a control character");
	else if (m->type == MEMBER_PATH && text[0] != '/')
		refuse(r, m->key, "is not an absolute path");
	else if (m->type == MEMBER_WORD && !is_word(text))
		refuse(r, m->key, "is not a short word of small letters and digits");
	else if (m->type == MEMBER_SHA256 && !hash_from_hex(text, &unused))
		refuse(r, m->key, "is not a SHA-256 in hexadecimal");
	else
		memcpy(into, &text, sizeof(text));
}

/* A whole number from 0 to `max`. */
static int64_t read_whole(struct reader *r, const char *key, const json_t *value, int64_t max)
{
	if (!json_is_integer(value)) {
		refuse(r, key, "is not a whole number");
		return 0;
	}
	json_int_t number = json_integer_value(value);
	if (number >= 0 && number <= max)
		return number;
	refuse(r, key, "is out of range");
	return 0;
}

struct range {
	double min, max;
};

/* jansson lets no infinity through. */
static double read_real(struct reader *r, const char *key, const json_t *value, struct range range)
{
	if (!json_is_number(value)) {
		refuse(r, key, "is not a number");
		return 0;
	}
	double number = json_number_value(value);
	if (number >= range.min && number <= range.max)
		return number;
	refuse(r, key, "is out of range");
	return 0;
}

static void read_number(struct reader *r, const struct member *m, const json_t *value, void *into)
{
	static const struct range ranges[] = {
		[MEMBER_SECONDS] = { 0, MAX_SECONDS },
		[MEMBER_PLACE] = { NOWHERE, MAX_SECONDS },
		[MEMBER_LEVEL] = { -MAX_LEVEL, MAX_LEVEL },
		[MEMBER_NUMBER] = { -MAX_LEVEL, MAX_LEVEL },
	};
	double number = read_real(r, m->key, value, ranges[m->type]);

	memcpy(into, &number, sizeof(number));
}

static bool read_flag(struct reader *r, const char *key, const json_t *value)
{
	if (!json_is_boolean(value))
		refuse(r, key, "is neither true nor false");
	return json_is_true(value);
}

static void read_choice(struct reader *r, const struct member *m, const json_t *value, void *into)
{
	const char *name = read_bytes(r, value, m->key);

	for (int i = 0; name && m->names[i]; i++) {
		if (strcmp(m->names[i], name) == 0) {
			memcpy(into, &i, sizeof(i));
			return;
		}
	}
	refuse(r, m->key, arena_printf(r->a, "is not a kind of %s", m->key));
}

static void set_count(const struct member *m, void *of, size_t count)
{
	memcpy((char *)of + m->count, &count, sizeof(count));
}

static void read_peaks(struct reader *r, const struct member *m, const json_t *value, void *of)
{
	const char *hex = read_bytes(r, value, m->key);
	size_t len = hex ? strlen(hex) : 0;

	if (!len || len % 2 || len / 2 > m->max || strspn(hex, HEX_DIGITS) != len) {
		refuse(r, m->key, "is not a list of peaks in hexadecimal");
		return;
	}
	uint8_t *peaks = arena_alloc(r->a, len / 2);
	for (size_t i = 0; i < len / 2; i++) {
		size_t high = (size_t)(strchr(HEX_DIGITS, hex[2 * i]) - HEX_DIGITS);
		size_t low = (size_t)(strchr(HEX_DIGITS, hex[2 * i + 1]) - HEX_DIGITS);
		peaks[i] = (uint8_t)(high << 4 | low);
	}
	memcpy(place_in(m, of), &peaks, sizeof(peaks));
	set_count(m, of, len / 2);
}

static void read_record(struct reader *r, const struct record *record, const json_t *from,
			void *into);

static void read_object(struct reader *r, const struct member *m, const json_t *value, void *of)
{
	if (!json_is_object(value)) {
		refuse(r, m->key, "is not an object");
		return;
	}
	read_record(r, m->record, value, place_in(m, of));
	if (m->type == MEMBER_CASE)
		memcpy((char *)of + m->count, &(bool){ true }, sizeof(bool));
}

static void read_entries(struct reader *r, const struct member *m, const json_t *list, char *entry)
{
	for (size_t i = 0; i < json_array_size(list); i++, entry += m->record->size) {
		const json_t *value = json_array_get(list, i);

		if (json_is_object(value))
			read_record(r, m->record, value, entry);
		else
			refuse(r, m->key, "has an entry that is not an object");
	}
}

static void read_list(struct reader *r, const struct member *m, const json_t *value, void *of)
{
	size_t count = json_array_size(value);

	if (!json_is_array(value)) {
		refuse(r, m->key, "is not a list");
		return;
	}
	if (count > m->max) {
		refuse(r, m->key, "is too long");
		return;
	}
	if (!count)
		return;
	void *entries = arena_array(r->a, count, m->record->size);
	memcpy(place_in(m, of), &entries, sizeof(entries));
	set_count(m, of, count);
	read_entries(r, m, value, entries);
}

static void read_value(struct reader *r, const struct member *m, const json_t *value, void *of)
{
	void *into = place_in(m, of);

	switch (m->type) {
	case MEMBER_TEXT:
	case MEMBER_PATH:
	case MEMBER_WORD:
	case MEMBER_SHA256:
		read_text(r, m, value, into);
		break;
	case MEMBER_INT:
		memcpy(into, &(int){ (int)read_whole(r, m->key, value, INT_MAX) }, sizeof(int));
		break;
	case MEMBER_INT64:
		memcpy(into, &(int64_t){ read_whole(r, m->key, value, INT64_MAX) },
		       sizeof(int64_t));
		break;
	case MEMBER_SECONDS:
	case MEMBER_PLACE:
	case MEMBER_LEVEL:
	case MEMBER_NUMBER:
		read_number(r, m, value, into);
		break;
	case MEMBER_FLAG:
		memcpy(into, &(bool){ read_flag(r, m->key, value) }, sizeof(bool));
		break;
	case MEMBER_CHOICE:
		read_choice(r, m, value, into);
		break;
	case MEMBER_PEAKS:
		read_peaks(r, m, value, of);
		break;
	case MEMBER_OBJECT:
	case MEMBER_CASE:
		read_object(r, m, value, of);
		break;
	case MEMBER_LIST:
		read_list(r, m, value, of);
		break;
	}
}

/* What stands for "not given" where that is not 0. */
static void set_absent(struct reader *r, const struct member *m, void *of)
{
	if (m->required)
		refuse(r, m->key, "is missing");
	else if (m->type == MEMBER_OBJECT)
		read_record(r, m->record, NULL, place_in(m, of));
	if (m->type == MEMBER_PLACE)
		memcpy(place_in(m, of), &(double){ NOWHERE }, sizeof(double));
	if (m->type == MEMBER_LEVEL)
		memcpy(place_in(m, of), &(double){ LEVEL_NONE }, sizeof(double));
}

/* `into` is zero by then; without an object to read from, everything is absent. */
static void read_record(struct reader *r, const struct record *record, const json_t *from,
			void *into)
{
	for (const struct member *m = record->members; m->key; m++) {
		const json_t *value = json_object_get(from, m->key);

		if (value && !json_is_null(value))
			read_value(r, m, value, into);
		else
			set_absent(r, m, into);
	}
}

static void free_json(json_t **json)
{
	json_decref(*json);
}

#define JSON_SCOPED __attribute__((cleanup(free_json)))

/* The object on a line; NULL with the reason kept. The caller frees it. */
static json_t *parse_line(struct reader *r, const char *line, size_t len)
{
	json_error_t error;

	if (len > LIMIT_JOB_LINE) {
		r->why = "the line is too long";
		return NULL;
	}
	json_t *root = json_loadb(line, len, JSON_REJECT_DUPLICATES, &error);
	if (!root) {
		r->why = arena_printf(r->a, "it is not JSON: %s", error.text);
	} else if (!json_is_object(root)) {
		r->why = "it is not a JSON object";
		json_decref(root);
		root = NULL;
	}
	return root;
}

bool job_request_read(const char *line, size_t len, struct job_request *into, struct arena *a,
		      const char **why)
{
	struct reader r = { .a = a };
	JSON_SCOPED json_t *root = parse_line(&r, line, len);

	*into = (struct job_request){ 0 };
	if (root)
		read_record(&r, &job_record, root, into);
	if (root && !r.why)
		read_record(&r, job_records[into->kind], root, into);
	*why = r.why;
	return !r.why;
}

static const json_t *required(struct reader *r, const json_t *from, const char *key)
{
	const json_t *value = json_object_get(from, key);

	if (!value)
		refuse(r, key, "is missing");
	return value;
}

/* The answer to a line that was no job has an id of its own. */
static int64_t read_answer_id(struct reader *r, const json_t *from)
{
	const json_t *value = required(r, from, "id");

	if (!value || (json_is_integer(value) && json_integer_value(value) == MESSAGE_NO_JOB))
		return MESSAGE_NO_JOB;
	return read_whole(r, "id", value, INT64_MAX);
}

static void read_outcome(struct reader *r, const json_t *root, struct job_answer *into)
{
	const json_t *ok = required(r, root, "ok");

	into->ok = ok && read_flag(r, "ok", ok);
	if (into->ok && into->id == MESSAGE_NO_JOB)
		refuse(r, "ok", "is true without a job");
	read_record(r, into->ok ? &success_record : &failure_record, root, into);
	if (into->ok &&
	    into->has_media + into->has_picture + into->has_audio + into->has_drawings != 1)
		refuse(r, "ok",
		       "is true without exactly one of 'media', 'picture', 'audio' and "
		       "'drawings'");
}

static void read_answer(struct reader *r, const json_t *root, struct job_answer *into)
{
	const json_t *progress = json_object_get(root, "progress");

	into->id = read_answer_id(r, root);
	into->is_progress = progress != NULL;
	if (progress)
		into->progress = read_real(r, "progress", progress, (struct range){ 0, 1 });
	else
		read_outcome(r, root, into);
}

bool job_answer_read(const char *line, size_t len, struct job_answer *into, struct arena *a,
		     const char **why)
{
	struct reader r = { .a = a };
	JSON_SCOPED json_t *root = parse_line(&r, line, len);

	*into = (struct job_answer){ 0 };
	if (root)
		read_answer(&r, root, into);
	*why = r.why;
	return !r.why;
}
