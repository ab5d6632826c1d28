#ifndef MODEL_WITHDRAWN_H
#define MODEL_WITHDRAWN_H

struct arena;
struct site;

/*
 * A fingerprint (64 hexadecimal digits) of all that was withdrawn up to now: items, by the ledger, and
 * consent that was taken back, has ended, or was given anew in other words. "" when nothing was. It is
 * another as soon as one thing more is withdrawn. Never published: who guesses a name could try it.
 */
const char *site_withdrawn(const struct site *site, struct arena *a);

#endif
