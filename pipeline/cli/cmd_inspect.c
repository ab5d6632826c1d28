#include <inttypes.h>
#include <stdio.h>

#include "base/date.h"
#include "base/diag.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "commands.h"
#include "environment.h"
#include "media.h"
#include "report.h"

struct inspect_opts {
	const char *cache, *format;
};

static const struct opt inspect_options[] = {
	OPT_STRING(struct inspect_opts, cache, 0, "cache", "DIR",
		   "remember what was learnt in this folder"),
	OPT_CHOICE(struct inspect_opts, format, 'f', "format", "text|json",
		   "how to print what was found"),
	OPT_END,
};

static void print_recording(const struct media_file *f, struct arena *a)
{
	const struct media_facts *m = &f->facts;

	printf("%s\n", f->path);
	printf("  format       %s (%s)\n", m->format, m->codec);
	printf("  length       %s (%" PRId64 " samples, counted)\n",
	       time_clock((int64_t)(m->seconds * 1000), a), m->samples);
	printf("  sample rate  %d Hz\n", m->sample_rate);
	printf("  channels     %d (%s)\n", m->channels,
	       m->channels == 1   ? "mono"
	       : m->channels == 2 ? "stereo"
				  : "surround");
	printf("  bit rate     %.0f kbit/s\n", (double)m->bit_rate / 1000);
	printf("  verdict      %s\n", m->problem_count ? "see the messages" : "good");
}

static void print_file(const struct media_file *f, struct arena *a)
{
	if (!f->ok)
		printf("%s\n  verdict      cannot be used; see the messages\n", f->path);
	else if (f->is_picture)
		printf("%s\n  format       %s (%s)\n  size         %u by %u pixels\n", f->path,
		       f->picture.format, f->picture.colour, f->picture.width, f->picture.height);
	else
		print_recording(f, a);
}

static void write_problems(struct json *j, const struct media_facts *m)
{
	json_open(j, "problems", '[');
	for (size_t i = 0; i < m->problem_count; i++) {
		json_open(j, NULL, '{');
		json_text(j, "slug", m->problems[i].id);
		json_text(j, "text", m->problems[i].text);
		if (m->problems[i].at >= 0)
			json_decimal(j, "seconds", m->problems[i].at, 3);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void write_file(struct json *j, const struct media_file *f)
{
	json_open(j, NULL, '{');
	json_text(j, "file", f->path);
	json_bool(j, "ok", f->ok);
	if (f->ok && f->is_picture) {
		json_text(j, "format", f->picture.format);
		json_text(j, "colour", f->picture.colour);
		json_int(j, "width", f->picture.width);
		json_int(j, "height", f->picture.height);
	} else if (f->ok) {
		json_text(j, "format", f->facts.format);
		json_text(j, "codec", f->facts.codec);
		json_int(j, "sample_rate", f->facts.sample_rate);
		json_int(j, "channels", f->facts.channels);
		json_int(j, "bit_rate", f->facts.bit_rate);
		json_int(j, "samples", f->facts.samples);
		json_decimal(j, "seconds", f->facts.seconds, 3);
		json_decimal(j, "declared_seconds", f->facts.declared_seconds, 3);
		write_problems(j, &f->facts);
	}
	json_close(j, '}');
}

static void print_json(const struct media_file *files, size_t count, const struct diag *diag)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct json j = JSON_INIT_PRETTY(&out);

	json_open(&j, NULL, '{');
	json_open(&j, "files", '[');
	for (size_t i = 0; i < count; i++)
		write_file(&j, &files[i]);
	json_close(&j, ']');
	diag_write_json(diag, "messages", &j);
	json_close(&j, '}');
	puts(out.data);
}

static int inspect_run(const void *opts, int argc, char **argv)
{
	const struct inspect_opts *o = opts;
	struct arena arena = { 0 };
	struct diag diag;
	struct media_file *files = arena_array(&arena, (size_t)argc, sizeof(*files));
	bool json = report_is_json(o->format);

	diag_init(&diag, &arena);
	for (int i = 0; i < argc; i++)
		files[i].path = argv[i];
	struct media_run run = { .cache_dir = o->cache,
				 .here = environment_here(&arena),
				 .quiet = json,
				 .arena = &arena,
				 .diag = &diag };
	media_inspect(&run, files, (size_t)argc);
	if (json) {
		print_json(files, (size_t)argc, &diag);
	} else {
		for (int i = 0; i < argc; i++)
			print_file(&files[i], &arena);
		report_messages(&diag);
	}
	int status = report_status(&diag);
	arena_free(&arena);
	return status;
}

const struct command cmd_inspect = {
	.name = "inspect",
	.operands = "FILE...",
	.summary = "Listens to recordings (or looks at pictures) and tells what they are.",
	.details = "Works on any file; no site is needed. Recordings are decoded to their last "
		   "sample, so the\n"
		   "length is what will be heard and damage is found with its place.",
	.opts = inspect_options,
	.opts_size = sizeof(struct inspect_opts),
	.operands_min = 1,
	.operands_max = -1,
	.run = inspect_run,
};
