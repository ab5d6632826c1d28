#include "render.h"

#include "base/json.h"

void render_seconds(struct json *j, const char *key, int64_t ms)
{
	json_thousandths(j, key, ms);
}

static void write_chapter(struct render *r, struct json *j, const struct chapter *c)
{
	json_open(j, NULL, '{');
	render_seconds(j, "startTime", c->start);
	json_text(j, "title", c->title);
	if (c->picture_path)
		json_text(j, "img", site_url(r->site, c->picture_path, r->scratch));
	if (c->url)
		json_text(j, "url", c->url);
	json_close(j, '}');
}

/* JSON Chapters 1.2 (Podcasting 2.0 namespace, docs/examples/chapters/jsonChapters.md). */
void chapters_render(struct render *r, const struct episode *e)
{
	const struct chapter *all = e->chapters.items;
	struct json j = JSON_INIT_PRETTY(r->out);

	strbuf_clear(r->out);
	json_open(&j, NULL, '{');
	json_text(&j, "version", "1.2.0");
	json_text(&j, "title", e->title);
	json_text(&j, "podcastName", e->show->title);
	json_open(&j, "chapters", '[');
	for (size_t i = 0; i < e->chapters.count; i++)
		write_chapter(r, &j, &all[i]);
	json_close(&j, ']');
	json_close(&j, '}');
	strbuf_addc(r->out, '\n');
	r->sink->put(
		r->sink,
		(struct output_meta){ e->chapters_path, OUTPUT_PAGE, "application/json+chapters" },
		r->out->data, r->out->len);
}
