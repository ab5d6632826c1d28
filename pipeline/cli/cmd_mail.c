#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/strbuf.h"
#include "commands.h"
#include "letter.h"

struct mail_opts {
	const char *content, *now, *file;
};

static const struct opt mail_options[] = {
	OPT_STRING(struct mail_opts, file, 'o', "output", "FILE",
		   "the file, such as report.eml (else: it is printed)"),
	OPT_STRING(struct mail_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct mail_opts, now, 0, "now", "TIME", "what counts as the present"),
	OPT_END,
};

static int put(const struct letter_case *c, const char *file, const struct strbuf *out)
{
	struct arena a = { 0 };
	int status = STATUS_GOOD;

	if (!file) {
		fwrite(out->data, 1, out->len, stdout);
	} else if (!file_write(file, out->data, out->len)) {
		fprintf(stderr, "error: cannot write '%s': %s\n", file, strerror(errno));
		status = STATUS_MACHINE;
	} else {
		printf("%s: '%s', %s\n", file, c->letter.subject, letter_size(out->len, &a));
	}
	arena_free(&a);
	return status;
}

static int mail_run(const void *opts, int argc, char **argv)
{
	const struct mail_opts *o = opts;
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);
	struct letter_case c;

	if (argc < 2)
		return letter_unnamed("mail", argc, argv);
	int status = letter_open(&c, o->content, o->now, argv);

	if (status == STATUS_GOOD) {
		const struct message m = letter_to(&c, NULL, &c.arena);

		message_write(&m, &out, &c.arena);
		status = put(&c, o->file, &out);
	}
	letter_close(&c);
	return status;
}

const struct command cmd_mail = {
	.name = "mail",
	.operands = "flash-report MONTH",
	.summary = "Writes a flash report as an e-mail that any program for mail can open.",
	.details = "The letter has the report twice: as plain text, and as simple HTML. It has no "
		   "picture, and nothing\n"
		   "in it tells anybody that it was read. Outlook opens the file as a draft, to be "
		   "addressed and\n"
		   "sent; in Thunderbird choose 'Edit as new message'. Put the addresses of many "
		   "into Bcc.\n\n"
		   "'blether send' sends it to a list of subscribers, a letter each.",
	.opts = mail_options,
	.opts_size = sizeof(struct mail_opts),
	.operands_max = 2,
	.run = mail_run,
};
