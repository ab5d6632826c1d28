#include "environment.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"

/* A year before the last one that can be written with four digits: hours may be added to it. */
#define LATEST 253370764799LL

static bool now_from_epoch(const char *text, struct moment *now)
{
	char *end;

	errno = 0;
	long long seconds = strtoll(text, &end, 10);

	if (!*text || *end || errno || seconds < 0 || seconds > LATEST) {
		fprintf(stderr,
			"error: SOURCE_DATE_EPOCH is '%s'; expected seconds since 1970, before the "
			"year 9999\n",
			text);
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
	if (date_parse(given, now) == DATE_OK && now->utc <= LATEST)
		return true;
	fprintf(stderr, "error: --now is '%s'; expected a time such as 2026-09-07T09:00:00Z\n",
		given);
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

bool environment_colour(FILE *stream)
{
	const char *no_colour = getenv("NO_COLOR");

	return isatty(fileno(stream)) && !(no_colour && *no_colour);
}

bool environment_utf8(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < COUNT(names); i++) {
		const char *locale = getenv(names[i]);

		if (locale && *locale)
			return strcasestr(locale, "utf-8") || strcasestr(locale, "utf8");
	}
	return false;
}

const char *environment_theme(const char *content, struct arena *a)
{
	const char *theme = path_join(content, "theme", a);
	struct stat st;

	return stat(theme, &st) == 0 && S_ISDIR(st.st_mode) ? theme : NULL;
}

static bool has_site(const char *dir, struct arena *a)
{
	return access(path_join(dir, "site.yaml", a), F_OK) == 0;
}

const char *environment_content_here(struct arena *a)
{
	const char *above = ".";
	const char *here = environment_here(a);

	if (has_site(above, a))
		return above;
	if (access("content", F_OK) == 0)
		return "content";
	for (; *here; here = path_dir(here, a)) {
		above = strcmp(above, ".") == 0 ? ".." : path_join("..", above, a);
		if (has_site(above, a))
			return above;
	}
	return NULL;
}

const char *environment_content(const char *given, struct arena *a)
{
	const char *content = given ? given : environment_content_here(a);

	if (!content)
		fputs("error: this folder has no 'site.yaml', nor has one above it; go into your "
		      "site's folder first, or name it with --content\n",
		      stderr);
	return content;
}

const char *environment_beside(const char *content, const char *name, struct arena *a)
{
	return text_starts(content, "..") ? path_join(content, name, a) : name;
}

const char *const *environment_proxies(struct arena *a)
{
	/* curl reads HTTP_PROXY in small letters only, as servers of CGI make the other (httpoxy). */
	static const char *const names[] = { "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy",
					     "ALL_PROXY" };
	const char **found = arena_array(a, COUNT(names) + 1, sizeof(*found));
	size_t n = 0;

	for (size_t i = 0; i < COUNT(names); i++) {
		const char *proxy = getenv(names[i]);

		if (proxy && *proxy)
			found[n++] = proxy;
	}
	return found;
}
