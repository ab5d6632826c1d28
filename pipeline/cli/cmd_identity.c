/*
 * rename, replace, redate, withdraw, move: what may happen to something that was
 * published, when it is meant. Each has a function here; all else they share.
 */
#include <stdio.h>
#include <string.h>

#include "base/path.h"
#include "base/text.h"
#include "commands.h"
#include "identity.h"
#include "model/address.h"
#include "model/collect.h"
#include "withdraw_person.h"

static const struct opt identity_options[] = {
	OPT_STRING(struct identity_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct identity_opts, now, 0, "now", "TIME", "what counts as the present"),
	OPT_FLAG(struct identity_opts, dry_run, 'n', "dry-run",
		 "say what would be done, and change nothing"),
	OPT_END,
};

typedef int action(struct identity *id, int argc, char **argv);

static int identity_run(const void *opts, int argc, char **argv, action *act)
{
	struct identity id;
	int status = identity_open(&id, opts);

	if (status == STATUS_GOOD)
		status = identity_published(&id);
	if (status == STATUS_GOOD) {
		status = act(&id, argc, argv);
		/* A failure of the machine is told by what is reported, wherever it happened. */
		if (status == STATUS_GOOD || !diag_ok(&id.diag))
			status = identity_save(&id);
	}
	identity_close(&id);
	return status;
}

static int never_published(const char *name)
{
	return identity_refuse("'%s' has not been published, so it can be changed freely", name);
}

/* Withdrawn, and not about to be published again. */
static bool is_withdrawn(const struct target *t)
{
	return t->row->kind == LEDGER_WITHDRAWN && !(t->item && ledger_item_is_meant(t->item));
}

static int no_longer(const struct ledger_row *row)
{
	return identity_refuse("'%s' has been withdrawn; to publish it again, delete the line "
			       "'status: withdrawn' and build",
			       row->permalink);
}

/* --- rename ------------------------------------------------------------------- */

struct renaming {
	struct identity *id;
	struct target target;
	const char *slug;      /* the new one */
	const char *permalink; /* the new one */
};

/* The row of what comes back says no more than that it was withdrawn. */
static enum ledger_kind kind_of(const struct renaming *r)
{
	return r->target.item ? r->target.item->kind : r->target.row->kind;
}

/* `01-` of the folder or file stays in front of the new slug. */
static const char *new_place(const struct renaming *r)
{
	struct arena *a = &r->id->arena;
	const char *old = ledger_item_place(r->target.item, a), *base = path_base(old);
	size_t digits = strspn(base, "0123456789");
	int number = digits && base[digits] == '-' && base[digits + 1] ? (int)digits + 1 : 0;
	const char *suffix =
		r->target.item->kind == LEDGER_PAGE || r->target.item->kind == LEDGER_AREA ? ".md"
											   : "";

	return path_join(path_dir(old, a),
			 arena_printf(a, "%.*s%s%s", number, base, r->slug, suffix), a);
}

/* In the same folder of the output as before. */
static const char *new_permalink(const struct renaming *r)
{
	struct arena *a = &r->id->arena;
	const struct ledger_item *item = r->target.item;
	const char *dir = path_dir(item ? item->permalink : r->target.row->permalink, a);

	if (kind_of(r) == LEDGER_SHOW)
		return arena_printf(a, "%s/%s/index.html", path_dir(dir, a), r->slug);
	return arena_printf(a, "%s/%s.html", dir, r->slug);
}

/* A redirect to an item. Rows stay where they are until the ledger is written. */
static void add_moved(struct identity *id, const char *guid, const char *slug,
		      const char *permalink)
{
	const struct ledger_row moved = { .kind = LEDGER_MOVED,
					  .guid = guid,
					  .slug = slug,
					  .permalink = permalink,
					  .changed = id->site->now };

	ledger_add(id->ledger, &moved, &id->arena);
}

/* One row to its new place, with a redirect at the old one. */
static void move_row(struct identity *id, struct ledger_row *row, const char *permalink,
		     const char *slug)
{
	const struct ledger_row was = *row;

	row->permalink = permalink;
	row->slug = slug;
	row->changed = id->site->now;
	add_moved(id, was.guid, was.slug, was.permalink);
}

/* What lies in the folder of a show goes with it: its episodes, and its feed. */
static void move_show(struct renaming *r, const struct ledger_row *show)
{
	struct ledger *l = r->id->ledger;
	struct arena *a = &r->id->arena;
	const char *from = path_dir(show->permalink, a), *to = path_dir(r->permalink, a);

	for (size_t i = 0, count = l->count; i < count; i++) {
		if (l->rows[i].kind == LEDGER_EPISODE &&
		    strcmp(path_dir(l->rows[i].permalink, a), from) == 0)
			move_row(r->id, &l->rows[i],
				 path_join(to, path_base(l->rows[i].permalink), a),
				 l->rows[i].slug);
	}
	add_moved(r->id, show->guid, show->slug, ledger_show_feed(show->permalink, a));
}

/* An area's feed has the area's name. Where its row is; the number of rows: nowhere. */
static size_t area_feed(struct identity *id, const struct ledger_row *area)
{
	const char *base = path_base(area->permalink);
	int stem = (int)((size_t)(base - area->permalink) + strcspn(base, "."));
	char *path = arena_printf(&id->arena, "%.*s.xml", stem, area->permalink);
	const struct ledger_row *feed =
		area->kind == LEDGER_AREA ? ledger_at(id->ledger, path) : NULL;

	return feed ? (size_t)(feed - id->ledger->rows) : id->ledger->count;
}

static void move_rows(struct renaming *r)
{
	struct identity *id = r->id;
	const struct ledger_row was = *r->target.row;
	size_t feed = area_feed(id, &was), count = id->ledger->count;

	identity_say(id, "%s leads to %s from now on", was.permalink, r->permalink);
	move_row(id, r->target.row, r->permalink, r->slug);
	if (kind_of(r) == LEDGER_SHOW)
		move_show(r, &was);
	if (feed < count)
		move_row(id, &id->ledger->rows[feed],
			 arena_printf(&id->arena, "areas/%s.xml", r->slug), r->slug);
}

/* Does another one stand where this one is to go? */
static bool is_taken(const struct renaming *r)
{
	const struct ledger_row *there = ledger_at(r->id->ledger, r->permalink);
	const struct ledger_item *now = ledger_item_at(&r->id->items, r->permalink);

	if (there && there != r->target.row)
		return true;
	return now && r->target.item && now != r->target.item;
}

static int refuse_rename(const struct renaming *r, const char *name)
{
	const struct ledger_row *row = r->target.row;

	if (!row)
		return never_published(name);
	if (is_withdrawn(&r->target))
		return no_longer(row);
	if (row->kind == LEDGER_FEED)
		return identity_refuse("'%s' has the name of its area or topic; rename that", name);
	if (!slug_valid(r->slug))
		return identity_refuse("'%s' becomes part of a web address; use small letters, "
				       "digits and '-', such as '%s'",
				       r->slug, slug_make(r->slug, &r->id->arena));
	return STATUS_GOOD;
}

/* Gives the folder or file its new name, unless somebody did so already. */
static bool rename_in_content(struct renaming *r, const char *name)
{
	const struct ledger_item *item = r->target.item;
	const struct ledger_item *by_hand = ledger_item_at(&r->id->items, r->permalink);

	if (!item && !by_hand) {
		identity_refuse("neither '%s' nor '%s' is in the content; put it back under one of "
				"the two names",
				name, r->slug);
		return false;
	}
	if (!item || strcmp(item->slug, r->slug) == 0)
		return true;
	return identity_rename(r->id, ledger_item_place(item, &r->id->arena), new_place(r));
}

static int rename_item(struct identity *id, int argc, char **argv)
{
	struct renaming r = { .id = id, .slug = argv[1] };

	(void)argc;
	if (!identity_find(id, argv[0], &r.target))
		return STATUS_USAGE;
	int status = refuse_rename(&r, argv[0]);
	if (status != STATUS_GOOD)
		return status;
	r.permalink = new_permalink(&r);
	if (strcmp(r.permalink, r.target.row->permalink) == 0 && r.target.item &&
	    strcmp(r.target.item->slug, r.slug) == 0)
		return identity_refuse("'%s' has that name already", argv[0]);
	if (is_taken(&r))
		return identity_refuse("there is a '%s' already; choose another name", r.permalink);
	if (!rename_in_content(&r, argv[0]))
		return STATUS_USAGE;
	const char *old = r.target.row->slug;
	if (strcmp(r.permalink, r.target.row->permalink) != 0)
		move_rows(&r);
	identity_say(id,
		     "its guid stays, so no app shows anything twice; 'blether check' tells if "
		     "other pages name '%s'. Undo: blether rename %s %s",
		     old ? old : argv[0], r.permalink, old ? old : "OLD-NAME");
	return STATUS_GOOD;
}

/* --- replace, redate ------------------------------------------------------------ */

/* The published episode that is meant, in content and ledger. */
static int find_episode(struct identity *id, const char *name, struct target *t)
{
	if (!identity_find(id, name, t))
		return STATUS_USAGE;
	if (!t->row)
		return never_published(name);
	if (is_withdrawn(t))
		return no_longer(t->row);
	if (t->row->kind != LEDGER_EPISODE && !(t->item && t->item->episode))
		return identity_refuse("'%s' is not an episode", name);
	if (!t->item)
		return identity_refuse("'%s' is not in the content any more; put it back first",
				       name);
	return STATUS_GOOD;
}

static int replace_item(struct identity *id, int argc, char **argv)
{
	struct target t;
	int status = find_episode(id, argv[0], &t);

	(void)argc;
	if (status != STATUS_GOOD)
		return status;
	t.row->audio = t.row->recording = NULL;
	t.row->changed = id->site->now;
	identity_say(id,
		     "the next build publishes the recording of '%s' anew, under an address of "
		     "its own",
		     t.item->title);
	identity_say(id, "its guid stays: apps show it once, and who has it keeps what they have. "
			 "Undo: put the old recording back; after a release, say 'blether replace' "
			 "again");
	return STATUS_GOOD;
}

static int redate_item(struct identity *id, int argc, char **argv)
{
	struct target t;
	int status = find_episode(id, argv[0], &t);

	(void)argc;
	if (status != STATUS_GOOD)
		return status;
	if (!t.item->episode->date.set)
		return identity_refuse("'%s' has no date that can be read; write one first",
				       argv[0]);
	if (t.row->kind == LEDGER_EPISODE && t.item->episode->date.utc > id->site->now.utc)
		return identity_refuse("the new date of '%s' is still to come, and until then the "
				       "episode would be gone; to take it back, say 'blether "
				       "withdraw %s'",
				       t.item->title, argv[0]);
	const char *old = t.row->first.set ? date_rfc3339(t.row->first, &id->arena) : "no date";

	t.row->first = t.item->episode->date;
	t.row->changed = id->site->now;
	identity_say(id, "'%s' is published with the date %s instead of %s", t.item->title,
		     date_rfc3339(t.row->first, &id->arena), old);
	identity_say(id, "apps may sort it anew, and many show the old date still. Undo: write the "
			 "old date and say 'blether redate' again");
	return STATUS_GOOD;
}

/* --- withdraw --------------------------------------------------------------------- */

static void take_back(struct identity *id, struct ledger_row *row)
{
	row->kind = LEDGER_WITHDRAWN;
	row->changed = id->site->now;
}

/* What goes with it: the episodes of a show, the feed of an area. */
static void take_back_with(struct identity *id, const struct ledger_row *row)
{
	struct arena *a = &id->arena;
	const char *dir = path_dir(row->permalink, a);
	size_t feed = area_feed(id, row);

	for (size_t i = 0; i < id->ledger->count; i++) {
		struct ledger_row *other = &id->ledger->rows[i];
		bool of_show = row->kind == LEDGER_SHOW && other->kind == LEDGER_EPISODE &&
			       strcmp(path_dir(other->permalink, a), dir) == 0;

		if ((of_show && !ledger_item_by_guid(&id->items, other->guid)) || i == feed)
			take_back(id, other);
	}
}

bool identity_take_back(struct identity *id, const struct target *t)
{
	if (t->item && !identity_set_line(id, t->item->item->src->path, "status", "withdrawn"))
		return false;
	if (t->row) {
		take_back_with(id, t->row);
		take_back(id, t->row);
	}
	identity_say(id, "'%s' is taken back: the next build takes its files away%s",
		     t->row && t->row->title ? t->row->title
		     : t->item               ? t->item->title
					     : "it",
		     t->row && text_ends(t->row->permalink, ".html") ? " and leaves a short notice"
								     : "");
	return true;
}

static bool is_leaving(const struct identity *id, const struct episode *e)
{
	const struct ledger_row *row = e->guid ? ledger_by_guid(id->ledger, e->guid) : NULL;

	return episode_is_withdrawn(e) || (row && row->kind == LEDGER_WITHDRAWN);
}

static bool has_episode_left(const struct identity *id, const char *feed_path)
{
	for (size_t i = 0; i < id->site->collection_count; i++) {
		const struct collection *c = &id->site->collections[i];

		if (!c->feed_path || strcmp(c->feed_path, feed_path) != 0)
			continue;
		for (size_t k = 0; k < c->episode_count; k++) {
			if (!is_leaving(id, c->episodes[k]))
				return true;
		}
	}
	return false;
}

/* The feeds of the areas, or topics, of an episode that leaves. */
static void take_back_empty(struct identity *id, const char *folder, const struct strings *names)
{
	for (size_t i = 0; i < names->count; i++) {
		const char *path = arena_printf(&id->arena, "%s/%s.xml", folder,
						slug_make(names->items[i], &id->arena));
		struct ledger_row *row = ledger_at(id->ledger, path);

		if (!row || row->kind != LEDGER_FEED || has_episode_left(id, path))
			continue;
		take_back(id, row);
		identity_say(id, "the feed '%s' has no episode left, and goes too", path);
	}
}

void identity_take_back_feeds(struct identity *id)
{
	for (size_t i = 0; i < id->site->show_count; i++) {
		const struct show *show = id->site->shows[i];

		for (size_t k = 0; k < show_all_count(show); k++) {
			const struct episode *e = show_any(show, k);

			if (!is_leaving(id, e))
				continue;
			take_back_empty(id, "areas", &e->area_names);
			take_back_empty(id, "topics", &e->topics);
		}
	}
}

static int withdraw_item(struct identity *id, int argc, char **argv)
{
	struct target t;

	(void)argc;
	if (!identity_find(id, argv[0], &t))
		return STATUS_USAGE;
	if (!t.row)
		return never_published(argv[0]);
	if (t.row->kind == LEDGER_WITHDRAWN)
		return no_longer(t.row);
	if (t.item && !t.item->episode)
		return identity_refuse("'%s' is still in the content; delete it there, or the area "
				       "or topic where it is named, and say this again",
				       ledger_item_place(t.item, &id->arena));
	if (!identity_take_back(id, &t))
		return STATUS_USAGE;
	identity_take_back_feeds(id);
	identity_say(id, "who has downloaded it keeps it. Undo: %s",
		     t.item ? "delete the line 'status: withdrawn'" : "put it back and build");
	return STATUS_GOOD;
}

/* --- move --------------------------------------------------------------------------- */

static const char *place_of_audio(const char *address)
{
	return address ? address : "the address of the pages";
}

/* Other addresses of all recordings, by site.yaml or by the operand. */
static int move_audio(struct identity *id, int argc, char **argv)
{
	struct ledger_row *row = ledger_site(id->ledger);
	const char *here = id->site->audio_address, *old = row->audio;
	const char *address = argc ? argv[0] : here;

	if (address && address_fault(address))
		return identity_refuse("'%s' cannot be the address of recordings; expected %s",
				       address, address_fault(address));
	if (old && address ? strcmp(address, old) == 0 : address == old)
		return identity_refuse("the recordings were published at %s already; write the "
				       "new 'audio_address' into site.yaml, or name it here",
				       place_of_audio(old));
	if (address && (!here || strcmp(address, here) != 0) &&
	    !identity_set_line(id, id->site->item.src->path, "audio_address", address))
		return STATUS_USAGE;
	row->audio = address;
	row->changed = id->site->now;
	identity_say(id, "the recordings have moved from %s to %s; every guid stays",
		     place_of_audio(old), place_of_audio(address));
	identity_say(id, "some apps load them again. Leave the old files where they are for a "
			 "month at least, or let that server redirect (HTTP 301)");
	return STATUS_GOOD;
}

static int move_site(struct identity *id, int argc, char **argv)
{
	struct ledger_row *row = ledger_site(id->ledger);
	const char *here = id->site->address ? id->site->address : "";
	const char *address = argc ? argv[0] : here;

	if (!row)
		return identity_refuse("%s has no line of the site; 'blether build --release' "
				       "writes it",
				       LEDGER_NAME);
	if (argc && strcmp(argv[0], "audio") == 0)
		return move_audio(id, argc - 1, argv + 1);
	if (argc > 1)
		return identity_refuse("'%s' is a word too many", argv[1]);
	if (address_fault(address))
		return identity_refuse("'%s' cannot be the site's address; expected %s", address,
				       address_fault(address));
	if (strcmp(address, row->permalink) == 0)
		return identity_refuse("the site was published at '%s' already; write the new "
				       "'address' into site.yaml, or name it here",
				       address);
	if (strcmp(address, here) != 0 &&
	    !identity_set_line(id, id->site->item.src->path, "address", address))
		return STATUS_USAGE;
	const char *old = row->permalink;

	row->permalink = address;
	row->changed = id->site->now;
	add_moved(id, NULL, NULL, old);
	identity_say(id, "the site has moved from %s to %s; every guid stays", old, address);
	identity_say(id,
		     "its feeds tell apps of their new place. Let the old server redirect to it "
		     "(HTTP 301) for a month at least. Undo: blether move %s",
		     old);
	return STATUS_GOOD;
}

/* --- the table ------------------------------------------------------------------------ */

#define IDENTITY_COMMAND(name_, act, operands_, min, max, summary_, details_)                      \
	static int act##_run(const void *opts, int argc, char **argv)                              \
	{                                                                                          \
		return identity_run(opts, argc, argv, act);                                        \
	}                                                                                          \
	const struct command cmd_##name_ = {                                                       \
		.name = #name_,                                                                    \
		.operands = operands_,                                                             \
		.summary = summary_,                                                               \
		.details = details_,                                                               \
		.opts = identity_options,                                                          \
		.opts_size = sizeof(struct identity_opts),                                         \
		.operands_min = min,                                                               \
		.operands_max = max,                                                               \
		.run = act##_run,                                                                  \
	}

IDENTITY_COMMAND(
	rename, rename_item, "ITEM NEW-NAME", 2, 2,
	"Gives something that was published another address, with a redirect at the old one.",
	"ITEM is a folder or file of the content, a path of the site, a slug or a guid. Its "
	"folder or file\n"
	"is renamed, unless that was done by hand already. The guid and the address of the "
	"audio stay, so\n"
	"no app shows or downloads anything twice.");

IDENTITY_COMMAND(replace, replace_item, "ITEM", 1, 1,
		 "Publishes a new recording of an episode, or its audio file anew.",
		 "Put the new recording in place of the old one, then name the episode. The audio "
		 "gets a new address,\n"
		 "as the bytes behind an address never change; the guid stays. It is also how a "
		 "changed title, cover\n"
		 "or list of chapters gets into the audio file of an episode that is out.");

IDENTITY_COMMAND(redate, redate_item, "ITEM", 1, 1,
		 "Accepts the new date of an episode that was published with another one.",
		 "Write the new date into episode.md, then name the episode.");

static const struct opt withdraw_options[] = {
	OPT_STRING(struct identity_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct identity_opts, now, 0, "now", "TIME", "what counts as the present"),
	OPT_FLAG(struct identity_opts, dry_run, 'n', "dry-run",
		 "say what would be done, and change nothing"),
	OPT_FLAG(struct identity_opts, yes, 'y', "yes", "take back a person: do what was shown"),
	OPT_END,
};

/* `withdraw ITEM`, `withdraw episode ITEM` and `withdraw person NAME`. */
static int withdraw_run(const void *opts, int argc, char **argv)
{
	if (argc == 1)
		return identity_run(opts, argc, argv, withdraw_item);
	if (strcmp(argv[0], "episode") == 0)
		return identity_run(opts, argc - 1, argv + 1, withdraw_item);
	if (strcmp(argv[0], "person") == 0)
		return withdraw_person(opts, argv[1]);
	return identity_refuse("'%s' cannot be withdrawn; expected 'episode' or 'person', or one "
			       "ITEM",
			       argv[0]);
}

const struct command cmd_withdraw = {
	.name = "withdraw",
	.operands = "[episode] ITEM | person NAME",
	.summary = "Takes something back that was published, or all that names a person.",
	.details = "An episode gets the line 'status: withdrawn'; its page says no more than that "
		   "it was withdrawn, and\n"
		   "its audio and transcripts leave the site. What is no longer in the content is "
		   "named by its guid or\n"
		   "by the path that it had on the site.\n"
		   "\n"
		   "A person is named by their file in people/, or as pages name them. The day is "
		   "written into\n"
		   "private/consent.csv, every episode in which they are named or heard is "
		   "withdrawn, and nothing names\n"
		   "them any more. What would be done is shown first, and done with --yes.",
	.opts = withdraw_options,
	.opts_size = sizeof(struct identity_opts),
	.operands_min = 1,
	.operands_max = 2,
	.run = withdraw_run,
};

IDENTITY_COMMAND(move, move_site, "[audio] [ADDRESS]", 0, 2,
		 "Accepts the new address of the site, or of its recordings.",
		 "ADDRESS, if there is one, is written into site.yaml. Every guid stays. The feeds "
		 "name their new place\n"
		 "(itunes:new-feed-url), so that apps follow; let the old server redirect to the "
		 "new one as long as you can.\n"
		 "\n"
		 "With 'audio' it is the address of the recordings: 'audio_address' in site.yaml, "
		 "or where that has gone,\n"
		 "the pages'. Nothing tells apps of it but the feed, so leave the old files where "
		 "they are for a while.");
