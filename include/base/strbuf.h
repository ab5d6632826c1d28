#ifndef BASE_STRBUF_H
#define BASE_STRBUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

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
	char  *data;
	size_t len;
	size_t cap;
	size_t limit;
	bool   overflowed;
};

extern char strbuf_empty[1];

/* An empty buffer that may grow to `max` bytes. */
#define STRBUF_INIT(max) { .data = strbuf_empty, .limit = (max) }

/* Frees the contents; the buffer is empty and usable again. */
void strbuf_release(struct strbuf *sb);

/* Empties the buffer and keeps its memory for what comes next. */
void strbuf_clear(struct strbuf *sb);

void strbuf_add(struct strbuf *sb, const char *bytes, size_t len);
void strbuf_adds(struct strbuf *sb, const char *s);
void strbuf_addc(struct strbuf *sb, char c);
void strbuf_addf(struct strbuf *sb, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void strbuf_vaddf(struct strbuf *sb, const char *fmt, va_list ap)
	__attribute__((format(printf, 2, 0)));

static inline bool strbuf_ok(const struct strbuf *sb)
{
	return !sb->overflowed;
}

/* For __attribute__((cleanup)): releases the buffer at the end of its scope. */
#define STRBUF_SCOPED __attribute__((cleanup(strbuf_release)))

#endif
