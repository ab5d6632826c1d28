#include "asset.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "listing.h"

static const struct {
	const char *suffix, *type;
} types[] = {
	{ ".jpg", "image/jpeg" },
	{ ".jpeg", "image/jpeg" },
	{ ".png", "image/png" },
	{ ".gif", "image/gif" },
	{ ".webp", "image/webp" },
	{ ".pdf", "application/pdf" },
	{ ".txt", "text/plain" },
	{ ".csv", "text/csv" },
	{ ".ics", "text/calendar" },
	{ ".zip", "application/zip" },
	{ ".odt", "application/vnd.oasis.opendocument.text" },
	{ ".ods", "application/vnd.oasis.opendocument.spreadsheet" },
	{ ".odp", "application/vnd.oasis.opendocument.presentation" },
	{ ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
	{ ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
	{ ".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
};

const char *asset_type(const char *name)
{
	for (size_t i = 0; i < COUNT(types); i++) {
		if (strcasecmp(path_suffix(name), types[i].suffix) == 0)
			return types[i].type;
	}
	return NULL;
}

static void report_missing(const struct reader *r, const char *rel, struct span at)
{
	struct listing l = listing_read(r, path_dir(rel, r->arena));
	const char *near = text_nearest(path_base(rel), listing_names(&l, false, r->arena));

	diag_report(r->diag, DIAG_MISSING_FILE, at, "there is no file '%s'%s%s%s",
		    reader_path(r, rel), near ? "; did you mean '" : "", near ? near : "",
		    near ? "'?" : "");
}

char *asset_find(const struct reader *r, const char *from, const char *name, struct span at)
{
	char *rel = name[0] == '/' ? NULL : path_resolve(from, name, r->arena);
	struct stat st;

	if (!rel) {
		diag_report(r->diag, DIAG_OUTSIDE_CONTENT, at,
			    "'%s' lies outside the content folder; copy the file into it", name);
		return NULL;
	}
	if (stat(reader_path(r, rel), &st) != 0) {
		report_missing(r, rel, at);
		return NULL;
	}
	if (S_ISDIR(st.st_mode)) {
		diag_report(r->diag, DIAG_MISSING_FILE, at, "'%s' is a folder; expected a file",
			    name);
		return NULL;
	}
	if (!S_ISREG(st.st_mode)) {
		diag_report(r->diag, DIAG_NOT_A_FILE, at,
			    "'%s' is a device, a pipe or a socket; expected a file", name);
		return NULL;
	}
	return listing_inside(r, rel, at) ? rel : NULL;
}

static struct picture *find_taken(const struct reader *r, const char *file)
{
	const uint32_t *number = table_find(&r->pictures, key_of(0, file, strlen(file)));

	return number ? &r->site->pictures[*number - 1] : NULL;
}

static struct picture *new_picture(struct reader *r)
{
	struct site *site = r->site;

	site->pictures = arena_grow(r->arena, site->pictures, site->picture_count, &r->picture_room,
				    sizeof(struct picture));
	return &site->pictures[site->picture_count++];
}

static char *published_name(const struct picture *p, const char *out_dir, struct arena *a)
{
	const char *base = path_base(p->file), *suffix = path_suffix(base);
	char *stem = slug_make(arena_strndup(a, base, (size_t)(suffix - base)), a);
	char *name = arena_printf(a, "%s-%.*s%s", *stem ? stem : "file", HASH_IN_NAME, p->sha256,
				  suffix);

	for (char *c = name; *c; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
	return path_join(out_dir, name, a);
}

/* What to do about a file of a kind that the site does not carry. */
static const char *kind_advice(const char *name)
{
	static const char *const pictures[] = {
		".heic", ".heif", ".tif", ".tiff", ".bmp", ".avif"
	};

	for (size_t i = 0; i < COUNT(pictures); i++) {
		if (strcasecmp(path_suffix(name), pictures[i]) == 0)
			return "save it as JPEG with a picture program";
	}
	return "use a picture, PDF, text or office file";
}

const struct picture *asset_publish(struct reader *r, const char *rel, const char *out_dir,
				    struct span at)
{
	const char *file = reader_path(r, rel);
	struct picture *taken = find_taken(r, file);
	struct picture p = {
		.file = file, .at = at, .type = asset_type(rel), .is_hidden = r->hides
	};
	struct hash hash;

	if (taken) {
		taken->is_hidden = taken->is_hidden && r->hides;
		return taken;
	}
	if (!p.type) {
		diag_report(r->diag, DIAG_FILE_KIND, at,
			    "'%s' is not a kind of file that the site carries; %s", path_base(rel),
			    kind_advice(rel));
		return NULL;
	}
	if (!hash_file(file, &hash, &p.bytes)) {
		diag_report_errno(r->diag, DIAG_CANNOT_READ, "cannot read the file", file);
		return NULL;
	}
	hash_hex(&hash, p.sha256);
	p.path = published_name(&p, out_dir, r->arena);
	p.index = r->site->picture_count;
	struct picture *kept = new_picture(r);
	*kept = p;
	*table_at(&r->pictures, key_of(0, file, strlen(file))) = (uint32_t)p.index + 1;
	return kept;
}
