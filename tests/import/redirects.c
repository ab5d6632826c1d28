/*
 * redirects FOLDER <MOVES: writes what an import would leave for the old hosts below FOLDER. Each
 * line of MOVES is an old address, a tab and a new one.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "import/redirects.h"

static struct import_moves read_moves(struct arena *a)
{
	struct import_moves moves = { 0 };
	size_t room = 0, size = 0;
	char *line = NULL;

	for (ssize_t len; (len = getline(&line, &size, stdin)) > 0;) {
		char *tab = strchr(line, '\t');

		if (!tab)
			continue;
		line[strcspn(line, "\n")] = '\0';
		moves.all = arena_grow(a, moves.all, moves.count, &room, sizeof(*moves.all));
		moves.all[moves.count++] =
			(struct import_move){ .kind = MOVE_PAGE,
					      .from = arena_strndup(a, line, (size_t)(tab - line)),
					      .to = arena_strdup(a, tab + 1) };
	}
	free(line);
	return moves;
}

int main(int argc, char **argv)
{
	struct arena a = { 0 };
	int status = argc == 2 ? 0 : 2;

	if (status == 0) {
		const struct import_moves moves = read_moves(&a);
		const struct import_files files = import_redirect_files(&moves, &a);

		for (size_t i = 0; i < files.count; i++) {
			const char *path = path_join(argv[1], files.all[i].path, &a);

			if (!file_mkdirs(path_dir(path, &a)) ||
			    !file_write(path, files.all[i].text, files.all[i].len))
				status = 1;
		}
	}
	arena_free(&a);
	return status;
}
