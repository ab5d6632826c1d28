#include "front.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "draft.h"

/* Beyond this no entry of a list is begun: an entry and what must follow still fit. */
#define FRONT_ROOM (LIMIT_FRONT_MATTER - ((size_t)20 << 10))

struct arena *front_arena(const struct front *f)
{
	return f->plan->show.arena;
}

void front_note(struct front *f, enum import_note_kind kind, const char *field, const char *format,
		...)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_SOURCE_BYTES);
	va_list args;

	va_start(args, format);
	strbuf_vaddf(&text, format, args);
	va_end(args);
	import_note(&f->plan->show, f->e, kind, field, "%s", text.data);
}

static void key_line(struct front *f, const char *key)
{
	const char *lead = f->list ? (f->begins ? "  - " : "    ") : f->is_inner ? "  " : "";

	strbuf_addf(f->out, "%s%s:", lead, key);
	f->begins = false;
}

/* What a person knows the place by: "people: name". */
static const char *place_of(const struct front *f, const char *key)
{
	return f->list ? f->list : key;
}

void front_text(struct front *f, const char *key, const char *text, size_t most)
{
	const char *clean = draft_clean(text, false, front_arena(f));
	bool was_cut = false;

	if (!clean)
		return;
	if (most)
		clean = draft_cut(clean, most, &was_cut, front_arena(f));
	if (was_cut) {
		bool twice;

		front_note(f, IMPORT_CHANGED, place_of(f, key),
			   "'%s' is longer than %zu characters and was cut",
			   draft_cut(clean, 80, &twice, front_arena(f)), most);
	}
	key_line(f, key);
	strbuf_addc(f->out, ' ');
	draft_exact(f->out, clean);
	strbuf_addc(f->out, '\n');
}

/* The last place within `most` bytes at which a word ends. */
static size_t word_end(const char *text, size_t most)
{
	size_t end = most;

	while (end > most / 2 && !strchr(" \n", text[end]))
		end--;
	while (end && ((unsigned char)text[end] & 0xc0) == 0x80)
		end--;
	return end;
}

void front_long_text(struct front *f, const char *key, const char *text, size_t most)
{
	const char *clean = draft_clean(text, true, front_arena(f));

	if (!clean)
		return;
	if (strlen(clean) > most) {
		size_t end = word_end(clean, most - strlen("…"));

		clean = arena_printf(front_arena(f), "%.*s…", (int)end, clean);
		front_note(f, IMPORT_CHANGED, key, "it is longer than %zu bytes and was cut", most);
	}
	key_line(f, key);
	strbuf_addc(f->out, ' ');
	draft_exact(f->out, clean);
	strbuf_addc(f->out, '\n');
}

void front_exact(struct front *f, const char *key, const char *text)
{
	key_line(f, key);
	strbuf_addc(f->out, ' ');
	draft_exact(f->out, text);
	strbuf_addc(f->out, '\n');
}

void front_word(struct front *f, const char *key, const char *word)
{
	if (!word)
		return;
	key_line(f, key);
	strbuf_addf(f->out, " %s\n", word);
}

void front_number(struct front *f, const char *key, int64_t number)
{
	key_line(f, key);
	strbuf_addf(f->out, " %" PRId64 "\n", number);
}

void front_flag(struct front *f, const char *key, bool flag)
{
	front_word(f, key, flag ? "true" : "false");
}

/* As it was written, in its own zone. */
void front_moment(struct front *f, const char *key, struct moment m)
{
	struct arena *a = front_arena(f);
	struct moment utc = m;

	utc.utc += (int64_t)m.zone * 60;
	char *text = date_rfc3339(utc, a); /* 2026-09-07T08:00:00Z */

	text[10] = ' ';
	text[19] = '\0';
	if (strcmp(text + 16, ":00") == 0)
		text[16] = '\0';
	front_word(f, key, arena_printf(a, "%s %s", text, date_offset(m, a)));
}

void front_time(struct front *f, const char *key, int64_t ms)
{
	struct arena *a = front_arena(f);

	key_line(f, key);
	strbuf_addf(f->out, " \"%s\"\n", ms % 1000 ? time_vtt(ms, a) : time_clock(ms, a));
}

const char *front_url(const char *url, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_FRONT_MATTER / 4);
	const char *host = url ? strstr(url, "://") : NULL;

	if (!text_begins_web(url) || !host || !host[3] || strchr("/?#:", host[3]))
		return NULL;
	size_t end = (size_t)(host + 3 - url) + strcspn(host + 3, "/?#");
	for (size_t i = 0; url[i]; i++) {
		unsigned char c = (unsigned char)url[i];
		bool plain = c > ' ' && c < 0x7f && !strchr("\"<>\\^`{}|", c);

		if (!plain && i < end)
			return NULL;
		if (plain)
			strbuf_addc(&out, url[i]);
		else
			strbuf_addf(&out, "%%%02X", c);
	}
	return strbuf_ok(&out) ? arena_strndup(a, out.data, out.len) : NULL;
}

/* What fields of old addresses take (model/fields_show.c). */
#define OLD_URL_MOST 2000

const char *front_old_url(const char *url, struct arena *a)
{
	const char *clean = text_begins_web(url) ? draft_clean(url, false, a) : NULL;

	return clean && strcmp(clean, url) == 0 && utf8_length(url) <= OLD_URL_MOST ? url : NULL;
}

void front_address(struct front *f, const char *key, const char *url)
{
	const char *good = url ? front_url(url, front_arena(f)) : NULL;

	if (good)
		front_exact(f, key, good);
	else if (url)
		front_note(f, IMPORT_LOST, place_of(f, key),
			   "'%s' is no address of the web and was left out", url);
}

/* Begins the list before its first entry. */
static bool has_room(struct front *f, const char *key)
{
	bool is_same = f->list && strcmp(f->list, key) == 0;

	if (f->out->len > FRONT_ROOM) {
		front_note(f, IMPORT_LOST, key,
			   "there are more than a page can have; the rest was left out");
		return false;
	}
	if (!is_same) {
		f->list = NULL;
		f->is_inner = false;
		strbuf_addf(f->out, "%s:\n", key);
		f->list = key;
	}
	return true;
}

bool front_entry(struct front *f, const char *key)
{
	if (!has_room(f, key))
		return false;
	f->begins = true;
	return true;
}

bool front_item(struct front *f, const char *key, const char *text)
{
	if (!has_room(f, key))
		return false;
	strbuf_adds(f->out, "  - ");
	draft_exact(f->out, text);
	strbuf_addc(f->out, '\n');
	return true;
}

void front_map(struct front *f, const char *key)
{
	front_end(f);
	strbuf_addf(f->out, "%s:\n", key);
	f->is_inner = true;
}

void front_end(struct front *f)
{
	f->list = NULL;
	f->begins = false;
	f->is_inner = false;
}
