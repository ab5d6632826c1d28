#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "model/mastering.h"
#include "notes.h"
#include "rss.h"

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same_people(const struct list *a, const struct list *b)
{
	const struct person *x = a->items, *y = b->items;

	if (a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		if (!same_text(x[i].name, y[i].name) || !same_text(x[i].role, y[i].role) ||
		    !same_text(x[i].group, y[i].group) || !same_text(x[i].url, y[i].url))
			return false;
	}
	return true;
}

static void add_paragraph(struct strbuf *out, const char *text)
{
	if (!text)
		return;
	strbuf_adds(out, "<p>");
	text_escape_html(out, text, strlen(text));
	strbuf_adds(out, "</p>\n");
}

/* `(MM:SS) Title`, an entry each: what Spotify, Apple and YouTube make chapters of. */
static void add_chapters(struct strbuf *out, const struct list *chapters)
{
	const struct chapter *all = chapters->items;

	if (!chapters->count)
		return;
	strbuf_adds(out, "<ul>\n");
	for (size_t i = 0; i < chapters->count; i++) {
		int s = (int)(all[i].start / 1000);

		strbuf_adds(out, "<li>(");
		if (s >= 3600)
			strbuf_addf(out, "%02d:", s / 3600);
		strbuf_addf(out, "%02d:%02d) ", s / 60 % 60, s % 60);
		text_escape_html(out, all[i].title, strlen(all[i].title));
		strbuf_adds(out, "</li>\n");
	}
	strbuf_adds(out, "</ul>\n");
}

/*
 * All that can be read about the episode, as one piece of HTML: some apps show
 * the description only, some the content only, and the note on what people
 * should know before they listen must reach them all.
 */
static void write_notes(struct rss *f, const struct episode *e, const char *link)
{
	const struct links links = { f->render->address, link };

	strbuf_clear(f->notes);
	strbuf_clear(f->brief);
	add_paragraph(f->notes, e->summary);
	add_paragraph(f->notes, e->note);
	if (e->chapters_from != CHAPTERS_NOTES) /* they stand there */
		add_chapters(f->notes, &e->chapters);
	if (e->notes_html)
		notes_absolute(f->notes, e->notes_html, &links);
	notes_reduce(f->brief, f->notes->data, f->notes->len, LIMIT_DESCRIPTION);
	xml_leaf_cdata(&f->xml, "description", f->brief->data, f->brief->len);
	if (e->notes_html)
		xml_leaf_cdata(&f->xml, "content:encoded", f->notes->data, f->notes->len);
}

static void write_enclosure(struct rss *f, const struct recording *r)
{
	struct arena *a = f->render->scratch;

	xml_start(&f->xml, "enclosure");
	xml_attr(&f->xml, "url", site_url(f->render->site, r->path, a));
	xml_attr(&f->xml, "length", arena_printf(a, "%lld", (long long)r->published.bytes));
	xml_attr(&f->xml, "type", r->published.type);
	xml_end(&f->xml);
	int64_t seconds = (int64_t)(r->published.seconds + 0.5);
	rss_number(f, "itunes:duration", seconds > 0 ? seconds : 1);
}

/* For listeners who pay for every megabyte (podcast namespace, alternate-enclosure). */
static void write_small(struct rss *f, const struct recording *r)
{
	struct arena *a = f->render->scratch;

	if (!r->small_path)
		return;
	xml_start(&f->xml, "podcast:alternateEnclosure");
	xml_attr(&f->xml, "type", r->small.type);
	xml_attr(&f->xml, "length", arena_printf(a, "%lld", (long long)r->small.bytes));
	xml_attr(&f->xml, "bitrate", arena_printf(a, "%d", LOW_DATA_KBITS * 1000));
	xml_attr(&f->xml, "title", "Small download");
	xml_start(&f->xml, "podcast:source");
	xml_attr(&f->xml, "uri", site_url(f->render->site, r->small_path, a));
	xml_end(&f->xml);
	xml_end(&f->xml);
}

static void write_guid(struct rss *f, const char *guid)
{
	xml_start(&f->xml, "guid");
	xml_attr(&f->xml, "isPermaLink", "false");
	xml_text(&f->xml, guid);
	xml_end(&f->xml);
}

static void write_numbers(struct rss *f, const struct episode *e)
{
	if (e->season > 0) {
		rss_number(f, "itunes:season", e->season);
		rss_number(f, "podcast:season", e->season);
	}
	if (e->number > 0) {
		rss_number(f, "itunes:episode", e->number);
		rss_number(f, "podcast:episode", e->number);
	}
	xml_leaf(&f->xml, "itunes:episodeType", e->type);
}

static void write_simple_chapters(struct rss *f, const struct list *chapters)
{
	const struct chapter *all = chapters->items;

	xml_start(&f->xml, "psc:chapters");
	xml_attr(&f->xml, "version", "1.2");
	for (size_t i = 0; i < chapters->count; i++) {
		xml_start(&f->xml, "psc:chapter");
		xml_attr(&f->xml, "start", time_vtt(all[i].start, f->render->scratch));
		xml_attr(&f->xml, "title", all[i].title);
		xml_attr(&f->xml, "href", all[i].url);
		xml_end(&f->xml);
	}
	xml_end(&f->xml);
}

/* A file beside the episode: its transcript or its chapters. */
static void start_file(struct rss *f, const char *name, const char *path, const char *type)
{
	xml_start(&f->xml, name);
	xml_attr(&f->xml, "url", site_url(f->render->site, path, f->render->scratch));
	xml_attr(&f->xml, "type", type);
}

static void write_transcript(struct rss *f, const char *path, const struct transcript_file *file)
{
	if (!path)
		return;
	start_file(f, "podcast:transcript", path, file->type);
	xml_attr(&f->xml, "language", f->language);
	xml_attr(&f->xml, "rel", file->timed ? "captions" : NULL);
	xml_end(&f->xml);
}

static void write_files(struct rss *f, const struct episode *e)
{
	for (size_t i = 0; i < TRANSCRIPT_FORMS; i++)
		write_transcript(f, e->transcript_paths[i], &transcript_files[i]);
	if (e->chapters_path) {
		start_file(f, "podcast:chapters", e->chapters_path, "application/json+chapters");
		xml_end(&f->xml);
	}
	if (e->chapters.count)
		write_simple_chapters(f, &e->chapters);
}

void rss_item(struct rss *f, const struct episode *e)
{
	const char *link = site_permalink(f->render->site, e->item.path, f->render->scratch);

	if (!e->recording.path)
		return;
	xml_start(&f->xml, "item");
	xml_leaf(&f->xml, "title", e->title);
	write_guid(f, e->guid);
	xml_leaf(&f->xml, "link", link);
	rss_date(f, "pubDate", e->date);
	write_notes(f, e, link);
	write_enclosure(f, &e->recording);
	write_small(f, &e->recording);
	xml_leaf(&f->xml, "itunes:title", e->title);
	write_numbers(f, e);
	rss_explicit(f, e->is_explicit);
	write_files(f, e);
	/* An item's list replaces the show's, so it is only given where it differs. */
	if (e->people.count && !same_people(&e->people, &f->show->people))
		rss_people(f, &e->people);
	if (!same_text(e->licence, f->show->licence))
		rss_licence(f, e->licence);
	xml_end(&f->xml);
}
