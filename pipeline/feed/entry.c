#include "entry.h"

#include "base/hash.h"
#include "help.h"
#include "model/guid.h"
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
	static const uint8_t entries[16] = "blether's atoms";
	char made[UUID_LEN + 1];

	if (guid && !guid_is_uuid(guid)) {
		uuid_v5(entries, guid, made);
		guid = made;
	}
	return arena_printf(a, "urn:uuid:%s", guid);
}
