#include "import/record.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/source.h"
#include "base/strbuf.h"

static const char *const kind_names[RECORD_KINDS] = { "show", "episode", "file" };

static const char remark[] =
	"# What 'blether import' brought here, so that it brings nothing twice "
	"and keeps what you have changed. blether writes it; keep it with the "
	"content.\n";
static const char header[] = "show\tguid\tkind\tname\thash\tfrom\n";

enum column { SHOW, GUID, KIND, NAME, HASH, FROM, COLUMNS };

static int compare_texts(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int compare(const struct record_row *a, const struct record_row *b)
{
	int order = compare_texts(a->show, b->show);

	order = order ? order : compare_texts(a->guid, b->guid);
	order = order ? order : (int)a->kind - (int)b->kind;
	return order || a->kind != RECORD_FILE ? order : compare_texts(a->from, b->from);
}

static int by_key(const void *a, const void *b)
{
	return compare(a, b);
}

static int match(const void *key, const void *element)
{
	return compare(key, element);
}

void import_record_add(struct import_record *r, const struct record_row *row, struct arena *a)
{
	r->rows = arena_grow(a, r->rows, r->count, &r->room, sizeof(*r->rows));
	r->rows[r->count++] = *row;
}

void import_record_sort(struct import_record *r)
{
	size_t kept = 0;

	if (r->count)
		qsort(r->rows, r->count, sizeof(*r->rows), by_key);
	for (size_t i = 0; i < r->count; i++) {
		if (!kept || compare(&r->rows[kept - 1], &r->rows[i]) != 0)
			r->rows[kept++] = r->rows[i];
	}
	r->count = kept;
}

const struct record_row *import_record_find(const struct import_record *r,
					    const struct record_row *key)
{
	return r->count ? bsearch(key, r->rows, r->count, sizeof(*r->rows), match) : NULL;
}

static bool kind_of(const char *name, enum record_kind *into)
{
	for (int k = 0; name && k < RECORD_KINDS; k++) {
		*into = (enum record_kind)k;
		if (strcmp(kind_names[k], name) == 0)
			return true;
	}
	return false;
}

/* The cells of a line; false: there are fewer or more. */
static bool split_line(const char *line, size_t len, const char *cells[COLUMNS], struct arena *a)
{
	size_t n = 0;

	for (const char *at = line, *end = line + len; at <= end;) {
		const char *tab = memchr(at, '\t', (size_t)(end - at));
		const char *stop = tab ? tab : end;

		if (n == COLUMNS)
			return false;
		cells[n] = arena_strndup(a, at, (size_t)(stop - at));
		if (strcmp(cells[n], "-") == 0)
			cells[n] = NULL;
		n++;
		at = stop + 1;
	}
	return n == COLUMNS;
}

static bool read_line(const char *line, size_t len, struct import_record *into, struct arena *a)
{
	const char *cells[COLUMNS];
	enum record_kind kind;

	if (!split_line(line, len, cells, a) || !kind_of(cells[KIND], &kind) || !cells[SHOW] ||
	    (!cells[NAME] && kind != RECORD_EPISODE) || !cells[HASH])
		return false;
	const struct record_row row = { .kind = kind,
					.show = cells[SHOW],
					.guid = cells[GUID],
					.name = cells[NAME],
					.hash = cells[HASH],
					.from = cells[FROM] };
	import_record_add(into, &row, a);
	return true;
}

bool import_record_read(const struct source *src, struct import_record *into, struct arena *a,
			struct diag *diag)
{
	bool good = true;

	*into = (struct import_record){ 0 };
	for (size_t at = 0; src && at < src->len;) {
		size_t len = strcspn(src->text + at, "\n");
		const char *line = src->text + at;
		bool is_row = len && *line != '#' && strncmp(line, header, strlen(header)) != 0;

		if (is_row && !read_line(line, len, into, a)) {
			diag_report(diag, DIAG_BAD_IMPORT_RECORD, span_at(src, at, len),
				    "the line is none that 'blether import' writes; take the file "
				    "back from an older copy, or delete it");
			good = false;
		}
		at += len + 1;
	}
	import_record_sort(into);
	return good;
}

static void add_cell(struct strbuf *out, const char *text, char end)
{
	for (const char *c = text ? text : "-"; *c; c++)
		strbuf_addc(out, (unsigned char)*c < ' ' ? ' ' : *c);
	strbuf_addc(out, end);
}

void import_record_write(const struct import_record *r, struct strbuf *out)
{
	strbuf_adds(out, remark);
	strbuf_adds(out, header);
	for (size_t i = 0; i < r->count; i++) {
		const struct record_row *row = &r->rows[i];

		add_cell(out, row->show, '\t');
		add_cell(out, row->guid, '\t');
		add_cell(out, kind_names[row->kind], '\t');
		add_cell(out, row->name, '\t');
		add_cell(out, row->hash, '\t');
		add_cell(out, row->from, '\n');
	}
}
