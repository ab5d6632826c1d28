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

/* Makes room for `more` bytes and the NUL; false once the ceiling is hit. */
static bool grow(struct strbuf *sb, size_t more)
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
	sb->data = xreallocarray(sb->cap ? sb->data : NULL, cap, 1);
	sb->cap = cap;
	return true;
}

void strbuf_add(struct strbuf *sb, const char *bytes, size_t len)
{
	if (!len || !grow(sb, len))
		return;
	memcpy(sb->data + sb->len, bytes, len);
	sb->len += len;
	sb->data[sb->len] = '\0';
}

void strbuf_adds(struct strbuf *sb, const char *s)
{
	strbuf_add(sb, s, strlen(s));
}

void strbuf_addc(struct strbuf *sb, char c)
{
	strbuf_add(sb, &c, 1);
}

void strbuf_vaddf(struct strbuf *sb, const char *fmt, va_list ap)
{
	char text[256]; /* most are short: one pass does */
	va_list again;

	va_copy(again, ap);
	int n = vsnprintf(text, sizeof(text), fmt, again);
	va_end(again);
	size_t len = (size_t)n;
	if (n < 0 || !grow(sb, len)) {
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
