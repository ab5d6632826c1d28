#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "read/front_edit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int truth)
{
	if (!truth)
		__builtin_trap();
}

/* What stands behind the front matter, with the line that closes it: nobody may touch it. */
static const char *body_of(const char *text)
{
	const char *body = strncmp(text, "---\n", 4) == 0 ? strstr(text + 3, "\n---\n") : NULL;

	return body ? body + 1 : "";
}

/* An edit that was made is there when it is made again, and the end of the file is as it was. */
static void check(const char *text, const struct front_value *value)
{
	STRBUF_SCOPED struct strbuf once = STRBUF_INIT(SIZE_MAX / 2);
	STRBUF_SCOPED struct strbuf twice = STRBUF_INIT(SIZE_MAX / 2);

	if (!front_edit(text, strlen(text), &kind_group, value, &once)) {
		must(once.len == 0);
		return;
	}
	must(front_edit(once.data, once.len, &kind_group, value, &twice));
	must(once.len == twice.len && memcmp(once.data, twice.data, once.len) == 0);
	const size_t rest = strlen(body_of(text));

	must(rest <= once.len && strcmp(once.data + once.len - rest, body_of(text)) == 0);
}

/*
 * The first line is the key and what it is to be, parted by blanks; the rest is the file. With a
 * '[' before the key the field is a list.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	char *line = arena_strndup(&a, (const char *)data, size);
	char *text = strchr(line, '\n');
	const char *texts[8];
	struct front_value value = { .texts = texts };

	if (!text) {
		arena_free(&a);
		return 0;
	}
	*text++ = '\0';
	value.list = *line == '[';
	value.key = strtok(line + value.list, " ");
	for (char *word = value.key ? strtok(NULL, " ") : NULL; word && value.count < COUNT(texts); word = strtok(NULL, " "))
		texts[value.count++] = word;
	if (!value.list && value.count > 1)
		value.count = 1;
	if (value.key && strspn(value.key, "abcdefghijklmnopqrstuvwxyz_") == strlen(value.key))
		check(text, &value);
	arena_free(&a);
	return 0;
}
