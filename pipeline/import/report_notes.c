/*
 * What became otherwise than it was. Notes with the same words are one line with their episodes
 * behind it; what would be too long for a page is counted there, and whole in import-notes.tsv.
 */
#include <stdint.h>
#include <string.h>

#include "report.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "base/table.h"
#include "import/show.h"
#include "plain_words.h"

/* Notes of one kind that say the same. */
struct group {
	const struct import_note **notes;
	size_t count, room;
};

struct groups {
	struct group *all;
	size_t count, room;
	size_t notes; /* in all of them */
};

static const struct {
	const char *word, *title, *about;
} kinds[IMPORT_NOTE_KINDS] = {
	[IMPORT_GUESSED] = { "guessed", "Please look at this: the feed did not say it",
			     "This was guessed. Where it is wrong, mend the field named behind "
			     "it." },
	[IMPORT_LOST] = { "lost", "What did not come over",
			  "This is not here. The old site still has it, as long as it stands." },
	[IMPORT_CHANGED] = { "changed", "What is here, but not to the letter",
			     "Nothing need be done, unless something looks wrong to you." },
	[IMPORT_UNWRAPPED] = { "unwrapped", "Addresses without their counters",
			       "These recordings were fetched from where they really are, without "
			       "the "
			       "service in between that counts downloads. As they were:" },
};

/* The order in which people should read them. */
static const enum import_note_kind order[IMPORT_NOTE_KINDS] = { IMPORT_GUESSED, IMPORT_LOST,
								IMPORT_CHANGED, IMPORT_UNWRAPPED };

static uint64_t note_key(const struct import_note *n)
{
	const char *field = n->field ? n->field : "";
	const uint64_t key = key_of(0, n->text, strlen(n->text));

	return key_of(key, field, strlen(field));
}

static struct groups group_notes(const struct import_show *show, enum import_note_kind kind,
				 struct arena *a)
{
	struct groups g = { 0 };
	struct table known = { 0 };

	for (size_t i = 0; i < show->note_count; i++) {
		const struct import_note *note = &show->notes[i];

		if (note->kind != kind)
			continue;
		uint32_t *n = table_at(&known, note_key(note));

		if (!*n) {
			g.all = arena_grow(a, g.all, g.count, &g.room, sizeof(*g.all));
			g.all[g.count] = (struct group){ 0 };
			*n = (uint32_t)++g.count;
		}
		struct group *group = &g.all[*n - 1];

		group->notes = arena_grow(a, group->notes, group->count, &group->room,
					  sizeof(*group->notes));
		group->notes[group->count++] = note;
		g.notes++;
	}
	table_release(&known);
	return g;
}

static void add_whose(struct strbuf *out, const struct import_note *n)
{
	if (n->episode)
		md_text(out, n->episode->from->title);
	else
		strbuf_adds(out, "the show");
	if (n->line)
		strbuf_addf(out, " (line %u)", n->line);
}

static void add_rest(struct strbuf *out, size_t rest)
{
	strbuf_adds(out, "and ");
	md_number(out, rest);
	strbuf_adds(out, " more, in `" IMPORT_NOTES "`");
}

static void add_field(struct strbuf *out, const struct import_note *n)
{
	if (!n->field)
		return;
	strbuf_adds(out, " (");
	md_code(out, n->field);
	strbuf_addc(out, ')');
}

static void add_group(struct strbuf *out, const struct group *g)
{
	strbuf_adds(out, "- ");
	if (g->notes[0]->kind == IMPORT_UNWRAPPED)
		md_code(out, g->notes[0]->text);
	else
		md_text(out, g->notes[0]->text);
	add_field(out, g->notes[0]);
	if (g->count > 1) {
		strbuf_adds(out, " — ");
		md_number(out, g->count);
		strbuf_adds(out, " times");
	}
	strbuf_adds(out, ": ");
	for (size_t i = 0; i < g->count && i < REPORT_FEW; i++) {
		strbuf_adds(out, i ? "; " : "");
		add_whose(out, g->notes[i]);
	}
	if (g->count > REPORT_FEW) {
		strbuf_adds(out, "; ");
		add_rest(out, g->count - REPORT_FEW);
	}
	strbuf_addc(out, '\n');
}

static void add_kind(struct reporting *r, enum import_note_kind kind)
{
	const struct groups g = group_notes(r->show, kind, r->arena);
	size_t shown = 0;

	if (!g.count)
		return;
	strbuf_addf(r->out, "## %s\n\n%s\n\n", kinds[kind].title, kinds[kind].about);
	for (size_t i = 0; i < g.count && i < REPORT_LINES; i++) {
		add_group(r->out, &g.all[i]);
		shown += g.all[i].count;
	}
	if (shown < g.notes) {
		strbuf_adds(r->out, "- ");
		add_rest(r->out, g.notes - shown);
		strbuf_addc(r->out, '\n');
	}
	strbuf_addc(r->out, '\n');
}

void report_notes(struct reporting *r)
{
	for (size_t i = 0; i < IMPORT_NOTE_KINDS; i++)
		add_kind(r, order[i]);
}

/* --- files that are not to be had -------------------------------------------------------- */

static const char *const asset_words[ASSET_KINDS] = {
	[ASSET_AUDIO] = "recording",   [ASSET_COVER] = "cover",
	[ASSET_CHAPTERS] = "chapters", [ASSET_TRANSCRIPT] = "transcript",
	[ASSET_PICTURE] = "picture",
};

static bool is_missing(const struct import_asset *asset)
{
	return !asset->file && asset->url;
}

void report_not_fetched(struct reporting *r)
{
	const struct import_asset_list *l = &r->show->assets;
	size_t missing = 0;

	for (size_t i = 0; i < l->count; i++) {
		const struct import_asset *asset = l->all[i];

		if (!is_missing(asset) || missing++ >= REPORT_LINES)
			continue;
		if (missing == 1)
			strbuf_adds(r->out,
				    "## Files that could not be fetched\n\nSay the same command "
				    "again later: it fetches what is missing and nothing "
				    "twice. If they stay away, ask the old host while it still "
				    "has them.\n\n");
		strbuf_addf(r->out, "- %s ", asset_words[asset->kind]);
		md_code(r->out, asset->url);
		strbuf_adds(r->out, ": ");
		md_text(r->out, asset->why ? asset->why : "it has not been asked for");
		strbuf_addc(r->out, '\n');
	}
	if (missing > REPORT_LINES) {
		strbuf_adds(r->out, "- ");
		add_rest(r->out, missing - REPORT_LINES);
		strbuf_addc(r->out, '\n');
	}
	if (missing)
		strbuf_addc(r->out, '\n');
}

/* --- the table of all -------------------------------------------------------------------- */

static void add_row(struct strbuf *out, const struct import_note *n)
{
	strbuf_adds(out, kinds[n->kind].word);
	strbuf_addc(out, '\t');
	tsv_put(out, n->field);
	strbuf_addc(out, '\t');
	if (n->line)
		strbuf_addf(out, "%u", n->line);
	strbuf_addc(out, '\t');
	tsv_put(out, n->episode ? n->episode->folder : NULL);
	strbuf_addc(out, '\t');
	tsv_put(out, n->episode ? n->episode->from->title : NULL);
	strbuf_addc(out, '\t');
	tsv_put(out, n->text);
	strbuf_addc(out, '\n');
}

void report_notes_table(const struct import_show *show, struct strbuf *out)
{
	strbuf_adds(out, "what\tfield\tline\tfolder\tepisode\ttext\n");
	for (size_t i = 0; i < show->note_count; i++)
		add_row(out, &show->notes[i]);
	for (size_t i = 0; i < show->assets.count; i++) {
		const struct import_asset *asset = show->assets.all[i];

		if (!is_missing(asset))
			continue;
		strbuf_addf(out, "not fetched\t%s\t\t\t\t", asset_words[asset->kind]);
		tsv_put(out, asset->url);
		strbuf_adds(out, ": ");
		tsv_put(out, asset->why);
		strbuf_addc(out, '\n');
	}
}
