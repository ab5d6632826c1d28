#include "entry.h"

#include "help.h"
#include "notes.h"

void entry_html(const struct render *r, const struct news *n, struct strbuf *out)
{
	const struct links links = { r->address, site_permalink(r->site, n->path, r->scratch) };

	strbuf_clear(out);
	notes_paragraph(out, n->note);
	if (n->html)
		notes_absolute(out, n->html, &links);
	else
		notes_paragraph(out, n->summary);
	if (n->care)
		help_html(r, n->care, out);
}

char *entry_urn(const char *guid, struct arena *a)
{
	return arena_printf(a, "urn:uuid:%s", guid);
}
