#include "source.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

#define BLANKS " \t\r\n"

struct import_source *source_new(const char *from, struct arena *a)
{
	struct import_source *s = arena_new(a, struct import_source);

	s->feed = arena_new(a, struct remote_feed);
	s->feed->from = from;
	return s;
}

void *source_add(struct remote_list *list, size_t size, struct arena *a)
{
	list->items = arena_grow(a, list->items, list->count, &list->room, size);
	void *added = (char *)list->items + list->count++ * size;
	memset(added, 0, size);
	return added;
}

void source_note(struct import_source *s, size_t item, enum import_note_kind kind, struct arena *a,
		 const char *format, ...)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_MESSAGE);
	struct source_note *note = source_add(&s->notes, sizeof(*note), a);
	va_list ap;

	va_start(ap, format);
	strbuf_vaddf(&text, format, ap);
	va_end(ap);
	note->kind = kind;
	note->item = item;
	note->line = item == SOURCE_SHOW ? 0 : source_item(s, item)->line;
	note->text = arena_strdup(a, text.data);
}

struct import_source *source_none(struct import_source *s)
{
	s->feed = NULL;
	return s;
}

struct remote_episode *source_item(const struct import_source *s, size_t item)
{
	return (struct remote_episode *)s->feed->items.items + item;
}

/* --- order --- */

struct place {
	struct moment date;
	size_t was;
};

static int newest_first(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->date.set != y->date.set)
		return x->date.set ? -1 : 1;
	if (x->date.set && x->date.utc != y->date.utc)
		return x->date.utc > y->date.utc ? -1 : 1;
	return (x->was > y->was) - (x->was < y->was);
}

static void move_notes(struct import_source *s, const size_t *now)
{
	struct source_note *notes = s->notes.items;

	for (size_t i = 0; i < s->notes.count; i++) {
		if (notes[i].item != SOURCE_SHOW)
			notes[i].item = now[notes[i].item];
	}
}

void source_sort(struct import_source *s, struct arena *a)
{
	size_t count = s->feed->items.count;
	struct remote_episode *sorted = arena_array(a, count, sizeof(*sorted));
	struct place *places = arena_array(a, count, sizeof(*places));
	size_t *now = arena_array(a, count, sizeof(*now));

	for (size_t i = 0; i < count; i++)
		places[i] = (struct place){ .date = source_item(s, i)->date, .was = i };
	if (count)
		qsort(places, count, sizeof(*places), newest_first);
	for (size_t i = 0; i < count; i++) {
		sorted[i] = *source_item(s, places[i].was);
		now[places[i].was] = i;
	}
	s->feed->items = (struct remote_list){ .items = sorted, .count = count, .room = count };
	move_notes(s, now);
}

/* --- values --- */

const char *source_text(const char *text, struct arena *a)
{
	if (!text)
		return NULL;
	text += strspn(text, BLANKS);
	size_t len = strlen(text);
	while (len && strchr(BLANKS, text[len - 1]))
		len--;
	return len ? arena_strndup(a, text, len) : NULL;
}

int64_t source_number(const char *text)
{
	char *end;

	if (!text || *text < '0' || *text > '9' || strlen(text) > 15)
		return 0;
	int64_t number = strtoll(text, &end, 10);
	return *end ? 0 : number;
}

enum remote_flag source_flag(const char *text)
{
	static const char *const yes[] = { "yes", "true", "explicit", "on", "1" };
	static const char *const no[] = { "no", "false", "clean", "off", "0" };

	for (size_t i = 0; text && i < COUNT(yes); i++) {
		if (strcasecmp(text, yes[i]) == 0)
			return REMOTE_YES;
		if (strcasecmp(text, no[i]) == 0)
			return REMOTE_NO;
	}
	return REMOTE_UNSAID;
}

/* `+0100` as `+01:00`; everything else as it is. Room for what dates are long. */
static void mend_zone(char date[static 48])
{
	size_t len = strlen(date), digits = 0;

	while (digits < len && date[len - 1 - digits] >= '0' && date[len - 1 - digits] <= '9')
		digits++;
	if (digits != 4 || len < 5 || len > 45 || !strchr("+-", date[len - 5]) || len < 16)
		return;
	memmove(date + len - 1, date + len - 2, 3);
	date[len - 2] = ':';
}

bool source_date(const char *text, struct moment *into)
{
	char date[48];

	*into = (struct moment){ .set = false };
	if (!text || strlen(text) > 40)
		return false;
	snprintf(date, sizeof(date), "%s", text);
	if (date_parse_day(date, into) == DATE_OK)
		return true;
	mend_zone(date);
	enum date_fault fault = date_parse(date, into);
	if (fault == DATE_NO_ZONE) {
		snprintf(date + strlen(date), sizeof(date) - strlen(date), " +00:00");
		fault = date_parse(date, into);
	}
	into->set = fault == DATE_OK;
	return into->set;
}

const char *source_audio_type(const char *url)
{
	static const struct {
		const char *suffix, *type;
	} types[] = {
		{ ".mp3", "audio/mpeg" },  { ".m4a", "audio/x-m4a" }, { ".m4b", "audio/x-m4a" },
		{ ".aac", "audio/aac" },   { ".ogg", "audio/ogg" },   { ".oga", "audio/ogg" },
		{ ".opus", "audio/opus" }, { ".flac", "audio/flac" }, { ".wav", "audio/wav" },
		{ ".mp4", "video/mp4" },   { ".m4v", "video/x-m4v" }, { ".mov", "video/quicktime" },
		{ ".webm", "video/webm" },
	};
	size_t len = strcspn(url, "?#");

	for (size_t i = 0; i < COUNT(types); i++) {
		size_t tail = strlen(types[i].suffix);

		if (len > tail && strncasecmp(url + len - tail, types[i].suffix, tail) == 0)
			return types[i].type;
	}
	return NULL;
}

bool source_is_audio(const char *type)
{
	return type && strncasecmp(type, "audio/", 6) == 0;
}

const char *source_join(const char *base, const char *name, struct arena *a)
{
	size_t len = strlen(base);

	while (len && base[len - 1] == '/')
		len--;
	return arena_printf(a, "%.*s/%s", (int)len, base, name + strspn(name, "/"));
}

/* --- chapters --- */

/* `Title <https://example.org/>`: parts a title from its link. */
static void take_title(struct remote_chapter *c, const char *text, struct arena *a)
{
	const char *open = strrchr(text, '<');
	size_t len = strlen(text);

	if (open && len && text[len - 1] == '>' && text_begins_web(open + 1)) {
		c->url = arena_strndup(a, open + 1, len - 2 - (size_t)(open - text));
		text = arena_strndup(a, text, (size_t)(open - text));
	}
	c->title = source_text(text, a);
}

static int by_start(const void *a, const void *b)
{
	const struct remote_chapter *x = a, *y = b;

	return (x->start > y->start) - (x->start < y->start);
}

void source_chapters(struct remote_list *into, const char *lines, struct arena *a)
{
	while (lines && *lines) {
		size_t len = strcspn(lines, "\r\n");
		const char *line = source_text(arena_strndup(a, lines, len), a);
		size_t stamp = line ? strcspn(line, BLANKS) : 0;
		int64_t start = line ? time_parse(arena_strndup(a, line, stamp)) : -1;

		if (start >= 0) {
			struct remote_chapter *c = source_add(into, sizeof(*c), a);

			c->start = start;
			take_title(c, line + stamp, a);
		}
		lines += len;
		lines += strspn(lines, "\r\n");
	}
	if (into->count)
		qsort(into->items, into->count, sizeof(struct remote_chapter), by_start);
}

/* --- elements --- */

bool inner_named(const struct remote_element *e, const char *prefix, const char *name)
{
	return strcasecmp(e->name, name) == 0 &&
	       strcasecmp(e->prefix ? e->prefix : "", prefix ? prefix : "") == 0;
}

const struct remote_element *inner_at(const struct remote_element *e, size_t i)
{
	return e && i < e->inside.count ? (const struct remote_element *)e->inside.items + i : NULL;
}

const struct remote_element *inner_inside(const struct remote_element *e, const char *prefix,
					    const char *name)
{
	const struct remote_element *in;

	for (size_t i = 0; (in = inner_at(e, i)); i++) {
		if (inner_named(in, prefix, name))
			return in;
	}
	return NULL;
}

const char *inner_value(const struct remote_element *e, const char *prefix, const char *name)
{
	const struct remote_element *in = inner_inside(e, prefix, name);

	return in ? in->text : NULL;
}

const char *inner_attribute(const struct remote_element *e, const char *name)
{
	const struct remote_attribute *all = e->attributes.items;

	for (size_t i = 0; i < e->attributes.count; i++) {
		if (!all[i].prefix && strcasecmp(all[i].name, name) == 0)
			return all[i].value;
	}
	return NULL;
}
