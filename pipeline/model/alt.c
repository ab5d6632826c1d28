#include "model/alt.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "model/site.h"

bool alt_is_file_name(const char *alt, const char *file, struct arena *a)
{
	static const char *const nothing[] = { "image", "img",    "photo",   "picture", "pic",
					       "alt",   "grafik", "graphic", "logo",    NULL };
	static const char *const suffixes[] = { ".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic" };
	const char *slug = slug_make(alt, a), *base = path_base(file);
	size_t letters = strcspn(slug, "0123456789");

	for (size_t i = 0; i < COUNT(suffixes); i++) {
		size_t len = strlen(alt), n = strlen(suffixes[i]);

		if (len > n && strcasecmp(alt + len - n, suffixes[i]) == 0 && !strchr(alt, ' '))
			return true;
	}
	if (text_is_one_of(slug, nothing) || (*base && strcmp(alt, base) == 0))
		return true;
	return (text_starts(slug, "img-") || text_starts(slug, "dsc") ||
		text_starts(slug, "screenshot-")) &&
	       slug[letters] && strspn(slug + letters, "0123456789-") == strlen(slug + letters);
}
