#ifndef READ_PUBLISHING_H
#define READ_PUBLISHING_H

#include "model/publishing.h"

struct arena;
struct diag;

/* Reads and checks publish.yaml of a content folder; NULL after reporting that there is none. Faults in it are reported. */
struct publishing *read_publishing(const char *dir, struct arena *a, struct diag *diag);

#endif
