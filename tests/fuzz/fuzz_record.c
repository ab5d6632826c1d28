/*
 * The notes at a target, which anybody can have changed there, and what is made of them. An input
 * is up to four texts, parted by 0x1e: what was published, the journal, what is wanted (as the
 * first), and what this computer remembers.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../pipeline/publish/memo.h"
#include "../../pipeline/publish/reconcile.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/strbuf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NEXT '\x1e'

static void must(int truth)
{
	if (!truth)
		__builtin_trap();
}

struct text {
	char *bytes;
	size_t len;
};

/* Up to the next mark, copied, so that a sanitizer sees the first byte read beyond it. */
static struct text next_text(const uint8_t **data, size_t *size, struct arena *a)
{
	const uint8_t *end = *size ? memchr(*data, NEXT, *size) : NULL;
	size_t len = end ? (size_t)(end - *data) : *size;
	struct text t = { arena_strndup(a, (const char *)*data, len), len };

	*data += len + (end != NULL);
	*size -= len + (end != NULL);
	return t;
}

/* Only below the place, and no note of blether's own. */
static void check_path(const char *path, const char *before)
{
	must(*path && *path != '/' && !strstr(path, "//") && !strpbrk(path, "\r\n\t"));
	for (const char *part = path; part; part = strchr(part, '/')) {
		part += *part == '/';
		must(strncmp(part, "../", 3) != 0 && strcmp(part, "..") != 0 &&
		     strncmp(part, ".blether-", 9) != 0);
	}
	must(!before || strcmp(before, path) < 0);
}

/* What is written of it is read again, and is the same. */
static bool read_record(struct record_note *n, struct text t, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	STRBUF_SCOPED struct strbuf again = STRBUF_INIT(SIZE_MAX / 2);
	struct record_note back;

	if (record_parse(n, t.bytes, t.len, a))
		return false;
	for (size_t i = 0; i < n->count; i++) {
		check_path(n->files[i].file.path, i ? n->files[i - 1].file.path : NULL);
		must(n->files[i].file.size >= 0 && n->files[i].leaving >= 0);
	}
	record_format(n, &out);
	must(!record_parse(&back, arena_strndup(a, out.data, out.len), out.len, a));
	record_format(&back, &again);
	must(strcmp(out.data, again.data) == 0);
	return true;
}

static bool read_touched(struct touched_note *n, struct text t, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	STRBUF_SCOPED struct strbuf again = STRBUF_INIT(SIZE_MAX / 2);
	struct touched_note back;

	if (touched_parse(n, t.bytes, t.len, a))
		return false;
	for (size_t i = 0; i < n->count; i++)
		check_path(n->touches[i].path, i ? n->touches[i - 1].path : NULL);
	touched_format(n, &out);
	must(!touched_parse(&back, arena_strndup(a, out.data, out.len), out.len, a));
	touched_format(&back, &again);
	must(strcmp(out.data, again.data) == 0);
	return true;
}

static struct output_tree tree_of(const struct record_note *n, struct arena *a)
{
	struct output_tree t = { .files = arena_array(a, n->count + 1, sizeof(*t.files)) };

	for (; t.count < n->count; t.count++)
		t.files[t.count] = n->files[t.count].file;
	return t;
}

/* Every path that is wanted is put once or is there, and nothing that is wanted or stays is
 * deleted. */
static void check_plan(const struct reconcile *r, const struct reconciled *done)
{
	size_t puts = 0;

	for (size_t i = 0; i < done->plan.count; i++) {
		const struct plan_step *s = &done->plan.steps[i];

		if (s->act == PLAN_DELETE)
			must(!output_find(r->want, s->file->path));
		else
			puts++;
		must(!i || done->plan.steps[i - 1].act <= s->act);
		for (size_t k = 0; k < done->kept_count && k < 8; k++)
			must(strcmp(done->kept[k].file.path, s->file->path) != 0);
	}
	must(puts + done->plan.unchanged == r->want->count);
	for (size_t k = 0; k < done->kept_count; k++)
		must(!output_find(r->want, done->kept[k].file.path) && done->kept[k].leaving > 0);
}

/* After the plan, and with nothing in doubt, the same comparison finds nothing to do. */
static void check_rest(const struct reconcile *r, const struct reconciled *done, struct arena *a)
{
	const struct record_note after = reconcile_record(r, done, a);
	const struct touched_note touched = reconcile_touches(r, &done->plan, a);
	struct reconcile rest = {
		.record = &after, .want = r->want, .now = r->now, .grace = r->grace
	};

	for (size_t i = 1; i < touched.count; i++)
		must(strcmp(touched.touches[i - 1].path, touched.touches[i].path) < 0);
	for (size_t i = 1; i < after.count; i++)
		must(strcmp(after.files[i - 1].file.path, after.files[i].file.path) < 0);
	must(reconcile(&rest, a).plan.count == 0);
}

static void check_both(struct reconcile *r, struct arena *a)
{
	struct reconciled done = reconcile(r, a);

	check_plan(r, &done);
	check_rest(r, &done, a);
	r->again = true;
	done = reconcile(r, a);
	check_plan(r, &done);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = { 0 };
	struct record_note record, wanted;
	struct touched_note touched;
	struct diag diag;
	int fd = memfd_create("blether", MFD_CLOEXEC);

	diag_init(&diag, &arena);
	bool known = read_record(&record, next_text(&data, &size, &arena), &arena);
	bool stopped = read_touched(&touched, next_text(&data, &size, &arena), &arena);
	bool wants = read_record(&wanted, next_text(&data, &size, &arena), &arena);
	must(fd >= 0 && (!size || write(fd, data, size) == (ssize_t)size));
	struct memo *memo = memo_open(arena_printf(&arena, "/proc/self/fd/%d", fd), &diag);
	must(memo != NULL);
	struct output_tree want = tree_of(wants ? &wanted : &(struct record_note){ 0 }, &arena);
	struct reconcile r = { .record = known ? &record : &(struct record_note){ 0 },
			       .touched = stopped ? &touched : NULL,
			       .memo = memo,
			       .want = &want,
			       .now = 8640000,
			       .grace = 604800 };
	check_both(&r, &arena);
	memo_close(memo);
	close(fd);
	arena_free(&arena);
	return 0;
}
