#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include <stdbool.h>
#include <stdio.h>

struct command;
struct kind;

/* A kind of file, or of what stands in one (`person`), by its name; NULL when there is none. */
const struct kind *manual_kind(const char *name);

/* Made from the tables of commands, options, fields and messages. */
void manual_fields(const struct kind *kind, FILE *out); /* the fields of a kind, for people */

/* All fields of that name, or for which others have that name; false: there is none. */
bool manual_field(const char *name, FILE *out);

void manual_roff(FILE *out);                            /* blether(1), man(7) macros */
void manual_page(const struct command *cmd, FILE *out); /* blether-COMMAND(1), if it has sections */
void manual_completion(FILE *out);                      /* for bash */

#endif
