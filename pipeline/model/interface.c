#include "model/interface.h"

#include <inttypes.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"

const struct interface interface_english = {
	.language = "en-GB",
#define TEXT(key_, english) .key_ = english,
#define COUNTED(key_, one_, other_) .key_ = { other_, one_, other_, other_, other_, other_ },
#include "model/interface_texts.h"
#undef TEXT
#undef COUNTED
};

/* What stands for the `len` bytes of a name; NULL: nothing does. */
static const char *value_of(const struct filling *with, const char *name, size_t len)
{
	for (; with->name; with++) {
		if (strlen(with->name) == len && memcmp(with->name, name, len) == 0)
			return with->value;
	}
	return NULL;
}

const char *interface_fill(const char *text, const struct filling *with, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_SOURCE_BYTES);

	while (*text) {
		size_t plain = strcspn(text, "{");
		const char *end = strchr(text + plain, '}');
		const char *value =
			end ? value_of(with, text + plain + 1, (size_t)(end - text) - plain - 1)
			    : NULL;

		if (!value)
			plain += text[plain] == '{';
		strbuf_add(&out, text, plain);
		if (value)
			strbuf_adds(&out, value);
		text = value ? end + 1 : text + plain;
	}
	return arena_strndup(a, out.data, out.len);
}

const char *interface_count(const struct interface *i, const struct counted *forms, int64_t n,
			    struct arena *a)
{
	const struct filling with[] = { { "n", arena_printf(a, "%" PRId64, n) }, { 0 } };

	(void)i;
	return interface_fill(n == 1 ? forms->one : forms->other, with, a);
}
