#include "site/letter.h"

#include "base/diag.h"
#include "flash_digest.h"
#include "letter_page.h"
#include "mail.h"
#include "press.h"
#include "prose.h"
#include "views.h"

struct letter_page {
	const char *root; /* the address of the site */
	const char *lang;
	bool rtl;
	const char *why, *stop; /* why it comes; the mailto: link that ends it, or NULL */
	struct flash_digest digest;
	const struct site *site;
	const struct interface *t;
};

static const struct name letter_names[] = {
	TEXT_NAME(struct letter_page, root),
	TEXT_NAME(struct letter_page, lang),
	FLAG_NAME(struct letter_page, rtl),
	TEXT_NAME(struct letter_page, why),
	TEXT_NAME(struct letter_page, stop),
	INCLUDE(struct letter_page, digest, &view_flash_digest),
	ITEM_NAME(struct letter_page, site, &view_site),
	ITEM_NAME(struct letter_page, t, &view_interface),
	{ 0 },
};
static const struct view view_letter = { .name = "letter",
					 .size = sizeof(struct letter_page),
					 .names = letter_names };

const struct template *letter_template(struct theme *theme)
{
	return theme_template(theme, "letter", &view_letter);
}

static const char *text_of(const struct letter_page *page, struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);
	const struct indent plain = { "", "" };

	flash_digest_text(&page->digest, page->site, &out, a);
	strbuf_addf(&out, "\n%s:\n%s\n\n-- \n", page->t->letter_online, page->digest.url);
	if (page->why)
		prose_add(&out, page->why, plain);
	return strbuf_ok(&out) ? arena_strndup(a, out.data, out.len) : NULL;
}

static const char *html_of(const struct letter_page *page, const struct template *t,
			   struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);

	template_render(t, page, page->root, &out);
	return strbuf_ok(&out) ? arena_strndup(a, out.data, out.len) : NULL;
}

static struct letter_page page_of(const struct site *site, const struct flash_report *r,
				  struct arena *a)
{
	const struct interface *t = site->interface;
	const struct filling with[] = { { "site", site->title },
					{ "contact", site->contact },
					{ 0 } };

	return (struct letter_page){
		.root = site_url(site, "", a),
		.lang = site->language,
		.rtl = language_is_rtl(site->language),
		.why = site->contact ? interface_fill(t->letter_why, with, a) : NULL,
		.stop = site->contact ? mail_link(site->contact, t->letter_stop, a) : NULL,
		.digest = flash_digest_make(site, r, a),
		.site = site,
		.t = t,
	};
}

bool letter_make(const struct site *site, const struct flash_report *r, const char *theme_dir,
		 struct letter *letter, struct diag *diag)
{
	struct arena *a = diag->arena;
	const struct letter_page page = page_of(site, r, a);
	struct theme theme;

	theme_init(&theme, theme_dir, a, diag);
	const struct template *t = letter_template(&theme);

	if (!t)
		return false;
	*letter = (struct letter){
		.subject = arena_printf(a, "%s – %s", r->title, page.digest.kicker),
		.text = text_of(&page, a),
		.stop = page.stop,
		.html = html_of(&page, t, a),
	};
	if (letter->text && letter->html)
		return true;
	diag_report(diag, DIAG_PAGE_TOO_BIG, span_of(r->item.src),
		    "the letter would be longer than %zu MB", LIMIT_PAGE_BYTES >> 20);
	return false;
}
