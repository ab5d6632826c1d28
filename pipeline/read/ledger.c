#include "model/ledger.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "model/guid.h"
#include "read/read.h"

/* The columns, as ledger_header names them. */
enum column {
	COLUMN_GUID,
	COLUMN_KIND,
	COLUMN_SLUG,
	COLUMN_PERMALINK,
	COLUMN_AUDIO,
	COLUMN_RECORDING,
	COLUMN_FIRST,
	COLUMN_CHANGED,
	COLUMN_TITLE,
	COLUMNS,
};

static const char *const column_names[COLUMNS] = {
	"guid",         "kind",  "slug", "permalink", "audio path", "audio hash", "first published",
	"last changed", "title",
};

#define HASH_DIGITS 64

struct ledger_file {
	struct ledger *into;
	const struct source *src;
	struct arena *arena;
	struct diag *diag;
	bool has_header, in_conflict, had_conflict;
};

/* One line while it is read. */
struct cells {
	const char *cell[COLUMNS]; /* NULL where there is '-' */
	struct span at[COLUMNS];
};

/* A cell, where it stands, or false when the line has no more. */
static bool take_cell(struct ledger_file *f, size_t *at, size_t end, struct cells *c, size_t i)
{
	const char *text = f->src->text;

	if (*at > end)
		return false;
	const char *tab = memchr(text + *at, '\t', end - *at);
	size_t stop = tab ? (size_t)(tab - text) : end;

	c->at[i] = span_at(f->src, *at, stop - *at);
	c->cell[i] = arena_strndup(f->arena, text + *at, stop - *at);
	if (strcmp(c->cell[i], "-") == 0)
		c->cell[i] = NULL;
	*at = stop + 1;
	return true;
}

static bool split_line(struct ledger_file *f, size_t at, size_t end, struct cells *c)
{
	size_t n = 0, begin = at;

	while (n < COLUMNS && take_cell(f, &at, end, c, n))
		n++;
	if (n == COLUMNS && at > end)
		return true;
	diag_report(f->diag, DIAG_BAD_LEDGER, span_at(f->src, begin, end - begin),
		    "the line has %s than %d columns parted by tabs; take the line back from an "
		    "older copy of the file",
		    n == COLUMNS ? "more" : "fewer", COLUMNS);
	return false;
}

static void report_cell(struct ledger_file *f, const struct cells *c, enum column i,
			const char *expected)
{
	diag_report(f->diag, DIAG_BAD_LEDGER, c->at[i], "the %s '%s' is not %s", column_names[i],
		    c->cell[i] ? c->cell[i] : "-", expected);
}

static bool kind_of(const char *name, enum ledger_kind *into)
{
	for (int k = 0; name && k < LEDGER_KINDS; k++) {
		*into = (enum ledger_kind)k;
		if (strcmp(ledger_kind_name(*into), name) == 0)
			return true;
	}
	return false;
}

static bool is_address(const char *text)
{
	return text_starts(text, "https://") && text[strcspn(text, " \"'<>\\")] == '\0';
}

/* A guid is opaque, but has single blanks, and those inside (model/guid.h). */
static bool guid_ok(const char *guid, struct arena *a)
{
	return *guid && strcmp(guid_identity(guid, a), guid) == 0;
}

/* The first character may be written as its number (ledger_write). */
static const char *whole_guid(const char *cell, struct arena *a)
{
	unsigned byte;

	if (!cell || *cell != '%' || sscanf(cell, "%%%2X", &byte) != 1 || strlen(cell) < 3)
		return cell;
	return arena_printf(a, "%c%s", (int)byte, cell + 3);
}

static bool hash_ok(const char *hash)
{
	return strspn(hash, "0123456789abcdef") == HASH_DIGITS && !hash[HASH_DIGITS];
}

/* The names: what is it, and where? */
static bool check_names(struct ledger_file *f, const struct cells *c, enum ledger_kind kind)
{
	const char *permalink = c->cell[COLUMN_PERMALINK], *guid = c->cell[COLUMN_GUID];
	bool address = kind == LEDGER_SITE || (kind == LEDGER_MOVED && !guid);

	if (!permalink || !(address ? is_address(permalink) : ledger_path_ok(permalink)))
		report_cell(f, c, COLUMN_PERMALINK,
			    address ? "an address that begins with https://"
				    : "a path of the site");
	else if (guid ? !guid_ok(guid, f->arena) : !address)
		report_cell(f, c, COLUMN_GUID, "a guid");
	else
		return true;
	return false;
}

static bool check_audio(struct ledger_file *f, const struct cells *c, enum ledger_kind kind)
{
	const char *audio = c->cell[COLUMN_AUDIO], *hash = c->cell[COLUMN_RECORDING];

	const bool address = kind == LEDGER_SITE;

	if (audio && !(address ? is_address(audio) : ledger_path_ok(audio)))
		report_cell(f, c, COLUMN_AUDIO,
			    address ? "an address that begins with https://"
				    : "a path of the site");
	else if (hash && !hash_ok(hash))
		report_cell(f, c, COLUMN_RECORDING, "64 small hexadecimal digits");
	else
		return true;
	return false;
}

static bool take_moment(struct ledger_file *f, const struct cells *c, enum column i,
			struct moment *into)
{
	if (!c->cell[i] || date_parse(c->cell[i], into) == DATE_OK)
		return true;
	report_cell(f, c, i, "a date such as 2026-09-07T08:00:00Z");
	return false;
}

static void read_row(struct ledger_file *f, size_t at, size_t end)
{
	struct ledger_row row = { .at = span_at(f->src, at, end - at) };
	struct cells c = { 0 };

	if (!split_line(f, at, end, &c))
		return;
	c.cell[COLUMN_GUID] = whole_guid(c.cell[COLUMN_GUID], f->arena);
	if (!kind_of(c.cell[COLUMN_KIND], &row.kind)) {
		report_cell(f, &c, COLUMN_KIND,
			    "one of site, show, feed, episode, page, area, moved, withdrawn");
		return;
	}
	if (!check_names(f, &c, row.kind) || !check_audio(f, &c, row.kind) ||
	    !take_moment(f, &c, COLUMN_FIRST, &row.first) ||
	    !take_moment(f, &c, COLUMN_CHANGED, &row.changed))
		return;
	row.guid = c.cell[COLUMN_GUID];
	row.slug = c.cell[COLUMN_SLUG];
	row.permalink = c.cell[COLUMN_PERMALINK];
	row.audio = c.cell[COLUMN_AUDIO];
	row.recording = c.cell[COLUMN_RECORDING];
	row.title = c.cell[COLUMN_TITLE];
	ledger_add(f->into, &row, f->arena);
}

/* Told once a conflict; its lines are read like others, and doubles told after the markers are
 * gone.
 */
static bool is_marker(struct ledger_file *f, size_t at, size_t end)
{
	static const char *const markers[] = { "<<<<<<< ", "||||||| ", "=======", ">>>>>>> " };
	const char *line = f->src->text + at;

	for (size_t i = 0; i < COUNT(markers); i++) {
		if (!text_starts(line, markers[i]))
			continue;
		if (!f->in_conflict)
			diag_report(
				f->diag, DIAG_LEDGER_CONFLICT, span_at(f->src, at, end - at),
				"two branches changed the same lines; keep one line of each "
				"item, and delete the lines '<<<<<<<', '=======' and '>>>>>>>'");
		f->in_conflict = i + 1 < COUNT(markers);
		f->had_conflict = true;
		return true;
	}
	return false;
}

static void read_line(struct ledger_file *f, size_t at, size_t end)
{
	const char *line = f->src->text + at;

	if (at == end || *line == '#' || is_marker(f, at, end))
		return;
	if (end - at + 1 == strlen(ledger_header) && memcmp(line, ledger_header, end - at) == 0) {
		f->has_header = true;
		return;
	}
	if (!f->has_header) {
		diag_report(f->diag, DIAG_BAD_LEDGER, span_at(f->src, at, end - at),
			    "the line that names the columns is missing or changed; expected "
			    "'guid, kind, slug, permalink, …' parted by tabs");
		f->has_header = true;
		return;
	}
	read_row(f, at, end);
}

static void report_double(struct ledger_file *f, const struct ledger_row *a,
			  const struct ledger_row *b, const char *what, const char *which)
{
	const struct ledger_row *first = a->at.off < b->at.off ? a : b,
				*second = first == a ? b : a;
	unsigned line, column;

	span_place(first->at, &line, &column);
	diag_report(f->diag, DIAG_LEDGER_DOUBLE, second->at,
		    "line %u has the same %s '%s'; keep the line that was changed last, and delete "
		    "the other",
		    line, what, which);
}

static bool same_text(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

/* No guid of two items, no permalink of two that are there or of two that were. */
static void check_doubles(struct ledger_file *f)
{
	const struct ledger *l = f->into;

	for (size_t i = 1; i < l->count; i++) {
		const struct ledger_row *a = l->by_guid[i - 1], *b = l->by_guid[i];

		if (same_text(a->guid, b->guid) && b->kind != LEDGER_MOVED)
			report_double(f, a, b, "guid", a->guid);
	}
	for (size_t i = 1; i < l->count; i++) {
		const struct ledger_row *a = &l->rows[i - 1], *b = &l->rows[i];
		bool both_were = a->kind == LEDGER_MOVED && b->kind == LEDGER_MOVED;
		bool both_are = a->kind < LEDGER_MOVED && b->kind < LEDGER_MOVED;

		if (strcmp(a->permalink, b->permalink) == 0 && (both_were || both_are) &&
		    (both_were || !same_text(a->guid, b->guid)))
			report_double(f, a, b, "permalink", a->permalink);
	}
}

static void check_sites(struct ledger_file *f)
{
	const struct ledger_row *first = NULL;

	for (size_t i = 0; i < f->into->count; i++) {
		const struct ledger_row *row = &f->into->rows[i];

		if (row->kind == LEDGER_SITE && first)
			report_double(f, first, row, "kind", "site");
		else if (row->kind == LEDGER_SITE)
			first = row;
		if (row->kind == LEDGER_MOVED && row->guid && !ledger_by_guid(f->into, row->guid))
			diag_report(f->diag, DIAG_BAD_LEDGER, row->at,
				    "'%s' has moved to an item that has no line here: there is no "
				    "guid '%s'",
				    row->permalink, row->guid);
	}
}

static void read_lines(struct ledger_file *f)
{
	for (size_t at = 0; at < f->src->len;) {
		const char *end = memchr(f->src->text + at, '\n', f->src->len - at);
		size_t stop = end ? (size_t)(end - f->src->text) : f->src->len;

		read_line(f, at, stop);
		at = stop + 1;
	}
	if (!f->has_header && f->src->len)
		diag_report(f->diag, DIAG_BAD_LEDGER, span_of(f->src),
			    "the file has no line that names the columns; take it back from an "
			    "older copy");
}

static const struct source *load(const char *path, struct arena *a, struct diag *diag)
{
	char *text;
	size_t len;

	if (file_read(path, LIMIT_LEDGER_BYTES, &text, &len, a))
		return source_from_text(path, text, len, a, diag);
	if (errno == EFBIG)
		diag_report(diag, DIAG_FILE_TOO_BIG, span_path(path, a),
			    "the file is longer than %zu MB, the most it may have",
			    LIMIT_LEDGER_BYTES >> 20);
	else if (errno != ENOENT)
		diag_report_errno(diag, DIAG_CANNOT_READ, "cannot read the file", path);
	return NULL;
}

static unsigned errors(const struct diag *diag)
{
	return diag->count[SEV_ERROR] + diag->count[SEV_FATAL];
}

struct ledger *read_ledger_text(const struct source *src, struct arena *a, struct diag *diag)
{
	const unsigned before = errors(diag);
	struct ledger_file f = {
		.into = arena_new(a, struct ledger), .src = src, .arena = a, .diag = diag
	};

	f.into->src = src;
	read_lines(&f);
	ledger_sort(f.into, a);
	if (!f.had_conflict)
		check_doubles(&f);
	check_sites(&f);
	return errors(diag) == before ? f.into : NULL;
}

struct ledger *read_ledger(const char *dir, struct arena *a, struct diag *diag)
{
	const unsigned before = errors(diag);
	const struct source *src = load(path_join(dir, LEDGER_NAME, a), a, diag);

	if (src)
		return read_ledger_text(src, a, diag);
	return errors(diag) == before ? arena_new(a, struct ledger) : NULL;
}
