#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "askpass.h"
#include "base/mem.h"
#include "base/text.h"
#include "commands.h"

static bool asks_for_help(const char *arg)
{
	return strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0;
}

static bool any_asks_for_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (asks_for_help(argv[i]))
			return true;
	}
	return false;
}

static int run(const struct command *cmd, int argc, char **argv)
{
	if (any_asks_for_help(argc, argv)) {
		opt_help(cmd, stdout);
		return STATUS_GOOD;
	}
	void *opts = xcalloc(1, cmd->opts_size);
	int operands = opt_parse(cmd, opts, argc, argv);
	int status = operands < 0 ? STATUS_USAGE : cmd->run(opts, operands, argv);

	free(opts);
	return status;
}

/* Output that did not reach its file is a failure, whatever the command said. */
static int close_stdout(int status)
{
	bool failed_before = ferror(stdout); /* and by now errno is of something else */

	if (fflush(stdout) == 0 && !failed_before && fclose(stdout) == 0)
		return status;
	fprintf(stderr, "error: standard output: %s\n",
		failed_before ? "not everything could be written" : strerror(errno));
	return STATUS_MACHINE;
}

/* What stands for a command when it is written as an option. */
static const char *command_name(const char *arg)
{
	return asks_for_help(arg) ? "help" : arg;
}

static int no_command(const char *name)
{
	const char *names[40] = { 0 };

	for (size_t i = 0; i < COUNT(names) - 1 && commands[i]; i++)
		names[i] = commands[i]->name;
	const char *near = text_nearest(name, names);

	fprintf(stderr, "error: there is no command '%s'%s%s%s\ntry: blether help\n", name,
		near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	return STATUS_USAGE;
}

/* A stream that is closed at the start would give its number to the next file that is opened. */
static bool open_streams(void)
{
	int fd = open("/dev/null", O_RDWR);

	while (fd >= 0 && fd <= STDERR_FILENO)
		fd = dup(fd);
	if (fd > STDERR_FILENO)
		close(fd);
	return fd >= 0;
}

int main(int argc, char **argv)
{
	if (!open_streams())
		return STATUS_MACHINE;
	signal(SIGPIPE, SIG_IGN); /* a closed pipe is a failed write, not a silent end */
	const char *whose = getenv(ASKPASS_VARIABLE);
	if (whose)
		return close_stdout(askpass_answer(whose, argc > 1 ? argv[1] : ""));
	if (argc < 2) {
		fputs("usage: blether COMMAND [options] [operands]\ntry: blether help\n", stderr);
		return STATUS_USAGE;
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts("blether " BLETHER_VERSION);
		return close_stdout(STATUS_GOOD);
	}
	const struct command *cmd = command_find(command_name(argv[1]));
	if (!cmd)
		return no_command(argv[1]);
	return close_stdout(run(cmd, argc - 1, argv + 1));
}
