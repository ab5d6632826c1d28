#include <string.h>

#include "base/mem.h"
#include "model/fields.h"

/*
 * Apple's list of podcast categories (Apple Podcasts for Creators, "Podcast
 * categories"): 19 tops, 91 below them. Spelling and capitals count.
 */
#define CATEGORIES(ROW) \
	ROW("Arts", "Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", \
	    "Visual Arts", NULL) \
	ROW("Business", "Careers", "Entrepreneurship", "Investing", "Management", "Marketing", \
	    "Non-Profit", NULL) \
	ROW("Comedy", "Comedy Interviews", "Improv", "Stand-Up", NULL) \
	ROW("Education", "Courses", "How To", "Language Learning", "Self-Improvement", NULL) \
	ROW("Fiction", "Comedy Fiction", "Drama", "Science Fiction", NULL) \
	ROW("Government", NULL) \
	ROW("History", NULL) \
	ROW("Health & Fitness", "Alternative Health", "Fitness", "Medicine", "Mental Health", \
	    "Nutrition", "Sexuality", NULL) \
	ROW("Kids & Family", "Education for Kids", "Parenting", "Pets & Animals", \
	    "Stories for Kids", NULL) \
	ROW("Leisure", "Animation & Manga", "Automotive", "Aviation", "Crafts", "Games", \
	    "Hobbies", "Home & Garden", "Video Games", NULL) \
	ROW("Music", "Music Commentary", "Music History", "Music Interviews", NULL) \
	ROW("News", "Business News", "Daily News", "Entertainment News", "News Commentary", \
	    "Politics", "Sports News", "Tech News", NULL) \
	ROW("Religion & Spirituality", "Buddhism", "Christianity", "Hinduism", "Islam", \
	    "Judaism", "Religion", "Spirituality", NULL) \
	ROW("Science", "Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", \
	    "Mathematics", "Natural Sciences", "Nature", "Physics", "Social Sciences", NULL) \
	ROW("Society & Culture", "Documentary", "Personal Journals", "Philosophy", \
	    "Places & Travel", "Relationships", NULL) \
	ROW("Sports", "Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", \
	    "Hockey", "Rugby", "Running", "Soccer", "Swimming", "Tennis", "Volleyball", \
	    "Wilderness", "Wrestling", NULL) \
	ROW("Technology", NULL) \
	ROW("True Crime", NULL) \
	ROW("TV & Film", "After Shows", "Film History", "Film Interviews", "Film Reviews", \
	    "TV Reviews", NULL)

/* A row is a top and, behind it, its subs, ended by NULL: one list for both. */
#define AS_LIST(...) (const char *const[]){ __VA_ARGS__ },
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
