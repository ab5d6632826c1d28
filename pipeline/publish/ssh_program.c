/*
 * The program `ssh`, for what libcurl cannot ask of a server. It logs in as curl does, with the
 * same files, and reads no settings of its own.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "base/text.h"
#include "host.h"
#include "remote.h"
#include "ssh_login.h"

#define SSH        "/usr/bin/ssh"
#define ENV        "/usr/bin/env"
#define MOST_WORDS 48
#define SAID_MOST  500 /* bytes of what ssh complains of */

struct words {
	const char *list[MOST_WORDS];
	size_t count;
	struct arena *arena;
};

bool ssh_is_there(void)
{
	return access(SSH, X_OK) == 0 && access(ENV, X_OK) == 0;
}

static void add(struct words *w, const char *word)
{
	if (w->count + 1 < MOST_WORDS)
		w->list[w->count++] = word;
}

static void set_option(struct words *w, const char *option)
{
	add(w, "-o");
	add(w, option);
}

/* A file as an option has it: quoted, and without the '%' that stands for something
 * (ssh_config(5)). */
static void set_file(struct words *w, const char *option, const char *file)
{
	struct strbuf text = STRBUF_INIT(65536);

	strbuf_addf(&text, "%s=\"", option);
	for (; *file; file++) {
		if (*file == '"' || *file == '\\')
			strbuf_addc(&text, '\\');
		else if (*file == '%')
			strbuf_addc(&text, '%');
		strbuf_addc(&text, *file);
	}
	strbuf_addc(&text, '"');
	set_option(w, arena_strdup(w->arena, text.data));
	strbuf_release(&text);
}

static void add_proof(struct words *w, const struct ssh_login *l)
{
	if (l->key_file) {
		set_option(w, "IdentitiesOnly=yes");
		set_option(w, "IdentityAgent=none");
		set_file(w, "IdentityFile", l->key_file);
		set_option(w, "PreferredAuthentications=publickey");
	} else if (l->host->secret) {
		set_option(w, "PubkeyAuthentication=no");
		set_option(w, "PreferredAuthentications=password,keyboard-interactive");
	} else {
		set_option(w, "IdentityFile=none");
		set_option(w, "PreferredAuthentications=publickey");
	}
	set_option(w, l->host->secret ? "BatchMode=no" : "BatchMode=yes");
	set_option(w, "NumberOfPasswordPrompts=1");
}

static void add_command(struct words *w, const struct ssh_login *l)
{
	const struct remote *r = l->remote;

	add(w, SSH);
	add(w, "-F");
	add(w, "none");
	add_proof(w, l);
	set_file(w, "UserKnownHostsFile", l->known_hosts);
	set_option(w, "GlobalKnownHostsFile=/dev/null");
	set_option(w, "StrictHostKeyChecking=yes");
	set_option(w, "UpdateHostKeys=no");
	set_option(w, "ConnectTimeout=20");
	set_option(w, "ServerAliveInterval=20"); /* three unanswered: it is gone */
	set_option(w, "LogLevel=ERROR");
	if (r->port)
		set_option(w, arena_printf(w->arena, "Port=%ld", r->port));
	set_option(w, arena_printf(w->arena, "User=%s", l->host->target->user));
	add(w, "-s");
	add(w, "--");
	add(w, r->server);
	add(w, "sftp");
}

/*
 * ssh asks a program for a password or a passphrase (ssh(1), SSH_ASKPASS): this one, which finds
 * the secret again by the name of the target (cli/askpass.h).
 */
static void add_answerer(struct words *w, const struct host *h)
{
	char self[4096];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);

	add(w, ENV);
	if (!h->secret || len < 0)
		return;
	self[len] = '\0';
	add(w, arena_printf(w->arena, "SSH_ASKPASS=%s", self));
	add(w, "SSH_ASKPASS_REQUIRE=force");
	add(w, arena_printf(w->arena, "BLETHER_ASKPASS=%s:%s", h->target->name, h->dir));
}

/* In the new process: only what is safe between fork(2) and exec(3). */
static _Noreturn void become(const char *const *argv, int fd, int err, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (getppid() == parent && dup2(fd, STDIN_FILENO) >= 0 && dup2(fd, STDOUT_FILENO) >= 0 &&
	    dup2(err, STDERR_FILENO) >= 0)
		execv(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

bool ssh_start(struct ssh *s, const struct ssh_login *l)
{
	int ends[2], err[2];
	struct words w = { .arena = l->host->arena };
	pid_t me = getpid();

	*s = (struct ssh){ .fd = -1, .err = -1 };
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return false;
	if (pipe2(err, O_CLOEXEC) != 0) {
		close(ends[0]);
		close(ends[1]);
		return false;
	}
	s->fd = ends[0];
	s->err = err[0];
	add_answerer(&w, l->host);
	add_command(&w, l);
	s->pid = fork();
	if (s->pid == 0)
		become(w.list, ends[1], err[1], me);
	close(ends[1]);
	close(err[1]);
	return s->pid > 0;
}

void ssh_stop(struct ssh *s, struct strbuf *said)
{
	char text[SAID_MOST + 1];
	size_t len = 0;
	ssize_t n;

	if (s->fd >= 0)
		close(s->fd);
	while (s->err >= 0 && len < SAID_MOST &&
	       (n = read(s->err, text + len, SAID_MOST - len)) > 0)
		len += (size_t)n;
	while (len && (text[len - 1] == '\n' || text[len - 1] == '\r'))
		len--;
	text[len] = '\0';
	text_add_visible(said, text);
	if (s->err >= 0)
		close(s->err);
	while (s->pid > 0 && waitpid(s->pid, NULL, 0) < 0 && errno == EINTR)
		;
}
