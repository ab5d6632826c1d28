#include "field_at.h"
#include "model/publishing.h"

const char *const target_kinds[] = {
	"folder", "sftp", "ftps", "webdav", "s3", "archive.org", "netlify", "git-pages", "github", "neocities", "git", NULL,
};

static const char *const takings[] = { "all", "audio", "pages", NULL };
static const char *const histories[] = { "kept", "none", NULL };
static const char *const styles[] = { "path", "host", NULL };

static const char *const plans[] = { "free", "supporter", NULL };

static const struct field target_fields[] = {
	{ .key = "name", .type = FIELD_TEXT, TEXT_AT(struct target, name), .required = true, .max = 40, .fixed = true,
	  .help = "What you call it, in small letters: 'blether publish web'.", .example = "web" },
	{ .key = "kind", .type = FIELD_CHOICE, TEXT_AT(struct target, kind), .required = true, .choices = target_kinds, .also = "type",
	  .help = "How files get there.", .example = "sftp" },
	{ .key = "to", .type = FIELD_TEXT, TEXT_AT(struct target, to), .required = true, .max = 1000, .fixed = true, .also = "url address path folder repo site",
	  .help = "Where files go: an address, a folder, or the name of the site at that host.", .example = "sftp://example.org/var/www/my-site" },
	{ .key = "user", .type = FIELD_TEXT, TEXT_AT(struct target, user), .max = 255, .fixed = true, .also = "username login access_key access_key_id",
	  .help = "The name by which the host knows you; of S3 and archive.org, the access key.", .example = "me" },
	{ .key = "secret_file", .type = FIELD_TEXT, .secret = true, TEXT_AT(struct target, secret_file), .max = 1000, .fixed = true,
	  .also = "password password_file passphrase token token_file secret secret_key secret_access_key api_key",
	  .help = "A file that only you can read (chmod 600), with the password, token or secret key in its first line. The variable "
		  "BLETHER_SECRET_WEB (of a target called 'web') goes before it.",
	  .example = "/home/me/.config/blether/web" },
	{ .key = "secret_command", .type = FIELD_TEXT, TEXT_AT(struct target, secret_command), .max = 1000, .fixed = true, .rare = true,
	  .also = "password_command token_command",
	  .help = "A program that prints the secret in its first line, such as a password manager; words are parted by blanks, and no shell reads them.",
	  .example = "pass show web" },
	{ .key = "takes", .type = FIELD_CHOICE, TEXT_AT(struct target, takes), .choices = takings, .fallback = "all", .rare = true,
	  .help = "audio: recordings only; pages: everything but them. One target takes all, or two share." },
	{ .key = "key_file", .type = FIELD_TEXT, TEXT_AT(struct target, key_file), .max = 1000, .fixed = true, .rare = true, .also = "identity_file private_key",
	  .help = "Your private key for SSH (sftp, git); its passphrase, if it has one, is the secret.", .example = "/home/me/.ssh/id_ed25519" },
	{ .key = "known_hosts", .type = FIELD_TEXT, TEXT_AT(struct target, known_hosts), .max = 1000, .fixed = true, .rare = true,
	  .help = "The file with the keys of SSH servers; if left out, .ssh/known_hosts in your home folder.", .example = "/home/me/.ssh/known_hosts" },
	{ .key = "ca", .type = FIELD_TEXT, TEXT_AT(struct target, ca), .max = 1000, .fixed = true, .rare = true,
	  .help = "A file of certificates to believe, for a server that has one of its own.", .example = "/etc/ssl/our-ca.pem" },
	{ .key = "endpoint", .type = FIELD_TEXT, TEXT_AT(struct target, endpoint), .max = 1000, .fixed = true, .rare = true, .also = "server host",
	  .help = "The server of an S3 service, or of a host's interface where it is not the usual one.", .example = "https://s3.eu-central-003.backblazeb2.com" },
	{ .key = "region", .type = FIELD_TEXT, TEXT_AT(struct target, region), .max = 100, .fixed = true, .rare = true,
	  .help = "The region of an S3 service; where it has none, us-east-1.", .example = "eu-central-003" },
	{ .key = "style", .type = FIELD_CHOICE, TEXT_AT(struct target, style), .choices = styles, .rare = true,
	  .help = "Where the bucket stands in S3 addresses: in the path, or before the host's name." },
	{ .key = "acl", .type = FIELD_TEXT, TEXT_AT(struct target, acl), .max = 100, .fixed = true, .rare = true,
	  .help = "Who may read what is put into an S3 bucket, where the bucket itself does not say it.", .example = "public-read" },
	{ .key = "branch", .type = FIELD_TEXT, TEXT_AT(struct target, branch), .max = 255, .fixed = true, .rare = true,
	  .help = "The branch that pages are published from; if left out, gh-pages.", .example = "gh-pages" },
	{ .key = "history", .type = FIELD_CHOICE, TEXT_AT(struct target, history), .choices = histories, .rare = true,
	  .help = "none: the branch has only what is published now, so that it never grows; kept, as usual: it has all that ever was." },
	{ .key = "plan", .type = FIELD_CHOICE, TEXT_AT(struct target, plan), .choices = plans, .rare = true,
	  .help = "At Neocities: the free plan takes no recordings, a supporter's does." },
	{ .key = "connections", .type = FIELD_NUMBER, NUMBER_AT(struct target, connections), .min = 1, .max = 16, .rare = true,
	  .help = "How many files are on their way at once, at most.", .example = "4" },
	{ .key = "kilobytes", .type = FIELD_NUMBER, NUMBER_AT(struct target, kilobytes), .min = 1, .max = 10000000, .rare = true,
	  .help = "Kilobytes a second, at most: where others need the line, too.", .example = "500" },
	{ 0 },
};
const struct kind kind_target = { "target", target_fields, sizeof(struct target), false, NULL, NULL };

static const struct field publishing_fields[] = {
	{ .key = "targets", .type = FIELD_MAP, LIST_AT(struct publishing, targets), .sub = &kind_target, .required = true, .max = 20,
	  .help = "Where the site is put, in any order; usually one." },
	{ .key = "grace_days", .type = FIELD_NUMBER, NUMBER_AT(struct publishing, grace_days), .min = 0, .max = 365, .fallback = "7", .rare = true,
	  .help = "How many days the old file of what got a new one is kept, as apps still ask for it. What was withdrawn goes at once, and all other old files with it." },
	{ .key = "keep", .type = FIELD_NUMBER, NUMBER_AT(struct publishing, keep), .min = 1, .max = 100, .fallback = "10", .rare = true,
	  .help = "How many releases are kept for 'blether rollback'." },
	{ .key = "most_deletions", .type = FIELD_NUMBER, NUMBER_AT(struct publishing, most_deletions), .min = 0, .max = 1000000, .fallback = "200", .rare = true,
	  .help = "How many files a publication may delete without being asked to." },
	{ .key = "podping", .type = FIELD_URL, TEXT_AT(struct publishing, podping), .rare = true,
	  .help = "A podping endpoint, which tells podcast directories.", .example = "https://podping.example.org/" },
	{ .key = "podping_secret_file", .type = FIELD_TEXT, .secret = true, TEXT_AT(struct publishing, podping_secret_file), .max = 1000, .fixed = true, .rare = true,
	  .help = "A file that only you can read, with its token." },
	{ .key = "webhook", .type = FIELD_URL, TEXT_AT(struct publishing, webhook), .rare = true,
	  .help = "An address that gets a POST with what was published, as JSON.", .example = "https://automation.example.org/hooks/blether" },
	{ .key = "webhook_secret_file", .type = FIELD_TEXT, .secret = true, TEXT_AT(struct publishing, webhook_secret_file), .max = 1000, .fixed = true, .rare = true,
	  .help = "A file that only you can read, with the key that its signature is made with." },
	{ 0 },
};
const struct kind kind_publishing = { "publishing", publishing_fields, sizeof(struct publishing), false, NULL, NULL };
