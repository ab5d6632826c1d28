#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "base/version.h"
#include "opt.h"

extern const struct command cmd_new, cmd_check, cmd_serve, cmd_build, cmd_pack, cmd_schedule, cmd_inspect,
	cmd_verify, cmd_diff;
extern const struct command cmd_rename, cmd_replace, cmd_redate, cmd_withdraw, cmd_consent, cmd_move, cmd_import;
extern const struct command cmd_publish, cmd_releases, cmd_rollback;
extern const struct command cmd_clone, cmd_export;
extern const struct command cmd_explain, cmd_help, cmd_fields;
extern const struct command cmd_map;
extern const struct command cmd_mail, cmd_send, cmd_stats, cmd_year;

/* Every command, in the order of help; ended by NULL. */
extern const struct command *const commands[];

const struct command *command_find(const char *name);

#endif
