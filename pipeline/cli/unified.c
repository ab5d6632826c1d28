#include "unified.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

/* Lines around what differs. */
#define CONTEXT 3

/* What differs is looked for line by line up to so many pairs of lines; beyond, all of it does. */
#define PAIRS_MOST ((size_t)4 << 20)

struct line {
	const char *text;
	size_t len; /* with its end */
};

struct lines {
	struct line *all;
	size_t count;
};

/* One line of the result: ' ', '-' or '+'. */
struct step {
	char sign;
	struct line line;
	size_t before, after; /* how many lines of each came before it */
};

struct comparison {
	struct lines before, after;
	struct step *steps;
	size_t count, room;
	struct arena arena;
};

static struct lines split(const char *text, struct arena *a)
{
	struct lines l = { 0 };
	size_t room = 0;

	while (text && *text) {
		size_t len = strcspn(text, "\n");

		len += text[len] != '\0';
		l.all = arena_grow(a, l.all, l.count, &room, sizeof(*l.all));
		l.all[l.count++] = (struct line){ text, len };
		text += len;
	}
	return l;
}

static bool is_same(const struct line *x, const struct line *y)
{
	return x->len == y->len && memcmp(x->text, y->text, x->len) == 0;
}

static void add_step(struct comparison *c, char sign, size_t i, size_t j)
{
	const struct line *line = sign == '+' ? &c->after.all[j] : &c->before.all[i];

	c->steps = arena_grow(&c->arena, c->steps, c->count, &c->room, sizeof(*c->steps));
	c->steps[c->count++] = (struct step){ sign, *line, i, j };
}

/* The longest that lines i and on of the one have in common with lines j and on of the other. */
static uint32_t *common_lengths(const struct comparison *c, size_t n, size_t m, struct arena *a)
{
	uint32_t *common = arena_array(a, (n + 1) * (m + 1), sizeof(uint32_t));

	for (size_t i = n; i-- > 0;) {
		for (size_t j = m; j-- > 0;) {
			uint32_t down = common[(i + 1) * (m + 1) + j],
				 right = common[i * (m + 1) + j + 1];

			common[i * (m + 1) + j] = is_same(&c->before.all[i], &c->after.all[j])
							  ? common[(i + 1) * (m + 1) + j + 1] + 1
						  : down > right ? down
								 : right;
		}
	}
	return common;
}

static void compare(struct comparison *c)
{
	const size_t n = c->before.count, m = c->after.count;
	const bool small = (n + 1) * (m + 1) <= PAIRS_MOST;
	const uint32_t *common = small ? common_lengths(c, n, m, &c->arena) : NULL;
	size_t i = 0, j = 0;

	while (i < n || j < m) {
		bool same = i < n && j < m && is_same(&c->before.all[i], &c->after.all[j]);
		bool goes = i < n && (j == m || !common ||
				      common[(i + 1) * (m + 1) + j] >= common[i * (m + 1) + j + 1]);

		add_step(c, same ? ' ' : goes ? '-' : '+', i, j);
		i += same || goes;
		j += same || !goes;
	}
}

/* The first step from `from` on that is no line in common; `count`: there is none. */
static size_t next_change(const struct comparison *c, size_t from)
{
	while (from < c->count && c->steps[from].sign == ' ')
		from++;
	return from;
}

/* Where the piece ends that begins before the change at `at`: with enough lines in common. */
static size_t piece_end(const struct comparison *c, size_t at)
{
	size_t end = at;

	for (;;) {
		while (end < c->count && c->steps[end].sign != ' ')
			end++;
		size_t next = next_change(c, end);

		if (next == c->count || next - end > 2 * CONTEXT)
			return end + CONTEXT < c->count ? end + CONTEXT : c->count;
		end = next;
	}
}

static void put_range(struct strbuf *out, char sign, size_t first, size_t count)
{
	strbuf_addf(out, " %c%zu,%zu", sign, count ? first + 1 : first, count);
}

static void put_line(struct strbuf *out, const struct step *s, struct arena *a)
{
	size_t len = s->line.len;
	bool ends = len && s->line.text[len - 1] == '\n';

	len -= ends;
	len -= len && s->line.text[len - 1] == '\r';
	strbuf_addc(out, s->sign);
	text_add_visible(out, arena_strndup(a, s->line.text, len));
	strbuf_adds(out, ends ? "\n" : "\n\\ No newline at end of file\n");
}

static void put_piece(struct comparison *c, size_t from, size_t to, struct strbuf *out)
{
	size_t before = 0, after = 0;

	for (size_t i = from; i < to; i++) {
		before += c->steps[i].sign != '+';
		after += c->steps[i].sign != '-';
	}
	strbuf_adds(out, "@@");
	put_range(out, '-', c->steps[from].before, before);
	put_range(out, '+', c->steps[from].after, after);
	strbuf_adds(out, " @@\n");
	for (size_t i = from; i < to; i++)
		put_line(out, &c->steps[i], &c->arena);
}

void unified_put(struct strbuf *out, const char *name, const char *before, const char *after)
{
	struct comparison c = { 0 };

	c.before = split(before, &c.arena);
	c.after = split(after, &c.arena);
	compare(&c);
	strbuf_addf(out, "--- %s\n+++ %s\n", before ? name : "/dev/null", name);
	for (size_t at = next_change(&c, 0); at < c.count;) {
		size_t from = at > CONTEXT ? at - CONTEXT : 0, to = piece_end(&c, at);

		put_piece(&c, from, to, out);
		at = next_change(&c, to);
	}
	arena_free(&c.arena);
}
