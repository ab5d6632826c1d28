#include "entry.h"

#include <string.h>

#include "base/text.h"
#include "notes.h"

static void add_paragraph(struct strbuf *out, const char *text)
{
	strbuf_adds(out, "<p>");
	text_escape_html(out, text, strlen(text));
	strbuf_adds(out, "</p>\n");
}

void entry_html(const struct render *r, const struct news *n, struct strbuf *out)
{
	const struct links links = { r->address, site_permalink(r->site, n->path, r->scratch) };

	strbuf_clear(out);
	if (n->note)
		add_paragraph(out, n->note);
	if (n->html)
		notes_absolute(out, n->html, &links);
	else if (n->summary)
		add_paragraph(out, n->summary);
}

char *entry_urn(const char *guid, struct arena *a)
{
	return arena_printf(a, "urn:uuid:%s", guid);
}
