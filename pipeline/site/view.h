#ifndef SITE_VIEW_H
#define SITE_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/limits.h"
#include "model/fields.h"

struct arena;

/*
 * Views: the names that a template may use, each with a type and a place in a C
 * struct. A content kind's table of fields is a view by itself, so that a new
 * field of the front matter is a name in templates at once; what pages show
 * beyond it (dates in words, sizes, links) are computed names in a struct of
 * the page, which borrows the names of the content it shows.
 */
enum name_type {
	NAME_END,     /* the last entry of a table */
	NAME_TEXT,    /* const char *; NULL is empty */
	NAME_HTML,    /* const char *; markup that may hold LINK_MARKs */
	NAME_JSON,    /* const char *; JSON made by blether, for a <script> of data */
	NAME_FLAG,    /* bool */
	NAME_NUMBER,  /* int64_t */
	NAME_COUNT,   /* size_t: `length` of a list */
	NAME_TEXTS,   /* struct strings */
	NAME_LIST,    /* struct list of structs of `sub` */
	NAME_ITEM,    /* pointer to a struct of `sub`, or NULL */
	NAME_MAP,     /* a struct of `sub` */
	NAME_BORROW,  /* pointer to a struct of `sub`: its names are names here too */
	NAME_INCLUDE, /* a struct of `sub`: the same */
};

struct view;

struct name {
	const char *name; /* NULL for NAME_BORROW and NAME_INCLUDE */
	enum name_type type;
	size_t offset;
	const struct view *sub;
};

/*
 * The names of a struct. With `kind`, the struct is that of a content kind and
 * every field of the front matter is a name, whatever the table says more (a
 * moment or a time is not: pages show them in words, by computed names).
 * `names` come first, then the kind's, then the borrowed ones.
 */
struct view {
	const char *name; /* for messages: "episode" */
	size_t size;      /* of the struct */
	const struct name *names;
	const struct kind *kind;
};

/* Entries of a table of names; each checks that the member has the type's C type. */
#define NAME_AT(type_, struct_, member, ctype, sub_)                                               \
	{                                                                                          \
#member, type_,                                                                    \
			offsetof(struct_, member) *                                                \
				sizeof(char[_Generic(((struct_ *)0)->member, ctype : 1)]),         \
			sub_                                                                       \
	}
#define TEXT_NAME(struct_, member)      NAME_AT(NAME_TEXT, struct_, member, const char *, NULL)
#define HTML_NAME(struct_, member)      NAME_AT(NAME_HTML, struct_, member, const char *, NULL)
#define JSON_NAME(struct_, member)      NAME_AT(NAME_JSON, struct_, member, const char *, NULL)
#define FLAG_NAME(struct_, member)      NAME_AT(NAME_FLAG, struct_, member, bool, NULL)
#define NUMBER_NAME(struct_, member)    NAME_AT(NAME_NUMBER, struct_, member, int64_t, NULL)
#define TEXTS_NAME(struct_, member)     NAME_AT(NAME_TEXTS, struct_, member, struct strings, NULL)
#define LIST_NAME(struct_, member, sub) NAME_AT(NAME_LIST, struct_, member, struct list, sub)
#define ITEM_NAME(struct_, member, sub)                                                            \
	{                                                                                          \
#member, NAME_ITEM, offsetof(struct_, member), sub                                 \
	}
#define MAP_NAME(struct_, member, sub)                                                             \
	{                                                                                          \
#member, NAME_MAP, offsetof(struct_, member), sub                                  \
	}
#define BORROW(struct_, member, sub)                                                               \
	{                                                                                          \
		NULL, NAME_BORROW, offsetof(struct_, member), sub                                  \
	}
#define INCLUDE(struct_, member, sub)                                                              \
	{                                                                                          \
		NULL, NAME_INCLUDE, offsetof(struct_, member), sub                                 \
	}

/*
 * Where a value is, seen from a struct: along `path`, following the pointer
 * that stands at each of its first `hops` offsets.
 */
struct route {
	enum name_type type;     /* of what is there */
	const struct view *view; /* of its struct or its entries, or NULL */
	unsigned hops;
	size_t path[LIMIT_TEMPLATE_DEPTH + 1];
};

/* Leads `r`, which is at a struct of the view, on to the name; false when there is no such name. */
bool view_find(const struct view *v, const char *name, struct route *r, struct arena *a);

/* Leads `r`, which is at a list, on to the number of its entries. */
void view_find_length(struct route *r);

/* The names of the view itself, without those that it borrows or includes. */
size_t view_list_own(const struct view *v, const char **names, size_t max);

/* Appends the view's names to the `count` there are; at most `max` in all. */
size_t view_list_names(const struct view *v, const char **names, size_t count, size_t max);

#endif
