#include "model/media.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/mem.h"

static enum severity severity_of(const struct media_problem *p)
{
	enum diag_id id = diag_find(p->id);

	return id == DIAG_COUNT ? SEV_ERROR : diag_severity(id);
}

static int by_place(const void *x, const void *y)
{
	const struct media_problem *a = x, *b = y;

	if ((a->at < 0) != (b->at < 0))
		return a->at < 0 ? 1 : -1;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	int order = (int)severity_of(b) - (int)severity_of(a);
	if (!order)
		order = strcmp(a->id, b->id);
	return order ? order : strcmp(a->text, b->text);
}

void media_sort_problems(struct media_problem *problems, size_t count)
{
	if (count)
		qsort(problems, count, sizeof(*problems), by_place);
}

static bool is(const char *text, const char *word)
{
	return text && strcmp(text, word) == 0;
}

/* What can be published as it is: a container, and what may be in it. */
static const struct {
	const char *format, *codecs[3];
} kept[] = {
	{ "mp3", { "mp3" } },
	{ "m4a", { "aac", "alac" } },
	{ "opus", { "opus" } },
	{ "ogg", { "vorbis" } },
};

const char *media_kept_suffix(const struct media_facts *f)
{
	for (size_t i = 0; i < COUNT(kept); i++) {
		if (!is(f->format, kept[i].format))
			continue;
		for (const char *const *codec = kept[i].codecs; *codec; codec++) {
			if (is(f->codec, *codec))
				return kept[i].format;
		}
	}
	return NULL;
}

const char *media_kept_format(const char *suffix)
{
	for (size_t i = 0; i < COUNT(kept); i++) {
		if (strcasecmp(suffix, kept[i].format) == 0)
			return kept[i].format;
	}
	return NULL;
}

const char *media_type_of(const char *suffix)
{
	return is(suffix, "mp3") ? "audio/mpeg" : is(suffix, "m4a") ? "audio/x-m4a" : "audio/ogg";
}
