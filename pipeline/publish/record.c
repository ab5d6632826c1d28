#include "record.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "notes.h"

#define RECORD_TITLE  "blether-manifest"
#define TOUCHED_TITLE "blether-publishing"

enum { RECORD_FIELDS = 6, FOLDER_FIELDS = 7, TOUCH_FIELDS = 4 };

static bool take_id(struct notes *in, const char *s, struct publication_id *into)
{
	in->fault = strlen(s) < sizeof(into->text) ? NULL : "the id is too long";
	if (!in->fault)
		memcpy(into->text, s, strlen(s) + 1);
	return !in->fault;
}

static bool take_time(struct notes *in, const char *s, int64_t *into)
{
	uint64_t n;

	in->fault = notes_number(s, INT64_MAX, &n) ? NULL : "a time or number is none";
	if (!in->fault)
		*into = (int64_t)n;
	return !in->fault;
}

static bool take_file(struct notes *in, char *field[], struct output_file *f)
{
	if (!notes_path(in, field[0]) || !notes_hash(in, field[1], f->sha256) ||
	    !take_time(in, field[2], &f->size) || !notes_group(in, field[4], &f->group))
		return false;
	f->path = field[0];
	f->type = field[3];
	in->fault = *f->type ? NULL : "the media type is missing";
	return !in->fault;
}

static bool take_shipped(struct notes *in, struct shipped *s, bool from_folder)
{
	char *field[FOLDER_FIELDS];

	return notes_line(in, field, from_folder ? FOLDER_FIELDS : RECORD_FIELDS) &&
	       take_file(in, field, &s->file) &&
	       (from_folder || take_time(in, field[5], &s->leaving));
}

static bool take_touch(struct notes *in, struct touch *t)
{
	char *field[TOUCH_FIELDS];

	if (!notes_line(in, field, TOUCH_FIELDS))
		return false;
	t->path = field[0];
	return notes_path(in, field[0]) && notes_optional_hash(in, field[1], t->before) &&
	       notes_optional_hash(in, field[2], t->after) && notes_group(in, field[3], &t->group);
}

static bool take_record_title(struct notes *in, struct record_note *n)
{
	char *field[6];

	return notes_title(in, RECORD_TITLE, "2", field, COUNT(field)) &&
	       take_time(in, field[3], &n->release) && take_time(in, field[4], &n->time) &&
	       take_id(in, field[5], &n->id);
}

static bool take_touched_title(struct notes *in, struct touched_note *n)
{
	char *field[5];

	return notes_title(in, TOUCHED_TITLE, "1", field, COUNT(field)) &&
	       take_id(in, field[3], &n->id) && take_time(in, field[4], &n->time);
}

const char *record_parse(struct record_note *n, char *text, size_t len, struct arena *a)
{
	struct notes in = { .next = text, .end = text + len };
	bool from_folder = text_starts(text, RECORD_TITLE "\t1\t");
	char *field[3];

	*n = (struct record_note){ 0 };
	if (!(from_folder ? notes_title(&in, RECORD_TITLE, "1", field, COUNT(field))
			  : take_record_title(&in, n)))
		return in.fault;
	n->count = in.count;
	n->files = arena_array(a, n->count + 1, sizeof(*n->files));
	for (size_t i = 0; i < n->count; i++) {
		if (!take_shipped(&in, &n->files[i], from_folder))
			return in.fault;
	}
	return notes_end(&in) ? NULL : in.fault;
}

const char *touched_parse(struct touched_note *n, char *text, size_t len, struct arena *a)
{
	struct notes in = { .next = text, .end = text + len };

	*n = (struct touched_note){ 0 };
	if (!take_touched_title(&in, n))
		return in.fault;
	n->count = in.count;
	n->touches = arena_array(a, n->count + 1, sizeof(*n->touches));
	for (size_t i = 0; i < n->count; i++) {
		if (!take_touch(&in, &n->touches[i]))
			return in.fault;
	}
	return notes_end(&in) ? NULL : in.fault;
}

void record_format(const struct record_note *n, struct strbuf *out)
{
	strbuf_addf(out, RECORD_TITLE "\t2\t%zu\t%" PRId64 "\t%" PRId64 "\t%s\n", n->count,
		    n->release, n->time, n->id.text);
	for (size_t i = 0; i < n->count; i++) {
		const struct output_file *f = &n->files[i].file;

		strbuf_addf(out, "%s\t%s\t%" PRId64 "\t%s\t%s\t%" PRId64 "\n", f->path, f->sha256,
			    f->size, f->type, notes_group_name(f->group), n->files[i].leaving);
	}
}

void touched_format(const struct touched_note *n, struct strbuf *out)
{
	strbuf_addf(out, TOUCHED_TITLE "\t1\t%zu\t%s\t%" PRId64 "\n", n->count, n->id.text,
		    n->time);
	for (size_t i = 0; i < n->count; i++) {
		const struct touch *t = &n->touches[i];

		strbuf_addf(out, "%s\t%s\t%s\t%s\n", t->path, *t->before ? t->before : "-",
			    *t->after ? t->after : "-", notes_group_name(t->group));
	}
}
