#ifndef CLI_WITHDRAW_PERSON_H
#define CLI_WITHDRAW_PERSON_H

struct identity_opts;

/*
 * Takes back all that names a person or lets them be heard by name: writes the
 * day into private/consent.csv, then withdraws each episode, then writes the
 * ledger. Without `yes` it only says so. A run that was killed is ended by
 * saying it again. Returns an exit status.
 */
int withdraw_person(const struct identity_opts *o, const char *name);

#endif
