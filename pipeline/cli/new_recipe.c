/* Workflows of forges, so that whoever changes the content on a web page publishes it. */
#include <stdio.h>
#include <string.h>

#include "base/embed.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "blank.h"
#include "commands.h"
#include "environment.h"
#include "new.h"

#define SCRIPT "publish.sh" /* what all of them run */

static const struct recipe {
	const char *name, *file; /* of skeleton/ */
	const char *path;        /* in the content, which is the repository */
	const char *where;       /* of the forge's settings */
} recipes[] = {
	{ "github", "recipe.github.yml", ".github/workflows/publish.yml",
	  "Settings, Secrets and variables, Actions" },
	{ "gitlab", "recipe.gitlab.yml", ".gitlab-ci.yml", "Settings, CI/CD, Variables" },
	{ "forgejo", "recipe.forgejo.yml", ".forgejo/workflows/publish.yml",
	  "Settings, Actions, Secrets" },
};

static const struct recipe *find_recipe(const char *name)
{
	const char *names[COUNT(recipes) + 1] = { NULL };

	for (size_t i = 0; i < COUNT(recipes); i++) {
		if (strcmp(recipes[i].name, name) == 0)
			return &recipes[i];
		names[i] = recipes[i].name;
	}
	const char *near = text_nearest(name, names);
	fprintf(stderr,
		"error: there is no recipe for '%s'; expected 'github', 'gitlab' or 'forgejo' "
		"(Codeberg)%s%s%s\n",
		name, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
	return NULL;
}

static bool write_file(const char *path, const char *name, struct arena *a)
{
	const struct embedded *file = embedded_find(skeleton_files, name);

	return blank_write(path, file->bytes, file->len, a);
}

int new_recipe(const struct new_opts *o, char **operands, struct arena *a)
{
	const struct recipe *r = find_recipe(operands[0]);
	const char *content = r ? environment_content(o->content, a) : NULL;

	if (!content)
		return STATUS_USAGE;
	const char *path = blank_place(content, r->path, a);
	const char *script = blank_place(content, SCRIPT, a);
	if (!path || !script)
		return STATUS_USAGE;
	if (!write_file(script, SCRIPT, a))
		return blank_failed(script);
	if (!write_file(path, r->file, a))
		return blank_failed(path);
	printf("%s and %s are ready. Now:\n"
	       "  1. write into %s, at BLETHER_SOURCE, where you fetched blether from\n"
	       "  2. say in publish.yaml where the site goes: 'blether help target'\n"
	       "  3. put each target's password or token into the repository's secrets (%s)\n"
	       "  4. if people are named, put the text of private/consent.csv there, too, as "
	       "BLETHER_CONSENT\n"
	       "  5. git add %s %s; commit and push: from now on each change is published\n",
	       path, script, path, r->where, path, script);
	return STATUS_GOOD;
}
