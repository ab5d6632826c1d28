#include "withdraw_person.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "consent_line.h"
#include "identity.h"
#include "model/consent.h"
#include "model/mention.h"
#include "opt.h"

struct leaving {
	struct identity *id;
	const char *person; /* their id in the consent file */
	const char *name;   /* as they were named */
	const char *file;   /* in people/; NULL: none */
	bool is_known;
	size_t taken; /* episodes */
	size_t kept;  /* episodes of shows that name them, which have no list of their own */
	struct arena *arena;
};

/* --- where they are ------------------------------------------------------------ */

static bool is_in_list(struct leaving *l, const struct list *people)
{
	const struct person *all = people->items;

	for (size_t i = 0; i < people->count; i++) {
		if (!all[i].id || strcmp(all[i].id, l->person) != 0)
			continue;
		l->is_known = true;
		l->name = all[i].name;
		return true;
	}
	return false;
}

static bool speaks(struct leaving *l, const struct transcript *t)
{
	const char *last = NULL;

	for (size_t i = 0; i < t->count; i++) {
		const char *name = t->cues[i].speaker;

		if (!name || (last && strcmp(last, name) == 0))
			continue;
		last = name;
		if ((l->name && strcmp(l->name, name) == 0) ||
		    strcmp(consent_id(name, l->arena), l->person) == 0)
			return true;
	}
	return false;
}

/* In its transcript, or that of a translation. */
static bool is_heard(struct leaving *l, const struct episode *e)
{
	const struct versions *v = e->item.versions;
	bool heard = speaks(l, &e->transcript);

	for (size_t i = 1; v && i < v->count && !heard; i++)
		heard = speaks(l, &((const struct episode *)v->items[i])->transcript);
	return heard;
}

/* In a list of people of the network: of a meeting, a session, a story. */
static void find_in_network(struct leaving *l)
{
	size_t count;
	const struct mention *all = site_mentions(l->id->site, &count, l->arena);

	for (size_t i = 0; i < count; i++)
		is_in_list(l, all[i].people);
}

static const struct profile *find_profile(const struct leaving *l, const char *name)
{
	const struct site *site = l->id->site;
	const char *id = consent_id(name, l->arena);

	for (size_t i = 0; i < site->profile_count; i++) {
		if (strcmp(site->profiles[i]->item.slug, id) == 0)
			return site->profiles[i];
	}
	for (size_t i = 0; i < site->profile_count; i++) {
		const char *full = site->profiles[i]->name;

		if (full && strcmp(consent_id(full, l->arena), id) == 0)
			return site->profiles[i];
	}
	return NULL;
}

/* Looks through everything; whether somebody of that id is anywhere. */
static bool find_person(struct leaving *l, const char *name)
{
	const struct site *site = l->id->site;
	const struct profile *file = find_profile(l, name);

	l->person = file ? file->item.slug : consent_id(name, l->arena);
	l->is_known = file;
	for (size_t i = 0; i < site->show_count; i++) {
		const struct show *show = site->shows[i];

		is_in_list(l, &show->people);
		for (size_t k = 0; k < show_all_count(show); k++) {
			if (is_in_list(l, &show_any(show, k)->people) ||
			    is_heard(l, show_any(show, k)))
				l->is_known = true;
		}
	}
	find_in_network(l);
	for (size_t i = 0; i < site->consents->count; i++)
		l->is_known = l->is_known || strcmp(site->consents->rows[i].id, l->person) == 0;
	if (file && file->name)
		l->name = file->name;
	l->file = file ? file->item.src->path : NULL;
	if (!l->name)
		l->name = name;
	return l->is_known;
}

static int tell_none(const struct leaving *l, const char *name)
{
	const struct site *site = l->id->site;
	const char **slugs = arena_array(l->arena, site->profile_count + site->consents->count + 1,
					 sizeof(char *));
	size_t n = 0;

	for (size_t i = 0; i < site->profile_count; i++)
		slugs[n++] = site->profiles[i]->item.slug;
	for (size_t i = 0; i < site->consents->count; i++)
		slugs[n++] = site->consents->rows[i].id;
	const char *near = text_nearest(l->person, slugs);

	return identity_refuse("nobody called '%s' is in people/, in a list of people, in a "
			       "transcript or in %s; %s%s%s",
			       name, CONSENT_FILE, near ? "did you mean '" : "",
			       near ? near : "'blether consent' lists everybody", near ? "'?" : "");
}

/* --- what is changed ------------------------------------------------------------- */

static bool machine_failed(struct identity *id, const char *what, const char *path)
{
	diag_report_errno(&id->diag, DIAG_CANNOT_WRITE, what, path);
	return false;
}

static bool write_consents(struct identity *id, const char *path, const struct strbuf *text,
			   bool is_there)
{
	if (id->dry_run)
		return true;
	if (is_there ? file_replace(path, text->data, text->len)
		     : file_mkdirs(path_dir(path, &id->arena)) &&
			       file_create_private(path, text->data, text->len))
		return true;
	return machine_failed(id, "cannot write the file", path);
}

static bool withdraw_consent(struct leaving *l)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(2 * LIMIT_SOURCE_BYTES);
	struct identity *id = l->id;
	const char *path = path_join(id->content, CONSENT_FILE, l->arena);
	const char *day = date_day(id->site->now, l->arena);
	bool is_there = access(path, F_OK) == 0;
	char *text = arena_strdup(l->arena, "");
	size_t len = 0;

	if (is_there && !file_read(path, LIMIT_SOURCE_BYTES, &text, &len, l->arena))
		return machine_failed(id, "cannot read the file", path);
	if (id->site->consents->is_faulty ||
	    !consent_line_withdraw(text, len, l->person, day, &out)) {
		identity_refuse("'%s' cannot be understood; 'blether check' says what is wrong "
				"with it. Mend it, and say this command again",
				path);
		return false;
	}
	if (out.len == len && memcmp(out.data, text, len) == 0)
		identity_say(id, "%s: the consent of '%s' is withdrawn already", path, l->person);
	else
		identity_say(id, "%s: '%s' took their consent back on %s", path, l->person, day);
	return write_consents(id, path, &out, is_there);
}

/* `jean` is in `a-walk-with-jean`, and not in `jeans`. */
static bool has_words(const char *slug, const char *words)
{
	size_t len = strlen(words);

	for (const char *at = slug; (at = strstr(at, words)); at++) {
		bool begins = at == slug || at[-1] == '-';

		if (begins && (!at[len] || at[len] == '-'))
			return true;
	}
	return false;
}

static bool withdraw_episode(struct leaving *l, const struct episode *e)
{
	struct identity *id = l->id;
	const struct target t = { .item = e->guid ? ledger_item_by_guid(&id->items, e->guid) : NULL,
				  .row = e->guid ? ledger_by_guid(id->ledger, e->guid) : NULL };

	if (episode_is_withdrawn(e) && (!t.row || t.row->kind == LEDGER_WITHDRAWN))
		return true;
	l->taken++;
	if (!t.item) {
		identity_refuse("'%s' has no guid; 'blether check' tells which, and then say this "
				"again",
				e->item.src->path);
		return false;
	}
	if (!identity_take_back(id, &t))
		return false;
	if (t.row && has_words(e->item.slug, l->person))
		identity_say(id,
			     "the notice stays at '%s', an address with their name in it; if that "
			     "must go too, delete the folder and its line in %s, and say 'blether "
			     "build --allow-deletions'",
			     e->item.path, LEDGER_NAME);
	return true;
}

static bool withdraw_from_show(struct leaving *l, const struct show *show)
{
	bool in_show = is_in_list(l, &show->people);
	size_t kept = 0;

	for (size_t i = 0; i < show_all_count(show); i++) {
		const struct episode *e = show_any(show, i);
		bool is_in = is_in_list(l, &e->people) || is_heard(l, e);

		if (is_in && episode_is_draft(e))
			identity_say(l->id, "%s is a draft and stays; take them out of it",
				     e->item.src->path);
		else if (is_in && !withdraw_episode(l, e))
			return false;
		kept += !is_in && !e->people.count && !episode_is_withdrawn(e);
	}
	if (in_show)
		identity_say(l->id, "%s: they are left out of the list of people from now on",
			     show->item.src->path);
	l->kept += in_show ? kept : 0;
	return true;
}

/*
 * Pages of the network stay without them; what is told of them there, in a text, somebody has to
 * read. A story is theirs: whether it may stay is theirs to say.
 */
static void withdraw_from_network(struct leaving *l)
{
	size_t count;
	const struct mention *all = site_mentions(l->id->site, &count, l->arena);

	for (size_t i = 0; i < count; i++) {
		const struct item *item = all[i].item;

		if (!is_in_list(l, all[i].people))
			continue;
		identity_say(l->id, "%s: they are left out of '%s' from now on", item->src->path,
			     all[i].field->key);
		if (item->kind == &kind_story)
			identity_say(l->id,
				     "%s is their story; ask them whether it may stay without "
				     "their name, and else delete it",
				     item->src->path);
	}
}

/* --- what is said ----------------------------------------------------------------- */

static void tell_rest(const struct leaving *l)
{
	if (l->kept)
		printf("%zu episode%s no list of people and no transcript that names them; listen "
		       "whether they can be heard, and take such a one back with 'blether withdraw "
		       "episode NAME'\n",
		       l->kept, l->kept == 1 ? " has" : "s have");
	printf("Now:\n"
	       "  1. blether build, and publish; it tells if their name stands anywhere else\n"
	       "  2. delete the recordings and transcripts themselves, and their copies; a "
	       "repository keeps what was\n"
	       "     in it, until its history is written anew\n");
	printf("  3. %s%s%s; keep the row in %s, so that nobody names them again\n",
	       l->file ? "delete " : "take them out of the lists of people", l->file ? l->file : "",
	       l->file ? " and their entries in lists of people" : "", CONSENT_FILE);
	printf("  4. ask the Internet Archive (web.archive.org) and search engines to remove their "
	       "copies of the pages\n"
	       "Who has downloaded an episode keeps it, and podcast apps may play their copy for "
	       "some time. Tell the\n"
	       "person so.\n");
}

static int take_back(struct leaving *l, const char *name)
{
	const struct site *site = l->id->site;

	if (!find_person(l, name))
		return tell_none(l, name);
	if (!withdraw_consent(l))
		return STATUS_USAGE;
	for (size_t i = 0; i < site->show_count; i++) {
		if (!withdraw_from_show(l, site->shows[i]))
			return STATUS_USAGE;
	}
	withdraw_from_network(l);
	identity_take_back_feeds(l->id);
	if (!l->taken)
		identity_say(l->id, "no episode has to be taken back");
	return STATUS_GOOD;
}

int withdraw_person(const struct identity_opts *o, const char *name)
{
	struct identity_opts shown = *o;
	struct identity id;

	shown.dry_run = o->dry_run || !o->yes;
	int status = identity_open(&id, &shown);
	struct leaving l = { .id = &id, .arena = &id.arena };

	if (status == STATUS_GOOD) {
		status = take_back(&l, name);
		if (status == STATUS_GOOD || !diag_ok(&id.diag))
			status = identity_save(&id);
	}
	if (status == STATUS_GOOD && !shown.dry_run)
		tell_rest(&l);
	if (status == STATUS_GOOD && !o->yes && !o->dry_run)
		status = identity_refuse("nothing was changed yet; if that is meant, say 'blether "
					 "withdraw person %s --yes'",
					 l.person);
	identity_close(&id);
	return status;
}
