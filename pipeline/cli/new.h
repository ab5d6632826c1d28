#ifndef CLI_NEW_H
#define CLI_NEW_H

#include <stdbool.h>

struct arena;

/*
 * What `blether new` makes, a function for each: it writes files, prints what to
 * do with them, and gives the exit status. `operands` are those after the word
 * that says what: as many as the thing needs.
 */

struct new_opts {
	const char *content, *now;
};

int new_site(const struct new_opts *o, char **operands, struct arena *a);
/* What every site begins with, before its shows; false with errno when it cannot be written. */
struct skeleton_value;
bool new_site_files(const char *dir, const struct skeleton_value *values, struct arena *a);

/* The picture that the cover of a show begins as, until somebody puts their own in its place. */
bool new_plain_cover(const char *path, struct arena *a);

int new_show(const struct new_opts *o, char **operands, struct arena *a);
int new_episode(const struct new_opts *o, char **operands, struct arena *a);
int new_person(const struct new_opts *o, char **operands, struct arena *a);
int new_help(const struct new_opts *o, char **operands, struct arena *a);
int new_area(const struct new_opts *o, char **operands, struct arena *a);
int new_audience(const struct new_opts *o, char **operands, struct arena *a);
int new_group(const struct new_opts *o, char **operands, struct arena *a);
int new_journey(const struct new_opts *o, char **operands, struct arena *a);
int new_place(const struct new_opts *o, char **operands, struct arena *a);
int new_resource(const struct new_opts *o, char **operands, struct arena *a);
int new_story(const struct new_opts *o, char **operands, struct arena *a);
int new_flash_report(const struct new_opts *o, char **operands, struct arena *a);
int new_page(const struct new_opts *o, char **operands, struct arena *a);
int new_meeting(const struct new_opts *o, char **operands, struct arena *a);
int new_event(const struct new_opts *o, char **operands, struct arena *a);
int new_notice(const struct new_opts *o, char **operands, struct arena *a);
int new_series(const struct new_opts *o, char **operands, struct arena *a);
int new_programme(const struct new_opts *o, char **operands, struct arena *a);
int new_recipe(const struct new_opts *o, char **operands, struct arena *a);
int new_session(const struct new_opts *o, char **operands, struct arena *a);

#endif
