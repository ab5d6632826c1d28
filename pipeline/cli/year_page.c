#include "year_page.h"

#include <string.h>

#include "base/calendar.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/flash_report.h"

const char *const year_kind_words[YEAR_KINDS] = {
	[YEAR_EPISODES] = "Episodes", [YEAR_MEETINGS] = "Meetings", [YEAR_SESSIONS] = "Sessions",
	[YEAR_RESOURCES] = "Library", [YEAR_STORIES] = "Stories",   [YEAR_DOWNLOADS] = "Downloads",
};

static const char style[] =
	"<style>\n"
	":root { color-scheme: light }\n"
	"body { max-width: 48rem; margin: 0 auto; padding: 1rem; font: 1rem/1.5 system-ui, "
	"sans-serif; color: #1c2530; background: #fff }\n"
	"h1, h2 { font-family: Georgia, serif; line-height: 1.2 }\n"
	"h2 { margin-block: 2rem .5rem }\n"
	"table { width: 100%; border-collapse: collapse }\n"
	"th, td { padding: .4rem .5rem; text-align: start; vertical-align: top; border-bottom: 1px "
	"solid #ccd }\n"
	".n { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap }\n"
	".figures .n { font-size: 1.3rem; font-weight: 700 }\n"
	".how { display: block; font-size: .85rem; font-weight: 400; color: #465 }\n"
	".scroll { overflow-x: auto }\n"
	"svg { width: 100%; height: auto }\n"
	"a { color: #0b5260 }\n"
	"@page { size: A4; margin: 16mm }\n"
	"@media print { body { max-width: none; padding: 0; font-size: 10pt } tr, svg { "
	"break-inside: avoid } h2 { break-after: avoid } }\n"
	"</style>\n";

/* A page while it is written. */
struct sheet_text {
	const struct year *year;
	const struct site *site;
	struct strbuf *out;
	struct arena *arena;
};

static void add(struct sheet_text *p, const char *markup)
{
	strbuf_adds(p->out, markup);
}

static void text(struct sheet_text *p, const char *words)
{
	text_escape_html(p->out, words, strlen(words));
}

static void number(struct sheet_text *p, int64_t n)
{
	strbuf_addf(p->out, "%lld", (long long)n);
}

/* The words, as a link to a page of the site where there is one. */
static void link_to(struct sheet_text *p, const char *path, const char *words)
{
	if (path) {
		add(p, "<a href=\"");
		text(p, site_permalink(p->site, path, p->arena));
		add(p, "\">");
	}
	text(p, words);
	if (path)
		add(p, "</a>");
}

static void begin(struct sheet_text *p, const char *title)
{
	add(p, "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
	       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	text(p, title);
	add(p, "</title>\n");
	add(p, style);
	add(p, "</head>\n<body>\n<main>\n<h1>");
	text(p, title);
	add(p, "</h1>\n");
}

static void add_until(struct sheet_text *p)
{
	struct moment last = p->year->until;

	if (p->year->is_whole)
		return;
	last.utc -= 86400;
	add(p, "<p><strong>The year is not over: this counts up to ");
	text(p, date_words(last, p->arena));
	add(p, ".</strong></p>\n");
}

static void add_figures(struct sheet_text *p)
{
	add(p, "<h2>In numbers</h2>\n<table class=\"figures\">\n<thead><tr><th scope=\"col\">What"
	       "</th><th scope=\"col\" class=\"n\">Number</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < p->year->figure_count; i++) {
		const struct year_figure *f = &p->year->figures[i];

		add(p, "<tr><th scope=\"row\">");
		link_to(p, f->path, f->label);
		add(p, "<span class=\"how\">");
		text(p, f->how);
		add(p, "</span></th><td class=\"n\">");
		number(p, f->value);
		add(p, "</td></tr>\n");
	}
	add(p, "</tbody>\n</table>\n");
}

/* Months */

static int64_t sum_of(const struct year *y, int kind)
{
	int64_t sum = 0;

	for (int i = 0; i < 12; i++)
		sum += y->months[kind][i];
	return sum;
}

#define BAR_STEP   50 /* units of the drawing */
#define BAR_WIDTH  36
#define BAR_HEIGHT 90

/* The same as the table says, for the eye. */
static void add_bars(struct sheet_text *p, int kind)
{
	const int64_t *months = p->year->months[kind];
	int64_t most = 1;

	for (int i = 0; i < 12; i++)
		most = months[i] > most ? months[i] : most;
	strbuf_addf(p->out,
		    "<h3>%s</h3>\n<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s by "
		    "month; the table that follows has the same numbers\">\n",
		    year_kind_words[kind], 12 * BAR_STEP, BAR_HEIGHT + 36, year_kind_words[kind]);
	for (int i = 0; i < 12; i++) {
		const int height = (int)(months[i] * BAR_HEIGHT / most);
		const int x = i * BAR_STEP + (BAR_STEP - BAR_WIDTH) / 2, middle = x + BAR_WIDTH / 2;

		strbuf_addf(p->out,
			    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#0b5260\"/>"
			    "<text x=\"%d\" y=\"%d\" font-size=\"13\" text-anchor=\"middle\">%lld"
			    "</text><text x=\"%d\" y=\"%d\" font-size=\"13\" "
			    "text-anchor=\"middle\">%.3s</text>\n",
			    x, BAR_HEIGHT + 16 - height, BAR_WIDTH, height, middle,
			    BAR_HEIGHT + 12 - height, (long long)months[i], middle, BAR_HEIGHT + 32,
			    month_name(i + 1));
	}
	add(p, "</svg>\n");
}

static void add_month_table(struct sheet_text *p)
{
	const struct year *y = p->year;

	add(p, "<section class=\"scroll\" aria-label=\"By month, as a table\" "
	       "tabindex=\"0\">\n<table>\n<thead><tr><th scope=\"col\">Month</th>");
	for (int k = 0; k < YEAR_KINDS; k++) {
		if (sum_of(y, k))
			strbuf_addf(p->out, "<th scope=\"col\" class=\"n\">%s</th>",
				    year_kind_words[k]);
	}
	add(p, "</tr></thead>\n<tbody>\n");
	for (int i = 0; i < 12; i++) {
		strbuf_addf(p->out, "<tr><th scope=\"row\">%s</th>", month_name(i + 1));
		for (int k = 0; k < YEAR_KINDS; k++) {
			if (sum_of(y, k))
				strbuf_addf(p->out, "<td class=\"n\">%lld</td>",
					    (long long)y->months[k][i]);
		}
		add(p, "</tr>\n");
	}
	add(p, "</tbody>\n</table>\n</section>\n");
}

static void add_months(struct sheet_text *p)
{
	bool any = false;

	add(p, "<h2>By month</h2>\n");
	for (int k = 0; k < YEAR_KINDS; k++) {
		if (!sum_of(p->year, k))
			continue;
		any = true;
		add_bars(p, k);
	}
	if (any)
		add_month_table(p);
	else
		add(p, "<p>Nothing is counted by month.</p>\n");
}

/* Lists */

static void begin_list(struct sheet_text *p, const char *title)
{
	strbuf_addf(p->out, "<h2>%s</h2>\n<ul>\n", title);
}

static void add_episodes(struct sheet_text *p)
{
	const struct things *all = &p->year->activity.episodes;

	if (!all->count)
		return;
	begin_list(p, "Episodes");
	for (size_t i = 0; i < all->count; i++) {
		const struct episode *e = all->all[i];

		add(p, "<li>");
		link_to(p, e->item.path, e->title);
		strbuf_addf(p->out, ", %s", date_words(e->date, p->arena));
		if (p->year->downloads)
			strbuf_addf(p->out, ", %lld downloads",
				    (long long)year_downloads_of(p->year, e));
		add(p, "</li>\n");
	}
	add(p, "</ul>\n");
}

static void add_attended(struct sheet_text *p, int64_t attended)
{
	if (year_attendance(attended))
		strbuf_addf(p->out, ", %lld people", (long long)attended);
	else if (attended)
		strbuf_addf(p->out, ", fewer than %d people", YEAR_LEAST_PEOPLE);
}

static void add_meetings(struct sheet_text *p)
{
	const struct things *all = &p->year->activity.meetings;

	if (!all->count)
		return;
	begin_list(p, "Meetings and events");
	for (size_t i = 0; i < all->count; i++) {
		const struct meeting *m = all->all[i];

		add(p, "<li>");
		link_to(p, m->item.path, m->title ? m->title : m->item.slug);
		strbuf_addf(p->out, ", %s", date_words(m->start, p->arena));
		add_attended(p, m->attended);
		add(p, "</li>\n");
	}
	add(p, "</ul>\n");
}

static void add_sessions(struct sheet_text *p)
{
	const struct things *all = &p->year->activity.sessions;

	if (!all->count)
		return;
	begin_list(p, "Sessions");
	for (size_t i = 0; i < all->count; i++) {
		const struct session *s = all->all[i];

		add(p, "<li>");
		link_to(p, s->item.path, s->title);
		strbuf_addf(p->out, ", %s", date_words(s->date, p->arena));
		add_attended(p, s->attended);
		add(p, "</li>\n");
	}
	add(p, "</ul>\n");
}

static void add_stories(struct sheet_text *p)
{
	const struct things *all = &p->year->activity.stories;

	if (!all->count)
		return;
	begin_list(p, "Stories of change");
	for (size_t i = 0; i < all->count; i++) {
		const struct story *s = all->all[i];

		add(p, "<li>");
		link_to(p, s->item.path, s->title);
		add(p, ": ");
		text(p, s->summary ? s->summary : "");
		add(p, "</li>\n");
	}
	add(p, "</ul>\n");
}

static void add_joined(struct sheet_text *p)
{
	const struct things *all = &p->year->activity.joined;

	if (!all->count)
		return;
	begin_list(p, "Groups that joined");
	for (size_t i = 0; i < all->count; i++) {
		const struct group *g = all->all[i];

		add(p, "<li>");
		link_to(p, g->item.path, g->name);
		add(p, "</li>\n");
	}
	add(p, "</ul>\n");
}

void year_page(const struct year *y, const struct site *site, struct strbuf *out, struct arena *a)
{
	struct sheet_text p = { y, site, out, a };

	begin(&p, arena_printf(a, "%s in %lld", site->title, (long long)y->number));
	if (site->is_example)
		add(&p, "<p>This is an example: nearly all that it counts is made up.</p>\n");
	add_until(&p);
	add_figures(&p);
	add_months(&p);
	add_episodes(&p);
	add_meetings(&p);
	add_sessions(&p);
	add_stories(&p);
	add_joined(&p);
	add(&p, "<p>Counted from what the network publishes on ");
	link_to(&p, site->item.path, site->title);
	add(&p, ".</p>\n</main>\n</body>\n</html>\n");
}
