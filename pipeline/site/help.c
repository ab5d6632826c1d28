#include "help.h"

#include "base/mem.h"
#include "base/path.h"
#include "model/care.h"
#include "model/language.h"
#include "model/translation.h"
#include "phrase.h"
#include "press.h"
#include "versions.h"
#include "views.h"

/* More would be a page of its own; that is one touch away. */
#define INSET_MOST 5

static const struct name spoken_names[] = {
	TEXT_NAME(struct spoken, code),
	TEXT_NAME(struct spoken, name),
	FLAG_NAME(struct spoken, is_last),
	{ 0 },
};
static const struct view view_spoken = { .name = "language",
					 .size = sizeof(struct spoken),
					 .names = spoken_names };

static const struct name entry_names[] = {
	HTML_NAME(struct help_entry, body_html),
	{ "slug", NAME_TEXT, offsetof(struct help_entry, item) + offsetof(struct item, slug),
	  NULL },
	{ 0 },
};
static const struct view view_entry = {
	.name = "help", .size = sizeof(struct help_entry), .names = entry_names, .kind = &kind_help
};

static const struct name help_line_names[] = {
	TEXT_NAME(struct help_line, ring),
	TEXT_NAME(struct help_line, tel),
	TEXT_NAME(struct help_line, write),
	TEXT_NAME(struct help_line, sms),
	TEXT_NAME(struct help_line, site),
	TEXT_NAME(struct help_line, checked),
	TEXT_NAME(struct help_line, day),
	LIST_NAME(struct help_line, languages, &view_spoken),
	TEXT_NAME(struct help_line, more),
	TEXT_NAME(struct help_line, own_lang),
	FLAG_NAME(struct help_line, own_rtl),
	BORROW(struct help_line, entry, &view_entry),
	{ 0 },
};
const struct view view_help_line = { .name = "help",
				     .size = sizeof(struct help_line),
				     .names = help_line_names };

static const struct name help_inset_names[] = {
	LIST_NAME(struct help_inset, help_lines, &view_help_line),
	TEXT_NAME(struct help_inset, help_path),
	{ 0 },
};
const struct view view_help_inset = { .name = "help inset",
				      .size = sizeof(struct help_inset),
				      .names = help_inset_names };

static struct list languages_of(const struct help_entry *h, struct arena *a)
{
	struct spoken *all = arena_array(a, h->languages.count, sizeof(*all));

	for (size_t i = 0; i < h->languages.count; i++)
		all[i] = (struct spoken){ .code = h->languages.items[i],
					  .name = language_own_name(h->languages.items[i]),
					  .is_last = i + 1 == h->languages.count };
	return (struct list){ .items = all, .count = h->languages.count };
}

/* RFC 5724, with the body that telephones understand. */
static const char *sms_address(const struct help_entry *h, struct arena *a)
{
	const char *number = phone_dialled(h->text, a);

	return h->text_word
		       ? arena_printf(a, "sms:%s?body=%s", number, path_to_url(h->text_word, a))
		       : arena_printf(a, "sms:%s", number);
}

/* The entry in the language that the page speaks, where there is such a version. */
static const struct help_entry *in_language(const struct site *site, const struct help_entry *h,
					    struct arena *a)
{
	const struct item *item = item_in_language(&h->item, site->language);

	if (item == &h->item)
		return h;
	struct help_entry *version = item_translated(&h->item, item, a);
	version->body_html = ((const struct help_entry *)item)->body_html;
	return version;
}

struct help_line help_line_make(const struct site *site, const struct help_entry *entry,
				struct arena *a)
{
	const struct interface *t = site->interface;
	const struct help_entry *h = in_language(site, entry, a);

	return (struct help_line){
		.entry = h,
		.ring = h->phone ? words_fill(t->help_ring, "number", h->phone, a) : NULL,
		.tel = h->phone ? phone_dialled(h->phone, a) : NULL,
		.write = h->text ? help_text_words(t, h, a) : NULL,
		.sms = h->text ? sms_address(h, a) : NULL,
		.site = h->web ? words_fill(t->help_website, "name", h->title, a) : NULL,
		.checked = h->checked.set ? words_fill(t->help_checked, "date",
						       interface_date(t, h->checked, a), a)
					  : NULL,
		.day = h->checked.set ? date_day(h->checked, a) : NULL,
		.languages = languages_of(h, a),
		.own_lang = item_own_language(site, &h->item),
		.own_rtl = language_is_rtl(item_own_language(site, &h->item)),
	};
}

struct help_inset help_inset_make(const struct site *site, const struct episode *e, struct arena *a)
{
	size_t count = e->care.help_count < INSET_MOST ? e->care.help_count : INSET_MOST;
	struct help_line *lines = arena_array(a, count, sizeof(*lines));
	const struct page *page = site_page(site, "find-help");

	for (size_t i = 0; i < count; i++)
		lines[i] = help_line_make(site, e->care.help[i], a);
	return (struct help_inset){
		.help_lines = { .items = lines, .count = count },
		.help_path = page ? item_in_language(&page->item, site->language)->path : NULL
	};
}
