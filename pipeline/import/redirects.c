/*
 * Redirects in the forms that hosts take: a row of `redirect_forms` each, with what writes it.
 *
 * Addresses come from feeds that anybody wrote. None has a line end or another control character
 * (old_host.c); what else could mean something to a form is escaped by that form's writer.
 */
#include <ctype.h>
#include <stdint.h>
#include <string.h>

#include "base/cell.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/table.h"
#include "base/text.h"
#include "old_host.h"

/* Letters, digits and what means nothing to any form. */
static bool is_plain(char c)
{
	return isalnum((unsigned char)c) || c == '/' || c == '-' || c == '_';
}

/* As a regular expression for bytes (PCRE): in ASCII, without quotation marks and dollar signs. */
static void add_pattern(struct strbuf *out, const char *text)
{
	for (; *text; text++) {
		if (is_plain(*text))
			strbuf_addc(out, *text);
		else
			strbuf_addf(out, "\\x%02x", (unsigned char)*text);
	}
}

/* An address of blether's has nothing that a form could take for its own; somebody's own might. */
static void add_target(struct strbuf *out, const char *to, const char *special, const char *mark)
{
	for (; *to; to++) {
		if (strchr(special, *to))
			strbuf_adds(out, mark);
		strbuf_addc(out, *to);
	}
}

static void begin(struct strbuf *out, const char *mark, const struct old_host *h)
{
	strbuf_addf(out, "%s What was at %s, and where it is now.\n", mark, h->name);
	if (h->has_root)
		strbuf_addf(out,
			    "%s The front page is left as it is: it may belong to more than the "
			    "show.\n",
			    mark);
	if (h->unfit)
		strbuf_addf(out,
			    "%s Left out, as rules cannot name them: %zu; see ../redirects.csv.\n",
			    mark, h->unfit);
}

/* --- Apache, LiteSpeed ------------------------------------------------------------------ */

/*
 * mod_rewrite, "RewriteRule Directive": in .htaccess paths have no slash before them and are
 * decoded; NE keeps what is escaped in the target, QSD takes the old query off.
 */
static void write_apache(const struct old_host *h, struct strbuf *out, struct arena *a)
{
	(void)a;
	begin(out, "#", h);
	strbuf_adds(out, "# These lines go to the top of the file .htaccess in the folder of the "
			 "old site,\n# above those of WordPress or others.\nRewriteEngine On\n");
	for (size_t i = 0; i < h->count; i++) {
		const struct old_address *o = &h->all[i];

		if (o->query) {
			strbuf_adds(out, "RewriteCond %{QUERY_STRING} ^");
			add_pattern(out, o->query);
			strbuf_adds(out, "$\n");
		}
		strbuf_adds(out, "RewriteRule ^");
		add_pattern(out, o->decoded + 1);
		strbuf_adds(out, "$ ");
		add_target(out, o->to, "%$\\", "\\");
		strbuf_adds(out, " [R=301,L,NE,QSD]\n");
	}
}

/* --- nginx ------------------------------------------------------------------------------ */

/* "Syntax" of nginx: in quotation marks, \" and \\ are the characters themselves. */
static void add_quoted(struct strbuf *out, const char *text)
{
	strbuf_addc(out, '"');
	add_target(out, text, "\"\\", "\\");
	strbuf_addc(out, '"');
}

static char *small(const char *text, struct arena *a)
{
	char *s = arena_strdup(a, text);

	for (char *c = s; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return s;
}

static const char *nginx_key(const struct old_address *o, struct arena *a)
{
	return o->query ? arena_printf(a, "%s?%s", o->path, o->query) : o->decoded;
}

static uint64_t small_key(const char *text, struct arena *a)
{
	const char *s = small(text, a);

	return key_of(0, s, strlen(s));
}

/*
 * ngx_http_map_module: texts are compared without regard to case, expressions that begin with ~ are
 * not, so those stand for addresses that differ in it alone.
 */
static void add_map(const struct old_host *h, bool with_query, struct strbuf *out, struct arena *a)
{
	struct table alike = { 0 };

	for (size_t i = 0; i < h->count; i++)
		++*table_at(&alike, small_key(nginx_key(&h->all[i], a), a));
	for (size_t i = 0; i < h->count; i++) {
		const struct old_address *o = &h->all[i];
		const char *from = nginx_key(o, a);

		if ((o->query != NULL) != with_query)
			continue;
		strbuf_addc(out, '\t');
		if (*table_at(&alike, small_key(from, a)) > 1) {
			strbuf_adds(out, "\"~^");
			add_pattern(out, from);
			strbuf_adds(out, "$\"");
		} else {
			add_quoted(out, from);
		}
		strbuf_addc(out, ' ');
		add_quoted(out, o->to);
		strbuf_adds(out, ";\n");
	}
	table_release(&alike);
}

/* ngx_hash.h: a pointer, a length of two bytes and the key, rounded up to a pointer; and another
 * pointer. */
static size_t nginx_bucket(const struct old_host *h, struct arena *a)
{
	size_t longest = 0;

	for (size_t i = 0; i < h->count; i++) {
		const size_t len = strlen(nginx_key(&h->all[i], a));

		longest = len > longest ? len : longest;
	}
	return (longest + 2 + 8 + 16 + 63) / 64 * 64;
}

static void write_nginx_http(const struct old_host *h, struct strbuf *out, struct arena *a)
{
	begin(out, "#", h);
	strbuf_addf(out,
		    "# In the http block: include /…/nginx-http.conf; and in the old site's server "
		    "block:\n# include /…/nginx-server.conf; Where nginx says that one of the two "
		    "sizes is there\n# already, take it out here and let the larger number "
		    "stand.\nmap_hash_bucket_size %zu;\nmap_hash_max_size %zu;\nmap $request_uri "
		    "$blether_query {\n\tdefault \"\";\n",
		    nginx_bucket(h, a), 2048 + 4 * h->count);
	add_map(h, true, out, a);
	strbuf_adds(out, "}\nmap $uri $blether_path {\n\tdefault \"\";\n");
	add_map(h, false, out, a);
	strbuf_adds(out, "}\n");
}

static void write_nginx_server(const struct old_host *h, struct strbuf *out, struct arena *a)
{
	(void)a;
	strbuf_addf(out,
		    "# For the server block of %s; see nginx-http.conf.\n"
		    "if ($blether_query) { return 301 $blether_query; }\n"
		    "if ($blether_path) { return 301 $blether_path; }\n",
		    h->name);
}

/* --- Netlify, Cloudflare ---------------------------------------------------------------- */

/* `*` and `:name` stand for anything there. */
static void add_netlify_path(struct strbuf *out, const char *path)
{
	for (const char *c = path; *c; c++) {
		if (*c == '*' || (*c == ':' && c > path && c[-1] == '/'))
			strbuf_addf(out, "%%%02X", (unsigned char)*c);
		else
			strbuf_addc(out, *c);
	}
}

/* What a query asks for stands behind the path, parted by blanks ("Query parameters"). */
static void write_netlify(const struct old_host *h, struct strbuf *out, struct arena *a)
{
	(void)a;
	begin(out, "#", h);
	strbuf_adds(out, "# For the file _redirects of the old site at Netlify.\n");
	for (size_t i = 0; i < h->count; i++) {
		const struct old_address *o = &h->all[i];

		if (o->also)
			continue;
		add_netlify_path(out, o->path);
		for (const char *c = o->query ? o->query : ""; *c; c += *c == '&') {
			const size_t len = strcspn(c, "&");

			strbuf_addf(out, " %.*s", (int)len, c);
			c += len;
		}
		strbuf_addf(out, " %s 301!\n", o->to);
	}
}

/* "Redirects" of Cloudflare Pages: no queries, and so many lines of so many characters. */
#define CLOUDFLARE_LINES ((size_t)2000)
#define CLOUDFLARE_LINE  ((size_t)1000)

static void write_cloudflare(const struct old_host *h, struct strbuf *out, struct arena *a)
{
	STRBUF_SCOPED struct strbuf lines = STRBUF_INIT(LIMIT_IMPORT_REPORT);
	size_t count = 0, left = 0;

	(void)a;
	for (size_t i = 0; i < h->count; i++) {
		const struct old_address *o = &h->all[i];

		if (o->also)
			continue;
		const size_t before = lines.len;

		if (!o->query && count < CLOUDFLARE_LINES) {
			add_netlify_path(&lines, o->path);
			strbuf_addf(&lines, " %s 301\n", o->to);
		}
		if (lines.len > before && lines.len - before <= CLOUDFLARE_LINE) {
			count++;
			continue;
		}
		lines.len = before;
		lines.data[before] = '\0';
		left++;
	}
	begin(out, "#", h);
	strbuf_adds(out, "# For the file _redirects of the old site at Cloudflare Pages.\n");
	if (left)
		strbuf_addf(out,
			    "# This file cannot say %zu more (addresses with a question mark, and "
			    "what is beyond\n# %zu lines): Bulk Redirects can, for most of them.\n",
			    left, CLOUDFLARE_LINES);
	strbuf_adds(out, lines.data);
}

/* "Bulk Redirects", CSV: source, target, status; without a line of names. */
static void write_cloudflare_bulk(const struct old_host *h, struct strbuf *out, struct arena *a)
{
	for (size_t i = 0; i < h->count; i++) {
		const struct old_address *o = &h->all[i];

		if (o->query)
			continue;
		csv_put(out, arena_printf(a, "%s%s", h->name, o->path), ',');
		strbuf_addc(out, ',');
		csv_put(out, o->to, ',');
		strbuf_adds(out, ",301\n");
	}
}

/* --- WordPress -------------------------------------------------------------------------- */

/* The plugin Redirection, "Import": source, target, regular expression or not, status. */
static void write_wordpress(const struct old_host *h, struct strbuf *out, struct arena *a)
{
	strbuf_adds(out, "source,target,regex,code\n");
	for (size_t i = 0; i < h->count; i++) {
		const struct old_address *o = &h->all[i];
		const char *from = o->query ? arena_printf(a, "%s?%s", o->path, o->query) : o->path;

		csv_put(out, from, ',');
		strbuf_addc(out, ',');
		csv_put(out, o->to, ',');
		strbuf_adds(out, ",0,301\n");
	}
}

/* --- Caddy ------------------------------------------------------------------------------ */

/* "map (Caddyfile directive)": texts that do not begin with ~ are compared as they are. */
static void add_caddy_map(const struct old_host *h, bool with_query, struct strbuf *out,
			  struct arena *a)
{
	strbuf_addf(out, "map {%s} {%s} {\n", with_query ? "uri" : "path",
		    with_query ? "blether_query" : "blether_path");
	for (size_t i = 0; i < h->count; i++) {
		const struct old_address *o = &h->all[i];

		if ((o->query != NULL) != with_query)
			continue;
		strbuf_addc(out, '\t');
		add_quoted(out, nginx_key(o, a));
		strbuf_addc(out, ' ');
		add_quoted(out, o->to);
		strbuf_addc(out, '\n');
	}
	strbuf_adds(out, "\tdefault \"\"\n}\n");
}

static void write_caddy(const struct old_host *h, struct strbuf *out, struct arena *a)
{
	begin(out, "#", h);
	strbuf_adds(out, "# Goes into the old site's block of the Caddyfile.\n");
	add_caddy_map(h, true, out, a);
	strbuf_adds(out, "@blether_query expression `{blether_query} != \"\"`\n"
			 "redir @blether_query {blether_query} permanent\n");
	add_caddy_map(h, false, out, a);
	strbuf_adds(out, "@blether_path expression `{blether_path} != \"\"`\n"
			 "redir @blether_path {blether_path} permanent\n");
}

/* --- IIS -------------------------------------------------------------------------------- */

/* IIS reads no more than 250 KB of a web.config. */
#define IIS_MOST ((size_t)200 << 10)

static void add_iis_entry(struct strbuf *out, const char *from, const char *to)
{
	strbuf_adds(out, "<add key=\"");
	text_escape_html(out, from, strlen(from));
	strbuf_adds(out, "\" value=\"");
	text_escape_html(out, to, strlen(to));
	strbuf_adds(out, "\"/>\n");
}

/* URL Rewrite, "Using Rewrite Maps": a key that stands twice in whatever case is an error. */
static void write_iis(const struct old_host *h, struct strbuf *out, struct arena *a)
{
	STRBUF_SCOPED struct strbuf map = STRBUF_INIT(LIMIT_IMPORT_REPORT);
	struct table known = { 0 };
	size_t left = 0;

	for (size_t i = 0; i < h->count; i++) {
		const struct old_address *o = &h->all[i];
		const char *from = o->query ? arena_printf(a, "%s?%s", o->path, o->query) : o->path;
		uint32_t *n = table_at(&known, small_key(from, a));

		if (*n || map.len > IIS_MOST)
			left++;
		else
			add_iis_entry(&map, from, o->to);
		*n = 1;
	}
	table_release(&known);
	strbuf_addf(out,
		    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- What was at %s; for "
		    "web.config of the old site, with the module URL Rewrite. Left out: %zu; see "
		    "../redirects.csv. -->\n",
		    h->name, left + h->unfit);
	strbuf_adds(out, "<configuration><system.webServer><rewrite>\n"
			 "<rewriteMaps><rewriteMap name=\"blether\" defaultValue=\"\">\n");
	strbuf_adds(out, map.data);
	strbuf_adds(out, "</rewriteMap></rewriteMaps>\n<rules><rule name=\"blether\" "
			 "stopProcessing=\"true\"><match url=\".*\"/>\n<conditions><add "
			 "input=\"{blether:{UNENCODED_URL}}\" pattern=\"(.+)\"/></conditions>\n"
			 "<action type=\"Redirect\" url=\"{C:1}\" appendQueryString=\"false\" "
			 "redirectType=\"Permanent\"/></rule></rules>\n"
			 "</rewrite></system.webServer></configuration>\n");
}

/* --- lighttpd --------------------------------------------------------------------------- */

/* mod_redirect: the expression is held against path and query, percent-encoded. */
static void add_lighttpd_pattern(struct strbuf *out, const char *text)
{
	for (; *text; text++) {
		if (is_plain(*text) || *text == '%')
			strbuf_addc(out, *text);
		else
			strbuf_addf(out, "[%c]", *text);
	}
}

static void write_lighttpd(const struct old_host *h, struct strbuf *out, struct arena *a)
{
	(void)a;
	begin(out, "#", h);
	strbuf_adds(out, "# Goes into the part for the old site; server.modules must have "
			 "\"mod_redirect\".\nurl.redirect-code = 301\nurl.redirect = (\n");
	for (size_t i = 0; i < h->count; i++) {
		const struct old_address *o = &h->all[i];

		strbuf_adds(out, "\t\"^");
		add_lighttpd_pattern(out, o->path);
		if (o->query) {
			strbuf_adds(out, "[?]");
			add_lighttpd_pattern(out, o->query);
		} else {
			strbuf_adds(out, "([?].*)?");
		}
		strbuf_adds(out, "$\" => \"");
		add_target(out, o->to, "%", "%");
		strbuf_adds(out, "\",\n");
	}
	strbuf_adds(out, ")\n");
}

/* --- all of them ------------------------------------------------------------------------ */

const struct redirect_form redirect_forms[] = {
	{ "wordpress-redirection.csv", "WordPress",
	  "install the plugin Redirection, and give it this file under Tools, Redirection, "
	  "Import/Export",
	  write_wordpress },
	{ "apache-htaccess.txt", "Apache and LiteSpeed, as most web hosting has it",
	  "put what stands in it at the top of the file .htaccess of the old site", write_apache },
	{ "nginx-http.conf", "nginx", "include it in the http block; it has the list",
	  write_nginx_http },
	{ "nginx-server.conf", "nginx", "include it in the server block of the old site",
	  write_nginx_server },
	{ "netlify-redirects.txt", "Netlify", "put it into the file _redirects of the old site",
	  write_netlify },
	{ "cloudflare-redirects.txt", "Cloudflare Pages",
	  "put it into the file _redirects of the old site", write_cloudflare },
	{ "cloudflare-bulk.csv", "any site behind Cloudflare",
	  "make a list of it under Bulk Redirects, then a rule that uses the list",
	  write_cloudflare_bulk },
	{ "caddy.txt", "Caddy", "put it into the old site's block of the Caddyfile", write_caddy },
	{ "iis-web.config", "IIS", "merge it into web.config; the module URL Rewrite is needed",
	  write_iis },
	{ "lighttpd.conf", "lighttpd", "include it in the part for the old site", write_lighttpd },
};

const size_t redirect_form_count = COUNT(redirect_forms);

static void add_file(struct import_files *f, const char *path, const struct strbuf *text,
		     struct arena *a)
{
	f->all = arena_grow(a, f->all, f->count, &f->room, sizeof(*f->all));
	f->all[f->count++] =
		(struct import_file){ path, arena_strndup(a, text->data, text->len), text->len };
}

/* For people, and for whatever form there is not. */
static void write_table(const struct import_moves *moves, struct strbuf *out)
{
	static const char *const kinds[MOVE_KINDS] = { "feed", "show", "page", "audio" };

	strbuf_adds(out, "what,from,to,title\n");
	for (size_t i = 0; i < moves->count; i++) {
		const struct import_move *m = &moves->all[i];
		const char *const cells[] = { kinds[m->kind], m->from, m->to,
					      m->title ? m->title : "" };

		for (size_t k = 0; k < COUNT(cells); k++) {
			if (k)
				strbuf_addc(out, ',');
			cell_put(out, cells[k]);
		}
		strbuf_addc(out, '\n');
	}
}

struct import_files import_redirect_files(const struct import_moves *moves, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_IMPORT_REPORT);
	const struct old_hosts hosts = old_hosts(moves, a);
	struct import_files files = { 0 };

	write_table(moves, &out);
	add_file(&files, IMPORT_REDIRECTS "/redirects.csv", &out, a);
	for (size_t i = 0; i < hosts.count; i++) {
		const struct old_host *h = &hosts.all[i];

		for (size_t k = 0; h->count && k < redirect_form_count; k++) {
			strbuf_clear(&out);
			redirect_forms[k].write(h, &out, a);
			add_file(&files,
				 arena_printf(a, IMPORT_REDIRECTS "/%s/%s", old_host_folder(h, a),
					      redirect_forms[k].file),
				 &out, a);
		}
	}
	return files;
}
