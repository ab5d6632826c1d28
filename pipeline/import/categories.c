#include "categories.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "model/fields.h"

/* What Apple renamed in 2019 (Apple Podcasts for Creators, "Podcast categories"). */
static const char *const moved[][2] = {
	{ "Arts > Literature", "Arts > Books" },
	{ "Business > Business News", "News > Business News" },
	{ "Business > Management & Marketing", "Business > Management" },
	{ "Business > Shopping", "Business" },
	{ "Education > Educational Technology", "Education" },
	{ "Education > Higher Education", "Education" },
	{ "Education > K-12", "Education" },
	{ "Education > Training", "Education > Courses" },
	{ "Education > Language Courses", "Education > Language Learning" },
	{ "Games & Hobbies", "Leisure" },
	{ "Games & Hobbies > Automotive", "Leisure > Automotive" },
	{ "Games & Hobbies > Aviation", "Leisure > Aviation" },
	{ "Games & Hobbies > Hobbies", "Leisure > Hobbies" },
	{ "Games & Hobbies > Other Games", "Leisure > Games" },
	{ "Games & Hobbies > Video Games", "Leisure > Video Games" },
	{ "Government & Organizations", "Government" },
	{ "Government & Organizations > Local", "Government" },
	{ "Government & Organizations > National", "Government" },
	{ "Government & Organizations > Non-Profit", "Business > Non-Profit" },
	{ "Government & Organizations > Regional", "Government" },
	{ "Health", "Health & Fitness" },
	{ "Health > Alternative Health", "Health & Fitness > Alternative Health" },
	{ "Health > Fitness & Nutrition", "Health & Fitness > Nutrition" },
	{ "Health > Self-Help", "Education > Self-Improvement" },
	{ "Health > Sexuality", "Health & Fitness > Sexuality" },
	{ "Health & Fitness > Fitness & Nutrition", "Health & Fitness > Nutrition" },
	{ "Health & Fitness > Self-Help", "Education > Self-Improvement" },
	{ "Kids & Family > Kids", "Kids & Family" },
	{ "News & Politics", "News" },
	{ "Religion & Spirituality > Other", "Religion & Spirituality" },
	{ "Science & Medicine", "Science" },
	{ "Science & Medicine > Medicine", "Health & Fitness > Medicine" },
	{ "Science & Medicine > Natural Sciences", "Science > Natural Sciences" },
	{ "Science & Medicine > Social Sciences", "Science > Social Sciences" },
	{ "Society & Culture > History", "History" },
	{ "Sports & Recreation", "Sports" },
	{ "Sports & Recreation > Amateur", "Sports" },
	{ "Sports & Recreation > College & High School", "Sports" },
	{ "Sports & Recreation > Outdoor", "Sports > Wilderness" },
	{ "Sports & Recreation > Professional", "Sports" },
	{ "Technology > Gadgets", "Technology" },
	{ "Technology > Podcasting", "Technology" },
	{ "Technology > Software How-To", "Technology" },
	{ "Technology > Tech News", "News > Tech News" },
};

/* Bytes at `s` that stand for `&`. */
static size_t ampersand(const char *s)
{
	if (strncasecmp(s, "&amp;", 5) == 0)
		return 5;
	if (strncasecmp(s, "and ", 4) == 0)
		return 3;
	return *s == '&';
}

/* Without what differs between people who write the same: case, blanks, hyphens, `and`. */
static void squeeze(const char *s, char *into, size_t room)
{
	size_t len = 0;

	while (*s && len + 1 < room) {
		size_t skip = ampersand(s);

		if (skip)
			into[len++] = '&';
		else if (isalnum((unsigned char)*s) || *s == '>' || (unsigned char)*s > 0x7f)
			into[len++] = (char)tolower((unsigned char)*s);
		s += skip ? skip : 1;
	}
	into[len] = '\0';
}

#define NAME_MOST 128

static bool is_same(const char *name, const char *squeezed)
{
	char own[NAME_MOST];

	squeeze(name, own, sizeof(own));
	return strcmp(own, squeezed) == 0;
}

/* Each top and sub of today once; `into` has room for the longest. */
static const char *find_today(const char *wanted, struct arena *a)
{
	for (const char *const *top = category_tops(); *top; top++) {
		if (is_same(*top, wanted))
			return *top;
		for (const char *const *sub = category_subs(*top); *sub; sub++) {
			const char *both = arena_printf(a, "%s > %s", *top, *sub);

			/* A sub that stands alone is meant, too. */
			if (is_same(both, wanted) || is_same(*sub, wanted))
				return both;
		}
	}
	return NULL;
}

const char *category_today(const char *name, struct arena *a)
{
	char wanted[NAME_MOST];

	squeeze(name, wanted, sizeof(wanted));
	for (size_t i = 0; i < COUNT(moved); i++) {
		if (is_same(moved[i][0], wanted))
			return moved[i][1];
	}
	const char *found = find_today(wanted, a);
	char *part = strchr(wanted, '>');

	if (found || !part)
		return found;
	/* The top alone, where Apple has no such part of it. */
	*part = '\0';
	return find_today(wanted, a);
}
