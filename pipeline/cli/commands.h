#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "opt.h"

#define BLETHER_VERSION "0.1.0"

extern const struct command cmd_new, cmd_check, cmd_build, cmd_inspect, cmd_explain, cmd_help;

/* Every command, in the order of help; ended by NULL. */
extern const struct command *const commands[];

const struct command *command_find(const char *name);

#endif
