#include <string.h>

#include "report.h"

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "import/show.h"
#include "model/ledger.h"
#include "model/site.h"
#include "plain_words.h"

/* --- what came over --------------------------------------------------------------------- */

/* Files of one kind. */
struct fetched {
	size_t asked, have;
	int64_t bytes;
	double seconds;
};

static struct fetched count_assets(const struct import_show *show, enum import_asset_kind kind)
{
	struct fetched f = { 0 };

	for (size_t i = 0; i < show->assets.count; i++) {
		const struct import_asset *asset = show->assets.all[i];

		if (asset->kind != kind || !asset->url)
			continue;
		f.asked++;
		if (!asset->file)
			continue;
		f.have++;
		f.bytes += asset->bytes;
		f.seconds += asset->seconds;
	}
	return f;
}

static void add_assets(struct reporting *r, enum import_asset_kind kind, const char *one,
		       const char *many)
{
	const struct fetched f = count_assets(r->show, kind);
	struct strbuf *out = r->out;

	if (!f.asked)
		return;
	strbuf_adds(out, "- ");
	if (f.have < f.asked) {
		md_number(out, f.have);
		strbuf_adds(out, " of ");
	}
	md_count(out, f.asked, one, many);
	if (f.have) {
		strbuf_adds(out, ", ");
		md_bytes(out, f.bytes);
	}
	if (f.seconds > 0) {
		strbuf_adds(out, ", ");
		md_time(out, f.seconds);
	}
	strbuf_addc(out, '\n');
}

static size_t count_lines(const char *const *lines)
{
	size_t n = 0;

	while (lines && lines[n])
		n++;
	return n;
}

static void add_episodes(struct reporting *r)
{
	const struct import_outcome *o = r->outcome;
	const size_t gone = count_lines(o->gone);
	struct strbuf *out = r->out;

	strbuf_adds(out, "- ");
	md_count(out, r->show->count, "episode", "episodes");
	strbuf_adds(out, " in the feed: ");
	md_number(out, o->added);
	strbuf_adds(out, " new here, ");
	md_number(out, o->changed);
	strbuf_adds(out, " brought up to date, ");
	md_number(out, o->unchanged);
	strbuf_adds(out, " as they were\n");
	if (gone) {
		strbuf_adds(out, "- ");
		md_count(out, gone, "episode", "episodes");
		strbuf_adds(out, " of the site that the feed has no more: they stay\n");
	}
}

static void report_numbers(struct reporting *r)
{
	strbuf_adds(r->out, "## What came over\n\n");
	add_episodes(r);
	add_assets(r, ASSET_AUDIO, "recording", "recordings");
	add_assets(r, ASSET_COVER, "cover", "covers");
	add_assets(r, ASSET_CHAPTERS, "file of chapters", "files of chapters");
	add_assets(r, ASSET_TRANSCRIPT, "transcript", "transcripts");
	add_assets(r, ASSET_PICTURE, "picture", "pictures");
	strbuf_addc(r->out, '\n');
}

static void report_start(struct reporting *r)
{
	struct strbuf *out = r->out;

	strbuf_adds(out, "# ");
	md_text(out, r->show->from->title);
	strbuf_adds(out,
		    ": what came over, and what to do\n\n`blether import` wrote this page on ");
	strbuf_adds(out, date_words(r->outcome->day, r->arena));
	strbuf_adds(out, ", from ");
	md_code(out, r->outcome->from);
	strbuf_adds(out,
		    r->is_published
			    ? ". What is new is not published yet: `blether publish` does that."
			    : ". Nothing of it is published: it is on this computer only.");
	strbuf_adds(out, " Once you have done what it says, you may delete this page. Lines that "
			 "it names are "
			 "those of the feed, or of the file, that was imported.\n\n");
}

/* --- who is named, what was edited, what is gone ---------------------------------------- */

static void add_lines(struct reporting *r, const char *const *lines)
{
	const size_t n = count_lines(lines);

	for (size_t i = 0; i < n; i++) {
		strbuf_adds(r->out, "- ");
		md_text(r->out, lines[i]);
		strbuf_addc(r->out, '\n');
	}
	strbuf_addc(r->out, '\n');
}

static void report_people(struct reporting *r)
{
	const size_t n = count_lines(r->show->people);

	if (!n)
		return;
	strbuf_adds(r->out, "## Who is named\n\n");
	md_count(r->out, n, "person is", "people are");
	strbuf_adds(r->out,
		    " named in this show. blether publishes no name without consent: ask them "
		    "whether they may be named *here*. `blether consent` shows who has not agreed "
		    "yet, and the row to write into `private/consent.csv` for each. If all of "
		    "them have, say the import again with `--people-agreed` behind it: it writes "
		    "the rows. Who cannot be asked, or says no, is taken out of `people:` in the "
		    "`episode.md`, or in `show.yaml`.\n\n");
	add_lines(r, r->show->people);
}

static void report_conflicts(struct reporting *r)
{
	if (!count_lines(r->outcome->conflicts))
		return;
	strbuf_adds(r->out, "## What you have changed, and the feed too\n\nWhat you wrote was "
			    "left as it is. Look which of the two is right.\n\n");
	add_lines(r, r->outcome->conflicts);
}

static void report_gone(struct reporting *r)
{
	if (!count_lines(r->outcome->gone))
		return;
	strbuf_adds(r->out, "## Episodes that the feed has no more\n\nThey stay here. Many feeds "
			    "have the newest episodes only; if one was taken back, "
			    "`blether withdraw` takes it back here.\n\n");
	add_lines(r, r->outcome->gone);
}

/* --- the whole -------------------------------------------------------------------------- */

static const char *old_feed(const struct import_moves *moves)
{
	for (size_t i = 0; i < moves->count; i++) {
		if (moves->all[i].kind == MOVE_FEED)
			return moves->all[i].from;
	}
	return NULL;
}

/* The show in the list of what has been published; NULL: it has not been. */
static const struct ledger_row *published(const struct import_show *show,
					  const struct import_outcome *o, struct arena *a)
{
	const struct ledger_row *row =
		o->site ? ledger_at(o->site->ledger, show_page_path(show->slug, a)) : NULL;

	return row && row->kind == LEDGER_SHOW ? row : NULL;
}

static struct reporting begin(const struct import_show *show, const struct import_outcome *o,
			      struct strbuf *text, struct arena *a)
{
	const struct site site = { .address = show->address ? show->address : "" };
	const struct import_moves moves = import_moves(show, o->site, a);
	const struct ledger_row *out_since = published(show, o, a);

	return (struct reporting){ .show = show,
				   .outcome = o,
				   .moves = moves,
				   .day = out_since ? out_since->first : o->day,
				   .is_published = out_since != NULL,
				   .feed = site_url(&site, show_feed_path(show->slug, a), a),
				   .old_feed = old_feed(&moves),
				   .out = text,
				   .arena = a };
}

static void write_report(struct reporting *r)
{
	report_start(r);
	report_numbers(r);
	report_steps(r);
	report_people(r);
	report_not_fetched(r);
	report_conflicts(r);
	report_gone(r);
	report_notes(r);
	report_redirects(r);
	report_directories(r);
	while (r->out->len > 1 && strcmp(r->out->data + r->out->len - 2, "\n\n") == 0)
		r->out->data[--r->out->len] = '\0';
}

void import_report(const struct import_show *show, const struct import_outcome *outcome,
		   struct strbuf *out)
{
	struct arena a = { 0 };
	struct reporting r = begin(show, outcome, out, &a);

	write_report(&r);
	arena_free(&a);
}

static void add_file(struct import_files *f, const char *path, const struct strbuf *text,
		     struct arena *a)
{
	f->all = arena_grow(a, f->all, f->count, &f->room, sizeof(*f->all));
	f->all[f->count++] =
		(struct import_file){ path, arena_strndup(a, text->data, text->len), text->len };
}

struct import_files import_report_files(const struct import_show *show,
					const struct import_outcome *outcome, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_IMPORT_REPORT);
	struct reporting r = begin(show, outcome, &out, a);
	const struct import_files redirects = import_redirect_files(&r.moves, a);
	struct import_files files = { 0 };

	write_report(&r);
	add_file(&files, IMPORT_REPORT, &out, a);
	strbuf_clear(&out);
	report_notes_table(show, &out);
	add_file(&files, IMPORT_NOTES, &out, a);
	for (size_t i = 0; i < redirects.count; i++) {
		files.all = arena_grow(a, files.all, files.count, &files.room, sizeof(*files.all));
		files.all[files.count++] = redirects.all[i];
	}
	return files;
}
