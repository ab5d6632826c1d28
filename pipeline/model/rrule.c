#include "model/rrule.h"

#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "base/calendar.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"

/* The parts of a rule, in the order of `parts`; as bits, which of them a rule has. */
enum part_name {
	FREQ,
	UNTIL,
	COUNT_,
	INTERVAL,
	BYSECOND,
	BYMINUTE,
	BYHOUR,
	BYDAY,
	BYMONTHDAY,
	BYYEARDAY,
	BYWEEKNO,
	BYMONTH,
	BYSETPOS,
	WKST,
};

#define BIT(n)        (1u << (n))
#define SUB_DAILY     (BIT(RRULE_SECONDLY) | BIT(RRULE_MINUTELY) | BIT(RRULE_HOURLY))
#define ALL_BUT(freq) (BIT(RRULE_YEARLY + 1) - 1 - BIT(freq))
#define ALL           (BIT(RRULE_YEARLY + 1) - 1)

struct reading;

struct part {
	const char *name;
	bool (*read)(struct reading *r, const struct part *p);
	size_t set;       /* read_numbers: where the list goes in struct rrule */
	int first, last;  /* of its numbers */
	bool from_end;    /* may they be negative? */
	unsigned allowed; /* with which frequencies */
	const char *why;  /* not with the others: for people */
};

/* The value that is being read: text[off] to text[end]. */
struct reading {
	const char *text;
	size_t off, end;
	struct rrule *into;
	unsigned seen;           /* bits of enum part_name */
	size_t places[WKST + 1]; /* where each part's name begins */
	struct rrule_fault *fault;
	struct arena *arena;
};

static const char *const frequencies[] = { "SECONDLY", "MINUTELY", "HOURLY", "DAILY",
					   "WEEKLY",   "MONTHLY",  "YEARLY", NULL };
static const char *const weekdays[] = { "SU", "MO", "TU", "WE", "TH", "FR", "SA", NULL };

static bool refuse(struct reading *r, size_t off, size_t len, const char *words)
{
	*r->fault = (struct rrule_fault){ off, len, words };
	return false;
}

static const char *piece(const struct reading *r, size_t off, size_t len)
{
	return arena_strndup(r->arena, r->text + off, len);
}

static const char *meant(const struct reading *r, const char *word, const char *const *choices)
{
	const char *near = text_nearest(word, choices);

	return near ? arena_printf(r->arena, "; did you mean '%s'?", near) : "";
}

/* Names are the same in small letters (RFC 5545 section 2). */
static int find_name(const char *name, const char *const *choices)
{
	for (int i = 0; choices[i]; i++) {
		if (strcasecmp(name, choices[i]) == 0)
			return i;
	}
	return -1;
}

static void add_number(struct rrule_set *set, int number)
{
	int n = number < 0 ? -number : number;
	uint64_t *words = number < 0 ? set->minus : set->plus;

	set->used = true;
	words[n / 64] |= UINT64_C(1) << n % 64;
}

bool rrule_has(const struct rrule_set *set, int number)
{
	int n = number < 0 ? -number : number;
	const uint64_t *words = number < 0 ? set->minus : set->plus;

	return n <= RRULE_LAST && words[n / 64] >> n % 64 & 1;
}

static bool read_frequency(struct reading *r, const struct part *p)
{
	const char *name = piece(r, r->off, r->end - r->off);
	int found = find_name(name, frequencies);

	(void)p;
	if (found < 0)
		return refuse(r, r->off, r->end - r->off,
			      arena_printf(r->arena,
					   "'%s' is no frequency; expected DAILY, WEEKLY, MONTHLY "
					   "or YEARLY%s",
					   name, meant(r, name, frequencies)));
	r->into->frequency = (enum rrule_frequency)found;
	return true;
}

/* Digits only, as many as there can be; -1 if there is anything else. */
static int64_t whole_number(const struct reading *r, size_t off, size_t end)
{
	int64_t value = 0;

	if (off == end || end - off > 9)
		return -1;
	for (; off < end; off++) {
		if (r->text[off] < '0' || r->text[off] > '9')
			return -1;
		value = value * 10 + (r->text[off] - '0');
	}
	return value;
}

static bool read_amount(struct reading *r, const struct part *p)
{
	int64_t value = whole_number(r, r->off, r->end);

	if (value < 1)
		return refuse(r, r->off, r->end - r->off,
			      arena_printf(r->arena,
					   "%s is '%s'; expected a whole number, 1 or more",
					   p->name, piece(r, r->off, r->end - r->off)));
	if (strcmp(p->name, "COUNT") == 0)
		r->into->count = value;
	else
		r->into->interval = value;
	return true;
}

/* The numbers of YYYYMMDD or HHMMSS; false unless all are digits. */
static bool three_numbers(const struct reading *r, size_t off, const size_t *lengths, int *into)
{
	for (int i = 0; i < 3; off += lengths[i++]) {
		int64_t value = whole_number(r, off, off + lengths[i]);

		if (value < 0)
			return false;
		into[i] = (int)value;
	}
	return true;
}

static bool parse_until(const struct reading *r, struct civil *c)
{
	static const size_t day_lengths[] = { 4, 2, 2 }, time_lengths[] = { 2, 2, 2 };
	size_t len = r->end - r->off;
	int day[3], time[3] = { 0 };

	if ((len != 8 && len != 16) || !three_numbers(r, r->off, day_lengths, day))
		return false;
	if (len == 16 && (r->text[r->off + 8] != 'T' || r->text[r->off + 15] != 'Z' ||
			  !three_numbers(r, r->off + 9, time_lengths, time)))
		return false;
	*c = (struct civil){ day[0], day[1], day[2], time[0], time[1], time[2] };
	return true;
}

static bool civil_exists(const struct civil *c)
{
	return c->year >= DATE_FIRST_YEAR && c->year <= DATE_LAST_YEAR && c->month >= 1 &&
	       c->month <= 12 && c->day >= 1 && c->day <= month_days(c->year, c->month) &&
	       c->hour <= 23 && c->minute <= 59 && c->second <= 60;
}

static bool read_until(struct reading *r, const struct part *p)
{
	struct civil c;
	size_t len = r->end - r->off;

	(void)p;
	if (!parse_until(r, &c))
		return refuse(r, r->off, len,
			      arena_printf(r->arena,
					   "UNTIL is '%s'; expected a day such as 20261231, or a "
					   "moment in UTC such as 20261231T000000Z",
					   piece(r, r->off, len)));
	if (!civil_exists(&c))
		return refuse(r, r->off, len,
			      arena_printf(r->arena, "UNTIL is '%s', which does not exist",
					   piece(r, r->off, len)));
	r->into->until_form = len == 8 ? RRULE_UNTIL_DAY : RRULE_UNTIL_SECOND;
	r->into->until = len == 8 ? day_from_civil(c.year, c.month, c.day) : civil_seconds(c);
	return true;
}

static bool read_week_start(struct reading *r, const struct part *p)
{
	const char *name = piece(r, r->off, r->end - r->off);
	int found = find_name(name, weekdays);

	(void)p;
	if (found < 0)
		return refuse(r, r->off, r->end - r->off,
			      arena_printf(r->arena,
					   "'%s' is no day of the week; expected MO, TU, WE, TH, "
					   "FR, SA or SU%s",
					   name, meant(r, name, weekdays)));
	r->into->week_start = found;
	return true;
}

/* Calls `read_one` with the reading narrowed to each entry of a list. */
static bool each_entry(struct reading *r, const struct part *p,
		       bool (*read_one)(struct reading *r, const struct part *p))
{
	const size_t end = r->end;
	bool good = true;

	for (size_t at = r->off; good && at <= end; at = r->end + 1) {
		const char *comma = memchr(r->text + at, ',', end - at);

		r->off = at;
		r->end = comma ? (size_t)(comma - r->text) : end;
		good = r->off < r->end
			       ? read_one(r, p)
			       : refuse(r, at, 0,
					arena_printf(r->arena, "%s has an empty entry in its list",
						     p->name));
	}
	r->end = end;
	return good;
}

/* A number with its sign; 0 if it is none, or outside of first…last. */
static int signed_number(const struct reading *r, size_t end, const struct part *p)
{
	bool has_sign = r->text[r->off] == '-' || r->text[r->off] == '+';
	int64_t value = whole_number(r, r->off + has_sign, end);

	if (value < p->first || value > p->last || (has_sign && (!p->from_end || !value)))
		return INT32_MIN;
	return r->text[r->off] == '-' ? (int)-value : (int)value;
}

static bool read_number(struct reading *r, const struct part *p)
{
	int value = signed_number(r, r->end, p);

	if (value == INT32_MIN)
		return refuse(r, r->off, r->end - r->off,
			      arena_printf(r->arena, "%s is '%s'; expected numbers from %d to %d%s",
					   p->name, piece(r, r->off, r->end - r->off), p->first,
					   p->last,
					   p->from_end ? arena_printf(r->arena,
								      ", or from -%d to -1 to "
								      "count from the end",
								      p->last)
						       : ""));
	add_number((struct rrule_set *)(void *)((char *)r->into + p->set), value);
	return true;
}

static bool read_numbers(struct reading *r, const struct part *p)
{
	return each_entry(r, p, read_number);
}

/* `MO`, `-1FR`, `2TU` */
static bool read_weekday(struct reading *r, const struct part *p)
{
	size_t len = r->end - r->off, name = len < 2 ? r->off : r->end - 2;
	const char *day = piece(r, name, r->end - name);
	int found = find_name(day, weekdays);

	if (found < 0)
		return refuse(r, r->off, len,
			      arena_printf(r->arena,
					   "'%s' is no day of the week; expected MO, TU, WE, TH, "
					   "FR, SA or SU, as in BYDAY=-1FR for the last Friday%s",
					   piece(r, r->off, len), meant(r, day, weekdays)));
	if (name == r->off) {
		r->into->weekdays |= BIT(found);
		return true;
	}
	int nth = signed_number(r, name, p);
	if (nth == INT32_MIN)
		return refuse(r, r->off, len,
			      arena_printf(r->arena,
					   "'%s' is not the nth of a weekday; expected numbers "
					   "from 1 to 53, or from -53 to -1 to count from the end",
					   piece(r, r->off, len)));
	add_number(&r->into->nth_weekdays[found], nth);
	return true;
}

static bool read_weekdays(struct reading *r, const struct part *p)
{
	return each_entry(r, p, read_weekday);
}

#define SET(member) offsetof(struct rrule, member)

/* RFC 5545 section 3.3.10: the ranges, and the table of what goes with which frequency. */
static const struct part parts[] = {
	[FREQ] = { "FREQ", read_frequency, .allowed = ALL },
	[UNTIL] = { "UNTIL", read_until, .allowed = ALL },
	[COUNT_] = { "COUNT", read_amount, .allowed = ALL },
	[INTERVAL] = { "INTERVAL", read_amount, .allowed = ALL },
	[BYSECOND] = { "BYSECOND", read_numbers, SET(seconds), 0, 60, .allowed = ALL },
	[BYMINUTE] = { "BYMINUTE", read_numbers, SET(minutes), 0, 59, .allowed = ALL },
	[BYHOUR] = { "BYHOUR", read_numbers, SET(hours), 0, 23, .allowed = ALL },
	[BYDAY] = { "BYDAY", read_weekdays, 0, 1, 53, true, ALL, NULL },
	[BYMONTHDAY] = { "BYMONTHDAY", read_numbers, SET(month_days), 1, 31, true,
			 ALL_BUT(RRULE_WEEKLY),
			 "a week has no day of the month; use FREQ=MONTHLY" },
	[BYYEARDAY] = { "BYYEARDAY", read_numbers, SET(year_days), 1, 366, true,
			SUB_DAILY | BIT(RRULE_YEARLY), "use FREQ=YEARLY" },
	[BYWEEKNO] = { "BYWEEKNO", read_numbers, SET(weeks), 1, 53, true, BIT(RRULE_YEARLY),
		       "weeks are counted in a year; use FREQ=YEARLY" },
	[BYMONTH] = { "BYMONTH", read_numbers, SET(months), 1, 12, .allowed = ALL },
	[BYSETPOS] = { "BYSETPOS", read_numbers, SET(positions), 1, 366, true, ALL, NULL },
	[WKST] = { "WKST", read_week_start, .allowed = ALL },
};

static const char *const *part_names(struct arena *a)
{
	const char **names = arena_array(a, COUNT(parts) + 1, sizeof(char *));

	for (size_t i = 0; i < COUNT(parts); i++)
		names[i] = parts[i].name;
	return names;
}

/* The habit of calendar files, where the rule stands behind its property's name. */
static bool refuse_name(struct reading *r, size_t off, size_t len)
{
	const char *name = piece(r, off, len);
	const char *const *names = part_names(r->arena);

	if (strncasecmp(name, "RRULE:", 6) == 0)
		return refuse(r, off, 6, "leave 'RRULE:' out; a rule begins with FREQ=");
	if (name[strspn(name, " ")] == '\0')
		return refuse(r, off, len, "a part is empty; parts are separated by one ';'");
	return refuse(
		r, off, len,
		arena_printf(r->arena, "'%s' is no part of a rule%s", name, meant(r, name, names)));
}

/* One `NAME=value` from `off` to `end`. */
static bool read_part(struct reading *r, size_t off, size_t end)
{
	const char *equals = memchr(r->text + off, '=', end - off);
	size_t len = equals ? (size_t)(equals - r->text) - off : end - off;
	int found = find_name(piece(r, off, len), part_names(r->arena));

	if (found < 0)
		return refuse_name(r, off, len);
	const struct part *p = &parts[found];
	if (!equals || off + len + 1 == end)
		return refuse(r, off, end - off,
			      arena_printf(r->arena, "%s has no value", p->name));
	if (!r->seen && found != FREQ)
		return refuse(r, off, len,
			      arena_printf(r->arena,
					   "FREQ stands first, before %s; begin with FREQ=WEEKLY, "
					   "for example",
					   p->name));
	if (r->seen & BIT(found))
		return refuse(r, off, len,
			      arena_printf(r->arena, "%s stands here twice; keep one of the two",
					   p->name));
	r->seen |= BIT(found);
	r->places[found] = off;
	r->off = off + len + 1;
	r->end = end;
	return p->read(r, p);
}

static bool read_parts(struct reading *r)
{
	const char *blank = strpbrk(r->text, " \t\n");

	if (blank)
		return refuse(r, (size_t)(blank - r->text), 1, "a rule has no blanks; take it out");
	if (!*r->text)
		return refuse(r, 0, 0, "the rule is empty; begin with FREQ=WEEKLY, for example");
	for (const char *s = r->text;; s++) {
		const char *end = strchrnul(s, ';');

		if (!read_part(r, (size_t)(s - r->text), (size_t)(end - r->text)))
			return false;
		if (!*end)
			return true;
		s = end;
	}
}

static bool refuse_part(struct reading *r, enum part_name name, const char *words)
{
	return refuse(r, r->places[name], strlen(parts[name].name), words);
}

static bool has_nth_weekday(const struct rrule *rule)
{
	for (int i = 0; i < 7; i++) {
		if (rule->nth_weekdays[i].used)
			return true;
	}
	return false;
}

/* BYDAY=2MO counts in a month or a year, and weeks of a year have each weekday once. */
static bool check_nth_weekdays(struct reading *r)
{
	enum rrule_frequency f = r->into->frequency;

	if (!has_nth_weekday(r->into))
		return true;
	if (f != RRULE_MONTHLY && f != RRULE_YEARLY)
		return refuse_part(r, BYDAY,
				   arena_printf(r->arena,
						"BYDAY with a number goes with FREQ=MONTHLY or "
						"FREQ=YEARLY only, not with FREQ=%s",
						frequencies[f]));
	if (r->seen & BIT(BYWEEKNO))
		return refuse_part(r, BYDAY,
				   "BYDAY with a number does not go with BYWEEKNO, as a week has "
				   "each weekday once");
	return true;
}

/* What the parts say of each other. */
static bool check_together(struct reading *r)
{
	const unsigned others = BIT(BYSECOND) | BIT(BYMINUTE) | BIT(BYHOUR) | BIT(BYDAY) |
				BIT(BYMONTHDAY) | BIT(BYYEARDAY) | BIT(BYWEEKNO) | BIT(BYMONTH);

	for (size_t i = 0; i < COUNT(parts); i++) {
		if (r->seen & BIT(i) && !(parts[i].allowed & BIT(r->into->frequency)))
			return refuse_part(r, (enum part_name)i,
					   arena_printf(r->arena, "%s does not go with FREQ=%s; %s",
							parts[i].name,
							frequencies[r->into->frequency],
							parts[i].why));
	}
	if (r->seen & BIT(COUNT_) && r->seen & BIT(UNTIL))
		return refuse_part(r, r->places[COUNT_] > r->places[UNTIL] ? COUNT_ : UNTIL,
				   "COUNT and UNTIL exclude each other; keep one of the two");
	if (r->seen & BIT(BYSETPOS) && !(r->seen & others))
		return refuse_part(r, BYSETPOS,
				   "BYSETPOS picks from what another part lists; add one such as "
				   "BYDAY=MO,TU,WE,TH,FR");
	return check_nth_weekdays(r);
}

bool rrule_parse(const char *text, struct rrule *into, struct rrule_fault *fault, struct arena *a)
{
	struct reading r = { .text = text, .into = into, .fault = fault, .arena = a };

	*into = (struct rrule){ .interval = 1, .week_start = 1 };
	return read_parts(&r) && check_together(&r);
}
