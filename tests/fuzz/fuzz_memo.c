/*
 * What this computer remembers of a publication, after a crash, a full disk, or somebody's editor:
 * any bytes are read, what is added to them is read again, and what they said is not changed by it.
 */
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../pipeline/publish/memo.h"
#include "base/diag.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ID   "0b9d3f0e-0000-4000-8000-000000000000"
#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void must(int truth)
{
	if (!truth)
		__builtin_trap();
}

static int same(const char *one, const char *other)
{
	return one == other || (one && other && strcmp(one, other) == 0);
}

static struct memo *reopen(struct memo *m, const char *path, struct arena *a)
{
	struct diag diag;

	diag_init(&diag, a);
	memo_close(m);
	m = memo_open(path, &diag);
	must(m != NULL);
	return m;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { 0 };
	int fd = memfd_create("blether", MFD_CLOEXEC);
	const char *path = arena_printf(&a, "/proc/self/fd/%d", fd);

	must(fd >= 0 && (!size || write(fd, data, size) == (ssize_t)size));
	struct memo *m = reopen(NULL, path, &a);
	const char *id = arena_strdup(&a, memo_id(m)), *was = memo_recall(m, "key", &a);
	const char *at = memo_at(m, "index.html");

	at = at ? arena_strdup(&a, at) : NULL;
	m = reopen(m, path, &a);
	must(strcmp(id, memo_id(m)) == 0 && same(was, memo_recall(m, "key", &a)) &&
	     same(at, memo_at(m, "index.html")));
	if (!*id)
		must(memo_begin(m, ID));
	memo_done(m, "index.html", HASH);
	memo_done(m, "gone.html", "");
	memo_note(m, "key", "value");
	must(memo_sync(m));
	m = reopen(m, path, &a);
	must(strcmp(memo_id(m), *id ? id : ID) == 0 && same(memo_at(m, "index.html"), HASH) &&
	     same(memo_at(m, "gone.html"), "") && same(memo_recall(m, "key", &a), "value"));
	memo_note(m, "key", NULL);
	m = reopen(m, path, &a);
	must(!memo_recall(m, "key", &a));
	memo_end(m);
	m = reopen(m, path, &a);
	must(!*memo_id(m) && !memo_at(m, "index.html"));
	memo_close(m);
	close(fd);
	arena_free(&a);
	return 0;
}
