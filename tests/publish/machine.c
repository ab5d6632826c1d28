/*
 * What the machine can do to a build: full disks, read-only folders, limits,
 * missing rights. Mounts in a name space of its own, for which it must be root;
 * what cannot be tried is skipped.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "publish/folder.h"

enum { NOBODY = 65534 };

struct outcome {
	bool done;
	char said[4000];
};

/* A site of `count` pages of `size` bytes, of some version. */
struct site {
	const char *dir;
	unsigned    count, version;
	size_t      size;
};

static void put_site(struct output_sink *sink, const struct site *s)
{
	char *page = xcalloc(s->size + 1, 1), path[40];

	for (unsigned i = 0; i < s->count; i++) {
		memset(page, 'a' + (int)(s->version % 26), s->size);
		snprintf(path, sizeof(path), "%c/%u.html", "ab"[i % 2], i);
		sink->put(sink, (struct output_meta){ path, OUTPUT_PAGE, "text/html" }, page, s->size);
	}
	free(page);
}

static struct outcome build(struct site s)
{
	struct outcome o = { 0 };
	struct arena a = { 0 };
	struct diag diag;
	FILE *said = fmemopen(o.said, sizeof(o.said) - 1, "w");

	diag_init(&diag, &a);
	struct folder *f = folder_open(s.dir, &a, &diag);
	if (f) {
		put_site(folder_sink(f), &s);
		folder_stage(f);
		o.done = folder_commit(f);
		folder_close(f);
	}
	diag_print(&diag, said, false);
	fclose(said);
	arena_free(&a);
	return o;
}

static void built(struct site s)
{
	struct outcome o = build(s);

	if (!o.done || *o.said)
		fail_msg("build gave %d and said: %s", o.done, o.said);
}

/* The build fails with one message, which says this. */
static void failed(struct site s, const char *because)
{
	struct outcome o = build(s);
	const char *end = strchr(o.said, '\n');

	if (o.done || !strstr(o.said, because) || !end || end[1])
		fail_msg("build gave %d and said: %s", o.done, o.said);
}

static bool intact(const char *dir)
{
	struct arena a = { 0 };
	bool yes = folder_intact(dir, &a);

	arena_free(&a);
	return yes;
}

static bool exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

static void sh(const char *command)
{
	assert_int_equal(system(command), 0);
}

/* Runs `body` as somebody without rights; its asserts count here. */
static void as_nobody(void (*body)(void))
{
	int status;

	fflush(stdout);
	pid_t pid = fork();
	if (pid == 0) {
		if (setresgid(NOBODY, NOBODY, NOBODY) != 0 || setresuid(NOBODY, NOBODY, NOBODY) != 0)
			_exit(9);
		body();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static bool mounts;

static int setup(void **state)
{
	static char dir[] = "/tmp/blether-machine-XXXXXX";

	memcpy(dir + sizeof(dir) - 7, "XXXXXX", 6);
	*state = dir;
	return mkdtemp(dir) && chmod(dir, 0755) == 0 && chdir(dir) == 0 && mkdir("disk", 0777) == 0 ? 0 : -1;
}

static int teardown(void **state)
{
	char command[100];

	if (mounts)
		umount2("disk", MNT_DETACH);
	snprintf(command, sizeof(command), "rm -rf '%s'", (const char *)*state);
	return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

/* Said where a test ends early: cmocka's skip() is a failure to TAP. */
static bool not_here(const char *why)
{
	print_message("# cannot be tried here: %s\n", why);
	return false;
}

static bool mount_disk(const char *size)
{
	if (!mounts)
		return not_here("nobody may mount");
	assert_int_equal(mount("tmpfs", "disk", "tmpfs", 0, size), 0);
	return true;
}

static bool is_root(void)
{
	return geteuid() == 0 || not_here("only root can become somebody else");
}

/* --- no room ------------------------------------------------------------------ */

static void a_full_disk_leaves_the_folder_whole(void **state)
{
	(void)state;
	if (!mount_disk("size=256k"))
		return;
	built((struct site){ "disk/public", 5, 1, 7000 });
	failed((struct site){ "disk/public", 100, 2, 7000 },
	       "html: fatal: the disk is full: there is no room for 'a/");
	assert_true(intact("disk/public"));
	assert_false(exists("disk/public/.blether-staging"));
	built((struct site){ "disk/public", 6, 3, 7000 });
}

static void a_full_disk_leaves_nothing_of_a_first_build(void **state)
{
	(void)state;
	if (!mount_disk("size=256k"))
		return;
	failed((struct site){ "disk/public", 100, 1, 7000 }, "[disk-full]");
	assert_false(exists("disk/public"));
	assert_false(exists("disk/.public.blether-new"));
}

static void a_file_that_finds_no_room_is_not_copied(void **state)
{
	struct arena a = { 0 };
	struct diag diag;

	(void)state;
	if (!mount_disk("size=256k"))
		return;
	sh("head -c 400000 /dev/zero > recording");
	built((struct site){ "disk/public", 2, 1, 100 });
	diag_init(&diag, &a);
	struct folder *f = folder_open("disk/public", &a, &diag);
	struct output_sink *sink = folder_sink(f);
	sink->put_file(sink, (struct output_meta){ "a.mp3", OUTPUT_MEDIA, "audio/mpeg" }, "recording",
		       "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 400000);
	folder_stage(f);
	assert_false(folder_commit(f));
	folder_close(f);
	assert_int_equal(diag.count[SEV_FATAL], 1);
	assert_true(intact("disk/public"));
	arena_free(&a);
}

/* From no room at all to room enough, page by page: it is done, or nothing has changed. */
static void a_disk_that_fills_at_any_moment_does_no_harm(void **state)
{
	unsigned done = 0;
	char command[100];

	(void)state;
	if (!mount_disk("size=256k"))
		return;
	for (unsigned spare = 0; spare <= 40; spare += 4) {
		sh("rm -rf disk/*");
		built((struct site){ "disk/public", 3, 1, 4000 });
		snprintf(command, sizeof(command),
			 "head -c 300000 /dev/zero > disk/fill 2>/dev/null; truncate -s -%uK disk/fill", spare);
		sh(command);
		struct outcome o = build((struct site){ "disk/public", 4, 2, 4000 });
		assert_int_equal(o.done, !strstr(o.said, "[disk-full]"));
		assert_true(intact("disk/public"));
		assert_false(exists("disk/public/.blether-staging"));
		done += o.done;
	}
	assert_in_range(done, 1, 10);
}

static void body_of_limit(void)
{
	built((struct site){ "disk/public", 2, 1, 100 });
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 5000, 5000 });
	failed((struct site){ "disk/public", 3, 2, 7000 }, "cannot write: File too large [cannot-write]");
	/* The pages are small enough; the note is not. */
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 300, 300 });
	failed((struct site){ "disk/public", 9, 2, 200 }, "cannot write blether's own note: File too large");
	assert_true(intact("disk/public"));
}

static void a_file_that_may_not_grow_is_reported(void **state)
{
	(void)state;
	if (!is_root())
		return;
	chmod("disk", 0777);
	as_nobody(body_of_limit);
}

/* --- no right --------------------------------------------------------------------- */

static void a_read_only_disk_is_reported(void **state)
{
	(void)state;
	if (!mount_disk("size=256k"))
		return;
	built((struct site){ "disk/public", 3, 1, 100 });
	assert_int_equal(mount("tmpfs", "disk", "tmpfs", MS_REMOUNT | MS_RDONLY, "size=256k"), 0);
	built((struct site){ "disk/public", 3, 1, 100 });
	failed((struct site){ "disk/public", 3, 2, 100 }, "cannot write: Read-only file system [cannot-write]");
	failed((struct site){ "disk/public", 1, 1, 100 }, "Read-only file system [cannot-write]");
	failed((struct site){ "disk/other", 3, 2, 100 },
	       "disk/other: fatal: cannot make the output folder: Read-only file system [cannot-write]");
}

static void body_without_rights(void)
{
	failed((struct site){ "disk/public", 3, 2, 100 }, "cannot write: Permission denied [cannot-write]");
	failed((struct site){ "disk/other", 3, 2, 100 },
	       "disk/other: fatal: cannot make the output folder: Permission denied [cannot-write]");
	failed((struct site){ "disk/closed/public", 3, 2, 100 }, "Permission denied [cannot-write]");
	built((struct site){ "disk/public", 3, 1, 100 });
}

static void a_folder_without_rights_is_reported(void **state)
{
	(void)state;
	if (!is_root())
		return;
	built((struct site){ "disk/public", 3, 1, 100 });
	assert_int_equal(mkdir("disk/closed", 0700), 0);
	as_nobody(body_without_rights);
	assert_true(intact("disk/public"));
}

static void body_of_own_folder(void)
{
	built((struct site){ "disk/public", 3, 1, 100 });
	built((struct site){ "disk/public", 4, 2, 100 });
}

static void an_empty_folder_beside_which_nothing_can_be_made_is_built_in_place(void **state)
{
	(void)state;
	if (!is_root())
		return;
	assert_int_equal(mkdir("disk/public", 0755) + chown("disk/public", NOBODY, NOBODY), 0);
	as_nobody(body_of_own_folder);
	assert_true(intact("disk/public"));
}

static void a_mount_point_is_built_in_place(void **state)
{
	(void)state;
	if (!mount_disk("size=1m"))
		return;
	built((struct site){ "disk", 3, 1, 100 });
	built((struct site){ "disk", 4, 2, 100 });
	assert_true(intact("disk"));
	assert_false(exists(".disk.blether-new"));
}

/* The first page is replaced, the second may not be. */
static void body_of_half_commit(void)
{
	built((struct site){ "disk/public", 2, 1, 100 });
	chmod("disk/public/b", 0555);
	failed((struct site){ "disk/public", 2, 2, 100 },
	       "disk/public/b/1.html: fatal: cannot replace: Permission denied [cannot-write]");
	assert_true(exists("disk/public/.blether-journal"));
	assert_false(exists("disk/public/.blether-staging"));
	chmod("disk/public/b", 0755);
	built((struct site){ "disk/public", 2, 2, 100 });
	assert_false(exists("disk/public/.blether-journal"));
	assert_true(intact("disk/public"));
}

static void a_commit_that_fails_half_way_is_finished_by_the_next(void **state)
{
	(void)state;
	if (!is_root())
		return;
	chmod("disk", 0777);
	as_nobody(body_of_half_commit);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_full_disk_leaves_the_folder_whole),
		TEST(a_full_disk_leaves_nothing_of_a_first_build),
		TEST(a_file_that_finds_no_room_is_not_copied),
		TEST(a_disk_that_fills_at_any_moment_does_no_harm),
		TEST(a_file_that_may_not_grow_is_reported),
		TEST(a_read_only_disk_is_reported),
		TEST(a_folder_without_rights_is_reported),
		TEST(an_empty_folder_beside_which_nothing_can_be_made_is_built_in_place),
		TEST(a_mount_point_is_built_in_place),
		TEST(a_commit_that_fails_half_way_is_finished_by_the_next),
	};

	mounts = unshare(CLONE_NEWNS) == 0 && mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
