#include "rss.h"

#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/text.h"

/*
 * A feed is one file as long as every reader takes it. Beyond that its oldest
 * items move to pages of their own (RFC 5005 section 3), which readers that
 * know about pages go through, and others never miss.
 *
 * - Pages are cut from the oldest episode on, as soon as what is left is too
 *   long and never sooner: an episode more changes feed.xml, and now and then
 *   makes one page, but no page there is.
 * - A page has as many places as PAGE_SLOTS says, or where their items are too
 *   long half as many, and so on. A withdrawn episode keeps its place.
 * - Each item is written once, from the oldest on, into a window that holds no
 *   more than one file's worth: pages are taken from its start, and what is
 *   left at the end is feed.xml.
 *
 * Cutting early gives the same pages as cutting at the end would: what is cut
 * depends on the items from there on up to the first length that is too much.
 */

/* Of the items of one page. The rest is for the channel, which may so have a million. */
#define PAGE_ITEM_BYTES 4000000
#define PAGE_SLOTS      250

struct pager {
	struct rss items;     /* writes into the window */
	struct strbuf window; /* items that are on no page yet, oldest first */
	size_t room;          /* for items on feed.xml */
	struct slot *slots;   /* all, oldest first */
	size_t first, end;    /* those in the window */
	size_t pages;         /* that were cut */
	bool refused;
};

char *feed_page_path(const char *feed_path, size_t number, struct arena *a)
{
	size_t stem = strlen(feed_path) - strlen(".xml");
	/* `areas/hope-1.xml` could be the feed of another area. */
	char mark = strcmp(path_base(feed_path), "feed.xml") == 0 ? '-' : '.';

	if (!number)
		return arena_strdup(a, feed_path);
	return arena_printf(a, "%.*s%c%zu.xml", (int)stem, feed_path, mark, number);
}

static size_t window_slots(const struct pager *p)
{
	return p->end - p->first;
}

/* Bytes of the oldest `count` items in the window. */
static size_t bytes_of(const struct pager *p, size_t count)
{
	size_t bytes = 0;

	for (size_t i = 0; i < count; i++)
		bytes += p->slots[p->first + i].bytes;
	return bytes;
}

/* How many of the oldest places make a page, when all are too many. */
static size_t page_slots(const struct pager *p)
{
	size_t count = PAGE_SLOTS;

	while (count > 1 && (count > window_slots(p) || bytes_of(p, count) >= PAGE_ITEM_BYTES))
		count /= 2;
	return count;
}

static void report_refused(const struct render *r, struct span at, const char *refused)
{
	diag_report(r->diag, DIAG_FEED_REFUSED, at, "the feed could not be written: %s", refused);
}

static void put_page(const struct rss *head, const struct feed_page *page)
{
	struct render r = *head->render;
	const struct channel *c = head->channel;

	if (head->xml.refused) {
		report_refused(&r, span_of(c->src), head->xml.refused);
		return;
	}
	if (r.out->len >= LIMIT_EASY_FEED)
		diag_report(r.diag, DIAG_LONG_FEED, span_of(c->src),
			    "the feed has %zu bytes; some directories read no more than %d",
			    r.out->len, LIMIT_EASY_FEED);
	const struct output_meta meta = {
		.path = feed_page_path(c->feed_path, page->number, r.scratch),
		/* feed.xml names the others: they are published before it, and go after it. */
		.group = page->number ? OUTPUT_LIST : OUTPUT_FEED,
		.type = "application/rss+xml",
	};
	r.sink->put(r.sink, meta, r.out->data, r.out->len);
}

/* The newest stands first. */
static void add_items(struct strbuf *out, const char *items, const struct feed_page *page)
{
	size_t at = 0;

	for (size_t i = 0; i < page->count; i++)
		at += page->slots[i].bytes;
	for (size_t i = page->count; i > 0; i--) {
		at -= page->slots[i - 1].bytes;
		strbuf_add(out, items + at, page->slots[i - 1].bytes);
	}
}

/* Begins a document in `out` and writes all that stands before the items. */
static struct rss open_page(const struct pager *p, const struct feed_page *page)
{
	struct rss head = { .render = p->items.render,
			    .channel = p->items.channel,
			    .language = p->items.language };

	strbuf_clear(head.render->out);
	xml_open(&head.xml, head.render->out);
	rss_head(&head, page);
	xml_flush(&head.xml);
	return head;
}

static void write_page(struct pager *p, const struct feed_page *page)
{
	struct rss head = open_page(p, page);

	add_items(head.render->out, p->window.data, page);
	xml_end(&head.xml);
	xml_end(&head.xml);
	xml_close(&head.xml);
	put_page(&head, page);
	arena_reset(head.render->scratch);
}

/* Takes the oldest items out of the window, which then begins with the next. */
static void drop_items(struct pager *p, size_t count)
{
	size_t bytes = bytes_of(p, count);

	memmove(p->window.data, p->window.data + bytes, p->window.len - bytes + 1);
	p->window.len -= bytes;
	p->first += count;
}

static void cut_page(struct pager *p)
{
	const struct feed_page page = { .number = p->pages + 1,
					.next = p->pages,
					.slots = p->slots + p->first,
					.count = page_slots(p) };

	write_page(p, &page);
	drop_items(p, page.count);
	p->pages++;
}

static void write_item(struct pager *p, struct slot *slot)
{
	struct rss *f = &p->items;
	size_t before = p->window.len;

	rss_item(f, slot->episode);
	xml_flush(&f->xml);
	slot->bytes = p->window.len - before;
	arena_reset(f->render->scratch);
	if (!f->xml.refused)
		return;
	report_refused(f->render, span_of(slot->episode->item.src), f->xml.refused);
	p->refused = true;
}

/* The same depth as in a page, so that items look alike; the window begins with the first. */
static void open_items(struct pager *p)
{
	struct xml *x = &p->items.xml;

	xml_open(x, &p->window);
	xml_start(x, "rss");
	xml_start(x, "channel");
	xml_leaf(x, "title", "");
	xml_flush(x);
	strbuf_clear(&p->window);
}

/* All places of the feed, oldest first: published and withdrawn episodes by date. */
static struct slot *find_slots(const struct channel *c, size_t *count, struct arena *a)
{
	struct slot *slots;
	size_t e = c->episode_count, w = c->withdrawn_count, n = 0;

	*count = e + w;
	slots = arena_array(a, *count, sizeof(*slots));
	while (e || w) {
		bool lost =
			!e || (w && c->withdrawn[w - 1]->date.utc <= c->episodes[e - 1]->date.utc);

		if (lost)
			w--;
		else
			slots[n].episode = c->episodes[--e];
		n++;
	}
	return slots;
}

/* Room for the items of feed.xml, were it to lead to the longest of page numbers. */
static void measure_head(struct pager *p, size_t count)
{
	const struct feed_page page = { .next = count + 1, .slots = p->slots, .count = count };
	struct rss head = open_page(p, &page);
	const size_t unmeasured = 1000; /* two namespaces, two dates, the end of the document */
	size_t used = head.render->out->len + unmeasured;

	xml_close(&head.xml);
	arena_reset(head.render->scratch);
	p->room =
		used < LIMIT_EASY_FEED - PAGE_ITEM_BYTES ? LIMIT_EASY_FEED - used : PAGE_ITEM_BYTES;
}

static void write_feed(struct pager *p, size_t count)
{
	measure_head(p, count);
	open_items(p);
	while (p->end < count && !p->refused) {
		struct slot *slot = &p->slots[p->end++];

		if (slot->episode && slot->episode->recording.path)
			write_item(p, slot);
		while (p->window.len >= p->room && window_slots(p) > 1 && !p->refused)
			cut_page(p);
	}
	xml_close(&p->items.xml);
	if (!p->refused)
		write_page(p, &(struct feed_page){ .next = p->pages,
						   .slots = p->slots + p->first,
						   .count = window_slots(p) });
}

void rss_render(struct render *r, const struct channel *c)
{
	STRBUF_SCOPED struct strbuf notes = STRBUF_INIT(LIMIT_PAGE_BYTES);
	STRBUF_SCOPED struct strbuf brief = STRBUF_INIT(LIMIT_PAGE_BYTES);
	struct arena keep = { 0 }; /* outlives the items */
	struct pager p = { .items = { .render = r, .channel = c, .notes = &notes, .brief = &brief },
			   .window = STRBUF_INIT(LIMIT_FEED_BYTES) };
	size_t count;

	p.items.language = feed_lower(c->language, &keep);
	p.slots = find_slots(c, &count, &keep);
	write_feed(&p, count);
	strbuf_release(&p.window);
	arena_free(&keep);
}
