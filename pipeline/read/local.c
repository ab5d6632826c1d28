#include "local.h"

#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "model/site.h"

#define LOCAL_SCHEME "blether-local:"

char *local_url(const char *path, const char *fragment, struct arena *a)
{
	return arena_printf(a, LOCAL_SCHEME "%s%s", path_to_url(path, a), fragment);
}

char *local_mark(const char *html, struct arena *a)
{
	static const char local[] = "=\"" LOCAL_SCHEME;
	char *out = arena_strdup(a, html), *to = out;

	for (const char *from = out, *next; *from; from = next) {
		const char *hit = strstr(from, local);
		size_t keep = hit ? (size_t)(hit - from) + 2 : strlen(from);

		memmove(to, from, keep);
		to += keep;
		next = from + keep;
		if (hit) {
			*to++ = LINK_MARK;
			next += strlen(LOCAL_SCHEME);
		}
		if (!*next)
			*to = '\0';
	}
	return out;
}
