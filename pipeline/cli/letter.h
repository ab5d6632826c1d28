#ifndef CLI_LETTER_H
#define CLI_LETTER_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/mem.h"
#include "model/flash_report.h"
#include "publish/message.h"
#include "site/letter.h"

/* The letter of a flash report, as `blether mail` and `blether send` make it. */
struct letter_case {
	const char *content; /* the folder */
	struct site *site;
	const struct flash_report *report;
	struct letter letter;
	const char *host, *list_id; /* of the site */
	struct arena arena;
	struct diag diag;
};

/* What is said when `blether COMMAND` names no report, or only its month. Gives STATUS_USAGE. */
int letter_unnamed(const char *command, int argc, char **argv);

/*
 * Reads the content and makes the letter of the report that the operands name: `flash-report 2021-03`.
 * Gives STATUS_GOOD, or another after saying what is wrong. letter_close() in any case.
 */
int  letter_open(struct letter_case *c, const char *content, const char *now, char **operands);
void letter_close(struct letter_case *c);

/* The message to one address; NULL: to nobody yet. */
struct message letter_to(const struct letter_case *c, const char *to, struct arena *a);

/* Bytes as people read them: "6.1 KB". */
const char *letter_size(size_t bytes, struct arena *a);

#endif
