#include "model/interface.h"

#include <inttypes.h>
#include <string.h>

#include "base/calendar.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/language.h"

const struct interface interface_english = {
	.language = "en-GB",
#define TEXT(key_, english)         .key_ = english,
#define COUNTED(key_, one_, other_) .key_ = { other_, one_, other_, other_, other_, other_ },
#include "model/interface_texts.h"
#undef TEXT
#undef COUNTED
};

const struct interface_key interface_keys[] = {
#define TEXT(key_, english)         { #key_, offsetof(struct interface, key_), false },
#define COUNTED(key_, one_, other_) { #key_, offsetof(struct interface, key_), true },
#include "model/interface_texts.h"
#undef TEXT
#undef COUNTED
	{ 0 },
};

const struct interface_key counted_forms[] = {
	{ "zero", offsetof(struct counted, zero), false },
	{ "one", offsetof(struct counted, one), false },
	{ "two", offsetof(struct counted, two), false },
	{ "few", offsetof(struct counted, few), false },
	{ "many", offsetof(struct counted, many), false },
	{ "other", offsetof(struct counted, other), false },
	{ 0 },
};

/* What stands for the `len` bytes of a name; NULL: nothing does. */
static const char *value_of(const struct filling *with, const char *name, size_t len)
{
	for (; with->name; with++) {
		if (strlen(with->name) == len && memcmp(with->name, name, len) == 0)
			return with->value;
	}
	return NULL;
}

/* Hebrew, Arabic and their neighbours: U+0590 to U+07BF. */
static bool is_rtl(const char *text)
{
	for (; *text; text++) {
		if ((unsigned char)*text >= 0xd6 && (unsigned char)*text <= 0xde)
			return true;
	}
	return false;
}

/* A plain number, or what is written in the same direction, may stand in such a text as it is. */
static bool stands_apart(const char *value)
{
	return !is_rtl(value) && value[strspn(value, "0123456789")];
}

#define FIRST_STRONG_ISOLATE "\xe2\x81\xa8" /* U+2068 */
#define POP_ISOLATE          "\xe2\x81\xa9" /* U+2069 */

/* Without isolation the parts of a telephone number change places (UAX #9, section 2.4.2). */
static void add_value(struct strbuf *out, const char *value, bool in_rtl)
{
	bool isolate = in_rtl && stands_apart(value);

	strbuf_adds(out, isolate ? FIRST_STRONG_ISOLATE : "");
	strbuf_adds(out, value);
	strbuf_adds(out, isolate ? POP_ISOLATE : "");
}

const char *interface_fill(const char *text, const struct filling *with, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_SOURCE_BYTES);
	const bool in_rtl = is_rtl(text);

	while (*text) {
		size_t plain = strcspn(text, "{");
		const char *end = strchr(text + plain, '}');
		const char *value =
			end ? value_of(with, text + plain + 1, (size_t)(end - text) - plain - 1)
			    : NULL;

		if (!value)
			plain += text[plain] == '{';
		strbuf_add(&out, text, plain);
		if (value)
			add_value(&out, value, in_rtl);
		text = value ? end + 1 : text + plain;
	}
	return arena_strndup(a, out.data, out.len);
}

const char *interface_foreign(const struct interface *i, const char *value, struct arena *a)
{
	if (!language_is_rtl(i->language) || !stands_apart(value))
		return value;
	return arena_printf(a, FIRST_STRONG_ISOLATE "%s" POP_ISOLATE, value);
}

/* Polish and the East Slavic languages part at the last digits; Ukrainian has its 21 with its 1. */
static const char *slavic_form(const struct counted *forms, int64_t n, bool one)
{
	bool is_teen = n % 100 >= 12 && n % 100 <= 14;

	if (one)
		return forms->one;
	return n % 10 >= 2 && n % 10 <= 4 && !is_teen ? forms->few : forms->many;
}

static const char *polish_form(const struct counted *forms, int64_t n)
{
	return slavic_form(forms, n, n == 1);
}

static const char *ukrainian_form(const struct counted *forms, int64_t n)
{
	return slavic_form(forms, n, n % 10 == 1 && n % 100 != 11);
}

static const char *gaelic_form(const struct counted *forms, int64_t n)
{
	if (n == 1 || n == 11)
		return forms->one;
	if (n == 2 || n == 12)
		return forms->two;
	return (n >= 3 && n <= 10) || (n >= 13 && n <= 19) ? forms->few : forms->other;
}

static const char *arabic_form(const struct counted *forms, int64_t n)
{
	if (n <= 2)
		return n == 0 ? forms->zero : n == 1 ? forms->one : forms->two;
	if (n % 100 >= 3 && n % 100 <= 10)
		return forms->few;
	return n % 100 >= 11 ? forms->many : forms->other;
}

static const char *english_form(const struct counted *forms, int64_t n)
{
	return n == 1 ? forms->one : forms->other;
}

static const char *same_form(const struct counted *forms, int64_t n)
{
	(void)n;
	return forms->other;
}

/* CLDR, "Language Plural Rules"; what is not here is counted as in English. */
static const struct {
	const char *language;
	const char *(*form)(const struct counted *forms, int64_t n);
} plural_rules[] = {
	{ "ar", arabic_form },    { "gd", gaelic_form },    { "pl", polish_form },
	{ "ru", ukrainian_form }, { "uk", ukrainian_form }, { "zh", same_form },
};

static const char *form_for(const struct interface *i, const struct counted *forms, int64_t n)
{
	for (size_t k = 0; k < COUNT(plural_rules); k++) {
		if (language_same_base(i->language, plural_rules[k].language))
			return plural_rules[k].form(forms, n);
	}
	return english_form(forms, n);
}

const char *interface_count(const struct interface *i, const struct counted *forms, int64_t n,
			    struct arena *a)
{
	const struct filling with[] = { { "n", arena_printf(a, "%" PRId64, n) }, { 0 } };

	return interface_fill(form_for(i, forms, n), with, a);
}

const char *interface_date(const struct interface *i, struct moment m, struct arena *a)
{
	const char *const months[] = { i->month_1, i->month_2,  i->month_3,  i->month_4,
				       i->month_5, i->month_6,  i->month_7,  i->month_8,
				       i->month_9, i->month_10, i->month_11, i->month_12 };
	struct civil c = civil_from_seconds(m.utc + (int64_t)m.zone * 60);
	const struct filling with[] = { { "day", arena_printf(a, "%d", c.day) },
					{ "month", months[c.month - 1] },
					{ "year", arena_printf(a, "%" PRId64, c.year) },
					{ 0 } };

	return interface_fill(i->date_form, with, a);
}

/* The `n`th of the words between strokes, from 1. */
static const char *pick(const char *words, int n, struct arena *a)
{
	for (; n > 1 && strchr(words, '|'); n--)
		words = strchr(words, '|') + 1;
	return arena_strndup(a, words, strcspn(words, "|"));
}

const char *interface_month(const struct interface *i, struct moment m, struct arena *a)
{
	const struct civil c = civil_from_seconds(m.utc + (int64_t)m.zone * 60);
	const struct filling with[] = { { "month", pick(i->months_alone, c.month, a) },
					{ "year", arena_printf(a, "%" PRId64, c.year) },
					{ 0 } };

	return interface_fill(i->month_form, with, a);
}
