#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "publish/folder.h"

/* Every test has a folder of its own and stands in it; the output is `public`. */

/* The files of a build, as words PATH=CONTENT; the group follows from the path. */
static const char first_build[] = "index.html=home,one one/index.html=one,audio one/audio.mp3=AUDIO "
				  "feed.xml=feed,one";

struct build {
	struct arena       a;
	struct diag        diag;
	struct folder     *f;
	struct folder_plan plan;
	bool               done;
	char              *said;
};

static enum output_group group_of(const char *path)
{
	return strstr(path, ".mp3") ? OUTPUT_MEDIA
	       : strstr(path, ".xml") ? OUTPUT_FEED
	       : strchr(path, '/')    ? OUTPUT_PAGE
				      : OUTPUT_LIST;
}

static void put_words(struct output_sink *sink, const char *words)
{
	char path[300], content[300];
	int used;

	for (; sscanf(words, " %299[^=]=%299s%n", path, content, &used) == 2; words += used) {
		struct output_meta meta = { path, group_of(path), "text/x" };
		sink->put(sink, meta, content, strlen(content));
		memset(path, '?', sizeof(path) - 1); /* the sink must have its own */
	}
}

/* Opens and puts; the caller may look, then ends with end_build(). */
static void begin_build(struct build *b, const char *dir, const char *words)
{
	*b = (struct build){ 0 };
	diag_init(&b->diag, &b->a);
	b->f = folder_open(dir, &b->a, &b->diag);
	if (b->f)
		put_words(folder_sink(b->f), words);
}

static void end_build(struct build *b, bool commit)
{
	size_t len;

	if (b->f) {
		b->plan = folder_stage(b->f);
		b->done = commit && folder_commit(b->f);
		folder_close(b->f);
	}
	FILE *out = open_memstream(&b->said, &len);
	diag_print(&b->diag, out, false);
	fclose(out);
}

static struct build build(const char *words)
{
	struct build b;

	begin_build(&b, "public", words);
	end_build(&b, true);
	return b;
}

static void release(struct build *b)
{
	free(b->said);
	arena_free(&b->a);
}

static void counts(const char *words, size_t created, size_t changed, size_t unchanged, size_t deleted)
{
	struct build b = build(words);

	if (!b.done || *b.said)
		fail_msg("build said: %s", b.said);
	assert_int_equal(b.plan.created, created);
	assert_int_equal(b.plan.changed, changed);
	assert_int_equal(b.plan.unchanged, unchanged);
	assert_int_equal(b.plan.deleted, deleted);
	release(&b);
}

/* The build does not go through, and says this. */
static void refused(const char *words, const char *because)
{
	struct build b = build(words);

	if (b.done || !strstr(b.said, because))
		fail_msg("build gave %d and said: %s", b.done, b.said);
	release(&b);
}

/* The build goes through with a warning. */
static void warned(const char *words, const char *of)
{
	struct build b = build(words);

	if (!b.done || !strstr(b.said, of))
		fail_msg("build gave %d and said: %s", b.done, b.said);
	release(&b);
}

static bool exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

static ino_t inode(const char *path)
{
	struct stat st;

	assert_int_equal(lstat(path, &st), 0);
	return st.st_ino;
}

static void holds(const char *path, const char *content)
{
	struct arena a = { 0 };
	char *data;
	size_t len;

	if (!file_read(path, 10000, &data, &len, &a))
		fail_msg("there is no %s", path);
	assert_string_equal(data, content);
	arena_free(&a);
}

static void write_file(const char *path, const char *content)
{
	assert_true(file_write(path, content, strlen(content)));
}

/* The listing of everything below the folder we stand in, but our manifest. */
static void stands(const char *expected)
{
	char got[4000];
	FILE *find = popen("find . -mindepth 1 ! -name .blether-manifest -printf '%y%P\\n' | "
			   "LC_ALL=C sort -k1.2 | sed 's/^d.*/&\\//; s/^l.*/&@/; s/^.//' | tr '\\n' ' '",
			   "r");

	size_t n = fread(got, 1, sizeof(got) - 1, find);
	got[n] = '\0';
	pclose(find);
	assert_string_equal(got, expected);
}

static bool intact(void)
{
	struct arena a = { 0 };
	bool yes = folder_intact("public", &a);

	arena_free(&a);
	return yes;
}

static int setup(void **state)
{
	static char dir[] = "/tmp/blether-test-XXXXXX";

	memcpy(dir + sizeof(dir) - 7, "XXXXXX", 6);
	*state = dir;
	return mkdtemp(dir) && chdir(dir) == 0 ? 0 : -1;
}

static int teardown(void **state)
{
	char command[100];

	snprintf(command, sizeof(command), "rm -rf '%s'", (const char *)*state);
	return chdir("/") == 0 && system(command) == 0 ? 0 : -1;
}

#define FIRST "public/ public/feed.xml public/index.html public/one/ public/one/audio.mp3 public/one/index.html "

/* --- the first build --------------------------------------------------------- */

static void a_first_build_appears_at_once(void **state)
{
	struct build b;

	(void)state;
	begin_build(&b, "public", first_build);
	assert_false(exists("public"));
	assert_true(exists(".public.blether-new/one/audio.mp3"));
	end_build(&b, true);
	assert_true(b.done);
	assert_int_equal(b.plan.created, 4);
	assert_int_equal(b.plan.bytes, 8 + 9 + 5 + 8);
	release(&b);
	stands(FIRST);
	holds("public/one/index.html", "one,audio");
	assert_true(intact());
}

static void an_empty_folder_is_replaced_and_keeps_its_mode(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(mkdir("public", 0700), 0);
	chmod("public", 0750);
	counts(first_build, 4, 0, 0, 0);
	stands(FIRST);
	assert_int_equal(stat("public", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0750);
}

static void a_folder_is_made_with_those_above_it(void **state)
{
	struct build b;

	(void)state;
	begin_build(&b, "deep/down//public///", "a=1");
	end_build(&b, true);
	assert_true(b.done);
	release(&b);
	stands("deep/ deep/down/ deep/down/public/ deep/down/public/a ");
}

static void a_link_to_a_folder_is_followed(void **state)
{
	(void)state;
	assert_int_equal(mkdir("elsewhere", 0777) + symlink("elsewhere", "public"), 0);
	counts("a=1", 1, 0, 0, 0);
	counts("a=2", 0, 1, 0, 0);
	stands("elsewhere/ elsewhere/a public@ ");
}

static void a_first_build_that_is_not_committed_leaves_nothing(void **state)
{
	struct build b;

	(void)state;
	begin_build(&b, "public", first_build);
	end_build(&b, false);
	release(&b);
	stands("");
}

static void what_a_killed_first_build_left_is_made_anew(void **state)
{
	(void)state;
	assert_int_equal(mkdir(".public.blether-new", 0777) + mkdir(".public.blether-new/x", 0777), 0);
	write_file(".public.blether-new/x/y", "half");
	write_file(".public.blether-new/index.html", "half");
	counts(first_build, 4, 0, 0, 0);
	stands(FIRST);
}

static void a_left_sibling_goes_when_the_folder_is_there(void **state)
{
	(void)state;
	counts(first_build, 4, 0, 0, 0);
	assert_int_equal(mkdir(".public.blether-new", 0777), 0);
	write_file(".public.blether-new/a", "half");
	counts(first_build, 0, 0, 4, 0);
	stands(FIRST);
}

static void a_folder_filled_meanwhile_is_not_replaced(void **state)
{
	struct build b;

	(void)state;
	begin_build(&b, "public", first_build);
	assert_int_equal(mkdir("public", 0777), 0);
	write_file("public/mine", "mine");
	end_build(&b, true);
	assert_false(b.done);
	assert_non_null(strstr(b.said, "something was put into 'public'"));
	release(&b);
	stands("public/ public/mine ");
}

static void what_is_no_folder_is_refused(void **state)
{
	(void)state;
	write_file("public", "a file");
	refused("a=1", "'public' is a file; give the name of a folder [not-ours]");
	unlink("public");
	assert_int_equal(symlink("nowhere", "public"), 0);
	refused("a=1", "'public' is a link that leads nowhere");
}

/* --- the next builds ------------------------------------------------------------ */

static void nothing_is_written_when_nothing_differs(void **state)
{
	struct stat before, after;

	(void)state;
	counts(first_build, 4, 0, 0, 0);
	assert_int_equal(stat("public", &before), 0);
	ino_t manifest = inode("public/.blether-manifest");
	counts(first_build, 0, 0, 4, 0);
	assert_int_equal(stat("public", &after), 0);
	assert_int_equal(inode("public/.blether-manifest"), manifest);
	assert_memory_equal(&before.st_mtim, &after.st_mtim, sizeof(before.st_mtim));
}

static void only_what_differs_is_written(void **state)
{
	(void)state;
	counts(first_build, 4, 0, 0, 0);
	ino_t page = inode("public/one/index.html"), home = inode("public/index.html");
	counts("index.html=home,one,two one/index.html=one,audio one/audio.mp3=AUDIO "
	       "two/deep/index.html=two feed.xml=feed,one,two",
	       1, 2, 2, 0);
	assert_int_equal(inode("public/one/index.html"), page);
	assert_int_not_equal(inode("public/index.html"), home);
	stands("public/ public/feed.xml public/index.html public/one/ public/one/audio.mp3 "
	       "public/one/index.html public/two/ public/two/deep/ public/two/deep/index.html ");
	holds("public/index.html", "home,one,two");
	assert_true(intact());
}

static void what_nobody_puts_is_deleted_with_its_folder(void **state)
{
	(void)state;
	counts("a/b/c/1=x a/b/2=x a/d/3=x a/b/c/4=x e=x", 5, 0, 0, 0);
	counts("a/d/3=x e=x", 0, 0, 2, 3);
	stands("public/ public/a/ public/a/d/ public/a/d/3 public/e ");
	counts("e=x", 0, 0, 1, 1);
	stands("public/ public/e ");
}

static void everything_can_be_deleted_and_come_again(void **state)
{
	(void)state;
	counts(first_build, 4, 0, 0, 0);
	counts("", 0, 0, 0, 4);
	stands("public/ ");
	counts(first_build, 4, 0, 0, 0);
	stands(FIRST);
}

static void a_deleted_file_comes_again(void **state)
{
	(void)state;
	counts(first_build, 4, 0, 0, 0);
	assert_int_equal(unlink("public/one/index.html"), 0);
	assert_false(intact());
	counts(first_build, 1, 0, 3, 0);
	assert_true(intact());
}

static void a_deleted_file_that_nobody_wants_is_forgotten(void **state)
{
	(void)state;
	counts("a/1=x b=x", 2, 0, 0, 0);
	assert_int_equal(unlink("public/a/1"), 0);
	counts("b=x", 0, 0, 1, 0);
	stands("public/ public/b ");
	assert_true(intact());
}

static void a_touched_file_is_not_written_again(void **state)
{
	(void)state;
	counts(first_build, 4, 0, 0, 0);
	ino_t home = inode("public/index.html");
	assert_int_equal(utimensat(AT_FDCWD, "public/index.html",
				   (struct timespec[2]){ { 1, 0 }, { 1, 0 } }, 0), 0);
	assert_false(intact());
	counts(first_build, 0, 0, 4, 0);
	assert_int_equal(inode("public/index.html"), home);
	assert_true(intact());
}

static void a_copied_folder_is_recognised(void **state)
{
	(void)state;
	counts(first_build, 4, 0, 0, 0);
	assert_int_equal(system("cp -r public copy && mv public old && mv copy public"), 0);
	assert_false(intact());
	counts(first_build, 0, 0, 4, 0);
	assert_true(intact());
}

static void a_page_changed_by_hand_is_replaced_with_a_warning(void **state)
{
	(void)state;
	counts(first_build, 4, 0, 0, 0);
	write_file("public/index.html", "mine!");
	warned(first_build, "public/index.html: warning: 'index.html' was changed by hand");
	holds("public/index.html", "home,one");
	counts(first_build, 0, 0, 4, 0);
}

static void an_unwanted_page_changed_by_hand_is_left_with_a_warning(void **state)
{
	(void)state;
	counts(first_build, 4, 0, 0, 0);
	write_file("public/one/index.html", "mine!");
	warned("index.html=x", "'one/index.html' is not part of the site any more");
	stands("public/ public/index.html public/one/ public/one/index.html ");
	counts("index.html=x", 0, 0, 1, 0);
	refused(first_build, "[not-ours]");
	holds("public/one/index.html", "mine!");
}

static void a_changed_type_alone_is_recorded(void **state)
{
	struct build b;

	(void)state;
	counts("a=1", 1, 0, 0, 0);
	for (int again = 0; again < 2; again++) {
		ino_t before = inode("public/.blether-manifest");

		begin_build(&b, "public", "");
		struct output_sink *sink = folder_sink(b.f);
		sink->put(sink, (struct output_meta){ "a", OUTPUT_LIST, "text/new" }, "1", 1);
		end_build(&b, true);
		assert_true(b.done && b.plan.unchanged == 1);
		assert_int_equal(inode("public/.blether-manifest") == before, again);
		release(&b);
	}
}

/* --- what is not ours -------------------------------------------------------------- */

static void foreign_files_are_kept(void **state)
{
	(void)state;
	assert_int_equal(mkdir("public", 0777) + mkdir("public/one", 0777), 0);
	write_file("public/one/mine", "mine");
	counts(first_build, 4, 0, 0, 0);
	counts("", 0, 0, 0, 4);
	stands("public/ public/one/ public/one/mine ");
	holds("public/one/mine", "mine");
}

static void a_foreign_file_in_the_way_is_named(void **state)
{
	(void)state;
	assert_int_equal(mkdir("public", 0777), 0);
	write_file("public/feed.xml", "mine");
	refused(first_build, "public/feed.xml: error: 'feed.xml' is to be written, but something that "
			     "blether did not write has that name; move it away and build again");
	stands("public/ public/feed.xml ");
	holds("public/feed.xml", "mine");
}

static void many_foreign_files_are_named_ten_and_counted(void **state)
{
	char words[1000] = "", path[100];

	(void)state;
	assert_int_equal(mkdir("public", 0777), 0);
	for (int i = 0; i < 15; i++) {
		snprintf(path, sizeof(path), "public/%02d", i);
		write_file(path, "mine");
		snprintf(words + strlen(words), sizeof(words) - strlen(words), "%02d=x ", i);
	}
	refused(words, "'09' is to be written");
	refused(words, "5 more files cannot be written into 'public'");
}

static void a_folder_in_the_way_of_a_file_is_refused(void **state)
{
	(void)state;
	counts("a=1", 1, 0, 0, 0);
	assert_int_equal(mkdir("public/b", 0777), 0);
	refused("a=1 b=1", "'b' is to be written, but something");
	unlink("public/a");
	assert_int_equal(mkdir("public/a", 0777), 0);
	refused("a=1", "'a' is to be written, but something");
}

static void a_file_in_the_way_of_a_folder_is_refused(void **state)
{
	(void)state;
	counts("a=1", 1, 0, 0, 0);
	refused("a/b=1", "'a/b' is to be written, but a part of its path is a file or a link");
	holds("public/a", "1");
}

static void nothing_is_written_through_a_link(void **state)
{
	(void)state;
	counts("in/a=1 top=1", 2, 0, 0, 0);
	assert_int_equal(mkdir("outside", 0777), 0);
	assert_int_equal(rename("public/in", "outside/in"), 0);
	assert_int_equal(symlink("../outside/in", "public/in"), 0);
	counts("in/a=1 top=1", 0, 0, 2, 0);
	refused("in/a=2 top=1", "'in/a' is to be written, but a part of its path");
	refused("in/a=1 in/b=1 top=1", "'in/b' is to be written, but a part of its path");
	warned("top=2", "'in/a' is not part of the site any more");
	holds("outside/in/a", "1");
	assert_true(exists("public/in"));
}

static void a_link_with_the_name_of_a_file_is_not_followed(void **state)
{
	(void)state;
	write_file("outside", "outside");
	counts("a=1 b=1", 2, 0, 0, 0);
	unlink("public/a");
	assert_int_equal(symlink("../outside", "public/a") + symlink("../outside", "public/c"), 0);
	refused("a=2 b=1", "'a' is to be written, but something");
	refused("a=1 b=1 c=1", "'c' is to be written, but something");
	holds("outside", "outside");
}

static void a_staging_folder_that_is_a_link_is_not_used(void **state)
{
	(void)state;
	assert_int_equal(mkdir("outside", 0777), 0);
	write_file("outside/mine", "mine");
	counts("a=1", 1, 0, 0, 0);
	assert_int_equal(symlink("../outside", "public/.blether-staging"), 0);
	refused("a=2", "[cannot-write]");
	holds("outside/mine", "mine");
	holds("public/a", "1");
}

static void a_foreign_file_that_comes_before_the_commit_is_kept(void **state)
{
	struct build b;

	(void)state;
	counts("a=1", 1, 0, 0, 0);
	begin_build(&b, "public", "a=2 b=1");
	write_file("public/b", "mine");
	end_build(&b, true);
	assert_false(b.done);
	assert_non_null(strstr(b.said, "cannot write: File exists"));
	release(&b);
	holds("public/b", "mine");
	holds("public/a", "1");
}

/* --- what our own content can do ----------------------------------------------------- */

static void two_items_with_one_file_are_an_error(void **state)
{
	(void)state;
	refused("a=1 b=2 a=1", "'a' is what two items of the content would become");
	stands("");
	counts("x=1", 1, 0, 0, 0);
	refused("a=1 b=2 a=2", "[same-output]");
	stands("public/ public/x ");
}

static void a_file_that_is_also_a_folder_is_an_error(void **state)
{
	static const char *const both[] = { "a=1 a/b=1", "a/b=1 a=1", "a=1 a.b=1 a/b/c=1" };

	(void)state;
	for (size_t i = 0; i < COUNT(both); i++)
		refused(both[i], "[same-output]");
	counts("x=1", 1, 0, 0, 0);
	for (size_t i = 0; i < COUNT(both); i++)
		refused(both[i], "[same-output]");
	stands("public/ public/x ");
}

static void a_path_that_cannot_be_is_an_error(void **state)
{
	(void)state;
	refused("../a=1", "'../a', which cannot be an address");
	refused("/a=1", "[output-name]");
	refused(".blether-manifest=1", "[output-name]");
	refused("a/./b=1", "[output-name]");
	stands("");
}

/* --- files ------------------------------------------------------------------------------ */

static struct build build_file(const char *file, const char *sha, int64_t size)
{
	struct build b;

	begin_build(&b, "public", "index.html=x");
	struct output_sink *sink = folder_sink(b.f);
	sink->put_file(sink, (struct output_meta){ "m/a.mp3", OUTPUT_MEDIA, "audio/mpeg" }, file, sha, size);
	end_build(&b, true);
	return b;
}

static void hash_of(const char *content, char hex[static HASH_HEX])
{
	struct hash h = hash_bytes(content, strlen(content));

	hash_hex(&h, hex);
}

static void a_file_is_copied_once(void **state)
{
	char sha[HASH_HEX];
	struct build b;

	(void)state;
	hash_of("SOUND", sha);
	write_file("a.mp3", "SOUND");
	b = build_file("a.mp3", sha, 5);
	assert_true(b.done);
	release(&b);
	ino_t first = inode("public/m/a.mp3");
	b = build_file("a.mp3", sha, 5);
	assert_true(b.done && b.plan.unchanged == 2);
	release(&b);
	assert_int_equal(inode("public/m/a.mp3"), first);
	hash_of("MUSIC!", sha);
	write_file("a.mp3", "MUSIC!");
	b = build_file("a.mp3", sha, 6);
	assert_true(b.done && b.plan.changed == 1);
	release(&b);
	holds("public/m/a.mp3", "MUSIC!");
	stands("a.mp3 public/ public/index.html public/m/ public/m/a.mp3 ");
	assert_true(intact());
}

static void a_file_that_is_missing_or_changes_is_fatal(void **state)
{
	char sha[HASH_HEX];
	struct build b;

	(void)state;
	hash_of("SOUND", sha);
	b = build_file("a.mp3", sha, 5);
	assert_false(b.done);
	assert_non_null(strstr(b.said, "a.mp3: fatal: cannot read: No such file or directory [cannot-read]"));
	release(&b);
	write_file("a.mp3", "SOUND, AND MORE");
	b = build_file("a.mp3", sha, 5);
	assert_false(b.done);
	assert_non_null(strstr(b.said, "'a.mp3' changed while it was being published"));
	release(&b);
	stands("a.mp3 ");
}

/* --- the tree ------------------------------------------------------------------------------ */

static void check_tree(const struct folder *f)
{
	const struct output_tree *t = folder_tree(f);
	const struct output_file *home = output_find(t, "index.html"), *two = output_find(t, "two/x");

	assert_int_equal(t->count, 4);
	for (size_t i = 1; i < t->count; i++)
		assert_true(strcmp(t->files[i - 1].path, t->files[i].path) < 0);
	holds(home->disk, "home,new");
	holds(two->disk, "2");
	holds(output_find(t, "one/index.html")->disk, "one,audio");
	assert_true(home->is_changed && !home->is_new && two->is_new && !two->is_changed);
	assert_string_equal(two->type, "text/x");
	assert_int_equal(two->size, 1);
}

static void the_tree_can_be_read_before_the_commit(void **state)
{
	static const char words[] = "two/x=2 one/index.html=one,audio index.html=home,new feed.xml=f";
	struct build b;

	(void)state;
	counts("index.html=home one/index.html=one,audio", 2, 0, 0, 0);
	begin_build(&b, "public", words);
	folder_stage(b.f);
	check_tree(b.f);
	holds("public/index.html", "home");
	folder_close(b.f);
	arena_free(&b.a);
	stands("public/ public/index.html public/one/ public/one/index.html ");
	assert_true(intact());
}

/* --- locks and notes -------------------------------------------------------------------------- */

static void two_builds_of_one_folder_are_kept_apart(void **state)
{
	struct build a, b;

	(void)state;
	for (int round = 0; round < 2; round++) {
		begin_build(&a, "public", round ? "x=2" : "x=1");
		begin_build(&b, "public", "x=3");
		assert_null(b.f);
		end_build(&b, true);
		assert_non_null(strstr(b.said, "public: fatal: another blether is building into 'public'; "
					       "wait until it has finished [folder-busy]"));
		release(&b);
		end_build(&a, true);
		assert_true(a.done);
		release(&a);
	}
	holds("public/x", "2");
}

static void a_damaged_note_is_refused(void **state)
{
	(void)state;
	counts("a=1", 1, 0, 0, 0);
	write_file("public/.blether-journal", "junk\n");
	assert_false(intact());
	refused("a=2", "public/.blether-journal: fatal: line 1 of blether's own note");
	unlink("public/.blether-journal");
	write_file("public/.blether-manifest", "junk\n");
	assert_false(intact());
	refused("a=2", "[bad-manifest]");
	unlink("public/.blether-manifest");
	assert_int_equal(mkdir("public/.blether-manifest", 0777), 0);
	refused("a=2", "[cannot-read]");
	holds("public/a", "1");
}

static void a_folder_that_is_not_there_is_not_intact(void **state)
{
	(void)state;
	assert_false(intact());
	assert_int_equal(mkdir("public", 0777), 0);
	assert_false(intact());
}

/* --- killed runs --------------------------------------------------------------------------------- */

static void what_waited_in_a_killed_run_goes(void **state)
{
	(void)state;
	counts(first_build, 4, 0, 0, 0);
	assert_int_equal(mkdir("public/.blether-staging", 0700), 0);
	write_file("public/.blether-staging/1", "half");
	write_file("public/.blether-staging/.blether-journal", "half");
	counts(first_build, 0, 0, 4, 0);
	stands(FIRST);
}

/* A run that was killed after it had changed index.html, made new/page, and not yet deleted one/. */
static void leave_half_done(void)
{
	char was[HASH_HEX], is[HASH_HEX], page[HASH_HEX], gone[HASH_HEX], text[1000];

	counts("index.html=old one/page=gone one/other=gone keep=x", 4, 0, 0, 0);
	hash_of("old", was);
	hash_of("new", is);
	hash_of("page", page);
	hash_of("gone", gone);
	snprintf(text, sizeof(text),
		 "blether-journal\t1\t5\nempty/never\t-\t%s\tpage\nindex.html\t%s\t%s\tlist\n"
		 "new/page\t-\t%s\tpage\none/other\t%s\t-\tpage\none/page\t%s\t-\tpage\n",
		 page, was, is, page, gone, gone);
	write_file("public/.blether-journal", text);
	write_file("public/index.html", "new");
	assert_int_equal(mkdir("public/new", 0777) + mkdir("public/empty", 0777), 0);
	write_file("public/new/page", "page");
	unlink("public/one/other");
}

static void a_killed_run_is_finished(void **state)
{
	(void)state;
	leave_half_done();
	counts("index.html=new new/page=page keep=x", 0, 0, 3, 0);
	stands("public/ public/index.html public/keep public/new/ public/new/page ");
	assert_true(intact());
}

static void a_killed_run_is_undone(void **state)
{
	(void)state;
	leave_half_done();
	counts("index.html=old one/page=gone one/other=gone keep=x", 2, 1, 1, 1);
	stands("public/ public/index.html public/keep public/one/ public/one/other public/one/page ");
	assert_true(intact());
}

/* What is left of a begun deletion names what is gone: a new page must not come to lead there. */
static void deletions_that_a_killed_run_began_are_ended_before_the_next_plan(void **state)
{
	struct build b;

	(void)state;
	leave_half_done();
	begin_build(&b, "public", "index.html=new new/page=page keep=x one/page=other");
	assert_false(exists("public/one/page"));
	end_build(&b, true);
	assert_int_equal(b.plan.created, 1);
	release(&b);
}

static void deletions_that_had_not_begun_wait_for_their_turn(void **state)
{
	struct build b;

	(void)state;
	leave_half_done();
	write_file("public/one/other", "gone");
	begin_build(&b, "public", "index.html=new new/page=page keep=x");
	assert_true(exists("public/one/page") && exists("public/one/other"));
	end_build(&b, true);
	assert_int_equal(b.plan.deleted, 2);
	release(&b);
}

static void a_file_of_a_killed_run_changed_by_hand_is_noticed(void **state)
{
	(void)state;
	leave_half_done();
	write_file("public/new/page", "mine!");
	warned("index.html=new keep=x", "'new/page' is not part of the site any more");
	stands("public/ public/index.html public/keep public/new/ public/new/page ");
	assert_true(intact());
}

/* The journal of the next run must still know what only the journal of the killed one knew. */
static void a_second_killed_run_forgets_nothing(void **state)
{
	struct build b;

	(void)state;
	leave_half_done();
	begin_build(&b, "public", "index.html=newer keep=x new/page=page zz/foreign=1");
	folder_stage(b.f);
	assert_int_equal(mkdir("public/zz", 0777), 0);
	write_file("public/zz/foreign", "stops the commit");
	assert_false(folder_commit(b.f));
	folder_close(b.f);
	arena_free(&b.a);
	assert_true(exists("public/.blether-journal"));
	refused("keep=x zz/foreign=1", "'zz/foreign' is to be written, but something");
	warned("keep=x", "'zz/foreign' is not part of the site");
	stands("public/ public/keep public/zz/ public/zz/foreign ");
	holds("public/zz/foreign", "stops the commit");
	assert_true(intact());
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_first_build_appears_at_once),
		TEST(an_empty_folder_is_replaced_and_keeps_its_mode),
		TEST(a_folder_is_made_with_those_above_it),
		TEST(a_link_to_a_folder_is_followed),
		TEST(a_first_build_that_is_not_committed_leaves_nothing),
		TEST(what_a_killed_first_build_left_is_made_anew),
		TEST(a_left_sibling_goes_when_the_folder_is_there),
		TEST(a_folder_filled_meanwhile_is_not_replaced),
		TEST(what_is_no_folder_is_refused),
		TEST(nothing_is_written_when_nothing_differs),
		TEST(only_what_differs_is_written),
		TEST(what_nobody_puts_is_deleted_with_its_folder),
		TEST(everything_can_be_deleted_and_come_again),
		TEST(a_deleted_file_comes_again),
		TEST(a_deleted_file_that_nobody_wants_is_forgotten),
		TEST(a_touched_file_is_not_written_again),
		TEST(a_copied_folder_is_recognised),
		TEST(a_page_changed_by_hand_is_replaced_with_a_warning),
		TEST(an_unwanted_page_changed_by_hand_is_left_with_a_warning),
		TEST(a_changed_type_alone_is_recorded),
		TEST(foreign_files_are_kept),
		TEST(a_foreign_file_in_the_way_is_named),
		TEST(many_foreign_files_are_named_ten_and_counted),
		TEST(a_folder_in_the_way_of_a_file_is_refused),
		TEST(a_file_in_the_way_of_a_folder_is_refused),
		TEST(nothing_is_written_through_a_link),
		TEST(a_link_with_the_name_of_a_file_is_not_followed),
		TEST(a_staging_folder_that_is_a_link_is_not_used),
		TEST(a_foreign_file_that_comes_before_the_commit_is_kept),
		TEST(two_items_with_one_file_are_an_error),
		TEST(a_file_that_is_also_a_folder_is_an_error),
		TEST(a_path_that_cannot_be_is_an_error),
		TEST(a_file_is_copied_once),
		TEST(a_file_that_is_missing_or_changes_is_fatal),
		TEST(the_tree_can_be_read_before_the_commit),
		TEST(two_builds_of_one_folder_are_kept_apart),
		TEST(a_damaged_note_is_refused),
		TEST(a_folder_that_is_not_there_is_not_intact),
		TEST(what_waited_in_a_killed_run_goes),
		TEST(a_killed_run_is_finished),
		TEST(a_killed_run_is_undone),
		TEST(deletions_that_a_killed_run_began_are_ended_before_the_next_plan),
		TEST(deletions_that_had_not_begun_wait_for_their_turn),
		TEST(a_file_of_a_killed_run_changed_by_hand_is_noticed),
		TEST(a_second_killed_run_forgets_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
