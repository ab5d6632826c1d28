#ifndef MEDIA_APART_H
#define MEDIA_APART_H

#include <stdbool.h>

struct job_answer;
struct task;

/*
 * Does a job in a process of its own, which can reach nothing but the files of
 * the job (sandbox.h) and ends when this one does. Whatever a hostile file does
 * to it, only this job fails: how is in the task's failure.
 */
bool apart_run_job(struct task *t, struct job_answer *answer);

#endif
