/*
 * Is what is online still what was published? What that is, says the youngest of: the note that
 * lies beside the site on the web, this computer's copies of the notes at its targets, and, in a
 * clone that has neither, the ledger.
 */
#include "verify_online.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "environment.h"
#include "live_check.h"
#include "model/ledger.h"
#include "model/publishing.h"
#include "opt.h"
#include "publish/fetch.h"
#include "publish/online.h"
#include "read/publishing.h"
#include "read/read.h"
#include "report.h"

#define NOTE_BYTES ((size_t)256 << 20)

struct online {
	const struct online_request *request;
	const char *content; /* NULL: none */
	const char *cache;   /* NULL: nothing is remembered */
	const char *address;
	struct site *site;                   /* or NULL */
	const struct publishing *publishing; /* or NULL */
	struct online_note note;
	struct arena arena;
	struct diag diag;
};

/* --- what was published --------------------------------------------------------------------- */

static bool read_note(struct online *n, const char *path, struct online_note *note)
{
	char *text;
	size_t len;

	return file_read(path, NOTE_BYTES, &text, &len, &n->arena) &&
	       !online_note_read(text, len, note, &n->arena);
}

/* The copies that this computer's last publication left, joined. */
static struct online_note copies(struct online *n, bool recordings_only)
{
	struct online_note all = { 0 }, one;
	const struct target *t = n->publishing ? n->publishing->targets.items : NULL;

	for (size_t i = 0; t && n->cache && i < n->publishing->targets.count; i++) {
		const char *path =
			arena_printf(&n->arena, "%s/publish/%s/manifest", n->cache, t[i].name);

		if ((!recordings_only || strcmp(t[i].takes, "audio") == 0) &&
		    read_note(n, path, &one))
			all = online_note_join(&all, &one, &n->arena);
	}
	return all;
}

/* The note beside the site; hosts that take only some endings have it under another name. */
static struct online_note fetch_note(struct online *n)
{
	static const char *const endings[] = { "", ".json", ".txt" };
	STRBUF_SCOPED struct strbuf body = STRBUF_INIT(NOTE_BYTES);
	struct online_note note = { 0 };
	struct fetched about;
	struct diag unsaid; /* that it is not there is no fault */

	diag_init(&unsaid, &n->arena);
	for (size_t i = 0; i < COUNT(endings); i++) {
		const char *url =
			arena_printf(&n->arena, "%s" ONLINE_NOTE "%s", n->address, endings[i]);

		if (fetch_url(url, &body, &about, &n->arena, &unsaid) &&
		    !online_note_read(body.data, body.len, &note, &n->arena))
			break;
		if (!about.status)
			break; /* nobody answers */
	}
	return note;
}

static const char *type_of(const char *path)
{
	static const struct {
		const char *ending, *type;
	} types[] = {
		{ ".html", "text/html" },
		{ ".xml", "application/rss+xml" },
		{ ".atom", "application/atom+xml" },
		{ ".mp3", "audio/mpeg" },
		{ ".m4a", "audio/mp4" },
		{ ".opus", "audio/ogg" },
		{ ".ogg", "audio/ogg" },
	};

	for (size_t i = 0; i < COUNT(types); i++) {
		if (text_ends(path, types[i].ending))
			return types[i].type;
	}
	return NULL;
}

/* A file of which only the name is known. */
static void add_name(struct online *n, const char *path, size_t *room)
{
	struct output_tree *t = &n->note.tree;
	const char *type = path ? type_of(path) : NULL;

	if (!type)
		return;
	t->files = arena_grow(&n->arena, t->files, t->count, room, sizeof(*t->files));
	t->files[t->count++] = (struct output_file){
		.path = path,
		.type = type,
		.size = -1,
		.group = text_starts(type, "audio/") ? OUTPUT_MEDIA
			 : text_ends(type, "+xml")   ? OUTPUT_FEED
						     : OUTPUT_PAGE,
	};
}

static void take_ledger(struct online *n)
{
	struct diag unsaid;
	size_t room = 0;

	diag_init(&unsaid, &n->arena);
	const struct ledger *l = n->content ? read_ledger(n->content, &n->arena, &unsaid) : NULL;
	for (size_t i = 0; l && i < l->count; i++) {
		const struct ledger_row *row = &l->rows[i];

		if (row->kind == LEDGER_SITE || row->kind == LEDGER_MOVED ||
		    row->kind == LEDGER_WITHDRAWN)
			continue;
		add_name(n, row->permalink, &room);
		add_name(n, row->audio, &room);
		if (row->kind == LEDGER_SHOW)
			add_name(n, ledger_show_feed(row->permalink, &n->arena), &room);
	}
}

static bool find_note(struct online *n)
{
	struct online_note here = copies(n, false), there = fetch_note(n);

	n->note = here;
	if (there.tree.count && there.time >= here.time) {
		const struct online_note recordings = copies(n, true);

		n->note = online_note_join(&there, &recordings, &n->arena);
	}
	if (!n->note.tree.count)
		take_ledger(n);
	if (!n->note.tree.count)
		diag_report(&n->diag, DIAG_NOTHING_ONLINE, span_path(n->address, &n->arena),
			    "nothing here or there says what was published at this address");
	return n->note.tree.count > 0;
}

/* --- where -------------------------------------------------------------------------------------
 */

/* What is wrong with the content is not asked here. */
static void read_settings(struct online *n)
{
	struct diag unsaid;
	const struct online_request *r = n->request;

	diag_init(&unsaid, &n->arena);
	n->content = r->content ? r->content : environment_content_here(&n->arena);
	if (n->content) {
		n->site = read_site(n->content, r->now, &n->arena, &unsaid);
		n->publishing = read_publishing(n->content, &n->arena, &unsaid);
	}
	if (n->content || r->cache)
		n->cache =
			r->cache ? r->cache : environment_beside(n->content, ".blether", &n->arena);
	n->address = r->address ? r->address : n->site ? n->site->address : NULL;
	if (n->address && !text_ends(n->address, "/"))
		n->address = arena_printf(&n->arena, "%s/", n->address);
}

/* Certificates that a target of ours is to be believed by are good for readers of it, too. */
static const char *ca_of(struct online *n)
{
	const struct target *t = n->publishing ? n->publishing->targets.items : NULL;

	for (size_t i = 0; t && i < n->publishing->targets.count; i++) {
		if (t[i].ca)
			return *t[i].ca == '/' ? t[i].ca
					       : path_join(n->content, t[i].ca, &n->arena);
	}
	return NULL;
}

/* --- the answer
 * ----------------------------------------------------------------------------------- */

static void print(struct online *n, const struct live_report *report)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(NOTE_BYTES);
	struct json j = JSON_INIT_PRETTY(&out);

	if (n->request->json) {
		json_open(&j, NULL, '{');
		json_text(&j, "address", n->address);
		json_int(&j, "release", n->note.release);
		live_check_write_json(report, &j);
		diag_write_json(&n->diag, "messages", &j);
		json_close(&j, '}');
		strbuf_addc(&out, '\n');
		fwrite(out.data, 1, out.len, stdout);
		return;
	}
	diag_print(&n->diag, stdout, environment_colour(stdout));
	if (report->count)
		live_check_sum_up(report);
}

static int look(struct online *n)
{
	const struct online_request *r = n->request;
	struct live_options o = { .address = n->address,
				  .tree = &n->note.tree,
				  .scope = r->all ? LIVE_ALL : LIVE_SAMPLE,
				  .ca = ca_of(n),
				  .now = r->now,
				  .patience = &live_on_schedule };
	struct live_report report = { 0 };

	if (!r->address) {
		o.url_of = live_check_place;
		o.url_arg = n->site;
	}
	if (n->publishing)
		live_check_remedies(&o, n->publishing);
	if (find_note(n)) {
		const char *history =
			n->cache ? path_join(n->cache, "online.tsv", &n->arena) : NULL;

		report = live_check_show(&o, history, r->quiet || r->json || !isatty(STDERR_FILENO),
					 &n->arena, &n->diag);
	}
	if (!r->quiet)
		print(n, &report);
	return report.count ? STATUS_CONTENT : report_status(&n->diag);
}

int verify_online(const struct online_request *r)
{
	struct online n = { .request = r };
	int status = STATUS_USAGE;

	diag_init(&n.diag, &n.arena);
	read_settings(&n);
	if (n.address && fetch_is_url(n.address))
		status = look(&n);
	else
		fputs("error: what is online is found by its address: say it, or run this in the "
		      "content folder of the site\n",
		      stderr);
	arena_free(&n.arena);
	return status;
}
