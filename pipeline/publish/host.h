#ifndef PUBLISH_HOST_H
#define PUBLISH_HOST_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "model/output.h"
#include "model/publishing.h"

struct diag;
struct memo;

/*
 * A host is somewhere that files can be put: one file a kind (host_*.c), each a `struct host_kind`,
 * listed in hosts.c. What is done there is cut into *jobs*: one file to put, fetch or remove. A job
 * is a few requests, one after the other; a courier (courier.h) has several on their way at once.
 *
 * A kind knows no order, no retries and no journal: those are the publication's (publication.c) and
 * the courier's. It says what the next request of a job is, and what became of the last.
 */

enum task {
	TASK_GET,    /* path → body. ABSENT: it is not there */
	TASK_CLAIM,  /* put `bytes` at path in one step, unless something is there: then TAKEN */
	TASK_PUT,    /* a file, or `bytes`. The folders above it are made as needed */
	TASK_CHECK,  /* is there a file of file->size bytes at path? ABSENT: none, or of other size */
	TASK_REMOVE, /* and the folders above that are empty then. What is not there: DONE */
	TASK_LIST,   /* names at the top of the place → body, one a line. An empty or missing place: DONE */
	/*
	 * Only of hosts that take everything at once. BEGIN comes before the first PUT and REMOVE; host->want
	 * is set by then. PUT is asked for what is new or changed, and a kind answers at once where the host
	 * has the bytes. After FINISH all of it is visible, or nothing is.
	 */
	TASK_BEGIN,
	TASK_FINISH,
};

enum outcome {
	JOB_REQUEST, /* not an end: perform the request that was set up on job->curl, then ask again */
	JOB_DONE,
	JOB_ABSENT,
	JOB_TAKEN,
	JOB_LATER, /* worth another try, from stage 0: the network, a busy server. `why` says what it was */
	JOB_FAILED, /* will fail again: wrong password, no room, refused. `why` says so, and what to do */
};

/* What of a file or of memory a request sends. */
struct cargo {
	const char *disk;  /* NULL: `bytes` */
	const char *bytes;
	int         fd;    /* a file without a name, which the courier closes; 0: none */
	int64_t     from, size; /* bytes of the file or of `bytes`: where to begin, how many */
};

struct job {
	enum task   task;
	const char *path; /* in the place; '/'-separated, relative, any UTF-8 */
	const struct output_file *file; /* TASK_PUT, TASK_CHECK: what goes; NULL: `bytes`, a note of blether's own */
	const char *bytes;
	size_t      len;
	bool        replaces; /* something is, or may be, at path: readers see the old or the new, never neither */
	bool        unsure;   /* an earlier run may have put all of it, or a part */

	/* --- of the kind: a job begins with all of this zero, and again after JOB_LATER --- */
	int         stage;    /* how many requests were made */
	int64_t     offset;   /* bytes that the place has already */
	void       *own;      /* in `arena` */

	/* --- for the next request; emptied before the kind is asked for it --- */
	CURL              *curl;    /* set up with what all requests share (courier.c); knows nothing of the last any more */
	struct curl_slist *headers; /* HTTP: header fields; freed by the courier */
	struct curl_slist *before, *after; /* SFTP, FTP: CURLOPT_QUOTE, CURLOPT_POSTQUOTE; freed by the courier */
	struct cargo       cargo;   /* what CURLOPT_UPLOAD sends */

	/* --- of the last request --- */
	CURLcode      code;
	long          status;    /* of HTTP or FTP; 0: none */
	curl_off_t    length;    /* of what was asked for, as the server says; -1: it did not say */
	struct strbuf body;      /* at most HOST_BODY_MOST bytes */
	struct strbuf head;      /* header fields of the last answer, as they came */
	char          said[CURL_ERROR_SIZE];

	const char  *why;   /* of JOB_LATER, JOB_FAILED */
	bool         waits; /* JOB_LATER: nothing went wrong, the host only needs time; no try is counted */
	double       after_seconds; /* JOB_LATER: not before; 0: the courier decides */
	struct host *host;
	struct arena arena; /* of this job: emptied when it ends */
};

#define HOST_BODY_MOST ((size_t)256 << 20)

/* What a kind of host can do, as data: checked before the first byte is sent. 0: no limit. */
struct host_traits {
	int64_t     file_bytes, site_bytes;
	size_t      file_count;
	const char *refuses;     /* endings of names that it does not take, parted by blanks: "mp3 vtt" */
	const char *accepts;     /* the only ones that it takes; NULL: any */
	const char *skips;       /* names of files that mean nothing there and are not sent: ".htaccess web.config" */
	const char *note_ending; /* put behind the names of blether's notes where only some endings are taken: ".json" */
	bool        at_once;     /* everything becomes visible in TASK_FINISH; no lock, no order, no grace */
	bool        no_lock;     /* TASK_CLAIM cannot be done */
	bool        gap;         /* replaces a file by deleting the old one first: readers may find nothing for a moment */
	bool        ranges;      /* listeners can ask for parts of a file (RFC 9110 section 14) */
	bool        remembers;   /* every version of a file stays in its history, and takes room for good */
	bool        forever;     /* what was put there cannot be taken back for good */
	int         connections; /* how many at once help most */
	const char *remedy;      /* how types, headers and ranges are set there, one sentence */
};

struct host_kind {
	const char        *name;
	struct host_traits traits;

	/*
	 * Looks at the settings, without a request; false after reporting. host->own is the kind's,
	 * allocated in host->arena.
	 */
	bool (*open)(struct host *h, struct diag *diag);
	void (*close)(struct host *h); /* or NULL */

	/* Sets up the next request of a job, or says what became of it. */
	enum outcome (*next)(struct job *j);

	/*
	 * Or NULL: all PUTs of a group have ended; what replaces something waits under another name,
	 * and gets its own now. False with *why.
	 */
	bool (*settle)(struct host *h, const char **why);
};

struct host {
	const struct host_kind *kind;
	struct host_traits      traits; /* the kind's, as the settings change them */
	const struct target    *target;
	const char             *secret; /* never printed, logged, or written anywhere; NULL: none */
	const char             *dir;    /* the content folder: relative names of files start there */
	const char             *address; /* of what this target takes, as listeners see it */
	const char             *site;    /* the address of the pages; or NULL */
	const char             *title;   /* of the site; or NULL */
	const char             *licence; /* the address of that of all recordings; or NULL */
	const struct output_tree *want; /* of hosts that take everything at once: all that shall be there */
	const char             *notes;  /* a folder of this computer for what the kind keeps between publications; made when needed */
	const char             *self;   /* blether's program: ssh and git run it with BLETHER_ASKPASS=TARGET:DIR when they need the secret. NULL: they cannot */
	struct memo            *memo;   /* what this computer remembers of the publication: upload ids, deploys */
	struct arena           *arena;
	void                   *own;
};

/* The kind with this name, or NULL. */
const struct host_kind *host_kind_find(const char *name);

/* Takes the kind of h->target, which is set with all else that is not the kind's, and opens it. False after reporting. */
bool host_open(struct host *h, struct diag *diag);
void host_close(struct host *h);

/* --- for kinds ------------------------------------------------------------------- */

/* Ends a job: formats `why` into its arena. */
enum outcome job_failed(struct job *j, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
enum outcome job_later(struct job *j, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* All that a job sends: its file or its bytes, from `from` on, `size` bytes (-1: to the end). Sets CURLOPT_UPLOAD. */
void job_send(struct job *j, int64_t from, int64_t size);
int64_t job_size(const struct job *j);

/* The same as POST or PUT of a text that lives as long as the job. */
void job_send_bytes(struct job *j, const char *bytes, size_t len);

/* The same of `size` bytes of an open file, which the courier closes. */
void job_send_fd(struct job *j, int fd, int64_t size);

/* Adds a header field to the next request, "Name: value". */
void job_header(struct job *j, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The value of a header field of the last answer, in the job's arena; NULL: there is none. */
const char *job_answer(struct job *j, const char *name);

/*
 * What curl's codes mean, where the kind knows no better: a lost connection is JOB_LATER, a wrong
 * password or certificate JOB_FAILED, with words for people. JOB_DONE for CURLE_OK.
 */
enum outcome job_judge_curl(struct job *j);

/* And what the status of an HTTP answer means: 2xx DONE, 404 and 410 ABSENT, 412 TAKEN, 408, 425, 429 and 5xx LATER (Retry-After counts), else FAILED. */
enum outcome job_judge_http(struct job *j);

/* The media type that a file is sent with, with "; charset=utf-8" where it is text. */
const char *job_type(struct job *j);

/* `loss-0123456789ab.mp3`: the name has twelve digits of the file's hash, and is never given to other bytes. */
bool job_path_is_hashed(const char *path);

/* Has the name of the job's file the digits of these very bytes? Then what is partly there under it is a part of them. */
bool job_path_has_hash(const struct job *j);

/* The Cache-Control that a file is sent with: names that are never reused for a year, all else for five minutes. */
const char *job_cache_control(const struct job *j);

/* What a kind wants to know again when a later run goes on: upload ids, deploys. NULL: nothing. Kept until the publication ends. */
const char *job_recall(struct job *j, const char *key);
void        job_remember(struct job *j, const char *key, const char *value);

/* URL of `path` below `base` (which may end in '/'), percent-encoded, in the job's arena. */
const char *job_url(struct job *j, const char *base, const char *path);

#endif
