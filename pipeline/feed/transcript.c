#include "render.h"

#include <string.h>

/* Cue text: & < > as references (WebVTT section 4.2.2); an empty line would end the cue. */
static void add_cue_text(struct strbuf *out, const char *text)
{
	while (*text) {
		size_t plain = strcspn(text, "&<>\n");

		strbuf_add(out, text, plain);
		text += plain;
		if (*text == '&')
			strbuf_adds(out, "&amp;");
		else if (*text == '<')
			strbuf_adds(out, "&lt;");
		else if (*text == '>')
			strbuf_adds(out, "&gt;");
		else if (*text && text[1] && text[1] != '\n')
			strbuf_addc(out, '\n');
		text += *text != '\0';
	}
}

/* Not every player decodes references in a name, so it has none of the characters that need one. */
static void add_voice(struct strbuf *out, const char *name)
{
	strbuf_adds(out, "<v ");
	for (; *name; name++)
		strbuf_addc(out, *name == '&' ? '+' : strchr("<>\n", *name) ? ' ' : *name);
	strbuf_addc(out, '>');
}

static void add_cue(struct render *r, const struct cue *c, const char **speaker)
{
	strbuf_addf(r->out, "\n%s --> %s\n", time_vtt(c->start, r->scratch),
		    time_vtt(c->end, r->scratch));
	if (c->speaker && (!*speaker || strcmp(c->speaker, *speaker) != 0)) {
		add_voice(r->out, c->speaker);
		*speaker = c->speaker;
	}
	add_cue_text(r->out, c->text);
	strbuf_addc(r->out, '\n');
}

/* WebVTT (https://www.w3.org/TR/webvtt1/), in the part of it that podcast apps read alike. */
void transcript_render(struct render *r, const struct episode *e)
{
	const char *speaker = NULL;

	strbuf_clear(r->out);
	strbuf_adds(r->out, "WEBVTT\n");
	for (size_t i = 0; i < e->transcript.count; i++)
		add_cue(r, &e->transcript.cues[i], &speaker);
	r->sink->put(r->sink, (struct output_meta){ e->transcript_path, OUTPUT_PAGE, "text/vtt" },
		     r->out->data, r->out->len);
}
