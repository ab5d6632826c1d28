#include "model/translation.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"

bool field_is_translated(const struct field *f)
{
	if (f->fixed)
		return false;
	return f->type == FIELD_TEXT || f->type == FIELD_LONG_TEXT ||
	       (f->type == FIELD_MAP && f->list &&
		(f->sub == &kind_chapter || f->sub == &kind_outcome));
}

static size_t field_size(const struct field *f)
{
	if (f->type == FIELD_MAP)
		return sizeof(struct list);
	return f->list ? sizeof(struct strings) : sizeof(const char *);
}

void *item_translated(const struct item *original, const struct item *translation, struct arena *a)
{
	const struct kind *kind = original->kind;
	char *copy = arena_alloc(a, kind->size);

	memcpy(copy, original, kind->size);
	for (size_t i = 0; kind->fields[i].key; i++) {
		const struct field *f = &kind->fields[i];

		if (field_is_translated(f) && translation->spans[i].src)
			memcpy(copy + f->offset, (const char *)translation + f->offset,
			       field_size(f));
	}
	*(struct item *)(void *)copy = *translation;
	return copy;
}

const struct episode *episode_translated(const struct episode *original,
					 const struct episode *translation, struct arena *a)
{
	struct episode *e = item_translated(&original->item, &translation->item, a);

	e->notes_html = translation->notes_html;
	if (translation->transcript.count) {
		e->transcript = translation->transcript;
		memcpy(e->transcript_paths, translation->transcript_paths,
		       sizeof(e->transcript_paths));
	}
	return e;
}

const struct item *item_original(const struct item *item)
{
	return item->versions ? item->versions->items[0] : item;
}

const struct item *item_in_language(const struct item *item, const char *language)
{
	const struct versions *v = item->versions;

	for (size_t i = 0; v && i < v->count; i++) {
		if (v->items[i]->language && strcasecmp(v->items[i]->language, language) == 0)
			return v->items[i];
	}
	return item_original(item);
}
