#include "elements.h"

#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "draft.h"
#include "fields.h"
#include "model/own_element.h"

/* Entries that the field takes (model/fields_show.c). */
#define ELEMENTS_MOST 200

/* What is kept is written as long as the front matter has room for it. */
#define ELEMENTS_ROOM (LIMIT_FRONT_MATTER - ((size_t)2 << 10))

struct named {
	const char *prefix, *name; /* name NULL: all of the prefix */
};

/* What only describes the old host, its file, or how it is fetched. */
static const struct named hosts[] = {
	{ "", "generator" },     { "", "docs" },         { "", "lastBuildDate" },
	{ "", "pubDate" },       { "", "ttl" },          { "", "cloud" },
	{ "atom", "link" },      { "atom", "id" },       { "atom", "updated" },
	{ "atom", "generator" }, { "atom", "author" },   { "fh", NULL },
	{ "sy", NULL },          { "slash", NULL },      { "wfw", NULL },
	{ "thr", NULL },         { "feedburner", NULL }, { "media", "content" },
	{ "media", "group" },    { "media", "player" },
};

/* Of <atom:link>, besides those of blether: where a page of the feed is. */
static const char *const rels[] = { "prev-archive", "next-archive", "current", NULL };

static bool is_among(const struct named *all, size_t count, const struct remote_element *e)
{
	const char *prefix = e->prefix ? e->prefix : "";

	for (size_t i = 0; i < count; i++) {
		if (strcmp(all[i].prefix, prefix) == 0 &&
		    (!all[i].name || strcasecmp(all[i].name, e->name) == 0))
			return true;
	}
	return false;
}

static bool is_trailer_of(const struct import_plan *plan, const struct remote_element *e)
{
	const char *url = element_get(e, "url");

	for (size_t i = 0; url && i < plan->show.count; i++) {
		if (strcmp(plan->show.episodes[i].from->enclosure.url, url) == 0)
			return true;
	}
	return false;
}

/* What people say to an episode, on its own page: that stays behind. A forum elsewhere does not. */
static bool is_on_page(const struct front *f, const struct remote_element *e)
{
	const char *page = f->e ? f->e->from->link : NULL;

	return !page || !e->text || text_starts(e->text, page);
}

static bool is_of_host(const struct front *f, const struct remote_element *e)
{
	const char *rel = element_get(e, "rel");

	if (element_named(e, "", "comments"))
		return is_on_page(f, e);
	if (!f->e && element_named(e, "podcast", "trailer"))
		return is_trailer_of(f->plan, e);
	if (element_named(e, "atom", "link") && rel)
		return own_link_rel(rel) || text_is_one_of(rel, rels);
	return is_among(hosts, COUNT(hosts), e);
}

/* What blether writes itself is not said twice. */
static bool is_own(struct front *f, const struct remote_element *e)
{
	const struct own_element *own =
		f->e ? own_item_element(e->ns, e->name) : own_channel_element(e->ns, e->name);

	if (!own || own->repeats)
		return false;
	if (own->field && strcmp(own->field, "chapters") != 0)
		front_note(f, IMPORT_LOST, own->field,
			   "<%s%s%s> is there more than once, or has what no field takes",
			   e->prefix ? e->prefix : "", e->prefix ? ":" : "", e->name);
	return true;
}

/* Adds one, or notes why it cannot be kept. */
static void add(struct front *f, const char *name, const struct strbuf *xml, size_t *count)
{
	bool fits = strbuf_ok(xml) && f->out->len + xml->len * 2 < ELEMENTS_ROOM &&
		    *count < ELEMENTS_MOST;

	if (!fits) {
		front_note(f, IMPORT_LOST, "elements",
			   "<%s> is too long, or one too many, for the front matter", name);
		return;
	}
	if (!f->list)
		strbuf_adds(f->out, "elements:\n");
	f->list = "elements";
	strbuf_adds(f->out, "  - ");
	draft_exact(f->out, xml->data);
	strbuf_addc(f->out, '\n');
	++*count;
}

static void add_element(struct front *f, const struct remote_element *e, size_t *count)
{
	STRBUF_SCOPED struct strbuf xml = STRBUF_INIT(LIMIT_ELEMENT_BYTES);
	const char *prefix = e->prefix ? e->prefix : "";
	const char *name =
		arena_printf(front_arena(f), "%s%s%s", prefix, *prefix ? ":" : "", e->name);

	if (!element_write(e, &xml)) {
		front_note(
			f, IMPORT_LOST, "elements",
			"<%s> has a name or a prefix that XML does not allow, or too much inside",
			name);
		return;
	}
	add(f, name, &xml, count);
}

static void add_made(struct front *f, const char *made, size_t *count)
{
	STRBUF_SCOPED struct strbuf xml = STRBUF_INIT(LIMIT_ELEMENT_BYTES);

	strbuf_adds(&xml, made);
	add(f, arena_strndup(front_arena(f), made + 1, strcspn(made + 1, " >/")), &xml, count);
}

/* Does one that is left have the name of a made one, so that this is it? */
static bool is_there(const struct front *f, const char *made)
{
	const char *colon = strchr(made, ':'), *end = made + 1 + strcspn(made + 1, " >/");
	size_t prefix = colon && colon < end ? (size_t)(colon - made - 1) : 0;
	const char *name = prefix ? colon + 1 : made + 1;

	for (size_t i = 0; i < f->elements->count; i++) {
		const struct remote_element *e = element_at(f->elements, i);
		const char *own_prefix = e->prefix ? e->prefix : "";

		if (strlen(own_prefix) == prefix && strncmp(own_prefix, made + 1, prefix) == 0 &&
		    strlen(e->name) == (size_t)(end - name) &&
		    strncmp(e->name, name, (size_t)(end - name)) == 0)
			return true;
	}
	return false;
}

void field_elements(struct front *f, const char *const *more)
{
	size_t count = 0;

	for (; *more; more++) {
		if (!is_there(f, *more))
			add_made(f, *more, &count);
	}
	for (size_t i = 0; i < f->elements->count; i++) {
		const struct remote_element *e = element_at(f->elements, i);

		if (f->taken[i] || is_of_host(f, e) || is_own(f, e))
			continue;
		add_element(f, e, &count);
	}
	front_end(f);
}
