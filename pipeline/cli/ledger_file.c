#include "ledger_file.h"

#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "model/ledger.h"

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
	if (has_bytes(path, out, diag->arena) || file_write(path, out->data, out->len))
		return true;
	diag_report_errno(diag, DIAG_CANNOT_WRITE, "cannot write the file", path);
	return false;
}
