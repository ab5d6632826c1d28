/*
 * Hugo and Jekyll: a page of Markdown an episode, with front matter that names the recording. Names
 * of fields are those of the usual themes: Castanet and ado-hugo (REFERENCE.md), Octopod (wiki,
 * "Post structure"), jekyll-podcast, Jekyll-Podcast-Feed. Hugo does not mind capitals in them, and
 * neither do we. Each of the lists below is asked in its order.
 */
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/duration.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "site.h"
#include "site_body.h"

/* --- a page --- */

static void take_words(struct page_import *p)
{
	static const struct {
		const char *names;
		size_t member;
	} words[] = {
		{ "title", offsetof(struct remote_episode, title) },
		{ "itunes_title", offsetof(struct remote_episode, itunes_title) },
		{ "subtitle podcast_subtitle", offsetof(struct remote_episode, subtitle) },
		{ "summary description excerpt", offsetof(struct remote_episode, summary) },
		{ "guid podcast_guid", offsetof(struct remote_episode, guid) },
		{ "podcast_duration duration itunes_duration audio_duration",
		  offsetof(struct remote_episode, duration_text) },
		{ "episode_number episodenumber itunes_episode episode number",
		  offsetof(struct remote_episode, number_text) },
		{ "season itunes_season", offsetof(struct remote_episode, season_text) },
		{ "episode_type episodetype itunes_episode_type",
		  offsetof(struct remote_episode, type) },
		{ "author", offsetof(struct remote_episode, author) },
		{ "license_url", offsetof(struct remote_episode, licence) },
	};

	for (size_t i = 0; i < COUNT(words); i++) {
		void *member = (char *)&p->e + words[i].member;

		*(const char **)member = foreign_setting(p->scopes, words[i].names, p->in->arena);
	}
	p->e.guid_written = p->e.guid;
	p->e.duration = duration_parse(p->e.duration_text);
	p->e.number = source_number(p->e.number_text);
	p->e.season = source_number(p->e.season_text);
	p->e.is_explicit =
		source_flag(foreign_setting(p->scopes, "explicit itunes_explicit", p->in->arena));
}

/* The day that the names of posts of Jekyll begin with. */
static void take_date(struct page_import *p)
{
	const char *name = path_base(p->page->path);
	const char *text =
		foreign_setting(p->scopes, "date publishdate pubdate published_at", p->in->arena);

	if (!source_date(text, &p->e.date) && strlen(name) > 11)
		source_date(arena_strndup(p->in->arena, name, 10), &p->e.date);
	if (p->e.date.set)
		p->e.date_text = date_rfc822(p->e.date, p->in->arena);
}

/* The page of a host or guest, by its short name: Castanet has one each. */
static const char *person_name(const struct site_import *in, const char *name)
{
	for (size_t i = 0; i < in->site->page_count; i++) {
		const struct site_page *page = &in->site->pages[i];
		const char *base = path_base(page->path);
		size_t len = strcspn(base, ".");

		if ((strstr(page->path, "/host") || strstr(page->path, "/guest")) &&
		    strlen(name) == len && strncasecmp(base, name, len) == 0)
			return foreign_text(foreign_member(page->front, "title", 5), in->arena);
	}
	return NULL;
}

static void take_people(struct page_import *p, const char *names, const char *role)
{
	const struct tree *list = foreign_find(p->scopes, names);

	for (const struct tree *t = list && list->kind == TREE_LIST ? list->first : NULL; t;
	     t = t->next) {
		const char *name = foreign_text(t, p->in->arena);
		const char *full = name ? person_name(p->in, name) : NULL;

		if (!name)
			continue;
		struct remote_person *into = source_add(&p->e.people, sizeof(*into), p->in->arena);
		into->name = full ? full : name;
		into->role = role;
	}
}

/* Texts, "00:01:30 Title", or maps with `start` and `title`. */
static void take_chapters(struct page_import *p)
{
	STRBUF_SCOPED struct strbuf lines = STRBUF_INIT(LIMIT_SOURCE_BYTES);
	const struct tree *list = foreign_find(p->scopes, "chapters");
	struct arena *a = p->in->arena;

	for (const struct tree *t = list && list->kind == TREE_LIST ? list->first : NULL; t;
	     t = t->next) {
		const struct tree *one[SCOPES] = { t };
		const char *start =
			t->kind == TREE_MAP ? foreign_setting(one, "start time", a) : NULL;
		const char *title = start ? foreign_setting(one, "title name", a) : NULL;

		if (start)
			strbuf_addf(&lines, "%s %s\n", start, title ? title : "");
		else if (t->kind == TREE_TEXT)
			strbuf_addf(&lines, "%s\n", t->text);
	}
	source_chapters(&p->e.chapters, lines.data, a);
	const char *url = foreign_setting(p->scopes, "chapters_url chapters_file chapters", a);
	if (!p->e.chapters.count && url && text_ends(url, ".json"))
		p->e.chapters_url = foreign_file_or_url(p, url);
}

static void take_transcript(struct page_import *p)
{
	const char *name = foreign_setting(p->scopes, "transcript transcript_file transcript_url",
					   p->in->arena);
	const char *suffix = name ? path_suffix(name) : "";
	const char *url = *suffix ? foreign_file_or_url(p, name) : NULL;

	if (!url)
		return;
	struct remote_transcript *t = source_add(&p->e.transcripts, sizeof(*t), p->in->arena);
	t->url = url;
	t->type = strcmp(suffix, ".vtt") == 0    ? "text/vtt"
		  : strcmp(suffix, ".srt") == 0  ? "application/x-subrip"
		  : strcmp(suffix, ".html") == 0 ? "text/html"
						 : "text/plain";
}

static void note_lost(void *arg, const char *what)
{
	struct page_import *p = arg;

	if (!strstr(p->lost.data, what))
		strbuf_addf(&p->lost, "%s%s", p->lost.len ? ", " : "", what);
}

/* The address of another page, which the one that is read may name by its path or its name. */
static const char *page_url(void *arg, const char *path)
{
	const struct page_import *p = arg;
	const char *base = path_base(path);
	size_t len = strcspn(base, ".#");

	for (size_t i = 0; i < p->in->site->page_count; i++) {
		const struct site_page *page = &p->in->site->pages[i];
		const char *name = path_base(page->path);

		if (!page->front || strncmp(name, base, len) != 0 ||
		    (name[len] && name[len] != '.'))
			continue;
		const char *own = foreign_text(foreign_member(page->front, "url", 3), p->in->arena);
		if (own)
			return foreign_url(p->in, own);
		return *p->in->base ? arena_printf(p->in->arena, "%s/%s/%.*s/", p->in->base,
						   p->section, (int)len, name)
				    : NULL;
	}
	return NULL;
}

static void take_body(struct page_import *p)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);
	const struct site_body site = { .form = p->in->site->form,
					.base = p->in->base,
					.page = page_url,
					.lost = note_lost,
					.arg = p };
	const char *suffix = path_suffix(p->page->path);

	foreign_body(p->page->body, &site, &out, p->in->arena);
	const char *text = source_text(out.data, p->in->arena);
	if (strcmp(suffix, ".html") == 0 || strcmp(suffix, ".htm") == 0)
		p->e.content = text;
	else
		p->e.markdown = text;
}

/* A draft, or for a later day; HIDDEN_KINDS: neither. */
static enum hidden hidden_why(const struct page_import *p)
{
	struct arena *a = p->in->arena;

	if (source_flag(foreign_setting(p->scopes, "draft upcoming", a)) == REMOTE_YES ||
	    source_flag(foreign_setting(p->scopes, "published", a)) == REMOTE_NO ||
	    text_starts(p->page->path, "_drafts/"))
		return HIDDEN_DRAFT;
	return p->e.date.set && p->e.date.utc > p->in->now ? HIDDEN_LATER : HIDDEN_KINDS;
}

static void add_notes(struct page_import *p, size_t item)
{
	struct import_source *s = p->in->s;
	struct arena *a = p->in->arena;

	if (p->lost.len)
		source_note(s, item, IMPORT_LOST, a, "left out of the notes: %s", p->lost.data);
	if (p->is_guessed)
		source_note(s, item, IMPORT_GUESSED, a,
			    "the page names no recording; taken is the one beside it");
	if (foreign_find(p->scopes, "aliases redirect_from"))
		source_note(s, item, IMPORT_LOST, a,
			    "the page had other addresses too (aliases); they are not kept");
	if (!p->e.date.set)
		source_note(s, item, IMPORT_GUESSED, a, "the page has no date that can be read");
}

/* Castanet uses the address of the recording where there is no guid, Hugo and Jekyll that of the
 * page. */
static void take_guid(struct page_import *p)
{
	if (p->e.guid)
		return;
	p->e.guid = p->in->media || !p->e.link ? p->e.enclosure.url : p->e.link;
	p->e.guid_written = p->e.guid;
}

static void take_rest(struct page_import *p)
{
	struct import_source *s = p->in->s;
	const bool has_guid = p->e.guid != NULL;

	foreign_take_link(p);
	take_guid(p);
	take_people(p, "hosts", "host");
	take_people(p, "guests", "guest");
	take_people(p, "contributors", NULL);
	take_chapters(p);
	take_transcript(p);
	take_body(p);
	p->e.image = foreign_file_or_url(
		p, foreign_setting(p->scopes,
				   "episode_image episode-cover itunes_image podcast_image "
				   "image cover",
				   p->in->arena));
	*(struct remote_episode *)source_add(&s->feed->items, sizeof(p->e), p->in->arena) = p->e;
	add_notes(p, s->feed->items.count - 1);
	if (!has_guid)
		source_note(s, s->feed->items.count - 1, IMPORT_GUESSED, p->in->arena,
			    "the page says no GUID; '%s' is what the usual templates write",
			    p->e.guid);
}

/* "episode" of content/episode/hope.md and of content/episode/hope/index.md; the name without a
 * day. */
static void name_page(struct page_import *p)
{
	struct arena *a = p->in->arena;
	const char *path = p->page->path, *name = path_base(path);
	char *dir = path_dir(path, a);

	if (text_starts(name, "index.")) {
		name = path_base(dir);
		dir = path_dir(dir, a);
	}
	size_t len = text_ends(name, path_suffix(name)) ? strlen(name) - strlen(path_suffix(name))
							: strlen(name);
	bool has_day = p->in->site->form == FORM_JEKYLL && len > 11 && name[4] == '-' &&
		       name[7] == '-' && name[10] == '-';
	p->name = arena_strndup(a, name + (has_day ? 11 : 0), len - (has_day ? 11 : 0));
	p->section = text_starts(dir, "content/") ? dir + 8 : "";
	p->section = arena_strndup(a, p->section, strcspn(p->section, "/"));
}

static void take_page(struct site_import *in, const struct site_page *page)
{
	const struct tree *front = page->front;
	struct page_import p = { .in = in,
				 .page = page,
				 .scopes = { foreign_map(front, "podcast"),
					     foreign_map(front, "params"),
					     foreign_map(front, "enclosure"), front },
				 .lost = STRBUF_INIT(LIMIT_MESSAGE),
				 .e.line = 1 };

	if (!front || !foreign_take_audio(&p))
		return;
	name_page(&p);
	take_words(&p);
	take_date(&p);
	enum hidden why = hidden_why(&p);
	if (why == HIDDEN_KINDS)
		take_rest(&p);
	else
		in->hidden[why]++;
	strbuf_release(&p.lost);
}

/* --- the show --- */

static void add_category(struct site_import *in, const char *top, const char *sub)
{
	const char **into;

	if (!top)
		return;
	into = source_add(&in->s->feed->categories, sizeof(*into), in->arena);
	*into = sub ? arena_printf(in->arena, "%s > %s", top, sub) : top;
}

static void take_categories(struct site_import *in)
{
	static const char *const subs[] = {
		"apple_podcasts_first_sub_category itunes_first_sub_category subcategory "
		"podcast_subcategory_one podcast_subcategory",
		"apple_podcasts_second_sub_category itunes_second_sub_category "
		"podcast_subcategory_two",
	};
	const struct tree *list =
		foreign_find(in->scopes, "itunes_categories itunecategory categories");
	const char *top =
		foreign_setting(in->scopes,
				"apple_podcasts_top_category itunes_top_category category "
				"podcast_category itunes_category",
				in->arena);
	size_t count = in->s->feed->categories.count;

	for (size_t i = 0; top && i < COUNT(subs); i++) {
		const char *sub = foreign_setting(in->scopes, subs[i], in->arena);

		if (sub || (i == 1 && in->s->feed->categories.count == count))
			add_category(in, top, sub);
	}
	for (const struct tree *t = !top && list && list->kind == TREE_LIST ? list->first : NULL; t;
	     t = t->next)
		add_category(in, foreign_text(t, in->arena), NULL);
}

static void take_show(struct site_import *in)
{
	struct remote_feed *f = in->s->feed;
	const struct {
		const char **into;
		const char *names;
	} words[] = {
		{ &f->title, "podcast_title title" },
		{ &f->description, "apple_podcasts_summary itunes_summary podcast_description "
				   "description summary podcast_summary" },
		{ &f->subtitle,
		  "apple_podcasts_subtitle itunes_subtitle podcast_subtitle subtitle" },
		{ &f->language, "language languagecode locale lang defaultcontentlanguage" },
		{ &f->copyright, "copyright copyright_notice license" },
		{ &f->author, "apple_podcasts_author itunes_author podcast_author author" },
		{ &f->owner_name, "apple_podcasts_owner_name itunes_owner_name owner podcast_owner "
				  "author" },
		{ &f->owner_email, "apple_podcasts_owner_email itunes_owner_email podcast_email "
				   "email" },
		{ &f->image, "apple_podcasts_image itunes_image podcast_album_art podcastlogo "
			     "cover image logo" },
		{ &f->licence, "license_url" },
	};

	for (size_t i = 0; i < COUNT(words); i++)
		*words[i].into = foreign_setting(in->scopes, words[i].names, in->arena);
	f->is_explicit =
		source_flag(foreign_setting(in->scopes, "explicit podcast_explicit", in->arena));
	f->link = *in->base ? arena_printf(in->arena, "%s/", in->base) : NULL;
	f->generator = in->site->form == FORM_HUGO ? "Hugo" : "Jekyll";
	take_categories(in);
	/* A picture is asked for as if a page in the root named it. */
	const struct site_page root = { .path = "" };
	const struct page_import p = { .in = in, .page = &root };
	f->image = foreign_file_or_url(&p, f->image);
}

static const char *without_slash(const char *url, struct arena *a)
{
	size_t len = url ? strlen(url) : 0;

	while (len && url[len - 1] == '/')
		len--;
	return arena_strndup(a, url ? url : "", len);
}

static void find_scopes(struct site_import *in)
{
	const struct tree *config = in->site->config, *params = foreign_map(config, "params");
	const struct tree *scopes[SCOPES] = { foreign_map(params, "feed"),
					      foreign_map(params, "podcast"),
					      foreign_map(config, "podcast"), params, config };
	const char *url, *sub;

	memcpy(in->scopes, scopes, sizeof(scopes));
	url = foreign_text(foreign_member(config, in->site->form == FORM_HUGO ? "baseurl" : "url",
					  in->site->form == FORM_HUGO ? 7 : 3),
			   in->arena);
	sub = in->site->form == FORM_JEKYLL
		      ? foreign_text(foreign_member(config, "baseurl", 7), in->arena)
		      : NULL;
	in->base = text_begins_web(url) ? without_slash(url, in->arena) : "";
	if (sub && *in->base)
		in->base = without_slash(source_join(in->base, sub, in->arena), in->arena);
	in->media = foreign_setting(in->scopes, "media_prefix download_url remote_episode_host",
				    in->arena);
	if (!text_begins_web(in->media))
		in->media = NULL;
}

static void tell_hidden(struct site_import *in)
{
	size_t count = in->hidden[HIDDEN_DRAFT] + in->hidden[HIDDEN_LATER];

	if (count)
		source_note(
			in->s, SOURCE_SHOW, IMPORT_LOST, in->arena,
			"%zu page%s with a recording %s left out: %zu draft%s, %zu for a later day",
			count, count == 1 ? "" : "s", count == 1 ? "was" : "were",
			in->hidden[HIDDEN_DRAFT], in->hidden[HIDDEN_DRAFT] == 1 ? "" : "s",
			in->hidden[HIDDEN_LATER]);
}

/* A feed that the site's program has made is more sure than its pages. */
static void tell_feed(struct site_import *in)
{
	const char *folder = in->site->form == FORM_HUGO ? "public/" : "_site/";

	for (size_t i = 0; i < in->site->file_count; i++) {
		const char *path = in->site->files[i];

		if (text_starts(path, folder) &&
		    (text_ends(path, ".xml") || text_ends(path, ".rss")) &&
		    !strstr(path, "sitemap")) {
			source_note(in->s, SOURCE_SHOW, IMPORT_GUESSED, in->arena,
				    "GUIDs and addresses are worked out as the usual themes do; if "
				    "'%s' is "
				    "the feed that people subscribe to, compare them with it",
				    path);
			return;
		}
	}
}

struct import_source *import_site(const struct site_folder *site, int64_t now, struct arena *a)
{
	struct site_import in = {
		.site = site, .s = source_new(site->from, a), .arena = a, .now = now
	};

	foreign_index_files(&in);
	find_scopes(&in);
	take_show(&in);
	for (size_t i = 0; i < site->page_count; i++)
		take_page(&in, &site->pages[i]);
	tell_hidden(&in);
	tell_feed(&in);
	table_release(&in.by_path);
	source_sort(in.s, a);
	if (in.s->feed->items.count)
		return in.s;
	source_note(in.s, SOURCE_SHOW, IMPORT_LOST, a,
		    "no page of this site names a recording that can be read by everybody");
	return source_none(in.s);
}

/* --- which files --- */

bool import_site_wants(enum import_form form, const char *path)
{
	const char *suffix = path_suffix(path), *name = path_base(path);
	static const char *const suffixes[] = { ".md", ".markdown", ".mkd", ".html", NULL };
	bool is_page = text_is_one_of(suffix, suffixes) && strncmp(name, "_index.", 7) != 0;

	if (form == FORM_HUGO)
		return is_page && text_starts(path, "content/");
	return is_page && (text_starts(path, "_") || strstr(path, "/_posts/")) &&
	       !text_starts(path, "_site/") && !text_starts(path, "_includes/") &&
	       !text_starts(path, "_layouts/");
}

bool import_site_is_config(enum import_form form, const char *path)
{
	static const char *const hugo[] = { "hugo.toml",
					    "hugo.yaml",
					    "hugo.yml",
					    "hugo.json",
					    "config.toml",
					    "config.yaml",
					    "config.yml",
					    "config.json",
					    "config/_default/hugo.toml",
					    "config/_default/hugo.yaml",
					    "config/_default/config.toml",
					    "config/_default/config.yaml",
					    NULL };
	static const char *const jekyll[] = { "_config.yml", "_config.yaml", "_config.toml", NULL };

	return text_is_one_of(path, form == FORM_HUGO ? hugo : jekyll);
}
