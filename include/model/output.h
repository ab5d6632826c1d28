#ifndef MODEL_OUTPUT_H
#define MODEL_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What a build makes, file by file, on its way from those who render (site,
 * feed) to the one who publishes. The groups are the order of publishing: what
 * a group names stands in the groups before it.
 */
enum output_group {
	OUTPUT_MEDIA, /* audio and pictures, under names that are never reused */
	OUTPUT_PAGE,  /* leaf pages, transcripts, chapters, style sheet */
	OUTPUT_LIST,  /* home, lists of items, sitemap */
	OUTPUT_FEED,
	OUTPUT_GROUPS,
};

struct output_meta {
	const char       *path; /* relative, `/`-separated, in the output folder */
	enum output_group group;
	const char       *type; /* media type */
};

/*
 * Takes files one by one. The bytes are the caller's again after the call.
 * What goes wrong is reported to the sink's own diagnostics; the caller goes on.
 */
struct output_sink {
	void (*put)(struct output_sink *sink, struct output_meta meta, const void *bytes, size_t len);
	/* The same for a file that exists: its bytes are those of `file`. */
	void (*put_file)(struct output_sink *sink, struct output_meta meta, const char *file,
			 const char *sha256, int64_t size);
	/*
	 * Or NULL: every file is wanted. Where this says false, what costs time to make may be left
	 * out; what is put all the same is taken. A path that ends in '/' stands for all below it.
	 */
	bool (*wants)(struct output_sink *sink, const char *path);
};

/* Is this file worth the time that it takes to make? */
static inline bool output_wants(struct output_sink *sink, const char *path)
{
	return !sink->wants || sink->wants(sink, path);
}

/* A file as it will stand in the output, and where its bytes can be read now. */
struct output_file {
	const char       *path;
	const char       *type;
	const char       *disk; /* to open it: its final place, or where it waits for it */
	char              sha256[65];
	int64_t           size;
	enum output_group group;
	bool              is_new, is_changed;
};

/* The whole output, sorted by path. */
struct output_tree {
	struct output_file *files;
	size_t              count;
};

/* The file at `path`, or NULL. */
const struct output_file *output_find(const struct output_tree *tree, const char *path);

#endif
