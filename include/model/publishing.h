#ifndef MODEL_PUBLISHING_H
#define MODEL_PUBLISHING_H

#include "model/output.h"
#include "model/site.h"

struct diag;

/* Where a site is published: publish.yaml, beside site.yaml. No secret stands in it. */
#define PUBLISHING_FILE "publish.yaml"

/*
 * A place that files are sent to. Which of the fields a kind of place has, and must have, is
 * checked by rules_publishing.c; what a kind can do is told by publish/host.h.
 */
struct target {
	const char *name;  /* "web": how people and the folder of its notes call it */
	const char *kind;  /* one of target_kinds */
	const char *to;    /* where the files go: sftp://host/folder, https://…, s3://bucket/prefix, a folder, or a name at the host */
	const char *takes; /* "all", "audio", or "pages": everything but audio */
	const char *user;  /* name, or the public half of a key */
	const char *secret_file;    /* that only its owner can read; relative to the content folder */
	const char *secret_command; /* whose first line of output is the secret */
	const char *key_file, *known_hosts; /* SSH */
	const char *ca;       /* certificates to believe, for a server that has its own */
	const char *endpoint; /* the server of an S3 service, or of a hosted API other than the usual */
	const char *region, *style, *acl; /* S3; style: "path" or "host" */
	const char *branch;   /* Git, GitHub */
	const char *history;  /* Git: "kept", or "none": each publication replaces the one before */
	const char *plan;     /* Neocities: "free" or "supporter" */
	int64_t connections;  /* at once, at most */
	int64_t kilobytes;    /* a second, at most; 0: as fast as it goes */
	struct span at;       /* of the entry in publish.yaml */
};

struct publishing {
	struct item item;
	struct list targets;      /* struct target */
	int64_t     grace_days;   /* how long what has a successor is kept, as caches name it still */
	int64_t     keep;         /* releases that can be brought back */
	int64_t     most_deletions; /* in one publication, without being asked for */
	/* Who is told, besides the hub of site.yaml, which feeds name. NULL: nobody. */
	const char *podping, *podping_secret_file;
	const char *webhook, *webhook_secret_file;
};

extern const struct kind kind_publishing, kind_target;

/* "folder", "sftp", …, ended by NULL. */
extern const char *const target_kinds[];

/* Does this target get this file? */
bool target_takes(const struct target *t, const struct output_file *file);

/*
 * How the fields fit each other: what each kind of target needs and has, which places it can put
 * files, and who takes what. Every fault is reported.
 */
void publishing_check(const struct publishing *p, struct diag *diag);

/* Does nobody get in there without a secret? */
bool target_needs_secret(const struct target *t);

/* The target with this name, or NULL. */
struct target *publishing_target(const struct publishing *p, const char *name);

#endif
