#include "field_at.h"
#include "model/network.h"

static const char *const resource_types[] = { "guide", "tool", "video", "form", "link", "podcast", NULL };
static const char *const levels[] = { "beginner", "some-experience", "expert", NULL };
static const char *const severities[] = { "information", "warning", "urgent", NULL };

static const struct field resource_fields[] = {
	{ .key = "title", .type = FIELD_TEXT, TEXT_AT(struct resource, title), .required = true, .max = 255,
	  .help = "What it is called.", .example = "How to hold a listening cafe" },
	{ .key = "summary", .type = FIELD_TEXT, TEXT_AT(struct resource, summary), .required = true, .max = 255,
	  .also = "description subtitle", .help = "What it is good for, in one sentence.", .example = "Six steps from an empty room to a table where people talk." },
	{ .key = "type", .type = FIELD_CHOICE, TEXT_AT(struct resource, type), .choices = resource_types, .required = true,
	  .help = "What it is.", .example = "guide" },
	{ .key = "file", .type = FIELD_FILE, TEXT_AT(struct resource, file_name),
	  .help = "The file itself, beside this one.", .example = "listening-cafe.pdf" },
	{ .key = "url", .type = FIELD_URL, TEXT_AT(struct resource, url),
	  .also = "link web", .help = "Or where it is.", .example = "https://example.org/listening-cafe" },
	{ .key = "web_page", .type = FIELD_URL, TEXT_AT(struct resource, web_page),
	  .rare = true, .also = "html", .help = "The same as a web page, where the file is a PDF.", .example = "https://example.org/listening-cafe.html" },
	{ .key = "areas", .type = FIELD_REF, STRINGS_AT(struct resource, areas), .refers = &kind_area,
	  .also = "area", .help = "Areas that it belongs to.", .example = "spirituality" },
	{ .key = "audiences", .type = FIELD_REF, STRINGS_AT(struct resource, audiences), .refers = &kind_audience,
	  .also = "audience", .help = "Whom it is for.", .example = "carers" },
	{ .key = "outcomes", .type = FIELD_TEXT, STRINGS_AT(struct resource, outcomes), .max = 20, .fixed = true,
	  .rare = true, .help = "Learning outcomes that it serves: the programme's slug, '/', the outcome's id.", .example = "example-course/listen" },
	{ .key = "licence", .type = FIELD_LICENCE, TEXT_AT(struct resource, licence),
	  .also = "license", .help = "What others may do with it; the site's if left out.", .example = "CC-BY-4.0" },
	{ .key = "source", .type = FIELD_TEXT, TEXT_AT(struct resource, source), .max = 255,
	  .also = "by author", .help = "Who made it.", .example = "Example Network" },
	{ .key = "languages", .type = FIELD_LANGUAGE, STRINGS_AT(struct resource, languages), .max = 30,
	  .rare = true, .also = "language lang", .help = "What languages it is in; the site's if left out.", .example = "en-GB" },
	{ .key = "minutes", .type = FIELD_NUMBER, NUMBER_AT(struct resource, minutes), .min = 1, .max = 6000,
	  .help = "How many minutes it takes.", .example = "15" },
	{ .key = "level", .type = FIELD_CHOICE, TEXT_AT(struct resource, level), .choices = levels,
	  .rare = true, .help = "How much one must know before." },
	{ .key = "tool", .type = FIELD_FLAG, FLAG_AT(struct resource, is_tool), .fallback = "false",
	  .rare = true, .help = "true puts it in the toolbox: something to use, with steps." },
	{ .key = "steps", .type = FIELD_TEXT, STRINGS_AT(struct resource, steps), .max = 30,
	  .rare = true, .help = "How to use it, a sentence each.", .example = "Ask two people to welcome everybody." },
	{ .key = "adapt", .type = FIELD_FILE, STRINGS_AT(struct resource, adapt_names), .max = 10,
	  .rare = true, .help = "Files that others may change to suit them: docx, odt.", .example = "listening-cafe.docx" },
	{ .key = "added", .type = FIELD_DATE, MOMENT_AT(struct resource, added),
	  .also = "date", .help = "The day on which it came into the library.", .example = "2026-10-01" },
	{ .key = "checked", .type = FIELD_DATE, MOMENT_AT(struct resource, checked),
	  .help = "The day on which somebody last made sure that it is right.", .example = "2026-10-01" },
	TRANSLATED_BY(struct resource),
	{ 0 },
};
const struct kind kind_resource = { "resource", resource_fields, sizeof(struct resource), true, NULL, "resources" };

static const struct field notice_fields[] = {
	{ .key = "title", .type = FIELD_TEXT, TEXT_AT(struct notice, title), .required = true, .max = 255,
	  .help = "What people should know.", .example = "Warm rooms are open" },
	{ .key = "summary", .type = FIELD_TEXT, TEXT_AT(struct notice, summary), .required = true, .max = 255,
	  .also = "description subtitle", .help = "The same in one sentence.", .example = "Four halls in the area are warm and open every afternoon." },
	{ .key = "from", .type = FIELD_TEXT, TEXT_AT(struct notice, from), .required = true, .max = 128,
	  .also = "source", .help = "Who says so.", .example = "Example Health Board" },
	{ .key = "url", .type = FIELD_URL, TEXT_AT(struct notice, url),
	  .also = "link web", .help = "Where they say it.", .example = "https://example.org/notice" },
	{ .key = "severity", .type = FIELD_CHOICE, TEXT_AT(struct notice, severity), .choices = severities, .fallback = "information",
	  .help = "How much it matters." },
	{ .key = "begins", .type = FIELD_DATE, MOMENT_AT(struct notice, begins), .required = true,
	  .also = "date valid_from", .help = "The first day on which it is shown.", .example = "2026-10-01" },
	{ .key = "ends", .type = FIELD_DATE, MOMENT_AT(struct notice, ends), .required = true,
	  .also = "valid_until until", .help = "The last one.", .example = "2026-10-01" },
	{ .key = "areas", .type = FIELD_REF, STRINGS_AT(struct notice, areas), .refers = &kind_area,
	  .rare = true, .help = "Areas that it belongs to.", .example = "spirituality" },
	TRANSLATED_BY(struct notice),
	{ 0 },
};
const struct kind kind_notice = { "notice", notice_fields, sizeof(struct notice), true, NULL, "notices" };

static const struct field story_fields[] = {
	{ .key = "title", .type = FIELD_TEXT, TEXT_AT(struct story, title), .required = true, .max = 255,
	  .help = "What the story is called.", .example = "The bench at the harbour" },
	{ .key = "summary", .type = FIELD_TEXT, TEXT_AT(struct story, summary), .required = true, .max = 255,
	  .also = "description subtitle", .help = "What happened, in one sentence.", .example = "Two neighbours put a bench where nobody used to stop." },
	{ .key = "community", .type = FIELD_TEXT, TEXT_AT(struct story, community), .max = 64, .fixed = true,
	  .help = "The id of the community in communities.csv.", .example = "exampleton" },
	{ .key = "programme", .type = FIELD_REF, TEXT_AT(struct story, programme), .refers = &kind_programme,
	  .rare = true, .help = "The programme it came out of.", .example = "example-course" },
	{ .key = "areas", .type = FIELD_REF, STRINGS_AT(struct story, areas), .refers = &kind_area,
	  .help = "Areas that it belongs to.", .example = "spirituality" },
	{ .key = "groups", .type = FIELD_REF, STRINGS_AT(struct story, groups), .refers = &kind_group,
	  .help = "Groups that had a part in it.", .example = "example-listeners" },
	{ .key = "before", .type = FIELD_TEXT, TEXT_AT(struct story, before), .max = 500,
	  .help = "How things were.", .example = "People walked past each other." },
	{ .key = "what_changed", .type = FIELD_TEXT, TEXT_AT(struct story, what_changed), .required = true, .max = 500,
	  .help = "What was done.", .example = "They built a bench, and sat on it every Friday." },
	{ .key = "after", .type = FIELD_TEXT, TEXT_AT(struct story, after), .max = 500,
	  .help = "How things are now.", .example = "Eleven people come on Fridays." },
	{ .key = "quote", .type = FIELD_TEXT, TEXT_AT(struct story, quote), .max = 500,
	  .rare = true, .help = "What somebody said, in their words.", .example = "It is only a bench, but it is ours." },
	{ .key = "people", .type = FIELD_MAP, LIST_AT(struct story, people), .sub = &kind_person,
	  .help = "Whose story it is, if they want to be named; each needs consent." },
	{ .key = "date", .type = FIELD_DATE, MOMENT_AT(struct story, date), .required = true,
	  .help = "The day on which it was told.", .example = "2026-10-01" },
	TRANSLATED_BY(struct story),
	{ 0 },
};
const struct kind kind_story = { "story", story_fields, sizeof(struct story), true, NULL, "stories" };

static const struct field journey_step_fields[] = {
	{ .key = "need", .type = FIELD_TEXT, TEXT_AT(struct journey_step, need), .required = true, .max = 255,
	  .help = "What somebody needs then, in their own words.", .example = "I need somebody to talk to tonight" },
	{ .key = "area", .type = FIELD_REF, TEXT_AT(struct journey_step, area), .refers = &kind_area,
	  .help = "The area that it belongs to.", .example = "bereavement" },
	{ .key = "groups", .type = FIELD_REF, STRINGS_AT(struct journey_step, groups), .refers = &kind_group,
	  .help = "Groups that can help.", .example = "example-listeners" },
	{ .key = "help", .type = FIELD_REF, STRINGS_AT(struct journey_step, help), .refers = &kind_help,
	  .help = "Entries of help/ for it.", .example = "example-bereavement-line" },
	{ .key = "tip", .type = FIELD_TEXT, TEXT_AT(struct journey_step, tip), .max = 255,
	  .help = "What makes it easier.", .example = "You can bring a friend." },
	{ 0 },
};
const struct kind kind_journey_step = { "journey-step", journey_step_fields, sizeof(struct journey_step), false, NULL, NULL };

static const struct field journey_fields[] = {
	{ .key = "title", .type = FIELD_TEXT, TEXT_AT(struct journey, title), .required = true, .max = 255,
	  .help = "In the words of who is on the way.", .example = "I have lost somebody" },
	{ .key = "summary", .type = FIELD_TEXT, TEXT_AT(struct journey, summary), .required = true, .max = 255,
	  .also = "description subtitle", .help = "For whom it is, in one sentence.", .example = "For the first weeks after a death." },
	{ .key = "for", .type = FIELD_REF, TEXT_AT(struct journey, audience), .refers = &kind_audience,
	  .also = "audience", .help = "Whom it is for.", .example = "adults" },
	{ .key = "steps", .type = FIELD_MAP, LIST_AT(struct journey, steps), .sub = &kind_journey_step, .required = true, .max = 20,
	  .help = "One need after the other." },
	{ .key = "order", .type = FIELD_NUMBER, NUMBER_AT(struct journey, order), .min = 1, .max = 1000, .fallback = "100",
	  .help = "Its place in the list; small numbers first.", .example = "1" },
	TRANSLATED_BY(struct journey),
	{ 0 },
};
const struct kind kind_journey = { "journey", journey_fields, sizeof(struct journey), true, NULL, "journeys" };

static const struct field term_fields[] = {
	{ .key = "term", .type = FIELD_TEXT, TEXT_AT(struct term, term), .required = true, .max = 128,
	  .also = "word", .help = "The word, as people write it.", .example = "social capital" },
	{ .key = "plain", .type = FIELD_TEXT, TEXT_AT(struct term, plain), .required = true, .max = 500,
	  .also = "means meaning", .help = "What it means, in plain words.", .example = "What people can do because they know each other." },
	{ .key = "more", .type = FIELD_TEXT, TEXT_AT(struct term, more), .max = 500,
	  .help = "What else there is to know.", .example = "It grows when it is used." },
	{ .key = "also", .type = FIELD_TEXT, STRINGS_AT(struct term, also), .max = 20,
	  .help = "Other forms of the word.", .example = "social ties" },
	{ 0 },
};
const struct kind kind_term = { "term", term_fields, sizeof(struct term), false, NULL, NULL };

static const struct field glossary_fields[] = {
	{ .key = "terms", .type = FIELD_MAP, LIST_AT(struct glossary, terms), .sub = &kind_term, .required = true, .max = 1000,
	  .help = "The words; glossary.yaml has nothing else and needs no 'terms:'." },
	{ 0 },
};
const struct kind kind_glossary = { "glossary", glossary_fields, sizeof(struct glossary), false, NULL, NULL };

static const struct field fact_fields[] = {
	{ .key = "id", .type = FIELD_TEXT, TEXT_AT(struct fact, id), .required = true, .max = 64, .fixed = true,
	  .help = "The name by which texts call it: {fact:members}.", .example = "members" },
	{ .key = "value", .type = FIELD_TEXT, TEXT_AT(struct fact, value), .required = true, .max = 64, .fixed = true,
	  .help = "The number, as it is to be read.", .example = "90" },
	{ .key = "unit", .type = FIELD_TEXT, TEXT_AT(struct fact, unit), .max = 128,
	  .help = "What is counted.", .example = "member organisations" },
	{ .key = "date", .type = FIELD_DATE, MOMENT_AT(struct fact, date), .required = true,
	  .help = "The day for which it is true.", .example = "2026-10-01" },
	{ .key = "source", .type = FIELD_TEXT, TEXT_AT(struct fact, source), .required = true, .max = 255,
	  .also = "by", .help = "Who says so.", .example = "Example Network, list of members" },
	{ .key = "url", .type = FIELD_URL, TEXT_AT(struct fact, url),
	  .also = "link", .help = "Where they say it.", .example = "https://example.org/members" },
	{ 0 },
};
const struct kind kind_fact = { "fact", fact_fields, sizeof(struct fact), false, NULL, NULL };

static const struct field facts_fields[] = {
	{ .key = "facts", .type = FIELD_MAP, LIST_AT(struct facts, facts), .sub = &kind_fact, .required = true, .max = 1000,
	  .help = "The numbers; facts.yaml has nothing else and needs no 'facts:'." },
	{ 0 },
};
const struct kind kind_facts = { "facts", facts_fields, sizeof(struct facts), false, NULL, NULL };
