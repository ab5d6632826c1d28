/*
 * Where everything of a show was, and where it is now.
 *
 * An address is redirected once. Where several episodes name one page, as many feeds do, it is the
 * show's page that they lead to.
 */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/table.h"
#include "base/text.h"
#include "import/redirects.h"
#include "import/show.h"
#include "model/audio_place.h"
#include "model/ledger.h"
#include "model/site.h"

/* A feed, a page and an audio address, each as written and as it was unwrapped or moved before. */
#define MOVES_OF_SHOW    4
#define MOVES_OF_EPISODE 3

struct moving {
	const struct import_show *show;
	const struct site *site;   /* NULL: a new one */
	const struct site address; /* all that addresses are made of */
	struct import_moves moves;
	struct table known; /* addresses that are redirected */
	struct table links; /* pages that episodes name: how many do */
	struct arena *arena;
};

static uint64_t key(const char *url)
{
	return key_of(0, url, strlen(url));
}

/* The address as a server is asked for it; NULL: no server is. */
static const char *asked(struct moving *m, const char *url)
{
	return text_begins_web(url) ? arena_strndup(m->arena, url, strcspn(url, "#")) : NULL;
}

/* Of the new site: whoever comes there is to stay. */
static bool is_front_page(const struct moving *m, const char *url)
{
	const char *address = m->address.address;
	const size_t len = strlen(address), end = len && address[len - 1] == '/' ? len - 1 : len;

	return strncmp(url, address, end) == 0 && (!url[end] || strcmp(url + end, "/") == 0);
}

static void add(struct moving *m, enum import_move_kind kind, const char *from, const char *to,
		const char *title)
{
	const char *url = asked(m, from);

	if (!url || !to || strcmp(url, to) == 0 || is_front_page(m, url))
		return;
	uint32_t *known = table_at(&m->known, key(url));

	if (*known)
		return;
	*known = 1;
	m->moves.all[m->moves.count++] = (struct import_move){ kind, url, to, title };
}

/* What the site has published under this guid; NULL: nothing. */
static const struct ledger_row *published(const struct moving *m, const struct import_episode *e)
{
	const struct ledger_row *row =
		m->site && e->guid ? ledger_by_guid(m->site->ledger, e->guid) : NULL;

	return row && row->kind == LEDGER_EPISODE ? row : NULL;
}

static const char *page_of(const struct moving *m, const struct import_episode *e)
{
	const struct ledger_row *row = published(m, e);

	return row ? row->permalink : episode_page_path(m->show->slug, e->slug, m->arena);
}

/* Formats that are published byte for byte; the address of all others is that of what is encoded.
 */
static const char *kept_suffix(const char *file)
{
	static const char *const kept[] = { "mp3", "m4a", "opus", "ogg" };
	const char *suffix = path_suffix(file);

	for (size_t i = 0; *suffix && i < COUNT(kept); i++) {
		if (strcasecmp(suffix + 1, kept[i]) == 0)
			return kept[i];
	}
	return NULL;
}

/* The path of the recording in the output; NULL: it is not known yet, or there is none. */
static const char *audio_of(struct moving *m, const struct import_episode *e)
{
	const struct ledger_row *row = published(m, e);
	const struct import_asset *audio = e->audio;

	if (row && row->audio)
		return row->audio;
	if (!audio || !audio->file || !audio->sha256)
		return NULL;
	const char *suffix = kept_suffix(audio->file);

	if (suffix)
		return episode_audio_path(page_of(m, e), audio->sha256, suffix, m->arena);
	m->moves.unsure++;
	return NULL;
}

static void count_links(struct moving *m)
{
	for (size_t i = 0; i < m->show->count; i++) {
		const char *link = asked(m, m->show->episodes[i].from->link);

		if (link)
			++*table_at(&m->links, key(link));
	}
}

static void add_show(struct moving *m)
{
	const struct import_show *show = m->show;
	const struct remote_feed *from = show->from;
	const char *feed = site_url(&m->address, show_feed_path(show->slug, m->arena), m->arena);
	const char *page =
		site_permalink(&m->address, show_page_path(show->slug, m->arena), m->arena);

	add(m, MOVE_FEED, from->from, feed, from->title);
	add(m, MOVE_FEED, from->self, feed, from->title);
	add(m, MOVE_FEED, from->new_url, feed, from->title);
	add(m, MOVE_SHOW, from->link, page, from->title);
}

static void add_page(struct moving *m, const struct import_episode *e)
{
	const char *link = asked(m, e->from->link);
	const bool shared = link && *table_at(&m->links, key(link)) > 1;
	const char *path = shared ? show_page_path(m->show->slug, m->arena) : page_of(m, e);

	if (link)
		add(m, shared ? MOVE_SHOW : MOVE_PAGE, link,
		    site_permalink(&m->address, path, m->arena),
		    shared ? m->show->from->title : e->from->title);
}

static void add_audio(struct moving *m, const struct import_episode *e)
{
	const char *path = audio_of(m, e);
	const char *url = path ? site_audio_url(&m->address, path, m->arena) : NULL;

	add(m, MOVE_AUDIO, e->from->enclosure.url, url, e->from->title);
	if (e->audio)
		add(m, MOVE_AUDIO, e->audio->url, url, e->from->title);
}

struct import_moves import_moves(const struct import_show *show, const struct site *site,
				 struct arena *a)
{
	struct moving m = { .show = show,
			    .site = site,
			    .address = { .address = show->address ? show->address : "",
					 .audio_address = site ? site->audio_address : NULL },
			    .arena = a };

	if (!show->address)
		return m.moves;
	m.moves.all = arena_array(a, MOVES_OF_SHOW + MOVES_OF_EPISODE * show->count,
				  sizeof(*m.moves.all));
	count_links(&m);
	add_show(&m);
	for (size_t i = 0; i < show->count; i++) {
		if (show->episodes[i].is_removed) /* nothing of it is at the new place */
			continue;
		add_page(&m, &show->episodes[i]);
		add_audio(&m, &show->episodes[i]);
	}
	table_release(&m.known);
	table_release(&m.links);
	return m.moves;
}
