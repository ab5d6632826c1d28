#include "branch.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "hosted.h"

static int compare_entries(const void *a, const void *b)
{
	return strcmp(((const struct entry *)a)->path, ((const struct entry *)b)->path);
}

static int compare_path(const void *path, const void *entry)
{
	return strcmp(path, ((const struct entry *)entry)->path);
}

const struct entry *branch_at(const struct branch *l, const char *path)
{
	return l->count ? bsearch(path, l->entries, l->count, sizeof(*l->entries), compare_path)
			: NULL;
}

enum outcome branch_read(struct job *j, struct branch *into)
{
	const struct tree *answer = hosted_answer(j), *t = tree_list(answer, "tree");
	const struct tree *cut = tree_member(answer, "truncated");
	struct arena *a = j->host->arena;

	if (!t)
		return hosted_puzzle(j, "tree");
	if (cut && cut->number != 0)
		return job_failed(
			j, "the branch has more files than GitHub lists; use kind 'git' instead");
	into->entries = arena_array(a, t->count + 1, sizeof(*into->entries));
	into->count = 0;
	for (t = t->first; t; t = t->next) {
		const char *path = tree_text(t, "path"), *sha = tree_text(t, "sha");
		const char *type = tree_text(t, "type");
		double size = -1;

		tree_number(t, "size", &size);
		if (path && sha && type && strcmp(type, "tree") != 0)
			into->entries[into->count++] =
				(struct entry){ arena_strdup(a, path), arena_strdup(a, sha),
						(int64_t)size };
	}
	qsort(into->entries, into->count, sizeof(*into->entries), compare_entries);
	return JOB_DONE;
}

const char *branch_text(struct job *j, const struct output_file *file)
{
	char *text = arena_alloc(&j->arena, (size_t)file->size + 1);
	int fd = open(file->disk, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : pread(fd, text, (size_t)file->size, 0);
	uint32_t cp;

	if (fd >= 0)
		close(fd);
	if (n != file->size)
		return NULL;
	for (size_t i = 0, len; i < (size_t)n; i += len) {
		len = utf8_decode(text + i, (size_t)n - i, &cp);
		if (!len || !cp)
			return NULL;
	}
	return text;
}
