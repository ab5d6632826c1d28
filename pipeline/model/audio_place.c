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

void site_place_audio(struct site *site, struct arena *a)
{
	const char *address = site->audio_address, *host = address ? strstr(address, "://") : NULL;

	if (!host)
		return;
	host += strlen("://");
	const size_t len = strcspn(host, "/");

	site->audio_root = arena_printf(a, "%s%s", address, text_ends(address, "/") ? "" : "/");
	site->audio_origin = arena_printf(a, "%.*s", (int)(host + len - address), address);
	site->audio_host = arena_strndup(a, host, len);
}

void site_play_here(struct site *site)
{
	site->audio_root = site->audio_origin = NULL;
}
