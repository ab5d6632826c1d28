#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A set of 64-bit keys with a number each, for what is only ever asked by its
 * hash: with a million keys, two texts share one once in forty million runs.
 */
struct table {
	struct table_slot *slots;
	size_t             count, size; /* size: a power of two */
};

void table_release(struct table *t);

/* The number under `key`, which is made with 0 when it is not there yet. */
uint32_t *table_at(struct table *t, uint64_t key);

/* The number under `key`, or NULL. */
const uint32_t *table_find(const struct table *t, uint64_t key);

/* Mixes a text into a key; start with any number. */
uint64_t key_of(uint64_t start, const char *s, size_t len);

#endif
