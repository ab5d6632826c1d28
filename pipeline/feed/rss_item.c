#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "help.h"
#include "model/own_element.h"
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
		    !same_text(x[i].group, y[i].group) || !same_text(x[i].url, y[i].url) ||
		    !same_text(x[i].picture_path, y[i].picture_path))
			return false;
	}
	return true;
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

/* Without the white space that HTML ends with, which values of feeds have not. */
static void write_html(struct rss *f, const char *name, const struct strbuf *html)
{
	size_t len = html->len;

	while (len && html->data[len - 1] == '\n')
		len--;
	xml_leaf_cdata(&f->xml, name, html->data, len);
}

/*
 * All that can be read about the episode, as one piece of HTML: some apps show
 * the description only, some the content only. The note on what people should
 * know before they listen comes first in both, where help is comes last, and is
 * not cut off with what is too long before it.
 */
static void write_notes(struct rss *f, const struct episode *e, const char *link)
{
	const struct links links = { f->render->address, link };
	STRBUF_SCOPED struct strbuf help = STRBUF_INIT(LIMIT_DESCRIPTION / 2);

	help_html(f->render, &e->care, &help);
	if (!strbuf_ok(&help))
		strbuf_clear(&help);
	strbuf_clear(f->notes);
	strbuf_clear(f->brief);
	notes_paragraph(f->notes, e->note);
	if (!episode_notes_begin_with_summary(e, f->render->scratch))
		notes_paragraph(f->notes, e->summary);
	if (e->chapters_from != CHAPTERS_NOTES && e->chapter_list) /* else they stand there */
		add_chapters(f->notes, &e->chapters);
	if (e->notes_html)
		notes_absolute(f->notes, e->notes_html, &links);
	notes_reduce(f->brief, f->notes->data, f->notes->len, LIMIT_DESCRIPTION - help.len);
	strbuf_add(f->brief, help.data, help.len);
	strbuf_add(f->notes, help.data, help.len);
	if (!strbuf_ok(f->notes))
		f->xml.refused = "its notes are longer than any page may be";
	write_html(f, "description", f->brief);
	if (e->notes_html)
		write_html(f, "content:encoded", f->notes);
}

static void write_enclosure(struct rss *f, const struct recording *r)
{
	int64_t seconds = (int64_t)(r->published.seconds + 0.5);

	xml_start(&f->xml, "enclosure");
	rss_attr_audio(f, "url", r->path);
	rss_attr_number(f, "length", r->published.bytes);
	xml_attr(&f->xml, "type", r->published.type);
	xml_end(&f->xml);
	rss_number(f, "itunes:duration", seconds > 0 ? seconds : 1);
}

static void write_season(struct rss *f, const struct episode *e)
{
	if (e->season <= 0)
		return;
	rss_number(f, "itunes:season", e->season);
	xml_start(&f->xml, "podcast:season");
	xml_attr(&f->xml, "name", show_season_name(e->show, e->season));
	xml_text(&f->xml, arena_printf(f->render->scratch, "%lld", (long long)e->season));
	xml_end(&f->xml);
}

static void write_number(struct rss *f, const struct episode *e)
{
	if (e->number <= 0)
		return;
	rss_number(f, "itunes:episode", e->number);
	xml_start(&f->xml, "podcast:episode");
	xml_attr(&f->xml, "display", e->display);
	xml_text(&f->xml, arena_printf(f->render->scratch, "%lld", (long long)e->number));
	xml_end(&f->xml);
}

/*
 * Where an episode stands in its show. Among those of other shows its number
 * would be one of several alike, and its trailer that of them all.
 */
static void write_place(struct rss *f, const struct episode *e)
{
	bool is_trailer = strcmp(e->type, "trailer") == 0;

	if (f->channel->show) {
		write_season(f, e);
		write_number(f, e);
	}
	xml_leaf(&f->xml, "itunes:episodeType", is_trailer && !f->channel->show ? "full" : e->type);
}

/* A taste of the episode (podcast namespace, soundbite); without words its title is shown. */
static void write_soundbites(struct rss *f, const struct list *soundbites)
{
	const struct soundbite *all = soundbites->items;

	for (size_t i = 0; i < soundbites->count; i++) {
		xml_start(&f->xml, "podcast:soundbite");
		rss_attr_seconds(f, "startTime", all[i].start);
		rss_attr_seconds(f, "duration", all[i].duration);
		xml_text(&f->xml, all[i].title);
		xml_end(&f->xml);
	}
}

/* Its own picture, or its show's among those of others. */
static void write_cover(struct rss *f, const struct episode *e)
{
	if (e->cover.path) {
		rss_cover(f, &e->cover);
		rss_picture(f, &e->cover, e->cover_alt, "artwork");
	} else if (!same_text(e->show->cover.path, f->channel->cover->path)) {
		rss_cover(f, &e->show->cover);
	}
}

/* The episode's own list or else its show's; empty where the channel has that one. */
static const struct list *list_of(const struct list *own, const struct list *shows,
				  const struct list *channels)
{
	static const struct list none;

	if (own->count)
		return own;
	return shows == channels ? &none : shows;
}

static void write_people(struct rss *f, const struct episode *e)
{
	const struct list *all = list_of(&e->people, &e->show->people, f->channel->people);

	/* An item's list replaces the show's, so it is only given where it differs. */
	if (!same_people(all, f->channel->people))
		rss_people(f, all);
}

/* What can be said of an episode and of its show. */
static void write_shared(struct rss *f, const struct episode *e)
{
	const struct channel *c = f->channel;
	const struct show *show = e->show;
	const char *licence = e->licence ? e->licence : show->licence;

	write_people(f, e);
	rss_locations(f, list_of(&e->locations, &show->locations, c->locations));
	rss_funding(f, list_of(&e->funding, &show->funding, c->funding));
	rss_values(f, list_of(&e->values, &show->values, c->values));
	rss_texts(f, &e->texts);
	rss_links(f, &e->links);
	if (!same_text(licence, c->licence) && !(f->channel->show && rss_has_licence(&e->elements)))
		rss_licence(f, licence);
}

/* Among those of other shows: which it is of (RSS 2.0, <source>). */
static void write_show(struct rss *f, const struct show *show)
{
	xml_start(&f->xml, "source");
	rss_attr_path(f, "url", show->feed_path);
	xml_text(&f->xml, show->title);
	xml_end(&f->xml);
	xml_leaf(&f->xml, "itunes:author", show->author);
	if (show_blocks(show, "apple"))
		xml_leaf(&f->xml, "itunes:block", "Yes");
}

/* Of what was published elsewhere it stays to the letter, in the zone it had there; else in UTC. */
static void write_date(struct rss *f, const struct episode *e)
{
	if (e->date.set && episode_was_elsewhere(e))
		xml_leaf(&f->xml, "pubDate", date_rfc822_there(e->date, f->render->scratch));
	else
		rss_date(f, "pubDate", e->date);
}

void rss_item(struct rss *f, const struct episode *e)
{
	const char *link = site_permalink(f->render->site, e->item.path, f->render->scratch);

	xml_start(&f->xml, "item");
	if (f->channel->show)
		rss_odd(f, &e->elements, own_item_element, 3);
	xml_leaf(&f->xml, "title", e->title);
	rss_guid(f, e->guid_written ? e->guid_written : e->guid);
	xml_leaf(&f->xml, "link", link);
	write_date(f, e);
	write_notes(f, e, link);
	write_enclosure(f, &e->recording);
	rss_alternates(f, e);
	xml_leaf(&f->xml, "itunes:title", e->title);
	write_place(f, e);
	rss_explicit(f, e->is_explicit);
	write_cover(f, e);
	if (!f->channel->show)
		write_show(f, e->show);
	rss_files(f, e);
	write_soundbites(f, &e->soundbites);
	write_shared(f, e);
	if (f->channel->show && rss_brought(f, &e->elements, own_item_element, 3))
		xml_indent(&f->xml, 2);
	xml_end(&f->xml);
}
