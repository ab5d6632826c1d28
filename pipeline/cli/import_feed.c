/* `blether import`: what is imported is read, all its pages. */
#include "import_feed.h"

#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "environment.h"
#include "import_source.h"
#include "media.h"
#include "model/feed_join.h"
#include "publish/fetch.h"
#include "read/feed_reader.h"
#include "report.h"

static void report_form(struct importing *im, const char *what)
{
	diag_report(&im->diag, DIAG_SOURCE_FORM, span_path(im->from, im->arena), "%s", what);
}

bool import_load(struct importing *im, const char *from, struct loaded *into)
{
	struct strbuf body = STRBUF_INIT(LIMIT_FEED_BYTES);
	struct fetched about = { 0 };
	const struct fetching how = { .local = im->opts->local,
				      .proxies = environment_proxies(im->arena),
				      .arena = im->arena,
				      .diag = &im->diag };

	*into = (struct loaded){ .from = from };
	if (!fetch_is_url(from)) { /* a page that a feed of this computer names */
		report_form(im,
			    arena_printf(im->arena,
					 "its next page '%s' is at no address of the web", from));
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

static const char *last_note(const struct import_source *s)
{
	const struct source_note *notes = s->notes.items;

	return s->notes.count ? notes[s->notes.count - 1].text : "there is no show in it";
}

static struct remote_feed *feed_of_source(struct importing *im, const struct source_open *o)
{
	im->source = o->source;
	im->list = o->list;
	im->root = im->from;
	if (o->source && !o->source->feed)
		report_form(im, last_note(o->source));
	else if (o->form == FORM_ALISS)
		report_form(im, "this is an answer of ALISS: 'blether import aliss FILE' makes "
				"drafts of groups of it");
	else if (o->form == FORM_BLETHER_EXPORT)
		report_form(im,
			    "this is what 'blether export' wrote; import the feed.xml of a show "
			    "in it");
	return o->source ? o->source->feed : NULL;
}

static struct remote_feed *read_here(struct importing *im)
{
	const struct media_run media = { .cache_dir =
						 im->opts->dry_run ? NULL : import_folder(im, "."),
					 .here = environment_here(im->arena),
					 .quiet = report_is_json(im->opts->format),
					 .arena = im->arena,
					 .diag = &im->diag };
	struct source_open o = { .path = im->from,
				 .media = &media,
				 .now = im->now,
				 .arena = im->arena,
				 .diag = &im->diag };
	struct loaded l;

	if (!source_open(&o))
		return NULL;
	l = (struct loaded){ .from = im->from, .bytes = o.bytes, .len = o.len };
	return o.form == FORM_FEED ? import_feed(im, &l) : feed_of_source(im, &o);
}

struct remote_feed *import_read(struct importing *im)
{
	struct loaded l;

	if (!fetch_is_url(im->from))
		return read_here(im);
	return import_load(im, im->from, &l) ? import_feed(im, &l) : NULL;
}
