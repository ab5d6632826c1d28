#include "read/read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "access.h"
#include "area.h"
#include "artwork.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "consent.h"
#include "hurtful.h"
#include "help.h"
#include "interface.h"
#include "item.h"
#include "leaf.h"
#include "listing.h"
#include "markdown.h"
#include "memory.h"
#include "model/care.h"
#include "model/check.h"
#include "people.h"
#include "reader.h"
#include "show.h"
#include "standing.h"

/* The folders of a content folder; a volunteer's own may lie beside them. */
static const char *const known_folders[] = { "podcasts", "pages",   "areas",  "help", "people",
					     "theme",    "private", "public", NULL };

static void warn_of_folders(struct reader *r)
{
	struct listing l = listing_read(r, "");

	for (size_t i = 0; i < l.count; i++) {
		const char *name = l.entries[i].name;
		const char *near =
			l.entries[i].is_folder ? text_nearest(name, known_folders) : NULL;

		if (near && strcmp(near, name) != 0)
			diag_report(r->diag, DIAG_UNKNOWN_FOLDER,
				    span_path(reader_path(r, name), r->arena),
				    "the folder '%s' is not read; did you mean '%s'?", name, near);
	}
}

/* Returns what lies in the folder, for warn_of_unread(). */
static struct listing read_shows(struct reader *r)
{
	struct site *site = r->site;
	struct listing l = listing_read(r, "podcasts");

	site->shows = arena_array(r->arena, l.count, sizeof(struct show *));
	for (size_t i = 0; i < l.count; i++) {
		struct show *show = l.entries[i].is_folder ? show_read(r, l.entries[i].name) : NULL;

		if (show)
			site->shows[site->show_count++] = show;
	}
	return l;
}

/* Returns what lies in the folder, for warn_of_unread(). */
static struct listing read_pages(struct reader *r)
{
	static const struct leaf_kind kind = {
		.kind = &kind_page,
		.folder = "pages",
		.order = offsetof(struct page, order),
		.html = offsetof(struct page, body_html),
	};
	struct leaves found = leaves_read(r, &kind);
	struct site *site = r->site;

	site->pages = arena_array(r->arena, found.count + STANDING_PAGES, sizeof(struct page *));
	for (size_t i = 0; i < found.count; i++)
		site->pages[i] = found.items[i];
	site->page_count = found.count;
	return found.listing;
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

/* Texts that look like pages and are none: people wonder why they do not appear. */
static bool looks_like_page(const char *name)
{
	static const char *const suffixes[] = { ".md",   ".markdown", ".mdown", ".txt",  ".doc",
						".docx", ".odt",      ".rtf",   ".html", ".htm" };

	for (size_t i = 0; i < COUNT(suffixes); i++) {
		if (strcasecmp(path_suffix(name), suffixes[i]) == 0)
			return true;
	}
	return false;
}

/* Is this file linked from a page? Then the site hands it on. */
static bool is_handed_on(const struct reader *r, const char *file)
{
	for (size_t i = 0; i < r->site->picture_count; i++) {
		if (strcmp(r->site->pictures[i].file, file) == 0)
			return true;
	}
	return false;
}

/* Why an entry of a folder of items does not appear on the site; NULL if it does, or need not. */
static const char *why_unread(const struct entry *e, const char *folder, struct arena *a)
{
	bool of_shows = strcmp(folder, "podcasts") == 0;

	if (e->is_folder)
		return of_shows ? NULL
				: arena_printf(a,
					       "folders inside '%s' are not read; put the pages "
					       "beside each other",
					       folder);
	if (!looks_like_page(e->name) || (!of_shows && text_ends(e->name, ".md")))
		return NULL;
	return of_shows ? "this is not read; an episode is a folder inside its show's folder"
			: "this is not read as a page; pages are plain text with names that end in "
			  "'.md'";
}

static void warn_of_unread(struct reader *r, const char *folder, const struct listing *l)
{
	for (size_t i = 0; i < l->count; i++) {
		const char *why = why_unread(&l->entries[i], folder, r->arena);
		const char *file =
			why ? reader_path(r, path_join(folder, l->entries[i].name, r->arena))
			    : NULL;

		if (why && !is_handed_on(r, file))
			diag_report(r->diag, DIAG_UNREAD, span_path(file, r->arena), "%s", why);
	}
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
	r->site->item.path = "index.html";
	r->site->item.slug = "";
	artwork_cover(r, &(struct place){ .folder = "", .out_dir = "" }, &r->site->item,
		      &r->site->cover);
	artwork_logo(r, r->site);
	r->site->ledger = read_ledger(r->dir, r->arena, r->diag);
	warn_of_folders(r);
	r->site->consents = consents_read(r);
	struct listing people = profiles_read(r);
	struct listing shows = read_shows(r), pages = read_pages(r), areas = areas_read(r);
	struct listing help = help_read(r);
	standing_pages(r);
	r->site->next_due = site_next_due(r->site);
	for (size_t i = 0; i < r->site->show_count; i++)
		show_resolve(r, r->site->shows[i]);
	areas_resolve(r);
	site_care(r->site, r->arena);
	shows_check_guids(r);
	render_documents(r);
	artwork_settle(r);
	site_check_rules(r->site, r->diag);
	site_check_care(r->site, r->diag);
	warn_of_unread(r, "podcasts", &shows);
	warn_of_unread(r, "pages", &pages);
	warn_of_unread(r, "areas", &areas);
	warn_of_unread(r, "people", &people);
	warn_of_unread(r, "help", &help);
}

struct site *read_site(const char *dir, struct moment now, struct arena *a, struct diag *diag)
{
	return read_site_again(dir, now, NULL, a, diag);
}

struct site *read_site_again(const char *dir, struct moment now, struct read_memory *memory,
			     struct arena *a, struct diag *diag)
{
	struct arena scratch = { 0 };
	struct reader r = { .dir = dir,
			    .now = now,
			    .arena = a,
			    .scratch = &scratch,
			    .diag = diag,
			    .memory = memory };

	memory_begin(memory);
	if (open_folder(&r))
		read_everything(&r);
	arena_free(&scratch);
	table_release(&r.pictures);
	table_release(&r.people);
	word_index_free(r.words);
	word_index_free(r.sensory);
	return r.site;
}
