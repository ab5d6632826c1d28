#include "agents.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/embed.h"
#include "base/mem.h"
#include "base/table.h"

#define KNOWN_MOST                                                                                 \
	100000 /* names of programs that are remembered: a hostile log has any number              \
		*/

struct agent {
	enum agent_class class;
	size_t name;
	const char *text;
	size_t len;
	bool at_start, at_end;
};

struct agents {
	struct agent *rows;
	size_t count, room;
	const char **names;
	size_t name_count, name_room;
	struct table known; /* what programs call themselves, and their row, from 1 */
	struct arena arena;
};

static enum agent_class class_of(const char *word, size_t len)
{
	static const char *const words[] = {
		[AGENT_NOT] = "not",
		[AGENT_APP] = "app",
		[AGENT_BROWSER] = "browser",
		[AGENT_OTHER] = "other",
	};

	for (size_t i = 0; i < COUNT(words); i++) {
		if (strlen(words[i]) == len && strncmp(word, words[i], len) == 0)
			return (enum agent_class)i;
	}
	return AGENT_OTHER;
}

static size_t name_number(struct agents *a, const char *name)
{
	for (size_t i = 0; i < a->name_count; i++) {
		if (strcmp(a->names[i], name) == 0)
			return i;
	}
	a->names = arena_grow(&a->arena, a->names, a->name_count, &a->name_room, sizeof(*a->names));
	a->names[a->name_count] = name;
	return a->name_count++;
}

static void add(struct agents *a, struct agent row)
{
	a->rows = arena_grow(&a->arena, a->rows, a->count, &a->room, sizeof(row));
	a->rows[a->count++] = row;
}

static void take_line(struct agents *a, const char *line, size_t len)
{
	const char *name = memchr(line, '\t', len), *end = line + len;
	const char *pattern = name ? memchr(name + 1, '\t', (size_t)(end - name - 1)) : NULL;
	struct agent row = { 0 };

	if (!pattern || *line == '#')
		return;
	row.class = class_of(line, (size_t)(name - line));
	row.name = name_number(a, arena_strndup(&a->arena, name + 1, (size_t)(pattern - name - 1)));
	row.text = pattern + 1;
	row.at_start = *row.text == '^';
	row.text += row.at_start;
	row.at_end = end[-1] == '$';
	row.len = (size_t)(end - row.at_end - row.text);
	add(a, row);
}

struct agents *agents_new(void)
{
	const struct embedded *file = embedded_find(grammar_files, "agents.tsv");
	struct agents *a = xcalloc(1, sizeof(*a));
	const char *text = (const char *)file->bytes, *end;

	for (; (end = strchr(text, '\n')); text = end + 1)
		take_line(a, text, (size_t)(end - text));
	add(a, (struct agent){ .class = AGENT_OTHER, .name = name_number(a, "unknown") });
	return a;
}

void agents_free(struct agents *a)
{
	table_release(&a->known);
	arena_free(&a->arena);
	free(a);
}

static bool fits(const struct agent *row, const char *agent, size_t len)
{
	if (row->len > len)
		return false;
	if (row->at_start)
		return memcmp(agent, row->text, row->len) == 0 && (!row->at_end || row->len == len);
	if (row->at_end)
		return memcmp(agent + len - row->len, row->text, row->len) == 0;
	return memmem(agent, len, row->text, row->len) != NULL;
}

/* The last row has no text, and fits. */
static size_t search(const struct agents *a, const char *agent, size_t len)
{
	size_t i = 0;

	while (!fits(&a->rows[i], agent, len))
		i++;
	return i;
}

size_t agents_find(struct agents *a, const char *agent, size_t len)
{
	const uint64_t key = key_of(0, agent, len);
	const uint32_t *known = table_find(&a->known, key);

	if (known)
		return *known - 1;
	const size_t row = search(a, agent, len);

	if (a->known.count < KNOWN_MOST)
		*table_at(&a->known, key) = (uint32_t)row + 1;
	return row;
}

enum agent_class agents_class(const struct agents *a, size_t row)
{
	return a->rows[row].class;
}

size_t agents_name(const struct agents *a, size_t row)
{
	return a->rows[row].name;
}

const char *agents_name_text(const struct agents *a, size_t name)
{
	return a->names[name];
}

size_t agents_name_count(const struct agents *a)
{
	return a->name_count;
}
