#ifndef MEDIA_SANDBOX_H
#define MEDIA_SANDBOX_H

/*
 * Gives up what a decoder never needs, so that a recording made to attack it
 * finds little: no core dumps, a ceiling on memory, no new privileges, and no
 * sockets, programs or other processes (seccomp). What a kernel or a container
 * refuses is left out; the worker goes on.
 */
void sandbox_enter(void);

/* A job may take so much CPU from now on; beyond it the kernel ends the worker. */
void sandbox_begin_job(void);

#endif
