#include "part_note.h"

#include <curl/curl.h>
#include <string.h>
#include <strings.h>

#include "base/json.h"
#include "base/json_tree.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

/* RFC 9110 section 8.8.2.2 asks for a second and RFC 7232 asked for a minute: clocks differ. */
#define STRONG_AFTER 60

static const struct text_field {
	const char *key;
	size_t offset;
} texts[] = {
	{ "url", offsetof(struct part_note, url) },
	{ "at", offsetof(struct part_note, at) },
	{ "etag", offsetof(struct part_note, etag) },
	{ "modified", offsetof(struct part_note, modified) },
	{ "date", offsetof(struct part_note, date) },
	{ "type", offsetof(struct part_note, type) },
};

static const char **text_of(struct part_note *note, const struct text_field *f)
{
	return (void *)((char *)note + f->offset);
}

void part_note_write(const struct part_note *note, struct strbuf *out)
{
	struct json j = JSON_INIT_PRETTY(out);
	struct part_note n = *note;

	json_open(&j, NULL, '{');
	for (size_t i = 0; i < COUNT(texts); i++) {
		if (*text_of(&n, &texts[i]))
			json_text(&j, texts[i].key, *text_of(&n, &texts[i]));
	}
	json_int(&j, "length", n.length);
	json_close(&j, '}');
	strbuf_addc(out, '\n');
}

bool part_note_read(const char *text, size_t len, struct part_note *note, struct arena *a)
{
	struct tree_fault fault;
	const struct tree *t = tree_read(text, len, a, &fault);
	double length = -1;

	*note = (struct part_note){ .length = -1 };
	if (!t || !tree_number(t, "length", &length))
		return false;
	/* 2^53: what a double holds without loss. */
	if (!(length >= -1 && length <= 9007199254740992.0))
		return false;
	note->length = (int64_t)length;
	for (size_t i = 0; i < COUNT(texts); i++)
		*text_of(note, &texts[i]) = tree_text(t, texts[i].key);
	return note->url && note->at;
}

const char *part_note_validator(const struct part_note *note)
{
	if (note->etag)
		return *note->etag == '"' && text_ends(note->etag + 1, "\"") ? note->etag : NULL;
	if (!note->modified || !note->date)
		return NULL;
	time_t changed = curl_getdate(note->modified, NULL), sent = curl_getdate(note->date, NULL);
	return changed > 0 && sent > 0 && sent - changed >= STRONG_AFTER ? note->modified : NULL;
}

/* A number of digits alone; moves `s` behind it. */
static bool take_number(const char **s, int64_t *into)
{
	const char *from = *s;

	for (*into = 0; **s >= '0' && **s <= '9'; (*s)++) {
		if (*into > (INT64_MAX - 9) / 10)
			return false;
		*into = *into * 10 + (**s - '0');
	}
	return *s > from;
}

bool content_range_parse(const char *value, struct content_range *range)
{
	const char *s = value;

	*range = (struct content_range){ -1, -1, -1 };
	if (strncasecmp(s, "bytes ", 6) != 0)
		return false;
	s += 6;
	if (*s == '*')
		s++;
	else if (!take_number(&s, &range->first) || *s++ != '-' || !take_number(&s, &range->last) ||
		 range->last < range->first)
		return false;
	if (*s++ != '/')
		return false;
	if (*s == '*')
		return s[1] == '\0' && range->first >= 0;
	return take_number(&s, &range->total) && *s == '\0' && range->last < range->total;
}

/* The same file of the same server; what follows a question mark may be a ticket of the day. */
static bool same_place(const char *a, const char *b)
{
	size_t n = strcspn(a, "?#");

	return n == strcspn(b, "?#") && memcmp(a, b, n) == 0;
}

static bool same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

const char *part_note_break(const struct part_note *old, const struct part_note *now,
			    const struct content_range *range, int64_t offset)
{
	if (range->first != offset)
		return "it sends another part than was asked for";
	if (old->length >= 0 && range->total != old->length)
		return "it is of another length now";
	if (range->total >= 0 && range->last != range->total - 1)
		return "it sends less than was asked for";
	if (now->length >= 0 && now->length != range->last - range->first + 1)
		return "it contradicts itself about the length";
	if (!same_place(old->at, now->at))
		return "another server sends it";
	if (old->etag ? !same(old->etag, now->etag) : !same(old->modified, now->modified))
		return "it changed meanwhile";
	return NULL;
}
