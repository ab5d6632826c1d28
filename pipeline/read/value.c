#include "value.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "value_check.h"

void value_refuse(const struct value *v, enum diag_id id, const char *expected)
{
	diag_report(v->r->diag, id, v->at, "'%s' is '%s'; expected %s", v->field->key, v->text,
		    expected);
}

void value_refuse_for(const struct value *v, enum diag_id id, const char *who, const char *meant,
		      const char *expected)
{
	if (meant)
		diag_report(v->r->diag, id, v->at, "'%s' is '%s'; %s; did you mean '%s'?",
			    v->field->key, v->text, who, meant);
	else
		diag_report(v->r->diag, id, v->at, "'%s' is '%s'; %s; expected %s", v->field->key,
			    v->text, who, expected);
}

const char *value_suggestion(const struct value *v, const char *const *choices)
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
	return cp == '\t' || !utf8_is_written(cp) || cp == 0x2028 || cp == 0x2029 ||
	       (cp >= 0x202a && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069);
}

/* Lets through text that every stage can carry and people can see. */
static bool check_characters(const struct value *v)
{
	size_t len = strlen(v->text);
	bool seen = false;

	for (size_t i = 0, n; i < len; i += n) {
		uint32_t cp = 0;

		n = utf8_decode(v->text + i, len - i, &cp);
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
		diag_report(v->r->diag, DIAG_EMPTY_VALUE, v->at, "'%s' is empty; write a value%s",
			    v->field->key, v->field->required ? "" : " or delete the line");
	return seen;
}

/* Characters of an entry of a list: of names and words, and of sentences. */
#define LIST_NAME_MOST     128
#define LIST_SENTENCE_MOST 300

/* Directories count bytes of a description (Apple, PSP-1) and characters of a line. */
static bool check_length(const struct value *v)
{
	const struct field *f = v->field;
	bool bytes = f->type == FIELD_LONG_TEXT;
	size_t length = bytes ? strlen(v->text) : utf8_length(v->text);
	long entry = f->fixed || f->type != FIELD_TEXT ? LIST_NAME_MOST : LIST_SENTENCE_MOST;
	long most = f->list ? entry : f->max; /* of a list, `max` counts entries */

	if (!most || length <= (size_t)most)
		return true;
	diag_report(v->r->diag, DIAG_TOO_LONG, v->at,
		    "'%s' has %zu %s; podcast apps and pages take %ld at most", f->key, length,
		    bytes ? "bytes" : "characters", most);
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

/*
 * What `blether new` or `blether help` wrote and nobody has replaced: a sentence that must be
 * there, and who it is that somebody made up. A short name may be meant.
 */
static void warn_of_example(const struct value *v)
{
	const struct field *f = v->field;
	bool is_sentence = f->example && f->required && text_ends(f->example, ".");
	bool is_made_up =
		f->example && text_starts(f->example, "Example ") && strstr(f->example, ", ");

	if ((is_sentence || is_made_up) && strcmp(v->text, f->example) == 0)
		diag_report(v->r->diag, DIAG_EXAMPLE_TEXT, v->at,
			    "'%s' is still the example; write your own words", f->key);
}

static bool parse_flag(const struct value *v, bool *into)
{
	static const char *const yes[] = { "true", "yes", "on", NULL };
	static const char *const no[] = { "false", "no", "off", NULL };
	bool is_yes = text_is_one_of(v->text, yes);

	if (!is_yes && !text_is_one_of(v->text, no)) {
		const char *example = v->field->example;
		bool is_switch = example && strcmp(example, "off") == 0;

		value_refuse(v, DIAG_WRONG_TYPE, is_switch ? "on or off" : "true or false");
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
		value_refuse(v, DIAG_WRONG_TYPE, "a whole number");
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
		value_refuse(v, DIAG_WRONG_TYPE, "a number such as -16 or 0.5");
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

/* `10.30`, where ten minutes and a half are meant and ten seconds would be understood. */
static bool has_dot_for_colon(const char *time)
{
	return strpbrk(time, ".,") && !strchr(time, ':');
}

static bool parse_time(const struct value *v, int64_t *into)
{
	int64_t ms = has_dot_for_colon(v->text) ? -1 : time_parse(v->text);

	if (ms < 0)
		value_refuse(v, DIAG_BAD_TIME,
			     "minutes and seconds like \"01:30\", or hours too like \"1:02:30\"");
	*into = ms; /* -1: nothing more is said of its place among others */
	return ms >= 0;
}

static bool check(const struct value *v)
{
	switch (v->field->type) {
	case FIELD_URL:
		return value_check_url(v);
	case FIELD_ADDRESS:
		return value_check_address(v);
	case FIELD_EMAIL:
		return value_check_email(v);
	case FIELD_UUID:
		return value_check_uuid(v);
	case FIELD_LANGUAGE:
		return value_check_language(v);
	case FIELD_CHOICE:
		return value_check_choice(v);
	case FIELD_LICENCE:
		return value_check_licence(v);
	case FIELD_CATEGORY:
		return value_check_category(v);
	case FIELD_ROLE:
		return value_check_role(v);
	case FIELD_GROUP:
		return value_check_group(v);
	case FIELD_RRULE:
		return value_check_rrule(v);
	case FIELD_ZONE:
		return value_check_zone(v);
	case FIELD_GEO:
		return value_check_geo(v);
	case FIELD_OSM:
		return value_check_osm(v);
	case FIELD_COUNTRY:
		return value_check_country(v);
	case FIELD_COLOUR:
		return value_check_colour(v);
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

/* What stays as others wrote it: none of the rules for what people write here. */
static bool check_kept(const struct value *v)
{
	switch (v->field->type) {
	case FIELD_GUID:
		return value_check_guid(v);
	case FIELD_OLD_URL:
		return value_check_old_url(v);
	default:
		return value_check_element(v);
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
		value_take_moment(v, into);
		break;
	case FIELD_DATE:
		value_take_date(v, into);
		break;
	case FIELD_TIME:
		parse_time(v, into);
		break;
	case FIELD_CLOCK:
		value_take_clock(v, into);
		break;
	case FIELD_GUID:
	case FIELD_OLD_URL:
	case FIELD_SHOW_ELEMENT:
	case FIELD_EPISODE_ELEMENT:
		if (check_kept(v))
			*(const char **)into = v->text;
		break;
	default:
		if (check_text(v) && check(v))
			*(const char **)into =
				v->field->type == FIELD_URL ? value_web_address(v) : v->text;
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

static bool is_element(const struct field *f)
{
	return f->type == FIELD_SHOW_ELEMENT || f->type == FIELD_EPISODE_ELEMENT;
}

/* Faults of writing that YAML itself lets pass. */
static bool check_writing(const struct reader *r, const struct field *f, const struct node *n)
{
	bool is_text = f->type == FIELD_TEXT || f->type == FIELD_LONG_TEXT ||
		       f->type == FIELD_GUID || is_element(f);

	if (is_text && is_cut(n)) {
		diag_report(r->diag, DIAG_CUT_TEXT, n->at,
			    "what follows '#' in this line is not read; put the text in quotation "
			    "marks "
			    "if it belongs to '%s'",
			    f->key);
		return false;
	}
	if (!n->plain && n->lines && f->type != FIELD_LONG_TEXT && !is_element(f) &&
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
	struct value v = { .r = r, .field = f, .at = n->at };

	/* Of a guid, white space at the ends is a part. */
	v.text = f->type == FIELD_GUID ? arena_strdup(r->arena, n->text) : trim(n->text, r->arena);
	if (check_writing(r, f, n))
		store(&v, into);
}

void value_store_fallback(const struct reader *r, const struct field *f, void *into)
{
	struct value v = { .r = r, .field = f, .text = f->fallback };

	if (f->fallback)
		store(&v, into);
	else if (f->type == FIELD_CLOCK)
		*(int64_t *)into = -1; /* 0 is midnight */
}
