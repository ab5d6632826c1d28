#include "words.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/table.h"
#include "base/text.h"
#include "draft.h"
#include "model/feed_diff.h"

/* What parts words, besides all that is not a letter or digit in ASCII. */
static bool is_letter(uint32_t cp)
{
	if (cp < 0x80)
		return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') ||
		       (cp >= 'A' && cp <= 'Z');
	return cp > 0xbf && !(cp >= 0x2000 && cp <= 0x206f) && cp != 0x3000 && cp != 0xfeff;
}

/* The next word from *s on as a key; false: there is none. */
static bool next_word(const char **s, uint64_t *key)
{
	size_t len = strlen(*s), step = 0;
	bool inside = false;
	uint32_t cp;

	for (*key = 1; len; *s += step, len -= step) {
		step = utf8_decode(*s, len, &cp);
		if (!step)
			return inside;
		if (!is_letter(cp)) {
			if (inside)
				return true;
			continue;
		}
		uint32_t small = text_small(cp);

		inside = true;
		*key = key_of(*key, (const char *)&small, sizeof(small));
	}
	return inside;
}

/* Text without markup, then the descriptions of its pictures. */
static const char *seen_text(const char *html, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);

	strbuf_adds(&out, plain_text(html, a));
	for (const char *s = html; (s = strstr(s, "alt=")); s++) {
		const char quote = s[4];
		const char *end = quote == '"' || quote == '\'' ? strchr(s + 5, quote) : NULL;

		if (!end)
			continue;
		strbuf_addc(&out, ' ');
		strbuf_adds(&out, plain_text(arena_strndup(a, s + 5, (size_t)(end - s - 5)), a));
	}
	return arena_strndup(a, out.data, out.len);
}

size_t words_count(const char *html, struct arena *a)
{
	const char *s = seen_text(html, a);
	size_t count = 0;
	uint64_t key;

	while (next_word(&s, &key))
		count++;
	return count;
}

static void learn(struct table *t, const char *text)
{
	uint64_t key;

	while (next_word(&text, &key))
		*table_at(t, key) = 1;
}

/* Is a word of it unknown? */
static bool has_news(const struct table *t, const char *text)
{
	bool is_cut = text_ends(text, "…") || text_ends(text, "...") || text_ends(text, "[…]") ||
		      text_ends(text, "[...]");
	uint64_t key;

	while (next_word(&text, &key)) {
		const char *rest = text;
		uint64_t next;
		bool is_last = is_cut && !next_word(&rest, &next);

		if (!table_find(t, key) && !is_last)
			return true;
	}
	return false;
}

bool words_hold(const char *html, const char *other, struct arena *a)
{
	struct table known = { 0 };

	if (strcmp(html, other) == 0)
		return true;
	learn(&known, seen_text(html, a));
	bool holds = !has_news(&known, seen_text(other, a));
	table_release(&known);
	return holds;
}

bool words_add_missing(struct strbuf *out, const char *has, const char *other, struct arena *a)
{
	struct table known = { 0 };
	bool added = false;

	learn(&known, seen_text(has, a));
	while (*other) {
		const char *end = strstr(other, "\n\n");
		size_t len = end ? (size_t)(end - other) : strlen(other);
		const char *paragraph = arena_strndup(a, other, len);

		if (has_news(&known, paragraph)) {
			strbuf_addf(out, "%s%s\n", out->len || has[0] ? "\n" : "", paragraph);
			added = true;
		}
		other += len;
		other += strspn(other, "\n");
	}
	table_release(&known);
	return added;
}

/* Bytes below which one sentence more is taken. */
#define SUMMARY_LEAST 50

/* Bytes up to the end of the sentence that begins at `from`. */
static size_t sentence_end(const char *text, size_t from)
{
	size_t at = from;

	while (text[at] && text[at] != '\n' &&
	       !(at > from && strchr(".!?", text[at - 1]) && text[at] == ' '))
		at++;
	return at;
}

const char *words_summary(const char *text, size_t most, struct arena *a)
{
	size_t end = sentence_end(text, 0), more = end;
	bool was_cut;

	/* 'Hello!' tells nobody what it is about. */
	while (more < SUMMARY_LEAST && text[more] && more < most) {
		more = sentence_end(text, more + 1);
		if (utf8_length(arena_strndup(a, text, more)) <= most)
			end = more;
	}
	const char *line = draft_clean(arena_strndup(a, text, end), false, a);
	return draft_cut(line, most, &was_cut, a);
}

/* Where a paragraph ends, or a line. */
static size_t block_at(const char *s, bool *is_line)
{
	static const char *const tags[] = { "</p>",  "<p>",   "<p ",   "</div>",
					    "</li>", "</ul>", "</ol>", "\n\n" };

	*is_line = strncasecmp(s, "<br", 3) == 0;
	for (size_t i = 0; i < COUNT(tags) && !*is_line; i++) {
		if (strncasecmp(s, tags[i], strlen(tags[i])) == 0)
			return strlen(tags[i]);
	}
	return *is_line ? 3 : 0;
}

const char *words_paragraphs(const char *html, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);

	while (*html) {
		size_t len = 0, skip = 0;
		bool is_line = false;

		while (html[len] && !(skip = block_at(html + len, &is_line)))
			len++;
		const char *text =
			draft_clean(plain_text(arena_strndup(a, html, len), a), false, a);
		if (text && out.len)
			strbuf_adds(&out, "\n\n");
		if (text)
			strbuf_adds(&out, text);
		/* A tag with attributes goes on to its end. */
		const char *close = skip && html[len] == '<' ? strchr(html + len, '>') : NULL;

		html += close ? (size_t)(close + 1 - html) : len + skip;
	}
	return out.len ? arena_strndup(a, out.data, out.len) : NULL;
}

/* Bytes of what makes a line an entry, a heading or a quotation. */
static size_t line_mark(const char *s)
{
	size_t at = strspn(s, " >"), digits = strspn(s + at, "0123456789");

	if (s[at] == '#')
		at += strspn(s + at, "#");
	else if (strchr("-*+", s[at]) && s[at] && s[at + 1] == ' ')
		at++;
	else if (digits && strchr(".)", s[at + digits]) && s[at + digits + 1] == ' ')
		at += digits + 1;
	return at + strspn(s + at, " ");
}

/* Where the words of a link that begin at `s` end, at its "]("; NULL: it is no link. */
static const char *link_words_end(const char *s)
{
	for (; *s && !text_starts(s, "\n\n"); s++) {
		if (*s == '\\' && s[1])
			s++;
		else if (*s == ']')
			return s[1] == '(' ? s : NULL;
	}
	return NULL;
}

/* Behind the target of a link or picture, whose "](" stands at `s`. */
static const char *behind_target(const char *s)
{
	for (s += 2; *s && *s != ')' && *s != '\n'; s++)
		s += *s == '\\' && s[1];
	return s + (*s == ')');
}

/* One character, or what stands for markup; where to go on. The description of a picture is not
 * read. */
static const char *take_mark(struct strbuf *out, const char *s, const char **link)
{
	const char *end = NULL;

	if (*s == '\\' && s[1]) {
		if (s[1] != '\n')
			strbuf_addc(out, s[1]);
		return s + 1 + (s[1] != '\n');
	}
	if (text_starts(s, "![") && (end = link_words_end(s + 2)))
		return behind_target(end);
	if (*s == '[' && (end = link_words_end(s + 1))) {
		*link = end;
		return s + 1;
	}
	if (s == *link)
		return behind_target(s);
	if (!strchr("*_`<>", *s))
		strbuf_addc(out, *s);
	return s + 1;
}

/* Runs of blanks as one, as pages show them. */
static const char *one_blank(const struct strbuf *text, struct arena *a)
{
	char *copy = arena_strndup(a, text->data, text->len), *to = copy;

	for (const char *s = copy; *s; s++) {
		bool blank = *s == ' ' || *s == '\t';

		if (!blank || (to > copy && !strchr(" \n", to[-1])))
			*to++ = blank ? ' ' : *s;
	}
	*to = '\0';
	return copy;
}

/* Behind the lines of code that begin at `s` with their fence, which are added; `s`: it is none. */
static const char *take_code(struct strbuf *out, const char *s)
{
	size_t fence = *s == '`' || *s == '~' ? strspn(s, *s == '`' ? "`" : "~") : 0;

	if (fence < 3)
		return s;
	const char *line = s + strcspn(s, "\n"), *first = line;
	while (*line && strncmp(line + 1, s, fence) != 0) {
		size_t len = 1 + strcspn(line + 1, "\n");

		strbuf_add(out, line + (line == first), len - (line == first));
		line += len;
	}
	return *line ? line + 1 + strcspn(line + 1, "\n") : line;
}

const char *words_of_markdown(const char *markdown, size_t most, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	const char *s = take_code(&out, markdown + line_mark(markdown)), *link = NULL;

	while (*s && out.len < most) {
		if (*s != '\n') {
			s = take_mark(&out, s, &link);
			continue;
		}
		s++;
		strbuf_addc(&out, *s == '\n' ? '\n' : ' ');
		s += strspn(s, "\n");
		s = take_code(&out, s + line_mark(s));
	}
	return draft_clean(one_blank(&out, a), true, a);
}
