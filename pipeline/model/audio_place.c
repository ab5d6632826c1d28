#include "model/audio_place.h"

#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "model/site.h"

bool audio_is_type(const char *type)
{
	return text_starts(type, "audio/");
}

const char *site_audio_base(const struct site *site)
{
	return site->audio_address ? site->audio_address : site->address;
}

char *site_audio_url(const struct site *site, const char *path, struct arena *a)
{
	const char *base = site_audio_base(site);

	return arena_printf(a, "%s%s%s", base, text_ends(base, "/") ? "" : "/",
			    path_to_url(path, a));
}

/*
 * Hosts that send listeners on to others of theirs (HTTP 302), which a policy must allow as well:
 * the Internet Archive keeps each item on some of its data nodes.
 */
static const struct {
	const char *host, *nodes;
} spread[] = {
	{ "archive.org", "https://*.archive.org" },
	{ "www.archive.org", "https://archive.org https://*.archive.org" },
};

static const char *sources(const char *origin, const char *host, struct arena *a)
{
	for (size_t i = 0; i < COUNT(spread); i++) {
		if (strcmp(spread[i].host, host) == 0)
			return arena_printf(a, "%s %s", origin, spread[i].nodes);
	}
	return origin;
}

void site_place_audio(struct site *site, struct arena *a)
{
	const char *address = site->audio_address, *host = address ? strstr(address, "://") : NULL;

	if (!host)
		return;
	host += strlen("://");
	const size_t len = strcspn(host, "/");

	site->audio_root = arena_printf(a, "%s%s", address, text_ends(address, "/") ? "" : "/");
	site->audio_host = arena_strndup(a, host, len);
	site->audio_origin = sources(arena_strndup(a, address, (size_t)(host - address) + len),
				     site->audio_host, a);
}

void site_play_here(struct site *site)
{
	site->audio_root = site->audio_origin = NULL;
}
