#ifndef MODEL_LICENCE_H
#define MODEL_LICENCE_H

/* The licences a site can name, by their SPDX identifiers (and ARR: all rights reserved). */
struct licence {
	const char *id;
	const char *name; /* for people */
	const char *url;  /* NULL: none */
};

/* The licence with this id in any case, or NULL. */
const struct licence *licence_find(const char *id);

/* All ids, ended by NULL. */
const char *const *licence_ids(void);

#endif
