#include "feed.h"

#include <inttypes.h>
#include <string.h>

#include "json_scan.h"

/* Captions are read line by line; one bad time makes apps discard the whole file. */
struct cues {
	struct doc *doc;
	const char *shape; /* of a time: "00:00:00.000" */
	long counter;      /* of SRT: the one that was read last */
	bool has_counter;  /* it stands above the times that come next */
	const char *line;  /* the one that is read */
	size_t len;
	int64_t last_start;
	bool in_cue, in_note;
};

static void report(struct cues *c, const char *fault)
{
	struct place at = { (size_t)(c->line - c->doc->text), c->len };

	doc_report(c->doc, DIAG_BAD_TRANSCRIPT, at, fault, "the transcript cannot be used: %s",
		   fault);
}

/* Milliseconds of a time of this shape; -1 if it is anything else. */
static int64_t take_time(const char *shape, const char **s, const char *end)
{
	int64_t parts[4] = { 0 };
	int part = 0;

	for (const char *p = shape; *p; p++, (*s)++) {
		if (*s == end)
			return -1;
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
	int64_t from = take_time(c->shape, &s, end);
	bool arrow = from >= 0 && end - s > 5 && memcmp(s, " --> ", 5) == 0;

	s += arrow ? 5 : 0;
	int64_t to = arrow ? take_time(c->shape, &s, end) : -1;

	if (to < 0 || s != end)
		report(c, "this is not two times with ' --> ' between them");
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

static bool line_is(const struct cues *c, const char *prefix)
{
	return c->len >= strlen(prefix) && memcmp(c->line, prefix, strlen(prefix)) == 0;
}

static void check_vtt_line(struct cues *c)
{
	if (!c->len)
		c->in_cue = c->in_note = false;
	else if (c->in_cue)
		check_text(c);
	else if (line_is(c, "NOTE "))
		c->in_note = true;
	else if (!c->in_note)
		check_times(c);
}

/* 0 when the line is no number. */
static long counter_of(const char *line, size_t len)
{
	long n = 0;

	if (len > 9)
		return 0;
	for (; len; line++, len--) {
		if (*line < '0' || *line > '9')
			return 0;
		n = n * 10 + (*line - '0');
	}
	return n;
}

/* A counter from 1, the times, the words. */
static void check_srt_line(struct cues *c)
{
	if (!c->len) {
		if (c->has_counter)
			report(c, "a cue has no times");
		c->in_cue = c->has_counter = false;
	} else if (c->in_cue) {
		return;
	} else if (c->has_counter) {
		check_times(c);
		c->has_counter = false;
	} else {
		if (counter_of(c->line, c->len) != ++c->counter)
			report(c, "the cues are not counted from 1");
		c->has_counter = true;
	}
}

static void each_line(struct cues *c, size_t from, void (*check)(struct cues *c))
{
	const char *end = c->doc->text + c->doc->len;

	for (const char *s = c->doc->text + from; s < end; s = c->line + c->len + 1) {
		const char *stop = memchr(s, '\n', (size_t)(end - s));

		c->line = s;
		c->len = (size_t)((stop ? stop : end) - s);
		check(c);
	}
}

void transcript_check_vtt(struct doc *doc)
{
	struct cues c = { .doc = doc, .line = doc->text, .shape = "00:00:00.000" };

	if (doc->len < 7 || memcmp(doc->text, "WEBVTT\n", 7) != 0)
		report(&c, "it does not begin with 'WEBVTT'");
	else
		each_line(&c, 7, check_vtt_line);
}

void transcript_check_srt(struct doc *doc)
{
	struct cues c = { .doc = doc, .line = doc->text, .shape = "00:00:00,000" };

	each_line(&c, 0, check_srt_line);
	if (!c.counter)
		report(&c, "it has no cue");
}

void transcript_check_json(struct doc *doc)
{
	static const struct json_shape shape = {
		.list = "segments",
		.text = "body",
		.start = "startTime",
		.end = "endTime",
		.no_list = "it has no version or no list of segments",
		.lacking = "a segment has no start, no end or no words",
		.disorder = "a segment is out of order or ends before it begins",
	};
	struct json_found found;
	const char *fault = json_scan(doc->text, doc->len, &shape, &found);

	if (fault)
		doc_report(doc, DIAG_BAD_TRANSCRIPT, (struct place){ found.at, 0 }, fault,
			   "the transcript cannot be used: %s", fault);
}

/* One element in a line: <cite>, <time> or <p>, with nothing but text inside. */
static void check_html_line(struct cues *c)
{
	static const char *const names[] = { "cite", "time", "p" };
	const char *end = c->line + c->len;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		size_t name = strlen(names[i]), tags = 2 * name + 5; /* <> and </> */
		const char *words = c->line + name + 2;

		if (c->len < tags || c->line[0] != '<' || c->line[name + 1] != '>' ||
		    memcmp(c->line + 1, names[i], name) != 0 ||
		    memcmp(end - name - 3, "</", 2) != 0 ||
		    memcmp(end - name - 1, names[i], name) != 0 || end[-1] != '>')
			continue;
		if (c->len == tags || memchr(words, '<', c->len - tags))
			break;
		return;
	}
	report(c, "a line is not one <cite>, <time> or <p> with words in it");
}

#define BYTE_ORDER_MARK 3

void transcript_check_html(struct doc *doc)
{
	struct cues c = { .doc = doc, .line = doc->text };

	if (doc->len < BYTE_ORDER_MARK || memcmp(doc->text, "\xef\xbb\xbf<", 4) != 0)
		report(&c, "it does not begin with a byte order mark and a tag");
	else
		each_line(&c, BYTE_ORDER_MARK, check_html_line);
}
