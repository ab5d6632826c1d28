#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/embed.h"
#include "base/mem.h"
#include "base/path.h"
#include "blank.h"
#include "commands.h"
#include "environment.h"
#include "model/consent.h"
#include "model/fields.h"
#include "model/ledger.h"
#include "new.h"
#include "skeleton.h"

static bool is_empty_or_absent(const char *dir)
{
	DIR *d = opendir(dir);
	bool empty = true;

	if (!d)
		return errno == ENOENT;
	for (struct dirent *e; (e = readdir(d));)
		empty = empty && (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0);
	closedir(d);
	return empty;
}

/* A file that is part of the program, such as the picture that a cover begins as. */
static bool write_own(const char *path, const char *name, struct arena *a)
{
	const struct embedded *file = embedded_find(skeleton_files, name);

	return blank_write(path, file->bytes, file->len, a);
}

/* What is there already stays as it is. */
static bool keep_text(const char *path, const char *text, struct arena *a)
{
	return blank_write(path, text, strlen(text), a) || errno == EEXIST;
}

static bool write_show(const char *dir, const struct skeleton_value *values, struct arena *a)
{
	return blank_page(path_join(dir, "show.yaml", a), &kind_show, values, "", a) &&
	       write_own(path_join(dir, "cover.jpg", a), "cover.jpg", a);
}

/* What stands beside the content: what git leaves alone, and who agreed to what. */
static bool write_surroundings(const char *dir, struct arena *a)
{
	/* Lines of the ledger stand for themselves: git may take those of both sides. */
	static const char merging[] = LEDGER_NAME " merge=union\n";

	/* Who agreed to be named is nobody else's to read: not even by a slip of git. */
	static const char ignored[] = "/private/\n/.blether/\n/public/\n";

	return keep_text(path_join(dir, ".gitattributes", a), merging, a) &&
	       keep_text(path_join(dir, ".gitignore", a), ignored, a) &&
	       keep_text(path_join(dir, CONSENT_FILE, a), "id,given,scope,until,withdrawn,note\n",
			 a);
}

static bool write_about(const char *dir, struct arena *a)
{
	static const struct skeleton_value about[] = { { "title", "About us" },
						       { "order", "1" },
						       { 0 } };
	static const char body[] =
		"\n\n## Using what you find here\n\nSay here what others may do with it.\n";

	return blank_page(path_join(dir, "pages/about.md", a), &kind_page, about, body, a);
}

bool new_plain_cover(const char *path, struct arena *a)
{
	return write_own(path, "cover.jpg", a);
}

/* site.yaml comes last: by it a folder counts as a site, and one that was begun is finished. */
bool new_site_files(const char *dir, const struct skeleton_value *values, struct arena *a)
{
	return (write_own(path_join(dir, "words.yaml", a), "words.yaml", a) || errno == EEXIST) &&
	       write_surroundings(dir, a) &&
	       blank_page(path_join(dir, "site.yaml", a), &kind_site, values, "", a);
}

static void print_steps(const char *dir)
{
	printf("%s is ready. Now:\n"
	       "  1. fill in %s/site.yaml and %s/podcasts/our-show/show.yaml\n"
	       "  2. put your own picture in place of %s/podcasts/our-show/cover.jpg\n"
	       "  3. cd %s\n"
	       "  4. blether new help \"Who answers\"                once for each place that "
	       "helps\n"
	       "  5. blether new episode our-show \"The first one\"\n"
	       "  6. blether check                                 tells what is still missing\n"
	       "Who agrees to be named is written into %s/" CONSENT_FILE ".\n"
	       "The folder private is never published, and .gitignore keeps it out of a "
	       "repository: keep a\n"
	       "copy of it in a safe place.\n",
	       dir, dir, dir, dir, dir, dir);
}

int new_site(const struct new_opts *o, char **operands, struct arena *a)
{
	static const struct skeleton_value none[] = { { 0 } };
	const char *dir = operands[0];

	(void)o;
	if (!is_empty_or_absent(dir)) {
		fprintf(stderr, "error: '%s' is there already and not empty; name a new folder\n",
			dir);
		return STATUS_USAGE;
	}
	if (!new_site_files(dir, none, a) ||
	    !write_show(path_join(dir, "podcasts/our-show", a), none, a) || !write_about(dir, a))
		return blank_failed(dir);
	print_steps(dir);
	return STATUS_GOOD;
}

int new_show(const struct new_opts *o, char **operands, struct arena *a)
{
	const char *title = operands[0], *content = environment_content(o->content, a);
	const char *slug = content ? blank_slug(title, "title", a) : NULL;

	if (!slug)
		return STATUS_USAGE;
	const char *dir = path_join(content, path_join("podcasts", slug, a), a);
	const struct skeleton_value values[] = { { "title", blank_quoted(title, a) }, { 0 } };
	if (access(dir, F_OK) == 0) {
		fprintf(stderr, "error: '%s' is there already\n", dir);
		return STATUS_USAGE;
	}
	if (!write_show(dir, values, a))
		return blank_failed(dir);
	printf("%s is ready. Now:\n"
	       "  1. fill in %s/show.yaml\n"
	       "  2. put your own picture in place of %s/cover.jpg\n"
	       "  3. blether new episode %s \"The first one\"\n",
	       dir, dir, dir, slug);
	return STATUS_GOOD;
}
