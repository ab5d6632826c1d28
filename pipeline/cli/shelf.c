#include "shelf.h"

#include <string.h>

#include "base/diag.h"
#include "base/hash.h"
#include "feed/feed.h"
#include "model/site.h"
#include "site/site.h"

#define NOTHING    UINT32_MAX /* a path where nothing stands */
#define TAG_DIGITS 16
#define BYTES_MOST ((size_t)64 << 20) /* of pages that are kept; then all are made anew */

static uint64_t key_of_path(const char *path)
{
	return key_of(0, path, strlen(path));
}

static bool wants(struct output_sink *sink, const char *path)
{
	const struct shelf *s = (const struct shelf *)sink;
	size_t len = strlen(path);

	if (!s->wanted)
		return false;
	return len && path[len - 1] == '/' ? strncmp(s->wanted, path, len) == 0
					   : strcmp(s->wanted, path) == 0;
}

static void add(struct shelf *s, const struct output_meta *meta, struct served f)
{
	uint32_t *number = table_at(&s->by_path, key_of_path(meta->path));

	if (*number && *number != NOTHING)
		return; /* it is there already */
	f.type = arena_strdup(&s->arena, meta->type);
	s->files = arena_grow(&s->arena, s->files, s->count, &s->room, sizeof(f));
	s->files[s->count++] = f;
	*number = (uint32_t)s->count;
}

static void put(struct output_sink *sink, struct output_meta meta, const void *bytes, size_t len)
{
	struct shelf *s = (struct shelf *)sink;
	const struct hash h = hash_bytes(bytes, len);
	char hex[HASH_HEX];

	hash_hex(&h, hex);
	s->bytes += len;
	add(s, &meta,
	    (struct served){ .bytes = arena_strndup(&s->arena, bytes, len),
			     .size = (int64_t)len,
			     .tag = arena_strndup(&s->arena, hex, TAG_DIGITS) });
}

static void put_file(struct output_sink *sink, struct output_meta meta, const char *file,
		     const char *sha256, int64_t size)
{
	struct shelf *s = (struct shelf *)sink;

	add(s, &meta,
	    (struct served){ .file = arena_strdup(&s->arena, file),
			     .size = size,
			     .tag = arena_strndup(&s->arena, sha256, TAG_DIGITS) });
}

static void clear(struct shelf *s)
{
	table_release(&s->by_path);
	arena_free(&s->arena);
	s->files = NULL;
	s->count = s->room = s->bytes = 0;
}

void shelf_open(struct shelf *s, const struct site *site, const char *theme, const char *first,
		struct diag *diag)
{
	*s = (struct shelf){
		.sink = { .put = put, .put_file = put_file, .wants = wants },
		.site = site,
		.theme = theme,
		.wanted = first,
	};
	site_render(site, theme, &s->sink, diag);
	s->wanted = NULL;
}

void shelf_close(struct shelf *s)
{
	clear(s);
}

static const struct served *look(const struct shelf *s, const char *path)
{
	const uint32_t *number = table_find(&s->by_path, key_of_path(path));

	return number && *number && *number != NOTHING ? &s->files[*number - 1] : NULL;
}

/* What is wrong with a page is told when everything is checked, not when somebody looks at it. */
static const struct served *make(struct shelf *s, const char *path)
{
	struct arena arena = { 0 };
	struct diag unheard;

	diag_init(&unheard, &arena);
	if (s->bytes > BYTES_MOST)
		clear(s);
	s->wanted = path;
	site_render(s->site, s->theme, &s->sink, &unheard);
	if (!look(s, path))
		feed_render(s->site, &s->sink, &unheard);
	s->wanted = NULL;
	arena_free(&arena);
	if (!look(s, path))
		*table_at(&s->by_path, key_of_path(path)) = NOTHING;
	return look(s, path);
}

bool shelf_find(struct shelf *s, const char *path, struct served *into)
{
	const uint32_t *number = table_find(&s->by_path, key_of_path(path));
	const struct served *f = number ? look(s, path) : make(s, path);

	if (f)
		*into = *f;
	return f != NULL;
}
