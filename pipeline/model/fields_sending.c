#include "field_at.h"
#include "model/sending.h"

static const char *const encryptions[] = { "required", "none", NULL };

static const struct field sending_fields[] = {
	{ .key = "server", .type = FIELD_TEXT, TEXT_AT(struct sending, server), .required = true, .max = 255, .fixed = true,
	  .help = "The mail server: smtps://… where it is encrypted from the start, smtp://… where that begins with STARTTLS.", .example = "smtps://mail.example.org" },
	{ .key = "from", .type = FIELD_EMAIL, TEXT_AT(struct sending, from), .required = true,
	  .help = "The address that letters come from; that of a role.", .example = "network@example.org" },
	{ .key = "from_name", .type = FIELD_TEXT, TEXT_AT(struct sending, from_name), .max = 128,
	  .help = "The name beside it; the site's title if left out.", .example = "Example Network" },
	{ .key = "user", .type = FIELD_TEXT, TEXT_AT(struct sending, user), .max = 255, .fixed = true,
	  .help = "The name by which the server knows you; its password stands in BLETHER_SMTP_PASSWORD or password_file, never here.", .example = "network@example.org" },
	{ .key = "password_file", .type = FIELD_TEXT, TEXT_AT(struct sending, password_file), .max = 255, .fixed = true,
	  .rare = true, .help = "A file that only you can read (chmod 600), with the password in its first line.", .example = "/home/network/.smtp-password" },
	{ .key = "encryption", .type = FIELD_CHOICE, TEXT_AT(struct sending, encryption), .choices = encryptions,
	  .rare = true, .help = "none only for a server on this computer; it must be encrypted otherwise." },
	{ .key = "ca", .type = FIELD_TEXT, TEXT_AT(struct sending, ca), .max = 255, .fixed = true,
	  .rare = true, .help = "A file of certificates to believe, for a server that has one of its own.", .example = "/etc/ssl/our-ca.pem" },
	{ .key = "per_minute", .type = FIELD_NUMBER, NUMBER_AT(struct sending, per_minute), .min = 1, .max = 6000, .fallback = "60",
	  .rare = true, .help = "How many letters leave in a minute, at most: hosts stop who sends faster.", .example = "60" },
	{ 0 },
};
const struct kind kind_sending = { "sending", sending_fields, sizeof(struct sending), false, NULL, NULL };
