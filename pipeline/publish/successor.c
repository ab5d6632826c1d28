#include "successor.h"

#include <string.h>

#include "model/site.h"

/* Where the hash of `path` begins; NULL: its name has none. */
static const char *hash_of(const char *path)
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
	const char *dot = strchr(base, '.');

	if (!dot || dot - base <= HASH_IN_NAME + 1)
		return NULL;
	const char *hash = dot - HASH_IN_NAME;

	if (hash[-1] != '-' || strspn(hash, "0123456789abcdef") != HASH_IN_NAME)
		return NULL;
	return hash;
}

/* The first file whose path is not before the first `len` bytes of `stem`. */
static size_t first_at(const struct output_tree *tree, const char *stem, size_t len)
{
	size_t low = 0, high = tree->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strncmp(tree->files[middle].path, stem, len) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * How many files of `tree` have the name of `path` with another hash, and are not in `except` (or
 * NULL). `hash` is that of `path`. Between them stand the files of longer names: hope-card-…
 */
static size_t count_others(const struct output_tree *tree, const struct output_tree *except,
			   const char *path, const char *hash)
{
	const size_t stem = (size_t)(hash - path);
	size_t count = 0;

	for (size_t i = first_at(tree, path, stem); i < tree->count; i++) {
		const char *other = tree->files[i].path;

		if (strncmp(other, path, stem) != 0)
			break;
		if (hash_of(other) == other + stem && strncmp(other + stem, hash, HASH_IN_NAME) &&
		    (!except || !output_find(except, other)))
			count++;
	}
	return count;
}

bool successor_exists(const struct output_tree *want, const char *path)
{
	const char *hash = hash_of(path);

	return hash && count_others(want, NULL, path, hash) > 0;
}

bool successor_came(const struct output_tree *had, const struct output_tree *want, const char *path)
{
	const char *hash = hash_of(path);

	/* The file itself is gone, too: it is not among the others. */
	return hash && count_others(want, had, path, hash) > count_others(had, want, path, hash);
}
