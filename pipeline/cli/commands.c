#include "commands.h"

#include <string.h>

/* clang-format off: one to a line */
const struct command *const commands[] = {
	&cmd_new,
	&cmd_clone,
	&cmd_check,
	&cmd_serve,
	&cmd_build,
	&cmd_publish,
	&cmd_releases,
	&cmd_rollback,
	&cmd_pack,
	&cmd_export,
	&cmd_schedule,
	&cmd_inspect,
	&cmd_verify,
	&cmd_diff,
	&cmd_rename,
	&cmd_replace,
	&cmd_redate,
	&cmd_withdraw,
	&cmd_consent,
	&cmd_move,
	&cmd_map,
	&cmd_import,
	&cmd_mail,
	&cmd_send,
	&cmd_stats,
	&cmd_year,
	&cmd_fields,
	&cmd_explain,
	&cmd_help,
	NULL,
};
/* clang-format on */

const struct command *command_find(const char *name)
{
	for (const struct command *const *c = commands; *c; c++) {
		if (strcmp((*c)->name, name) == 0)
			return *c;
	}
	return NULL;
}
