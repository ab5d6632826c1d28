/*
 * Beside each episode, what a site needs that shows it in a frame: oEmbed 1.0
 * (https://oembed.com, section 2.3), as a file, because a static site answers
 * no questions about sizes.
 */
#include "base/json.h"
#include "model/embed.h"
#include "render.h"

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
	const struct embed embed = embed_of(r->site, e, r->scratch);
	struct json j = JSON_INIT_PRETTY(r->out);
	struct arena *a = r->scratch;

	if (!embed.path)
		return;
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
	json_int(&j, "width", embed.width);
	json_int(&j, "height", embed.height);
	json_text(&j, "html", embed.frame);
	json_close(&j, '}');
	strbuf_addc(r->out, '\n');
	r->sink->put(
		r->sink,
		(struct output_meta){ embed.oembed_path, OUTPUT_PAGE, "application/json+oembed" },
		r->out->data, r->out->len);
}
