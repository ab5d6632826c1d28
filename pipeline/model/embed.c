#include "model/embed.h"

#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/translation.h"

/* The page in the frame fits into this, its titles in two lines each… */
#define FRAME_WIDTH  600
#define FRAME_HEIGHT 256

/* …with a note in as many lines as it has on a phone. */
#define NOTE_HEIGHT      84
#define NOTE_LINE        24
#define NOTE_LINE_LENGTH 36

#define EMBED_SUFFIX ".embed.html"

static int height_of(const struct episode *e)
{
	int length = e->note ? (int)utf8_length(e->note) : 0;

	return FRAME_HEIGHT + (length ? NOTE_HEIGHT + NOTE_LINE * (length / NOTE_LINE_LENGTH) : 0);
}

static void add_attribute(struct strbuf *out, const char *name, const char *value)
{
	strbuf_addf(out, " %s=\"", name);
	text_escape_html(out, value, strlen(value));
	strbuf_addc(out, '"');
}

/* The page in it runs no script and needs no rights. */
static char *frame_of(const struct embed *embed, const char *url, const char *title,
		      struct arena *a)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_PAGE_BYTES);

	strbuf_adds(&out, "<iframe");
	add_attribute(&out, "src", url);
	add_attribute(&out, "title", title);
	strbuf_addf(&out, " width=\"%d\" height=\"%d\" style=\"max-width:100%%;border:0\"",
		    embed->width, embed->height);
	strbuf_adds(&out, " loading=\"lazy\"></iframe>");
	return arena_strndup(a, out.data, out.len);
}

static char *with_suffix(const char *page, const char *suffix, struct arena *a)
{
	return arena_printf(a, "%.*s%s", (int)(strlen(page) - strlen(".html")), page, suffix);
}

char *embed_path(const char *page, struct arena *a)
{
	return with_suffix(page, EMBED_SUFFIX, a);
}

char *embed_page_of(const char *path, struct arena *a)
{
	size_t stem = strlen(path) - strlen(EMBED_SUFFIX);

	return text_ends(path, EMBED_SUFFIX) ? arena_printf(a, "%.*s.html", (int)stem, path) : NULL;
}

struct embed embed_of(const struct site *site, const struct episode *e, struct arena *a)
{
	struct embed embed = { .width = FRAME_WIDTH, .height = height_of(e) };

	if (!e->recording.path)
		return embed;
	const char *page = item_original(&e->item)->path;

	embed.path = embed_path(page, a);
	embed.oembed_path = with_suffix(page, ".oembed.json", a);
	embed.frame = frame_of(&embed, site_url(site, embed.path, a),
			       arena_printf(a, "%s – %s", e->title, e->show->title), a);
	return embed;
}
