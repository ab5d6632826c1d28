/* Links that nobody but members may have. */
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/fields.h"
#include "verify/verify.h"

/* Ways in which one address is written in an output. */
#define FORMS 4

struct secret {
	const char *host; /* the same in all forms, and seldom in any file */
	const char *forms[FORMS];
};

/* What every form of it has: without the scheme, which may be another. */
static const char *core_of(const char *url)
{
	const char *rest = strstr(url, "://");

	return rest ? rest + strlen("://") : url;
}

static const char *as_html(const char *core, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);

	text_escape_html(&out, core, strlen(core));
	return arena_strndup(a, out.data, out.len);
}

/* As in a string of JSON that escapes its slashes. */
static const char *as_json(const char *core, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);

	for (const char *c = core; *c; c++)
		strbuf_addf(&out, "%s%c", *c == '/' ? "\\" : "", *c);
	return arena_strndup(a, out.data, out.len);
}

/* As in the letter that a mailto: link begins (RFC 3986 section 2.1). */
static const char *as_query(const char *core, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);

	for (const char *c = core; *c; c++) {
		if (strchr("/?#&=%:@+,;", *c))
			strbuf_addf(&out, "%%%02X", (unsigned)(unsigned char)*c);
		else
			strbuf_addc(&out, *c);
	}
	return arena_strndup(a, out.data, out.len);
}

static struct secret secret_of(const char *url, struct arena *a)
{
	const char *core = core_of(url);

	return (struct secret){ arena_strndup(a, core, strcspn(core, "/?#")),
				{ core, as_html(core, a), as_json(core, a), as_query(core, a) } };
}

static bool is_text(const char *type)
{
	static const char *const others[] = { "application/json",    "application/xml",
					      "application/rss+xml", "application/atom+xml",
					      "image/svg+xml",       NULL };

	return text_starts(type, "text/") || text_starts(type, "application/json") ||
	       text_ends(type, "json") || text_ends(type, "xml") || text_is_one_of(type, others);
}

/* Lines of calendars may be broken in the midst of an address (RFC 5545 section 3.1). */
static void unfold(char *text)
{
	char *to = text;

	for (const char *c = text; *c; c++) {
		if (strncmp(c, "\r\n ", 3) == 0)
			c += 2;
		else
			*to++ = *c;
	}
	*to = '\0';
}

static bool is_in(const char *text, const struct secret *s)
{
	if (!strstr(text, s->host))
		return false;
	for (size_t i = 0; i < FORMS; i++) {
		if (strstr(text, s->forms[i]))
			return true;
	}
	return false;
}

static void search(const struct output_file *f, const struct secret *all, size_t count,
		   struct diag *diag)
{
	struct arena a = { 0 };
	char *text;
	size_t len;

	if (is_text(f->type) && file_read(f->disk, LIMIT_FEED_BYTES, &text, &len, &a)) {
		if (strcmp(f->type, "text/calendar") == 0)
			unfold(text);
		for (size_t i = 0; i < count; i++) {
			if (is_in(text, &all[i]))
				diag_report(diag, DIAG_PRIVATE_LINK,
					    span_path(f->path, diag->arena),
					    "the link by which members join a meeting stands in "
					    "this file; take it out of the content or the theme "
					    "that it comes from");
		}
	}
	arena_free(&a);
}

/* The front door of a service is known to everybody. */
static bool is_secret(const char *url)
{
	const char *core = core_of(url);
	size_t host = strcspn(core, "/?#");

	return core[host] && core[host + 1];
}

void verify_private(const struct output_tree *tree, const struct strings *links, struct arena *a,
		    struct diag *diag)
{
	struct secret *all = arena_array(a, links->count, sizeof(*all));
	size_t count = 0;

	for (size_t i = 0; i < links->count; i++) {
		if (is_secret(links->items[i]))
			all[count++] = secret_of(links->items[i], a);
	}
	for (size_t i = 0; count && i < tree->count; i++)
		search(&tree->files[i], all, count, diag);
}
