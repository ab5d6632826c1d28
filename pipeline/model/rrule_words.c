#include "base/calendar.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/rrule.h"

#define LIMIT_WORDS ((size_t)4096)

static const char *const units[] = { "second", "minute", "hour", "day", "week", "month", "year" };

static const char *ordinal(int64_t n, struct arena *a)
{
	static const char *const names[] = { "",      "first", "second",  "third", "fourth",
					     "fifth", "sixth", "seventh", "eighth" };
	int64_t tens = n % 100 / 10, ones = tens == 1 ? 0 : n % 10;
	const char *end = ones == 1 ? "st" : ones == 2 ? "nd" : ones == 3 ? "rd" : "th";

	return n < (int64_t)COUNT(names) ? names[n] : arena_printf(a, "%lld%s", (long long)n, end);
}

/* `third`, or `last` and `second last` from the end. */
static const char *place(int n, struct arena *a)
{
	if (n == -1)
		return "last";
	return n < 0 ? arena_printf(a, "%s last", ordinal(-n, a)) : ordinal(n, a);
}

/* A list that is written as it grows: `a`, `a and b`, `a, b and c`. */
struct words {
	struct strbuf *out;
	const char *waiting;
	size_t count;
};

static void words_add(struct words *w, const char *word)
{
	if (w->waiting)
		strbuf_addf(w->out, "%s%s", w->count > 1 ? ", " : "", w->waiting);
	w->waiting = word;
	w->count++;
}

static void words_end(struct words *w)
{
	if (w->waiting)
		strbuf_addf(w->out, "%s%s", w->count > 1 ? " and " : "", w->waiting);
}

/* The numbers of a set from the start, then those from the end, each as `name` has it. */
static void add_set(struct strbuf *out, const struct rrule_set *set,
		    const char *(*name)(int n, struct arena *a), struct arena *a)
{
	struct words w = { .out = out };

	for (int n = 0; n <= RRULE_LAST; n++) {
		if (rrule_has(set, n))
			words_add(&w, name(n, a));
	}
	for (int n = RRULE_LAST; n > 0; n--) {
		if (rrule_has(set, -n))
			words_add(&w, name(-n, a));
	}
	words_end(&w);
}

static const char *month(int n, struct arena *a)
{
	(void)a;
	return month_name(n);
}

static const char *number(int n, struct arena *a)
{
	return arena_printf(a, "%d", n);
}

static const char *two_digits(int n, struct arena *a)
{
	return arena_printf(a, "%02d", n);
}

/* Weekdays from Monday on, as people count them. */
static int nth_weekday(int i)
{
	return (i + 1) % 7;
}

static bool has_nth_weekdays(const struct rrule *r)
{
	for (int i = 0; i < 7; i++) {
		if (r->nth_weekdays[i].used)
			return true;
	}
	return false;
}

/* `Monday and Thursday`, or `every weekday` as one. */
static void add_weekdays(struct strbuf *out, unsigned weekdays)
{
	struct words w = { .out = out };

	for (int i = 0; i < 7; i++) {
		if (weekdays >> nth_weekday(i) & 1)
			words_add(&w, weekday_name(nth_weekday(i)));
	}
	words_end(&w);
}

/* `the last Friday`, `the first and third Monday` */
static void add_nth_weekdays(struct strbuf *out, const struct rrule *r, struct arena *a)
{
	struct words w = { .out = out };

	for (int i = 0; i < 7; i++) {
		const struct rrule_set *set = &r->nth_weekdays[nth_weekday(i)];
		STRBUF_SCOPED struct strbuf one = STRBUF_INIT(LIMIT_WORDS);

		if (!set->used)
			continue;
		strbuf_adds(&one, "the ");
		add_set(&one, set, place, a);
		strbuf_addf(&one, " %s", weekday_name(nth_weekday(i)));
		words_add(&w, arena_strdup(a, one.data));
	}
	if (r->weekdays) {
		STRBUF_SCOPED struct strbuf one = STRBUF_INIT(LIMIT_WORDS);

		strbuf_adds(&one, "every ");
		add_weekdays(&one, r->weekdays);
		words_add(&w, arena_strdup(a, one.data));
	}
	words_end(&w);
}

/* `every week`, `every second month`, `every 10 days` */
static const char *every(const struct rrule *r, const char *unit, struct arena *a)
{
	if (r->interval == 1)
		return arena_printf(a, "every %s", unit);
	if (r->interval <= 8)
		return arena_printf(a, "every %s %s", ordinal(r->interval, a), unit);
	return arena_printf(a, "every %lld %ss", (long long)r->interval, unit);
}

#define WORKING_DAYS 0x3eu /* Monday to Friday */

/* `every Monday`, `every second Monday and Thursday`, `every weekday` */
static void add_week(struct strbuf *out, const struct rrule *r, struct arena *a)
{
	bool one = r->weekdays && !(r->weekdays & (r->weekdays - 1));
	STRBUF_SCOPED struct strbuf days = STRBUF_INIT(LIMIT_WORDS);

	if (r->weekdays == WORKING_DAYS)
		strbuf_adds(&days, "weekday");
	else
		add_weekdays(&days, r->weekdays);
	if (!r->weekdays)
		strbuf_adds(out, every(r, "week", a));
	else if (r->interval == 1 || (one && r->interval <= 8))
		strbuf_adds(out, every(r, days.data, a));
	else
		strbuf_addf(out, "on %s%s of %s", r->weekdays == WORKING_DAYS ? "every " : "",
			    days.data, every(r, "week", a));
}

/* What of a month or year: `the 1st and 15th day`, `the last Friday`. */
static void add_days(struct strbuf *out, const struct rrule *r, struct arena *a)
{
	struct words w = { .out = out };
	STRBUF_SCOPED struct strbuf days = STRBUF_INIT(LIMIT_WORDS);

	if (r->month_days.used || r->year_days.used) {
		strbuf_adds(&days, "the ");
		add_set(&days, r->month_days.used ? &r->month_days : &r->year_days, place, a);
		strbuf_adds(&days, " day");
		words_add(&w, days.data);
		words_end(&w);
	} else if (has_nth_weekdays(r)) {
		add_nth_weekdays(out, r, a);
	} else if (r->weekdays) {
		strbuf_adds(out, "every ");
		add_weekdays(out, r->weekdays);
	}
	if (r->weeks.used) {
		strbuf_adds(out, out->len ? " of week " : "week ");
		add_set(out, &r->weeks, number, a);
	}
}

/* `on the last Friday of every month`, `every second year` */
static void add_month_or_year(struct strbuf *out, const struct rrule *r, struct arena *a)
{
	bool yearly = r->frequency == RRULE_YEARLY;
	STRBUF_SCOPED struct strbuf days = STRBUF_INIT(LIMIT_WORDS);

	add_days(&days, r, a);
	if (days.len)
		strbuf_addf(out, "on %s of ", days.data);
	if (yearly && r->month_days.used && !r->months.used)
		strbuf_adds(out, "every month, ");
	if (yearly && days.len && r->months.used && r->interval == 1) {
		add_set(out, &r->months, month, a);
		return;
	}
	strbuf_adds(out, every(r, units[r->frequency], a));
}

static void add_place(struct strbuf *out, const struct rrule *r, struct arena *a)
{
	if (!r->positions.used)
		return;
	strbuf_adds(out, ", of these only the ");
	add_set(out, &r->positions, place, a);
}

static void add_times(struct strbuf *out, const struct rrule *r, struct arena *a)
{
	if (r->hours.used) {
		strbuf_adds(out, ", in hour ");
		add_set(out, &r->hours, number, a);
	}
	if (r->minutes.used) {
		strbuf_adds(out, ", at minute ");
		add_set(out, &r->minutes, two_digits, a);
	}
	if (r->seconds.used) {
		strbuf_adds(out, ", at second ");
		add_set(out, &r->seconds, two_digits, a);
	}
}

static void add_end(struct strbuf *out, const struct rrule *r, struct arena *a)
{
	int64_t second = r->until_form == RRULE_UNTIL_DAY ? r->until * 86400 : r->until;

	if (r->count)
		strbuf_addf(out, r->count == 1 ? ", once" : ", %lld times", (long long)r->count);
	else if (r->until_form != RRULE_FOREVER)
		strbuf_addf(out, ", until %s",
			    date_words((struct moment){ .utc = second, .set = true }, a));
}

/* Months and days that only let some of the days through. */
static void add_limits(struct strbuf *out, const struct rrule *r, struct arena *a)
{
	bool small = r->frequency < RRULE_WEEKLY;
	bool told = r->frequency == RRULE_YEARLY && r->interval == 1 &&
		    (r->month_days.used || r->year_days.used || r->weeks.used || r->weekdays ||
		     has_nth_weekdays(r));

	if (small && r->weekdays) {
		strbuf_adds(out, ", on ");
		add_weekdays(out, r->weekdays);
	} else if (!small && r->weekdays && (r->month_days.used || r->year_days.used)) {
		strbuf_adds(out, ", if it is a ");
		add_weekdays(out, r->weekdays);
	}
	if (small && (r->month_days.used || r->year_days.used)) {
		strbuf_adds(out, ", on the ");
		add_set(out, r->month_days.used ? &r->month_days : &r->year_days, place, a);
		strbuf_adds(out, r->month_days.used ? " day of the month" : " day of the year");
	}
	if (r->months.used && !told) {
		strbuf_adds(out, ", in ");
		add_set(out, &r->months, month, a);
	}
}

char *rrule_words(const struct rrule *r, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_WORDS);

	if (r->frequency == RRULE_WEEKLY)
		add_week(&out, r, a);
	else if (r->frequency >= RRULE_MONTHLY)
		add_month_or_year(&out, r, a);
	else
		strbuf_adds(&out, every(r, units[r->frequency], a));
	add_limits(&out, r, a);
	add_place(&out, r, a);
	add_times(&out, r, a);
	add_end(&out, r, a);
	return arena_strndup(a, out.data, out.len);
}
