#include "linking.h"

#include "model/licence.h"

void linked_text(struct linked *l, const char *key, const char *value)
{
	if (value && *value)
		json_text(&l->json, key, value);
}

void linked_url(struct linked *l, const char *key, const char *path)
{
	if (path)
		json_text(&l->json, key, site_permalink(l->press->site, path, &l->press->page));
}

void linked_open(struct linked *l, const char *key, const char *type)
{
	json_open(&l->json, key, '{');
	json_text(&l->json, "@type", type);
}

void linked_begin(struct linked *l, const char *type)
{
	l->json = (struct json)JSON_INIT(&l->text);
	json_open(&l->json, NULL, '{');
	json_text(&l->json, "@context", "https://schema.org");
	if (type)
		json_text(&l->json, "@type", type);
}

const char *linked_end(struct linked *l)
{
	json_close(&l->json, '}');
	const char *text = strbuf_ok(&l->text)
				   ? arena_strndup(&l->press->page, l->text.data, l->text.len)
				   : NULL;

	strbuf_release(&l->text);
	return text;
}

void linked_organisation(struct linked *l, const char *key, const char *name)
{
	if (!name)
		return;
	linked_open(l, key, "Organization");
	json_text(&l->json, "name", name);
	json_close(&l->json, '}');
}

void linked_licence(struct linked *l, const char *id)
{
	const struct licence *known = id ? licence_find(id) : NULL;

	linked_text(l, "license", known ? known->url : NULL);
}

void linked_strings(struct linked *l, const char *key, const struct strings *s)
{
	if (!s->count)
		return;
	json_open(&l->json, key, '[');
	for (size_t i = 0; i < s->count; i++)
		json_text(&l->json, NULL, s->items[i]);
	json_close(&l->json, ']');
}
