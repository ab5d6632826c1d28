#include "base/zone.h"

#include <string.h>
#include <strings.h>

#include "base/calendar.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"

#define ZONES "/usr/share/zoneinfo"

/* RFC 8536 section 3.2: what offsets can be, and what zone files keep to. */
#define OFFSET_LEAST (-89999)
#define OFFSET_MOST  93599

/* When in a year the clock changes. */
struct change {
	enum { CHANGE_DAY, CHANGE_JULIAN, CHANGE_WEEKDAY } kind;
	int day;         /* CHANGE_DAY: from 0; CHANGE_JULIAN: from 1, without leap days */
	int month, week; /* CHANGE_WEEKDAY: week 5 is the last; `day` from Sunday, 0 */
	int time;        /* seconds after midnight, on the clock before the change */
};

/* What holds after the last moment of the table. */
struct rule {
	bool known;
	int standard, summer; /* offsets */
	bool changes;
	struct change start, end; /* of summer time */
};

struct zone {
	size_t count;
	const int64_t *moments; /* ascending */
	const int *offsets;     /* offsets[i] holds from moments[i] on */
	int before;             /* holds before the first moment */
	struct rule rule;
};

/* Bytes that are still to be read; `bad` as soon as there were too few. */
struct bytes {
	const unsigned char *at, *end;
	bool bad;
};

static const unsigned char *take(struct bytes *b, size_t len)
{
	const unsigned char *at = b->at;

	if (b->bad || (size_t)(b->end - at) < len) {
		b->bad = true;
		return NULL;
	}
	b->at += len;
	return at;
}

static uint32_t word(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int64_t long_word(const unsigned char *p)
{
	return (int64_t)((uint64_t)word(p) << 32 | word(p + 4));
}

/* RFC 8536 section 3.1 */
struct header {
	unsigned char version;
	uint32_t isut, isstd, leaps, times, types, chars;
};

static struct header take_header(struct bytes *b)
{
	const unsigned char *p = take(b, 44);

	if (!p || memcmp(p, "TZif", 4) != 0) {
		b->bad = true;
		return (struct header){ 0 };
	}
	return (struct header){ p[4],         word(p + 20), word(p + 24), word(p + 28),
				word(p + 32), word(p + 36), word(p + 40) };
}

/* The first block is for readers of version 1, with times of four bytes. */
static void skip_first_block(struct bytes *b, const struct header *h)
{
	take(b, (size_t)h->times * 5);
	take(b, (size_t)h->types * 6);
	take(b, (size_t)h->chars);
	take(b, (size_t)h->leaps * 8);
	take(b, (size_t)h->isstd);
	take(b, (size_t)h->isut);
}

static bool offset_good(int64_t offset)
{
	return offset >= OFFSET_LEAST && offset <= OFFSET_MOST;
}

/* The offset of a local time type; an impossible one spoils the file. */
static int type_offset(struct bytes *b, const unsigned char *types, uint32_t count, uint32_t type)
{
	int32_t offset = type < count ? (int32_t)word(types + (size_t)type * 6) : INT32_MIN;

	b->bad = b->bad || !offset_good(offset);
	return offset;
}

static void fill_table(struct bytes *b, const struct header *h, struct zone *z, struct arena *a)
{
	const unsigned char *times = take(b, (size_t)h->times * 8), *indexes = take(b, h->times),
			    *types = take(b, (size_t)h->types * 6);

	take(b, (size_t)h->chars + (size_t)h->leaps * 12);
	take(b, (size_t)h->isstd + h->isut);
	if (b->bad)
		return;
	int64_t *moments = arena_array(a, h->times, sizeof(*moments));
	int *offsets = arena_array(a, h->times, sizeof(*offsets));

	z->before = type_offset(b, types, h->types, 0);
	for (z->count = 0; z->count < h->times; z->count++) {
		size_t i = z->count;

		moments[i] = long_word(times + 8 * i);
		offsets[i] = type_offset(b, types, h->types, indexes[i]);
		b->bad = b->bad || (i && moments[i] <= moments[i - 1]);
	}
	z->moments = moments;
	z->offsets = offsets;
}

/* A number of at most three digits; spoils the rule when there is none. */
static int take_digits(struct bytes *b)
{
	int value = 0, digits = 0;

	for (; b->at < b->end && *b->at >= '0' && *b->at <= '9'; b->at++, digits++)
		value = digits < 3 ? value * 10 + (*b->at - '0') : value;
	b->bad = b->bad || !digits || digits > 3;
	return value;
}

static bool take_char(struct bytes *b, char c)
{
	if (b->at == b->end || *b->at != (unsigned char)c)
		return false;
	b->at++;
	return true;
}

/* `[+-]hh[:mm[:ss]]` in seconds. */
static int take_time(struct bytes *b, int hours_most)
{
	int sign = take_char(b, '-') ? -1 : 1, parts[3] = { 0 };

	if (sign > 0)
		take_char(b, '+');
	parts[0] = take_digits(b);
	for (int i = 1; i < 3 && take_char(b, ':'); i++)
		parts[i] = take_digits(b);
	b->bad = b->bad || parts[0] > hours_most || parts[1] > 59 || parts[2] > 59;
	return sign * (parts[0] * 3600 + parts[1] * 60 + parts[2]);
}

static bool is_letter(unsigned char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* `GMT`, or `<+0530>` */
static void skip_name(struct bytes *b)
{
	bool quoted = take_char(b, '<');
	const unsigned char *start = b->at;

	while (b->at < b->end && (quoted ? *b->at != '>' : is_letter(*b->at)))
		b->at++;
	b->bad = b->bad || b->at - start < 3 || (quoted && !take_char(b, '>'));
}

static int take_in(struct bytes *b, int first, int last)
{
	int value = take_digits(b);

	b->bad = b->bad || value < first || value > last;
	return value;
}

/* `Mm.w.d`, `Jn` or `n`, and the time behind a slash. */
static struct change take_change(struct bytes *b)
{
	struct change c = { .time = 2 * 3600 };

	b->bad = b->bad || !take_char(b, ',');
	if (take_char(b, 'M')) {
		c.kind = CHANGE_WEEKDAY;
		c.month = take_in(b, 1, 12);
		b->bad = b->bad || !take_char(b, '.');
		c.week = take_in(b, 1, 5);
		b->bad = b->bad || !take_char(b, '.');
		c.day = take_in(b, 0, 6);
	} else if (take_char(b, 'J')) {
		c.kind = CHANGE_JULIAN;
		c.day = take_in(b, 1, 365);
	} else {
		c.kind = CHANGE_DAY;
		c.day = take_in(b, 0, 365);
	}
	if (take_char(b, '/'))
		c.time = take_time(b, 167); /* a week: RFC 8536 section 3.3.1 */
	return c;
}

/* POSIX.1-2008 XBD 8.3, TZ, as RFC 8536 section 3.3 has it. The signs there are west of Greenwich.
 */
static struct rule take_rule(struct bytes *b)
{
	struct rule r = { .known = true };

	skip_name(b);
	r.standard = -take_time(b, 24);
	if (b->bad || b->at == b->end)
		return r;
	skip_name(b);
	r.changes = true;
	r.summer = r.standard + 3600;
	if (b->at < b->end && *b->at != ',')
		r.summer = -take_time(b, 24);
	r.start = take_change(b);
	r.end = take_change(b);
	b->bad = b->bad || b->at != b->end || !offset_good(r.summer);
	return r;
}

static void take_footer(struct bytes *b, struct zone *z)
{
	if (b->bad || !take_char(b, '\n')) {
		b->bad = true;
		return;
	}
	const unsigned char *end = memchr(b->at, '\n', (size_t)(b->end - b->at));
	if (!end) {
		b->bad = true;
		return;
	}
	b->end = end;
	if (b->at < b->end)
		z->rule = take_rule(b);
}

/* Zones that count leap seconds do not agree with the clock of the machine: they are refused. */
const struct zone *zone_parse(const void *bytes, size_t len, struct arena *a)
{
	struct bytes b = { .at = bytes, .end = (const unsigned char *)bytes + len };
	struct zone *z = arena_new(a, struct zone);
	struct header h = take_header(&b);

	if (b.bad || len > LIMIT_ZONE_BYTES || h.version < '2')
		return NULL;
	skip_first_block(&b, &h);
	h = take_header(&b);
	if (b.bad || !h.types || h.types > 256 || h.leaps)
		return NULL;
	fill_table(&b, &h, z, a);
	take_footer(&b, z);
	return b.bad ? NULL : z;
}

const struct zone *zone_fixed(int offset, struct arena *a)
{
	struct zone *z = arena_new(a, struct zone);

	z->before = offset;
	return z;
}

/* What can be the name of a zone: parts of letters, digits, `_`, `+`, `-`, joined by `/`. */
static bool name_good(const char *name)
{
	static const char *const others[] = { "posix/", "right/", "posixrules", "localtime",
					      "Factory" };
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-";
	const char *part = name;

	for (size_t i = 0; i < COUNT(others); i++) {
		if (text_starts(name, others[i]))
			return false;
	}
	for (;; part++) {
		size_t len = strspn(part, letters);

		if (!len || part + len - name > 64)
			return false;
		part += len;
		if (*part != '/')
			return !*part;
	}
}

const struct zone *zone_open(const char *name, struct arena *a)
{
	char *bytes;
	size_t len;

	if (!name_good(name) ||
	    !file_read(path_join(ZONES, name, a), LIMIT_ZONE_BYTES, &bytes, &len, a))
		return NULL;
	return zone_parse(bytes, len, a);
}

bool zone_known(const char *name)
{
	struct arena a = { 0 };
	bool known = zone_open(name, &a) != NULL;

	arena_free(&a);
	return known;
}

/* The day of a year when the clock changes. */
static int64_t change_day(const struct change *c, int64_t year)
{
	int64_t first = day_from_civil(year, 1, 1);

	if (c->kind == CHANGE_DAY)
		return first + c->day;
	if (c->kind == CHANGE_JULIAN)
		return first + c->day - 1 + (c->day > 59 && year_is_leap(year));
	first = day_from_civil(year, c->month, 1);
	int64_t day = first + (c->day - day_weekday(first) + 7) % 7 + 7 * (c->week - 1);
	return day >= first + month_days(year, c->month) ? day - 7 : day;
}

/* A moment when the clock changes, and what it changes to. */
struct step {
	int64_t utc;
	int offset;
};

/* The changes of a year and of its neighbours, as their times may lie days away from their date. */
#define STEPS 6
static void rule_steps(const struct rule *r, int64_t utc, struct step into[static STEPS])
{
	int64_t year = civil_from_seconds(utc + r->standard).year - 1;

	for (int i = 0; i < STEPS; i += 2, year++) {
		into[i].utc = change_day(&r->end, year) * 86400 + r->end.time - r->summer;
		into[i].offset = r->standard;
		into[i + 1].utc = change_day(&r->start, year) * 86400 + r->start.time - r->standard;
		into[i + 1].offset = r->summer;
	}
}

/* The latest change rules; of two at one moment, the start of summer time (one that never ends). */
static int rule_offset(const struct rule *r, int64_t utc)
{
	struct step steps[STEPS];
	const struct step *last = NULL;

	if (!r->changes)
		return r->standard;
	rule_steps(r, utc, steps);
	for (int i = 0; i < STEPS; i++) {
		bool later = !last || steps[i].utc > last->utc ||
			     (steps[i].utc == last->utc && steps[i].offset == r->summer);

		if (steps[i].utc <= utc && later)
			last = &steps[i];
	}
	return last ? last->offset : r->standard;
}

static int64_t rule_next_change(const struct rule *r, int64_t utc)
{
	struct step steps[STEPS];
	int64_t next = INT64_MAX;

	if (!r->changes)
		return next;
	rule_steps(r, utc, steps);
	for (int i = 0; i < STEPS; i++) {
		if (steps[i].utc > utc && steps[i].utc < next)
			next = steps[i].utc;
	}
	return next;
}

/* How many moments of the table are not after `utc`. */
static size_t passed(const struct zone *z, int64_t utc)
{
	size_t low = 0, high = z->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (z->moments[middle] <= utc)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int zone_offset(const struct zone *z, int64_t utc)
{
	size_t n = passed(z, utc);

	if (n == z->count && z->rule.known)
		return rule_offset(&z->rule, utc);
	return n ? z->offsets[n - 1] : z->before;
}

int64_t zone_next_change(const struct zone *z, int64_t utc)
{
	size_t n = passed(z, utc);

	if (n < z->count)
		return z->moments[n];
	return z->rule.known ? rule_next_change(&z->rule, utc) : INT64_MAX;
}

/* No offset is greater, and no two changes that matter for one local time lie further apart. */
#define FAR (2 * 86400)

/* The change that skips `local`, which no offset gives. */
static struct zone_moments skipped(const struct zone *z, int64_t local)
{
	int64_t change = zone_next_change(z, local - FAR);
	int before = zone_offset(z, local - FAR);

	while (change <= local + FAR) {
		int after = zone_offset(z, change);

		if (change + before <= local && local < change + after)
			break;
		before = after;
		change = zone_next_change(z, change);
	}
	return (struct zone_moments){ ZONE_NEVER, local - before, change };
}

/* Tries each offset that holds within two days. */
struct zone_moments zone_moments(const struct zone *z, int64_t local)
{
	struct zone_moments m = { ZONE_NEVER, 0, 0 };
	int64_t change = local - FAR;

	for (; change <= local + FAR; change = zone_next_change(z, change)) {
		int64_t utc = local - zone_offset(z, change);

		if (zone_offset(z, utc) != zone_offset(z, change) ||
		    (m.answer != ZONE_NEVER && utc == m.first))
			continue;
		if (m.answer == ZONE_NEVER)
			m = (struct zone_moments){ ZONE_ONCE, utc, utc };
		else
			m = (struct zone_moments){ ZONE_TWICE, m.first, utc };
	}
	if (m.answer == ZONE_TWICE && m.second < m.first)
		m = (struct zone_moments){ ZONE_TWICE, m.second, m.first };
	return m.answer == ZONE_NEVER ? skipped(z, local) : m;
}

/* The next word of a line of tzdata.zi; NULL at its end. */
static const char *next_word(const char **line, struct arena *a)
{
	size_t len = strcspn(*line, " \n");
	const char *start = *line;

	*line += len + (start[len] == ' ');
	return len ? arena_strndup(a, start, len) : NULL;
}

/* The zones and links of tzdata.zi (zic(8)), ended by NULL. */
static const char *const *zone_names(struct arena *a)
{
	char *text;
	size_t len, room = 0, count = 0;
	const char **names = NULL;

	if (!file_read(ZONES "/tzdata.zi", LIMIT_SOURCE_BYTES, &text, &len, a))
		len = 0;
	for (const char *line = len ? text : ""; *line;) {
		const char *end = line + strcspn(line, "\n"), *name = NULL;

		if (text_starts(line, "Z ") || text_starts(line, "L ")) {
			bool is_link = *line == 'L';

			line += 2;
			name = next_word(&line, a);
			name = is_link ? next_word(&line, a) : name;
		}
		if (name && name_good(name)) {
			names = arena_grow(a, names, count, &room, sizeof(char *));
			names[count++] = name;
		}
		line = end + (*end == '\n');
	}
	names = arena_grow(a, names, count, &room, sizeof(char *));
	names[count] = NULL;
	return names;
}

/* What people call a zone and the database does not. */
static const char *by_habit(const char *name)
{
	static const struct {
		const char *habit, *name;
	} habits[] = {
		{ "BST", "Europe/London" },       { "UK", "Europe/London" },
		{ "Britain", "Europe/London" },   { "Scotland", "Europe/London" },
		{ "England", "Europe/London" },   { "Wales", "Europe/London" },
		{ "Edinburgh", "Europe/London" }, { "Glasgow", "Europe/London" },
		{ "Ireland", "Europe/Dublin" },   { "CEST", "Europe/Paris" },
		{ "EDT", "America/New_York" },    { "PST", "America/Los_Angeles" },
		{ "PDT", "America/Los_Angeles" }, { "CST", "America/Chicago" },
		{ "CDT", "America/Chicago" },     { "IST", "Asia/Kolkata" },
	};

	for (size_t i = 0; i < COUNT(habits); i++) {
		if (strcasecmp(path_base(name), habits[i].habit) == 0)
			return habits[i].name;
	}
	return NULL;
}

const char *zone_nearest(const char *name, struct arena *a)
{
	const char *const *names = zone_names(a);
	char *wanted = arena_strdup(a, name);

	for (char *blank; (blank = strpbrk(wanted, " \\"));)
		*blank = *blank == ' ' ? '_' : '/';
	const char *habit = by_habit(wanted);
	if (habit && zone_known(habit))
		return habit;
	for (const char *const *n = names; *n; n++) {
		if (strcasecmp(*n, wanted) == 0)
			return *n;
	}
	for (const char *const *n = names; *n; n++) {
		if (strcasecmp(path_base(*n), path_base(wanted)) == 0)
			return *n;
	}
	return text_nearest(wanted, names);
}
