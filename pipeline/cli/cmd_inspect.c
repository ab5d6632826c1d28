#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/path.h"
#include "commands.h"
#include "environment.h"
#include "inspect.h"
#include "media.h"
#include "report.h"

struct inspect_opts {
	const char *cache, *format, *plot;
	bool force;
};

static const struct opt inspect_options[] = {
	OPT_STRING(struct inspect_opts, cache, 0, "cache", "DIR",
		   "remember what was learnt in this folder"),
	OPT_CHOICE(struct inspect_opts, format, 'f', "format", "text|json",
		   "how to print what was found"),
	OPT_STRING(struct inspect_opts, plot, 'p', "plot", "FILE.png",
		   "draw waveform, loudness and findings of one recording"),
	OPT_FLAG(struct inspect_opts, force, 0, "force", "replace the drawing that is there"),
	OPT_END,
};

static bool refuse(const char *why, const char *subject)
{
	fprintf(stderr, "error: %s '%s'\ntry: blether help inspect\n", why, subject);
	return false;
}

/* Can a drawing be made with these words on the command line? */
static bool plot_is_allowed(const struct inspect_opts *o, int argc, char **argv)
{
	if (!o->plot)
		return !o->force ||
		       refuse("there is nothing to replace: --force goes with --plot, not with",
			      argv[0]);
	if (argc != 1)
		return refuse("--plot draws one recording; name only one file, not also", argv[1]);
	if (media_names_picture(argv[0]))
		return refuse("--plot draws recordings; this is a picture:", argv[0]);
	if (strcasecmp(path_suffix(o->plot), ".png") != 0)
		return refuse("--plot needs a name that ends in '.png', not", o->plot);
	if (!o->force && faccessat(AT_FDCWD, o->plot, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		return refuse("--plot does not replace a file without --force; there is already",
			      o->plot);
	return true;
}

/* A name beside `plot` that nobody has yet: a drawing appears under its own name when it is whole.
 */
static const char *partial_name(const char *plot, const char *here, struct arena *a)
{
	char unique[UUID_LEN + 1];
	const char *path = plot[0] == '/' ? plot : path_join(here, plot, a);

	return uuid_v4(unique) ? arena_printf(a, "%s.%s", path, unique) : NULL;
}

static bool move(const char *from, const char *to, bool replace)
{
	if (replace)
		return rename(from, to) == 0;
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
		return true;
	/* Not every file system can be asked not to replace; a moment ago there was nothing. */
	return errno == EINVAL && rename(from, to) == 0;
}

static bool name_plot(struct media_file *f, const struct media_run *run, const char *plot)
{
	f->plot = partial_name(plot, run->here, run->arena);
	if (!f->plot)
		diag_report_errno(run->diag, DIAG_CANNOT_WRITE, "cannot write the drawing", plot);
	return f->plot != NULL;
}

static void keep_plot(const struct media_file *f, const struct inspect_opts *o, struct diag *diag)
{
	if (!f->plot || (f->ok && move(f->plot, o->plot, o->force)))
		return;
	if (f->ok)
		diag_report_errno(diag, DIAG_CANNOT_WRITE, "cannot write the drawing", o->plot);
	unlink(f->plot);
}

static void print(const struct inspection *in, const struct inspect_opts *o)
{
	if (report_is_json(o->format)) {
		inspect_print_json(in);
		return;
	}
	inspect_print_text(in, environment_utf8(), environment_colour(stdout));
	if (in->diag->first)
		fflush(stdout); /* both may be the same terminal */
	report_messages(in->diag);
}

static int status_of(const struct inspection *in)
{
	int status = report_status(in->diag);

	if (status == STATUS_GOOD && inspection_count(in, VERDICT_UNUSABLE))
		status = STATUS_CONTENT;
	return status;
}

static int inspect(const struct inspect_opts *o, int argc, char **argv, struct arena *a)
{
	struct diag diag;
	struct media_file *files = arena_array(a, (size_t)argc, sizeof(*files));
	struct media_run run = { .cache_dir = o->cache,
				 .here = environment_here(a),
				 .quiet = report_is_json(o->format),
				 .arena = a,
				 .diag = &diag };

	diag_init(&diag, a);
	for (int i = 0; i < argc; i++)
		files[i].path = argv[i];
	if (!o->plot || name_plot(&files[0], &run, o->plot))
		media_inspect(&run, files, (size_t)argc);
	keep_plot(&files[0], o, &diag);
	struct inspection in = inspect_judge(files, (size_t)argc, a, &diag);
	print(&in, o);
	return status_of(&in);
}

static int inspect_run(const void *opts, int argc, char **argv)
{
	struct arena arena = { 0 };

	if (!plot_is_allowed(opts, argc, argv))
		return STATUS_USAGE;
	int status = inspect(opts, argc, argv, &arena);
	arena_free(&arena);
	return status;
}

const struct command cmd_inspect = {
	.name = "inspect",
	.operands = "FILE...",
	.summary = "Listens to recordings (or looks at pictures) and tells what they are.",
	.details =
		"Works on any file; no site is needed. A recording is decoded to its last sample,\n"
		"so that its length is what will be heard; its loudness is measured as\n"
		"broadcasters measure it; and whatever is wrong is told with its place and with\n"
		"what to do. The file itself is never changed.",
	.sections = inspect_sections,
	.prints = inspect_outline,
	.opts = inspect_options,
	.opts_size = sizeof(struct inspect_opts),
	.operands_min = 1,
	.operands_max = -1,
	.run = inspect_run,
};
