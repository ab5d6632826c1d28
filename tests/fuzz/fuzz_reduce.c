#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/feed/notes.h"
#include "base/strbuf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the reduction may let through, and nothing else. */
static const char *const allowed[] = { "p", "ul", "ol", "li", "a", "strong", "em" };

static size_t allowed_tag(const char *name, size_t len)
{
	for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++) {
		if (strlen(allowed[i]) == len && memcmp(allowed[i], name, len) == 0)
			return i;
	}
	abort();
}

/* Every tag that opens closes, in the right order. */
static void check_nesting(const char *s, const char *end)
{
	size_t open[256], depth = 0;

	while ((s = memchr(s, '<', (size_t)(end - s)))) {
		bool is_end = s[1] == '/';
		const char *name = s + 1 + is_end;
		size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz");

		s = name + len;
		if (len == 2 && memcmp(name, "br", 2) == 0)
			continue;
		size_t tag = allowed_tag(name, len);
		if (!is_end)
			open[depth++] = tag;
		else if (!depth || open[--depth] != tag)
			abort();
	}
	if (depth)
		abort();
}

/* Whatever comes in, the result fits the limit, is well nested and has no other tags. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	struct strbuf out = STRBUF_INIT(1 << 20);
	size_t limit = (size_t)data[0] * 16 + data[1];
	size_t len = size - 2;
	char *text = malloc(len ? len : 1);

	memcpy(text, data + 2, len);
	notes_reduce(&out, text, len, limit);
	if (out.len > limit)
		abort();
	check_nesting(out.data, out.data + out.len);
	strbuf_release(&out);
	free(text);
	return 0;
}
