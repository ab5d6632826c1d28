#ifndef STATS_LOG_H
#define STATS_LOG_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag;
struct log_form;

/* Gives each line of a log, plain or packed with gzip, without its end. False after reporting. */
bool log_read(const char *path,
	      void (*take)(void *arg, struct log_form *form, const char *line, size_t len),
	      void *arg, struct arena *a, struct diag *diag);

#endif
