#ifndef PUBLISH_SFTP_RENAME_H
#define PUBLISH_SFTP_RENAME_H

struct remote;
struct ssh_login;

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

enum renamed sftp_rename(struct remote *r, const struct ssh_login *l, const char **why);

#endif
