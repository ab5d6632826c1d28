#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/embed.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "base/zone.h"
#include "commands.h"
#include "environment.h"
#include "model/consent.h"
#include "model/ledger.h"
#include "skeleton.h"

struct new_opts {
	const char *content, *now;
};

static const struct opt new_options[] = {
	OPT_STRING(struct new_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct new_opts, now, 0, "now", "TIME", "the date to write into an episode"),
	OPT_END,
};

/* Says what is missing, or misspelt, of `new episode SHOW "TITLE"` and `new site DIR`. */
static void tell_missing(int argc, char **argv)
{
	static const char *const things[] = { "site", "episode", "person", NULL };
	const char *near = argc ? text_nearest(argv[0], things) : NULL;

	if (!argc)
		fputs("error: new what? a site, an episode of a show, or a person\n", stderr);
	else if (!near)
		fprintf(stderr,
			"error: '%s' cannot be made; expected 'site', 'episode' or 'person'\n",
			argv[0]);
	else if (strcmp(near, argv[0]) != 0)
		fprintf(stderr, "error: '%s' cannot be made; did you mean '%s'?\n", argv[0], near);
	else if (near == things[0])
		fprintf(stderr, "error: %s\n",
			argc == 1 ? "the folder to make is not named"
				  : "more than one folder is named; put a name with blanks in "
				    "quotation marks");
	else if (near == things[2])
		fprintf(stderr, "error: %s\n",
			argc == 1 ? "the person is not named"
				  : "more than one name is given; put a name with blanks in "
				    "quotation marks");
	else
		fprintf(stderr, "error: %s\n",
			argc == 1 ? "neither the show nor the title is named"
				  : "the title of the episode is missing");
}

static int usage(int argc, char **argv)
{
	tell_missing(argc, argv);
	fputs("usage: blether new site DIR\n       blether new episode SHOW \"TITLE\"\n"
	      "       blether new person \"NAME\"\n",
	      stderr);
	return STATUS_USAGE;
}

static int unquoted(int argc, char **argv)
{
	fprintf(stderr,
		"error: the title has several words; put the title in quotation marks\n"
		"try: blether new episode %s \"%s",
		argv[1], argv[2]);
	for (int i = 3; i < argc; i++)
		fprintf(stderr, " %s", argv[i]);
	fputs("\"\n", stderr);
	return STATUS_USAGE;
}

static int machine_failed(const char *path)
{
	fprintf(stderr, "error: cannot write '%s': %s\n", path, strerror(errno));
	return STATUS_MACHINE;
}

/* Writes a file into a new folder; its folders are made. */
static bool write_file(const char *path, const void *data, size_t len, struct arena *a)
{
	return file_mkdirs(path_dir(path, a)) && file_create(path, data, len);
}

/* A page of a kind: front matter to fill in, then its first sentence, and `body`. */
static bool write_item(const char *path, const struct kind *kind,
		       const struct skeleton_value *values, const char *body, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_SOURCE_BYTES);

	if (kind->has_body)
		strbuf_adds(&out, "---\n");
	skeleton_write(kind, values, &out);
	if (kind->has_body)
		strbuf_addf(&out, "---\n%s%s", kind->body ? kind->body : "", body);
	return write_file(path, out.data, out.len, a);
}

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

static int new_site(const char *dir, struct arena *a)
{
	static const struct skeleton_value none[] = { { 0 } };
	static const struct skeleton_value about[] = { { "title", "About us" },
						       { "order", "1" },
						       { 0 } };
	static const char about_body[] =
		"\n\n"
		"## Using what you find here\n\nSay here what others may do with it.\n";

	/* Lines of the ledger stand for themselves: git may take those of both sides. */
	static const char merging[] = LEDGER_NAME " merge=union\n";

	/* Who agreed to be named is nobody else's to read: not even by a slip of git. */
	static const char consents[] = "id,given,scope,until,withdrawn,note\n";
	static const char ignored[] = "/private/\n/.blether/\n/public/\n";

	if (!is_empty_or_absent(dir)) {
		fprintf(stderr, "error: '%s' is there already and not empty; name a new folder\n",
			dir);
		return STATUS_USAGE;
	}
	const struct embedded *cover = embedded_find(skeleton_files, "cover.jpg");
	if (!write_item(path_join(dir, "site.yaml", a), &kind_site, none, "", a) ||
	    !write_item(path_join(dir, "podcasts/our-show/show.yaml", a), &kind_show, none, "",
			a) ||
	    !write_file(path_join(dir, "podcasts/our-show/cover.jpg", a), cover->bytes, cover->len,
			a) ||
	    !write_file(path_join(dir, ".gitattributes", a), merging, strlen(merging), a) ||
	    !write_file(path_join(dir, ".gitignore", a), ignored, strlen(ignored), a) ||
	    !write_file(path_join(dir, CONSENT_FILE, a), consents, strlen(consents), a) ||
	    !write_item(path_join(dir, "pages/about.md", a), &kind_page, about, about_body, a))
		return machine_failed(dir);
	printf("%s is ready. Now:\n"
	       "  1. fill in %s/site.yaml and %s/podcasts/our-show/show.yaml\n"
	       "  2. put your own picture in place of %s/podcasts/our-show/cover.jpg\n"
	       "  3. cd %s && blether new episode our-show \"The first one\"\n"
	       "Who agrees to be named is written into %s/" CONSENT_FILE
	       ". The folder private is never "
	       "published,\n"
	       "and .gitignore keeps it out of a repository: keep a copy of it in a safe place.\n",
	       dir, dir, dir, dir, dir, dir);
	return STATUS_GOOD;
}

/* What the episodes of a show take up already. */
struct shelf {
	long greatest;    /* number in front of a folder's name */
	bool taken;       /* the slug */
	const char *zone; /* the site's, for dates that name none; NULL: it has none */
	int64_t *dates;   /* seconds since 1970 */
	size_t count;
};

/* Folders of episodes are numbered from 1; more digits are not a number but a name. */
#define NUMBER_DIGITS 6

/* What the line `key:` of a file says, if that can be read; else NULL. */
static const char *read_line(const char *path, const char *key, struct arena *a)
{
	char *text;
	size_t len;

	if (!file_read(path, LIMIT_SOURCE_BYTES, &text, &len, a))
		return NULL;
	char *line = text_starts(text, key) ? text : strstr(text, arena_printf(a, "\n%s", key));
	if (!line)
		return NULL;
	line = strchr(line, ':') + 1;
	line += strspn(line, " \t\"'");
	line[strcspn(line, "\r\n\"'#")] = '\0';
	for (size_t end = strlen(line); end && line[end - 1] == ' '; end--)
		line[end - 1] = '\0';
	return line;
}

static void look_at_folder(struct shelf *s, const char *name, const char *slug)
{
	size_t digits = strspn(name, "0123456789");
	bool numbered = digits && name[digits] == '-';
	long number = numbered && digits <= NUMBER_DIGITS ? strtol(name, NULL, 10) : 0;

	if (number > s->greatest)
		s->greatest = number;
	s->taken = s->taken || strcmp(numbered ? name + digits + 1 : name, slug) == 0;
}

static struct shelf read_shelf(const char *show_dir, const char *slug, struct arena *a)
{
	struct dirent **folders;
	int count = scandir(show_dir, &folders, NULL, NULL);
	struct shelf s = { .dates =
				   arena_array(a, count > 0 ? (size_t)count : 1, sizeof(int64_t)) };
	struct arena page = { 0 };
	const char *site = path_join(path_dir(path_dir(show_dir, a), a), "site.yaml", a);

	s.zone = read_line(site, "time_zone:", a);
	if (s.zone && !zone_known(s.zone))
		s.zone = NULL;
	for (int i = 0; i < count; i++) {
		const char *dir = path_join(show_dir, folders[i]->d_name, &page);
		const char *date = read_line(path_join(dir, "episode.md", &page), "date:", &page);
		struct zoned_date d;

		look_at_folder(&s, folders[i]->d_name, slug);
		if (date && date_parse_zoned(date, s.zone, &d, &page) == DATE_OK)
			s.dates[s.count++] = d.moment.utc;
		free(folders[i]);
		arena_reset(&page);
	}
	arena_free(&page);
	if (count >= 0)
		free(folders);
	return s;
}

static bool has_date(const struct shelf *s, int64_t utc)
{
	for (size_t i = 0; i < s->count; i++) {
		if (s->dates[i] == utc)
			return true;
	}
	return false;
}

/* The next hour that no other episode has and that comes just once, on the clock of the site's
 * zone. */
static char *date_in_site(struct moment now, const struct shelf *shelf, struct arena *a)
{
	struct moment m = { .utc = (now.utc + 3599) / 3600 * 3600, .set = true };

	for (;; m.utc += 3600) {
		struct zoned_date d;

		m = date_in_zone(m, shelf->zone);
		char *text = arena_printf(a, "%s %s", date_day(m, a), date_time(m, a));
		enum date_fault fault = date_parse_zoned(text, shelf->zone, &d, a);
		if (fault != DATE_TWICE && !has_date(shelf, m.utc))
			return text;
	}
}

/* The same in the zone of this machine. */
static char *date_to_write(struct moment now, const struct shelf *shelf, struct arena *a)
{
	time_t t = (now.utc + 3599) / 3600 * 3600;
	struct tm tm;
	char text[64];

	if (shelf->zone)
		return date_in_site(now, shelf, a);
	while (has_date(shelf, t))
		t += 3600;
	localtime_r(&t, &tm);
	size_t n = strftime(text, sizeof(text), "%Y-%m-%d %H:%M %z", &tm);
	if (n < 5)
		return date_rfc3339(now, a);
	return arena_printf(a, "%.*s:%s", (int)n - 2, text, text + n - 2); /* +0100 → +01:00 */
}

/* Folders and addresses are read and typed by people: words are left out at the end of a long one.
 */
#define SLUG_BYTES 60

static char *short_slug(const char *title, struct arena *a)
{
	char *slug = slug_make(title, a);
	size_t len = strlen(slug);

	if (len <= SLUG_BYTES)
		return slug;
	for (len = SLUG_BYTES; len && slug[len] != '-'; len--)
		;
	slug[len ? len : SLUG_BYTES] = '\0';
	return slug;
}

/* The folder of a show that was probably meant, or NULL. */
static const char *nearest_show(const char *content, const char *name, struct arena *a)
{
	struct dirent **folders;
	int count = scandir(path_join(content, "podcasts", a), &folders, NULL, alphasort);
	const char **names = arena_array(a, count > 0 ? (size_t)count + 1 : 1, sizeof(char *));

	for (int i = 0, n = 0; i < count; i++) {
		if (folders[i]->d_name[0] != '.')
			names[n++] = arena_strdup(a, folders[i]->d_name);
		free(folders[i]);
	}
	if (count >= 0)
		free(folders);
	return text_nearest(slug_make(name, a), names);
}

static int no_show(const char *content, const char *name, struct arena *a)
{
	const char *near = nearest_show(content, name, a);

	fprintf(stderr, "error: there is no show '%s'", name);
	if (near)
		fprintf(stderr, "; did you mean '%s'?\n", near);
	else
		fprintf(stderr, " in '%s'; its folder would be '%s'\n", content,
			path_join(content, path_join("podcasts", name, a), a));
	return STATUS_USAGE;
}

static const char *quoted(const char *text, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_MESSAGE);

	skeleton_quote(text, &out);
	return arena_strndup(a, out.data, out.len);
}

static bool is_plain_text(const char *title)
{
	for (size_t n; *title; title += n) {
		uint32_t cp;

		n = utf8_decode(title, strlen(title), &cp);
		if (!n || !utf8_is_xml(cp) || cp == '\n' || cp == '\t')
			return false;
	}
	return true;
}

static int write_episode(const char *show_dir, const char *title, struct moment now,
			 struct arena *a)
{
	const char *slug = short_slug(title, a);
	const struct shelf shelf = read_shelf(show_dir, slug, a);
	char guid[UUID_LEN + 1];

	if (shelf.taken || !*slug || !uuid_v4(guid)) {
		fprintf(stderr, "error: %s\n",
			shelf.taken
				? "an episode of that name is there already; choose another title"
				: "the title has no letters a-z that an address could be made of");
		return STATUS_USAGE;
	}
	const struct skeleton_value values[] = {
		{ "title", quoted(title, a) },
		{ "number", arena_printf(a, "%ld", shelf.greatest + 1) },
		{ "date", date_to_write(now, &shelf, a) },
		{ "guid", guid },
		{ "status", "draft" },
		{ 0 },
	};
	const char *path = path_join(
		show_dir, arena_printf(a, "%02ld-%s/episode.md", shelf.greatest + 1, slug), a);
	static const char body[] =
		"\n\n"
		"## What you will hear\n\n- the first thing\n- the second thing\n";

	if (!write_item(path, &kind_episode, values, body, a))
		return machine_failed(path);
	printf("%s is ready. Now:\n"
	       "  1. put the recording into %s\n"
	       "  2. put its transcript beside it: transcript.vtt, .srt, .json or .txt\n"
	       "  3. fill in the page; 'blether check' tells what is missing\n"
	       "  4. delete the line 'status: draft' when it may appear\n",
	       path, path_dir(path, a));
	return STATUS_GOOD;
}

static int new_episode(const struct new_opts *o, const char *show, const char *title,
		       struct arena *a)
{
	const char *content = environment_content(o->content, a);
	struct moment now;

	if (!content || !environment_now(o->now, &now))
		return STATUS_USAGE;
	const char *show_dir = path_join(content, path_join("podcasts", show, a), a);
	if (strchr(show, '/') || access(path_join(show_dir, "show.yaml", a), F_OK) != 0)
		return no_show(content, show, a);
	if (!is_plain_text(title)) {
		fputs("error: the title is not plain UTF-8 text in one line, without tabs\n",
		      stderr);
		return STATUS_USAGE;
	}
	return write_episode(show_dir, title, now, a);
}

static const char *today_row(const char *slug, struct moment now, struct arena *a)
{
	return arena_printf(a, "%s,%s,site feed,,,", slug, date_day(now, a));
}

static int new_person(const struct new_opts *o, const char *name, struct arena *a)
{
	const char *content = environment_content(o->content, a), *slug = short_slug(name, a);
	struct moment now;

	if (!content || !environment_now(o->now, &now))
		return STATUS_USAGE;
	if (!is_plain_text(name) || !*slug) {
		fputs("error: the name has no letters a-z that a file could be named by, or is not "
		      "plain text in one line\n",
		      stderr);
		return STATUS_USAGE;
	}
	const struct skeleton_value values[] = { { "name", quoted(name, a) }, { 0 } };
	const char *path = path_join(content, arena_printf(a, "people/%s.md", slug), a);

	if (access(path, F_OK) == 0) {
		fprintf(stderr, "error: '%s' is there already\n", path);
		return STATUS_USAGE;
	}
	if (!write_item(path, &kind_profile, values, "", a))
		return machine_failed(path);
	printf("%s is ready. Now:\n"
	       "  1. ask them where they may be named, and tell them that they can take it back at "
	       "any time\n"
	       "  2. when they have agreed, add their row to %s:\n"
	       "       %s\n"
	       "  3. name them in show.yaml or episode.md, below 'people:', as '- person: %s'\n",
	       path, path_join(content, CONSENT_FILE, a), today_row(slug, now, a), slug);
	return STATUS_GOOD;
}

static int new_run(const void *opts, int argc, char **argv)
{
	struct arena arena = { 0 };
	int status;

	if (argc == 2 && strcmp(argv[0], "site") == 0)
		status = new_site(argv[1], &arena);
	else if (argc == 3 && strcmp(argv[0], "episode") == 0)
		status = new_episode(opts, argv[1], argv[2], &arena);
	else if (argc == 2 && strcmp(argv[0], "person") == 0)
		status = new_person(opts, argv[1], &arena);
	else if (argc > 3 && strcmp(argv[0], "episode") == 0)
		status = unquoted(argc, argv);
	else
		status = usage(argc, argv);
	arena_free(&arena);
	return status;
}

const struct command cmd_new = {
	.name = "new",
	.operands = "site DIR | episode SHOW \"TITLE\" | person \"NAME\"",
	.summary = "Makes a new content folder, or a new episode or person to fill in.",
	.details = "Nothing that exists is overwritten. An episode begins as a draft: it is "
		   "checked, but not\n"
		   "published until the line 'status: draft' is deleted.",
	.opts = new_options,
	.opts_size = sizeof(struct new_opts),
	.operands_max = -1,
	.run = new_run,
};
