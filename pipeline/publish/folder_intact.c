#include <fcntl.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/path.h"
#include "folder_state.h"

static bool load(const char *dir, struct manifest *m, struct arena *a)
{
	const char *name = path_join(dir, MANIFEST_NAME, a);
	struct diag unheard;
	char *text;
	size_t len;

	diag_init(&unheard, a);
	return file_read(name, MANIFEST_MAX_BYTES, &text, &len, a) &&
	       manifest_parse(m, name, text, len, &unheard);
}

/* One look by path each: the kernel walks two names faster than we open a folder. */
static bool as_recorded(int root, const struct record *r)
{
	struct stat st;

	if (fstatat(root, r->file.path, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return false;
	struct stamp now = stamp_of(&st);
	return stamp_equal(&now, &r->stamp);
}

bool folder_intact(const char *dir, struct arena *a)
{
	struct manifest m;
	int root = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool intact = root >= 0 && faccessat(root, JOURNAL_NAME, F_OK, AT_SYMLINK_NOFOLLOW) != 0 &&
		      load(dir, &m, a);

	for (size_t i = 0; intact && i < m.count; i++)
		intact = as_recorded(root, &m.records[i]);
	if (root >= 0)
		close(root);
	return intact;
}
