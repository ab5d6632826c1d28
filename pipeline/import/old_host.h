#ifndef IMPORT_OLD_HOST_H
#define IMPORT_OLD_HOST_H

#include <stdbool.h>
#include <stddef.h>

#include "import/redirects.h"

struct arena;
struct strbuf;

/* An address at a host that a show leaves. */
struct old_address {
	const char *path;    /* as it is asked for: percent-encoded, from its slash on */
	const char *decoded; /* as servers see it: each run of slashes is one */
	const char *query;   /* without its question mark, percent-encoded; NULL: none, and whatever is asked counts */
	const char *to;
	bool also; /* the same with or without a slash at its end, which servers answer alike */
};

struct old_host {
	const char *name; /* "old.example.org", or with a port behind a colon; small letters */
	struct old_address *all; /* those with a query first: a server takes the first that fits */
	size_t count, room;
	size_t unfit; /* that no rule can name: the table of all has them */
	bool   has_root; /* its front page is left alone: it may belong to more than the show */
};

/* A form in which a kind of host takes redirects. */
struct redirect_form {
	const char *file;  /* its name */
	const char *whose; /* "Apache (.htaccess)" */
	const char *how;   /* what is to be done with the file, a sentence for people */
	void (*write)(const struct old_host *h, struct strbuf *out, struct arena *a);
};

extern const struct redirect_form redirect_forms[];
extern const size_t               redirect_form_count;

/* Those of which the most moved first. Beyond `count` there are others, which are in the table of all only. */
struct old_hosts {
	struct old_host *all;
	size_t           count;
	size_t           rest; /* hosts beyond LIMIT_OLD_HOSTS */
};

struct old_hosts old_hosts(const struct import_moves *moves, struct arena *a);

/* The name of a host's folder. */
char *old_host_folder(const struct old_host *h, struct arena *a);

#endif
