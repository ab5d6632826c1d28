#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "judging.h"

/* ---- the enclosure ---- */

/* What Apple takes, by the end of the address, and the types that go with it. */
static const struct {
	const char *suffix, *types[4];
} forms[] = {
	{ ".mp3", { "audio/mpeg" } },
	{ ".m4a", { "audio/x-m4a", "audio/m4a", "audio/mp4" } },
	{ ".mp4", { "video/mp4" } },
	{ ".mov", { "video/quicktime" } },
	{ ".m4v", { "video/x-m4v", "video/m4v", "video/mp4" } },
	{ ".pdf", { "application/pdf" } },
};

static bool has_suffix(const char *url, const char *suffix)
{
	size_t path = strcspn(url, "?#"), len = strlen(suffix);

	return path > len && strncasecmp(url + path - len, suffix, len) == 0;
}

static bool is_a_type(const char *type)
{
	for (size_t i = 0; i < COUNT(forms); i++) {
		if (is_one_of(type, forms[i].types))
			return true;
	}
	return false;
}

static void judge_type(struct judge *j, const xmlNode *n, const char *url)
{
	const char *type = node_attribute(n, "type");
	size_t i = 0;

	if (!type || !*type) {
		judge_say(j, DIAG_ENCLOSURE_NO_TYPE, judge_at(j, n),
			  "the enclosure has no type, such as 'audio/mpeg'");
		return;
	}
	while (i < COUNT(forms) && !has_suffix(url, forms[i].suffix))
		i++;
	if (i == COUNT(forms))
		judge_say(j, DIAG_ENCLOSURE_SUFFIX, judge_at_attribute(j, n, "url"),
			  "the address does not end in .mp3, .m4a, .mp4, .mov, .m4v or .pdf");
	if (!is_a_type(type))
		judge_say(j, DIAG_ENCLOSURE_TYPE, judge_at_attribute(j, n, "type"),
			  "'%.80s' is no type of directories' lists; expected '%s'", type,
			  i < COUNT(forms) ? forms[i].types[0] : "audio/mpeg");
	else if (i < COUNT(forms) && !is_one_of(type, forms[i].types))
		judge_say(j, DIAG_ENCLOSURE_MISMATCH, judge_at_attribute(j, n, "type"),
			  "a file whose name ends in '%s' has the type '%s', not '%.80s'",
			  forms[i].suffix, forms[i].types[0], type);
}

static void judge_length(struct judge *j, const xmlNode *n)
{
	const char *length = node_attribute(n, "length");
	size_t digits = length ? strspn(length, "0123456789") : 0;

	if (!digits || length[digits])
		judge_say(j, DIAG_ENCLOSURE_SIZE,
			  length ? judge_at_attribute(j, n, "length") : judge_at(j, n),
			  "the length of the enclosure is %s%.40s%s; expected its bytes, such as "
			  "12345678",
			  length ? "'" : "", length ? length : "missing", length ? "'" : "");
	else if (strspn(length, "0") == digits)
		judge_say(j, DIAG_ENCLOSURE_EMPTY, judge_at_attribute(j, n, "length"),
			  "the length of the enclosure is 0");
	else if (digits < 5 || (digits == 5 && strcmp(length, "16384") < 0))
		judge_say(j, DIAG_ENCLOSURE_TINY, judge_at_attribute(j, n, "length"),
			  "the recording is said to have %s bytes only", length);
}

static void judge_first_use(struct judge *j, const xmlNode *n, const char *url)
{
	uint32_t *item = table_at(&j->enclosures, key_of(0, url, strlen(url)));

	if (*item)
		judge_say(j, DIAG_ENCLOSURE_AGAIN, judge_at_attribute(j, n, "url"),
			  "episode %u of the feed has the same recording", (unsigned)*item);
	else
		*item = (uint32_t)j->items;
}

static void judge_enclosure(struct judge *j, const xmlNode *n)
{
	const char *url = node_attribute(n, "url");

	judge_length(j, n);
	if (!url || !*url) {
		judge_say(j, DIAG_ENCLOSURE_URL, judge_at(j, n), "the enclosure has no address");
		return;
	}
	judge_url(j, n, "url");
	judge_type(j, n, url);
	judge_first_use(j, n, url);
}

/* Media RSS, by any of the addresses that it had. */
static const xmlNode *media_of(const xmlNode *item)
{
	static const char *const uris[] = { NS_MEDIA, "http://search.yahoo.com/mrss",
					    "http://www.rssboard.org/media-rss" };
	const xmlNode *media = NULL;

	for (size_t i = 0; i < COUNT(uris) && !media; i++)
		media = node_child(item, uris[i], "content");
	return media;
}

static void judge_other_media(struct judge *j, const xmlNode *item, const xmlNode *enclosure)
{
	const char *url = node_attribute(enclosure, "url");

	for (const xmlNode *n = enclosure->next; n; n = n->next) {
		if (node_is(n, NS_NONE, "enclosure"))
			judge_say(j, DIAG_TWO_ENCLOSURES, judge_at(j, n),
				  "the episode has another enclosure");
	}
	const xmlNode *media = media_of(item);
	const char *other = media ? node_attribute(media, "url") : NULL;

	if (other && url && strcmp(other, url) != 0)
		judge_say(j, DIAG_MEDIA_CONTENT, judge_at(j, media),
			  "'%s' has another address than the enclosure", judge_name(j, media));
}

/* ---- guid, date, text ---- */

static void judge_guid_form(struct judge *j, const xmlNode *n, const char *text)
{
	const char *permalink = node_attribute(n, "isPermaLink");
	bool is_url = text_begins_web(text);
	size_t len = strlen(text);

	if (strcspn(text, " \t\r\n") != len)
		judge_say(j, DIAG_GUID_SPACES, judge_at_text(j, n),
			  "the guid has white space in it");
	if (permalink
		    ? strcmp(permalink, "false") != 0 && (strcmp(permalink, "true") != 0 || !is_url)
		    : !is_url)
		judge_say(j, DIAG_GUID_PERMALINK, judge_at(j, n),
			  "the guid is no address, so it needs isPermaLink=\"false\"");
	if (len < 9 && len && strspn(text, "0123456789") == len)
		judge_say(j, DIAG_GUID_NUMBER, judge_at_text(j, n),
			  "the guid '%s' is a short number", text);
}

static void judge_guid(struct judge *j, const xmlNode *n)
{
	const char *text = judge_text(j, n);

	if (!*text) {
		if (n->properties) /* else it has been missed already */
			judge_say(j, DIAG_NO_GUID, judge_at(j, n), "the guid is empty");
		return;
	}
	judge_guid_form(j, n, text);
	uint32_t *item = table_at(&j->guids, key_of(0, text, strlen(text)));
	if (*item)
		judge_say(j, DIAG_GUID_AGAIN, judge_at_text(j, n),
			  "episode %u of the feed has the same guid '%.80s'", (unsigned)*item,
			  text);
	else
		*item = (uint32_t)j->items;
}

static void judge_pub_date(struct judge *j, const xmlNode *n)
{
	int64_t utc;

	if (!judge_date(j, n, &utc))
		return;
	if (utc > j->file->now)
		judge_say(j, DIAG_DATE_FUTURE, judge_at_text(j, n),
			  "the episode is dated in the future: '%.60s'", judge_text(j, n));
	uint32_t *item = table_at(&j->dates, (uint64_t)utc);
	if (*item)
		judge_say(j, DIAG_DATES_EQUAL, judge_at_text(j, n),
			  "episode %u of the feed has the same date", (unsigned)*item);
	else
		*item = (uint32_t)j->items;
	if (j->has_date && utc > j->last_date)
		judge_say(j, DIAG_DATES_ORDER, judge_at_text(j, n),
			  "the episode is newer than the one before it");
	j->last_date = utc;
	j->has_date = true;
}

static void judge_description(struct judge *j, const xmlNode *n)
{
	size_t len = strlen(judge_text(j, n));

	judge_notes(j, n);
	if (len > LIMIT_DESCRIPTION)
		judge_say(j, DIAG_DESCRIPTION_TOO_LONG, judge_at_text(j, n),
			  "the description has %zu bytes; apps cut it after %zu", len,
			  LIMIT_DESCRIPTION);
}

/* Whole seconds, or M:SS, or H:MM:SS: what all apps read. */
static void judge_duration(struct judge *j, const xmlNode *n)
{
	const char *text = judge_line(j, n), *s = text;
	unsigned parts = 0;
	bool good = true;

	for (;; s++) {
		size_t digits = strspn(s, "0123456789");

		good &= digits > 0 && digits < 10 && (!parts || (digits == 2 && *s < '6'));
		parts++;
		s += digits;
		if (*s != ':')
			break;
	}
	if (!good || *s || parts > 3)
		judge_say(j, DIAG_DURATION_FORM, judge_at_text(j, n),
			  "'%.40s' is no duration that apps read; expected whole seconds", text);
}

static void judge_episode_type(struct judge *j, const xmlNode *n)
{
	static const char *const types[] = { "full", "trailer", "bonus", NULL };

	judge_choice(j, n, types);
}

/* ---- chapters of Podlove ---- */

/* `1:30`, `00:01:30` or `00:01:30.250` in milliseconds; -1: it is none. */
static int64_t start_of(const char *s)
{
	int64_t ms = 0, unit = 100;
	unsigned colons = 0;

	for (;; s++, colons++) {
		size_t digits = strspn(s, "0123456789");
		int64_t number = 0;

		if (!digits || digits > 6)
			return -1;
		for (; digits; digits--)
			number = number * 10 + (*s++ - '0');
		ms = ms * 60 + number * 1000;
		if (*s != ':')
			break;
	}
	if (*s == '.') {
		for (s++; *s >= '0' && *s <= '9'; s++, unit /= 10)
			ms += (*s - '0') * unit;
	}
	return *s || !colons || colons > 2 ? -1 : ms;
}

static void judge_chapter(struct judge *j, const xmlNode *n, int64_t *last)
{
	const char *start = node_attribute(n, "start"), *title = node_attribute(n, "title");
	int64_t ms = start ? start_of(start) : -1;

	if (ms < 0 || !title || !*title) {
		judge_say(j, DIAG_CHAPTERS_ORDER, judge_at(j, n),
			  "a chapter has no title or no start such as '00:01:30.000'");
		return;
	}
	if (ms < *last)
		judge_say(j, DIAG_CHAPTERS_ORDER, judge_at_attribute(j, n, "start"),
			  "the chapter at '%.20s' stands behind a later one", start);
	*last = ms;
}

static void judge_chapters(struct judge *j, const xmlNode *chapters)
{
	int64_t last = 0;

	for (const xmlNode *n = chapters->children; n; n = n->next) {
		if (node_is(n, NS_PSC, "chapter"))
			judge_chapter(j, n, &last);
	}
}

/* ---- the item ---- */

static const struct element_rule elements[] = {
	{ NS_NONE, "title", judge_title },
	{ NS_NONE, "link", judge_link },
	{ NS_NONE, "description", judge_description },
	{ NS_NONE, "enclosure", judge_nothing },
	{ NS_NONE, "guid", judge_guid },
	{ NS_NONE, "pubDate", judge_pub_date },
	{ NS_NONE, "author", judge_contact },
	{ NS_NONE, "category", judge_plain },
	{ NS_NONE, "comments", judge_link },
	{ NS_NONE, "source", judge_nothing },
	{ NS_CONTENT, "encoded", judge_notes },
	{ NS_ITUNES, "author", judge_plain },
	{ NS_ITUNES, "block", judge_block },
	{ NS_ITUNES, "duration", judge_duration },
	{ NS_ITUNES, "episode", judge_number },
	{ NS_ITUNES, "episodeType", judge_episode_type },
	{ NS_ITUNES, "explicit", judge_explicit },
	{ NS_ITUNES, "image", judge_cover },
	{ NS_ITUNES, "isClosedCaptioned", judge_apple_only },
	{ NS_ITUNES, "keywords", judge_dropped },
	{ NS_ITUNES, "order", judge_apple_only },
	{ NS_ITUNES, "season", judge_number },
	{ NS_ITUNES, "subtitle", judge_dropped },
	{ NS_ITUNES, "summary", judge_dropped },
	{ NS_ITUNES, "title", judge_title },
	{ NS_PSC, "chapters", judge_chapters },
};

/* The last only where there is something that lasts. */
static const struct wanted wanted[] = {
	{ NS_NONE, "title", DIAG_NO_ITEM_TITLE, "the episode has no title" },
	{ NS_NONE, "enclosure", DIAG_NO_ENCLOSURE, "the episode has no recording: 'enclosure'" },
	{ NS_NONE, "guid", DIAG_NO_GUID, "the episode has no guid" },
	{ NS_NONE, "pubDate", DIAG_NO_DATE, "the episode has no 'pubDate'" },
	{ NS_NONE, "description", DIAG_NO_NOTES, "the episode has no description" },
	{ NS_ITUNES, "duration", DIAG_NO_DURATION, "the episode has no 'itunes:duration'" },
};

/* W3C: the full notes stand behind the short ones. */
static void judge_order(struct judge *j, const xmlNode *item)
{
	const xmlNode *full = node_child(item, NS_CONTENT, "encoded");

	for (const xmlNode *n = full ? full->next : NULL; n; n = n->next) {
		if (node_is(n, NS_NONE, "description"))
			judge_say(j, DIAG_CONTENT_FIRST, judge_at(j, full),
				  "'%s' stands before 'description'", judge_name(j, full));
	}
}

static void judge_place_in_series(struct judge *j, const xmlNode *item)
{
	const xmlNode *type = node_child(item, NS_ITUNES, "episodeType");
	bool is_full = !type || strcmp(judge_text(j, type), "full") == 0;

	if (j->is_serial && is_full && !node_child(item, NS_ITUNES, "episode"))
		judge_say(j, DIAG_SERIAL_UNNUMBERED, judge_at(j, item),
			  "the show is serial, but this episode has no 'itunes:episode'");
}

void judge_item(struct judge *j, const xmlNode *item)
{
	static const char *const once[] = { "title",   "link",   "description", "guid",
					    "pubDate", "author", NULL };
	static const char *const once_apple[] = { "title", "duration",    "episode",  "season",
						  "image", "episodeType", "explicit", NULL };
	const xmlNode *enclosure = node_child(item, NS_NONE, "enclosure");

	judge_wanted(j, item, wanted, COUNT(wanted) - !enclosure);
	judge_children(j, item, elements, COUNT(elements));
	if (enclosure) {
		judge_enclosure(j, enclosure);
		judge_other_media(j, item, enclosure);
	}
	judge_repeated(j, item, NS_NONE, once);
	judge_repeated(j, item, NS_ITUNES, once_apple);
	judge_order(j, item);
	judge_place_in_series(j, item);
	judge_podcast(j, item);
}
