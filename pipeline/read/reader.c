#include "reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "model/translation.h"

char *reader_path(const struct reader *r, const char *rel)
{
	return *rel ? path_join(r->dir, rel, r->arena) : arena_strdup(r->arena, r->dir);
}

const char *reader_rel(const struct reader *r, const struct item *item)
{
	const char *path = item->src->path;
	size_t len = strlen(r->dir);

	if (strcmp(r->dir, ".") == 0)
		return path;
	path += len;
	return *path == '/' ? path + 1 : path;
}

char *reader_folder(const struct reader *r, const struct item *item)
{
	return path_dir(reader_rel(r, item), r->arena);
}

void reader_add_document(struct reader *r, struct document d)
{
	r->documents =
		arena_grow(r->arena, r->documents, r->document_count, &r->document_room, sizeof(d));
	r->documents[r->document_count++] = d;
}

static int by_rel(const void *key, const void *element)
{
	return strcmp(key, ((const struct document *)element)->rel);
}

const struct document *reader_find_document(const struct reader *r, const char *rel)
{
	return bsearch(rel, r->documents, r->document_count, sizeof(*r->documents), by_rel);
}

const struct item *document_item(const struct document *target, const char *language)
{
	bool is_original = item_original(target->item) == target->item;

	return language && is_original ? item_in_language(target->item, language) : target->item;
}
