/* The files of a transcript: rules of each in the function that writes it. */
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "captions.h"
#include "render.h"

/* For files that a browser may get without being told their encoding (HTML 5, 13.2.3.1). */
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

static bool is_other(const char *now, const char *next)
{
	return next && (!now || strcmp(now, next) != 0);
}

/* Cue text: & < > as references (WebVTT section 4.2.2). */
static void add_cue_text(struct strbuf *out, const char *text)
{
	const char *plain = text;

	for (; *text; text++) {
		if (*text != '&' && *text != '<' && *text != '>')
			continue;
		strbuf_add(out, plain, (size_t)(text - plain));
		strbuf_adds(out, *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : "&gt;");
		plain = text + 1;
	}
	strbuf_add(out, plain, (size_t)(text - plain));
}

/* Not every player decodes references in a name, so it has none of the characters that need one. */
static void add_voice(struct strbuf *out, const char *name)
{
	strbuf_adds(out, "<v ");
	for (; *name; name++)
		strbuf_addc(out, *name == '&' ? '+' : strchr("<>\n", *name) ? ' ' : *name);
	strbuf_addc(out, '>');
}

/* Apple: at most 65 characters a line ("Transcripts on Apple Podcasts"). */
#define VTT_WIDTH 65
#define VTT_LINES 2

/* WebVTT (https://www.w3.org/TR/webvtt1/), in the part of it that podcast apps read alike. */
static void write_vtt(struct render *r, const struct transcript *t)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_CUE_BYTES * 2);
	const char *speaker = NULL;

	strbuf_adds(r->out, "WEBVTT\n");
	if (t->is_unchecked)
		strbuf_adds(r->out, "\nNOTE " TRANSCRIPT_UNCHECKED "\n");
	for (size_t i = 0; i < t->count; i++) {
		const struct cue *cue = &t->cues[i];
		struct captions c = captions_of(cue, VTT_WIDTH, VTT_LINES);

		while (captions_next(&c, &text)) {
			strbuf_addc(r->out, '\n');
			strbuf_adds(r->out, time_vtt(c.start, r->scratch));
			strbuf_adds(r->out, " --> ");
			strbuf_adds(r->out, time_vtt(c.end, r->scratch));
			strbuf_addc(r->out, '\n');
			if (is_other(speaker, cue->speaker)) {
				add_voice(r->out, cue->speaker);
				speaker = cue->speaker;
			}
			add_cue_text(r->out, text.data);
			strbuf_addc(r->out, '\n');
		}
	}
}

/* Podcasting 2.0 namespace, docs/examples/transcripts: at most 2 lines of 32 characters. */
#define SRT_WIDTH 32
#define SRT_LINES 2

static void add_srt_time(struct render *r, int64_t ms)
{
	char *time = time_vtt(ms, r->scratch);

	*strchr(time, '.') = ',';
	strbuf_adds(r->out, time);
}

/* A name before a colon, without one in it. */
static const char *srt_name(const char *name, struct arena *a)
{
	char *copy = arena_strdup(a, name);

	for (char *c = copy; *c; c++)
		*c = strchr(":\n", *c) ? ' ' : *c;
	return arena_printf(a, "%s: ", copy);
}

static void write_srt(struct render *r, const struct transcript *t)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_CUE_BYTES * 2);
	const char *speaker = NULL;
	size_t counter = 0;

	for (size_t i = 0; i < t->count; i++) {
		const struct cue *cue = &t->cues[i];
		bool other = is_other(speaker, cue->speaker);
		const char *name = other ? srt_name(cue->speaker, r->scratch) : "";
		struct captions c = captions_of(cue, SRT_WIDTH, SRT_LINES);

		c.prefix = utf8_length(name);
		c.avoid_colons = true;
		speaker = other ? cue->speaker : speaker;
		for (; captions_next(&c, &text); name = "") {
			if (counter++)
				strbuf_addc(r->out, '\n');
			strbuf_addi(r->out, (int64_t)counter);
			strbuf_addc(r->out, '\n');
			add_srt_time(r, c.start);
			strbuf_adds(r->out, " --> ");
			add_srt_time(r, c.end);
			strbuf_addc(r->out, '\n');
			strbuf_adds(r->out, name);
			strbuf_add(r->out, text.data, text.len);
			strbuf_addc(r->out, '\n');
		}
	}
}

static const char *one_line(const char *text, struct arena *a)
{
	char *line = arena_strdup(a, text), *to = line;

	for (const char *s = line; *s; s++) {
		bool blank = *s == ' ' || *s == '\n' || *s == '\t';

		if (!blank)
			*to++ = *s;
		else if (to > line && to[-1] != ' ')
			*to++ = ' ';
	}
	*to = '\0';
	return line;
}

/* Podcasting 2.0 namespace, docs/examples/transcripts/transcripts.md, "JSON". */
static void write_json(struct render *r, const struct transcript *t)
{
	struct json j = JSON_INIT_PRETTY(r->out);
	const char *speaker = NULL;

	json_open(&j, NULL, '{');
	json_text(&j, "version", "1.0.0");
	json_open(&j, "segments", '[');
	for (size_t i = 0; i < t->count; i++) {
		const struct cue *cue = &t->cues[i];

		speaker = cue->speaker ? cue->speaker : speaker;
		json_open(&j, NULL, '{');
		if (speaker)
			json_text(&j, "speaker", speaker);
		render_seconds(&j, "startTime", cue->start);
		render_seconds(&j, "endTime", cue->end);
		json_text(&j, "body", one_line(cue->text, r->scratch));
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
	strbuf_addc(r->out, '\n');
}

static void add_element(struct strbuf *out, const char *name, const char *text, const char *after)
{
	strbuf_addc(out, '<');
	strbuf_adds(out, name);
	strbuf_addc(out, '>');
	text_escape_html(out, text, strlen(text));
	strbuf_adds(out, after);
	strbuf_adds(out, "</");
	strbuf_adds(out, name);
	strbuf_adds(out, ">\n");
}

/* The same, "HTML": no page, but a piece of one, of <cite>, <time> and <p>. */
static void write_html(struct render *r, const struct transcript *t)
{
	struct turn *turns;
	size_t count = transcript_turns(t, &turns, r->scratch);

	strbuf_adds(r->out, BYTE_ORDER_MARK);
	if (t->is_unchecked)
		add_element(r->out, "p", "[" TRANSCRIPT_UNCHECKED "]", "");
	for (size_t i = 0; i < count; i++) {
		if (turns[i].speaker)
			add_element(r->out, "cite", turns[i].speaker, ":");
		if (t->is_timed)
			add_element(r->out, "time", time_clock(turns[i].start, r->scratch), "");
		add_element(r->out, "p", turns[i].text, "");
	}
}

/* As people type it, and as blether reads it again. */
static void write_text(struct render *r, const struct transcript *t)
{
	struct turn *turns;
	size_t count = transcript_turns(t, &turns, r->scratch);

	strbuf_adds(r->out, BYTE_ORDER_MARK);
	if (t->is_unchecked)
		strbuf_adds(r->out, "[" TRANSCRIPT_UNCHECKED "]\n\n");
	for (size_t i = 0; i < count; i++) {
		if (i)
			strbuf_addc(r->out, '\n');
		if (t->is_timed)
			strbuf_addf(r->out, "[%s] ", time_clock(turns[i].start, r->scratch));
		if (turns[i].speaker)
			strbuf_addf(r->out, "%s: ", turns[i].speaker);
		strbuf_adds(r->out, turns[i].text);
		strbuf_addc(r->out, '\n');
	}
}

static void write_files(struct render *r, const struct episode *e)
{
	static void (*const writers[])(struct render *, const struct transcript *) = {
		[TRANSCRIPT_VTT] = write_vtt,   [TRANSCRIPT_SRT] = write_srt,
		[TRANSCRIPT_JSON] = write_json, [TRANSCRIPT_HTML] = write_html,
		[TRANSCRIPT_TEXT] = write_text,
	};

	for (size_t i = 0; i < TRANSCRIPT_FORMS; i++) {
		if (!e->transcript_paths[i] || !output_wants(r->sink, e->transcript_paths[i]))
			continue;
		strbuf_clear(r->out);
		writers[i](r, &e->transcript);
		r->sink->put(r->sink,
			     (struct output_meta){ e->transcript_paths[i], OUTPUT_PAGE,
						   transcript_files[i].type },
			     r->out->data, r->out->len);
	}
}

void transcript_render(struct render *r, const struct episode *e)
{
	const struct versions *v = e->item.versions;

	write_files(r, e);
	for (size_t i = 1; v && i < v->count; i++)
		write_files(r, (const struct episode *)v->items[i]);
}
