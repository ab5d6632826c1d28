#include "url.h"

#include <string.h>
#include <strings.h>

struct site_address url_site(const char *address)
{
	struct site_address s = { .text = address, .len = strlen(address) };
	const char *colon = strstr(address, "://");

	s.host = colon ? (size_t)(colon - address) + 3 : 0;
	s.host_end = s.host + strcspn(address + s.host, "/");
	return s;
}

/* The length of the scheme before its colon; 0 when there is none (RFC 3986 section 3.1). */
static size_t scheme_length(const char *ref, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		char c = ref[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		if (c == ':')
			return i;
		if (!letter &&
		    (!i || !((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.')))
			return 0;
	}
	return 0;
}

static bool is_web(const char *ref, size_t scheme)
{
	return (scheme == 4 && strncasecmp(ref, "http", 4) == 0) ||
	       (scheme == 5 && strncasecmp(ref, "https", 5) == 0);
}

static size_t path_length(const char *ref, size_t len)
{
	size_t i = 0;

	while (i < len && ref[i] != '?' && ref[i] != '#')
		i++;
	return i;
}

/* A path while it is put together; never longer than its buffer. */
struct path {
	char *data;
	size_t len;
	bool full;
};

static void append(struct path *p, const char *s, size_t len)
{
	if (len >= URL_MAX - p->len) {
		p->full = true;
		return;
	}
	memcpy(p->data + p->len, s, len);
	p->len += len;
}

/* Resolves `.` and `..` in place (RFC 3986 section 5.2.4); the path begins with a slash. */
static void remove_dots(struct path *p)
{
	size_t to = 0;

	for (size_t from = 0; from < p->len;) {
		size_t next = from + 1;
		while (next < p->len && p->data[next] != '/')
			next++;
		const char *part = p->data + from + 1;
		size_t len = next - from - 1;
		bool dot = len == 1 && part[0] == '.',
		     dots = len == 2 && part[0] == '.' && part[1] == '.';

		if (dots) {
			while (to > 0 && p->data[--to] != '/')
				;
		}
		if (!dot && !dots) {
			memmove(p->data + to, p->data + from, len + 1);
			to += len + 1;
		} else if (next == p->len) {
			p->data[to++] = '/'; /* `a/..` is a folder */
		}
		from = next;
	}
	p->len = to;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

size_t url_decode(char *s, size_t len)
{
	size_t to = 0;

	for (size_t i = 0; i < len; i++) {
		int high = s[i] == '%' && i + 2 < len ? hex(s[i + 1]) : -1;
		int low = high >= 0 ? hex(s[i + 2]) : -1;

		s[to++] = (char)(low >= 0 ? high << 4 | low : s[i]);
		i += low >= 0 ? 2 : 0;
	}
	return to;
}

/* The path of a page as servers see it: the address's path and, but for a folder's name, `page`. */
static void begin_at_page(struct path *p, const struct site_address *site, const char *page,
			  bool whole)
{
	const char *slash = strrchr(page, '/');

	append(p, site->text + site->host_end, site->len - site->host_end);
	append(p, page, whole ? strlen(page) : slash ? (size_t)(slash - page) + 1 : 0);
}

static void finish(struct path *p, const struct site_address *site, struct url_target *into)
{
	const char *prefix = site->text + site->host_end;
	size_t prefix_len = site->len - site->host_end;

	remove_dots(p);
	if (p->len + 1 == prefix_len && memcmp(p->data, prefix, p->len) == 0)
		append(p, "/", 1); /* the address without its last slash */
	if (p->full || p->len < prefix_len || memcmp(p->data, prefix, prefix_len) != 0) {
		into->kind = p->full ? URL_BAD : URL_OWN;
		return;
	}
	p->len -= prefix_len;
	memmove(p->data, p->data + prefix_len, p->len);
	p->len = url_decode(p->data, p->len);
	if (!p->len || p->data[p->len - 1] == '/')
		append(p, "index.html", 10);
	into->kind = p->full || memchr(p->data, '\0', p->len) ? URL_BAD : URL_LOCAL;
	into->path_len = p->len;
	into->path[p->len] = '\0';
}

/* An absolute web address, seen from behind its scheme: `//host/path`. */
static void resolve_absolute(const struct site_address *site, const char *ref, size_t len,
			     struct url_target *into)
{
	struct path p = { .data = into->path };
	size_t host_len = site->host_end - site->host;

	into->kind = URL_FOREIGN;
	if (len < 3 || ref[0] != '/' || ref[1] != '/') {
		into->kind = URL_BAD;
		return;
	}
	ref += 2;
	len = path_length(ref, len - 2);
	if (len < host_len || strncasecmp(ref, site->text + site->host, host_len) != 0 ||
	    (len > host_len && ref[host_len] != '/'))
		return;
	append(&p, len > host_len ? ref + host_len : "/", len > host_len ? len - host_len : 1);
	finish(&p, site, into);
}

/* True for a path that only goes on from where it is: no dots, no escapes, no empty part. */
static bool is_plain(const char *ref, size_t len)
{
	char before = '/';

	for (size_t i = 0; i < len; before = ref[i++]) {
		if (ref[i] == '%' || ref[i] == ':' || !ref[i] ||
		    (before == '/' && (ref[i] == '.' || ref[i] == '/')))
			return false;
	}
	return len > 0;
}

/*
 * The short way for nearly all links of a page: some `../` and a plain path.
 * False when the reference is not of this kind.
 */
static bool resolve_plain(const char *page, const char *ref, size_t len, struct url_target *into)
{
	const char *slash = strrchr(page, '/');
	size_t dir = slash ? (size_t)(slash - page) + 1 : 0;

	for (; len > 3 && memcmp(ref, "../", 3) == 0; ref += 3, len -= 3) {
		if (!dir)
			return false;
		do
			dir--;
		while (dir && page[dir - 1] != '/');
	}
	if (!is_plain(ref, len) || dir + len + sizeof("index.html") > URL_MAX)
		return false;
	memcpy(into->path, page, dir);
	memcpy(into->path + dir, ref, len);
	len += dir;
	if (into->path[len - 1] == '/') {
		memcpy(into->path + len, "index.html", 10);
		len += 10;
	}
	into->kind = URL_LOCAL;
	into->path[len] = '\0';
	into->path_len = len;
	return true;
}

void url_resolve(const struct site_address *site, const char *page, const char *ref, size_t len,
		 struct url_target *into)
{
	struct path p = { .data = into->path };

	if (resolve_plain(page, ref, path_length(ref, len), into))
		return;
	size_t scheme = scheme_length(ref, len);
	into->path_len = 0;
	if (scheme && !is_web(ref, scheme)) {
		into->kind = URL_OTHER;
		return;
	}
	if (scheme || (len >= 2 && ref[0] == '/' && ref[1] == '/')) {
		size_t skip = scheme ? scheme + 1 : 0;
		resolve_absolute(site, ref + skip, len - skip, into);
		return;
	}
	len = path_length(ref, len);
	if (!len || ref[0] != '/')
		begin_at_page(&p, site, page, !len);
	append(&p, ref, len);
	finish(&p, site, into);
}
