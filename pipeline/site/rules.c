/*
 * Redirects for hosts that can answer with HTTP 301, which feeds need and pages
 * are better with: apps follow it and remember. What the redirect pages do for
 * people works without these.
 */
#include "rules.h"

#include <string.h>

#include "base/path.h"
#include "base/text.h"

/* A redirect as hosts see it: paths from the root of the server. */
struct rule {
	const char *from, *to;
	const char *also; /* another name of `from`: of a folder's page, or without `.html` */
};

/* `…/index.html` is shown as `…/`. */
static const char *shown(const char *root, const char *path, struct arena *a)
{
	bool index = strcmp(path_base(path), "index.html") == 0;
	size_t len = strlen(path) - (index ? strlen("index.html") : 0);

	return arena_printf(a, "%s%.*s", root, (int)len, path);
}

static struct rule rule_of(const char *root, const struct ledger_redirect *r, struct arena *a)
{
	struct rule rule = { .from = arena_printf(a, "%s%s", root, r->from),
			     .to = shown(root, r->to, a) };

	if (strcmp(path_base(r->from), "index.html") == 0)
		rule.also = shown(root, r->from, a);
	else if (text_ends(r->from, ".html"))
		rule.also = arena_printf(a, "%.*s", (int)(strlen(rule.from) - strlen(".html")),
					 rule.from);
	return rule;
}

/*
 * `_redirects` of Netlify, Cloudflare Pages and others. Netlify wants a `!`
 * where a file has that name (docs.netlify.com, "Shadowing"); those who do not
 * know it pass over that line and take the next.
 */
static void add_netlify(struct strbuf *out, const struct rule *r)
{
	const char *const names[] = { r->from, r->also };

	for (size_t i = 0; i < COUNT(names); i++) {
		if (names[i])
			strbuf_addf(out, "%s %s 301!\n%s %s 301\n", names[i], r->to, names[i],
				    r->to);
	}
}

static void add_pattern(struct strbuf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '.')
			strbuf_addc(out, '\\');
		strbuf_addc(out, *text);
	}
}

/* mod_alias, "RedirectMatch": Redirect alone would match whatever begins like it. */
static void add_apache(struct strbuf *out, const struct rule *r)
{
	strbuf_adds(out, "RedirectMatch 301 ^");
	add_pattern(out, r->also ? r->also : r->from);
	if (r->also) {
		strbuf_addc(out, '(');
		add_pattern(out, r->from + strlen(r->also));
		strbuf_adds(out, ")?");
	}
	strbuf_addf(out, "$ %s\n", r->to);
}

static void add_nginx(struct strbuf *out, const struct rule *r)
{
	const char *const names[] = { r->from, r->also };

	for (size_t i = 0; i < COUNT(names); i++) {
		if (names[i])
			strbuf_addf(out, "location = %s { return 301 %s; }\n", names[i], r->to);
	}
}

static const struct host {
	const char *path, *begin, *end;
	void (*add)(struct strbuf *out, const struct rule *r);
} hosts[] = {
	{ "_redirects", "# Where what was renamed is now.\n", "", add_netlify },
	{ ".htaccess", "# Where what was renamed is now.\n<IfModule mod_alias.c>\n",
	  "</IfModule>\n", add_apache },
	{ "redirects.nginx.conf",
	  "# Where what was renamed is now. In the server block of nginx: include "
	  "/…/redirects.nginx.conf;\n",
	  "", add_nginx },
};

static void put_host(struct press *p, const struct host *h, const struct ledger_redirects *all)
{
	const struct output_meta meta = { h->path, OUTPUT_LIST, "text/plain" };
	const char *root = address_path(p->site->address, p->run);
	size_t count = 0;

	strbuf_clear(&p->out);
	strbuf_adds(&p->out, h->begin);
	for (size_t i = 0; i < all->count; i++) {
		if (!all->all[i].to)
			continue;
		const struct rule r = rule_of(root, &all->all[i], &p->page);

		h->add(&p->out, &r);
		count++;
		arena_reset(&p->page);
	}
	strbuf_adds(&p->out, h->end);
	if (count)
		p->sink->put(p->sink, meta, p->out.data, p->out.len);
}

void put_rules(struct press *p, const struct ledger_redirects *all)
{
	for (size_t i = 0; i < COUNT(hosts); i++)
		put_host(p, &hosts[i], all);
}
