#ifndef SITE_RULES_H
#define SITE_RULES_H

#include "model/ledger.h"
#include "press.h"

/* Writes the redirects down as the usual hosts read them; nothing when there are none. */
void put_rules(struct press *p, const struct ledger_redirects *all);

#endif
