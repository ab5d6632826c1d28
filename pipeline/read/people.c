#include "people.h"

#include <ctype.h>
#include <string.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/text.h"
#include "leaf.h"
#include "model/consent.h"
#include "model/taxonomy.h"

static bool is_person(const struct profile *p)
{
	return p->of && strcmp(p->of, "person") == 0;
}

static bool is_withdrawn(const struct reader *r, const char *id)
{
	return consent_of(r->site->consents, id, SCOPE_SITE, r->now).state == CONSENT_WITHDRAWN;
}

static bool has_page(const struct reader *r, void *item)
{
	struct profile *p = item;

	p->is_withdrawn = is_person(p) && is_withdrawn(r, p->item.slug);
	return profile_has_page(p);
}

/* Under the name of the file, and under the name of the person where that is free. */
static void remember(struct reader *r, const char *id, size_t i)
{
	uint32_t *at = table_at(&r->people, key_of(0, id, strlen(id)));

	if (!*at)
		*at = (uint32_t)i + 1;
}

static void find_picture(struct reader *r, struct profile *p)
{
	const struct place place = { .folder = "people", .out_dir = "people" };
	const struct picture *found =
		artwork_find(r, &place, p->picture_name, item_field_span(&p->item, "picture"));

	if (found)
		p->picture = *found;
	p->picture_name = NULL;
}

static void complete_profile(struct reader *r, struct profile *p)
{
	struct span at = item_field_span(&p->item, "picture");

	if (p->picture_name && !p->picture_alt)
		diag_report(r->diag, DIAG_MISSING_ALT, at,
			    "the picture has no 'picture_alt'; say what it shows, for people who "
			    "cannot see it");
	if (p->picture_name && profile_has_page(p))
		find_picture(r, p);
}

void profiles_read(struct reader *r)
{
	static const struct leaf_kind kind = {
		.kind = &kind_profile,
		.order = offsetof(struct profile, order),
		.html = offsetof(struct profile, body_html),
		.has_page = has_page,
		.has_list = true,
	};
	struct leaves found = leaves_read(r, &kind);
	struct site *site = r->site;

	site->profiles = arena_array(r->arena, found.count, sizeof(struct profile *));
	site->profile_count = found.count;
	for (size_t i = 0; i < found.count; i++) {
		site->profiles[i] = found.items[i];
		site->profiles[i]->index = i;
		remember(r, site->profiles[i]->item.slug, i);
		complete_profile(r, site->profiles[i]);
	}
	for (size_t i = 0; i < found.count; i++) {
		if (site->profiles[i]->name)
			remember(r, consent_id(site->profiles[i]->name, r->arena), i);
	}
}

static struct profile *find_profile(const struct reader *r, const char *id)
{
	const uint32_t *at = table_find(&r->people, key_of(0, id, strlen(id)));

	return at ? r->site->profiles[*at - 1] : NULL;
}

static void report_unknown(struct reader *r, const char *name, struct span at)
{
	const struct site *site = r->site;
	const char **slugs = arena_array(r->arena, site->profile_count + 1, sizeof(char *));

	for (size_t i = 0; i < site->profile_count; i++)
		slugs[i] = site->profiles[i]->item.slug;
	const char *near = text_nearest(name, slugs), *slug = slug_make(name, r->arena);

	if (near)
		diag_report(r->diag, DIAG_UNKNOWN_REFERENCE, at,
			    "there is no person '%s'; did you mean '%s'?", name, near);
	else
		diag_report(r->diag, DIAG_UNKNOWN_REFERENCE, at,
			    "there is no person '%s'; their file would be 'people/%s.md', and "
			    "'blether new person' makes it",
			    name, *slug ? slug : "name");
}

static const char *id_of(const struct reader *r, const struct person *p)
{
	const char *written = p->profile_name ? p->profile_name : p->name;
	const char *id = written ? consent_id(written, r->arena) : "";
	const struct profile *profile = find_profile(r, id);

	return profile ? profile->item.slug : id;
}

/* What the output is searched for. */
static void note_left_out(struct reader *r, const char *name)
{
	struct consents *c = r->site->consents;

	if (!name)
		return;
	c->left_out = arena_grow(r->arena, c->left_out, c->left_out_count, &c->left_out_room,
				 sizeof(*c->left_out));
	c->left_out[c->left_out_count++] = name;
}

void people_leave_out(struct reader *r, struct list *people)
{
	struct person *all = people->items;
	size_t kept = 0, fields = people->kind ? kind_field_count(people->kind) : 0;

	for (size_t i = 0; i < people->count; i++) {
		const char *id = id_of(r, &all[i]);
		const struct profile *profile = find_profile(r, id);

		if (is_withdrawn(r, id) && (!profile || is_person(profile))) {
			note_left_out(r, all[i].name);
			diag_report(r->diag, DIAG_PERSON_LEFT_OUT, people->at[i],
				    "'%s' took their consent back, and is left out here; take the "
				    "entry out of the file too",
				    all[i].name ? all[i].name : id);
			continue;
		}
		all[kept] = all[i];
		if (fields)
			memmove(&people->field_spans[kept * fields],
				&people->field_spans[i * fields], fields * sizeof(struct span));
		people->at[kept++] = people->at[i];
	}
	people->count = kept;
}

/* In small letters, as roles and groups are written. */
static const char *small(const char *name, struct arena *a)
{
	char *copy = arena_strdup(a, name);

	for (char *c = copy; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return copy;
}

static void complete_group(const struct reader *r, struct person *p, struct span at)
{
	const struct role *role = p->role ? role_find(p->role, NULL) : NULL;

	if (!role)
		return;
	if (!p->group)
		p->group = small(role->group, r->arena);
	else if (!role_find(p->role, p->group))
		diag_report(
			r->diag, DIAG_ROLE_GROUP, at,
			"the role '%s' belongs to the group '%s', not to '%s'; leave 'group' out, "
			"or correct it",
			small(role->name, r->arena), small(role->group, r->arena), p->group);
}

/* What the list leaves open is as their file has it. */
static void complete_from_file(struct reader *r, struct person *p, struct profile *file)
{
	p->profile = file;
	/* Capitals and accents are as they want them; 'Alex' alone may stand for 'Alex Smith'. */
	if (!p->name || (file->name && strcmp(slug_make(p->name, r->scratch),
					      slug_make(file->name, r->scratch)) == 0))
		p->name = file->name;
	if (!p->url)
		p->url = file->url;
	if (profile_has_page(file))
		p->page_path = file->item.path;
	if (!p->picture_name && file->picture_name && !file->is_withdrawn && !r->hides)
		find_picture(r, file);
	if (!p->picture_name && file->picture.path) {
		p->picture_path = file->picture.path;
		p->picture_index = file->picture.index;
		p->picture_alt = file->picture_alt;
	}
}

static void complete(struct reader *r, const struct place *place, struct person *p, struct span at)
{
	struct profile *file = find_profile(r, id_of(r, p));
	const struct picture *own =
		p->picture_name ? artwork_find(r, place, p->picture_name, at) : NULL;

	if (!p->name && !p->profile_name)
		diag_report(r->diag, DIAG_MISSING_FIELD, at,
			    "an entry of 'people' says who it is: 'person' with the name of their "
			    "file in people/, or 'name'");
	if (p->profile_name && !file)
		report_unknown(r, p->profile_name, at);
	p->id = id_of(r, p);
	if (own) {
		p->picture_path = own->path;
		p->picture_index = own->index;
	}
	if (file)
		complete_from_file(r, p, file);
	if (!p->name)
		p->name = p->profile_name ? p->profile_name : "";
	complete_group(r, p, at);
}

void people_complete(struct reader *r, const struct place *place, struct list *people)
{
	struct person *all = people->items;

	for (size_t i = 0; i < people->count; i++)
		complete(r, place, &all[i], people->at[i]);
}
