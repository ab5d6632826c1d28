#include "import/sources.h"

static const struct import_episode *episode_of(const struct import_show *show,
					       const struct remote_episode *from)
{
	for (size_t i = 0; i < show->count; i++) {
		if (show->episodes[i].from == from)
			return &show->episodes[i];
	}
	return NULL;
}

void import_source_tell(const struct import_source *source, struct import_show *show)
{
	const struct source_note *notes = source->notes.items;
	const struct remote_episode *items = source->feed ? source->feed->items.items : NULL;

	for (size_t i = 0; i < source->notes.count; i++) {
		const struct source_note *n = &notes[i];
		const struct remote_episode *from = n->item == SOURCE_SHOW ? NULL : &items[n->item];

		import_note(show, from ? episode_of(show, from) : NULL, n->kind, NULL, "%s",
			    n->text);
	}
}
