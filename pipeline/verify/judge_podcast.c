#include <regex.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "judging.h"
#include "model/rrule.h"
#include "model/taxonomy.h"

/*
 * The podcast namespace as a table (Podcasting 2.0 namespace, docs/tags): where
 * an element may stand, how often, and what its attributes and its text may be.
 */
enum parent { INSIDE = 0, IN_CHANNEL = 1, IN_ITEM = 2, IN_LIVE = 4, IN_ANY = 7 };

enum form {
	ANYTHING,
	SOME,    /* not nothing */
	SHORT,   /* 1 to 128 characters */
	LABEL,   /* the same, or nothing */
	ADDRESS, /* a web address: judge_url() */
	WHOLE,   /* digits */
	NUMBER,
	FLAG, /* true or false */
	YES_NO,
	UUID,
	LANGUAGE,
	MOMENT, /* ISO 8601 */
	PLACE,  /* geo: of RFC 5870 */
	MAP_ID, /* of OpenStreetMap */
	COUNTRY,
	TYPE,   /* a media type */
	RULE,   /* of RFC 5545 */
	DIGEST, /* of W3C SRI */
	TRANSCRIPT_TYPE,
	STATUS,
	MEDIUM,
	FORMS,
};

static const struct {
	const char *pattern, *words; /* the pattern fits in any case of letters */
} forms[FORMS] = {
	[ANYTHING] = { ".*", "" },
	[SOME] = { ".+", "a text" },
	[SHORT] = { ".+", "a text of up to 128 characters" },
	[LABEL] = { ".*", "a text of up to 128 characters" },
	[ADDRESS] = { ".+", "an address" },
	[WHOLE] = { "[0-9]+", "a whole number" },
	[NUMBER] = { "[0-9]+([.][0-9]+)?", "a number" },
	[FLAG] = { "true|false", "true or false" },
	[YES_NO] = { "yes|no", "yes or no" },
	[UUID] = { "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "a UUID" },
	[LANGUAGE] = { "[a-z]{2,3}(-[a-z0-9]{1,8})*", "a code such as en or en-gb" },
	[MOMENT] = { "[0-9]{4}-?[0-9]{2}-?[0-9]{2}(T[0-9]{2}:?[0-9]{2}(:?[0-9]{2}([.][0-9]+)?)?"
		     "(Z|[+-][0-9]{2}:?[0-9]{2})?)?",
		     "a date such as 2026-09-07T08:00:00Z" },
	[PLACE] = { "geo:-?[0-9.]+,-?[0-9.]+(,-?[0-9.]+)?(;[a-z]+=[a-z0-9.]+)*",
		    "a place such as geo:55.86,-4.25" },
	[MAP_ID] = { "[NWR][0-9]+(#[0-9]+)?", "a number of OpenStreetMap such as R1906767" },
	[COUNTRY] = { "[A-Z]{2}", "a country of two letters such as GB" },
	[TYPE] = { "[a-z]+/[a-z0-9.+-]+(;.*)?", "a media type such as audio/mpeg" },
	[RULE] = { ".+", "a rule such as FREQ=WEEKLY;BYDAY=MO" }, /* and judge_rule() */
	[DIGEST] = { "sha(256|384|512)-[A-Za-z0-9+/]+=*|[^-]*", "a digest such as sha384-…" },
	[TRANSCRIPT_TYPE] = { "text/(plain|html|vtt|srt)|application/(json|x-subrip|srt)",
			      "text/vtt, application/x-subrip, application/json, text/html or "
			      "text/plain" },
	[STATUS] = { "pending|live|ended", "pending, live or ended" },
	[MEDIUM] = { "(podcast|music|video|film|audiobook|newsletter|blog|publisher|course)L?|"
		     "mixed",
		     "podcast, music, video, film, audiobook, newsletter, blog, course or "
		     "publisher" },
};

/* Attributes of an element; the one without a name is its text. */
struct value_rule {
	const char *element, *attribute;
	enum form form;
	bool is_needed;
};

#define TEXT ""

/* Beyond it, no value is looked at closely. */
#define LONGEST_VALUE 4096

static const struct value_rule rules[] = {
	{ "alternateEnclosure", "bitrate", NUMBER, false },
	{ "alternateEnclosure", "default", FLAG, false },
	{ "alternateEnclosure", "height", WHOLE, false },
	{ "alternateEnclosure", "lang", LANGUAGE, false },
	{ "alternateEnclosure", "length", WHOLE, false },
	{ "alternateEnclosure", "type", TYPE, true },
	{ "block", TEXT, YES_NO, true },
	{ "chapters", "type", TYPE, true },
	{ "chapters", "url", ADDRESS, true },
	{ "chat", "protocol", SOME, true },
	{ "chat", "server", SOME, true },
	{ "contentLink", "href", ADDRESS, true },
	{ "episode", TEXT, NUMBER, true },
	{ "funding", TEXT, LABEL, false },
	{ "funding", "url", ADDRESS, true },
	{ "image", "height", WHOLE, false },
	{ "image", "href", ADDRESS, true },
	{ "image", "width", WHOLE, false },
	{ "integrity", "type", SOME, true },
	{ "integrity", "value", DIGEST, true },
	{ "license", TEXT, SHORT, true },
	{ "license", "url", ADDRESS, false },
	{ "liveItem", "end", MOMENT, false },
	{ "liveItem", "start", MOMENT, true },
	{ "liveItem", "status", STATUS, true },
	{ "location", TEXT, SHORT, true },
	{ "location", "country", COUNTRY, false },
	{ "location", "geo", PLACE, false },
	{ "location", "osm", MAP_ID, false },
	{ "locked", TEXT, YES_NO, true },
	{ "medium", TEXT, MEDIUM, true },
	{ "person", TEXT, SHORT, true },
	{ "person", "href", ADDRESS, false },
	{ "person", "img", ADDRESS, false },
	{ "podping", "usesPodping", FLAG, true },
	{ "remoteItem", "feedGuid", UUID, true },
	{ "remoteItem", "feedUrl", ADDRESS, false },
	{ "remoteItem", "medium", MEDIUM, false },
	{ "season", TEXT, WHOLE, true },
	{ "socialInteract", "protocol", SOME, true },
	{ "soundbite", TEXT, LABEL, false },
	{ "soundbite", "duration", NUMBER, true },
	{ "soundbite", "startTime", NUMBER, true },
	{ "source", "uri", SOME, true },
	{ "trailer", TEXT, SHORT, true },
	{ "trailer", "pubdate", SOME, true },
	{ "trailer", "url", ADDRESS, true },
	{ "transcript", "language", LANGUAGE, false },
	{ "transcript", "type", TRANSCRIPT_TYPE, true },
	{ "transcript", "url", ADDRESS, true },
	{ "txt", TEXT, SOME, true },
	{ "updateFrequency", "complete", FLAG, false },
	{ "updateFrequency", "dtstart", MOMENT, false },
	{ "updateFrequency", "rrule", RULE, false },
	{ "value", "method", SOME, true },
	{ "value", "type", SOME, true },
	{ "valueRecipient", "address", SOME, true },
	{ "valueRecipient", "split", WHOLE, true },
	{ "valueRecipient", "type", SOME, true },
	{ "valueTimeSplit", "duration", NUMBER, true },
	{ "valueTimeSplit", "startTime", NUMBER, true },
};

/* Where the elements may stand; `inside` is the podcast element around it, if it needs one. */
static const struct {
	const char *name, *inside;
	enum parent parents;
	bool is_single;
} places[] = {
	{ "alternateEnclosure", NULL, IN_ITEM | IN_LIVE, false },
	{ "block", NULL, IN_CHANNEL, false },
	{ "chapters", NULL, IN_ITEM | IN_LIVE, true },
	{ "chat", NULL, IN_ANY, true },
	{ "contentLink", NULL, IN_ITEM | IN_LIVE, false },
	{ "episode", NULL, IN_ITEM | IN_LIVE, true },
	{ "funding", NULL, IN_ANY, false },
	{ "guid", NULL, IN_CHANNEL, true },
	{ "image", NULL, IN_ANY, false },
	{ "images", NULL, IN_ANY, true },
	{ "integrity", "alternateEnclosure", 0, true },
	{ "license", NULL, IN_ANY, true },
	{ "liveItem", NULL, IN_CHANNEL, false },
	{ "location", NULL, IN_ANY, false },
	{ "locked", NULL, IN_CHANNEL, true },
	{ "medium", NULL, IN_CHANNEL, true },
	{ "person", NULL, IN_ANY, false },
	{ "podping", NULL, IN_CHANNEL, true },
	{ "podroll", NULL, IN_CHANNEL, true },
	{ "publisher", NULL, IN_CHANNEL, true },
	{ "remoteItem", "podroll", IN_CHANNEL, false },
	{ "remoteItem", "publisher", 0, true },
	{ "remoteItem", "valueTimeSplit", 0, true },
	{ "season", NULL, IN_ITEM | IN_LIVE, true },
	{ "socialInteract", NULL, IN_ANY, false },
	{ "soundbite", NULL, IN_ITEM | IN_LIVE, false },
	{ "source", "alternateEnclosure", 0, false },
	{ "trailer", NULL, IN_CHANNEL, false },
	{ "transcript", NULL, IN_ITEM | IN_LIVE, false },
	{ "txt", NULL, IN_ANY, false },
	{ "updateFrequency", NULL, IN_CHANNEL, true },
	{ "value", NULL, IN_ANY, false },
	{ "valueRecipient", "value", 0, false },
	{ "valueRecipient", "valueTimeSplit", 0, false },
	{ "valueTimeSplit", "value", 0, false },
};

/* ---- values ---- */

static bool fits(struct judge *j, enum form form, const char *text)
{
	regex_t *compiled = &j->forms[form];
	size_t length = utf8_length(text);

	if (length > LONGEST_VALUE)
		return form == SOME || form == ANYTHING;
	if ((form == SHORT || form == LABEL) && length > 128)
		return false;
	if (!j->compiled[form]) {
		char *whole = arena_printf(j->arena, "^(%s)$", forms[form].pattern);

		j->compiled[form] =
			regcomp(compiled, whole, REG_EXTENDED | REG_ICASE | REG_NOSUB) == 0;
	}
	return !j->compiled[form] || regexec(compiled, text, 0, NULL, 0) == 0;
}

static enum diag_id id_of(const struct value_rule *rule)
{
	if (rule->form == TRANSCRIPT_TYPE)
		return DIAG_TRANSCRIPT_TYPE;
	return rule->form == RULE ? DIAG_RRULE_FORM : DIAG_PODCAST_VALUE;
}

static void judge_value(struct judge *j, const xmlNode *n, const struct value_rule *rule)
{
	bool is_text = !*rule->attribute;
	const char *text = is_text ? judge_line(j, n) : node_attribute(n, rule->attribute);

	if (!text || (is_text && !*text)) {
		if (rule->is_needed)
			judge_say(j, DIAG_PODCAST_ATTRIBUTE, judge_at(j, n), "'%s' has no %s%s%s",
				  judge_name(j, n), is_text ? "text" : "'", rule->attribute,
				  is_text ? "" : "'");
	} else if (rule->form == ADDRESS) {
		judge_url(j, n, rule->attribute);
	} else if (!fits(j, rule->form, text)) {
		judge_say(j, id_of(rule),
			  is_text ? judge_at_text(j, n) : judge_at_attribute(j, n, rule->attribute),
			  "'%s%s%s' is '%.80s'; expected %s", judge_name(j, n), is_text ? "" : " ",
			  rule->attribute, text, forms[rule->form].words);
	}
}

static void judge_values(struct judge *j, const xmlNode *n)
{
	for (size_t i = 0; i < COUNT(rules); i++) {
		if (strcmp((const char *)n->name, rules[i].element) == 0)
			judge_value(j, n, &rules[i]);
	}
}

/* ---- places ---- */

/* The row for an element there; NOT_HERE: it may not stand there; NOWHERE: there is no such one. */
enum { NOT_HERE = -1, NOWHERE = -2 };

static int place_of(const xmlNode *n, enum parent parent, const char *inside)
{
	int found = NOWHERE;

	for (size_t i = 0; i < COUNT(places); i++) {
		if (strcmp((const char *)n->name, places[i].name) != 0)
			continue;
		if (inside ? places[i].inside && strcmp(places[i].inside, inside) == 0
			   : (places[i].parents & parent) != 0)
			return (int)i;
		found = NOT_HERE;
	}
	return found;
}

/* `seen`: a bit for each row, of what stood in the same parent before. */
static bool judge_place(struct judge *j, const xmlNode *n, int place, uint64_t *seen)
{
	uint64_t bit = place >= 0 ? UINT64_C(1) << place : 0;

	if (place == NOWHERE)
		judge_say(j, DIAG_PODCAST_UNKNOWN, judge_at(j, n),
			  "the podcast namespace has no element '%s'", judge_name(j, n));
	else if (place == NOT_HERE)
		judge_say(j, DIAG_PODCAST_PLACE, judge_at(j, n), "'%s' may not stand in '%s'",
			  judge_name(j, n), judge_name(j, n->parent));
	else if (places[place].is_single && (*seen & bit))
		judge_say(j, DIAG_PODCAST_PLACE, judge_at(j, n),
			  "'%s' stands here a second time; once is enough", judge_name(j, n));
	*seen |= bit;
	return place >= 0;
}

/* ---- elements with rules of their own ---- */

static void judge_show_guid(struct judge *j, const xmlNode *n)
{
	const char *text = judge_line(j, n);

	if (!fits(j, UUID, text))
		judge_say(j, DIAG_SHOW_GUID_FORM, judge_at_text(j, n),
			  "'%.80s' is no UUID, so it cannot name the show", text);
}

static void judge_person(struct judge *j, const xmlNode *n)
{
	const char *role = node_attribute(n, "role"), *group = node_attribute(n, "group");

	if (group && !group_find(group))
		judge_say(j, DIAG_PERSON_ROLE, judge_at_attribute(j, n, "group"),
			  "'%.80s' is no group of the podcast taxonomy", group);
	else if (role && !role_find(role, NULL))
		judge_say(j, DIAG_PERSON_ROLE, judge_at_attribute(j, n, "role"),
			  "'%.80s' is no role of the podcast taxonomy", role);
}

static void judge_alternate(struct judge *j, const xmlNode *n)
{
	if (!node_child(n, NS_PODCAST, "source"))
		judge_say(j, DIAG_PODCAST_ATTRIBUTE, judge_at(j, n), "'%s' has no 'podcast:source'",
			  judge_name(j, n));
}

/* W3C: NotInANamespace. AntennaPod: a NullPointerException, and the feed is gone. */
static void judge_live(struct judge *j, const xmlNode *n)
{
	static const char *const deadly[] = { "transcript", "chapters" };
	const char *status = node_attribute(n, "status");

	judge_say(j, DIAG_LIVE_ITEM, judge_at(j, n), "'%s' is an error to the W3C's validator",
		  judge_name(j, n));
	if (status && strcasecmp(status, "ended") == 0)
		judge_say(j, DIAG_LIVE_ENDED, judge_at_attribute(j, n, "status"), "'%s' is over",
			  judge_name(j, n));
	if (j->first && n->_private > j->first->_private)
		judge_say(j, DIAG_LIVE_LATE, judge_at(j, n), "'%s' stands behind '%s'",
			  judge_name(j, n), judge_name(j, j->first));
	for (size_t i = 0; i < COUNT(deadly); i++) {
		const xmlNode *inside = node_child(n, NS_PODCAST, deadly[i]);

		if (inside)
			judge_say(j, DIAG_LIVE_TRANSCRIPT, judge_at(j, inside),
				  "'%s' stands in '%s'", judge_name(j, inside), judge_name(j, n));
	}
}

/* The whole of RFC 5545 section 3.3.10. */
static void judge_rule(struct judge *j, const xmlNode *n)
{
	const char *text = node_attribute(n, "rrule");
	struct rrule_fault fault;
	struct rrule rule;

	if (text && *text && strlen(text) <= LONGEST_VALUE &&
	    !rrule_parse(text, &rule, &fault, j->arena))
		judge_say(j, DIAG_RRULE_FORM, judge_at_attribute(j, n, "rrule"), "'%.80s': %s", text,
			  fault.words);
}

static const struct {
	const char *name;
	void (*judge)(struct judge *j, const xmlNode *n);
} special[] = {
	{ "alternateEnclosure", judge_alternate },
	{ "guid", judge_show_guid },
	{ "liveItem", judge_live },
	{ "person", judge_person },
	{ "updateFrequency", judge_rule },
};

static void judge_special(struct judge *j, const xmlNode *n)
{
	judge_values(j, n);
	for (size_t i = 0; i < COUNT(special); i++) {
		if (strcmp((const char *)n->name, special[i].name) == 0)
			special[i].judge(j, n);
	}
}

/* Elements lie in one another no deeper than value, valueTimeSplit, valueRecipient. */
static void judge_below(struct judge *j, const xmlNode *parent, enum parent kind, unsigned depth)
{
	const char *inside = kind ? NULL : (const char *)parent->name;
	uint64_t seen = 0;

	for (const xmlNode *n = parent->children; n; n = n->next) {
		if (n->type != XML_ELEMENT_NODE || !n->ns ||
		    strcmp((const char *)n->ns->href, NS_PODCAST) != 0 ||
		    !judge_place(j, n, place_of(n, kind, inside), &seen))
			continue;
		judge_special(j, n);
		if (depth)
			judge_below(j, n, node_is(n, NS_PODCAST, "liveItem") ? IN_LIVE : INSIDE,
				    depth - 1);
	}
}

void judge_podcast(struct judge *j, const xmlNode *parent)
{
	judge_below(j, parent, node_is(parent, NS_NONE, "item") ? IN_ITEM : IN_CHANNEL, 3);
}

void judge_forms_release(struct judge *j)
{
	for (size_t i = 0; i < FORMS; i++) {
		if (j->compiled[i])
			regfree(&j->forms[i]);
	}
}
