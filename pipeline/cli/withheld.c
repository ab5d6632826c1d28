#include "withheld.h"

#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/table.h"
#include "model/consent.h"
#include "model/ledger.h"
#include "model/site.h"
#include "publish/releases.h"
#include "read/read.h"
#include "unwanted.h"
#include "verify/verify.h"

/* What the ledger says now of something that was out when a release was made. */
static const struct ledger_row *row_now(const struct ledger *now, const struct ledger_row *was)
{
	const struct ledger_row *row = was->guid ? ledger_by_guid(now, was->guid) : NULL;

	if (!row)
		row = ledger_at(now, was->permalink);
	return row ? row : ledger_left(now, was->permalink);
}

/* Was it taken back since, or taken out of the ledger altogether? */
static bool is_taken_back(const struct ledger *now, const struct ledger_row *was)
{
	if (was->kind == LEDGER_SITE || was->kind == LEDGER_MOVED || was->kind == LEDGER_WITHDRAWN)
		return false;
	const struct ledger_row *row = row_now(now, was);
	return !row || row->kind == LEDGER_WITHDRAWN;
}

/* What was out when a release was made; NULL: that is not known (any more). */
static const struct ledger *ledger_then(const struct releases *r, long long number, struct arena *a)
{
	const struct ledger *was;
	struct diag unheard;

	diag_init(&unheard, a);
	was = read_ledger(releases_folder(r, number), a, &unheard);
	return was && was->count ? was : NULL;
}

/* The first item that was taken back since; NULL: none was. */
static const struct ledger_row *find_taken_back(const struct site *site, const struct ledger *was)
{
	for (size_t i = 0; i < was->count; i++) {
		if (is_taken_back(site->ledger, &was->rows[i]))
			return &was->rows[i];
	}
	return NULL;
}

bool withheld_check(const struct site *site, const struct releases *r, long long number,
		    const struct output_tree *tree, struct diag *diag)
{
	const struct ledger *was = ledger_then(r, number, diag->arena);
	const struct ledger_row *row = was ? find_taken_back(site, was) : NULL;

	if (!was) {
		diag_report(diag, DIAG_RELEASE_GONE,
			    span_path(releases_folder(r, number), diag->arena),
			    "release %lld cannot be brought back: its copy of published.tsv is "
			    "missing or damaged, so nobody knows whether something in it was "
			    "withdrawn",
			    number);
		return false;
	}
	if (row) {
		diag_report(diag, DIAG_RELEASE_WITHDRAWN, row->at,
			    "release %lld has '%s', which was withdrawn since; it is not published "
			    "again",
			    number, row->title ? row->title : row->permalink);
		return false;
	}
	unwanted_verify(site, tree, diag->arena, diag);
	return diag_ok(diag);
}

/* --- what may not lie around -------------------------------------------------------- */

struct purge {
	const struct site *site;
	const struct consent_names *names;
	struct table seen; /* files in which nobody is named who may not be */
	struct arena arena;
};

static uint64_t key(const struct output_file *file)
{
	return key_of(0, file->sha256, strlen(file->sha256));
}

/* The files of a release that were not looked at yet. */
static struct output_tree unseen(struct purge *p, const struct output_tree *tree)
{
	struct output_tree some = { arena_array(&p->arena, tree->count + 1, sizeof(*some.files)),
				    0 };

	for (size_t i = 0; i < tree->count; i++) {
		if (!(*table_at(&p->seen, key(&tree->files[i])))++)
			some.files[some.count++] = tree->files[i];
	}
	return some;
}

static bool names_somebody(struct purge *p, const struct releases *r, long long number)
{
	const struct absent_names absent = { p->names->withdrawn, p->names->allowed,
					     p->names->withdrawn_count, p->names->allowed_count };
	struct output_tree tree;
	struct diag unheard;

	if (!p->names->withdrawn_count || !releases_tree(r, number, &tree))
		return false;
	const struct output_tree some = unseen(p, &tree);
	diag_init(&unheard, &p->arena);
	verify_absent(&some, &absent, &p->arena, &unheard);
	if (diag_ok(&unheard))
		return false;
	for (size_t i = 0; i < some.count; i++) /* others may have the same ones */
		*table_at(&p->seen, key(&some.files[i])) = 0;
	return true;
}

void withheld_purge(const struct site *site, struct releases *r, const struct output_tree *newest,
		    struct arena *a)
{
	const struct consent_names names = consent_names(site, a);
	struct purge p = { .site = site, .names = &names };

	for (size_t i = 0; i < newest->count; i++)
		*table_at(&p.seen, key(&newest->files[i])) = 1;
	for (size_t i = 0; i + 1 < releases_count(r); i++) {
		const struct release *one = releases_at(r, i);
		const struct ledger *was =
			one->purged ? NULL : ledger_then(r, one->number, &p.arena);

		if (was && (find_taken_back(site, was) || names_somebody(&p, r, one->number)))
			releases_purge(r, one->number);
	}
	table_release(&p.seen);
	arena_free(&p.arena);
}
