#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "base/zone.h"
#include "blank.h"
#include "commands.h"
#include "environment.h"
#include "model/fields.h"
#include "model/site.h"
#include "new.h"
#include "skeleton.h"

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

	s.zone = blank_read_line(site, "time_zone:", a);
	if (s.zone && !zone_known(s.zone))
		s.zone = NULL;
	for (int i = 0; i < count; i++) {
		const char *dir = path_join(show_dir, folders[i]->d_name, &page);
		const char *date =
			blank_read_line(path_join(dir, "episode.md", &page), "date:", &page);
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

static int no_show(const char *content, const char *name, struct arena *a)
{
	const char *near = blank_nearest_folder(path_join(content, "podcasts", a), name, a);

	fprintf(stderr, "error: there is no show '%s'", name);
	if (near)
		fprintf(stderr, "; did you mean '%s'?\n", near);
	else
		fprintf(stderr, " in '%s'; its folder would be '%s'\n", content,
			path_join(content, path_join("podcasts", name, a), a));
	return STATUS_USAGE;
}

static int write_episode(const char *show_dir, const char *title, struct moment now,
			 struct arena *a)
{
	const char *slug = blank_slug(title, "title", a);

	if (!slug)
		return STATUS_USAGE;
	const struct shelf shelf = read_shelf(show_dir, slug, a);
	char guid[UUID_LEN + 1];

	if (shelf.taken) {
		fputs("error: an episode of that name is there already; choose another title\n",
		      stderr);
		return STATUS_USAGE;
	}
	if (!uuid_v4(guid)) {
		fputs("error: this machine gives no random number for its guid\n", stderr);
		return STATUS_MACHINE;
	}
	const struct skeleton_value values[] = {
		{ "title", blank_quoted(title, a) },
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

	if (!blank_page(path, &kind_episode, values, body, a))
		return blank_failed(path);
	printf("%s is ready. Now:\n"
	       "  1. put the recording into %s\n"
	       "  2. put its transcript beside it: transcript.vtt, .srt, .json or .txt\n"
	       "  3. fill in the page; 'blether check' tells what is missing\n"
	       "  4. delete the line 'status: draft' when it may appear\n",
	       path, path_dir(path, a));
	return STATUS_GOOD;
}

int new_episode(const struct new_opts *o, char **operands, struct arena *a)
{
	const char *show = operands[0], *title = operands[1];
	const char *content = environment_content(o->content, a);
	struct moment now;

	if (!content || !environment_now(o->now, &now))
		return STATUS_USAGE;
	const char *show_dir = path_join(content, path_join("podcasts", show, a), a);
	if (strchr(show, '/') || access(path_join(show_dir, "show.yaml", a), F_OK) != 0)
		return no_show(content, show, a);
	return write_episode(show_dir, title, now, a);
}
