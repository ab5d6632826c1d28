#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"

#define BLOCK_BYTES ((size_t)64 << 10)
#define GRACE_MS    250

void worker_init(struct worker *w)
{
	*w = (struct worker){
		.fd = -1,
		/* Room for a line of full length and what came after it in the same block. */
		.in = STRBUF_INIT(LIMIT_JOB_LINE + 2 * BLOCK_BYTES),
		.out = STRBUF_INIT(LIMIT_JOB_LINE),
	};
}

void worker_release(struct worker *w)
{
	strbuf_release(&w->in);
	strbuf_release(&w->out);
}

static void close_pair(const int fds[2])
{
	int keep = errno;

	close(fds[0]);
	close(fds[1]);
	errno = keep;
}

/* In the new process: only what is safe between fork(2) and exec(3). */
static _Noreturn void become(const char *program, int socket, int report, pid_t parent)
{
	char *const argv[] = { (char *)(uintptr_t)program, NULL };
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() == parent && nowhere >= 0 && dup2(socket, STDIN_FILENO) >= 0 &&
	    dup2(socket, STDOUT_FILENO) >= 0 && dup2(nowhere, STDERR_FILENO) >= 0)
		execv(program, argv);
	int error = errno;
	ssize_t told = write(report, &error, sizeof(error));
	_exit(told > 0 ? 127 : 126);
}

static int reap(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0) {
		if (errno != EINTR)
			return 0;
	}
	return status;
}

/* Waits until the new process runs its program: the pipe closes, or brings an errno. */
static bool has_started(pid_t pid, int report)
{
	int error = 0;
	ssize_t n;

	do {
		n = read(report, &error, sizeof(error));
	} while (n < 0 && errno == EINTR);
	if (n <= 0)
		return true;
	reap(pid);
	errno = error;
	return false;
}

/* Forks with the socket's far end as the child's standard input and output. */
static bool launch(struct worker *w, const char *program, int socket)
{
	int report[2];
	pid_t parent = getpid();

	if (pipe2(report, O_CLOEXEC) != 0)
		return false;
	pid_t pid = fork();
	if (pid < 0) {
		close_pair(report);
		return false;
	}
	if (pid == 0)
		become(program, socket, report[1], parent);
	close(report[1]);
	bool ok = has_started(pid, report[0]);
	int keep = errno;
	close(report[0]);
	errno = keep;
	w->pid = ok ? pid : 0;
	return ok;
}

bool worker_start(struct worker *w, const char *program)
{
	int pair[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
		return false;
	if (!launch(w, program, pair[1])) {
		close_pair(pair);
		return false;
	}
	close(pair[1]);
	w->fd = pair[0];
	w->proven = w->unread = false;
	w->scanned = w->sent = 0;
	strbuf_clear(&w->in);
	strbuf_clear(&w->out);
	return true;
}

static int finish(struct worker *w)
{
	int status = reap(w->pid);

	close(w->fd);
	w->fd = -1;
	w->pid = 0;
	return status;
}

void worker_stop(struct worker *w)
{
	if (!w->pid)
		return;
	kill(w->pid, SIGKILL);
	finish(w);
}

int worker_bury(struct worker *w)
{
	int pidfd = pidfd_open(w->pid, 0);
	struct pollfd ended = { .fd = pidfd, .events = POLLIN };

	/* What lives on with a closed output is no worker any longer. */
	if (pidfd < 0 || poll(&ended, 1, GRACE_MS) != 1)
		kill(w->pid, SIGKILL);
	if (pidfd >= 0)
		close(pidfd);
	return finish(w);
}

bool worker_queue(struct worker *w, const struct job_request *job)
{
	strbuf_clear(&w->out);
	w->sent = 0;
	job_request_write(job, &w->out);
	if (strbuf_ok(&w->out))
		return true;
	strbuf_clear(&w->out);
	return false;
}

void worker_send(struct worker *w)
{
	while (w->sent < w->out.len) {
		ssize_t n = send(w->fd, w->out.data + w->sent, w->out.len - w->sent,
				 MSG_NOSIGNAL | MSG_DONTWAIT);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return; /* full, or gone: receiving will tell */
		w->sent += (size_t)n;
	}
}

enum worker_news worker_receive(struct worker *w)
{
	char block[BLOCK_BYTES];
	ssize_t n;

	do {
		n = recv(w->fd, block, sizeof(block), MSG_DONTWAIT);
	} while (n < 0 && errno == EINTR);
	if (n < 0 && errno == EAGAIN)
		return WORKER_NOTHING;
	if (n <= 0) {
		w->unread = w->sent < w->out.len || (n < 0 && errno == ECONNRESET);
		return WORKER_GONE;
	}
	strbuf_add(&w->in, block, (size_t)n);
	return WORKER_BYTES;
}

bool worker_line(struct worker *w, size_t *len)
{
	const char *end = memchr(w->in.data + w->scanned, '\n', w->in.len - w->scanned);

	w->scanned = w->in.len;
	if (!end)
		return false;
	*len = (size_t)(end - w->in.data);
	return true;
}

void worker_drop_line(struct worker *w, size_t len)
{
	w->in.len -= len + 1;
	memmove(w->in.data, w->in.data + len + 1, w->in.len + 1);
	w->scanned = 0;
}
