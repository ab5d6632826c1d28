#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "source.h"
#include "wordpress_body.h"

#define CODE_DEPTH 8 /* short codes inside one another: themes nest rows and columns */
#define CODE_REACH                                                                                 \
	((size_t)256 << 10) /* how far behind it the end of a short code is looked for, bytes */

/* A short code in a text: `[name attributes]`, and what stands up to `[/name]`. */
struct code {
	const char *name; /* not ended by NUL */
	size_t name_len;
	const char *tag, *tag_end;       /* of the brackets */
	const char *inside, *inside_end; /* NULL: it has no end of its own */
	const char *end;                 /* behind everything */
};

struct codes {
	const struct body_rules *rules;
	struct strbuf *out;
	struct arena *arena;
	unsigned depth, seen;
};

static void add_codes(struct codes *c, const char *s, const char *end);

static bool is_named(const struct code *code, const char *name)
{
	return strlen(name) == code->name_len && strncasecmp(name, code->name, code->name_len) == 0;
}

static void tell_lost(const struct codes *c, const struct code *code)
{
	if (c->rules->lost)
		c->rules->lost(c->rules->arg, arena_printf(c->arena, "the short code '%.*s'",
							   (int)code->name_len, code->name));
}

/* --- what they mean --- */

static void add_link(struct codes *c, const char *url)
{
	if (!text_begins_web(url))
		return;
	strbuf_adds(c->out, "<p><a href=\"");
	text_escape_html(c->out, url, strlen(url));
	strbuf_adds(c->out, "\">");
	text_escape_html(c->out, url, strlen(url));
	strbuf_adds(c->out, "</a></p>\n");
}

static const char *attribute(const struct codes *c, const struct code *code, const char *name)
{
	return wordpress_attribute(code->tag + 1, code->tag_end - 1, name, c->arena);
}

static const char *media_of(const struct codes *c, const struct code *code)
{
	static const char *const names[] = { "src", "mp3", "m4a", "ogg", "wav",
					     "mp4", "m4v", "url", NULL };
	const char *url = NULL;

	for (const char *const *n = names; *n && !url; n++)
		url = attribute(c, code, *n);
	return text_begins_web(url) ? url : NULL;
}

static void add_player(struct codes *c, const struct code *code)
{
	const char *url = media_of(c, code);

	if (url && !wordpress_same_file(url, c->rules->audio))
		add_link(c, url);
}

/* The picture is inside; behind it, or as an attribute in old posts, are the words under it. */
static void add_caption(struct codes *c, const struct code *code)
{
	const char *caption = attribute(c, code, "caption");

	strbuf_adds(c->out, "<figure>");
	if (code->inside)
		add_codes(c, code->inside, code->inside_end);
	if (caption)
		strbuf_addf(c->out, "<figcaption>%s</figcaption>", caption);
	strbuf_adds(c->out, "</figure>\n");
}

static void add_picture(struct codes *c, int64_t id)
{
	const char *url = NULL, *alt = NULL;

	if (!c->rules->attachment || !c->rules->attachment(c->rules->arg, id, &url, &alt))
		return;
	strbuf_adds(c->out, "<p><img src=\"");
	text_escape_html(c->out, url, strlen(url));
	strbuf_adds(c->out, "\" alt=\"");
	text_escape_html(c->out, alt ? alt : "", strlen(alt ? alt : ""));
	strbuf_adds(c->out, "\" /></p>\n");
}

static void add_gallery(struct codes *c, const struct code *code)
{
	const char *ids = attribute(c, code, "ids");

	if (!ids)
		tell_lost(c, code);
	while (ids && *ids) {
		char *end;
		long id = strtol(ids, &end, 10);

		if (end == ids)
			break;
		add_picture(c, id);
		ids = end + strspn(end, ", ");
	}
}

/* `[embed]URL[/embed]`, `[youtube URL]`, `[youtube=URL]`, `[soundcloud url="URL"]` */
static void add_embed(struct codes *c, const struct code *code)
{
	const char *url = attribute(c, code, "url");
	const char *web = strstr(code->tag, "http");

	if (!url && code->inside)
		url = source_text(arena_strndup(c->arena, code->inside,
						(size_t)(code->inside_end - code->inside)),
				  c->arena);
	else if (!url && web && web < code->tag_end)
		url = arena_strndup(c->arena, web, strcspn(web, " \"']"));
	if (text_begins_web(url))
		add_link(c, url);
	else
		tell_lost(c, code);
}

/* The tags go, and what is between them stays. */
static void add_inside(struct codes *c, const struct code *code)
{
	tell_lost(c, code);
	if (code->inside)
		add_codes(c, code->inside, code->inside_end);
}

static const struct meaning {
	const char *name; /* ended by *: what begins so */
	void (*add)(struct codes *c, const struct code *code);
} meanings[] = {
	{ "caption", add_caption },
	{ "wp_caption", add_caption },
	{ "gallery", add_gallery },
	{ "embed", add_embed },
	{ "youtube", add_embed },
	{ "vimeo", add_embed },
	{ "soundcloud", add_embed },
	{ "spotify", add_embed },
	/* players of the recording */
	{ "audio", add_player },
	{ "video", add_player },
	{ "playlist", add_player },
	{ "powerpress*", add_player },
	{ "podcast*", add_player },
	{ "podpress*", add_player },
	{ "display_podcast", add_player },
	{ "ss_player", add_player },
	{ "ss_podcast", add_player },
	{ "smart_track_player*", add_player },
	{ "podlove-episode-web-player", add_player },
	{ "podlove-web-player", add_player },
	{ "podlove-episode-downloads", add_player },
	{ "podloveaudio", add_player },
	{ "podlovevideo", add_player },
	{ "podlove*", add_inside },
	/* what has no place in notes */
	{ "contact-form*", add_inside },
	{ "gravityform*", add_inside },
	{ "more", add_player },
};

static const struct meaning *meaning_of(const struct code *code)
{
	for (size_t i = 0; i < COUNT(meanings); i++) {
		const char *name = meanings[i].name;
		size_t len = strlen(name);

		if (name[len - 1] == '*' && code->name_len >= len - 1 &&
		    strncasecmp(name, code->name, len - 1) == 0)
			return &meanings[i];
		if (is_named(code, name))
			return &meanings[i];
	}
	return NULL;
}

/* --- where they are -----------------------------------------------------------------------------
 */

/* The bracket that ends the tag, or NULL: none does, or another begins before. */
static const char *find_bracket(const char *s, const char *end)
{
	char quote = '\0';

	for (; s < end && (quote || *s != ']'); s++) {
		if (quote)
			quote = *s == quote ? '\0' : quote;
		else if (*s == '[' || *s == '<')
			return NULL;
		else if ((*s == '"' || *s == '\'') && s[-1] == '=')
			quote = *s;
	}
	return s < end ? s : NULL;
}

static void find_end(struct code *code, const char *end)
{
	const char *most =
		(size_t)(end - code->tag_end) > CODE_REACH ? code->tag_end + CODE_REACH : end;

	code->end = code->tag_end;
	if (code->tag_end[-2] == '/')
		return;
	for (const char *s = code->tag_end; s + code->name_len + 3 <= most; s++) {
		s = memchr(s, '[', (size_t)(most - s));
		if (!s || s + code->name_len + 3 > most)
			return;
		if (s[1] == '/' && s[code->name_len + 2] == ']' &&
		    strncasecmp(s + 2, code->name, code->name_len) == 0) {
			code->inside = code->tag_end;
			code->inside_end = s;
			code->end = s + code->name_len + 3;
			return;
		}
	}
}

static size_t name_length(const char *s)
{
	return strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
}

/* What stands at the bracket `s`; false: no short code. */
static bool find_code(struct code *code, const char *s, const char *end)
{
	*code = (struct code){ .tag = s, .name = s + 1, .name_len = name_length(s + 1) };
	const char *behind = code->name + code->name_len;

	if (!code->name_len || behind >= end || !strchr("] \t\r\n/=", *behind))
		return false;
	const char *bracket = find_bracket(behind, end);
	if (!bracket)
		return false;
	code->tag_end = bracket + 1;
	find_end(code, end);
	return true;
}

/* Would WordPress have shown it as it is written? Nobody writes `[sic]` with attributes or an end.
 */
static bool is_meant(const struct code *code)
{
	return code->inside || memchr(code->tag, '=', (size_t)(code->tag_end - code->tag)) != NULL;
}

/* `[[name]]` is shown as `[name]`. */
static const char *take_escaped(struct codes *c, const char *s, const char *end)
{
	const char *bracket = find_bracket(s + 2, end);

	if (!bracket || bracket + 1 >= end || bracket[1] != ']')
		return NULL;
	strbuf_add(c->out, s + 1, (size_t)(bracket - s));
	return bracket + 2;
}

/* `[/name]` of one that has a meaning, and no beginning. */
static const char *take_stray(const char *s, const char *end)
{
	struct code code = { .name = s + 2, .name_len = name_length(s + 2) };
	const char *bracket = code.name + code.name_len;

	return bracket < end && *bracket == ']' && meaning_of(&code) ? bracket + 1 : NULL;
}

/* What begins with a bracket; where to go on. */
static const char *take_bracket(struct codes *c, const char *s, const char *end)
{
	const char *behind = s + 1 < end && s[1] == '['   ? take_escaped(c, s, end)
			     : s + 1 < end && s[1] == '/' ? take_stray(s, end)
							  : NULL;
	struct code code;

	if (behind)
		return behind;
	if (c->seen < LIMIT_SHORT_CODES && find_code(&code, s, end)) {
		const struct meaning *m = meaning_of(&code);

		c->seen++;
		if (m || is_meant(&code)) {
			(m ? m->add : add_inside)(c, &code);
			return code.end;
		}
	}
	strbuf_addc(c->out, '[');
	return s + 1;
}

static void add_codes(struct codes *c, const char *s, const char *end)
{
	if (c->depth == CODE_DEPTH) {
		strbuf_add(c->out, s, (size_t)(end - s));
		return;
	}
	c->depth++;
	while (s < end) {
		const char *bracket = memchr(s, '[', (size_t)(end - s));

		strbuf_add(c->out, s, (size_t)((bracket ? bracket : end) - s));
		s = bracket ? take_bracket(c, bracket, end) : end;
	}
	c->depth--;
}

void wordpress_codes(const char *text, const struct body_rules *rules, struct strbuf *out,
		     struct arena *a)
{
	struct codes c = { .rules = rules, .out = out, .arena = a };

	add_codes(&c, text, text + strlen(text));
}

/* --- the recording -------------------------------------------------------------------------------
 */

/* The first `[audio …]` and the like with an address of a recording, or a number of the media
 * library. */
static const char *audio_of(const struct codes *c, const struct code *code)
{
	const char *url = media_of(c, code), *ids = attribute(c, code, "ids"), *alt;

	if (!url && ids && c->rules->attachment)
		c->rules->attachment(c->rules->arg, strtol(ids, NULL, 10), &url, &alt);
	return url && source_audio_type(url) ? url : NULL;
}

static const char *code_audio(struct codes *c, const char *text)
{
	const char *end = text + strlen(text);
	struct code code;

	for (const char *s = strchr(text, '['); s && c->seen < LIMIT_SHORT_CODES;
	     s = strchr(s + 1, '[')) {
		c->seen++;
		if (!find_code(&code, s, end))
			continue;
		const struct meaning *m = meaning_of(&code);
		const char *url = m && m->add == add_player ? audio_of(c, &code) : NULL;
		if (url)
			return url;
	}
	return NULL;
}

static const char *tag_audio(const char *text, const char *tag, struct arena *a)
{
	unsigned seen = 0;

	for (const char *s = strcasestr(text, tag); s && seen++ < LIMIT_SHORT_CODES;
	     s = strcasestr(s + 1, tag)) {
		const char *end = s + strcspn(s, ">");
		const char *url = wordpress_attribute(s + 1, end, "src", a);

		if (text_begins_web(url) && source_audio_type(url))
			return url;
	}
	return NULL;
}

const char *wordpress_body_audio(const char *text, const struct body_rules *rules, struct arena *a)
{
	static const char *const tags[] = { "<audio", "<video", "<source", NULL };
	struct codes c = { .rules = rules, .arena = a };
	const char *url = code_audio(&c, text);

	for (const char *const *t = tags; *t && !url; t++)
		url = tag_audio(text, *t, a);
	return url;
}
