#include "value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/licence.h"

/* What a check needs to know; `text` is what will be stored. */
struct value {
	const struct reader *r;
	const struct field *field;
	struct span at;
	const char *text;
};

static void refuse(const struct value *v, enum diag_id id, const char *expected)
{
	diag_report(v->r->diag, id, v->at, "'%s' is '%s'; expected %s", v->field->key, v->text,
		    expected);
}

static const char *suggestion(const struct value *v, const char *const *choices)
{
	const char *near = text_nearest(v->text, choices);

	return near ? arena_printf(v->r->arena, "; did you mean '%s'?", near) : "";
}

/* Characters that show nothing: blanks, joiners, marks of direction, soft hyphen, byte order mark.
 */
static bool is_invisible(uint32_t cp)
{
	return cp <= ' ' || cp == 0xa0 || cp == 0xad || (cp >= 0x2000 && cp <= 0x200f) ||
	       (cp >= 0x2028 && cp <= 0x202f) || (cp >= 0x2060 && cp <= 0x206f) || cp == 0x3000 ||
	       cp == 0xfeff;
}

/*
 * What a line of text cannot carry through titles, tags and feeds: controls,
 * line and paragraph separators, and marks that turn the direction of all that
 * follows (Unicode TR9 section 2.2); YAML's escapes can write them.
 */
static bool is_forbidden(uint32_t cp, bool one_line)
{
	if (cp == '\n')
		return one_line;
	return cp == '\t' || !utf8_is_xml(cp) || cp == 0x2028 || cp == 0x2029 ||
	       (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069);
}

/* Lets through text that every stage can carry and people can see. */
static bool check_characters(const struct value *v)
{
	bool seen = false;

	for (size_t i = 0, n; v->text[i]; i += n) {
		uint32_t cp = 0;

		n = utf8_decode(v->text + i, strlen(v->text + i), &cp);
		if (!n || is_forbidden(cp, v->field->type != FIELD_LONG_TEXT)) {
			diag_report(v->r->diag, DIAG_BAD_CHARACTER, v->at,
				    "'%s' has the character U+%04X, which cannot stand in titles "
				    "and feeds; delete it",
				    v->field->key, cp);
			return false;
		}
		seen = seen || !is_invisible(cp);
	}
	if (!seen)
		diag_report(v->r->diag, DIAG_EMPTY_VALUE, v->at,
			    "'%s' is empty; write a value or delete the line", v->field->key);
	return seen;
}

/* Directories count bytes of a description (Apple, PSP-1) and characters of a line. */
static bool check_length(const struct value *v)
{
	const struct field *f = v->field;
	bool bytes = f->type == FIELD_LONG_TEXT;
	size_t length = bytes ? strlen(v->text) : utf8_length(v->text);

	if (f->list || !f->max || length <= (size_t)f->max) /* of a list, `max` counts entries */
		return true;
	diag_report(v->r->diag, DIAG_TOO_LONG, v->at,
		    "'%s' has %zu %s; podcast apps and pages take %ld at most", f->key, length,
		    bytes ? "bytes" : "characters", f->max);
	return false;
}

static bool check_text(const struct value *v)
{
	if (v->field->type != FIELD_LONG_TEXT && strchr(v->text, '\n')) {
		diag_report(v->r->diag, DIAG_WRONG_TYPE, v->at, "'%s' must be one line of text",
			    v->field->key);
		return false;
	}
	return check_characters(v) && check_length(v);
}

/* A `<` before a letter: AntennaPod and others take it for a tag and drop the word. */
static void warn_of_tags(const struct value *v)
{
	for (const char *c = strchr(v->text, '<'); c; c = strchr(c + 1, '<')) {
		if ((c[1] >= 'a' && c[1] <= 'z') || (c[1] >= 'A' && c[1] <= 'Z') || c[1] == '/') {
			diag_report(v->r->diag, DIAG_LOOKS_LIKE_TAG, v->at,
				    "'%s' has '<' before a letter; some apps take it for HTML and "
				    "drop the word",
				    v->field->key);
			return;
		}
	}
}

/* A sentence that `blether new` wrote and nobody has replaced; a short name may be meant. */
static void warn_of_example(const struct value *v)
{
	const struct field *f = v->field;

	if (f->required && f->example && text_ends(f->example, ".") &&
	    strcmp(v->text, f->example) == 0)
		diag_report(v->r->diag, DIAG_EXAMPLE_TEXT, v->at,
			    "'%s' is still the example; write your own words", f->key);
}

static bool has_space(const char *s)
{
	return strpbrk(s, " \t\n\"<>\\^`{}|") != NULL;
}

static bool check_url(const struct value *v)
{
	const char *host = strstr(v->text, "://");
	bool web =
		strncasecmp(v->text, "https://", 8) == 0 || strncasecmp(v->text, "http://", 7) == 0;
	bool good = web && !has_space(v->text) && host[3] && strchr("/?#:", host[3]) == NULL;

	if (!good)
		refuse(v, DIAG_BAD_URL, "a web address such as https://www.example.org/");
	return good;
}

/* The name of a host and, behind a colon, a port; a name of other letters is written in punycode.
 */
static bool is_authority(const char *s, size_t len)
{
	static const char name[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";
	size_t host = strspn(s, name);
	long port = 443;

	if (!host || host > len || s[0] == '.' || s[0] == '-')
		return false;
	if (host < len) {
		char *end;

		if (s[host] != ':')
			return false;
		port = strtol(s + host + 1, &end, 10);
		if (end != s + len)
			return false;
	}
	return port > 0 && port < 65536;
}

/* Every address of the site is this one with a path behind it: no query, no fragment, no detours.
 */
static bool check_address(const struct value *v)
{
	if (!check_url(v))
		return false;
	const char *host = strstr(v->text, "://") + 3, *path = host + strcspn(host, "/?#");

	if (strncasecmp(v->text, "https://", 8) != 0)
		refuse(v, DIAG_BAD_URL,
		       "an address that begins with https://, as podcast directories demand");
	else if (!is_authority(host, (size_t)(path - host)))
		refuse(v, DIAG_BAD_URL,
		       "a host of plain letters such as www.example.org, without user name (other "
		       "letters in punycode: xn--…)");
	else if (strpbrk(path, "?#%") || strstr(path, "//") || strstr(path, "/."))
		refuse(v, DIAG_BAD_URL,
		       "an address that ends with the host or a folder, such as "
		       "https://www.example.org/talks/");
	else
		return true;
	return false;
}

static bool check_email(const struct value *v)
{
	const char *at = strchr(v->text, '@');
	bool good = at && at != v->text && !has_space(v->text) && !strchr(at + 1, '@') &&
		    strchr(at + 1, '.') && at[1] != '.' && !text_ends(v->text, ".");

	if (!good)
		refuse(v, DIAG_BAD_EMAIL, "an e-mail address such as hello@example.org");
	return good;
}

static bool check_uuid(const struct value *v)
{
	bool good = strlen(v->text) == 36;

	for (size_t i = 0; good && i < 36; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		good = dash ? v->text[i] == '-' : strchr("0123456789abcdef", v->text[i]) != NULL;
	}
	if (!good)
		refuse(v, DIAG_BAD_UUID,
		       "36 characters such as 5d42bc6a-f362-5d89-9b1f-5647bea9ad66, in small "
		       "letters");
	return good;
}

/* Language and region: what feeds take of BCP 47 (RSS 2.0 language codes). */
static bool check_language(const struct value *v)
{
	size_t primary = strspn(v->text, "abcdefghijklmnopqrstuvwxyz");
	const char *rest = v->text + primary;
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	bool good = primary >= 2 && primary <= 3;

	while (good && *rest == '-') {
		size_t len = strspn(rest + 1, letters);

		good = len >= 2 && len <= 8;
		rest += len + 1;
	}
	good = good && !*rest;
	if (!good)
		refuse(v, DIAG_BAD_LANGUAGE, "a language code such as en, en-GB, gd or pl");
	return good;
}

static bool check_choice(const struct value *v)
{
	struct arena *a = v->r->arena;
	char *list = arena_strdup(a, "");

	for (const char *const *c = v->field->choices; *c; c++) {
		if (strcmp(*c, v->text) == 0)
			return true;
		list = arena_printf(a, "%s%s'%s'", list, *list ? ", " : "", *c);
	}
	diag_report(v->r->diag, DIAG_BAD_CHOICE, v->at, "'%s' is '%s'; expected one of %s%s",
		    v->field->key, v->text, list, suggestion(v, v->field->choices));
	return false;
}

static bool check_licence(const struct value *v)
{
	if (licence_find(v->text))
		return true;
	diag_report(v->r->diag, DIAG_BAD_LICENCE, v->at,
		    "'%s' is '%s'; expected a licence such as 'CC-BY-4.0', or 'ARR' for all rights "
		    "reserved%s",
		    v->field->key, v->text, suggestion(v, licence_ids()));
	return false;
}

static bool is_one_of(const char *text, const char *const *choices)
{
	for (; choices && *choices; choices++) {
		if (strcmp(text, *choices) == 0)
			return true;
	}
	return false;
}

/* A category that stands below another and was written without it. */
static const char *category_with_top(const struct value *v, const char *sub)
{
	for (const char *const *top = category_tops(); *top; top++) {
		if (is_one_of(sub, category_subs(*top)))
			return arena_printf(v->r->arena, "; did you mean '%s > %s'?", *top, sub);
	}
	return NULL;
}

static bool check_category(const struct value *v)
{
	const char *arrow = strstr(v->text, " > ");
	struct value part = *v;

	part.text =
		arrow ? arena_strndup(v->r->arena, v->text, (size_t)(arrow - v->text)) : v->text;
	const char *const *choices = category_tops();
	if (is_one_of(part.text, choices)) {
		if (!arrow)
			return true;
		choices = category_subs(part.text);
		part.text = arrow + 3;
		if (is_one_of(part.text, choices))
			return true;
	}
	const char *below = choices == category_tops() ? category_with_top(v, part.text) : NULL;

	diag_report(v->r->diag, DIAG_BAD_CATEGORY, v->at,
		    "'%s' is not a category of the podcast directories%s", part.text,
		    below ? below : suggestion(&part, choices));
	return false;
}

static bool parse_flag(const struct value *v, bool *into)
{
	static const char *const yes[] = { "true", "yes", "on", NULL };
	static const char *const no[] = { "false", "no", "off", NULL };
	bool is_yes = is_one_of(v->text, yes);

	if (!is_yes && !is_one_of(v->text, no)) {
		const char *example = v->field->example;
		bool is_switch = example && strcmp(example, "off") == 0;

		refuse(v, DIAG_WRONG_TYPE, is_switch ? "on or off" : "true or false");
		return false;
	}
	*into = is_yes;
	return true;
}

static bool parse_number(const struct value *v, int64_t *into)
{
	char *end;
	long value = strtol(v->text, &end, 10);
	const struct field *f = v->field;

	if (!*v->text || *end || strlen(v->text) > 10) {
		refuse(v, DIAG_WRONG_TYPE, "a whole number");
		return false;
	}
	if (f->max && (value < f->min || value > f->max)) {
		diag_report(v->r->diag, DIAG_BAD_NUMBER, v->at,
			    "'%s' is %ld; expected a number from %ld to %ld", f->key, value, f->min,
			    f->max);
		return false;
	}
	*into = value;
	return true;
}

/* Levels are negative, and their minus is often forgotten. */
static const char *meant_level(const struct value *v, double value)
{
	double tenths = -value * 10;

	if (value <= 0 || tenths < (double)v->field->min || tenths > (double)v->field->max)
		return "";
	return arena_printf(v->r->arena, "; did you mean -%s?", v->text);
}

/* Tenths are the finest that a limit is given in. */
static bool parse_decimal(const struct value *v, double *into)
{
	char *end;
	double value = strtod(v->text, &end);
	const struct field *f = v->field;

	if (!*v->text || *end || v->text[strspn(v->text, "0123456789.-")]) {
		refuse(v, DIAG_WRONG_TYPE, "a number such as -16 or 0.5");
		return false;
	}
	if (f->max && (value < (double)f->min / 10 || value > (double)f->max / 10)) {
		diag_report(v->r->diag, DIAG_BAD_NUMBER, v->at,
			    "'%s' is %s; expected a number from %.4g to %.4g%s", f->key, v->text,
			    (double)f->min / 10, (double)f->max / 10, meant_level(v, value));
		return false;
	}
	*into = value;
	return true;
}

/* Day/month/year, as Britain writes it, in the order that sorts. */
static const char *meant_date(const struct value *v)
{
	int day, month, year, end = 0;

	if (sscanf(v->text, "%2d%*1[/.]%2d%*1[/.]%4d%n", &day, &month, &year, &end) != 3 || !end ||
	    month > 12)
		return "";
	return arena_printf(v->r->arena, "; did you mean '%04d-%02d-%02d 09:00 +00:00'?", year,
			    month, day);
}

static bool parse_moment(const struct value *v, struct moment *into)
{
	static const char *const words[] = {
		[DATE_SHAPE] =
			"is not a date; write day, time and zone like 2026-09-07 09:00 +01:00",
		[DATE_NO_TIME] = "has no time of day; write it like 2026-09-07 09:00 +01:00",
		[DATE_NO_ZONE] =
			"has no zone; add +00:00 for winter or +01:00 for summer time in Britain",
		[DATE_DAY] = "is a day that its month does not have",
		[DATE_RANGE] = "has a month, hour, minute or zone that does not exist",
	};
	enum date_fault fault = date_parse(v->text, into);

	if (fault)
		diag_report(v->r->diag, DIAG_BAD_DATE, v->at, "'%s' %s%s", v->text, words[fault],
			    meant_date(v));
	return !fault;
}

/* `10.30`, where ten minutes and a half are meant and ten seconds would be understood. */
static bool has_dot_for_colon(const char *time)
{
	return strpbrk(time, ".,") && !strchr(time, ':');
}

static bool parse_time(const struct value *v, int64_t *into)
{
	int64_t ms = has_dot_for_colon(v->text) ? -1 : time_parse(v->text);

	if (ms < 0)
		refuse(v, DIAG_BAD_TIME,
		       "minutes and seconds like \"01:30\", or hours too like \"1:02:30\"");
	*into = ms; /* -1: nothing more is said of its place among others */
	return ms >= 0;
}

static bool check(const struct value *v)
{
	switch (v->field->type) {
	case FIELD_URL:
		return check_url(v);
	case FIELD_ADDRESS:
		return check_address(v);
	case FIELD_EMAIL:
		return check_email(v);
	case FIELD_UUID:
		return check_uuid(v);
	case FIELD_LANGUAGE:
		return check_language(v);
	case FIELD_CHOICE:
		return check_choice(v);
	case FIELD_LICENCE:
		return check_licence(v);
	case FIELD_CATEGORY:
		return check_category(v);
	case FIELD_TEXT:
		warn_of_tags(v);
		warn_of_example(v);
		return true;
	case FIELD_LONG_TEXT:
		warn_of_example(v);
		return true;
	default:
		return true;
	}
}

static void store(const struct value *v, void *into)
{
	switch (v->field->type) {
	case FIELD_FLAG:
		parse_flag(v, into);
		break;
	case FIELD_NUMBER:
		parse_number(v, into);
		break;
	case FIELD_DECIMAL:
		parse_decimal(v, into);
		break;
	case FIELD_MOMENT:
		parse_moment(v, into);
		break;
	case FIELD_TIME:
		parse_time(v, into);
		break;
	default:
		if (check_text(v) && check(v))
			*(const char **)into = v->text;
	}
}

/* A copy without blanks and line ends at both ends. */
static const char *trim(const char *s, struct arena *a)
{
	s += strspn(s, " \n\t");
	size_t len = strlen(s);

	while (len && strchr(" \n\t", s[len - 1]))
		len--;
	return arena_strndup(a, s, len);
}

/* A plain text ends where a blank and '#' begin a comment: seldom what somebody meant by "Part #2".
 */
static bool is_cut(const struct node *n)
{
	const char *rest = n->at.src->text + n->at.off + n->at.len;
	size_t blanks = strspn(rest, " \t");

	return n->plain && blanks && rest[blanks] == '#';
}

/* Faults of writing that YAML itself lets pass. */
static bool check_writing(const struct reader *r, const struct field *f, const struct node *n)
{
	bool is_text = f->type == FIELD_TEXT || f->type == FIELD_LONG_TEXT;

	if (is_text && is_cut(n)) {
		diag_report(r->diag, DIAG_CUT_TEXT, n->at,
			    "what follows '#' in this line is not read; put the text in quotation "
			    "marks "
			    "if it belongs to '%s'",
			    f->key);
		return false;
	}
	if (!n->plain && n->lines && f->type != FIELD_LONG_TEXT &&
	    strchr("\"'", n->at.src->text[n->at.off])) {
		diag_report(r->diag, DIAG_YAML_SYNTAX, n->at,
			    "the quotation mark before this text has no partner at the end of its "
			    "line");
		return false;
	}
	return true;
}

void value_store(const struct reader *r, const struct field *f, const struct node *n, void *into)
{
	struct value v = { .r = r, .field = f, .at = n->at, .text = trim(n->text, r->arena) };

	if (check_writing(r, f, n))
		store(&v, into);
}

void value_store_fallback(const struct reader *r, const struct field *f, void *into)
{
	struct value v = { .r = r, .field = f, .text = f->fallback };

	store(&v, into);
}
