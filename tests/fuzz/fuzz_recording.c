/*
 * Any bytes as a file that a worker has to probe, look at as a picture and
 * publish: no crash, no endless loop, bounded memory.
 *
 * Built with clang -fsanitize=fuzzer,address,undefined from this file and the
 * files of pipeline/media (without main.c), pipeline/jobs/message.c and
 * pipeline/base, with the libraries of the worker. Seeds: build/fixtures.
 */
#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../../pipeline/media/handle.h"
#include "../../pipeline/media/log.h"
#include "../../pipeline/media/task.h"
#include "base/file.h"
#include "base/mem.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void run_kind(enum job_kind kind, const char *source)
{
	static char output[64];
	struct arena a = { 0 };

	snprintf(output, sizeof(output), "/dev/shm/blether-fuzz.%d", (int)getpid());
	struct job_request r = { .id = 1,
				 .kind = kind,
				 .source = source,
				 .output = output,
				 .master = { .format = "mp3",
					     .bitrate = 64,
					     .channels = 1,
					     .loudness = -19,
					     .tolerance = 0.5,
					     .peak = -1 } };
	struct task t = { .request = &r, .arena = &a, .problems.arena = &a };
	struct job_answer answer = { 0 };

	bool ok = media_run_job(&t, &answer);
	assert(ok || t.problems.failure.id);
	assert(ok == (unlink(output) == 0) || !job_makes_audio(kind));
	arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[64];
	int fd = memfd_create("recording", MFD_CLOEXEC);

	log_collect();
	assert(fd >= 0 && file_write_all(fd, data, size));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	run_kind(JOB_PROBE, path);
	run_kind(JOB_PICTURE, path);
	run_kind(JOB_PUBLISH, path);
	run_kind(JOB_MASTER, path);
	close(fd);
	return 0;
}
