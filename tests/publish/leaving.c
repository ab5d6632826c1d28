/*
 * What becomes of the files that one build has and the next has not, once both are published.
 *
 *   leaving HAD WANT
 *
 * HAD and WANT are output folders. Prints, in order of path, `stays PATH` for what a successor took
 * the place of, and `goes PATH` for what goes at once.
 */
#include <stdio.h>

#include "../../pipeline/publish/successor.h"
#include "base/diag.h"
#include "base/mem.h"
#include "publish/folder.h"

int main(int argc, char **argv)
{
	struct arena a = { 0 };
	struct output_tree had, want;
	struct diag diag;

	diag_init(&diag, &a);
	if (argc != 3 || !folder_listing(argv[1], &had, &a, &diag) ||
	    !folder_listing(argv[2], &want, &a, &diag) || !diag_ok(&diag)) {
		diag_print(&diag, stderr, false);
		return 1;
	}
	for (size_t i = 0; i < had.count; i++) {
		const char *path = had.files[i].path;

		if (!output_find(&want, path))
			printf("%s %s\n", successor_came(&had, &want, path) ? "stays" : "goes", path);
	}
	arena_free(&a);
	return 0;
}
