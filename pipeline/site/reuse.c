#include "reuse.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "mail.h"
#include "model/embed.h"
#include "model/licence.h"
#include "model/network.h"
#include "notices.h"
#include "press.h"

static const struct name reuse_names[] = {
	TEXT_NAME(struct reuse, url),
	TEXT_NAME(struct reuse, qr_path),
	TEXT_NAME(struct reuse, qr_alt),
	TEXT_NAME(struct reuse, citation),
	TEXT_NAME(struct reuse, mail),
	TEXT_NAME(struct reuse, licence_name),
	TEXT_NAME(struct reuse, licence_url),
	TEXT_NAME(struct reuse, licence_says),
	TEXT_NAME(struct reuse, embed_frame),
	TEXT_NAME(struct reuse, text_path),
	TEXT_NAME(struct reuse, handout_path),
	TEXT_NAME(struct reuse, poster_path),
	FLAG_NAME(struct reuse, has_forms),
	TEXT_NAME(struct reuse, print_path),
	{ 0 },
};
const struct view view_reuse = { .name = "reuse",
				 .size = sizeof(struct reuse),
				 .names = reuse_names };

char *page_beside(const char *page, const char *suffix, struct arena *a)
{
	return arena_printf(a, "%.*s%s", (int)(strlen(page) - strlen(".html")), page, suffix);
}

/* Citation */

struct parts {
	struct strbuf text;
	const char *all[8];
	size_t count;
};

static void add_part(struct parts *p, const char *part)
{
	if (!part || !*part)
		return;
	for (size_t i = 0; i < p->count; i++) {
		if (strcmp(p->all[i], part) == 0)
			return;
	}
	if (p->count)
		strbuf_adds(&p->text, ", ");
	strbuf_adds(&p->text, part);
	p->all[p->count++] = part;
}

char *citation_make(const struct site *site, const struct page_meta *meta, const char *url,
		    struct arena *a)
{
	const struct episode *e = meta->episode;
	const char *title = e ? e->title : meta->title ? meta->title : site->title;
	const struct filling with[] = { { "title", title }, { 0 } };
	struct parts p = { .text = STRBUF_INIT(LIMIT_PAGE_BYTES) };

	if (title != site->title)
		add_part(&p, meta->show ? meta->show->author : site->title);
	add_part(&p, interface_fill(site->interface->cite_title, with, a));
	add_part(&p, e ? e->show->title : NULL);
	if (title != site->title)
		add_part(&p, site->title);
	add_part(&p, e && e->date.set ? interface_date(site->interface, e->date, a) : NULL);
	add_part(&p, url);
	char *text = arena_strndup(a, p.text.data, p.text.len);
	strbuf_release(&p.text);
	return text;
}

/* Licence */

static const char *licence_words(const struct interface *i, const char *id)
{
	const struct {
		const char *id, *words;
	} all[] = {
		{ "CC-BY-4.0", i->licence_by },
		{ "CC-BY-SA-4.0", i->licence_by_sa },
		{ "CC-BY-ND-4.0", i->licence_by_nd },
		{ "CC-BY-NC-4.0", i->licence_by_nc },
		{ "CC-BY-NC-SA-4.0", i->licence_by_nc_sa },
		{ "CC-BY-NC-ND-4.0", i->licence_by_nc_nd },
		{ "CC0-1.0", i->licence_zero },
		{ "OGL-UK-3.0", i->licence_by },
		{ "ARR", i->licence_none },
	};

	for (size_t k = 0; k < COUNT(all); k++) {
		if (strcmp(all[k].id, id) == 0)
			return all[k].words;
	}
	return NULL;
}

static void add_licence(struct reuse *r, const struct site *site, const struct page_meta *meta)
{
	const struct episode *e = meta->episode;
	const char *id = e && e->licence ? e->licence
			 : meta->show    ? meta->show->licence
					 : site->licence;
	const struct licence *known = id ? licence_find(id) : NULL;

	if (!known)
		return;
	r->licence_name = known->name;
	r->licence_url = known->url;
	r->licence_says = licence_words(site->interface, known->id);
}

static void add_qr(struct press *p, struct reuse *r, const struct page_meta *meta,
		   const char *title)
{
	const struct filling with[] = { { "title", title }, { 0 } };
	const char *path = page_beside(meta->path, ".qr.svg", &p->page);

	r->qr_alt = interface_fill(p->site->interface->qr_of_page, with, &p->page);
	if (reuse_put_qr(p, path, r->url, r->qr_alt))
		r->qr_path = path;
}

static const char *mail_of(struct press *p, const struct page_meta *meta, const char *title,
			   const char *url)
{
	const char *summary = meta->summary ? meta->summary : "";
	const char *body =
		arena_printf(&p->page, "%s\n%s%s%s\n", title, summary, *summary ? "\n" : "", url);

	return mail_letter(title, body, &p->page);
}

/* NULL: none was drawn. */
static const char *poster_of(const struct site *site, const struct page_meta *meta)
{
	if (meta->episode)
		return meta->episode->poster.path;
	if (meta->show)
		return meta->show->poster.path;
	if (meta->item && meta->item->kind == &kind_meeting)
		return ((const struct meeting *)meta->item)->poster.path;
	return strcmp(meta->path, "pages/find-help.html") == 0 ? site->help_poster.path : NULL;
}

static void add_escaped(struct strbuf *out, const char *text)
{
	text_escape_html(out, text, strlen(text));
}

/* A notice for pages of others: no frame and no script, only a paragraph with a link. */
static const char *notice_snippet(struct press *p, const struct notice *n, const char *url)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);
	const struct notice_line line = notice_line_of(p->site, n, &p->page);

	strbuf_adds(&out, "<p><strong>");
	add_escaped(&out, line.label);
	strbuf_adds(&out, ":</strong> <a href=\"");
	add_escaped(&out, url);
	strbuf_adds(&out, "\">");
	add_escaped(&out, n->title);
	strbuf_adds(&out, "</a>. ");
	add_escaped(&out, n->summary);
	strbuf_adds(&out, " (");
	add_escaped(&out, line.source);
	strbuf_adds(&out, ". ");
	add_escaped(&out, line.until);
	strbuf_adds(&out, ")</p>");
	return arena_strndup(&p->page, out.data, out.len);
}

struct reuse *reuse_make(struct press *p, const struct page_meta *meta)
{
	const struct site *site = p->site;
	const struct episode *e = meta->episode;
	const char *title = meta->title ? meta->title : site->title;
	struct reuse *r = arena_new(&p->page, struct reuse);

	r->url = site_permalink(site, meta->path, &p->page);
	r->citation = citation_make(site, meta, r->url, &p->page);
	r->mail = mail_of(p, meta, title, r->url);
	add_licence(r, site, meta);
	add_qr(p, r, meta, title);
	if (e)
		r->embed_frame = embed_of(site, e, &p->page).frame;
	if (meta->item && meta->item->kind == &kind_notice)
		r->embed_frame = notice_snippet(p, (const struct notice *)meta->item, r->url);
	r->poster_path = poster_of(site, meta);
	if (e && e->questions.count)
		r->handout_path = handout_path(e, &p->page);
	if (meta->handout_path)
		r->handout_path = meta->handout_path;
	r->print_path = p->print_path;
	r->text_path = reuse_put_text(p, meta, r);
	r->has_forms = r->text_path || r->handout_path || r->poster_path;
	return r;
}
