#include "letters.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define FEWEST_CAPITALS 12 /* letters in all: "BBC, NHS and MSP" is no shouting */
#define FEWEST_WORDS    3
#define FEWEST_LETTERS  3 /* of another alphabet */

static const struct script {
	uint32_t first, last;
	const char *name, *example;
	const char *languages; /* that are written so */
	const char *code;      /* ISO 15924 */
	bool is_word;          /* one character says something */
} scripts[] = {
	{ 0x370, 0x3ff, "in Greek letters", "el", "el grc", "Grek", false },
	{ 0x1f00, 0x1fff, "in Greek letters", "el", "el grc", "Grek", false },
	{ 0x400, 0x52f, "in Cyrillic letters", "uk", "uk ru be bg sr mk kk ky mn tg tt", "Cyrl",
	  false },
	{ 0x530, 0x58f, "in Armenian letters", "hy", "hy", "Armn", false },
	{ 0x590, 0x5ff, "in Hebrew letters", "he", "he yi", "Hebr", false },
	{ 0x600, 0x77f, "in Arabic letters", "ar", "ar fa ur ps sd ug ckb ku", "Arab", false },
	{ 0x8a0, 0x8ff, "in Arabic letters", "ar", "ar fa ur ps sd ug ckb ku", "Arab", false },
	{ 0xfb50, 0xfefc, "in Arabic letters", "ar", "ar fa ur ps sd ug ckb ku", "Arab", false },
	{ 0x900, 0x97f, "in Devanagari", "hi", "hi mr ne sa mai", "Deva", false },
	{ 0x980, 0x9ff, "in Bengali letters", "bn", "bn as", "Beng", false },
	{ 0xa00, 0xa7f, "in Gurmukhi", "pa", "pa", "Guru", false },
	{ 0xa80, 0xaff, "in Gujarati letters", "gu", "gu", "Gujr", false },
	{ 0xb80, 0xbff, "in Tamil letters", "ta", "ta", "Taml", false },
	{ 0xc00, 0xc7f, "in Telugu letters", "te", "te", "Telu", false },
	{ 0xd00, 0xd7f, "in Malayalam letters", "ml", "ml", "Mlym", false },
	{ 0xe00, 0xe7f, "in Thai letters", "th", "th", "Thai", false },
	{ 0x10a0, 0x10ff, "in Georgian letters", "ka", "ka", "Geor", false },
	{ 0x1200, 0x137f, "in Ethiopic letters", "am", "am ti", "Ethi", false },
	{ 0x3040, 0x30ff, "in Japanese letters", "ja", "ja", "Jpan", true },
	{ 0x3400, 0x9fff, "in Chinese characters", "zh", "zh ja ko yue cmn wuu nan hak", "Hani",
	  true },
	{ 0x20000, 0x2ffff, "in Chinese characters", "zh", "zh ja ko yue cmn wuu nan hak", "Hani",
	  true },
	{ 0xac00, 0xd7af, "in Korean letters", "ko", "ko", "Kore", true },
};

/* The script of a letter when the language is not written in it, else NULL. */
static const struct script *foreign_script(uint32_t cp, const char *language)
{
	if (cp < scripts[0].first)
		return NULL;
	for (size_t i = 0; i < COUNT(scripts); i++) {
		const struct script *s = &scripts[i];

		if (cp < s->first || cp > s->last)
			continue;
		char main[4] = "";
		size_t len = strcspn(language, "-");

		if (len < sizeof(main))
			memcpy(main, language, len);
		bool at_home = text_has_word(s->languages, main) || strstr(language, s->code);
		return at_home ? NULL : s;
	}
	return NULL;
}

static bool is_same(const struct script *a, const struct script *b)
{
	return a && b && strcmp(a->code, b->code) == 0;
}

/* Is it a Latin letter or a digit, which end a passage in another script? */
static bool is_latin(uint32_t cp)
{
	return *text_fold(cp).text != '\0';
}

static size_t first_word(const char *text, size_t len)
{
	const char *blank = memchr(text, ' ', len);

	return blank ? (size_t)(blank - text) : len;
}

bool letters_foreign(const char *text, size_t len, const char *language, struct foreign *f)
{
	const struct script *run = NULL;
	size_t letters = 0, step;

	for (size_t at = f->next; at <= len; at += step) {
		uint32_t cp = 0;

		step = at < len ? utf8_decode(text + at, len - at, &cp) : 1;
		step += !step;
		const struct script *s = foreign_script(cp, language);
		bool ends = at == len || is_latin(cp) || (s && !is_same(s, run)) || cp == '\x01';

		if (run && ends && (run->is_word || letters >= FEWEST_LETTERS)) {
			f->next = at;
			f->first = first_word(text + f->off, f->len);
			return true;
		}
		if (ends)
			run = NULL;
		if (s && !run) {
			*f = (struct foreign){ .off = at,
					       .script = s->name,
					       .example = s->example };
			run = s;
			letters = 0;
		}
		if (s) {
			letters++;
			f->len = at + step - f->off;
		}
	}
	return false;
}

enum letter_case { NO_LETTER, CAPITAL, SMALL };

static enum letter_case case_of(uint32_t cp)
{
	if ((cp >= 'A' && cp <= 'Z') || (cp >= 0xc0 && cp <= 0xde && cp != 0xd7))
		return CAPITAL;
	return *text_fold(cp).text && !(cp >= '0' && cp <= '9') ? SMALL : NO_LETTER;
}

/* Words in capitals, one behind the other. */
struct shout {
	size_t off, end, words, letters;
};

/* Takes a word of so many capitals; a lone letter ("A", "I") counts as neither. */
static void take_word(struct shout *s, size_t off, size_t end, size_t capitals)
{
	if (capitals < 2)
		return;
	if (!s->words)
		s->off = off;
	s->words++;
	s->letters += capitals;
	s->end = end;
}

static bool is_shout(const struct shout *s)
{
	return s->words >= FEWEST_WORDS && s->letters >= FEWEST_CAPITALS;
}

bool letters_capitals(const char *text, size_t len, size_t *off, size_t *words_len)
{
	struct shout s = { 0 };
	size_t capitals = 0, begin = 0;
	bool small = false;

	for (size_t at = 0, step; at <= len; at += step) {
		uint32_t cp = 0;

		step = at < len ? utf8_decode(text + at, len - at, &cp) : 1;
		step += !step;
		enum letter_case letter = at < len ? case_of(cp) : NO_LETTER;

		if (letter == CAPITAL && !capitals++)
			begin = at;
		small |= letter == SMALL;
		if (letter != NO_LETTER)
			continue;
		if (!small)
			take_word(&s, begin, at, capitals);
		if ((small || at == len) && is_shout(&s))
			break;
		if (small)
			s = (struct shout){ 0 };
		capitals = 0;
		small = false;
	}
	*off = s.off;
	*words_len = s.end - s.off;
	return is_shout(&s);
}

size_t letters_fit(const char *text, size_t len, size_t most)
{
	if (len <= most)
		return len;
	while (most && ((unsigned char)text[most] & 0xc0) == 0x80)
		most--;
	return most;
}
