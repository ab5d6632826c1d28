#include "model/output.h"

#include <stdlib.h>
#include <string.h>

static int by_path(const void *key, const void *file)
{
	return strcmp(key, ((const struct output_file *)file)->path);
}

const struct output_file *output_find(const struct output_tree *tree, const char *path)
{
	if (!tree->count)
		return NULL;
	return bsearch(path, tree->files, tree->count, sizeof(*tree->files), by_path);
}
