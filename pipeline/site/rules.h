#ifndef SITE_RULES_H
#define SITE_RULES_H

#include "model/ledger.h"
#include "press.h"

/* Writes down for the usual hosts what they should know of the site: rules.c. */
void put_rules(struct press *p, const struct ledger_redirects *all);

#endif
