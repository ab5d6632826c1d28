#include "field_at.h"
#include "model/site.h"

static const char *const beings[] = { "person", "organisation", "synthetic", NULL };

static const struct field page_fields[] = {
	{ .key = "title", .type = FIELD_TEXT, TEXT_AT(struct page, title), .required = true, .max = 255,
	  .help = "The heading of the page.", .example = "About us" },
	{ .key = "summary", .type = FIELD_TEXT, TEXT_AT(struct page, summary), .max = 255,
	  .help = "What it tells, in one sentence.", .example = "Who we are and how to reach us." },
	{ .key = "order", .type = FIELD_NUMBER, NUMBER_AT(struct page, order), .min = 1, .max = 1000,
	  .fallback = "100", .help = "Its place in the navigation; small numbers first.", .example = "1" },
	TRANSLATED_BY(struct page),
	{ 0 },
};
const struct kind kind_page = { "page", page_fields, sizeof(struct page), true,
				   "Who we are, what we do, and how to reach us.", "pages" };

static const struct field help_fields[] = {
	{ .key = "title", .type = FIELD_TEXT, TEXT_AT(struct help_entry, title), .required = true, .max = 128,
	  .also = "name", .help = "Who answers.", .example = "Example Helpline" },
	{ .key = "phone", .type = FIELD_TEXT, TEXT_AT(struct help_entry, phone), .max = 32, .fixed = true,
	  .also = "tel number telephone", .help = "The number as people dial it.", .example = "01632 960000" },
	{ .key = "text", .type = FIELD_TEXT, TEXT_AT(struct help_entry, text), .max = 32, .fixed = true,
	  .also = "sms", .help = "The number for text messages.", .example = "60000" },
	{ .key = "text_word", .type = FIELD_TEXT, TEXT_AT(struct help_entry, text_word), .max = 32, .fixed = true,
	  .rare = true, .help = "The word that the message must say.", .example = "HELLO" },
	{ .key = "web", .type = FIELD_URL, TEXT_AT(struct help_entry, web),
	  .also = "url website link", .help = "Its website.", .example = "https://help.example.org/" },
	{ .key = "hours", .type = FIELD_TEXT, TEXT_AT(struct help_entry, hours), .required = true, .max = 255,
	  .also = "open opening_hours", .help = "When somebody answers, in words.", .example = "Day and night, every day" },
	{ .key = "languages", .type = FIELD_LANGUAGE, STRINGS_AT(struct help_entry, languages), .max = 30,
	  .also = "language langs", .help = "What languages they speak.", .example = "en-GB" },
	{ .key = "for", .type = FIELD_TEXT, STRINGS_AT(struct help_entry, topics), .max = 30, .fixed = true,
	  .also = "topics topic", .help = "Topics that it helps with; episodes with one of them name it. For anything if left out.", .example = "bereavement" },
	{ .key = "free", .type = FIELD_FLAG, FLAG_AT(struct help_entry, is_free), .fallback = "false",
	  .help = "true when the call costs nothing." },
	{ .key = "emergency", .type = FIELD_FLAG, FLAG_AT(struct help_entry, emergency), .fallback = "false",
	  .rare = true, .help = "true puts it before all others: who to ring when somebody is in danger." },
	{ .key = "checked", .type = FIELD_DATE, MOMENT_AT(struct help_entry, checked), .required = true,
	  .help = "The day on which somebody last made sure that all this is right.", .example = "2026-09-01" },
	{ .key = "order", .type = FIELD_NUMBER, NUMBER_AT(struct help_entry, order), .min = 1, .max = 1000, .fallback = "100",
	  .help = "Its place in the list; small numbers first.", .example = "1" },
	TRANSLATED_BY(struct help_entry),
	{ 0 },
};
const struct kind kind_help = { "help-entry", help_fields, sizeof(struct help_entry), true, NULL, "help" };

static const struct field profile_fields[] = {
	{ .key = "name", .type = FIELD_TEXT, TEXT_AT(struct profile, name), .required = true, .max = 128,
	  .also = "title name_as", .help = "As they want to be named: in full, the first name, or another.", .example = "Alex" },
	{ .key = "of", .type = FIELD_CHOICE, TEXT_AT(struct profile, of), .choices = beings, .fallback = "person",
	  .help = "A person needs consent; an organisation and a synthetic voice do not." },
	{ .key = "role", .type = FIELD_TEXT, TEXT_AT(struct profile, role), .max = 128,
	  .help = "What they do, in a few words.", .example = "Volunteer at Example Listeners" },
	{ .key = "url", .type = FIELD_URL, TEXT_AT(struct profile, url),
	  .also = "website link web", .help = "A page about them.", .example = "https://example.org/alex" },
	{ .key = "picture", .type = FIELD_FILE, TEXT_AT(struct profile, picture_name),
	  .also = "image img photo avatar", .help = "A picture of them: JPEG or PNG.", .example = "alex.jpg" },
	{ .key = "picture_alt", .type = FIELD_TEXT, TEXT_AT(struct profile, picture_alt), .max = 255,
	  .also = "alt photo_alt", .help = "What it shows, for people who cannot see it.", .example = "Alex smiles in a garden" },
	{ .key = "listed", .type = FIELD_FLAG, FLAG_AT(struct profile, listed), .fallback = "false",
	  .also = "profile", .help = "true gives them a page of their own and a place in the list of people, if they agreed to that." },
	{ .key = "order", .type = FIELD_NUMBER, NUMBER_AT(struct profile, order), .min = 1, .max = 1000, .fallback = "100",
	  .help = "Their place in the list; small numbers first.", .example = "1" },
	TRANSLATED_BY(struct profile),
	{ 0 },
};
const struct kind kind_profile = { "person", profile_fields, sizeof(struct profile), true, NULL, "people" };

static const struct field word_fields[] = {
	{ .key = "word", .type = FIELD_TEXT, TEXT_AT(struct hurtful_word, words), .required = true, .max = 255,
	  .also = "words phrase", .help = "The word, with all its forms, parted by commas; phrases of several words too.", .example = "addict, addicts" },
	{ .key = "suggestion", .type = FIELD_TEXT, TEXT_AT(struct hurtful_word, suggestion), .required = true, .max = 255,
	  .also = "instead better use", .help = "What to write in its place.", .example = "person who uses drugs" },
	{ .key = "why", .type = FIELD_TEXT, TEXT_AT(struct hurtful_word, why), .required = true, .max = 500,
	  .also = "reason because", .help = "Why it hurts, in one sentence.", .example = "A person is more than an illness." },
	{ .key = "source", .type = FIELD_TEXT, TEXT_AT(struct hurtful_word, source), .max = 255,
	  .also = "by", .help = "Who advises so.", .example = "NHS inform" },
	{ .key = "except", .type = FIELD_TEXT, STRINGS_AT(struct hurtful_word, except), .max = 100,
	  .help = "Names and phrases in which it may stand.", .example = "Alcoholics Anonymous" },
	{ 0 },
};
const struct kind kind_word = { "word", word_fields, sizeof(struct hurtful_word), false, NULL, NULL };

static const struct field word_list_fields[] = {
	{ .key = "words", .type = FIELD_MAP, LIST_AT(struct word_list, words), .sub = &kind_word, .required = true, .max = 1000,
	  .help = "The words that hurt, with what to write in their place; words.yaml has nothing else and needs no 'words:'." },
	{ 0 },
};
const struct kind kind_word_list = { "words", word_list_fields, sizeof(struct word_list), false, NULL, NULL };
