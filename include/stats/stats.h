#ifndef STATS_STATS_H
#define STATS_STATS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct diag;

/*
 * Counts downloads from the logs of a web server, by the rules that services for podcasts share (IAB
 * Podcast Measurement Technical Guidelines 2.1; the classes of programs as the Open Podcast Analytics
 * Working Group has them):
 *
 * - only GET, answered with 200 or 206;
 * - robots, previews and other programs without a listener are left out, and so is who gives no name;
 * - what one listener (address and program) loads of one episode within 24 hours of the first request is
 *   one download, in how many pieces and of which of its files ever;
 * - it counts when at least a minute of sound was sent, or all of a shorter episode; tags in front of the
 *   sound do not count.
 *
 * No address is kept: while it counts, a listener is a number made with a salt that nobody sees, and in
 * what is told there are only sums.
 */

/* A file that listeners load. */
struct stats_file {
	const char *path;  /* in the output: "podcasts/talks/audio/hope-0123456789ab.mp3"; its earlier versions count too */
	size_t episode;    /* a number of the caller's */
	bool   is_small;   /* the low-data file of the episode */
	int64_t bytes, tag; /* of the file, and of what stands in front of the sound */
	double seconds;
};

struct stats_wanted {
	const struct stats_file *files;
	size_t count, episodes; /* episodes: how many numbers there are */
	const char *base;       /* path of the site's address, with a slash at both ends */
	int64_t from, to;       /* seconds on the clock of the log; between which a download begins; to: not with it */
};

/* Why a request for one of the files does not count by itself. */
enum stats_left_out { STATS_METHOD, STATS_STATUS, STATS_ROBOT, STATS_NAMELESS, STATS_OUTSIDE, STATS_REASONS };

struct stats_count {
	size_t  episode;
	int64_t month;     /* year * 12 + month - 1 */
	const char *app;   /* of agents.tsv, or "unknown" */
	int64_t downloads;
};

struct stats_result {
	struct stats_count *counts; /* by episode, month, app; none is 0 */
	size_t   count;
	int64_t  lines, unread;     /* lines of the logs, and those that are none */
	int64_t  requests;          /* for one of the files */
	int64_t  left_out[STATS_REASONS];
	int64_t  too_short;         /* listeners to whom less than a minute was sent */
};

struct stats;

struct stats *stats_new(const struct stats_wanted *wanted);
void          stats_free(struct stats *s);

/*
 * Reads a log: the combined format of Apache and nginx (with more columns behind it, or the name of the
 * host in front), JSON lines of Caddy, the extended format of the W3C (IIS, CloudFront); plain or packed
 * with gzip. Several go in the order of their first lines (stats_first_moment). False after reporting.
 */
bool stats_read(struct stats *s, const char *path, struct arena *a, struct diag *diag);

/* When the first request of a log that can be read was; INT64_MAX: there is none. */
int64_t stats_first_moment(const char *path);

/* Ends the counting; the result lives in `a`. */
struct stats_result stats_end(struct stats *s, struct arena *a);

#endif
