#include "translation.h"

#include <string.h>
#include <strings.h>

#include "base/diag.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "item.h"
#include "model/language.h"

/* `gd` of `loss.gd.md`; NULL: no language stands there. */
static const char *language_in(const char *name, struct arena *a)
{
	size_t stem = strlen(name) - strlen(path_suffix(name));
	const char *whole = arena_strndup(a, name, stem), *suffix = path_suffix(whole);

	return *suffix && language_is_tag(suffix + 1) ? suffix + 1 : NULL;
}

bool translation_named(const char *name)
{
	struct arena a = { 0 };
	bool yes = language_in(name, &a);

	arena_free(&a);
	return yes;
}

struct listing translation_listing(const struct listing *l, const char *language, struct arena *a)
{
	struct listing part = { .entries = arena_array(a, l->count, sizeof(*part.entries)) };

	for (size_t i = 0; i < l->count; i++) {
		const char *found =
			l->entries[i].is_folder ? NULL : language_in(l->entries[i].name, a);

		if (language ? found && strcasecmp(found, language) == 0 : !found)
			part.entries[part.count++] = l->entries[i];
	}
	return part;
}

/* `pages/about.gd.html` of `pages/about.html`. */
static const char *path_in(const char *path, const char *language, struct arena *a)
{
	size_t stem = strlen(path) - strlen(path_suffix(path));

	return arena_printf(a, "%.*s.%s%s", (int)stem, path, language, path_suffix(path));
}

static void add_version(struct reader *r, struct item *original, struct item *translation,
			size_t room)
{
	struct versions *v = original->versions;

	if (!v) {
		v = arena_new(r->arena, struct versions);
		v->items = arena_array(r->arena, room + 1, sizeof(*v->items));
		v->items[v->count++] = original;
		original->versions = v;
	}
	translation->versions = v;
	v->items[v->count++] = translation;
}

static const char *language_of(const struct reader *r, const struct item *original)
{
	const struct episode *e = original->kind == &kind_episode ? (const void *)original : NULL;

	return e && e->show->language ? e->show->language : r->site->language;
}

static void read_one(struct reader *r, struct item *original, const char *name,
		     const struct translations *t, size_t room)
{
	const char *rel = path_join(t->folder, name, r->arena);
	size_t body;
	struct item *translation = item_read_translation(r, original->kind, rel, &body);

	if (!translation)
		return;
	translation->language = arena_strdup(r->arena, language_in(name, r->arena));
	if (strcasecmp(translation->language, language_of(r, original)) == 0)
		diag_report(r->diag, DIAG_TRANSLATION, span_of(translation->src),
			    "'%s.md' is in '%s' already; call this by the language that it is in",
			    t->stem, translation->language);
	translation->slug = original->slug;
	translation->html = (void *)((char *)translation + t->html);
	translation->path = path_in(original->path, translation->language, r->arena);
	if (!translation->translated_by)
		diag_report(r->diag, DIAG_TRANSLATION, span_of(translation->src),
			    "say who made this translation: 'translated_by: Alex'; of a program's, "
			    "its name and who has read it");
	add_version(r, original, translation, room);
	reader_add_document(r, (struct document){ .rel = rel,
						  .item = translation,
						  .body = body,
						  .html = (void *)((char *)translation + t->html),
						  .held = t->held });
}

void translations_read(struct reader *r, struct item *original, const struct listing *l,
		       const struct translations *t)
{
	const char *begin = arena_printf(r->arena, "%s.", t->stem);
	size_t stem = strlen(t->stem);

	for (size_t i = listing_from(l, begin);
	     i < l->count && text_starts(l->entries[i].name, begin); i++) {
		const char *name = l->entries[i].name;

		if (!l->entries[i].is_folder && text_ends(name, ".md") && translation_named(name) &&
		    !strchr(name + stem + 1, '.')[strlen(".md")])
			read_one(r, original, name, t, l->count);
	}
}

static bool has_entry(const struct listing *l, const char *name)
{
	size_t i = listing_from(l, name);

	return i < l->count && strcmp(l->entries[i].name, name) == 0;
}

void translations_check(struct reader *r, const struct listing *l, const char *folder)
{
	for (size_t i = 0; i < l->count; i++) {
		const char *name = l->entries[i].name;

		if (l->entries[i].is_folder || !text_ends(name, ".md") || !translation_named(name))
			continue;
		const char *language = language_in(name, r->arena);
		size_t stem = strlen(name) - strlen(language) - strlen("..md");
		const char *original = arena_printf(r->arena, "%.*s.md", (int)stem, name);
		const char *rel = path_join(folder, name, r->arena);

		if (!has_entry(l, original))
			diag_report(r->diag, DIAG_TRANSLATION,
				    span_path(reader_path(r, rel), r->arena),
				    "this would be '%s' in another language, and there is no '%s'",
				    original, original);
	}
}
