#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/table.h"
#include "base/text.h"
#include "categories.h"
#include "draft.h"
#include "elements.h"
#include "fields.h"
#include "model/feed_diff.h"
#include "model/fields.h"
#include "model/language.h"
#include "model/licence.h"
#include "model/site.h"
#include "owner.h"
#include "words.h"

#define TITLE_MOST       255
#define SUMMARY_MOST     255
#define DESCRIPTION_MOST 4000 /* bytes */

static const char *title_of(struct front *f)
{
	const char *title = draft_clean(f->plan->show.from->title, false, front_arena(f));

	if (title)
		return title;
	front_note(f, IMPORT_GUESSED, "title", "the feed has no title");
	return "A podcast";
}

static void write_owner(struct front *f)
{
	const struct remote_feed *feed = f->plan->show.from;
	const char *email = owner_email(feed, f->plan->settings, front_arena(f));
	const char *author = owner_author(feed, front_arena(f));
	const char *name = draft_clean(feed->owner_name, false, front_arena(f));

	front_text(f, "author", author ? author : title_of(f), 255);
	if (!draft_clean(feed->author, false, front_arena(f)))
		front_note(f, IMPORT_GUESSED, "author", "the feed names no author");
	front_map(f, "owner");
	front_text(f, "name", name ? name : author ? author : title_of(f), 255);
	if (email)
		front_exact(f, "email", email);
	front_end(f);
}

/* With its paragraphs: plain text of several lines. */
static const char *description_of(struct front *f)
{
	const struct remote_feed *feed = f->plan->show.from;
	struct arena *a = front_arena(f);
	const char *texts[] = { feed->description, feed->summary, feed->subtitle };
	const char *best = NULL;

	for (size_t i = 0; i < COUNT(texts); i++) {
		if (texts[i] && (!best || (i == 1 && !words_hold(best, texts[i], a) &&
					   words_count(texts[i], a) > words_count(best, a))))
			best = texts[i];
	}
	if (!best)
		return NULL;
	if (!strpbrk(best, "<&"))
		return draft_clean(best, true, a);
	return words_paragraphs(best, a);
}

static void write_words(struct front *f, const char *title)
{
	const struct remote_feed *feed = f->plan->show.from;
	struct arena *a = front_arena(f);
	const char *description = description_of(f);
	const char *subtitle = feed->subtitle ? plain_text(feed->subtitle, a) : NULL;
	const char *first = draft_clean(description, false, a);

	subtitle = draft_clean(subtitle, false, a);
	if (subtitle && utf8_length(subtitle) > SUMMARY_MOST)
		subtitle = words_summary(subtitle, SUMMARY_MOST, a);
	if (!description)
		front_note(f, IMPORT_GUESSED, "description",
			   "the feed does not say what the show is");
	front_text(f, "summary",
		   subtitle ? subtitle
		   : first  ? words_summary(first, SUMMARY_MOST, a)
			    : title,
		   SUMMARY_MOST);
	front_long_text(f, "description", description ? description : title, DESCRIPTION_MOST);
}

const char *plan_language(const struct import_plan *plan)
{
	const char *written = plan->show.from->language;
	const char *wanted = written ? written : plan->settings->language;
	const struct site *site = plan->settings->site;
	const char *tag = wanted && language_is_tag(wanted) ? wanted : NULL;

	/* `en-gb` is the same, and commonly written with a capital region. */
	if ((!tag && wanted) || (tag && strlen(tag) == strlen("en-gb")))
		tag = language_tag_meant(wanted, plan->show.arena);
	return tag ? tag : site ? site->language : "en";
}

static void write_language(struct front *f)
{
	const char *written = f->plan->show.from->language, *tag = f->plan->show.language;

	if (!written)
		front_note(f, IMPORT_GUESSED, "language",
			   "the feed does not say its language; '%s' was taken", tag);
	else if (strcasecmp(tag, written) != 0)
		front_note(f, IMPORT_CHANGED, "language",
			   "'%s' is no code of a language; it became '%s'", written, tag);
	front_word(f, "language", tag);
}

#define CATEGORIES_MOST 3

static void write_categories(struct front *f)
{
	const struct remote_list *l = &f->plan->show.from->categories;
	const char *kept[CATEGORIES_MOST];
	size_t count = 0;

	for (size_t i = 0; i < l->count; i++) {
		const char *name = ((const char *const *)l->items)[i];
		const char *today = category_today(name, front_arena(f));
		bool is_there = false;

		for (size_t k = 0; k < count && today; k++)
			is_there = is_there || strcmp(kept[k], today) == 0;
		if (!today || (!is_there && count == CATEGORIES_MOST))
			front_note(f, IMPORT_LOST, "categories",
				   today ? "'%s' is one more than the %d that directories take"
					 : "'%s' is none of Apple's categories (%d can be named)",
				   name, CATEGORIES_MOST);
		else if (strcmp(today, name) != 0)
			front_note(f, IMPORT_CHANGED, "categories", "'%s' is now '%s'", name,
				   today);
		if (today && !is_there && count < CATEGORIES_MOST)
			kept[count++] = today;
	}
	if (!count) {
		kept[count++] = "Society & Culture";
		front_note(f, IMPORT_GUESSED, "categories",
			   "the feed has no category that Apple knows; '%s' was taken", kept[0]);
	}
	for (size_t i = 0; i < count; i++)
		front_item(f, "categories", kept[i]);
	front_end(f);
}

static void write_cover(struct front *f, const char *title)
{
	const struct import_show *show = &f->plan->show;
	const struct import_asset *cover = show->cover;
	const char *alt = field_cover_alt(f, show->from->image);

	if (!cover->url)
		front_note(f, IMPORT_GUESSED, "cover",
			   "the feed has no picture of the show; a plain one was drawn");
	else if (cover->why)
		front_note(f, IMPORT_LOST, "cover", "the picture %s: %s; a plain one was drawn",
			   cover->url, cover->why);
	front_text(f, "cover", cover->file ? cover->file : "cover.jpg", 0);
	if (!alt) {
		alt = arena_printf(front_arena(f), "The cover of %s", title);
		front_note(
			f, IMPORT_GUESSED, "cover_alt",
			"the feed does not say what the cover shows; look at it and write it down");
	}
	front_text(f, "cover_alt", alt, TITLE_MOST);
}

/* One of the field's choices in any case; NULL after a note that it is none. */
static const char *choice_of(struct front *f, const char *key, const char *written)
{
	const struct field *field = kind_field(&kind_show, key);

	for (size_t i = 0; written && field->choices[i]; i++) {
		if (strcasecmp(written, field->choices[i]) == 0)
			return field->choices[i];
	}
	if (written)
		front_note(f, IMPORT_CHANGED, key, "'%s' is none that apps know; it became '%s'",
			   written, field->fallback);
	return NULL;
}

static void write_choice(struct front *f, const char *key, const char *written)
{
	const char *choice = choice_of(f, key, written);

	if (choice && strcmp(choice, kind_field(&kind_show, key)->fallback) != 0)
		front_word(f, key, choice);
}

static void write_explicit(struct front *f)
{
	enum remote_flag flag = f->plan->show.from->is_explicit;

	if (flag == REMOTE_UNSAID)
		front_note(f, IMPORT_GUESSED, "explicit",
			   "the feed does not say whether there is strong language; 'false' was "
			   "taken");
	front_flag(f, "explicit", flag == REMOTE_YES);
}

static void write_licence(struct front *f)
{
	const char *written = f->plan->show.from->licence;
	const struct licence *known = field_licence(written, f->plan->show.from->licence_url);

	if (known)
		front_word(f, "licence", known->id);
	else if (written)
		front_note(f, IMPORT_CHANGED, "licence",
			   "'%s' is a licence that blether does not know; it is kept among the "
			   "elements",
			   written);
}

/* In small letters; what the Podcast Index computes where the feed has none (podcast namespace,
 * "guid"). */
static void write_guid(struct front *f)
{
	const struct remote_feed *feed = f->plan->show.from;
	const char *address = feed->self ? feed->self : feed->from;
	char *guid = feed->guid ? arena_strdup(front_arena(f), feed->guid) : NULL;
	char computed[37];

	for (char *c = guid; c && *c; c++)
		*c = *c >= 'A' && *c <= 'Z' ? (char)(*c - 'A' + 'a') : *c;
	if (guid && uuid_fits(guid)) {
		if (strcmp(guid, feed->guid) != 0)
			front_note(f, IMPORT_CHANGED, "guid", "'%s' is written in small letters",
				   feed->guid);
		front_word(f, "guid", guid);
		return;
	}
	if (guid)
		front_note(f, IMPORT_CHANGED, "guid", "'%s' is no UUID", feed->guid);
	if (!text_begins_web(address))
		return;
	podcast_guid(address, computed);
	front_word(f, "guid", arena_strdup(front_arena(f), computed));
	if (!guid)
		front_note(f, IMPORT_GUESSED, "guid",
			   "the feed has no podcast:guid; it was computed from its old address, as "
			   "directories do");
}

static void write_rights(struct front *f)
{
	const struct remote_feed *feed = f->plan->show.from;

	write_choice(f, "type", feed->type);
	write_explicit(f);
	front_text(f, "copyright", feed->copyright, 255);
	write_licence(f);
	write_guid(f);
	if (feed->is_locked == REMOTE_NO)
		front_flag(f, "locked", false);
	else if (feed->is_locked == REMOTE_UNSAID)
		front_note(f, IMPORT_GUESSED, "locked",
			   "the feed does not say whether other hosts may take the show over; now "
			   "they may not");
	if (feed->locked_owner && feed->owner_email &&
	    strcasecmp(feed->locked_owner, feed->owner_email) != 0)
		front_note(f, IMPORT_CHANGED, "locked",
			   "whoever wants to take the show over asked '%s'; now they ask the owner",
			   feed->locked_owner);
	write_choice(f, "medium", feed->medium);
}

/* The first name that a season has; the rest is noted. */
static void write_seasons(struct front *f)
{
	struct table named = { 0 };
	const struct import_show *show = &f->plan->show;

	for (size_t i = 0; i < show->count; i++) {
		const struct remote_episode *e = show->episodes[i].from;
		const char *name = draft_clean(e->season_name, false, front_arena(f));
		uint32_t *at = name && e->season > 0 && e->season <= 10000
				       ? table_at(&named, (uint64_t)e->season << 21 | 1)
				       : NULL;

		if (!at)
			continue;
		const struct import_episode *first = *at ? &show->episodes[*at - 1] : NULL;
		if (first && strcmp(first->from->season_name, e->season_name) != 0)
			front_note(f, IMPORT_LOST, "seasons", "season %lld is called '%s', too",
				   (long long)e->season, name);
		if (first || !show->episodes[i].audio->file || !front_entry(f, "seasons"))
			continue;
		*at = (uint32_t)i + 1;
		front_number(f, "number", e->season);
		front_text(f, "name", name, 128);
	}
	front_end(f);
	table_release(&named);
}

static void write_came_from(struct front *f)
{
	const struct remote_feed *feed = f->plan->show.from;
	const char *address = text_begins_web(feed->from) ? feed->from : feed->self;
	const char *feed_url = front_old_url(address, front_arena(f));
	const char *page = front_old_url(feed->link, front_arena(f));

	if (!feed_url && !page)
		return;
	front_map(f, "came_from");
	if (feed_url)
		front_exact(f, "feed", feed_url);
	if (page)
		front_exact(f, "page", page);
	front_end(f);
}

static void write_elements(struct front *f)
{
	const struct remote_feed *feed = f->plan->show.from;
	struct arena *a = front_arena(f);
	const char *more[4] = { 0 };
	size_t count = 0;

	if (feed->subtitle && feed->kind == REMOTE_RSS)
		more[count++] = element_made("itunes", "subtitle", feed->subtitle, a);
	if (feed->summary)
		more[count++] = element_made("itunes", "summary", feed->summary, a);
	if (feed->licence && !field_licence(feed->licence, feed->licence_url))
		more[count++] = element_licence(feed->licence, feed->licence_url, a);
	field_elements(f, more);
	if (feed->new_url)
		front_note(f, IMPORT_CHANGED, "new_feed_url",
			   "the old feed says that it moves to '%s'; the new one does not",
			   feed->new_url);
}

void import_show_text(struct import_show *show, struct strbuf *out)
{
	const struct remote_feed *feed = show->from;
	struct front f = { .plan = plan_of(show),
			   .out = out,
			   .elements = &feed->elements,
			   .taken = arena_array(show->arena, feed->elements.count, sizeof(bool)) };
	const char *title = title_of(&f);

	front_text(&f, "title", title, TITLE_MOST);
	write_owner(&f);
	write_words(&f, title);
	write_language(&f);
	write_categories(&f);
	write_cover(&f, title);
	write_rights(&f);
	field_people(&f, &feed->people);
	field_funding(&f, &feed->funding);
	write_seasons(&f);
	field_update_frequency(&f);
	field_locations(&f);
	field_podroll(&f);
	field_publisher(&f);
	field_images(&f);
	field_live(&f);
	field_txt(&f);
	field_blocks(&f);
	field_value(&f);
	field_podping(&f);
	write_came_from(&f);
	write_elements(&f);
}
