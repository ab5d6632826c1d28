#include "unread.h"

#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"

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

/* `programmes/NAME` has one page, and its sessions in a folder. */
static bool is_programme(const char *folder)
{
	return text_starts(folder, "programmes/") && !strchr(folder + strlen("programmes/"), '/');
}

static const char *why_not_in_programme(const struct entry *e)
{
	if (e->is_folder)
		return strcmp(e->name, "sessions") == 0
			       ? NULL
			       : "this folder is not read; the sessions of a programme lie in "
				 "'sessions'";
	if (!looks_like_page(e->name) ||
	    (text_starts(e->name, "programme.") && text_ends(e->name, ".md")))
		return NULL;
	return "this is not read; a programme is 'programme.md', and its sessions lie in "
	       "'sessions'";
}

/* Why an entry of a folder of items does not appear on the site; NULL if it does, or need not. */
static const char *why_unread(const struct entry *e, const char *folder, struct arena *a)
{
	bool of_shows = strcmp(folder, "podcasts") == 0;

	if (is_programme(folder))
		return why_not_in_programme(e);
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

static void warn_of_folder(struct reader *r, const char *folder, const struct listing *l)
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

void unread_note(struct reader *r, const char *folder, const struct listing *l)
{
	r->folders = arena_grow(r->arena, r->folders, r->folder_count, &r->folder_room,
				sizeof(*r->folders));
	r->folders[r->folder_count++] = (struct read_folder){ folder, *l };
}

void unread_warn(struct reader *r)
{
	for (size_t i = 0; i < r->folder_count; i++)
		warn_of_folder(r, r->folders[i].name, &r->folders[i].listing);
}
