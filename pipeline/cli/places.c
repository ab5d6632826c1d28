#include "places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "environment.h"

/* The real path of what is there, or NULL. */
static char *existing(const char *path, struct arena *a)
{
	char *real = realpath(path, NULL);
	char *kept = real ? arena_strdup(a, real) : NULL;

	free(real);
	return kept;
}

char *place_real(const char *path, struct arena *a)
{
	const char *whole = *path == '/' ? path : path_join(environment_here(a), path, a);
	size_t len = strlen(whole);
	char *above = existing(whole, a);

	/* Up to the lowest folder that is there; what is missing is made as it is written. */
	while (!above && len > 1) {
		while (len > 1 && whole[len - 1] != '/')
			len--;
		above = existing(arena_strndup(a, whole, len), a);
		len -= !above;
	}
	if (!above)
		return arena_strdup(a, whole);
	char *rest = len < strlen(whole)
			     ? path_resolve(above + 1, whole + len + (whole[len] == '/'), a)
			     : NULL;
	return rest ? arena_printf(a, "/%s", rest) : above;
}

/* What follows `dir` in the path of something in it, "" for itself, else NULL. */
static const char *within(const char *path, const char *dir)
{
	size_t len = strcmp(dir, "/") == 0 ? 0 : strlen(dir);

	if (strncmp(path, dir, len) != 0 || (path[len] && path[len] != '/'))
		return NULL;
	return path[len] ? path + len + 1 : path + len;
}

/* Does nobody read this part of the content? */
static bool is_unread(const char *rest)
{
	return *rest == '.' || strstr(rest, "/.") || strcmp(rest, "public") == 0 ||
	       text_starts(rest, "public/");
}

/* How two places meet, as the middle of a sentence; NULL when they do not. */
static const char *meeting(const char *one, const char *other)
{
	if (strcmp(one, other) == 0)
		return "is";
	return within(one, other) ? "lies in" : within(other, one) ? "contains" : NULL;
}

static bool fail(const char *what, const char *typed, const char *how, const char *other,
		 const char *advice)
{
	fprintf(stderr, "error: the %s '%s' %s %s; %s\n", what, typed, how, other, advice);
	return false;
}

/* Is a folder that is written to, called `what`, clear of the content? */
static bool clear_of_content(const char *what, const char *typed, const char *content,
			     struct arena *a)
{
	const char *place = place_real(typed, a), *real = place_real(content, a);
	const char *how = meeting(place, real), *rest = within(place, real);

	if (!how || (rest && is_unread(rest)))
		return true;
	return fail(what, typed, how, "the content folder", "choose a folder beside it");
}

static bool output_ok(const char *output, const char *content, struct arena *a)
{
	const char *place = place_real(output, a), *home = environment_home();

	if (strcmp(place, "/") == 0 || (home && strcmp(place, place_real(home, a)) == 0))
		return fail("output folder", output, "is",
			    *place && place[1] ? "your home folder" : "the whole disk",
			    "choose a folder of its own");
	return clear_of_content("output folder", output, content, a);
}

bool places_ok(const char *content, const char *output, const char *cache, struct arena *a)
{
	if (output && !output_ok(output, content, a))
		return false;
	if (!clear_of_content("cache folder", cache, content, a))
		return false;
	const char *how = output ? meeting(place_real(cache, a), place_real(output, a)) : NULL;
	return !how ||
	       fail("cache folder", cache, how, "the output folder", "choose a folder beside it");
}
