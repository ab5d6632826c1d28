#ifndef SITE_VIEWS_H
#define SITE_VIEWS_H

#include "view.h"

/*
 * What templates see of the content itself: all fields of its front matter, its
 * `path`, and the way to its neighbours. Pages borrow these names.
 */
extern const struct view view_site, view_show, view_episode, view_page, view_person,
	view_profile;
extern const struct view view_interface;

#endif
