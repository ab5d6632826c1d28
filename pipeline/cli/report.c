#include "report.h"

#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "environment.h"
#include "opt.h"

bool report_is_json(const char *format)
{
	return format && strcmp(format, "json") == 0;
}

const char *report_plural(unsigned long n, const char *one, const char *many)
{
	return n == 1 ? one : many;
}

void report_messages(const struct diag *diag)
{
	unsigned errors = diag->count[SEV_ERROR] + diag->count[SEV_FATAL];
	unsigned warnings = diag->count[SEV_WARNING];

	diag_print(diag, stderr, environment_colour(stderr));
	if (errors || warnings)
		fprintf(stderr,
			"%u %s, %u %s; 'blether explain %s' tells more about the word in "
			"[brackets]\n",
			errors, report_plural(errors, "error", "errors"), warnings,
			report_plural(warnings, "warning", "warnings"), diag_first_slug(diag));
}

int report_status(const struct diag *diag)
{
	if (diag->count[SEV_FATAL])
		return STATUS_MACHINE;
	return diag->count[SEV_ERROR] ? STATUS_CONTENT : STATUS_GOOD;
}
