#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"

static void add_escaped(struct strbuf *out, unsigned char c)
{
	if (c == '"' || c == '\\')
		strbuf_addf(out, "\\%c", c);
	else if (c == '\n')
		strbuf_adds(out, "\\n");
	else
		strbuf_addf(out, "\\u%04x", c);
}

/* Bytes at which a text must be looked at: those to escape, and the first of a line end. '<': safe
 * inside <script> too. */
static bool is_plain(unsigned char c)
{
	static const uint64_t special[4] = {
		0xffffffff | UINT64_C(1) << '"' | UINT64_C(1) << '<',
		UINT64_C(1) << ('\\' - 64) | UINT64_C(1) << (0x7f - 64),
		0,
		UINT64_C(1) << (0xe2 - 192),
	};

	return !(special[c / 64] >> c % 64 & 1);
}

/* U+2028 and U+2029: JavaScript before 2019 takes them for the end of a line, also in a text. */
static bool is_line_end(const char *s)
{
	return s[0] == '\xe2' && s[1] == '\x80' && (s[2] == '\xa8' || s[2] == '\xa9');
}

static void add_string(struct strbuf *out, const char *s)
{
	strbuf_addc(out, '"');
	while (*s) {
		const char *plain = s;

		while (is_plain((unsigned char)*s) || (*s == '\xe2' && !is_line_end(s)))
			s++;
		strbuf_add(out, plain, (size_t)(s - plain));
		if (is_line_end(s)) {
			strbuf_addf(out, "\\u%x", s[2] == '\xa8' ? 0x2028U : 0x2029U);
			s += 3;
		} else if (*s)
			add_escaped(out, (unsigned char)*s++);
	}
	strbuf_addc(out, '"');
}

static void new_line(struct json *j)
{
	if (!j->pretty)
		return;
	strbuf_addc(j->out, '\n');
	for (unsigned i = 0; i < j->depth; i++)
		strbuf_adds(j->out, "  ");
}

static void begin_value(struct json *j, const char *key)
{
	if (j->need_comma)
		strbuf_addc(j->out, ',');
	if (j->depth)
		new_line(j);
	if (key) {
		add_string(j->out, key);
		strbuf_adds(j->out, j->pretty ? ": " : ":");
	}
	j->need_comma = true;
}

void json_open(struct json *j, const char *key, char bracket)
{
	begin_value(j, key);
	strbuf_addc(j->out, bracket);
	j->depth++;
	j->need_comma = false;
}

void json_close(struct json *j, char bracket)
{
	j->depth--;
	if (j->need_comma)
		new_line(j);
	strbuf_addc(j->out, bracket);
	j->need_comma = true;
}

void json_text(struct json *j, const char *key, const char *value)
{
	begin_value(j, key);
	if (value)
		add_string(j->out, value);
	else
		strbuf_adds(j->out, "null");
}

void json_int(struct json *j, const char *key, int64_t value)
{
	begin_value(j, key);
	strbuf_addi(j->out, value);
}

void json_decimal(struct json *j, const char *key, double value, int decimals)
{
	begin_value(j, key);
	strbuf_addf(j->out, "%.*f", decimals, value);
}

void json_thousandths(struct json *j, const char *key, int64_t value)
{
	const int rest = abs((int)(value % 1000));

	begin_value(j, key);
	if (value < 0 && value > -1000)
		strbuf_addc(j->out, '-');
	strbuf_addi(j->out, value / 1000);
	if (!rest)
		return;
	strbuf_addc(j->out, '.');
	for (int digit = 100; digit; digit /= 10)
		strbuf_addc(j->out, (char)('0' + rest / digit % 10));
}

void json_bool(struct json *j, const char *key, bool value)
{
	begin_value(j, key);
	strbuf_adds(j->out, value ? "true" : "false");
}
