#include "part.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"

static const char bytes_suffix[] = ".part", note_suffix[] = ".said";

/* Bytes from which on a part is worth a note: two files cost more than fetching less than this
 * again. */
#define PART_WORTH_A_NOTE (256 << 10)

void part_stem(const char *url, char stem[static PART_STEM + 1])
{
	const struct hash h = hash_bytes(url, strlen(url));
	char hex[HASH_HEX];

	hash_hex(&h, hex);
	snprintf(stem, PART_STEM + 1, "%.*s", PART_STEM, hex);
}

bool part_is_name(const char *name)
{
	return strspn(name, "0123456789abcdef") == PART_STEM &&
	       (strcmp(name + PART_STEM, bytes_suffix) == 0 ||
		strcmp(name + PART_STEM, note_suffix) == 0);
}

void part_find(struct part *p, const char *dir, const char *url, struct arena *a)
{
	char stem[PART_STEM + 1], *text;
	struct stat st;
	size_t len;

	part_stem(url, stem);
	*p = (struct part){ .fd = -1, .note = { .length = -1 } };
	p->bytes_path = arena_printf(a, "%s/%s%s", dir, stem, bytes_suffix);
	p->note_path = arena_printf(a, "%s/%s%s", dir, stem, note_suffix);
	if (lstat(p->bytes_path, &st) != 0 || !S_ISREG(st.st_mode))
		return;
	if (!file_read(p->note_path, LIMIT_HTTP_HEADERS, &text, &len, a) ||
	    !part_note_read(text, len, &p->note, a) || strcmp(p->note.url, url) != 0)
		return;
	if (p->note.length >= 0 && st.st_size > p->note.length)
		return;
	p->noted = true;
	p->size = st.st_size;
}

static bool fail_with(int error)
{
	errno = error;
	return false;
}

/* It is ours alone, and still the file of this name, as it was when it was found. */
static bool is_ours(const struct part *p, bool as_found)
{
	struct stat open_one, named;

	return flock(p->fd, LOCK_EX | LOCK_NB) == 0 && fstat(p->fd, &open_one) == 0 &&
	       lstat(p->bytes_path, &named) == 0 && open_one.st_ino == named.st_ino &&
	       (!as_found || open_one.st_size == p->size);
}

/* No other process may write to it at the same time: EBUSY. */
static bool open_part(struct part *p, bool as_found)
{
	const int flags = O_WRONLY | O_CLOEXEC | O_NOFOLLOW | (as_found ? 0 : O_CREAT);

	p->fd = open(p->bytes_path, flags, 0666);
	if (p->fd < 0)
		return false;
	if (is_ours(p, as_found))
		return true;
	part_pause(p);
	return fail_with(EBUSY);
}

bool part_begin(struct part *p, const struct part_note *note, bool anew)
{
	if (!open_part(p, !anew))
		return false;
	if (!anew)
		return lseek(p->fd, p->size, SEEK_SET) == p->size;
	p->note = *note;
	p->noted = false;
	p->size = 0;
	if (unlink(p->note_path) != 0 && errno != ENOENT)
		return false;
	return ftruncate(p->fd, 0) == 0;
}

static bool write_note(struct part *p)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_HTTP_HEADERS);

	part_note_write(&p->note, &text);
	p->noted = true;
	return !strbuf_ok(&text) || file_write(p->note_path, text.data, text.len);
}

bool part_add(struct part *p, const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(p->fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? false : fail_with(ENOSPC);
		bytes += n;
		len -= (size_t)n;
		p->size += n;
	}
	if (p->noted || p->size < PART_WORTH_A_NOTE || !part_note_validator(&p->note))
		return true;
	return write_note(p);
}

void part_pause(struct part *p)
{
	if (p->fd >= 0)
		close(p->fd);
	p->fd = -1;
}

void part_drop(struct part *p)
{
	unlink(p->note_path);
	unlink(p->bytes_path);
	part_pause(p);
	p->size = 0;
	p->noted = false;
}

/* rename(2) that replaces nothing; where the file system cannot promise that, as well as it can be
 * had. */
static bool give_name(const char *from, const char *to)
{
	struct stat st;

	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	if (lstat(to, &st) == 0)
		return fail_with(EEXIST);
	return rename(from, to) == 0;
}

static bool copy_bytes(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
	bool good = in >= 0 && out >= 0 && file_copy(in, out) && fdatasync(out) == 0;
	int error = errno;

	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return good || fail_with(error);
}

bool part_copy(const char *from, const char *path, struct arena *a)
{
	const char *name = arena_printf(a, ".%s.part", path_base(path));
	const char *beside = path_join(path_dir(path, a), name, a);

	if (copy_bytes(from, beside) && give_name(beside, path))
		return true;
	int error = errno;
	unlink(beside);
	return fail_with(error);
}

bool part_seal(struct part *p, char sha256[static 65])
{
	struct hash h;
	int64_t size = 0;

	if (p->fd < 0 && !open_part(p, true))
		return false;
	if (!hash_file(p->bytes_path, &h, &size))
		return false;
	if (size != p->size)
		return fail_with(ESTALE);
	hash_hex(&h, sha256);
	return true;
}

static bool move_across(struct part *p, const char *path)
{
	struct arena a = { 0 };
	bool good = part_copy(p->bytes_path, path, &a);
	int error = errno;

	arena_free(&a);
	return (good && unlink(p->bytes_path) == 0) || fail_with(error);
}

bool part_name(struct part *p, const char *path, bool synced)
{
	if (!synced && fdatasync(p->fd) != 0)
		return false;
	if (!give_name(p->bytes_path, path) && (errno != EXDEV || !move_across(p, path)))
		return false;
	unlink(p->note_path);
	part_pause(p);
	return true;
}
