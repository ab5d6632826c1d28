#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "html.h"
#include "judging.h"
#include "rfc822.h"

/* Of Apple and PSP-1, in characters. */
#define MOST_OF_A_TITLE 255

/* ---- text ---- */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A tag begins at `s` with `<name` or `</name` and ends before `end`; the length of the name. */
static size_t tag_at(const char *s, const char *end, const char **name)
{
	size_t len = 0;

	s += s[1] == '/' ? 2 : 1;
	*name = s;
	while (is_letter(s[len]) || (len && s[len] >= '0' && s[len] <= '9'))
		len++;
	return s < end ? len : 0;
}

bool judge_has_html(const char *text)
{
	static const char *const names[] = { "a",      "b",         "br",  "div", "em",   "font",
					     "h1",     "h2",        "h3",  "h4",  "i",    "iframe",
					     "img",    "li",        "ol",  "p",   "span", "strong",
					     "script", "sub",       "sup", "u",   "ul",   "hr",
					     "table",  "blockquote" };
	const char *name, *end = strrchr(text, '>');

	for (const char *s = text; end && (s = strchr(s, '<')); s++) {
		size_t len = tag_at(s, end, &name);

		for (size_t i = 0; len && i < COUNT(names); i++) {
			if (html_is(name, len, names[i]))
				return true;
		}
	}
	return false;
}

static bool has_other_tag(const char *text)
{
	const char *name, *end = strrchr(text, '>');

	for (const char *s = text; end && (s = strchr(s, '<')); s++) {
		if (tag_at(s, end, &name))
			return true;
	}
	return false;
}

/* A reference that is left in a text after the feed's own were resolved. */
static const char *left_reference(const char *text)
{
	static const char *const references[] = { "&amp;", "&lt;",   "&gt;",    "&quot;", "&apos;",
						  "&#",    "&nbsp;", "&rsquo;", "&ldquo;" };

	for (size_t i = 0; i < COUNT(references); i++) {
		if (strstr(text, references[i]))
			return references[i];
	}
	return NULL;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* `Episode 12: …`, `Ep. 3`, `S1E2`, `#7` */
static bool begins_with_number(const char *t)
{
	static const char *const words[] = { "episode", "ep.", "ep", "#" };
	unsigned season;
	int n = 0;

	for (size_t i = 0; i < COUNT(words); i++) {
		size_t len = strlen(words[i]);

		if (strncasecmp(t, words[i], len) == 0)
			return is_digit(t[len + strspn(t + len, " ")]);
	}
	return sscanf(t, "%*1[Ss]%3u%*1[Ee]%n", &season, &n) == 1 && n && is_digit(t[n]);
}

/* Does a `<` stand in the feed as a reference by its name? In a section, that is text. */
static bool has_lt(const struct judge *j, const xmlNode *n)
{
	static const char section[] = "<![CDATA[";
	struct span at = judge_at_text(j, n);
	const char *text = j->src->text + at.off;

	if (at.off >= 9 && memcmp(text - 9, section, 9) == 0)
		return false;
	return memmem(text, at.len, "&lt;", 4) != NULL;
}

static void judge_title_text(struct judge *j, const xmlNode *title, const char *text)
{
	const char *reference = left_reference(text);

	if (reference)
		judge_say(j, DIAG_ESCAPED_AGAIN, judge_at_text(j, title),
			  "listeners see '%s' in the title", reference);
	if (judge_has_html(text))
		judge_say(j, DIAG_HTML_IN_TITLE, judge_at_text(j, title),
			  "the title has tags of HTML in it");
	else if (has_other_tag(text))
		judge_say(j, DIAG_TITLE_ANGLE, judge_at_text(j, title),
			  "the title has a word in angle brackets");
	if (has_lt(j, title) && !judge_has_html(text))
		judge_say(j, DIAG_TITLE_REFERENCE, judge_at_text(j, title),
			  "a '<' in the title is written as '&lt;', which a validator warns of");
}

void judge_title(struct judge *j, const xmlNode *title)
{
	const char *text = judge_line(j, title);
	size_t length = utf8_length(text);

	judge_title_text(j, title, text);
	if (length > MOST_OF_A_TITLE)
		judge_say(j, DIAG_TEXT_TOO_LONG, judge_at_text(j, title),
			  "the title has %zu characters; directories take %d", length,
			  MOST_OF_A_TITLE);
	if (begins_with_number(text))
		judge_say(j, DIAG_TITLE_NUMBER, judge_at_text(j, title),
			  "the title begins with the number of the episode");
}

/* ---- HTML in notes ---- */

static bool is_relative(const char *url, size_t len)
{
	for (size_t i = 0; i < len && url[i] != '/' && url[i] != '?' && url[i] != '#'; i++) {
		if (url[i] == ':')
			return false;
	}
	return len > 0;
}

/* What is to happen on a click, and the like (W3C: SecurityRisk). */
static bool is_script(const struct html_attribute *a)
{
	static const char scheme[] = "javascript:";
	const size_t len = sizeof(scheme) - 1;

	return (a->name_len > 2 && strncasecmp(a->name, "on", 2) == 0) ||
	       (a->value_len > len && strncasecmp(a->value, scheme, len) == 0);
}

static void judge_attribute(struct judge *j, const xmlNode *notes, const struct html_attribute *a)
{
	bool link = html_is(a->name, a->name_len, "href") || html_is(a->name, a->name_len, "src");

	if (is_script(a))
		judge_say(j, DIAG_UNSAFE_NOTES_HTML, judge_at_text(j, notes),
			  "'%s' has a script in '%.*s', which apps cut out", judge_name(j, notes),
			  (int)(a->name_len < 40 ? a->name_len : 40), a->name);
	else if (html_is(a->name, a->name_len, "style"))
		judge_say(j, DIAG_STYLE_IN_NOTES, judge_at_text(j, notes),
			  "'%s' has a tag with 'style'", judge_name(j, notes));
	else if (link && is_relative(a->value, a->value_len))
		judge_say(j, DIAG_RELATIVE_IN_NOTES, judge_at_text(j, notes),
			  "'%s' has a link to '%.*s', which is not a whole address",
			  judge_name(j, notes), (int)(a->value_len < 80 ? a->value_len : 80),
			  a->value);
}

static void judge_tag(struct judge *j, const xmlNode *notes, struct html *h)
{
	static const char *const unsafe[] = { "script", "iframe", "object", "embed", "style",
					      "form",   "link",   "meta",   "input" };
	struct html_attribute a;

	for (size_t i = 0; i < COUNT(unsafe); i++) {
		if (html_is(h->name, h->name_len, unsafe[i]))
			judge_say(j, DIAG_UNSAFE_NOTES_HTML, judge_at_text(j, notes),
				  "'%s' has a <%s>, which apps cut out", judge_name(j, notes),
				  unsafe[i]);
	}
	while (html_next_attribute(h, &a))
		judge_attribute(j, notes, &a);
}

void judge_notes(struct judge *j, const xmlNode *notes)
{
	const char *text = judge_text(j, notes);
	struct html h = html_open(text, strlen(text));

	while (html_next_tag(&h)) {
		if (!h.is_end)
			judge_tag(j, notes, &h);
	}
	for (const xmlNode *n = notes->children; n; n = n->next) {
		if (n->type == XML_ELEMENT_NODE) {
			judge_say(j, DIAG_HTML_NOT_TEXT, judge_at(j, n),
				  "'%s' stands in '%s' as an element of its own", judge_name(j, n),
				  judge_name(j, notes));
			return;
		}
	}
}

/* ---- addresses ---- */

static bool judge_address_form(struct judge *j, struct span at, const char *url)
{
	if (!text_begins_web(url)) {
		judge_say(j, DIAG_RELATIVE_URL, at,
			  "'%.200s' is not a whole address; it should begin with 'https://'", url);
		return false;
	}
	for (const char *c = url; *c; c++) {
		if (*c <= ' ' || *c == '<' || *c == '>' || *c == '"' || *c == 0x7f) {
			judge_say(j, DIAG_URL_FORM, at, "the address '%.200s' has %s in it", url,
				  *c == ' '             ? "a space"
				  : (signed char)*c < 0 ? "letters beyond ASCII"
							: "a sign that none may have");
			return false;
		}
	}
	if (url[4] == ':')
		judge_say(j, DIAG_URL_HTTP, at, "the address '%.200s' is not encrypted", url);
	return true;
}

bool judge_url(struct judge *j, const xmlNode *n, const char *attribute)
{
	const char *url = attribute ? node_attribute(n, attribute) : judge_line(j, n);

	if (!url || !*url)
		return false;
	return judge_address_form(
		j, attribute ? judge_at_attribute(j, n, attribute) : judge_at_text(j, n), url);
}

void judge_cover(struct judge *j, const xmlNode *image)
{
	const char *href = node_attribute(image, "href");

	if (!href && *judge_text(j, image)) {
		judge_say(j, DIAG_COVER_AS_TEXT, judge_at_text(j, image),
			  "the address of the cover stands in the text of 'itunes:image', not in "
			  "its 'href'");
		return;
	}
	if (!judge_url(j, image, "href"))
		return;
	size_t len = strcspn(href, "?#");
	const char *end = arena_strndup(j->arena, href, len);
	static const char *const ends[] = { ".jpg", ".jpeg", ".png" };

	for (size_t i = 0; i < COUNT(ends); i++) {
		size_t n = strlen(ends[i]);
		if (len > n && strcasecmp(end + len - n, ends[i]) == 0)
			return;
	}
	judge_say(j, DIAG_COVER_FORM, judge_at_attribute(j, image, "href"),
		  "the cover's address does not end in .jpg, .jpeg or .png");
}

/* ---- small values ---- */

void judge_explicit(struct judge *j, const xmlNode *n)
{
	static const char *const values[] = { "true", "false", NULL };
	const char *text = judge_line(j, n);

	if (!is_one_of(text, values))
		judge_say(j, DIAG_EXPLICIT_VALUE, judge_at_text(j, n),
			  "'%.40s' is not what explicit can be; expected 'true' or 'false'", text);
}

void judge_choice(struct judge *j, const xmlNode *n, const char *const *choices)
{
	const char *text = judge_line(j, n), *near = text_nearest(text, choices);

	if (!is_one_of(text, choices))
		judge_say(j, DIAG_TYPE_VALUE, judge_at_text(j, n), "'%s' cannot be '%.40s'%s%s%s",
			  judge_name(j, n), text, near ? "; did you mean '" : "", near ? near : "",
			  near ? "'?" : "");
}

void judge_nothing(struct judge *j, const xmlNode *n)
{
	(void)j;
	(void)n;
}

void judge_plain(struct judge *j, const xmlNode *n)
{
	judge_line(j, n);
}

void judge_link(struct judge *j, const xmlNode *n)
{
	judge_url(j, n, NULL);
}

void judge_apple_only(struct judge *j, const xmlNode *n)
{
	judge_say(j, DIAG_APPLE_ONLY, judge_at(j, n), "only Apple reads '%s'", judge_name(j, n));
}

void judge_dropped(struct judge *j, const xmlNode *n)
{
	judge_say(j, DIAG_DROPPED_BY_APPLE, judge_at(j, n), "'%s' is not read by Apple any more",
		  judge_name(j, n));
}

/*
 * `mail (name)`, and the mail is one (RSS 2.0 specification; W3C: InvalidContact,
 * MissingRealName). The author of an item must have a name.
 */
void judge_contact(struct judge *j, const xmlNode *n)
{
	const char *text = judge_line(j, n);
	size_t mail = strcspn(text, " (");
	const char *at = memchr(text, '@', mail);
	bool is_author = strcmp((const char *)n->name, "author") == 0;

	if (!at || at == text || at + 1 == text + mail)
		judge_say(j, DIAG_CONTACT_FORM, judge_at_text(j, n),
			  "'%s' should begin with a mail address: 'ann@example.org (Ann Other)'",
			  judge_name(j, n));
	else if (!strchr(text + mail, '('))
		judge_say(j, is_author ? DIAG_CONTACT_FORM : DIAG_CONTACT_NAME, judge_at_text(j, n),
			  "'%s' has no name behind the mail: 'ann@example.org (Ann Other)'",
			  judge_name(j, n));
}

void judge_number(struct judge *j, const xmlNode *n)
{
	const char *text = judge_line(j, n);
	size_t digits = strspn(text, "0123456789");

	if (!digits || text[digits] || strspn(text, "0") == digits)
		judge_say(j, DIAG_NUMBER_FORM, judge_at_text(j, n),
			  "'%s' is '%.40s'; expected a whole number from 1", judge_name(j, n),
			  text);
}

void judge_block(struct judge *j, const xmlNode *n)
{
	if (strcasecmp(judge_line(j, n), "yes") == 0)
		judge_say(j, DIAG_BLOCKED, judge_at(j, n),
			  "'%s' asks directories to leave this out", judge_name(j, n));
}
