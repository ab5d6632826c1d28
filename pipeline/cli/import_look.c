#include "import_look.h"

#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/embed.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/source.h"
#include "base/table.h"
#include "base/text.h"
#include "environment.h"
#include "media.h"
#include "model/check.h"
#include "read/read.h"

static void name_asset(const struct importing *im, struct import_asset *asset, const char *suffix)
{
	asset->file = arena_printf(im->arena, "%s.%s", asset->stem, suffix);
}

/* --- texts ------------------------------------------------------------------------------- */

/* What a transcript is by its type or name, and by how it begins: servers send anything as
 * text/plain. */
static const char *transcript_suffix(const struct import_asset *asset, const struct source *src)
{
	static const struct {
		const char *word, *suffix;
	} words[] = { { "vtt", "vtt" },   { "srt", "srt" },   { "subrip", "srt" },
		      { "json", "json" }, { "plain", "txt" }, { ".txt", "txt" } };
	const char *text = src->text + strspn(src->text, " \t\r\n");

	if (text_starts(text, "WEBVTT"))
		return "vtt";
	if (*text == '{' || *text == '[')
		return "json";
	for (size_t i = 0; i < COUNT(words); i++) {
		if (asset->type && strcasestr(asset->type, words[i].word))
			return words[i].suffix;
	}
	for (size_t i = 0; i < COUNT(words); i++) {
		if (strcasestr(path_base(asset->url), words[i].word))
			return words[i].suffix;
	}
	return strstr(text, " --> ") ? "srt" : "txt";
}

static const char *read_text(struct importing *im, const struct import_asset *asset,
			     const struct source *src, struct diag *diag)
{
	struct transcript t = { 0 };
	struct list chapters = { 0 };

	if (asset->kind == ASSET_CHAPTERS)
		read_chapters(src, &chapters, im->arena, diag);
	else
		read_transcript(src, &t, im->arena, diag);
	if (asset->kind == ASSET_CHAPTERS && !chapters.count && diag_ok(diag))
		return "there are no chapters in it";
	return diag_first_error(diag);
}

void import_take_hash(const struct importing *im, struct import_asset *asset, const char *path)
{
	struct hash h;
	char hex[HASH_HEX];

	if (!hash_file(path, &h, &asset->bytes))
		return;
	hash_hex(&h, hex);
	asset->sha256 = arena_strdup(im->arena, hex);
}

/* The reader tells the form by the name, so the text is given the name that it will have. */
static void look_at_text(struct importing *im, struct import_asset *asset, const char *path)
{
	struct diag diag;

	diag_init(&diag, im->arena);
	const struct source *src = source_load(path, (struct span){ 0 }, im->arena, &diag);

	if (!src) {
		asset->why = diag_first_error(&diag);
		return;
	}
	name_asset(im, asset,
		   asset->kind == ASSET_CHAPTERS ? "json" : transcript_suffix(asset, src));
	const struct source *named =
		source_from_text(asset->file, src->text, src->len, im->arena, &diag);
	asset->why = read_text(im, asset, named, &diag);
	if (asset->why)
		asset->file = NULL;
	else
		import_take_hash(im, asset, path);
}

/* --- what the media worker opens ---------------------------------------------------------- */

static const char *picture_suffix(const struct picture_facts *f)
{
	return strcmp(f->format, "jpeg") == 0  ? "jpg"
	       : strcmp(f->format, "png") == 0 ? "png"
					       : NULL;
}

/* A cover that no directory takes is made one that fits; the name tells which it is. */
static bool fit_cover(const struct importing *im, const struct media_run *run,
		      struct import_asset *asset, const char *path)
{
	const char *fitting = arena_printf(im->arena, "%s.fit", path);

	if (access(fitting, F_OK) != 0 && !media_fit_cover(run, path, fitting))
		return false;
	rename(fitting, path);
	import_note(im->show, NULL, IMPORT_CHANGED, "cover",
		    "the picture '%s' does not fit what directories ask for (square, 1400 to 3000 "
		    "pixels, JPEG or PNG in RGB), so it was put into the middle of one that does",
		    asset->url);
	name_asset(im, asset, "jpg");
	return true;
}

static void take_picture(struct importing *im, const struct media_run *run,
			 struct import_asset *asset, const struct media_file *f)
{
	const char *suffix = f->picture.format ? picture_suffix(&f->picture) : NULL;

	if (asset->kind == ASSET_COVER && !picture_fits_cover(&f->picture)) {
		if (!fit_cover(im, run, asset, f->path))
			asset->why = "no cover can be made of this picture";
	} else if (!suffix) {
		asset->why = arena_printf(im->arena, "it is a %s picture; sites show JPEG and PNG",
					  f->picture.format ? f->picture.format : "broken");
	} else {
		name_asset(im, asset, suffix);
	}
}

static void take_facts(struct importing *im, const struct media_run *run,
		       struct import_asset *asset, const struct media_file *f)
{
	asset->sha256 = f->sha256;
	asset->bytes = f->bytes;
	if (!f->ok) {
		asset->why = f->problem.text ? f->problem.text : "it cannot be opened";
	} else if (f->is_picture) {
		take_picture(im, run, asset, f);
	} else {
		asset->seconds = f->facts.seconds;
		name_asset(im, asset, f->facts.format);
	}
}

static bool is_text(const struct import_asset *asset)
{
	return asset->kind == ASSET_CHAPTERS || asset->kind == ASSET_TRANSCRIPT;
}

static void look_at_media(struct importing *im, struct import_asset **all, size_t count)
{
	struct media_run run = { .cache_dir = import_folder(im, "."),
				 .here = environment_here(im->arena),
				 .arena = im->arena,
				 .diag = &im->diag };
	struct media_file *files = arena_array(im->arena, count + 1, sizeof(*files));
	uint32_t *whose = arena_array(im->arena, count + 1, sizeof(*whose));
	struct table paths = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		const char *path = import_waiting(im, all[i]);

		if (all[i]->why || is_text(all[i]))
			continue;
		uint32_t *number = table_at(&paths, key_of(0, path, strlen(path)));
		if (!*number) {
			files[n].path = path;
			*number = (uint32_t)++n;
		}
		whose[i] = *number;
	}
	media_inspect(&run, files, n);
	for (size_t i = 0; i < count; i++) {
		if (whose[i])
			take_facts(im, &run, all[i], &files[whose[i] - 1]);
	}
	table_release(&paths);
}

bool import_look(struct importing *im, struct import_asset **all, size_t count)
{
	look_at_media(im, all, count);
	for (size_t i = 0; i < count; i++) {
		if (!all[i]->why && is_text(all[i]))
			look_at_text(im, all[i], import_waiting(im, all[i]));
	}
	import_mend_chapters(im);
	return im->diag.count[SEV_FATAL] == 0;
}
