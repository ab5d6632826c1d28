#include <string.h>
#include <strings.h>

#include "access.h"
#include "base/mem.h"
#include "base/text.h"
#include "html_notes.h"

static const char *allowed_link(struct notes *n, const char *href)
{
	const char *url = html_url(href, n->rules->base, n->arena);

	if (url && n->rules->link)
		url = n->rules->link(n->rules->arg, url);
	return url && *url ? html_url_escape(url, n->arena) : NULL;
}

static size_t words_so_far(const struct notes *n)
{
	size_t count = 0;

	for (size_t i = n->runs.count; i-- > 0 && n->runs.all[i].link == n->link;)
		count += n->runs.all[i].kind != RUN_BREAK &&
			 (n->runs.all[i].kind != RUN_TEXT ||
			  !html_is_blank(arena_strndup(n->arena, n->runs.all[i].text,
						       n->runs.all[i].len)));
	return count;
}

void notes_link(struct notes *n, const xmlNode *node, int arg)
{
	static const char *const seen[] = { "img", "svg", "picture", NULL };
	const char *href = html_attr(node, "href", n->arena);
	const char *url = href && !n->link ? allowed_link(n, href) : NULL;
	const char *title = html_attr(node, "title", n->arena);
	bool shows = html_has(node, seen);

	(void)arg;
	if (!url || (!html_has_words(node) && !shows)) {
		notes_walk_inside(n, node);
		return;
	}
	title = title ? html_trimmed(title, n->arena) : "";
	n->link = runs_add_link(&n->runs, url, *title ? title : NULL);
	notes_walk_inside(n, node);
	if (shows && !html_has_words(node) && !words_so_far(n))
		notes_adds(n, html_url_host(url, n->arena)); /* a picture that is left out */
	n->link = 0;
}

/* "1", "1px", "0" */
static bool is_dot(const char *size)
{
	return size && (text_starts(size, "0") || text_starts(size, "1")) &&
	       (!size[1] || strcmp(size + 1, "px") == 0);
}

/* Nobody sees it: it counts who looks. */
static bool is_pixel(const xmlNode *img, const char *url, struct arena *a)
{
	static const char *const dots[] = { "0;", "1px", "0px", "0", NULL };
	const char *style = html_attr(img, "style", a);

	return is_dot(html_attr(img, "width", a)) || is_dot(html_attr(img, "height", a)) ||
	       (html_style_says(style, "width", dots) && html_style_says(style, "height", dots)) ||
	       html_url_counts(url, a);
}

const char *html_picture_url(const xmlNode *img, const char *base, struct arena *a)
{
	static const char *const names[] = { "src", "data-src", "data-lazy-src", "data-original",
					     NULL };

	for (size_t i = 0; names[i]; i++) {
		const char *src = html_attr(img, names[i], a);
		const char *url = src ? html_url_whole(src, base, a) : NULL;

		if (url && text_starts(url, "http") && !is_pixel(img, url, a))
			return url;
	}
	return NULL;
}

static bool is_pixel_at_all(const xmlNode *img, struct arena *a)
{
	return is_dot(html_attr(img, "width", a)) || is_dot(html_attr(img, "height", a));
}

/* What it shows, from whatever says so. */
static const char *picture_alt(const xmlNode *img, const char *file, struct arena *a)
{
	const char *says[] = { html_attr(img, "alt", a), html_attr(img, "title", a) };

	for (size_t i = 0; i < COUNT(says); i++) {
		if (says[i] && !html_is_blank(says[i]) &&
		    !(file && access_is_file_name(html_trimmed(says[i], a), file, a)))
			return html_trimmed(says[i], a);
	}
	return NULL;
}

/* A sign of feeling that some hosts draw as a picture. */
static bool is_emoji(const xmlNode *img, struct arena *a)
{
	const char *class = html_attr(img, "class", a);

	return text_has_word(class ? class : "", "emoji") ||
	       text_has_word(class ? class : "", "wp-smiley");
}

void notes_picture(struct notes *n, const xmlNode *node, int arg)
{
	const char *url = html_picture_url(node, n->rules->base, n->arena);
	const char *alt = html_attr(node, "alt", n->arena), *file = NULL;

	(void)arg;
	if (n->mute || (!url && is_pixel_at_all(node, n->arena)))
		return;
	if (is_emoji(node, n->arena) && alt) {
		notes_adds(n, alt);
		return;
	}
	if (url && n->rules->picture)
		file = n->rules->picture(n->rules->arg, url,
					 alt && !html_is_blank(alt) ? alt : NULL);
	if (!file || !*file) {
		notes_adds(n, alt ? alt : "");
		return;
	}
	alt = picture_alt(node, file, n->arena);
	alt = alt ? alt : "A picture without a description";
	runs_add(&n->runs, (struct run){ .kind = RUN_PICTURE,
					 .style = n->style,
					 .link = n->link,
					 .text = alt,
					 .len = strlen(alt),
					 .url = html_url_escape(file, n->arena) });
}

static const char *player_source(const xmlNode *node, struct arena *a)
{
	static const char *const names[] = { "src", "data-src", "data", NULL };

	for (size_t i = 0; names[i]; i++) {
		const char *src = html_attr(node, names[i], a);

		if (src && *src && !text_starts(src, "about:"))
			return src;
	}
	for (const xmlNode *c = node->children; c; c = c->next) {
		if (html_is(c, "source") || html_is(c, "embed"))
			return player_source(c, a);
	}
	return NULL;
}

/* A player, a video, a frame: pages have none, so a link leads there. */
void notes_player(struct notes *n, const xmlNode *node, int arg)
{
	const char *src = player_source(node, n->arena);
	const char *url = src ? html_url_whole(src, n->rules->base, n->arena) : NULL;
	const char *host = url ? html_url_host(url, n->arena) : "";

	(void)arg;
	if (n->mute || is_pixel_at_all(node, n->arena) || (url && html_url_counts(url, n->arena)))
		return;
	notes_lost(n, *host ? "a player of %s" : "a player%s", host);
	url = *host ? allowed_link(n, url) : NULL;
	if (!url) {
		notes_walk_inside(n, node);
		return;
	}
	size_t link = n->link;

	notes_flush(n);
	n->link = runs_add_link(&n->runs, url, NULL);
	notes_adds(n, arena_printf(n->arena, "Player of %s", host));
	n->link = 0;
	notes_flush(n);
	n->link = link;
}
