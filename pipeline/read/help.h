#ifndef READ_HELP_H
#define READ_HELP_H

#include "listing.h"
#include "reader.h"

/* Reads help/<slug>.md into site->help, emergencies first. Returns what lies in the folder. */
void help_read(struct reader *r);

#endif
