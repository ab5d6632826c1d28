#include "feed.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"

/* A transcript is read line by line; one bad time makes apps discard the whole file. */
struct cues {
	struct doc *doc;
	const char *line; /* the one that is read */
	size_t len;
	int64_t last_start;
	bool in_cue;
};

static void report(struct cues *c, const char *fault)
{
	struct place at = { (size_t)(c->line - c->doc->text), c->len };

	doc_report(c->doc, DIAG_BAD_TRANSCRIPT, at, fault, "the transcript cannot be used: %s",
		   fault);
}

/* Milliseconds of `HH:MM:SS.mmm`; -1 if it is anything else. */
static int64_t take_time(const char **s, const char *end)
{
	static const char shape[] = "00:00:00.000";
	int64_t parts[4] = { 0 };
	int part = 0;

	if (end - *s < (long)sizeof(shape) - 1)
		return -1;
	for (const char *p = shape; *p; p++, (*s)++) {
		if (*p == '0' ? **s < '0' || **s > '9' : **s != *p)
			return -1;
		if (*p == '0')
			parts[part] = parts[part] * 10 + (**s - '0');
		else
			part++;
	}
	if (parts[1] > 59 || parts[2] > 59)
		return -1;
	return ((parts[0] * 60 + parts[1]) * 60 + parts[2]) * 1000 + parts[3];
}

static void check_times(struct cues *c)
{
	const char *s = c->line, *end = s + c->len;
	int64_t from = take_time(&s, end);
	bool arrow = from >= 0 && end - s > 5 && memcmp(s, " --> ", 5) == 0;

	s += arrow ? 5 : 0;
	int64_t to = arrow ? take_time(&s, end) : -1;

	if (to < 0 || s != end)
		report(c, "this is not 'HH:MM:SS.mmm --> HH:MM:SS.mmm'");
	else if (to <= from)
		report(c, "a cue ends before it begins");
	else if (from < c->last_start)
		report(c, "a cue begins before the one above it");
	c->last_start = from;
	c->in_cue = true;
}

/* Only <v Name> is expected in a cue, and every & begins a reference. */
static void check_text(struct cues *c)
{
	const char *s = c->line, *end = s + c->len;

	if (c->len >= 3 && memcmp(s, "<v ", 3) == 0) {
		const char *close = memchr(s, '>', c->len);
		s = close ? close + 1 : s;
	}
	for (; s < end; s++) {
		size_t left = (size_t)(end - s);
		bool reference = *s == '&' && ((left >= 5 && memcmp(s, "&amp;", 5) == 0) ||
					       (left >= 4 && memcmp(s, "&lt;", 4) == 0) ||
					       (left >= 4 && memcmp(s, "&gt;", 4) == 0));

		if (*s == '<' || *s == '>' || (*s == '&' && !reference)) {
			report(c, "a '<', '>' or '&' is not escaped");
			return;
		}
	}
}

static void check_line(struct cues *c)
{
	if (!c->len)
		c->in_cue = false;
	else if (c->in_cue)
		check_text(c);
	else
		check_times(c);
}

void transcript_check(struct doc *doc)
{
	struct cues c = { .doc = doc, .line = doc->text };
	const char *end = doc->text + doc->len;

	if (doc->len < 7 || memcmp(doc->text, "WEBVTT\n", 7) != 0) {
		report(&c, "it does not begin with 'WEBVTT'");
		return;
	}
	for (const char *s = doc->text + 7; s < end; s = c.line + c.len + 1) {
		const char *stop = memchr(s, '\n', (size_t)(end - s));

		c.line = s;
		c.len = (size_t)((stop ? stop : end) - s);
		check_line(&c);
	}
}
