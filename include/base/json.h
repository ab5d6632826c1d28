#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stdint.h>

struct strbuf;

/*
 * Writes JSON (RFC 8259) into a string buffer, commas and escapes included.
 * `key` is NULL inside an array and at the top. Text is valid UTF-8 by then.
 */
struct json {
	struct strbuf *out;
	bool need_comma;
	bool pretty;
	unsigned depth;
};

#define JSON_INIT(strbuf)                                                                          \
	{                                                                                          \
		.out = (strbuf)                                                                    \
	}
#define JSON_INIT_PRETTY(strbuf)                                                                   \
	{                                                                                          \
		.out = (strbuf), .pretty = true                                                    \
	}

void json_open(struct json *j, const char *key, char bracket);      /* '{' or '[' */
void json_close(struct json *j, char bracket);                      /* '}' or ']' */
void json_text(struct json *j, const char *key, const char *value); /* NULL writes null */
void json_int(struct json *j, const char *key, int64_t value);
void json_decimal(struct json *j, const char *key, double value, int decimals);

/* 1250 is `1.250`, 1000 is `1`. */
void json_thousandths(struct json *j, const char *key, int64_t value);
void json_bool(struct json *j, const char *key, bool value);

#endif
