/* `blether import`: what is imported is read, all its pages. */
#include "import_feed.h"

#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "environment.h"
#include "model/feed_join.h"
#include "publish/fetch.h"
#include "read/feed_reader.h"

bool import_load(struct importing *im, const char *from, struct loaded *into)
{
	struct strbuf body = STRBUF_INIT(LIMIT_FEED_BYTES);
	struct fetched about = { 0 };
	const struct fetching how = { .local = im->opts->local,
				      .proxies = environment_proxies(im->arena),
				      .arena = im->arena,
				      .diag = &im->diag };

	*into = (struct loaded){ .from = from };
	if (!fetch_is_url(from)) {
		if (file_read(from, LIMIT_FEED_BYTES, &into->bytes, &into->len, im->arena))
			return true;
		diag_report_errno(&im->diag, DIAG_CANNOT_READ, "cannot read the file", from);
		return false;
	}
	bool ok = fetch_guarded(&how, from, &body, &about);
	if (ok) {
		into->bytes = arena_strndup(im->arena, body.data, body.len);
		into->len = body.len;
		into->from = about.moved ? about.moved : about.url;
	}
	strbuf_release(&body);
	return ok;
}

/* Follows its pages and archives until there is none, or none that is new. */
static bool read_pages(struct importing *im, struct remote_feed *feed)
{
	struct feed_pages pages = { 0 };
	const struct remote_feed *page = feed;
	struct loaded l;

	feed_pages_visit(&pages, feed->from, im->arena);
	for (const char *next; (next = feed_older(page));) {
		if (!feed_pages_visit(&pages, next, im->arena))
			break;
		if (!import_load(im, next, &l))
			return false;
		page = feed_read(l.bytes, l.len, l.from, im->arena, &im->diag);
		if (!page)
			return false;
		if (!feed_join(feed, page, im->arena))
			break;
	}
	return true;
}

struct remote_feed *import_feed(struct importing *im, const struct loaded *l)
{
	struct remote_feed *feed = feed_read(l->bytes, l->len, l->from, im->arena, &im->diag);

	return feed && read_pages(im, feed) ? feed : NULL;
}

struct remote_feed *import_read(struct importing *im)
{
	struct loaded l;

	return import_load(im, im->from, &l) ? import_feed(im, &l) : NULL;
}
