#include "phrase.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/interface.h"

static const char *join(const char *between, const char *const *words, size_t count,
			struct arena *a)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_PAGE_BYTES);

	for (size_t i = 0; i < count; i++) {
		if (!words[i] || !*words[i])
			continue;
		if (text.len)
			strbuf_adds(&text, between);
		strbuf_adds(&text, words[i]);
	}
	return text.len ? arena_strndup(a, text.data, text.len) : NULL;
}

const char *words_listed(const struct interface *t, const char *const *words, size_t count,
			 struct arena *a)
{
	return join(t->list_comma, words, count, a);
}

const char *words_dotted(const char *const *words, size_t count, struct arena *a)
{
	return join(" · ", words, count, a);
}

const char *words_fill(const char *text, const char *name, const char *value, struct arena *a)
{
	const struct filling with[] = { { name, value }, { 0 } };

	return interface_fill(text, with, a);
}
