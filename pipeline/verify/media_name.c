#include "media_name.h"

#include <string.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/path.h"
#include "model/site.h"

/* The digits that end a name that is never reused: "one-0123456789ab.mp3"; NULL: it has none. */
static const char *digits_of(const char *path)
{
	const char *dash = strrchr(path_base(path), '-');
	size_t n = dash ? strspn(dash + 1, "0123456789abcdef") : 0;

	return n == HASH_IN_NAME && dash[1 + n] == '.' ? dash + 1 : NULL;
}

/* Of what was just written, the bytes are hashed; else the hash is known and was compared. */
static bool hash_of(struct check *c, const struct output_file *file, char hex[static HASH_HEX])
{
	struct hash h;
	int64_t size;

	if (!file->is_new && !file->is_changed) {
		memcpy(hex, file->sha256, HASH_HEX);
		return true;
	}
	if (!hash_file(file->disk, &h, &size)) {
		diag_report_errno(c->diag, DIAG_CANNOT_READ, "cannot read the file", file->disk);
		return false;
	}
	hash_hex(&h, hex);
	return true;
}

void media_name_check(struct check *c, const struct output_file *file)
{
	const char *digits = digits_of(file->path);
	char hex[HASH_HEX];

	if (file->group != OUTPUT_MEDIA || !digits || !hash_of(c, file, hex))
		return;
	if (strncmp(hex, digits, HASH_IN_NAME) != 0)
		diag_report(c->diag, DIAG_MEDIA_NAME, span_path(file->path, c->arena),
			    "the bytes of '%s' are not those that its name stands for: their hash "
			    "begins with %.*s",
			    file->path, HASH_IN_NAME, hex);
}
