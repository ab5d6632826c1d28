#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "source.h"

/* Outlines nest: a list that is being gone through. */
struct outlines {
	struct subscriptions *list;
	struct strbuf groups; /* of the outlines around, "News > Local" */
	struct arena *arena;
	size_t twice, others;
};

static void tell(struct outlines *o, const char *text)
{
	struct source_note *note = source_add(&o->list->notes, sizeof(*note), o->arena);

	*note = (struct source_note){ .kind = IMPORT_LOST, .item = SOURCE_SHOW, .text = text };
}

/* Schemes and slashes at the end do not make two feeds of one. */
static bool is_same_feed(const char *x, const char *y)
{
	x = strstr(x, "://") + 3;
	y = strstr(y, "://") + 3;
	size_t a = strlen(x), b = strlen(y);

	a -= a && x[a - 1] == '/';
	b -= b && y[b - 1] == '/';
	return a == b && strncmp(x, y, a) == 0;
}

static bool is_there(const struct subscriptions *list, const char *url)
{
	for (size_t i = 0; i < list->count; i++) {
		if (is_same_feed(list->all[i].url, url))
			return true;
	}
	return false;
}

static void add_feed(struct outlines *o, const struct remote_element *e, const char *url)
{
	struct subscriptions *list = o->list;
	const char *page = inner_attribute(e, "htmlUrl");
	const char *title = source_text(inner_attribute(e, "title"), o->arena);

	if (is_there(list, url)) {
		o->twice++;
		return;
	}
	if (list->count == LIMIT_SUBSCRIPTIONS) {
		o->others++;
		return;
	}
	list->all = arena_grow(o->arena, list->all, list->count, &list->room, sizeof(*list->all));
	list->all[list->count++] = (struct subscription){
		.url = url,
		.title = title ? title : source_text(inner_attribute(e, "text"), o->arena),
		.page = text_begins_web(page) ? page : NULL,
		.groups = o->groups.len ? arena_strdup(o->arena, o->groups.data) : NULL,
	};
}

static void take_outlines(struct outlines *o, const struct remote_element *in);

/* What has no address is a group of those inside it. */
static void take_outline(struct outlines *o, const struct remote_element *e)
{
	const char *url = source_text(inner_attribute(e, "xmlUrl"), o->arena);
	const char *name = source_text(inner_attribute(e, "text"), o->arena);
	size_t before = o->groups.len;

	if (text_begins_web(url))
		add_feed(o, e, url);
	else if (url)
		tell(o, arena_printf(o->arena,
				     "'%.200s' is left out: its address begins neither with "
				     "https:// nor http://",
				     url));
	if (!url && name)
		strbuf_addf(&o->groups, "%s%s", before ? " > " : "", name);
	take_outlines(o, e);
	if (o->groups.len > before) {
		o->groups.len = before;
		o->groups.data[before] = '\0';
	}
}

static void take_outlines(struct outlines *o, const struct remote_element *in)
{
	const struct remote_element *e;

	for (size_t i = 0; (e = inner_at(in, i)); i++) {
		if (inner_named(e, NULL, "outline"))
			take_outline(o, e);
	}
}

struct subscriptions *import_opml(const struct remote_element *root, struct arena *a)
{
	struct outlines o = { .groups = STRBUF_INIT(LIMIT_MESSAGE), .arena = a };

	if (!root || !inner_named(root, NULL, "opml"))
		return NULL;
	o.list = arena_new(a, struct subscriptions);
	o.list->title = inner_value(inner_inside(root, NULL, "head"), NULL, "title");
	take_outlines(&o, inner_inside(root, NULL, "body"));
	if (o.twice)
		tell(&o, arena_printf(a, "%zu feed%s more than once in the list", o.twice,
				      o.twice == 1 ? " stands" : "s stand"));
	if (o.others)
		tell(&o, arena_printf(a, "%zu feeds are left out: no more than %zu are read",
				      o.others, LIMIT_SUBSCRIPTIONS));
	if (!o.list->count)
		tell(&o, "no outline in this list has the address of a feed (xmlUrl)");
	strbuf_release(&o.groups);
	return o.list;
}
