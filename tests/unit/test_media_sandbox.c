/* The sandbox, tried from inside: what it allows, and that the rest is refused. */
#include "media_jobs.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "../../pipeline/media/sandbox.h"

static char source[4200], cover[4200], output[64];
static int listening; /* a socket of ours, and its address */
static struct sockaddr_in address;

static bool can_open(const char *path, int flags)
{
	int fd = open(path, flags, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* Each returns true when it succeeds. */

static bool try_source(void)
{
	return can_open(source, O_RDONLY);
}

static bool try_cover(void)
{
	return can_open(cover, O_RDONLY);
}

static bool try_output(void)
{
	return can_open(output, O_RDWR | O_CREAT | O_TRUNC);
}

static void *do_nothing(void *arg)
{
	return arg;
}

static bool try_thread(void)
{
	pthread_t t;

	return pthread_create(&t, NULL, do_nothing, NULL) == 0 && pthread_join(t, NULL) == 0;
}

static bool try_memory(void)
{
	char *p = mmap(NULL, 1 << 24, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return p != MAP_FAILED && munmap(p, 1 << 24) == 0;
}

static bool try_another_file(void)
{
	return can_open("/etc/passwd", O_RDONLY);
}

static bool try_a_neighbour(void)
{
	char path[4300];

	snprintf(path, sizeof(path), "%s/mono.wav", fixtures);
	return can_open(path, O_RDONLY);
}

static bool try_folder(void)
{
	return can_open(fixtures, O_RDONLY | O_DIRECTORY);
}

static bool try_proc(void)
{
	return can_open("/proc/self/mem", O_RDWR);
}

static bool try_writing_the_source(void)
{
	return can_open(source, O_WRONLY) || can_open(source, O_RDWR) || truncate(source, 0) == 0;
}

static bool try_new_file(void)
{
	return can_open("/tmp/blether-sandbox-escape", O_WRONLY | O_CREAT);
}

static bool try_removing(void)
{
	return unlink(output) == 0 || unlink(source) == 0 || rename(output, source) == 0;
}

static bool try_socket(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0 ||
	       socket(AF_INET, SOCK_DGRAM, 0) >= 0;
}

static bool try_connect(void)
{
	return connect(listening, (struct sockaddr *)&address, sizeof(address)) == 0;
}

static bool try_program(void)
{
	char *argv[] = { (char *)"true", NULL };

	execv("/bin/true", argv);
	return false; /* had it succeeded, nobody would say that it failed */
}

static bool try_process(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(0);
	return pid > 0 || vfork() >= 0;
}

static bool try_clone3(void)
{
	char args[88] = { 0 };

	return syscall(SYS_clone3, args, sizeof(args)) >= 0 || errno != ENOSYS;
}

static bool try_tracing(void)
{
	return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0 ||
	       ptrace(PTRACE_ATTACH, getppid(), NULL, NULL) == 0;
}

static bool try_signal(void)
{
	return kill(getppid(), 0) == 0 || syscall(SYS_tgkill, getppid(), getppid(), 0) == 0;
}

static bool try_code(void)
{
	void *p = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS,
		       -1, 0);
	void *q = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return p != MAP_FAILED || mprotect(q, 4096, PROT_READ | PROT_EXEC) == 0;
}

static bool try_more_memory_than_there_is(void)
{
	return mmap(NULL, (size_t)8 << 30, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1,
		    0) != MAP_FAILED;
}

static bool try_raising_limits(void)
{
	return setrlimit(RLIMIT_AS, &(struct rlimit){ RLIM_INFINITY, RLIM_INFINITY }) == 0;
}

/* 0 when `try` succeeds in a process in the sandbox, 1 when it does not, others when it dies. */
static int inside(bool (*try)(void))
{
	const char *read[] = { source, cover, NULL }, *write[] = { output, NULL };
	int status = 0;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		sandbox_enter(&(struct sandbox){ read, COUNT(read), write, COUNT(write) });
		_exit(try() ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}

struct attempt {
	const char *what;
	bool (*try)(void);
	bool by_landlock; /* which an old kernel does not have */
};

static const struct attempt granted[] = {
	{ "reading the source", try_source, false }, { "reading the cover", try_cover, false },
	{ "writing the output", try_output, false }, { "starting a thread", try_thread, false },
	{ "using memory", try_memory, false },
};

static const struct attempt refused[] = {
	{ "reading another file", try_another_file, true },
	{ "reading a file beside the source", try_a_neighbour, true },
	{ "listing a folder", try_folder, true },
	{ "writing into its own memory by name", try_proc, true },
	{ "writing into the source", try_writing_the_source, true },
	{ "making a file", try_new_file, true },
	{ "removing a file", try_removing, false },
	{ "opening a socket", try_socket, false },
	{ "connecting a socket that is open", try_connect, false },
	{ "running a program", try_program, false },
	{ "starting a process", try_process, false },
	{ "starting a process in the new way", try_clone3, false },
	{ "tracing a process", try_tracing, false },
	{ "sending a signal to another process", try_signal, false },
	{ "running what is in memory", try_code, false },
	{ "taking more memory than a recording needs", try_more_memory_than_there_is, false },
	{ "raising its own limits", try_raising_limits, false },
};

static void test_the_files_of_the_job_can_be_used(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(granted); i++) {
		print_message("# %s\n", granted[i].what);
		assert_int_equal(inside(granted[i].try), 0);
	}
}

static void test_everything_else_is_refused(void **state)
{
	bool landlock =
		syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) > 0;

	(void)state;
#if SANDBOX_SANITIZED
	return;
#endif
	for (size_t i = 0; i < COUNT(refused); i++) {
		print_message("# %s\n", refused[i].what);
		if (refused[i].by_landlock && !landlock)
			continue;
		assert_int_equal(inside(refused[i].try), 1);
	}
	assert_int_equal(access("/tmp/blether-sandbox-escape", F_OK), -1);
}

static bool try_a_core(void)
{
	struct rlimit r;

	return getrlimit(RLIMIT_CORE, &r) == 0 && r.rlim_max == 0;
}

static void test_there_is_no_core_dump(void **state)
{
	(void)state;
	assert_int_equal(inside(try_a_core), 0);
}

/* So that being refused is the sandbox's doing: outside, all of it works. */
static void test_outside_the_same_is_possible(void **state)
{
	(void)state;
	assert_true(try_another_file() && try_a_neighbour() && try_folder() && try_socket() &&
		    try_process() && try_connect() && try_code() && can_open(source, O_WRONLY));
}

static int set_up(void **state)
{
	socklen_t len = sizeof(address);
	int server;

	if (make_fixtures(state) != 0)
		return -1;
	snprintf(source, sizeof(source), "%s/master.wav", fixtures);
	snprintf(cover, sizeof(cover), "%s/colour.jpg", fixtures);
	snprintf(output, sizeof(output), "/tmp/blether-sandbox-%d", (int)getpid());
	server = socket(AF_INET, SOCK_STREAM, 0);
	listening = socket(AF_INET, SOCK_STREAM, 0);
	address = (struct sockaddr_in){ .sin_family = AF_INET,
					.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	if (bind(server, (struct sockaddr *)&address, sizeof(address)) != 0 ||
	    listen(server, 1) != 0 || getsockname(server, (struct sockaddr *)&address, &len) != 0)
		return -1;
	return can_open(output, O_WRONLY | O_CREAT | O_EXCL) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	return unlink(output);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_files_of_the_job_can_be_used),
		cmocka_unit_test(test_everything_else_is_refused),
		cmocka_unit_test(test_there_is_no_core_dump),
		cmocka_unit_test(test_outside_the_same_is_possible),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
