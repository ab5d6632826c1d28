#include "open_data.h"

#include "model/licence.h"

void open_data_text(struct json *j, const char *key, const char *value)
{
	if (value)
		json_text(j, key, value);
}

void open_data_licence(struct json *j, const struct site *site)
{
	const struct licence *l = licence_find(site->licence);

	json_text(j, "publisher", site->title);
	if (l)
		json_text(j, "license", l->url ? l->url : l->name);
}

/* A preview asks for one file at a time, and mostly for a page. */
static void render_records(struct render *r)
{
	struct arena keep = { 0 };
	bool wants_cards = output_wants(r->sink, "groups/");
	bool wants_directory = output_wants(r->sink, "open/");
	const struct hsds *h = wants_cards || wants_directory ? hsds_of_site(r->site, &keep) : NULL;

	if (wants_directory) {
		hsds_render(r, h);
		hsds_render_tabular(r, h);
	}
	if (wants_cards)
		vcard_render(r, h);
	arena_free(&keep);
}

void open_data_render(struct render *r)
{
	if (!r->site->group_count)
		return;
	render_records(r);
	if (output_wants(r->sink, "map/")) {
		network_render(r);
		map_json_render(r);
	}
}
