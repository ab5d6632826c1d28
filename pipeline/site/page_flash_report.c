/* Flash reports: a page for each month, and the archive by year. */
#include "base/calendar.h"
#include "flash_digest.h"
#include "letter_page.h"
#include "model/translation.h"
#include "press.h"
#include "versions.h"

struct flash_page {
	struct shell shell;
	struct flash_digest digest;
	const char *archive_path, *feed_path;
	const char *earlier, *earlier_path, *later, *later_path; /* the months around it */
};

static const struct name flash_names[] = {
	TEXT_NAME(struct flash_page, archive_path),
	TEXT_NAME(struct flash_page, feed_path),
	TEXT_NAME(struct flash_page, earlier),
	TEXT_NAME(struct flash_page, earlier_path),
	TEXT_NAME(struct flash_page, later),
	TEXT_NAME(struct flash_page, later_path),
	INCLUDE(struct flash_page, digest, &view_flash_digest),
	INCLUDE(struct flash_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_flash = { .name = "flash report",
					.size = sizeof(struct flash_page),
					.names = flash_names };

/* A report in the archive. */
struct flash_row {
	const char *title, *headline, *month, *path;
};

/* Those of one year. */
struct flash_year {
	const char *year;
	struct list reports; /* of struct flash_row, the newest first */
};

struct flash_archive {
	struct shell shell;
	struct list years; /* of struct flash_year */
	const char *feed_path;
};

static const struct name row_names[] = {
	TEXT_NAME(struct flash_row, title),
	TEXT_NAME(struct flash_row, headline),
	TEXT_NAME(struct flash_row, month),
	TEXT_NAME(struct flash_row, path),
	{ 0 },
};
static const struct view view_row = { .name = "flash report",
				      .size = sizeof(struct flash_row),
				      .names = row_names };

static const struct name year_names[] = {
	TEXT_NAME(struct flash_year, year),
	LIST_NAME(struct flash_year, reports, &view_row),
	{ 0 },
};
static const struct view view_year = { .name = "year",
				       .size = sizeof(struct flash_year),
				       .names = year_names };

static const struct name archive_names[] = {
	LIST_NAME(struct flash_archive, years, &view_year),
	TEXT_NAME(struct flash_archive, feed_path),
	INCLUDE(struct flash_archive, shell, &view_shell),
	{ 0 },
};
static const struct view view_archive = { .name = "flash reports",
					  .size = sizeof(struct flash_archive),
					  .names = archive_names };

/* Those that are out, and the templates of their pages. */
struct flash_press {
	struct press *p;
	const struct template *one, *all;
	struct flash_report **reports; /* the newest month first */
	size_t count;
};

static void name_neighbours(const struct flash_press *f, size_t i, struct flash_page *page)
{
	const struct interface *t = f->p->site->interface;

	if (i + 1 < f->count) {
		const struct filling with[] = { { "title", f->reports[i + 1]->title }, { 0 } };

		page->earlier = interface_fill(t->flash_earlier, with, &f->p->page);
		page->earlier_path = f->reports[i + 1]->item.path;
	}
	if (i > 0) {
		const struct filling with[] = { { "title", f->reports[i - 1]->title }, { 0 } };

		page->later = interface_fill(t->flash_later, with, &f->p->page);
		page->later_path = f->reports[i - 1]->item.path;
	}
}

/* One of the reports, in one of its languages. */
struct report_press {
	const struct flash_press *f;
	size_t number;
};

static void render_report(struct press *p, const struct item *item, void *arg)
{
	const struct flash_report *r = (const struct flash_report *)item;
	const struct report_press *of = arg;
	const struct flash_press *f = of->f;
	const struct page_meta meta = { .path = r->item.path,
					.group = OUTPUT_PAGE,
					.title = r->title,
					.summary = r->headline,
					.item = &r->item,
					.flash_report = r,
					.offers_reuse = true };
	struct flash_page page = {
		.shell = press_shell(p, &meta),
		.digest = flash_digest_make(p->site, r, &p->page),
		.archive_path = flash_reports_path(p->site),
		.feed_path = flash_reports_feed_path(p->site),
	};

	name_neighbours(f, of->number, &page);
	press_page(p, f->one, &meta, &page, page.shell.root);
}

static int64_t year_of(const struct flash_report *r)
{
	return civil_from_seconds(r->month.utc).year;
}

static struct flash_row row_of(struct press *p, const struct flash_report *r)
{
	return (struct flash_row){ .title = r->title,
				   .headline = r->headline,
				   .path = r->item.path,
				   .month = interface_month(p->site->interface, r->month,
							    &p->page) };
}

static struct list years_of(const struct flash_press *f)
{
	struct arena *a = &f->p->page;
	struct flash_year *years = arena_array(a, f->count, sizeof(*years));
	struct flash_row *rows = arena_array(a, f->count, sizeof(*rows));
	size_t count = 0;

	for (size_t i = 0; i < f->count; i++) {
		rows[i] = row_of(f->p, f->reports[i]);
		if (!i || year_of(f->reports[i]) != year_of(f->reports[i - 1]))
			years[count++] = (struct flash_year){
				.year = arena_printf(a, "%d", (int)year_of(f->reports[i])),
				.reports = { .items = &rows[i] },
			};
		years[count - 1].reports.count++;
	}
	return (struct list){ .items = years, .count = count };
}

static void render_archive(const struct flash_press *f)
{
	struct press *p = f->p;
	const struct page_meta meta = { .path = flash_reports_path(p->site),
					.group = OUTPUT_LIST,
					.title = p->site->interface->flash_reports,
					.summary = p->site->interface->flash_reports_lead,
					.offers_reuse = true };
	const struct flash_archive page = { .shell = press_shell(p, &meta),
					    .years = years_of(f),
					    .feed_path = flash_reports_feed_path(p->site) };

	press_page(p, f->all, &meta, &page, page.shell.root);
}

void render_flash_reports(struct press *p)
{
	struct flash_press f = {
		.p = p,
		.one = theme_template(&p->theme, "flash-report", &view_flash),
		.all = theme_template(&p->theme, "flash-reports", &view_archive),
	};

	letter_template(&p->theme);
	if (!f.one || !f.all)
		return;
	f.reports = flash_reports_out(p->site, &f.count, p->run);
	for (size_t i = 0; i < f.count; i++) {
		struct report_press of = { .f = &f, .number = i };

		versions_render(p, &f.reports[i]->item, render_report, &of);
	}
	if (f.count)
		render_archive(&f);
}
