/*
 * blether-media: reads one job a line from stdin and answers each with a line on
 * stdout (include/jobs/message.h), until there are no more. Each job is done by a
 * process of its own. It can be used by hand:
 * blether-media < jobs.jsonl > facts.jsonl
 */
#include <malloc.h>
#include <signal.h>
#include <stdio.h>

#include "apart.h"
#include "base/limits.h"
#include "base/strbuf.h"
#include "handle.h"
#include "log.h"

/* As in blether: 2 is wrong use, 3 is a failure of the machine. */
enum { EXIT_OK = 0, EXIT_USAGE = 2, EXIT_MACHINE = 3 };

static bool put_line(struct line_sink *s, const char *line, size_t len)
{
	(void)s;
	return fwrite(line, 1, len, stdout) == len && fflush(stdout) == 0;
}

/*
 * Decoding frees as much as it takes all the time. What is free is kept for the next block: to
 * give it back to the kernel at once costs two threads a sixth of their time.
 */
static void keep_memory(void)
{
	mallopt(M_TRIM_THRESHOLD, 32 << 20);
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
}

/* The next line, without its newline; one that is too long overflows the buffer. False at the end.
 */
static bool read_line(struct strbuf *line)
{
	int c;

	strbuf_clear(line);
	while ((c = getc_unlocked(stdin)) != EOF && c != '\n')
		strbuf_addc(line, (char)c);
	return c != EOF || line->len;
}

int main(int argc, char **argv)
{
	struct line_sink out = { put_line };
	struct strbuf line = STRBUF_INIT(LIMIT_JOB_LINE + 1);
	bool ok = true;

	(void)argv;
	if (argc > 1) {
		fputs("usage: blether-media < jobs.jsonl > facts.jsonl\n", stderr);
		return EXIT_USAGE;
	}
	signal(SIGPIPE, SIG_IGN);
	keep_memory();
	log_collect();
	while (ok && read_line(&line))
		ok = media_handle_line(line.data, line.len, apart_run_job, &out);
	strbuf_release(&line);
	if (!ok || ferror(stdin)) {
		fputs("fatal: a job cannot be read or its answer cannot be written\n", stderr);
		return EXIT_MACHINE;
	}
	return EXIT_OK;
}
