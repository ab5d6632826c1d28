#include "sftp_rename.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "base/text.h"
#include "host.h"
#include "remote.h"
#include "ssh_login.h"

/* draft-ietf-secsh-filexfer-02, sections 3, 4, 7 and 8. */
enum { FXP_INIT = 1, FXP_VERSION = 2, FXP_STATUS = 101, FXP_EXTENDED = 200 };
enum { FX_OK = 0, FX_NO_SUCH_FILE = 2, FX_PERMISSION_DENIED = 3 };

#define VERSION   3
#define EXTENSION "posix-rename@openssh.com"
#define MOST_OPEN                                                                                  \
	32 /* questions without an answer: together they fit into any buffer on the way            \
	    */
#define LONGEST_PACKET 34000 /* section 3: what everybody must be able to take */

struct renamer {
	struct ssh ssh;
	const struct ssh_login *login;
	struct remote *remote;
	bool called;  /* ssh is running */
	bool greeted; /* and the server has said what it can */
	char packet[LONGEST_PACKET];
	size_t len, at; /* of the packet that came last; how much of it was read */
};

/* --- packets ----------------------------------------------------------------------------- */

static bool send_all(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = send(fd, bytes, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes += n;
		len -= (size_t)n;
	}
	return true;
}

static bool read_all(int fd, char *into, size_t len)
{
	while (len) {
		ssize_t n = read(fd, into, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		into += n;
		len -= (size_t)n;
	}
	return true;
}

static void add_number(struct strbuf *p, uint32_t n)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		strbuf_addc(p, (char)(n >> shift));
}

static void add_text(struct strbuf *p, const char *text)
{
	add_number(p, (uint32_t)strlen(text));
	strbuf_adds(p, text);
}

static uint32_t number_at(const char *bytes)
{
	uint32_t n = 0;

	for (int i = 0; i < 4; i++)
		n = n << 8 | (unsigned char)bytes[i];
	return n;
}

/* The type of the next packet, or -1. */
static int receive(struct renamer *t)
{
	char head[4];

	if (!read_all(t->ssh.fd, head, sizeof(head)))
		return -1;
	t->len = number_at(head);
	t->at = 1;
	if (!t->len || t->len > sizeof(t->packet) || !read_all(t->ssh.fd, t->packet, t->len))
		return -1;
	return (unsigned char)t->packet[0];
}

static bool take_number(struct renamer *t, uint32_t *n)
{
	if (t->len - t->at < 4)
		return false;
	*n = number_at(t->packet + t->at);
	t->at += 4;
	return true;
}

static bool take_text(struct renamer *t, const char **text, size_t *len)
{
	uint32_t n;

	if (!take_number(t, &n) || n > t->len - t->at)
		return false;
	*text = t->packet + t->at;
	*len = n;
	t->at += n;
	return true;
}

/* --- what is said ---------------------------------------------------------------------------- */

/* 1: it can rename that way; 0: it cannot; -1: there is nobody. */
static int greet(struct renamer *t)
{
	static const char init[] = { 0, 0, 0, 5, FXP_INIT, 0, 0, 0, VERSION };
	const char *name, *data;
	size_t name_len, data_len;
	uint32_t version;

	if (!send_all(t->ssh.fd, init, sizeof(init)) || receive(t) != FXP_VERSION ||
	    !take_number(t, &version))
		return -1;
	while (take_text(t, &name, &name_len) && take_text(t, &data, &data_len)) {
		if (name_len == strlen(EXTENSION) && memcmp(name, EXTENSION, name_len) == 0)
			return 1;
	}
	return 0;
}

static bool ask(struct renamer *t, size_t i)
{
	struct waiting *w = &t->remote->waiting[i];
	struct strbuf p = STRBUF_INIT(LONGEST_PACKET), whole = STRBUF_INIT(LONGEST_PACKET);
	struct arena names = { 0 };

	strbuf_addc(&p, (char)FXP_EXTENDED);
	add_number(&p, (uint32_t)i);
	add_text(&p, EXTENSION);
	add_text(&p, remote_name(t->remote, w->from, &names));
	add_text(&p, remote_name(t->remote, w->to, &names));
	add_number(&whole, (uint32_t)p.len);
	strbuf_add(&whole, p.data, p.len);
	bool ok = strbuf_ok(&p) && strbuf_ok(&whole) && send_all(t->ssh.fd, whole.data, whole.len);

	w->open = true;

	strbuf_release(&p);
	strbuf_release(&whole);
	arena_free(&names);
	return ok;
}

static const char *refusal(const struct renamer *t, const struct waiting *w, uint32_t code)
{
	return arena_printf(t->remote->arena, "the server does not let '%s' get its new bytes: %s",
			    w->to,
			    code == FX_PERMISSION_DENIED ? "permission denied"
			    : code == FX_NO_SUCH_FILE    ? "they are no longer there"
							 : "it says no more than that it failed");
}

/*
 * "No such file" can mean the folder of the new name; and when it is there, that a rename was done
 * whose answer was lost with the connection.
 */
static enum renamed take_answer(struct renamer *t, const char **why)
{
	uint32_t id, code;

	if (receive(t) != FXP_STATUS || !take_number(t, &id) || !take_number(t, &code) ||
	    id >= t->remote->waiting_count)
		return RENAMED_LATER;
	struct waiting *w = &t->remote->waiting[id];
	const bool is_lost = code == FX_NO_SUCH_FILE && !w->housed;
	if (code != FX_OK && !is_lost && !(code == FX_NO_SUCH_FILE && w->unsure)) {
		*why = refusal(t, w, code);
		return RENAMED_REFUSED;
	}
	w->open = false;
	w->lost = is_lost;
	w->done = !is_lost;
	return RENAMED_ALL;
}

static enum renamed rename_over(struct renamer *t, const char **why)
{
	struct remote *r = t->remote;
	size_t next = 0, open = 0;
	bool any_lost = false;

	for (;;) {
		for (; next < r->waiting_count && open < MOST_OPEN; next++) {
			if (r->waiting[next].done)
				continue;
			if (!ask(t, next))
				return RENAMED_LATER;
			open++;
		}
		if (!open)
			break;
		enum renamed one = take_answer(t, why);
		if (one != RENAMED_ALL)
			return one;
		open--;
	}
	for (size_t i = 0; i < r->waiting_count; i++)
		any_lost = any_lost || r->waiting[i].lost;
	return any_lost ? RENAMED_NO_HOUSE : RENAMED_ALL;
}

/* --- the conversation ------------------------------------------------------------------------ */

struct renamer *renamer_new(struct remote *r, const struct ssh_login *l)
{
	struct renamer *n = arena_new(r->arena, struct renamer);

	n->remote = r;
	n->login = l;
	return n;
}

void renamer_call(struct renamer *n)
{
	if (!n->called && ssh_is_there())
		n->called = ssh_start(&n->ssh, n->login);
}

/* What ssh complained of is told, if there is somebody to tell. */
static void hang_up(struct renamer *n, const char **why)
{
	struct strbuf said = STRBUF_INIT(8192);

	if (n->called)
		ssh_stop(&n->ssh, &said);
	n->called = n->greeted = false;
	if (why)
		*why = arena_printf(n->remote->arena,
				    "the program 'ssh' did not reach the server%s%s",
				    said.len ? ": " : "", said.data);
	strbuf_release(&said);
}

void renamer_close(struct renamer *n)
{
	hang_up(n, NULL);
}

static enum renamed converse(struct renamer *n, const char **why)
{
	int able = !n->called ? -1 : n->greeted ? 1 : greet(n);

	n->greeted = able == 1;
	return able < 0 ? RENAMED_LATER : able ? rename_over(n, why) : RENAMED_NO_WAY;
}

enum renamed renamer_run(struct renamer *n, const char **why)
{
	struct remote *r = n->remote;

	if (!ssh_is_there())
		return RENAMED_NO_WAY;
	renamer_call(n);
	enum renamed result = converse(n, why);

	for (size_t i = 0; i < r->waiting_count; i++) {
		r->waiting[i].unsure = r->waiting[i].unsure || r->waiting[i].open;
		r->waiting[i].open = false;
	}
	/* After a refusal, answers to other questions may still be on their way. */
	if (result != RENAMED_ALL && result != RENAMED_NO_HOUSE)
		hang_up(n, result == RENAMED_LATER ? why : NULL);
	return result;
}
