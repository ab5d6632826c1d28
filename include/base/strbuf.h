#ifndef BASE_STRBUF_H
#define BASE_STRBUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * A growing byte string with a ceiling.
 *
 * - `data` is never NULL and always NUL-terminated; `len` excludes the NUL.
 * - Appending past `limit` does not grow the buffer and sets `overflowed`; it
 *   stays set until strbuf_clear() or strbuf_release(). Callers append freely
 *   and test once, at the end, with strbuf_ok().
 * - Running out of memory ends the process (see base/mem.h), so no append can
 *   fail in a way that a caller must handle on the spot.
 */
struct strbuf {
	char *data;
	size_t len;
	size_t cap;
	size_t limit;
	bool overflowed;
};

extern char strbuf_empty[1];

/* An empty buffer that may grow to `max` bytes. */
#define STRBUF_INIT(max)                                                                           \
	{                                                                                          \
		.data = strbuf_empty, .limit = (max)                                               \
	}

/* Frees the contents; the buffer is empty and usable again. */
void strbuf_release(struct strbuf *sb);

/* Empties the buffer and keeps its memory for what comes next. */
void strbuf_clear(struct strbuf *sb);

/* Makes room for `more` bytes and the NUL; false, for good, once the ceiling is hit. */
bool strbuf_grow(struct strbuf *sb, size_t more);

static inline bool strbuf_has_room(struct strbuf *sb, size_t more)
{
	return (more < sb->cap - sb->len && !sb->overflowed) || strbuf_grow(sb, more);
}

static inline void strbuf_add(struct strbuf *sb, const char *bytes, size_t len)
{
	if (!len || !strbuf_has_room(sb, len))
		return;
	memcpy(sb->data + sb->len, bytes, len);
	sb->len += len;
	sb->data[sb->len] = '\0';
}

static inline void strbuf_adds(struct strbuf *sb, const char *s)
{
	strbuf_add(sb, s, strlen(s));
}

static inline void strbuf_addc(struct strbuf *sb, char c)
{
	if (!strbuf_has_room(sb, 1))
		return;
	sb->data[sb->len++] = c;
	sb->data[sb->len] = '\0';
}

/* A whole number, without the cost of a format. */
void strbuf_addi(struct strbuf *sb, int64_t n);
void strbuf_addf(struct strbuf *sb, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void strbuf_vaddf(struct strbuf *sb, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

static inline bool strbuf_ok(const struct strbuf *sb)
{
	return !sb->overflowed;
}

/* For __attribute__((cleanup)): releases the buffer at the end of its scope. */
#define STRBUF_SCOPED __attribute__((cleanup(strbuf_release)))

#endif
