#include "help.h"

#include <string.h>

#include "base/text.h"
#include "model/care.h"

/* Descriptions are short; the page has all. */
#define HELP_MOST 4

static void add_text(struct strbuf *out, const char *text)
{
	text_escape_html(out, text, strlen(text));
}

static void add_link(struct strbuf *out, const char *address, const char *text)
{
	strbuf_adds(out, "<a href=\"");
	add_text(out, address);
	strbuf_adds(out, "\">");
	add_text(out, text);
	strbuf_adds(out, "</a>");
}

/* The number to ring, else that for text messages, else the website. */
static void add_way(const struct render *r, const struct help_entry *h, struct strbuf *out)
{
	struct arena *a = r->scratch;

	if (h->phone)
		add_link(out, arena_printf(a, "tel:%s", phone_dialled(h->phone, a)),
			 interface_foreign(r->site->interface, h->phone, a));
	else if (h->text)
		add_text(out, help_text_words(r->site->interface, h, a));
	else if (h->web)
		add_link(out, h->web, h->web);
}

static void add_entry(const struct render *r, const struct help_entry *h, struct strbuf *out)
{
	strbuf_adds(out, "<li>");
	add_text(out, h->title);
	strbuf_adds(out, ": ");
	add_way(r, h, out);
	if (h->hours) {
		strbuf_adds(out, " (");
		add_text(out, h->hours);
		strbuf_adds(out, ")");
	}
	strbuf_adds(out, "</li>\n");
}

void help_html(const struct render *r, const struct care *care, struct strbuf *out)
{
	const struct interface *t = r->site->interface;
	size_t count = care->help_count < HELP_MOST ? care->help_count : HELP_MOST;

	if (!count)
		return;
	strbuf_adds(out, "<p><strong>");
	add_text(out, t->help_inset);
	strbuf_adds(out, "</strong></p>\n<ul>\n");
	for (size_t i = 0; i < count; i++)
		add_entry(r, care->help[i], out);
	strbuf_addf(out, "</ul>\n<p><a href=\"%spages/find-help.html\">", r->address);
	add_text(out, t->help_all);
	strbuf_adds(out, "</a></p>\n");
}
