#include "import/merge.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/strbuf.h"

/* Digits of a fingerprint: nobody forges them, they only tell whether something changed. */
#define DIGITS 8

#define FENCE "---\n"

struct part {
	const char *name;
	const char
		*text; /* in the file: whole lines, of the body without empty lines at its ends */
	size_t len;
};

/* A file in its parts, in their order; the body last, if there is one. */
struct parts {
	struct part *all;
	size_t count, room;
	const char *fields; /* where the first field may stand */
	const char *end;    /* where the front matter ends, */
	const char *file_end;
};

static const char *line_end(const char *at)
{
	const char *end = strchr(at, '\n');

	return end ? end + 1 : at + strlen(at);
}

/* A line that goes on with the field above it: deeper, or an entry of its list. */
static bool goes_on(const char *line)
{
	return *line == ' ' || *line == '\t' || *line == '-';
}

static bool is_between(const char *line)
{
	return *line == '#' || *line == '\n' || *line == '\r';
}

static void add_part(struct parts *p, const char *name, const char *text, const char *end,
		     struct arena *a)
{
	p->all = arena_grow(a, p->all, p->count, &p->room, sizeof(*p->all));
	p->all[p->count++] = (struct part){ name, text, (size_t)(end - text) };
}

/* Comments and empty lines stand above what follows them, so the last ones are none of this field.
 */
static const char *field_end(const char *line, const char *end)
{
	const char *last = line_end(line);

	for (const char *next = last; next < end && (goes_on(next) || is_between(next));) {
		bool is_own = goes_on(next);

		next = line_end(next);
		last = is_own ? next : last;
	}
	return last;
}

static void split_fields(struct parts *p, struct arena *a)
{
	for (const char *at = p->fields; at < p->end;) {
		const char *colon = memchr(at, ':', (size_t)(line_end(at) - at));

		if (is_between(at) || goes_on(at) || !colon) {
			at = line_end(at);
			continue;
		}
		const char *end = field_end(at, p->end);
		add_part(p, arena_strndup(a, at, (size_t)(colon - at)), at, end, a);
		at = end;
	}
}

static void split_body(struct parts *p, const char *body, struct arena *a)
{
	const char *end = p->file_end;

	while (*body == '\n')
		body++;
	while (end > body && end[-1] == '\n')
		end--;
	if (end > body)
		add_part(p, MERGE_BODY, body, end, a);
}

static struct parts split(const char *text, struct arena *a)
{
	bool fenced = strncmp(text, FENCE, strlen(FENCE)) == 0;
	struct parts p = { .fields = fenced ? text + strlen(FENCE) : text,
			   .file_end = text + strlen(text) };

	p.end = p.file_end;
	for (const char *at = p.fields; fenced && *at && p.end == p.file_end; at = line_end(at)) {
		if (strncmp(at, FENCE, strlen(FENCE)) == 0 || strcmp(at, "---") == 0)
			p.end = at;
	}
	split_fields(&p, a);
	if (fenced && p.end < p.file_end)
		split_body(&p, line_end(p.end), a);
	return p;
}

static const struct part *find_part(const struct parts *p, const char *name)
{
	for (size_t i = 0; i < p->count; i++) {
		if (strcmp(p->all[i].name, name) == 0)
			return &p->all[i];
	}
	return NULL;
}

static bool same_part(const struct part *x, const struct part *y)
{
	return x == y || (x && y && x->len == y->len && memcmp(x->text, y->text, x->len) == 0);
}

static const char *fingerprint(const struct part *p, struct arena *a)
{
	char hex[HASH_HEX];

	if (!p)
		return "";
	const struct hash h = hash_bytes(p->text, p->len);
	hash_hex(&h, hex);
	return arena_strndup(a, hex, DIGITS);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct part *)a)->name, ((const struct part *)b)->name);
}

const char *merge_fingerprints(const char *text, struct arena *a)
{
	struct parts p = split(text, a);
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);

	if (p.count)
		qsort(p.all, p.count, sizeof(*p.all), by_name);
	for (size_t i = 0; i < p.count; i++)
		strbuf_addf(&out, "%s%s=%s", i ? " " : "", p.all[i].name,
			    fingerprint(&p.all[i], a));
	return arena_strndup(a, out.data, out.len);
}

/* Is a part as it was when it was written? `was`: "name=fingerprint …" */
static bool is_as_written(const char *was, const char *name, const struct part *p, struct arena *a)
{
	const char *print = fingerprint(p, a);
	size_t len = strlen(name);

	for (const char *at = was; *at; at += strcspn(at, " "), at += *at == ' ') {
		if (strncmp(at, name, len) == 0 && at[len] == '=')
			return strncmp(at + len + 1, print, DIGITS) == 0 && *print;
	}
	return !p;
}

enum verdict { VERDICT_OURS, VERDICT_THEIRS, VERDICT_CONFLICT };

static enum verdict judge(const struct merge *m, const char *name, const struct part *ours,
			  const struct part *theirs, struct arena *a)
{
	if (same_part(ours, theirs))
		return VERDICT_OURS;
	if (m->was && is_as_written(m->was, name, theirs, a))
		return VERDICT_OURS;
	if (m->was && is_as_written(m->was, name, ours, a))
		return VERDICT_THEIRS;
	return VERDICT_CONFLICT;
}

static const char *part_text(const struct part *p, struct arena *a)
{
	return p ? arena_strndup(a, p->text, p->len) : NULL;
}

/* Is their part to be taken? A conflict is listed. */
static bool take(struct merge *m, const char *name, const struct part *ours,
		 const struct part *theirs, struct arena *a)
{
	enum verdict v = judge(m, name, ours, theirs, a);

	m->taken += v == VERDICT_THEIRS;
	if (v == VERDICT_CONFLICT) {
		m->conflicts = arena_grow(a, m->conflicts, m->conflict_count, &m->conflict_room,
					  sizeof(*m->conflicts));
		m->conflicts[m->conflict_count++] =
			(struct merge_conflict){ name, part_text(ours, a), part_text(theirs, a) };
	}
	return v == VERDICT_THEIRS;
}

/* Fields that are new with them, from the first behind `after` on, up to one that we have. */
static void add_new(struct merge *m, const struct parts *ours, const struct parts *theirs,
		    size_t from, struct strbuf *out)
{
	struct arena a = { 0 };

	for (size_t i = from; i < theirs->count; i++) {
		const struct part *p = &theirs->all[i];

		if (strcmp(p->name, MERGE_BODY) == 0 || find_part(ours, p->name))
			break;
		if (judge(m, p->name, NULL, p, &a) == VERDICT_THEIRS) {
			strbuf_add(out, p->text, p->len);
			m->taken++;
		}
	}
	arena_free(&a);
}

static size_t place_of(const struct parts *p, const char *name)
{
	for (size_t i = 0; i < p->count; i++) {
		if (strcmp(p->all[i].name, name) == 0)
			return i;
	}
	return p->count;
}

static void list_refused_new(struct merge *m, const struct parts *ours, const struct parts *theirs,
			     struct arena *a)
{
	for (size_t i = 0; i < theirs->count; i++) {
		const struct part *p = &theirs->all[i];

		if (!find_part(ours, p->name) && judge(m, p->name, NULL, p, a) == VERDICT_CONFLICT)
			take(m, p->name, NULL, p, a);
	}
}

void merge_text(struct merge *m, struct strbuf *out, struct arena *a)
{
	const struct parts ours = split(m->now, a), theirs = split(m->new, a);
	const char *at = m->now;
	bool has_body = find_part(&ours, MERGE_BODY) != NULL;

	m->taken = m->conflict_count = 0;
	strbuf_add(out, at, (size_t)(ours.fields - at));
	at = ours.fields;
	add_new(m, &ours, &theirs, 0, out);
	for (size_t i = 0; i < ours.count; i++) {
		const struct part *p = &ours.all[i];
		const struct part *t = find_part(&theirs, p->name);

		strbuf_add(out, at, (size_t)(p->text - at));
		at = p->text + p->len;
		if (!take(m, p->name, p, t, a))
			strbuf_add(out, p->text, p->len);
		else if (t)
			strbuf_add(out, t->text, t->len);
		if (strcmp(p->name, MERGE_BODY) != 0)
			add_new(m, &ours, &theirs, place_of(&theirs, p->name) + 1, out);
	}
	strbuf_adds(out, at);
	list_refused_new(m, &ours, &theirs, a);
	const struct part *body = has_body ? NULL : find_part(&theirs, MERGE_BODY);
	if (body && judge(m, MERGE_BODY, NULL, body, a) == VERDICT_THEIRS) {
		strbuf_adds(out, "\n");
		strbuf_add(out, body->text, body->len);
		strbuf_adds(out, "\n");
		m->taken++;
	}
}
