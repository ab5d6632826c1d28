#include <ctype.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/table.h"
#include "base/text.h"
#include "model/feed_diff.h"
#include "plan.h"
#include "words.h"

/* What is written before the list of chapters in feeds of blether (feed/rss_item.c). */
#define NOTE_MOST    500
#define SUMMARY_MOST 255

/* `<p>words</p>` and a line end at the start of `html`, without any markup inside; NULL: there is
 * none. */
static const char *plain_paragraph(const char **html, size_t most, struct arena *a)
{
	const char *s = *html, *end = text_starts(s, "<p>") ? strstr(s, "</p>\n") : NULL;

	if (!end || memchr(s + 3, '<', (size_t)(end - s - 3)))
		return NULL;
	const char *text = plain_text(arena_strndup(a, s + 3, (size_t)(end - s - 3)), a);
	if (!*text || utf8_length(text) > most)
		return NULL;
	*html = end + strlen("</p>\n");
	return text;
}

/* `(01:30) ` and `(01:02:03) ` as blether writes them; the seconds, or -1. */
static int64_t list_time(const char **s)
{
	int64_t seconds = 0;
	const char *p = *s;

	if (*p++ != '(')
		return -1;
	for (int parts = 0; parts < 3; parts++) {
		if (!isdigit((unsigned char)p[0]) || !isdigit((unsigned char)p[1]))
			return -1;
		seconds = seconds * 60 + (p[0] - '0') * 10 + (p[1] - '0');
		p += 2;
		if (*p != ':')
			break;
		p++;
	}
	if (!text_starts(p, ") "))
		return -1;
	*s = p + 2;
	return seconds;
}

/* Is the entry that stands there the chapter? With no chapter, whatever it is. */
static bool is_entry(const char *title, const struct remote_chapter *c, int64_t seconds,
		     struct arena *a)
{
	return !c || (c->title && c->start / 1000 == seconds &&
		      strcmp(plain_text(title, a), plain_text(c->title, a)) == 0);
}

/*
 * Moves *html behind a list of the episode's chapters as blether writes it. Of chapters
 * that stand in a file nothing is known here, so that a list from the first second on is theirs.
 */
static bool skip_chapter_list(const char **html, const struct remote_episode *e, struct arena *a)
{
	const struct remote_chapter *all = e->chapters.items;
	const char *s = *html;
	size_t count = 0;
	int64_t last = -1;

	if (!text_starts(s, "<ul>\n"))
		return false;
	for (s += strlen("<ul>\n"); text_starts(s, "<li>"); count++) {
		s += strlen("<li>");
		int64_t seconds = list_time(&s);
		const char *end = strstr(s, "</li>\n");
		const struct remote_chapter *c = count < e->chapters.count ? &all[count] : NULL;

		if (!end || seconds <= last || memchr(s, '<', (size_t)(end - s)) ||
		    (e->chapters.count && !c) ||
		    !is_entry(arena_strndup(a, s, (size_t)(end - s)), c, seconds, a))
			return false;
		last = seconds;
		s = end + strlen("</li>\n");
	}
	if (!count || (e->chapters.count && count != e->chapters.count))
		return false;
	if (!text_starts(s, "</ul>"))
		return false;
	s += strlen("</ul>");
	*html = s + (*s == '\n');
	return true;
}

/*
 * What blether's own feed writes before the notes: a note, the summary, the chapters. Without
 * chapters behind them, two paragraphs are just the first of the notes.
 */
static void take_own_head(struct import_notes *n, const struct remote_episode *e, struct arena *a)
{
	const char *html = n->html, *first, *second = NULL;

	if (!html || (!e->chapters.count && !e->chapters_url))
		return;
	first = plain_paragraph(&html, NOTE_MOST, a);
	if (first)
		second = plain_paragraph(&html, SUMMARY_MOST, a);
	if (!skip_chapter_list(&html, e, a) ||
	    (first && !second && utf8_length(first) > SUMMARY_MOST))
		return;
	n->has_list = true;
	n->note = second ? first : NULL;
	n->summary = second ? second : first;
	n->html = *html ? html : NULL;
}

/* Texts of which one becomes the notes; the first of those that are equally good. */
struct candidates {
	const char *html[3];
	size_t words[3];
};

static size_t longest(const struct candidates *c)
{
	size_t best = 0;

	for (size_t i = 1; i < COUNT(c->html); i++) {
		if (c->html[i] && (!c->html[best] || c->words[i] > c->words[best]))
			best = i;
	}
	return best;
}

struct import_notes notes_choose(const struct remote_episode *e, struct arena *a)
{
	struct candidates c = { .html = { e->content, e->description, e->summary } };
	struct import_notes n = { 0 };

	for (size_t i = 0; i < COUNT(c.html); i++)
		c.words[i] = c.html[i] ? words_count(c.html[i], a) : 0;
	/* What holds all words of the others is better than what only has more of them. */
	size_t best = longest(&c);
	if (best && c.html[0] && words_hold(c.html[0], c.html[best], a))
		best = 0;
	n.html = c.html[best];
	for (size_t i = 0; i < COUNT(c.html) && !n.more; i++) {
		if (i != best && c.html[i] && !words_hold(n.html, c.html[i], a))
			n.more = c.html[i];
	}
	take_own_head(&n, e, a);
	return n;
}
