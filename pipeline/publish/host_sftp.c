/*
 * A folder on a server that one reaches by SSH: most web hosting for little money.
 *
 * libcurl does all but one thing. A new file grows under its own name, as nobody knows the name
 * yet, and goes on where an interrupted try ended. What replaces a file waits in a folder of its
 * own, and when all of a group are there they get their names (sftp_rename.h), each in one step.
 * Where that cannot be had, the old file is deleted first, and for a moment there is none.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/path.h"
#include "base/text.h"
#include "hosts.h"
#include "remote.h"
#include "sftp_rename.h"
#include "ssh_login.h"

#define LARGE       ((int64_t)256 << 10)
#define LARGE_BLOCK (1024L << 10) /* bytes on their way at once: a line of 300 ms is still full */
#define TRIES       4
#define CLAIM_HEX   16

struct place {
	struct remote remote;
	struct ssh_login login;
	struct renamer *renamer;
};

/* What the last request was for. */
enum phase {
	BEGIN,
	ASKED_LENGTH,
	SENT,
	ASKED_ROOM,
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
	const char *path; /* where the bytes go now: j->path, or a new path */
	bool made;        /* the folders above were asked for */
};

/* --- requests ------------------------------------------------------------------------------- */

/* A word of libcurl's commands: it takes back slashes before quotes and itself, and nothing else.
 */
static const char *quoted(const char *name, struct arena *a)
{
	struct strbuf text = STRBUF_INIT(65536);

	strbuf_addc(&text, '"');
	for (; *name; name++) {
		if (*name == '"' || *name == '\\')
			strbuf_addc(&text, '\\');
		strbuf_addc(&text, *name);
	}
	strbuf_addc(&text, '"');
	const char *kept = arena_strdup(a, text.data);
	strbuf_release(&text);
	return kept;
}

/* "*" before a command: it may fail. */
static void add_command(struct curl_slist **list, const char *command, const char *name,
			struct arena *a)
{
	*list = curl_slist_append(*list, arena_printf(a, "%s %s", command, quoted(name, a)));
}

static void make_folder(struct job *j, const char *name)
{
	add_command(&j->before, "*mkdir", name, &j->arena);
}

static const char *name_of(struct job *j, const char *path)
{
	const struct place *p = j->host->own;

	return remote_name(&p->remote, path, &j->arena);
}

static void rename_after(struct job *j, const char *from, const char *to)
{
	const char *command =
		arena_printf(&j->arena, "rename %s %s", quoted(name_of(j, from), &j->arena),
			     quoted(name_of(j, to), &j->arena));

	j->after = curl_slist_append(j->after, command);
}

static enum outcome request_name(struct job *j, const char *name, enum phase phase)
{
	struct place *p = j->host->own;
	struct work *w = j->own;

	w->phase = phase;
	curl_easy_setopt(j->curl, CURLOPT_URL, remote_url(&p->remote, name, &j->arena));
	curl_easy_setopt(j->curl, CURLOPT_PROTOCOLS_STR, "sftp");
	ssh_login_set(&p->login, j->curl);
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

static bool is_missing(const struct job *j)
{
	return j->code == CURLE_REMOTE_FILE_NOT_FOUND;
}

static enum outcome judge(struct job *j)
{
	const struct place *p = j->host->own;

	switch (j->code) {
	case CURLE_PEER_FAILED_VERIFICATION:
		if (p->login.fault)
			return job_failed(j, "%s", p->login.fault);
		break;
	case CURLE_LOGIN_DENIED:
		return job_failed(j, "%s", ssh_login_refused(&p->login));
	case CURLE_REMOTE_ACCESS_DENIED:
		return job_failed(j, "the server does not let '%s' do that with '%s'",
				  j->host->target->user, name_of(j, j->path));
	default:
		break;
	}
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
	if (w->made || remote_is_missing(&p->remote, w->path)) {
		w->made = true;
		remote_each_folder(&p->remote, w->path, make_folder, j);
	}
	return request(j, w->path, SENT);
}

static enum outcome end_put(struct job *j)
{
	struct place *p = j->host->own;
	const struct work *w = j->own;

	if (j->replaces)
		remote_wait(&p->remote, w->path, j->path);
	return JOB_DONE;
}

static enum outcome judge_sent(struct job *j)
{
	struct place *p = j->host->own;
	struct work *w = j->own;

	if (j->code == CURLE_OK) {
		if (w->made)
			remote_made(&p->remote, w->path);
		return j->file && j->file->group == OUTPUT_MEDIA ? ask_length(j, w->path, CHECKED)
								 : end_put(j);
	}
	if (is_missing(j) && !w->made) {
		w->made = true;
		return send_from(j, 0);
	}
	if (is_missing(j))
		return job_failed(j,
				  "the folder '%s' is not there, and cannot be made; look at 'to' "
				  "in publish.yaml",
				  name_of(j, path_dir(w->path, &j->arena)));
	if (j->code == CURLE_SSH || j->code == CURLE_REMOTE_DISK_FULL) {
		add_command(&j->before, "statvfs", name_of(j, ""), &j->arena);
		return request_commands(j, ASKED_ROOM);
	}
	return judge(j);
}

/* OpenSSH says of a full disk no more than "failure": how much room is there? */
static enum outcome judge_room(struct job *j)
{
	const char *bsize = strstr(j->head.data, "f_frsize: "),
		   *avail = strstr(j->head.data, "f_bavail: ");

	if (j->code != CURLE_OK || !bsize || !avail)
		return job_later(j, "the server could not write it, and does not say why");
	int64_t room, blocks = strtoll(avail + 10, NULL, 10);

	if (!__builtin_mul_overflow(strtoll(bsize + 10, NULL, 10), blocks, &room) &&
	    room < job_size(j))
		return job_failed(j,
				  "there is no room left there: %lld bytes are free, and '%s' has "
				  "%lld",
				  (long long)room, j->path, (long long)job_size(j));
	return job_later(j, "the server could not write it, and does not say why");
}

static enum outcome put(struct job *j)
{
	struct work *w = j->own;

	switch (w->phase) {
	case BEGIN:
		w->path = j->replaces ? remote_new_path(j) : j->path;
		return remote_can_resume(j, w->path) ? ask_length(j, w->path, ASKED_LENGTH)
						     : send_from(j, 0);
	case ASKED_LENGTH:
		if (j->code != CURLE_OK && !is_missing(j))
			return judge(j);
		if (j->code == CURLE_OK && j->length == job_size(j)) {
			j->offset = job_size(j);
			return end_put(j);
		}
		return send_from(j, remote_there(j));
	case ASKED_ROOM:
		return judge_room(j);
	case CHECKED:
		if (j->code != CURLE_OK)
			return judge(j);
		if (j->length != job_size(j))
			return job_later(j, "%lld of %lld bytes have arrived", (long long)j->length,
					 (long long)job_size(j));
		return end_put(j);
	default:
		return judge_sent(j);
	}
}

/* --- the others --------------------------------------------------------------------------------
 */

/* An answer that got lost: an earlier try of ours had put it there. */
static bool is_ours(const struct job *j)
{
	return j->unsure && j->body.len == j->len && memcmp(j->body.data, j->bytes, j->len) == 0;
}

/* No folder could be made for it; once, another publication that ends may have taken it away. */
static enum outcome judge_unwritable(struct job *j)
{
	if (!j->unsure)
		return job_later(j, "the lock could not be put there");
	return job_failed(j,
			  "nothing can be written into the folder '%s' of the server: it cannot be "
			  "made, or '%s' may not write there; look at 'to' in publish.yaml",
			  name_of(j, ""), j->host->target->user);
}

/* A rename of SFTP 3 fails where something has the name (draft-ietf-secsh-filexfer-02, 6.5). */
static enum outcome claim(struct job *j)
{
	struct place *p = j->host->own;
	struct work *w = j->own;
	char hex[HASH_HEX];
	struct hash h = hash_bytes(j->bytes, j->len);

	switch (w->phase) {
	case BEGIN:
		hash_hex(&h, hex);
		w->path = arena_printf(&j->arena, REMOTE_NEW "/%.*s", CLAIM_HEX, hex);
		remote_each_folder(&p->remote, w->path, make_folder, j);
		job_send(j, 0, -1);
		rename_after(j, w->path, j->path);
		return request(j, w->path, CLAIMED);
	case CLAIMED:
		if (j->code == CURLE_OK)
			remote_made(&p->remote, w->path);
		if (is_missing(j))
			return judge_unwritable(j);
		if (j->code != CURLE_QUOTE_ERROR)
			return judge_sent(j);
		add_command(&j->before, "*rm", name_of(j, w->path), &j->arena);
		return request(j, j->path, ASKED_TAKEN);
	default:
		if (j->code == CURLE_OK)
			return is_ours(j) ? JOB_DONE : JOB_TAKEN;
		return is_missing(j) ? job_later(j, "the lock could not be put there") : judge(j);
	}
}

static enum outcome get(struct job *j)
{
	const struct work *w = j->own;

	if (w->phase == BEGIN)
		return request(j, j->path, SENT);
	return is_missing(j) ? JOB_ABSENT : judge(j);
}

static enum outcome check(struct job *j)
{
	const struct work *w = j->own;

	if (w->phase == BEGIN)
		return ask_length(j, j->path, CHECKED);
	if (is_missing(j))
		return JOB_ABSENT;
	if (j->code != CURLE_OK)
		return judge(j);
	return j->length == job_size(j) ? JOB_DONE : JOB_ABSENT;
}

/* Empty folders go with the last file in them: the first that is not empty ends the row. */
static void remove_folders(struct job *j, const char *command)
{
	struct place *p = j->host->own;

	for (char *above = path_dir(j->path, &j->arena); *above; above = path_dir(above, &j->arena))
		add_command(&j->before, command, name_of(j, above), &j->arena);
	remote_forget(&p->remote, j->path);
}

static enum outcome remove_file(struct job *j)
{
	add_command(&j->before, "rm", name_of(j, j->path), &j->arena);
	remove_folders(j, "rmdir");
	return request_commands(j, REMOVED);
}

/* What killed runs left under names that nobody reads. */
static enum outcome sweep(struct job *j)
{
	struct place *p = j->host->own;
	char *rest = arena_strdup(&j->arena, j->body.data);

	for (char *name; (name = strsep(&rest, "\n"));) {
		if (*name && strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
			add_command(&j->before, "*rm",
				    name_of(j, path_join(REMOTE_NEW, name, &j->arena)), &j->arena);
	}
	add_command(&j->before, "*rmdir", name_of(j, REMOTE_NEW), &j->arena);
	remote_forget(&p->remote, REMOTE_NEW "/");
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
	case REMOVED:
		if (j->code == CURLE_OK || text_starts(j->said, "rmdir "))
			return JOB_DONE;
		if (j->code != CURLE_QUOTE_ERROR)
			return judge(j);
		remove_folders(j, "*rmdir");
		return ask_length(j, j->path, ASKED_GONE);
	default:
		if (j->code == CURLE_OK)
			return job_failed(j, "the server does not let '%s' delete '%s'",
					  j->host->target->user, name_of(j, j->path));
		return is_missing(j) ? JOB_DONE : judge(j);
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

/* Something will have to be renamed: the login for that goes on beside the first files. */
static void expect_renames(const struct job *j)
{
	const struct place *p = j->host->own;

	if (j->task == TASK_CLAIM || (j->task == TASK_PUT && j->replaces))
		renamer_call(p->renamer);
}

static enum outcome next(struct job *j)
{
	if (!j->own)
		j->own = arena_new(&j->arena, struct work);
	expect_renames(j);
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

/* --- names for what waits
 * -------------------------------------------------------------------------- */

static CURLcode command(struct host *h, CURL *curl, struct curl_slist *list)
{
	struct place *p = h->own;
	const char *root = path_join(remote_name(&p->remote, "", h->arena), "", h->arena);

	curl_easy_setopt(curl, CURLOPT_URL, remote_url(&p->remote, root, h->arena));
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "sftp");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 20L);
	curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, 60L);
	curl_easy_setopt(curl, CURLOPT_QUOTE, list);
	ssh_login_set(&p->login, curl);
	CURLcode code = curl_easy_perform(curl);
	curl_slist_free_all(list);
	return code;
}

/* Where one rename cannot take the place of another file: it is deleted a moment before. */
static CURLcode rename_in_two(struct host *h, CURL *curl, const struct waiting *w)
{
	const struct place *p = h->own;
	const char *to = remote_name(&p->remote, w->to, h->arena);
	const char *rename = arena_printf(
		h->arena, "rename %s %s",
		quoted(remote_name(&p->remote, w->from, h->arena), h->arena), quoted(to, h->arena));
	struct curl_slist *list = NULL;

	if (h->traits.gap)
		add_command(&list, "*rm", to, h->arena);
	CURLcode code = command(h, curl, curl_slist_append(list, rename));
	if (code != CURLE_QUOTE_ERROR || h->traits.gap)
		return code;
	h->traits.gap = true;
	return rename_in_two(h, curl, w);
}

static bool make_houses(struct host *h, const char **why);

static bool rename_by_curl(struct host *h, const char **why)
{
	struct place *p = h->own;
	CURL *curl = curl_easy_init();
	char said[CURL_ERROR_SIZE] = "";
	CURLcode code = CURLE_OK;

	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, said);
	for (size_t i = 0; i < p->remote.waiting_count && code == CURLE_OK; i++) {
		struct waiting *w = &p->remote.waiting[i];

		if (w->done)
			continue;
		code = rename_in_two(h, curl, w);
		if (code == CURLE_QUOTE_ERROR && !w->housed) {
			w->lost = true;
			code = make_houses(h, why) ? rename_in_two(h, curl, w) : code;
		}
		w->done = code == CURLE_OK;
		if (!w->done)
			*why = arena_printf(h->arena, "'%s' could not get its new bytes: %s", w->to,
					    p->login.fault ? p->login.fault : said);
	}
	curl_easy_cleanup(curl);
	return code == CURLE_OK;
}

/* The folders of files that were thought to replace one, and do not. */
static bool make_houses(struct host *h, const char **why)
{
	struct place *p = h->own;
	struct job j = { .host = h };
	CURL *curl = curl_easy_init();

	for (size_t i = 0; i < p->remote.waiting_count; i++) {
		struct waiting *w = &p->remote.waiting[i];

		if (w->lost && !w->housed)
			remote_each_folder(&p->remote, w->to, make_folder, &j);
		w->housed = w->housed || w->lost;
	}
	CURLcode code = command(h, curl, j.before);
	if (code != CURLE_OK)
		*why = p->login.fault ? p->login.fault : curl_easy_strerror(code);
	curl_easy_cleanup(curl);
	arena_free(&j.arena);
	return code == CURLE_OK;
}

static bool settle(struct host *h, const char **why)
{
	struct place *p = h->own;
	enum renamed result = RENAMED_ALL;

	if (!p->remote.waiting_count)
		return true;
	for (int try = 0; try < TRIES; try++) {
		if (result == RENAMED_LATER)
			nanosleep(&(struct timespec){ .tv_sec = 1 << try }, NULL);
		result = renamer_run(p->renamer, why);
		if (result == RENAMED_NO_HOUSE && !make_houses(h, why))
			return false;
		if (result != RENAMED_LATER && result != RENAMED_NO_HOUSE)
			break;
	}
	bool ok = result == RENAMED_NO_WAY ? rename_by_curl(h, why) : result == RENAMED_ALL;
	if (ok)
		p->remote.waiting_count = 0;
	return ok;
}

static bool open_place(struct host *h, struct diag *diag)
{
	struct place *p = arena_new(h->arena, struct place);

	h->own = p;
	h->traits.gap = !ssh_is_there();
	remote_open(&p->remote, h->target->to, h->arena);
	p->renamer = renamer_new(&p->remote, &p->login);
	return ssh_login_open(&p->login, h, &p->remote, diag);
}

static void close_place(struct host *h)
{
	struct place *p = h->own;

	renamer_close(p->renamer);
	remote_close(&p->remote);
}

const struct host_kind host_sftp = {
	.name = "sftp",
	.traits = { .ranges = true,
		    .connections = 2,
		    .remedy = "types, headers and ranges are up to the web server there; most read "
			      "the "
			      "file '.htaccess' that blether puts at the top" },
	.open = open_place,
	.close = close_place,
	.next = next,
	.settle = settle,
};
