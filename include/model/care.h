#ifndef MODEL_CARE_H
#define MODEL_CARE_H

#include <stdbool.h>

#include "model/site.h"

struct arena;
struct diag;

/*
 * Topics that can hurt who hears of them, and what follows: people are told before they listen,
 * are shown where help is, and where somebody may look over their shoulder they can leave at once.
 * Sources: Samaritans' media guidelines, GOV.UK Design System ("Exit this page").
 */
struct care_topic {
	const char *name;  /* as messages and people call it: "domestic abuse" */
	const char *also;  /* other words for it, parted by '|' */
	const char *wider; /* the name of a topic whose help fits too, or NULL */
	bool is_urgent;  /* somebody may be in danger now: the emergency number belongs beside it */
	bool is_watched; /* whoever reads of it may be watched by those whom they fear */
};

/* All of them, ended by one without a name. */
extern const struct care_topic care_topics[];

/* The topic that somebody means with a word, in any case, with hyphens or blanks; or NULL. */
const struct care_topic *care_topic_find(const char *word, struct arena *scratch);

/*
 * Fills `care` of every episode: which of its topics need care, and what entries of help fit,
 * the most fitting first. To be called when episodes and help are read.
 */
void site_care(struct site *site, struct arena *a);

/* Is there an entry of help for those who may be watched? */
bool help_is_watched(const struct site *site);

/* Does a step of the journey lead to help or to a group for those who may be watched? */
bool journey_is_watched(const struct site *site, const struct journey *journey);

/* Is there any page that must offer a way out? */
bool site_is_watched(const struct site *site);

/* Is there an entry of help for this topic, or for anything? Emergency numbers do not count. */
bool care_has_help(const struct site *site, const struct care_topic *topic);

/* More days than these since somebody looked: a warning, and the end of what may be published. */
#define HELP_AGING_DAYS      183
#define HELP_STALE_DAYS      366
#define STATEMENT_AGING_DAYS 335
#define STATEMENT_STALE_DAYS 366

/*
 * Checks that help is up to date and can be reached, that episodes about such topics have a note
 * and help, and that the accessibility statement is alive, as of site->now.
 */
void site_check_care(const struct site *site, struct diag *diag);

/* A number as `tel:` and `sms:` take it: digits, behind a '+' if it has one; "+44 (0)141" loses its
 * 0. */
char *phone_dialled(const char *phone, struct arena *a);

/* "Text 60000", "Text HELLO to 60000": how to write to those who answer; the entry has a number for it. */
const char *help_text_words(const struct interface *t, const struct help_entry *h, struct arena *a);

#endif
