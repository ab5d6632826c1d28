#ifndef SITE_LETTER_PAGE_H
#define SITE_LETTER_PAGE_H

#include "theme.h"

/* The template of letters; pages do not use it, but it is one of the theme. */
const struct template *letter_template(struct theme *theme);

#endif
