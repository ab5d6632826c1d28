#include "remote.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/path.h"
#include "base/text.h"

#define NEW_NAME_HEX 32 /* digits of a hash */

enum known { FOLDER_UNKNOWN, FOLDER_THERE, FOLDER_NEW };

/*
 * Where one is after the login is "": `/~/` in an address of SFTP, as in curl; for FTP, `/`, and
 * what begins with two of them is from the top (RFC 1738 section 3.2.2).
 */
static const char *root_of(const char *path, bool is_sftp, struct arena *a)
{
	char *root = path_from_url(path, strlen(path), a);
	size_t len = strlen(root);

	while (len > 1 && root[len - 1] == '/')
		root[--len] = '\0';
	if (!is_sftp)
		return *root ? root + 1 : root;
	if (text_starts(root, "/~") && (!root[2] || root[2] == '/'))
		return root[2] ? root + 3 : "";
	return root;
}

void remote_open(struct remote *r, const char *to, struct arena *a)
{
	const char *host = strstr(to, "://") + 3;
	size_t len = *host == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":/");
	const char *rest = host + len, *path = rest + strcspn(rest, "/");

	r->arena = a;
	r->base = arena_strndup(a, to, (size_t)(path - to));
	r->server =
		*host == '[' ? arena_strndup(a, host + 1, len - 2) : arena_strndup(a, host, len);
	r->port = *rest == ':' ? strtol(rest + 1, NULL, 10) : 0;
	r->is_sftp = text_starts(to, "sftp:");
	r->root = root_of(path, r->is_sftp, a);
}

void remote_close(struct remote *r)
{
	table_release(&r->known);
}

const char *remote_name(const struct remote *r, const char *path, struct arena *a)
{
	if (!*path)
		return *r->root ? r->root : ".";
	return *r->root ? path_join(r->root, path, a) : path;
}

const char *remote_url(const struct remote *r, const char *name, struct arena *a)
{
	const char *url = path_to_url(name, a), *before = "/";

	if (r->is_sftp)
		before = *name == '/' ? "" : "/~/";
	return arena_printf(a, "%s%s%s", r->base, before, url);
}

const char *remote_new_path(struct job *j)
{
	const struct hash bytes = hash_bytes(j->bytes, j->len);
	char hex[HASH_HEX];

	hash_hex(&bytes, hex);
	const char *both =
		arena_printf(&j->arena, "%s %s", j->file ? j->file->sha256 : hex, j->path);
	const struct hash h = hash_bytes(both, strlen(both));
	hash_hex(&h, hex);
	return arena_printf(&j->arena, REMOTE_NEW "/%.*s", NEW_NAME_HEX, hex);
}

/* --- folders --------------------------------------------------------------------------- */

static uint64_t key_of_folder(const char *path, size_t len)
{
	return key_of(0, path, len);
}

/* Length of the name of the folder that holds path; 0: the place itself. */
static size_t folder_len(const char *path, size_t len)
{
	while (len && path[len - 1] != '/')
		len--;
	return len ? len - 1 : 0;
}

static enum known known_of(const struct remote *r, const char *path, size_t len)
{
	const uint32_t *known = table_find(&r->known, key_of_folder(path, len));

	return known ? (enum known) * known : FOLDER_UNKNOWN;
}

void remote_each_folder(const struct remote *r, const char *path,
			void (*make)(struct job *j, const char *name), struct job *j)
{
	size_t whole = folder_len(path, strlen(path));

	if (*r->root && known_of(r, path, 0) == FOLDER_UNKNOWN)
		make(j, remote_name(r, "", &j->arena));
	for (size_t len = 1; len <= whole; len++) {
		if ((path[len] == '/' || len == whole) && known_of(r, path, len) == FOLDER_UNKNOWN)
			make(j, remote_name(r, arena_strndup(&j->arena, path, len), &j->arena));
	}
}

bool remote_is_missing(const struct remote *r, const char *path)
{
	size_t len = folder_len(path, strlen(path));

	return len && known_of(r, path, len) == FOLDER_UNKNOWN &&
	       known_of(r, path, folder_len(path, len)) == FOLDER_NEW;
}

void remote_made(struct remote *r, const char *path)
{
	size_t whole = folder_len(path, strlen(path));

	for (size_t len = 0; len <= whole; len++) {
		if (len && path[len] != '/' && len != whole)
			continue;
		uint32_t *known = table_at(&r->known, key_of_folder(path, len));
		if (*known == FOLDER_UNKNOWN)
			*known = len == whole ? FOLDER_NEW : FOLDER_THERE;
	}
}

void remote_forget(struct remote *r, const char *path)
{
	for (size_t len = folder_len(path, strlen(path)); len; len = folder_len(path, len))
		*table_at(&r->known, key_of_folder(path, len)) = FOLDER_UNKNOWN;
}

/* --- files that wait, and files that are partly there ------------------------------------- */

bool remote_is_lock(const char *path)
{
	return text_starts(path, REMOTE_LOCK);
}

void remote_tidy_list(struct job *j)
{
	char *rest = arena_strdup(&j->arena, j->body.data);

	strbuf_clear(&j->body);
	for (char *line; (line = strsep(&rest, "\r\n"));) {
		const char *name = path_base(line);

		if (*name && strcmp(name, ".") != 0 && strcmp(name, "..") != 0 &&
		    strcmp(name, REMOTE_NEW) != 0)
			strbuf_addf(&j->body, "%s\n", name);
	}
}

void remote_wait(struct remote *r, const char *from, const char *to)
{
	r->waiting = arena_grow(r->arena, r->waiting, r->waiting_count, &r->waiting_room,
				sizeof(*r->waiting));
	r->waiting[r->waiting_count++] = (struct waiting){ .from = arena_strdup(r->arena, from),
							   .to = arena_strdup(r->arena, to) };
}

bool remote_can_resume(const struct job *j, const char *name)
{
	return j->unsure && j->file && j->file->size >= REMOTE_ASK_FROM &&
	       (name != j->path || job_path_has_hash(j));
}

int64_t remote_there(const struct job *j)
{
	return j->code == CURLE_OK && j->length > 0 && j->length < job_size(j) ? j->length : 0;
}
