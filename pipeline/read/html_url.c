#include <libxml/uri.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "html_notes.h"

#define LONGEST_URL ((size_t)64 << 10)

/* cmark escapes all other bytes, so what it reads again is the same. */
static const char untouched[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
				"-_.+!*'(),%#@?=;:/&$~";

const char *html_url_escape(const char *url, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(3 * LONGEST_URL);
	size_t n;

	for (; *url; url++) {
		n = strspn(url, untouched);
		strbuf_add(&out, url, n);
		url += n;
		if (!*url)
			break;
		strbuf_addf(&out, "%%%02X", (unsigned)(unsigned char)*url);
	}
	return arena_strdup(a, out.data);
}

/* Without blanks around it and line ends inside (https://url.spec.whatwg.org/#concept-basic-url-parser). */
static char *trimmed(const char *url, struct arena *a)
{
	char *copy = arena_strdup(a, url + strspn(url, " \t\r\n\f")), *to = copy;

	for (const char *s = copy; *s; s++) {
		if (!strchr("\t\r\n", *s))
			*to++ = *s;
	}
	while (to > copy && to[-1] == ' ')
		to--;
	*to = '\0';
	return copy;
}

static size_t scheme_length(const char *url)
{
	size_t n = strspn(url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-");

	return n && url[n] == ':' && strchr(untouched, *url) < untouched + 52 ? n + 1 : 0;
}

static bool is_safe(const char *url)
{
	static const char *const safe[] = { "https://", "http://", "mailto:", "tel:" };

	for (size_t i = 0; i < COUNT(safe); i++) {
		size_t n = strlen(safe[i]);

		if (strncasecmp(url, safe[i], n) == 0)
			return url[n] && !strchr("/?# ", url[n]);
	}
	return false;
}

static bool is_mail(const char *url)
{
	const char *at = strchr(url, '@');

	return at && at > url && strchr(at, '.') && !strpbrk(url, ":/ ?#");
}

/* What was meant for the web, without the part before the colon. */
static const char *completed(const char *url, struct arena *a)
{
	if (strncasecmp(url, "www.", 4) == 0)
		return arena_printf(a, "https://%s", url);
	return is_mail(url) ? arena_printf(a, "mailto:%s", url) : url;
}

const char *html_url_whole(const char *url, const char *base, struct arena *a)
{
	bool http = base && strncasecmp(base, "http:", 5) == 0;

	if (strlen(url) > LONGEST_URL)
		return NULL;
	url = html_url_escape(trimmed(url, a), a);
	if (text_starts(url, "//"))
		url = arena_printf(a, "%s:%s", http ? "http" : "https", url);
	if (!scheme_length(url)) {
		xmlChar *whole = base && *url && *url != '#'
					 ? xmlBuildURI((const xmlChar *)url, (const xmlChar *)base)
					 : NULL;

		url = whole ? html_url_escape((const char *)whole, a) : "";
		xmlFree(whole);
	}
	return is_safe(url) ? url : NULL;
}

const char *html_url(const char *url, const char *base, struct arena *a)
{
	return html_url_whole(completed(trimmed(url, a), a), base, a);
}

const char *html_url_host(const char *url, struct arena *a)
{
	const char *host = strstr(url, "://");

	if (!host)
		return "";
	host += 3;
	size_t len = strcspn(host, "/?#");
	const char *at = memrchr(host, '@', len);

	if (at) {
		len -= (size_t)(at + 1 - host);
		host = at + 1;
	}
	return arena_strndup(a, host, strcspn(host, ":") < len ? strcspn(host, ":") : len);
}

static bool is_host(const char *host, const char *of)
{
	size_t len = strlen(host), n = strlen(of);

	return len >= n && strcasecmp(host + len - n, of) == 0 &&
	       (len == n || host[len - n - 1] == '.');
}

bool html_url_counts(const char *url, struct arena *a)
{
	/* Hosts whose pictures nobody is meant to see: counters of visits, advertisements, shares. */
	static const char *const counters[] = {
		"feeds.feedburner.com", "feedsportal.com",      "pixel.wp.com",
		"stats.wordpress.com",  "doubleclick.net",      "google-analytics.com",
		"pixel.quantserve.com", "scorecardresearch.com", "pixel.facebook.com",
	};
	const char *host = html_url_host(url, a);

	for (size_t i = 0; i < COUNT(counters); i++) {
		if (is_host(host, counters[i]))
			return true;
	}
	return false;
}
