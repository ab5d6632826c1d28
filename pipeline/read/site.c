#include "read/read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "episode.h"
#include "item.h"
#include "listing.h"
#include "markdown.h"
#include "reader.h"
#include "show.h"

/* The folders of a content folder; a volunteer's own may lie beside them. */
static const char *const known_folders[] = { "podcasts", "pages", "theme", "private", "public", NULL };

static void warn_of_folders(struct reader *r)
{
	struct listing l = listing_read(r, "");

	for (size_t i = 0; i < l.count; i++) {
		const char *name = l.entries[i].name;
		const char *near = l.entries[i].is_folder ? text_nearest(name, known_folders) : NULL;

		if (near && strcmp(near, name) != 0)
			diag_report(r->diag, DIAG_UNKNOWN_FOLDER, span_path(reader_path(r, name), r->arena),
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
}

static struct page *read_page(struct reader *r, const char *name)
{
	const char *rel = path_join("pages", name, r->arena);
	const char *stem = arena_strndup(r->arena, name, strlen(name) - strlen(".md"));
	const char *slug = item_slug(r, stem, rel);
	size_t body;
	struct page *page = item_read(r, &kind_page, rel, &body);

	if (!page)
		return NULL;
	page->item.slug = slug ? slug : slug_make(stem, r->arena);
	page->item.path = arena_printf(r->arena, "pages/%s.html", page->item.slug);
	reader_add_document(r, (struct document){
		.rel = rel, .item = &page->item, .body = body, .html = &page->body_html });
	return page;
}

static int by_order(const void *x, const void *y)
{
	const struct page *a = *(const struct page *const *)x, *b = *(const struct page *const *)y;

	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	int order = strcmp(a->item.slug, b->item.slug);
	return order ? order : strcmp(a->item.src->path, b->item.src->path);
}

static int by_page_slug(const void *x, const void *y)
{
	const struct page *a = *(const struct page *const *)x, *b = *(const struct page *const *)y;
	int order = strcmp(a->item.slug, b->item.slug);

	return order ? order : strcmp(a->item.src->path, b->item.src->path);
}

static void read_pages(struct reader *r)
{
	struct site *site = r->site;
	struct listing l = listing_read(r, "pages");

	site->pages = arena_array(r->arena, l.count, sizeof(struct page *));
	for (size_t i = 0; i < l.count; i++) {
		bool is_page = !l.entries[i].is_folder && text_ends(l.entries[i].name, ".md");
		struct page *page = is_page ? read_page(r, l.entries[i].name) : NULL;

		if (page)
			site->pages[site->page_count++] = page;
	}
	if (site->page_count < 2)
		return;
	qsort(site->pages, site->page_count, sizeof(*site->pages), by_page_slug);
	for (size_t i = 1; i < site->page_count; i++) {
		if (strcmp(site->pages[i - 1]->item.slug, site->pages[i]->item.slug) == 0)
			diag_report(r->diag, DIAG_DUPLICATE_SLUG, span_of(site->pages[i]->item.src),
				    "this page has the same web address as '%s'; change one of the two",
				    site->pages[i - 1]->item.src->path);
	}
	qsort(site->pages, site->page_count, sizeof(*site->pages), by_order);
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
	for (size_t i = 0; i < r->document_count; i++)
		markdown_render(r, &r->documents[i]);
}

static bool open_folder(struct reader *r)
{
	char *real = realpath(r->dir, NULL);

	if (!real || access(reader_path(r, "site.yaml"), F_OK) != 0) {
		diag_report(r->diag, DIAG_NO_SITE, span_path(r->dir, r->arena),
			    "there is no 'site.yaml' in '%s', so it is not a content folder; 'blether new site' makes one",
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

	r->site = item_read(r, &kind_site, "site.yaml", &body);
	if (!r->site)
		return;
	r->site->now = r->now;
	r->site->item.path = "index.html";
	r->site->item.slug = "";
	warn_of_folders(r);
	read_shows(r);
	read_pages(r);
	for (size_t i = 0; i < r->site->show_count; i++)
		show_resolve(r, r->site->shows[i]);
	render_documents(r);
}

struct site *read_site(const char *dir, struct moment now, struct arena *a, struct diag *diag)
{
	struct arena scratch = { 0 };
	struct reader r = { .dir = dir, .now = now, .arena = a, .scratch = &scratch, .diag = diag };

	if (open_folder(&r))
		read_everything(&r);
	arena_free(&scratch);
	return r.site;
}
