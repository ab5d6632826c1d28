#include "diff_report.h"

#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "publish/fetch.h"
#include "report.h"

/* Longer values are cut when people read them. */
#define SHOWN_BYTES 160

/* Text on its way to the terminal. */
struct page {
	const struct diff_report *report;
	struct arena *arena;
	struct strbuf *out;
};

bool feed_pair_differs(const struct feed_pair *p)
{
	return !p->diff || !feed_diff_is_empty(p->diff);
}

/* A value in single quotes, harmless to a terminal and not too long. */
static void add_value(struct page *p, const char *value)
{
	size_t len;

	if (!value || !*value) {
		strbuf_adds(p->out, "none");
		return;
	}
	len = strlen(value);
	size_t shown = len > SHOWN_BYTES ? SHOWN_BYTES : len;
	while (shown < len && shown > 0 && ((unsigned char)value[shown] & 0xc0) == 0x80)
		shown--;
	strbuf_addc(p->out, '\'');
	text_add_visible(p->out, arena_strndup(p->arena, value, shown));
	strbuf_adds(p->out, shown < len ? "...'" : "'");
}

static void add_arrow(struct page *p)
{
	strbuf_adds(p->out, p->report->utf8 ? " → " : " -> ");
}

static void add_notes(struct page *p, const struct field_change *f)
{
	const struct text_change t = text_compare(f->from, f->to, p->arena);

	strbuf_addf(p->out, "%zu", t.words_before);
	add_arrow(p);
	strbuf_addf(p->out, "%zu words; first where it differs: ", t.words_after);
	add_value(p, t.before);
	add_arrow(p);
	add_value(p, t.after);
}

static void add_field(struct page *p, const struct field_change *f, bool is_item)
{
	strbuf_addf(p->out, "      %s", feed_field_words(f->field));
	if (f->field != FEED_FIELD_MARKUP)
		strbuf_adds(p->out, ": ");
	if (f->field == FEED_FIELD_NOTES || (is_item && f->field == FEED_FIELD_DESCRIPTION)) {
		add_notes(p, f);
	} else if (f->field != FEED_FIELD_MARKUP) {
		add_value(p, f->from);
		add_arrow(p);
		add_value(p, f->to);
	}
	strbuf_addc(p->out, '\n');
}

static void add_remark(struct page *p, const char *remark)
{
	strbuf_addf(p->out, "      %s\n", remark);
}

static void add_fields(struct page *p, const struct remote_list *fields, bool is_item)
{
	const struct field_change *all = fields->items;

	for (size_t i = 0; i < fields->count; i++)
		add_field(p, &all[i], is_item);
}

/* `+`, `~` or `-`, and behind it what it is about. */
static void add_mark(struct page *p, char mark, const char *title)
{
	const char *code = mark == '+' ? "32" : mark == '-' ? "31" : "33";

	strbuf_adds(p->out, "  ");
	if (p->report->colour)
		strbuf_addf(p->out, "\033[%sm", code);
	strbuf_addf(p->out, "%c ", mark);
	text_add_visible(p->out, title);
	if (p->report->colour)
		strbuf_adds(p->out, "\033[0m");
}

static void add_remarks(struct page *p, const struct item_change *ch)
{
	if (ch->twice)
		add_remark(p, "apps take it for another episode: who has it sees it twice");
	else if (ch->again)
		add_remark(p, "apps may download it again");
	else if (ch->kept)
		add_remark(p, "the same recording at another address: apps keep what they have");
	if (ch->below)
		add_remark(p,
			   arena_printf(p->arena,
					"it is older than %zu %s already there: apps that sort by "
					"date show it below",
					ch->below,
					report_plural(ch->below, "episode that is",
						      "episodes that are")));
	if (ch->fate == ITEM_GONE)
		add_remark(p, "nobody finds it any more; apps that have it may keep it");
}

static void add_item(struct page *p, const struct item_change *ch)
{
	static const char marks[] = { [ITEM_NEW] = '+', [ITEM_CHANGED] = '~', [ITEM_GONE] = '-' };
	const struct remote_episode *i = ch->new ? ch->new : ch->old;

	add_mark(p, marks[ch->fate], i->title ? i->title : "(without title)");
	if (ch->fate != ITEM_CHANGED && i->date.set)
		strbuf_addf(p->out, " (%s)", date_words(i->date, p->arena));
	strbuf_addc(p->out, '\n');
	add_fields(p, &ch->fields, true);
	add_remarks(p, ch);
}

static void add_count(struct page *p, size_t n, const char *before, const char *after)
{
	if (n)
		strbuf_addf(p->out, "; %s %zu %s%s", before, n,
			    report_plural(n, "episode", "episodes"), after);
}

/* One sentence that says it all. */
static void add_headline(struct page *p, const struct feed_diff *d)
{
	if (d->added)
		strbuf_addf(p->out, "%zu new %s", d->added,
			    report_plural(d->added, "episode", "episodes"));
	else
		strbuf_adds(p->out, "no new episode");
	if (d->changed)
		strbuf_addf(p->out, ", %zu changed", d->changed);
	else
		strbuf_adds(p->out, ", none changed");
	if (d->gone)
		strbuf_addf(p->out, ", %zu %s", d->gone,
			    report_plural(d->gone, "vanishes", "vanish"));
	else
		strbuf_adds(p->out, ", nothing vanishes");
	if (d->channel.count)
		strbuf_adds(p->out, "; the show itself changes");
	add_count(p, d->again, "apps may download", " again");
	add_count(p, d->kept, "apps keep what they have of",
		  ", whose audio only has a new address");
	add_count(p, d->twice, "apps will show", " twice");
	add_count(p, d->late, "apps may bury", " because of the date");
	add_count(p, d->duplicates, "apps will not show", " because another has the same guid");
	strbuf_addc(p->out, '\n');
}

/* What changes for the show as a whole, and what follows from it. */
static void add_channel(struct page *p, const struct remote_list *fields)
{
	const struct field_change *all = fields->items;

	if (!fields->count)
		return;
	add_mark(p, '~', "the show itself");
	strbuf_addc(p->out, '\n');
	add_fields(p, fields, false);
	for (size_t i = 0; i < fields->count; i++) {
		if (all[i].field == FEED_FIELD_GUID)
			add_remark(p, "directories take it for another show");
		if (all[i].field == FEED_FIELD_NEW_URL && all[i].to)
			add_remark(p, "apps leave this address and subscribe to the new one");
	}
}

static void add_diff(struct page *p, const struct feed_pair *pair)
{
	const struct feed_diff *d = pair->diff;
	const struct item_change *items = d->items.items;

	add_headline(p, d);
	strbuf_adds(p->out, "  compared with ");
	text_add_visible(p->out, pair->old_from);
	strbuf_addc(p->out, '\n');
	add_channel(p, &d->channel);
	for (size_t i = 0; i < d->items.count; i++)
		add_item(p, &items[i]);
}

static void add_unpublished(struct page *p, const struct feed_pair *pair)
{
	const struct remote_list *items = &pair->new->items;
	const struct remote_episode *all = items->items;

	strbuf_addf(p->out, "not published yet, so everything is new: %zu %s\n  %s ", items->count,
		    report_plural(items->count, "episode", "episodes"),
		    fetch_is_url(pair->old_from) ? "there is nothing at"
						 : "there is no such feed in");
	text_add_visible(p->out, pair->old_from);
	strbuf_addc(p->out, '\n');
	for (size_t i = 0; i < items->count; i++)
		add_item(p, &(struct item_change){ .fate = ITEM_NEW, .new = &all[i] });
}

static void add_title(struct page *p, const struct feed_pair *pair)
{
	const struct remote_feed *f = pair->new ? pair->new : pair->old;

	text_add_visible(p->out, f->title ? f->title : f->from);
	strbuf_adds(p->out, ": ");
}

static void add_pair(struct page *p, const struct feed_pair *pair)
{
	add_title(p, pair);
	if (pair->diff) {
		add_diff(p, pair);
	} else if (pair->new) {
		add_unpublished(p, pair);
	} else {
		strbuf_addf(p->out,
			    "the feed vanishes, with %zu %s: subscribers would hear nothing more\n "
			    " it was ",
			    pair->old->items.count,
			    report_plural(pair->old->items.count, "episode", "episodes"));
		text_add_visible(p->out, pair->old->from);
		strbuf_addc(p->out, '\n');
	}
}

/* A site has many feeds, and most say the same as before: one line for all of them. */
static void add_unchanged(struct page *p)
{
	const struct diff_report *r = p->report;
	const struct feed_pair *last = NULL;
	size_t count = 0;

	for (size_t i = 0; i < r->count; i++) {
		if (!feed_pair_differs(&r->pairs[i])) {
			last = &r->pairs[i];
			count++;
		}
	}
	if (!count)
		return;
	strbuf_adds(p->out, p->out->len ? "\n" : "");
	if (count == 1)
		add_title(p, last);
	else
		strbuf_addf(p->out, "%zu %sfeeds: ", count, count < r->count ? "other " : "");
	strbuf_adds(p->out, "nothing changes for subscribers\n");
}

void diff_print_text(const struct diff_report *r)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct page p = { r, r->arena, &out };

	for (size_t i = 0; i < r->count; i++) {
		if (!feed_pair_differs(&r->pairs[i]))
			continue;
		strbuf_adds(&out, out.len ? "\n" : "");
		add_pair(&p, &r->pairs[i]);
	}
	add_unchanged(&p);
	fputs(out.data, stdout);
}

static void write_fields(struct json *j, const char *key, const struct remote_list *fields)
{
	const struct field_change *all = fields->items;

	json_open(j, key, '[');
	for (size_t i = 0; i < fields->count; i++) {
		json_open(j, NULL, '{');
		json_text(j, "field", feed_field_slug(all[i].field));
		json_text(j, "from", all[i].from);
		json_text(j, "to", all[i].to);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void write_item(struct json *j, const struct item_change *ch, struct arena *a)
{
	static const char *const fates[] = { "new", "changed", "vanished" };
	const struct remote_episode *i = ch->new ? ch->new : ch->old;

	json_open(j, NULL, '{');
	json_text(j, "change", fates[ch->fate]);
	json_text(j, "guid", i->guid);
	json_text(j, "title", i->title);
	json_text(j, "date", i->date.set ? date_rfc3339(i->date, a) : NULL);
	json_text(j, "audio", i->enclosure.url);
	write_fields(j, "fields", &ch->fields);
	json_bool(j, "downloads_again", ch->again);
	json_bool(j, "audio_moved", ch->kept);
	json_bool(j, "shown_twice", ch->twice);
	json_int(j, "below", (int64_t)ch->below);
	json_close(j, '}');
}

static void write_diff(struct json *j, const struct feed_diff *d, struct arena *a)
{
	const struct item_change *items = d->items.items;

	json_int(j, "new_items", (int64_t)d->added);
	json_int(j, "changed_items", (int64_t)d->changed);
	json_int(j, "vanished_items", (int64_t)d->gone);
	json_int(j, "unchanged_items", (int64_t)d->unchanged);
	json_int(j, "duplicate_items", (int64_t)d->duplicates);
	json_int(j, "download_again", (int64_t)d->again);
	json_int(j, "audio_moved", (int64_t)d->kept);
	json_int(j, "shown_twice", (int64_t)d->twice);
	json_int(j, "appear_late", (int64_t)d->late);
	write_fields(j, "channel", &d->channel);
	json_open(j, "items", '[');
	for (size_t i = 0; i < d->items.count; i++)
		write_item(j, &items[i], a);
	json_close(j, ']');
}

static void write_pair(struct json *j, const struct feed_pair *p, struct arena *a)
{
	const struct remote_feed *f = p->new ? p->new : p->old;

	json_open(j, NULL, '{');
	json_text(j, "title", f->title);
	json_text(j, "old", p->old_from);
	json_text(j, "new", p->new ? p->new->from : NULL);
	json_bool(j, "published", p->old != NULL);
	json_bool(j, "vanishes", p->new == NULL);
	json_bool(j, "differs", feed_pair_differs(p));
	if (p->diff)
		write_diff(j, p->diff, a);
	json_close(j, '}');
}

void diff_print_json(const struct diff_report *r, const struct diag *diag)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(SIZE_MAX / 2);
	struct json j = JSON_INIT_PRETTY(&out);

	json_open(&j, NULL, '{');
	json_bool(&j, "ok", diag_ok(diag));
	json_open(&j, "feeds", '[');
	for (size_t i = 0; i < r->count; i++)
		write_pair(&j, &r->pairs[i], r->arena);
	json_close(&j, ']');
	diag_write_json(diag, "messages", &j);
	json_close(&j, '}');
	puts(out.data);
}
