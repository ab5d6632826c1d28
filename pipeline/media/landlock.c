#include "landlock.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sandbox.h"

/* What came after the first version: newer kernels know them, older headers do not. */
#define ACCESS_REFER     (1ULL << 13) /* version 2 */
#define ACCESS_TRUNCATE  (1ULL << 14) /* 3 */
#define ACCESS_IOCTL_DEV (1ULL << 15) /* 5 */
#define ACCESS_FIRST     ((1ULL << 13) - 1)
#define NET_TCP          3ULL /* bind and connect, 4 */
#define SCOPE_ALL        3ULL /* abstract sockets and signals, 6 */

#define ACCESS_READ  (LANDLOCK_ACCESS_FS_READ_FILE)
#define ACCESS_WRITE (ACCESS_READ | LANDLOCK_ACCESS_FS_WRITE_FILE | ACCESS_TRUNCATE)

/* As the kernel has it now; versions take as much of it as they know. */
struct ruleset {
	uint64_t fs, net, scoped;
};

static long version(void)
{
	return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

static struct ruleset rules_of(long v)
{
	return (struct ruleset){
		.fs = ACCESS_FIRST | (v >= 2 ? ACCESS_REFER : 0) | (v >= 3 ? ACCESS_TRUNCATE : 0) |
		      (v >= 5 ? ACCESS_IOCTL_DEV : 0),
		.net = v >= 4 ? NET_TCP : 0,
		.scoped = v >= 6 ? SCOPE_ALL : 0,
	};
}

static size_t size_of(long v)
{
	return v >= 6 ? 24 : v >= 4 ? 16 : 8;
}

/* What cannot be opened needs no rule: the job will find out by itself. */
static void allow(int ruleset, const char *path, uint64_t access)
{
	struct landlock_path_beneath_attr rule = { .allowed_access = access };
	struct stat st;

	rule.parent_fd = open(path, O_PATH | O_CLOEXEC);
	if (rule.parent_fd < 0)
		return;
	if (fstat(rule.parent_fd, &st) == 0 && S_ISDIR(st.st_mode))
		rule.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
	syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(rule.parent_fd);
}

void landlock_enter(const struct sandbox *allowed)
{
	long v = version();
	struct ruleset rules = rules_of(v);

	if (v < 1)
		return;
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rules, size_of(v), 0);
	if (ruleset < 0)
		return;
	for (size_t i = 0; i < allowed->read_count; i++) {
		if (allowed->read[i])
			allow(ruleset, allowed->read[i], ACCESS_READ & rules.fs);
	}
	for (size_t i = 0; i < allowed->write_count; i++) {
		if (allowed->write[i])
			allow(ruleset, allowed->write[i], ACCESS_WRITE & rules.fs);
	}
	syscall(SYS_landlock_restrict_self, ruleset, 0);
	close(ruleset);
}
