#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "publish/online.h"

/* What was found in an earlier run and could not be looked at since is forgotten after so long. */
#define DAYS_KEPT 90
#define DAY       86400

#define TITLE     "# what is not online as it was published: address, finding, first seen, last seen\n"
#define DAY_CHARS 10 /* 2026-11-20 */

struct line {
	const char *url, *slug, *first, *last;
};

struct history {
	struct line *lines;
	size_t count, room;
};

static int by_key(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	int order = strcmp(x->url, y->url);

	return order ? order : strcmp(x->slug, y->slug);
}

/* A line that is not understood is left out: it is a note of this computer's, and nothing more. */
static void take_line(struct history *h, char *text, struct arena *a)
{
	char *field[4] = { text };

	for (int i = 1; i < 4; i++) {
		char *tab = field[i - 1] ? strchr(field[i - 1], '\t') : NULL;

		if (tab)
			*tab++ = '\0';
		field[i] = tab;
	}
	if (*text == '#' || !field[3] || strlen(field[2]) != DAY_CHARS ||
	    strlen(field[3]) != DAY_CHARS)
		return;
	h->lines = arena_grow(a, h->lines, h->count, &h->room, sizeof(*h->lines));
	h->lines[h->count++] = (struct line){ field[0], field[1], field[2], field[3] };
}

static struct history read_history(const char *path, struct arena *a)
{
	struct history h = { 0 };
	char *text;
	size_t len;

	if (!file_read(path, LIMIT_LEDGER_BYTES, &text, &len, a))
		return h;
	for (char *next; *text; text = next) {
		next = text + strcspn(text, "\n");
		if (*next)
			*next++ = '\0';
		take_line(&h, text, a);
	}
	if (h.count)
		qsort(h.lines, h.count, sizeof(*h.lines), by_key);
	return h;
}

static void add_line(struct history *h, struct line line, struct arena *a)
{
	h->lines = arena_grow(a, h->lines, h->count, &h->room, sizeof(*h->lines));
	h->lines[h->count++] = line;
}

static bool write_history(const char *path, const struct history *h)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_LEDGER_BYTES);

	if (!h->count)
		return unlink(path) == 0 || errno == ENOENT;
	strbuf_adds(&out, TITLE);
	for (size_t i = 0; i < h->count; i++)
		strbuf_addf(&out, "%s\t%s\t%s\t%s\n", h->lines[i].url, h->lines[i].slug,
			    h->lines[i].first, h->lines[i].last);
	return file_write(path, out.data, out.len);
}

bool online_history(const char *path, struct live_report *report, struct moment now,
		    struct arena *a)
{
	struct history old = read_history(path, a), h = { 0 };
	const char *today = date_day((struct moment){ .utc = now.utc }, a);
	const char *long_ago =
		date_day((struct moment){ .utc = now.utc - (int64_t)DAYS_KEPT * DAY }, a);

	for (size_t i = 0; i < report->count; i++) {
		struct finding *f = &report->findings[i];
		struct line key = { f->url, live_slug(f->what), today, today };
		const struct line *known =
			old.count ? bsearch(&key, old.lines, old.count, sizeof(key), by_key) : NULL;

		f->since = known ? known->first : NULL;
		key.first = known ? known->first : today;
		add_line(&h, key, a);
	}
	for (size_t i = 0; i < old.count; i++) {
		const struct line *l = &old.lines[i];

		if (!live_looked_at(report, l->url) && strcmp(l->last, long_ago) > 0)
			add_line(&h, *l, a);
	}
	if (h.count)
		qsort(h.lines, h.count, sizeof(*h.lines), by_key);
	return write_history(path, &h);
}
