#ifndef IMPORT_CATEGORIES_H
#define IMPORT_CATEGORIES_H

struct arena;

/*
 * Apple's category of today (model/category.c) for one of a feed: `Top` or `Top > Sub`, whatever its case, with
 * `&amp;` written twice or `and` for `&`; one of the list of before 2019 becomes what Apple made of it. NULL: none.
 */
const char *category_today(const char *name, struct arena *a);

#endif
