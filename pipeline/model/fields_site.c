#include "field_at.h"
#include "model/site.h"

static const char *const conformances[] = { "fully", "partially", "not", NULL };

static const struct field palette_fields[] = {
	{ .key = "accent", .type = FIELD_COLOUR, TEXT_AT(struct palette, accent),
	  .help = "Of links and buttons.", .example = "\"#0b5260\"" },
	{ .key = "accent_dark", .type = FIELD_COLOUR, TEXT_AT(struct palette, accent_dark),
	  .help = "The same where people read light text on a dark page.", .example = "\"#8ed3de\"" },
	{ .key = "paper", .type = FIELD_COLOUR, TEXT_AT(struct palette, paper),
	  .help = "Behind the text.", .example = "\"#fcfaf6\"" },
	{ .key = "paper_dark", .type = FIELD_COLOUR, TEXT_AT(struct palette, paper_dark),
	  .help = "Behind the text of a dark page.", .example = "\"#14191c\"" },
	{ .key = "ink", .type = FIELD_COLOUR, TEXT_AT(struct palette, ink),
	  .help = "Of the text.", .example = "\"#20262b\"" },
	{ .key = "ink_dark", .type = FIELD_COLOUR, TEXT_AT(struct palette, ink_dark),
	  .help = "Of the text of a dark page.", .example = "\"#ebe7df\"" },
	{ 0 },
};
const struct kind kind_palette = { "colours", palette_fields, sizeof(struct palette), false, NULL, NULL };

static const struct field statement_fields[] = {
	{ .key = "conforms", .type = FIELD_CHOICE, TEXT_AT(struct statement, conforms), .choices = conformances, .fallback = "partially",
	  .help = "How far the site meets WCAG 2.2 at level AA, as you found when you tested it." },
	{ .key = "prepared", .type = FIELD_DATE, MOMENT_AT(struct statement, prepared),
	  .help = "The day on which the statement was first made.", .example = "2026-09-01" },
	{ .key = "reviewed", .type = FIELD_DATE, MOMENT_AT(struct statement, reviewed),
	  .help = "The day on which somebody last read it and found it true; at least once a year.", .example = "2026-09-01" },
	{ .key = "tested", .type = FIELD_DATE, MOMENT_AT(struct statement, tested),
	  .help = "The day on which the site was last tested by people.", .example = "2026-09-01" },
	{ .key = "tested_by", .type = FIELD_TEXT, TEXT_AT(struct statement, tested_by), .max = 255,
	  .help = "Who tested it, and how.", .example = "Example Testers, one of them with a screen reader" },
	{ .key = "reply_days", .type = FIELD_NUMBER, NUMBER_AT(struct statement, reply_days), .min = 1, .max = 60, .fallback = "10",
	  .help = "Within how many working days you answer.", .example = "10" },
	{ .key = "enforcement", .type = FIELD_TEXT, TEXT_AT(struct statement, enforcement), .max = 500,
	  .rare = true, .help = "Who can help where the answer does not; that of Great Britain if left out." },
	{ .key = "limits", .type = FIELD_TEXT, STRINGS_AT(struct statement, limits), .max = 30,
	  .help = "What does not work yet, in a whole sentence each.", .example = "There is no version in British Sign Language." },
	{ 0 },
};
const struct kind kind_statement = { "accessibility", statement_fields, sizeof(struct statement), false, NULL, NULL };

static const struct field privacy_fields[] = {
	{ .key = "controller", .type = FIELD_TEXT, TEXT_AT(struct privacy, controller), .max = 255,
	  .help = "Who answers for the site: an organisation, with its address.", .example = "Example Network, 1 Example Street, Exampleton" },
	{ .key = "host", .type = FIELD_TEXT, TEXT_AT(struct privacy, host), .max = 255,
	  .help = "Whose computers keep the pages.", .example = "Example Hosting" },
	{ .key = "log_days", .type = FIELD_NUMBER, NUMBER_AT(struct privacy, log_days), .min = -1, .max = 3650, .fallback = "-1",
	  .help = "For how many days they keep a log of visits; 0: they keep none, -1: you do not know.", .example = "14" },
	{ 0 },
};
const struct kind kind_privacy = { "privacy", privacy_fields, sizeof(struct privacy), false, NULL, NULL };

static const struct field site_fields[] = {
	{ .key = "title", .type = FIELD_TEXT, TEXT_AT(struct site, title), .required = true, .max = 255,
	  .help = "The name of the site.", .example = "Our resource site" },
	{ .key = "address", .type = FIELD_ADDRESS, TEXT_AT(struct site, address), .required = true,
	  .also = "url link website", .help = "Where the site will stand on the web; every link in the feed begins with it.",
	  .example = "https://www.example.org/" },
	{ .key = "language", .type = FIELD_LANGUAGE, TEXT_AT(struct site, language), .fallback = "en-GB",
	  .also = "lang", .help = "The language that most of it is written in.", .example = "en-GB" },
	{ .key = "summary", .type = FIELD_TEXT, TEXT_AT(struct site, summary), .required = true, .max = 255,
	  .also = "description subtitle", .help = "What the site is, in one sentence.", .example = "Talks and tools for our community." },
	{ .key = "contact", .type = FIELD_EMAIL, TEXT_AT(struct site, contact), .required = true,
	  .also = "email mail", .help = "An address that is read.", .example = "hello@example.org" },
	{ .key = "licence", .type = FIELD_LICENCE, TEXT_AT(struct site, licence), .fallback = "ARR",
	  .also = "license", .help = "What others may do with the pages.", .example = "CC-BY-4.0" },
	{ .key = "time_zone", .type = FIELD_ZONE, TEXT_AT(struct site, time_zone),
	  .also = "timezone zone", .help = "The zone of dates that are written without one; summer time is worked out.", .example = "Europe/London" },
	{ .key = "areas_expected", .type = FIELD_NUMBER, NUMBER_AT(struct site, areas_expected), .max = 1000,
	  .rare = true, .help = "How many areas there are to be; a build with fewer or more is refused.", .example = "13" },
	{ .key = "region", .type = FIELD_TEXT, TEXT_AT(struct site, region), .max = 128, .fixed = true,
	  .rare = true, .help = "The council area or county of your groups, for their addresses in open data.", .example = "Inverclyde" },
	{ .key = "cover", .type = FIELD_FILE, TEXT_AT(struct site, cover_name),
	  .rare = true, .also = "image artwork picture cover_image", .help = "The picture of feeds of several shows; that of the first show if left out.", .example = "cover.jpg" },
	{ .key = "cover_alt", .type = FIELD_TEXT, TEXT_AT(struct site, cover_alt), .max = 255,
	  .rare = true, .also = "alt image_alt picture_alt", .help = "What the picture shows, for people who cannot see it.", .example = "The name of the network in white on blue" },
	{ .key = "hub", .type = FIELD_URL, TEXT_AT(struct site, hub),
	  .rare = true, .help = "A WebSub hub that passes news on at once.", .example = "https://hub.example.org/" },
	{ .key = "drawings", .type = FIELD_FLAG, FLAG_AT(struct site, drawings), .fallback = "true",
	  .rare = true, .help = "false draws no share cards and posters: builds are shorter and the site smaller." },
	{ .key = "json_feed", .type = FIELD_FLAG, FLAG_AT(struct site, json_feed), .fallback = "false",
	  .rare = true, .help = "true writes every feed as JSON Feed too." },
	{ .key = "logo", .type = FIELD_FILE, TEXT_AT(struct site, logo_name),
	  .rare = true, .help = "A small picture at the top of every page: JPEG, PNG or WebP.", .example = "logo.png" },
	{ .key = "logo_alt", .type = FIELD_TEXT, TEXT_AT(struct site, logo_alt), .max = 255,
	  .rare = true, .help = "What the logo says, for people who cannot see it.", .example = "Example Network" },
	{ .key = "colours", .type = FIELD_MAP, MAP_AT(struct site, palette, struct palette), .sub = &kind_palette,
	  .spans = offsetof(struct palette, spans),
	  .rare = true, .also = "colors palette", .help = "Colours of your own; each pair must be easy to read." },
	{ .key = "example", .type = FIELD_FLAG, FLAG_AT(struct site, is_example), .fallback = "false",
	  .rare = true, .help = "true says on every page that all this is made up to show how it works; then nothing in it is refused for being old." },
	{ .key = "remember", .type = FIELD_FLAG, FLAG_AT(struct site, remembers), .fallback = "false",
	  .rare = true, .help = "true lets pages keep on a visitor's device where they stopped listening; the privacy page then says so." },
	{ .key = "accessibility", .type = FIELD_MAP, MAP_AT(struct site, statement, struct statement), .sub = &kind_statement,
	  .help = "What the accessibility statement says of your tests." },
	{ .key = "exit_to", .type = FIELD_URL, TEXT_AT(struct site, exit_to), .fallback = "https://www.bbc.co.uk/weather",
	  .rare = true, .help = "Where people go who leave a page at once because somebody comes in: a harmless page of somebody else.", .example = "https://www.bbc.co.uk/weather" },
	{ .key = "privacy", .type = FIELD_MAP, MAP_AT(struct site, privacy, struct privacy), .sub = &kind_privacy,
	  .help = "What the privacy page says of you and your host." },
	{ 0 },
};
const struct kind kind_site = { "site", site_fields, sizeof(struct site), false, NULL, NULL };
