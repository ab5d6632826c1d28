#ifndef READ_SENDING_H
#define READ_SENDING_H

#include "model/sending.h"

struct arena;
struct diag;

/* Reads private/send.yaml of a content folder; NULL after reporting that there is none. */
struct sending *read_sending(const char *dir, struct arena *a, struct diag *diag);

/*
 * Reads a table of subscribers: a column `email`, and `unsubscribed` where somebody has left. Addresses
 * that cannot be, and such as stand there twice, are reported and left out; of two rows for the same
 * address the one that has left counts. False after reporting that it cannot be read.
 */
bool read_subscribers(const char *path, struct subscribers *into, struct arena *a, struct diag *diag);

#endif
