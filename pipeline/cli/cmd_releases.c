#include <stdio.h>
#include <string.h>

#include "amount.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "build.h"
#include "commands.h"
#include "publish/releases.h"
#include "report.h"

struct releases_opts {
	const char *content, *cache, *format;
};

static const struct opt releases_options[] = {
	OPT_STRING(struct releases_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct releases_opts, cache, 0, "cache", "DIR",
		   "where releases are kept (.blether)"),
	OPT_CHOICE(struct releases_opts, format, 'f', "format", "text|json", "how to print them"),
	OPT_END,
};

/* Has the target nothing newer? */
static bool is_online(const struct releases *r, const struct release *one, const char *target)
{
	return releases_last(r, target) == one;
}

static bool can_come_back(const struct release *one)
{
	return one->ended && !one->purged;
}

/* --- for people -------------------------------------------------------------------- */

static void print_online(const struct releases *r, const struct release *one)
{
	const char *before = "online: ";

	for (const char *const *t = one->targets; *t; t++) {
		if (!is_online(r, one, *t))
			continue;
		printf("%*s%s%s", *before == 'o' ? 9 : 0, "", before, *t);
		before = ", ";
	}
	if (*before == ',')
		puts("");
}

/* Behind the row: what is not the same for all. */
static void print_more(const struct releases *r, const struct release *one)
{
	print_online(r, one);
	if (one->like)
		printf("%9slike release %lld\n", "", (long long)one->like);
	if (!one->ended)
		printf("%9swas stopped; 'blether publish' goes on with it\n", "");
	else if (one->purged)
		printf("%9scannot be brought back: something in it was withdrawn\n", "");
}

static void print_table(const struct releases *r, struct arena *a)
{
	if (!releases_count(r)) {
		puts("nothing was published from here yet");
		return;
	}
	puts("release  day         new  changed  deleted     size  subscribers saw");
	for (size_t i = releases_count(r); i-- > 0;) {
		const struct release *one = releases_at(r, i);

		printf("%7lld  %s  %4zu  %7zu  %7zu  %7s  %s\n", (long long)one->number,
		       date_day(one->when, a), one->created, one->changed, one->deleted,
		       amount_bytes(one->bytes).text, one->news ? one->news : "");
		print_more(r, one);
	}
}

/* --- for programs -------------------------------------------------------------------- */

static void write_one(const struct releases *r, const struct release *one, struct json *j,
		      struct arena *a)
{
	json_open(j, NULL, '{');
	json_int(j, "release", one->number);
	json_text(j, "when", date_rfc3339(one->when, a));
	json_int(j, "new", (int64_t)one->created);
	json_int(j, "changed", (int64_t)one->changed);
	json_int(j, "deleted", (int64_t)one->deleted);
	json_int(j, "files", (int64_t)one->files);
	json_int(j, "bytes", one->bytes);
	json_int(j, "like", one->like);
	json_bool(j, "ended", one->ended);
	json_bool(j, "can_come_back", can_come_back(one));
	json_text(j, "subscribers_saw", one->news);
	json_open(j, "targets", '[');
	for (const char *const *t = one->targets; *t; t++) {
		json_open(j, NULL, '{');
		json_text(j, "name", *t);
		json_bool(j, "online", is_online(r, one, *t));
		json_close(j, '}');
	}
	json_close(j, ']');
	json_close(j, '}');
}

static void print_json(const struct releases *r, const struct diag *diag, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct json j = JSON_INIT_PRETTY(&out);

	json_open(&j, NULL, '{');
	json_bool(&j, "ok", diag_ok(diag));
	json_open(&j, "releases", '[');
	for (size_t i = r ? releases_count(r) : 0; i-- > 0;)
		write_one(r, releases_at(r, i), &j, a);
	json_close(&j, ']');
	diag_write_json(diag, "messages", &j);
	json_close(&j, '}');
	puts(out.data);
}

static int list(struct build *b, const struct releases_opts *o)
{
	diag_init(&b->diag, &b->arena);
	const struct releases *r = releases_open(b->cache, false, &b->arena, &b->diag);

	if (report_is_json(o->format)) {
		print_json(r, &b->diag, &b->arena);
	} else {
		report_messages(&b->diag);
		if (r)
			print_table(r, &b->arena);
	}
	return report_status(&b->diag);
}

static int releases_run(const void *opts, int argc, char **argv)
{
	const struct releases_opts *o = opts;
	struct build b = { .due = false };
	int status = STATUS_USAGE;

	(void)argc;
	(void)argv;
	if (build_choose_places(&b,
				&(struct build_places){ .content = o->content, .cache = o->cache }))
		status = list(&b, o);
	arena_free(&b.arena);
	return status;
}

const struct command cmd_releases = {
	.name = "releases",
	.operands = "",
	.summary = "Lists what was published from this computer.",
	.details =
		"The newest first: its number, its day, how many files were new, changed and "
		"deleted, how large the\n"
		"whole was, what subscribers saw, and which is online where. As many as 'keep' of "
		"publish.yaml says\n"
		"can be brought back with blether rollback. Their files are in .blether/releases, "
		"and take no room of\n"
		"their own where the output still has them. What was withdrawn is removed there, "
		"too.\n\n"
		"With --format=json: ok, messages and releases, each with release (its number), "
		"when, new, changed,\n"
		"deleted, files, bytes, like (the release that it brought back, or 0), ended, "
		"can_come_back,\n"
		"subscribers_saw and targets (name, online).",
	.opts = releases_options,
	.opts_size = sizeof(struct releases_opts),
	.run = releases_run,
};
