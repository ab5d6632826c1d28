#include "paths.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* FNV-1a, 64 bits (draft-eastlake-fnv section 2). */
static uint64_t path_hash(const char *path)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (; *path; path++)
		h = (h ^ (unsigned char)*path) * 0x100000001b3u;
	return h ^ h >> 32;
}

/* The slot of `path`, or the free one where it belongs. */
static struct entry **slot_of(const struct paths *t, const char *path)
{
	size_t i = path_hash(path) & (t->room - 1);

	while (t->slots[i] && strcmp(t->slots[i]->path, path) != 0)
		i = (i + 1) & (t->room - 1);
	return &t->slots[i];
}

struct entry *paths_find(const struct paths *t, const char *path)
{
	return t->room ? *slot_of(t, path) : NULL;
}

/* At most half of the slots are taken. */
static void grow(struct paths *t)
{
	free(t->slots);
	t->room = t->room ? 2 * t->room : 1024;
	t->slots = xcalloc(t->room, sizeof(*t->slots));
	t->all = xreallocarray(t->all, t->room / 2, sizeof(*t->all));
	for (size_t i = 0; i < t->count; i++)
		*slot_of(t, t->all[i]->path) = t->all[i];
}

void paths_add(struct paths *t, struct entry *e)
{
	if (t->count == t->room / 2)
		grow(t);
	*slot_of(t, e->path) = e;
	t->all[t->count++] = e;
}

static int by_path(const void *a, const void *b)
{
	return strcmp((*(struct entry *const *)a)->path, (*(struct entry *const *)b)->path);
}

void paths_sort(struct paths *t)
{
	if (t->count)
		qsort(t->all, t->count, sizeof(struct entry *), by_path);
}

void paths_release(struct paths *t)
{
	free(t->slots);
	free(t->all);
	*t = (struct paths){ 0 };
}
