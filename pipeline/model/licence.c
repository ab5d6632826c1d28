#include "model/licence.h"

#include <stddef.h>
#include <strings.h>

#include "base/mem.h"

/* One row a licence, so that the list of ids and the list of licences cannot drift apart. */
#define LICENCES(ROW) \
	ROW("CC-BY-4.0", "Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/") \
	ROW("CC-BY-SA-4.0", "Creative Commons Attribution-ShareAlike 4.0", \
	    "https://creativecommons.org/licenses/by-sa/4.0/") \
	ROW("CC-BY-ND-4.0", "Creative Commons Attribution-NoDerivatives 4.0", \
	    "https://creativecommons.org/licenses/by-nd/4.0/") \
	ROW("CC-BY-NC-4.0", "Creative Commons Attribution-NonCommercial 4.0", \
	    "https://creativecommons.org/licenses/by-nc/4.0/") \
	ROW("CC-BY-NC-SA-4.0", "Creative Commons Attribution-NonCommercial-ShareAlike 4.0", \
	    "https://creativecommons.org/licenses/by-nc-sa/4.0/") \
	ROW("CC-BY-NC-ND-4.0", "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0", \
	    "https://creativecommons.org/licenses/by-nc-nd/4.0/") \
	ROW("CC0-1.0", "Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/") \
	ROW("OGL-UK-3.0", "Open Government Licence 3.0", \
	    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/") \
	ROW("ARR", "All rights reserved", NULL)

#define AS_STRUCT(id, name, url) { id, name, url },
#define AS_ID(id, name, url) id,

static const struct licence licences[] = { LICENCES(AS_STRUCT) };

const struct licence *licence_find(const char *id)
{
	for (size_t i = 0; i < COUNT(licences); i++) {
		if (strcasecmp(licences[i].id, id) == 0)
			return &licences[i];
	}
	return NULL;
}

const char *const *licence_ids(void)
{
	static const char *const ids[] = { LICENCES(AS_ID) NULL };

	return ids;
}
