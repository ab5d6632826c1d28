#include "draft.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/feed_diff.h"
#include "model/network.h"
#include "model/site.h"

/* Characters that cannot stand in a text (read/value.c), though they can in a feed. */
static bool is_allowed(uint32_t cp)
{
	return utf8_is_written(cp) && !(cp >= 0x202a && cp <= 0x202e) &&
	       !(cp >= 0x2066 && cp <= 0x2069);
}

static bool is_blank(uint32_t cp)
{
	return cp <= ' ' || cp == 0xa0 || cp == 0x2028 || cp == 0x2029;
}

/* Does it show anything? (Blanks, joiners, marks of direction do not; read/value.c.) */
static bool is_seen(uint32_t cp)
{
	return cp > ' ' && cp != 0xa0 && cp != 0xad && !(cp >= 0x2000 && cp <= 0x200f) &&
	       !(cp >= 0x2028 && cp <= 0x202f) && !(cp >= 0x2060 && cp <= 0x206f) && cp != 0x3000 &&
	       cp != 0xfeff;
}

const char *draft_clean(const char *text, bool keep_lines, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	size_t len = text ? strlen(text) : 0, step, end = 0;
	bool seen = false;
	uint32_t cp;

	for (; len; text += step, len -= step) {
		step = utf8_decode(text, len, &cp);
		if (!step || (!is_allowed(cp) && cp != '\t')) {
			step += !step;
			continue;
		}
		bool is_break =
			cp == '\t' || cp == '\n' || cp == '\r' || cp == 0x2028 || cp == 0x2029;

		if (is_break && !(keep_lines && cp == '\n'))
			strbuf_addc(&out, ' ');
		else
			strbuf_add(&out, text, step);
		seen = seen || is_seen(cp);
		end = is_blank(cp) ? end : out.len;
	}
	size_t start = strspn(out.data, " \n");
	return seen ? arena_strndup(a, out.data + start, end > start ? end - start : 0) : NULL;
}

/*
 * Bytes of what ends a line at `s`, or could (YAML 1.1 section 5.4); 0: nothing does. NEL, the
 * fifth of them, is in no text that was let in (base/source.h).
 */
static size_t break_length(const char *s)
{
	if (text_starts(s, "\u2028") || text_starts(s, "\u2029"))
		return strlen("\u2028");
	return (unsigned char)*s < ' ';
}

/* Text that stays on its line. */
static void add_flat(struct strbuf *out, const char *text, const char *escaped)
{
	while (*text) {
		size_t len = break_length(text);

		if (len) {
			strbuf_addc(out, ' ');
			text += len;
			continue;
		}
		if (strchr(escaped, *text))
			strbuf_addc(out, '\\');
		strbuf_addc(out, *text++);
	}
}

/* A double-quoted scalar (YAML 1.1 section 9.6.1). */
static void add_quoted(struct strbuf *out, const char *text)
{
	strbuf_addc(out, '"');
	add_flat(out, text, "\"\\");
	strbuf_addc(out, '"');
}

void draft_exact(struct strbuf *out, const char *text)
{
	size_t len = strlen(text), step;
	uint32_t cp;

	strbuf_addc(out, '"');
	for (; len; text += step, len -= step) {
		step = utf8_decode(text, len, &cp);
		if (!step) {
			step = 1;
			continue;
		}
		if (cp == '\n' || cp == '\t' || cp == '\r')
			strbuf_addf(out, "\\%c", cp == '\n' ? 'n' : cp == '\t' ? 't' : 'r');
		else if (cp == '"' || cp == '\\')
			strbuf_addf(out, "\\%c", (char)cp);
		else if (cp < ' ' || !utf8_is_written(cp) || cp == 0x2028 || cp == 0x2029 ||
			 cp == 0xfeff)
			strbuf_addf(out, "\\u%04X", cp);
		else
			strbuf_add(out, text, step);
	}
	strbuf_addc(out, '"');
}

void draft_text(struct strbuf *out, const char *key, const char *text, int indent)
{
	if (!text || !*text)
		return;
	strbuf_addf(out, "%*s%s: ", indent, "", key);
	add_quoted(out, text);
	strbuf_addc(out, '\n');
}

void draft_entry(struct strbuf *out, const char *text)
{
	strbuf_adds(out, "  - ");
	add_quoted(out, text);
	strbuf_addc(out, '\n');
}

void draft_comment(struct strbuf *out, const char *lead, const char *text)
{
	strbuf_addf(out, "# %s", lead);
	add_flat(out, text, "");
	strbuf_addc(out, '\n');
}

/* Bytes of the first `most` characters. */
static size_t bytes_of(const char *text, size_t most)
{
	size_t at = 0, len = strlen(text), step;
	uint32_t cp;

	while (most-- && at < len && (step = utf8_decode(text + at, len - at, &cp)))
		at += step;
	return at;
}

/* Where a text of at most `room` bytes ends best; past the middle a sentence, else a word. */
static size_t cut_point(const char *text, size_t room)
{
	size_t word = room;

	for (size_t at = room; at > room / 2; at--) {
		if (strchr(".!?", text[at - 1]) && text[at] == ' ')
			return at;
	}
	while (word > room / 2 && text[word] != ' ')
		word--;
	return text[word] == ' ' ? word : room;
}

const char *draft_plain(const char *html, size_t most, bool *was_cut, struct arena *a)
{
	return draft_cut(html ? plain_text(html, a) : NULL, most, was_cut, a);
}

const char *draft_cut(const char *text, size_t most, bool *was_cut, struct arena *a)
{
	*was_cut = text && utf8_length(text) > most;
	if (!*was_cut)
		return text;
	/* The three dots are a character too. */
	size_t end = cut_point(text, bytes_of(text, most - 1));
	bool is_sentence = end && strchr(".!?", text[end - 1]);

	return arena_printf(a, "%.*s%s", (int)end, text, is_sentence ? "" : "…");
}

static bool is_taken(const struct drafts *d, const char *path, const char *slug)
{
	if (site_item(d->site, &kind_group, slug))
		return true;
	for (size_t i = 0; i < d->count; i++) {
		if (strcmp(d->all[i].path, path) == 0)
			return true;
	}
	return false;
}

void draft_add(struct drafts *d, const char *folder, const char *slug, const struct strbuf *text)
{
	const char *own = slug;
	const char *path = arena_printf(d->arena, "%s/%s.md", folder, own);

	for (int i = 2; is_taken(d, path, own); i++) {
		own = arena_printf(d->arena, "%s-%d", slug, i);
		path = arena_printf(d->arena, "%s/%s.md", folder, own);
	}
	d->all = arena_grow(d->arena, d->all, d->count, &d->room, sizeof(*d->all));
	d->all[d->count++] = (struct draft){
		.path = path,
		.text = arena_strndup(d->arena, text->data, text->len),
		.len = text->len,
	};
}

bool draft_is_url(const char *text)
{
	return text_begins_web(text) && !text[strcspn(text, " \t\r\n\"<>\\")];
}
