#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "map_command.h"
#include "opt.h"
#include "read/front_edit.h"
#include "read/read.h"
#include "report.h"
#include "sheet_merge.h"
#include "unified.h"

/* A file of the content, before and after. */
struct new_file {
	const char *path;   /* as it is opened */
	const char *before; /* NULL: it is not there */
	const char *after;
	size_t len; /* of `after` */
};

struct import {
	const struct map_opts *opts;
	const char *content, *sheet_path;
	struct moment now;
	struct arena *arena;
	struct diag of_site; /* what was wrong before; that is not this command's */
	struct diag diag;
	const struct site *site;
	struct sheet sheet;
	struct sheet_merge merge;
	struct new_file *files;      /* that change */
	struct read_change *changes; /* the same, for who reads them again */
	size_t count;
};

/* --- the new texts ------------------------------------------------------------------ */

static bool is_literal(const struct field *f)
{
	return !f->list && (f->type == FIELD_FLAG || f->type == FIELD_DATE ||
			    f->type == FIELD_NUMBER || f->type == FIELD_DECIMAL);
}

/* One field after the other; NULL: one of them must be changed by hand. */
static const char *edit_text(struct import *im, const struct group_edit *g, const char *path,
			     const char *text)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(2 * LIMIT_SOURCE_BYTES);

	for (size_t i = 0; i < g->count; i++) {
		const struct field_edit *e = &g->edits[i];
		const struct front_value value = { .key = e->field->key,
						   .texts = e->texts.items,
						   .count = e->texts.count,
						   .list = e->field->list,
						   .literal = is_literal(e->field) };

		strbuf_clear(&out);
		if (!front_edit(text, strlen(text), &kind_group, &value, &out)) {
			diag_report(&im->diag, DIAG_SHEET_BY_HAND,
				    g->group ? item_field_span(&g->group->item, e->field->key)
					     : span_path(path, im->arena),
				    "'%s' is written here in a way that only you can change; make "
				    "it '%s', and import again",
				    e->field->key, cell_of_entries(&e->texts, im->arena));
			return NULL;
		}
		text = arena_strndup(im->arena, out.data, out.len);
	}
	return text;
}

/* What is there now; the frame of a new file; NULL after reporting. */
static const char *old_text(struct import *im, const struct group_edit *g, const char *path)
{
	char *text;
	size_t len;

	if (!g->group && access(path, F_OK) == 0) {
		diag_report(&im->diag, DIAG_SHEET_ROW, span_path(path, im->arena),
			    "'%s' is to be a new group, and this file is there already", g->slug);
		return NULL;
	}
	if (!g->group)
		return "---\n---\n";
	if (file_read(path, LIMIT_SOURCE_BYTES, &text, &len, im->arena) && strlen(text) == len)
		return text;
	diag_report_errno(&im->diag, DIAG_CANNOT_READ, "cannot read the file", path);
	return NULL;
}

static void make_file(struct import *im, const struct group_edit *g)
{
	const char *rel = arena_printf(im->arena, "%s/%s.md", kind_group.folder, g->slug);
	const char *path =
		g->group ? g->group->item.src->path : path_join(im->content, rel, im->arena);
	const char *before = old_text(im, g, path);
	const char *after = before ? edit_text(im, g, path, before) : NULL;

	if (!after || strcmp(before, after) == 0)
		return;
	if (g->group) /* its file may have another name than its slug */
		rel = path_join(kind_group.folder, path_base(path), im->arena);
	im->files[im->count] =
		(struct new_file){ path, g->group ? before : NULL, after, strlen(after) };
	im->changes[im->count++] = (struct read_change){ rel, after, strlen(after) };
}

static void make_files(struct import *im)
{
	im->files = arena_array(im->arena, im->merge.count + 1, sizeof(*im->files));
	im->changes = arena_array(im->arena, im->merge.count + 1, sizeof(*im->changes));
	for (size_t i = 0; i < im->merge.count; i++) {
		const struct group_edit *g = &im->merge.groups[i];

		if (g->count && !g->conflicts)
			make_file(im, g);
	}
}

/* Reads the content as it would be; false after reporting what would be wrong with it then. */
static bool would_be_right(struct import *im)
{
	struct diag after;

	diag_init(&after, im->arena);
	read_site_changed(im->content, im->now, im->changes, im->arena, &after);
	diag_forget(&after, &im->of_site);
	if (diag_ok(&after))
		return true;
	fprintf(stderr,
		"With these changes the content would not be right, so nothing is changed:\n");
	report_messages(&after);
	return false;
}

/* --- what is shown and written --------------------------------------------------------- */

static void show_files(const struct import *im)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);

	for (size_t i = 0; i < im->count; i++)
		unified_put(&out, im->files[i].path, im->files[i].before, im->files[i].after);
	fwrite(out.data, 1, out.len, stdout);
	fflush(stdout);
}

static bool write_file(const struct import *im, const struct new_file *f)
{
	if (f->before)
		return file_replace(f->path, f->after, f->len);
	return file_mkdirs(path_dir(f->path, im->arena)) && file_create(f->path, f->after, f->len);
}

/* Each is whole, before or after; what is left when it stops, the same command does. */
static int write_files(struct import *im)
{
	for (size_t i = 0; i < im->count; i++) {
		if (write_file(im, &im->files[i]))
			continue;
		diag_report_errno(&im->diag, DIAG_CANNOT_WRITE, "cannot write the file",
				  im->files[i].path);
		report_messages(&im->diag);
		fprintf(stderr, "%zu of %zu files are written; import again for the others\n", i,
			im->count);
		return STATUS_MACHINE;
	}
	printf("%zu %s written\n", im->count, report_plural(im->count, "file is", "files are"));
	return STATUS_GOOD;
}

/* Somebody who is there is asked. */
static bool may_write(const struct import *im)
{
	char answer[16];

	if (im->opts->yes)
		return true;
	if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) {
		printf("Write %s? [y/N] ", im->count == 1 ? "this file" : "these files");
		fflush(stdout);
		if (fgets(answer, sizeof(answer), stdin) && strchr("yY", *answer))
			return true;
	}
	fprintf(stderr,
		"nothing is changed yet; if that is meant, say 'blether map import %s "
		"--yes'\n",
		im->sheet_path);
	return false;
}

/* --- the whole ---------------------------------------------------------------------------- */

static enum prefer prefer_of(const struct map_opts *o)
{
	if (!o->prefer)
		return PREFER_NEITHER;
	return strcmp(o->prefer, "sheet") == 0 ? PREFER_SHEET : PREFER_CONTENT;
}

/* Conflicts leave their group out; whatever else is wrong, stops everything. */
static bool merge_sheet(struct import *im)
{
	if (sheet_read(im->sheet_path, im->site, &im->sheet, im->arena, &im->diag)) {
		im->merge = (struct sheet_merge){ .site = im->site,
						  .sheet = &im->sheet,
						  .prefer = prefer_of(im->opts),
						  .diag = &im->diag };
		sheet_merge(&im->merge);
	}
	if (!im->diag.count[SEV_FATAL] && im->diag.count[SEV_ERROR] == im->merge.conflicts)
		make_files(im);
	return !im->diag.count[SEV_FATAL] && im->diag.count[SEV_ERROR] == im->merge.conflicts;
}

static int finish(struct import *im)
{
	const int status = report_status(&im->diag);

	if (im->count)
		show_files(im);
	else
		puts(im->merge.conflicts ? "nothing else is to be changed"
					 : "nothing is to be changed");
	report_messages(&im->diag);
	if (!im->count || im->opts->dry_run)
		return status;
	if (!may_write(im))
		return STATUS_USAGE;
	const int written = write_files(im);

	return written == STATUS_GOOD ? status : written;
}

static int import_sheet(struct import *im)
{
	diag_init(&im->of_site, im->arena);
	diag_init(&im->diag, im->arena);
	im->site = read_site(im->content, im->now, im->arena, &im->of_site);
	if (!im->site || im->site->has_unread || im->of_site.count[SEV_FATAL]) {
		report_messages(&im->of_site);
		return report_status(&im->of_site);
	}
	if (!merge_sheet(im)) {
		report_messages(&im->diag);
		fprintf(stderr, "nothing is changed\n");
		return report_status(&im->diag);
	}
	return would_be_right(im) ? finish(im) : STATUS_CONTENT;
}

int map_import(struct map_run *run)
{
	struct import im = { .opts = run->opts,
			     .arena = run->arena,
			     .now = run->now,
			     .sheet_path = run->argv[0],
			     .content = run->content };

	return import_sheet(&im);
}
