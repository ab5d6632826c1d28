#ifndef CLI_DOWNLOADS_H
#define CLI_DOWNLOADS_H

#include "media.h"
#include "stats/stats.h"

/* The recordings of a site as the counting of downloads wants them. */
struct downloads {
	struct stats_file *files;
	size_t file_count;
	const struct episode **episodes; /* by their number */
	size_t episode_count;
};

/* What listeners can load now; those that were never built are not among them. */
struct downloads downloads_of(const struct site *site, struct arena *a);

#endif
