#include "podlove.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/table.h"
#include "base/text.h"
#include "php.h"
#include "source.h"

#define WPE "wpe"

/* Where files are, unless the site says otherwise (lib/settings of the plug-in). */
#define USUAL_TEMPLATE "%media_file_base_url%%episode_slug%%suffix%.%format_extension%"

struct podlove {
	const struct remote_element *root, *episodes, *assets, *types, *files, *feeds;
	const struct tree *podcast;  /* podlove_podcast: the show */
	const struct tree *website;  /* podlove_website: how addresses are made */
	const struct tree *assigned; /* podlove_asset_assignment: which file is the picture */
	const struct remote_element *audio; /* the asset that subscribers get */
	const char *choice;
	struct table by_post; /* the number of a post: which row of episodes, from 1 */
	struct table
		by_file; /* those of an episode and an asset: which row of media files, from 1 */
};

/* --- tables --- */

static const char *cell(const struct remote_element *row, const char *column)
{
	return inner_value(row, WPE, column);
}

static int64_t number(const struct remote_element *row, const char *column)
{
	return source_number(cell(row, column));
}

/* The first row with this number in its column, or NULL. */
static const struct remote_element *row_with(const struct remote_element *table, const char *column,
					     int64_t value)
{
	const struct remote_element *row;

	for (size_t i = 0; value && (row = inner_at(table, i)); i++) {
		if (number(row, column) == value)
			return row;
	}
	return NULL;
}

static const struct remote_element *type_of(const struct podlove *p,
					    const struct remote_element *asset)
{
	return row_with(p->types, "id", number(asset, "file_type_id"));
}

static bool is_audio(const struct podlove *p, const struct remote_element *asset)
{
	const struct remote_element *type = type_of(p, asset);

	return type && source_is_audio(cell(type, "mime_type"));
}

/* The key of a row that has these two numbers. */
static uint64_t pair(int64_t x, int64_t y)
{
	const int64_t both[] = { x, y };

	return key_of(1, (const char *)both, sizeof(both));
}

static const struct remote_element *row_at(const struct table *t, uint64_t key,
					   const struct remote_element *rows)
{
	const uint32_t *at = table_find(t, key);

	return at ? inner_at(rows, *at - 1) : NULL;
}

static void note_row(struct table *t, uint64_t key, size_t row)
{
	uint32_t *at = table_at(t, key);

	*at = *at ? *at : (uint32_t)row + 1;
}

/* A file that Podlove has found has a size above 0. */
static void index_rows(struct podlove *p)
{
	const struct remote_element *row;

	for (size_t i = 0; (row = inner_at(p->episodes, i)); i++)
		note_row(&p->by_post, pair(number(row, "post_id"), 0), i);
	for (size_t i = 0; (row = inner_at(p->files, i)); i++) {
		if (number(row, "size") > 0)
			note_row(&p->by_file,
				 pair(number(row, "episode_id"), number(row, "episode_asset_id")),
				 i);
	}
}

void podlove_close(struct podlove *p)
{
	if (p) {
		table_release(&p->by_post);
		table_release(&p->by_file);
	}
}

/* --- which recording ----------------------------------------------------------------------------
 */

/* The larger, the more of an asset's kind apps have downloaded: what a feed brings, MP3 first. */
static unsigned weight(const struct podlove *p, const struct remote_element *asset)
{
	const struct remote_element *type = type_of(p, asset);
	const char *extension = type ? cell(type, "extension") : NULL;
	unsigned in_feed = row_with(p->feeds, "episode_asset_id", number(asset, "id")) ? 10 : 0;

	if (!extension || !is_audio(p, asset))
		return 0;
	if (strcasecmp(extension, "mp3") == 0)
		return in_feed + 3;
	return in_feed + (strcasecmp(extension, "m4a") == 0 ? 2 : 1);
}

static void choose_audio(struct podlove *p, struct arena *a)
{
	STRBUF_SCOPED struct strbuf names = STRBUF_INIT(LIMIT_MESSAGE);
	const struct remote_element *asset;
	unsigned best = 0, count = 0;

	for (size_t i = 0; (asset = inner_at(p->assets, i)); i++) {
		unsigned w = weight(p, asset);
		const struct remote_element *type = type_of(p, asset);

		if (!w)
			continue;
		strbuf_addf(&names, "%s%s", count++ ? ", " : "", cell(type, "extension"));
		p->audio = w > best ? asset : p->audio;
		best = w > best ? w : best;
	}
	if (count > 1)
		p->choice = arena_printf(a, "%s (of %s)", cell(type_of(p, p->audio), "extension"),
					 names.data);
}

/* --- the export --- */

static const struct tree *option(const struct podlove *p, const char *name, struct arena *a)
{
	const char *text = inner_value(inner_inside(p->root, WPE, "options"), WPE, name);
	const struct tree *value = text ? php_read(text, a) : NULL;

	return value && value->kind == TREE_MAP ? value : NULL;
}

struct podlove *podlove_open(const struct remote_element *root, struct arena *a)
{
	if (!root || !inner_named(root, WPE, "export"))
		return NULL;
	struct podlove *p = arena_new(a, struct podlove);
	*p = (struct podlove){
		.root = root,
		.episodes = inner_inside(root, WPE, "episodes"),
		.assets = inner_inside(root, WPE, "assets"),
		.types = inner_inside(root, WPE, "filetypes"),
		.files = inner_inside(root, WPE, "mediafiles"),
		.feeds = inner_inside(root, WPE, "feeds"),
	};
	p->podcast = option(p, "podlove_podcast", a);
	p->website = option(p, "podlove_website", a);
	p->assigned = option(p, "podlove_asset_assignment", a);
	choose_audio(p, a);
	index_rows(p);
	return p;
}

const char *podlove_choice(const struct podlove *p)
{
	return p->choice;
}

/* --- the show --- */

/* Values were escaped for HTML before they were serialised, once. */
static const char *plain(const char *text, struct arena *a)
{
	static const struct {
		const char *name, *sign;
	} names[] = { { "&lt;", "<" },   { "&gt;", ">" },  { "&quot;", "\"" },
		      { "&#039;", "'" }, { "&#39;", "'" }, { "&amp;", "&" } };
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);

	while (text && *text) {
		size_t i = 0;

		while (i < COUNT(names) && !text_starts(text, names[i].name))
			i++;
		if (i < COUNT(names))
			strbuf_adds(&out, names[i].sign);
		else
			strbuf_addc(&out, *text);
		text += i < COUNT(names) ? strlen(names[i].name) : 1;
	}
	return source_text(out.data, a);
}

static void fill(const char **into, const char *text)
{
	*into = text ? text : *into;
}

static void show_texts(const struct podlove *p, struct remote_feed *f, struct arena *a)
{
	const struct {
		const char **into;
		const char *key;
	} texts[] = {
		{ &f->title, "title" },           { &f->subtitle, "subtitle" },
		{ &f->summary, "summary" },       { &f->author, "author_name" },
		{ &f->owner_name, "owner_name" }, { &f->owner_email, "owner_email" },
		{ &f->image, "cover_image" },     { &f->language, "language" },
		{ &f->copyright, "copyright" },   { &f->licence, "license_url" },
		{ &f->type, "itunes_type" },      { &f->guid, "guid" },
	};

	for (size_t i = 0; i < COUNT(texts); i++)
		fill(texts[i].into, plain(tree_text(p->podcast, texts[i].key), a));
}

void podlove_show(const struct podlove *p, struct import_source *s, struct arena *a)
{
	struct remote_feed *f = s->feed;
	const char *funding = plain(tree_text(p->podcast, "funding_url"), a);

	show_texts(p, f, a);
	/* 0: no, 1: yes, 2: clean */
	const char *is_explicit = tree_text(p->podcast, "explicit");
	if (is_explicit && *is_explicit)
		f->is_explicit = strcmp(is_explicit, "1") == 0 ? REMOTE_YES : REMOTE_NO;
	if (source_flag(tree_text(p->podcast, "complete")) == REMOTE_YES)
		f->is_complete = REMOTE_YES;
	if (text_begins_web(funding)) {
		struct remote_funding *into = source_add(&f->funding, sizeof(*into), a);

		into->url = funding;
		into->label = plain(tree_text(p->podcast, "funding_label"), a);
	}
	if (tree_text(p->podcast, "category_1"))
		source_note(
			s, SOURCE_SHOW, IMPORT_LOST, a,
			"Podlove keeps the categories of the show as numbers; choose them here");
	if (p->choice)
		source_note(s, SOURCE_SHOW, IMPORT_GUESSED, a,
			    "Podlove has several files for each episode; taken is %s. Who "
			    "subscribed to "
			    "another feed gets this one from now on",
			    p->choice);
	source_note(s, SOURCE_SHOW, IMPORT_LOST, a,
		    "Podlove exports neither transcripts nor contributors; take them from its "
		    "pages, or "
		    "import the feed, which names both");
}

/* --- an episode --- */

static void add_replaced(struct strbuf *out, const char *template, const char *const *values)
{
	static const char *const names[] = { "%media_file_base_url%", "%episode_slug%", "%suffix%",
					     "%format_extension%" };

	while (*template) {
		size_t i = 0;

		while (i < COUNT(names) && !text_starts(template, names[i]))
			i++;
		if (i < COUNT(names))
			strbuf_adds(out, values[i] ? values[i] : "");
		else
			strbuf_addc(out, *template);
		template += i < COUNT(names) ? strlen(names[i]) : 1;
	}
}

/* The address of a file of an episode; NULL: the export does not say where files are. */
static const char *file_url(const struct podlove *p, const struct remote_element *episode,
			    const struct remote_element *asset, struct arena *a)
{
	STRBUF_SCOPED struct strbuf url = STRBUF_INIT(LIMIT_MESSAGE);
	const char *template = tree_text(p->website, "url_template");
	const char *base = plain(tree_text(p->podcast, "media_file_base_uri"), a);
	const struct remote_element *type = type_of(p, asset);

	if (!base || !type || !cell(episode, "slug"))
		return NULL;
	const char *const values[] = { source_join(base, "", a), cell(episode, "slug"),
				       cell(asset, "suffix"), cell(type, "extension") };
	add_replaced(&url, template && *template ? template : USUAL_TEMPLATE, values);
	return text_begins_web(url.data) ? arena_strdup(a, url.data) : NULL;
}

static const struct remote_element *media_file(const struct podlove *p,
					       const struct remote_element *episode,
					       const struct remote_element *asset)
{
	return row_at(&p->by_file, pair(number(episode, "id"), number(asset, "id")), p->files);
}

static void take_audio(const struct podlove *p, const struct remote_element *row,
		       struct remote_episode *e, struct arena *a)
{
	const char *url = p->audio ? file_url(p, row, p->audio, a) : NULL;
	const struct remote_element *file = p->audio ? media_file(p, row, p->audio) : NULL;

	if (!url || !file)
		return;
	e->enclosures = 1;
	e->enclosure = (struct remote_enclosure){ .url = url,
						  .type = cell(type_of(p, p->audio), "mime_type"),
						  .length_text = cell(file, "size"),
						  .length = number(file, "size") };
	/* "We know that the file exists": what the plug-in notes where a server gives no length */
	if (e->enclosure.length == 1)
		e->enclosure.length = 0;
}

static void take_picture(const struct podlove *p, const struct remote_element *row,
			 struct remote_episode *e, struct arena *a)
{
	const char *from = tree_text(p->assigned, "image");
	const struct remote_element *asset = row_with(p->assets, "id", source_number(from));

	if (from && strcmp(from, "manual") == 0)
		e->image = cell(row, "cover_art");
	else if (asset && media_file(p, row, asset))
		e->image = file_url(p, row, asset, a);
}

bool podlove_episode(const struct podlove *p, int64_t post, struct remote_episode *e,
		     struct arena *a)
{
	const struct remote_element *row = row_at(&p->by_post, pair(post, 0), p->episodes);

	if (!row)
		return false;
	take_audio(p, row, e, a);
	take_picture(p, row, e, a);
	fill(&e->itunes_title, cell(row, "title"));
	fill(&e->subtitle, cell(row, "subtitle"));
	fill(&e->summary, cell(row, "summary"));
	fill(&e->type, cell(row, "type"));
	fill(&e->number_text, cell(row, "number"));
	fill(&e->duration_text, cell(row, "duration"));
	fill(&e->licence, cell(row, "license_url"));
	if (cell(row, "explicit"))
		e->is_explicit = strcmp(cell(row, "explicit"), "1") == 0 ? REMOTE_YES : REMOTE_NO;
	source_chapters(&e->chapters, cell(row, "chapters"), a);
	return true;
}
