#include "model/flash_report.h"

#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "base/diag.h"
#include "base/mem.h"
#include "model/feed_diff.h"

bool month_parse(const char *name, struct moment *into)
{
	const char *digits = "0123456789";
	bool is_shape = strlen(name) == strlen("2021-03") && strspn(name, digits) == 4 &&
			name[4] == '-' && strspn(name + 5, digits) == 2;
	long year = is_shape ? strtol(name, NULL, 10) : 0;
	long month = is_shape ? strtol(name + 5, NULL, 10) : 0;

	if (year < DATE_FIRST_YEAR || year > DATE_LAST_YEAR || month < 1 || month > 12)
		return false;
	*into = (struct moment){ .utc = day_from_civil(year, (int)month, 1) * 86400, .set = true };
	return true;
}

struct moment month_next(struct moment month)
{
	const struct civil c = civil_from_seconds(month.utc);

	month.utc += (int64_t)month_days(c.year, c.month) * 86400;
	return month;
}

char *month_slug(struct moment month, struct arena *a)
{
	const struct civil c = civil_from_seconds(month.utc);

	return arena_printf(a, "%04d-%02d", (int)c.year, c.month);
}

bool flash_report_is_out(const struct flash_report *r, struct moment now)
{
	return r->month.set && r->date.set && r->date.utc <= now.utc;
}

static int newest_first(const void *x, const void *y)
{
	const struct flash_report *a = *(struct flash_report *const *)x,
				  *b = *(struct flash_report *const *)y;

	return a->month.utc < b->month.utc ? 1 : a->month.utc > b->month.utc ? -1 : 0;
}

struct flash_report **flash_reports_out(const struct site *site, size_t *count, struct arena *a)
{
	struct flash_report **out = arena_array(a, site->flash_report_count, sizeof(*out));

	*count = 0;
	for (size_t i = 0; i < site->flash_report_count; i++) {
		if (flash_report_is_out(site->flash_reports[i], site->now))
			out[(*count)++] = site->flash_reports[i];
	}
	if (*count > 1)
		qsort(out, *count, sizeof(*out), newest_first);
	return out;
}

static bool has_reports(const struct site *site)
{
	for (size_t i = 0; i < site->flash_report_count; i++) {
		if (flash_report_is_out(site->flash_reports[i], site->now))
			return true;
	}
	return false;
}

const char *flash_reports_path(const struct site *site)
{
	return has_reports(site) ? "flash-reports/index.html" : NULL;
}

const char *flash_reports_feed_path(const struct site *site)
{
	return has_reports(site) ? "flash-reports.atom" : NULL;
}

/* `01-beginning` names the session whose slug is `beginning`. */
static bool is_named(const struct session *s, const char *name)
{
	const size_t digits = strspn(name, "0123456789");

	return strcmp(s->item.slug, name) == 0 ||
	       (digits && name[digits] == '-' && strcmp(s->item.slug, name + digits + 1) == 0);
}

const struct session *flash_report_session(const struct site *site, const char *name)
{
	const char *slash = name ? strchr(name, '/') : NULL;

	for (size_t i = 0; slash && i < site->programme_count; i++) {
		const struct programme *p = site->programmes[i];

		if (strlen(p->item.slug) != (size_t)(slash - name) ||
		    strncmp(p->item.slug, name, (size_t)(slash - name)) != 0)
			continue;
		for (size_t k = 0; k < p->session_count; k++) {
			if (is_named(p->sessions[k], slash + 1))
				return p->sessions[k];
		}
	}
	return NULL;
}

/* Words */

static size_t count_words(const char *text)
{
	static const char blanks[] = " \t\r\n";
	size_t count = 0;

	for (text += text ? strspn(text, blanks) : 0; text && *text;
	     text += strspn(text, blanks), count++)
		text += strcspn(text, blanks);
	return count;
}

static size_t count_list(const struct strings *all)
{
	size_t count = 0;

	for (size_t i = 0; i < all->count; i++)
		count += count_words(all->items[i]);
	return count;
}

/* Words that a reader of it meets: headline, lists, quotations, and the text behind the front
 * matter. */
static size_t flash_report_words(const struct flash_report *r)
{
	const struct quotation *quotes = r->quotes.items;
	struct arena a = { 0 };
	size_t count = count_words(r->headline) + count_list(&r->learned) + count_list(&r->next);

	for (size_t i = 0; i < r->quotes.count; i++)
		count += count_words(quotes[i].text);
	if (r->body_html)
		count += count_words(plain_text(r->body_html, &a));
	arena_free(&a);
	return count;
}

/* Checks */

static void check_date(const struct flash_report *r, struct diag *diag)
{
	if (r->month.set && r->date.set && r->date.utc < r->month.utc)
		diag_report(diag, DIAG_FLASH_EARLY, item_field_span(&r->item, "date"),
			    "this report is to appear on %s, before its month has begun; correct "
			    "the date, or the name of the file",
			    date_words(r->date, diag->arena));
}

static void check_report(const struct site *site, const struct flash_report *r, struct diag *diag)
{
	const size_t words = flash_report_words(r);

	check_date(r, diag);
	if (r->session && !flash_report_session(site, r->session))
		diag_report(diag, DIAG_UNKNOWN_REFERENCE, item_field_span(&r->item, "session"),
			    "there is no session '%s'; expected the name of a programme, '/', and "
			    "that of its session, such as 'example-course/01-beginning'",
			    r->session);
	if (words > FLASH_WORDS_MOST)
		diag_report(diag, DIAG_FLASH_LONG, span_of(r->item.src),
			    "this report has %zu words; %d can be read in two minutes and fit on "
			    "one page of paper",
			    words, FLASH_WORDS_MOST);
	/* Of tools that were named in vain refs.c has told. */
	if (!r->tools.count && !item_field_span(&r->item, "tools").len)
		diag_report(diag, DIAG_FLASH_NO_TOOL, span_of(r->item.src),
			    "this report has nothing to try; name a resource under 'tools'");
}

void flash_reports_check(const struct site *site, struct diag *diag)
{
	for (size_t i = 0; i < site->flash_report_count; i++)
		check_report(site, site->flash_reports[i], diag);
}
