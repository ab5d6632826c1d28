/*
 * An export of WordPress: RSS 2.0 whose items are posts, pages, files of the media library and
 * whatever plug-ins keep (wp-admin/includes/export.php). What the show is called, and little more,
 * stands in the channel: cover, categories and owner are settings of plug-ins, which are not
 * exported.
 */
#include "wordpress.h"

#include <stdio.h>
#include <string.h>

#include "base/duration.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/table.h"
#include "base/text.h"
#include "podlove.h"
#include "wordpress_body.h"

#define WP "wp"

/* What has a recording and cannot be read by everybody. */
enum hidden { HIDDEN_DRAFT, HIDDEN_PRIVATE, HIDDEN_PASSWORD, HIDDEN_LATER, HIDDEN_KINDS };

struct wordpress {
	const struct wordpress_export *x;
	const struct remote_element *channel;
	struct podlove *podlove;
	struct import_source *s;
	struct table by_id; /* the number of a post: which element of the channel, from 1 */
	struct arena *arena;
	size_t hidden[HIDDEN_KINDS], silent, comments;
};

/* A post on its way to be an episode. */
struct post {
	struct wordpress *w;
	const struct remote_element *from;
	struct remote_episode e;
	struct strbuf lost; /* what could not be kept, parted by commas */
	bool is_guessed;    /* its recording is one that its text plays */
};

/* --- the site -----------------------------------------------------------------------------------
 */

static uint64_t key_of_id(int64_t id)
{
	return key_of(1, (const char *)&id, sizeof(id));
}

static int64_t id_of(const struct remote_element *post)
{
	return source_number(inner_value(post, WP, "post_id"));
}

static void index_posts(struct wordpress *w)
{
	const struct remote_element *e;

	for (size_t i = 0; (e = inner_at(w->channel, i)); i++) {
		if (inner_named(e, NULL, "item") && id_of(e))
			*table_at(&w->by_id, key_of_id(id_of(e))) = (uint32_t)i + 1;
	}
}

static const struct remote_element *post_with(const struct wordpress *w, int64_t id)
{
	const uint32_t *at = id > 0 ? table_find(&w->by_id, key_of_id(id)) : NULL;

	return at ? inner_at(w->channel, *at - 1) : NULL;
}

static bool is_type(const struct remote_element *post, const char *type)
{
	const char *own = inner_value(post, WP, "post_type");

	return own && strcmp(own, type) == 0;
}

static bool attachment(void *arg, int64_t id, const char **url, const char **alt)
{
	const struct remote_element *file = post_with(arg, id);

	*url = file ? inner_value(file, WP, "attachment_url") : NULL;
	*alt = file ? post_meta(file, "_wp_attachment_image_alt") : NULL;
	return *url != NULL;
}

static const char *reusable(void *arg, int64_t id)
{
	const struct remote_element *block = post_with(arg, id);

	return block && is_type(block, "wp_block") ? inner_value(block, "content", "encoded")
						   : NULL;
}

/* The name that a login is shown with; a login by itself is nobody's business. */
static const char *author_name(const struct wordpress *w, const char *login)
{
	const struct remote_element *e;

	for (size_t i = 0; login && (e = inner_at(w->channel, i)); i++) {
		const char *own = inner_named(e, WP, "author")
					  ? inner_value(e, WP, "author_login")
					  : NULL;

		if (own && strcmp(own, login) == 0)
			return inner_value(e, WP, "author_display_name");
		if (inner_named(e, NULL, "item"))
			break;
	}
	return NULL;
}

/* --- a post --- */

static void note_lost(void *arg, const char *what)
{
	struct post *post = arg;

	if (!strstr(post->lost.data, what))
		strbuf_addf(&post->lost, "%s%s", post->lost.len ? ", " : "", what);
}

static void body_lost(void *arg, const char *what)
{
	note_lost(arg, what);
}

static bool body_attachment(void *arg, int64_t id, const char **url, const char **alt)
{
	return attachment(((struct post *)arg)->w, id, url, alt);
}

static const char *body_reusable(void *arg, int64_t id)
{
	return reusable(((struct post *)arg)->w, id);
}

static struct body_rules rules_of(struct post *post)
{
	return (struct body_rules){ .audio = post->e.enclosure.url,
				    .attachment = body_attachment,
				    .reusable = body_reusable,
				    .lost = body_lost,
				    .arg = post };
}

/* Where no plug-in says which: what the text plays. Only posts; a page plays what another post is
 * about. */
static void find_audio(struct post *post)
{
	struct body_rules rules = rules_of(post);
	const char *body = inner_value(post->from, "content", "encoded");
	const char *url = body && !post->w->x->channel && !is_type(post->from, "page")
				  ? wordpress_body_audio(body, &rules, post->w->arena)
				  : NULL;

	if (!url)
		return;
	post->is_guessed = true;
	post->e.enclosures = 1;
	post->e.enclosure = (struct remote_enclosure){ .url = url, .type = source_audio_type(url) };
}

static void take_audio(struct post *post)
{
	struct wordpress *w = post->w;
	const struct post_plugins plugins = {
		.channel = w->x->channel, .lost = note_lost, .arg = post, .arena = w->arena
	};

	post_take_audio(post->from, &post->e, &plugins);
	if (w->podlove)
		podlove_episode(w->podlove, id_of(post->from), &post->e, w->arena);
	if (!post->e.enclosure.url)
		find_audio(post);
}

static void take_body(struct post *post)
{
	STRBUF_SCOPED struct strbuf html = STRBUF_INIT(LIMIT_PAGE_BYTES);
	struct body_rules rules = rules_of(post);
	const char *body = inner_value(post->from, "content", "encoded");

	if (!body)
		return;
	wordpress_body(body, &rules, &html, post->w->arena);
	if (!strbuf_ok(&html))
		note_lost(post, "the end of the text, which is longer than any page");
	post->e.content = source_text(html.data, post->w->arena);
}

static void take_date(struct post *post)
{
	const char *date = inner_value(post->from, WP, "post_date_gmt");

	if (!date || text_starts(date, "0000"))
		date = inner_value(post->from, WP, "post_date");
	if (source_date(date, &post->e.date))
		post->e.date_text = date_rfc822(post->e.date, post->w->arena);
}

/* Categories and tags of a post stand in its feed as <category>. */
static void take_terms(struct post *post)
{
	const struct remote_element *in;

	for (size_t i = 0; (in = inner_at(post->from, i)); i++) {
		const char *domain = inner_named(in, NULL, "category")
					     ? inner_attribute(in, "domain")
					     : NULL;

		if (!domain || !in->text || strcmp(domain, "post_format") == 0)
			continue;
		struct remote_element *e =
			source_add(&post->e.elements, sizeof(*e), post->w->arena);
		*e = (struct remote_element){ .name = "category",
					      .line = in->line,
					      .text = in->text };
	}
}

static void take_words(struct post *post)
{
	const struct remote_element *from = post->from;
	struct remote_episode *e = &post->e;
	const char *guid = post_meta(from, "_podlove_guid");
	const struct remote_element *own = inner_inside(from, NULL, "guid");
	const char *permalink = own ? inner_attribute(own, "isPermaLink") : NULL;

	e->line = from->line;
	e->title = inner_value(from, NULL, "title");
	e->link = inner_value(from, NULL, "link");
	e->guid = guid ? guid : own ? own->text : NULL;
	e->guid_written = e->guid;
	e->guid_is_link = !guid && own && (!permalink || strcmp(permalink, "true") == 0);
	if (!e->author)
		e->author = author_name(post->w, inner_value(from, "dc", "creator"));
	/* PowerPress does the same: the excerpt is the summary where it has none of its own */
	if (!e->summary)
		e->summary = inner_value(from, "excerpt", "encoded");
}

static void finish_numbers(struct remote_episode *e)
{
	e->duration = duration_parse(e->duration_text);
	e->season = source_number(e->season_text);
	e->number = source_number(e->number_text);
}

static void add_notes(struct post *post, size_t item)
{
	struct wordpress *w = post->w;

	if (post->lost.len)
		source_note(w->s, item, IMPORT_LOST, w->arena, "left out of the notes: %s",
			    post->lost.data);
	if (post->is_guessed)
		source_note(w->s, item, IMPORT_GUESSED, w->arena,
			    "no podcast plug-in knows its recording; taken is the one that the "
			    "text plays");
	if (post->e.enclosures > 1)
		source_note(w->s, item, IMPORT_LOST, w->arena,
			    "it has %zu recordings; '%s' was taken", post->e.enclosures,
			    post->e.enclosure.url);
}

static void add_episode(struct post *post)
{
	struct import_source *s = post->w->s;

	take_words(post);
	take_date(post);
	take_terms(post);
	take_body(post);
	finish_numbers(&post->e);
	*(struct remote_episode *)source_add(&s->feed->items, sizeof(post->e), post->w->arena) =
		post->e;
	add_notes(post, s->feed->items.count - 1);
}

/* --- which posts --- */

/* A post that is not for everybody; HIDDEN_KINDS: it is. */
static enum hidden hidden_why(const struct remote_element *post)
{
	const char *status = inner_value(post, WP, "status");

	if (inner_value(post, WP, "post_password"))
		return HIDDEN_PASSWORD;
	if (!status || strcmp(status, "publish") == 0)
		return status ? HIDDEN_KINDS : HIDDEN_DRAFT;
	if (strcmp(status, "private") == 0)
		return HIDDEN_PRIVATE;
	return strcmp(status, "future") == 0 ? HIDDEN_LATER : HIDDEN_DRAFT;
}

static size_t count_comments(const struct remote_element *post)
{
	const struct remote_element *in;
	size_t count = 0;

	for (size_t i = 0; (in = inner_at(post, i)); i++) {
		const char *approved = inner_named(in, WP, "comment")
					       ? inner_value(in, WP, "comment_approved")
					       : NULL;

		count += approved && strcmp(approved, "1") == 0;
	}
	return count;
}

/* Podlove's own kind of post: without Podlove's data nobody knows its recording. */
static void tell_silent(struct post *post)
{
	struct wordpress *w = post->w;

	if (is_type(post->from, "podcast"))
		source_note(w->s, SOURCE_SHOW, IMPORT_LOST, w->arena,
			    "'%s' has no recording in this export, and was left out",
			    inner_value(post->from, NULL, "title"));
	w->silent += is_type(post->from, "post");
}

static void take_post(struct wordpress *w, const struct remote_element *from)
{
	struct post post = {
		.w = w, .from = from, .lost = STRBUF_INIT(LIMIT_MESSAGE), .e.duration = -1
	};
	enum hidden why = hidden_why(from);

	if (is_type(from, "attachment") || is_type(from, "revision") || is_type(from, "wp_block"))
		return;
	take_audio(&post);
	if (post.e.enclosure.url && why != HIDDEN_KINDS) {
		w->hidden[why]++;
	} else if (post.e.enclosure.url) {
		w->comments += count_comments(from);
		add_episode(&post);
	} else if (why == HIDDEN_KINDS) {
		tell_silent(&post);
	}
	strbuf_release(&post.lost);
}

/* --- several shows --- */

struct channels {
	const char *name;
	size_t count;
};

static void count_channel(struct remote_list *list, const char *name, struct arena *a)
{
	struct channels *all = list->items;

	for (size_t i = 0; i < list->count; i++) {
		if (strcmp(all[i].name, name) == 0) {
			all[i].count++;
			return;
		}
	}
	struct channels *c = source_add(list, sizeof(*c), a);
	*c = (struct channels){ .name = name, .count = 1 };
}

static struct remote_list find_channels(const struct wordpress *w)
{
	struct remote_list list = { .count = 0 };
	const struct remote_element *post;
	const char *key, *value;

	for (size_t i = 0; (post = inner_at(w->channel, i)); i++) {
		for (size_t k = 0; post_field(post, &k, &key, &value);) {
			const char *name = post_channel(key, w->arena);

			if (name && hidden_why(post) == HIDDEN_KINDS)
				count_channel(&list, name, w->arena);
		}
	}
	return list;
}

static void tell_channels(struct wordpress *w)
{
	struct remote_list list = find_channels(w);
	const struct channels *all = list.items;

	for (size_t i = 0; i < list.count; i++) {
		if (!w->x->channel || strcmp(w->x->channel, all[i].name) != 0)
			source_note(w->s, SOURCE_SHOW, IMPORT_LOST, w->arena,
				    "the export has another show, '%s', with %zu episode%s; import "
				    "it by itself",
				    all[i].name, all[i].count, all[i].count == 1 ? "" : "s");
	}
}

/* --- the show --- */

static void take_show(struct wordpress *w)
{
	struct remote_feed *f = w->s->feed;
	const char *image = inner_value(inner_inside(w->channel, NULL, "image"), NULL, "url");

	f->title = inner_value(w->channel, NULL, "title");
	f->link = inner_value(w->channel, NULL, "link");
	f->description = inner_value(w->channel, NULL, "description");
	f->language = inner_value(w->channel, NULL, "language");
	f->generator = "WordPress";
	f->image = image;
	if (w->podlove)
		podlove_show(w->podlove, w->s, w->arena);
	else
		source_note(w->s, SOURCE_SHOW, IMPORT_GUESSED, w->arena,
			    "an export of WordPress knows neither cover, categories nor owner of "
			    "the show; "
			    "its feed does, and if it still lists every episode, import the feed "
			    "instead");
}

static void tell_hidden(struct wordpress *w)
{
	static const char *const words[HIDDEN_KINDS] = { "not published", "private",
							 "with a password", "for a later day" };
	STRBUF_SCOPED struct strbuf list = STRBUF_INIT(LIMIT_MESSAGE);
	size_t count = 0;

	for (size_t i = 0; i < HIDDEN_KINDS; i++) {
		count += w->hidden[i];
		if (w->hidden[i])
			strbuf_addf(&list, "%s%zu %s", list.len ? ", " : "", w->hidden[i],
				    words[i]);
	}
	if (count)
		source_note(w->s, SOURCE_SHOW, IMPORT_LOST, w->arena,
			    "%zu post%s with a recording %s left out, since not everybody may read "
			    "%s: %s",
			    count, count == 1 ? "" : "s", count == 1 ? "was" : "were",
			    count == 1 ? "it" : "them", list.data);
}

static void tell_rest(struct wordpress *w)
{
	tell_hidden(w);
	if (w->silent)
		source_note(w->s, SOURCE_SHOW, IMPORT_LOST, w->arena,
			    "%zu post%s without a recording %s left out", w->silent,
			    w->silent == 1 ? "" : "s", w->silent == 1 ? "was" : "were");
	if (w->comments)
		source_note(w->s, SOURCE_SHOW, IMPORT_LOST, w->arena,
			    "%zu comment%s under episodes %s left out", w->comments,
			    w->comments == 1 ? "" : "s", w->comments == 1 ? "was" : "were");
}

static bool has_podlove_guids(const struct wordpress *w)
{
	const struct remote_element *post;

	for (size_t i = 0; (post = inner_at(w->channel, i)); i++) {
		if (post_meta(post, "_podlove_guid"))
			return true;
	}
	return false;
}

static void tell_nothing(struct wordpress *w)
{
	if (!w->podlove && has_podlove_guids(w))
		source_note(w->s, SOURCE_SHOW, IMPORT_LOST, w->arena,
			    "the recordings are known to Podlove Publisher, which exports them by "
			    "itself: "
			    "at Podlove, Tools, Export; put both files into one folder, and import "
			    "that");
	else
		source_note(w->s, SOURCE_SHOW, IMPORT_LOST, w->arena,
			    "no published post in this export has a recording; was 'All content' "
			    "exported?");
	source_none(w->s);
}

static const struct remote_element *channel_of(const struct remote_element *root)
{
	return root && inner_named(root, NULL, "rss") ? inner_inside(root, NULL, "channel")
							: NULL;
}

static void take_all(struct wordpress *w)
{
	const struct remote_element *e;

	index_posts(w);
	take_show(w);
	tell_channels(w);
	for (size_t i = 0; (e = inner_at(w->channel, i)); i++) {
		if (inner_named(e, NULL, "item"))
			take_post(w, e);
	}
	tell_rest(w);
	source_sort(w->s, w->arena);
	if (!w->s->feed->items.count)
		tell_nothing(w);
}

struct import_source *import_wordpress(const struct wordpress_export *x, struct arena *a)
{
	struct wordpress w = { .x = x,
			       .channel = channel_of(x->posts),
			       .podlove = podlove_open(x->podlove, a),
			       .s = source_new(x->from, a),
			       .arena = a };

	if (w.channel) {
		take_all(&w);
	} else {
		source_note(w.s, SOURCE_SHOW, IMPORT_LOST, a,
			    "this is no export of WordPress; it is made at Tools, Export, 'All "
			    "content'");
		source_none(w.s);
	}
	table_release(&w.by_id);
	podlove_close(w.podlove);
	return w.s;
}
