#include "shipping.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "after_publication.h"
#include "announcements.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/text.h"
#include "environment.h"
#include "model/audio_place.h"
#include "model/ledger.h"
#include "model/licence.h"
#include "model/site.h"
#include "model/withdrawn.h"
#include "opt.h"
#include "progress.h"
#include "read/publishing.h"
#include "report.h"
#include "secret.h"
#include "targets.h"
#include "withheld.h"

static bool is_silent(const struct shipping *s)
{
	return s->opts->quiet || report_is_json(s->opts->format);
}

int shipping_may_ask(const struct shipping *s)
{
	const bool talks = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO) && !is_silent(s);

	if (s->opts->yes || s->opts->dry_run || talks)
		return STATUS_GOOD;
	fprintf(stderr,
		"error: nobody is here to be asked; say --yes to %s without a question, or "
		"--dry-run to see what would be done\n",
		s->command);
	return STATUS_USAGE;
}

/* --- opening -------------------------------------------------------------------- */

static int no_target(const struct shipping *s, const char *name)
{
	const struct target *all = s->settings->targets.items;
	const size_t count = s->settings->targets.count;
	const char **names = arena_array(s->arena, count + 1, sizeof(*names));

	for (size_t i = 0; i < count; i++)
		names[i] = all[i].name;
	const char *near = text_nearest(name, names);
	if (!near && count)
		near = names[0];
	fprintf(stderr, "error: publish.yaml has no target '%s'%s%s%s\n", name,
		near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	return STATUS_USAGE;
}

static void add_target(struct shipping *s, const struct target *t)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->targets[i].target == t)
			return;
	}
	s->targets[s->count++].target = t;
}

static int choose_targets(struct shipping *s, int count, char **names)
{
	const struct target *all = s->settings->targets.items;

	s->targets = arena_array(s->arena, s->settings->targets.count + 1, sizeof(*s->targets));
	for (int i = 0; i < count; i++) {
		const struct target *t = publishing_target(s->settings, names[i]);

		if (!t)
			return no_target(s, names[i]);
		add_target(s, t);
	}
	for (size_t i = 0; !count && i < s->settings->targets.count; i++)
		add_target(s, &all[i]);
	return STATUS_GOOD;
}

static bool find_secrets(struct shipping *s)
{
	bool ok = true;

	s->secrets = arena_array(s->arena, s->count + 1, sizeof(*s->secrets));
	for (size_t i = 0; i < s->count; i++) {
		struct publication_target *t = &s->targets[i];

		ok = secret_of_target(s->settings, t->target, s->content, &s->secrets[i],
				      s->diag) &&
		     ok;
		t->secret = s->secrets[i].text;
	}
	return ok && (s->opts->no_announce ||
		      announcements_check_secrets(s->settings, s->content, s->diag));
}

/* What was published last, as far as its files are still here. */
static void find_before(struct shipping *s)
{
	const struct release *last = releases_last(s->releases, NULL);

	if (last && !last->purged && releases_tree(s->releases, last->number, &s->before_tree))
		s->before = last;
}

int shipping_open(struct shipping *s, int count, char **names)
{
	s->settings = read_publishing(s->content, s->arena, s->diag);
	targets_check_places(s->settings, s->content, s->output, s->arena, s->diag);
	if (!s->settings || !diag_ok(s->diag))
		return STATUS_CONTENT;
	int status = choose_targets(s, count, names);
	if (status != STATUS_GOOD)
		return status;
	if (!find_secrets(s))
		return STATUS_CONTENT;
	s->releases = releases_open(s->cache, !s->opts->dry_run, s->arena, s->diag);
	if (!s->releases)
		return STATUS_CONTENT;
	find_before(s);
	return STATUS_GOOD;
}

void shipping_close(struct shipping *s)
{
	if (s->publication)
		publication_close(s->publication);
	if (s->releases)
		releases_close(s->releases);
	for (size_t i = 0; s->secrets && i < s->count; i++)
		secret_wipe(&s->secrets[i]);
}

/* --- the plan --------------------------------------------------------------------- */

static bool check_deletions(struct shipping *s)
{
	for (size_t i = 0; i < s->count && !s->opts->allow_deletions; i++) {
		const struct shipment_plan *p = publication_plan(s->publication, i);

		if ((int64_t)p->deleted <= s->settings->most_deletions)
			continue;
		diag_report(s->diag, DIAG_MANY_DELETIONS, p->target->at,
			    "'%s': %zu files would be deleted, and 'most_deletions' is %lld; if "
			    "that is meant: blether %s --allow-deletions",
			    p->target->name, p->deleted, (long long)s->settings->most_deletions,
			    s->command);
		return false;
	}
	return true;
}

/* Has any target something of the site? */
static bool is_first(const struct shipping *s)
{
	for (size_t i = 0; i < s->count; i++) {
		if (!publication_plan(s->publication, i)->first)
			return false;
	}
	return true;
}

/* What all recordings may be used for, if that is the same. */
static const char *licence_of(const struct site *site)
{
	const char *one = NULL;

	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		for (size_t k = 0; k < show->episode_count; k++) {
			const struct episode *e = show->episodes[k];
			const char *id = e->licence ? e->licence : show->licence;

			if (!id || (one && strcasecmp(one, id) != 0))
				return NULL;
			one = id;
		}
	}
	const struct licence *licence = one ? licence_find(one) : NULL;
	return licence ? licence->url : NULL;
}

static bool open_publication(struct shipping *s, struct progress *progress)
{
	const struct publication_options o = {
		.dir = s->content,
		.cache = s->cache,
		.address = s->site->address,
		.audio_address = site_audio_base(s->site),
		.title = s->site->show_count == 1 ? s->site->shows[0]->title : s->site->title,
		.licence = licence_of(s->site),
		.withdrawn = site_withdrawn(s->site, s->arena),
		.self = environment_program(s->arena),
		.now = s->now,
		.settings = s->settings,
		.targets = s->targets,
		.count = s->count,
		.again = s->opts->again,
		.take_over = s->opts->take_over,
		.break_lock = s->opts->break_lock,
		.no_grace = s->opts->no_grace,
		.find_stored = releases_object,
		.store = s->releases,
		.progress = { is_silent(s) ? NULL : progress_sending, progress },
	};

	s->publication = publication_open(&o, s->arena, s->diag);
	return s->publication;
}

bool shipping_plan(struct shipping *s)
{
	struct progress *progress = arena_new(s->arena, struct progress);

	check_audio_target(s->site, s->settings, s->diag);
	if (!diag_ok(s->diag))
		return false;
	progress_begin(progress, "sending");
	if (!open_publication(s, progress) || !publication_compare(s->publication, &s->tree))
		return false;
	s->is_empty = publication_is_empty(s->publication);
	if (!s->is_empty && !check_deletions(s))
		return false;
	if (!s->is_empty)
		s->brief = brief_make(&s->tree, s->before ? &s->before_tree : NULL, is_first(s),
				      s->arena);
	return true;
}

/* --- the question ------------------------------------------------------------------- */

bool shipping_ask(struct shipping *s)
{
	char answer[16] = "";

	if (s->opts->dry_run)
		return false;
	if (s->opts->yes)
		return true;
	printf("%s [y/N] ", s->question);
	fflush(stdout);
	const char *given = fgets(answer, sizeof(answer), stdin);
	answer[strcspn(answer, "\r\n")] = '\0';
	s->refused = !given || (strcasecmp(answer, "y") != 0 && strcasecmp(answer, "yes") != 0);
	if (!given)
		puts("");
	return !s->refused;
}

/* --- sending ------------------------------------------------------------------------ */

/* Only what POSIX allows in a handler; a publication needs no more to be stopped. */
static void tell_and_end(int signal_number)
{
	static const char text[] =
		"\nstopped; what is online is whole, and the same command goes on from here\n";

	(void)!write(STDERR_FILENO, text, sizeof(text) - 1);
	signal(signal_number, SIG_DFL);
	raise(signal_number);
}

static void watch_signals(void (*handler)(int))
{
	signal(SIGINT, handler);
	signal(SIGTERM, handler);
}

/* One more than any that is known, here or at a target; the one that was begun goes on. */
static int64_t next_number(const struct shipping *s)
{
	const struct release *begun = releases_begun(s->releases);
	const size_t count = releases_count(s->releases);
	int64_t last = count ? releases_at(s->releases, count - 1)->number : 0;

	if (begun)
		last = begun->number - 1;
	for (size_t i = 0; i < s->count; i++) {
		const int64_t there = publication_plan(s->publication, i)->release;

		last = there > last ? there : last;
	}
	return last + 1;
}

static struct release describe(const struct shipping *s)
{
	const char **names = arena_array(s->arena, s->count + 1, sizeof(*names));
	struct release r = { .number = next_number(s),
			     .when = s->now,
			     .like = s->like,
			     .targets = names,
			     .files = s->tree.count,
			     .news = s->brief.sentence };

	for (size_t i = 0; i < s->count; i++) {
		const struct shipment_plan *p = publication_plan(s->publication, i);

		names[i] = p->target->name;
		r.created += p->created;
		r.changed += p->changed;
		r.deleted += p->deleted;
	}
	for (size_t i = 0; i < s->tree.count; i++)
		r.bytes += s->tree.files[i].size;
	return r;
}

static bool begin_release(struct shipping *s, const struct release *r)
{
	const char *path = path_join(s->content, LEDGER_NAME, s->arena);
	char *ledger;
	size_t len;

	if (file_read(path, LIMIT_LEDGER_BYTES, &ledger, &len, s->arena))
		return releases_begin(s->releases, r, &s->tree, ledger, len);
	diag_report_errno(s->diag, DIAG_CANNOT_READ, "cannot read the file", path);
	return false;
}

/* Nothing that was withdrawn since lies around in what is kept of earlier releases. */
static bool end_release(struct shipping *s)
{
	withheld_purge(s->site, s->releases, &s->tree, s->arena);
	return releases_end(s->releases, s->settings->keep);
}

static double seconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

bool shipping_send(struct shipping *s)
{
	const struct release r = describe(s);
	const double started = seconds_now();

	if (!begin_release(s, &r))
		return false;
	watch_signals(tell_and_end);
	s->begun = true;
	const bool sent = publication_apply(s->publication, r.number);
	if (isatty(STDERR_FILENO) && !is_silent(s))
		fputs("\r\33[K", stderr);
	s->seconds = seconds_now() - started;
	const bool ended = sent && end_release(s);
	watch_signals(SIG_DFL);
	if (!ended)
		return false;
	s->release = r;
	if (!is_silent(s))
		shipping_print_sent(s);
	after_publication(s);
	return true;
}

static bool is_chosen(const struct shipping *s, const char *name)
{
	for (size_t i = 0; i < s->count; i++) {
		if (strcmp(s->targets[i].target->name, name) == 0)
			return true;
	}
	return false;
}

/* Is it of these files? They are all there, as there is nothing to do. */
static bool is_online(const struct shipping *s, const struct release *begun)
{
	struct output_tree was;

	if (!releases_tree(s->releases, begun->number, &was) || was.count != s->tree.count)
		return false;
	for (size_t i = 0; i < was.count; i++) {
		if (strcmp(was.files[i].path, s->tree.files[i].path) != 0 ||
		    strcmp(was.files[i].sha256, s->tree.files[i].sha256) != 0)
			return false;
	}
	for (const char *const *t = begun->targets; *t; t++) {
		if (!is_chosen(s, *t))
			return false;
	}
	return true;
}

bool shipping_settle(struct shipping *s)
{
	const struct release *begun = releases_begun(s->releases);

	if (!begun || !is_online(s, begun)) {
		after_nothing(s);
		return true;
	}
	s->release = *begun;
	if (!end_release(s))
		return false;
	after_publication(s);
	return true;
}
