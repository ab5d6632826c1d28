#include "agree.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "html.h"
#include "json_scan.h"
#include "records.h"

static size_t index_of(const struct check *c, const struct output_file *file)
{
	return (size_t)(file - c->tree->files);
}

/* A key for two files in a certain relation. */
static uint64_t pair_key(const struct check *c, const struct output_file *a,
			 const struct output_file *b)
{
	const size_t both[] = { index_of(c, a), index_of(c, b) };

	return key_of(7, (const char *)both, sizeof(both));
}

/* ---- an item and its page ---- */

void agree_note_title(struct doc *page, const char *html, size_t len)
{
	struct check *c = page->check;
	const char **title = &c->titles[index_of(c, page->file)];

	if (*title)
		return;
	char *text = arena_alloc(c->arena, len + 1);
	html_decode(html, len, text);
	*title = text;
}

void agree_note_sound(struct doc *page, const struct output_file *sound)
{
	if (sound->type && text_starts(sound->type, "audio/"))
		*table_at(&page->check->sounds, pair_key(page->check, page->file, sound)) = 1;
}

void agree_check_item(struct doc *feed, const xmlNode *item, const struct output_file *page,
		      const struct output_file *sound)
{
	struct check *c = feed->check;
	const char *title = node_text(node_child(item, NS_NONE, "title"));

	const char *on_page = page ? c->titles[index_of(c, page)] : NULL;

	if (!on_page) /* no page that was read */
		return;
	if (!strstr(on_page, title))
		doc_report(feed, DIAG_DISAGREEMENT, node_place(item), page->path,
			   "the item is called '%s', but its page '%s' has another title", title,
			   page->path);
	if (sound && !table_find(&c->sounds, pair_key(c, page, sound)))
		doc_report(feed, DIAG_DISAGREEMENT, node_place(item), sound->path,
			   "the page '%s' does not offer the recording '%s' of its item",
			   page->path, sound->path);
}

/* ---- chapters ---- */

void agree_note_chapters(struct doc *chapters, uint64_t entries)
{
	struct check *c = chapters->check;

	c->entries[index_of(c, chapters->file)] = entries;
}

/* `01:02:03.250`, whose form is the grammar's business, in milliseconds. */
static int64_t start_of(const char *s)
{
	int hours = 0, minutes = 0, seconds = 0, ms = 0;

	if (sscanf(s, "%d:%2d:%2d.%3d", &hours, &minutes, &seconds, &ms) != 4)
		return -1;
	return ((hours * INT64_C(60) + minutes) * 60 + seconds) * 1000 + ms;
}

void agree_check_chapters(struct doc *feed, const xmlNode *item, const struct output_file *file)
{
	const xmlNode *chapters = node_child(item, NS_PSC, "chapters");
	struct check *c = feed->check;
	uint64_t key = 0;

	if (!chapters || !file || !c->entries[index_of(c, file)])
		return;
	for (const xmlNode *n = chapters->children; n; n = n->next) {
		const char *start =
			node_is(n, NS_PSC, "chapter") ? node_attribute(n, "start") : NULL;
		const char *title = start ? node_attribute(n, "title") : NULL;

		if (title)
			key = scan_entry_key(key, start_of(start), title);
	}
	if (key != c->entries[index_of(c, file)])
		doc_report(feed, DIAG_DISAGREEMENT, node_place(chapters), file->path,
			   "the chapters in the feed are not those in '%s'", file->path);
}

/* ---- digests ---- */

/* The digest of the file by the algorithm that `value` names, which the first is known of. */
static bool digest_of(const struct output_file *file, const char *value,
		      char actual[static HASH_SRI])
{
	char algorithm[8];
	struct hash hash;
	size_t len = strcspn(value, "-");

	if (!value[len] || len >= sizeof(algorithm))
		return false;
	snprintf(algorithm, sizeof(algorithm), "%.*s", (int)len, value);
	if (strcmp(algorithm, "sha256") != 0 || !hash_from_hex(file->sha256, &hash))
		return hash_file_sri(file->disk, algorithm, actual);
	memcpy(actual, "sha256-", 7);
	hash_base64(&hash, actual + 7);
	return true;
}

void agree_check_integrity(struct doc *feed, const xmlNode *alternate,
			   const struct output_file *file)
{
	const xmlNode *integrity = node_child(alternate, NS_PODCAST, "integrity");
	const char *value = integrity ? node_attribute(integrity, "value") : NULL;
	char actual[HASH_SRI];

	if (value && !digest_of(file, value, actual))
		return; /* by an algorithm of others: nothing can be said */
	if (value && strcmp(value, actual) != 0)
		doc_report(feed, DIAG_DISAGREEMENT, node_place(integrity), file->path,
			   "the digest is not that of '%s'; apps would throw the file away",
			   file->path);
}

/* ---- pages of a feed ---- */

void agree_note_page(struct doc *feed, const struct paged *p)
{
	struct check *c = feed->check;

	if (!p->first)
		return;
	c->pages = arena_grow(c->arena, c->pages, c->page_count, &c->pages_room, sizeof(*c->pages));
	c->pages[c->page_count++] = (struct feed_page){
		.file = feed->file, .first = p->first, .next = p->next, .last = p->last
	};
	for (size_t i = 0; i < p->count; i++) {
		const uint64_t key[] = { index_of(c, p->first), p->guids[i].key };
		uint32_t *page = table_at(&c->guids, key_of(9, (const char *)key, sizeof(key)));

		if (*page && *page != c->page_count)
			doc_report(feed, DIAG_DUPLICATE_GUID, p->guids[i].at, "pages",
				   "the item stands on another page of the feed as well, '%s'",
				   c->pages[*page - 1].file->path);
		*page = (uint32_t)c->page_count;
	}
}

static struct feed_page *page_of(struct check *c, const struct output_file *file)
{
	for (size_t i = 0; file && i < c->page_count; i++) {
		if (c->pages[i].file == file)
			return &c->pages[i];
	}
	return NULL;
}

static void report_pages(struct check *c, const struct feed_page *p, const char *fault)
{
	struct doc doc = { .check = c, .file = p->file, .by_line = true };

	doc_report(&doc, DIAG_PAGE_CHAIN, (struct place){ 1, 0 }, p->file->path, "%s", fault);
}

/* Follows a feed from its first page; gPodder and others do the same. */
static void walk(struct check *c, struct feed_page *p)
{
	const struct output_file *last = p->last;

	for (;; p = page_of(c, p->next)) {
		p->is_reached = true;
		struct feed_page *next = page_of(c, p->next);

		if (next && next->is_reached) {
			report_pages(
				c, p,
				"the next page was there before; apps would go round in circles");
			return;
		}
		if (!next)
			break;
	}
	if (last && p->file != last)
		report_pages(c, p, "no page follows, but the feed names another as its last");
}

void agree_check_pages(struct check *c)
{
	for (size_t i = 0; i < c->page_count; i++) {
		if (c->pages[i].first == c->pages[i].file)
			walk(c, &c->pages[i]);
	}
	for (size_t i = 0; i < c->page_count; i++) {
		if (!c->pages[i].is_reached)
			report_pages(c, &c->pages[i], "no page of the feed leads to this one");
	}
}
