#include "model/readability.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/text.h"

static bool is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The bytes of the letter at `s`, of any alphabet; 0 for all else. */
static size_t letter_length(const char *s)
{
	uint32_t cp;
	size_t step = *s & 0x80 ? utf8_decode(s, strnlen(s, 4), &cp) : 0;

	if (!step)
		return is_letter(*s);
	return cp < 0xc0 || (cp >= 0x2000 && cp < 0x2c00) || (cp >= 0x3000 && cp < 0x3040) ? 0
											   : step;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_vowel(char c)
{
	return strchr("aeiouy", c | 0x20) && is_letter(c);
}

/* An e at the end is silent, and so are most of "es" and "ed": rose, hopes, loved; not table,
 * hated. */
static bool ends_silent(const char *w, size_t len)
{
	char last = len ? w[len - 1] | 0x20 : 0;
	size_t e = last == 'e' ? len - 1 : (last == 's' || last == 'd') && len > 1 ? len - 2 : 0;

	if (e < 2 || (w[e] | 0x20) != 'e' || is_vowel(w[e - 1]))
		return false;
	char before = w[e - 1] | 0x20;

	if (last == 'd')
		return !strchr("td", before);
	if (last == 's')
		return !strchr("sxzc", before) && !(before == 'h' || before == 'g');
	return !(before == 'l' && !is_vowel(w[e - 2]));
}

size_t readability_syllables(const char *word, size_t len)
{
	size_t count = 0;

	for (size_t i = 0; i < len; i++)
		count += is_vowel(word[i]) && (!i || !is_vowel(word[i - 1]));
	if (count > 1 && ends_silent(word, len))
		count--;
	return count ? count : 1;
}

/* One reading of a text, with the sentence that is open. */
struct reading {
	struct readability sum;
	const char *begin; /* of the sentence */
	size_t words;      /* in it */
};

static void end_sentence(struct reading *r)
{
	if (!r->words)
		return;
	r->sum.sentences++;
	r->sum.long_sentences += r->words > READABILITY_LONG;
	if (r->words > r->sum.longest) {
		r->sum.longest = r->words;
		r->sum.longest_begin = r->begin;
	}
	r->words = 0;
}

/* The bytes of what goes on with a word at `s`, or 0. */
static size_t word_length(const char *s)
{
	size_t letter = letter_length(s);

	if (letter || is_digit(*s))
		return letter ? letter : 1;
	if ((*s == '\'' || *s == '-') && letter_length(s + 1))
		return 1;
	return text_starts(s, "’") && letter_length(s + strlen("’")) ? strlen("’") : 0;
}

static const char *take_word(struct reading *r, const char *s)
{
	const char *end = s;

	for (size_t step; (step = word_length(end)) > 0;)
		end += step;
	if (!r->words)
		r->begin = s;
	r->words++;
	r->sum.words++;
	r->sum.syllables += readability_syllables(s, (size_t)(end - s));
	return end;
}

/* Does the mark at `s` end a sentence? Not in "3.5", "e.g. this", "Dr Who", "St. Mary". */
static bool is_end(const char *start, const char *s)
{
	static const char *const titles[] = { "Mr", "Mrs", "Ms", "Dr", "St", "Prof", "No" };
	const char *word = s, *next = s + 1;

	while (word > start && is_letter(word[-1]))
		word--;
	for (size_t i = 0; *s == '.' && i < COUNT(titles); i++) {
		if ((size_t)(s - word) == strlen(titles[i]) &&
		    memcmp(word, titles[i], strlen(titles[i])) == 0)
			return false;
	}
	next += strspn(next, ".!?)\"'");
	next += text_starts(next, "”") ? strlen("”") : 0;
	if (*next && !strchr(" \n\t<&", *next) && !(*next & 0x80))
		return false;
	next += strspn(next, " \n\t");
	return !(*next >= 'a' && *next <= 'z');
}

static bool is_tag(const char *s, const char *name)
{
	size_t len = strlen(name);

	s += s[1] == '/' ? 2 : 1;
	return strncasecmp(s, name, len) == 0 && !is_letter(s[len]) && !is_digit(s[len]);
}

/* Tags inside a sentence. */
static bool is_inline(const char *s)
{
	static const char *const names[] = {
		"a", "em", "strong", "span", "code", "bdi", "img", "br"
	};

	for (size_t i = 0; i < COUNT(names); i++) {
		if (is_tag(s, names[i]))
			return true;
	}
	return false;
}

/* Behind the tag; behind the whole element where nobody reads a sentence in it. */
static const char *skip_tag(const char *s)
{
	static const char *const elements[] = { "h1", "h2", "h3", "h4", "h5", "h6", "pre" };
	const char *end = strchr(s, '>');

	for (size_t i = 0; s[1] != '/' && i < COUNT(elements); i++) {
		const char close[] = { '<', '/', elements[i][0], elements[i][1], '\0' };
		const char *last = is_tag(s, elements[i]) ? strstr(s, close) : NULL;

		end = last ? strchr(last, '>') : end;
	}
	return end ? end + 1 : s + strlen(s);
}

static const char *skip_reference(const char *s)
{
	size_t len = strcspn(s, "; <");

	return s + len + (s[len] == ';');
}

struct readability readability_of(const char *html)
{
	struct reading r = { 0 };

	for (const char *s = html; *s;) {
		if (*s == '<') {
			if (!is_inline(s))
				end_sentence(&r);
			s = skip_tag(s);
		} else if (*s == '&') {
			s = skip_reference(s);
		} else if (letter_length(s) || is_digit(*s)) {
			s = take_word(&r, s);
		} else {
			if (strchr(".!?", *s) && is_end(html, s))
				end_sentence(&r);
			s++;
		}
	}
	end_sentence(&r);
	return r.sum;
}

double readability_ease(const struct readability *r)
{
	if (!r->words || !r->sentences)
		return 0;
	return 206.835 - 1.015 * (double)r->words / (double)r->sentences -
	       84.6 * (double)r->syllables / (double)r->words;
}

double readability_grade(const struct readability *r)
{
	if (!r->words || !r->sentences)
		return 0;
	return 0.39 * (double)r->words / (double)r->sentences +
	       11.8 * (double)r->syllables / (double)r->words - 15.59;
}
