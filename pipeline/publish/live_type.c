#include <string.h>
#include <strings.h>

#include "looking.h"

/* What else does, for apps and browsers: hosts know some types by older names. */
static const struct other {
	const char *want, *have;
} others[] = {
	{ "application/rss+xml", "application/xml" },
	{ "application/rss+xml", "text/xml" },
	{ "application/atom+xml", "application/xml" },
	{ "application/atom+xml", "text/xml" },
	{ "application/xml", "text/xml" },
	{ "application/graphml+xml", "application/xml" },
	{ "application/graphml+xml", "text/xml" },
	{ "text/x-opml", "application/xml" },
	{ "text/x-opml", "text/xml" },
	{ "application/feed+json", "application/json" },
	{ "application/json+chapters", "application/json" },
	{ "application/json+oembed", "application/json" },
	{ "application/geo+json", "application/json" },
	{ "application/manifest+json", "application/json" },
	{ "text/javascript", "application/javascript" },
	{ "application/x-subrip", "application/srt" },
	{ "application/x-subrip", "text/srt" },
	{ "application/x-subrip", "text/plain" },
	{ "text/csv", "text/plain" },
	{ "text/tab-separated-values", "text/plain" },
	{ "text/vcard", "text/x-vcard" },
	{ "audio/mp4", "audio/x-m4a" },
	{ "audio/ogg", "audio/opus" },
};

static bool is_type(const char *have, size_t len, const char *type)
{
	return strlen(type) == len && strncasecmp(have, type, len) == 0;
}

/* All that is text here is UTF-8; a type without charset leaves that to the file, which says it. */
static bool charset_fits(const char *have)
{
	const char *at = strcasestr(have, "charset=");

	if (!at)
		return true;
	at += strlen("charset=");
	at += *at == '"';
	return strncasecmp(at, "utf-8", 5) == 0;
}

bool type_fits(const char *want, const char *have)
{
	size_t len = strcspn(have, "; \t"), wanted = strcspn(want, "; \t");
	bool fits = wanted == len && strncasecmp(have, want, len) == 0;

	for (size_t i = 0; i < COUNT(others) && !fits; i++)
		fits = is_type(want, wanted, others[i].want) && is_type(have, len, others[i].have);
	return fits && (strncasecmp(want, "audio/", 6) == 0 || charset_fits(have));
}
