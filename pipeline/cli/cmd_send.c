#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "commands.h"
#include "delivery.h"
#include "environment.h"
#include "letter.h"
#include "model/address.h"
#include "publish/mailer.h"
#include "publish/sent.h"
#include "read/sending.h"
#include "report.h"
#include "secret.h"

#define SHOWN_MOST 3 /* addresses that the plan names */

struct send_opts {
	const char *content, *now, *to, *doubtful, *wait;
	bool yes, dry_run;
};

static const struct opt send_options[] = {
	OPT_STRING(struct send_opts, to, 't', "to", "FILE",
		   "the table of subscribers (private/subscribers.csv of the content)"),
	OPT_FLAG(struct send_opts, yes, 'y', "yes", "send; else it is only told what would be"),
	OPT_FLAG(struct send_opts, dry_run, 'n', "dry-run",
		 "only tell what would be done, even beside --yes"),
	OPT_CHOICE(struct send_opts, doubtful, 0, "doubtful", "skip|send",
		   "what to do where nobody knows whether a letter has arrived"),
	OPT_STRING(struct send_opts, wait, 0, "wait", "SECONDS",
		   "how long to wait for those that a server puts off (60); it is done twice"),
	OPT_STRING(struct send_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct send_opts, now, 0, "now", "TIME", "what counts as the present"),
	OPT_END,
};

/* Letters leave only where nothing says that this is a rehearsal. */
static bool is_meant(const struct send_opts *o)
{
	return o->yes && !o->dry_run;
}

static void refuse(struct letter_case *c, const struct sending *s, const char *key, const char *why)
{
	diag_report(&c->diag, DIAG_BAD_SENDING, item_field_span(&s->item, key), "%s", why);
}

/* False after reporting. */
static bool find_password(struct letter_case *c, const struct sending *s, struct secret *into)
{
	const struct secret_source from = { "BLETHER_SMTP_PASSWORD", s->password_file, NULL,
					    c->content };
	const char *why = NULL;

	switch (s->user ? secret_find(&from, into, &why, &c->arena) : SECRET_FOUND) {
	case SECRET_FOUND:
		return true;
	case SECRET_NONE:
		refuse(c, s, "user",
		       "there is no password for this name; put it into BLETHER_SMTP_PASSWORD, or "
		       "into a file that 'password_file' names");
		return false;
	case SECRET_BAD_FILE:
	case SECRET_BAD_COMMAND:
		break;
	}
	refuse(c, s, "password_file", why);
	return false;
}

/* Without encryption only to a server on this computer, and never by mistake. */
static bool is_plain_ok(struct letter_case *c, const struct sending *s)
{
	const bool local = address_is_local(s->server);

	if (s->encryption && strcmp(s->encryption, "none") == 0 && !local)
		refuse(c, s, "encryption",
		       "a server on another computer is not reached without encryption; delete "
		       "this "
		       "line");
	return local && strncmp(s->server, "smtps:", 6) != 0 &&
	       (!s->encryption || strcmp(s->encryption, "none") == 0);
}

static struct mail_server server_of(struct letter_case *c, const struct sending *s,
				    struct secret *password)
{
	struct mail_server server = { .url = s->server, .user = s->user, .ca = s->ca };
	const char *fault = s->server ? mail_url_fault(s->server) : NULL;

	if (fault)
		diag_report(&c->diag, DIAG_BAD_SENDING, item_field_span(&s->item, "server"),
			    "'%s' is not the address of a mail server; expected %s", s->server,
			    fault);
	if (!s->server || fault)
		return server;
	server.plain_ok = is_plain_ok(c, s);
	if (find_password(c, s, password))
		server.password = password->text;
	return server;
}

/* "a…@example.org": enough to see that it is the right list, too little to pass on. */
static void print_masked(const char *address)
{
	printf("%c…%s", *address, strchr(address, '@'));
}

static void print_plan(const struct delivery *d)
{
	struct arena *a = &d->c->arena;
	size_t shown = 0;

	printf("letter: '%s', %s\n", d->c->letter.subject, letter_size(d->bytes, a));
	printf("from: %s <%s>, through %s\n", d->from_name, d->from, d->server.url);
	printf("to: %zu %s", d->count, report_plural(d->count, "address", "addresses"));
	for (; shown < d->count && shown < SHOWN_MOST; shown++) {
		fputs(shown ? ", " : ": ", stdout);
		print_masked(d->to[shown]);
	}
	if (shown < d->count)
		printf(" and %zu more", d->count - shown);
	puts("");
	if (d->known.done)
		printf("  %zu %s this letter already\n", d->known.done,
		       report_plural(d->known.done, "has", "have"));
	if (d->known.left)
		printf("  %zu %s unsubscribed\n", d->known.left,
		       report_plural(d->known.left, "has", "have"));
	if (d->known.refused)
		printf("  %zu %s refused by the server earlier\n", d->known.refused,
		       report_plural(d->known.refused, "was", "were"));
}

/* Somebody has to decide: only a person can ask another whether it has come. */
static void print_doubtful(const struct delivery *d)
{
	for (size_t i = 0; i < d->doubtful.count; i++) {
		fputs("in doubt: ", stdout);
		print_masked(d->doubtful.items[i]);
		puts(" may have this letter or not");
	}
	if (d->doubtful.count)
		puts("  ask them, then say --doubtful=send or --doubtful=skip");
}

static int open_journal(struct delivery *d, const char *path, bool yes)
{
	if (!yes && access(path, F_OK) != 0)
		return STATUS_GOOD;
	d->journal = sent_open(path);
	if (d->journal)
		return STATUS_GOOD;
	if (errno == EWOULDBLOCK)
		fputs("error: another blether is sending at this moment; wait until it has "
		      "finished\n",
		      stderr);
	else
		fprintf(stderr,
			"error: cannot use '%s', in which is noted who has which letter: %s\n",
			path, errno == EINVAL ? "it was changed by hand" : strerror(errno));
	return STATUS_MACHINE;
}

static int finish(struct delivery *d, const struct send_opts *o)
{
	const char *path = path_join(d->c->content, SENT_FILE, &d->c->arena);
	int status = open_journal(d, path, is_meant(o));

	if (status != STATUS_GOOD)
		return status;
	delivery_choose(d, o->doubtful && strcmp(o->doubtful, "send") == 0);
	print_plan(d);
	if (!(o->doubtful))
		print_doubtful(d);
	if (!is_meant(o)) {
		puts("nothing was sent; with --yes it is");
		return STATUS_GOOD;
	}
	fflush(stdout);
	return delivery_run(d);
}

/* Waits are short or long, never forgotten: a day at most. */
static bool parse_wait(const char *text, long *seconds)
{
	char *end = NULL;

	*seconds = text ? strtol(text, &end, 10) : 60;
	if (!text || (*text && !*end && *seconds >= 0 && *seconds <= 86400))
		return true;
	fprintf(stderr, "error: '%s' is no number of seconds\n", text);
	return false;
}

static int prepare(struct letter_case *c, const struct send_opts *o, struct secret *password)
{
	struct delivery d = { .c = c };
	struct arena *a = &c->arena;
	const struct sending *s = read_sending(c->content, a, &c->diag);
	const char *list = o->to ? o->to : path_join(c->content, SUBSCRIBERS_FILE, a);

	read_subscribers(list, &d.subscribers, a, &c->diag);
	if (s && diag_ok(&c->diag)) {
		d.server = server_of(c, s, password);
		d.from = s->from;
		d.from_name = s->from_name ? s->from_name : c->site->title;
		d.per_minute = s->per_minute;
	}
	report_messages(&c->diag);
	if (!diag_ok(&c->diag) || !parse_wait(o->wait, &d.wait))
		return diag_ok(&c->diag) ? STATUS_USAGE : report_status(&c->diag);
	if (!flash_report_is_out(c->report, c->site->now)) {
		fprintf(stderr,
			"error: this report appears on %s; until then the letter would lead to a "
			"page that is not there\n",
			date_words(c->report->date, a));
		return STATUS_CONTENT;
	}
	delivery_measure(&d);
	int status = finish(&d, o);

	delivery_close(&d);
	return status;
}

static int send_run(const void *opts, int argc, char **argv)
{
	const struct send_opts *o = opts;
	struct secret password = { 0 };
	struct letter_case c;

	if (argc < 2)
		return letter_unnamed("send", argc, argv);
	int status = letter_open(&c, o->content, o->now, argv);

	if (status == STATUS_GOOD)
		status = prepare(&c, o, &password);
	secret_wipe(&password);
	letter_close(&c);
	return status;
}

const struct command cmd_send = {
	.name = "send",
	.operands = "flash-report MONTH",
	.summary = "Sends a flash report by e-mail to everybody who asked for it, a letter each.",
	.details =
		"Without --yes it only says what it would do. private/send.yaml says which mail "
		"server takes the\n"
		"letters ('blether help sending'); private/subscribers.csv has a column 'email' "
		"and a column\n"
		"'unsubscribed', in which any word but 'no' means that nothing is sent.\n\n"
		"The server must prove who it is and encrypt what it gets, unless it is on this "
		"computer. Its\n"
		"password comes from BLETHER_SMTP_PASSWORD, or from a file that nobody else may "
		"read.\n\n"
		"Nobody gets a report twice: private/sent.tsv notes, before a letter goes and "
		"after the server\n"
		"has taken it, to whom it goes (as a hash, not as an address). After a power cut "
		"or a lost\n"
		"connection the same command goes on where it ended. Where nobody can know "
		"whether the one\n"
		"letter on its way was taken, it is not sent again until you say "
		"--doubtful=send.\n\n"
		"What a server puts off (4xx) is tried again twice, what it refuses (5xx) is "
		"listed and not tried\n"
		"again. The exit status is 1 when somebody did not get the letter, 3 when the "
		"server cannot be used.",
	.opts = send_options,
	.opts_size = sizeof(struct send_opts),
	.operands_max = 2,
	.run = send_run,
};
