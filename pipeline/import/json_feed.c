/* JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org): an item's recording is its first attachment
 * that is one. */
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "source.h"

struct json_feed {
	struct import_source *s;
	struct arena *arena;
	size_t silent; /* items without a recording */
};

static const char *text(const struct tree *map, const char *key, struct arena *a)
{
	return source_text(tree_text(map, key), a);
}

/* `authors` is a list since 1.1, before it `author` was one. */
static const char *author_of(const struct tree *map, struct arena *a)
{
	const struct tree *all = tree_list(map, "authors");

	return text(all && all->first ? all->first : tree_member(map, "author"), "name", a);
}

static void take_attachment(struct json_feed *j, const struct tree *t, struct remote_episode *e)
{
	const char *url = text(t, "url", j->arena), *type = text(t, "mime_type", j->arena);
	double number;

	if (!text_begins_web(url) || !type ||
	    (!source_is_audio(type) && !text_starts(type, "video/")))
		return;
	if (e->enclosures++)
		return;
	e->enclosure = (struct remote_enclosure){ .url = url, .type = type };
	if (tree_number(t, "size_in_bytes", &number) && number > 0 && number < 1e15)
		e->enclosure.length = (int64_t)number;
	if (tree_number(t, "duration_in_seconds", &number) && number >= 0 && number < 1e9)
		e->duration = (int64_t)(number * 1000);
}

/* An id may be a number. */
static const char *id_of(const struct tree *item, struct arena *a)
{
	double number;

	if (tree_number(item, "id", &number))
		return arena_printf(a, "%.15g", number);
	return text(item, "id", a);
}

static void take_tags(struct json_feed *j, const struct tree *item, struct remote_episode *e)
{
	const struct tree *tags = tree_list(item, "tags");

	for (const struct tree *t = tags ? tags->first : NULL; t; t = t->next) {
		if (t->kind != TREE_TEXT || !*t->text)
			continue;
		struct remote_element *into = source_add(&e->elements, sizeof(*into), j->arena);
		into->name = "category";
		into->text = t->text;
	}
}

static void take_item(struct json_feed *j, const struct tree *item)
{
	struct arena *a = j->arena;
	struct remote_episode e = { .title = text(item, "title", a),
				    .link = text(item, "url", a),
				    .guid = id_of(item, a),
				    .author = author_of(item, a),
				    .image = text(item, "image", a),
				    .summary = text(item, "summary", a),
				    .content = text(item, "content_html", a),
				    .date_text = text(item, "date_published", a),
				    .duration = -1 };
	const struct tree *files = tree_list(item, "attachments");

	if (!e.content)
		e.content = text(item, "content_text", a);
	for (const struct tree *t = files ? files->first : NULL; t; t = t->next)
		take_attachment(j, t, &e);
	if (!e.enclosure.url) {
		j->silent++;
		return;
	}
	e.guid_written = e.guid;
	source_date(e.date_text, &e.date);
	take_tags(j, item, &e);
	*(struct remote_episode *)source_add(&j->s->feed->items, sizeof(e), a) = e;
	if (e.enclosures > 1)
		source_note(j->s, j->s->feed->items.count - 1, IMPORT_LOST, a,
			    "it has %zu recordings; '%s' was taken", e.enclosures, e.enclosure.url);
}

static void take_show(struct json_feed *j, const struct tree *root)
{
	struct remote_feed *f = j->s->feed;
	const char *icon = text(root, "icon", j->arena);

	f->title = text(root, "title", j->arena);
	f->link = text(root, "home_page_url", j->arena);
	f->self = text(root, "feed_url", j->arena);
	f->next = text(root, "next_url", j->arena);
	f->description = text(root, "description", j->arena);
	f->language = text(root, "language", j->arena);
	f->author = author_of(root, j->arena);
	f->image = text_begins_web(icon) ? icon : NULL;
	const struct tree *expired = tree_member(root, "expired");
	if (expired && expired->kind == TREE_FLAG && expired->number > 0)
		f->is_complete = REMOTE_YES;
}

struct import_source *import_json_feed(const struct tree *root, const char *from, struct arena *a)
{
	struct json_feed j = { .s = source_new(from, a), .arena = a };
	const char *version = tree_text(root, "version");
	const struct tree *items = tree_list(root, "items");

	if (!items || !version || !strstr(version, "jsonfeed.org/version/")) {
		source_note(j.s, SOURCE_SHOW, IMPORT_LOST, a, "this is no JSON Feed");
		return source_none(j.s);
	}
	take_show(&j, root);
	for (const struct tree *t = items->first; t; t = t->next)
		take_item(&j, t);
	if (j.silent)
		source_note(j.s, SOURCE_SHOW, IMPORT_LOST, a,
			    "%zu item%s without a recording %s left out", j.silent,
			    j.silent == 1 ? "" : "s", j.silent == 1 ? "was" : "were");
	source_sort(j.s, a);
	return j.s;
}
