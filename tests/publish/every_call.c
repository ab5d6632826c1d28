/*
 * A build is killed at each of its system calls in turn, and each of them is
 * made to fail in turn. After every one of these builds a reader must find all
 * that is named, and the next build must leave exactly what is wanted. Some of
 * those are watched: a reader reads everything before each change of a name.
 *
 *   every_call [DIR]     DIR is on the file system to be tried
 */
#include <elf.h>
#include <errno.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#define EPISODES 8
#include "small_site.h"

#ifndef __x86_64__

int main(void)
{
	printf("1..0 # SKIP knows the system calls of x86-64 only\n");
	return 0;
}

#else

enum { KILL = -1 };

/* What is done to a build: at its `at`-th call, death or this errno. */
struct blow {
	int      what;
	unsigned at;
};

enum ending { UNTOUCHED, SUCCEEDED, REPORTED, SILENT, DIED, NO_TRACE };

/* Exit status: 0 done, 1 failed and said so, 2 failed without a word. */
static _Noreturn void be_traced(unsigned version)
{
	char *text;
	size_t len;
	FILE *said = open_memstream(&text, &len);

	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
		_exit(3);
	raise(SIGSTOP);
	bool done = site_build("public", version, said);
	fclose(said);
	_exit(done ? 0 : len ? 1 : 2);
}

/* Failing memory ends the process by design, and signals are not ours: only what touches files. */
static bool touches_files(const struct user_regs_struct *regs)
{
	static const long calls[] = {
		SYS_openat, SYS_open, SYS_close, SYS_read, SYS_write, SYS_newfstatat, SYS_fstat,
		SYS_stat, SYS_lstat, SYS_statx, SYS_getdents64, SYS_mkdir, SYS_mkdirat, SYS_rmdir,
		SYS_unlink, SYS_unlinkat, SYS_rename, SYS_renameat, SYS_renameat2, SYS_syncfs,
		SYS_readlink, SYS_fchmod, SYS_chdir, SYS_fchdir,
	};

	for (size_t i = 0; i < COUNT(calls); i++) {
		if ((long)regs->orig_rax == calls[i])
			return true;
	}
	return false;
}

static enum ending ending_of(int status, bool struck)
{
	if (WIFSIGNALED(status))
		return struck && WTERMSIG(status) == SIGKILL ? SUCCEEDED : DIED;
	switch (WEXITSTATUS(status)) {
	case 0:
		return struck ? SUCCEEDED : UNTOUCHED;
	case 1:
		return REPORTED;
	default:
		return WEXITSTATUS(status) == 3 ? NO_TRACE : SILENT;
	}
}

/* Lets the call that is being entered fail. */
static void make_fail(pid_t pid, struct user_regs_struct *regs, int error, int *status)
{
	regs->orig_rax = (unsigned long long)-1;
	ptrace(PTRACE_SETREGS, pid, NULL, regs);
	ptrace(PTRACE_SYSCALL, pid, NULL, NULL);
	waitpid(pid, status, 0);
	ptrace(PTRACE_GETREGS, pid, NULL, regs);
	regs->rax = (unsigned long long)-error;
	ptrace(PTRACE_SETREGS, pid, NULL, regs);
}

/* Builds; `call` becomes the number of the call that was struck. */
static enum ending build_struck(unsigned version, struct blow blow, long *call)
{
	struct user_regs_struct regs;
	unsigned entered = 0;
	bool entering = false, struck = false;
	int status;
	pid_t pid = fork();

	if (pid == 0)
		be_traced(version);
	waitpid(pid, &status, 0);
	if (!WIFSTOPPED(status))
		return NO_TRACE;
	ptrace(PTRACE_SETOPTIONS, pid, NULL, PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD);
	for (;;) {
		ptrace(struck ? PTRACE_CONT : PTRACE_SYSCALL, pid, NULL, NULL);
		waitpid(pid, &status, 0);
		if (!WIFSTOPPED(status))
			return ending_of(status, struck);
		if (WSTOPSIG(status) != (SIGTRAP | 0x80) || !(entering = !entering))
			continue;
		ptrace(PTRACE_GETREGS, pid, NULL, &regs);
		if (!touches_files(&regs) || ++entered != blow.at)
			continue;
		struck = true;
		*call = (long)regs.orig_rax;
		if (blow.what == KILL)
			kill(pid, SIGKILL);
		else
			make_fail(pid, &regs, blow.what, &status);
	}
}

static bool changes_names(const struct user_regs_struct *regs)
{
	return (long)regs->orig_rax == SYS_renameat || (long)regs->orig_rax == SYS_renameat2 ||
	       (long)regs->orig_rax == SYS_rename || (long)regs->orig_rax == SYS_unlinkat;
}

/* An undisturbed build; `r` reads the site before each of its steps. */
static bool build_watched(unsigned version, struct reader *r)
{
	struct user_regs_struct regs;
	bool entering = false;
	int status;
	pid_t pid = fork();

	if (pid == 0)
		be_traced(version);
	waitpid(pid, &status, 0);
	ptrace(PTRACE_SETOPTIONS, pid, NULL, PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD);
	while (WIFSTOPPED(status)) {
		ptrace(PTRACE_SYSCALL, pid, NULL, NULL);
		waitpid(pid, &status, 0);
		if (!WIFSTOPPED(status) || !(entering = !entering))
			continue;
		ptrace(PTRACE_GETREGS, pid, NULL, &regs);
		if (changes_names(&regs))
			site_read(r, "public");
	}
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* A way from one version to another; -1: there is nothing yet. */
struct way {
	const char *name;
	int         from, to, then;
	bool        watched;
};

struct tally {
	unsigned blows, silent, died, broken, wrong;
};

/* From where the way begins. */
static bool prepare(const struct way *w)
{
	if (w->from < 0)
		return system("rm -rf public .public.blether-new") == 0;
	return site_build("public", (unsigned)w->from, stdout) &&
	       site_compare("public", (unsigned)w->from) == 0;
}

static void look_after(const struct way *w, struct blow blow, long call, struct tally *t)
{
	struct reader r = { 0 };

	site_read(&r, "public");
	bool built = w->watched && blow.what == KILL ? build_watched((unsigned)w->then, &r)
						     : site_build("public", (unsigned)w->then, stdout);
	if (r.missing || r.faults) {
		printf("# %s, call %u (%ld), %d: the reader saw it\n", w->name, blow.at, call, blow.what);
		t->broken++;
	}
	arena_free(&r.a);
	if (built && !site_compare("public", (unsigned)w->then))
		return;
	printf("# %s, call %u (%ld), %d: the next build is not as wanted\n", w->name, blow.at, call, blow.what);
	t->wrong++;
}

static bool go(const struct way *w, int what, struct tally *t)
{
	for (unsigned at = 1;; at++) {
		struct blow blow = { what, at };
		long call = 0;

		if (!prepare(w))
			return false;
		fflush(stdout);
		enum ending end = build_struck((unsigned)w->to, blow, &call);
		if (end == UNTOUCHED)
			return true;
		if (end == NO_TRACE)
			return false;
		if (end == SILENT || end == DIED)
			printf("# %s, call %u (%ld), %d: %s\n", w->name, at, call, what,
			       end == DIED ? "died" : "failed without a word");
		t->silent += end == SILENT;
		t->died += end == DIED;
		t->blows++;
		look_after(w, blow, call, t);
	}
}

/* Both versions have files that the other has not, and files that differ. */
static const struct way ways[] = {
	{ "first build", -1, 1, 1, false },
	{ "first build, then another", -1, 1, 2, false },
	{ "a show comes", 1, 4, 4, false },
	{ "a show comes and goes again", 1, 4, 1, true },
	{ "a show goes and comes again, changed", 24, 28, 15, true },
};

static bool try_way(const struct way *w, int what, unsigned number)
{
	struct tally t = { 0 };
	bool done = go(w, what, &t);
	bool good = done && t.blows && !t.silent && !t.died && !t.broken && !t.wrong;

	printf("%sok %u - %s: each of %u calls %s\n", good ? "" : "not ", number, w->name, t.blows,
	       what == KILL     ? "was the last"
	       : what == ENOSPC ? "found the disk full"
				: "failed");
	return good;
}

int main(int argc, char **argv)
{
	static const int blows[] = { KILL, EIO, ENOSPC };
	char dir[200], command[220];
	bool good = true;
	unsigned number = 0;

	snprintf(dir, sizeof(dir), "%s/blether-calls-XXXXXX", argc > 1 ? argv[1] : test_disk());
	if (!mkdtemp(dir) || chdir(dir) != 0)
		return 1;
	for (size_t b = 0; b < COUNT(blows); b++) {
		/* A call that fails is less than one that is the last: every other way will do. */
		for (size_t w = 0; w < COUNT(ways); w += blows[b] == KILL ? 1 : 2)
			good &= try_way(&ways[w], blows[b], ++number);
	}
	printf("1..%u\n", number);
	snprintf(command, sizeof(command), "rm -rf '%s'", dir);
	return chdir("/") == 0 && system(command) == 0 && good ? 0 : 1;
}

#endif
