/*
 * What a server of others says of a file, and what was kept of that on the disk: any bytes are
 * read, a note that is one is written as it was read, and a rest goes on only where it begins. Five
 * texts, parted by zero bytes: a note, a Content-Range, the beginning of a body, its type, an
 * address.
 */
#include <stdint.h>
#include <string.h>

#include "../../pipeline/publish/guard.h"
#include "../../pipeline/publish/part_note.h"
#include "../../pipeline/publish/web_page.h"
#include "base/mem.h"
#include "base/strbuf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int truth)
{
	if (!truth)
		__builtin_trap();
}

static int same(const char *one, const char *other)
{
	return one == other || (one && other && strcmp(one, other) == 0);
}

static void check_note(const char *text, struct part_note *note, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT((size_t)16 << 20);
	struct part_note again;

	if (!part_note_read(text, strlen(text), note, a))
		return;
	must(note->length >= -1);
	part_note_write(note, &out);
	must(strbuf_ok(&out) && part_note_read(out.data, out.len, &again, a));
	must(same(note->url, again.url) && same(note->at, again.at) &&
	     same(note->etag, again.etag));
	must(same(note->modified, again.modified) && same(note->date, again.date));
	must(same(note->type, again.type) && note->length == again.length);
	const char *v = part_note_validator(note);
	must(!v || v == note->etag || v == note->modified);
	must(!v || v != note->etag || *v == '"');
}

static void check_range(const char *value, const struct part_note *note)
{
	struct content_range r;

	if (!content_range_parse(value, &r))
		return;
	must(r.first >= -1 && r.last >= r.first && (r.total < 0 || r.last < r.total));
	must(r.first >= 0 || r.total >= 0);
	if (!note->url || r.first < 0)
		return;
	struct part_note now = *note;
	now.length = r.last - r.first + 1;
	must(part_note_break(note, &now, &r, r.first + 1) != NULL);
	if (!part_note_break(note, &now, &r, r.first))
		must((note->etag || note->modified) && (r.total < 0 || r.last == r.total - 1));
}

/* The texts that are left: "" when there is none. */
static const char *next_text(const char **at, const char *end)
{
	const char *text = *at;

	*at += strlen(text);
	*at += *at < end;
	return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	char *copy = arena_alloc(&a, size + 1);
	struct part_note note = { .length = -1 };

	if (size)
		memcpy(copy, data, size);
	const char *at = copy, *end = copy + size;
	check_note(next_text(&at, end), &note, &a);
	check_range(next_text(&at, end), &note);
	const char *body = next_text(&at, end), *type = next_text(&at, end),
		   *url = next_text(&at, end);
	web_page_begins(body, strlen(body), type);
	struct guard guard = { 0 }, local = { .local = true };
	enum guarded is = guard_url(&guard, url);
	must((is == GUARD_SPECIAL) == (guard.what != NULL));
	must(guard_url(&local, url) == (is == GUARD_SPECIAL ? GUARD_GOOD : is));
	arena_free(&a);
	return 0;
}
