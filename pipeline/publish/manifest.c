#include "manifest.h"

#include <inttypes.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "notes.h"

#define MANIFEST_TITLE "blether-manifest"
#define JOURNAL_TITLE  "blether-journal"
#define VERSION        "1"

enum { MANIFEST_FIELDS = 7, JOURNAL_FIELDS = 4 };

static bool take_stamp(struct notes *in, char *field[], struct stamp *into)
{
	in->fault = notes_signed(field[0], &into->mtime) &&
				    notes_number(field[1], UINT64_MAX, &into->inode)
			    ? NULL
			    : "the time or the inode is not a number";
	return !in->fault;
}

static bool take_record(struct notes *in, struct record *r)
{
	char *field[MANIFEST_FIELDS];
	uint64_t size;

	if (!notes_line(in, field, MANIFEST_FIELDS) || !notes_path(in, field[0]) ||
	    !notes_hash(in, field[1], r->file.sha256))
		return false;
	r->file.path = field[0];
	r->file.type = field[3];
	if (!notes_number(field[2], INT64_MAX, &size))
		in->fault = "the size is not a number";
	else if (!*field[3])
		in->fault = "the media type is missing";
	if (in->fault || !notes_group(in, field[4], &r->file.group) ||
	    !take_stamp(in, field + 5, &r->stamp))
		return false;
	r->file.size = r->stamp.size = (int64_t)size;
	return true;
}

static bool take_change(struct notes *in, struct change *c)
{
	char *field[JOURNAL_FIELDS];

	if (!notes_line(in, field, JOURNAL_FIELDS))
		return false;
	c->path = field[0];
	return notes_path(in, field[0]) && notes_optional_hash(in, field[1], c->before) &&
	       notes_optional_hash(in, field[2], c->after) && notes_group(in, field[3], &c->group);
}

static bool damaged(const struct notes *in, const char *name, struct diag *diag)
{
	diag_report(diag, DIAG_BAD_MANIFEST, span_path(name, diag->arena),
		    "line %u of blether's own note '%s' is damaged: %s; move the whole output "
		    "folder away and build again",
		    in->number, name, in->fault);
	return false;
}

bool manifest_parse(struct manifest *m, const char *name, char *text, size_t len, struct diag *diag)
{
	struct notes in = { .next = text, .end = text + len };
	char *title[3];

	*m = (struct manifest){ 0 };
	if (!notes_title(&in, MANIFEST_TITLE, VERSION, title, COUNT(title)))
		return damaged(&in, name, diag);
	m->count = in.count;
	m->records = arena_array(diag->arena, m->count + 1, sizeof(*m->records));
	for (size_t i = 0; i < m->count; i++) {
		if (!take_record(&in, &m->records[i]))
			return damaged(&in, name, diag);
	}
	return notes_end(&in) || damaged(&in, name, diag);
}

bool journal_parse(struct journal *j, const char *name, char *text, size_t len, struct diag *diag)
{
	struct notes in = { .next = text, .end = text + len };
	char *title[3];

	*j = (struct journal){ 0 };
	if (!notes_title(&in, JOURNAL_TITLE, VERSION, title, COUNT(title)))
		return damaged(&in, name, diag);
	j->count = in.count;
	j->changes = arena_array(diag->arena, j->count + 1, sizeof(*j->changes));
	for (size_t i = 0; i < j->count; i++) {
		if (!take_change(&in, &j->changes[i]))
			return damaged(&in, name, diag);
	}
	return notes_end(&in) || damaged(&in, name, diag);
}

void manifest_format(const struct manifest *m, struct strbuf *out)
{
	strbuf_addf(out, MANIFEST_TITLE "\t" VERSION "\t%zu\n", m->count);
	for (size_t i = 0; i < m->count; i++) {
		const struct record *r = &m->records[i];

		strbuf_addf(out, "%s\t%s\t%" PRId64 "\t%s\t%s\t%" PRId64 "\t%" PRIu64 "\n",
			    r->file.path, r->file.sha256, r->file.size, r->file.type,
			    notes_group_name(r->file.group), r->stamp.mtime, r->stamp.inode);
	}
}

void journal_format(const struct journal *j, struct strbuf *out)
{
	strbuf_addf(out, JOURNAL_TITLE "\t" VERSION "\t%zu\n", j->count);
	for (size_t i = 0; i < j->count; i++) {
		const struct change *c = &j->changes[i];

		strbuf_addf(out, "%s\t%s\t%s\t%s\n", c->path, *c->before ? c->before : "-",
			    *c->after ? c->after : "-", notes_group_name(c->group));
	}
}
