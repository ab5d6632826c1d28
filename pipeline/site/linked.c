#include "linked.h"

#include <inttypes.h>
#include <string.h>

#include "linking.h"
#include "model/audio_place.h"
#include "model/meeting.h"
#include "model/translation.h"

/* Names of no real person are told to readers, not to programs that gather people. */
static const char *schema_type(const struct profile *who)
{
	if (strcmp(who->of, "synthetic") == 0)
		return NULL;
	return strcmp(who->of, "organisation") == 0 ? "Organization" : "Person";
}

static bool is_told(const struct person *p)
{
	return p->page_path && schema_type(p->profile);
}

static void add_people(struct linked *l, const char *key, const struct list *people)
{
	const struct person *all = people->items;
	bool open = false;

	for (size_t i = 0; i < people->count; i++) {
		if (!is_told(&all[i]))
			continue;
		if (!open)
			json_open(&l->json, key, '[');
		open = true;
		linked_open(l, NULL, schema_type(all[i].profile));
		json_text(&l->json, "name", all[i].name);
		linked_url(l, "url", all[i].page_path);
		json_close(&l->json, '}');
	}
	if (open)
		json_close(&l->json, ']');
}

/* ISO 8601 section 5.5.2.2: seconds may be more than a minute's. */
static const char *duration(const struct published_audio *audio, struct arena *a)
{
	return arena_printf(a, "PT%" PRId64 "S", (int64_t)(audio->seconds + 0.5));
}

/* Of the words on the page, which may be a translation. */
static const char *language_of(const struct episode *e)
{
	return e->item.language ? e->item.language : e->show->language;
}

/* A translation that has no transcript of its own has the original's. */
static const char *caption_language(const struct episode *e)
{
	const struct episode *original = (const struct episode *)item_original(&e->item);
	bool is_original =
		e->transcript_paths[TRANSCRIPT_VTT] == original->transcript_paths[TRANSCRIPT_VTT];

	return is_original ? e->show->language : language_of(e);
}

static void add_captions(struct linked *l, const struct episode *e)
{
	if (!e->transcript_paths[TRANSCRIPT_VTT])
		return;
	linked_open(l, "caption", "MediaObject");
	linked_url(l, "contentUrl", e->transcript_paths[TRANSCRIPT_VTT]);
	json_text(&l->json, "encodingFormat", transcript_files[TRANSCRIPT_VTT].type);
	linked_text(l, "inLanguage", caption_language(e));
	json_close(&l->json, '}');
}

static void add_audio(struct linked *l, const struct episode *e)
{
	const struct published_audio *audio = &e->recording.published;
	struct arena *a = &l->press->page;

	if (!e->recording.path)
		return;
	linked_open(l, "associatedMedia", "AudioObject");
	json_text(&l->json, "contentUrl", site_audio_url(l->press->site, e->recording.path, a));
	json_text(&l->json, "encodingFormat", audio->type);
	json_text(&l->json, "contentSize", arena_printf(a, "%" PRId64, audio->bytes));
	json_text(&l->json, "duration", duration(audio, a));
	if (e->item.language)
		linked_text(l, "inLanguage", e->show->language); /* what is heard stays as it is */
	add_captions(l, e);
	/* The words themselves would be as long as the page; this file has them. */
	linked_url(l, "transcript", e->transcript_paths[TRANSCRIPT_TEXT]);
	json_close(&l->json, '}');
}

static void add_place(struct linked *l, const struct episode *e)
{
	const struct show *show = e->show;

	if (e->number > 0)
		json_int(&l->json, "episodeNumber", e->number);
	if (e->season > 0) {
		linked_open(l, "partOfSeason", "PodcastSeason");
		json_int(&l->json, "seasonNumber", e->season);
		linked_text(l, "name", show_season_name(show, e->season));
		json_close(&l->json, '}');
	}
	linked_open(l, "partOfSeries", "PodcastSeries");
	json_text(&l->json, "name", show->title);
	linked_url(l, "url", show->item.path);
	linked_url(l, "webFeed", show->feed_path);
	json_close(&l->json, '}');
}

static void add_keywords(struct linked *l, const struct episode *e)
{
	if (!e->collection_count)
		return;
	json_open(&l->json, "keywords", '[');
	for (size_t i = 0; i < e->collection_count; i++)
		json_text(&l->json, NULL, e->collections[i]->title);
	json_close(&l->json, ']');
}

static void add_cover(struct linked *l, const char *key, const struct picture *cover)
{
	linked_url(l, key, cover ? cover->path : NULL);
}

const char *linked_episode(struct press *p, const struct episode *e)
{
	struct linked l = LINKED_INIT(p);

	linked_begin(&l, "PodcastEpisode");
	linked_url(&l, "url", e->item.path);
	json_text(&l.json, "name", e->title);
	linked_text(&l, "description", e->summary);
	if (e->date.set)
		json_text(&l.json, "datePublished", date_rfc3339(e->date, &p->page));
	if (e->changed.set)
		json_text(&l.json, "dateModified", date_day(e->changed, &p->page));
	linked_text(&l, "inLanguage", language_of(e));
	if (e->recording.path)
		json_text(&l.json, "timeRequired", duration(&e->recording.published, &p->page));
	json_bool(&l.json, "isFamilyFriendly", !e->is_explicit);
	json_bool(&l.json, "isAccessibleForFree", true);
	add_cover(&l, "image", episode_cover(e));
	linked_licence(&l, e->licence ? e->licence : e->show->licence);
	add_keywords(&l, e);
	add_people(&l, "contributor", e->people.count ? &e->people : &e->show->people);
	add_place(&l, e);
	add_audio(&l, e);
	return linked_end(&l);
}

const char *linked_show(struct press *p, const struct show *show)
{
	struct linked l = LINKED_INIT(p);

	linked_begin(&l, "PodcastSeries");
	linked_url(&l, "url", show->item.path);
	json_text(&l.json, "name", show->title);
	linked_text(&l, "description", show->description);
	linked_url(&l, "webFeed", show->feed_path);
	linked_text(&l, "inLanguage", show->language);
	json_bool(&l.json, "isFamilyFriendly", !show->is_explicit);
	json_bool(&l.json, "isAccessibleForFree", true);
	add_cover(&l, "image", show->cover.path ? &show->cover : NULL);
	linked_organisation(&l, "author", show->author);
	linked_organisation(&l, "copyrightHolder", show->copyright);
	linked_licence(&l, show->licence);
	linked_strings(&l, "genre", &show->categories);
	add_people(&l, "contributor", &show->people);
	json_int(&l.json, "numberOfEpisodes", (int64_t)show->episode_count);
	return linked_end(&l);
}

const char *linked_person(struct press *p, const struct profile *who)
{
	struct linked l = LINKED_INIT(p);

	if (!schema_type(who))
		return NULL;
	linked_begin(&l, schema_type(who));
	linked_url(&l, "url", who->item.path);
	json_text(&l.json, "name", who->name);
	linked_text(&l, "description", who->role);
	linked_text(&l, "sameAs", who->url);
	add_cover(&l, "image", who->picture.path ? &who->picture : NULL);
	return linked_end(&l);
}

const char *linked_site(struct press *p)
{
	const struct site *site = p->site;
	struct linked l = LINKED_INIT(p);

	linked_begin(&l, "WebSite");
	linked_url(&l, "url", site->item.path);
	json_text(&l.json, "name", site->title);
	linked_text(&l, "description", site->summary);
	linked_text(&l, "inLanguage", site->language);
	linked_open(&l, "publisher", "Organization");
	json_text(&l.json, "name", site->title);
	linked_url(&l, "url", site->item.path);
	linked_text(&l, "email", site->contact);
	add_cover(&l, "logo", site_cover(site));
	json_close(&l.json, '}');
	return linked_end(&l);
}

static const char *event_status(const struct meeting *m)
{
	if (meeting_is_cancelled(m))
		return "https://schema.org/EventCancelled";
	if (meeting_is_postponed(m))
		return "https://schema.org/EventPostponed";
	return m->replaces.set && m->replaces.utc != m->start.utc
		       ? "https://schema.org/EventRescheduled"
		       : "https://schema.org/EventScheduled";
}

static void add_room(struct linked *l, const struct meeting *m)
{
	const struct place_item *town =
		m->place ? site_item(l->press->site, &kind_place, m->place) : NULL;
	const char *venue = m->venue ? m->venue : town ? town->title : NULL;

	if (!meeting_is_in_room(m) || !venue)
		return;
	linked_open(l, NULL, "Place");
	json_text(&l->json, "name", venue);
	json_text(&l->json, "address", venue);
	json_close(&l->json, '}');
}

/* Where it is online nobody is told here: the page stands for it. */
static void add_where(struct linked *l, const struct meeting *m)
{
	json_open(&l->json, "location", '[');
	add_room(l, m);
	if (meeting_is_online(m)) {
		linked_open(l, NULL, "VirtualLocation");
		linked_url(l, "url", m->item.path);
		json_close(&l->json, '}');
	}
	json_close(&l->json, ']');
}

static void add_event_times(struct linked *l, const struct meeting *m)
{
	struct arena *a = &l->press->page;

	if (m->start.set)
		json_text(&l->json, "startDate", date_rfc3339(m->start, a));
	if (m->end.set)
		json_text(&l->json, "endDate", date_rfc3339(m->end, a));
	if (m->replaces.set && m->replaces.utc != m->start.utc)
		json_text(&l->json, "previousStartDate", date_rfc3339(m->replaces, a));
	json_text(&l->json, "eventStatus", event_status(m));
	json_text(&l->json, "eventAttendanceMode",
		  !meeting_is_online(m)   ? "https://schema.org/OfflineEventAttendanceMode"
		  : meeting_is_in_room(m) ? "https://schema.org/MixedEventAttendanceMode"
					  : "https://schema.org/OnlineEventAttendanceMode");
}

const char *linked_meeting(struct press *p, const struct meeting *m)
{
	struct linked l = LINKED_INIT(p);

	linked_begin(&l, "Event");
	linked_url(&l, "url", m->item.path);
	json_text(&l.json, "name", m->title);
	linked_text(&l, "description", m->summary);
	linked_text(&l, "inLanguage", m->item.language ? m->item.language : p->language);
	add_event_times(&l, m);
	add_where(&l, m);
	linked_organisation(&l, "organizer", p->site->title);
	add_people(&l, "performer", &m->people);
	return linked_end(&l);
}

static void add_step(struct linked *l, size_t position, const char *name, const char *path)
{
	linked_open(l, NULL, "ListItem");
	json_int(&l->json, "position", (int64_t)position);
	json_text(&l->json, "name", name);
	linked_url(l, "item", path);
	json_close(&l->json, '}');
}

const char *linked_trail(struct press *p, const struct page_meta *meta, const struct list *trail)
{
	const struct nav_link *above = trail->items;
	const char *title = meta->episode ? meta->episode->title : meta->title;
	struct linked l = LINKED_INIT(p);

	linked_begin(&l, "BreadcrumbList");
	json_open(&l.json, "itemListElement", '[');
	for (size_t i = 0; i < trail->count; i++)
		add_step(&l, i + 1, above[i].title, above[i].path);
	if (title)
		add_step(&l, trail->count + 1, title, meta->path);
	json_close(&l.json, ']');
	return linked_end(&l);
}
