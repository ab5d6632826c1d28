#include "log.h"

#include <libavutil/log.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/*
 * The one mutable global of the worker: libav's log callback has no argument of
 * ours. Per thread, because several threads decode.
 */
static _Thread_local struct {
	unsigned errors;
	bool line_open; /* what comes next belongs to the same line */
	char last[LOG_LINE];
} collected;

/* One line of what is safe in a message: no control characters, no broken UTF-8. */
static void make_plain(char *s)
{
	char *to = s;

	for (; *s && *s != '\n'; s++) {
		if (*s >= 0x20 && *s < 0x7f)
			*to++ = *s;
	}
	*to = '\0';
}

static void __attribute__((format(printf, 3, 0)))
collect(void *who, int level, const char *fmt, va_list ap)
{
	(void)who;
	if (level > AV_LOG_ERROR)
		return;
	collected.errors++;
	if (!collected.line_open) {
		vsnprintf(collected.last, sizeof(collected.last), fmt, ap);
		make_plain(collected.last);
	}
	collected.line_open = !strchr(fmt, '\n');
}

void log_collect(void)
{
	av_log_set_callback(collect);
}

unsigned log_errors(void)
{
	return collected.errors;
}

void log_forget(void)
{
	collected.last[0] = '\0';
	collected.line_open = false;
}

const char *log_last(void)
{
	return collected.last;
}
