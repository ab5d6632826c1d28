#ifndef CLI_CLONE_H
#define CLI_CLONE_H

struct arena;

/* What `blether clone` makes anew of something that is there; gives the exit status. */
struct clone_opts {
	const char *content, *cohort;
};

int clone_programme(const struct clone_opts *o, const char *name, struct arena *a);

#endif
