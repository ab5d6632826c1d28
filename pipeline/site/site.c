#include "site/site.h"

#include <string.h>

#include "base/diag.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/text.h"
#include "model/care.h"
#include "model/colour.h"
#include "model/network.h"
#include "model/news.h"
#include "press.h"
#include "rendering.h"

/* Parts of the one style sheet; a theme may replace each. */
/* clang-format off: one to a line */
static const char *const sheets[] = {
	"style.css",
	"player.css",
	"care.css",
	"share.css",
	"people.css",
	"search.css",
	"meetings.css",
	"library.css",
	"map.css",
	"open.css",
	"course.css",
	"check.css",
	"flash.css",
};
/* clang-format on */

/*
 * The name holds a piece of its hash, so that no browser shows a new page in an old dress or with
 * an old script.
 */
static const char *put_hashed(struct press *p, const char *stem, const char *suffix,
			      const struct strbuf *text)
{
	struct hash hash = hash_bytes(text->data, text->len);
	char hex[HASH_HEX];

	hash_hex(&hash, hex);
	const char *path = arena_printf(p->run, "%s-%.*s.%s", stem, HASH_IN_NAME, hex, suffix);
	const char *type = strcmp(suffix, "css") == 0   ? "text/css"
			   : strcmp(suffix, "svg") == 0 ? "image/svg+xml"
							: "text/javascript";

	p->sink->put(p->sink, (struct output_meta){ path, OUTPUT_PAGE, type }, text->data,
		     text->len);
	return path;
}

static void add_scheme(struct press *p, struct strbuf *css, bool dark)
{
	const struct scheme s = scheme_of(&p->site->palette, dark);

	strbuf_addf(css,
		    ":root { --paper: #%06x; --sheet: #%06x; --line: #%06x; --ink: #%06x; "
		    "--soft: #%06x; --deep: #%06x; --deeper: #%06x; --on-deep: #%06x; "
		    "--mark: #%06x }\n",
		    s.paper, s.sheet, s.line, s.ink, s.soft, s.accent, s.strong, s.on_accent,
		    s.mark);
}

/* On paper and where the reader asks for more contrast, the style sheet's own colours stay. */
static void add_colours(struct press *p, struct strbuf *css)
{
	if (!palette_is_own(&p->site->palette))
		return;
	strbuf_adds(css, "\n/* The colours of this site */\n@media screen {\n");
	add_scheme(p, css, false);
	strbuf_adds(css, "}\n@media screen and (prefers-color-scheme: dark) {\n");
	add_scheme(p, css, true);
	strbuf_adds(css, "}\n");
}

static void put_style(struct press *p)
{
	STRBUF_SCOPED struct strbuf all = STRBUF_INIT(LIMIT_PAGE_BYTES);

	for (size_t i = 0; i < COUNT(sheets); i++) {
		const struct source *src = theme_file(&p->theme, sheets[i]);

		if (src)
			strbuf_add(&all, src->text, src->len);
	}
	add_colours(p, &all);
	p->style = put_hashed(p, "style", "css", &all);
}

static const char *put_script(struct press *p, const char *stem)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_PAGE_BYTES);
	const struct source *src = theme_file(&p->theme, arena_printf(p->run, "%s.js", stem));

	if (!src)
		return NULL;
	strbuf_add(&text, src->text, src->len);
	return put_hashed(p, stem, "js", &text);
}

/* The first letter of the site's name on its colour: https://html.spec.whatwg.org, rel=icon. */
static void put_icon(struct press *p)
{
	STRBUF_SCOPED struct strbuf svg = STRBUF_INIT(LIMIT_PAGE_BYTES);
	const struct scheme s = scheme_of(&p->site->palette, false);
	const char *title = p->site->title ? p->site->title : "";
	uint32_t cp;

	strbuf_addf(&svg,
		    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\">"
		    "<rect width=\"64\" height=\"64\" rx=\"14\" fill=\"#%06x\"/>"
		    "<text x=\"32\" y=\"47\" font-family=\"Georgia,serif\" font-size=\"42\" "
		    "font-weight=\"700\" text-anchor=\"middle\" fill=\"#%06x\">",
		    s.accent, s.on_accent);
	text_escape_html(&svg, title, utf8_decode(title, strlen(title), &cp));
	strbuf_adds(&svg, "</text></svg>\n");
	p->icon = put_hashed(p, "icon", "svg", &svg);
}

/* The last line is for `blether verify`, which has only the folder (verify_address()). */
static void put_robots(struct press *p)
{
	const char *audio = p->site->audio_root, *begin = audio ? "# Recordings: " : "";
	const char *text = arena_printf(p->run, "User-agent: *\nAllow: /\nSitemap: %s\n%s%s%s",
					site_url(p->site, "sitemap.xml", p->run), begin,
					audio ? audio : "", audio ? "\n" : "");
	struct output_meta meta = { "robots.txt", OUTPUT_LIST, "text/plain" };

	p->sink->put(p->sink, meta, text, strlen(text));
}

static void put_picture(struct press *p, const struct picture *pic)
{
	struct output_meta meta = { pic->path, OUTPUT_MEDIA, pic->type };

	p->sink->put_file(p->sink, meta, pic->file, pic->sha256, pic->bytes);
}

static bool is_cover(const struct site *site, const char *path)
{
	for (size_t i = 0; i < site->show_count; i++) {
		const char *cover = site->shows[i]->cover.path;

		if (cover && strcmp(cover, path) == 0)
			return true;
	}
	return false;
}

static void put_audio(struct press *p, const char *path, const struct published_audio *audio)
{
	struct output_meta meta = { path, OUTPUT_MEDIA, audio->type };

	if (path && audio->file)
		p->sink->put_file(p->sink, meta, audio->file, audio->sha256, audio->bytes);
}

static void put_recordings(struct press *p, const struct show *show)
{
	for (size_t i = 0; i < show->episode_count; i++) {
		const struct recording *r = &show->episodes[i]->recording;

		put_audio(p, r->path, &r->published);
		put_audio(p, r->small_path, &r->small);
	}
}

static void put_drawing(struct press *p, const struct picture *drawn)
{
	if (drawn->path)
		put_picture(p, drawn);
}

static void put_drawings(struct press *p)
{
	const struct site *site = p->site;

	put_drawing(p, &site->card);
	put_drawing(p, &site->help_poster);
	for (size_t i = 0; i < site->meeting_count; i++)
		put_drawing(p, &site->meetings[i]->poster);
	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		put_drawing(p, &show->card);
		put_drawing(p, &show->poster);
		for (size_t k = 0; k < show->episode_count; k++) {
			put_drawing(p, &show->episodes[k]->card);
			put_drawing(p, &show->episodes[k]->poster);
		}
	}
}

static void put_media(struct press *p)
{
	const struct site *site = p->site;

	for (size_t i = 0; i < site->show_count; i++) {
		if (site->shows[i]->cover.path)
			put_picture(p, &site->shows[i]->cover);
		put_recordings(p, site->shows[i]);
	}
	for (size_t i = 0; i < site->picture_count; i++) {
		if (site->pictures[i].path && !site->pictures[i].is_hidden &&
		    !is_cover(site, site->pictures[i].path))
			put_picture(p, &site->pictures[i]);
	}
}

/* clang-format off: one to a line */
static void (*const page_kinds[])(struct press *p) = {
	render_episodes,
	render_static,
	render_lost,
	render_shows,
	render_collections,
	render_embeds,
	render_home,
	render_moved,
	render_subscribe,
	render_new,
	render_handouts,
	render_print,
	render_people,
	render_meetings,
	render_meeting_lists,
	render_notices,
	render_group_pages,
	render_groups,
	render_places,
	render_map,
	render_map_print,
	render_gaps,
	render_chances,
	render_checks,
	render_changes,
	render_editions,
	render_search,
	render_resources,
	render_stories,
	render_journeys,
	render_words,
	render_programmes,
	render_communities,
	render_start,
	render_open,
	render_flash_reports,
};
/* clang-format on */

void site_render(const struct site *site, const char *theme_dir, struct output_sink *sink,
		 struct diag *diag)
{
	struct press p = { .site = site,
			   .language = site->language,
			   .sink = sink,
			   .diag = diag,
			   .run = diag->arena,
			   .out = STRBUF_INIT(LIMIT_PAGE_BYTES) };

	theme_init(&p.theme, theme_dir, p.run, diag);
	put_media(&p);
	put_drawings(&p);
	put_style(&p);
	if (site_is_watched(site))
		p.exit_script = put_script(&p, "exit");
	p.page_script = put_script(&p, "page");
	p.player_script = put_script(&p, "player");
	p.search_script = put_script(&p, "search");
	p.print_path = print_room_path(site);
	p.notices = notices_at(site, NOTICE_CURRENT, p.run);
	p.notices_feed = notices_feed_path(site);
	p.news_feed = site_news_path(site);
	put_icon(&p);
	for (size_t i = 0; i < COUNT(page_kinds); i++)
		page_kinds[i](&p);
	put_robots(&p);
	theme_check_unused(&p.theme);
	strbuf_release(&p.out);
	arena_free(&p.page);
}

static void forget(struct output_sink *sink, struct output_meta meta, const void *bytes, size_t len)
{
	(void)sink;
	(void)meta;
	(void)bytes;
	(void)len;
}

void site_list_templates(const char *theme_dir, struct theme *theme, struct diag *diag)
{
	const struct site nothing = { .title = "",
				      .address = "https://example.org/",
				      .language = "en",
				      .interface = &interface_english };
	struct output_sink nowhere = { .put = forget };
	struct press p = { .site = &nothing,
			   .language = nothing.language,
			   .sink = &nowhere,
			   .diag = diag,
			   .run = diag->arena,
			   .out = STRBUF_INIT(LIMIT_PAGE_BYTES) };

	theme_init(&p.theme, theme_dir, p.run, diag);
	p.theme.lists_only = true;
	for (size_t i = 0; i < COUNT(page_kinds); i++)
		page_kinds[i](&p);
	*theme = p.theme;
	strbuf_release(&p.out);
	arena_free(&p.page);
}
