#include "letter.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "commands.h"
#include "environment.h"
#include "publish/mailer.h"
#include "read/read.h"
#include "report.h"

static int tell_missing(const struct letter_case *c, const char *name)
{
	const size_t count = c->site->flash_report_count;
	struct arena a = { 0 };
	const char **names = arena_array(&a, count + 1, sizeof(*names));

	for (size_t i = 0; i < count; i++)
		names[i] = c->site->flash_reports[i]->item.slug;
	const char *near = text_nearest(name, names);

	if (near)
		fprintf(stderr, "error: there is no flash report '%s'; did you mean '%s'?\n", name,
			near);
	else
		fprintf(stderr,
			"error: there is no flash report '%s'; 'blether new flash-report %s' "
			"begins one\n",
			name, name);
	arena_free(&a);
	return STATUS_USAGE;
}

/* The name of the server in the address of the site, in small letters. */
static const char *host_of(const struct site *site, struct arena *a)
{
	const char *address = site->address ? strstr(site->address, "://") : NULL;

	address = address ? address + 3 : "localhost";
	return arena_strndup(a, address, strcspn(address, ":/"));
}

static int find_report(struct letter_case *c, const char *month)
{
	struct arena *a = &c->arena;

	c->report = site_item(c->site, &kind_flash_report, month);
	if (!c->report)
		return tell_missing(c, month);
	c->host = host_of(c->site, a);
	c->list_id = arena_printf(a, "flash-reports.%s", c->host);
	if (letter_make(c->site, c->report, environment_theme(c->content, a), &c->letter, &c->diag))
		return STATUS_GOOD;
	report_messages(&c->diag);
	return report_status(&c->diag);
}

int letter_unnamed(const char *command, int argc, char **argv)
{
	const bool has_month = argc == 1 && strcmp(argv[0], "flash-report") != 0;

	fprintf(stderr, "error: %s; try: blether %s flash-report %s\n",
		has_month ? "it is not said of what" : "the month is not named", command,
		has_month ? argv[0] : "2026-09");
	return STATUS_USAGE;
}

int letter_open(struct letter_case *c, const char *content, const char *now, char **operands)
{
	struct moment moment;

	*c = (struct letter_case){ 0 };
	diag_init(&c->diag, &c->arena);
	if (strcmp(operands[0], "flash-report") != 0) {
		fprintf(stderr, "error: '%s' cannot be sent; only a 'flash-report' can\n",
			operands[0]);
		return STATUS_USAGE;
	}
	c->content = environment_content(content, &c->arena);
	if (!c->content || !environment_now(now, &moment))
		return STATUS_USAGE;
	c->site = read_site(c->content, moment, &c->arena, &c->diag);
	if (!c->site || !diag_ok(&c->diag)) {
		report_messages(&c->diag);
		return report_status(&c->diag);
	}
	diag_init(&c->diag, &c->arena); /* warnings of the content are those of 'blether check' */
	return find_report(c, operands[1]);
}

void letter_close(struct letter_case *c)
{
	arena_free(&c->arena);
}

struct message letter_to(const struct letter_case *c, const char *to, struct arena *a)
{
	const struct site *site = c->site;
	const struct filling with[] = { { "site", site->title }, { 0 } };
	const struct news news = news_of_flash_report(site, c->report, a);

	return (struct message){
		.from = site->contact ? site->contact : "nobody@localhost",
		.from_name = site->title,
		.to = to,
		.subject = c->letter.subject,
		.stop = c->letter.stop,
		.list_id = c->list_id,
		.list_name = interface_fill(site->interface->flash_reports_on, with, a),
		.id = message_id(news.guid, to, c->host, a),
		.date = c->report->date,
		.text = c->letter.text,
		.html = c->letter.html,
	};
}

const char *letter_size(size_t bytes, struct arena *a)
{
	return arena_printf(a, "%.1f KB", (double)bytes / 1000);
}
