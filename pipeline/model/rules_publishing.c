/* What is checked of publish.yaml: fields that a kind of target has, where it can put files, who
 * takes what. */
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/address.h"
#include "model/publishing.h"
#include "rules.h"

#define SMALL  "abcdefghijklmnopqrstuvwxyz"
#define DIGITS "0123456789"
#define WORD   SMALL "ABCDEFGHIJKLMNOPQRSTUVWXYZ" DIGITS

static bool is_made_of(const char *text, const char *letters, size_t most)
{
	const size_t len = strlen(text);

	return len && len <= most && strspn(text, letters) == len;
}

/* --- where files go --------------------------------------------------------------------- */

/* What is behind the host of `scheme://host[:port]…`; NULL: there is no host, or a port that is
 * none. */
static const char *behind_host(const char *to, const char *scheme)
{
	if (!text_starts(to, scheme))
		return NULL;
	const char *host = to + strlen(scheme);
	size_t len = *host == '[' ? strcspn(host, "]/") + 1 : strspn(host, WORD "-._");

	if (!len || (*host == '[' && host[len - 1] != ']'))
		return NULL;
	const char *rest = host + len;
	size_t digits = *rest == ':' ? strspn(rest + 1, DIGITS) : 0;
	if (*rest == ':' && (!digits || digits > 5))
		return NULL;
	rest += digits ? digits + 1 : 0;
	return *rest && *rest != '/' ? NULL : rest;
}

static bool is_path(const char *rest)
{
	return rest && *rest == '/' && !strpbrk(rest, "?#");
}

static const char *sftp_fault(const char *to)
{
	return is_path(behind_host(to, "sftp://"))
		       ? NULL
		       : "sftp://host/folder, with the whole path of the folder on the server";
}

static const char *ftps_fault(const char *to)
{
	if (is_path(behind_host(to, "ftps://")))
		return NULL;
	return is_path(behind_host(to, "ftp://"))
		       ? NULL
		       : "ftp://host/folder, where encryption begins after the greeting as most "
			 "hosts "
			 "have it, or ftps://host/folder, where it is there from the start";
}

/* Without encryption only to this computer, where nobody listens. */
static const char *web_fault(const char *to)
{
	const char *rest = behind_host(to, "https://");

	if (!rest && address_is_local(to))
		rest = behind_host(to, "http://");
	return rest && !strpbrk(rest, "?#") ? NULL
					    : "an address that begins with https:// (http:// only "
					      "for this computer), such "
					      "as https://example.org/folder/";
}

static const char *s3_fault(const char *to)
{
	const char *bucket = text_starts(to, "s3://") ? to + 5 : "";
	size_t len = strspn(bucket, WORD "-._");

	return len >= 3 && len <= 63 && (!bucket[len] || bucket[len] == '/') &&
			       !strstr(bucket, "//")
		       ? NULL
		       : "s3://bucket, or s3://bucket/folder";
}

/* https://archive.org/developers/metadata-schema/: identifier. */
static const char *archive_fault(const char *to)
{
	return is_made_of(to, WORD "-._", 100) && strspn(to, WORD) > 0
		       ? NULL
		       : "the name of an item, of letters, digits, '-', '_' and '.', such as "
			 "example-network-talks";
}

static const char *netlify_fault(const char *to)
{
	return is_made_of(to, WORD "-.", 255) && strspn(to, WORD) > 0
		       ? NULL
		       : "the site's id or its name, such as example-network.netlify.app";
}

static const char *github_fault(const char *to)
{
	size_t owner = strspn(to, WORD "-");

	return owner && to[owner] == '/' && is_made_of(to + owner + 1, WORD "-._", 100)
		       ? NULL
		       : "owner/repository, such as example-network/site";
}

static const char *neocities_fault(const char *to)
{
	return is_made_of(to, SMALL DIGITS "-", 32)
		       ? NULL
		       : "the name of the site, which stands before .neocities.org";
}

/* `git@host:owner/repository`, as git itself takes it (gitprotocol: scp-like syntax). */
static bool is_scp_like(const char *to)
{
	size_t user = strspn(to, WORD "-._");
	const char *host = to[user] == '@' ? to + user + 1 : to;
	size_t len = strspn(host, WORD "-.");

	return len > 1 && host[len] == ':' && host[len + 1] && host[len + 1] != '/' &&
	       !strstr(to, "://");
}

/* What follows the name in `ssh://git@host/…`; there, and only there, it says which account a host
 * means. */
static bool is_ssh_path(const char *to)
{
	size_t user = text_starts(to, "ssh://") ? strspn(to + 6, WORD "-._") : 0;

	return is_path(behind_host(to, "ssh://")) ||
	       (user && to[6 + user] == '@' && is_path(behind_host(to + 6 + user, "@")));
}

static const char *git_fault(const char *to)
{
	const bool is_folder = !strstr(to, "://") && strchr(to, '/') && *to != '-';

	if (is_scp_like(to) || is_ssh_path(to) || is_folder || !web_fault(to))
		return NULL;
	return "the address of a repository, such as https://example.org/network/site.git or "
	       "git@example.org:network/site.git";
}

static const char *folder_fault(const char *to)
{
	if (*to == '~')
		return "the whole path, as '~' is not understood here, such as /home/me/site";
	return strstr(to, "://") ? "the path of a folder, such as /media/stick/site" : NULL;
}

/* --- kinds and their fields --------------------------------------------------------------- */

/* Fields that only some kinds have. */
enum {
	USER = 1 << 0,
	SECRET = 1 << 1, /* secret_file, secret_command */
	KEY_FILE = 1 << 2,
	KNOWN_HOSTS = 1 << 3,
	CA = 1 << 4,
	ENDPOINT = 1 << 5,
	REGION = 1 << 6,
	STYLE = 1 << 7,
	ACL = 1 << 8,
	BRANCH = 1 << 9,
	HISTORY = 1 << 10,
};

static const struct {
	int bit;
	const char *key;
} special[] = {
	{ USER, "user" },         { SECRET, "secret_file" },      { SECRET, "secret_command" },
	{ KEY_FILE, "key_file" }, { KNOWN_HOSTS, "known_hosts" }, { CA, "ca" },
	{ ENDPOINT, "endpoint" }, { REGION, "region" },           { STYLE, "style" },
	{ ACL, "acl" },           { BRANCH, "branch" },           { HISTORY, "history" },
};

/* When somebody must prove who they are. */
enum proof { NO_PROOF, PROOF_OF_USER, PROOF_OR_KEY, PROOF_ALWAYS };

static const struct place_kind {
	const char *name;
	int must, may; /* fields */
	enum proof proof;
	const char *(*fault)(const char *to); /* what was expected instead; NULL: it is right */
} places[] = {
	{ "folder", 0, 0, NO_PROOF, folder_fault },
	{ "sftp", USER, SECRET | KEY_FILE | KNOWN_HOSTS, PROOF_OR_KEY, sftp_fault },
	{ "ftps", USER, SECRET | CA, PROOF_ALWAYS, ftps_fault },
	{ "webdav", 0, USER | SECRET | CA, PROOF_OF_USER, web_fault },
	{ "s3", USER | ENDPOINT | REGION, SECRET | CA | STYLE | ACL, PROOF_ALWAYS, s3_fault },
	{ "archive.org", USER, SECRET | CA | ENDPOINT, PROOF_ALWAYS, archive_fault },
	{ "netlify", 0, SECRET | CA | ENDPOINT, PROOF_ALWAYS, netlify_fault },
	{ "git-pages", 0, USER | SECRET | CA, PROOF_OF_USER, web_fault },
	{ "github", 0, SECRET | CA | ENDPOINT | BRANCH, PROOF_ALWAYS, github_fault },
	{ "neocities", 0, USER | SECRET | CA | ENDPOINT, PROOF_ALWAYS, neocities_fault },
	{ "git", 0, USER | SECRET | KEY_FILE | KNOWN_HOSTS | CA | BRANCH | HISTORY, PROOF_OF_USER,
	  git_fault },
};

static const struct place_kind *place_kind(const char *name)
{
	for (size_t i = 0; name && i < COUNT(places); i++) {
		if (strcmp(places[i].name, name) == 0)
			return &places[i];
	}
	return NULL;
}

bool target_needs_secret(const struct target *t)
{
	const struct place_kind *k = place_kind(t->kind);

	switch (k ? k->proof : NO_PROOF) {
	case PROOF_ALWAYS:
		return true;
	case PROOF_OF_USER:
		return t->user != NULL;
	case PROOF_OR_KEY:
		return !t->key_file;
	case NO_PROOF:
		break;
	}
	return false;
}

/* --- one target --------------------------------------------------------------------------- */

/* A target and where its fields were written. */
struct case_of {
	const struct list *all;
	size_t i;
	const struct target *t;
	struct diag *diag;
};

static struct span at_field(const struct case_of *c, const char *key)
{
	return list_field_span(c->all, c->i, key);
}

/* The place of a line whose words are not shown: they may have a password. */
static struct span unseen(struct span at)
{
	at.len = 0;
	return at;
}

static const char *text_of(const struct target *t, const char *key)
{
	return *(const char *const *)(const void *)((const char *)t +
						    kind_field(&kind_target, key)->offset);
}

/* "s3, archive.org": the kinds that have this field. */
static const char *kinds_with(int bit, struct arena *a)
{
	STRBUF_SCOPED struct strbuf names = STRBUF_INIT(1024);

	for (size_t i = 0; i < COUNT(places); i++) {
		if ((places[i].must | places[i].may) & bit)
			strbuf_addf(&names, "%s%s", names.len ? ", " : "", places[i].name);
	}
	return arena_strdup(a, names.data);
}

static void check_fields(const struct case_of *c, const struct place_kind *k)
{
	for (size_t i = 0; i < COUNT(special); i++) {
		const char *key = special[i].key, *text = text_of(c->t, key);
		const int bit = special[i].bit;
		const bool is_written = at_field(c, key).off != c->all->at[c->i].off;

		if (!text && !is_written && (k->must & bit))
			diag_report(c->diag, DIAG_TARGET_FIELD, at_field(c, "kind"),
				    "a target of kind '%s' needs '%s'; add a line such as '%s: %s'",
				    k->name, key, key, kind_field(&kind_target, key)->example);
		else if (text && !((k->must | k->may) & bit))
			diag_report(
				c->diag, DIAG_TARGET_FIELD, unseen(at_field(c, key)),
				"a target of kind '%s' does nothing with '%s', which is for %s; "
				"delete the line",
				k->name, key, kinds_with(bit, c->diag->arena));
	}
	if (c->t->secret_file && c->t->secret_command)
		diag_report(c->diag, DIAG_TARGET_FIELD, at_field(c, "secret_command"),
			    "'secret_file' and 'secret_command' both say where the secret is; keep "
			    "one of the two");
}

/* `https://name:password@host`, or only a name where that has a field of its own. */
static bool names_somebody(const char *to, bool is_git)
{
	const char *from = strstr(to, "://");

	if (!from)
		return false;
	from += 3;
	size_t authority = strcspn(from, "/");
	const char *at = memchr(from, '@', authority);

	return at &&
	       !(is_git && text_starts(to, "ssh://") && !memchr(from, ':', (size_t)(at - from)));
}

static void check_to(const struct case_of *c, const struct place_kind *k)
{
	const char *to = c->t->to;

	if (!to)
		return;
	if (names_somebody(to, strcmp(k->name, "git") == 0)) {
		diag_report(
			c->diag, DIAG_SECRET_SHOWN, unseen(at_field(c, "to")),
			"a name or a password stands in this address; write the name in a line "
			"'user', keep the password where 'blether help target' says, and change "
			"it if others could read this file");
		return;
	}
	const char *expected = k->fault(to);
	if (expected)
		diag_report(c->diag, DIAG_BAD_TARGET, at_field(c, "to"),
			    "'%s' is no place for kind '%s'; expected %s", to, k->name, expected);
	if (c->t->endpoint && ((k->must | k->may) & ENDPOINT) && web_fault(c->t->endpoint))
		diag_report(c->diag, DIAG_BAD_TARGET, at_field(c, "endpoint"),
			    "'%s' is no server; expected %s", c->t->endpoint,
			    web_fault(c->t->endpoint));
}

/* Files that a line names: `~` is the shell's, and what lies openly in the content is in its
 * repository. */
static void check_file(struct span at, const char *key, const char *file, struct diag *diag)
{
	if (file && *file == '~')
		diag_report(diag, DIAG_BAD_TARGET, at,
			    "'%s' begins with '~', which is not understood here; write the whole "
			    "path, such as '/home/me/…'",
			    key);
	else if (file && *file != '/' && strcmp(key, "known_hosts") != 0 &&
		 strcmp(key, "ca") != 0) {
		const char *inside = path_resolve("", file, diag->arena);

		if (inside && !text_starts(inside, "private/") && *inside != '.')
			diag_report(
				diag, DIAG_SECRET_SHOWN, unseen(at),
				"this file lies where everybody sees it who has the content; move "
				"it to 'private/', or out of the content");
	}
}

static void check_files(const struct case_of *c)
{
	static const char *const keys[] = { "secret_file", "key_file", "known_hosts", "ca" };

	for (size_t i = 0; i < COUNT(keys); i++)
		check_file(at_field(c, keys[i]), keys[i], text_of(c->t, keys[i]), c->diag);
}

/* --- all of them ---------------------------------------------------------------------------- */

/* Its secret may stand in BLETHER_SECRET_NAME, its notes in a folder of that name. */
static void check_name(const struct case_of *c, const struct target *all)
{
	const char *name = c->t->name;

	if (!name)
		return;
	if (!is_made_of(name, SMALL DIGITS "-", 40) || *name == '-' || text_ends(name, "-"))
		diag_report(
			c->diag, DIAG_TARGET_NAME, at_field(c, "name"),
			"'%s' is no name of a target; expected small letters, digits and '-', such "
			"as 'web'",
			name);
	else if (strcmp(name, "podping") == 0 || strcmp(name, "webhook") == 0 ||
		 strcmp(name, "smtp") == 0)
		diag_report(c->diag, DIAG_TARGET_NAME, at_field(c, "name"),
			    "a target cannot be called '%s', as there is a secret of that name "
			    "already; choose another",
			    name);
	for (size_t k = 0; k < c->i; k++) {
		if (all[k].name && strcmp(all[k].name, name) == 0)
			diag_report(
				c->diag, DIAG_TARGET_NAME, at_field(c, "name"),
				"another target is called '%s' already; give each a name of its "
				"own",
				name);
	}
}

static bool is_taking(const struct target *t, const char *what)
{
	return t->takes && strcmp(t->takes, what) == 0;
}

static void tell_doubled(const struct publishing *p, size_t i, const struct target *other,
			 const char *what, struct diag *diag)
{
	const struct target *t = (const struct target *)p->targets.items + i;

	if (other && other->name && t->name)
		diag_report(diag, DIAG_TARGETS_MEET, list_field_span(&p->targets, i, "takes"),
			    "'%s' and '%s' both get the %s; each file has one place: one target "
			    "takes 'all', or one takes 'pages' and one takes 'audio'",
			    other->name, t->name, what);
}

/* Each file has one place: the first target that takes it keeps it. */
static void check_takings(const struct publishing *p, struct diag *diag)
{
	const struct target *all = p->targets.items, *pages = NULL, *audio = NULL;

	for (size_t i = 0; i < p->targets.count; i++) {
		const struct target *t = &all[i];
		const bool has_pages = !is_taking(t, "audio"), has_audio = !is_taking(t, "pages");

		if (has_pages)
			tell_doubled(p, i, pages, "pages", diag);
		else
			tell_doubled(p, i, audio, "audio", diag);
		pages = has_pages && !pages ? t : pages;
		audio = has_audio && !audio ? t : audio;
	}
	if (p->targets.count && (!pages || !audio))
		diag_report(diag, DIAG_TARGETS_MEET, list_field_span(&p->targets, 0, "takes"),
			    "no target gets the %s; add one that takes '%s', or delete this line",
			    pages ? "audio" : "pages", pages ? "audio" : "pages");
}

static void check_news(const struct publishing *p, struct diag *diag)
{
	const struct lone all[] = {
		{ p->podping_secret_file, p->podping, "podping_secret_file", "podping" },
		{ p->webhook_secret_file, p->webhook, "webhook_secret_file", "webhook" },
	};
	static const char *const keys[] = { "podping", "webhook" };
	const char *const urls[] = { p->podping, p->webhook };

	lone_fields_check(&p->item, all, COUNT(all), diag);
	for (size_t i = 0; i < COUNT(keys); i++) {
		if (urls[i] && text_starts(urls[i], "http://") && !address_is_local(urls[i]))
			diag_report(diag, DIAG_BAD_TARGET, item_field_span(&p->item, keys[i]),
				    "'%s' gets a secret, and nothing would be encrypted; expected "
				    "an address that begins "
				    "with https://",
				    urls[i]);
	}
	for (size_t i = 0; i < COUNT(all); i++)
		check_file(item_field_span(&p->item, all[i].key), all[i].key,
			   i ? p->webhook_secret_file : p->podping_secret_file, diag);
}

void publishing_check(const struct publishing *p, struct diag *diag)
{
	const struct target *all = p->targets.items;

	for (size_t i = 0; i < p->targets.count; i++) {
		const struct case_of c = { &p->targets, i, &all[i], diag };
		const struct place_kind *k = place_kind(all[i].kind);

		check_name(&c, all);
		check_files(&c);
		if (!k)
			continue;
		check_fields(&c, k);
		check_to(&c, k);
	}
	check_takings(p, diag);
	check_news(p, diag);
}
