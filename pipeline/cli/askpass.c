#include "askpass.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "commands.h"
#include "read/publishing.h"
#include "report.h"
#include "secret.h"

/* A name may stand in the question for a password, too: "Password for 'https://username@…'". */
static bool is_for_name(const char *question)
{
	return strncasecmp(question, "username", strlen("username")) == 0;
}

/* Is it the secret that is asked for, and not whether a server's new key shall be believed? */
static bool is_for_secret(const char *question)
{
	return strcasestr(question, "password") || strcasestr(question, "passphrase");
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

/* All of an open file of another blether's memory: mapped, so that it is read in no system call. */
static int answer_from_memory(const char *where, const char *question)
{
	int fd = is_for_secret(question) ? open(where, O_RDONLY | O_CLOEXEC) : -1;
	struct stat st;
	bool answered = false;

	if (fd < 0)
		return STATUS_CONTENT;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0) {
		void *map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);

		answered = map != MAP_FAILED &&
			   file_write_all(STDOUT_FILENO, map, (size_t)st.st_size) &&
			   file_write_all(STDOUT_FILENO, "\n", 1);
	}
	close(fd);
	return answered ? STATUS_GOOD : STATUS_CONTENT;
}

int askpass_answer(const char *whose, const char *question)
{
	struct arena a = { 0 };
	struct diag diag;
	const char *dir = strchr(whose, ':');
	bool answered = false;

	if (text_starts(whose, "/proc/"))
		return answer_from_memory(whose, question);
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
