#include "brief.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/table.h"
#include "base/text.h"
#include "diff_feeds.h"
#include "model/output.h"
#include "publish/fetch.h"
#include "report.h"

#define SHOWN 10 /* episodes that are named */

struct briefing {
	struct brief *brief;
	struct feed_source source;
	struct feed_set new, old;
	struct table was, is, told; /* guids */
	size_t room;
	struct arena *arena;
};

static uint64_t key_of_item(const struct remote_episode *e)
{
	const char *id = e->guid ? e->guid : e->enclosure.url ? e->enclosure.url : "";

	return key_of(0, id, strlen(id));
}

static void note_guids(struct table *t, const struct feed_set *set)
{
	for (size_t i = 0; i < set->count; i++) {
		const struct remote_list *l = &set->feeds[i]->items;
		const struct remote_episode *all = l->items;

		for (size_t k = 0; k < l->count; k++)
			*table_at(t, key_of_item(&all[k])) = 1;
	}
}

static const char *fields_of(const struct item_change *ch, struct arena *a)
{
	const struct field_change *all = ch->fields.items;
	const char *list = "";

	for (size_t i = 0; i < ch->fields.count; i++)
		list = arena_printf(a, "%s%s%s", list, i ? ", " : "",
				    feed_field_words(all[i].field));
	return list;
}

/* Each episode once; one that another feed has, or had, neither comes nor goes. */
static void take_item(struct briefing *b, const struct item_change *ch)
{
	const struct remote_episode *e = ch->new ? ch->new : ch->old;
	const uint64_t key = key_of_item(e);
	struct brief *out = b->brief;

	if ((ch->fate == ITEM_NEW && table_find(&b->was, key)) ||
	    (ch->fate == ITEM_GONE && table_find(&b->is, key)) || (*table_at(&b->told, key))++)
		return;
	out->items = arena_grow(b->arena, out->items, out->count, &b->room, sizeof(*out->items));
	out->items[out->count++] = (struct brief_item){ ch, fields_of(ch, b->arena) };
	out->of[ch->fate]++;
	out->again += ch->again;
	out->kept += ch->kept;
	out->twice += ch->twice;
}

static void take_all(struct briefing *b, const struct remote_feed *f, enum item_fate fate)
{
	const struct remote_episode *all = f->items.items;

	for (size_t i = 0; i < f->items.count; i++) {
		struct item_change *ch = arena_new(b->arena, struct item_change);

		ch->fate = fate;
		*(fate == ITEM_NEW ? &ch->new : &ch->old) = &all[i];
		take_item(b, ch);
	}
}

static void take_pair(struct briefing *b, const struct remote_feed *old,
		      const struct remote_feed *new)
{
	const struct feed_diff *d = feed_compare(old, new, b->arena);
	const struct item_change *items = d->items.items;

	b->brief->shows_changed += d->channel.count > 0;
	for (size_t i = 0; i < d->items.count; i++)
		take_item(b, &items[i]);
}

static int by_fate(const void *a, const void *b)
{
	const struct brief_item *x = a, *y = b;
	const struct remote_episode *left = x->change->new ? x->change->new : x->change->old;
	const struct remote_episode *right = y->change->new ? y->change->new : y->change->old;

	if (x->change->fate != y->change->fate)
		return x->change->fate < y->change->fate ? -1 : 1;
	return left->date.utc > right->date.utc ? -1 : left->date.utc < right->date.utc;
}

static const char *title_of(const struct brief_item *i)
{
	const struct remote_episode *e = i->change->new ? i->change->new : i->change->old;

	return e->title ? e->title : "(without title)";
}

/* A title may mean harm to a terminal. */
static const char *visible(const char *text, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(4096);

	text_add_visible(&out, text);
	return arena_strdup(a, out.data);
}

static const char *sentence_of(const struct brief *b, struct arena *a)
{
	static const char *const words[] = { "new", "changed", "vanished" };
	size_t first = 0;

	if (!b->known)
		return "not known";
	for (size_t fate = 0; fate < COUNT(words); first += b->of[fate++]) {
		const size_t n = b->of[fate];

		if (n)
			return arena_printf(a, n > 1 ? "%s: %s, and %zu more" : "%s: %s",
					    words[fate], visible(title_of(&b->items[first]), a),
					    n - 1);
	}
	return b->shows_changed ? "the show itself changed" : "nothing new";
}

static bool same_feeds(const struct output_tree *new, const struct output_tree *old)
{
	size_t feeds[2] = { 0 };

	for (size_t i = 0; i < old->count; i++)
		feeds[0] += strcmp(old->files[i].type, "application/rss+xml") == 0;
	for (size_t i = 0; i < new->count; i++) {
		const struct output_file *f = &new->files[i];

		if (strcmp(f->type, "application/rss+xml") != 0)
			continue;
		const struct output_file *was = output_find(old, f->path);
		if (!was || strcmp(was->sha256, f->sha256) != 0)
			return false;
		feeds[1]++;
	}
	return feeds[0] == feeds[1];
}

/* What the web has of them; false when it does not answer. */
static bool fetch_old(struct briefing *b)
{
	for (size_t i = 0; i < b->new.count; i++) {
		const struct remote_feed *f = b->new.feeds[i];
		long status = 0;
		struct remote_feed *was = f->self && fetch_is_url(f->self)
						  ? feed_at_url(&b->source, f->self, &status)
						  : NULL;

		if (was)
			feed_set_add(&b->old, was, b->arena);
		else if (status != 404 && status != 410)
			return false;
	}
	return true;
}

static void compare(struct briefing *b)
{
	note_guids(&b->was, &b->old);
	note_guids(&b->is, &b->new);
	for (size_t i = 0; i < b->new.count; i++) {
		const struct remote_feed *was = feed_partner(&b->old, b->new.feeds[i]);

		if (was)
			take_pair(b, was, b->new.feeds[i]);
		else
			take_all(b, b->new.feeds[i], ITEM_NEW);
	}
	for (size_t i = 0; i < b->old.count; i++) {
		if (!feed_partner(&b->new, b->old.feeds[i]))
			take_all(b, b->old.feeds[i], ITEM_GONE);
	}
	if (b->brief->count)
		qsort(b->brief->items, b->brief->count, sizeof(*b->brief->items), by_fate);
	table_release(&b->was);
	table_release(&b->is);
	table_release(&b->told);
}

struct brief brief_make(const struct output_tree *new, const struct output_tree *old, bool first,
			struct arena *a)
{
	struct brief brief = { .known = true, .first = first };
	struct diag unheard; /* a feed that cannot be read is nobody's fault here */
	struct briefing b = { .brief = &brief, .source = { a, &unheard, true }, .arena = a };

	diag_init(&unheard, a);
	if (first || !old || !same_feeds(new, old)) {
		b.new = feeds_of(&b.source, new);
		if (old && !first)
			b.old = feeds_of(&b.source, old);
		else if (!first)
			brief.known = fetch_old(&b);
		if (brief.known)
			compare(&b);
	}
	brief.sentence = sentence_of(&brief, a);
	return brief;
}

/* --- telling ----------------------------------------------------------------------- */

static void print_item(const struct brief_item *i, bool colour, struct arena *a)
{
	static const char marks[] = { '+', '~', '-' };
	static const char *const codes[] = { "\033[32m", "\033[33m", "\033[31m" };
	const enum item_fate fate = i->change->fate;
	const struct remote_episode *e = i->change->new ? i->change->new : i->change->old;

	printf("  %s%c %s%s", colour ? codes[fate] : "", marks[fate], visible(title_of(i), a),
	       colour ? "\033[0m" : "");
	if (fate == ITEM_CHANGED)
		printf(": %s", i->fields);
	else if (e->date.set)
		printf(" (%s)", date_words(e->date, a));
	puts(fate == ITEM_GONE ? ", which nobody finds any more" : "");
}

static void print_count(size_t n, const char *before, const char *after)
{
	if (n)
		printf("  %s %zu %s%s\n", before, n, report_plural(n, "episode", "episodes"),
		       after);
}

void brief_print(const struct brief *b, bool colour, struct arena *a)
{
	if (!b->known) {
		puts("What subscribers see now could not be asked for.");
		return;
	}
	if (!b->count && !b->shows_changed) {
		puts("Nothing changes for subscribers.");
		return;
	}
	puts("Subscribers will see:");
	for (size_t i = 0; i < b->count && i < SHOWN; i++)
		print_item(&b->items[i], colour, a);
	if (b->count > SHOWN)
		printf("  and %zu more; 'blether diff' tells all\n", b->count - SHOWN);
	if (b->shows_changed)
		printf("  ~ what %zu %s of the show itself\n", b->shows_changed,
		       report_plural(b->shows_changed, "feed says", "feeds say"));
	print_count(b->again, "apps may download", " again");
	print_count(b->kept, "apps keep what they have of", ", whose audio only has a new address");
	print_count(b->twice, "apps will show", " twice");
}

void brief_write_json(const struct brief *b, struct json *j)
{
	static const char *const fates[] = { "new", "changed", "vanished" };

	json_open(j, "subscribers", '{');
	json_bool(j, "known", b->known);
	json_int(j, "new", (int64_t)b->of[ITEM_NEW]);
	json_int(j, "changed", (int64_t)b->of[ITEM_CHANGED]);
	json_int(j, "vanished", (int64_t)b->of[ITEM_GONE]);
	json_int(j, "download_again", (int64_t)b->again);
	json_int(j, "audio_moved", (int64_t)b->kept);
	json_int(j, "shown_twice", (int64_t)b->twice);
	json_open(j, "episodes", '[');
	for (size_t i = 0; i < b->count; i++) {
		const struct item_change *ch = b->items[i].change;

		json_open(j, NULL, '{');
		json_text(j, "change", fates[ch->fate]);
		json_text(j, "guid", (ch->new ? ch->new : ch->old)->guid);
		json_text(j, "title", title_of(&b->items[i]));
		json_close(j, '}');
	}
	json_close(j, ']');
	json_close(j, '}');
}
