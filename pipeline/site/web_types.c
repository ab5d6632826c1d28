#include "web_types.h"

#include <string.h>

#include "base/mem.h"

const struct web_type web_types[] = {
	{ ".html", "text/html", KEEP_SHORT, false, true },
	{ ".css", "text/css", KEEP_EVER, false, true },
	{ ".js", "text/javascript", KEEP_EVER, false, true },
	{ ".xml", "application/rss+xml", KEEP_SHORT, true, true },
	{ "sitemap.xml", "application/xml", KEEP_SHORT, true, true },
	{ ".atom", "application/atom+xml", KEEP_SHORT, true, true },
	{ ".opml", "text/x-opml", KEEP_SHORT, true, true },
	{ ".json", "application/json", KEEP_SHORT, true, true },
	{ "feed.json", "application/feed+json", KEEP_SHORT, true, true },
	{ ".chapters.json", "application/json+chapters", KEEP_SHORT, true, true },
	{ ".oembed.json", "application/json+oembed", KEEP_SHORT, true, true },
	{ ".geojson", "application/geo+json", KEEP_SHORT, true, true },
	{ ".webmanifest", "application/manifest+json", KEEP_SHORT, false, true },
	{ ".vtt", "text/vtt", KEEP_SHORT, true, true },
	{ ".srt", "application/x-subrip", KEEP_SHORT, true, true },
	{ ".txt", "text/plain", KEEP_NAMED, true, true },
	{ ".csv", "text/csv", KEEP_NAMED, true, true },
	{ ".tsv", "text/tab-separated-values", KEEP_NAMED, true, true },
	{ ".ics", "text/calendar", KEEP_NAMED, true, true },
	{ ".vcf", "text/vcard", KEEP_SHORT, true, true },
	{ ".graphml", "application/graphml+xml", KEEP_SHORT, true, true },
	{ ".mp3", "audio/mpeg", KEEP_EVER, true, false },
	{ ".m4a", "audio/mp4", KEEP_EVER, true, false },
	{ ".opus", "audio/ogg", KEEP_EVER, true, false },
	{ ".ogg", "audio/ogg", KEEP_EVER, true, false },
	{ ".jpg", "image/jpeg", KEEP_NAMED, true, false },
	{ ".jpeg", "image/jpeg", KEEP_NAMED, true, false },
	{ ".png", "image/png", KEEP_NAMED, true, false },
	{ ".gif", "image/gif", KEEP_NAMED, true, false },
	{ ".webp", "image/webp", KEEP_NAMED, true, false },
	{ ".svg", "image/svg+xml", KEEP_NAMED, true, true },
	{ ".pdf", "application/pdf", KEEP_NAMED, true, false },
	{ ".zip", "application/zip", KEEP_NAMED, true, false },
	{ ".odt", "application/vnd.oasis.opendocument.text", KEEP_NAMED, false, false },
	{ ".ods", "application/vnd.oasis.opendocument.spreadsheet", KEEP_NAMED, false, false },
	{ ".odp", "application/vnd.oasis.opendocument.presentation", KEEP_NAMED, false, false },
	{ ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	  KEEP_NAMED, false, false },
	{ ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", KEEP_NAMED,
	  false, false },
	{ ".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	  KEEP_NAMED, false, false },
};
const size_t web_type_count = COUNT(web_types);

bool web_type_is_special(const struct web_type *t)
{
	return t->suffix[0] != '.' || strchr(t->suffix + 1, '.');
}

const struct web_header web_headers[] = {
	{ "X-Content-Type-Options", "nosniff" },
	{ "Referrer-Policy", "no-referrer" },
	{ "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
	{ "Cross-Origin-Opener-Policy", "same-origin" },
	{ "Cross-Origin-Resource-Policy", "cross-origin" },
};
const size_t web_header_count = COUNT(web_headers);
