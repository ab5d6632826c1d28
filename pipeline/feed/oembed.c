/*
 * Beside each episode, what a site needs that shows it in a frame: oEmbed 1.0
 * (https://oembed.com, section 2.3), as a file, because a static site answers
 * no questions about sizes.
 */
#include <string.h>

#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "render.h"

/* The embed page fits a frame of this size, from a narrow phone on. */
#define FRAME_WIDTH  600
#define FRAME_HEIGHT 220

static void add_attribute(struct strbuf *out, const char *name, const char *value)
{
	strbuf_addf(out, " %s=\"", name);
	text_escape_html(out, value, strlen(value));
	strbuf_addc(out, '"');
}

/* The page in a frame. It runs no script and needs no rights. */
static void add_frame(struct strbuf *out, const char *url, const char *title)
{
	strbuf_adds(out, "<iframe");
	add_attribute(out, "src", url);
	add_attribute(out, "title", title);
	strbuf_addf(out, " width=\"%d\" height=\"%d\" style=\"max-width:100%%;border:0\"",
		    FRAME_WIDTH, FRAME_HEIGHT);
	strbuf_adds(out, " loading=\"lazy\"></iframe>");
}

static void write_thumbnail(struct render *r, struct json *j, const struct picture *cover)
{
	if (!cover || !cover->facts.width || !cover->facts.height)
		return;
	json_text(j, "thumbnail_url", site_url(r->site, cover->path, r->scratch));
	json_int(j, "thumbnail_width", cover->facts.width);
	json_int(j, "thumbnail_height", cover->facts.height);
}

void oembed_render(struct render *r, const struct episode *e)
{
	STRBUF_SCOPED struct strbuf frame = STRBUF_INIT(LIMIT_PAGE_BYTES);
	struct json j = JSON_INIT_PRETTY(r->out);
	struct arena *a = r->scratch;
	const char *embed = site_url(r->site, episode_embed_path(e, a), a);
	const struct output_meta meta = { episode_oembed_path(e, a), OUTPUT_PAGE,
					  "application/json+oembed" };

	if (!e->recording.path)
		return;
	add_frame(&frame, embed, arena_printf(a, "%s – %s", e->title, e->show->title));
	strbuf_clear(r->out);
	json_open(&j, NULL, '{');
	json_text(&j, "version", "1.0");
	json_text(&j, "type", "rich");
	json_text(&j, "title", e->title);
	json_text(&j, "author_name", e->show->author);
	json_text(&j, "author_url", site_permalink(r->site, e->show->item.path, a));
	json_text(&j, "provider_name", r->site->title);
	json_text(&j, "provider_url", site_permalink(r->site, r->site->item.path, a));
	write_thumbnail(r, &j, episode_cover(e));
	json_int(&j, "width", FRAME_WIDTH);
	json_int(&j, "height", FRAME_HEIGHT);
	json_text(&j, "html", frame.data);
	json_close(&j, '}');
	strbuf_addc(r->out, '\n');
	r->sink->put(r->sink, meta, r->out->data, r->out->len);
}
