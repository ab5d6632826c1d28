/*
 * Jobs with a stand-in for the media worker: a script that does what the file
 * it is given says, and notes each job in a log. The log is how a test knows
 * whether a worker was asked.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/program.h"
#include "base/strbuf.h"
#include "jobs/jobs.h"

static const char stand_in[] =
	"#!/usr/bin/python3 -SE\n"
	"import sys, os, json, time, signal, hashlib, zlib\n"
	"def say(**k): print(json.dumps(k), flush=True)\n"
	"def fail(i, slug): say(id=i, ok=False, problem=dict(id=slug, text='it is bad', at=-1))\n"
	"for line in sys.stdin:\n"
	"    j = json.loads(line); i = j['id']; text = open(j['source']).read()\n"
	"    what = text.split()[0]\n"
	"    with open('%s/log', 'a') as log: log.write(what + ' %%d\\n' %% os.getpid())\n"
	"    if what == 'crash': os.kill(os.getpid(), signal.SIGSEGV)\n"
	"    if what == 'exit': os._exit(3)\n"
	"    if what == 'cannot-begin': os._exit(127)\n"
	"    if what == 'hang': time.sleep(600)\n"
	"    if what == 'repeat':\n"
	"        while True: say(id=i, progress=0.5); time.sleep(0.1)\n"
	"    if what == 'slow':\n"
	"        for n in range(8): time.sleep(float(text.split()[1])); say(id=i, progress=n / 8)\n"
	"    if what == 'close': os.close(0); os.close(1); time.sleep(600)\n"
	"    if what == 'garbage': print('Segmentation violated, sorry', flush=True)\n"
	"    if what == 'binary': sys.stdout.buffer.write(bytes(range(256)) * 99); "
	"sys.stdout.flush()\n"
	"    if what == 'wrong-id': i += 1000\n"
	"    if what == 'wrong-kind': say(id=i, ok=True, picture=dict(format='png', colour='rgb', "
	"width=1, height=1))\n"
	"    if what == 'half': sys.stdout.write('{\"id\"'); sys.stdout.flush(); os._exit(0)\n"
	"    while what == 'endless': sys.stdout.write('x' * 65536)\n"
	"    if what in ('not-audio', 'cannot-read', 'cannot-write'): fail(i, what); continue\n"
	"    if what == 'bad-job': fail(-1, 'bad-job'); continue\n"
	"    if what == 'changing': open(j['source'], 'a').write('more')\n"
	"    n = zlib.crc32(text.encode())\n"
	"    if j['job'] == 'picture':\n"
	"        say(id=i, ok=True, picture=dict(format='png', colour='rgb', width=n %% 999, "
	"height=7))\n"
	"    elif j['job'] == 'publish':\n"
	"        data = (text + json.dumps(j['tags'])).encode()\n"
	"        if what != 'promise':\n"
	"            with open(j['output'], 'xb') as f: f.write(data)\n"
	"        say(id=i, ok=True, audio=dict(suffix='mp3', type='audio/mpeg', "
	"sha256=hashlib.sha256(data).hexdigest(), bytes=len(data), seconds=1.5, sample_rate=44100, "
	"channels=1, making='copied'))\n"
	"    else:\n"
	"        bad = [dict(id='truncated', text='it clicks', at=61.5),\n"
	"               dict(id='new-slug', text='it hums')] if what == 'clicks' else []\n"
	"        say(id=i, ok=True, media=dict(format='wav', codec='pcm_s16le', sample_rate=48000, "
	"channels=1, bit_rate=1, samples=n, seconds=n / 48000, declared_seconds=0, problems=bad))\n"
	"    if what == 'die-after': os.kill(os.getpid(), signal.SIGKILL)\n";

#define MAX_JOBS 64

struct world {
	char dir[64];
	struct arena arena;
	struct diag diag;
	struct jobs jobs;
	struct job list[MAX_JOBS];
	size_t count;
};

static const char *in(struct world *w, const char *name)
{
	return arena_printf(&w->arena, "%s/%s", w->dir, name);
}

static int set_up(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));

	memcpy(w->dir, "/tmp/blether-jobs-XXXXXX", sizeof("/tmp/blether-jobs-XXXXXX"));
	assert_non_null(mkdtemp(w->dir));
	w->jobs = (struct jobs){ .worker = in(w, "worker"),
				 .cache_dir = in(w, "cache/deep"),
				 .cores = 2,
				 .time_limit = 60 };
	const char *script = arena_printf(&w->arena, stand_in, w->dir);
	assert_true(file_write(w->jobs.worker, script, strlen(script)));
	assert_int_equal(chmod(w->jobs.worker, 0755), 0);
	diag_init(&w->diag, &w->arena);
	*state = w;
	return 0;
}

static int tear_down(void **state)
{
	struct world *w = *state;
	const char *command = arena_printf(&w->arena, "rm -rf '%s'", w->dir);

	assert_int_equal(system(command), 0);
	arena_free(&w->arena);
	free(w);
	return 0;
}

static struct job *add(struct world *w, enum job_kind kind, const char *name, const char *text)
{
	struct job *j = &w->list[w->count++];

	assert_true(w->count <= MAX_JOBS);
	if (text)
		assert_true(file_write(in(w, name), text, strlen(text)));
	*j = (struct job){ .request = { .kind = kind, .source = in(w, name) },
			   .at = span_path(name, &w->arena),
			   .shown = name };
	if (kind == JOB_PUBLISH)
		j->request.tags.text.title = "Loss";
	return j;
}

/* Runs the list anew, with the answers of before wiped. */
static size_t run(struct world *w)
{
	diag_init(&w->diag, &w->arena);
	for (size_t i = 0; i < w->count; i++)
		w->list[i].answer = (struct job_answer){ 0 };
	return jobs_run(&w->jobs, w->list, w->count, &w->arena, &w->diag);
}

static const char *messages(struct world *w)
{
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);

	diag_print(&w->diag, f, false);
	fclose(f);
	const char *kept = arena_strndup(&w->arena, text, len);
	free(text);
	return kept;
}

static void assert_said(struct world *w, const char *text)
{
	const char *all = messages(w);

	if (!strstr(all, text))
		fail_msg("not said: %s\nsaid: %s", text, all);
}

static void assert_silence(struct world *w)
{
	if (w->diag.first)
		fail_msg("said: %s", messages(w));
}

static unsigned messages_count(const struct world *w)
{
	const unsigned *n = w->diag.count;

	return n[SEV_NOTE] + n[SEV_WARNING] + n[SEV_ERROR] + n[SEV_FATAL];
}

static size_t count_files(const char *dir)
{
	DIR *d = opendir(dir);
	size_t n = 0;

	assert_non_null(d);
	for (const struct dirent *e; (e = readdir(d));)
		n += e->d_name[0] != '.';
	closedir(d);
	return n;
}

/* Waits until the stamps of the files are trusted. */
static void let_settle(void)
{
	nanosleep(&(struct timespec){ .tv_sec = 2, .tv_nsec = 50000000 }, NULL);
}

static void nothing_asked_touches_nothing(void **state)
{
	struct world *w = *state;

	assert_int_equal(run(w), 0);
	assert_int_equal(access(in(w, "cache"), F_OK), -1);
	assert_silence(w);
}

static void answers_reach_their_jobs(void **state)
{
	struct world *w = *state;
	struct job *probe = add(w, JOB_PROBE, "a.wav", "ok 1");
	struct job *picture = add(w, JOB_PICTURE, "b.png", "ok 2");
	struct hash h = hash_bytes("ok 1", 4);
	char hex[HASH_HEX];

	hash_hex(&h, hex);
	assert_int_equal(run(w), 2);
	assert_silence(w);
	assert_true(probe->answer.ok && probe->answer.has_media);
	assert_string_equal(probe->answer.media.codec, "pcm_s16le");
	assert_int_equal(probe->answer.id, 1);
	assert_string_equal(probe->source_sha256, hex);
	assert_true(picture->answer.ok && picture->answer.has_picture);
	assert_int_equal(picture->answer.picture.height, 7);
}

static void a_second_run_asks_no_worker(void **state)
{
	struct world *w = *state;
	struct job *probe = add(w, JOB_PROBE, "a.wav", "ok 1");

	assert_int_equal(run(w), 1);
	int64_t samples = probe->answer.media.samples;
	w->jobs.worker = "/nowhere/blether-media";
	assert_int_equal(run(w), 0);
	assert_silence(w);
	assert_int_equal(probe->answer.media.samples, samples);
}

static void a_known_file_is_not_read_again(void **state)
{
	struct world *w = *state;

	add(w, JOB_PROBE, "a.wav", "ok 1");
	let_settle();
	run(w);
	int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	assert_true(inotify_add_watch(watch, in(w, "a.wav"), IN_OPEN) >= 0);
	assert_int_equal(run(w), 0);
	char event[sizeof(struct inotify_event)];
	assert_int_equal(read(watch, event, sizeof(event)), -1);
	assert_int_equal(errno, EAGAIN);
	close(watch);
}

static void changed_content_is_noticed_even_at_once(void **state)
{
	struct world *w = *state;
	struct job *probe = add(w, JOB_PROBE, "a.wav", "ok 1");

	run(w);
	int64_t samples = probe->answer.media.samples;
	/* The same size, the same inode, and set back to the same modification time. */
	struct stat st;
	assert_int_equal(stat(in(w, "a.wav"), &st), 0);
	int fd = open(in(w, "a.wav"), O_WRONLY);
	assert_int_equal(write(fd, "ok 2", 4), 4);
	assert_int_equal(futimens(fd, (struct timespec[]){ st.st_mtim, st.st_mtim }), 0);
	close(fd);
	assert_int_equal(run(w), 1);
	assert_int_not_equal(probe->answer.media.samples, samples);
}

static void renamed_recordings_are_known_by_content(void **state)
{
	struct world *w = *state;

	add(w, JOB_PROBE, "a.wav", "ok 1");
	run(w);
	w->count = 0;
	add(w, JOB_PROBE, "b.wav", "ok 1");
	assert_int_equal(run(w), 0);
	/* Under another suffix the worker may have something to say. */
	w->count = 0;
	add(w, JOB_PROBE, "b.mp3", "ok 1");
	assert_int_equal(run(w), 1);
}

static void the_same_question_is_asked_once(void **state)
{
	struct world *w = *state;

	for (size_t i = 0; i < 5; i++)
		add(w, JOB_PROBE, arena_printf(&w->arena, "%zu.wav", i), "clicks");
	assert_int_equal(run(w), 1);
	assert_int_equal(messages_count(w), 10);
	for (size_t i = 0; i < 5; i++) {
		assert_true(w->list[i].answer.ok);
		assert_int_equal(w->list[i].answer.id, i + 1);
	}
}

static void problems_are_said_on_every_run(void **state)
{
	struct world *w = *state;

	add(w, JOB_PROBE, "a.wav", "clicks");
	add(w, JOB_PROBE, "b.wav", "not-audio");
	for (size_t asked = 2; asked != SIZE_MAX; asked = asked ? 0 : SIZE_MAX) {
		assert_int_equal(run(w), asked);
		assert_said(w, "a.wav: error: 'a.wav' at 1:01: it clicks [truncated]");
		assert_said(w, "a.wav: error: 'a.wav': it hums [damaged]");
		assert_said(w, "b.wav: error: 'b.wav': it is bad [not-audio]");
		assert_true(w->list[0].answer.ok);
		assert_false(w->list[1].answer.ok);
	}
}

static void failures_of_the_machine_are_not_remembered(void **state)
{
	struct world *w = *state;

	add(w, JOB_PROBE, "a.wav", "cannot-read");
	add(w, JOB_PUBLISH, "b.wav", "cannot-write");
	assert_int_equal(run(w), 2);
	assert_int_equal(w->diag.count[SEV_FATAL], 2);
	assert_int_equal(run(w), 2);
}

static void a_worker_that_does_not_understand_says_why(void **state)
{
	struct world *w = *state;

	add(w, JOB_PROBE, "a.wav", "bad-job");
	assert_int_equal(run(w), 1);
	assert_said(w, "a.wav: fatal: 'a.wav': it is bad [bad-job]");
	assert_int_equal(run(w), 1);
}

static const struct {
	const char *what, *said;
} failures[] = {
	{ "crash", "was stopped by signal SIGSEGV" },
	{ "exit", "ended with status 3 instead of an answer" },
	{ "half", "ended with status 0 instead of an answer" },
	{ "hang", "nothing came of it for 2 seconds" },
	{ "repeat", "nothing came of it for 2 seconds" },
	{ "close", "was stopped by signal SIGKILL" },
	{ "garbage", "sent a line that makes no sense: it is not JSON" },
	{ "binary", "sent a line that makes no sense: it is not JSON" },
	{ "endless", "sent a line without end" },
	{ "wrong-id", "answered something that it was not asked" },
	{ "wrong-kind", "answered something that it was not asked" },
};

/* Each failure between two good recordings, with one core: the new worker does the rest. */
static void a_failing_worker_harms_one_recording_only(void **state)
{
	struct world *w = *state;
	size_t open_files = count_files("/proc/self/fd");

	w->jobs.cores = 1;
	w->jobs.time_limit = 2;
	for (size_t i = 0; i < COUNT(failures); i++) {
		add(w, JOB_PROBE, arena_printf(&w->arena, "%02zu.wav", i), failures[i].what);
		add(w, JOB_PROBE, arena_printf(&w->arena, "%02zu-good.wav", i),
		    arena_printf(&w->arena, "ok %zu", i));
	}
	assert_int_equal(run(w), 2 * COUNT(failures));
	assert_int_equal(w->diag.count[SEV_ERROR], COUNT(failures));
	for (size_t i = 0; i < COUNT(failures); i++) {
		assert_said(w, arena_printf(&w->arena,
					    "%02zu.wav: error: '%02zu.wav' could not be read: ", i,
					    i));
		assert_said(w, failures[i].said);
		assert_false(w->list[2 * i].answer.ok);
		assert_true(w->list[2 * i + 1].answer.ok);
	}
	assert_int_equal(run(w), COUNT(failures));        /* not remembered; the good ones are */
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* no child is left */
	assert_int_equal(count_files("/proc/self/fd"), open_files);
}

static void one_core_or_four_give_the_same(void **state)
{
	struct world *w = *state;
	const char *first = NULL;
	uint64_t sum[2] = { 0 };
	static const char *const bad[] = { "crash", "exit", "half", "garbage" };

	for (size_t i = 0; i < 24; i++) {
		const char *what = i % 6 ? "ok" : bad[i / 6];
		const char *name = arena_printf(&w->arena, "%02zu.wav", i);

		add(w, JOB_PROBE, name,
		    arena_printf(&w->arena, "%s %zu", i % 5 ? what : "clicks", i));
	}
	for (size_t i = 0; i < 2; i++) {
		w->jobs.cores = i ? 4 : 1;
		w->jobs.cache_dir = in(w, i ? "cache4" : "cache1");
		assert_int_equal(run(w), 24);
		for (size_t k = 0; k < w->count; k++)
			sum[i] = sum[i] * 31 + (uint64_t)w->list[k].answer.media.samples;
		if (!first)
			first = messages(w);
	}
	assert_string_equal(first, messages(w));
	assert_int_equal(sum[0], sum[1]);
}

static void progress_buys_time(void **state)
{
	struct world *w = *state;

	add(w, JOB_PROBE, "a.wav", "slow 0.3"); /* 2.4 seconds in all */
	w->jobs.time_limit = 2;
	assert_int_equal(run(w), 1);
	assert_silence(w);
	assert_true(w->list[0].answer.ok);
}

struct seen {
	double last;
	size_t calls, total;
	bool went_back;
};

static void see(void *arg, double done, size_t total, const char *source)
{
	struct seen *s = arg;

	assert_non_null(source);
	s->went_back |= done < s->last;
	s->last = done;
	s->total = total;
	s->calls++;
}

static void progress_is_told_and_ends_at_the_total(void **state)
{
	struct world *w = *state;
	struct seen seen = { 0 };

	w->jobs.progress = see;
	w->jobs.progress_arg = &seen;
	add(w, JOB_PROBE, "a.wav", "slow 0.01");
	add(w, JOB_PROBE, "b.wav", "crash");
	add(w, JOB_PROBE, "c.wav", "ok");
	run(w);
	assert_false(seen.went_back);
	assert_int_equal(seen.total, 3);
	assert_true(seen.last > 2.999 && seen.last < 3.001);
	assert_true(seen.calls > 8);
	seen = (struct seen){ 0 };
	w->list[0] = w->list[2];
	w->count = 1;
	run(w);
	assert_int_equal(seen.calls, 0); /* nothing to do, nothing to tell */
}

static void a_worker_killed_between_jobs_costs_no_recording(void **state)
{
	struct world *w = *state;

	w->jobs.cores = 1;
	for (size_t i = 0; i < 6; i++)
		add(w, JOB_PROBE, arena_printf(&w->arena, "%zu.wav", i),
		    arena_printf(&w->arena, "die-after %zu", i));
	assert_int_equal(run(w), 6);
	assert_silence(w);
}

static void a_missing_worker_is_said_once_with_its_path(void **state)
{
	struct world *w = *state;

	w->jobs.worker = "/nowhere/blether-media";
	for (size_t i = 0; i < 5; i++)
		add(w, JOB_PROBE, arena_printf(&w->arena, "%zu.wav", i),
		    arena_printf(&w->arena, "ok %zu", i));
	run(w);
	assert_int_equal(messages_count(w), 1);
	assert_said(w,
		    "fatal: cannot start the media worker '/nowhere/blether-media': No such file");
	assert_said(w, "[no-worker]");
	for (size_t i = 0; i < 5; i++)
		assert_false(w->list[i].answer.ok);
}

static void a_worker_without_its_libraries_is_said_once(void **state)
{
	struct world *w = *state;

	for (size_t i = 0; i < 5; i++)
		add(w, JOB_PROBE, arena_printf(&w->arena, "%zu.wav", i),
		    arena_printf(&w->arena, "cannot-begin %zu", i));
	run(w);
	assert_int_equal(messages_count(w), 1);
	assert_said(w, "status 127");
}

static void a_worker_that_never_reads_is_overrun(void **state)
{
	struct world *w = *state;
	const char script[] = "#!/bin/sh\nexec sleep 600\n";
	struct audio_chapter *chapters = arena_array(&w->arena, 9999, sizeof(*chapters));

	assert_true(file_write(w->jobs.worker, script, strlen(script)));
	chmod(w->jobs.worker, 0755);
	struct job *j = add(w, JOB_PUBLISH, "a.wav", "ok");
	for (size_t i = 0; i < 9999; i++)
		chapters[i].title = "a title long enough that the job does not fit into a socket";
	j->request.tags.chapters = chapters;
	j->request.tags.chapter_count = 9999;
	w->jobs.time_limit = 1;
	run(w);
	assert_said(w, "[media-timeout]");
}

static void a_missing_recording_is_said_where_it_is_named(void **state)
{
	struct world *w = *state;

	add(w, JOB_PROBE, "gone.wav", NULL);
	assert_int_equal(mkdir(in(w, "folder.wav"), 0777), 0);
	add(w, JOB_PROBE, "folder.wav", NULL);
	add(w, JOB_PUBLISH, "a.wav", "ok")->request.tags.cover = in(w, "no-cover.png");
	assert_int_equal(run(w), 0);
	assert_said(w, "gone.wav: error: there is no file 'gone.wav' [missing-file]");
	assert_said(w, "folder.wav: error: 'folder.wav' is not a file");
	assert_said(w, "no-cover.png' [missing-file]");
}

static void a_path_that_is_not_utf8_is_refused_politely(void **state)
{
	struct world *w = *state;

	add(w, JOB_PROBE, "\xff.wav", "ok")->shown = "x.wav";
	assert_int_equal(run(w), 0);
	assert_said(w, "[bad-utf8]");
}

static void a_recording_that_changes_meanwhile_is_not_believed(void **state)
{
	struct world *w = *state;

	add(w, JOB_PROBE, "a.wav", "changing ");
	assert_int_equal(run(w), 1);
	assert_said(w, "[source-changed]");
	assert_false(w->list[0].answer.ok);
}

static void a_published_file_gets_its_name_when_it_is_complete(void **state)
{
	struct world *w = *state;
	struct job *j = add(w, JOB_PUBLISH, "a.wav", "ok");
	struct hash h;
	char hex[HASH_HEX];
	int64_t size;

	assert_int_equal(run(w), 1);
	assert_silence(w);
	assert_true(hash_file(j->answer.audio.file, &h, &size));
	hash_hex(&h, hex);
	assert_string_equal(hex, j->answer.audio.sha256);
	assert_int_equal(size, j->answer.audio.bytes);
	assert_string_equal(j->answer.audio.file,
			    arena_printf(&w->arena, "%s/audio/%s.mp3", w->jobs.cache_dir, hex));
	assert_int_equal(count_files(in(w, "cache/deep/audio")), 1);

	const char *file = j->answer.audio.file;
	assert_int_equal(run(w), 0);
	assert_string_equal(j->answer.audio.file, file);
}

static void another_tag_makes_another_file(void **state)
{
	struct world *w = *state;
	struct job *j = add(w, JOB_PUBLISH, "a.wav", "ok");
	struct job_tags *t = &j->request.tags;
	struct audio_chapter chapter = { .title = "Start" };
	const char **texts[] = { &t->text.title,     &t->text.artist,  &t->text.album,
				 &t->text.date,      &t->text.comment, &t->text.language,
				 &t->text.copyright, &t->text.genre,   &chapter.url };

	t->chapters = &chapter;
	t->chapter_count = 1;
	assert_int_equal(run(w), 1);
	for (size_t i = 0; i < COUNT(texts); i++) {
		*texts[i] = "something else";
		assert_int_equal(run(w), 1);
	}
	t->text.track = 2;
	assert_int_equal(run(w), 1);
	j->request.gain = 1.5;
	assert_int_equal(run(w), 1);
	j->request.threads = 2;
	assert_int_equal(run(w), 0);
	chapter.picture = in(w, "chapter.png");
	assert_true(file_write(chapter.picture, "one", 3));
	assert_int_equal(run(w), 1);
	assert_true(file_write(chapter.picture, "two", 3));
	assert_int_equal(run(w), 1);
	t->cover = in(w, "cover.png");
	assert_true(file_write(t->cover, "one", 3));
	assert_int_equal(run(w), 1);
	assert_true(file_write(t->cover, "two", 3));
	assert_int_equal(run(w), 1);
	assert_int_equal(run(w), 0);
}

static void a_published_file_that_is_lost_or_cut_is_made_again(void **state)
{
	struct world *w = *state;
	struct job *j = add(w, JOB_PUBLISH, "a.wav", "ok");

	run(w);
	assert_int_equal(truncate(j->answer.audio.file, 3), 0);
	assert_int_equal(run(w), 1);
	assert_int_equal(run(w), 0);
	assert_int_equal(unlink(j->answer.audio.file), 0);
	assert_int_equal(run(w), 1);
	assert_int_equal(access(j->answer.audio.file, R_OK), 0);
}

static void a_promised_file_that_is_not_there_is_a_fault_of_the_worker(void **state)
{
	struct world *w = *state;

	add(w, JOB_PUBLISH, "a.wav", "promise");
	assert_int_equal(run(w), 1);
	assert_said(w, "did not make the file that it promised");
	assert_false(w->list[0].answer.ok);
	assert_int_equal(run(w), 1);
}

static void a_damaged_cache_is_begun_anew_with_a_warning(void **state)
{
	struct world *w = *state;
	const char *db = in(w, "cache/deep/facts.sqlite");

	add(w, JOB_PROBE, "a.wav", "ok");
	run(w);
	assert_true(file_write(db, "this is not a database, however long it may be", 46));
	assert_int_equal(run(w), 1);
	assert_said(w, "warning: the cache '");
	assert_said(w, "[cache-reset]");
	assert_true(w->list[0].answer.ok);
	assert_int_equal(run(w), 0);
	assert_silence(w);
}

/* Damage that is met only when a row is looked for: the pages after the first. */
static void a_cache_damaged_inside_is_begun_anew(void **state)
{
	struct world *w = *state;
	const char *db = in(w, "cache/deep/facts.sqlite");
	char noise[4096];
	struct stat st;

	add(w, JOB_PROBE, "a.wav", "ok");
	run(w);
	assert_int_equal(stat(db, &st), 0);
	memset(noise, 0xa5, sizeof(noise));
	int fd = open(db, O_WRONLY);
	for (off_t at = 4096; at < st.st_size; at += 4096)
		assert_int_equal(pwrite(fd, noise, sizeof(noise), at), sizeof(noise));
	close(fd);
	assert_int_equal(run(w), 1);
	assert_said(w, "[cache-reset]");
	assert_int_equal(run(w), 0);
}

static void a_cache_that_cannot_be_is_a_warning(void **state)
{
	struct world *w = *state;

	assert_true(file_write(in(w, "file"), "", 0));
	w->jobs.cache_dir = in(w, "file/cache");
	add(w, JOB_PROBE, "a.wav", "ok");
	assert_int_equal(run(w), 1);
	assert_true(w->list[0].answer.ok);
	assert_int_equal(messages_count(w), 1);
	assert_said(w, "[cache-unusable]");
}

static void published_files_need_a_place(void **state)
{
	struct world *w = *state;

	assert_true(file_write(in(w, "file"), "", 0));
	w->jobs.cache_dir = in(w, "file/cache");
	add(w, JOB_PROBE, "a.wav", "ok 1");
	add(w, JOB_PUBLISH, "b.wav", "ok 2");
	add(w, JOB_PUBLISH, "c.wav", "ok 3");
	assert_int_equal(run(w), 1);
	assert_int_equal(w->diag.count[SEV_FATAL], 1);
	assert_said(w, "[cannot-write-cache]");
	assert_true(w->list[0].answer.ok);
	assert_false(w->list[1].answer.ok);
}

/* Runs in a child of the test; its exit status is the number of messages. */
static pid_t run_in_child(struct world *w)
{
	pid_t pid = fork();

	if (pid)
		return pid;
	run(w);
	_exit((int)messages_count(w));
}

static int status_of(pid_t pid)
{
	int status;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void a_full_disk_is_a_warning(void **state)
{
	struct world *w = *state;

	add(w, JOB_PROBE, "a.wav", "ok");
	pid_t pid = fork();
	if (!pid) {
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 6000, 6000 });
		run(w);
		_exit(w->list[0].answer.ok && strstr(messages(w), "[cache-unusable]") ? 0 : 1);
	}
	assert_int_equal(status_of(pid), 0);
	assert_int_equal(run(w), 1);
	assert_silence(w);
}

static void many_runs_at_once_share_a_new_cache(void **state)
{
	struct world *w = *state;
	pid_t pids[6];

	for (size_t i = 0; i < 12; i++)
		add(w, i % 3 ? JOB_PROBE : JOB_PUBLISH, arena_printf(&w->arena, "%zu.wav", i),
		    arena_printf(&w->arena, "ok %zu", i));
	for (size_t i = 0; i < COUNT(pids); i++)
		pids[i] = run_in_child(w);
	for (size_t i = 0; i < COUNT(pids); i++)
		assert_int_equal(status_of(pids[i]), 0);
	assert_int_equal(run(w), 0);
	assert_silence(w);
	assert_int_equal(count_files(in(w, "cache/deep/audio")), 4);
}

/* Waits until the stand-in has noted a job, and returns its process. */
static pid_t await_job(struct world *w, const char *what)
{
	for (size_t i = 0; i < 500; i++) {
		struct arena a = { 0 };
		char *log;
		size_t len;
		const char *found = NULL;

		if (file_read(in(w, "log"), 1 << 20, &log, &len, &a))
			found = strstr(log, what);
		long pid = found ? strtol(found + strlen(what), NULL, 10) : 0;
		arena_free(&a);
		if (pid > 0)
			return (pid_t)pid;
		nanosleep(&(struct timespec){ .tv_nsec = 20000000 }, NULL);
	}
	fail_msg("the worker never got '%s'", what);
	return 0;
}

static bool is_gone(pid_t pid)
{
	for (size_t i = 0; i < 250; i++) {
		struct arena a = { 0 };
		char state = 'Z';
		FILE *f = fopen(arena_printf(&a, "/proc/%d/stat", pid), "r");

		arena_free(&a);
		if (f && fscanf(f, "%*d %*s %c", &state) != 1)
			state = 'Z';
		if (f)
			fclose(f);
		if (state == 'Z') /* nobody may be there to reap it */
			return true;
		nanosleep(&(struct timespec){ .tv_nsec = 20000000 }, NULL);
	}
	return false;
}

static void a_killed_run_leaves_its_answers_and_no_worker(void **state)
{
	struct world *w = *state;

	w->jobs.cores = 1;
	/* By size: the short one that hangs is the last. */
	add(w, JOB_PROBE, "a.wav", "ok, this is the longest");
	add(w, JOB_PUBLISH, "b.wav", "ok, the second");
	add(w, JOB_PROBE, "c.wav", "hang");
	pid_t pid = run_in_child(w);
	pid_t worker = await_job(w, "hang");
	kill(pid, SIGKILL);
	status_of(pid);
	assert_true(is_gone(worker));

	w->jobs.time_limit = 1;
	assert_int_equal(run(w), 1);
	assert_true(w->list[0].answer.ok && w->list[1].answer.ok);
	assert_said(w, "[media-timeout]");
}

static void what_killed_runs_left_is_cleared_out_after_a_day(void **state)
{
	struct world *w = *state;
	const char *old = in(w, "cache/deep/audio/old.partial");
	const char *young = in(w, "cache/deep/audio/young.partial");

	assert_true(file_mkdirs(in(w, "cache/deep/audio")));
	assert_true(file_write(old, "x", 1) && file_write(young, "x", 1));
	assert_int_equal(utimensat(AT_FDCWD, old, (struct timespec[2]){ { 1, 0 }, { 1, 0 } }, 0),
			 0);
	add(w, JOB_PUBLISH, "a.wav", "ok");
	run(w);
	assert_int_equal(access(old, F_OK), -1);
	assert_int_equal(access(young, F_OK), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

static void a_program_that_closes_its_output_and_goes_on_is_stopped(void **state)
{
	static const char *const argv[] = { "/bin/sh", "-c", "exec >&- 2>&-; sleep 20", NULL };
	struct program p = { .argv = argv,
			     .time_limit = 300,
			     .out = STRBUF_INIT(100),
			     .last = STRBUF_INIT(100) };

	(void)state;
	assert_int_equal(program_run(&p), PROGRAM_SLOW);
	strbuf_release(&p.out);
	strbuf_release(&p.last);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(nothing_asked_touches_nothing),
		TEST(answers_reach_their_jobs),
		TEST(a_second_run_asks_no_worker),
		TEST(a_known_file_is_not_read_again),
		TEST(changed_content_is_noticed_even_at_once),
		TEST(renamed_recordings_are_known_by_content),
		TEST(the_same_question_is_asked_once),
		TEST(problems_are_said_on_every_run),
		TEST(failures_of_the_machine_are_not_remembered),
		TEST(a_worker_that_does_not_understand_says_why),
		TEST(a_failing_worker_harms_one_recording_only),
		TEST(one_core_or_four_give_the_same),
		TEST(progress_buys_time),
		TEST(progress_is_told_and_ends_at_the_total),
		TEST(a_worker_killed_between_jobs_costs_no_recording),
		TEST(a_missing_worker_is_said_once_with_its_path),
		TEST(a_worker_without_its_libraries_is_said_once),
		TEST(a_worker_that_never_reads_is_overrun),
		TEST(a_missing_recording_is_said_where_it_is_named),
		TEST(a_path_that_is_not_utf8_is_refused_politely),
		TEST(a_recording_that_changes_meanwhile_is_not_believed),
		TEST(a_published_file_gets_its_name_when_it_is_complete),
		TEST(another_tag_makes_another_file),
		TEST(a_published_file_that_is_lost_or_cut_is_made_again),
		TEST(a_promised_file_that_is_not_there_is_a_fault_of_the_worker),
		TEST(a_damaged_cache_is_begun_anew_with_a_warning),
		TEST(a_cache_damaged_inside_is_begun_anew),
		TEST(a_cache_that_cannot_be_is_a_warning),
		TEST(published_files_need_a_place),
		TEST(a_full_disk_is_a_warning),
		TEST(many_runs_at_once_share_a_new_cache),
		TEST(a_killed_run_leaves_its_answers_and_no_worker),
		TEST(what_killed_runs_left_is_cleared_out_after_a_day),
		cmocka_unit_test(a_program_that_closes_its_output_and_goes_on_is_stopped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
