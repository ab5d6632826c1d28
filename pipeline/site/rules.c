/*
 * What a host should know of the site, in the words of the usual hosts: where what was renamed is
 * now and what is gone for good, media types, how long browsers may keep what, and what keeps
 * readers safe (web_types.h).
 *
 * Redirects by HTTP 301 are what feeds need and pages are better with: apps follow it and remember.
 * What the redirect pages do for people works without these.
 */
#include "rules.h"

#include <string.h>

#include "base/path.h"
#include "base/text.h"
#include "model/hsds.h"
#include "web_types.h"

/* A redirect as hosts see it: paths from the root of the server. `to` is NULL: gone for good. */
struct rule {
	const char *from, *to;
	const char *also;  /* another name of `from`: of a folder's page, or without `.html` */
	const char *query; /* only when this is asked for; NULL: none is looked at */
};

/* `…/index.html` is shown as `…/`. */
static const char *shown(const char *root, const char *path, struct arena *a)
{
	if (text_starts(path, "https://"))
		return path;
	bool index = strcmp(path_base(path), "index.html") == 0;
	size_t len = strlen(path) - (index ? strlen("index.html") : 0);

	return arena_printf(a, "%s%.*s", root, (int)len, path);
}

static struct rule rule_of(const char *root, const struct ledger_redirect *r, struct arena *a)
{
	struct rule rule = { .from = arena_printf(a, "%s%s", root, r->from),
			     .to = r->to ? shown(root, r->to, a) : NULL,
			     .query = r->query };

	if (r->by_host)
		return rule;
	if (strcmp(path_base(r->from), "index.html") == 0)
		rule.also = shown(root, r->from, a);
	else if (text_ends(r->from, ".html"))
		rule.also = arena_printf(a, "%.*s", (int)(strlen(rule.from) - strlen(".html")),
					 rule.from);
	return rule;
}

/* Folders whose pages nobody but the site itself shows in a frame; embeds lie in podcasts/. */
static const char *const unframed[] = { "pages", "areas", "topics", "people" };

struct writing {
	struct strbuf *out;
	const char *root; /* path of the site on its server: "/" or "/sub/" */
	const struct site *site;
	const struct hsds *open; /* NULL: the site has no open data */
	struct arena *page;      /* emptied after each rule */
};

/*
 * Open data has names that end in `.json`; programs that read Open Referral UK ask for the same
 * without it, for the page of a list by `?page=2`, and for the folder, whose page for people is
 * another. IIS could do that only with a module that is not everywhere and without which it would
 * refuse the whole file: there, names have their end.
 */
#define OPEN_LISTS "(services|organizations|taxonomies|taxonomy_terms|service_at_locations)"
#define OPEN_ID    "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
#define OPEN_PAGE  "([2-9]|[1-9][0-9]+)" /* the first has no number */

/* --- Netlify, Cloudflare Pages, git-pages ----------------------------------------------- */

/* `a=1&b=2` as `a=1 b=2` */
static const char *parted(const char *query, struct arena *a)
{
	char *out = arena_strdup(a, query);

	for (char *c = strchr(out, '&'); c; c = strchr(c, '&'))
		*c = ' ';
	return out;
}

/*
 * `_redirects`. Netlify wants a `!` where a file has that name (docs.netlify.com, "Shadowing");
 * those who do not know it pass over that line and take the next. 410 is not among what they all
 * can answer.
 */
static void add_netlify(const struct writing *w, const struct rule *r)
{
	const char *const names[] = { r->from, r->also };
	const char *query = r->query ? arena_printf(w->page, " %s", parted(r->query, w->page)) : "";

	for (size_t i = 0; r->to && i < COUNT(names); i++) {
		if (names[i])
			strbuf_addf(w->out, "%s%s %s 301!\n%s%s %s 301\n", names[i], query, r->to,
				    names[i], query, r->to);
	}
}

/* As many rules as all of those hosts take (Cloudflare Pages: 2,000), with room for redirects. */
#define MOST_OPEN_RULES 1500

/* `path` is asked for without its `.json`; `query` is "" or " page=2". */
static void add_open_name(const struct writing *w, const char *path, const char *query, size_t len)
{
	strbuf_addf(w->out, "%s%.*s%s %s%s 200\n", w->root, (int)len, path, query, w->root, path);
}

static void add_open_list(const struct writing *w, const struct hsds_list *list)
{
	for (size_t page = hsds_page_count(w->open, list); page-- > 0;) {
		const char *path = hsds_page_path(list, page, w->page);
		const char *query = page ? arena_printf(w->page, " page=%zu", page + 1) : "";

		add_open_name(w, path, query, strlen("open/") + strlen(list->name));
	}
}

static size_t add_open_records(const struct writing *w, const struct hsds_list *list, size_t room)
{
	size_t count = w->open->rows[list->kind].count, i = 0;

	for (; i < count && i < room; i++) {
		const void *row = hsds_row(w->open, list->kind, i);
		const char *path = arena_printf(w->page, "open/%s/%s.json", list->name,
						hsds_value(row, hsds_tables[list->kind].columns));

		add_open_name(w, path, "", strlen(path) - strlen(".json"));
		arena_reset(w->page);
	}
	return i;
}

/* One by one: a wildcard takes what exists too on some of these hosts, and others have none. */
static void add_netlify_open(const struct writing *w)
{
	size_t room = MOST_OPEN_RULES;

	if (!w->open)
		return;
	strbuf_addf(w->out, "%sopen/ %sopen/index.json 200\n", w->root, w->root);
	for (const struct hsds_list *list = hsds_lists; list->name; list++)
		add_open_list(w, list);
	for (const struct hsds_list *list = hsds_lists; list->name; list++)
		room -= add_open_records(w, list, room);
}

/*
 * `_headers`: what several rules say of one header is joined, so that each is said once for a
 * path, and nothing can be said of all paths but some.
 */
static void begin_netlify_headers(const struct writing *w)
{
	strbuf_adds(w->out, "# What browsers are told with each file.\n");
	strbuf_addf(w->out, "%s*\n", w->root);
	for (size_t i = 0; i < web_header_count; i++)
		strbuf_addf(w->out, "  %s: %s\n", web_headers[i].name, web_headers[i].value);
	for (size_t i = 0; i < COUNT(unframed); i++)
		strbuf_addf(w->out, "%s%s/*\n  Content-Security-Policy: " FRAMES_OWN "\n", w->root,
			    unframed[i]);
	strbuf_addf(w->out, "%s\n  Content-Security-Policy: " FRAMES_OWN "\n", w->root);
	for (size_t i = 0; i < web_type_count; i++) {
		const struct web_type *t = &web_types[i];

		if (web_type_is_special(t)) {
			strbuf_addf(w->out, "%s*%s\n  Content-Type: %s; charset=utf-8\n", w->root,
				    t->suffix, t->type);
			continue;
		}
		strbuf_addf(w->out, "%s*%s\n  Cache-Control: %s\n", w->root, t->suffix,
			    t->keep == KEEP_EVER ? AGE_EVER : AGE_SHORT);
		if (t->is_open)
			strbuf_adds(w->out, "  Access-Control-Allow-Origin: *\n");
	}
}

/* --- Apache ----------------------------------------------------------------------------- */

static void add_pattern(struct strbuf *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '.')
			strbuf_addc(out, '\\');
		strbuf_addc(out, *text);
	}
}

/* ".mp3" and "feed.json" as the end of a path. */
static void add_ending(struct strbuf *out, const char *suffix)
{
	strbuf_adds(out, *suffix == '.' ? "" : "(^|/)");
	add_pattern(out, suffix);
	strbuf_addc(out, '$');
}

/* The suffixes of those that are open, or are kept when their names have a hash: "mp3|m4a". */
static void add_open_suffixes(struct strbuf *out)
{
	const char *part = "";

	for (size_t i = 0; i < web_type_count; i++) {
		if (!web_types[i].is_open || web_type_is_special(&web_types[i]))
			continue;
		strbuf_addf(out, "%s%s", part, web_types[i].suffix + 1);
		part = "|";
	}
}

/* The address with and without its end, from `skip` bytes on. */
static void add_both(struct strbuf *out, const struct rule *r, size_t skip)
{
	add_pattern(out, (r->also ? r->also : r->from) + skip);
	if (!r->also)
		return;
	strbuf_addc(out, '(');
	add_pattern(out, r->from + strlen(r->also));
	strbuf_adds(out, ")?");
}

/*
 * What is gone is answered with 410 and the notice that stands there. The second way through, for
 * the notice, is known by REDIRECT_STATUS.
 */
static void add_apache_gone(const struct writing *w, const struct rule *r)
{
	struct strbuf *out = w->out;

	strbuf_adds(out, "<IfModule mod_rewrite.c>\nRewriteEngine On\n"
			 "RewriteCond %{ENV:REDIRECT_STATUS} ^$\nRewriteRule ^");
	add_both(out, r, strlen(w->root));
	strbuf_adds(out, "$ - [G]\n</IfModule>\n<If \"%{REQUEST_URI} =~ m#^");
	add_both(out, r, 0);
	strbuf_addf(out, "$#\">\nErrorDocument 410 %s\n</If>\n", r->from);
}

/* mod_alias does not see what is behind the `?`; the one at the end leaves it out. */
static void add_apache_query(const struct writing *w, const struct rule *r)
{
	strbuf_adds(w->out, "<IfModule mod_rewrite.c>\nRewriteEngine On\nRewriteCond "
			    "%{QUERY_STRING} ^");
	add_pattern(w->out, r->query);
	strbuf_adds(w->out, "$\nRewriteRule ^");
	add_both(w->out, r, strlen(w->root));
	strbuf_addf(w->out, "$ %s? [R=301,L]\n</IfModule>\n", r->to);
}

/* mod_alias, "RedirectMatch": Redirect alone would match whatever begins like it. */
static void add_apache(const struct writing *w, const struct rule *r)
{
	if (!r->to) {
		add_apache_gone(w, r);
		return;
	}
	if (r->query) {
		add_apache_query(w, r);
		return;
	}
	strbuf_adds(w->out, "RedirectMatch 301 ^");
	add_both(w->out, r, 0);
	strbuf_addf(w->out, "$ %s\n", r->to);
}

static void begin_apache(const struct writing *w)
{
	struct strbuf *out = w->out;

	strbuf_addf(out,
		    "# For Apache.\nErrorDocument 404 %s404.html\n"
		    "# A page in Polish ends in .pl.html, which some servers take for a program.\n"
		    "Options -MultiViews\n<IfModule mod_mime.c>\nRemoveHandler .pl .py .cgi .php\n"
		    "AddCharset utf-8",
		    w->root);
	for (size_t i = 0; i < web_type_count; i++) {
		if (web_types[i].is_text && !web_type_is_special(&web_types[i]))
			strbuf_addf(out, " %s", web_types[i].suffix);
	}
	strbuf_addc(out, '\n');
	for (size_t i = 0; i < web_type_count; i++) {
		if (!web_type_is_special(&web_types[i]))
			strbuf_addf(out, "AddType %s %s\n", web_types[i].type, web_types[i].suffix);
	}
	strbuf_adds(out, "</IfModule>\n");
	for (size_t i = 0; i < web_type_count; i++) {
		if (!web_type_is_special(&web_types[i]))
			continue;
		strbuf_adds(out, "<FilesMatch \"");
		add_ending(out, web_types[i].suffix);
		strbuf_addf(out, "\">\nForceType \"%s; charset=utf-8\"\n</FilesMatch>\n",
			    web_types[i].type);
	}
	strbuf_adds(out, "<IfModule mod_headers.c>\n");
	for (size_t i = 0; i < web_header_count; i++)
		strbuf_addf(out, "Header always set %s \"%s\"\n", web_headers[i].name,
			    web_headers[i].value);
	strbuf_adds(out, "Header set Cache-Control \"" AGE_SHORT "\"\n"
			 "Header set Content-Security-Policy \"" FRAMES_OWN "\"\n"
			 "<FilesMatch \"" HASHED_NAME "\">\nHeader set Cache-Control \"" AGE_EVER
			 "\"\n</FilesMatch>\n"
			 "<FilesMatch \"\\.embed\\.html$\">\n"
			 "Header set Content-Security-Policy \"" FRAMES_ANY "\"\n</FilesMatch>\n"
			 "<FilesMatch \"\\.(");
	add_open_suffixes(out);
	strbuf_adds(out, ")$\">\nHeader set Access-Control-Allow-Origin \"*\"\n</FilesMatch>\n"
			 "</IfModule>\n<IfModule mod_alias.c>\n");
}

static void add_apache_open(const struct writing *w)
{
	if (!w->open)
		return;
	/* Folders of the same names would be asked for otherwise, with a slash behind them. */
	strbuf_addf(w->out,
		    "<IfModule mod_rewrite.c>\n<If \"%%{REQUEST_URI} =~ m#^%sopen/" OPEN_LISTS
		    "$#\">\nDirectorySlash Off\n</If>\nRewriteEngine On\n",
		    w->root);
	strbuf_adds(w->out, "RewriteRule ^open/?$ open/index.json [L]\n"
			    "RewriteCond %{QUERY_STRING} (^|&)page=" OPEN_PAGE "(&|$)\n"
			    "RewriteRule ^open/" OPEN_LISTS "$ open/$1-%2.json [L]\n"
			    "RewriteRule ^open/(" OPEN_LISTS "(/" OPEN_ID ")?)$ open/$1.json [L]\n"
			    "</IfModule>\n");
}

static void end_apache(const struct writing *w)
{
	strbuf_adds(w->out, "</IfModule>\n");
	add_apache_open(w);
}

/* --- nginx ------------------------------------------------------------------------------ */

static void add_nginx(const struct writing *w, const struct rule *r)
{
	const char *const names[] = { r->from, r->also };

	if (r->query) {
		strbuf_addf(w->out, "if ($request_uri = \"%s?%s\") { return 301 %s; }\n", r->from,
			    r->query, r->to);
		return;
	}
	for (size_t i = 0; i < COUNT(names); i++) {
		if (names[i] && r->to)
			strbuf_addf(w->out, "location = %s { return 301 %s; }\n", names[i], r->to);
		else if (names[i])
			strbuf_addf(w->out,
				    "location = %s { error_page 410 @withdrawn; return 410; }\n",
				    names[i]);
	}
}

/* The types of text; nginx knows text/html by itself. */
static void add_text_types(struct strbuf *out)
{
	for (size_t i = 0; i < web_type_count; i++) {
		if (web_types[i].is_text && strcmp(web_types[i].type, "text/html") != 0)
			strbuf_addf(out, " %s", web_types[i].type);
	}
}

/* These must come before what looks at the name for headers. */
static void add_nginx_open(const struct writing *w)
{
	if (!w->open)
		return;
	strbuf_addf(w->out,
		    "rewrite \"^%sopen/?$\" %sopen/index.json;\n"
		    "if ($arg_page ~ \"^" OPEN_PAGE "$\") { rewrite \"^%sopen/" OPEN_LISTS
		    "$\" %sopen/$1-$arg_page.json; }\n"
		    "rewrite \"^%sopen/(" OPEN_LISTS "(/" OPEN_ID ")?)$\" %sopen/$1.json;\n",
		    w->root, w->root, w->root, w->root, w->root, w->root);
}

/* Headers of a location replace those around it, so that variables make the difference. */
static void begin_nginx(const struct writing *w)
{
	struct strbuf *out = w->out;

	strbuf_adds(out,
		    "# For nginx. In the server block: include /…/site.nginx.conf;\ntypes {\n");
	for (size_t i = 0; i < web_type_count; i++) {
		if (!web_type_is_special(&web_types[i]))
			strbuf_addf(out, "\t%s %s;\n", web_types[i].type, web_types[i].suffix + 1);
	}
	strbuf_adds(out, "}\ncharset utf-8;\ncharset_types");
	add_text_types(out);
	strbuf_addf(out, ";\nerror_page 404 %s404.html;\n", w->root);
	add_nginx_open(w);
	strbuf_adds(out, "set $blether_age \"" AGE_SHORT "\";\nset $blether_open \"\";\n"
			 "set $blether_frames \"" FRAMES_OWN "\";\n"
			 "if ($uri ~ \"" HASHED_NAME "\") { set $blether_age \"" AGE_EVER "\"; }\n"
			 "if ($uri ~ \"\\.embed\\.html$\") { set $blether_frames \"" FRAMES_ANY
			 "\"; }\nif ($uri ~ \"\\.(");
	add_open_suffixes(out);
	strbuf_adds(out, ")$\") { set $blether_open \"*\"; }\n");
	for (size_t i = 0; i < web_header_count; i++)
		strbuf_addf(out, "add_header %s \"%s\" always;\n", web_headers[i].name,
			    web_headers[i].value);
	strbuf_adds(out, "add_header Cache-Control $blether_age;\n"
			 "add_header Access-Control-Allow-Origin $blether_open;\n"
			 "add_header Content-Security-Policy $blether_frames;\n"
			 "location @withdrawn { try_files $uri $uri.html =410; }\n");
	for (size_t i = 0; i < web_type_count; i++) {
		if (!web_type_is_special(&web_types[i]))
			continue;
		strbuf_adds(out, "location ~ \"");
		add_ending(out, web_types[i].suffix);
		strbuf_addf(out, "\" { types {} default_type %s; }\n", web_types[i].type);
	}
}

/* --- IIS -------------------------------------------------------------------------------- */

/* IIS reads no more than 250 KB; the redirect pages do for people what is left out. */
#define MOST_WEB_CONFIG ((size_t)200 << 10)

/* One path below the site, whose settings follow until </location>. */
static void open_location(const struct writing *w, const char *path)
{
	strbuf_adds(w->out, "<location path=\"");
	text_escape_html(w->out, path, strlen(path));
	strbuf_adds(w->out, "\"><system.webServer>");
}

static void add_iis(const struct writing *w, const struct rule *r)
{
	struct strbuf *out = w->out;

	if (!r->to || r->query || out->len > MOST_WEB_CONFIG)
		return;
	open_location(w, r->from + strlen(w->root));
	strbuf_adds(out, "<httpRedirect enabled=\"true\" exactDestination=\"true\" "
			 "httpResponseStatus=\"Permanent\" destination=\"");
	text_escape_html(out, r->to, strlen(r->to));
	strbuf_adds(out, "\"/></system.webServer></location>\n");
}

static void add_iis_types(struct strbuf *out)
{
	strbuf_adds(out, "<staticContent>\n"
			 "<clientCache cacheControlMode=\"UseMaxAge\" "
			 "cacheControlMaxAge=\"00:05:00\"/>\n");
	for (size_t i = 0; i < web_type_count; i++) {
		const struct web_type *t = &web_types[i];

		if (!web_type_is_special(t))
			strbuf_addf(out,
				    "<remove fileExtension=\"%s\"/><mimeMap fileExtension=\"%s\" "
				    "mimeType=\"%s%s\"/>\n",
				    t->suffix, t->suffix, t->type,
				    t->is_text ? "; charset=utf-8" : "");
	}
	strbuf_adds(out, "</staticContent>\n");
}

static void begin_iis(const struct writing *w)
{
	struct strbuf *out = w->out;

	strbuf_adds(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
			 "<!-- For IIS. -->\n<configuration>\n<system.webServer>\n");
	add_iis_types(out);
	strbuf_adds(out, "<httpProtocol><customHeaders>\n<remove name=\"X-Powered-By\"/>\n");
	for (size_t i = 0; i < web_header_count; i++)
		strbuf_addf(out, "<add name=\"%s\" value=\"%s\"/>\n", web_headers[i].name,
			    web_headers[i].value);
	strbuf_adds(out, "<add name=\"Access-Control-Allow-Origin\" value=\"*\"/>\n"
			 "</customHeaders></httpProtocol>\n"
			 "<httpErrors existingResponse=\"Auto\"><remove statusCode=\"404\"/>"
			 "<error statusCode=\"404\" path=\"404.html\" responseMode=\"File\"/>"
			 "</httpErrors>\n</system.webServer>\n");
	for (size_t i = 0; i < COUNT(unframed); i++) {
		open_location(w, unframed[i]);
		strbuf_adds(out,
			    "<httpProtocol><customHeaders><add name=\"Content-Security-Policy\" "
			    "value=\"" FRAMES_OWN "\"/></customHeaders></httpProtocol>"
			    "</system.webServer></location>\n");
	}
	for (size_t i = 0; i < w->site->show_count; i++) {
		strbuf_addf(out, "<location path=\"podcasts/%s/audio\"><system.webServer>",
			    w->site->shows[i]->item.slug);
		strbuf_adds(out, "<staticContent><clientCache cacheControlMode=\"UseMaxAge\" "
				 "cacheControlMaxAge=\"365.00:00:00\"/></staticContent>"
				 "</system.webServer></location>\n");
	}
}

static void end_iis(const struct writing *w)
{
	strbuf_adds(w->out, "</configuration>\n");
}

/* --- all of them ------------------------------------------------------------------------ */

static void begin_redirects(const struct writing *w)
{
	strbuf_adds(w->out, "# Where what was renamed is now.\n");
}

static const struct host {
	const char *path, *type;
	void (*begin)(const struct writing *w);
	void (*add)(const struct writing *w, const struct rule *r); /* or NULL */
	void (*end)(const struct writing *w);                       /* or NULL */
} hosts[] = {
	{ "_redirects", "text/plain", begin_redirects, add_netlify, add_netlify_open },
	{ "_headers", "text/plain", begin_netlify_headers, NULL, NULL },
	{ ".htaccess", "text/plain", begin_apache, add_apache, end_apache },
	{ "site.nginx.conf", "text/plain", begin_nginx, add_nginx, NULL },
	{ "web.config", "application/xml", begin_iis, add_iis, end_iis },
};

static void put_host(struct press *p, const struct host *h, const struct ledger_redirects *all,
		     const struct hsds *open)
{
	const struct output_meta meta = { h->path, OUTPUT_LIST, h->type };
	const struct writing w = { .out = &p->out,
				   .root = address_path(p->site->address, p->run),
				   .site = p->site,
				   .open = open,
				   .page = &p->page };

	strbuf_clear(&p->out);
	h->begin(&w);
	for (size_t i = 0; h->add && i < all->count; i++) {
		const struct rule r = rule_of(w.root, &all->all[i], &p->page);

		h->add(&w, &r);
		arena_reset(&p->page);
	}
	if (h->end)
		h->end(&w);
	p->sink->put(p->sink, meta, p->out.data, p->out.len);
}

void put_rules(struct press *p, const struct ledger_redirects *all)
{
	const struct hsds *open = open_data_path(p->site) ? hsds_of_site(p->site, p->run) : NULL;

	for (size_t i = 0; i < COUNT(hosts); i++)
		put_host(p, &hosts[i], all, open);
}
