#include "secret.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/program.h"

#define SECRET_MOST 4095 /* bytes */
#define PATIENCE_MS 60000
#define MOST_WORDS  32
#define ENV_PROGRAM "/usr/bin/env" /* looks for programs in PATH */
#define NOT_THERE   127            /* what it returns when there is none (POSIX.1-2008, XCU env) */

/* --- where it is kept ------------------------------------------------------------------- */

static char *page_new(void)
{
	const struct rlimit none = { 0, 0 };
	char *page = mmap(NULL, SECRET_MOST + 1, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (page == MAP_FAILED)
		return NULL;
	madvise(page, SECRET_MOST + 1, MADV_DONTDUMP);
	mlock(page, SECRET_MOST + 1);
	setrlimit(RLIMIT_CORE, &none); /* libraries have copies, too */
	return page;
}

void secret_wipe(struct secret *s)
{
	if (!s->text)
		return;
	explicit_bzero(s->text, SECRET_MOST + 1);
	munmap(s->text, SECRET_MOST + 1);
	s->text = NULL;
}

/* The first line of these bytes. What is wrong with it, or NULL. */
static const char *take_line(struct secret *into, const char *bytes, size_t len)
{
	const char *end = memchr(bytes, '\n', len);
	size_t line = end ? (size_t)(end - bytes) : len;

	line -= line && bytes[line - 1] == '\r';
	if (!line)
		return "the first line is empty";
	if (line > SECRET_MOST)
		return "the first line is too long for a secret";
	if (memchr(bytes, '\0', line))
		return "this is no text";
	into->text = page_new();
	if (!into->text)
		return "out of memory";
	memcpy(into->text, bytes, line);
	return NULL;
}

/* --- where it is found -------------------------------------------------------------------- */

static const char *read_mapped(int fd, size_t size, struct secret *into)
{
	const size_t len = size > 2 * SECRET_MOST ? 2 * SECRET_MOST : size;
	void *map = size ? mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, 0) : NULL;

	if (!size)
		return "this file is empty";
	if (map == MAP_FAILED)
		return "this file cannot be read";
	const char *fault = take_line(into, map, len);
	munmap(map, len);
	return fault;
}

static const char *read_file(const struct secret_source *from, struct secret *into, struct arena *a)
{
	const char *path = *from->file == '/' ? from->file : path_join(from->dir, from->file, a);
	const char *fault = NULL;
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd < 0)
		return errno == ENOENT ? "there is no such file" : "this file cannot be read";
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
		fault = "this is no file that can be read";
	else if (st.st_mode & (S_IRWXG | S_IRWXO))
		fault = "others may read this file; make it yours alone with 'chmod 600'";
	else
		fault = read_mapped(fd, (size_t)st.st_size, into);
	close(fd);
	return fault;
}

static const char *const *words_of(const char *command, struct arena *a)
{
	const char **argv = arena_array(a, MOST_WORDS + 3, sizeof(*argv));
	size_t count = 0;

	argv[count++] = ENV_PROGRAM;
	argv[count++] = "--";
	for (const char *s = command; *(s += strspn(s, " ")) && count < MOST_WORDS + 2;) {
		size_t len = strcspn(s, " ");

		argv[count++] = arena_strndup(a, s, len);
		s += len;
	}
	return argv;
}

static const char *end_of(const struct program *p, enum program_end end, struct arena *a)
{
	const int status = p->status / 256; /* waitpid(2) */

	if (end == PROGRAM_SLOW)
		return "this program printed nothing within a minute, and was stopped";
	if (end == PROGRAM_VERBOSE)
		return "this program prints more than a secret";
	if (end == PROGRAM_ABSENT || status == NOT_THERE)
		return arena_printf(a, "there is no program '%s'", p->argv[2]);
	return arena_printf(a, "this program failed (status %d)", status);
}

/* Its words to people, such as a question, go to the terminal; what it prints is the secret. */
static const char *run_command(const char *command, struct secret *into, struct arena *a)
{
	struct program p = {
		.argv = words_of(command, a),
		.time_limit = PATIENCE_MS,
		.out = STRBUF_INIT(2 * SECRET_MOST),
		.speaks = true,
	};

	strbuf_grow(&p.out,
		    2 * SECRET_MOST - 1); /* at once: no copy stays behind in freed memory */
	enum program_end end = program_run(&p);
	const char *fault = end == PROGRAM_DONE ? p.out.len ? take_line(into, p.out.data, p.out.len)
							    : "this program printed nothing"
						: end_of(&p, end, a);
	explicit_bzero(p.out.data, p.out.cap);
	strbuf_release(&p.out);
	return fault;
}

enum secret_end secret_find(const struct secret_source *from, struct secret *into, const char **why,
			    struct arena *a)
{
	const char *given = getenv(from->variable);

	*into = (struct secret){ 0 };
	if (given && *given) {
		*why = take_line(into, given, strlen(given));
		if (!*why)
			return SECRET_FOUND;
	}
	if (from->file) {
		*why = read_file(from, into, a);
		return *why ? SECRET_BAD_FILE : SECRET_FOUND;
	}
	if (from->command) {
		*why = run_command(from->command, into, a);
		return *why ? SECRET_BAD_COMMAND : SECRET_FOUND;
	}
	return SECRET_NONE;
}

char *secret_variable(const char *name, struct arena *a)
{
	char *variable = arena_printf(a, "BLETHER_SECRET_%s", name);

	for (char *c = variable; *c; c++)
		*c = *c == '-' ? '_' : (char)toupper((unsigned char)*c);
	return variable;
}

/* --- of publish.yaml ------------------------------------------------------------------------ */

bool secret_of_target(const struct publishing *p, const struct target *t, const char *dir,
		      struct secret *into, struct diag *diag)
{
	const size_t i = (size_t)(t - (const struct target *)p->targets.items);
	const struct secret_source from = { secret_variable(t->name, diag->arena), t->secret_file,
					    t->secret_command, dir };
	const char *why = NULL;

	switch (secret_find(&from, into, &why, diag->arena)) {
	case SECRET_FOUND:
		return true;
	case SECRET_NONE:
		if (!target_needs_secret(t))
			return true;
		diag_report(diag, DIAG_NO_SECRET, list_field_span(&p->targets, i, "name"),
			    "'%s' has no password, token or key; put it into the variable %s, or "
			    "into a file that 'secret_file' names, or let a program print it that "
			    "'secret_command' names",
			    t->name, from.variable);
		return false;
	case SECRET_BAD_FILE:
	case SECRET_BAD_COMMAND:
		break;
	}
	diag_report(
		diag, DIAG_BAD_SECRET,
		list_field_span(&p->targets, i, t->secret_file ? "secret_file" : "secret_command"),
		"%s", why);
	return false;
}

static bool secret_of_news(const struct publishing *p, const char *field,
			   const struct secret_source *from, struct secret *into, struct diag *diag)
{
	const char *why = NULL;

	if (secret_find(from, into, &why, diag->arena) != SECRET_BAD_FILE)
		return true;
	diag_report(diag, DIAG_BAD_SECRET, item_field_span(&p->item, field), "%s", why);
	return false;
}

bool secret_of_podping(const struct publishing *p, const char *dir, struct secret *into,
		       struct diag *diag)
{
	const struct secret_source from = { "BLETHER_SECRET_PODPING", p->podping_secret_file, NULL,
					    dir };

	return secret_of_news(p, "podping_secret_file", &from, into, diag);
}

bool secret_of_webhook(const struct publishing *p, const char *dir, struct secret *into,
		       struct diag *diag)
{
	const struct secret_source from = { "BLETHER_SECRET_WEBHOOK", p->webhook_secret_file, NULL,
					    dir };

	return secret_of_news(p, "webhook_secret_file", &from, into, diag);
}
