#ifndef PUBLISH_SHIPMENT_H
#define PUBLISH_SHIPMENT_H

#include "courier.h"
#include "publish/publication.h"
#include "reconcile.h"

/*
 * The part of a publication that goes to one target: its notes, its lock, its plan. The order of
 * steps is the publication's; each step here reports what went wrong and says false then.
 */
struct shipment {
	const struct target *target;
	struct host host;
	struct shipment *fleet; /* all of the publication: each keeps the locks of the others alive */
	struct courier *courier, *pulse; /* pulse: renews the lock while the other is busy; NULL until then */
	const struct publication_options *options;
	struct memo *memo;
	const char *dir; /* of this computer's notes of the target */
	struct arena *arena;
	struct diag *diag;

	struct record_note record;   /* what the target says of itself */
	struct touched_note touched; /* of a publication that has not ended */
	bool has_record, has_touched;
	char record_hash[HASH_HEX], touched_hash[HASH_HEX]; /* of both as they were read; "" : there was none */
	bool hastens;                /* publication.h */
	struct output_tree want;     /* what this target takes, sorted */
	struct output_tree whole;    /* all that a host that takes everything at once shall have, sorted */
	struct reconcile question;
	struct reconciled done;
	struct shipment_plan summary;

	struct publication_id id;    /* of the publication under way */
	struct touched_note touches; /* its journal */
	int64_t release;
	struct courier_patience pulse_patience;
	bool    locked;
	double  last_pulse, next_pulse; /* when the lock was written last, and when it will be: of shipment_seconds() */
	double  sending;             /* seconds that bytes were on their way, and … */
	int64_t sent;                /* … how many */
	int64_t before, all_bytes;   /* of all targets: sent before this one's, and in all */
	size_t  steps_done;
	const struct output_file *record_file; /* in `whole` */
	bool    shown;
};

bool shipment_open(struct shipment *s, const struct publication_options *o, const struct publication_target *t,
		   struct arena *a, struct diag *diag);
void shipment_close(struct shipment *s);

/* Asks the target what it has, and plans. */
bool shipment_compare(struct shipment *s, const struct output_tree *want);
bool shipment_is_empty(const struct shipment *s);

/* Takes the lock (shipment_lock.h) and leaves the journal; begins a deploy where everything goes at once. */
bool shipment_begin(struct shipment *s);
bool shipment_send(struct shipment *s, enum plan_act act, enum output_group group);
bool shipment_show(struct shipment *s); /* ends a deploy; nothing elsewhere */
bool shipment_end(struct shipment *s);

#endif
