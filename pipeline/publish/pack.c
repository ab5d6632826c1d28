#include "publish/pack.h"

#include <errno.h>
#include <string.h>
#include <zip.h>

#include "base/calendar.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"

#define READABLE ((zip_uint32_t)0100644 << 16) /* a plain file that everybody may read */

/* One ZIP file on its way. */
struct packing {
	const struct pack *pack;
	zip_t *zip;
	zip_uint16_t time, date; /* as MS-DOS wrote them */
	size_t files;
	struct arena *arena;
	struct diag *diag;
};

static void report(struct packing *p, zip_error_t *error)
{
	int system = zip_error_system_type(error) == ZIP_ET_SYS ? zip_error_code_system(error) : 0;
	struct span at = span_path(p->pack->file, p->arena);

	if (system == ENOSPC || system == EDQUOT)
		diag_report(p->diag, DIAG_DISK_FULL, at,
			    "the disk is full: there is no room for '%s'", p->pack->file);
	else
		diag_report(p->diag, DIAG_CANNOT_WRITE, at, "cannot write '%s': %s", p->pack->file,
			    system ? strerror(system) : zip_error_strerror(error));
}

/* MS-DOS knows years from 1980 to 2107, and seconds by twos. */
static void set_time(struct packing *p)
{
	const struct moment *m = &p->pack->time;
	struct civil t = civil_from_seconds(m->set ? m->utc : 0);

	if (t.year < 1980 || t.year > 2107)
		t = (struct civil){ .year = 1980, .month = 1, .day = 1 };
	p->date = (zip_uint16_t)((t.year - 1980) << 9 | t.month << 5 | t.day);
	p->time = (zip_uint16_t)(t.hour << 11 | t.minute << 5 | t.second / 2);
}

/* Sound, pictures and documents of offices are as small as they get. */
static bool is_compressed(const char *type)
{
	static const char *const starts[] = { "audio/", "video/", "image/", "application/zip",
					      "application/vnd." };

	for (size_t i = 0; i < COUNT(starts); i++) {
		if (text_starts(type, starts[i]))
			return !strstr(type, "svg");
	}
	return false;
}

/* Takes over `source`. False after reporting. */
static bool add(struct packing *p, const char *path, zip_source_t *source, const char *type)
{
	const char *name = path_join(p->pack->folder, path, p->arena);
	zip_int64_t at = source ? zip_file_add(p->zip, name, source, ZIP_FL_ENC_UTF_8) : -1;

	if (at < 0 ||
	    zip_set_file_compression(p->zip, (zip_uint64_t)at,
				     is_compressed(type) ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0) != 0 ||
	    zip_file_set_dostime(p->zip, (zip_uint64_t)at, p->time, p->date, 0) != 0 ||
	    zip_file_set_external_attributes(p->zip, (zip_uint64_t)at, 0, ZIP_OPSYS_UNIX,
					     READABLE) != 0) {
		if (source && at < 0)
			zip_source_free(source);
		report(p, zip_get_error(p->zip));
		return false;
	}
	p->files++;
	return true;
}

static bool add_everything(struct packing *p, const struct output_tree *tree)
{
	const struct pack *pack = p->pack;

	if (!add(p, PACK_START, zip_source_buffer(p->zip, pack->start, pack->start_len, 0),
		 "text/html"))
		return false;
	for (size_t i = 0; i < tree->count; i++) {
		const struct output_file *f = &tree->files[i];
		zip_source_t *source = zip_source_file(p->zip, f->disk, 0, f->size);

		if (!add(p, path_join(PACK_SITE, f->path, p->arena), source, f->type))
			return false;
	}
	return true;
}

static void tell_progress(zip_t *zip, double done, void *arg)
{
	const struct packing *p = arg;

	(void)zip;
	p->pack->progress(p->pack->progress_arg, done * (double)p->files, p->files, NULL);
}

/* Only now is anything read and written: beside its place, under a name of its own. */
static bool finish(struct packing *p)
{
	if (p->pack->progress)
		zip_register_progress_callback_with_state(p->zip, 0.01, tell_progress, NULL, p);
	if (zip_close(p->zip) == 0)
		return true;
	report(p, zip_get_error(p->zip));
	zip_discard(p->zip);
	return false;
}

bool pack_write(const struct pack *pack, const struct output_tree *tree, struct arena *a,
		struct diag *diag)
{
	struct packing p = { .pack = pack, .arena = a, .diag = diag };
	int code;

	p.zip = zip_open(pack->file, ZIP_CREATE | ZIP_TRUNCATE, &code);
	if (!p.zip) {
		zip_error_t error;

		zip_error_init_with_code(&error, code);
		report(&p, &error);
		zip_error_fini(&error);
		return false;
	}
	set_time(&p);
	if (add_everything(&p, tree))
		return finish(&p);
	zip_discard(p.zip);
	return false;
}
