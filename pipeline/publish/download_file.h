#ifndef PUBLISH_DOWNLOAD_FILE_H
#define PUBLISH_DOWNLOAD_FILE_H

#include "guard.h"
#include "part.h"
#include "probe.h"
#include "publish/download.h"

/* Of one server no more at once. */
#define DOWNLOAD_PER_HOST 2

/*
 * Small files get their names together, after one syncfs(2): waiting for the disk for each of them
 * took five times as long as fetching them. At most so many, or for so many seconds.
 */
#define DOWNLOAD_TOGETHER 64
#define DOWNLOAD_WAITS    2

/* A server, by the authority of a URL, and what is still to be asked of it. */
struct download_host {
	const char *name;
	int busy;    /* requests under way */
	double wake; /* it asked to be left alone until then, by CLOCK_MONOTONIC */
	struct download_file *first, *last;
	struct download_host *next;
};

struct download_run {
	const struct downloading *how;
	const struct download_patience *patience;
	struct arena *arena;
	struct download_host *hosts; /* a ring; the one to ask next */
	const struct download *current;
	int64_t bytes;    /* of all files, on the disk */
	size_t ended;
	const char *full; /* why nothing can be written any more; or NULL */
	unsigned seed;    /* of the jitter */
	struct download_file *sealed[DOWNLOAD_TOGETHER]; /* whole, and without a name yet */
	size_t sealed_count;
	double sealed_since;
};

#define DOWNLOAD_HOPS 5 /* redirects of a file */
#define DOWNLOAD_HEAD 512 /* bytes that tell a web page (the MIME Sniffing Standard reads 1445) */

/* One file on its way. */
struct download_file {
	struct download_run *run;
	struct download *d;
	struct download_host *host;  /* whose `busy` counts it; or NULL */
	struct download_file *after; /* the next of the same server */
	struct part part;
	struct guard guard;
	CURL *curl;

	/* --- of one try --- */
	const char *trail[DOWNLOAD_HOPS + 1]; /* addresses asked, the last is the one now */
	int hops;
	bool hopping;       /* waits for a server that it was redirected to */
	char range[32];     /* "512-"; "": all of it is asked for */
	char head[DOWNLOAD_HEAD];
	size_t head_len;
	bool begun;         /* bytes of the file come */
	bool anew;          /* what is there is worth nothing: ask for all of it */
	bool enough;        /* of an answer that is no file */
	const char *broken; /* what ended it, if we did; another try may help */
	const char *refusal; /* the same where none will */

	/* --- of all tries --- */
	int tries, restarts;
	int64_t best; /* the size that an earlier try came to */
};

/* The step of its question (probe.h). */
enum step download_file_step(struct question *q, const struct answer *got);

/* The server of a URL; made when it is new. */
struct download_host *download_host_of(struct download_run *run, const char *url);

/* It goes no further: `why` is NULL when it is whole. */
enum step download_file_end(struct download_file *f, enum download_end end, const char *why);

/* Gives the files their names that are whole. */
void download_settle(struct download_run *run);

double download_now(void);

#endif
