#include "base/path.h"

#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"

char *path_join(const char *dir, const char *name, struct arena *a)
{
	size_t dir_len = strlen(dir), name_len = strlen(name);

	if (!dir_len || strcmp(dir, ".") == 0)
		return arena_strndup(a, name, name_len);
	dir_len -= dir[dir_len - 1] == '/';
	char *path = arena_alloc(a, dir_len + 1 + name_len + 1);
	memcpy(path, dir, dir_len);
	path[dir_len] = '/';
	memcpy(path + dir_len + 1, name, name_len);
	return path;
}

char *path_dir(const char *path, struct arena *a)
{
	const char *slash = strrchr(path, '/');

	return arena_strndup(a, path, slash ? (size_t)(slash - path) : 0);
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

const char *path_suffix(const char *path)
{
	const char *base = path_base(path), *dot = strrchr(base, '.');

	return dot && dot != base ? dot : base + strlen(base);
}

/* Removes the last part of `out`; false when there is none. */
static bool climb(struct strbuf *out)
{
	if (!out->len)
		return false;
	const char *slash = strrchr(out->data, '/');
	out->len = slash ? (size_t)(slash - out->data) : 0;
	out->data[out->len] = '\0';
	return true;
}

char *path_resolve(const char *dir, const char *rel, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(4096);

	strbuf_adds(&out, dir);
	for (;;) {
		size_t len = strcspn(rel, "/");

		if (len == 2 && memcmp(rel, "..", 2) == 0) {
			if (!climb(&out))
				return NULL;
		} else if (len && !(len == 1 && rel[0] == '.')) {
			if (out.len)
				strbuf_addc(&out, '/');
			strbuf_add(&out, rel, len);
		}
		if (!rel[len])
			break;
		rel += len + 1;
	}
	return strbuf_ok(&out) ? arena_strndup(a, out.data, out.len) : NULL;
}

char *path_relative(const char *from, const char *to, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(8192);
	size_t common = 0;

	for (size_t i = 0; from[i] && from[i] == to[i]; i++) {
		if (from[i] == '/')
			common = i + 1;
	}
	for (const char *c = from + common; (c = strchr(c, '/')); c++)
		strbuf_adds(&out, "../");
	strbuf_adds(&out, to + common);
	return arena_strndup(a, out.data, out.len);
}

char *path_to_url(const char *path, struct arena *a)
{
	static const char plain[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
		"!$&'()*+,;=:@/";
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(8192);

	while (*path) {
		size_t len = strspn(path, plain);

		strbuf_add(&out, path, len);
		path += len;
		if (*path)
			strbuf_addf(&out, "%%%02X", (unsigned char)*path++);
	}
	return arena_strndup(a, out.data, out.len);
}

bool path_within(const char *path, const char *dir)
{
	size_t len = strlen(dir);

	return strncmp(path, dir, len) == 0 && (path[len] == '/' || !path[len]);
}

static int hex_value(char c)
{
	const char *digits = "0123456789abcdef", *at = c ? strchr(digits, c | 0x20) : NULL;

	return at ? (int)(at - digits) : -1;
}

char *path_from_url(const char *url, size_t len, struct arena *a)
{
	char *out = arena_strndup(a, url, len), *to = out;

	for (const char *c = out; *c; c++) {
		int high = c[0] == '%' ? hex_value(c[1]) : -1,
		    low = high >= 0 ? hex_value(c[2]) : -1;

		*to++ = low > 0 || (low == 0 && high > 0) ? (char)(high * 16 + low) : *c;
		c += low > 0 || (low == 0 && high > 0) ? 2 : 0;
	}
	*to = '\0';
	return out;
}
