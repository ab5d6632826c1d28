#ifndef MEDIA_SANDBOX_H
#define MEDIA_SANDBOX_H

#include <stddef.h>

/*
 * Is this a build with sanitizers? They reserve terabytes of addresses and trace
 * the process when it ends: with them there are only some of the ceilings.
 */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANDBOX_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANDBOX_SANITIZED 1
#endif
#endif
#ifndef SANDBOX_SANITIZED
#define SANDBOX_SANITIZED 0
#endif

/* The files, and folders with all below them, that may be opened once the door is shut. NULLs are skipped. */
struct sandbox {
	const char *const *read;
	size_t             read_count;
	const char *const *write; /* files that exist: may be read, written and cut short */
	size_t             write_count;
};

/*
 * Gives up what work on a recording never needs, so that one made to attack the
 * decoder finds nothing: no file but those allowed (Landlock), no network, no
 * other program or process, and no system call but those of reading, computing
 * and threads (seccomp); ceilings on memory, computing time, file size and open
 * files; no core dump. For the process and all its threads, for ever.
 *
 * What a kernel or a container does not offer is left out; the work goes on.
 */
void sandbox_enter(const struct sandbox *allowed);

#endif
