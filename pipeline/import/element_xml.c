#include <ctype.h>
#include <string.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "elements.h"
#include "model/own_element.h"

/* Elements in one another, and namespaces that are known at one place of them. */
#define DEPTH_MOST 12
#define SCOPE_MOST 32

struct name_space {
	const char *prefix, *ns; /* prefix "": without one */
};

struct scope {
	struct name_space all[SCOPE_MOST];
	size_t count;
};

/* Feeds of blether declare these (feed/rss_channel.c). */
static const struct name_space standing[] = {
	{ "", "" },
	{ "xml", "http://www.w3.org/XML/1998/namespace" },
	{ "itunes", OWN_NS_ITUNES },
	{ "podcast", OWN_NS_PODCAST },
	{ "atom", OWN_NS_ATOM },
};

size_t element_find(const struct remote_list *l, size_t at, const char *prefix, const char *name)
{
	for (; at < l->count; at++) {
		if (element_named(element_at(l, at), prefix, name))
			return at + 1;
	}
	return 0;
}

const struct remote_element *element_at(const struct remote_list *l, size_t i)
{
	return (const struct remote_element *)l->items + i;
}

bool element_named(const struct remote_element *e, const char *prefix, const char *name)
{
	bool same = e->prefix && *e->prefix ? strcmp(e->prefix, prefix) == 0 : !*prefix;

	return same && strcmp(e->name, name) == 0;
}

const char *element_get(const struct remote_element *e, const char *name)
{
	const struct remote_attribute *all = e->attributes.items;

	for (size_t i = 0; i < e->attributes.count; i++) {
		bool plain = !all[i].prefix || !*all[i].prefix;

		if (plain && strcmp(all[i].name, name) == 0)
			return all[i].value;
	}
	return NULL;
}

bool element_is_artwork(const struct remote_element *e, const char *cover)
{
	const char *href = element_get(e, "href"), *purpose = element_get(e, "purpose");

	return (href && cover && strcmp(href, cover) == 0) ||
	       (purpose && text_has_word(purpose, "artwork"));
}

static void add_escaped(struct strbuf *out, const char *s)
{
	size_t len = strlen(s), step;
	uint32_t cp;

	for (; len; s += step, len -= step) {
		step = utf8_decode(s, len, &cp);
		if (!step) {
			step = 1;
			continue;
		}
		/* A carriage return and what ends lines elsewhere would not come back as they were.
		 */
		if (cp < ' ' || (cp >= 0x7f && cp <= 0x9f) || cp == 0x2028 || cp == 0x2029 ||
		    cp == 0xfeff)
			strbuf_addf(out, "&#%u;", cp);
		else
			text_escape_html(out, s, step);
	}
}

/* A name without colon (Namespaces in XML, section 4), as far as feeds have them. */
static bool is_name(const char *s)
{
	const unsigned char *c = (const unsigned char *)s;

	if (!isalpha(*c) && *c != '_' && *c < 0xc3)
		return false;
	for (; *c; c++) {
		if (!isalnum(*c) && !strchr("_-.", *c) && *c < 0xc3 && (*c < 0x80 || *c > 0xbf))
			return false;
	}
	return true;
}

/* Is it an address as RFC 3986 has them, so far as namespaces are? Those of damaged feeds are not
 * always. */
static bool is_address(const char *s)
{
	static const char plain[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
	const char *host = strstr(s, "://");

	if (!isalpha((unsigned char)*s))
		return false;
	if (host) {
		host += 3;
		host += strspn(host, plain);
		host += *host == ':' ? 1 + strspn(host + 1, "0123456789") : 0;
		if (*host && !strchr("/?#", *host))
			return false;
	}
	for (; *s; s++) {
		bool escape =
			*s == '%' && isxdigit((unsigned char)s[1]) && isxdigit((unsigned char)s[2]);

		if (!escape && !strchr(plain, *s) && !strchr(":/?#@!$&'()*+,;=", *s))
			return false;
	}
	return true;
}

static const char *in_scope(const struct scope *s, const char *prefix)
{
	for (size_t i = s->count; i > 0; i--) {
		if (strcmp(s->all[i - 1].prefix, prefix) == 0)
			return s->all[i - 1].ns;
	}
	return NULL;
}

static const char *standing_ns(const char *prefix)
{
	for (size_t i = 0; i < COUNT(standing); i++) {
		if (strcmp(standing[i].prefix, prefix) == 0)
			return standing[i].ns;
	}
	return NULL;
}

/* Sees to it that a prefix means that namespace from here on. */
static bool declare(struct strbuf *out, struct scope *s, const char *prefix, const char *ns)
{
	const char *known = in_scope(s, prefix), *fixed = standing_ns(prefix);

	prefix = prefix ? prefix : "";
	ns = ns ? ns : "";
	/* The names that feeds have for old or misspelt namespaces were set right when it was read.
	 */
	if (*prefix && fixed)
		return true;
	if (known && strcmp(known, ns) == 0)
		return true;
	if ((*prefix && (!*ns || !is_name(prefix))) || (*ns && !is_address(ns)) ||
	    s->count == SCOPE_MOST)
		return false;
	strbuf_addf(out, " xmlns%s%s=\"", *prefix ? ":" : "", prefix);
	add_escaped(out, ns);
	strbuf_addc(out, '"');
	s->all[s->count++] = (struct name_space){ prefix, ns };
	return true;
}

static const char *or_none(const char *s)
{
	return s ? s : "";
}

static void add_name(struct strbuf *out, const char *prefix, const char *name)
{
	if (prefix && *prefix)
		strbuf_addf(out, "%s:", prefix);
	strbuf_adds(out, name);
}

static bool is_twice(const struct remote_attribute *all, size_t i)
{
	for (size_t k = 0; k < i; k++) {
		if (strcmp(all[k].name, all[i].name) == 0 &&
		    strcmp(or_none(all[k].prefix), or_none(all[i].prefix)) == 0)
			return true;
	}
	return false;
}

static bool write_attributes(const struct remote_element *e, struct strbuf *out, struct scope *s)
{
	const struct remote_attribute *all = e->attributes.items;

	for (size_t i = 0; i < e->attributes.count; i++) {
		const char *prefix = or_none(all[i].prefix);

		if (!is_name(all[i].name) || strcmp(all[i].name, "xmlns") == 0 ||
		    (*prefix && !declare(out, s, prefix, all[i].ns)))
			return false;
		if (is_twice(all, i))
			continue;
		strbuf_addc(out, ' ');
		add_name(out, prefix, all[i].name);
		strbuf_adds(out, "=\"");
		add_escaped(out, or_none(all[i].value));
		strbuf_addc(out, '"');
	}
	return true;
}

static bool write_at(const struct remote_element *e, struct strbuf *out, struct scope s, int depth)
{
	const struct remote_element *inside = e->inside.items;

	if (depth == DEPTH_MOST || !e->name || !is_name(e->name))
		return false;
	strbuf_addc(out, '<');
	add_name(out, e->prefix, e->name);
	if (!declare(out, &s, or_none(e->prefix), e->ns) || !write_attributes(e, out, &s))
		return false;
	if (!e->text && !e->inside.count) {
		strbuf_adds(out, "/>");
		return true;
	}
	strbuf_addc(out, '>');
	if (e->text)
		add_escaped(out, e->text);
	for (size_t i = 0; i < e->inside.count; i++) {
		if (!write_at(&inside[i], out, s, depth + 1))
			return false;
	}
	strbuf_adds(out, "</");
	add_name(out, e->prefix, e->name);
	strbuf_addc(out, '>');
	return true;
}

bool element_write(const struct remote_element *e, struct strbuf *out)
{
	struct scope s = { .all = { { "", "" } }, .count = 1 };

	return write_at(e, out, s, 0);
}

static const char *written(const struct remote_element *e, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);

	element_write(e, &out);
	return arena_strndup(a, out.data, out.len);
}

const char *element_made(const char *prefix, const char *name, const char *text, struct arena *a)
{
	const struct remote_element e = { .prefix = prefix, .name = name, .text = text };

	return written(&e, a);
}

const char *element_licence(const char *text, const char *url, struct arena *a)
{
	struct remote_attribute attribute = { .name = "url", .value = url };
	const struct remote_element e = { .prefix = "podcast",
					  .name = "license",
					  .text = text,
					  .attributes = { &attribute, url != NULL, 1 } };

	return written(&e, a);
}
