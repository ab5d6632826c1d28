#include "model/guid.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

/* White space of XML (https://www.w3.org/TR/xml/#NT-S). */
#define BLANKS " \t\r\n"

char *guid_identity(const char *written, struct arena *a)
{
	char *out = arena_alloc(a, strlen(written) + 1);
	size_t len = 0;

	for (const char *s = written + strspn(written, BLANKS); *s; s += strspn(s, BLANKS)) {
		size_t word = strcspn(s, BLANKS);

		if (len)
			out[len++] = ' ';
		memcpy(out + len, s, word);
		len += word;
		s += word;
	}
	out[len] = '\0';
	return out;
}

bool guid_is_uuid(const char *guid)
{
	bool good = strlen(guid) == UUID_LEN;

	for (size_t i = 0; good && i < UUID_LEN; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		good = dash ? guid[i] == '-' : strchr("0123456789abcdef", guid[i]) != NULL;
	}
	return good;
}
