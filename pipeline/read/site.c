#include "read/read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "access.h"
#include "artwork.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "consent.h"
#include "editions.h"
#include "help.h"
#include "hurtful.h"
#include "interface.h"
#include "item.h"
#include "leaf.h"
#include "library.h"
#include "listing.h"
#include "markdown.h"
#include "memory.h"
#include "model/audio_place.h"
#include "model/care.h"
#include "model/check.h"
#include "model/map.h"
#include "model/meeting.h"
#include "network.h"
#include "people.h"
#include "reader.h"
#include "show.h"
#include "standing.h"
#include "unread.h"

/* The folders of a content folder; a volunteer's own may lie beside them. */
static const char *const own_folders[] = { "podcasts", "programmes", "editions", "theme",
					   "private",  "public",     NULL };

/* With the folder of each kind; ended by NULL. */
static const char *const *known_folders(struct arena *a)
{
	size_t count = 0, kinds = 0;

	while (content_kinds[kinds])
		kinds++;
	const char **folders = arena_array(a, kinds + COUNT(own_folders), sizeof(char *));
	for (size_t i = 0; i < kinds; i++) {
		if (content_kinds[i]->folder)
			folders[count++] = content_kinds[i]->folder;
	}
	for (size_t i = 0; own_folders[i]; i++)
		folders[count++] = own_folders[i];
	return folders;
}

static void warn_of_folders(struct reader *r)
{
	const struct listing l = listing_read(r, "");
	const char *const *known = known_folders(r->arena);

	for (size_t i = 0; i < l.count; i++) {
		const char *name = l.entries[i].name;
		const char *near = l.entries[i].is_folder ? text_nearest(name, known) : NULL;

		if (near && strcmp(near, name) != 0)
			diag_report(r->diag, DIAG_UNKNOWN_FOLDER,
				    span_path(reader_path(r, name), r->arena),
				    "the folder '%s' is not read; did you mean '%s'?", name, near);
	}
}

static void read_shows(struct reader *r)
{
	struct site *site = r->site;
	struct listing l = listing_read(r, "podcasts");

	site->shows = arena_array(r->arena, l.count, sizeof(struct show *));
	for (size_t i = 0; i < l.count; i++) {
		struct show *show = l.entries[i].is_folder ? show_read(r, l.entries[i].name) : NULL;

		if (show)
			site->shows[site->show_count++] = show;
	}
	unread_note(r, "podcasts", &l);
}

static void read_pages(struct reader *r)
{
	static const struct leaf_kind kind = {
		.kind = &kind_page,
		.order = offsetof(struct page, order),
		.html = offsetof(struct page, body_html),
	};
	struct leaves found = leaves_read(r, &kind);
	struct site *site = r->site;

	site->pages = arena_array(r->arena, found.count + STANDING_PAGES, sizeof(struct page *));
	for (size_t i = 0; i < found.count; i++)
		site->pages[i] = found.items[i];
	site->page_count = found.count;
}

static int by_rel(const void *a, const void *b)
{
	return strcmp(((const struct document *)a)->rel, ((const struct document *)b)->rel);
}

/* Needs every document to be known, as they link to each other. */
static void render_documents(struct reader *r)
{
	if (r->document_count)
		qsort(r->documents, r->document_count, sizeof(*r->documents), by_rel);
	for (size_t i = 0; i < r->document_count; i++) {
		r->hides = r->documents[i].held;
		if (r->documents[i].html)
			markdown_render(r, &r->documents[i]);
	}
	r->hides = false;
}

static bool open_folder(struct reader *r)
{
	char *real = realpath(r->dir, NULL);

	if (!real || access(reader_path(r, "site.yaml"), F_OK) != 0) {
		diag_report(r->diag, DIAG_NO_SITE, span_path(r->dir, r->arena),
			    "there is no 'site.yaml' in '%s', so it is not a content folder; "
			    "'blether new site' makes one",
			    r->dir);
		free(real);
		return false;
	}
	r->real = arena_strdup(r->arena, real);
	free(real);
	return true;
}

static void read_everything(struct reader *r)
{
	size_t body;

	hurtful_read(r);
	r->sensory = access_sensory(r->arena);
	r->site = item_read(r, &kind_site, "site.yaml", &body);
	if (!r->site)
		return;
	r->site->now = r->now;
	interfaces_read(r);
	site_place_audio(r->site, r->arena);
	r->site->item.path = "index.html";
	r->site->item.slug = "";
	artwork_cover(r, &(struct place){ .folder = "", .out_dir = "" }, &r->site->item,
		      &r->site->cover);
	artwork_logo(r, r->site);
	r->site->ledger = read_ledger(r->dir, r->arena, r->diag);
	warn_of_folders(r);
	r->site->consents = consents_read(r);
	profiles_read(r);
	read_shows(r);
	read_pages(r);
	help_read(r);
	network_read(r);
	standing_pages(r);
	r->site->next_due = site_next_due(r->site);
	for (size_t i = 0; i < r->site->show_count; i++)
		show_resolve(r, r->site->shows[i]);
	network_resolve(r);
	site_map(r->site, r->arena);
	editions_read(r);
	site_care(r->site, r->arena);
	shows_check_guids(r);
	render_documents(r);
	artwork_settle(r);
	library_check(r);
	site_check_rules(r->site, r->diag);
	site_check_care(r->site, r->diag);
	site_check_map(r->site, r->diag);
	site_check_meetings(r->site, r->diag);
	unread_warn(r);
}

static struct site *read_folder(struct reader *r)
{
	struct arena scratch = { 0 };

	r->scratch = &scratch;
	memory_begin(r->memory);
	if (open_folder(r))
		read_everything(r);
	arena_free(&scratch);
	table_release(&r->pictures);
	table_release(&r->people);
	word_index_free(r->words);
	word_index_free(r->terms);
	word_index_free(r->sensory);
	return r->site;
}

struct site *read_site(const char *dir, struct moment now, struct arena *a, struct diag *diag)
{
	return read_site_again(dir, now, NULL, a, diag);
}

struct site *read_site_again(const char *dir, struct moment now, struct read_memory *memory,
			     struct arena *a, struct diag *diag)
{
	struct reader r = { .dir = dir, .now = now, .arena = a, .diag = diag, .memory = memory };

	return read_folder(&r);
}

struct site *read_site_changed(const char *dir, struct moment now,
			       const struct read_change *changes, struct arena *a,
			       struct diag *diag)
{
	struct reader r = { .dir = dir, .now = now, .arena = a, .diag = diag, .changes = changes };

	return read_folder(&r);
}
