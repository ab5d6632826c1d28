#ifndef READ_PUBLISHING_H
#define READ_PUBLISHING_H

#include "model/publishing.h"

struct arena;
struct diag;

/* Reads publish.yaml of a content folder; NULL after reporting that there is none. */
struct publishing *read_publishing(const char *dir, struct arena *a, struct diag *diag);

#endif
