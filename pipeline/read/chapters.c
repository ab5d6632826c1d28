#include "chapters.h"
#include "read/read.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/json_tree.h"
#include "base/mem.h"
#include "base/text.h"
#include "cues.h"
#include "marks.h"

/* Seconds; nothing that is recorded is longer. */
#define LONGEST 1e7

#define LONGEST_TITLE 255 /* characters, as in the front matter */

static void read_json_chapter(struct marks *m, const struct tree *c)
{
	const struct tree *toc = tree_member(c, "toc");
	struct mark mark = { .start = -1,
			     .title = tree_text(c, "title"),
			     .url = tree_text(c, "url"),
			     .picture = tree_text(c, "img") };
	double seconds;

	if (toc && toc->kind == TREE_FLAG && toc->number == 0)
		return; /* shows a picture only; not in the list */
	if (tree_number(c, "startTime", &seconds) && seconds >= 0 && seconds < LONGEST)
		mark.start = (int64_t)(seconds * 1000 + 0.5);
	mark_add(m, &mark, tree_span(m->src, c));
}

static void read_json(struct marks *m)
{
	struct tree_fault fault;
	const struct tree *root = tree_read(m->src->text, m->src->len, m->r->scratch, &fault);
	const struct tree *chapters = tree_list(root, "chapters");

	if (!root)
		diag_report(m->r->diag, DIAG_CHAPTERS_FILE, span_at(m->src, fault.off, 1),
			    "this is not JSON: %s", fault.text);
	else if (!chapters)
		diag_report(m->r->diag, DIAG_CHAPTERS_FILE, tree_span(m->src, root),
			    "the file has no list 'chapters' with 'startTime' and 'title'");
	for (const struct tree *c = chapters ? chapters->first : NULL; c && !m->is_full;
	     c = c->next)
		read_json_chapter(m, c);
}

/* Milliseconds of `12.345678` (in some languages `12,345678`) up to a tab; -1 if it is none. */
static int64_t take_seconds(const struct line *line, size_t *at)
{
	const char *s = line->text + *at, *tab = memchr(s, '\t', line->len - *at);
	char text[32], *end;

	if (!tab || tab == s || (size_t)(tab - s) >= sizeof(text))
		return -1;
	for (size_t i = 0; s + i < tab; i++)
		text[i] = s[i] == ',' ? '.' : s[i];
	text[tab - s] = '\0';
	if (strspn(text, "0123456789.") != (size_t)(tab - s))
		return -1;
	double seconds = strtod(text, &end);

	*at += (size_t)(tab - s) + 1;
	return *end || seconds >= LONGEST ? -1 : (int64_t)(seconds * 1000 + 0.5);
}

static bool is_label(const struct line *line, int64_t *start, size_t *title)
{
	*title = 0;
	*start = take_seconds(line, title);
	return *start >= 0 && take_seconds(line, title) >= 0;
}

/* `- `, `* ` or `1. ` before an entry of a list: its bytes. */
static size_t bullet_length(const struct line *line)
{
	size_t blanks = strspn(line->text, " \t"), n = blanks;
	size_t digits = strspn(line->text + n, "0123456789");

	n += digits;
	if (digits ? line->text[n] != '.' && line->text[n] != ')' : !strchr("-*+", line->text[n]))
		return blanks;
	if (n >= line->len || line->text[n + 1] != ' ')
		return blanks;
	return n + 1 + strspn(line->text + n + 1, " ");
}

/* What Markdown puts around words; the address of a link is skipped with its end. */
static const char *skip_marks(const char *s, const char *end)
{
	while (s < end && strchr("*_", *s))
		s++;
	if (s < end && text_starts(s, "](")) {
		const char *close = memchr(s, ')', (size_t)(end - s));
		s = close ? close + 1 : s;
	}
	while (s < end && strchr("*_", *s))
		s++;
	return s;
}

/* `00:00 Title`, `(00:00) Title`, `00:00 - Title`, `**00:00** Title`: at most one mark between. */
static bool is_stamp(const struct line *line, int64_t *start, size_t *title, struct arena *a)
{
	static const char *const between[] = { "-", "\xe2\x80\x93", "\xe2\x80\x94", ":", "|", "." };
	const char *end = line->text + line->len;
	const char *s = skip_marks(line->text + bullet_length(line), end);
	bool round = *s == '(', square = *s == '[';

	s += round || square;
	if (square && memmem(s, (size_t)(end - s), "](", 2)) {
		square = false; /* a link begins with the time, or is it */
		s = skip_marks(s, end);
	}
	size_t n = strspn(s, "0123456789:.,");
	while (n && strchr(":.,", s[n - 1]))
		n--;
	if (!n || !memchr(s, ':', n))
		return false;
	*start = time_parse(arena_strndup(a, s, n));
	s = skip_marks(s + n, end);
	if (*start < 0 || ((round || square) && *s != (round ? ')' : ']')))
		return false;
	s = skip_marks(s + (round || square), end);
	size_t blanks = strspn(s, " \t");
	s += blanks;
	for (size_t i = 0; i < COUNT(between); i++) {
		size_t mark = strlen(between[i]);

		if (text_starts(s, between[i]) && s[mark] == ' ') {
			s += mark + 1;
			blanks++;
			break;
		}
	}
	s += strspn(s, " \t");
	*title = (size_t)(s - line->text);
	return s >= end || blanks > 0 || round || square;
}

/* Of mp4chaps and of Audacity: totals, and the pitch of a label. */
static bool is_remark(const struct line *line)
{
	return line->len == strspn(line->text, " \t") || line->text[0] == '#' ||
	       line->text[0] == '\\';
}

static void read_lines(struct marks *m)
{
	size_t at = 0, title;
	int64_t start;
	struct line line;

	while (!m->is_full && line_next(m->src, &at, &line)) {
		struct span where = line_span(m->src, &line);

		if (is_remark(&line))
			continue;
		if (!is_label(&line, &start, &title) &&
		    !is_stamp(&line, &start, &title, m->r->scratch)) {
			mark_fault(m, where, "a chapter is written as '00:01:30.000 Title'");
			continue;
		}
		title = title < line.len ? title : line.len;
		const struct mark mark = {
			.start = start,
			.title = arena_strndup(m->r->scratch, line.text + title, line.len - title),
		};
		mark_add(m, &mark, where);
	}
}

static char first_of(const struct source *src)
{
	return src->text[strspn(src->text, " \t\n")];
}

void chapters_read(const struct reader *r, const struct source *src, struct list *into)
{
	struct marks m = { .r = r, .src = src };
	unsigned before = r->diag->count[SEV_ERROR];

	if (first_of(src) == '<')
		marks_read_xml(&m);
	else if (first_of(src) == '{')
		read_json(&m);
	else
		read_lines(&m);
	if (!m.count && r->diag->count[SEV_ERROR] == before)
		diag_report(r->diag, DIAG_CHAPTERS_FILE, span_at(src, 0, 0),
			    "no chapter was found; write lines like '00:01:30 Title'");
	*into = (struct list){ .items = m.items, .count = m.count, .at = m.at };
	arena_reset(r->scratch);
}

void read_chapters(const struct source *src, struct list *into, struct arena *a, struct diag *diag)
{
	struct arena scratch = { 0 };
	const struct reader r = { .arena = a, .scratch = &scratch, .diag = diag };

	chapters_read(&r, src, into);
	arena_free(&scratch);
}

bool chapters_recognised(const struct source *src)
{
	size_t at = 0, title, labels = 0;
	int64_t start;
	struct line line;

	if (first_of(src) == '<')
		return strstr(src->text, "chapter") != NULL;
	if (first_of(src) == '{')
		return strstr(src->text, "\"chapters\"") && !strstr(src->text, "\"segments\"");
	while (line_next(src, &at, &line)) {
		if (is_remark(&line))
			continue;
		if (!is_label(&line, &start, &title))
			return false;
		labels++;
	}
	return labels > 0;
}

/* The words of a piece of Markdown; a link in it becomes the chapter's. */
static const char *plain_words(const char *s, size_t len, const char **url, struct arena *a)
{
	char *text = arena_alloc(a, len + 1), *to = text;

	for (const char *end = s + len; s < end; s++) {
		const char *close = *s == ']' && s + 1 < end && s[1] == '('
					    ? memchr(s, ')', (size_t)(end - s))
					    : NULL;

		if (*s == '\\') {
			if (s + 1 < end) /* or the line ends with it */
				*to++ = *++s;
		} else if (close) {
			const char *address = arena_strndup(a, s + 2, (size_t)(close - s - 2));

			if (text_starts(address, "http") && !strpbrk(address, " \"<>"))
				*url = address;
			s = close;
		} else if (!strchr("*`[]", *s)) {
			*to++ = *s;
		}
	}
	while (to > text && to[-1] == ' ')
		to--;
	*to = '\0';
	return text;
}

static bool is_fence(const struct line *line)
{
	const char *s = line->text + strspn(line->text, " ");

	return text_starts(s, "```") || text_starts(s, "~~~");
}

/* False when it cannot be one. */
static bool take_stamp(struct marks *m, const struct line *line, int64_t start, size_t title)
{
	struct chapter c = { .start = start };

	title = title < line->len ? title : line->len;
	c.title = plain_words(line->text + title, line->len - title, &c.url, m->r->arena);
	if (!*c.title || utf8_length(c.title) > LONGEST_TITLE || m->count == CHAPTERS_MOST ||
	    (m->count ? start <= m->items[m->count - 1].start : start != 0))
		return false;
	m->items = arena_grow(m->r->arena, m->items, m->count, &m->room, sizeof(c));
	m->at = arena_grow(m->r->arena, m->at, m->count, &m->at_room, sizeof(*m->at));
	m->items[m->count] = c;
	m->at[m->count++] = line_span(m->src, line);
	return true;
}

void chapters_in_notes(const struct reader *r, const struct source *src, size_t body,
		       struct list *into)
{
	struct marks m = { .r = r, .src = src };
	bool good = true, code = false;
	size_t title;
	int64_t start;
	struct line line;

	while (good && line_next(src, &body, &line)) {
		if (is_fence(&line))
			code = !code;
		else if (!code && is_stamp(&line, &start, &title, r->scratch))
			good = take_stamp(&m, &line, start, title);
	}
	arena_reset(r->scratch);
	if (good && m.count >= 2)
		*into = (struct list){ .items = m.items, .count = m.count, .at = m.at };
}
