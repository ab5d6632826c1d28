#include "git.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/path.h"
#include "base/program.h"
#include "base/text.h"

#define PATIENCE_MS (4 * 3600 * 1000) /* of one command: a site may be large, and a line thin */
#define OUT_MOST    ((size_t)256 << 20)
#define SAID_MOST   ((size_t)16 << 10)
#define WORDS_MOST  48

struct words {
	const char **list;
	size_t count;
	struct arena *arena;
};

static void add(struct words *w, const char *word)
{
	w->list[w->count++] = word;
}

/* In quotation marks for the shell that git gives core.sshCommand to. */
static const char *quoted(const char *text, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(8192);

	strbuf_addc(&out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			strbuf_adds(&out, "'\\''");
		else
			strbuf_addc(&out, *text);
	}
	strbuf_addc(&out, '\'');
	return arena_strdup(a, out.data);
}

static const char *from_content(const struct host *h, const char *file)
{
	return *file == '/' ? file : path_join(h->dir, file, h->arena);
}

/* A server whose key is not known is refused, and nothing is asked at the terminal. */
static const char *ssh_command(const struct host *h)
{
	const struct target *t = h->target;
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(16384);

	strbuf_adds(&out, "core.sshCommand=ssh -o StrictHostKeyChecking=yes -o ConnectTimeout=20 "
			  "-o ServerAliveInterval=20 -o NumberOfPasswordPrompts=1");
	if (!h->secret)
		strbuf_adds(&out, " -o BatchMode=yes");
	if (t->user)
		strbuf_addf(&out, " -l %s", quoted(t->user, h->arena));
	if (t->key_file)
		strbuf_addf(&out, " -o IdentitiesOnly=yes -i %s",
			    quoted(from_content(h, t->key_file), h->arena));
	if (t->known_hosts)
		strbuf_addf(&out, " -o %s",
			    quoted(arena_printf(h->arena, "UserKnownHostsFile=%s",
						from_content(h, t->known_hosts)),
				   h->arena));
	return arena_strdup(h->arena, out.data);
}

/* env(1) looks for git in PATH, and keeps what the caller's git may have set to itself. */
static void add_environment(struct words *w, const struct git *g)
{
	static const char *const fixed[] = {
		"/usr/bin/env",
		"-u",
		"GIT_DIR",
		"-u",
		"GIT_WORK_TREE",
		"-u",
		"GIT_OBJECT_DIRECTORY",
		"LC_ALL=C",
		"GIT_TERMINAL_PROMPT=0",
		"GIT_AUTHOR_NAME=blether",
		"GIT_COMMITTER_NAME=blether",
		"GIT_AUTHOR_EMAIL=blether@localhost",
		"GIT_COMMITTER_EMAIL=blether@localhost",
	};
	const struct host *h = g->host;

	for (size_t i = 0; i < COUNT(fixed); i++)
		add(w, fixed[i]);
	add(w, arena_printf(w->arena, "GIT_INDEX_FILE=%s", g->index));
	if (h->target->ca) /* a setting would give way to what the caller's environment says */
		add(w, arena_printf(w->arena, "GIT_SSL_CAINFO=%s", from_content(h, h->target->ca)));
	if (!h->secret || !h->self)
		return;
	add(w, arena_printf(w->arena, "GIT_ASKPASS=%s", h->self));
	add(w, arena_printf(w->arena, "SSH_ASKPASS=%s", h->self));
	add(w, "SSH_ASKPASS_REQUIRE=force");
	add(w, arena_printf(w->arena, "BLETHER_ASKPASS=%s:%s", h->target->name, h->dir));
}

static void add_settings(struct words *w, const struct git *g)
{
	const struct host *h = g->host;
	const char *const settings[] = {
		ssh_command(h),
		"core.hooksPath=/dev/null",
		"core.looseCompression=1",
		"gc.autoDetach=false",
		"http.lowSpeedLimit=1",
		"http.lowSpeedTime=60",
		arena_printf(w->arena, "remote.origin.url=%s", g->url),
		/* A secret of ours is neither looked for elsewhere nor kept elsewhere. */
		h->secret ? "credential.helper=" : NULL,
		h->secret && h->target->user
			? arena_printf(w->arena, "credential.username=%s", h->target->user)
			: NULL,
	};

	add(w, "git");
	add(w, arena_printf(w->arena, "--git-dir=%s", g->dir));
	for (size_t i = 0; i < COUNT(settings); i++) {
		if (settings[i]) {
			add(w, "-c");
			add(w, settings[i]);
		}
	}
}

void git_init(struct git *g, const struct host *h)
{
	struct words w = { arena_array(h->arena, WORDS_MOST + GIT_WORDS_MOST, sizeof(char *)), 0,
			   h->arena };

	add_environment(&w, g);
	add_settings(&w, g);
	g->argv = w.list;
	g->argc = w.count;
}

/* --- what it says ------------------------------------------------------------------------- */

static const struct {
	const char *said; /* part of what git, ssh or the server says */
	enum outcome outcome;
	const char *text;
} judgements[] = {
	{ "[rejected]", JOB_FAILED,
	  "somebody else has published there meanwhile; publish again, and it goes on from what "
	  "they did" },
	{ "stale info", JOB_FAILED,
	  "somebody else has published there meanwhile; publish again, and it goes on from what "
	  "they did" },
	{ "Host key verification failed", JOB_FAILED,
	  "the key of this server is not known, or has changed; log in once by hand with 'ssh', "
	  "compare the key with what the host says, and publish again" },
	{ "file size limit", JOB_FAILED,
	  "a file is larger than the host takes; recordings can go to another target, with 'takes: "
	  "audio' there and 'takes: pages' here" },
	{ "Authentication failed", JOB_FAILED,
	  "the repository does not take this name and secret" },
	{ "terminal prompts disabled", JOB_FAILED,
	  "the repository asks for a name and a secret; 'blether help target' tells where they "
	  "stand" },
	{ "Permission denied", JOB_FAILED, "the repository does not take this name and key" },
	{ "returned error: 403", JOB_FAILED, "the repository does not let this name write there" },
	{ "returned error: 404", JOB_FAILED,
	  "there is no repository at this address, or it is not shown to this name" },
	{ "not found", JOB_FAILED,
	  "there is no repository at this address, or it is not shown to this name" },
	{ "does not appear to be a git repository", JOB_FAILED,
	  "there is no repository at this address" },
	{ "certificate", JOB_FAILED,
	  "the server cannot prove that it is the one it says: its certificate is not the right "
	  "one" },
	{ "Could not resolve host", JOB_LATER,
	  "no server has this name; look at 'to' in publish.yaml, and at the connection to the "
	  "internet" },
	{ "Connection refused", JOB_LATER,
	  "the server refuses the connection, or is switched off" },
	{ "Failed to connect", JOB_LATER, "the server cannot be reached" },
	{ "timed out", JOB_LATER, "the server takes too long to answer" },
	{ "Connection reset", JOB_LATER, "the connection broke" },
	{ "early EOF", JOB_LATER, "the connection broke" },
	{ "unexpected disconnect", JOB_LATER, "the connection broke" },
	{ "hung up unexpectedly", JOB_LATER, "the connection broke" },
	{ "returned error: 5", JOB_LATER, "the server has trouble of its own" },
	{ "No space left on device", JOB_FAILED, "there is no room left on a disk" },
};

/* The first line in which git, or the server, says what is wrong. */
static const char *complaint(const char *said, struct arena *a)
{
	static const char *const marks[] = { "remote: error", "fatal: ", "error: " };
	STRBUF_SCOPED struct strbuf shown = STRBUF_INIT(1024);
	const char *at = NULL;

	for (size_t i = 0; i < COUNT(marks) && !at; i++)
		at = strstr(said, marks[i]);
	at = at ? at : said;
	text_add_visible(&shown, arena_strndup(a, at, strcspn(at, "\n")));
	return arena_strdup(a, shown.data);
}

static enum outcome judge(struct job *j, const struct program *p, enum program_end end)
{
	if (end == PROGRAM_DONE)
		return JOB_DONE;
	if (end == PROGRAM_ABSENT || (end == PROGRAM_FAILED && p->status / 256 == 127))
		return job_failed(j, "there is no git on this computer; install the package 'git'");
	if (end == PROGRAM_SLOW)
		return job_later(j, "git did not end for hours");
	for (size_t i = 0; i < COUNT(judgements); i++) {
		if (strstr(p->last.data, judgements[i].said))
			return j->why = judgements[i].text, judgements[i].outcome;
	}
	return job_failed(j, "git says: %s", complaint(p->last.data, &j->arena));
}

enum outcome git_run(const struct git *g, struct job *j, const char *const *words,
		     const char *input, struct strbuf *out)
{
	const char **argv = arena_array(&j->arena, g->argc + GIT_WORDS_MOST + 1, sizeof(*argv));
	struct program p = { .argv = argv,
			     .time_limit = PATIENCE_MS,
			     .out = STRBUF_INIT(OUT_MOST),
			     .last = STRBUF_INIT(SAID_MOST),
			     .keeps_all = true };

	memcpy(argv, g->argv, g->argc * sizeof(*argv));
	for (size_t i = 0; words[i] && i < GIT_WORDS_MOST; i++)
		argv[g->argc + i] = words[i];
	p.input = input ? open(input, O_RDONLY | O_CLOEXEC) : 0;
	if (p.input < 0)
		return job_failed(j, "cannot read '%s': %s", input, strerror(errno));
	enum outcome outcome = judge(j, &p, program_run(&p));
	if (p.input)
		close(p.input);
	if (out)
		strbuf_add(out, p.out.data, p.out.len);
	strbuf_release(&p.out);
	strbuf_release(&p.last);
	return outcome;
}
