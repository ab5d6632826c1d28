#include "interface.h"

#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/embed.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "listing.h"
#include "model/language.h"
#include "yaml.h"

#define TEXTS_FOLDER "theme/texts"

static const char *const *names_of(const struct interface_key *keys, struct arena *a)
{
	size_t count = 0;

	while (keys[count].key)
		count++;
	const char **names = arena_array(a, count + 1, sizeof(*names));
	for (size_t i = 0; i < count; i++)
		names[i] = keys[i].key;
	return names;
}

static const struct interface_key *find(const struct interface_key *keys, const char *name)
{
	while (keys->key && strcmp(keys->key, name) != 0)
		keys++;
	return keys->key ? keys : NULL;
}

static void report_unknown(struct reader *r, const struct node *key,
			   const struct interface_key *keys)
{
	const char *near = text_nearest(key->text, names_of(keys, r->scratch));

	diag_report(r->diag, DIAG_INTERFACE_TEXT, key->at, "pages have no text '%s'%s%s%s",
		    key->text, near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
}

/* The places to fill in, `{name}`, that `text` has and `original` lacks; NULL: none. */
static const char *unknown_place(const char *text, const char *original, struct arena *a)
{
	for (const char *at = strchr(text, '{'); at; at = strchr(at + 1, '{')) {
		size_t len = strcspn(at, "}");
		const char *place = arena_strndup(a, at, len + (at[len] != '\0'));

		if (!strstr(original, place))
			return place;
	}
	return NULL;
}

static void take(struct reader *r, const struct node *n, const char *original, const char **into)
{
	const char *place =
		n->kind == NODE_SCALAR ? unknown_place(n->text, original, r->scratch) : NULL;

	if (n->kind != NODE_SCALAR || !*n->text)
		diag_report(r->diag, DIAG_INTERFACE_TEXT, n->at,
			    "the text '%s' must be words, such as: %s", n->key->text, original);
	else if (place)
		diag_report(r->diag, DIAG_INTERFACE_TEXT, n->at,
			    "nothing is filled in at '%s' here; the English text is: %s", place,
			    original);
	else
		*into = arena_strdup(r->arena, n->text);
}

/* Forms that the file leaves out are its `other`. */
static void take_counted(struct reader *r, const struct node *map, const char *original,
			 struct counted *into)
{
	const struct counted none = { 0 };
	struct counted forms = none;

	if (map->kind != NODE_MAP) {
		diag_report(
			r->diag, DIAG_INTERFACE_TEXT, map->at,
			"the text '%s' depends on a number; write its forms below it: one, two, "
			"few, many, other",
			map->key->text);
		return;
	}
	for (const struct node *n = map->first; n; n = n->next) {
		const struct interface_key *form = find(counted_forms, n->key->text);

		if (form)
			take(r, n, original,
			     (const char **)(void *)((char *)&forms + form->offset));
		else
			report_unknown(r, n->key, counted_forms);
	}
	if (!forms.other) {
		diag_report(r->diag, DIAG_INTERFACE_TEXT, map->at,
			    "the text '%s' needs the form 'other'", map->key->text);
		return;
	}
	for (const struct interface_key *form = counted_forms; form->key; form++) {
		const char **text = (const char **)(void *)((char *)&forms + form->offset);

		*text = *text ? *text : forms.other;
	}
	*into = forms;
}

static void take_text(struct reader *r, const struct node *n, struct interface *into)
{
	const struct interface_key *key = find(interface_keys, n->key->text);
	char *place = key ? (char *)into + key->offset : NULL;
	const char *english = key ? (const char *)&interface_english + key->offset : NULL;

	if (strcmp(n->key->text, "unchecked") == 0)
		into->is_unchecked = n->kind == NODE_SCALAR && strcmp(n->text, "true") == 0;
	else if (!key)
		report_unknown(r, n->key, interface_keys);
	else if (key->is_counted)
		take_counted(r, n, ((const struct counted *)(const void *)english)->other,
			     (struct counted *)(void *)place);
	else
		take(r, n, *(const char *const *)(const void *)english,
		     (const char **)(void *)place);
}

static void read_texts(struct reader *r, const struct source *src, struct interface *into)
{
	struct yaml yaml = yaml_parse_map(src, 0, src->len, r->scratch, r->diag);

	for (const struct node *n = yaml.root ? yaml.root->first : NULL; n; n = n->next)
		take_text(r, n, into);
	arena_reset(r->scratch);
}

/* Languages while they are gathered. */
struct gathering {
	struct interface **all;
	size_t count;
};

/* The one of exactly this language; a new one begins as its next of kin, or else as English. */
static struct interface *obtain(struct reader *r, struct gathering *g, const char *language)
{
	const struct interface *begin = &interface_english;

	for (size_t i = 0; i < g->count; i++) {
		if (strcasecmp(g->all[i]->language, language) == 0)
			return g->all[i];
		if (language_same_base(g->all[i]->language, language))
			begin = g->all[i];
	}
	struct interface *i = arena_new(r->arena, struct interface);
	*i = *begin;
	i->language = language;
	g->all[g->count++] = i;
	return i;
}

static const char *language_of(const char *name, struct arena *a)
{
	return arena_strndup(a, name, strlen(name) - strlen(path_suffix(name)));
}

static void read_built_in(struct reader *r, const struct embedded *file, struct gathering *g)
{
	const char *language = language_of(file->name, r->arena);
	const struct source *src =
		source_from_text(arena_printf(r->arena, "(built-in) %s", file->name),
				 (const char *)file->bytes, file->len, r->arena, r->diag);

	if (src)
		read_texts(r, src, obtain(r, g, language));
}

/* Why nobody reads a file among the words of pages; NULL: it is read. */
static const char *why_unread(const char *name, struct arena *a)
{
	const char *language = language_of(name, a);

	if (!text_ends(name, ".yaml"))
		return "words of pages stand in files such as 'gd.yaml'; this is not read";
	if (language_is_tag(language))
		return NULL;
	const char *meant = language_meant(language);
	return arena_printf(a,
			    "'%s' is no language, so no page takes its words from here; call the "
			    "file '%s.yaml'",
			    language, meant ? meant : "gd");
}

static void read_own(struct reader *r, const char *name, struct gathering *g)
{
	const char *path = reader_path(r, path_join(TEXTS_FOLDER, name, r->arena));
	const char *why = why_unread(name, r->arena);
	const struct source *src =
		why ? NULL : source_load(path, (struct span){ 0 }, r->arena, r->diag);

	if (why)
		diag_report(r->diag, DIAG_INTERFACE_TEXT, span_path(path, r->arena), "%s", why);
	if (src)
		read_texts(r, src, obtain(r, g, language_of(name, r->arena)));
}

void interfaces_read(struct reader *r)
{
	struct listing own = listing_read(r, TEXTS_FOLDER);
	size_t room = own.count + 2;

	for (const struct embedded *f = text_files; f->name; f++)
		room++;
	struct gathering g = { .all = arena_array(r->arena, room, sizeof(*g.all)) };
	obtain(r, &g, "en-GB");
	for (const struct embedded *f = text_files; f->name; f++)
		read_built_in(r, f, &g);
	for (size_t i = 0; i < own.count; i++)
		read_own(r, own.entries[i].name, &g);
	r->site->interfaces = (const struct interface *const *)g.all;
	r->site->interface = site_interface(r->site, r->site->language);
	if (!r->site->interface)
		r->site->interface = &interface_english;
}
