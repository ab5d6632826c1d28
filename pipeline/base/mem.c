#include "base/mem.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)64 * 1024)

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	max_align_t mem[];
};

static _Noreturn void out_of_memory(void)
{
	fputs("fatal: out of memory\n", stderr);
	abort();
}

void *xcalloc(size_t count, size_t size)
{
	void *p = calloc(count, size);

	if (!p)
		out_of_memory();
	return p;
}

void *xreallocarray(void *p, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		out_of_memory();
	p = realloc(p, bytes ? bytes : 1);
	if (!p)
		out_of_memory();
	return p;
}

/* A big allocation gets a block of its own behind the current one, which stays in use. */
static struct arena_block *push_block(struct arena *a, size_t size)
{
	bool own = size > BLOCK_SIZE / 4;
	struct arena_block *b = xreallocarray(NULL, 1, sizeof(*b) + (own ? size : BLOCK_SIZE));

	b->size = own ? size : BLOCK_SIZE;
	b->used = 0;
	if (own && a->blocks) {
		b->next = a->blocks->next;
		a->blocks->next = b;
	} else {
		b->next = a->blocks;
		a->blocks = b;
	}
	return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
	const size_t align = _Alignof(max_align_t);

	if (size > SIZE_MAX / 2)
		out_of_memory();
	size = (size + align - 1) / align * align;

	struct arena_block *b = a->blocks;
	if (!b || b->size - b->used < size)
		b = push_block(a, size);
	void *p = (char *)b->mem + b->used;
	b->used += size;
	return memset(p, 0, size);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		out_of_memory();
	return arena_alloc(a, bytes);
}

void *arena_grow(struct arena *a, void *items, size_t count, size_t *room, size_t size)
{
	if (count < *room)
		return items;
	if (__builtin_mul_overflow(*room ? *room : 8, 2, room))
		out_of_memory();
	void *more = arena_array(a, *room, size);

	return count ? memcpy(more, items, count * size) : more;
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
	char *p = arena_alloc(a, len + 1);

	memcpy(p, s, len);
	p[len] = '\0';
	return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return arena_strndup(a, s, strlen(s));
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
	char text[256]; /* most are short: one pass does */
	va_list ap, again;

	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(text, sizeof(text), fmt, again);
	va_end(again);
	size_t len = n < 0 ? 0 : (size_t)n;
	char *p = arena_alloc(a, len + 1);
	if (len < sizeof(text))
		memcpy(p, text, len);
	else
		vsnprintf(p, len + 1, fmt, ap);
	va_end(ap);
	return p;
}

static void free_blocks(struct arena_block *b)
{
	while (b) {
		struct arena_block *next = b->next;
		free(b);
		b = next;
	}
}

void arena_reset(struct arena *a)
{
	if (!a->blocks)
		return;
	free_blocks(a->blocks->next);
	a->blocks->next = NULL;
	a->blocks->used = 0;
}

void arena_free(struct arena *a)
{
	free_blocks(a->blocks);
	a->blocks = NULL;
}
