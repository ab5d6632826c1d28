#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "commands.h"
#include "new.h"

static const struct opt new_options[] = {
	OPT_STRING(struct new_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct new_opts, now, 0, "now", "TIME", "the date to write into an episode"),
	OPT_END,
};

/* What can be made. The last operand is the one that may have blanks. */
struct thing {
	const char *name, *operands;
	int count;              /* operands that it needs */
	const char *missing[2]; /* what is said when so many of them are there */
	const char *last;       /* what the last one is */
	int (*make)(const struct new_opts *o, char **operands, struct arena *a);
};

static const struct thing things[] = {
	{ "site", "DIR", 1, { "the folder to make is not named" }, "name of the folder", new_site },
	{ "episode",
	  "SHOW \"TITLE\"",
	  2,
	  { "neither the show nor the title is named", "the title of the episode is missing" },
	  "title",
	  new_episode },
	{ "help", "\"NAME\"", 1, { "it is not said who helps" }, "name", new_help },
	{ "person", "\"NAME\"", 1, { "the person is not named" }, "name", new_person },
	{ "page", "\"TITLE\"", 1, { "the title of the page is missing" }, "title", new_page },
	{ "area", "\"TITLE\"", 1, { "the title of the area is missing" }, "title", new_area },
	{ "group", "\"NAME\"", 1, { "the group is not named" }, "name", new_group },
	{ "place", "\"TITLE\"", 1, { "the place is not named" }, "title", new_place },
	{ "audience", "\"TITLE\"", 1, { "it is not said whom it is for" }, "title", new_audience },
	{ "resource",
	  "\"TITLE\"",
	  1,
	  { "the title of the resource is missing" },
	  "title",
	  new_resource },
	{ "story", "\"TITLE\"", 1, { "the title of the story is missing" }, "title", new_story },
	{ "journey",
	  "\"TITLE\"",
	  1,
	  { "the title of the journey is missing" },
	  "title",
	  new_journey },
	{ "meeting",
	  "DAY \"TITLE\"",
	  2,
	  { "neither the day nor the title is named", "the title of the meeting is missing" },
	  "title",
	  new_meeting },
	{ "event",
	  "DAY \"TITLE\"",
	  2,
	  { "neither the day nor the title is named", "the title of the event is missing" },
	  "title",
	  new_event },
	{ "series", "\"TITLE\"", 1, { "the title of the series is missing" }, "title", new_series },
	{ "notice", "\"TITLE\"", 1, { "the title of the notice is missing" }, "title", new_notice },
	{ "flash-report", "MONTH", 1, { "the month is not named" }, "month", new_flash_report },
	{ "show", "\"TITLE\"", 1, { "the title of the show is missing" }, "title", new_show },
	{ "recipe", "FORGE", 1, { "it is not said for which forge" }, "forge", new_recipe },
	{ "programme",
	  "\"TITLE\"",
	  1,
	  { "the title of the programme is missing" },
	  "title",
	  new_programme },
	{ "session",
	  "PROGRAMME \"TITLE\"",
	  2,
	  { "neither the programme nor the title is named", "the title of the session is missing" },
	  "title",
	  new_session },
};

static const struct thing *find_thing(const char *name)
{
	for (size_t i = 0; i < COUNT(things); i++) {
		if (strcmp(things[i].name, name) == 0)
			return &things[i];
	}
	return NULL;
}

static int usage(void)
{
	for (size_t i = 0; i < COUNT(things); i++)
		fprintf(stderr, "%s blether new %s %s\n", i ? "      " : "usage:", things[i].name,
			things[i].operands);
	return STATUS_USAGE;
}

static int tell_unknown(const char *name)
{
	const char *names[COUNT(things) + 1] = { NULL };

	for (size_t i = 0; i < COUNT(things); i++)
		names[i] = things[i].name;
	const char *near = text_nearest(name, names);
	if (near)
		fprintf(stderr, "error: '%s' cannot be made; did you mean '%s'?\n", name, near);
	else
		fprintf(stderr, "error: '%s' cannot be made\n", name);
	return usage();
}

/* `Two words` without quotation marks are two operands: shows them with. */
static int tell_unquoted(const struct thing *t, int argc, char **argv)
{
	fprintf(stderr,
		"error: the %s has several words; put the %s in quotation marks\n"
		"try: blether new",
		t->last, t->last);
	for (int i = 0; i < argc; i++)
		fprintf(stderr, " %s%s", i == t->count ? "\"" : "", argv[i]);
	fputs("\"\n", stderr);
	return STATUS_USAGE;
}

static int new_run(const void *opts, int argc, char **argv)
{
	const struct thing *t = argc ? find_thing(argv[0]) : NULL;
	struct arena arena = { 0 };

	if (!argc)
		fputs("error: new what?\n", stderr);
	if (!argc)
		return usage();
	if (!t)
		return tell_unknown(argv[0]);
	if (argc - 1 > t->count)
		return tell_unquoted(t, argc, argv);
	if (argc - 1 < t->count) {
		fprintf(stderr, "error: %s\nusage: blether new %s %s\n", t->missing[argc - 1],
			t->name, t->operands);
		return STATUS_USAGE;
	}
	int status = t->make(opts, argv + 1, &arena);
	arena_free(&arena);
	return status;
}

const struct command cmd_new = {
	.name = "new",
	.operands = "THING \"NAME\"",
	.summary =
		"Makes a new site, or something in it: a page, a group, a meeting …, to fill in.",
	.details =
		"Each is made in its place, with all that is usually filled in and what it means:\n"
		"\n"
		"  blether new site DIR                    a content folder with a show\n"
		"  blether new episode SHOW \"TITLE\"        an episode, as a draft\n"
		"  blether new show \"TITLE\"                another show\n"
		"  blether new page \"TITLE\"                a page, such as the one about you\n"
		"  blether new help \"NAME\"                 a place where people find help: a "
		"helpline\n"
		"  blether new person \"NAME\"               somebody who is named\n"
		"\n"
		"  blether new area \"TITLE\"                an area of work, and a column of the "
		"map\n"
		"  blether new group \"NAME\"                an organisation on the map\n"
		"  blether new place \"TITLE\"               a town, or a part of one\n"
		"  blether new audience \"TITLE\"            people whom services are for\n"
		"\n"
		"  blether new meeting DAY \"TITLE\"         a meeting on that day, such as "
		"2026-09-03\n"
		"  blether new event DAY \"TITLE\"           one that is open to anybody\n"
		"  blether new series \"TITLE\"              meetings that come again and again\n"
		"  blether new notice \"TITLE\"              what people should know now, on every "
		"page\n"
		"  blether new flash-report MONTH          the month in two minutes, begun from "
		"the "
		"content: 2026-09\n"
		"\n"
		"  blether new programme \"TITLE\"           a learning programme\n"
		"  blether new session PROGRAMME \"TITLE\"   its next session\n"
		"  blether new resource \"TITLE\"            something to read, use or pass on\n"
		"  blether new story \"TITLE\"               a change that people saw\n"
		"  blether new journey \"TITLE\"             one person's way through the help "
		"there "
		"is\n"
		"\n"
		"  blether new recipe github               a workflow that publishes whatever is "
		"changed on a web page\n"
		"                                          (also gitlab, forgejo)\n"
		"\n"
		"Nothing that exists is overwritten. A draft is checked, but not published until "
		"the line\n"
		"'status: draft' is deleted.",
	.opts = new_options,
	.opts_size = sizeof(struct new_opts),
	.operands_max = -1,
	.run = new_run,
};
