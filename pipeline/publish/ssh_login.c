#include "ssh_login.h"

#include <pwd.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/path.h"
#include "host.h"
#include "remote.h"

#define USUAL_PORT 22

static const char *file_at(const char *dir, const char *name, struct arena *a)
{
	return *name == '/' ? name : path_join(dir, name, a);
}

/* As ssh itself: the home that the system knows, whatever the environment says. */
static const char *usual_known_hosts(struct arena *a)
{
	const struct passwd *me = getpwuid(getuid());

	return me ? path_join(me->pw_dir, ".ssh/known_hosts", a) : NULL;
}

bool ssh_login_open(struct ssh_login *l, const struct host *h, const struct remote *r,
		    struct diag *diag)
{
	const struct target *t = h->target;

	l->host = h;
	l->remote = r;
	l->known_hosts = t->known_hosts ? file_at(h->dir, t->known_hosts, h->arena)
					: usual_known_hosts(h->arena);
	l->key_file = t->key_file ? file_at(h->dir, t->key_file, h->arena) : NULL;
	if (!l->known_hosts) {
		diag_report(diag, DIAG_CANNOT_PUBLISH, t->at,
			    "the system knows no home of yours, where the keys of servers are; "
			    "name the file with a line 'known_hosts:'");
		return false;
	}
	if (l->key_file && access(l->key_file, R_OK) != 0) {
		diag_report_errno(diag, DIAG_CANNOT_PUBLISH, "cannot read the key", l->key_file);
		return false;
	}
	return true;
}

/* --- is it the right server? --------------------------------------------------------------- */

/* As ssh and ssh-keygen show it (RFC 4648 without the '=' at the end). */
static const char *fingerprint(const struct curl_khkey *key, struct arena *a)
{
	struct hash h = hash_bytes(key->key, key->len);
	char text[HASH_BASE64];

	if (!key->len)
		return "not told";
	hash_base64(&h, text);
	return arena_printf(a, "SHA256:%.*s", (int)strcspn(text, "="), text);
}

static const char *unknown_key(const struct ssh_login *l, const char *print)
{
	const struct remote *r = l->remote;

	return arena_printf(
		l->host->arena,
		"'%s' is not a server that this computer knows; its key is %s. Ask whoever runs "
		"it, or look at their pages, whether that is right, and then say: ssh-keyscan -p "
		"%ld %s >>'%s'",
		r->server, print, r->port ? r->port : USUAL_PORT, r->server, l->known_hosts);
}

static const char *changed_key(const struct ssh_login *l, const char *print)
{
	const struct remote *r = l->remote;
	struct arena *a = l->host->arena;
	const char *name = r->port && r->port != USUAL_PORT
				   ? arena_printf(a, "[%s]:%ld", r->server, r->port)
				   : r->server;

	return arena_printf(
		a,
		"'%s' shows another key than the one it is known by, now %s: it has a new one, or "
		"somebody else answers in its place. Nothing was sent. Ask whoever runs it; if the "
		"new key is right, say: ssh-keygen -R '%s' -f '%s' && ssh-keyscan -p %ld %s >>'%s'",
		r->server, print, name, l->known_hosts, r->port ? r->port : USUAL_PORT, r->server,
		l->known_hosts);
}

/* A CURLOPT_SSH_KEYFUNCTION: only what is in the file is right, and nothing is ever added to it. */
static int judge_key(CURL *curl, const struct curl_khkey *known, const struct curl_khkey *found,
		     enum curl_khmatch match, void *arg)
{
	struct ssh_login *l = arg;

	(void)curl;
	(void)known;
	if (match == CURLKHMATCH_OK)
		return CURLKHSTAT_FINE;
	if (!l->fault) {
		const char *print = fingerprint(found, l->host->arena);

		l->fault = match == CURLKHMATCH_MISMATCH ? changed_key(l, print)
							 : unknown_key(l, print);
	}
	return CURLKHSTAT_REJECT;
}

/* --- who are we? ---------------------------------------------------------------------------- */

static long ways_of(const struct ssh_login *l)
{
	if (l->key_file)
		return CURLSSH_AUTH_PUBLICKEY;
	return l->host->secret ? CURLSSH_AUTH_PASSWORD | CURLSSH_AUTH_KEYBOARD : CURLSSH_AUTH_AGENT;
}

void ssh_login_set(struct ssh_login *l, CURL *curl)
{
	const struct host *h = l->host;

	curl_easy_setopt(curl, CURLOPT_SSH_KNOWNHOSTS, l->known_hosts);
	curl_easy_setopt(curl, CURLOPT_SSH_KEYFUNCTION, judge_key);
	curl_easy_setopt(curl, CURLOPT_SSH_KEYDATA, l);
	curl_easy_setopt(curl, CURLOPT_SSH_AUTH_TYPES, ways_of(l));
	curl_easy_setopt(curl, CURLOPT_USERNAME, h->target->user);
	if (l->key_file) {
		curl_easy_setopt(curl, CURLOPT_SSH_PRIVATE_KEYFILE, l->key_file);
		curl_easy_setopt(curl, CURLOPT_KEYPASSWD, h->secret);
	} else {
		curl_easy_setopt(curl, CURLOPT_PASSWORD, h->secret);
	}
}

const char *ssh_login_refused(const struct ssh_login *l)
{
	const char *user = l->host->target->user;

	if (l->key_file)
		return arena_printf(
			l->host->arena,
			"the server does not let '%s' in with the key '%s': it is not among those "
			"allowed there, %s, or it is of an old kind (make one with ssh-keygen -t "
			"ed25519)",
			user, l->key_file,
			l->host->secret ? "the secret is not its passphrase"
					: "it has a passphrase, which must be the secret");
	return arena_printf(l->host->arena,
			    l->host->secret
				    ? "the server does not let '%s' in with this password"
				    : "the server does not let '%s' in with the keys of the agent; "
				      "name a key with 'key_file:', or give a password",
			    user);
}
