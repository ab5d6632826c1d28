#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/mem.h"
#include "commands.h"
#include "environment.h"
#include "places.h"
#include "preview.h"
#include "report.h"
#include "serve/serve.h"

/* After a change, so long is waited for the rest of it: editors write, rename and delete. */
#define QUIET_MS 5

#define FIRST_PORT 8000

struct serve_opts {
	const char *content, *output, *cache, *now, *port;
	bool quiet;
};

static const struct opt serve_options[] = {
	OPT_STRING(struct serve_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct serve_opts, port, 'p', "port", "NUMBER",
		   "where to answer (8000, or the next one that is free)"),
	OPT_STRING(struct serve_opts, now, 0, "now", "TIME",
		   "what counts as the present: shows what is still to come"),
	OPT_STRING(struct serve_opts, output, 'o', "output", "DIR",
		   "where the site is built; it is only looked at (public)"),
	OPT_STRING(struct serve_opts, cache, 0, "cache", "DIR",
		   "where facts and tagged recordings are kept (.blether)"),
	OPT_FLAG(struct serve_opts, quiet, 'q', "quiet", "print the address only"),
	OPT_END,
};

struct serve {
	struct preview_places places;
	struct preview *preview;
	struct server_site site;
	struct server *server;
	struct watch *watch;
	int signals;
	bool quiet;
	struct arena arena;
};

/* Blocks SIGINT and SIGTERM and gives what tells of them instead. */
static int take_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	signal(SIGPIPE, SIG_IGN);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

static void print_state(const struct serve *s)
{
	unsigned errors = preview_errors(s->preview), warnings = preview_warnings(s->preview);

	if (s->quiet)
		return;
	if (errors || warnings)
		fprintf(stderr, "%u %s, %u %s: the corner of each page shows them%s\n", errors,
			report_plural(errors, "error", "errors"), warnings,
			report_plural(warnings, "warning", "warnings"),
			errors && preview_has_site(s->preview) ? "; the last good pages stay" : "");
	else
		fputs(preview_fd(s->preview) < 0 ? "everything is in order\n"
						 : "recordings are being opened\n",
		      stderr);
}

static void tell(struct serve *s)
{
	const char *state;

	if (preview_state(s->preview, &state))
		server_tell(s->server, state);
}

static void update(struct serve *s)
{
	if (preview_update(s->preview))
		server_site_changed(s->server);
	tell(s);
	print_state(s);
}

static void wait_for_quiet(struct serve *s)
{
	struct pollfd fd = { .fd = watch_fd(s->watch), .events = POLLIN };

	while (poll(&fd, 1, QUIET_MS) > 0)
		watch_take(s->watch);
}

static void run(struct serve *s)
{
	for (;;) {
		struct pollfd fds[] = {
			{ .fd = s->signals, .events = POLLIN },
			{ .fd = server_fd(s->server), .events = POLLIN },
			{ .fd = watch_fd(s->watch), .events = POLLIN },
			{ .fd = preview_fd(s->preview), .events = POLLIN },
		};

		poll(fds, COUNT(fds), server_timeout(s->server));
		if (fds[0].revents)
			return;
		if (fds[2].revents && watch_take(s->watch)) {
			wait_for_quiet(s);
			update(s);
		}
		if (fds[3].revents) {
			if (preview_listen(s->preview))
				update(s);
			else
				tell(s);
		}
		server_run(s->server);
	}
}

/* False after printing what is wrong with it. */
static bool choose_port(const char *given, unsigned *port)
{
	char *end;
	unsigned long number = given ? strtoul(given, &end, 10) : FIRST_PORT;

	*port = (unsigned)number;
	if (!given || (*given >= '0' && *given <= '9' && !*end && number <= 65535))
		return true;
	fprintf(stderr, "error: '%s' is no port; expected a number up to 65535\n", given);
	return false;
}

static bool open_server(struct serve *s, const char *given)
{
	unsigned port;

	if (!choose_port(given, &port))
		return false;
	s->site = preview_site(s->preview);
	s->server = server_open(port, !given, &s->site);
	if (!s->server)
		fprintf(stderr, "error: cannot answer at port %u: %s\n", port, strerror(errno));
	return s->server;
}

static bool open_watch(struct serve *s)
{
	s->watch = watch_open(place_real(s->places.content, &s->arena),
			      place_real(s->places.output, &s->arena));
	if (!s->watch)
		fprintf(stderr, "error: cannot watch '%s': %s\n", s->places.content,
			errno == ENOSPC ? "the system watches as many folders as it may; raise "
					  "fs.inotify.max_user_watches"
					: strerror(errno));
	return s->watch;
}

static int serve(struct serve *s, const char *port)
{
	s->preview = preview_open(&s->places);
	if (!open_server(s, port))
		return STATUS_USAGE;
	s->signals = take_signals();
	if (!open_watch(s))
		return STATUS_MACHINE;
	printf("http://127.0.0.1:%u/\n", server_port(s->server));
	fflush(stdout);
	if (!s->quiet)
		fputs("open it in a browser; pages follow what you write. Ctrl+C ends it\n",
		      stderr);
	update(s);
	run(s);
	return STATUS_GOOD;
}

/* False after printing what is wrong with them. */
static bool choose_places(struct serve *s, const struct serve_opts *o)
{
	struct preview_places *p = &s->places;
	struct moment unused;

	p->content = environment_content(o->content, &s->arena);
	if (!p->content)
		return false;
	const char *beside = o->content ? "." : p->content;

	p->output = o->output ? o->output : environment_beside(beside, "public", &s->arena);
	p->cache = o->cache ? o->cache : environment_beside(beside, ".blether", &s->arena);
	p->now = o->now;
	return places_ok(p->content, p->output, p->cache, &s->arena) &&
	       environment_now(o->now, &unused);
}

static int serve_run(const void *opts, int argc, char **argv)
{
	const struct serve_opts *o = opts;
	struct serve s = { .quiet = o->quiet, .signals = -1 };
	int status = STATUS_USAGE;

	(void)argc;
	(void)argv;
	if (choose_places(&s, o))
		status = serve(&s, o->port);
	watch_close(s.watch);
	server_close(s.server);
	if (s.preview)
		preview_close(s.preview);
	if (s.signals >= 0)
		close(s.signals);
	arena_free(&s.arena);
	return status;
}

const struct command cmd_serve = {
	.name = "serve",
	.operands = "",
	.summary = "Shows the site in a browser while it is being written.",
	.details = "Answers on this computer only, and opens nothing: copy the address that it "
		   "prints into a\n"
		   "browser. When a file of the content or theme is saved, each open page that it "
		   "changes loads itself\n"
		   "again. Errors and warnings appear in a corner of the page, with file and line; "
		   "with an error the\n"
		   "last good pages stay. New recordings are opened in the background.\n\n"
		   "What is shown is what 'blether build' would write, byte for byte, but for one "
		   "line that makes pages\n"
		   "load themselves again. Nothing is written but to the cache.",
	.opts = serve_options,
	.opts_size = sizeof(struct serve_opts),
	.run = serve_run,
};
