#ifndef PUBLISH_SFTP_RENAME_H
#define PUBLISH_SFTP_RENAME_H

struct remote;
struct ssh_login;
struct renamer;

/*
 * A conversation with the server that is kept for all renames of a publication, as logging in takes
 * longer than they do. `r` and `l` must live as long; memory is in the arena of `r`.
 */
struct renamer *renamer_new(struct remote *r, const struct ssh_login *l);

/* Begins to log in, and does not wait for it. Nothing when that was done. */
void renamer_call(struct renamer *n);
void renamer_close(struct renamer *n);

/*
 * Gives files that wait their names, each in one step that replaces what had it, by the extension
 * posix-rename@openssh.com (OpenSSH's PROTOCOL, section 4.3), which libcurl and libssh2 lack. All are
 * asked for without waiting for the answers one by one.
 */
enum renamed {
	RENAMED_ALL,
	RENAMED_NO_HOUSE, /* all but those marked `lost`: the folders of their names may be missing */
	RENAMED_NO_WAY, /* there is no program ssh, or the server has no such extension */
	RENAMED_LATER,  /* the connection broke: those that were answered are marked */
	RENAMED_REFUSED, /* *why says what the server has against it */
};

enum renamed renamer_run(struct renamer *n, const char **why);

#endif
