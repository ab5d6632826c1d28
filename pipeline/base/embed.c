#include "base/embed.h"

#include <string.h>

const struct embedded *embedded_find(const struct embedded *bundle, const char *name)
{
	for (; bundle->name; bundle++) {
		if (strcmp(bundle->name, name) == 0)
			return bundle;
	}
	return NULL;
}
