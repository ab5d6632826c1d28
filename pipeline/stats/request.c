#include "request.h"

#include <ctype.h>
#include <string.h>

#include "base/calendar.h"
#include "base/json_tree.h"
#include "base/mem.h"

#define NONE ((size_t)-1)

static bool is(struct piece p, const char *word)
{
	return p.len == strlen(word) && memcmp(p.text, word, p.len) == 0;
}

static struct piece path_of(const char *text, size_t len)
{
	const char *query = memchr(text, '?', len);

	return (struct piece){ text, query ? (size_t)(query - text) : len };
}

/* Whole numbers of at most 18 digits; false: it is none. */
static bool number_of(struct piece p, int64_t *into)
{
	*into = 0;
	if (!p.len || p.len > 18)
		return false;
	for (size_t i = 0; i < p.len; i++) {
		if (!isdigit((unsigned char)p.text[i]))
			return false;
		*into = *into * 10 + (p.text[i] - '0');
	}
	return true;
}

static int digits(const char *text, int count)
{
	int n = 0;

	for (int i = 0; i < count; i++) {
		if (!isdigit((unsigned char)text[i]))
			return -1;
		n = n * 10 + (text[i] - '0');
	}
	return n;
}

static bool is_time(const struct civil *c)
{
	return c->year >= 1970 && c->month >= 1 && c->month <= 12 && c->day >= 1 &&
	       c->day <= month_days(c->year, c->month) && c->hour >= 0 && c->hour < 24 &&
	       c->minute >= 0 && c->minute < 60 && c->second >= 0 && c->second <= 60;
}

/* The combined format of Apache and nginx:
 * client identity user [22/Nov/2026:03:00:00 +0000] "GET /path HTTP/1.1" 200 1234 "referrer"
 * "agent" … */

/* The piece up to the closing quotation mark; a backslash hides one. NULL: it is not closed. */
static const char *quoted(const char *at, const char *end, struct piece *p)
{
	p->text = at;
	while (at < end && *at != '"')
		at += *at == '\\' && at + 1 < end ? 2 : 1;
	if (at >= end)
		return NULL;
	p->len = (size_t)(at - p->text);
	return at + 1;
}

static enum line_kind begin_combined(const char *line, size_t len, struct request *r)
{
	const char *bracket = memchr(line, '[', len), *end = line + len;
	const char *quote = bracket ? memchr(bracket, '"', (size_t)(end - bracket)) : NULL;
	const char *blank = quote ? memchr(quote, ' ', (size_t)(end - quote)) : NULL;

	if (!blank)
		return LINE_UNREAD;
	const char *path = blank + 1, *stop = path;

	while (stop < end && *stop != ' ' && *stop != '"')
		stop++;
	r->method = (struct piece){ quote + 1, (size_t)(blank - quote - 1) };
	r->path = path_of(path, (size_t)(stop - path));
	return LINE_REQUEST;
}

/* `22/Nov/2026:03:00:00 +0100`, with 26 characters */
static bool take_clock(const char *text, size_t len, struct request *r)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	char name[4] = "";

	if (len < 26)
		return false;
	memcpy(name, text + 3, 3);
	const char *month = strstr(months, name);
	const struct civil c = { .year = digits(text + 7, 4),
				 .month = month ? (int)(month - months) / 3 + 1 : 0,
				 .day = digits(text, 2),
				 .hour = digits(text + 12, 2),
				 .minute = digits(text + 15, 2),
				 .second = digits(text + 18, 2) };
	const int hours = digits(text + 22, 2), minutes = digits(text + 24, 2);

	if (!is_time(&c) || hours < 0 || minutes < 0)
		return false;
	r->moment = civil_seconds(c);
	r->utc = r->moment - (text[21] == '-' ? -1 : 1) * (hours * 60 + minutes) * 60;
	return true;
}

/* Before identity and user stands the client; before it may stand the host that was asked. */
static struct piece client_of(const char *line, const char *bracket)
{
	struct piece words[4] = { 0 };
	size_t count = 0;

	for (const char *at = line; at < bracket && count < 4;) {
		const char *blank = memchr(at, ' ', (size_t)(bracket - at));
		const char *end = blank ? blank : bracket;

		words[count++] = (struct piece){ at, (size_t)(end - at) };
		at = end + 1;
	}
	return count == 4 ? words[1] : words[0];
}

static bool finish_combined(const char *line, size_t len, struct request *r)
{
	const char *end = line + len, *bracket = memchr(line, '[', len);
	const char *quote = memchr(bracket, '"', (size_t)(end - bracket));
	struct piece skipped, status, bytes;
	int64_t number;

	if (!take_clock(bracket + 1, (size_t)(end - bracket - 1), r))
		return false;
	r->client = client_of(line, bracket);
	const char *at = quoted(quote + 1, end, &skipped);

	if (!at || at + 5 > end || *at != ' ')
		return false;
	status = (struct piece){ at + 1, 3 };
	if (!number_of(status, &number))
		return false;
	r->status = (int)number;
	bytes.text = at + 5;
	const char *blank =
		bytes.text < end ? memchr(bytes.text, ' ', (size_t)(end - bytes.text)) : NULL;

	if (!blank)
		return false;
	bytes.len = (size_t)(blank - bytes.text);
	if (!is(bytes, "-") && !number_of(bytes, &r->bytes))
		return false;
	if (blank + 1 >= end || blank[1] != '"' || !(at = quoted(blank + 2, end, &skipped)))
		return false;
	return at + 1 < end && at[0] == ' ' && at[1] == '"' && quoted(at + 2, end, &r->agent);
}

/* JSON lines of Caddy (caddyserver.com, "log") */

static enum line_kind begin_json(const char *line, size_t len, struct request *r)
{
	static const char key[] = "\"uri\":\"", other[] = "\"method\":\"";
	const char *uri = memmem(line, len, key, strlen(key)), *end = line + len;
	const char *method = memmem(line, len, other, strlen(other));

	if (!uri || !method)
		return LINE_REMARK; /* what the server says of itself */
	uri += strlen(key);
	method += strlen(other);
	const char *stop = memchr(uri, '"', (size_t)(end - uri));
	const char *last = memchr(method, '"', (size_t)(end - method));

	if (!stop || !last)
		return LINE_UNREAD;
	r->path = path_of(uri, (size_t)(stop - uri));
	r->method = (struct piece){ method, (size_t)(last - method) };
	return LINE_REQUEST;
}

static struct piece piece_of(const char *text)
{
	return (struct piece){ text ? text : "", text ? strlen(text) : 0 };
}

static bool finish_json(const char *line, size_t len, struct request *r, struct arena *a)
{
	struct tree_fault fault;
	const struct tree *all = tree_read(line, len, a, &fault);
	const struct tree *asked = tree_member(all, "request");
	const struct tree *agents = tree_list(tree_member(asked, "headers"), "User-Agent");
	const char *client = tree_text(asked, "client_ip");
	double when, status, size;

	if (!tree_number(all, "ts", &when) || !tree_number(all, "status", &status) ||
	    !tree_number(all, "size", &size) || when < 0 || when > 1e11 || size < 0 ||
	    size > 1e17 || status < 0 || status > 999)
		return false;
	r->client = piece_of(client ? client : tree_text(asked, "remote_ip"));
	r->agent = piece_of(agents && agents->first ? agents->first->text : NULL);
	r->status = (int)status;
	r->bytes = (int64_t)size;
	r->moment = r->utc = (int64_t)when;
	return r->client.len != 0;
}

/* The extended format of the W3C (www.w3.org/TR/WD-logfile): IIS, CloudFront */

static void take_fields(struct log_form *form, const char *line, size_t len)
{
	static const char *const names[W3C_COLUMNS] = { "date",        "time",          "cs-method",
							"cs-uri-stem", "c-ip",          "sc-status",
							"sc-bytes",    "cs(User-Agent)" };
	size_t number = 0;

	form->is_w3c = true;
	for (size_t i = 0; i < W3C_COLUMNS; i++)
		form->column[i] = NONE;
	for (const char *at = line, *end = line + len; at < end; number++) {
		const char *stop = at;

		while (stop < end && *stop != ' ' && *stop != '\t')
			stop++;
		for (size_t i = 0; i < W3C_COLUMNS; i++) {
			if (is((struct piece){ at, (size_t)(stop - at) }, names[i]))
				form->column[i] = number;
		}
		at = stop + 1;
	}
}

static struct piece cell(const char *line, size_t len, size_t number)
{
	const char *at = line, *end = line + len;

	for (;; number--) {
		const char *stop = at;

		while (stop < end && *stop != ' ' && *stop != '\t')
			stop++;
		if (!number)
			return (struct piece){ at, (size_t)(stop - at) };
		if (stop >= end || number == NONE)
			return (struct piece){ end, 0 };
		at = stop + 1;
	}
}

static enum line_kind begin_w3c(const struct log_form *form, const char *line, size_t len,
				struct request *r)
{
	const struct piece stem = cell(line, len, form->column[W3C_STEM]);

	r->method = cell(line, len, form->column[W3C_METHOD]);
	r->path = path_of(stem.text, stem.len);
	return stem.len && r->method.len ? LINE_REQUEST : LINE_UNREAD;
}

/* `Mozilla/5.0%20(…)` or `Mozilla/5.0+(…)`; CloudFront codes the percent sign of a name once more.
 */
static struct piece decoded(struct piece p, struct arena *a)
{
	char *out = arena_alloc(a, p.len + 1), *to = out;

	for (size_t i = 0; i < p.len; i++) {
		if (p.text[i] == '%' && i + 2 < p.len && p.text[i + 1] == '2' &&
		    p.text[i + 2] == '0') {
			*to++ = ' ';
			i += 2;
		} else {
			*to++ = p.text[i] == '+' ? ' ' : p.text[i];
		}
	}
	return (struct piece){ out, (size_t)(to - out) };
}

static bool finish_w3c(const struct log_form *form, const char *line, size_t len, struct request *r,
		       struct arena *a)
{
	const struct piece date = cell(line, len, form->column[W3C_DATE]);
	const struct piece time = cell(line, len, form->column[W3C_TIME]);
	int64_t status;

	if (date.len != 10 || time.len < 8 ||
	    !number_of(cell(line, len, form->column[W3C_STATUS]), &status) ||
	    !number_of(cell(line, len, form->column[W3C_BYTES]), &r->bytes))
		return false;
	const struct civil c = { .year = digits(date.text, 4),
				 .month = digits(date.text + 5, 2),
				 .day = digits(date.text + 8, 2),
				 .hour = digits(time.text, 2),
				 .minute = digits(time.text + 3, 2),
				 .second = digits(time.text + 6, 2) };

	if (!is_time(&c))
		return false;
	r->status = (int)(status % 1000);
	r->moment = r->utc = civil_seconds(c);
	r->client = cell(line, len, form->column[W3C_CLIENT]);
	r->agent = decoded(cell(line, len, form->column[W3C_AGENT]), a);
	return r->client.len != 0;
}

/* All of them */

enum line_kind line_begin(struct log_form *form, const char *line, size_t len, struct request *r)
{
	static const char fields[] = "#Fields: ";

	if (!len)
		return LINE_REMARK;
	if (*line == '#') {
		if (len > strlen(fields) && memcmp(line, fields, strlen(fields)) == 0)
			take_fields(form, line + strlen(fields), len - strlen(fields));
		return LINE_REMARK;
	}
	*r = (struct request){ 0 };
	if (*line == '{')
		return begin_json(line, len, r);
	return form->is_w3c ? begin_w3c(form, line, len, r) : begin_combined(line, len, r);
}

bool line_finish(const struct log_form *form, const char *line, size_t len, struct request *r,
		 struct arena *a)
{
	if (*line == '{')
		return finish_json(line, len, r, a);
	return form->is_w3c ? finish_w3c(form, line, len, r, a) : finish_combined(line, len, r);
}
