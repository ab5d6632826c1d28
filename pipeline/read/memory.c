#include "memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/table.h"
#include "read/read.h"
#include "reader.h"

struct read_memory {
	struct table by_path; /* number among `all`, from 1, of what was read last */
	struct remembered **all;
	size_t count, room;
};

struct read_memory *read_memory_new(void)
{
	return xcalloc(1, sizeof(struct read_memory));
}

static void forget(struct remembered *f)
{
	arena_free(&f->arena);
	free(f);
}

void read_memory_free(struct read_memory *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->count; i++)
		forget(m->all[i]);
	table_release(&m->by_path);
	free(m->all);
	free(m);
}

void memory_begin(struct read_memory *m)
{
	for (size_t i = 0; m && i < m->count; i++)
		m->all[i]->is_used = false;
}

/* Behind one path stands what was read last. */
static void list_by_path(struct read_memory *m)
{
	table_release(&m->by_path);
	for (size_t i = 0; i < m->count; i++)
		*table_at(&m->by_path, m->all[i]->key) = (uint32_t)i + 1;
}

void read_memory_sweep(struct read_memory *m)
{
	size_t kept = 0;

	for (size_t i = 0; i < m->count; i++) {
		if (m->all[i]->is_used)
			m->all[kept++] = m->all[i];
		else
			forget(m->all[i]);
	}
	if (kept < m->count) {
		m->count = kept;
		list_by_path(m);
	}
}

static struct remembered *remember(struct read_memory *m, const struct stamp *stamp)
{
	struct remembered *f = xcalloc(1, sizeof(*f));

	if (m->count == m->room) {
		m->room = m->room * 2 + 64;
		m->all = xreallocarray(m->all, m->room, sizeof(struct remembered *));
	}
	m->all[m->count++] = f;
	f->stamp = *stamp;
	f->is_settled = stamp_settled(stamp);
	return f;
}

struct remembered *memory_find(struct read_memory *m, const char *path)
{
	struct stamp now;

	if (!m || !stamp_read(path, &now))
		return NULL;
	uint64_t key = key_of(0, path, strlen(path));
	uint32_t *number = table_at(&m->by_path, key);
	struct remembered *f = *number ? m->all[*number - 1] : NULL;

	if (!f || !f->is_settled || !stamp_same_content(&f->stamp, &now)) {
		f = remember(m, &now);
		f->key = key;
		*number = (uint32_t)m->count;
	}
	f->is_used = true;
	return f;
}

static struct remembered *look(const struct read_memory *m, const char *path)
{
	const uint32_t *number = table_find(&m->by_path, key_of(0, path, strlen(path)));

	return number && *number ? m->all[*number - 1] : NULL;
}

struct remembered *memory_of(const struct read_memory *m, const struct source *src)
{
	struct remembered *f = m ? look(m, src->path) : NULL;

	return f && f->source == src ? f : NULL;
}

const struct source *memory_source(struct read_memory *m, const char *path, struct arena *a,
				   struct diag *diag)
{
	struct remembered *f = memory_find(m, path);

	if (f && f->source)
		return f->source;
	if (!f || f->was_source)
		return source_load(path, (struct span){ 0 }, a, diag);
	f->was_source = true;
	f->source = source_load(path, (struct span){ 0 }, &f->arena, diag);
	return f->source;
}

static const char *copy_or_null(const char *text, struct arena *a)
{
	return text ? arena_strdup(a, text) : NULL;
}

void memory_keep_html(struct remembered *file, const char *html,
		      const struct remembered_link *links, size_t count)
{
	struct arena *a = &file->arena;

	/* It was only looked through for other things: its links are the same, too. */
	if (file->has_html && file->html && html && strcmp(file->html, html) == 0)
		return;
	file->html = copy_or_null(html, a);
	file->links = arena_array(a, count, sizeof(*links));
	file->link_count = count;
	for (size_t i = 0; i < count; i++)
		file->links[i] = (struct remembered_link){
			.rel = arena_strdup(a, links[i].rel),
			.language = copy_or_null(links[i].language, a),
			.path = copy_or_null(links[i].path, a),
		};
	file->has_html = true;
}

static bool leads_there(const struct reader *r, const struct remembered_link *link)
{
	const struct document *d = reader_find_document(r, link->rel);

	if (!d || d->held || !link->path)
		return d && d->held && !link->path;
	return strcmp(document_item(d, link->language)->path, link->path) == 0;
}

bool memory_html_holds(const struct reader *r, const struct remembered *file, uint64_t checks)
{
	if (!file->has_html || file->html_checks != checks)
		return false;
	for (size_t i = 0; i < file->link_count; i++) {
		if (!leads_there(r, &file->links[i]))
			return false;
	}
	return true;
}
