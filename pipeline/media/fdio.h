#ifndef MEDIA_FDIO_H
#define MEDIA_FDIO_H

#include <libavformat/avio.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * libav's reading and writing over a file descriptor of ours. libav never sees
 * a name, so no name can be a playlist, an address or an option; and the first
 * error of the disk is kept for the message.
 */

/* The descriptor stays the caller's. Two over one descriptor have places of their own. */
AVIOContext *fdio_open(int fd, bool writable);
void         fdio_close(AVIOContext **io);

/* errno of the first call that failed, or 0. */
int fdio_error(const AVIOContext *io);

/* Reads exactly `len` bytes at `at`. */
bool fd_read_at(int fd, int64_t at, void *into, size_t len);

#endif
