/* A programme again, for another cohort: what can be taken over, and nothing about the people of
 * the first. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "blank.h"
#include "clone.h"
#include "commands.h"
#include "environment.h"
#include "front_cut.h"
#include "model/site.h"
#include "programme_folder.h"
#include "read/front_edit.h"

/* What was true of one cohort alone. People are asked anew whether they may be named. */
static const char *const of_programme[] = { "start",  "end",    "people", "participants",
					    "cohort", "status", NULL };
static const char *const of_session[] = { "date", "end",    "people",   "attended", "recording",
					  "join", "status", "sequence", NULL };

struct cloning {
	const char *from, *to; /* folders */
	const char *cohort;
	size_t sessions;
	size_t left; /* files that were not taken over */
	struct arena *arena;
};

static int cannot_read(const char *path)
{
	fprintf(stderr, "error: cannot read '%s': %s\n", path, strerror(errno));
	return STATUS_MACHINE;
}

/* A page of Markdown without what was true of the first cohort alone. */
static int copy_page(struct cloning *c, const char *name, const char *const *keys)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(2 * LIMIT_SOURCE_BYTES);
	const char *from = path_join(c->from, name, c->arena);
	const char *to = path_join(c->to, name, c->arena);
	char *text;
	size_t len;

	if (!file_read(from, LIMIT_SOURCE_BYTES, &text, &len, c->arena))
		return cannot_read(from);
	front_cut(text, len, keys, &out);
	return blank_write(to, out.data, out.len, c->arena) ? STATUS_GOOD : blank_failed(to);
}

/* What pages show; recordings and the like are the first cohort's. */
static bool is_picture(const char *name)
{
	static const char *const suffixes[] = { ".jpg", ".jpeg", ".png", ".webp",
						".gif", ".svg",  NULL };

	return text_is_one_of(path_suffix(name), suffixes);
}

static int copy_picture(struct cloning *c, const char *name)
{
	const char *from = path_join(c->from, name, c->arena);
	const char *to = path_join(c->to, name, c->arena);
	char *data;
	size_t len;

	if (!file_read(from, LIMIT_PICTURE_BYTES, &data, &len, c->arena))
		return cannot_read(from);
	return blank_write(to, data, len, c->arena) ? STATUS_GOOD : blank_failed(to);
}

static int copy_entry(struct cloning *c, const char *folder, const char *entry,
		      const char *const *keys)
{
	const char *name = *folder ? path_join(folder, entry, c->arena) : entry;
	struct stat st;

	if (*entry == '.' || stat(path_join(c->from, name, c->arena), &st) != 0 ||
	    S_ISDIR(st.st_mode))
		return STATUS_GOOD;
	if (text_ends(entry, ".md"))
		return copy_page(c, name, keys);
	if (is_picture(entry))
		return copy_picture(c, name);
	c->left++;
	return STATUS_GOOD;
}

/* The files of a folder; `but` is left for later. */
static int copy_folder(struct cloning *c, const char *folder, const char *const *keys,
		       const char *but)
{
	struct dirent **entries;
	const char *path = path_join(c->from, folder, c->arena);
	const int count = scandir(path, &entries, NULL, alphasort);
	int status = STATUS_GOOD;

	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;

		if (status == STATUS_GOOD && !(but && strcmp(name, but) == 0))
			status = copy_entry(c, folder, name, keys);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return status;
}

static bool set_text(const struct strbuf *text, const char *key, const char *value,
		     struct strbuf *out)
{
	const struct front_value set = { .key = key, .texts = &value, .count = 1 };

	return front_edit(text->data, text->len, &kind_programme, &set, out);
}

/* Last: a folder without it is no programme, so that a killed clone is none. */
static int copy_programme(struct cloning *c)
{
	STRBUF_SCOPED struct strbuf cut = STRBUF_INIT(2 * LIMIT_SOURCE_BYTES);
	STRBUF_SCOPED struct strbuf named = STRBUF_INIT(2 * LIMIT_SOURCE_BYTES);
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(2 * LIMIT_SOURCE_BYTES);
	const char *from = path_join(c->from, "programme.md", c->arena);
	const char *to = path_join(c->to, "programme.md", c->arena);
	char *text;
	size_t len;

	if (!file_read(from, LIMIT_SOURCE_BYTES, &text, &len, c->arena))
		return cannot_read(from);
	front_cut(text, len, of_programme, &cut);
	if (!set_text(&cut, "cohort", c->cohort, &named) ||
	    !set_text(&named, "status", "draft", &out)) {
		fprintf(stderr,
			"error: '%s' has no front matter that ends; 'blether check' says what is "
			"wrong with it\n",
			from);
		return STATUS_USAGE;
	}
	return blank_write(to, out.data, out.len, c->arena) ? STATUS_GOOD : blank_failed(to);
}

static void tell(const struct cloning *c)
{
	printf("%s is ready, as a draft. Now:\n"
	       "  1. fill in 'start' and 'end' in programme.md, and 'date' and 'end' in each "
	       "session\n"
	       "  2. ask everybody who leads this cohort whether they may be named, and add them "
	       "below 'people:'\n"
	       "  3. read the texts: what they tell of the first cohort, and names in them, were "
	       "copied\n"
	       "  4. write the new outcomes into the resources that are for them: "
	       "'outcomes: [%s/…]'\n"
	       "  5. 'blether check' tells what is missing; delete the line 'status: draft' when "
	       "it may appear\n",
	       c->to, path_base(c->to));
	if (c->left)
		printf("%zu file%s not copied: only pages and pictures are.\n", c->left,
		       c->left == 1 ? " was" : "s were");
}

static int copy_all(struct cloning *c)
{
	int status = copy_folder(c, "sessions", of_session, NULL);

	if (status == STATUS_GOOD)
		status = copy_folder(c, "", of_programme, "programme.md");
	if (status == STATUS_GOOD)
		status = copy_programme(c);
	if (status == STATUS_GOOD)
		tell(c);
	return status;
}

int clone_programme(const struct clone_opts *o, const char *name, struct arena *a)
{
	const char *content = environment_content(o->content, a);
	const char *from = content ? programme_folder(content, name, a) : NULL;
	const char *cohort = o->cohort ? slug_make(o->cohort, a) : "";

	if (!from)
		return STATUS_USAGE;
	if (!*cohort) {
		fprintf(stderr,
			"error: it is not said which cohort it is for; try: blether clone "
			"programme %s --cohort \"2026–27\"\n",
			name);
		return STATUS_USAGE;
	}
	struct cloning c = {
		.from = from,
		.to = path_join(content,
				arena_printf(a, "programmes/%s-%s", path_base(from), cohort), a),
		.cohort = o->cohort,
		.arena = a
	};

	if (access(c.to, F_OK) == 0) {
		fprintf(stderr, "error: '%s' is there already; nothing was changed\n", c.to);
		return STATUS_USAGE;
	}
	return copy_all(&c);
}
