#include "sandbox.h"

#include <errno.h>
#include <libavutil/mem.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/mem.h"

#define MEMORY_BYTES     ((rlim_t)4 << 30)
#define ALLOCATION_BYTES ((size_t)1 << 30)
#define JOB_CPU_SECONDS  ((rlim_t)6 * 60 * 60)

/* The sanitizers reserve terabytes of addresses and trace the process when it ends. */
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

/* `now` with a lower soft limit, where the hard one lets us. */
static struct rlimit lowered(struct rlimit now, rlim_t soft)
{
	if (now.rlim_max == RLIM_INFINITY || soft < now.rlim_max)
		now.rlim_cur = soft;
	return now;
}

static void limit_memory(void)
{
	struct rlimit now;

	if (getrlimit(RLIMIT_AS, &now) != 0)
		return;
	now = lowered(now, MEMORY_BYTES);
	setrlimit(RLIMIT_AS, &now);
}

static void refuse_calls(void)
{
	static const int refused[] = {
		SCMP_SYS(socket),
		SCMP_SYS(socketpair),
		SCMP_SYS(connect),
		SCMP_SYS(bind),
		SCMP_SYS(listen),
		SCMP_SYS(accept),
		SCMP_SYS(accept4),
		SCMP_SYS(sendto),
		SCMP_SYS(sendmsg),
		SCMP_SYS(execve),
		SCMP_SYS(execveat),
		SCMP_SYS(fork),
		SCMP_SYS(vfork),
		SCMP_SYS(ptrace),
		SCMP_SYS(process_vm_readv),
		SCMP_SYS(process_vm_writev),
		SCMP_SYS(kill),
		SCMP_SYS(tkill),
		SCMP_SYS(mount),
		SCMP_SYS(umount2),
		SCMP_SYS(chroot),
		SCMP_SYS(pivot_root),
		SCMP_SYS(setns),
		SCMP_SYS(unshare),
		SCMP_SYS(bpf),
		SCMP_SYS(userfaultfd),
		SCMP_SYS(keyctl),
		SCMP_SYS(add_key),
		SCMP_SYS(io_uring_setup),
		SCMP_SYS(perf_event_open),
		SCMP_SYS(init_module),
		SCMP_SYS(finit_module),
		SCMP_SYS(kexec_load),
	};
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);

	if (!filter)
		return;
	for (size_t i = 0; i < COUNT(refused); i++)
		seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), refused[i], 0);
	seccomp_load(filter);
	seccomp_release(filter);
}

void sandbox_enter(void)
{
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	av_max_alloc(ALLOCATION_BYTES);
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (SANITIZED)
		return;
	limit_memory();
	refuse_calls();
}

void sandbox_begin_job(void)
{
	struct rusage used;
	struct rlimit now;

	if (getrusage(RUSAGE_SELF, &used) != 0 || getrlimit(RLIMIT_CPU, &now) != 0)
		return;
	now = lowered(now, (rlim_t)used.ru_utime.tv_sec + (rlim_t)used.ru_stime.tv_sec +
				   JOB_CPU_SECONDS);
	setrlimit(RLIMIT_CPU, &now);
}
