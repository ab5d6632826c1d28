#ifndef SITE_RENDERING_H
#define SITE_RENDERING_H

#include "theme.h"

/*
 * Asks every kind of page which templates it uses, with a site that has nothing in it: they stand in
 * `theme->uses` afterwards. A page asks for its template before it looks at the content.
 */
void site_list_templates(const char *theme_dir, struct theme *theme, struct diag *diag);

#endif
