#include "model/publishing.h"

#include <string.h>

#include "model/audio_place.h"

bool target_takes(const struct target *t, const struct output_file *file)
{
	if (strcmp(t->takes, "all") == 0)
		return true;
	return audio_is_type(file->type) == (strcmp(t->takes, "audio") == 0);
}

struct target *publishing_target(const struct publishing *p, const char *name)
{
	struct target *all = p->targets.items;

	for (size_t i = 0; i < p->targets.count; i++) {
		if (all[i].name && strcmp(all[i].name, name) == 0)
			return &all[i];
	}
	return NULL;
}
