#include "environment.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"

static bool now_from_epoch(const char *text, struct moment *now)
{
	char *end;
	long long seconds = strtoll(text, &end, 10);

	if (!*text || *end || seconds < 0) {
		fprintf(stderr, "error: SOURCE_DATE_EPOCH is '%s'; expected seconds since 1970\n", text);
		return false;
	}
	*now = (struct moment){ .utc = seconds, .set = true };
	return true;
}

bool environment_now(const char *given, struct moment *now)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");

	if (!given && epoch)
		return now_from_epoch(epoch, now);
	if (!given) {
		*now = (struct moment){ .utc = time(NULL), .set = true };
		return true;
	}
	if (date_parse(given, now) == DATE_OK)
		return true;
	fprintf(stderr, "error: --now is '%s'; expected a time such as 2026-09-07T09:00:00Z\n", given);
	return false;
}

char *environment_program(struct arena *a)
{
	char path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path));

	return arena_strndup(a, path, len < 0 ? 0 : (size_t)len);
}

char *environment_worker(struct arena *a)
{
	const char *given = getenv("BLETHER_MEDIA");

	if (given && *given)
		return arena_strdup(a, given);
	return path_join(path_dir(environment_program(a), a), "blether-media", a);
}

const char *environment_here(struct arena *a)
{
	char here[4096];

	return arena_strdup(a, getcwd(here, sizeof(here)) ? here : "");
}

const char *environment_home(void)
{
	const char *home = getenv("HOME");

	return home && *home ? home : NULL;
}

bool environment_colour(void)
{
	const char *no_colour = getenv("NO_COLOR");

	return isatty(STDERR_FILENO) && !(no_colour && *no_colour);
}

const char *environment_theme(const char *content, struct arena *a)
{
	const char *theme = path_join(content, "theme", a);
	struct stat st;

	return stat(theme, &st) == 0 && S_ISDIR(st.st_mode) ? theme : NULL;
}

const char *environment_content(const char *given)
{
	if (given)
		return given;
	return access("site.yaml", F_OK) == 0 ? "." : "content";
}
