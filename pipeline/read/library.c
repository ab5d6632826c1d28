#include "library.h"

#include <string.h>

#include "asset.h"
#include "base/diag.h"
#include "base/mem.h"
#include "model/network.h"

/* Bytes of a file that a telephone with little data still loads. */
#define BIG_FILE ((int64_t)20 << 20)

static struct picture find_file(struct reader *r, const char *name, struct span at)
{
	char *rel = asset_find(r, kind_resource.folder, name, at);
	const struct picture *found = rel ? asset_publish(r, rel, kind_resource.folder, at) : NULL;

	if (found && found->bytes > BIG_FILE)
		diag_report(r->diag, DIAG_BIG_FILE, at,
			    "'%s' has %lld MB, which many cannot load; make it smaller, or link to "
			    "where it is",
			    name, (long long)(found->bytes >> 20));
	return found ? *found : (struct picture){ 0 };
}

static void find_files(struct reader *r, struct resource *res)
{
	const size_t count = res->adapt_names.count;
	struct picture *adapt = arena_array(r->arena, count, sizeof(*adapt));

	if (res->file_name)
		res->file = find_file(r, res->file_name, item_field_span(&res->item, "file"));
	for (size_t i = 0; i < count; i++)
		adapt[i] = find_file(r, res->adapt_names.items[i], res->adapt_names.at[i]);
	res->adapt = (struct list){ .items = adapt, .count = count };
}

/* A PDF keeps its page whatever the screen: on a telephone few can read it (WCAG 2.2, 1.4.10). */
static void check_pdf(struct reader *r, const struct resource *res)
{
	if (res->file.type && strcmp(res->file.type, "application/pdf") == 0 && !res->web_page &&
	    !res->steps.count && !res->body_html)
		diag_report(r->diag, DIAG_PDF_ALONE, item_field_span(&res->item, "file"),
			    "there is only a PDF; add the words below the front matter, or "
			    "'web_page' with the address of the same as a web page");
}

static void check_something(struct reader *r, const struct resource *res)
{
	if (!res->file_name && !res->url && !res->steps.count && !res->body_html)
		diag_report(r->diag, DIAG_EMPTY_RESOURCE, span_of(res->item.src),
			    "nothing stands behind this resource; add 'file', 'url', 'steps' or "
			    "words below the front matter");
}

static void check_licence(struct reader *r, const struct resource *res)
{
	const char *licence = res->licence ? res->licence : r->site->licence;

	if (res->adapt_names.count && licence &&
	    (strcmp(licence, "ARR") == 0 || strstr(licence, "-ND")))
		diag_report(r->diag, DIAG_NOT_ADAPTABLE, item_field_span(&res->item, "adapt"),
			    "files to be changed are offered, but the licence '%s' allows no "
			    "changes; give another licence, or take 'adapt' out",
			    licence);
}

/* `programme/outcome` */
static void check_outcome(struct reader *r, const char *name, struct span at)
{
	const char *slash = strchr(name, '/');
	const char *slug = arena_strndup(r->arena, name, slash ? (size_t)(slash - name) : 0);
	const struct programme *p = slash ? site_item(r->site, &kind_programme, slug) : NULL;
	const struct outcome *all = p ? p->outcomes.items : NULL;

	for (size_t i = 0; p && i < p->outcomes.count; i++) {
		if (all[i].id && strcmp(all[i].id, slash + 1) == 0)
			return;
	}
	diag_report(r->diag, DIAG_UNKNOWN_REFERENCE, at,
		    "there is no learning outcome '%s'; write the name of the programme's folder, "
		    "'/', and the outcome's id",
		    name);
}

void library_complete(struct reader *r)
{
	for (size_t i = 0; i < r->site->resource_count; i++) {
		struct resource *res = r->site->resources[i];

		find_files(r, res);
		check_licence(r, res);
		for (size_t k = 0; k < res->outcomes.count; k++)
			check_outcome(r, res->outcomes.items[k], res->outcomes.at[k]);
	}
}

/* Whoever follows these steps must find somebody at each of them. */
static void check_journey(struct reader *r, const struct journey *journey)
{
	const struct journey_step *all = journey->steps.items;

	for (size_t i = 0; i < journey->steps.count; i++) {
		if (!all[i].area && !all[i].groups.count && !all[i].help.count)
			diag_report(r->diag, DIAG_DEAD_END, journey->steps.at[i],
				    "this step leads nowhere; name 'groups' or 'help' that are "
				    "there for it, or an 'area'");
	}
}

void library_check(struct reader *r)
{
	for (size_t i = 0; i < r->site->journey_count; i++)
		check_journey(r, r->site->journeys[i]);
	for (size_t i = 0; i < r->site->resource_count; i++) {
		check_pdf(r, r->site->resources[i]);
		check_something(r, r->site->resources[i]);
	}
}
