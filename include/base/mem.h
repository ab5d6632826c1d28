#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/*
 * Allocation that ends the process when memory runs out. Nothing else in the
 * tree calls malloc(), calloc() or realloc(); tests/style/banned.sh checks.
 */
void *xcalloc(size_t count, size_t size) __attribute__((malloc, returns_nonnull));
void *xreallocarray(void *p, size_t count, size_t size) __attribute__((returns_nonnull));

/*
 * An arena owns everything allocated from it; arena_free() frees it all at
 * once. One arena holds the whole model of a run; each page is rendered from a
 * second one that is reset between pages.
 *
 * - `(struct arena){ 0 }` is an empty arena; it allocates nothing until used.
 * - What arena_alloc() returns is zeroed and aligned for any type.
 * - arena_reset() forgets everything but keeps one block for the next page.
 */
struct arena {
	struct arena_block *blocks;
};

void *arena_alloc(struct arena *a, size_t size) __attribute__((malloc, returns_nonnull));
void *arena_array(struct arena *a, size_t count, size_t size) __attribute__((malloc, returns_nonnull));

/*
 * Room for one more element of `size` bytes behind the `count` that `items`
 * has: `items` itself while count < *room, else a copy with twice the room.
 * Start with NULL, 0 and 0. What is outgrown stays in the arena.
 */
void *arena_grow(struct arena *a, void *items, size_t count, size_t *room, size_t size)
	__attribute__((returns_nonnull));

char *arena_strndup(struct arena *a, const char *s, size_t len);
char *arena_strdup(struct arena *a, const char *s);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void  arena_reset(struct arena *a);
void  arena_free(struct arena *a);

#define arena_new(a, type) ((type *)arena_alloc((a), sizeof(type)))

/* The number of elements of an array (never of a pointer). */
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
