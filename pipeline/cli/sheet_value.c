#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"
#include "read/read.h"
#include "sheet_merge.h"

/* --- words ------------------------------------------------------------------------ */

static const char *title_of(const struct item *item)
{
	const struct field *f = kind_field(item->kind, "title");

	if (!f)
		f = kind_field(item->kind, "name");
	return f ? *(const char *const *)(const void *)((const char *)item + f->offset) : NULL;
}

/* People write "Families and young people" for `families-and-young-people`. */
static const char *slug_of(const struct site *site, const struct kind *kind, const char *text,
			   struct arena *a)
{
	const char *slug = slug_make(text, a);

	if (site_item(site, kind, text))
		return text;
	if (site_item(site, kind, slug))
		return slug;
	for (size_t i = 0; i < site->item_count; i++) {
		const char *title = site->items[i]->kind == kind ? title_of(site->items[i]) : NULL;

		if (title && strcasecmp(title, text) == 0)
			return site->items[i]->slug;
	}
	return text;
}

static const char *choice_of(const struct field *f, const char *text, struct arena *a)
{
	const char *slug = slug_make(text, a);

	return !text_is_one_of(text, f->choices) && text_is_one_of(slug, f->choices) ? slug : text;
}

static const char *flag_of(const char *text)
{
	static const char *const yes[] = { "yes", "true", "on", "y" };
	static const char *const no[] = { "no", "false", "off", "n" };

	for (size_t i = 0; i < COUNT(yes); i++) {
		if (strcasecmp(text, yes[i]) == 0)
			return "yes";
		if (strcasecmp(text, no[i]) == 0)
			return "no";
	}
	return text;
}

static const char *word_of(const struct site *site, const struct field *f, const char *text,
			   struct arena *a)
{
	if (f->refers)
		return slug_of(site, f->refers, text, a);
	if (f->type == FIELD_CHOICE)
		return choice_of(f, text, a);
	return f->type == FIELD_FLAG ? flag_of(text) : text;
}

static const char *list_of(const struct site *site, const struct field *f, const char *text,
			   struct arena *a)
{
	struct strings s = cell_entries(text, a);

	for (size_t i = 0; i < s.count; i++)
		s.items[i] = word_of(site, f, s.items[i], a);
	return cell_of_entries(&s, a);
}

/* --- what spreadsheets make of things ------------------------------------------------- */

/* `1/10/2026`, `01.10.2026`, `1-10-26`: three numbers, the year last. */
static bool split_date(const char *text, int part[3])
{
	char end;

	if (strspn(text, "0123456789/.-") != strlen(text))
		return false;
	if (sscanf(text, "%2d%*1[/.-]%2d%*1[/.-]%4d%c", &part[0], &part[1], &part[2], &end) != 3)
		return false;
	part[2] += part[2] < 100 ? 2000 : 0;
	return true;
}

/* NULL: there is no such day. */
static const char *iso_day(int year, int month, int day, struct arena *a)
{
	char text[32];
	struct moment moment;

	snprintf(text, sizeof(text), "%04d-%02d-%02dT00:00:00Z", year, month, day);
	return date_parse(text, &moment) == DATE_OK ? arena_strndup(a, text, 10) : NULL;
}

static bool was(const struct cell *cell, const char *text)
{
	return cell->stamp && text && stamp_has(cell->stamp, cell->slug, cell->column, text);
}

/* Day first or month first: as the stamp says, or as it only can be. */
static const char *date_of(const struct cell *cell, struct arena *a)
{
	int part[3];

	if (!split_date(cell->text, part))
		return cell->text;
	const char *british = iso_day(part[2], part[1], part[0], a);
	const char *american = iso_day(part[2], part[0], part[1], a);

	if (was(cell, british) || (british && (!american || part[0] == part[1])))
		return british;
	if (was(cell, american) || (american && !british))
		return american;
	return cell->text;
}

/* A number that was taken for one has lost the zeros before it. */
static const char *digits_of(const struct cell *cell, struct arena *a)
{
	const char *text = cell->text;

	if (!*text || text[strspn(text, "0123456789")] || was(cell, text))
		return text;
	for (int zeros = 1; zeros <= 2; zeros++) {
		const char *full = arena_printf(a, "%.*s%s", zeros, "00", text);

		if (was(cell, full))
			return full;
	}
	return text;
}

const char *sheet_value(const struct site *site, const struct field *f, const struct cell *cell,
			struct arena *a)
{
	const char *fallback = f->fallback ? f->fallback : "";

	if (!*cell->text)
		return f->type == FIELD_FLAG && *fallback ? flag_of(fallback) : fallback;
	if (f->list)
		return list_of(site, f, cell->text, a);
	if (f->type == FIELD_DATE)
		return date_of(cell, a);
	if (f->type == FIELD_TEXT)
		return digits_of(cell, a);
	return word_of(site, f, cell->text, a);
}

/* --- letters that were lost ---------------------------------------------------------------- */

bool sheet_value_is_worn(const char *now, const char *value)
{
	bool worn = false;

	while (*now && *value) {
		uint32_t cp;
		size_t n = utf8_decode(now, strlen(now), &cp);

		if (*value == '?' && cp >= 0x80) {
			worn = true;
			value++;
		} else if (strncmp(now, value, n) == 0) {
			value += n;
		} else {
			return false;
		}
		now += n;
	}
	return worn && !*now && !*value;
}

bool sheet_value_has_lost(const struct field *f, const char *value)
{
	if (f->type == FIELD_URL)
		return false;
	for (const char *c = strchr(value, '?'); c; c = strchr(c + 1, '?')) {
		if (c[1] && !strchr(" ?!.,;:)'\"", c[1]))
			return true;
	}
	return false;
}

/* --- is it right? ------------------------------------------------------------------------ */

static bool check_date(const char *value, struct span at, struct diag *diag)
{
	int part[3];

	if (!split_date(value, part) || !iso_day(part[2], part[1], part[0], diag->arena))
		return true;
	diag_report(diag, DIAG_SHEET_DATE, at,
		    "'%s' is one day in Britain and another in America; write %s or %s", value,
		    iso_day(part[2], part[1], part[0], diag->arena),
		    iso_day(part[2], part[0], part[1], diag->arena));
	return false;
}

static bool check_count(const struct field *f, size_t count, struct span at, struct diag *diag)
{
	if (!count || ((!f->max || count <= (size_t)f->max) && count >= (size_t)f->min))
		return true;
	diag_report(diag, DIAG_BAD_NUMBER, at, "'%s' has %zu entries; expected %ld to %ld", f->key,
		    count, f->min, f->max);
	return false;
}

/* "food, housing": neither a choice nor the name of a file has a comma. */
static bool check_commas(const struct field *f, const char *entry, struct span at,
			 struct diag *diag)
{
	if (!f->list || (f->type != FIELD_CHOICE && f->type != FIELD_REF) || !strchr(entry, ','))
		return true;
	diag_report(diag, DIAG_BAD_CHOICE, at,
		    "'%s' is '%s'; entries of a cell are parted by semicolons, not by commas",
		    f->key, entry);
	return false;
}

bool sheet_value_check(const struct site *site, const struct field *f, const char *value,
		       struct span at, struct diag *diag)
{
	const struct strings texts = sheet_value_texts(f, value, diag->arena);
	bool good = !f->list || check_count(f, texts.count, at, diag);

	if (!texts.count && f->required) {
		diag_report(diag, DIAG_EMPTY_VALUE, at, "'%s' is empty; write a value", f->key);
		return false;
	}
	if (f->type == FIELD_DATE && texts.count && !check_date(value, at, diag))
		return false;
	for (size_t i = 0; i < texts.count; i++)
		good = check_commas(f, texts.items[i], at, diag) &&
		       read_value(site, f, texts.items[i], at, diag) && good;
	return good;
}

struct strings sheet_value_texts(const struct field *f, const char *value, struct arena *a)
{
	struct strings s = { 0 };

	if (f->list)
		return cell_entries(value, a);
	if (!*value)
		return s;
	s.items = arena_array(a, 1, sizeof(char *));
	s.items[s.count++] = f->type != FIELD_FLAG       ? value
			     : strcmp(value, "yes") == 0 ? "true"
			     : strcmp(value, "no") == 0  ? "false"
							 : value;
	return s;
}
