#ifndef CLI_TARGETS_H
#define CLI_TARGETS_H

#include "model/publishing.h"

struct arena;
struct diag;

/*
 * Targets of kind 'folder' and the folders of this computer: what is published lies outside of the
 * content, of which it would become a part, and of the output (NULL: not known), which it would
 * replace. Compared without links. `p` may be NULL.
 */
void targets_check_places(const struct publishing *p, const char *content, const char *output,
			  struct arena *a, struct diag *diag);

#endif
