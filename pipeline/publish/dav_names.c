#include "dav_names.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"

#define HREF_MOST 8192 /* bytes of an address */

/* The text behind a start tag whose name, without its prefix, is `href`; NULL: there is none. */
static const char *next_href(const char *at)
{
	while ((at = strchr(at, '<'))) {
		size_t len = strcspn(++at, " \t\r\n/>");
		const char *name = at, *colon = memchr(at, ':', len);

		at += len;
		if (colon)
			len -= (size_t)(colon + 1 - name), name = colon + 1;
		if (*at == '/' || len != strlen("href") || memcmp(name, "href", len) != 0)
			continue;
		at = strchr(at, '>');
		return at ? at + 1 : NULL;
	}
	return NULL;
}

static const struct {
	const char *name;
	char is;
} entities[] = {
	{ "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&apos;", '\'' }
};

/* Appends what an entity or a reference to a character stands for (XML 1.0 section 4.1); how long
 * it is. */
static size_t add_reference(struct strbuf *out, const char *at)
{
	char *end;

	for (size_t i = 0; i < COUNT(entities); i++) {
		if (text_starts(at, entities[i].name)) {
			strbuf_addc(out, entities[i].is);
			return strlen(entities[i].name);
		}
	}
	if (at[1] == '#') {
		unsigned long c =
			at[2] == 'x' ? strtoul(at + 3, &end, 16) : strtoul(at + 2, &end, 10);

		if (*end == ';' && c && c <= 0x10ffff) {
			utf8_encode(out, (uint32_t)c);
			return (size_t)(end + 1 - at);
		}
	}
	strbuf_addc(out, '&');
	return 1;
}

/* The path of an address, decoded: scheme and server, if they are told, are left out. */
static const char *path_of(const char *href, size_t len, struct arena *a)
{
	const char *server = len ? memmem(href, len, "://", 3) : NULL;

	if (server) {
		const char *path = memchr(server + 3, '/', len - (size_t)(server + 3 - href));

		if (!path)
			return "/";
		len -= (size_t)(path - href);
		href = path;
	}
	return path_from_url(href, len, a);
}

/* The address that begins at `text`, as a decoded path; NULL: it has no end. */
static const char *href_path(const char *text, struct arena *a)
{
	STRBUF_SCOPED struct strbuf href = STRBUF_INIT(HREF_MOST);

	text += strspn(text, " \t\r\n");
	while (*text && *text != '<') {
		if (*text == '&')
			text += add_reference(&href, text);
		else
			strbuf_addc(&href, *text++);
	}
	if (!*text || !strbuf_ok(&href))
		return NULL;
	while (href.len && strchr(" \t\r\n", href.data[href.len - 1]))
		href.data[--href.len] = '\0';
	return path_of(href.data, href.len, a);
}

/* The name in `folder` (decoded, with its slash) that a path is of; "" : the folder itself; NULL:
 * neither. */
static char *name_in(const char *path, const char *folder, struct arena *a)
{
	size_t len = strlen(folder), whole = strlen(path);

	if (whole + 1 == len && memcmp(path, folder, whole) == 0)
		return arena_strdup(a, "");
	if (whole < len || memcmp(path, folder, len) != 0)
		return NULL;
	size_t part = strcspn(path + len, "/");
	if (path[len + part] && path[len + part + 1])
		return NULL;
	return arena_strndup(a, path + len, part);
}

struct dav_names dav_names_read(const char *answer, const char *url, struct arena *a)
{
	struct dav_names n = { 0 };
	const char *folder = path_of(url, strlen(url), a), *at = answer;
	size_t room = 0;
	bool itself = false, ends = strstr(answer, "multistatus>") != NULL;

	while ((at = next_href(at))) {
		const char *path = href_path(at, a);
		char *name = path ? name_in(path, folder, a) : NULL;

		if (name && !*name) {
			itself = true;
			continue;
		}
		n.names = arena_grow(a, n.names, n.count, &room, sizeof(*n.names));
		n.names[n.count++] = name ? name : arena_strdup(a, "");
	}
	n.whole = itself && ends;
	return n;
}
