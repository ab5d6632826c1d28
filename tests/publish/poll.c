/*
 * A reader who never pauses, beside a writer who is killed again and again.
 *
 *   poll [DIR [KILLS]]     DIR is on the file system to be tried
 */
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "small_site.h"

struct shared {
	atomic_bool stop;
	atomic_uint passes, read, missing, faults;
};

static _Noreturn void poll_site(const char *dir, struct shared *s)
{
	struct reader r = { 0 };

	while (!s->stop) {
		site_read(&r, dir);
		s->read = r.read;
		s->missing = r.missing;
		s->faults = r.faults;
		s->passes++;
	}
	fflush(stdout);
	_exit(0);
}

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static pid_t start_build(const char *dir, unsigned version)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(site_build(dir, version, stdout) ? 0 : (fflush(stdout), 1));
	return pid;
}

struct tally {
	unsigned builds, kills, failed;
};

/* Builds version after version, most of them killed at some moment of their life. */
static void disturb(const char *dir, unsigned wanted, struct tally *t)
{
	int64_t life = 5000;

	for (unsigned turn = 1; t->kills < wanted && turn < 20 * wanted; turn++) {
		int64_t start = now_us();
		/* A small step, or one to a site that has little in common with this one. */
		pid_t pid = start_build(dir, turn % 3 ? turn : (unsigned)(dice(turn, 8, 8) % 1000));
		int status;

		if (turn % 4) {
			usleep((useconds_t)(dice(turn, 7, 7) % (uint64_t)life));
			kill(pid, SIGKILL);
		}
		waitpid(pid, &status, 0);
		t->builds++;
		if (WIFSIGNALED(status))
			t->kills++;
		else if (WEXITSTATUS(status) != 0)
			t->failed++;
		else
			life = (3 * life + now_us() - start) / 4;
	}
}

static void ok(bool good, unsigned number, const char *what)
{
	printf("%sok %u - %s\n", good ? "" : "not ", number, what);
}

static void report(const struct tally *t, const struct shared *s, unsigned wanted, unsigned differences)
{
	printf("# %u builds, %u killed; %u passes of the reader, %u files read\n", t->builds, t->kills,
	       s->passes, s->read);
	ok(t->kills >= wanted && s->passes > 10, 1, "the writer was killed often enough");
	ok(t->failed == 0, 2, "no build found anything to complain of");
	ok(s->missing == 0, 3, "nothing that is named was ever missing");
	ok(s->faults == 0, 4, "no file was ever seen half");
	ok(differences == 0, 5, "an undisturbed build leaves exactly what is wanted");
}

int main(int argc, char **argv)
{
	const char *top = argc > 1 ? argv[1] : test_disk();
	unsigned wanted = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 150;
	char dir[200], command[220];
	struct shared *s = mmap(NULL, sizeof(*s), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct tally t = { 0 };

	snprintf(dir, sizeof(dir), "%s/blether-poll-XXXXXX", top);
	if (s == MAP_FAILED || !mkdtemp(dir) || chdir(dir) != 0)
		return 1;
	printf("1..5\n");
	fflush(stdout);
	pid_t reader = fork();
	if (reader == 0)
		poll_site("public", s);
	disturb("public", wanted, &t);
	bool last = site_build("public", 100000, stdout);
	usleep(50000);
	s->stop = true;
	waitpid(reader, NULL, 0);
	unsigned differences = site_compare("public", 100000);
	report(&t, s, wanted, differences);
	bool good = last && t.kills >= wanted && !t.failed && !s->missing && !s->faults && !differences;
	snprintf(command, sizeof(command), "rm -rf '%s'", dir);
	return chdir("/") == 0 && system(command) == 0 && good ? 0 : 1;
}
