#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "commands.h"
#include "environment.h"
#include "model/collect.h"
#include "read/csv.h"
#include "read/read.h"
#include "report.h"
#include "year_page.h"

struct year_opts {
	const char *content, *now, *file, *format, *downloads;
};

static const struct opt year_options[] = {
	OPT_STRING(struct year_opts, file, 'o', "output", "FILE",
		   "the file, such as year-2026.html (else: it is printed)"),
	OPT_CHOICE(struct year_opts, format, 'f', "format", "html|json|csv",
		   "how to write it: a page to print, or numbers for programs"),
	OPT_STRING(struct year_opts, downloads, 'd', "downloads", "FILE",
		   "the table of 'blether stats --format=csv'"),
	OPT_STRING(struct year_opts, content, 'c', "content", "DIR",
		   "the content folder (else: here, or ./content)"),
	OPT_STRING(struct year_opts, now, 0, "now", "TIME", "what counts as the present"),
	OPT_END,
};

/* The table of downloads while it is read. */
struct table_reader {
	int64_t year;
	struct year_download *all;
	size_t count, room;
	struct arena *arena;
	struct diag *diag;
};

/* As `blether stats` writes them. */
enum column { COLUMN_SHOW, COLUMN_EPISODE, COLUMN_TITLE, COLUMN_MONTH, COLUMN_DOWNLOADS, COLUMNS };

static bool is_header(const struct csv_row *row)
{
	static const char *const names[COLUMNS] = { "show", "episode", "title", "month",
						    "downloads" };

	if (row->count != COLUMNS)
		return false;
	for (size_t i = 0; i < COLUMNS; i++) {
		if (strcmp(row->cells[i].text, names[i]) != 0)
			return false;
	}
	return true;
}

static void take_row(struct table_reader *t, const struct csv_row *row)
{
	int year = 0, month = 0, end = 0;
	char *rest = NULL;
	long long downloads = 0;

	if (row->count == COLUMNS) {
		sscanf(row->cells[COLUMN_MONTH].text, "%4d-%2d%n", &year, &month, &end);
		downloads = strtoll(row->cells[COLUMN_DOWNLOADS].text, &rest, 10);
	}
	if (!end || row->cells[COLUMN_MONTH].text[end] || month < 1 || month > 12 || *rest ||
	    downloads < 0) {
		diag_report(t->diag, DIAG_CSV_SYNTAX, row->cells[0].at,
			    "this row is not one of 'blether stats --format=csv'; expected show, "
			    "episode, title, a month like 2026-01, and a number");
		return;
	}
	if (year != t->year)
		return;
	t->all = arena_grow(t->arena, t->all, t->count, &t->room, sizeof(*t->all));
	t->all[t->count++] = (struct year_download){ .show = row->cells[COLUMN_SHOW].text,
						     .episode = row->cells[COLUMN_EPISODE].text,
						     .month = month,
						     .downloads = downloads };
}

static void read_downloads(struct table_reader *t, const char *path)
{
	const struct source *src = source_load(path, (struct span){ 0 }, t->arena, t->diag);
	struct csv_row row;
	struct csv csv;

	if (!src)
		return;
	t->all = arena_new(t->arena, struct year_download); /* given, though there may be none */
	csv_open(&csv, src);
	if (!csv_next(&csv, &row, t->arena, t->diag) || !is_header(&row)) {
		diag_report(t->diag, DIAG_CSV_COLUMN, span_of(src),
			    "this is not the table of 'blether stats --format=csv'; its first line "
			    "is 'show,episode,title,month,downloads'");
		return;
	}
	while (csv_next(&csv, &row, t->arena, t->diag))
		take_row(t, &row);
}

/* For programs */

static const char *const year_kind_keys[YEAR_KINDS] = {
	[YEAR_EPISODES] = "episodes", [YEAR_MEETINGS] = "meetings",
	[YEAR_SESSIONS] = "sessions", [YEAR_RESOURCES] = "resources",
	[YEAR_STORIES] = "stories",   [YEAR_DOWNLOADS] = "downloads",
};

static void write_months(const struct year *y, struct json *j)
{
	json_open(j, "months", '{');
	for (int k = 0; k < YEAR_KINDS; k++) {
		json_open(j, year_kind_keys[k], '[');
		for (int i = 0; i < 12; i++)
			json_int(j, NULL, y->months[k][i]);
		json_close(j, ']');
	}
	json_close(j, '}');
}

static void write_json(const struct year *y, const struct site *site, struct strbuf *out,
		       struct arena *a)
{
	struct json j = JSON_INIT_PRETTY(out);

	json_open(&j, NULL, '{');
	json_int(&j, "year", y->number);
	json_bool(&j, "whole", y->is_whole);
	json_open(&j, "figures", '[');
	for (size_t i = 0; i < y->figure_count; i++) {
		const struct year_figure *f = &y->figures[i];

		json_open(&j, NULL, '{');
		json_text(&j, "key", f->key);
		json_text(&j, "label", f->label);
		json_int(&j, "value", f->value);
		json_text(&j, "how", f->how);
		json_text(&j, "list", f->path ? site_permalink(site, f->path, a) : NULL);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	write_months(y, &j);
	json_close(&j, '}');
	strbuf_addc(out, '\n');
}

static void write_csv(const struct year *y, const struct site *site, struct strbuf *out,
		      struct arena *a)
{
	strbuf_adds(out, "key,what,number,how it was counted,list\r\n");
	for (size_t i = 0; i < y->figure_count; i++) {
		const struct year_figure *f = &y->figures[i];

		strbuf_addf(out, "%s,", f->key);
		csv_put(out, f->label, ',');
		strbuf_addf(out, ",%lld,", (long long)f->value);
		csv_put(out, f->how, ',');
		strbuf_addc(out, ',');
		csv_put(out, f->path ? site_permalink(site, f->path, a) : "", ',');
		strbuf_adds(out, "\r\n");
	}
}

static int put(const char *file, const struct strbuf *out)
{
	if (!file) {
		fwrite(out->data, 1, out->len, stdout);
		return STATUS_GOOD;
	}
	if (file_write(file, out->data, out->len)) {
		printf("%s is ready; print it, or send it to whom it is for\n", file);
		return STATUS_GOOD;
	}
	fprintf(stderr, "error: cannot write '%s': %s\n", file, strerror(errno));
	return STATUS_MACHINE;
}

static int write_year(const struct year_opts *o, const struct year *y, const struct site *site,
		      struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);

	if (report_is_json(o->format))
		write_json(y, site, &out, a);
	else if (o->format && strcmp(o->format, "csv") == 0)
		write_csv(y, site, &out, a);
	else
		year_page(y, site, &out, a);
	return put(o->file, &out);
}

static int report_year(const struct year_opts *o, int64_t number, struct arena *a)
{
	const char *content = environment_content(o->content, a);
	struct moment now;
	struct diag diag;
	struct table_reader t = { .year = number, .arena = a, .diag = &diag };

	if (!content || !environment_now(o->now, &now))
		return STATUS_USAGE;
	diag_init(&diag, a);
	const struct site *site = read_site(content, now, a, &diag);

	if (o->downloads)
		read_downloads(&t, o->downloads);
	if (!site || !diag_ok(&diag)) {
		report_messages(&diag);
		return report_status(&diag);
	}
	const struct year y = year_make(site, number, t.all, t.count, a);

	if (y.until.utc > y.activity.period.from.utc)
		return write_year(o, &y, site, a);
	fprintf(stderr, "error: %lld has not begun\n", (long long)number);
	return STATUS_USAGE;
}

static int year_run(const void *opts, int argc, char **argv)
{
	struct arena arena = { 0 };
	const size_t digits = argc ? strspn(argv[0], "0123456789") : 0;
	int status = STATUS_USAGE;

	if (digits == 4 && !argv[0][4] && strtol(argv[0], NULL, 10) >= DATE_FIRST_YEAR)
		status = report_year(opts, strtol(argv[0], NULL, 10), &arena);
	else
		fprintf(stderr, "error: the year is not named; write it like 2026\n"
				"usage: blether year YYYY\n");
	arena_free(&arena);
	return status;
}

const struct command cmd_year = {
	.name = "year",
	.operands = "YYYY",
	.summary =
		"Writes the report of a year for funders: numbers, each with how it was counted.",
	.details = "One HTML file that needs no other and prints on A4: episodes, meetings and how "
		   "many "
		   "came, groups at\n"
		   "the start and the end, gaps of the map, additions to the library, stories, "
		   "sessions, "
		   "by month too,\n"
		   "with links to the lists on the site. It is a file and no page of the site: "
		   "whoever "
		   "asked for money\n"
		   "reads it first, adds what numbers do not say, and decides who gets it.\n\n"
		   "Of a meeting with fewer than five people it is not told how many came, and "
		   "they are "
		   "in no sum. A\n"
		   "year that is not over is counted up to yesterday, and says so. With "
		   "--downloads it "
		   "has the downloads\n"
		   "that 'blether stats --format=csv' has counted.\n\n"
		   "With --format=json: year, whole, figures (key, label, value, how, list) and "
		   "months. "
		   "With\n"
		   "--format=csv: the figures as a table.",
	.opts = year_options,
	.opts_size = sizeof(struct year_opts),
	.operands_max = 1,
	.run = year_run,
};
