#include "model/transcript.h"

#include <ctype.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/table.h"
#include "base/text.h"

/* A talk with more voices is not compared name by name. */
#define MOST_SPEAKERS 200

/* A slip is written at most once where the right name is written so many times. */
#define RARE 3

struct speaker {
	const char *name, *folded;
	size_t turns;
	struct span at; /* where it stands first */
};

struct speakers {
	struct speaker all[MOST_SPEAKERS];
	size_t count;
	bool too_many;
};

/* Small ASCII letters, without blanks. */
static const char *fold(const char *name, struct arena *a)
{
	char *folded = arena_strdup(a, name), *to = folded;

	for (const char *c = name; *c; c++) {
		if (*c != ' ')
			*to++ = (char)tolower((unsigned char)*c);
	}
	*to = '\0';
	return folded;
}

static void collect(struct speakers *s, const struct transcript *t, struct arena *a)
{
	struct table known = { 0 };

	for (size_t i = 0; i < t->count && !s->too_many; i++) {
		const char *name = t->cues[i].speaker;

		if (!name)
			continue;
		uint32_t *at = table_at(&known, key_of(0, name, strlen(name)));
		s->too_many = !*at && s->count == MOST_SPEAKERS;
		if (!*at && !s->too_many) {
			s->all[s->count] = (struct speaker){ .name = name,
							     .folded = fold(name, a),
							     .at = t->cues[i].at };
			*at = (uint32_t)++s->count;
		}
		if (*at)
			s->all[*at - 1].turns++;
	}
	table_release(&known);
}

/* `Speaker 1` is not `Speaker 2`. */
static bool same_marks(const char *a, const char *b)
{
	static const char digits[] = "0123456789";

	for (;;) {
		a += strcspn(a, digits);
		b += strcspn(b, digits);
		if (!*a || !*b)
			break;
		if (*a++ != *b++)
			return false;
	}
	return !*a && !*b;
}

/* `Guest A`: a letter that stands for a name. */
static bool ends_with_letter(const char *name)
{
	size_t len = strlen(name);

	return len > 2 && name[len - 2] == ' ';
}

static bool is_slip(const struct speaker *rare, const struct speaker *often)
{
	size_t len = strlen(often->folded);
	unsigned most = len < 3 ? 0 : len < 9 ? 1 : 2;

	return often->turns >= rare->turns * RARE && rare->folded[0] == often->folded[0] &&
	       same_marks(rare->folded, often->folded) && !ends_with_letter(rare->name) &&
	       !ends_with_letter(often->name) && text_distance(rare->folded, often->folded) <= most;
}

static void compare(const struct speaker *first, const struct speaker *second, struct diag *diag)
{
	const struct speaker *rare = second->turns > first->turns ? first : second;
	const struct speaker *often = rare == first ? second : first;

	if (strcmp(rare->folded, often->folded) == 0 || is_slip(rare, often))
		diag_report(
			diag, DIAG_SPEAKER_NAMES, rare->at,
			"'%s' speaks here, and '%s' elsewhere; if they are one person, write the "
			"name the same way everywhere",
			rare->name, often->name);
}

void transcript_check_speakers(const struct transcript *t, struct diag *diag)
{
	struct arena a = { 0 };
	struct speakers *s = arena_new(&a, struct speakers);

	collect(s, t, &a);
	for (size_t i = 0; !s->too_many && i < s->count; i++) {
		for (size_t k = i + 1; k < s->count; k++)
			compare(&s->all[i], &s->all[k], diag);
	}
	arena_free(&a);
}
