#include "model/site.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"

struct span item_field_span(const struct item *item, const char *key)
{
	const struct field *f = kind_field(item->kind, key);

	if (f && item->spans && item->spans[f - item->kind->fields].src)
		return item->spans[f - item->kind->fields];
	return span_of(item->src);
}

char *site_url(const struct site *site, const char *path, struct arena *a)
{
	const char *slash = text_ends(site->address, "/") ? "" : "/";

	return arena_printf(a, "%s%s%s", site->address, slash, path_to_url(path, a));
}

char *site_permalink(const struct site *site, const char *path, struct arena *a)
{
	char *url = site_url(site, path, a);

	if (strcmp(path_base(path), "index.html") == 0)
		url[strlen(url) - strlen("index.html")] = '\0';
	return url;
}

void podcast_guid(const char *feed_url, char out[static 37])
{
	/* ead4c236-bf58-58c6-a2c6-a6b28d128cb6, the podcast namespace */
	static const uint8_t podcast[16] = { 0xea, 0xd4, 0xc2, 0x36, 0xbf, 0x58, 0x58, 0xc6,
					     0xa2, 0xc6, 0xa6, 0xb2, 0x8d, 0x12, 0x8c, 0xb6 };
	struct arena a = { 0 };
	const char *colon = strstr(feed_url, "://");
	char *name = arena_strdup(&a, colon ? colon + 3 : feed_url);

	for (size_t len = strlen(name); len && name[len - 1] == '/'; len--)
		name[len - 1] = '\0';
	uuid_v5(podcast, name, out);
	arena_free(&a);
}

bool episode_is_held(const struct episode *e, struct moment now)
{
	return e->draft || (e->date.set && e->date.utc > now.utc);
}

struct moment show_updated(const struct show *show)
{
	return show->episode_count ? show->episodes[0]->date : (struct moment){ 0 };
}

struct moment site_updated(const struct site *site)
{
	struct moment newest = { 0 };

	for (size_t i = 0; i < site->show_count; i++) {
		struct moment m = show_updated(site->shows[i]);

		if (m.set && (!newest.set || m.utc > newest.utc))
			newest = m;
	}
	return newest;
}

static bool is_slug_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

char *slug_make(const char *title, struct arena *a)
{
	char *slug = arena_alloc(a, strlen(title) + 1), *to = slug;

	for (; *title; title++) {
		char c = *title >= 'A' && *title <= 'Z' ? (char)(*title - 'A' + 'a') : *title;

		if (is_slug_char(c))
			*to++ = c;
		else if (c != '\'' && to > slug && to[-1] != '-')
			*to++ = '-';
	}
	if (to > slug && to[-1] == '-')
		to--;
	*to = '\0';
	return slug;
}

bool slug_valid(const char *slug)
{
	if (!is_slug_char(*slug))
		return false;
	for (const char *c = slug; *c; c++) {
		if (!is_slug_char(*c) && !(*c == '-' && is_slug_char(c[1])))
			return false;
	}
	return true;
}
