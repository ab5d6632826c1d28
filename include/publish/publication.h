#ifndef PUBLISH_PUBLICATION_H
#define PUBLISH_PUBLICATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "model/output.h"
#include "model/publishing.h"

struct arena;
struct courier_patience;
struct diag;

/*
 * Brings a whole output to one or several targets, in the one order in which nobody meets a name
 * without its file (pipeline/publish/plan.h), whatever stops it at whatever byte:
 *
 *   open → compare (asks each target what it has) → plan → apply → close
 *
 * On each target blether keeps two notes of its own. `.blether-manifest` says what it put there and
 * which release that is; it is written last. `.blether-publishing` stands there while a publication
 * is under way: it is the lock that keeps two computers apart, and the journal of what the
 * publication touches, so that the next run, on whichever computer, knows what may be half done.
 * This computer remembers besides which steps are done (`.blether/publish/NAME/`), so that its own
 * next run need not do them again.
 *
 * Only what a manifest or a journal says blether put there is ever replaced or deleted. What is gone
 * from the site, but has a successor (the same name with another hash: new audio, a new style sheet),
 * stays for `grace_days`, as caches and apps name it still; what has none was taken away, and goes at once.
 * So does all else that is gone, when anything was withdrawn that this computer does not know the target
 * to be without: an old recording or poster may have whoever took back their consent.
 */
struct publication;

/* How it goes. */
struct publication_state {
	const char *target;
	const char *path;       /* on its way */
	int64_t     sent, bytes; /* of all targets */
	size_t      done, files;
	double      per_second; /* bytes, over the last seconds; 0: not known yet */
	const char *waiting;    /* why everything waits, or NULL */
};

struct publication_progress {
	void (*show)(void *arg, const struct publication_state *state); /* called often; or NULL */
	void *arg;
};

struct publication_target {
	const struct target *target;
	const char *secret; /* or NULL */
};

struct publication_options {
	const char   *dir;     /* the content folder */
	const char   *cache;   /* where this computer's notes are: .blether */
	const char   *address; /* of the site */
	const char   *audio_address; /* where recordings are on the web (site_audio_base()); NULL: with the pages */
	const char   *title;   /* of the site, for hosts that show one; or NULL */
	const char   *licence; /* the address of that of all recordings; NULL: there is no one */
	const char   *withdrawn; /* site_withdrawn() */
	const char   *self;    /* the path of this program, for host->self; or NULL */
	struct moment now;
	const struct publishing *settings;
	const struct publication_target *targets;
	size_t        count;
	bool          again;     /* send everything, whatever the manifests say */
	bool          take_over; /* replace files that blether did not put there */
	bool          break_lock; /* another publication is known to be dead */
	bool          no_grace;   /* nothing stays that is gone from the site */
	/* The file of this computer that has these bytes, or NULL: what leaves a host that takes everything at once is sent again. */
	const char *(*find_stored)(void *store, const char *sha256);
	void         *store;
	struct publication_progress progress;
	const struct courier_patience *patience; /* pipeline/publish/courier.h; NULL: the usual */
};

/* NULL after reporting settings that no target could work with. All memory is in `a`. */
struct publication *publication_open(const struct publication_options *o, struct arena *a, struct diag *diag);
void publication_close(struct publication *p);

enum publication_act { PUBLICATION_CREATE, PUBLICATION_REPLACE, PUBLICATION_DELETE };

struct publication_step {
	enum publication_act act;
	const struct output_file *file;
};

/* What will be done at one target. */
struct shipment_plan {
	const struct target *target;
	size_t  created, changed, deleted, unchanged;
	size_t  kept;     /* gone, but still there for its grace period */
	int64_t bytes;    /* to be sent */
	double  seconds;  /* at the speed of the last time; 0: not known */
	int64_t release;  /* what stands there now, by its manifest; 0: nothing, or not known */
	bool    first;    /* blether has put nothing there yet */
	bool    resumes;  /* goes on with a publication that was stopped */
	bool    hastens;  /* something was withdrawn: nothing stays for a grace period */
	bool    forever;  /* what is put there cannot be taken back for good */
	bool    gap;      /* what replaces a file deletes the old one first: for a moment there is none */
	const struct publication_step *steps; /* in their order */
	size_t  count;
};

/* Asks every target what it has. False after reporting: a target that cannot be reached, another publication, a limit of the host, files that are not ours. */
bool publication_compare(struct publication *p, const struct output_tree *want);
const struct shipment_plan *publication_plan(const struct publication *p, size_t target);
bool publication_is_empty(const struct publication *p);

/* How types, headers and ranges are set at the kind of host of a target, one sentence; NULL: nothing is known. */
const char *publication_remedy(const struct target *t);

/*
 * Does it. `release` is the number that the manifests get. False after reporting; what is visible is whole, and the next
 * run goes on.
 */
bool publication_apply(struct publication *p, int64_t release);

#endif
