#include "publish/sent.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/table.h"
#include "base/text.h"

#define SALT_LINE  "# letters that were sent; salt "
#define SALT_CHARS UUID_LEN
#define KEY_CHARS  32 /* of the hash */
#define WORD_CHARS 7  /* all states are as long in the file */

static const char *const words[] = {
	[SENT_NEVER] = "later  ",
	[SENT_TRYING] = "trying ",
	[SENT_DONE] = "sent   ",
	[SENT_REFUSED] = "refused",
};

/* A line of the file: `2021-03 <tab> hash <tab> state <tab> moment`. */
struct line {
	const char *letter;
	char key[KEY_CHARS + 1];
	off_t word; /* where its state stands */
	enum sent_state state;
};

struct sent {
	int fd;
	off_t end;
	char salt[SALT_CHARS + 1];
	struct line *lines;
	struct table known; /* letter and key, and where each is among `lines`, from 1 */
	size_t count, room;
	struct arena arena;
};

static void address_key(const struct sent *s, const char *address, char key[static KEY_CHARS + 1])
{
	struct arena a = { 0 };
	char *text = arena_printf(&a, "%s\n%s", s->salt, address), hex[HASH_HEX];

	for (char *c = text; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	const struct hash hash = hash_bytes(text, strlen(text));

	hash_hex(&hash, hex);
	memcpy(key, hex, KEY_CHARS);
	key[KEY_CHARS] = '\0';
	arena_free(&a);
}

static uint64_t line_key(const char *letter, const char *key)
{
	return key_of(key_of(0, letter, strlen(letter) + 1), key, KEY_CHARS);
}

static struct line *find(const struct sent *s, const char *letter, const char *address)
{
	char key[KEY_CHARS + 1];

	address_key(s, address, key);
	const uint32_t *number = table_find(&s->known, line_key(letter, key));

	return number ? &s->lines[*number - 1] : NULL;
}

static void add(struct sent *s, struct line line)
{
	s->lines = arena_grow(&s->arena, s->lines, s->count, &s->room, sizeof(*s->lines));
	s->lines[s->count++] = line;
	*table_at(&s->known, line_key(line.letter, line.key)) = (uint32_t)s->count;
}

/* Reading */

static bool take_line(struct sent *s, const char *text, size_t off, size_t len)
{
	const char *line = text + off, *tab = memchr(line, '\t', len);
	const size_t before = tab ? (size_t)(tab - line) : len;

	if (!tab || len < before + 1 + KEY_CHARS + 1 + WORD_CHARS + 1 ||
	    tab[1 + KEY_CHARS] != '\t' || tab[1 + KEY_CHARS + 1 + WORD_CHARS] != '\t')
		return false;
	const char *word = tab + 1 + KEY_CHARS + 1;

	for (size_t i = 0; i < COUNT(words); i++) {
		if (memcmp(word, words[i], WORD_CHARS) != 0)
			continue;
		struct line l = { .letter = arena_strndup(&s->arena, line, before),
				  .word = (off_t)(off + (size_t)(word - line)),
				  .state = (enum sent_state)i };

		memcpy(l.key, tab + 1, KEY_CHARS);
		add(s, l);
		return true;
	}
	return false;
}

static bool take_salt(struct sent *s, const char *text)
{
	const size_t before = strlen(SALT_LINE);

	if (!text_starts(text, SALT_LINE) || strlen(text) < before + SALT_CHARS + 1 ||
	    text[before + SALT_CHARS] != '\n')
		return false;
	memcpy(s->salt, text + before, SALT_CHARS);
	s->salt[SALT_CHARS] = '\0';
	return true;
}

/* A last line without its end was never on the disk as a whole, so its letter did not go. */
static bool take_text(struct sent *s, const char *text, size_t len)
{
	size_t off = strlen(SALT_LINE) + SALT_CHARS + 1;

	if (!take_salt(s, text))
		return false;
	while (off < len) {
		const char *end = memchr(text + off, '\n', len - off);

		if (!end)
			break;
		if (!take_line(s, text, off, (size_t)(end - text) - off))
			return false;
		off = (size_t)(end - text) + 1;
	}
	s->end = (off_t)off;
	return true;
}

static bool begin_file(struct sent *s)
{
	const char *line;

	if (!uuid_v4(s->salt))
		return false;
	line = arena_printf(&s->arena, SALT_LINE "%s\n", s->salt);
	s->end = (off_t)strlen(line);
	return ftruncate(s->fd, 0) == 0 && lseek(s->fd, 0, SEEK_SET) == 0 &&
	       file_write_all(s->fd, line, strlen(line)) && fsync(s->fd) == 0;
}

/* Its name is on the disk too. */
static bool sync_folder(const char *path, struct arena *a)
{
	const char *slash = strrchr(path, '/');
	const char *dir = slash ? arena_strndup(a, path, (size_t)(slash - path) + 1) : ".";
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool good = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return good;
}

static bool load(struct sent *s, const char *path)
{
	char *text;
	size_t len;

	s->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (s->fd < 0 || flock(s->fd, LOCK_EX | LOCK_NB) != 0 ||
	    !file_read(path, LIMIT_LEDGER_BYTES, &text, &len, &s->arena))
		return false;
	/* A first line that breaks off is that of a journal that nothing was written into. */
	if (!memchr(text, '\n', len) && len <= strlen(SALT_LINE) + SALT_CHARS &&
	    strncmp(text, SALT_LINE, len < strlen(SALT_LINE) ? len : strlen(SALT_LINE)) == 0)
		return begin_file(s) && sync_folder(path, &s->arena);
	if (take_text(s, text, len))
		return ftruncate(s->fd, s->end) == 0;
	errno = EINVAL;
	return false;
}

struct sent *sent_open(const char *path)
{
	struct sent *s = xcalloc(1, sizeof(*s));

	if (load(s, path))
		return s;
	int keep = errno;

	sent_close(s);
	errno = keep;
	return NULL;
}

void sent_close(struct sent *s)
{
	if (s->fd >= 0)
		close(s->fd);
	table_release(&s->known);
	arena_free(&s->arena);
	free(s);
}

/* Writing */

enum sent_state sent_state(const struct sent *s, const char *letter, const char *address)
{
	const struct line *l = find(s, letter, address);

	return l ? l->state : SENT_NEVER;
}

static bool put_word(struct sent *s, struct line *l, enum sent_state state)
{
	if (pwrite(s->fd, words[state], WORD_CHARS, l->word) != WORD_CHARS || fsync(s->fd) != 0)
		return false;
	l->state = state;
	return true;
}

/* A line that could not be written whole is taken back. */
static bool put_line(struct sent *s, const char *text, size_t len)
{
	if (lseek(s->fd, s->end, SEEK_SET) == s->end && file_write_all(s->fd, text, len) &&
	    fsync(s->fd) == 0)
		return true;
	int keep = errno;

	if (ftruncate(s->fd, s->end) != 0)
		keep = errno;
	errno = keep;
	return false;
}

bool sent_begin(struct sent *s, const char *letter, const char *address, struct moment now)
{
	struct line *known = find(s, letter, address);
	char key[KEY_CHARS + 1];

	if (known)
		return put_word(s, known, SENT_TRYING);
	address_key(s, address, key);
	const char *text = arena_printf(&s->arena, "%s\t%s\t%s\t%s\n", letter, key,
					words[SENT_TRYING], date_rfc3339(now, &s->arena));

	if (!put_line(s, text, strlen(text)))
		return false;
	struct line l = { .letter = arena_strdup(&s->arena, letter),
			  .word = s->end + (off_t)(strlen(letter) + 1 + KEY_CHARS + 1),
			  .state = SENT_TRYING };

	memcpy(l.key, key, sizeof(key));
	add(s, l);
	s->end += (off_t)strlen(text);
	return true;
}

bool sent_end(struct sent *s, const char *letter, const char *address, enum sent_state state)
{
	struct line *l = find(s, letter, address);

	return !l || put_word(s, l, state);
}
