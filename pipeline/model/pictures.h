#ifndef MODEL_PICTURES_H
#define MODEL_PICTURES_H

#include "model/site.h"

struct diag;

/* Checks all that opening the pictures of a site has shown; for check.h. */
void pictures_check(const struct site *site, struct diag *diag);

#endif
