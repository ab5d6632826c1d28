#ifndef CLI_OPT_H
#define CLI_OPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/*
 * Commands and their options as tables. A table is the only description of an
 * option: parsing, `--help`, the manual page and shell completion read it.
 */
enum opt_kind { OPT_KIND_FLAG, OPT_KIND_STRING, OPT_KIND_CHOICE };

struct opt {
	const char *name; /* long name without the dashes; NULL ends the table */
	char letter;      /* short name, or 0 */
	enum opt_kind kind;
	size_t offset;   /* of the field that it sets */
	const char *arg; /* what to call its argument in help; of a choice: "text|json" */
	const char *help;
};

/* The field's type is checked: a flag sets a bool, the others a const char *. */
#define OPT_FIELD(type, field, want)                                                               \
	(offsetof(type, field) * sizeof(char[_Generic(((type *)0)->field, want : 1)]))
#define OPT_FLAG(type, field, letter_, name_, help_)                                               \
	{                                                                                          \
		name_, letter_, OPT_KIND_FLAG, OPT_FIELD(type, field, bool), NULL, help_           \
	}
#define OPT_STRING(type, field, letter_, name_, arg_, help_)                                       \
	{                                                                                          \
		name_, letter_, OPT_KIND_STRING, OPT_FIELD(type, field, const char *), arg_, help_ \
	}
#define OPT_CHOICE(type, field, letter_, name_, arg_, help_)                                       \
	{                                                                                          \
		name_, letter_, OPT_KIND_CHOICE, OPT_FIELD(type, field, const char *), arg_, help_ \
	}
#define OPT_END                                                                                    \
	{                                                                                          \
		NULL, 0, OPT_KIND_FLAG, 0, NULL, NULL                                              \
	}

/* A paragraph of a manual page, and words that it explains. */
struct section {
	const char *title; /* "Exit status"; NULL ends a list of sections */
	const char *text;  /* or NULL */
	const struct command_term {
		const char *name; /* NULL ends the list */
		const char *meaning;
	} *terms; /* or NULL */
};

struct outline;

struct command {
	const char *name;
	const char *operands; /* as shown in help: "[PATH...]" */
	const char *summary;  /* one sentence */
	const char *details;  /* paragraphs for the manual, or NULL */
	const struct section *sections; /* of a manual page of its own, or NULL: it needs none */
	const struct outline *prints;   /* with --format=json, when the page is to tell; or NULL */
	const struct opt *opts;
	size_t opts_size;               /* of the struct that `opts` fill */
	int operands_min, operands_max; /* how many; max -1: any number */
	int (*run)(const void *opts, int argc, char **argv);
};

/* What a command returns, and the exit status of the program. */
enum { STATUS_GOOD = 0, STATUS_CONTENT = 1, STATUS_USAGE = 2, STATUS_MACHINE = 3, STATUS_NOT_DUE = 4 };

/*
 * Fills `into` from argv[1..], moves the operands to the front of argv and
 * returns how many there are; -1 after printing to stderr what is wrong.
 */
int opt_parse(const struct command *cmd, void *into, int argc, char **argv);
void opt_help(const struct command *cmd, FILE *out);

#endif
