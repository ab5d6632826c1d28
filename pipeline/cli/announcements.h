#ifndef CLI_ANNOUNCEMENTS_H
#define CLI_ANNOUNCEMENTS_H

#include <stdbool.h>

#include "publish/announce.h"

struct diag;
struct publishing;
struct site;

/*
 * Announcements (publish/announce.h) as commands make them: secrets found, what
 * is done told on stderr.
 *
 *   after the publication: announcements_note() → the live check → announcements_send()
 *   with nothing to publish: announcements_send()
 */
struct announcements {
	const struct publishing *settings; /* or NULL: there is no publish.yaml */
	const struct site *site;
	const char *dir;   /* the content folder */
	const char *cache; /* .blether */
	struct moment now;
	bool quiet;
};

/* Can the secrets of who is told be read? False after reporting: known before anything is sent. */
bool announcements_check_secrets(const struct publishing *p, const char *dir, struct diag *diag);

/* Writes down what there is to tell. Nobody is told yet. */
void announcements_note(const struct announcements *n, const struct announcement *what, struct arena *a,
			struct diag *diag);

/* Tells it, and what earlier runs could not; failures are warnings. True when nobody is left to be told. */
bool announcements_send(const struct announcements *n, struct arena *a, struct diag *diag);

#endif
