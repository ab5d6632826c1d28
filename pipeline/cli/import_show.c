#include "import_show.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "amount.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "commands.h"
#include "environment.h"
#include "import_lock.h"
#include "model/guid.h"
#include "model/site.h"
#include "publish/fetch.h"
#include "read/read.h"
#include "report.h"

const char *import_identity(const struct import_episode *e, struct arena *a)
{
	return guid_identity(e->guid, a);
}

const char *import_place(const struct importing *im, const struct import_episode *e)
{
	return e ? arena_printf(im->arena, "%s/podcasts/%s/%s", im->content, im->show->slug,
				e->folder)
		 : arena_printf(im->arena, "%s/podcasts/%s", im->content, im->show->slug);
}

bool import_read_record(struct importing *im)
{
	const char *path = path_join(im->content, IMPORT_RECORD, im->arena);
	const struct source *src = NULL;
	char *text;
	size_t len;

	if (access(path, F_OK) == 0) {
		if (!file_read(path, LIMIT_LEDGER_BYTES, &text, &len, im->arena)) {
			diag_report_errno(&im->diag, DIAG_CANNOT_READ, "cannot read the file",
					  path);
			return false;
		}
		src = source_from_text(path, text, len, im->arena, &im->diag);
	}
	return diag_ok(&im->diag) && import_record_read(src, &im->old, im->arena, &im->diag);
}

/* --- what is said ------------------------------------------------------------------------ */

static bool is_quiet(const struct importing *im)
{
	return report_is_json(im->opts->format);
}

static size_t count_new(const struct import_show *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->count; i++)
		n += s->episodes[i].is_new && !s->episodes[i].is_removed;
	return n;
}

static void print_removed(const struct importing *im)
{
	if (im->removed)
		printf("  %zu %s taken out of this site, and %s not come again; to have %s again, "
		       "delete %s lines\n  in %s/" IMPORT_RECORD "\n",
		       im->removed, report_plural(im->removed, "was", "were"),
		       report_plural(im->removed, "does", "do"),
		       report_plural(im->removed, "it", "them"),
		       report_plural(im->removed, "its", "their"), im->content);
}

static void print_plan(struct importing *im)
{
	const struct import_show *s = im->show;
	int64_t bytes;
	size_t files = import_size(im, &bytes), new = count_new(s);
	const size_t there = s->count - new - im->removed;

	printf("'%s', %zu %s, into %s\n", im->feed->title ? im->feed->title : s->slug, s->count,
	       report_plural(s->count, "episode", "episodes"), import_place(im, NULL));
	if (there)
		printf("  %zu %s new, %zu %s there already\n", new, report_plural(new, "is", "are"),
		       there, report_plural(there, "is", "are"));
	print_removed(im);
	if (files)
		printf("  %zu %s to fetch%s%s\n", files, report_plural(files, "file", "files"),
		       bytes ? ", about " : "", bytes ? amount_bytes(bytes).text : "");
}

static void print_dry(struct importing *im)
{
	for (size_t i = 0; i < im->show->count; i++) {
		const struct import_episode *e = &im->show->episodes[i];

		if (e->is_new && !e->is_removed)
			printf("%s  %s\n", e->folder, e->from->title ? e->from->title : "");
	}
	puts("nothing was fetched, and nothing was written");
}

static void print_people(const struct importing *im)
{
	size_t n = 0;

	while (im->show->people[n])
		n++;
	if (!n || im->opts->agreed)
		return;
	printf("%zu %s named in the feed. Before the site can be built, private/consent.csv must "
	       "say that\n%s agreed: import again with --people-agreed when you know it.\n",
	       n, report_plural(n, "person is", "people are"), n == 1 ? "they" : "each of them");
}

/* The first few; the report has them all. */
#define MISSING_SHOWN 5

static void print_missing(const struct importing *im)
{
	size_t n = im->outcome.missing, shown = 0;

	for (size_t i = 0; i < im->show->count && shown < MISSING_SHOWN; i++) {
		const struct import_episode *e = &im->show->episodes[i];

		if (!e->is_new || e->is_removed || !e->audio || e->audio->file)
			continue;
		printf("missing: %s: %s: %s\n", e->folder, e->audio->url ? e->audio->url : "",
		       e->audio->why ? e->audio->why : "it was not fetched");
		shown++;
	}
	if (shown < n)
		printf("missing: and %zu more\n", n - shown);
	if (n)
		printf("%zu %s not here, as %s recording did not come. Run the same command again "
		       "to try again.\n",
		       n, report_plural(n, "episode is", "episodes are"), n == 1 ? "its" : "their");
}

static void print_end(const struct importing *im)
{
	const struct import_outcome *o = &im->outcome;

	if (!o->added && !o->changed && !o->missing && !im->conflict_count) {
		puts("Everything is here already; nothing was changed.");
		return;
	}
	printf("%zu %s new, %zu changed, %zu as before\n", o->added,
	       report_plural(o->added, "episode is", "episodes are"), o->changed, o->unchanged);
	print_missing(im);
	for (size_t i = 0; i < im->conflict_count; i++)
		printf("conflict: %s\n", im->conflicts[i]);
	print_people(im);
	printf("Read %s/import-report.md: what came over, what was guessed, and what to do now.\n",
	       im->content);
}

static void write_notes(const struct import_show *s, struct json *j)
{
	static const char *const kinds[IMPORT_NOTE_KINDS] = { "changed", "guessed", "lost",
							      "unwrapped" };

	json_open(j, "notes", '[');
	for (size_t i = 0; s && i < s->note_count; i++) {
		const struct import_note *n = &s->notes[i];

		json_open(j, NULL, '{');
		json_text(j, "kind", kinds[n->kind]);
		json_text(j, "episode", n->episode ? n->episode->folder : NULL);
		json_text(j, "field", n->field);
		json_int(j, "line", n->line);
		json_text(j, "text", n->text);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void write_episodes(const struct import_show *s, struct json *j)
{
	json_open(j, "episodes", '[');
	for (size_t i = 0; s && i < s->count; i++) {
		const struct import_episode *e = &s->episodes[i];

		json_open(j, NULL, '{');
		json_text(j, "folder", e->folder);
		json_text(j, "guid", e->guid);
		json_bool(j, "new", e->is_new);
		json_bool(j, "removed", e->is_removed);
		json_text(j, "audio", e->audio ? e->audio->url : NULL);
		json_text(j, "missing", e->audio ? e->audio->why : NULL);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void print_json(struct importing *im)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct json j = JSON_INIT_PRETTY(&out);
	const struct import_outcome *o = &im->outcome;

	json_open(&j, NULL, '{');
	json_bool(&j, "ok", diag_ok(&im->diag) && !o->missing);
	json_bool(&j, "dry_run", im->opts->dry_run);
	json_int(&j, "added", (int64_t)o->added);
	json_int(&j, "changed", (int64_t)o->changed);
	json_int(&j, "unchanged", (int64_t)o->unchanged);
	json_int(&j, "missing", (int64_t)o->missing);
	json_int(&j, "removed", (int64_t)im->removed);
	json_open(&j, "conflicts", '[');
	for (size_t i = 0; i < im->conflict_count; i++)
		json_text(&j, NULL, im->conflicts[i]);
	json_close(&j, ']');
	write_episodes(im->show, &j);
	write_notes(im->show, &j);
	diag_write_json(&im->diag, "messages", &j);
	json_close(&j, '}');
	fwrite(out.data, 1, out.len, stdout);
}

/* --- what must be so before anything is fetched --------------------------------------------- */

static void check_lock(struct importing *im)
{
	const struct remote_feed *f = im->feed;

	if (f->is_locked == REMOTE_YES && !im->opts->owned)
		diag_report(&im->diag, DIAG_SHOW_LOCKED, span_path(im->from, im->arena),
			    "the show is locked against being moved%s%s%s; if it is yours, say so "
			    "with --i-own-this-show",
			    f->locked_owner ? "; ask " : "", f->locked_owner ? f->locked_owner : "",
			    f->locked_owner ? "" : "");
}

static void check_moved(struct importing *im)
{
	const struct remote_feed *f = im->feed;

	if (f->new_url && (!f->self || strcmp(f->new_url, f->self) != 0) &&
	    strcmp(f->new_url, im->from) != 0)
		diag_report(&im->diag, DIAG_FEED_MOVED, span_path(im->from, im->arena),
			    "the feed says that it has moved to '%s'; import that one", f->new_url);
}

/* The old address leads here by now: what is here would be taken for what was there. */
static void check_own(struct importing *im)
{
	const char *from = fetch_is_url(im->from) ? im->feed->from : im->feed->self;

	for (size_t i = 0; im->site && from && i < im->site->show_count; i++) {
		const char *path = im->site->shows[i]->feed_path;

		if (path && strcmp(site_url(im->site, path, im->arena), from) == 0)
			diag_report(&im->diag, DIAG_OWN_FEED, span_path(im->from, im->arena),
				    "this is the site's own feed, '%s': everything in it is here "
				    "already; to bring something from the old host, name its feed "
				    "as it is there",
				    from);
	}
}

static void check_wants(struct importing *im, const struct import_settings *settings)
{
	const char *const *wants = import_show_wants(im->show, settings);

	for (; *wants; wants++)
		diag_report(&im->diag, DIAG_IMPORT_WANTS, span_path(im->from, im->arena), "%s",
			    *wants);
}

/* False after reporting. */
static bool plan(struct importing *im)
{
	const struct import_opts *o = im->opts;

	check_lock(im);
	check_moved(im);
	if (!import_read_content(im))
		return false;
	check_own(im);
	const struct import_settings settings = { .slug = o->show,
						  .address = o->address,
						  .email = o->email,
						  .language = o->language,
						  .unwrap = o->unwrap,
						  .now = im->now,
						  .site = im->site };
	im->show = import_show_plan(im->feed, &settings, im->arena);
	if (im->source)
		import_source_tell(im->source, im->show);
	check_wants(im, &settings);
	if (!im->show->count)
		diag_report(&im->diag, DIAG_NOT_A_FEED, span_path(im->from, im->arena),
			    "there is no episode with a recording in it");
	return import_read_record(im) && import_check_places(im);
}

/* Only what POSIX allows in a handler; an import needs no more to be stopped. */
static void tell_and_end(int signal_number)
{
	static const char text[] =
		"\nstopped; what has come is kept, and the same command goes on from here\n";

	(void)!write(STDERR_FILENO, text, sizeof(text) - 1);
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static void bring(struct importing *im)
{
	signal(SIGINT, tell_and_end);
	signal(SIGTERM, tell_and_end);
	if (import_fetch(im) && import_write(im) && !is_quiet(im))
		print_end(im);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
}

static void run_planned(struct importing *im)
{
	if (!plan(im))
		return;
	if (!is_quiet(im))
		print_plan(im);
	if (!im->opts->dry_run)
		bring(im);
	else if (!is_quiet(im))
		print_dry(im);
}

/* A dry run writes nothing at all, and so needs no lock. */
static void run(struct importing *im)
{
	struct import_lock lock = { .fd = -1 };

	if (!import_check_folder(im))
		return;
	im->feed = import_read(im);
	if (!im->feed || (!im->opts->dry_run && !import_lock_take(&lock, im)))
		return;
	run_planned(im);
	import_lock_drop(&lock, im);
}

static int run_one(const struct import_opts *o, const char *from, struct arena *a,
		   struct subscriptions **list)
{
	struct importing im = { .opts = o, .from = from, .arena = a };

	if (!environment_now(o->now, &im.now))
		return STATUS_USAGE;
	diag_init(&im.diag, a);
	im.content = o->into ? o->into : o->content ? o->content : environment_content_here(a);
	im.content = im.content ? im.content : "content";
	run(&im);
	*list = im.list;
	if (is_quiet(&im) && !im.list)
		print_json(&im);
	else if (!is_quiet(&im))
		report_messages(&im.diag);
	int status = report_status(&im.diag);

	return status == STATUS_GOOD && im.outcome.missing ? STATUS_CONTENT : status;
}

/* A list of feeds: each is a show, and one that cannot be imported keeps none of the others from
 * it. */
static int run_list(const struct import_opts *o, const struct subscriptions *list)
{
	int worst = STATUS_GOOD;

	const bool is_json = report_is_json(o->format);

	for (size_t i = 0; i < list->count; i++) {
		if (is_json)
			puts(i ? "," : "[");
		struct arena a = { 0 };
		struct subscriptions *none;
		int status = run_one(o, list->all[i].url, &a, &none);

		worst = status > worst ? status : worst;
		arena_free(&a);
	}
	if (is_json)
		puts(list->count ? "\n]" : "[]");
	return worst;
}

int import_show_run(const struct import_opts *o, const char *from)
{
	struct arena arena = { 0 };
	struct subscriptions *list;
	int status = run_one(o, from, &arena, &list);

	if (list)
		status = run_list(o, list);
	else if (report_is_json(o->format))
		putchar('\n');
	arena_free(&arena);
	return status;
}
