#include "askpass.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"
#include "commands.h"
#include "read/publishing.h"
#include "report.h"
#include "secret.h"

/* Is it the secret that is asked for, and not whether a server's new key shall be believed? */
static bool is_for_secret(const char *question)
{
	return strcasestr(question, "password") || strcasestr(question, "passphrase");
}

static bool is_for_name(const char *question)
{
	return strcasestr(question, "username");
}

static bool answer(const struct target *t, const struct publishing *p, const char *dir,
		   const char *question, struct diag *diag)
{
	struct secret secret = { 0 };
	bool known = false;

	if (is_for_name(question))
		return t->user && printf("%s\n", t->user) > 0;
	if (is_for_secret(question) && secret_of_target(p, t, dir, &secret, diag) && secret.text) {
		setvbuf(stdout, NULL, _IONBF, 0); /* no copy in a buffer */
		known = fputs(secret.text, stdout) >= 0 && putchar('\n') >= 0;
	}
	secret_wipe(&secret);
	return known;
}

int askpass_answer(const char *whose, const char *question)
{
	struct arena a = { 0 };
	struct diag diag;
	const char *dir = strchr(whose, ':');
	bool answered = false;

	diag_init(&diag, &a);
	if (dir) {
		const struct publishing *p = read_publishing(dir + 1, &a, &diag);
		const char *name = arena_strndup(&a, whose, (size_t)(dir - whose));
		const struct target *t = p && diag_ok(&diag) ? publishing_target(p, name) : NULL;

		answered = t && answer(t, p, dir + 1, question, &diag);
	}
	if (!diag_ok(&diag))
		report_messages(&diag);
	arena_free(&a);
	return answered ? STATUS_GOOD : STATUS_CONTENT;
}
