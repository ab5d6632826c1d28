#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "draft.h"
#include "elements.h"
#include "fields.h"
#include "model/feed_diff.h"
#include "model/fields.h"
#include "model/licence.h"
#include "model/site.h"
#include "read/from_html.h"
#include "words.h"

#define TITLE_MOST   255
#define SUMMARY_MOST 255

static const char no_transcript[] = "There was none where this episode was published before.";

static const char *title_of(struct front *f)
{
	const struct remote_episode *from = f->e->from;
	struct arena *a = front_arena(f);
	const char *title = draft_clean(from->title, false, a);
	const char *other = draft_clean(from->itunes_title, false, a);

	if (title && other && strcmp(title, other) != 0)
		front_note(
			f, IMPORT_CHANGED, "title",
			"Apple's apps showed '%s' where others showed the title; now all show the "
			"title",
			other);
	if (title || other)
		return title ? title : other;
	front_note(f, IMPORT_GUESSED, "title", "the feed gives the episode no title");
	return arena_printf(a, "Episode of %s", date_words(f->e->date, a));
}

/* A number that blether takes; what was written instead is noted. */
static void write_number(struct front *f, const char *key, int64_t number, const char *text)
{
	const struct field *field = kind_field(&kind_episode, key);

	if (number >= field->min && number <= field->max)
		front_number(f, key, number);
	else if (text && *text)
		front_note(f, IMPORT_LOST, key, "'%s' is no number from %ld to %ld", text,
			   field->min, field->max);
}

/* Said by the item, or by a trailer of the channel with its recording. */
static const char *type_of(struct front *f)
{
	const struct field *field = kind_field(&kind_episode, "type");
	const char *written = f->e->from->type;

	for (size_t i = 0; written && field->choices[i]; i++) {
		if (strcasecmp(written, field->choices[i]) == 0)
			return field->choices[i];
	}
	if (written)
		front_note(f, IMPORT_CHANGED, "type",
			   "'%s' is none that apps know; it became 'full'", written);
	return "full";
}

/* The first sentence of what is read, or what the feed has instead. */
static const char *summary_of(struct front *f, const char *body, const char *title)
{
	const struct remote_episode *from = f->e->from;
	const struct import_notes *n = &f->plan->notes[f->e - f->plan->show.episodes];
	struct arena *a = front_arena(f);
	const char *texts[] = { from->summary, from->subtitle };
	const char *words = n->summary ? n->summary : words_of_markdown(body, 8 * SUMMARY_MOST, a);

	for (size_t i = 0; i < COUNT(texts) && !words; i++)
		words = texts[i] ? draft_clean(plain_text(texts[i], a), false, a) : NULL;
	if (n->summary || words)
		return n->summary ? n->summary : words_summary(words, SUMMARY_MOST, a);
	front_note(f, IMPORT_GUESSED, "summary", "the feed does not say what the episode is about");
	return title;
}

static void write_explicit(struct front *f)
{
	bool shows = f->plan->show.from->is_explicit == REMOTE_YES;
	enum remote_flag own = f->e->from->is_explicit;

	if (own != REMOTE_UNSAID && (own == REMOTE_YES) != shows)
		front_flag(f, "explicit", own == REMOTE_YES);
}

static void write_head(struct front *f, const char *body)
{
	const struct import_episode *e = f->e;
	const struct import_notes *n = &f->plan->notes[e - f->plan->show.episodes];
	const char *title = title_of(f), *type = type_of(f);

	front_text(f, "title", title, TITLE_MOST);
	write_number(f, "number", e->from->number, e->from->number_text);
	write_number(f, "season", e->from->season, e->from->season_text);
	front_moment(f, "date", e->date);
	front_exact(f, "guid", e->guid);
	if (strcmp(type, "full") != 0)
		front_word(f, "type", type);
	front_text(f, "summary", summary_of(f, body, title), SUMMARY_MOST);
	write_explicit(f);
	front_text(f, "note", n->note, 500);
}

static void write_chapter(struct front *f, const struct remote_chapter *c, size_t number)
{
	const struct import_asset_list *l = &f->e->pictures;
	const char *title = draft_clean(c->title, false, front_arena(f));

	if (!title) {
		title = arena_printf(front_arena(f), "Chapter %zu", number);
		front_note(f, IMPORT_GUESSED, "chapters", "the chapter at %s has no title",
			   time_clock(c->start, front_arena(f)));
	}
	front_time(f, "start", c->start);
	front_text(f, "title", title, TITLE_MOST);
	front_address(f, "url", c->url);
	for (size_t i = 0; c->picture && i < l->count; i++) {
		if (strcmp(l->all[i]->url, c->picture) == 0)
			front_text(f, "picture", asset_name(f->plan, l->all[i], f->e), 0);
	}
}

/* In order, each later than the one before. Those behind the end of the recording are kept: apps
 * pass over them, and a recording may be cut later. */
static void write_chapters(struct front *f)
{
	const struct remote_list *l = &f->e->from->chapters;
	const struct remote_chapter *all = l->items;
	size_t count = 0, lost = 0;
	int64_t last = -1;

	for (size_t i = 0; i < l->count; i++) {
		if (all[i].start <= last || count == CHAPTERS_MOST) {
			lost++;
			continue;
		}
		if (!front_entry(f, "chapters"))
			break;
		write_chapter(f, &all[i], ++count);
		last = all[i].start;
	}
	if (lost)
		front_note(f, IMPORT_LOST, "chapters",
			   "%zu chapter%s at the same time as another, before one that stands "
			   "above it, or more than %d",
			   lost, lost == 1 ? " is" : "s are", CHAPTERS_MOST);
	front_end(f);
}

static void note_asset(struct front *f, const struct import_asset *asset, const char *field,
		       const char *what)
{
	if (asset && !asset->file)
		front_note(f, IMPORT_LOST, field, "%s %s: %s", what, asset->url,
			   asset->why ? asset->why : "it was not fetched");
}

static void write_files(struct front *f)
{
	const struct import_episode *e = f->e;
	const char *transcript = asset_name(f->plan, e->transcript, e);

	note_asset(f, e->transcript, "transcript", "the transcript");
	note_asset(f, e->chapters, "chapters", "the chapters");
	front_text(f, "transcript", transcript, 0);
	if (!e->chapters || !e->chapters->file)
		write_chapters(f);
	field_people(f, &e->from->people);
	if (!transcript) {
		front_text(f, "no_transcript", no_transcript, 0);
		if (!e->from->transcripts.count)
			front_note(f, IMPORT_GUESSED, "no_transcript",
				   "there is no transcript; deaf people need one");
	}
}

static void write_licence(struct front *f)
{
	const char *written = f->e->from->licence, *shows = f->plan->show.from->licence;
	const struct licence *known = field_licence(written, f->e->from->licence_url);

	if (known && known != field_licence(shows, f->plan->show.from->licence_url))
		front_word(f, "licence", known->id);
	else if (written && !known)
		front_note(f, IMPORT_CHANGED, "licence",
			   "'%s' is a licence that blether does not know; it is kept among the "
			   "elements",
			   written);
}

static void write_cover(struct front *f, const char *title)
{
	const struct import_episode *e = f->e;
	const char *file = asset_name(f->plan, e->cover, e);
	const char *alt = field_cover_alt(f, e->from->image);

	note_asset(f, e->cover, "cover", "the picture");
	if (!file)
		return;
	front_text(f, "cover", file, 0);
	if (!alt) {
		alt = arena_printf(front_arena(f), "The cover of %s", title);
		front_note(f, IMPORT_GUESSED, "cover_alt",
			   "the feed does not say what the cover shows; look at it and write it "
			   "down");
	}
	front_text(f, "cover_alt", alt, TITLE_MOST);
}

static void write_came_from(struct front *f)
{
	struct arena *a = front_arena(f);
	const char *page = front_old_url(f->e->from->link, a);
	const char *audio = front_old_url(f->e->audio->url, a);

	if (!page && !audio)
		return;
	front_map(f, "came_from");
	if (page)
		front_exact(f, "page", page);
	if (audio)
		front_exact(f, "audio", audio);
	front_end(f);
}

static void write_elements(struct front *f)
{
	const struct remote_episode *e = f->e->from;
	const struct remote_feed *feed = f->plan->show.from;
	struct arena *a = front_arena(f);
	const char *more[6] = { 0 };
	size_t count = 0;

	if (e->author && !e->author_is_kept &&
	    (!feed->author || strcmp(e->author, feed->author) != 0))
		more[count++] = element_made("itunes", "author", e->author, a);
	if (e->subtitle)
		more[count++] = element_made("itunes", "subtitle", e->subtitle, a);
	if (e->summary)
		more[count++] = element_made("itunes", "summary", e->summary, a);
	if (e->is_blocked == REMOTE_YES)
		more[count++] = element_made("itunes", "block", "Yes", a);
	if (e->licence && !field_licence(e->licence, e->licence_url))
		more[count++] = element_licence(e->licence, e->licence_url, a);
	field_elements(f, more);
}

static void write_tail(struct front *f, const char *title)
{
	const struct import_episode *e = f->e;
	const struct import_notes *n = &f->plan->notes[e - f->plan->show.episodes];
	bool has_chapters = e->from->chapters.count || (e->chapters && e->chapters->file);

	write_licence(f);
	if (e->from->number > 0)
		front_text(f, "display", e->from->display, 32);
	write_cover(f, title);
	field_locations(f);
	field_soundbites(f);
	field_links(f);
	field_funding(f, NULL);
	field_txt(f);
	field_value(f);
	if (has_chapters && !n->has_list)
		front_flag(f, "chapter_list", false);
	write_came_from(f);
	write_elements(f);
}

void import_episode_text(struct import_show *show, struct import_episode *e, struct strbuf *out)
{
	const struct remote_list *elements = &e->from->elements;
	STRBUF_SCOPED struct strbuf head = STRBUF_INIT(LIMIT_FRONT_MATTER);
	STRBUF_SCOPED struct strbuf body = STRBUF_INIT(LIMIT_SOURCE_BYTES);
	struct front f = { .plan = plan_of(show),
			   .e = e,
			   .out = &head,
			   .elements = elements,
			   .taken = arena_array(show->arena, elements->count, sizeof(bool)) };
	const char *title = e->from->title ? e->from->title : "the episode";

	if (!e->audio->file) {
		import_note(show, e, IMPORT_LOST, "recording",
			    "the recording %s: %s; the episode is not here yet", e->audio->url,
			    e->audio->why ? e->audio->why : "it was not fetched");
		return;
	}
	episode_body(f.plan, e, &body);
	write_head(&f, body.data);
	write_files(&f);
	write_tail(&f, title);
	strbuf_addf(out, "---\n%s---\n%s", head.data, body.data);
}
