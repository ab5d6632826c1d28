#include "body.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "serve/serve.h"

struct piece {
	const char *text;     /* NULL: a part of the file */
	int64_t at, off, len; /* where it begins in the body, and in the file */
};

static bool open_file(struct body *b, const char *file, int64_t size)
{
	struct stat st;

	b->file = open(file, O_RDONLY | O_CLOEXEC);
	if (b->file < 0 || fstat(b->file, &st) != 0)
		return false;
	if (S_ISREG(st.st_mode) && st.st_size == size)
		return true;
	errno = ESTALE;
	return false;
}

struct body *body_open(const struct served *from)
{
	struct body *b = xcalloc(1, sizeof(*b));

	b->file = -1;
	if (from->bytes)
		b->bytes = arena_strndup(&b->arena, from->bytes, (size_t)from->size);
	else if (!open_file(b, from->file, from->size)) {
		int error = errno;

		body_close(b);
		errno = error;
		return NULL;
	}
	return b;
}

void body_close(void *body)
{
	struct body *b = body;

	if (b->file >= 0)
		close(b->file);
	arena_free(&b->arena);
	free(b);
}

static struct piece *add(struct body *b, int64_t len)
{
	b->pieces = arena_grow(&b->arena, b->pieces, b->count, &b->room, sizeof(*b->pieces));
	struct piece *p = &b->pieces[b->count++];

	*p = (struct piece){ .at = b->size, .len = len };
	b->size += len;
	return p;
}

void body_add_text(struct body *b, const char *text, size_t len)
{
	add(b, (int64_t)len)->text = arena_strndup(&b->arena, text, len);
}

void body_add_part(struct body *b, int64_t first, int64_t len)
{
	struct piece *p = add(b, len);

	p->off = first;
	if (b->bytes)
		p->text = b->bytes + first;
}

int64_t body_read(const struct body *b, int64_t pos, char *into, size_t max)
{
	const struct piece *p = b->pieces;

	while (p < b->pieces + b->count && pos >= p->at + p->len)
		p++;
	if (p == b->pieces + b->count)
		return 0;
	int64_t inside = pos - p->at, left = p->len - inside;
	size_t len = (uint64_t)left < max ? (size_t)left : max;

	if (p->text) {
		memcpy(into, p->text + inside, len);
		return (int64_t)len;
	}
	ssize_t got = pread(b->file, into, len, p->off + inside);
	return got > 0 ? got : -1;
}
