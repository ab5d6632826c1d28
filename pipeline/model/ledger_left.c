#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "model/ledger.h"

/* Was there a page here that has been taken back or renamed? */
static bool is_left(const struct site *site, const char *page)
{
	if (ledger_left(site->ledger, page))
		return true;
	for (size_t i = 0; i < site->show_count; i++) {
		for (size_t k = 0; k < site->shows[i]->withdrawn_count; k++) {
			if (strcmp(site->shows[i]->withdrawn[k]->item.path, page) == 0)
				return true;
		}
	}
	return false;
}

/* `podcasts/talks/one.transcript.html` and `podcasts/talks/one.vtt` belong to `…/one.html`. */
static char *page_beside(const char *path, struct arena *a)
{
	const char *base = path_base(path);
	int stem = (int)((size_t)(base - path) + strcspn(base, "."));

	return arena_printf(a, "%.*s.html", stem, path);
}

/* `podcasts/talks/audio/one-0123456789ab.mp3` and `…/one-small-…` to `podcasts/talks/one.html`. */
static char *page_of_audio(const char *path, struct arena *a)
{
	static const char small[] = "-small";
	const char *name = path_base(path), *dash = strrchr(name, '-'), *dir = path_dir(path, a);

	if (!dash || strcmp(path_base(dir), "audio") != 0)
		return NULL;
	char *slug = arena_strndup(a, name, (size_t)(dash - name));

	if (text_ends(slug, small))
		slug[strlen(slug) - strlen(small)] = '\0';
	return arena_printf(a, "%s/%s.html", path_dir(dir, a), slug);
}

/* The feeds of the whole site have nothing to tell when all that was out was taken back. */
static bool is_all_taken_back(const struct site *site)
{
	size_t withdrawn = 0;

	for (size_t i = 0; i < site->show_count; i++) {
		if (site->shows[i]->episode_count)
			return false;
		withdrawn += site->shows[i]->withdrawn_count;
	}
	return withdrawn;
}

static bool lets_go(const struct site *site, const char *path, struct arena *a)
{
	const char *heard = page_of_audio(path, a);

	if (is_left(site, path) || is_left(site, page_beside(path, a)) ||
	    (heard && is_left(site, heard)))
		return true;
	if (!strchr(path, '/') && is_all_taken_back(site))
		return true;
	for (const char *dir = path_dir(path, a); *dir; dir = path_dir(dir, a)) {
		if (is_left(site, path_join(dir, "index.html", a)))
			return true;
	}
	return false;
}

bool ledger_lets_go(const struct site *site, const char *path)
{
	struct arena a = { 0 };
	bool gone = lets_go(site, path, &a);

	arena_free(&a);
	return gone;
}
