#ifndef SITE_CARD_H
#define SITE_CARD_H

#include "model/site.h"
#include "view.h"

struct arena;

/* An episode with what people want to know of it in a list or beside its player. */
struct card {
	const struct episode *episode;
	const char *date_machine, *date_words;
	const char *position; /* "Episode 1 of 4", "Season 2, episode 3", "Trailer"; NULL */
	const char *length, *length_exact; /* "3 minutes", "3 minutes 5 seconds" */
	const char *audio;                 /* path of the recording; NULL when there is none */
	const char *audio_type, *audio_format, *audio_size; /* "audio/mpeg", "MP3", "1.4 MB" */
	const char *small, *small_size; /* the low-data file; NULL when there is none */
	const char *own_lang;           /* of the show, where it differs from the site's */
	bool own_rtl;
	bool names_show; /* the page is not that of its show */
	/* For player.js; only card_with_player() fills them in. */
	int64_t seconds;
	const char *end_clock; /* "3:05" */
	const char *wave;      /* the path of wave_path() */
	const char *artwork;   /* path of its cover */
};

extern const struct view view_card;

struct card card_make(const struct site *site, const struct episode *e, struct arena *a);

/* The same for where it can be heard: with its player. */
struct card card_with_player(const struct site *site, const struct episode *e, struct arena *a);

/* `1.4 MB`, `120 KB` in the words of the site. */
const char *size_in_words(const struct site *site, int64_t bytes, struct arena *a);

/* Cards of the episodes that are there: NULL entries are left out. */
struct list card_list(const struct site *site, struct episode *const *episodes, size_t count,
		      struct arena *a);

/* For lists of episodes of several shows; a site with one show need not name it. */
void card_list_name_shows(const struct list *cards, const struct site *site);

#endif
