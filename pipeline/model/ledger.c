#include "model/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"

static const char *const kind_names[LEDGER_KINDS] = {
	[LEDGER_SITE] = "site",       [LEDGER_SHOW] = "show",           [LEDGER_FEED] = "feed",
	[LEDGER_EPISODE] = "episode", [LEDGER_PAGE] = "page",           [LEDGER_AREA] = "area",
	[LEDGER_MOVED] = "moved",     [LEDGER_WITHDRAWN] = "withdrawn",
};

const char *ledger_kind_name(enum ledger_kind k)
{
	return kind_names[k];
}

void ledger_add(struct ledger *l, const struct ledger_row *row, struct arena *a)
{
	l->rows = arena_grow(a, l->rows, l->count, &l->room, sizeof(*l->rows));
	l->rows[l->count++] = *row;
}

static int by_permalink(const void *x, const void *y)
{
	const struct ledger_row *a = x, *b = y;
	int order = strcmp(a->permalink, b->permalink);

	if (!order)
		order = (a->kind > b->kind) - (a->kind < b->kind);
	return order ? order : strcmp(a->guid ? a->guid : "", b->guid ? b->guid : "");
}

static int by_guid(const void *x, const void *y)
{
	const struct ledger_row *a = *(struct ledger_row *const *)x,
				*b = *(struct ledger_row *const *)y;
	int order = strcmp(a->guid ? a->guid : "", b->guid ? b->guid : "");

	if (!order)
		order = (a->kind == LEDGER_MOVED) - (b->kind == LEDGER_MOVED);
	return order ? order : by_permalink(a, b);
}

void ledger_sort(struct ledger *l, struct arena *a)
{
	l->by_guid = arena_array(a, l->count, sizeof(struct ledger_row *));
	if (!l->count)
		return;
	qsort(l->rows, l->count, sizeof(*l->rows), by_permalink);
	for (size_t i = 0; i < l->count; i++)
		l->by_guid[i] = &l->rows[i];
	qsort(l->by_guid, l->count, sizeof(struct ledger_row *), by_guid);
}

struct ledger *ledger_copy(const struct ledger *l, struct arena *a)
{
	struct ledger *copy = arena_new(a, struct ledger);

	if (!l)
		return copy;
	*copy = *l;
	copy->room = l->count;
	copy->rows = arena_array(a, l->count, sizeof(*copy->rows));
	if (l->count)
		memcpy(copy->rows, l->rows, l->count * sizeof(*copy->rows));
	ledger_sort(copy, a);
	return copy;
}

struct ledger_row *ledger_by_guid(const struct ledger *l, const char *guid)
{
	size_t low = 0, high = l ? l->count : 0;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const char *here = l->by_guid[mid]->guid;

		if (strcmp(here ? here : "", guid) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	struct ledger_row *row = l && low < l->count ? l->by_guid[low] : NULL;

	return row && row->kind != LEDGER_MOVED && row->guid && strcmp(row->guid, guid) == 0 ? row
											     : NULL;
}

/* The first row with this permalink, or those behind it. */
static size_t first_at(const struct ledger *l, const char *permalink)
{
	size_t low = 0, high = l ? l->count : 0;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(l->rows[mid].permalink, permalink) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static struct ledger_row *find_at(const struct ledger *l, const char *permalink, bool left)
{
	for (size_t i = first_at(l, permalink); l && i < l->count; i++) {
		struct ledger_row *row = &l->rows[i];

		if (strcmp(row->permalink, permalink) != 0)
			break;
		if ((row->kind >= LEDGER_MOVED) == left)
			return row;
	}
	return NULL;
}

struct ledger_row *ledger_at(const struct ledger *l, const char *permalink)
{
	return find_at(l, permalink, false);
}

struct ledger_row *ledger_left(const struct ledger *l, const char *permalink)
{
	return find_at(l, permalink, true);
}

struct ledger_row *ledger_site(const struct ledger *l)
{
	for (size_t i = 0; l && i < l->count; i++) {
		if (l->rows[i].kind == LEDGER_SITE)
			return &l->rows[i];
	}
	return NULL;
}

char *ledger_show_feed(const char *permalink, struct arena *a)
{
	return path_join(path_dir(permalink, a), "feed.xml", a);
}

const char *ledger_target(const struct ledger *l, const struct ledger_row *moved, struct arena *a)
{
	const struct ledger_row *row = moved->guid ? ledger_by_guid(l, moved->guid) : NULL;

	if (!row || row->kind == LEDGER_WITHDRAWN)
		return NULL;
	if (row->kind == LEDGER_SHOW && text_ends(moved->permalink, ".xml"))
		return ledger_show_feed(row->permalink, a);
	return row->permalink;
}

static bool is_over(const struct ledger *l, const struct ledger_row *row, struct arena *a)
{
	const struct ledger_row *next = row + 1 < l->rows + l->count ? row + 1 : NULL;
	const struct ledger_row *before = row > l->rows ? row - 1 : NULL;

	if (row->kind != LEDGER_MOVED)
		return false;
	const char *target = ledger_target(l, row, a);

	if (ledger_at(l, row->permalink) || (target && strcmp(target, row->permalink) == 0))
		return true;
	if (next && next->kind == LEDGER_MOVED && strcmp(next->permalink, row->permalink) == 0)
		return next->changed.utc >= row->changed.utc;
	return before && before->kind == LEDGER_MOVED &&
	       strcmp(before->permalink, row->permalink) == 0 &&
	       before->changed.utc > row->changed.utc;
}

void ledger_tidy(struct ledger *l, struct arena *a)
{
	struct ledger_row *kept = arena_array(a, l->count, sizeof(*kept));
	size_t count = 0;

	ledger_sort(l, a);
	for (size_t i = 0; i < l->count; i++) {
		if (!is_over(l, &l->rows[i], a))
			kept[count++] = l->rows[i];
	}
	l->rows = kept;
	l->count = l->room = count;
	ledger_sort(l, a);
}

/* Titles are one line by then; whatever else parts columns or lines becomes a blank. */
static void add_cell(struct strbuf *out, const char *text, char end)
{
	const char *shown = text && *text ? text : "-";

	for (const char *c = shown; *c; c++)
		strbuf_addc(out, (unsigned char)*c < ' ' ? ' ' : *c);
	strbuf_addc(out, end);
}

/* What is no guid at the start of a line: '-' for none, remarks, marks of conflicts, and our own.
 */
static bool is_mistaken(const char *guid)
{
	return strchr("#%<|=>", *guid) || strcmp(guid, "-") == 0;
}

static void add_guid(struct strbuf *out, const char *guid)
{
	if (guid && *guid && is_mistaken(guid)) {
		strbuf_addf(out, "%%%02X", (unsigned char)*guid);
		guid++;
		if (!*guid) {
			strbuf_addc(out, '\t');
			return;
		}
	}
	add_cell(out, guid, '\t');
}

static void add_moment(struct strbuf *out, struct moment m, struct arena *a)
{
	add_cell(out, m.set ? date_rfc3339(m, a) : NULL, '\t');
}

static const char remark[] = "# What this site has published and under which names, so that no app "
			     "shows anything twice. blether writes it; keep it with the content.\n";
const char ledger_header[] = "guid\tkind\tslug\tpermalink\taudio path\taudio hash\t"
			     "first published\tlast changed\ttitle\n";

void ledger_write(const struct ledger *l, struct strbuf *out)
{
	struct arena a = { 0 };

	strbuf_adds(out, remark);
	strbuf_adds(out, ledger_header);
	for (size_t i = 0; i < l->count; i++) {
		const struct ledger_row *r = &l->rows[i];

		add_guid(out, r->guid);
		add_cell(out, kind_names[r->kind], '\t');
		add_cell(out, r->slug, '\t');
		add_cell(out, r->permalink, '\t');
		add_cell(out, r->audio, '\t');
		add_cell(out, r->recording, '\t');
		add_moment(out, r->first, &a);
		add_moment(out, r->changed, &a);
		add_cell(out, r->title, '\n');
		arena_reset(&a);
	}
	arena_free(&a);
}

#define PATH_BYTES 1024

bool ledger_path_ok(const char *path)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789.-_/";
	size_t len = strspn(path, letters);

	if (!len || path[len] || len > PATH_BYTES)
		return false;
	/* No folder or file of ours begins with a dot: neither `..` nor a hidden one. */
	for (const char *part = path;; part++) {
		size_t n = strcspn(part, "/");

		if (!n || *part == '.')
			return false;
		part += n;
		if (!*part)
			return true;
	}
}
