#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include <stdbool.h>
#include <stdio.h>

struct command;
struct kind;

/* Where files of a kind stand, and tables that no kind describes. */
struct manual_place {
	const char *name;    /* of the kind, or of the table */
	const char *also;    /* what people may call it, parted by blanks */
	const char *where;   /* its path in the content */
	const char *example; /* a whole file, lines; NULL where 'blether new' makes one, or it is long */
};

/* A kind of file, or of what stands in one (`person`), by its name; NULL when there is none. */
const struct kind *manual_kind(const char *name);

/* Made from the tables of commands, options, fields and messages. */
void manual_fields(const struct kind *kind, FILE *out); /* the fields of a kind, for people */

/* All fields of that name, or for which others have that name; false: there is none. */
bool manual_field(const char *name, FILE *out);

const struct manual_place *manual_place(const char *name); /* NULL: it needs none */
void manual_where(const struct kind *kind, FILE *out);
bool manual_example(const struct manual_place *p, FILE *out); /* for people; false where there is none, or no place */
void manual_table(const struct manual_place *p, FILE *out);   /* the same where no kind has told the fields */
void manual_files(FILE *out);                                 /* all examples, for man */

void manual_roff(FILE *out);                            /* blether(1), man(7) macros */
void manual_page(const struct command *cmd, FILE *out); /* blether-COMMAND(1), if it has sections */
void manual_completion(FILE *out);                      /* for bash */

#endif
