#include "old_address.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/ledger.h"
#include "model/site.h"

/* What follows `https://` or `http://`; NULL: it is neither. */
static const char *behind_scheme(const char *url)
{
	static const char *const schemes[] = { "https://", "http://" };

	for (size_t i = 0; i < COUNT(schemes); i++) {
		if (strncasecmp(url, schemes[i], strlen(schemes[i])) == 0)
			return url + strlen(schemes[i]);
	}
	return NULL;
}

/* What follows the site's own address in an URL; NULL: it leads elsewhere. */
static const char *behind_address(const struct site *site, const char *url)
{
	const char *here = site->address ? behind_scheme(site->address) : NULL;
	const char *there = behind_scheme(url);

	if (!here || !there)
		return NULL;
	size_t host = strcspn(here, "/"), path = strlen(here + host);

	if (path && here[host + path - 1] == '/')
		path--;
	if (strcspn(there, "/?#") != host || strncasecmp(here, there, host) != 0 ||
	    strncmp(here + host, there + host, path) != 0)
		return NULL;
	there += host + path;
	return !*there || strchr("/?#", *there) ? there + (*there == '/') : NULL;
}

/* Folders and files at the top of every site, whose pages nothing may stand in for. */
static bool is_needed(const char *path)
{
	static const char *const folders[] = {
		"areas",  "audiences", "chances", "communities", "flash-reports", "gaps",
		"groups", "journeys",  "map",     "meetings",    "notices",       "open",
		"pages",  "people",    "places",  "programmes",  "resources",     "search",
		"series", "stories",   "topics",
	};
	static const char *const files[] = {
		"404.html", "_headers",    "_redirects",  "a-z.html",       "facts.html",
		"feed.xml", "feed.json",   "favicon.ico", "glossary.html",  "help.html",
		"new.html", "index.html",  "print.html",  "robots.txt",     "search.html",
		"new.atom", "sitemap.xml", "shows.opml",  "subscribe.html", NULL,
	};
	size_t first = strcspn(path, "/");

	for (size_t i = 0; i < COUNT(folders); i++) {
		if (strlen(folders[i]) == first && strncmp(path, folders[i], first) == 0)
			return true;
	}
	return text_is_one_of(path, files);
}

/* A path, or one of a folder with a slash at its end. */
static bool is_plain(const char *path, struct arena *a)
{
	size_t len = strlen(path);

	if (!len)
		return true;
	return ledger_path_ok(path[len - 1] == '/' ? arena_strndup(a, path, len - 1) : path);
}

static bool is_plain_query(const char *query)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "0123456789-_=&";

	return *query && !query[strspn(query, letters)];
}

bool old_address_of(const struct site *site, const char *url, struct old_address *into,
		    struct arena *a)
{
	const char *rest = url ? behind_address(site, url) : NULL;

	if (!rest)
		return false;
	size_t path = strcspn(rest, "?#");
	const char *query = rest[path] == '?' ? rest + path + 1 : "";

	*into = (struct old_address){ .path = arena_strndup(a, rest, path) };
	if (*query)
		into->query = arena_strndup(a, query, strcspn(query, "#"));
	if (into->query)
		return is_plain(into->path, a) && is_plain_query(into->query);
	return *into->path && is_plain(into->path, a) && !is_needed(into->path);
}
