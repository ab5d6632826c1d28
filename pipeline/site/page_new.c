/* What is new on the site, whatever it is: the same as its Atom feed tells. */
#include "model/news.h"

#include <string.h>

#include "model/collect.h"
#include "news.h"
#include "press.h"

#define NEWS_MOST 50

static const struct name line_names[] = {
	TEXT_NAME(struct news_line, title),      TEXT_NAME(struct news_line, summary),
	TEXT_NAME(struct news_line, path),       TEXT_NAME(struct news_line, date_machine),
	TEXT_NAME(struct news_line, date_words), TEXT_NAME(struct news_line, own_lang),
	FLAG_NAME(struct news_line, own_rtl),    { 0 },
};
const struct view view_news_line = { .name = "news",
				     .size = sizeof(struct news_line),
				     .names = line_names };

struct new_page {
	struct shell shell;
	struct list news; /* of struct news_line */
	const char *feed_path;
};

static const struct name new_names[] = {
	LIST_NAME(struct new_page, news, &view_news_line),
	TEXT_NAME(struct new_page, feed_path),
	INCLUDE(struct new_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_new = { .name = "new",
				      .size = sizeof(struct new_page),
				      .names = new_names };

static struct news_line line_of(struct press *p, const struct news *n)
{
	const char *own_lang = language_if_other(n->language, p->site->language);

	return (struct news_line){
		.title = n->title,
		.summary = n->summary,
		.path = n->path,
		.date_machine = date_rfc3339(n->published, &p->page),
		.date_words = interface_date(p->site->interface, n->published, &p->page),
		.own_lang = own_lang,
		.own_rtl = language_is_rtl(own_lang),
	};
}

struct list news_lines(struct press *p, size_t most, const char *shown)
{
	const struct list news = site_news(p->site, most + 1, &p->page);
	const struct news *all = news.items;
	struct news_line *lines = arena_array(&p->page, news.count, sizeof(*lines));
	size_t n = 0;

	for (size_t i = 0; i < news.count && n < most; i++) {
		if (!shown || strcmp(all[i].path, shown) != 0)
			lines[n++] = line_of(p, &all[i]);
	}
	return (struct list){ .items = lines, .count = n };
}

void render_new(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "new", &view_new);
	const struct page_meta meta = { .path = site_new_path(p->site),
					.group = OUTPUT_LIST,
					.title = p->site->interface->what_is_new,
					.offers_reuse = true };

	if (!t || !meta.path)
		return;
	const struct new_page page = {
		.shell = press_shell(p, &meta),
		.news = news_lines(p, NEWS_MOST, NULL),
		.feed_path = p->news_feed,
	};
	press_page(p, t, &meta, &page, page.shell.root);
}
