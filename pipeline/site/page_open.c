/* The page for partners: what data of the network there is, what they may do with it, and how. */
#include "model/hsds.h"
#include "press.h"
#include "views.h"

/* A file that can be copied. */
struct data_file {
	const char *title, *about;
	const char *path, *form; /* "CSV" */
};

struct open_page {
	struct shell shell;
	struct list files;  /* of struct data_file */
	const char *counts; /* "47 groups, 64 services" */
	const char *entry;  /* where programs begin */
};

static const struct name data_file_names[] = {
	TEXT_NAME(struct data_file, title),
	TEXT_NAME(struct data_file, about),
	TEXT_NAME(struct data_file, path),
	TEXT_NAME(struct data_file, form),
	{ 0 },
};
static const struct view view_data_file = { .name = "file",
					    .size = sizeof(struct data_file),
					    .names = data_file_names };

static const struct name open_names[] = {
	LIST_NAME(struct open_page, files, &view_data_file),
	TEXT_NAME(struct open_page, counts),
	TEXT_NAME(struct open_page, entry),
	INCLUDE(struct open_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_open = { .name = "open",
				       .size = sizeof(struct open_page),
				       .names = open_names };

static bool has_feeds(const struct site *site)
{
	for (size_t i = 0; i < site->group_count; i++) {
		if (site->groups[i]->feed)
			return true;
	}
	return false;
}

static struct list list_files(struct press *p)
{
	const struct interface *t = p->site->interface;
	const struct data_file all[] = {
		{ t->open_groups, t->open_groups_about, "open/tabular/organizations.csv", "CSV" },
		{ t->open_services, t->open_services_about, "open/tabular/services.csv", "CSV" },
		{ t->open_tables, t->open_tables_about, "open/tabular/datapackage.json",
		  "Data Package" },
		{ t->open_directory, t->open_directory_about, "open/index.json",
		  "Open Referral UK 3.0" },
		{ t->open_map, t->open_map_about, "map/map.json", "JSON" },
		{ t->open_network, t->open_network_about, "map/network.graphml", "GraphML" },
		{ t->open_cards, t->open_cards_about, "groups/all.vcf", "vCard 4.0" },
		{ t->open_news, t->open_news_about, "groups/feeds.opml", "OPML" },
	};
	struct data_file *files = arena_array(&p->page, COUNT(all), sizeof(*files));
	size_t count = COUNT(all) - !has_feeds(p->site);

	for (size_t i = 0; i < count; i++)
		files[i] = all[i];
	return (struct list){ .items = files, .count = count };
}

static const char *write_counts(struct press *p)
{
	const struct interface *t = p->site->interface;
	const struct hsds *h = hsds_of_site(p->site, &p->page);
	size_t groups = h->rows[HSDS_ORGANIZATION].count, services = h->rows[HSDS_SERVICE].count;

	return arena_printf(
		&p->page, "%s%s%s", interface_count(t, &t->map_groups, (int64_t)groups, &p->page),
		t->list_comma, interface_count(t, &t->map_services, (int64_t)services, &p->page));
}

void render_open(struct press *p)
{
	const struct template *t = theme_template(&p->theme, "open", &view_open);
	const struct page_meta meta = { .path = open_data_path(p->site),
					.group = OUTPUT_LIST,
					.title = p->site->interface->open_title,
					.summary = p->site->interface->open_lead };

	if (!t || !meta.path || !press_wants(p, meta.path))
		return;
	struct open_page page = {
		.files = list_files(p),
		.counts = write_counts(p),
		.entry = site_url(p->site, "open/index.json", &p->page),
	};

	page.shell = press_shell(p, &meta);
	press_page(p, t, &meta, &page, page.shell.root);
}
