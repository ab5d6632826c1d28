#include "value.h"

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
	const struct field  *field;
	struct span          at;
	const char          *text;
};

static void refuse(const struct value *v, enum diag_id id, const char *expected)
{
	diag_report(v->r->diag, id, v->at, "'%s' is '%s'; expected %s", v->field->key, v->text, expected);
}

static const char *suggestion(const struct value *v, const char *const *choices)
{
	const char *near = text_nearest(v->text, choices);

	return near ? arena_printf(v->r->arena, "; did you mean '%s'?", near) : "";
}

static bool check_text(const struct value *v)
{
	size_t length = utf8_length(v->text);
	const struct field *f = v->field;

	if (!length) {
		diag_report(v->r->diag, DIAG_EMPTY_VALUE, v->at, "'%s' is empty; write a value or delete the line",
			    f->key);
		return false;
	}
	if (f->type == FIELD_TEXT && strchr(v->text, '\n')) {
		diag_report(v->r->diag, DIAG_WRONG_TYPE, v->at, "'%s' must be one line of text", f->key);
		return false;
	}
	if (!f->list && f->max && length > (size_t)f->max) { /* of a list, `max` counts entries */
		diag_report(v->r->diag, DIAG_TOO_LONG, v->at,
			    "'%s' has %zu characters; podcast apps and pages take %ld at most", f->key, length, f->max);
		return false;
	}
	return true;
}

/* A `<` before a letter: AntennaPod and others take it for a tag and drop the word. */
static void warn_of_tags(const struct value *v)
{
	for (const char *c = strchr(v->text, '<'); c; c = strchr(c + 1, '<')) {
		if ((c[1] >= 'a' && c[1] <= 'z') || (c[1] >= 'A' && c[1] <= 'Z') || c[1] == '/') {
			diag_report(v->r->diag, DIAG_LOOKS_LIKE_TAG, v->at,
				    "'%s' has '<' before a letter; some apps take it for HTML and drop the word", v->field->key);
			return;
		}
	}
}

static bool has_space(const char *s)
{
	return strpbrk(s, " \t\n\"<>\\^`{}|") != NULL;
}

static bool check_url(const struct value *v)
{
	const char *host = strstr(v->text, "://");
	bool web = strncasecmp(v->text, "https://", 8) == 0 || strncasecmp(v->text, "http://", 7) == 0;
	bool good = web && !has_space(v->text) && host[3] && strchr("/?#:", host[3]) == NULL;

	if (!good)
		refuse(v, DIAG_BAD_URL, "a web address such as https://www.example.org/");
	return good;
}

/* Apple and the podcast namespace take no other: a phone must know who it speaks to. */
static bool check_address(const struct value *v)
{
	bool good = check_url(v);

	if (good && strncasecmp(v->text, "https://", 8) != 0) {
		refuse(v, DIAG_BAD_URL, "an address that begins with https://, as podcast directories demand");
		return false;
	}
	return good;
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
		refuse(v, DIAG_BAD_UUID, "36 characters such as 5d42bc6a-f362-5d89-9b1f-5647bea9ad66, in small letters");
	return good;
}

/* Language and region: what feeds take of BCP 47 (RSS 2.0 language codes). */
static bool check_language(const struct value *v)
{
	size_t primary = strspn(v->text, "abcdefghijklmnopqrstuvwxyz");
	const char *rest = v->text + primary;
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
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
	diag_report(v->r->diag, DIAG_BAD_CHOICE, v->at, "'%s' is '%s'; expected one of %s%s", v->field->key,
		    v->text, list, suggestion(v, v->field->choices));
	return false;
}

static bool check_licence(const struct value *v)
{
	if (licence_find(v->text))
		return true;
	diag_report(v->r->diag, DIAG_BAD_LICENCE, v->at,
		    "'%s' is '%s'; expected a licence such as 'CC-BY-4.0', or 'ARR' for all rights reserved%s",
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

static bool check_category(const struct value *v)
{
	const char *arrow = strstr(v->text, " > ");
	struct value part = *v;

	part.text = arrow ? arena_strndup(v->r->arena, v->text, (size_t)(arrow - v->text)) : v->text;
	const char *const *choices = category_tops();
	if (is_one_of(part.text, choices)) {
		if (!arrow)
			return true;
		choices = category_subs(part.text);
		part.text = arrow + 3;
		if (is_one_of(part.text, choices))
			return true;
	}
	diag_report(v->r->diag, DIAG_BAD_CATEGORY, v->at,
		    "'%s' is not a category of the podcast directories%s", part.text, suggestion(&part, choices));
	return false;
}

static bool parse_flag(const struct value *v, bool *into)
{
	static const char *const yes[] = { "true", "yes", NULL }, *const no[] = { "false", "no", NULL };
	bool is_yes = is_one_of(v->text, yes);

	if (!is_yes && !is_one_of(v->text, no)) {
		refuse(v, DIAG_WRONG_TYPE, "true or false");
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
		diag_report(v->r->diag, DIAG_BAD_NUMBER, v->at, "'%s' is %ld; expected a number from %ld to %ld",
			    f->key, value, f->min, f->max);
		return false;
	}
	*into = value;
	return true;
}

static bool parse_moment(const struct value *v, struct moment *into)
{
	static const char *const words[] = {
		[DATE_SHAPE] = "is not a date; write day, time and zone like 2026-09-07 09:00 +01:00",
		[DATE_NO_TIME] = "has no time of day; write it like 2026-09-07 09:00 +01:00",
		[DATE_NO_ZONE] = "has no zone; add +00:00 for winter or +01:00 for summer time in Britain",
		[DATE_DAY] = "is a day that its month does not have",
		[DATE_RANGE] = "has a month, hour, minute or zone that does not exist",
	};
	enum date_fault fault = date_parse(v->text, into);

	if (fault)
		diag_report(v->r->diag, DIAG_BAD_DATE, v->at, "'%s' %s", v->text, words[fault]);
	return !fault;
}

static bool parse_time(const struct value *v, int64_t *into)
{
	int64_t ms = time_parse(v->text);

	if (ms < 0)
		refuse(v, DIAG_BAD_TIME, "minutes and seconds like \"01:30\", or hours too like \"1:02:30\"");
	else
		*into = ms;
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

void value_store(const struct reader *r, const struct field *f, const struct node *n, void *into)
{
	struct value v = { .r = r, .field = f, .at = n->at, .text = trim(n->text, r->arena) };

	store(&v, into);
}

void value_store_fallback(const struct reader *r, const struct field *f, void *into)
{
	struct value v = { .r = r, .field = f, .text = f->fallback };

	store(&v, into);
}
