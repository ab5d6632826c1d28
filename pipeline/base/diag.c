#include "base/diag.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

/* No more of a source line than this is shown around the place that is meant. */
#define EXCERPT_BYTES 100

struct message {
	struct message *next;
	enum diag_id id;
	struct span at;
	const char *text;
	unsigned nth; /* it was reported as the nth: at one place that order is kept */
};

static const struct {
	const char *slug;
	enum severity severity;
	const char *advice;
} catalogue[DIAG_COUNT] = {
#define DIAG(id, slug, severity, advice) [DIAG_##id] = { slug, severity, advice },
#include "base/diag_ids.h"
#undef DIAG
};

void diag_init(struct diag *d, struct arena *a)
{
	*d = (struct diag){ .arena = a };
	d->last = &d->first;
}

void diag_report(struct diag *d, enum diag_id id, struct span at, const char *fmt, ...)
{
	STRBUF_SCOPED struct strbuf sb = STRBUF_INIT(LIMIT_MESSAGE);
	va_list ap;

	if (d->prefix)
		strbuf_adds(&sb, d->prefix);
	va_start(ap, fmt);
	strbuf_vaddf(&sb, fmt, ap);
	va_end(ap);
	if (!strbuf_ok(&sb))
		strbuf_add(&sb, fmt, strlen(fmt));

	struct message *m = arena_new(d->arena, struct message);
	*m = (struct message){ .id = id,
			       .at = at,
			       .text = arena_strndup(d->arena, sb.data, sb.len),
			       .nth = d->reported++ };
	*d->last = m;
	d->last = &m->next;
	d->count[catalogue[id].severity]++;
}

void diag_report_errno(struct diag *d, enum diag_id id, const char *what, const char *path)
{
	const char *why = strerror(errno);

	diag_report(d, id, span_path(path, d->arena), "%s: %s", what, why);
}

bool diag_ok(const struct diag *d)
{
	return !d->count[SEV_ERROR] && !d->count[SEV_FATAL];
}

struct place {
	const struct source *src;
	unsigned line, col;      /* from 1; 0 when there is no text to point at */
	const char *start, *end; /* of the line */
};

static const char *line_end(const struct source *src, const char *from)
{
	const char *stop = src->text + src->len, *lf = memchr(from, '\n', (size_t)(stop - from));

	return lf ? lf : stop;
}

/* Goes on from a place that was found before, if that stands earlier in the same text. */
static struct place locate(struct span at, const struct place *before)
{
	if (!at.src || !at.src->text)
		return (struct place){ 0 };

	const char *text = at.src->text, *pos = text + at.off;
	struct place p;

	if (before && before->src == at.src && before->start <= pos)
		p = *before;
	else
		p = (struct place){ at.src, 1, 0, text, line_end(at.src, text) };
	while (p.end < pos) {
		p.line++;
		p.start = p.end + 1;
		p.end = line_end(at.src, p.start);
	}
	p.col = (unsigned)(pos - p.start) + 1;
	return p;
}

void span_place(struct span at, unsigned *line, unsigned *column)
{
	struct place p = locate(at, NULL);

	*line = p.line;
	*column = p.col;
}

static bool continues(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* Cuts a long line to a window around the place, never inside a character. */
static void cut_window(struct place *p)
{
	const char *pos = p->start + p->col - 1;

	if (p->end - p->start <= EXCERPT_BYTES)
		return;
	if (pos - p->start > EXCERPT_BYTES / 2)
		p->start = pos - EXCERPT_BYTES / 2;
	bool is_cut = p->end - p->start > EXCERPT_BYTES;
	if (is_cut)
		p->end = p->start + EXCERPT_BYTES;
	while (p->start < pos && continues(*p->start))
		p->start++;
	while (is_cut && p->end > pos && continues(*p->end))
		p->end--;
	p->col = (unsigned)(pos - p->start) + 1;
}

/* A line of the source, where each character keeps its width. */
static void add_line(struct strbuf *out, const char *from, const char *to)
{
	for (; from < to; from++) {
		const unsigned char c = (unsigned char)*from;

		strbuf_addc(out, (c < 0x20 && c != '\t') || c == 0x7f ? '?' : *from);
	}
}

/* One blank for each character before the place: tabs stay tabs, so that the caret stands right. */
static void add_indent(struct strbuf *out, const char *from, const char *to)
{
	for (; from < to; from++) {
		if (!continues(*from))
			strbuf_addc(out, *from == '\t' ? '\t' : ' ');
	}
}

/* The line that a message points at, and a caret under the characters it means. */
static void add_excerpt(struct strbuf *out, struct span at, struct place p)
{
	unsigned line = p.line;

	cut_window(&p);
	const char *pos = p.start + p.col - 1;
	const char *stop = pos + at.len < p.end ? pos + at.len : p.end;

	strbuf_addf(out, "%5u | ", line);
	add_line(out, p.start, p.end > p.start && p.end[-1] == '\r' ? p.end - 1 : p.end);
	strbuf_adds(out, "\n      | ");
	add_indent(out, p.start, pos);
	strbuf_addc(out, '^');
	for (const char *c = pos + 1; c < stop; c++) {
		if (!continues(*c))
			strbuf_addc(out, '~');
	}
	strbuf_addc(out, '\n');
}

static const char *severity_colour(enum severity s)
{
	static const char *const colours[SEV_COUNT] = { "\33[36m", "\33[33m", "\33[31m",
							"\33[31m" };

	return colours[s];
}

/* `*last`: where the message before stands; it becomes the place of this one. */
static void add_text(struct strbuf *out, const struct message *m, bool colour, struct place *last)
{
	enum severity severity = catalogue[m->id].severity;
	struct place p = locate(m->at, last);

	*last = p;
	if (m->at.src) {
		text_add_visible(out, m->at.src->path);
		strbuf_addc(out, ':');
	}
	if (p.line)
		strbuf_addf(out, "%u:%u:", p.line, p.col);
	strbuf_addf(out, "%s%s%s%s: ", m->at.src ? " " : "",
		    colour ? severity_colour(severity) : "", severity_name(severity),
		    colour ? "\33[0m" : "");
	text_add_visible(out, m->text);
	strbuf_addf(out, " [%s]\n", catalogue[m->id].slug);
	if (m->at.len && p.line && p.end > p.start)
		add_excerpt(out, m->at, p);
}

static void write_json(struct json *j, const struct message *m, struct place *last)
{
	struct place p = locate(m->at, last);

	*last = p;
	json_open(j, NULL, '{');
	json_text(j, "file", m->at.src ? m->at.src->path : NULL);
	json_int(j, "line", p.line);
	json_int(j, "column", p.col);
	json_text(j, "severity", severity_name(catalogue[m->id].severity));
	json_text(j, "slug", catalogue[m->id].slug);
	json_text(j, "message", m->text);
	json_close(j, '}');
}

static int by_place(const void *x, const void *y)
{
	const struct message *a = *(const struct message *const *)x;
	const struct message *b = *(const struct message *const *)y;
	const char *pa = a->at.src ? a->at.src->path : "";
	const char *pb = b->at.src ? b->at.src->path : "";
	int order = strcmp(pa, pb);

	if (!order)
		order = (a->at.off > b->at.off) - (a->at.off < b->at.off);
	return order ? order : (a->nth > b->nth) - (a->nth < b->nth);
}

static struct message **sort_messages(const struct diag *d, size_t *count)
{
	size_t n = 0;
	for (const struct message *m = d->first; m; m = m->next)
		n++;
	struct message **all = arena_array(d->arena, n + 1, sizeof(struct message *));
	*count = n;
	n = 0;
	for (struct message *m = d->first; m; m = m->next)
		all[n++] = m;
	qsort(all, n, sizeof(struct message *), by_place);
	return all;
}

static const struct message *first_of_worst(const struct diag *d)
{
	const struct message *first = NULL;
	enum severity worst = SEV_WARNING;

	for (const struct message *m = d->first; m; m = m->next) {
		enum severity s = catalogue[m->id].severity;

		if (s > worst || (s == worst && (!first || by_place(&m, &first) < 0))) {
			first = m;
			worst = s;
		}
	}
	return first;
}

const char *diag_first_slug(const struct diag *d)
{
	const struct message *first = first_of_worst(d);

	return first ? catalogue[first->id].slug : NULL;
}

const char *diag_first_error(const struct diag *d)
{
	const struct message *first = first_of_worst(d);

	return first && catalogue[first->id].severity >= SEV_ERROR ? first->text : NULL;
}

void diag_print(const struct diag *d, FILE *out, bool colour)
{
	/* Collected first: the stream may have no buffer. */
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(SIZE_MAX / 2);
	size_t count;
	struct message **all = sort_messages(d, &count);
	struct place last = { 0 };

	for (size_t i = 0; i < count; i++)
		add_text(&text, all[i], colour, &last);
	fwrite(text.data, 1, text.len, out);
}

void diag_write_json(const struct diag *d, const char *key, struct json *j)
{
	size_t count;
	struct message **all = sort_messages(d, &count);
	struct place last = { 0 };

	json_open(j, key, '[');
	for (size_t i = 0; i < count; i++)
		write_json(j, all[i], &last);
	json_close(j, ']');
}

size_t diag_write_worst(const struct diag *d, const char *key, struct json *j, size_t most)
{
	size_t count, left = d->count[SEV_ERROR] + d->count[SEV_FATAL] + d->count[SEV_WARNING];
	struct message **all = sort_messages(d, &count);
	struct place last = { 0 };

	json_open(j, key, '[');
	for (int bad = 1; bad >= 0; bad--) {
		for (size_t i = 0; i < count && most; i++) {
			enum severity s = catalogue[all[i]->id].severity;

			if (s == SEV_NOTE || (s > SEV_WARNING) != bad)
				continue;
			write_json(j, all[i], &last);
			most--;
			left--;
		}
	}
	json_close(j, ']');
	return left;
}

/* Takes the messages out of `d`, to be kept one by one. */
static struct message *take_all(struct diag *d)
{
	struct message *m = d->first;

	d->first = NULL;
	d->last = &d->first;
	memset(d->count, 0, sizeof(d->count));
	return m;
}

static void keep_message(struct diag *d, struct message *m)
{
	m->next = NULL;
	*d->last = m;
	d->last = &m->next;
	d->count[catalogue[m->id].severity]++;
}

void diag_filter(struct diag *d, bool (*keep)(const char *path, const void *arg), const void *arg)
{
	struct message *m = take_all(d);

	for (struct message *next; m; m = next) {
		next = m->next;
		if (!m->at.src || keep(m->at.src->path, arg))
			keep_message(d, m);
	}
}

static bool is_known(const struct diag *known, const struct message *m)
{
	const char *path = m->at.src ? m->at.src->path : "";

	for (const struct message *k = known->first; k; k = k->next) {
		if (k->id == m->id && strcmp(k->text, m->text) == 0 &&
		    strcmp(k->at.src ? k->at.src->path : "", path) == 0)
			return true;
	}
	return false;
}

void diag_forget(struct diag *d, const struct diag *known)
{
	struct message *m = take_all(d);

	for (struct message *next; m; m = next) {
		next = m->next;
		if (!is_known(known, m))
			keep_message(d, m);
	}
}

const char *diag_slug(enum diag_id id)
{
	return catalogue[id].slug;
}

const char *diag_advice(enum diag_id id)
{
	return catalogue[id].advice;
}

enum severity diag_severity(enum diag_id id)
{
	return catalogue[id].severity;
}

const char *severity_name(enum severity s)
{
	static const char *const names[SEV_COUNT] = { "note", "warning", "error", "fatal" };

	return names[s];
}

enum diag_id diag_find(const char *slug)
{
	for (size_t i = 0; i < DIAG_COUNT; i++) {
		if (strcmp(catalogue[i].slug, slug) == 0)
			return (enum diag_id)i;
	}
	return DIAG_COUNT;
}
