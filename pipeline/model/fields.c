#include "model/fields.h"

#include <string.h>

#include "model/publishing.h"
#include "model/sending.h"
#include "model/site.h"

const struct kind *const content_kinds[] = {
	&kind_site,   &kind_show,    &kind_episode,   &kind_page,     &kind_area,
	&kind_help,   &kind_profile, &kind_word_list, &kind_place,    &kind_audience,
	&kind_group,  &kind_gap,     &kind_chance,    &kind_resource, &kind_notice,
	&kind_series, &kind_meeting, &kind_programme, &kind_session,  &kind_flash_report,
	&kind_story,  &kind_journey, &kind_glossary,  &kind_facts,    &kind_sending,
	&kind_publishing, NULL
};

bool strings_has(const struct strings *s, const char *text)
{
	for (size_t i = 0; i < s->count; i++) {
		if (strcmp(s->items[i], text) == 0)
			return true;
	}
	return false;
}

size_t kind_field_count(const struct kind *k)
{
	size_t n = 0;

	while (k->fields[n].key)
		n++;
	return n;
}

const struct field *kind_field(const struct kind *k, const char *key)
{
	for (const struct field *f = k->fields; f->key; f++) {
		if (strcmp(f->key, key) == 0)
			return f;
	}
	return NULL;
}

bool kind_has_secrets(const struct kind *k)
{
	for (const struct field *f = k->fields; f->key; f++) {
		if (f->secret)
			return true;
	}
	return false;
}
