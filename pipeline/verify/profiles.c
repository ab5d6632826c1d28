#include <assert.h>
#include <string.h>

#include "base/embed.h"
#include "base/mem.h"
#include "verify/judge.h"

/* Columns of feeds/profiles.tsv: the mistake, an authority each, what is lost. */
#define MOST_COLUMNS 16

struct table_reader {
	char *line; /* the next one, or NULL */
	char *cells[MOST_COLUMNS];
	size_t count;
};

/* Splits the next line that is no comment; false at the end. */
static bool next_row(struct table_reader *t)
{
	char *line;

	do {
		line = t->line;
		char *end = line ? strchr(line, '\n') : NULL;
		if (!end)
			return false;
		*end = '\0';
		t->line = end + 1;
	} while (*line == '#');
	for (t->count = 0; t->count < MOST_COLUMNS; line = strchr(line, '\0') + 1) {
		char *tab = strchr(line, '\t');

		t->cells[t->count++] = line;
		if (!tab)
			return true;
		*tab = '\0';
	}
	return true;
}

static enum stance stance_of(const char *word)
{
	static const char *const words[STANCE_COUNT] = {
		[STANCE_TAKES] = "-",
		[STANCE_LOSES] = "loses",
		[STANCE_WARNS] = "warns",
		[STANCE_REFUSES] = "refuses",
	};
	unsigned s = 0;

	while (s < STANCE_COUNT && strcmp(words[s], word) != 0)
		s++;
	assert(s < STANCE_COUNT); /* the table is ours */
	return (enum stance)s;
}

/* The two rows at the top: names, and what each is. */
static struct authority *read_heads(struct table_reader *t, size_t *count, struct arena *a)
{
	bool more = next_row(t);
	assert(more && t->count > 2);
	struct authority *all = arena_array(a, t->count, sizeof(*all));

	*count = t->count - 2;
	for (size_t i = 0; i < *count; i++) {
		all[i].name = t->cells[i + 1];
		all[i].stances = arena_alloc(a, DIAG_COUNT);
	}
	more = next_row(t);
	assert(more);
	for (size_t i = 0; i < *count; i++)
		all[i].kind = t->cells[i + 1];
	return all;
}

struct profiles profiles_load(struct arena *a)
{
	const struct embedded *file = embedded_find(grammar_files, "profiles.tsv");
	struct table_reader t = { .line = arena_strndup(a, (const char *)file->bytes, file->len) };
	const char **lost = arena_array(a, DIAG_COUNT, sizeof(*lost));
	struct profiles p = { .lost = lost };
	struct authority *all = read_heads(&t, &p.count, a);

	p.all = all;
	while (next_row(&t)) {
		enum diag_id id = diag_find(t.cells[0]);

		assert(id != DIAG_COUNT && t.count == p.count + 2);
		for (size_t i = 0; i < p.count; i++)
			((uint8_t *)all[i].stances)[id] = (uint8_t)stance_of(t.cells[i + 1]);
		lost[id] = t.cells[t.count - 1];
	}
	return p;
}

bool profiles_know(const struct profiles *p, enum diag_id id)
{
	return p->lost[id] != NULL;
}
