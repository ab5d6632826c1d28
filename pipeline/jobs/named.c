#include "named.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "cache.h"
#include "jobs/jobs.h"
#include "model/site.h"
#include "published.h"

struct named named_of(const char *sha256, const char *suffix)
{
	struct named n;

	snprintf(n.text, sizeof(n.text), "%.*s.%s", HASH_IN_NAME, sha256, suffix);
	return n;
}

struct hash named_key(const char *name)
{
	struct hasher *h = hasher_new();

	hasher_add(h, "published ", strlen("published "));
	hasher_add(h, name, strlen(name));
	return hasher_end(h);
}

static void find(struct cache *c, const char *cache_dir, struct named_audio *n, struct arena *a)
{
	const struct hash key = named_key(n->name);
	struct job_answer answer;
	const char *why;
	size_t len;
	const char *line = cache_find_answer(c, &key, &len, a);

	if (!line || !job_answer_read(line, len, &answer, a, &why) || !answer.has_audio)
		return;
	const struct named made = named_of(answer.audio.sha256, answer.audio.suffix);
	const char *file = published_path(cache_dir, &answer.audio, a);

	if (strcmp(made.text, n->name) != 0 || !published_is_whole(file, &answer.audio))
		return;
	n->audio = answer.audio;
	n->audio.file = file;
}

void jobs_find_named(const char *cache_dir, struct named_audio *list, size_t count, struct arena *a,
		     struct diag *diag)
{
	struct arena scratch = { 0 };
	struct cache cache;

	if (!count)
		return;
	cache_open(&cache, cache_dir, &scratch, diag);
	for (size_t i = 0; i < count; i++)
		find(&cache, cache_dir, &list[i], a);
	cache_end_reading(&cache);
	cache_close(&cache);
	arena_free(&scratch);
}
