#include "base/strbuf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

char strbuf_empty[1];

void strbuf_release(struct strbuf *sb)
{
	if (sb->cap)
		free(sb->data);
	*sb = (struct strbuf)STRBUF_INIT(sb->limit);
}

void strbuf_clear(struct strbuf *sb)
{
	sb->len = 0;
	sb->overflowed = false;
	if (sb->cap)
		sb->data[0] = '\0';
}

bool strbuf_grow(struct strbuf *sb, size_t more)
{
	if (sb->overflowed || more > sb->limit - sb->len) {
		sb->overflowed = true;
		return false;
	}
	size_t need = sb->len + more + 1;
	if (need <= sb->cap)
		return true;

	size_t cap = sb->cap ? sb->cap + sb->cap / 2 : 64;
	if (cap < need)
		cap = need;
	if (cap - 1 > sb->limit) /* so that to have room is to be allowed */
		cap = sb->limit + 1;
	sb->data = xreallocarray(sb->cap ? sb->data : NULL, cap, 1);
	sb->cap = cap;
	return true;
}

void strbuf_addi(struct strbuf *sb, int64_t n)
{
	char text[20], *at = text + sizeof(text); /* of the sign and 19 digits */
	uint64_t rest = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;

	do
		*--at = (char)('0' + rest % 10);
	while (rest /= 10);
	if (n < 0)
		*--at = '-';
	strbuf_add(sb, at, (size_t)(text + sizeof(text) - at));
}

void strbuf_vaddf(struct strbuf *sb, const char *fmt, va_list ap)
{
	char text[256]; /* most are short: one pass does */
	va_list again;

	va_copy(again, ap);
	int n = vsnprintf(text, sizeof(text), fmt, again);
	va_end(again);
	size_t len = (size_t)n;
	if (n < 0 || !strbuf_has_room(sb, len)) {
		sb->overflowed = true;
		return;
	}
	if (len < sizeof(text))
		memcpy(sb->data + sb->len, text, len + 1);
	else
		vsnprintf(sb->data + sb->len, len + 1, fmt, ap);
	sb->len += len;
}

void strbuf_addf(struct strbuf *sb, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	strbuf_vaddf(sb, fmt, ap);
	va_end(ap);
}
