#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "blank.h"
#include "commands.h"
#include "environment.h"
#include "model/fields.h"
#include "model/site.h"
#include "new.h"
#include "programme_folder.h"
#include "skeleton.h"

const char *programme_folder(const char *content, const char *name, struct arena *a)
{
	const char *folder = path_join(content, path_join("programmes", name, a), a);

	if (*name && !strchr(name, '/') && *name != '.' &&
	    access(path_join(folder, "programme.md", a), F_OK) == 0)
		return folder;
	const char *near = blank_nearest_folder(path_join(content, "programmes", a), name, a);

	fprintf(stderr, "error: there is no programme '%s'%s%s%s\n", name,
		near ? "; did you mean '" : "; its folder would be in ",
		near ? near : path_join(content, "programmes", a), near ? "'?" : "");
	return NULL;
}

int new_programme(const struct new_opts *o, char **operands, struct arena *a)
{
	const char *slug = blank_slug(operands[0], "title", a);
	const char *content = slug ? environment_content(o->content, a) : NULL;
	const struct skeleton_value values[] = { { "title", blank_quoted(operands[0], a) },
						 { "status", "draft" },
						 { 0 } };

	if (!content)
		return STATUS_USAGE;
	const char *path =
		blank_place(content, arena_printf(a, "programmes/%s/programme.md", slug), a);
	if (!path)
		return STATUS_USAGE;
	if (!blank_page(path, &kind_programme, values, "", a))
		return blank_failed(path);
	printf("%s is ready. Now:\n"
	       "  1. fill in the page: what people can do afterwards stands below 'outcomes:'\n"
	       "  2. make its sessions: blether new session %s \"TITLE\"\n"
	       "  3. delete the line 'status: draft' when it may appear\n",
	       path, slug);
	return STATUS_GOOD;
}

/* The greatest number before the name of a session. */
static long last_number(const char *sessions)
{
	struct dirent **files;
	const int count = scandir(sessions, &files, NULL, NULL);
	long last = 0;

	for (int i = 0; i < count; i++) {
		char *end;
		const long number = strtol(files[i]->d_name, &end, 10);

		if (end != files[i]->d_name && *end == '-' && number > last && number < 1000)
			last = number;
		free(files[i]);
	}
	if (count >= 0)
		free(files);
	return last;
}

int new_session(const struct new_opts *o, char **operands, struct arena *a)
{
	const char *content = environment_content(o->content, a);
	const char *folder = content ? programme_folder(content, operands[0], a) : NULL;
	const char *slug = folder ? blank_slug(operands[1], "title", a) : NULL;

	if (!slug)
		return STATUS_USAGE;
	const char *sessions = path_join(folder, "sessions", a);
	const long number = last_number(sessions) + 1;
	const char *path = path_join(sessions, arena_printf(a, "%02ld-%s.md", number, slug), a);
	const struct skeleton_value values[] = { { "title", blank_quoted(operands[1], a) },
						 { "number", arena_printf(a, "%ld", number) },
						 { "status", "draft" },
						 { 0 } };

	if (!blank_page(path, &kind_session, values, "", a))
		return blank_failed(path);
	printf("%s is ready. Now:\n"
	       "  1. fill in the page; its outcomes are ids of programme.md\n"
	       "  2. name its tools, each a file in resources/\n"
	       "  3. delete the line 'status: draft' when it may appear\n",
	       path);
	return STATUS_GOOD;
}
