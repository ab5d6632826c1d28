#ifndef READ_PEOPLE_H
#define READ_PEOPLE_H

#include "artwork.h"
#include "listing.h"
#include "reader.h"

/*
 * Reads people/, a file a person. Needs the consents: who took theirs back
 * has no page, and their picture is not looked at.
 */
void profiles_read(struct reader *r);

/*
 * Takes those out of a list who took their consent back, with a note: a show
 * goes on without them.
 */
void people_leave_out(struct reader *r, struct list *people);

/*
 * Finds the file of everybody in a list, by the `person` or else by the name,
 * and fills in from it what the list leaves open. Checks that each person's
 * group is the one that the role belongs to, and fills in that group where none
 * is written: apps take a person without group for one of the cast (podcast
 * namespace, "person"). `place` is where pictures named in the list lie.
 */
void people_complete(struct reader *r, const struct place *place, struct list *people);

#endif
