#include "artwork.h"

#include <string.h>

#include "asset.h"
#include "base/diag.h"
#include "base/text.h"

const struct picture *artwork_find(struct reader *r, const struct place *place, const char *name,
				   struct span at)
{
	const char *rel = asset_find(r, place->folder, name, at);
	const char *type = rel ? asset_type(rel) : NULL;

	if (!rel)
		return NULL;
	if (!type || (strcmp(type, "image/jpeg") != 0 && strcmp(type, "image/png") != 0)) {
		diag_report(r->diag, DIAG_FILE_KIND, at,
			    "'%s' is not a picture that podcast apps show; expected JPEG or PNG",
			    name);
		return NULL;
	}
	return asset_publish(r, rel, place->out_dir, at);
}

void artwork_cover(struct reader *r, const struct place *place, const struct item *item,
		   struct picture *into)
{
	struct span at = item_field_span(item, "cover");
	const struct field *field = kind_field(item->kind, "cover");
	const char *name = *(const char *const *)(const void *)((const char *)item + field->offset);
	const char *rel = name ? asset_find(r, place->folder, name, at) : NULL;
	const struct picture *p = rel ? asset_publish(r, rel, place->out_dir, at) : NULL;

	if (!p)
		return;
	*into = *p;
	into->at = at; /* another item may have named it first */
}

void artwork_logo(struct reader *r, struct site *site)
{
	struct span at = item_field_span(&site->item, "logo");
	const char *rel = site->logo_name ? asset_find(r, "", site->logo_name, at) : NULL;
	const char *type = rel ? asset_type(rel) : NULL;
	const struct picture *p;

	if (!rel)
		return;
	if (!type || !text_starts(type, "image/")) {
		diag_report(r->diag, DIAG_FILE_KIND, at,
			    "'%s' is not a picture that browsers show; expected PNG, JPEG or WebP",
			    site->logo_name);
		return;
	}
	p = asset_publish(r, rel, "", at);
	if (p)
		site->logo = *p;
}

void artwork_people(struct reader *r, const struct place *place, struct list *people)
{
	struct person *all = people->items;

	for (size_t i = 0; i < people->count; i++) {
		const struct picture *p =
			all[i].picture_name
				? artwork_find(r, place, all[i].picture_name, people->at[i])
				: NULL;

		if (!p)
			continue;
		all[i].picture_path = p->path;
		all[i].picture_index = p->index;
	}
}

void artwork_images(struct reader *r, const struct place *place, struct list *images)
{
	struct show_image *all = images->items;

	for (size_t i = 0; i < images->count; i++) {
		if (all[i].file_name)
			all[i].picture = artwork_find(r, place, all[i].file_name, images->at[i]);
	}
}

void artwork_settle(struct reader *r)
{
	for (size_t i = 0; i < r->site->show_count; i++) {
		const struct list *images = &r->site->shows[i]->images;
		struct show_image *all = images->items;

		for (size_t k = 0; k < images->count; k++)
			all[k].picture =
				all[k].picture ? &r->site->pictures[all[k].picture->index] : NULL;
	}
}
