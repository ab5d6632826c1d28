#include "base/table.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct table_slot {
	uint64_t key; /* 0: free */
	uint32_t value;
};

void table_release(struct table *t)
{
	free(t->slots);
	*t = (struct table){ 0 };
}

static struct table_slot *slot_of(const struct table *t, uint64_t key)
{
	size_t i = (size_t)(key >> 20) & (t->size - 1);

	while (t->slots[i].key && t->slots[i].key != key)
		i = (i + 1) & (t->size - 1);
	return &t->slots[i];
}

static void grow(struct table *t)
{
	struct table old = *t;

	t->size = old.size ? old.size * 2 : 1024;
	t->slots = xcalloc(t->size, sizeof(*t->slots));
	for (size_t i = 0; i < old.size; i++) {
		if (old.slots[i].key)
			*slot_of(t, old.slots[i].key) = old.slots[i];
	}
	free(old.slots);
}

uint32_t *table_at(struct table *t, uint64_t key)
{
	if (t->count * 2 >= t->size)
		grow(t);
	key += !key;
	struct table_slot *slot = slot_of(t, key);

	t->count += !slot->key;
	slot->key = key;
	return &slot->value;
}

const uint32_t *table_find(const struct table *t, uint64_t key)
{
	key += !key;
	const struct table_slot *slot = t->size ? slot_of(t, key) : NULL;

	return slot && slot->key ? &slot->value : NULL;
}

static uint64_t mix(uint64_t h, uint64_t word)
{
	h = (h ^ word) * 0x9e3779b97f4a7c15U;
	return h ^ h >> 29;
}

/* Less than eight bytes, padded with zeros: from two halves that may overlap. */
static uint64_t last_word(const char *s, size_t len)
{
	const unsigned char *b = (const unsigned char *)s;
	uint32_t low, high;

	if (len >= sizeof(low)) {
		memcpy(&low, s, sizeof(low));
		memcpy(&high, s + len - sizeof(high), sizeof(high));
		return low | (uint64_t)high << 8 * (len - sizeof(high));
	}
	if (!len)
		return 0;
	return b[0] | (uint64_t)b[len / 2] << 8 * (len / 2) | (uint64_t)b[len - 1] << 8 * (len - 1);
}

uint64_t key_of(uint64_t start, const char *s, size_t len)
{
	uint64_t h = mix(start, len), word;

	for (; len >= sizeof(word); s += sizeof(word), len -= sizeof(word)) {
		memcpy(&word, s, sizeof(word));
		h = mix(h, word);
	}
	h = mix(h, last_word(s, len));
	return mix(h, h >> 32);
}
