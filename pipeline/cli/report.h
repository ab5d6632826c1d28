#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include <stdbool.h>

struct diag;

/* `--format`: is it json? */
bool report_is_json(const char *format);

/* Prints the messages for people and a line that counts them, to stderr. */
void report_messages(const struct diag *diag);

/* The exit status that the worst message asks for. */
int report_status(const struct diag *diag);

/* `n` and the word for it: "1 file", "4 files". For printf with "%zu %s". */
const char *report_plural(unsigned long n, const char *one, const char *many);

#endif
