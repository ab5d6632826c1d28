#include <string.h>

#include "base/mem.h"
#include "model/fields.h"

/*
 * Apple's list of podcast categories (Apple Podcasts for Creators, "Podcast
 * categories"): 19 tops, 91 below them. Spelling and capitals count.
 */
#define CATEGORIES(ROW) \
	ROW("Arts", "Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", \
	    "Visual Arts") \
	ROW("Business", "Careers", "Entrepreneurship", "Investing", "Management", "Marketing", \
	    "Non-Profit") \
	ROW("Comedy", "Comedy Interviews", "Improv", "Stand-Up") \
	ROW("Education", "Courses", "How To", "Language Learning", "Self-Improvement") \
	ROW("Fiction", "Comedy Fiction", "Drama", "Science Fiction") \
	ROW("Government") \
	ROW("History") \
	ROW("Health & Fitness", "Alternative Health", "Fitness", "Medicine", "Mental Health", \
	    "Nutrition", "Sexuality") \
	ROW("Kids & Family", "Education for Kids", "Parenting", "Pets & Animals", \
	    "Stories for Kids") \
	ROW("Leisure", "Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", \
	    "Hobbies", "Home & Garden", "Video Games") \
	ROW("Music", "Music Commentary", "Music History", "Music Interviews") \
	ROW("News", "Business News", "Daily News", "Entertainment News", "News Commentary", \
	    "Politics", "Sports News", "Tech News") \
	ROW("Religion & Spirituality", "Buddhism", "Christianity", "Hinduism", "Islam", \
	    "Judaism", "Religion", "Spirituality") \
	ROW("Science", "Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", \
	    "Mathematics", "Natural Sciences", "Nature", "Physics", "Social Sciences") \
	ROW("Society & Culture", "Documentary", "Personal Journals", "Philosophy", \
	    "Places & Travel", "Relationships") \
	ROW("Sports", "Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", \
	    "Hockey", "Rugby", "Running", "Soccer", "Swimming", "Tennis", "Volleyball", \
	    "Wilderness", "Wrestling") \
	ROW("Technology") \
	ROW("True Crime") \
	ROW("TV & Film", "After Shows", "Film History", "Film Interviews", "Film Reviews", \
	    "TV Reviews")

/* A row is a top and, behind it, its subs: one text list for both. */
#define AS_LIST(...) (const char *const[]){ __VA_ARGS__, NULL },
#define AS_TOP(top, ...) top,

static const char *const *const categories[] = { CATEGORIES(AS_LIST) };

const char *const *category_tops(void)
{
	static const char *const tops[] = { CATEGORIES(AS_TOP) NULL };

	return tops;
}

const char *const *category_subs(const char *top)
{
	for (size_t i = 0; i < COUNT(categories); i++) {
		if (strcmp(categories[i][0], top) == 0)
			return categories[i] + 1;
	}
	return NULL;
}
