#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/table.h"
#include "base/text.h"
#include "elements.h"
#include "plan.h"
#include "read/from_html.h"

/* What is being planned: which pictures are shown by more than one episode, and where those are
 * that are fetched. */
struct planner {
	struct import_plan *plan;
	struct table users;  /* of a picture: 1 + the episode that shows it; SEVERAL */
	struct table shared; /* pictures in the show's folder: 1 + their number there */
	size_t number;       /* of pictures in the folder of the episode, to name them by */
};

#define SEVERAL UINT32_MAX

static struct arena *arena_of(const struct planner *p)
{
	return p->plan->show.arena;
}

static uint64_t url_key(const char *url)
{
	return key_of(0, url, strlen(url));
}

static void add_to(struct import_asset_list *l, struct import_asset *asset, struct arena *a)
{
	l->all = arena_grow(a, l->all, l->count, &l->room, sizeof(*l->all));
	l->all[l->count++] = asset;
}

static struct import_asset *new_asset(struct planner *p, struct import_asset what)
{
	struct import_asset *asset = arena_new(arena_of(p), struct import_asset);

	*asset = what;
	add_to(&p->plan->show.assets, asset, arena_of(p));
	return asset;
}

static void count_picture(struct planner *p, const char *url, size_t episode)
{
	uint32_t *at = url ? table_at(&p->users, url_key(url)) : NULL;

	if (at)
		*at = *at && *at != episode + 1 ? SEVERAL : (uint32_t)episode + 1;
}

static bool is_shared(const struct planner *p, const char *url)
{
	const uint32_t *at = table_find(&p->users, url_key(url));

	return at && *at == SEVERAL;
}

/* A picture in the show's folder, once. */
static struct import_asset *shared_picture(struct planner *p, enum import_asset_kind kind,
					   const char *url, const char *stem)
{
	struct import_show *show = &p->plan->show;
	uint32_t *at = table_at(&p->shared, url_key(url));

	if (!*at) {
		struct import_asset *asset = new_asset(
			p, (struct import_asset){ .kind = kind, .url = url, .stem = stem });

		add_to(&show->pictures, asset, show->arena);
		*at = (uint32_t)show->pictures.count;
	}
	return show->pictures.all[*at - 1];
}

/* Names that are not made of somebody's words begin like this. */
static const char *numbered(const struct planner *p, const char *stem, size_t number)
{
	return arena_printf(arena_of(p), "%s-%zu", stem, number);
}

static struct import_asset *picture_of(struct planner *p, struct import_episode *e, const char *url)
{
	struct import_asset_list *l = &e->pictures;
	struct import_asset *asset;

	for (size_t i = 0; i < l->count; i++) {
		if (strcmp(l->all[i]->url, url) == 0)
			return l->all[i];
	}
	if (is_shared(p, url))
		asset = shared_picture(p, ASSET_PICTURE, url,
				       numbered(p, "picture", p->plan->show.pictures.count + 1));
	else
		asset = new_asset(
			p, (struct import_asset){ .kind = ASSET_PICTURE,
						  .url = url,
						  .episode = e,
						  .stem = numbered(p, "picture", ++p->number) });
	add_to(l, asset, arena_of(p));
	return asset;
}

/* Is it a picture of the episode's own? */
static const char *own_image(const struct import_plan *plan, const struct remote_episode *e)
{
	const char *shows = plan->show.from->image;

	return e->image && (!shows || strcmp(e->image, shows) != 0) ? e->image : NULL;
}

const char *notes_base(const struct import_plan *plan, const struct remote_episode *e)
{
	const char *places[] = { e->notes_base, e->link, plan->show.from->link };

	for (size_t i = 0; i < COUNT(places); i++) {
		if (places[i])
			return places[i];
	}
	return NULL;
}

/* Calls for every picture in the notes and chapters of an episode. */
static void each_picture(struct planner *p, size_t i,
			 void (*call)(struct planner *p, const char *url, size_t episode))
{
	const struct import_notes *n = &p->plan->notes[i];
	const struct remote_episode *e = p->plan->show.episodes[i].from;
	const char *texts[] = { n->html, n->more };
	const struct remote_chapter *chapters = e->chapters.items;

	for (size_t k = 0; k < COUNT(texts); k++) {
		const char *const *urls =
			texts[k] ? html_pictures(texts[k], notes_base(p->plan, e), arena_of(p))
				 : NULL;

		for (; urls && *urls; urls++)
			call(p, *urls, i);
	}
	for (size_t k = 0; k < e->chapters.count && !e->chapters_url; k++) {
		if (chapters[k].picture)
			call(p, chapters[k].picture, i);
	}
}

static void count_all(struct planner *p)
{
	for (size_t i = 0; i < p->plan->show.count; i++) {
		each_picture(p, i, count_picture);
		count_picture(p, own_image(p->plan, p->plan->show.episodes[i].from), i);
	}
}

static void take_picture(struct planner *p, const char *url, size_t episode)
{
	picture_of(p, &p->plan->show.episodes[episode], url);
}

/* How good a form of transcript is to blether, by its type or else the end of its address; 0: not
 * at all. */
static int transcript_rank(const struct remote_transcript *t)
{
	static const struct {
		const char *type, *suffix;
	} forms[] = {
		{ "text/html", ".html" },        { "text/plain", ".txt" },
		{ "application/json", ".json" }, { "application/x-subrip", ".srt" },
		{ "application/srt", ".srt" },   { "text/srt", ".srt" },
		{ "text/vtt", ".vtt" },
	};
	size_t type = t->type ? strcspn(t->type, "; ") : 0, path = strcspn(t->url, "?#");

	for (size_t i = COUNT(forms); i > 0; i--) {
		if (type && strlen(forms[i - 1].type) == type &&
		    strncasecmp(t->type, forms[i - 1].type, type) == 0)
			return (int)i;
	}
	for (size_t i = COUNT(forms); i > 0; i--) {
		size_t len = strlen(forms[i - 1].suffix);

		if (path > len && strncasecmp(t->url + path - len, forms[i - 1].suffix, len) == 0)
			return (int)i;
	}
	return 0;
}

#define RANK_HTML 1

static bool is_other_language(const struct import_plan *plan, const struct remote_transcript *t)
{
	const char *own = plan->show.from->language;

	return t->language && own && strncasecmp(t->language, own, 2) != 0;
}

/* Of those in the show's language the best form; else of all. */
static const struct remote_transcript *best_transcript(const struct import_plan *plan,
						       const struct remote_episode *e)
{
	const struct remote_transcript *all = e->transcripts.items, *best = NULL;
	int most = 0;

	for (size_t i = 0; i < e->transcripts.count; i++) {
		int rank = transcript_rank(&all[i]);

		if (rank)
			rank += is_other_language(plan, &all[i]) ? 0 : 100;
		if (rank > most) {
			most = rank;
			best = &all[i];
		}
	}
	return best;
}

/* Of other languages; blether makes the other forms of one itself. */
static void note_other_languages(struct planner *p, const struct import_episode *e,
				 const struct remote_transcript *taken)
{
	const struct remote_transcript *all = e->from->transcripts.items;

	for (size_t i = 0; i < e->from->transcripts.count; i++) {
		if (&all[i] != taken && is_other_language(p->plan, &all[i]))
			import_note(&p->plan->show, e, IMPORT_LOST, "transcript",
				    "the transcript in '%s' (%s)", all[i].language, all[i].url);
	}
}

static void plan_transcript(struct planner *p, struct import_episode *e)
{
	const struct remote_transcript *t = best_transcript(p->plan, e->from);

	note_other_languages(p, e, t);
	if (t && transcript_rank(t) > RANK_HTML)
		e->transcript = new_asset(p, (struct import_asset){ .kind = ASSET_TRANSCRIPT,
								    .url = t->url,
								    .type = t->type,
								    .episode = e,
								    .stem = "transcript" });
	else if (e->from->transcripts.count)
		import_note(&p->plan->show, e, IMPORT_LOST, "transcript",
			    "the transcript is a web page (%s), which blether cannot read; save it "
			    "as plain text beside the recording",
			    ((const struct remote_transcript *)e->from->transcripts.items)->url);
}

static void plan_audio(struct planner *p, struct import_episode *e)
{
	const struct remote_enclosure *file = &e->from->enclosure;
	const char *url =
		p->plan->settings->unwrap ? unwrap_url(file->url, arena_of(p)) : file->url;

	if (strcmp(url, file->url) != 0)
		import_note(&p->plan->show, e, IMPORT_UNWRAPPED, "recording", "%s", file->url);
	e->audio = new_asset(p, (struct import_asset){ .kind = ASSET_AUDIO,
						       .url = url,
						       .type = file->type,
						       .length = file->length,
						       .episode = e,
						       .stem = "recording" });
}

static void plan_cover(struct planner *p, struct import_episode *e)
{
	const char *url = own_image(p->plan, e->from);

	if (url && is_shared(p, url))
		e->cover = shared_picture(p, ASSET_COVER, url,
					  numbered(p, "cover", p->plan->show.pictures.count + 1));
	else if (url)
		e->cover = new_asset(p, (struct import_asset){ .kind = ASSET_COVER,
							       .url = url,
							       .episode = e,
							       .stem = "cover" });
}

static void plan_episode(struct planner *p, size_t i)
{
	struct import_episode *e = &p->plan->show.episodes[i];

	p->number = 0;
	plan_audio(p, e);
	plan_cover(p, e);
	if (e->from->chapters_url)
		e->chapters = new_asset(p, (struct import_asset){ .kind = ASSET_CHAPTERS,
								  .url = e->from->chapters_url,
								  .type = e->from->chapters_type,
								  .episode = e,
								  .stem = "chapters" });
	plan_transcript(p, e);
	each_picture(p, i, take_picture);
}

static void plan_show_cover(struct planner *p)
{
	struct import_show *show = &p->plan->show;

	if (show->from->image)
		show->cover = new_asset(p, (struct import_asset){ .kind = ASSET_COVER,
								  .url = show->from->image,
								  .stem = "cover" });
	else
		show->cover = arena_new(show->arena, struct import_asset);
	if (!show->from->image)
		*show->cover = (struct import_asset){ .kind = ASSET_COVER, .stem = "cover" };
}

/* Pictures of people lie in the show's folder: most are in many episodes. */
static void plan_people_pictures(struct planner *p, const struct remote_list *people)
{
	const struct remote_person *all = people->items;

	for (size_t i = 0; i < people->count; i++) {
		if (all[i].name && all[i].picture)
			shared_picture(p, ASSET_PICTURE, all[i].picture,
				       numbered(p, "person", p->plan->show.pictures.count + 1));
	}
}

static void plan_show_images(struct planner *p)
{
	const struct remote_list *l = &p->plan->show.from->elements;

	for (size_t at = 0; (at = element_find(l, at, "podcast", "image"));) {
		const char *url = element_get(element_at(l, at - 1), "href");

		if (url && !element_is_artwork(element_at(l, at - 1), p->plan->show.from->image))
			shared_picture(p, ASSET_PICTURE, url,
				       numbered(p, "image", p->plan->show.pictures.count + 1));
	}
}

void plan_assets(struct import_plan *plan)
{
	struct planner p = { .plan = plan };
	struct import_show *show = &plan->show;

	count_all(&p);
	plan_show_cover(&p);
	plan_show_images(&p);
	plan_people_pictures(&p, &show->from->people);
	for (size_t i = show->count; i > 0; i--) {
		plan_people_pictures(&p, &show->episodes[i - 1].from->people);
		plan_episode(&p, i - 1);
	}
	table_release(&p.users);
	table_release(&p.shared);
}

const struct import_asset *asset_of_show(const struct import_plan *plan, const char *url)
{
	const struct import_asset_list *l = &plan->show.pictures;

	for (size_t i = 0; i < l->count; i++) {
		if (strcmp(l->all[i]->url, url) == 0)
			return l->all[i];
	}
	return NULL;
}

const char *asset_name(const struct import_plan *plan, const struct import_asset *asset,
		       const struct import_episode *e)
{
	if (!asset || !asset->file)
		return NULL;
	return e && !asset->episode ? arena_printf(plan->show.arena, "../%s", asset->file)
				    : asset->file;
}
