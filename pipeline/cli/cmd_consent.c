#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "commands.h"
#include "environment.h"
#include "model/consent.h"
#include "model/site.h"
#include "read/read.h"
#include "report.h"

struct consent_opts {
	const char *content, *now;
};

static const struct opt consent_options[] = {
	OPT_STRING(struct consent_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct consent_opts, now, 0, "now", "TIME", "what counts as the present"),
	OPT_END,
};

/* "site feed since 2026-09-01, until 2027-01-01", or what is the matter. */
static const char *agreed(const struct site *site, const char *id, struct arena *a)
{
	const struct consent con = consent_of(site->consents, id, SCOPE_SITE, site->now);
	const struct consent_row *row = con.row;
	const char *until = row && row->until.set ? date_day(row->until, a) : NULL;
	char scopes[64] = "";
	size_t len = 0;

	if (row && row->withdrawn.set)
		return arena_printf(a, "took it back on %s", date_day(row->withdrawn, a));
	if (con.state == CONSENT_UNREADABLE)
		return row ? "their row cannot be read" : "the table cannot be read";
	if (!row)
		return "nothing agreed";
	if (con.state == CONSENT_EXPIRED)
		return arena_printf(a, "agreed until %s, which is over", until);
	for (unsigned i = 0; i < CONSENT_SCOPES; i++) {
		if (row->scopes & 1U << i)
			len += (size_t)snprintf(scopes + len, sizeof(scopes) - len, "%s ",
						consent_words[i]);
	}
	return arena_printf(a, "%ssince %s%s%s", scopes, date_day(row->given, a),
			    until ? ", until " : "", until ? until : "");
}

/* Those who are in no show, on the site; everybody else in the feed too. */
static bool may_be_named(const struct site *site, const struct consent_person *who)
{
	static const enum consent_scope needed[] = { SCOPE_SITE, SCOPE_FEED };

	for (size_t i = 0; i < (who->is_in_feed ? COUNT(needed) : 1); i++) {
		enum consent_state state =
			consent_of(site->consents, who->id, needed[i], site->now).state;

		if (state == CONSENT_NONE || state == CONSENT_EXPIRED)
			return false;
	}
	return true;
}

/* Rows for whoever lacks one, to be written into the file once they have agreed. */
static void print_rows(const struct site *site, const struct consent_person *all, size_t count,
		       struct arena *a)
{
	const struct consents *c = site->consents;
	bool begun = false;

	for (size_t i = 0; i < count; i++) {
		if (all[i].needs_none || may_be_named(site, &all[i]))
			continue;
		if (!begun)
			printf("\nWhen they have agreed, write this into %s:\n",
			       c->src ? c->src->path : CONSENT_FILE);
		if (!begun && !c->src)
			printf("%s\n", c->header);
		begun = true;
		puts(consent_new_row(c, all[i].id, site->now, a));
	}
}

static void print_people(const struct site *site, struct arena *a)
{
	size_t count;
	const struct consent_person *all = consent_people(site, &count, a);

	for (size_t i = 0; i < count; i++)
		printf("%s (%s): %s\n", all[i].name, all[i].id,
		       all[i].needs_none ? "needs no consent" : agreed(site, all[i].id, a));
	if (!count)
		puts("nobody is named in the content");
	print_rows(site, all, count, a);
}

static int consent_run(const void *opts, int argc, char **argv)
{
	const struct consent_opts *o = opts;
	struct arena arena = { 0 };
	const char *content = environment_content(o->content, &arena);
	struct moment now;
	struct diag diag;
	int status = STATUS_USAGE;

	(void)argc;
	(void)argv;
	if (content && environment_now(o->now, &now)) {
		diag_init(&diag, &arena);
		struct site *site = read_site(content, now, &arena, &diag);

		if (site)
			print_people(site, &arena);
		if (site && !site->consents->is_faulty) {
			status = STATUS_GOOD;
		} else {
			report_messages(&diag);
			status = report_status(&diag);
		}
	}
	arena_free(&arena);
	return status;
}

const struct command cmd_consent = {
	.name = "consent",
	.operands = "",
	.summary = "Lists everybody who is named, and what they agreed to.",
	.details = "Reads the lists of people, people/ and private/consent.csv, and changes "
		   "nothing. For whoever has\n"
		   "agreed to nothing it prints the row to be added, once they have.",
	.opts = consent_options,
	.opts_size = sizeof(struct consent_opts),
	.run = consent_run,
};
