#include "advice.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/language.h"
#include "model/readability.h"
#include "model/site.h"
#include "report.h"

#define FEWEST_WORDS 30 /* of a text that numbers say anything about */

/* A text of the site, wherever it is shown. */
struct advised {
	const struct item *item;
	const char *html, *language;
};

struct advising {
	struct advised *all;
	size_t count;
};

static void add(struct advising *g, const struct item *item, const char *html, const char *language)
{
	if (html && *html)
		g->all[g->count++] =
			(struct advised){ item, html, item->language ? item->language : language };
}

static size_t count_items(const struct site *site)
{
	size_t n = site->page_count + site->area_count + site->help_count;

	for (size_t i = 0; i < site->show_count; i++)
		n += show_all_count(site->shows[i]);
	return n;
}

static struct advising gather(const struct site *site, struct arena *a)
{
	struct advising g = { .all = arena_array(a, count_items(site) + 1, sizeof(*g.all)) };

	for (size_t i = 0; i < site->area_count; i++)
		add(&g, &site->areas[i]->item, site->areas[i]->body_html, site->language);
	for (size_t i = 0; i < site->help_count; i++)
		add(&g, &site->help[i]->item, site->help[i]->body_html, site->language);
	for (size_t i = 0; i < site->page_count; i++)
		add(&g, &site->pages[i]->item, site->pages[i]->body_html, site->language);
	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		for (size_t k = 0; k < show_all_count(show); k++)
			add(&g, &show_any(show, k)->item, show_any(show, k)->notes_html,
			    show->language);
	}
	return g;
}

/* What a number of the Flesch scale is called. */
static const char *ease_words(double ease)
{
	return ease >= 80   ? "very easy"
	       : ease >= 70 ? "easy"
	       : ease >= 60 ? "plain"
	       : ease >= 50 ? "rather hard"
	       : ease >= 30 ? "hard"
			    : "very hard";
}

/* The first words of the longest sentence, without tags. */
static const char *begin_words(const struct readability *r, struct arena *a)
{
	const char *s = r->longest_begin;
	size_t len = strcspn(s, "<\n"), cut = len < 40 ? len : 40;

	while (cut < len && s[cut] != ' ')
		cut++;
	return arena_strndup(a, s, cut);
}

static void print_one(const struct advised *one, struct arena *a)
{
	const struct readability r = readability_of(one->html);
	double ease = readability_ease(&r);

	printf("%s: ", one->item->src->path);
	if (!language_same_base(one->language, "en")) {
		printf("in '%s'; only English can be counted\n", one->language);
		return;
	}
	if (r.words < FEWEST_WORDS) {
		printf("%zu %s; too few to say more\n", r.words,
		       report_plural(r.words, "word", "words"));
		return;
	}
	printf("%zu words, %.1f in a sentence, Flesch %.0f (%s), school year %.0f\n", r.words,
	       (double)r.words / (double)r.sentences, ease, ease_words(ease),
	       readability_grade(&r));
	if (r.long_sentences)
		printf("    %zu %s longer than %d words; the longest has %zu: \"%s…\"\n",
		       r.long_sentences,
		       report_plural(r.long_sentences, "sentence is", "sentences are"),
		       READABILITY_LONG, r.longest, begin_words(&r, a));
}

void advice_print(const struct site *site, struct arena *a)
{
	const struct advising g = gather(site, a);

	puts("\nHow hard the pages are to read. This is advice: most readers manage sentences of "
	     "up to "
	     "20 words and a\nFlesch number of 60 or more, and no number can tell whether a text "
	     "is "
	     "clear.");
	for (size_t i = 0; i < g.count; i++)
		print_one(&g.all[i], a);
}

void advice_write_json(const struct site *site, struct json *j, struct arena *a)
{
	const struct advising g = gather(site, a);

	json_open(j, "advice", '[');
	for (size_t i = 0; i < g.count; i++) {
		const struct advised *one = &g.all[i];
		const struct readability r = readability_of(one->html);

		json_open(j, NULL, '{');
		json_text(j, "file", one->item->src->path);
		json_text(j, "language", one->language);
		if (language_same_base(one->language, "en")) {
			json_int(j, "words", (int64_t)r.words);
			json_int(j, "sentences", (int64_t)r.sentences);
			json_int(j, "syllables", (int64_t)r.syllables);
			json_int(j, "longest", (int64_t)r.longest);
			json_decimal(j, "flesch", readability_ease(&r), 1);
			json_decimal(j, "grade", readability_grade(&r), 1);
		}
		json_close(j, '}');
	}
	json_close(j, ']');
}
