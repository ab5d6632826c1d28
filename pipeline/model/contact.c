#include "model/contact.h"

#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"

static const char *const mailboxes[] = {
	"aol.com",        "btinternet.com", "gmail.com",    "googlemail.com",  "gmx.com",
	"hotmail.co.uk",  "hotmail.com",    "icloud.com",   "live.co.uk",      "live.com",
	"mail.com",       "me.com",         "msn.com",      "outlook.com",     "proton.me",
	"protonmail.com", "sky.com",        "talktalk.net", "virginmedia.com", "yahoo.co.uk",
	"yahoo.com",
};

bool phone_is_mobile(const char *phone)
{
	char digits[8] = "";
	size_t count = 0;

	for (const char *c = phone; *c && count < sizeof(digits) - 1; c++) {
		if (*c >= '0' && *c <= '9')
			digits[count++] = *c;
	}
	const char *rest = text_starts(digits, "0044") ? digits + 4
			   : text_starts(digits, "44") ? digits + 2
			   : *digits == '0'            ? digits + 1
						       : "";

	/* 070 and 076 are numbers that are passed on, and pagers. */
	return rest[0] == '7' && rest[1] && !strchr("06", rest[1]);
}

bool email_is_personal(const char *email)
{
	const char *at = strrchr(email, '@');

	for (size_t i = 0; at && i < COUNT(mailboxes); i++) {
		if (strcasecmp(at + 1, mailboxes[i]) == 0)
			return true;
	}
	return false;
}

const char *group_open_phone(const struct group *g)
{
	return g->phone && (g->is_personal || !phone_is_mobile(g->phone)) ? g->phone : NULL;
}

const char *group_open_email(const struct group *g)
{
	return g->email && (g->is_personal || !email_is_personal(g->email)) ? g->email : NULL;
}

bool group_has_open_address(const struct group *g)
{
	return g->address && !g->is_hidden;
}
