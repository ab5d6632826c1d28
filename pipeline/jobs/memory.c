#include "memory.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/table.h"

struct known_file {
	struct stamp stamp;
	struct hash hash;
};

struct known_answer {
	struct hash key;
	struct job_answer answer;
};

struct jobs_memory {
	struct table by_path, by_key; /* numbers from 1 */
	struct known_file *files;
	struct known_answer *answers;
	size_t file_count, file_room, answer_count, answer_room;
	struct arena arena;
};

struct jobs_memory *jobs_memory_new(void)
{
	return xcalloc(1, sizeof(struct jobs_memory));
}

void jobs_memory_free(struct jobs_memory *m)
{
	if (!m)
		return;
	table_release(&m->by_path);
	table_release(&m->by_key);
	arena_free(&m->arena);
	free(m);
}

static uint64_t key_of_path(const char *path)
{
	return key_of(0, path, strlen(path));
}

static uint64_t key_of_hash(const struct hash *h)
{
	return key_of(0, (const char *)h->bytes, HASH_BYTES);
}

bool memory_find_file(const struct jobs_memory *m, const char *path, const struct stamp *s,
		      struct hash *into)
{
	const uint32_t *number = m ? table_find(&m->by_path, key_of_path(path)) : NULL;
	const struct known_file *f = number ? &m->files[*number - 1] : NULL;

	if (!f || !stamp_same_content(&f->stamp, s))
		return false;
	*into = f->hash;
	return true;
}

void memory_keep_file(struct jobs_memory *m, const char *path, const struct stamp *s,
		      const struct hash *h)
{
	if (!m)
		return;
	uint32_t *number = table_at(&m->by_path, key_of_path(path));

	if (!*number) {
		m->files = arena_grow(&m->arena, m->files, m->file_count, &m->file_room,
				      sizeof(*m->files));
		*number = (uint32_t)++m->file_count;
	}
	m->files[*number - 1] = (struct known_file){ *s, *h };
}

const struct job_answer *memory_find_answer(const struct jobs_memory *m, const struct hash *key)
{
	const uint32_t *number = m ? table_find(&m->by_key, key_of_hash(key)) : NULL;
	const struct known_answer *a = number ? &m->answers[*number - 1] : NULL;

	return a && memcmp(&a->key, key, sizeof(*key)) == 0 ? &a->answer : NULL;
}

struct arena *memory_arena(struct jobs_memory *m, struct arena *other)
{
	return m ? &m->arena : other;
}

void memory_keep_answer(struct jobs_memory *m, const struct hash *key,
			const struct job_answer *answer)
{
	if (!m || memory_find_answer(m, key))
		return;
	m->answers = arena_grow(&m->arena, m->answers, m->answer_count, &m->answer_room,
				sizeof(*m->answers));
	m->answers[m->answer_count] = (struct known_answer){ *key, *answer };
	*table_at(&m->by_key, key_of_hash(key)) = (uint32_t)++m->answer_count;
}
