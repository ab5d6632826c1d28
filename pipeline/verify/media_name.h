#ifndef VERIFY_MEDIA_NAME_H
#define VERIFY_MEDIA_NAME_H

#include "check.h"

/*
 * Reads what is about to be published under a name with a piece of its hash,
 * and checks that the bytes have that hash: nothing else must ever stand there.
 */
void media_name_check(struct check *c, const struct output_file *file);

#endif
