#ifndef READ_PEOPLE_H
#define READ_PEOPLE_H

#include "reader.h"

/*
 * Checks that each person's group is the one that the role belongs to, and
 * fills in that group where none is written: apps take a person without group
 * for one of the cast (podcast namespace, "person").
 */
void people_complete(const struct reader *r, struct list *people);

#endif
