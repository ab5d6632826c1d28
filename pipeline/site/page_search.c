/* The page that searches the site, and what can be found by it. */
#include <string.h>

#include "base/hash.h"
#include "base/text.h"
#include "model/collect.h"
#include "model/feed_diff.h"
#include "model/map_pages.h"
#include "model/flash_report.h"
#include "model/notice.h"
#include "model/programme.h"
#include "model/translation.h"
#include "page_a_z.h"
#include "press.h"
#include "search_index.h"
#include "search_shards.h"
#include "tags.h"

#define TOPICS_MOST 24                           /* of those that stand under the results */
#define HELP_PLACE  "pages/find-help.html#at-%s" /* theme/find-help.html */
#define SUMMARY     200 /* bytes of a text that stand for a summary, where there is none */

/* A word that search.js shows, under the name by which it knows it. */
struct said {
	const char *name, *text;
};

static const struct name said_names[] = {
	TEXT_NAME(struct said, name),
	TEXT_NAME(struct said, text),
	{ 0 },
};
static const struct view view_said = { .name = "text",
				       .size = sizeof(struct said),
				       .names = said_names };

/* What the kinds of documents are called. */
static struct list kind_words(const struct interface *t, struct arena *a)
{
	const struct said all[] = {
		{ "episode", t->kind_episode },
		{ "show", t->kind_show },
		{ "area", t->kind_area },
		{ "topic", t->kind_topic },
		{ "page", t->kind_page },
		{ "help", t->kind_help },
		{ "person", t->kind_person },
		{ "group", t->kind_group },
		{ "place", t->kind_place },
		{ "audience", t->kind_audience },
		{ "resource", t->kind_resource },
		{ "notice", t->kind_notice },
		{ "series", t->kind_series },
		{ "meeting", t->kind_meeting },
		{ "programme", t->kind_programme },
		{ "session", t->kind_session },
		{ "flash_report", t->kind_flash_report },
		{ "story", t->kind_story },
		{ "journey", t->kind_journey },
	};
	struct said *words = arena_array(a, COUNT(all), sizeof(*words));

	memcpy(words, all, sizeof(all));
	return (struct list){ .items = words, .count = COUNT(all) };
}

/* What is gathered on the way to the index. */
struct intake {
	struct press *p;
	struct search_index index;
	struct shards shards;
	struct search_doc *docs;
	size_t room;
	struct list kinds; /* of struct said */
};

static const char *kind_name(const struct intake *in, const char *kind)
{
	const struct said *all = in->kinds.items;

	for (size_t i = 0; i < in->kinds.count; i++) {
		if (strcmp(all[i].name, kind) == 0)
			return all[i].text;
	}
	return kind;
}

static struct search_doc *begin_doc(struct intake *in, const struct search_doc *doc,
				    const char *language)
{
	const char *site_language = in->p->site->language;

	language = language ? language : site_language;
	uint32_t number = search_begin(&in->index, language);

	in->docs = arena_grow(in->p->run, in->docs, number, &in->room, sizeof(*in->docs));
	in->docs[number] = *doc;
	in->docs[number].kind_word = kind_name(in, doc->kind);
	in->docs[number].language = language_if_other(language, site_language);
	search_add(&in->index, SEARCH_TITLE, SEARCH_NOWHERE, doc->title);
	search_add(&in->index, SEARCH_SUMMARY, SEARCH_NOWHERE, doc->summary);
	return &in->docs[number];
}

static void end_doc(struct intake *in)
{
	search_end(&in->index);
	arena_reset(&in->p->page);
}

static void add_text(struct intake *in, enum search_field field, const char *text)
{
	search_add(&in->index, field, SEARCH_NOWHERE, text);
}

static void add_texts(struct intake *in, enum search_field field, const struct strings *all)
{
	for (size_t i = 0; i < all->count; i++)
		add_text(in, field, all->items[i]);
}

static void add_html(struct intake *in, const char *html)
{
	if (html)
		add_text(in, SEARCH_TEXT, plain_text(html, &in->p->page));
}

static void add_people(struct intake *in, const struct list *people)
{
	const struct person *all = people->items;

	for (size_t i = 0; i < people->count; i++)
		add_text(in, SEARCH_NAME, all[i].name);
}

/* The beginning of a text, up to a word. */
static const char *beginning(struct intake *in, const char *html)
{
	const char *text = html ? plain_text(html, &in->p->page) : "";
	size_t len = strlen(text);

	if (!len)
		return NULL;
	if (len > SUMMARY) {
		for (len = SUMMARY; len && text[len] != ' '; len--)
			;
	}
	return arena_printf(in->p->run, "%.*s …", (int)len, text);
}

static void take_shows(struct intake *in)
{
	for (size_t i = 0; i < in->p->site->show_count; i++) {
		const struct show *show = in->p->site->shows[i];

		begin_doc(in,
			  &(struct search_doc){ .kind = "show",
						.title = show->title,
						.path = show->item.path,
						.summary = show->summary },
			  show->language);
		add_text(in, SEARCH_TEXT, show->description);
		add_text(in, SEARCH_NAME, show->author);
		add_people(in, &show->people);
		end_doc(in);
	}
}

/* How many languages an item is in. */
static size_t version_count(const struct item *item)
{
	return item->versions ? item->versions->count : 1;
}

/* What has a page of its own and is told by title, summary and text: the word for its kind. */
struct told {
	const struct kind *kind;
	const char *word;
};

static const struct told told[] = {
	{ &kind_area, "area" },
	{ &kind_group, "group" },
	{ &kind_place, "place" },
	{ &kind_audience, "audience" },
	{ &kind_resource, "resource" },
	{ &kind_notice, "notice" },
	{ &kind_series, "series" },
	{ &kind_meeting, "meeting" },
	{ &kind_programme, "programme" },
	{ &kind_session, "session" },
	{ &kind_flash_report, "flash_report" },
	{ &kind_story, "story" },
	{ &kind_journey, "journey" },
};

/* The words of all other fields that people read. */
static void add_fields(struct intake *in, const struct item *item)
{
	for (const struct field *f = item->kind->fields; f->key; f++) {
		const char *at = (const char *)item + f->offset;

		if (f->type != FIELD_TEXT || f->fixed)
			continue;
		if (f->list)
			add_texts(in, SEARCH_TEXT, (const void *)at);
		else
			add_text(in, SEARCH_TEXT, *(const char *const *)(const void *)at);
	}
}

static void take_item(struct intake *in, const struct item *item, const char *word,
		      const char *html)
{
	begin_doc(in,
		  &(struct search_doc){ .kind = word,
					.title = item_title(item),
					.path = item->path,
					.summary = item_summary(item) },
		  item->language);
	add_fields(in, item);
	add_html(in, html);
	end_doc(in);
}

/* In each of its languages. */
static void take_told(struct intake *in, const struct item *item, const char *word)
{
	take_item(in, item, word, item->html ? *item->html : NULL);
	for (size_t i = 1; i < version_count(item); i++) {
		const struct item *v = item->versions->items[i];

		take_item(in, item_translated(item, v, &in->p->page), word, *v->html);
	}
}

/* Notices and flash reports appear on their day. */
static bool is_to_come(struct intake *in, const struct item *item)
{
	if (item->kind == &kind_flash_report)
		return !flash_report_is_out((const struct flash_report *)item, in->p->site->now);
	return item->kind == &kind_notice &&
	       notice_time(in->p->site, (const struct notice *)item, &in->p->page) ==
		       NOTICE_TO_COME;
}

static void take_network(struct intake *in)
{
	const struct site *site = in->p->site;

	for (size_t k = 0; k < COUNT(told); k++) {
		for (size_t i = 0; i < site->item_count; i++) {
			if (site->items[i]->kind == told[k].kind &&
			    item_is_listed(site->items[i]) && !is_to_come(in, site->items[i]))
				take_told(in, site->items[i], told[k].word);
		}
	}
}

static void take_topics(struct intake *in)
{
	for (size_t i = 0; i < in->p->site->collection_count; i++) {
		const struct collection *c = &in->p->site->collections[i];

		if (c->kind != COLLECTION_TOPIC)
			continue;
		begin_doc(
			in,
			&(struct search_doc){ .kind = "topic", .title = c->title, .path = c->path },
			NULL);
		end_doc(in);
	}
}

static void take_page(struct intake *in, const struct page *page)
{
	begin_doc(in,
		  &(struct search_doc){ .kind = "page",
					.title = page->title,
					.path = page->item.path,
					.summary = page->summary ? page->summary
								 : beginning(in, page->body_html) },
		  page->item.language);
	add_html(in, page->body_html);
	end_doc(in);
}

static void take_pages(struct intake *in)
{
	for (size_t i = 0; i < in->p->site->page_count; i++) {
		const struct page *page = in->p->site->pages[i];

		take_page(in, page);
		for (size_t j = 1; j < version_count(&page->item); j++) {
			const struct item *v = page->item.versions->items[j];
			struct page *other = item_translated(&page->item, v, &in->p->page);

			other->body_html = ((const struct page *)v)->body_html;
			take_page(in, other);
		}
	}
}

static void take_help(struct intake *in)
{
	for (size_t i = 0; i < in->p->site->help_count; i++) {
		const struct help_entry *help = in->p->site->help[i];

		begin_doc(in,
			  &(struct search_doc){
				  .kind = "help",
				  .title = help->title,
				  .path = arena_printf(in->p->run, HELP_PLACE, help->item.slug),
				  .summary = beginning(in, help->body_html) },
			  NULL);
		add_text(in, SEARCH_NAME, help->phone);
		add_text(in, SEARCH_NAME, help->text);
		add_texts(in, SEARCH_NAME, &help->topics);
		add_html(in, help->body_html);
		end_doc(in);
	}
}

static void take_profile(struct intake *in, const struct profile *who)
{
	begin_doc(in,
		  &(struct search_doc){ .kind = "person",
					.title = who->name,
					.path = who->item.path,
					.summary = who->role },
		  who->item.language);
	add_html(in, who->body_html);
	end_doc(in);
}

static void take_profiles(struct intake *in)
{
	for (size_t i = 0; i < in->p->site->profile_count; i++) {
		const struct profile *who = in->p->site->profiles[i];

		if (!profile_has_page(who))
			continue;
		take_profile(in, who);
		for (size_t j = 1; j < version_count(&who->item); j++) {
			const struct item *v = who->item.versions->items[j];
			struct profile *other = item_translated(&who->item, v, &in->p->page);

			other->body_html = ((const struct profile *)v)->body_html;
			take_profile(in, other);
		}
	}
}

static struct list add_speech(struct intake *in, const struct transcript *t)
{
	struct turn *turns;
	size_t count = transcript_turns(t, &turns, &in->p->page);

	for (size_t i = 0; i < count; i++)
		search_add(&in->index, SEARCH_SPEECH, turn_number(turns, i, t->is_timed),
			   turns[i].text);
	return put_passages(&in->shards, turns, count, t->is_timed);
}

static void take_episode(struct intake *in, const struct episode *e)
{
	const struct chapter *chapters = e->chapters.items;
	struct search_doc *doc =
		begin_doc(in,
			  &(struct search_doc){ .kind = "episode",
						.title = e->title,
						.path = e->item.path,
						.summary = e->summary,
						.part_of = e->show->title,
						.is_timed = e->transcript.is_timed },
			  e->show->language);

	for (size_t i = 0; i < e->chapters.count; i++)
		add_text(in, SEARCH_NAME, chapters[i].title);
	for (size_t i = 0; i < e->collection_count; i++)
		add_text(in, SEARCH_NAME, e->collections[i]->title);
	add_people(in, &e->people);
	add_texts(in, SEARCH_SUMMARY, &e->points);
	add_texts(in, SEARCH_TEXT, &e->questions);
	add_text(in, SEARCH_TEXT, e->note);
	add_html(in, e->notes_html);
	doc->passages = add_speech(in, &e->transcript);
	end_doc(in);
}

static void take_versions(struct intake *in, const struct episode *e)
{
	take_episode(in, e);
	for (size_t i = 1; i < version_count(&e->item); i++) {
		const struct item *v = e->item.versions->items[i];

		take_episode(in, episode_translated(e, (const struct episode *)v, &in->p->page));
	}
}

/* The oldest first: of two that are as good, the one with the higher number is shown first. */
static void take_episodes(struct intake *in)
{
	for (size_t i = 0; i < in->p->site->show_count; i++) {
		const struct show *show = in->p->site->shows[i];

		for (size_t j = show->episode_count; j > 0; j--)
			take_versions(in, show->episodes[j - 1]);
	}
}

/* One page, which is found by each of their names. */
static void take_communities(struct intake *in)
{
	const struct site *site = in->p->site;

	if (!community_list_path(site))
		return;
	begin_doc(in,
		  &(struct search_doc){ .kind = "page",
					.title = site->interface->communities_title,
					.path = community_list_path(site),
					.summary = site->interface->communities_lead },
		  NULL);
	for (size_t i = 0; i < site->community_count; i++) {
		add_text(in, SEARCH_NAME, site->communities[i].name);
		add_text(in, SEARCH_TEXT, site->communities[i].council);
	}
	end_doc(in);
}

/* Everything that can be found, one function a kind of content. Returns the name of the list. */
static const char *write_index(struct intake *in)
{
	static void (*const kinds[])(struct intake * in) = {
		take_network, take_topics,   take_pages, take_profiles,
		take_help,    take_episodes, take_shows, take_communities,
	};
	struct arena memory = { 0 };

	search_init(&in->index, &memory);
	shards_init(&in->shards, in->p);
	for (size_t i = 0; i < COUNT(kinds); i++)
		kinds[i](in);
	search_finish(&in->index);
	const char *name = put_index(&in->shards, &in->index, in->docs);

	shards_release(&in->shards);
	search_release(&in->index);
	arena_free(&memory);
	return name;
}

struct search_page {
	struct shell shell;
	const char *index, *script;
	struct list forms, kinds;   /* of struct said */
	const char *areas, *topics; /* the lists of all; NULL: there are none */
	struct list tags;           /* of struct tag */
};

static const struct name search_names[] = {
	TEXT_NAME(struct search_page, index),
	TEXT_NAME(struct search_page, script),
	TEXT_NAME(struct search_page, areas),
	TEXT_NAME(struct search_page, topics),
	LIST_NAME(struct search_page, forms, &view_said),
	LIST_NAME(struct search_page, kinds, &view_said),
	LIST_NAME(struct search_page, tags, &view_tag),
	INCLUDE(struct search_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_search = { .name = "search",
					 .size = sizeof(struct search_page),
					 .names = search_names };

/* How many results there are, in each form that the language has. */
static struct list result_forms(const struct interface *t, struct arena *a)
{
	const struct counted *c = &t->search_results;
	const struct said all[] = {
		{ "zero", c->zero }, { "one", c->one },   { "two", c->two },
		{ "few", c->few },   { "many", c->many }, { "other", c->other }
	};
	struct said *forms = arena_array(a, COUNT(all), sizeof(*forms));
	size_t count = 0;

	for (size_t i = 0; i < COUNT(all); i++) {
		if (all[i].text)
			forms[count++] = all[i];
	}
	return (struct list){ .items = forms, .count = count };
}

/* The index is dear: a preview makes it for none but these. */
static bool is_wanted(struct press *p)
{
	static const char *const paths[] = { "search.html", "search/", "a-z.html", "a-z/" };

	for (size_t i = 0; i < COUNT(paths); i++) {
		if (output_wants(p->sink, paths[i]))
			return true;
	}
	return false;
}

void render_search(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "search", &view_search);
	const struct template *a_z = a_z_template(&p->theme);
	const struct page_meta meta = { .path = "search.html",
					.group = OUTPUT_LIST,
					.title = p->site->interface->search_title };

	if (!t || !a_z || !is_wanted(p))
		return;
	struct intake in = { .p = p, .kinds = kind_words(p->site->interface, p->run) };
	const char *index = write_index(&in);
	struct search_page page = {
		.shell = press_shell(p, &meta),
		.index = index,
		.script = p->search_script,
		.forms = result_forms(p->site->interface, &p->page),
		.kinds = in.kinds,
		.areas = collection_list_path(p->site, COLLECTION_AREA),
		.topics = collection_list_path(p->site, COLLECTION_TOPIC),
		.tags = tags_of_site(p->site, COLLECTION_TOPIC, TOPICS_MOST, &p->page),
	};

	if (page.script)
		press_page(p, t, &meta, &page, page.shell.root);
	render_a_z(p, a_z, in.docs, in.index.doc_count);
}
