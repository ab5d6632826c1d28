#include "render.h"

#include "base/diag.h"

static void refuse(struct render *r, const char *path, const char *why)
{
	diag_report(r->diag, DIAG_FEED_REFUSED, span_of(r->site->item.src),
		    "'%s' could not be written: %s", path, why);
}

void render_put(struct render *r, const char *path, const char *type)
{
	const struct output_meta meta = { path, OUTPUT_FEED, type };

	if (strbuf_ok(r->out))
		r->sink->put(r->sink, meta, r->out->data, r->out->len);
	else
		refuse(r, path, "it is longer than any feed may be");
}

void render_put_xml(struct render *r, const char *refused, const char *path, const char *type)
{
	if (refused)
		refuse(r, path, refused);
	else
		render_put(r, path, type);
}

char *feed_lower(const char *text, struct arena *a)
{
	char *low = text ? arena_strdup(a, text) : NULL;

	for (char *c = low; c && *c; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	}
	return low;
}
