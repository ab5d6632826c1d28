#ifndef MODEL_LEDGER_H
#define MODEL_LEDGER_H

#include "model/site.h"

struct diag;
struct strbuf;

/*
 * The ledger: what has been published, and under which names apps and people
 * know it. It is the file `published.tsv` of the content: UTF-8, a remark, a
 * line that names the columns, then one line an item, parted by tabs, `-` for
 * what there is not. Lines are in the order of their permalinks, so that two
 * branches that publish different things merge, and nothing in a line counts
 * or depends on others.
 *
 * `blether build --release` writes it once the output is in its place, and the
 * commands that change an identity on purpose do. Everybody else only compares.
 */
#define LEDGER_NAME "published.tsv"

enum ledger_kind {
	LEDGER_SITE,    /* guid: of its Atom feed; permalink: its address; audio: where recordings are, if elsewhere */
	LEDGER_SHOW,    /* guid: podcast:guid; permalink: its page */
	LEDGER_FEED,    /* of several shows, an area, a topic; guid: podcast:guid; permalink: the feed */
	LEDGER_EPISODE,
	LEDGER_PAGE,
	LEDGER_AREA,
	LEDGER_MOVED,     /* permalink: where it was; guid: of what was there, none for an address */
	LEDGER_WITHDRAWN, /* taken back; what the row was, to know it again */
	LEDGER_KINDS,
};

struct ledger_row {
	enum ledger_kind kind;
	const char *guid;      /* NULL: none */
	const char *slug;
	const char *permalink; /* a path in the output, or an address */
	const char *audio;     /* path of the published file; NULL: none, or to be made anew; of the site: audio_address */
	const char *recording; /* SHA-256 of what the author recorded; NULL like `audio` */
	struct moment first, changed; /* published; when the row last became another, at first the same */
	const char *title;
	struct span at; /* its line; zero until it was written */
};

struct ledger {
	struct ledger_row  *rows; /* by permalink, then kind */
	size_t              count, room;
	struct ledger_row **by_guid;
	const struct source *src; /* NULL: nothing was published yet */
};

const char *ledger_kind_name(enum ledger_kind k);

/* Adds a row; what is found is old until ledger_sort(). Pointers to rows are void after either. */
void ledger_add(struct ledger *l, const struct ledger_row *row, struct arena *a);
void ledger_sort(struct ledger *l, struct arena *a);

/*
 * Sorts, and takes out redirects that have come to nothing: to where they are
 * themselves, where something else is published now, or where a later one is.
 */
void ledger_tidy(struct ledger *l, struct arena *a);

/* A copy whose rows may be changed. */
struct ledger *ledger_copy(const struct ledger *l, struct arena *a);

/* The item with this guid, published or withdrawn; NULL: there is none. `l` may be NULL in all three. */
struct ledger_row *ledger_by_guid(const struct ledger *l, const char *guid);

/* What is published at this permalink now; NULL: nothing. */
struct ledger_row *ledger_at(const struct ledger *l, const char *permalink);

/* What was at this permalink, or was withdrawn from it; NULL: nothing. */
struct ledger_row *ledger_left(const struct ledger *l, const char *permalink);

/* The site's own row, or NULL. */
struct ledger_row *ledger_site(const struct ledger *l);

/*
 * Where somebody who comes to the permalink of a row that moved is sent: the
 * permalink of what was there, of a feed for a feed and of a page for a page.
 * NULL when it has been withdrawn.
 */
const char *ledger_target(const struct ledger *l, const struct ledger_row *moved, struct arena *a);

/* The feed of the show whose page is at this permalink. */
char *ledger_show_feed(const char *permalink, struct arena *a);

/* The whole file: a remark, the line that names the columns, the rows. */
extern const char ledger_header[];
void ledger_write(const struct ledger *l, struct strbuf *out);

/* Is it a path that can stand in a ledger: relative, letters, digits and `.-_/` only, no `..`? */
bool ledger_path_ok(const char *path);

/* What the content has under names that last; the site itself apart. */
struct ledger_item {
	enum ledger_kind kind;
	const char *guid; /* of its own; else the ledger's; else what it will be given */
	const char *slug, *permalink, *title;
	const struct item    *item;    /* NULL: a feed of several shows */
	const struct episode *episode; /* or NULL */
	bool is_out;
};

struct ledger_items {
	struct ledger_item  *all; /* by permalink */
	struct ledger_item **by_guid;
	size_t               count;
};

struct ledger_items ledger_items(const struct site *site, struct arena *a);

/* Is it out, or will it be by itself: neither a draft nor withdrawn? */
bool ledger_item_is_meant(const struct ledger_item *i);
const struct ledger_item *ledger_item_at(const struct ledger_items *i, const char *permalink);
const struct ledger_item *ledger_item_by_guid(const struct ledger_items *i, const char *guid);

/* Gives shows and collections that name no guid of their own that of the ledger. */
void ledger_adopt(struct site *site, struct arena *a);

/*
 * Compares the content with what was published: every guid, permalink, date,
 * recording and the address as they were, and nothing lost. To be called when
 * the recordings have been opened.
 */
void ledger_check(const struct site *site, struct diag *diag);

/*
 * Where the show of a row that is not at its place went: the one that has its
 * episodes now and was never published itself. NULL: nowhere.
 */
const struct ledger_item *ledger_show_now(const struct ledger *l, const struct ledger_items *items,
					  const struct ledger_row *show, struct arena *a);

/* The folder of an episode or show, else the file: how people name an item to a command. */
const char *ledger_item_place(const struct ledger_item *i, struct arena *a);

/* An address of the site that something had once. */
struct ledger_redirect {
	const char *from, *to; /* paths in the output; `to` is NULL when it has been withdrawn */
	const char *title;     /* of what it leads to */
	/*
	 * Of an address from before the show came here (came_from): no file can stand there, so only
	 * hosts that redirect lead on. `from` is then as it is asked for, "" the start; `to` may be an
	 * address, of a recording that stands at another host.
	 */
	bool        by_host;
	const char *query; /* it is asked for with this behind a `?`: "p=12"; NULL: without any */
};

struct ledger_redirects {
	struct ledger_redirect *all; /* by `from`, none twice */
	size_t                  count;
};

/* All of them, but for those whose place something else has taken. */
struct ledger_redirects ledger_redirects(const struct site *site, struct arena *a);

/*
 * Is it meant that this file of the output goes? It belongs to something that was
 * withdrawn or has moved.
 */
bool ledger_lets_go(const struct site *site, const char *path);

/* The ledger as it is once the site as it is now has been published. */
struct ledger *ledger_release(const struct site *site, struct arena *a);

#endif
