#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

void check_init(struct check *c, const struct output_tree *tree, const char *address,
		struct arena *a, struct diag *diag)
{
	const char *slash = text_ends(address, "/") ? "" : "/";

	*c = (struct check){ .tree = tree, .arena = a, .diag = diag };
	c->titles = arena_array(a, tree->count + 1, sizeof(*c->titles));
	c->entries = arena_array(a, tree->count + 1, sizeof(*c->entries));
	c->site = url_site(arena_printf(a, "%s%s", address, slash));
	for (size_t i = 0; i < tree->count; i++) {
		const char *path = tree->files[i].path;
		*table_at(&c->paths, key_of(0, path, strlen(path))) = (uint32_t)i + 1;
	}
}

void check_release(struct check *c)
{
	table_release(&c->paths);
	table_release(&c->ids);
	table_release(&c->reports);
	table_release(&c->sounds);
	table_release(&c->guids);
	free(c->anchors);
	free(c->page);
}

const struct output_file *check_file(const struct check *c, const char *path, size_t len)
{
	const uint32_t *at = table_find(&c->paths, key_of(0, path, len));

	return at ? &c->tree->files[*at - 1] : NULL;
}

/* Reads what is there, up to what the page buffer holds. */
static ssize_t read_whole(int fd, char *to, size_t room)
{
	size_t len = 0;

	while (len < room) {
		ssize_t n = read(fd, to + len, room - len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (n == 0)
			break;
		len += (size_t)n;
		if (len < room) /* a short read of a regular file is its end */
			break;
	}
	return (ssize_t)len;
}

/* The size is known from the tree, so that a file costs three system calls. */
bool check_read(struct check *c, const struct output_file *file, struct doc *into)
{
	size_t size = file->size > 0 ? (size_t)file->size : 0;
	int fd = size <= LIMIT_FEED_BYTES ? open(file->disk, O_RDONLY | O_CLOEXEC) : -1;
	ssize_t len = -1;

	if (size + 1 > c->page_room) {
		c->page_room = size + size / 2 + 1;
		c->page = xreallocarray(c->page, c->page_room, 1);
	}
	if (fd >= 0) {
		len = read_whole(fd, c->page, size + 1);
		int keep = errno;
		close(fd);
		errno = keep;
	}
	if (len < 0) {
		diag_report_errno(c->diag, DIAG_CANNOT_READ, "cannot read the file again",
				  file->path);
		return false;
	}
	*into = (struct doc){ .check = c, .file = file, .text = c->page, .len = (size_t)len };
	return true;
}

/* Makes the document's text last as long as the messages; a text that may not be shown is not. */
static const struct source *doc_source(struct doc *doc)
{
	struct check *c = doc->check;
	char *text = NULL;
	size_t len = doc->len;

	if (doc->src)
		return doc->src;
	if (doc->text)
		text = arena_strndup(c->arena, doc->text, len);
	else if (!file_read(doc->file->disk, LIMIT_FEED_BYTES, &text, &len, c->arena))
		text = NULL;
	if (text)
		doc->src = source_from_text(doc->file->path, text, len, c->arena, c->diag);
	if (!doc->src)
		doc->src = span_path(doc->file->path, c->arena).src;
	return doc->src;
}

/* The byte at which what stands in a line begins; lines count from 1. */
static size_t line_start(const struct source *src, size_t line)
{
	const char *s = src->text, *end = s + src->len;

	for (; s && line > 1; line--) {
		s = memchr(s, '\n', (size_t)(end - s));
		s = s ? s + 1 : NULL;
	}
	while (s && s < end && (*s == ' ' || *s == '\t'))
		s++;
	return s ? (size_t)(s - src->text) : 0;
}

static struct span doc_span(struct doc *doc, struct place at)
{
	const struct source *src = doc_source(doc);

	if (!src->text)
		return (struct span){ src, 0, 0 };
	return span_at(src, doc->by_line ? line_start(src, at.off) : at.off, at.len);
}

#define TOLD_AT_MOST 3

/* False when this has been told often enough. */
static bool worth_telling(struct check *c, enum diag_id id, const char *subject)
{
	uint32_t *times = table_at(&c->reports, key_of((uint64_t)id + 1, subject, strlen(subject)));

	c->left_out += *times >= TOLD_AT_MOST;
	return ++*times <= TOLD_AT_MOST;
}

void doc_report(struct doc *doc, enum diag_id id, struct place at, const char *subject,
		const char *fmt, ...)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_MESSAGE);
	va_list ap;

	if (!worth_telling(doc->check, id, subject))
		return;
	va_start(ap, fmt);
	strbuf_vaddf(&text, fmt, ap);
	va_end(ap);
	diag_report(doc->check->diag, id, doc_span(doc, at), "%s", text.data);
}
