/* The home page: what this is, the newest episode, help, what a network has, the shows, what is
 * new. */
#include "model/collect.h"

#include "card.h"
#include "home_network.h"
#include "news.h"
#include "press.h"
#include "tags.h"
#include "views.h"

struct show_card {
	const struct show *show;
	const char *episodes; /* "4 episodes" */
	const char *own_lang;
	bool own_rtl;
};

struct home_page {
	struct shell shell;
	struct list newest; /* one struct card, or none */
	struct list shows;
	struct list news;        /* of struct news_line, without the newest episode */
	const struct page *care; /* where to find help, or NULL */
	const char *subscribe_path, *new_path, *areas_path, *topics_path; /* NULL: none */
	struct list areas, topics; /* of struct tag; topics: those that are used most */
	bool has_more_topics;
	struct home_network network;
};

static const struct name show_card_names[] = {
	TEXT_NAME(struct show_card, episodes),
	TEXT_NAME(struct show_card, own_lang),
	FLAG_NAME(struct show_card, own_rtl),
	BORROW(struct show_card, show, &view_show),
	{ 0 },
};
static const struct view view_show_card = { .name = "show",
					    .size = sizeof(struct show_card),
					    .names = show_card_names };

static const struct name home_names[] = {
	LIST_NAME(struct home_page, newest, &view_card),
	LIST_NAME(struct home_page, shows, &view_show_card),
	LIST_NAME(struct home_page, news, &view_news_line),
	ITEM_NAME(struct home_page, care, &view_page),
	TEXT_NAME(struct home_page, subscribe_path),
	TEXT_NAME(struct home_page, new_path),
	TEXT_NAME(struct home_page, areas_path),
	TEXT_NAME(struct home_page, topics_path),
	LIST_NAME(struct home_page, areas, &view_tag),
	LIST_NAME(struct home_page, topics, &view_tag),
	FLAG_NAME(struct home_page, has_more_topics),
	INCLUDE(struct home_page, network, &view_home_network),
	INCLUDE(struct home_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_home = { .name = "home",
				       .size = sizeof(struct home_page),
				       .names = home_names };

/* The newest episode of all shows; of two at the same moment, that of the first show. */
static struct list newest_card(struct press *p)
{
	const struct site *site = p->site;
	struct episode *newest = NULL;

	for (size_t i = 0; i < site->show_count; i++) {
		struct episode *e =
			site->shows[i]->episode_count ? site->shows[i]->episodes[0] : NULL;

		if (e && (!newest || e->date.utc > newest->date.utc))
			newest = e;
	}
	struct list list = card_list(site, &newest, 1, &p->page);
	if (list.count)
		*(struct card *)list.items = card_with_player(site, newest, &p->page);
	return list;
}

static struct list show_cards(struct press *p)
{
	const struct site *site = p->site;
	struct show_card *cards = arena_array(&p->page, site->show_count, sizeof(*cards));

	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		cards[i].show = show;
		cards[i].own_lang = language_if_other(show->language, site->language);
		cards[i].own_rtl = language_is_rtl(cards[i].own_lang);
		cards[i].episodes =
			interface_count(site->interface, &site->interface->count_episodes,
					(int64_t)show->episode_count, &p->page);
	}
	return (struct list){ .items = cards, .count = site->show_count };
}

/* Topics and news on the home page: a few lines of a phone each. */
#define TOPICS_MOST 12
#define NEWS_MOST   4

static size_t count_of_kind(const struct site *site, enum collection_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < site->collection_count; i++)
		count += site->collections[i].kind == kind;
	return count;
}

void render_home(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "home", &view_home);
	const struct page_meta meta = { .path = "index.html",
					.group = OUTPUT_LIST,
					.summary = p->site->summary,
					.offers_reuse = true };

	if (!t)
		return;
	const struct list newest = newest_card(p);
	const struct card *first = newest.count ? newest.items : NULL;
	struct home_page page = {
		.shell = press_shell(p, &meta),
		.newest = newest,
		.shows = show_cards(p),
		.news = news_lines(p, NEWS_MOST, first ? first->episode->item.path : NULL),
		.care = site_page(p->site, "find-help"),
		.subscribe_path = site_subscribe_path(p->site),
		.new_path = site_new_path(p->site),
		.areas_path = collection_list_path(p->site, COLLECTION_AREA),
		.topics_path = collection_list_path(p->site, COLLECTION_TOPIC),
		.areas = tags_of_site(p->site, COLLECTION_AREA, SIZE_MAX, &p->page),
		.topics = tags_of_site(p->site, COLLECTION_TOPIC, TOPICS_MOST, &p->page),
		.has_more_topics = count_of_kind(p->site, COLLECTION_TOPIC) > TOPICS_MOST,
		.network = home_network_make(p),
	};
	card_list_name_shows(&page.newest, p->site);
	page.shell.is_home = page.shell.is_wide = true;
	press_page(p, t, &meta, &page, page.shell.root);
}
