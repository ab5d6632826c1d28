#include "preview.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "environment.h"
#include "jobs/jobs.h"
#include "model/audio_place.h"
#include "model/site.h"
#include "prepare.h"
#include "read/read.h"
#include "shelf.h"

#define MESSAGES_MOST 50
#define STATE_MOST    ((size_t)1 << 20)

/* The site as it was at one moment. */
struct generation {
	struct arena arena;
	struct diag diag;
	struct site *site;
	struct shelf shelf;
	size_t unknown; /* recordings and pictures that nobody has opened yet */
};

/* The process that opens recordings. */
struct helper {
	pid_t pid; /* 0: none is at work */
	int pipe;  /* its lines; -1 */
	struct strbuf line;
};

struct preview {
	struct read_memory *memory;
	struct jobs_memory *facts;
	struct preview_places places;
	struct generation *good; /* what is shown, or NULL */
	struct helper helper;
	bool was_helped; /* since the content last changed */
	struct strbuf state, told;
	struct strbuf working;   /* what the helper is at */
	struct strbuf looked_at; /* the page that was asked for last */
	struct strbuf failed;    /* JSON: why it could not do its work */
	unsigned errors, warnings;
};

struct preview *preview_open(const struct preview_places *places)
{
	struct preview *p = xcalloc(1, sizeof(*p));

	p->places = *places;
	p->memory = read_memory_new();
	p->facts = jobs_memory_new();
	p->helper.pipe = -1;
	p->helper.line = (struct strbuf)STRBUF_INIT(STATE_MOST);
	p->state = p->told = p->working = p->failed = p->looked_at =
		(struct strbuf)STRBUF_INIT(STATE_MOST);
	return p;
}

static void generation_free(struct generation *g)
{
	if (!g)
		return;
	shelf_close(&g->shelf);
	arena_free(&g->arena);
	free(g);
}

static void helper_end(struct helper *h)
{
	if (h->pipe >= 0)
		close(h->pipe);
	if (h->pid && waitpid(h->pid, NULL, WNOHANG) == 0) {
		kill(-h->pid, SIGTERM);
		waitpid(h->pid, NULL, 0);
	}
	h->pid = 0;
	h->pipe = -1;
}

void preview_close(struct preview *p)
{
	helper_end(&p->helper);
	generation_free(p->good);
	read_memory_free(p->memory);
	jobs_memory_free(p->facts);
	strbuf_release(&p->helper.line);
	strbuf_release(&p->state);
	strbuf_release(&p->told);
	strbuf_release(&p->working);
	strbuf_release(&p->failed);
	strbuf_release(&p->looked_at);
	free(p);
}

/* --- the site ------------------------------------------------------------- */

/* Reads the content and does all that can be done without opening a recording, unless `run` may. */
static void generation_fill(struct generation *g, const struct preview_places *places,
			    const struct media_run *run, struct read_memory *memory)
{
	struct moment now;

	g->site = environment_now(places->now, &now)
			  ? read_site_again(places->content, now, memory, &g->arena, &g->diag)
			  : NULL;
	if (!g->site)
		return;
	site_play_here(g->site);
	g->unknown = prepare_facts(run, g->site, places->content, false);
	if (diag_ok(&g->diag) && !(run->known_only && g->unknown))
		g->unknown = prepare_audio(run, g->site, places->output) +
			     prepare_drawings(run, g->site);
}

static struct media_run run_of(struct generation *g, const struct preview_places *places)
{
	return (struct media_run){ .cache_dir = places->cache,
				   .here = environment_here(&g->arena),
				   .quiet = true,
				   .arena = &g->arena,
				   .diag = &g->diag };
}

/* --- the helper --------------------------------------------------------------- */

static void say(int pipe, char kind, const char *text)
{
	struct arena a = { 0 };
	const char *line = arena_printf(&a, "%c%s\n", kind, text);

	/* Whoever reads it may have gone; then nobody wants to know. */
	if (!file_write_all(pipe, line, strlen(line)))
		_exit(EXIT_FAILURE);
	arena_free(&a);
}

static void tell_parent(void *arg, const char *line)
{
	say(*(const int *)arg, 'w', line);
}

/* In the helper: what a build does, up to the point where nothing is unknown any more. */
static void help(const struct preview_places *places, int pipe)
{
	struct generation g = { 0 };
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(STATE_MOST);
	struct json j = JSON_INIT(&out);

	diag_init(&g.diag, &g.arena);
	struct media_run run = run_of(&g, places);
	run.tell = tell_parent;
	run.tell_arg = &pipe;
	generation_fill(&g, places, &run, NULL);
	json_open(&j, NULL, '{');
	json_int(&j, "more", (int64_t)diag_write_worst(&g.diag, "messages", &j, MESSAGES_MOST));
	json_bool(&j, "kept", true);
	json_close(&j, '}');
	say(pipe, 'm', out.data);
	_exit(EXIT_SUCCESS);
}

static void helper_start(struct preview *p)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0)
		return;
	pid_t pid = fork();
	if (pid == 0) {
		sigset_t none;

		setpgid(0, 0);
		sigemptyset(&none);
		sigprocmask(SIG_SETMASK, &none, NULL);
		help(&p->places, ends[1]);
	}
	close(ends[1]);
	if (pid < 0) {
		close(ends[0]);
		return;
	}
	setpgid(pid, pid);
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	p->helper.pid = pid;
	p->helper.pipe = ends[0];
	strbuf_clear(&p->working);
	strbuf_adds(&p->working, "opening recordings");
}

static void take_line(struct preview *p, const char *line)
{
	struct strbuf *into = *line == 'w' ? &p->working : &p->failed;

	strbuf_clear(into);
	strbuf_adds(into, line + 1);
}

static void take_text(struct preview *p, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] != '\n') {
			strbuf_addc(&p->helper.line, text[i]);
			continue;
		}
		take_line(p, p->helper.line.data);
		strbuf_clear(&p->helper.line);
	}
}

int preview_fd(const struct preview *p)
{
	return p->helper.pipe;
}

bool preview_listen(struct preview *p)
{
	char buf[4096];
	ssize_t got = read(p->helper.pipe, buf, sizeof(buf));

	if (got > 0)
		take_text(p, buf, (size_t)got);
	if (got > 0 || (got < 0 && errno == EAGAIN))
		return false;
	helper_end(&p->helper);
	strbuf_clear(&p->helper.line);
	strbuf_clear(&p->working);
	p->was_helped = true;
	return true;
}

/* --- what is told ---------------------------------------------------------------- */

/* Without its brace, so that what the helper is at can follow. */
static void note_state(struct preview *p, struct generation *g)
{
	struct json j = JSON_INIT(&p->state);

	p->errors = g->diag.count[SEV_ERROR] + g->diag.count[SEV_FATAL];
	p->warnings = g->diag.count[SEV_WARNING];
	strbuf_clear(&p->state);
	json_open(&j, NULL, '{');
	json_int(&j, "more", (int64_t)diag_write_worst(&g->diag, "messages", &j, MESSAGES_MOST));
	json_bool(&j, "kept", p->errors && p->good);
	json_close(&j, '}');
}

bool preview_state(struct preview *p, const char **json)
{
	STRBUF_SCOPED struct strbuf now = STRBUF_INIT(STATE_MOST);
	struct json j = { .out = &now, .need_comma = true, .depth = 1 };

	strbuf_add(&now, p->state.data, p->state.len ? p->state.len - 1 : 0);
	if (p->working.len)
		json_text(&j, "working", p->working.data);
	json_close(&j, '}');
	bool is_new = strcmp(now.data, p->told.data) != 0;

	strbuf_clear(&p->told);
	strbuf_add(&p->told, now.data, now.len);
	*json = p->told.data;
	return is_new;
}

bool preview_has_site(const struct preview *p)
{
	return p->good;
}

unsigned preview_errors(const struct preview *p)
{
	return p->errors;
}

unsigned preview_warnings(const struct preview *p)
{
	return p->warnings;
}

/* --- a change --------------------------------------------------------------------- */

/* Recordings are unknown: the old pages stay until they have been opened. */
static void wait_for_helper(struct preview *p)
{
	if (!p->helper.pid && !p->was_helped)
		helper_start(p);
	else if (!p->helper.pid && p->failed.len) {
		strbuf_clear(&p->state);
		strbuf_adds(&p->state, p->failed.data);
		p->errors++;
	}
}

static struct generation *generation_new(struct preview *p)
{
	struct generation *g = xcalloc(1, sizeof(*g));

	diag_init(&g->diag, &g->arena);
	struct media_run run = run_of(g, &p->places);
	run.known_only = true;
	run.memory = p->facts;
	generation_fill(g, &p->places, &run, p->memory);
	if (g->site && diag_ok(&g->diag) && !g->unknown)
		shelf_open(&g->shelf, g->site, environment_theme(p->places.content, &g->arena),
			   p->looked_at.data, &g->diag);
	return g;
}

bool preview_update(struct preview *p)
{
	struct generation *g = generation_new(p), *old = p->good;
	bool is_good = g->site && diag_ok(&g->diag) && !g->unknown;

	note_state(p, g);
	if (g->unknown)
		wait_for_helper(p);
	if (!p->helper.pid)
		p->was_helped = false;
	if (is_good)
		p->good = g;
	generation_free(is_good ? old : g);
	if (is_good)
		read_memory_sweep(p->memory);
	return is_good;
}

/* --- what stands where --------------------------------------------------------------- */

static bool find(void *arg, const char *path, struct served *into)
{
	struct preview *p = arg;
	bool found = p->good && shelf_find(&p->good->shelf, path, into);

	if (found && text_ends(path, ".html")) {
		strbuf_clear(&p->looked_at);
		strbuf_adds(&p->looked_at, path);
	}
	return found;
}

static void find_lost(void *arg, struct served *into, unsigned *status)
{
	static const char none[] =
		"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
		"<meta name=\"viewport\" content=\"width=device-width\"><title>Preview</title>"
		"</head><body><h1>There is nothing to show yet</h1>"
		"<p>The site appears here as soon as it can be built.</p></body></html>\n";

	*status = find(arg, "404.html", into) ? 404 : 503;
	if (*status == 503)
		*into = (struct served){
			.type = "text/html", .bytes = none, .size = sizeof(none) - 1, .tag = "none"
		};
}

static const char *prefix(void *arg)
{
	const struct preview *p = arg;
	const char *address = p->good ? p->good->site->address : NULL;
	const char *host = address ? strstr(address, "://") : NULL;
	const char *path = host ? strchr(host + 3, '/') : NULL;

	return path ? path : "/";
}

struct server_site preview_site(struct preview *p)
{
	return (struct server_site){
		.find = find, .find_lost = find_lost, .prefix = prefix, .arg = p
	};
}
