#include "manifest.h"

#include <inttypes.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

#define MANIFEST_TITLE "blether-manifest"
#define JOURNAL_TITLE  "blether-journal"
#define VERSION        "1"
#define PATH_BYTES     1024
#define PART_BYTES     255 /* NAME_MAX of every file system in use */

enum { MANIFEST_FIELDS = 7, JOURNAL_FIELDS = 4 };

static const char *const group_names[OUTPUT_GROUPS] = { "media", "page", "list", "feed" };
static const char no_group[] = "the group is none of media, page, list, feed";

/* The part of a path up to the next slash. */
static bool part_ok(const char *part, size_t len)
{
	if (!len || len > PART_BYTES || (len <= 2 && memcmp(part, "..", len) == 0))
		return false;
	return !text_starts(part, ".blether-");
}

bool output_path_ok(const char *path)
{
	const char *part = path, *c = path;

	for (;; c++) {
		if (*c == '/' || !*c) {
			if (!part_ok(part, (size_t)(c - part)))
				return false;
			part = c + 1;
		}
		if (!*c)
			return c - path <= PATH_BYTES;
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			return false;
	}
}

/* Goes through the text line by line; `fault` is what was wrong with the last one. */
struct lines {
	char *next, *end;
	unsigned number;
	const char *fault;
	const char *last_path;
};

/* Cuts the next line into exactly `count` fields. */
static bool take_line(struct lines *in, char *fields[], size_t count)
{
	char *end = memchr(in->next, '\n', (size_t)(in->end - in->next));
	size_t n = 0;

	in->number++;
	in->fault = !end                                               ? "the line has no end"
		    : memchr(in->next, '\0', (size_t)(end - in->next)) ? "the line has a zero byte"
								       : NULL;
	if (in->fault)
		return false;
	*end = '\0';
	for (char *field = in->next; field; n++) {
		char *tab = strchr(field, '\t');

		if (n < count)
			fields[n] = field;
		if (tab)
			*tab++ = '\0';
		field = tab;
	}
	in->next = end + 1;
	in->fault = n == count ? NULL : "the line has not the right number of fields";
	return !in->fault;
}

/* Digits only; false past `max`. */
static bool take_number(const char *s, uint64_t max, uint64_t *into)
{
	*into = 0;
	if (!*s)
		return false;
	for (; *s; s++) {
		uint64_t digit = (uint64_t)(unsigned char)*s - '0';

		if (digit > 9 || *into > (max - digit) / 10)
			return false;
		*into = *into * 10 + digit;
	}
	return true;
}

static bool take_signed(const char *s, int64_t *into)
{
	bool minus = *s == '-';
	uint64_t value;

	if (!take_number(s + minus, INT64_MAX, &value))
		return false;
	*into = minus ? -(int64_t)value : (int64_t)value;
	return true;
}

static bool take_hash(const char *s, char into[static HASH_HEX])
{
	if (strspn(s, "0123456789abcdef") != HASH_HEX - 1 || s[HASH_HEX - 1])
		return false;
	memcpy(into, s, HASH_HEX);
	return true;
}

static bool take_group(const char *s, enum output_group *into)
{
	for (size_t i = 0; i < OUTPUT_GROUPS; i++) {
		if (strcmp(s, group_names[i]) == 0) {
			*into = (enum output_group)i;
			return true;
		}
	}
	return false;
}

/* A good path that stands behind the one before it. */
static const char *path_fault(struct lines *in, const char *path)
{
	const char *before = in->last_path;

	in->last_path = path;
	if (!output_path_ok(path))
		return "the path is not one that blether writes";
	return before && strcmp(before, path) >= 0 ? "the path is out of order" : NULL;
}

static bool take_record(struct lines *in, struct record *r)
{
	char *field[MANIFEST_FIELDS];
	uint64_t size;

	if (!take_line(in, field, MANIFEST_FIELDS))
		return false;
	r->file.path = field[0];
	r->file.type = field[3];
	in->fault = path_fault(in, field[0]);
	if (!in->fault && !take_hash(field[1], r->file.sha256))
		in->fault = "the SHA-256 is not 64 hexadecimal digits";
	else if (!in->fault && !take_number(field[2], INT64_MAX, &size))
		in->fault = "the size is not a number";
	else if (!in->fault && !*field[3])
		in->fault = "the media type is missing";
	else if (!in->fault && !take_group(field[4], &r->file.group))
		in->fault = no_group;
	else if (!in->fault && (!take_signed(field[5], &r->stamp.mtime) ||
				!take_number(field[6], UINT64_MAX, &r->stamp.inode)))
		in->fault = "the time or the inode is not a number";
	if (in->fault)
		return false;
	r->file.size = r->stamp.size = (int64_t)size;
	return true;
}

static bool take_optional_hash(const char *s, char into[static HASH_HEX])
{
	into[0] = '\0';
	return strcmp(s, "-") == 0 || take_hash(s, into);
}

static bool take_change(struct lines *in, struct change *c)
{
	char *field[JOURNAL_FIELDS];

	if (!take_line(in, field, JOURNAL_FIELDS))
		return false;
	c->path = field[0];
	in->fault = path_fault(in, field[0]);
	if (!in->fault &&
	    (!take_optional_hash(field[1], c->before) || !take_optional_hash(field[2], c->after)))
		in->fault = "the SHA-256 is not 64 hexadecimal digits";
	if (!in->fault && !take_group(field[3], &c->group))
		in->fault = no_group;
	return !in->fault;
}

/* The first line; gives the number of those that follow. */
static bool take_title(struct lines *in, const char *title, size_t *count)
{
	char *field[3];
	/* No line is shorter than its tabs, so a count beyond this is a lie. */
	uint64_t most = (uint64_t)(in->end - in->next), n;

	if (!take_line(in, field, 3))
		in->fault = "the first line is not one that blether writes";
	else if (strcmp(field[0], title) != 0)
		in->fault = "the first line is not one that blether writes";
	else if (strcmp(field[1], VERSION) != 0)
		in->fault = "it was written by another version of blether";
	else if (!take_number(field[2], most, &n))
		in->fault = "the first line does not say how many lines follow";
	if (in->fault)
		return false;
	*count = (size_t)n;
	return true;
}

static bool take_end(struct lines *in)
{
	if (in->next == in->end)
		return true;
	in->number++;
	in->fault = "there are more lines than the first line says";
	return false;
}

static bool damaged(const struct lines *in, const char *name, struct diag *diag)
{
	diag_report(diag, DIAG_BAD_MANIFEST, span_path(name, diag->arena),
		    "line %u of blether's own note '%s' is damaged: %s; move the whole output "
		    "folder away and build again",
		    in->number, name, in->fault);
	return false;
}

bool manifest_parse(struct manifest *m, const char *name, char *text, size_t len,
		    struct diag *diag)
{
	struct lines in = { .next = text, .end = text + len };

	*m = (struct manifest){ 0 };
	if (!take_title(&in, MANIFEST_TITLE, &m->count))
		return damaged(&in, name, diag);
	m->records = arena_array(diag->arena, m->count + 1, sizeof(*m->records));
	for (size_t i = 0; i < m->count; i++) {
		if (!take_record(&in, &m->records[i]))
			return damaged(&in, name, diag);
	}
	return take_end(&in) || damaged(&in, name, diag);
}

bool journal_parse(struct journal *j, const char *name, char *text, size_t len,
		   struct diag *diag)
{
	struct lines in = { .next = text, .end = text + len };

	*j = (struct journal){ 0 };
	if (!take_title(&in, JOURNAL_TITLE, &j->count))
		return damaged(&in, name, diag);
	j->changes = arena_array(diag->arena, j->count + 1, sizeof(*j->changes));
	for (size_t i = 0; i < j->count; i++) {
		if (!take_change(&in, &j->changes[i]))
			return damaged(&in, name, diag);
	}
	return take_end(&in) || damaged(&in, name, diag);
}

void manifest_format(const struct manifest *m, struct strbuf *out)
{
	strbuf_addf(out, MANIFEST_TITLE "\t" VERSION "\t%zu\n", m->count);
	for (size_t i = 0; i < m->count; i++) {
		const struct record *r = &m->records[i];

		strbuf_addf(out, "%s\t%s\t%" PRId64 "\t%s\t%s\t%" PRId64 "\t%" PRIu64 "\n",
			    r->file.path, r->file.sha256, r->file.size, r->file.type,
			    group_names[r->file.group], r->stamp.mtime, r->stamp.inode);
	}
}

void journal_format(const struct journal *j, struct strbuf *out)
{
	strbuf_addf(out, JOURNAL_TITLE "\t" VERSION "\t%zu\n", j->count);
	for (size_t i = 0; i < j->count; i++) {
		const struct change *c = &j->changes[i];

		strbuf_addf(out, "%s\t%s\t%s\t%s\n", c->path, *c->before ? c->before : "-",
			    *c->after ? c->after : "-", group_names[c->group]);
	}
}
