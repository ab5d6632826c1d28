#include "page_a_z.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "fold.h"
#include "press.h"
#include "search_shards.h"
#include "title_order.h"

#define ONE_PAGE 300 /* entries that stand on one page; of more, each letter has its own */

struct entry {
	const char *title, *path, *kind;
	const char *own_lang; /* where it differs from the page's */
	bool own_rtl;
	const char *key;
};

/* What begins with one letter. */
struct letter {
	const char *title;   /* "A" */
	const char *name;    /* of its anchor, or its page */
	const char *path;    /* what leads there */
	struct list entries; /* of struct entry */
	bool is_current;
};

static const struct name entry_names[] = {
	TEXT_NAME(struct entry, title),   TEXT_NAME(struct entry, path),
	TEXT_NAME(struct entry, kind),    TEXT_NAME(struct entry, own_lang),
	FLAG_NAME(struct entry, own_rtl), { 0 },
};
static const struct view view_entry = { .name = "entry",
					.size = sizeof(struct entry),
					.names = entry_names };

static const struct name letter_names[] = {
	TEXT_NAME(struct letter, title),
	TEXT_NAME(struct letter, name),
	TEXT_NAME(struct letter, path),
	FLAG_NAME(struct letter, is_current),
	LIST_NAME(struct letter, entries, &view_entry),
	{ 0 },
};
static const struct view view_letter = { .name = "letter",
					 .size = sizeof(struct letter),
					 .names = letter_names };

struct a_z_page {
	struct shell shell;
	struct list letters; /* all of struct letter */
	struct list shown;   /* those whose entries stand on this page */
};

static const struct name a_z_names[] = {
	LIST_NAME(struct a_z_page, letters, &view_letter),
	LIST_NAME(struct a_z_page, shown, &view_letter),
	INCLUDE(struct a_z_page, shell, &view_shell),
	{ 0 },
};
static const struct view view_a_z = { .name = "A to Z",
				      .size = sizeof(struct a_z_page),
				      .names = a_z_names };

static int by_title(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;
	int order = title_compare(a->key, b->key);

	if (!order)
		order = strcmp(a->title, b->title);
	return order ? order : strcmp(a->path, b->path);
}

static struct entry *make_entries(struct press *p, const struct search_doc *docs, size_t count)
{
	struct entry *entries = arena_array(p->run, count, sizeof(*entries));

	for (size_t i = 0; i < count; i++) {
		const char *language = docs[i].language ? docs[i].language : p->site->language;

		entries[i] = (struct entry){
			.title = docs[i].title,
			.path = docs[i].path,
			.kind = docs[i].kind_word,
			.own_lang = docs[i].language,
			.own_rtl = language_is_rtl(docs[i].language),
			.key = title_key(docs[i].title, language_is_english(language), p->run),
		};
	}
	qsort(entries, count, sizeof(*entries), by_title);
	return entries;
}

struct letter_name letter_name(const struct interface *t, const char *key, struct arena *a)
{
	uint32_t cp = 0;
	size_t len = utf8_decode(key, strlen(key), &cp);

	if (cp >= '0' && cp <= '9')
		return (struct letter_name){ .title = t->a_z_digits, .id = "0" };
	if (!len || is_unparted(cp))
		return (struct letter_name){ .title = t->a_z_others, .id = "other" };
	if (cp < 0x80)
		return (struct letter_name){ .title = arena_printf(a, "%c", (char)cp - 0x20),
					     .id = arena_printf(a, "%c", (char)cp) };
	return (struct letter_name){ .title = arena_printf(a, "%.*s", (int)len, key),
				     .id = arena_printf(a, "u%" PRIx32, cp) };
}

static struct list make_letters(struct press *p, struct entry *entries, size_t count)
{
	struct letter *letters = NULL;
	struct list list = { 0 };

	for (size_t i = 0, room = 0; i < count; i++) {
		const struct letter_name name =
			letter_name(p->site->interface, entries[i].key, p->run);
		struct letter letter = { .title = name.title, .name = name.id };
		struct letter *last = list.count ? &letters[list.count - 1] : NULL;

		if (last && strcmp(last->name, letter.name) == 0) {
			last->entries.count++;
			continue;
		}
		letter.path = arena_printf(p->run, count > ONE_PAGE ? "a-z/%s.html" : "a-z.html#%s",
					   letter.name);
		letter.entries = (struct list){ .items = &entries[i], .count = 1 };
		letters = arena_grow(p->run, letters, list.count, &room, sizeof(*letters));
		letters[list.count++] = letter;
	}
	list.items = letters;
	return list;
}

static void render_page(struct press *p, const struct template *t, struct page_meta meta,
			struct a_z_page *page)
{
	meta.group = OUTPUT_LIST;
	page->shell = press_shell(p, &meta);
	press_page(p, t, &meta, page, page->shell.root);
}

static void render_letter(struct press *p, const struct template *t, struct list letters, size_t i)
{
	struct letter *letter = &((struct letter *)letters.items)[i];
	struct a_z_page page = { .letters = letters, .shown = { .items = letter, .count = 1 } };
	const struct page_meta meta = {
		.path = letter->path,
		.title = arena_printf(&p->page, "%s – %s", letter->title,
				      p->site->interface->a_z_title),
	};

	letter->is_current = true;
	render_page(p, t, meta, &page);
	letter->is_current = false;
}

const struct template *a_z_template(struct theme *theme)
{
	return theme_template(theme, "a-z", &view_a_z);
}

void render_a_z(struct press *p, const struct template *t, const struct search_doc *docs,
		size_t count)
{
	struct entry *entries = make_entries(p, docs, count);
	struct list letters = make_letters(p, entries, count);
	struct a_z_page page = { .letters = letters };

	if (count <= ONE_PAGE)
		page.shown = letters;
	render_page(p, t,
		    (struct page_meta){ .path = "a-z.html",
					.title = p->site->interface->a_z_title,
					.summary = p->site->interface->a_z_lead,
					.offers_reuse = true },
		    &page);
	for (size_t i = 0; count > ONE_PAGE && i < letters.count; i++)
		render_letter(p, t, letters, i);
}
