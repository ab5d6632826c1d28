#ifndef MODEL_NEWS_H
#define MODEL_NEWS_H

#include "model/site.h"

struct arena;

/*
 * Something new on the site, whatever it is: what the feeds of news (Atom, JSON
 * Feed) tell of it. Each kind of content that can be new has a function that
 * makes one, and a row in the table of sources in news.c.
 */
struct news {
	const char *guid; /* a UUID: its identity for ever */
	const char *title, *summary;
	const char *note; /* what people should know before the rest; NULL: nothing */
	const struct care *care; /* which of its topics need it; NULL: none */
	const char *html; /* with LINK_MARKs; NULL: the summary is all */
	const char *path; /* of its page in the output */
	const char *at;   /* its id there; NULL: the page has nothing else */
	const char *author, *language;
	struct moment  published, updated; /* updated: by the ledger, never before it was published */
	struct strings tags; /* names of its areas and topics */
	const struct picture *picture; /* or NULL */
	struct {
		const char *path, *type; /* NULL: there is nothing to hear */
		int64_t     bytes, seconds;
	} sound;
};

struct news news_of_episode(const struct site *site, const struct episode *e, struct arena *a);

/* The newest of the whole site, at most `most`: a list of struct news, newest first. */
struct list site_news(const struct site *site, size_t most, struct arena *a);

/* The notices that have appeared, the same way. */
struct list site_notice_news(const struct site *site, size_t most, struct arena *a);

/* The path of their Atom feed; NULL: there are none. */
const char *site_news_path(const struct site *site);

#endif
