#include "ledger_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/source.h"
#include "base/strbuf.h"
#include "model/ledger.h"
#include "model/site.h"
#include "read/read.h"

bool ledger_file_writable(const char *content, struct diag *diag)
{
	if (access(content, W_OK) == 0)
		return true;
	diag_report_errno(diag, DIAG_CANNOT_WRITE, "cannot write into the content folder", content);
	return false;
}

static bool has_bytes(const char *path, const struct strbuf *out, struct arena *a)
{
	char *text;
	size_t len;

	return file_read(path, LIMIT_LEDGER_BYTES, &text, &len, a) && len == out->len &&
	       memcmp(text, out->data, len) == 0;
}

/* Is it the file that the ledger was read from; or still none? */
static bool is_unchanged(const char *path, const struct source *was, struct diag *diag)
{
	char *text;
	size_t len;
	struct diag quiet;

	if (!file_read(path, LIMIT_LEDGER_BYTES, &text, &len, diag->arena))
		return !was && errno == ENOENT;
	diag_init(&quiet, diag->arena);
	const struct source *now = source_from_text(path, text, len, diag->arena, &quiet);
	return was && now && now->len == was->len && memcmp(now->text, was->text, was->len) == 0;
}

static bool write_locked(const char *path, const struct source *was, const struct strbuf *out,
			 struct diag *diag)
{
	if (!has_bytes(path, out, diag->arena) && !is_unchanged(path, was, diag)) {
		diag_report(diag, DIAG_LEDGER_CHANGED, span_path(path, diag->arena),
			    "somebody else has changed the file meanwhile; say the same command "
			    "again");
		return false;
	}
	if (file_replace(path, out->data, out->len))
		return true;
	diag_report_errno(diag, DIAG_CANNOT_WRITE, "cannot write the file", path);
	return false;
}

bool ledger_file_write(const char *content, const struct ledger *l, struct strbuf *out,
		       struct diag *diag)
{
	const char *path = path_join(content, LEDGER_NAME, diag->arena);

	strbuf_clear(out);
	ledger_write(l, out);
	if (!strbuf_ok(out)) {
		diag_report(diag, DIAG_FILE_TOO_BIG, span_path(path, diag->arena),
			    "the file would be longer than %zu MB, the most it may have",
			    LIMIT_LEDGER_BYTES >> 20);
		return false;
	}
	if (has_bytes(path, out, diag->arena))
		return true;
	/* Two that write at once take turns; a file system without locks is not an obstacle. */
	int folder = open(content, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder >= 0)
		flock(folder, LOCK_EX);
	bool written = write_locked(path, l->src, out, diag);
	if (folder >= 0)
		close(folder);
	return written;
}

void ledger_file_keep(const char *cache, const struct strbuf *text, struct arena *a)
{
	const char *path = path_join(cache, LEDGER_NAME, a);

	if (!has_bytes(path, text, a))
		(void)!file_write(path, text->data, text->len);
}

/* Has somebody else written it since it was read? */
static bool is_other_now(const char *path, const struct ledger *l)
{
	struct stat st;

	return stat(path, &st) == 0 && (size_t)st.st_size != (l->src ? l->src->len : 0);
}

bool ledger_file_is_gone(const struct site *site, const char *content, const char *cache,
			 struct diag *diag)
{
	const char *path = path_join(content, LEDGER_NAME, diag->arena);
	const char *copy = path_join(cache, LEDGER_NAME, diag->arena);
	struct diag of_copy;

	if (!site->ledger || site->ledger->count || access(copy, F_OK) != 0 ||
	    is_other_now(path, site->ledger))
		return false;
	diag_init(&of_copy, diag->arena);
	const struct ledger *kept = read_ledger(cache, diag->arena, &of_copy);
	const struct ledger_row *row = kept ? ledger_site(kept) : NULL;

	/* What is remembered may be that of another site. */
	if (!row || !site->address || strcmp(row->permalink, site->address) != 0)
		return false;
	diag_report(diag, DIAG_LEDGER_GONE, span_path(path, diag->arena),
		    "the file is gone or empty, in which stands what this site has published; take "
		    "it back: cp %s %s",
		    copy, path);
	return true;
}
