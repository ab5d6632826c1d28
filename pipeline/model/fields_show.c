#include "field_at.h"
#include "model/site.h"

static const char *const show_types[] = { "episodic", "serial", NULL };
static const char *const episode_types[] = { "full", "trailer", "bonus", NULL };
static const char *const audio_formats[] = { "mp3", "m4a", "opus", NULL };
static const char *const presets[] = { "speech", "music", NULL };
static const char *const mono_whens[] = { "same", "always", "never", NULL };
static const char *const sample_rates[] = { "keep", "22050", "24000", "32000", "44100", "48000", NULL };
static const char *const media[] = { "podcast", "music", "video", "film", "audiobook", "newsletter",
				     "blog", "course", NULL };

static const char *const statuses[] = { "draft", "scheduled", "published", "withdrawn", NULL };
static const char *const rels[] = { "subject", "creator", NULL };
static const char *const recipient_types[] = { "node", "lnaddress", NULL };

static const struct field owner_fields[] = {
	{ .key = "name", .type = FIELD_TEXT, TEXT_AT(struct owner, name), .required = true, .max = 255,
	  .help = "Who answers for the show: an organisation or a role.", .example = "Example Network" },
	{ .key = "email", .type = FIELD_EMAIL, TEXT_AT(struct owner, email), .required = true, .max = 255,
	  .help = "An address that is read: directories send their questions there.",
	  .example = "podcast@example.org" },
	{ 0 },
};
const struct kind kind_owner = { "owner", owner_fields, sizeof(struct owner), false, NULL, NULL };

static const struct field person_fields[] = {
	{ .key = "person", .type = FIELD_REF, TEXT_AT(struct person, profile_name),
	  .help = "The name of their file in people/, without '.md'.", .example = "alex" },
	{ .key = "name", .type = FIELD_TEXT, TEXT_AT(struct person, name), .max = 128,
	  .help = "As the person wants to be named, with their consent; that of their file if left out.", .example = "Alex" },
	{ .key = "role", .type = FIELD_ROLE, TEXT_AT(struct person, role), .max = 128, .fallback = "host",
	  .help = "What they do in the show: host, guest, producer, editor.", .example = "guest" },
	{ .key = "group", .type = FIELD_GROUP, TEXT_AT(struct person, group), .max = 128,
	  .rare = true, .help = "The group of roles, where it is not the cast.", .example = "cast" },
	{ .key = "picture", .type = FIELD_FILE, TEXT_AT(struct person, picture_name),
	  .rare = true, .also = "image img photo avatar", .help = "A picture of them, with their consent: JPEG or PNG.", .example = "alex.jpg" },
	{ .key = "url", .type = FIELD_URL, TEXT_AT(struct person, url),
	  .rare = true, .also = "website link", .help = "A page about them.", .example = "https://example.org/alex" },
	{ 0 },
};
const struct kind kind_person = { "credit", person_fields, sizeof(struct person), false, NULL, NULL };

static const struct field funding_fields[] = {
	{ .key = "url", .type = FIELD_URL, TEXT_AT(struct funding, url), .required = true,
	  .also = "link", .help = "Where people can give.", .example = "https://example.org/give" },
	{ .key = "label", .type = FIELD_TEXT, TEXT_AT(struct funding, label), .required = true, .max = 128,
	  .also = "title text name", .help = "What the button says.", .example = "Support the show" },
	{ 0 },
};
const struct kind kind_funding = { "funding", funding_fields, sizeof(struct funding), false, NULL, NULL };

static const struct field location_fields[] = {
	{ .key = "name", .type = FIELD_TEXT, TEXT_AT(struct location, name), .required = true, .max = 128,
	  .help = "The place as people call it: a town or a region, never somebody's home.", .example = "Greenock, Scotland" },
	{ .key = "rel", .type = FIELD_CHOICE, TEXT_AT(struct location, rel), .choices = rels, .fallback = "subject",
	  .help = "subject: what it is about; creator: where it is made." },
	{ .key = "geo", .type = FIELD_GEO, TEXT_AT(struct location, geo),
	  .help = "Latitude and longitude in degrees.", .example = "geo:55.95,-4.76" },
	{ .key = "osm", .type = FIELD_OSM, TEXT_AT(struct location, osm),
	  .help = "The place in OpenStreetMap: N, W or R and its number.", .example = "R1920901" },
	{ .key = "country", .type = FIELD_COUNTRY, TEXT_AT(struct location, country),
	  .help = "The country in two letters; Britain is GB.", .example = "GB" },
	{ 0 },
};
const struct kind kind_location = { "location", location_fields, sizeof(struct location), false, NULL, NULL };

static const struct field soundbite_fields[] = {
	{ .key = "start", .type = FIELD_TIME, NUMBER_AT(struct soundbite, start), .required = true,
	  .help = "Where it begins in the recording.", .example = "\"01:30\"" },
	{ .key = "duration", .type = FIELD_TIME, NUMBER_AT(struct soundbite, duration), .required = true,
	  .help = "How long it lasts: 15 seconds to 2 minutes.", .example = "\"00:45\"" },
	{ .key = "title", .type = FIELD_TEXT, TEXT_AT(struct soundbite, title), .max = 128,
	  .help = "What apps call it; the episode's title if left out.", .example = "What helped me" },
	{ 0 },
};
const struct kind kind_soundbite = { "soundbite", soundbite_fields, sizeof(struct soundbite), false, NULL, NULL };

static const struct field text_record_fields[] = {
	{ .key = "text", .type = FIELD_TEXT, TEXT_AT(struct text_record, text), .required = true, .max = 4000,
	  .help = "The line itself, such as the code that a directory asks for.", .example = "0123456789abcdef" },
	{ .key = "purpose", .type = FIELD_TEXT, TEXT_AT(struct text_record, purpose), .max = 128,
	  .help = "Who reads it and why: verify, applepodcastsverify, release, ai-content.",
	  .example = "applepodcastsverify" },
	{ 0 },
};
const struct kind kind_text_record = { "txt", text_record_fields, sizeof(struct text_record), false, NULL, NULL };

static const struct field remote_item_fields[] = {
	{ .key = "guid", .type = FIELD_UUID, TEXT_AT(struct remote_item, guid), .required = true,
	  .help = "The podcast:guid of the other show.", .example = "917393e3-1b1e-5cef-ace4-edaa54e1f810" },
	{ .key = "feed", .type = FIELD_URL, TEXT_AT(struct remote_item, feed),
	  .help = "The address of its feed.", .example = "https://example.org/feed.xml" },
	{ .key = "title", .type = FIELD_TEXT, TEXT_AT(struct remote_item, title), .max = 255,
	  .help = "What it is called.", .example = "A partner's show" },
	{ .key = "page", .type = FIELD_URL, TEXT_AT(struct remote_item, page),
	  .help = "Its page for people.", .example = "https://example.org/" },
	{ .key = "medium", .type = FIELD_CHOICE, TEXT_AT(struct remote_item, medium), .choices = media,
	  .rare = true, .help = "What kind of show it is, where it is no podcast.", .example = "music" },
	{ .key = "episode", .type = FIELD_TEXT, TEXT_AT(struct remote_item, episode), .max = 1000,
	  .rare = true, .help = "The GUID of one of its episodes, where only that is meant.", .example = "564431c4-0af3-49eb-9a07-66c3c76659e5" },
	{ 0 },
};
const struct kind kind_remote_item = { "remote-show", remote_item_fields, sizeof(struct remote_item), false, NULL, NULL };

static const struct field content_link_fields[] = {
	{ .key = "url", .type = FIELD_URL, TEXT_AT(struct content_link, url), .required = true,
	  .help = "Where else it can be heard or seen.", .example = "https://video.example.org/watch/1" },
	{ .key = "label", .type = FIELD_TEXT, TEXT_AT(struct content_link, label), .required = true, .max = 128,
	  .help = "What is there.", .example = "With sign language, as a video" },
	{ 0 },
};
const struct kind kind_content_link = { "content-link", content_link_fields, sizeof(struct content_link), false, NULL, NULL };

static const struct field update_frequency_fields[] = {
	{ .key = "label", .type = FIELD_TEXT, TEXT_AT(struct update_frequency, label), .required = true, .max = 128,
	  .help = "How often a new episode comes, in words.", .example = "Every second Monday" },
	{ .key = "rrule", .type = FIELD_RRULE, TEXT_AT(struct update_frequency, rrule),
	  .help = "The same as a recurrence rule for programs (RFC 5545).", .example = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO" },
	{ .key = "start", .type = FIELD_MOMENT, MOMENT_AT(struct update_frequency, start),
	  .help = "From when on the rule counts.", .example = "2026-09-07 09:00 +01:00" },
	{ 0 },
};
const struct kind kind_update_frequency = { "update-frequency", update_frequency_fields, sizeof(struct update_frequency), false, NULL, NULL };

static const struct field season_fields[] = {
	{ .key = "number", .type = FIELD_NUMBER, NUMBER_AT(struct season, number), .required = true, .min = 1, .max = 10000,
	  .help = "The season's number.", .example = "1" },
	{ .key = "name", .type = FIELD_TEXT, TEXT_AT(struct season, name), .required = true, .max = 128,
	  .help = "What the season is called.", .example = "Where we begin" },
	{ 0 },
};
const struct kind kind_season = { "season", season_fields, sizeof(struct season), false, NULL, NULL };
static const char *const season_brief[] = { "number", "name", NULL };

static const struct field show_image_fields[] = {
	{ .key = "file", .type = FIELD_FILE, TEXT_AT(struct show_image, file_name), .required = true,
	  .help = "A picture beside the show: JPEG or PNG.", .example = "banner.jpg" },
	{ .key = "alt", .type = FIELD_TEXT, TEXT_AT(struct show_image, alt), .required = true, .max = 255,
	  .help = "What it shows, for people who cannot see it.", .example = "A blue hill at dusk" },
	{ .key = "purpose", .type = FIELD_TEXT, TEXT_AT(struct show_image, purpose), .max = 128, .fallback = "banner",
	  .help = "What apps use it for: social, canvas, banner, publisher, circular, poster.", .example = "banner" },
	{ 0 },
};
const struct kind kind_show_image = { "image", show_image_fields, sizeof(struct show_image), false, NULL, NULL };

static const struct field value_recipient_fields[] = {
	{ .key = "name", .type = FIELD_TEXT, TEXT_AT(struct value_recipient, name), .max = 255,
	  .help = "Who receives it.", .example = "Example Network" },
	{ .key = "type", .type = FIELD_CHOICE, TEXT_AT(struct value_recipient, type), .choices = recipient_types, .required = true,
	  .help = "What kind of address it is.", .example = "lnaddress" },
	{ .key = "address", .type = FIELD_TEXT, TEXT_AT(struct value_recipient, address), .required = true, .max = 1000,
	  .help = "Where it goes.", .example = "example@pay.example.org" },
	{ .key = "split", .type = FIELD_NUMBER, NUMBER_AT(struct value_recipient, split), .required = true, .min = 0, .max = 1000000,
	  .help = "How many shares of the whole.", .example = "100" },
	{ .key = "fee", .type = FIELD_FLAG, FLAG_AT(struct value_recipient, fee), .fallback = "false",
	  .help = "true: taken before the others' shares are counted." },
	{ .key = "custom_key", .type = FIELD_TEXT, TEXT_AT(struct value_recipient, custom_key), .max = 255,
	  .help = "A key that the receiver asks for.", .example = "696969" },
	{ .key = "custom_value", .type = FIELD_TEXT, TEXT_AT(struct value_recipient, custom_value), .max = 1000,
	  .help = "The value for that key.", .example = "abc" },
	{ 0 },
};
const struct kind kind_value_recipient = { "value-recipient", value_recipient_fields, sizeof(struct value_recipient), false, NULL, NULL };

static const struct field value_split_fields[] = {
	{ .key = "start", .type = FIELD_TIME, NUMBER_AT(struct value_split, start), .required = true,
	  .help = "From when in the recording.", .example = "\"01:30\"" },
	{ .key = "duration", .type = FIELD_TIME, NUMBER_AT(struct value_split, duration), .required = true,
	  .help = "For how long.", .example = "\"03:00\"" },
	{ .key = "remote", .type = FIELD_MAP, MAP_AT(struct value_split, remote, struct remote_item), .sub = &kind_remote_item,
	  .help = "Whose recipients they are." },
	{ .key = "remote_start", .type = FIELD_TIME, NUMBER_AT(struct value_split, remote_start),
	  .help = "Where that part begins over there.", .example = "\"00:00\"" },
	{ .key = "remote_percentage", .type = FIELD_NUMBER, NUMBER_AT(struct value_split, remote_percentage), .max = 100, .fallback = "100",
	  .help = "How much of it goes there." },
	{ .key = "recipients", .type = FIELD_MAP, LIST_AT(struct value_split, recipients), .sub = &kind_value_recipient,
	  .help = "Or recipients of its own." },
	{ 0 },
};
const struct kind kind_value_split = { "value-split", value_split_fields, sizeof(struct value_split), false, NULL, NULL };

static const struct field value_fields[] = {
	{ .key = "type", .type = FIELD_TEXT, TEXT_AT(struct value_block, type), .required = true, .max = 64,
	  .help = "The kind of payment.", .example = "lightning" },
	{ .key = "method", .type = FIELD_TEXT, TEXT_AT(struct value_block, method), .required = true, .max = 64,
	  .help = "How it is sent.", .example = "keysend" },
	{ .key = "suggested", .type = FIELD_TEXT, TEXT_AT(struct value_block, suggested), .max = 64,
	  .help = "How much, by the minute.", .example = "\"0.00000005\"" },
	{ .key = "recipients", .type = FIELD_MAP, LIST_AT(struct value_block, recipients), .sub = &kind_value_recipient, .required = true,
	  .help = "Who receives it." },
	{ .key = "splits", .type = FIELD_MAP, LIST_AT(struct value_block, splits), .sub = &kind_value_split,
	  .help = "Parts of the recording that pay somebody else." },
	{ 0 },
};
const struct kind kind_value = { "value", value_fields, sizeof(struct value_block), false, NULL, NULL };

static const struct field live_fields[] = {
	{ .key = "title", .type = FIELD_TEXT, TEXT_AT(struct live, title), .required = true, .max = 255,
	  .help = "What will be heard.", .example = "An evening about belonging" },
	{ .key = "guid", .type = FIELD_UUID, TEXT_AT(struct live, guid), .required = true,
	  .help = "Its identity; an episode made of it later has another.", .example = "0f3b4a86-7e58-4b2f-9d0f-4f6b1b1f2c11" },
	{ .key = "start", .type = FIELD_MOMENT, MOMENT_AT(struct live, start), .required = true,
	  .help = "When it begins.", .example = "2026-09-07 19:00 +01:00" },
	{ .key = "end", .type = FIELD_MOMENT, MOMENT_AT(struct live, end), .required = true,
	  .help = "When it ends; then it leaves the feed.", .example = "2026-09-07 20:30 +01:00" },
	{ .key = "url", .type = FIELD_URL, TEXT_AT(struct live, url), .required = true,
	  .help = "The stream.", .example = "https://stream.example.org/live.mp3" },
	{ .key = "type", .type = FIELD_TEXT, TEXT_AT(struct live, type), .max = 100, .fallback = "audio/mpeg",
	  .help = "Its media type." },
	{ .key = "summary", .type = FIELD_TEXT, TEXT_AT(struct live, summary), .max = 255,
	  .help = "What it is about, in one sentence.", .example = "Three people talk, and you can ask." },
	{ .key = "page", .type = FIELD_URL, TEXT_AT(struct live, page),
	  .help = "A page about it.", .example = "https://example.org/live" },
	{ .key = "links", .type = FIELD_MAP, LIST_AT(struct live, links), .sub = &kind_content_link,
	  .help = "Where it can be heard or seen in a browser." },
	{ 0 },
};
const struct kind kind_live = { "live", live_fields, sizeof(struct live), false, NULL, NULL };

static const struct field chapter_fields[] = {
	{ .key = "start", .type = FIELD_TIME, NUMBER_AT(struct chapter, start), .required = true,
	  .also = "time", .help = "Where it begins in the recording.", .example = "\"01:30\"" },
	{ .key = "title", .type = FIELD_TEXT, TEXT_AT(struct chapter, title), .required = true, .max = 255,
	  .help = "What it is about, in a few words.", .example = "What helped" },
	{ .key = "url", .type = FIELD_URL, TEXT_AT(struct chapter, url),
	  .rare = true, .also = "link", .help = "A page that belongs to this part.", .example = "https://example.org/" },
	{ .key = "picture", .type = FIELD_FILE, TEXT_AT(struct chapter, picture_name),
	  .rare = true, .also = "image img", .help = "A picture that apps show meanwhile: JPEG or PNG.", .example = "two-cups.jpg" },
	{ 0 },
};
const struct kind kind_chapter = { "chapter", chapter_fields, sizeof(struct chapter), false, NULL, NULL };
static const char *const chapter_brief[] = { "start", "title", NULL };

static const struct field came_from_fields[] = {
	{ .key = "page", .type = FIELD_OLD_URL, TEXT_AT(struct came_from, page), .max = 2000,
	  .also = "url link", .help = "Where its page was before.", .example = "https://old.example.org/episodes/1" },
	{ .key = "audio", .type = FIELD_OLD_URL, TEXT_AT(struct came_from, audio), .max = 2000,
	  .also = "enclosure recording", .help = "Where its audio was before; with this line the recording is published byte for byte as it is, so that no app downloads it again.",
	  .example = "https://old.example.org/audio/1.mp3" },
	{ 0 },
};
const struct kind kind_came_from = { "came-from", came_from_fields, sizeof(struct came_from), false, NULL, NULL };

static const struct field show_came_from_fields[] = {
	{ .key = "feed", .type = FIELD_OLD_URL, TEXT_AT(struct came_from, feed), .max = 2000,
	  .help = "The address of its feed before.", .example = "https://old.example.org/feed.xml" },
	{ .key = "page", .type = FIELD_OLD_URL, TEXT_AT(struct came_from, page), .max = 2000,
	  .also = "url link", .help = "Where its page was before.", .example = "https://old.example.org/" },
	{ 0 },
};
const struct kind kind_show_came_from = { "show-came-from", show_came_from_fields, sizeof(struct came_from), false, NULL, NULL };

static const struct field mastering_fields[] = {
	{ .key = "loudness", .type = FIELD_DECIMAL, DECIMAL_AT(struct mastering, loudness), .min = -300, .max = -90,
	  .fallback = "-16", .help = "How loud stereo becomes, in LUFS.", .example = "-16" },
	{ .key = "loudness_mono", .type = FIELD_DECIMAL, DECIMAL_AT(struct mastering, loudness_mono), .min = -300,
	  .max = -90, .fallback = "-19", .help = "How loud one channel becomes; -19 sounds as loud as -16 in stereo.",
	  .example = "-19" },
	{ .key = "peak", .type = FIELD_DECIMAL, DECIMAL_AT(struct mastering, peak), .min = -90, .max = -1,
	  .fallback = "-1", .help = "The highest true peak, in dBTP.", .example = "-1" },
	{ .key = "tolerance", .type = FIELD_DECIMAL, DECIMAL_AT(struct mastering, tolerance), .min = 1, .max = 30,
	  .fallback = "0.5", .help = "What is nearer to its loudness than this, in LU, is left as it is.",
	  .example = "0.5" },
	{ .key = "high_pass", .type = FIELD_NUMBER, NUMBER_AT(struct mastering, high_pass), .max = 300,
	  .fallback = "0", .help = "Takes rumble below so many Hz from what is encoded; 80 suits voices, 0 is off.",
	  .example = "80" },
	{ .key = "trim_silence", .type = FIELD_FLAG, FLAG_AT(struct mastering, trim_silence), .fallback = "false",
	  .help = "true cuts long silence off the ends of what is encoded, at the start only where there are no chapters and no transcript.",
	  .example = "true" },
	{ .key = "mono", .type = FIELD_CHOICE, TEXT_AT(struct mastering, mono), .choices = mono_whens,
	  .fallback = "same", .help = "When what is encoded gets one channel: if both carry the same sound, always, or never.",
	  .example = "same" },
	{ .key = "sample_rate", .type = FIELD_CHOICE, TEXT_AT(struct mastering, sample_rate), .choices = sample_rates,
	  .fallback = "keep", .help = "Of what is encoded, in Hz; keep: 44100 or 48000, whichever fits the recording.",
	  .example = "44100" },
	{ .key = "preset", .type = FIELD_CHOICE, TEXT_AT(struct mastering, preset), .choices = presets,
	  .fallback = "speech", .help = "What is encoded for: sets the bit rate where 'bitrate' is left out.",
	  .example = "music" },
	{ .key = "low_data", .type = FIELD_FLAG, FLAG_AT(struct mastering, low_data), .fallback = "false",
	  .help = "true offers a small download beside every episode: one channel, 48 kbit/s.", .example = "true" },
	{ 0 },
};
const struct kind kind_mastering = { "mastering", mastering_fields, sizeof(struct mastering), false, NULL, NULL };

static const struct field show_fields[] = {
	{ .key = "title", .type = FIELD_TEXT, TEXT_AT(struct show, title), .required = true, .max = 255,
	  .also = "name", .help = "The name of the show.", .example = "Our show" },
	{ .key = "author", .type = FIELD_TEXT, TEXT_AT(struct show, author), .required = true, .max = 255,
	  .also = "authors artist", .help = "Who makes the show, as apps display it.", .example = "Example Network" },
	{ .key = "owner", .type = FIELD_MAP, MAP_AT(struct show, owner, struct owner), .required = true,
	  .sub = &kind_owner, .help = "Who answers for the show; directories ask them." },
	{ .key = "summary", .type = FIELD_TEXT, TEXT_AT(struct show, summary), .required = true, .max = 255,
	  .also = "subtitle", .help = "What the show is, in one sentence.", .example = "Conversations about what helps." },
	{ .key = "description", .type = FIELD_LONG_TEXT, TEXT_AT(struct show, description), .required = true,
	  .max = 4000, .help = "What the show is, in a paragraph or two of plain text.",
	  .example = "Conversations about what helps, made by the people who live here." },
	{ .key = "language", .type = FIELD_LANGUAGE, TEXT_AT(struct show, language),
	  .also = "lang", .help = "The language spoken; the site's if left out.", .example = "en-GB" },
	{ .key = "categories", .type = FIELD_CATEGORY, STRINGS_AT(struct show, categories),
	  .required = true, .min = 1, .max = 3,
	  .also = "category genre", .help = "Where directories file it; the first counts most.",
	  .example = "Society & Culture > Relationships" },
	{ .key = "cover", .type = FIELD_FILE, TEXT_AT(struct show, cover_name), .required = true,
	  .also = "image artwork picture cover_image", .help = "A square picture, 1400 to 3000 pixels wide, JPEG or PNG.", .example = "cover.jpg" },
	{ .key = "cover_alt", .type = FIELD_TEXT, TEXT_AT(struct show, cover_alt), .required = true,
	  .max = 255, .also = "alt image_alt picture_alt", .help = "What the picture shows, for people who cannot see it.",
	  .example = "The title in white on a blue hill" },
	{ .key = "type", .type = FIELD_CHOICE, TEXT_AT(struct show, type), .choices = show_types,
	  .fallback = "episodic", .help = "serial: heard from the first on; episodic: in any order.",
	  .example = "episodic" },
	{ .key = "explicit", .type = FIELD_FLAG, FLAG_AT(struct show, is_explicit), .required = true,
	  .also = "is_explicit", .help = "true when there is strong language or content for adults only.", .example = "false" },
	{ .key = "copyright", .type = FIELD_TEXT, TEXT_AT(struct show, copyright), .max = 255,
	  .help = "Who holds the rights: the name only.", .example = "Example Network" },
	{ .key = "licence", .type = FIELD_LICENCE, TEXT_AT(struct show, licence),
	  .also = "license", .help = "What others may do with the recordings; the site's if left out, or none if the show came from elsewhere.",
	  .example = "CC-BY-4.0" },
	{ .key = "guid", .type = FIELD_UUID, TEXT_AT(struct show, guid),
	  .rare = true, .help = "The show's identity for ever; computed from the feed's address if left out.",
	  .example = "5d42bc6a-f362-5d89-9b1f-5647bea9ad66" },
	{ .key = "locked", .type = FIELD_FLAG, FLAG_AT(struct show, locked), .fallback = "true",
	  .rare = true, .help = "true: no other host may take the show over without the owner's word.",
	  .example = "true" },
	{ .key = "medium", .type = FIELD_CHOICE, TEXT_AT(struct show, medium), .choices = media,
	  .fallback = "podcast", .rare = true, .help = "What kind of show it is." },
	{ .key = "format", .type = FIELD_CHOICE, TEXT_AT(struct show, format), .choices = audio_formats,
	  .fallback = "mp3", .rare = true, .help = "What recordings become that cannot be published as they are; opus plays on few apps.",
	  .example = "mp3" },
	{ .key = "bitrate", .type = FIELD_NUMBER, NUMBER_AT(struct show, bitrate), .min = 32, .max = 320,
	  .rare = true, .help = "Of what is encoded, in kilobits a second; left out, MP3 of speech has 96, in stereo 128.",
	  .example = "96" },
	{ .key = "master", .type = FIELD_FLAG, FLAG_AT(struct show, master), .fallback = "on",
	  .rare = true, .help = "off leaves the level of recordings as it is; on brings those that are too quiet or too loud to that of 'mastering'.",
	  .example = "off" },
	{ .key = "mastering", .type = FIELD_MAP, MAP_AT(struct show, mastering, struct mastering),
	  .sub = &kind_mastering, .rare = true, .help = "How recordings are mastered." },
	{ .key = "people", .type = FIELD_MAP, LIST_AT(struct show, people), .sub = &kind_person,
	  .also = "persons hosts host", .help = "Who is heard in every episode." },
	{ .key = "funding", .type = FIELD_MAP, LIST_AT(struct show, funding), .sub = &kind_funding,
	  .also = "donate donations support", .help = "Where listeners can support the show." },
	{ .key = "start_here", .type = FIELD_REF, TEXT_AT(struct show, start_here_name),
	  .rare = true, .help = "The episode to hear first; the oldest of a serial show if left out.",
	  .example = "loss" },
	{ .key = "transcribe", .type = FIELD_TEXT, TEXT_AT(struct show, transcribe), .max = 1000,
	  .rare = true, .help = "The program that 'blether build --transcribe' runs for an episode without transcript; {} is the recording.",
	  .example = "/usr/local/bin/whisper-cli -m /srv/model.bin -f {}" },
	{ .key = "seasons", .type = FIELD_MAP, LIST_AT(struct show, seasons), .sub = &kind_season, .brief = season_brief,
	  .rare = true, .help = "The names of seasons; in short: lines of '- 1 Where we begin'." },
	{ .key = "update_frequency", .type = FIELD_MAP, MAP_AT(struct show, frequency, struct update_frequency),
	  .sub = &kind_update_frequency, .rare = true, .also = "frequency", .help = "How often a new episode comes." },
	{ .key = "complete", .type = FIELD_FLAG, FLAG_AT(struct show, complete), .fallback = "false",
	  .rare = true, .help = "true when no more episodes will come." },
	{ .key = "apple_complete", .type = FIELD_FLAG, FLAG_AT(struct show, apple_complete), .fallback = "false",
	  .rare = true, .help = "true writes 'complete' in Apple's form too, which the validator of the W3C calls an error." },
	{ .key = "locations", .type = FIELD_MAP, LIST_AT(struct show, locations), .sub = &kind_location,
	  .rare = true, .also = "location place", .help = "What places the show is about, or made in." },
	{ .key = "podroll", .type = FIELD_MAP, LIST_AT(struct show, podroll), .sub = &kind_remote_item,
	  .rare = true, .also = "recommends recommended", .help = "Shows of others that you recommend." },
	{ .key = "publisher", .type = FIELD_MAP, MAP_AT(struct show, publisher, struct remote_item), .sub = &kind_remote_item,
	  .rare = true, .help = "The publisher's feed, which must name this show too." },
	{ .key = "images", .type = FIELD_MAP, LIST_AT(struct show, images), .sub = &kind_show_image,
	  .rare = true, .help = "Pictures besides the cover, for apps that show banners." },
	{ .key = "live", .type = FIELD_MAP, LIST_AT(struct show, live), .sub = &kind_live,
	  .rare = true, .also = "live_item", .help = "What can be heard while it happens." },
	{ .key = "txt", .type = FIELD_MAP, LIST_AT(struct show, texts), .sub = &kind_text_record,
	  .rare = true, .also = "text", .help = "Lines for programs, such as the code by which a directory knows the show is yours." },
	{ .key = "block", .type = FIELD_TEXT, STRINGS_AT(struct show, block), .max = 100,
	  .rare = true, .help = "Services that shall not list the show, by their short names; all: none shall, and feeds of several shows leave it out.", .example = "all" },
	{ .key = "allow", .type = FIELD_TEXT, STRINGS_AT(struct show, allow), .max = 100,
	  .rare = true, .help = "Services that may list it although 'block' says all.", .example = "apple" },
	{ .key = "value", .type = FIELD_MAP, LIST_AT(struct show, values), .sub = &kind_value,
	  .rare = true, .help = "Payments by apps, written to the feed as given." },
	{ .key = "podping", .type = FIELD_FLAG, FLAG_AT(struct show, podping), .fallback = "false",
	  .rare = true, .help = "true when news of the feed are told by podping." },
	{ .key = "new_feed_url", .type = FIELD_URL, TEXT_AT(struct show, new_feed_url),
	  .rare = true, .help = "Where the feed has moved to; apps follow it for ever.", .example = "https://www.example.org/feed.xml" },
	{ .key = "came_from", .type = FIELD_MAP, MAP_AT(struct show, came_from, struct came_from), .sub = &kind_show_came_from,
	  .rare = true, .help = "Where the show was published before it came here." },
	{ .key = "elements", .type = FIELD_SHOW_ELEMENT, STRINGS_AT(struct show, elements), .max = 200,
	  .rare = true, .help = "Parts of its feed as it was before that no field has, as XML; they are written again as they are.",
	  .example = "\"<itunes:keywords>talk, help</itunes:keywords>\"" },
	{ .key = "strict_w3c", .type = FIELD_FLAG, FLAG_AT(struct show, strict_w3c), .fallback = "false",
	  .rare = true, .help = "true leaves out chapters in the form that the validator of the W3C does not know; Spotify and gPodder read that form." },
	{ 0 },
};
const struct kind kind_show = { "show", show_fields, sizeof(struct show), false, NULL, NULL };

static const struct field episode_fields[] = {
	{ .key = "title", .type = FIELD_TEXT, TEXT_AT(struct episode, title), .required = true, .max = 255,
	  .help = "The name of the episode, without its number.", .example = "Loss" },
	{ .key = "number", .type = FIELD_NUMBER, NUMBER_AT(struct episode, number), .min = 1, .max = 100000,
	  .also = "episode episode_number ep", .help = "Its number in the season.", .example = "1" },
	{ .key = "season", .type = FIELD_NUMBER, NUMBER_AT(struct episode, season), .min = 1, .max = 10000,
	  .help = "The season's number.", .example = "1" },
	{ .key = "date", .type = FIELD_MOMENT, MOMENT_AT(struct episode, date), .required = true,
	  .also = "pubdate pub_date published_at publish_date", .help = "When it appears: day, time and zone. Until then it is held back.",
	  .example = "2026-09-07 09:00 +01:00" },
	{ .key = "changed", .type = FIELD_DATE, MOMENT_AT(struct episode, changed),
	  .rare = true, .also = "updated modified last_changed", .help = "The day on which you last mended its words; its page says so.", .example = "2026-10-01" },
	{ .key = "guid", .type = FIELD_GUID, TEXT_AT(struct episode, guid_written), .required = true, .max = 1000,
	  .also = "id uuid", .help = "Its identity for ever, and to the letter what apps know it by. Never change it: apps would show the episode twice.",
	  .example = "564431c4-0af3-49eb-9a07-66c3c76659e5" },
	{ .key = "type", .type = FIELD_CHOICE, TEXT_AT(struct episode, type), .choices = episode_types,
	  .fallback = "full", .also = "episode_type", .help = "A full episode, a trailer or a bonus." },
	{ .key = "summary", .type = FIELD_TEXT, TEXT_AT(struct episode, summary), .required = true,
	  .max = 255, .also = "description subtitle", .help = "What it is about, in one sentence.",
	  .example = "Two people talk about what loss has taught them." },
	{ .key = "explicit", .type = FIELD_FLAG, FLAG_AT(struct episode, is_explicit),
	  .also = "is_explicit", .help = "true when it has strong language; the show's if left out.", .example = "false" },
	{ .key = "note", .type = FIELD_TEXT, TEXT_AT(struct episode, note), .max = 500,
	  .also = "warning content_warning", .help = "What people should know before they listen.",
	  .example = "This episode talks about bereavement." },
	{ .key = "recording", .type = FIELD_FILE, TEXT_AT(struct episode, recording_name),
	  .rare = true, .also = "audio file media enclosure mp3", .help = "Its file name, when more than one lies in the folder.", .example = "loss.wav" },
	{ .key = "transcript", .type = FIELD_FILE, TEXT_AT(struct episode, transcript_name),
	  .rare = true, .also = "transcripts subtitles captions", .help = "WebVTT, SRT, JSON or plain text; the only one in the folder if left out.",
	  .example = "transcript.vtt" },
	{ .key = "transcribe", .type = FIELD_TEXT, TEXT_AT(struct episode, transcribe), .max = 1000,
	  .rare = true, .help = "The show's `transcribe` with another program.",
	  .example = "/usr/local/bin/whisper-cli -m /srv/model.bin -f {}" },
	{ .key = "checked_by", .type = FIELD_TEXT, TEXT_AT(struct episode, checked_by), .max = 128,
	  .rare = true, .help = "Who has read and mended a transcript that a program made; until then it is marked.",
	  .example = "Alex" },
	{ .key = "chapters", .type = FIELD_MAP, LIST_AT(struct episode, chapters), .sub = &kind_chapter,
	  .max = CHAPTERS_MOST, .brief = chapter_brief,
	  .also = "chapter", .help = "The parts of the recording, in order; in short: lines of '- 00:00 Welcome'." },
	{ .key = "people", .type = FIELD_MAP, LIST_AT(struct episode, people), .sub = &kind_person,
	  .also = "guests guest hosts host persons speakers", .help = "Who is heard; everyone, as it replaces the show's list." },
	{ .key = "related", .type = FIELD_REF, STRINGS_AT(struct episode, related),
	  .help = "Slugs of episodes of this show that go well with it.", .example = "hope" },
	{ .key = "points", .type = FIELD_TEXT, STRINGS_AT(struct episode, points), .max = 10,
	  .also = "takeaways highlights", .help = "What people will hear, in a short sentence each; three are plenty.", .example = "Why the second month can be harder than the first." },
	{ .key = "questions", .type = FIELD_TEXT, STRINGS_AT(struct episode, questions), .max = 20,
	  .also = "discussion", .help = "Questions for a group to talk about.", .example = "What helped you to go on?" },
	{ .key = "no_transcript", .type = FIELD_TEXT, TEXT_AT(struct episode, no_transcript), .max = 500,
	  .rare = true, .help = "Why there is no transcript; the accessibility statement tells everybody.", .example = "This episode is music only." },
	{ .key = "licence", .type = FIELD_LICENCE, TEXT_AT(struct episode, licence),
	  .rare = true, .also = "license", .help = "Where it differs from the show's.", .example = "CC-BY-4.0" },
	{ .key = "master", .type = FIELD_FLAG, FLAG_AT(struct episode, master),
	  .rare = true, .help = "off leaves the level of this recording as it is; the show's if left out.", .example = "off" },
	{ .key = "status", .type = FIELD_CHOICE, TEXT_AT(struct episode, status), .choices = statuses,
	  .help = "draft keeps it out, withdrawn takes it back; else it appears on its date.", .example = "draft" },
	{ .key = "display", .type = FIELD_TEXT, TEXT_AT(struct episode, display), .max = 32,
	  .rare = true, .help = "What apps show in place of its number.", .example = "1b" },
	{ .key = "areas", .type = FIELD_REF, STRINGS_AT(struct episode, area_names), .refers = &kind_area,
	  .also = "area", .help = "Slugs of the areas that it belongs to; each has a page and a feed.", .example = "spirituality" },
	{ .key = "topics", .type = FIELD_TEXT, STRINGS_AT(struct episode, topics), .max = 20, .fixed = true,
	  .also = "tags keywords categories category", .help = "What it is about, in words that other episodes share; each has a page and a feed.", .example = "grief" },
	{ .key = "cover", .type = FIELD_FILE, TEXT_AT(struct episode, cover_name),
	  .rare = true, .also = "image artwork picture cover_image", .help = "A square picture of its own, 1400 to 3000 pixels wide, JPEG or PNG.", .example = "loss.jpg" },
	{ .key = "cover_alt", .type = FIELD_TEXT, TEXT_AT(struct episode, cover_alt), .max = 255,
	  .rare = true, .also = "alt image_alt picture_alt", .help = "What that picture shows, for people who cannot see it.", .example = "Two cups on a table" },
	{ .key = "locations", .type = FIELD_MAP, LIST_AT(struct episode, locations), .sub = &kind_location,
	  .rare = true, .also = "location place", .help = "What places it is about, or was made in." },
	{ .key = "soundbites", .type = FIELD_MAP, LIST_AT(struct episode, soundbites), .sub = &kind_soundbite,
	  .rare = true, .also = "soundbite clips clip", .help = "Pieces of 15 seconds to 2 minutes that apps play as a taste." },
	{ .key = "links", .type = FIELD_MAP, LIST_AT(struct episode, links), .sub = &kind_content_link,
	  .rare = true, .also = "link", .help = "Where else it can be heard or seen." },
	{ .key = "funding", .type = FIELD_MAP, LIST_AT(struct episode, funding), .sub = &kind_funding,
	  .rare = true, .help = "Where listeners can support what this episode is about." },
	{ .key = "txt", .type = FIELD_MAP, LIST_AT(struct episode, texts), .sub = &kind_text_record,
	  .rare = true, .help = "Lines for programs." },
	{ .key = "value", .type = FIELD_MAP, LIST_AT(struct episode, values), .sub = &kind_value,
	  .rare = true, .help = "Payments by apps, where they differ from the show's." },
	{ .key = "chapter_list", .type = FIELD_FLAG, FLAG_AT(struct episode, chapter_list), .fallback = "true",
	  .rare = true, .help = "false keeps the list of chapters out of the notes that apps show.", .example = "false" },
	{ .key = "came_from", .type = FIELD_MAP, MAP_AT(struct episode, came_from, struct came_from), .sub = &kind_came_from,
	  .rare = true, .help = "Where the episode was published before it came here." },
	{ .key = "elements", .type = FIELD_EPISODE_ELEMENT, STRINGS_AT(struct episode, elements), .max = 200,
	  .rare = true, .help = "Parts of its entry in the feed before that no field has, as XML; they are written again as they are.",
	  .example = "\"<itunes:keywords>grief, hope</itunes:keywords>\"" },
	TRANSLATED_BY(struct episode),
	{ 0 },
};
const struct kind kind_episode = { "episode", episode_fields, sizeof(struct episode), true,
				   "What this episode is about, in a few paragraphs.", NULL };
