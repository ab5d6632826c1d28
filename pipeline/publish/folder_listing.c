#include <string.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "manifest.h"
#include "publish/folder.h"

static bool is_as_written(const struct output_file *file, int64_t size)
{
	char sha256[HASH_HEX];
	struct hash hash;
	int64_t read;

	if (size != file->size || !hash_file(file->disk, &hash, &read))
		return false;
	hash_hex(&hash, sha256);
	return strcmp(sha256, file->sha256) == 0;
}

/* Is the file there? Its size becomes that of what is there. */
static bool take_file(struct output_file *file, struct arena *a, struct diag *diag)
{
	struct stat st;

	if (lstat(file->disk, &st) != 0 || !S_ISREG(st.st_mode)) {
		diag_report(diag, DIAG_OUTPUT_MISSING, span_path(file->disk, a),
			    "the file is not there any more; build the site again");
		return false;
	}
	if (!is_as_written(file, st.st_size))
		diag_report(diag, DIAG_OUTPUT_CHANGED, span_path(file->disk, a),
			    "the file is not as blether wrote it");
	file->size = st.st_size;
	return true;
}

bool folder_listing(const char *dir, struct output_tree *tree, struct arena *a, struct diag *diag)
{
	const char *name = path_join(dir, MANIFEST_NAME, a);
	struct manifest m;
	char *text;
	size_t len;

	if (!file_read(name, MANIFEST_MAX_BYTES, &text, &len, a)) {
		diag_report(diag, DIAG_NO_OUTPUT, span_path(dir, a),
			    "this is no folder that blether made: it has no '%s'", MANIFEST_NAME);
		return false;
	}
	if (!manifest_parse(&m, name, text, len, diag))
		return false;
	*tree = (struct output_tree){ .files = arena_array(a, m.count + 1, sizeof(*tree->files)) };
	for (size_t i = 0; i < m.count; i++) {
		struct output_file *file = &tree->files[tree->count];

		*file = m.records[i].file;
		file->disk = path_join(dir, file->path, a);
		tree->count += take_file(file, a, diag);
	}
	return true;
}

bool folder_files(const char *dir, struct output_tree *tree, struct arena *a)
{
	const char *name = path_join(dir, MANIFEST_NAME, a);
	struct diag unheard;
	struct manifest m;
	char *text;
	size_t len;

	diag_init(&unheard, a);
	if (!file_read(name, MANIFEST_MAX_BYTES, &text, &len, a) ||
	    !manifest_parse(&m, name, text, len, &unheard))
		return false;
	*tree = (struct output_tree){ arena_array(a, m.count + 1, sizeof(*tree->files)), m.count };
	for (size_t i = 0; i < m.count; i++) {
		tree->files[i] = m.records[i].file;
		tree->files[i].disk = path_join(dir, tree->files[i].path, a);
	}
	return true;
}
