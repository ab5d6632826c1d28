#include "sandbox.h"

#include <errno.h>
#include <libavutil/mem.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/mem.h"
#include "landlock.h"

#define ADDRESS_BYTES    ((rlim_t)4 << 30)
#define DATA_BYTES       ((rlim_t)2 << 30)
#define ALLOCATION_BYTES ((size_t)1 << 30)
#define FILE_BYTES       ((rlim_t)4 << 30)
#define CPU_SECONDS      ((rlim_t)6 * 60 * 60)
#define OPEN_FILES       64

static void limit(__rlimit_resource_t resource, rlim_t most)
{
	struct rlimit now;

	if (getrlimit(resource, &now) != 0)
		return;
	if (most < now.rlim_max)
		now.rlim_max = most;
	now.rlim_cur = now.rlim_max;
	setrlimit(resource, &now);
}

/* A soft limit below the hard one: the signal tells which it was. */
static void limit_computing(void)
{
	struct rlimit now;

	limit(RLIMIT_CPU, CPU_SECONDS + 1);
	if (getrlimit(RLIMIT_CPU, &now) != 0 || now.rlim_max <= CPU_SECONDS)
		return;
	now.rlim_cur = CPU_SECONDS;
	setrlimit(RLIMIT_CPU, &now);
}

static void limit_resources(void)
{
	limit(RLIMIT_AS, ADDRESS_BYTES);
	limit(RLIMIT_DATA, DATA_BYTES);
	limit(RLIMIT_FSIZE, FILE_BYTES);
	limit_computing();
	limit(RLIMIT_NOFILE, OPEN_FILES);
	signal(SIGXFSZ, SIG_IGN); /* a write that is too long fails and is told */
}

/*
 * What libc, libav, the encoders and the drawing of pictures need to read,
 * compute, write and run threads. All else is refused with EPERM.
 */
static const int allowed_calls[] = {
	/* files that are open, and opening: which ones is Landlock's */
	SCMP_SYS(read),
	SCMP_SYS(pread64),
	SCMP_SYS(readv),
	SCMP_SYS(write),
	SCMP_SYS(pwrite64),
	SCMP_SYS(writev),
	SCMP_SYS(lseek),
	SCMP_SYS(open),
	SCMP_SYS(openat),
	SCMP_SYS(close),
	SCMP_SYS(fcntl),
	SCMP_SYS(fsync),
	SCMP_SYS(fdatasync),
	SCMP_SYS(ftruncate),
	SCMP_SYS(stat),
	SCMP_SYS(lstat),
	SCMP_SYS(fstat),
	SCMP_SYS(newfstatat),
	SCMP_SYS(statx),
	SCMP_SYS(fstatfs),
	SCMP_SYS(statfs),
	SCMP_SYS(access),
	SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2),
	SCMP_SYS(readlink),
	SCMP_SYS(readlinkat),
	SCMP_SYS(getdents64),
	SCMP_SYS(getcwd),
	/* memory */
	SCMP_SYS(brk),
	SCMP_SYS(munmap),
	SCMP_SYS(mremap),
	SCMP_SYS(madvise),
	/* threads and signals of this process */
	SCMP_SYS(futex),
	SCMP_SYS(set_robust_list),
	SCMP_SYS(rseq),
	SCMP_SYS(sched_yield),
	SCMP_SYS(sched_getaffinity),
	SCMP_SYS(membarrier),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(sigaltstack),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	/* questions */
	SCMP_SYS(getpid),
	SCMP_SYS(gettid),
	SCMP_SYS(getuid),
	SCMP_SYS(geteuid),
	SCMP_SYS(getgid),
	SCMP_SYS(getegid),
	SCMP_SYS(getrlimit),
	SCMP_SYS(getrusage),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_getres),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(time),
	SCMP_SYS(nanosleep),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(getrandom),
	SCMP_SYS(uname),
	SCMP_SYS(sysinfo),
	SCMP_SYS(getcpu),
};

/* Memory that is never run as a program; threads, but no processes; limits that are only read. */
static void allow_in_part(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
	const struct scmp_arg_cmp thread = SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD);
	const struct scmp_arg_cmp only_read = SCMP_A2(SCMP_CMP_EQ, 0, 0);
	const struct scmp_arg_cmp ourselves = SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0);

	seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, no_code);
	seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, no_code);
	seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, thread);
	seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, only_read);
	seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, ourselves);
	/* Its arguments are behind a pointer, where no filter can look; glibc then takes clone. */
	seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
}

static void limit_calls(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));

	if (!filter)
		return;
	for (size_t i = 0; i < COUNT(allowed_calls); i++)
		seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed_calls[i], 0);
	allow_in_part(filter);
	seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2); /* a search tree */
	seccomp_load(filter);
	seccomp_release(filter);
}

void sandbox_enter(const struct sandbox *allowed)
{
	limit(RLIMIT_CORE, 0);
	av_max_alloc(ALLOCATION_BYTES);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (SANDBOX_SANITIZED)
		return;
	limit_resources();
	landlock_enter(allowed);
	limit_calls();
}
