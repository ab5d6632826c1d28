#ifndef PUBLISH_MANIFEST_H
#define PUBLISH_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "model/output.h"

struct arena;
struct diag;
struct strbuf;

/*
 * The two notes that blether keeps in an output folder, as text. Nothing here
 * touches the file system.
 *
 * Both are lines of fields between tabs, sorted by path (bytes), after a first
 * line `NAME <tab> VERSION <tab> LINES` that betrays a file cut short:
 *
 *   blether-manifest: path, SHA-256, size, media type, group, mtime (ns), inode
 *   blether-journal:  path, SHA-256 before (or -), SHA-256 after (or -), group
 *
 * The readers are strict: what they let through can be used without a check.
 */
#define MANIFEST_NAME      ".blether-manifest"
#define JOURNAL_NAME       ".blether-journal"
#define MANIFEST_MAX_BYTES ((size_t)256 << 20)

/* How a file on disk is recognised without reading it. */
struct stamp {
	int64_t size;   /* bytes */
	int64_t mtime;  /* ns since 1970 */
	uint64_t inode; /* 0: never written down */
};

struct record {
	struct output_file file; /* without `disk` and the flags */
	struct stamp stamp;
};

struct manifest {
	struct record *records;
	size_t count;
};

/* Either hash is "" when there is no file. The group says when it may be deleted. */
struct change {
	const char *path;
	enum output_group group;
	char before[HASH_HEX], after[HASH_HEX];
};

struct journal {
	struct change *changes;
	size_t count;
};

/*
 * `text` is NUL-terminated, is written to and must live as long as the result.
 * False after reporting the first damaged line of the file called `name`. What is
 * read lives in the arena of `diag`.
 */
bool manifest_parse(struct manifest *m, const char *name, char *text, size_t len,
		    struct diag *diag);
bool journal_parse(struct journal *j, const char *name, char *text, size_t len,
		   struct diag *diag);

/* The records are in order. */
void manifest_format(const struct manifest *m, struct strbuf *out);
void journal_format(const struct journal *j, struct strbuf *out);

/*
 * May a file of the output have this path? Relative, at most 1,024 bytes and 255
 * a part, no empty part, no `.` or `..`, no control characters, and no part that
 * begins with `.blether-`, which are our own.
 */
bool output_path_ok(const char *path);

#endif
