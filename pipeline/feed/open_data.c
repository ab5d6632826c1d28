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

void open_data_render(struct render *r)
{
	struct arena keep = { 0 };

	if (!r->site->group_count)
		return;
	const struct hsds *h = hsds_of_site(r->site, &keep);

	hsds_render(r, h);
	hsds_render_tabular(r, h);
	arena_free(&keep);
	vcard_render(r);
	network_render(r);
	map_json_render(r);
}
