#include "views.h"

#include "model/interface.h"
#include "model/site.h"

#define PATH_NAME(type)                                                                            \
	{                                                                                          \
		"path", NAME_TEXT, offsetof(type, item) + offsetof(struct item, path), NULL        \
	}
#define SLUG_NAME(type)                                                                            \
	{                                                                                          \
		"slug", NAME_TEXT, offsetof(type, item) + offsetof(struct item, slug), NULL        \
	}

static const struct name site_names[] = {
	TEXT_NAME(struct site, audio_root),
	TEXT_NAME(struct site, audio_origin),
	TEXT_NAME(struct site, audio_host),
	{ 0 },
};
const struct view view_site = { "site", sizeof(struct site), site_names, &kind_site };

static const struct name person_names[] = {
	TEXT_NAME(struct person, page_path),        TEXT_NAME(struct person, picture_path),
	TEXT_NAME(struct person, picture_alt),      NUMBER_NAME(struct person, picture_width),
	NUMBER_NAME(struct person, picture_height), { 0 },
};
const struct view view_person = { "credit", sizeof(struct person), person_names, &kind_person };

static const struct name profile_names[] = {
	PATH_NAME(struct profile),
	SLUG_NAME(struct profile),
	HTML_NAME(struct profile, body_html),
	{ "picture_path", NAME_TEXT,
	  offsetof(struct profile, picture) + offsetof(struct picture, path), NULL },
	{ 0 },
};
const struct view view_profile = { "person", sizeof(struct profile), profile_names, &kind_profile };

static const struct name interface_names[] = {
	TEXT_NAME(struct interface, language),
	FLAG_NAME(struct interface, is_unchecked),
#define TEXT(key, english) TEXT_NAME(struct interface, key),
#define COUNTED(key, one_, other_)
#include "model/interface_texts.h"
#undef TEXT
#undef COUNTED
	{ 0 },
};
const struct view view_interface = { .name = "words of the page",
				     .size = sizeof(struct interface),
				     .names = interface_names };

static const struct name show_names[] = {
	PATH_NAME(struct show),
	SLUG_NAME(struct show),
	LIST_NAME(struct show, people, &view_person),
	TEXT_NAME(struct show, feed_path),
	{ "cover_path", NAME_TEXT, offsetof(struct show, cover) + offsetof(struct picture, path),
	  NULL },
	ITEM_NAME(struct show, start_here, &view_episode),
	{ 0 },
};
const struct view view_show = { "show", sizeof(struct show), show_names, &kind_show };

static const struct name episode_names[] = {
	PATH_NAME(struct episode),
	SLUG_NAME(struct episode),
	LIST_NAME(struct episode, people, &view_person),
	HTML_NAME(struct episode, notes_html),
	TEXT_NAME(struct episode, chapters_path),
	ITEM_NAME(struct episode, show, &view_show),
	ITEM_NAME(struct episode, previous, &view_episode),
	ITEM_NAME(struct episode, next, &view_episode),
	{ 0 },
};
const struct view view_episode = { "episode", sizeof(struct episode), episode_names,
				   &kind_episode };

static const struct name page_names[] = {
	PATH_NAME(struct page),
	SLUG_NAME(struct page),
	HTML_NAME(struct page, body_html),
	{ 0 },
};
const struct view view_page = { "page", sizeof(struct page), page_names, &kind_page };
