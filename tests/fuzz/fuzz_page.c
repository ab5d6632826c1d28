#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../../pipeline/verify/page.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Any bytes pass through the page check: as a page, and as the notes of a feed. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct diag diag;
	struct output_file files[] = { { .path = "a/index.html", .disk = "/dev/null" },
				       { .path = "feed.xml", .disk = "/dev/null" } };
	struct output_tree tree = { files, 2 };
	struct check check;

	diag_init(&diag, &arena);
	check_init(&check, &tree, "https://example.org/x", &arena, &diag);
	/* a copy of the exact size: reading past its end is seen */
	char *text = malloc(size ? size : 1);
	memcpy(text, data, size);
	struct doc page = { .check = &check, .file = &files[0], .text = text, .len = size };
	page_check(&page);
	struct doc feed = { .check = &check, .file = &files[1], .by_line = true };
	page_check_fragment(&feed, text, size, (struct place){ 1, 0 });
	check_anchors(&check);
	check_release(&check);
	free(text);
	arena_free(&arena);
	return 0;
}
