#include "plain_words.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "base/strbuf.h"

/* CommonMark section 2.4: any ASCII punctuation may have a backslash before it. */
static bool is_markup(const char *c)
{
	if (*c == '&') /* section 6.2 */
		return c[1] == '#' || isalpha((unsigned char)c[1]);
	return strchr("\\`*_[]<>|~", *c) != NULL;
}

/* What would make a heading, a list or a line of what begins with it (sections 4 and 5). */
static size_t add_start(struct strbuf *out, const char *text)
{
	const size_t digits = strspn(text, "0123456789");

	if (!text[digits] || !strchr(digits ? ".)" : "#-+=", text[digits]))
		return 0;
	strbuf_add(out, text, digits);
	strbuf_addf(out, "\\%c", text[digits]);
	return digits + 1;
}

static size_t blanks(const char *text)
{
	return strspn(text, " \t\r\n\v\f");
}

void md_text(struct strbuf *out, const char *text)
{
	const char *c = text ? text + blanks(text) : "";

	if (!*c) {
		strbuf_adds(out, "(without a title)");
		return;
	}
	c += add_start(out, c);
	while (*c) {
		const size_t gap = blanks(c);

		c += gap;
		if (gap && *c)
			strbuf_addc(out, ' ');
		if (!*c)
			break;
		if (is_markup(c))
			strbuf_addc(out, '\\');
		strbuf_addc(out, *c++);
	}
}

static size_t longest_run(const char *text, char of)
{
	size_t longest = 0, run = 0;

	for (; *text; text++) {
		run = *text == of ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return longest;
}

/* CommonMark section 6.1: the fence is longer than any run of ` inside. */
void md_code(struct strbuf *out, const char *text)
{
	const size_t fence = longest_run(text, '`') + 1;
	const char *pad = strchr(text, '`') || *text == ' ' ? " " : "";

	for (size_t i = 0; i < fence; i++)
		strbuf_addc(out, '`');
	strbuf_adds(out, pad);
	for (const char *c = text; *c; c++)
		strbuf_addc(out, blanks(c) ? ' ' : *c);
	strbuf_adds(out, pad);
	for (size_t i = 0; i < fence; i++)
		strbuf_addc(out, '`');
}

void md_number(struct strbuf *out, uint64_t n)
{
	if (n >= 1000) {
		md_number(out, n / 1000);
		strbuf_addf(out, ",%03u", (unsigned)(n % 1000));
	} else {
		strbuf_addf(out, "%u", (unsigned)n);
	}
}

void md_count(struct strbuf *out, uint64_t n, const char *one, const char *many)
{
	md_number(out, n);
	strbuf_addf(out, " %s", n == 1 ? one : many);
}

void md_bytes(struct strbuf *out, int64_t bytes)
{
	static const char *const units[] = { "KB", "MB", "GB", "TB" };
	double n = (double)bytes / 1000;
	size_t unit = 0;

	if (bytes < 1000) {
		md_count(out, (uint64_t)bytes, "byte", "bytes");
		return;
	}
	for (; n >= 999.5 && unit < 3; unit++)
		n /= 1000;
	strbuf_addf(out, unit && n < 99.95 ? "%.1f %s" : "%.0f %s", n, units[unit]);
}

void md_time(struct strbuf *out, double seconds)
{
	const uint64_t minutes = (uint64_t)(seconds / 60 + 0.5);

	if (minutes < 120)
		md_count(out, minutes ? minutes : 1, "minute", "minutes");
	else
		md_count(out, (minutes + 30) / 60, "hour", "hours");
}

void tsv_put(struct strbuf *out, const char *text)
{
	for (const char *c = text ? text : ""; *c; c++)
		strbuf_addc(out, (unsigned char)*c < ' ' ? ' ' : *c);
}
