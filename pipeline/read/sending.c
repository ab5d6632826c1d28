#include "read/sending.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/mime.h"
#include "base/table.h"
#include "base/text.h"
#include "item.h"
#include "read/csv.h"
#include "reader.h"

struct sending *read_sending(const char *dir, struct arena *a, struct diag *diag)
{
	struct arena scratch = { 0 };
	struct reader r = { .dir = dir, .arena = a, .scratch = &scratch, .diag = diag };
	const char *path = reader_path(&r, SENDING_FILE);
	struct sending *s = NULL;
	size_t body;

	if (access(path, F_OK) == 0)
		s = item_read(&r, &kind_sending, SENDING_FILE, &body);
	else
		diag_report(diag, DIAG_NO_SENDING, span_path(path, a),
			    "there is no '%s', which says how letters leave; 'blether help "
			    "sending' tells what stands in it",
			    SENDING_FILE);
	arena_free(&scratch);
	return s;
}

/* Subscribers */

#define NONE ((size_t)-1)

struct list_reader {
	struct subscribers *into;
	size_t email, unsubscribed; /* columns; NONE: there is none */
	struct table known;         /* addresses, and where each is among those of `into` */
	size_t room;
	struct arena *arena;
	struct diag *diag;
};

static char *small(const char *text, struct arena *a)
{
	char *copy = arena_strdup(a, text);

	for (char *c = copy; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return copy;
}

static bool read_header(struct list_reader *l, const struct csv_row *row)
{
	static const char *const emails[] = { "email",   "e-mail",        "mail",
					      "address", "email address", NULL };

	l->email = l->unsubscribed = NONE;
	for (size_t i = 0; i < row->count; i++) {
		const char *name = small(row->cells[i].text, l->arena);

		if (l->email == NONE && text_is_one_of(name, emails))
			l->email = i;
		if (strcmp(name, "unsubscribed") == 0)
			l->unsubscribed = i;
	}
	if (l->email != NONE)
		return true;
	diag_report(l->diag, DIAG_CSV_COLUMN, row->cells[0].at,
		    "the first line names no column 'email'; it could be 'email,unsubscribed'");
	return false;
}

/* Whatever stands there, but a plain no: rather one letter too few. */
static bool has_left(const struct list_reader *l, const struct csv_row *row)
{
	static const char *const no[] = { "", "no", "false", "0", "-", NULL };

	return l->unsubscribed < row->count &&
	       !text_is_one_of(small(row->cells[l->unsubscribed].text, l->arena), no);
}

/* Servers tell capital letters from small ones in theory only. */
static uint64_t key_of_address(const char *address)
{
	struct arena scratch = { 0 };
	const char *text = small(address, &scratch);
	const uint64_t key = key_of(0, text, strlen(text));

	arena_free(&scratch);
	return key;
}

static struct subscriber *find(struct list_reader *l, const char *address)
{
	const uint32_t *number = table_find(&l->known, key_of_address(address));

	return number ? &l->into->all[*number] : NULL;
}

static void take_address(struct list_reader *l, const struct csv_cell *cell, bool left)
{
	struct subscribers *s = l->into;

	*table_at(&l->known, key_of_address(cell->text)) = (uint32_t)s->count;
	s->all = arena_grow(l->arena, s->all, s->count, &l->room, sizeof(*s->all));
	s->all[s->count++] = (struct subscriber){ cell->text, cell->at, left };
	s->left += left;
}

static void take_row(struct list_reader *l, const struct csv_row *row)
{
	static const struct csv_cell empty = { .text = "" };
	const struct csv_cell *cell = l->email < row->count ? &row->cells[l->email] : &empty;
	const char *fault = mime_address_fault(cell->text);
	const bool left = has_left(l, row);
	struct subscriber *same = fault ? NULL : find(l, cell->text);

	if (fault) {
		diag_report(
			l->diag, DIAG_BAD_SUBSCRIBER, cell->at.src ? cell->at : row->cells[0].at,
			"'%s' is no e-mail address: it %s; the row is left out", cell->text, fault);
		l->into->faulty++;
	} else if (same) {
		diag_report(l->diag, DIAG_TWICE_SUBSCRIBED, cell->at,
			    "'%s' stands here twice, and gets one letter%s", cell->text,
			    left || same->has_left ? ", or none, as one row says that it has left"
						   : "");
		l->into->left += left && !same->has_left;
		same->has_left = same->has_left || left;
		l->into->twice++;
	} else {
		take_address(l, cell, left);
	}
}

bool read_subscribers(const char *path, struct subscribers *into, struct arena *a,
		      struct diag *diag)
{
	struct list_reader l = { .into = into, .arena = a, .diag = diag };
	const struct source *src = source_load(path, (struct span){ 0 }, a, diag);
	struct csv_row row;
	struct csv csv;

	*into = (struct subscribers){ 0 };
	if (!src)
		return false;
	csv_open(&csv, src);
	if (!csv_next(&csv, &row, a, diag)) {
		diag_report(diag, DIAG_CSV_COLUMN, span_of(src),
			    "this table is empty; its first line could be 'email,unsubscribed'");
		return false;
	}
	if (!read_header(&l, &row))
		return false;
	while (csv_next(&csv, &row, a, diag))
		take_row(&l, &row);
	table_release(&l.known);
	return true;
}
