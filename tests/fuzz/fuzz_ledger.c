#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/ledger.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(int truth)
{
	if (!truth)
		__builtin_trap();
}

/* The ledger that these bytes are, written out; NULL when they were refused. */
static char *rewritten(const char *text, size_t len, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct diag diag;

	diag_init(&diag, a);
	const struct source *src = source_from_text("published.tsv", text, len, a, &diag);
	struct ledger *l = src ? read_ledger_text(src, a, &diag) : NULL;
	static FILE *null;
	if (!null)
		null = fopen("/dev/null", "w");
	diag_print(&diag, null, false);
	if (!l)
		return NULL;
	ledger_write(l, &out);
	return arena_strndup(a, out.data, out.len);
}

/* Any bytes as published.tsv: refused with a place, or the same when written and read again. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	const char *first = rewritten((const char *)data, size, &arena);
	const char *second = first ? rewritten(first, strlen(first), &arena) : NULL;

	must(!first || (second && strcmp(first, second) == 0));
	arena_free(&arena);
	return 0;
}
