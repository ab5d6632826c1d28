/*
 * A folder on a server that one reaches by FTP with encryption (RFC 959, 4217): older web hosting.
 *
 * A new file grows under its own name, and goes on where an interrupted try ended. What replaces a
 * file is written in a folder of its own and renamed at once, which on nearly all servers takes the
 * place of the old one in one step. FTP has nothing that fails when a file is there already, but to
 * rename a folder to one that has something in it: so a claim is a folder here, with the text
 * inside.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/text.h"
#include "hosts.h"
#include "remote.h"

#define LARGE       ((int64_t)256 << 10)
#define LARGE_BLOCK (256L << 10)

/*
 * With TLS 1.3 a server sends tickets when the data connection is open. libcurl, which only writes
 * there, closes it with them unread; then TCP resets it, and the end of the file is lost (vsftpd:
 * 426).
 */
#define TLS_FOR_FTP ((long)CURL_SSLVERSION_TLSv1_2 | (long)CURL_SSLVERSION_MAX_TLSv1_2)

#define CLAIM      "claim-" /* how folders begin that shall be claims */
#define CLAIM_TEXT "by"     /* the file in them */
#define CLAIM_HEX  16

#define STUCK_TRIES 3
#define MOST_LANES  16 /* as many ways to the server as a courier can have */

/* One of the handles of the courier, and what became of the file that it sent last. */
struct way {
	const CURL *curl;
	char number[4];
	const char *path;
	int64_t length; /* that was there when it was asked last */
	int stuck;      /* how often it was no longer than before */
};

struct place {
	struct remote remote;
	struct way ways[MOST_LANES];
};

/* What the last request was for. */
enum phase {
	BEGIN,
	ASKED_LENGTH,
	SENT,
	NAMED,
	CHECKED,
	CLAIMED,
	ASKED_TAKEN,
	LISTED,
	SWEPT,
	REMOVED,
	ASKED_GONE
};

struct work {
	enum phase phase;
	const char *path;   /* in the place: a claim's text has a folder around it */
	const char *write;  /* where the bytes go now: `path`, or a new path */
	const char *folder; /* that was to be removed last */
	bool made;          /* the folders above were asked for */
	bool gap;           /* it was tried to delete the old file first */
};

/* --- requests ------------------------------------------------------------------------------- */

/* "*" before a command: it may fail. */
static void add_command(struct curl_slist **list, const char *command, const char *name,
			struct arena *a)
{
	*list = curl_slist_append(*list, arena_printf(a, "%s %s", command, name));
}

static void make_folder(struct job *j, const char *name)
{
	add_command(&j->before, "*MKD", name, &j->arena);
}

static const char *name_of(struct job *j, const char *path)
{
	const struct place *p = j->host->own;

	return remote_name(&p->remote, path, &j->arena);
}

static void add_rename(struct job *j, struct curl_slist **list, const char *from, const char *to)
{
	add_command(list, "RNFR", name_of(j, from), &j->arena);
	add_command(list, "RNTO", name_of(j, to), &j->arena);
}

/*
 * Servers want each data connection to go on with the TLS session of its own control connection
 * (522 otherwise), and libcurl keeps sessions with the handle: so no handle may take the connection
 * of another. It does not where they would log in to different accounts (RFC 959, ACCT), which no
 * server of today asks for.
 */
static struct way *way_of(const struct job *j)
{
	struct place *p = j->host->own;
	int i = 0;

	while (i < MOST_LANES - 1 && p->ways[i].curl && p->ways[i].curl != j->curl)
		i++;
	p->ways[i].curl = j->curl;
	snprintf(p->ways[i].number, sizeof(p->ways[i].number), "%d", i);
	return &p->ways[i];
}

static enum outcome request_name(struct job *j, const char *name, enum phase phase)
{
	const struct host *h = j->host;
	const struct place *p = h->own;
	struct work *w = j->own;

	w->phase = phase;
	curl_easy_setopt(j->curl, CURLOPT_URL, remote_url(&p->remote, name, &j->arena));
	curl_easy_setopt(j->curl, CURLOPT_PROTOCOLS_STR, "ftp,ftps");
	curl_easy_setopt(j->curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
	curl_easy_setopt(j->curl, CURLOPT_SSLVERSION, TLS_FOR_FTP);
	curl_easy_setopt(j->curl, CURLOPT_FTP_FILEMETHOD, (long)CURLFTPMETHOD_NOCWD);
	curl_easy_setopt(j->curl, CURLOPT_FTP_ACCOUNT, way_of(j)->number);
	curl_easy_setopt(j->curl, CURLOPT_USERNAME, h->target->user);
	curl_easy_setopt(j->curl, CURLOPT_PASSWORD, h->secret);
	return JOB_REQUEST;
}

static enum outcome request(struct job *j, const char *path, enum phase phase)
{
	return request_name(j, name_of(j, path), phase);
}

/* The names in a folder; or, with CURLOPT_NOBODY, nothing but the commands before and after. */
static enum outcome request_folder(struct job *j, const char *path, enum phase phase)
{
	curl_easy_setopt(j->curl, CURLOPT_DIRLISTONLY, 1L);
	return request_name(j, path_join(name_of(j, path), "", &j->arena), phase);
}

static enum outcome request_commands(struct job *j, enum phase phase)
{
	curl_easy_setopt(j->curl, CURLOPT_NOBODY, 1L);
	return request_folder(j, "", phase);
}

static enum outcome ask_length(struct job *j, const char *path, enum phase phase)
{
	curl_easy_setopt(j->curl, CURLOPT_NOBODY, 1L);
	return request(j, path, phase);
}

/* Servers have several ways to say that there is none (RFC 959: 550, or 450 for a list). */
static bool is_missing(const struct job *j)
{
	return j->code == CURLE_REMOTE_FILE_NOT_FOUND ||
	       (j->code == CURLE_FTP_COULDNT_RETR_FILE && (j->status == 550 || j->status == 450));
}

/* What the server answered last: "250 Deleted". */
static const char *last_answer(const struct job *j)
{
	const char *line = j->head.data + j->head.len;

	while (line > j->head.data && (line[-1] == '\n' || line[-1] == '\r'))
		line--;
	while (line > j->head.data && line[-1] != '\n')
		line--;
	return line;
}

static bool was_last_done(const struct job *j)
{
	return *last_answer(j) == '2';
}

static enum outcome judge(struct job *j)
{
	const char *user = j->host->target->user;

	if (j->status == 452 || j->status == 552 || j->code == CURLE_REMOTE_DISK_FULL)
		return job_failed(j, "there is no room left there for '%s' (%ld)", j->path,
				  j->status);
	if (j->code == CURLE_PARTIAL_FILE && j->task != TASK_GET)
		return job_later(j, "the connection broke before all had arrived (%ld)", j->status);
	if (j->code == CURLE_LOGIN_DENIED)
		return job_failed(j, "the server does not let '%s' in with this password (%ld)",
				  user, j->status);
	if (j->code == CURLE_REMOTE_ACCESS_DENIED || j->code == CURLE_FTP_COULDNT_RETR_FILE)
		return job_failed(j, "the server does not let '%s' do that with '%s' (%ld)", user,
				  name_of(j, j->path), j->status);
	return job_judge_curl(j);
}

/* --- putting --------------------------------------------------------------------------------- */

/* The bytes that are there are not sent again: what courier.c has is the rest. */
static int stand_at(void *arg, curl_off_t offset, int origin)
{
	(void)arg;
	(void)offset;
	return origin == SEEK_SET ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_CANTSEEK;
}

static void make_folders(struct job *j, const char *path)
{
	const struct place *p = j->host->own;

	remote_each_folder(&p->remote, path, make_folder, j);
}

static enum outcome send_from(struct job *j, int64_t from)
{
	struct place *p = j->host->own;
	struct work *w = j->own;

	j->offset = from;
	job_send(j, from, -1);
	if (from) {
		curl_easy_setopt(j->curl, CURLOPT_RESUME_FROM_LARGE, (curl_off_t)from);
		curl_easy_setopt(j->curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)job_size(j));
		curl_easy_setopt(j->curl, CURLOPT_SEEKFUNCTION, stand_at);
	}
	if (job_size(j) >= LARGE)
		curl_easy_setopt(j->curl, CURLOPT_UPLOAD_BUFFERSIZE, LARGE_BLOCK);
	if (w->made || remote_is_missing(&p->remote, w->write)) {
		w->made = true;
		make_folders(j, w->write);
	}
	if (j->file && j->file->group == OUTPUT_MEDIA)
		add_command(&j->after, "*SIZE", name_of(j, w->write), &j->arena);
	return request(j, w->write, SENT);
}

/* Gives the new bytes their name; `gap`: where a rename does not replace. */
static enum outcome give_name(struct job *j, bool with_folders)
{
	const struct work *w = j->own;

	if (with_folders)
		make_folders(j, w->path);
	if (w->gap || j->host->traits.gap)
		add_command(&j->before, "*DELE", name_of(j, w->path), &j->arena);
	add_rename(j, &j->before, w->write, w->path);
	return request_commands(j, NAMED);
}

static enum outcome judge_named(struct job *j)
{
	struct place *p = j->host->own;
	struct work *w = j->own;

	if (j->code == CURLE_OK) {
		j->host->traits.gap = j->host->traits.gap || w->gap;
		remote_made(&p->remote, w->path);
		return JOB_DONE;
	}
	if (j->code != CURLE_QUOTE_ERROR)
		return judge(j);
	if (!w->made)
		return w->made = true, give_name(j, true);
	if (!w->gap && !j->host->traits.gap)
		return w->gap = true, give_name(j, false);
	return job_failed(j, "the server does not let '%s' get its new bytes", name_of(j, w->path));
}

static enum outcome end_put(struct job *j)
{
	struct work *w = j->own;

	if (!j->replaces)
		return JOB_DONE;
	w->made = false;
	return give_name(j, false);
}

/* "213 4711" is the answer to SIZE (RFC 3659 section 4); a server without it says 5xx. */
static bool has_wrong_length(const struct job *j)
{
	const char *answer = last_answer(j);

	return j->file && j->file->group == OUTPUT_MEDIA && text_starts(answer, "213 ") &&
	       strtoll(answer + 4, NULL, 10) != job_size(j);
}

/* 553 and 550 are a missing folder as well as a forbidden one. */
static enum outcome judge_sent(struct job *j)
{
	struct place *p = j->host->own;
	struct work *w = j->own;

	if (j->code == CURLE_OK) {
		if (w->made)
			remote_made(&p->remote, w->write);
		return has_wrong_length(j) ? job_later(j, "not all of it has arrived") : end_put(j);
	}
	if (j->code != CURLE_UPLOAD_FAILED || j->status / 100 != 5 || j->status == 552)
		return judge(j);
	if (!w->made) {
		w->made = true;
		return send_from(j, 0);
	}
	return job_failed(j,
			  "the server does not let '%s' write '%s' (%ld): its folder is not there "
			  "and cannot be made, or belongs to somebody else; look at 'to' in "
			  "publish.yaml",
			  j->host->target->user, name_of(j, w->write), j->status);
}

/*
 * Of a full disk curl learns no more than that the connection breaks; but then it breaks again and
 * again at the same byte.
 */
static bool is_stuck(struct job *j)
{
	struct way *w = way_of(j);
	bool same = w->path == j->path && w->length == j->length;

	w->stuck = same ? w->stuck + 1 : 0;
	w->path = j->path;
	w->length = j->length;
	return w->stuck == STUCK_TRIES;
}

static enum outcome put(struct job *j)
{
	struct work *w = j->own;

	switch (w->phase) {
	case BEGIN:
		w->write = j->replaces ? remote_new_path(j) : w->path;
		return remote_can_resume(j, w->write) ? ask_length(j, w->write, ASKED_LENGTH)
						      : send_from(j, 0);
	case ASKED_LENGTH:
		if (j->code != CURLE_OK && !is_missing(j))
			return judge(j);
		if (j->code == CURLE_OK && j->length == job_size(j)) {
			j->offset = job_size(j);
			return end_put(j);
		}
		if (remote_there(j) && is_stuck(j))
			return job_failed(j,
					  "the server takes %lld bytes of '%s' and then no more: "
					  "there is no room left there",
					  (long long)j->length, j->path);
		return send_from(j, remote_there(j));
	case NAMED:
		return judge_named(j);
	default:
		return judge_sent(j);
	}
}

/* --- claims ----------------------------------------------------------------------------------- */

/* An answer that got lost: an earlier try of ours had put it there. */
static bool is_ours(const struct job *j)
{
	return j->unsure && j->body.len == j->len && memcmp(j->body.data, j->bytes, j->len) == 0;
}

static void remove_claim(struct job *j, const char *folder)
{
	add_command(&j->before, "*DELE", name_of(j, path_join(folder, CLAIM_TEXT, &j->arena)),
		    &j->arena);
	add_command(&j->before, "*RMD", name_of(j, folder), &j->arena);
}

static enum outcome begin_claim(struct job *j)
{
	struct work *w = j->own;
	struct hash h = hash_bytes(j->bytes, j->len);
	char hex[HASH_HEX];

	hash_hex(&h, hex);
	w->folder = arena_printf(&j->arena, REMOTE_NEW "/" CLAIM "%.*s", CLAIM_HEX, hex);
	w->write = path_join(w->folder, CLAIM_TEXT, &j->arena);
	make_folders(j, w->write);
	job_send(j, 0, -1);
	add_rename(j, &j->after, w->folder, j->path);
	return request(j, w->write, CLAIMED);
}

static enum outcome claim(struct job *j)
{
	struct work *w = j->own;

	switch (w->phase) {
	case BEGIN:
		return begin_claim(j);
	case CLAIMED:
		if (j->code == CURLE_OK)
			return JOB_DONE;
		w->made = true;
		if (j->code != CURLE_QUOTE_ERROR)
			return judge_sent(j);
		remove_claim(j, w->folder);
		return request(j, w->path, ASKED_TAKEN);
	default:
		if (j->code == CURLE_OK)
			return is_ours(j) ? JOB_DONE : JOB_TAKEN;
		return is_missing(j) ? job_later(j, "the lock could not be put there") : judge(j);
	}
}

/* --- the others --------------------------------------------------------------------------------
 */

static enum outcome get(struct job *j)
{
	const struct work *w = j->own;

	if (w->phase == BEGIN)
		return request(j, w->path, SENT);
	return is_missing(j) ? JOB_ABSENT : judge(j);
}

static enum outcome check(struct job *j)
{
	const struct work *w = j->own;

	if (w->phase == BEGIN)
		return ask_length(j, w->path, CHECKED);
	if (is_missing(j))
		return JOB_ABSENT;
	if (j->code != CURLE_OK)
		return judge(j);
	return j->length == job_size(j) ? JOB_DONE : JOB_ABSENT;
}

/* The folder above the one that was removed last, as long as they are empty. */
static enum outcome remove_folder(struct job *j, const char *folder)
{
	struct work *w = j->own;

	if (!*folder)
		return JOB_DONE;
	w->folder = folder;
	add_command(&j->before, "*RMD", name_of(j, folder), &j->arena);
	return request_commands(j, REMOVED);
}

static enum outcome remove_file(struct job *j)
{
	struct place *p = j->host->own;
	const struct work *w = j->own;

	remote_forget(&p->remote, w->path);
	add_command(&j->before, "*DELE", name_of(j, w->path), &j->arena);
	return request_commands(j, ASKED_GONE);
}

/* What killed runs left under names that nobody reads. */
static enum outcome sweep(struct job *j)
{
	struct place *p = j->host->own;
	char *rest = arena_strdup(&j->arena, j->body.data);

	for (char *line; (line = strsep(&rest, "\r\n"));) {
		const char *path = path_join(REMOTE_NEW, path_base(line), &j->arena);

		if (text_starts(path_base(line), CLAIM))
			remove_claim(j, path);
		else if (*line)
			add_command(&j->before, "*DELE", name_of(j, path), &j->arena);
	}
	add_command(&j->before, "*RMD", name_of(j, REMOTE_NEW), &j->arena);
	remote_forget(&p->remote, REMOTE_NEW "/" CLAIM "/" CLAIM_TEXT);
	return request_commands(j, SWEPT);
}

static enum outcome take_away(struct job *j)
{
	const struct work *w = j->own;

	switch (w->phase) {
	case BEGIN:
		return remote_is_lock(j->path) ? request_folder(j, REMOTE_NEW, LISTED)
					       : remove_file(j);
	case LISTED:
		if (j->code != CURLE_OK && !is_missing(j))
			return judge(j);
		return is_missing(j) ? remove_file(j) : sweep(j);
	case SWEPT:
		return j->code == CURLE_OK ? remove_file(j) : judge(j);
	case ASKED_GONE:
		if (j->code != CURLE_OK)
			return judge(j);
		if (was_last_done(j))
			return remove_folder(j, path_dir(w->path, &j->arena));
		return ask_length(j, w->path, CHECKED);
	case REMOVED:
		if (j->code != CURLE_OK)
			return judge(j);
		return was_last_done(j) ? remove_folder(j, path_dir(w->folder, &j->arena))
					: JOB_DONE;
	default: /* it could not be deleted, and its length was asked for */
		if (j->code == CURLE_OK)
			return job_failed(j, "the server does not let '%s' delete '%s'",
					  j->host->target->user, name_of(j, w->path));
		return is_missing(j) ? remove_folder(j, path_dir(w->path, &j->arena)) : judge(j);
	}
}

static enum outcome list(struct job *j)
{
	const struct work *w = j->own;

	if (w->phase == BEGIN)
		return request_folder(j, "", LISTED);
	if (j->code != CURLE_OK)
		return is_missing(j) ? JOB_DONE : judge(j);
	remote_tidy_list(j);
	return JOB_DONE;
}

/* A line that ends within a name would begin another command. */
static enum outcome begin(struct job *j)
{
	struct work *w = j->own = arena_new(&j->arena, struct work);

	w->path = remote_is_lock(j->path) ? path_join(j->path, CLAIM_TEXT, &j->arena) : j->path;
	if (strpbrk(j->path, "\r\n"))
		return job_failed(j, "a name with an end of line in it cannot be sent");
	return JOB_DONE;
}

static enum outcome next(struct job *j)
{
	if (!j->own && begin(j) != JOB_DONE)
		return JOB_FAILED;
	switch (j->task) {
	case TASK_GET:
		return get(j);
	case TASK_CLAIM:
		return claim(j);
	case TASK_PUT:
		return put(j);
	case TASK_CHECK:
		return check(j);
	case TASK_REMOVE:
		return take_away(j);
	case TASK_LIST:
		return list(j);
	case TASK_BEGIN:
	case TASK_FINISH:
		break;
	}
	return JOB_DONE;
}

static bool open_place(struct host *h, struct diag *diag)
{
	struct place *p = arena_new(h->arena, struct place);

	(void)diag;
	h->own = p;
	remote_open(&p->remote, h->target->to, h->arena);
	return true;
}

static void close_place(struct host *h)
{
	struct place *p = h->own;

	remote_close(&p->remote);
}

const struct host_kind host_ftps = {
	.name = "ftps",
	.traits = { .ranges = true,
		    .connections = 4,
		    .remedy = "types, headers and ranges are up to the web server there; most read "
			      "the "
			      "file '.htaccess' that blether puts at the top" },
	.open = open_place,
	.close = close_place,
	.next = next,
};
