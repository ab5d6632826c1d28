#include "site_body.h"

#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "source.h"
#include "wordpress_body.h"

#define BLANKS " \t\r\n"

/* A tag in a text: `{{< name arguments >}}`, `{% name arguments %}`, `{{ name | filter }}`. */
struct tag {
	const char *name; /* "/highlight" where it ends one */
	const char *rest; /* what stands behind the name, trimmed */
	const char *end;  /* behind the tag */
};

struct body {
	const struct site_body *site;
	struct strbuf *out;
	struct arena *arena;
	unsigned seen;
};

static void tell_lost(struct body *b, const char *name)
{
	b->site->lost(b->site->arg, arena_printf(b->arena, "'%.60s'", name));
}

/* Argument number `i` of a tag without names, or the one called `name`. */
static const char *argument(struct body *b, const struct tag *tag, const char *name)
{
	const char *end = tag->rest + strlen(tag->rest);
	const char *value = name ? wordpress_attribute(tag->rest, end, name, b->arena) : NULL;

	if (value || strchr(tag->rest, '='))
		return value;
	size_t quoted = *tag->rest == '"' || *tag->rest == '\'';
	size_t len = quoted ? strcspn(tag->rest + 1, "\"'") : strcspn(tag->rest, BLANKS "|");
	return len ? arena_strndup(b->arena, tag->rest + quoted, len) : NULL;
}

/* --- what they mean -----------------------------------------------------------------------------
 */

static void add_address(struct body *b, const char *url)
{
	strbuf_addf(b->out, "[%s](<%s>)", url, url);
}

static void add_film(struct body *b, const struct tag *tag, const char *at)
{
	const char *id = argument(b, tag, "id");

	if (id)
		add_address(b, text_begins_web(id) ? id : arena_printf(b->arena, "%s%s", at, id));
	else
		tell_lost(b, tag->name);
}

static void add_youtube(struct body *b, const struct tag *tag)
{
	add_film(b, tag, "https://www.youtube.com/watch?v=");
}

static void add_vimeo(struct body *b, const struct tag *tag)
{
	add_film(b, tag, "https://vimeo.com/");
}

static void add_figure(struct body *b, const struct tag *tag)
{
	const char *src = argument(b, tag, "src"), *alt = argument(b, tag, "alt");
	const char *caption = argument(b, tag, "caption"), *title = argument(b, tag, "title");

	if (!src) {
		tell_lost(b, tag->name);
		return;
	}
	strbuf_addf(b->out, "![%s](<%s>)", alt ? alt : caption ? caption : "", src);
	if (title)
		strbuf_addf(b->out, "\n\n**%s**", title);
	if (caption)
		strbuf_addf(b->out, "\n\n*%s*", caption);
}

/* A page of the same site: its address stands where the tag stood, mostly inside a link. */
static void add_page(struct body *b, const struct tag *tag)
{
	const char *path = argument(b, tag, "path");
	const char *url = path ? b->site->page(b->site->arg, path) : NULL;

	if (!url)
		tell_lost(b, tag->name);
	strbuf_adds(b->out, url ? url : b->site->base);
}

static void add_fence(struct body *b, const struct tag *tag)
{
	size_t len = strcspn(tag->rest, BLANKS);

	strbuf_addf(b->out, "\n```%.*s\n", (int)len, tag->rest);
}

static void end_fence(struct body *b, const struct tag *tag)
{
	(void)tag;
	strbuf_adds(b->out, "\n```\n");
}

/* Players of the recording, and what only layouts need. */
static void add_nothing(struct body *b, const struct tag *tag)
{
	(void)b;
	(void)tag;
}

static const struct meaning {
	const char *name;
	void (*add)(struct body *b, const struct tag *tag);
} meanings[] = {
	{ "figure", add_figure },      { "youtube", add_youtube }, { "vimeo", add_vimeo },
	{ "ref", add_page },           { "relref", add_page },     { "link", add_page },
	{ "post_url", add_page },      { "highlight", add_fence }, { "/highlight", end_fence },
	{ "endhighlight", end_fence }, { "audio", add_nothing },   { "podcast", add_nothing },
	{ "player", add_nothing },     { "endraw", add_nothing },  { "endcomment", add_nothing },
};

static void add_tag(struct body *b, const struct tag *tag)
{
	for (size_t i = 0; i < COUNT(meanings); i++) {
		if (strcmp(meanings[i].name, tag->name) == 0) {
			meanings[i].add(b, tag);
			return;
		}
	}
	if (*tag->name != '/' && !text_starts(tag->name, "end"))
		tell_lost(b, tag->name);
}

/* --- where they are ------------------------------------------------------------------------------
 */

/* Splits what stands between `start` and the mark that ends a tag; false: it has no end. */
static bool find_tag(struct body *b, const char *start, const char *mark, struct tag *tag)
{
	const char *end = b->seen++ < LIMIT_SHORT_CODES ? strstr(start, mark) : NULL;
	const char *inside =
		end ? source_text(arena_strndup(b->arena, start, (size_t)(end - start)), b->arena)
		    : NULL;

	if (!inside)
		return false;
	inside += *inside == '-' && inside[1] ? 1 + strspn(inside + 1, BLANKS) : 0;
	size_t slash = *inside == '/' ? 1 + strspn(inside + 1, BLANKS) : 0;
	size_t len = strcspn(inside + slash, BLANKS);
	tag->name = arena_printf(b->arena, "%s%.*s", slash ? "/" : "", (int)len, inside + slash);
	tag->rest = inside + slash + len + strspn(inside + slash + len, BLANKS);
	tag->end = end + strlen(mark);
	return true;
}

/* `{{ site.baseurl }}`, `{{ "/img/x.jpg" | relative_url }}`; the rest is known to the site alone.
 */
static void add_output(struct body *b, const struct tag *tag)
{
	const char *name = tag->name;

	if (strcmp(name, "site.url") == 0) {
		strbuf_adds(b->out, b->site->base);
	} else if (*name == '"' || *name == '\'') {
		size_t len = strcspn(name + 1, "\"'");

		if (strstr(tag->rest, "_url") && name[1] == '/')
			strbuf_adds(b->out, b->site->base);
		strbuf_add(b->out, name + 1, len);
	} else if (strcmp(name, "site.baseurl") != 0) {
		tell_lost(b, name);
	}
}

/* What stands up to `{% endNAME %}`: as it is, or not at all. NULL: there is no such end. */
static const char *skip_to_end(struct body *b, const struct tag *tag, bool is_kept)
{
	const char *end = strstr(tag->end, arena_printf(b->arena, "{%% end%s %%}", tag->name));

	if (!end)
		return NULL;
	if (is_kept)
		strbuf_add(b->out, tag->end, (size_t)(end - tag->end));
	return end + strlen("{% end %}") + strlen(tag->name);
}

static const char *take_liquid(struct body *b, const char *s)
{
	struct tag tag;

	if (text_starts(s, "{%") && find_tag(b, s + 2, "%}", &tag)) {
		bool is_raw = strcmp(tag.name, "raw") == 0;
		const char *end = is_raw || strcmp(tag.name, "comment") == 0
					  ? skip_to_end(b, &tag, is_raw)
					  : NULL;

		if (!end)
			add_tag(b, &tag);
		return end ? end : tag.end;
	}
	if (text_starts(s, "{{") && find_tag(b, s + 2, "}}", &tag)) {
		add_output(b, &tag);
		return tag.end;
	}
	return NULL;
}

/* `{{</` and a star: how the sign for a short code is written where it is meant as such. */
static const char *take_shown(struct body *b, const char *s, const char *mark, const char *end_mark)
{
	const char *end = strstr(s, end_mark);

	if (!end)
		return NULL;
	strbuf_addf(b->out, "%s%.*s%s", mark, (int)(end - s - 5), s + 5, end_mark + 2);
	return end + 5;
}

static const char *take_hugo(struct body *b, const char *s)
{
	struct tag tag;

	if (text_starts(s, "{{</*"))
		return take_shown(b, s, "{{<", "*/>}}");
	if (text_starts(s, "{{%/*"))
		return take_shown(b, s, "{{%", "*/%}}");
	bool is_code = (text_starts(s, "{{<") && find_tag(b, s + 3, ">}}", &tag)) ||
		       (text_starts(s, "{{%") && find_tag(b, s + 3, "%}}", &tag));
	if (!is_code)
		return NULL;
	add_tag(b, &tag);
	return tag.end;
}

/* `{: .class}`, `{:toc}` of kramdown; `{#id}`, `{.class}` of Hugo behind a heading. */
static const char *take_mark(const char *s)
{
	size_t len = strcspn(s, "}\n");
	const char *behind = s + len + 1;

	if (s[len] != '}' || !strchr(":#.", s[1]))
		return NULL;
	behind += strspn(behind, " \t");
	return s[1] == ':' || *behind == '\n' || !*behind ? behind : NULL;
}

static const char *take_comment(const char *s)
{
	const char *end = text_starts(s, "<!--") ? strstr(s, "-->") : NULL;

	return end ? end + 3 : NULL;
}

static const char *take_sign(struct body *b, const char *s)
{
	const char *end = NULL;

	if (*s == '<')
		return take_comment(s);
	end = b->site->form == FORM_HUGO ? take_hugo(b, s) : take_liquid(b, s);
	return end ? end : take_mark(s);
}

/* Both programs look into code too; what stands there by itself would be no code otherwise. */
void foreign_body(const char *text, const struct site_body *site, struct strbuf *out,
		  struct arena *a)
{
	struct body b = { .site = site, .out = out, .arena = a };

	while (*text) {
		size_t len = strcspn(text, "{<");
		const char *end;

		strbuf_add(out, text, len);
		text += len;
		if (!*text)
			break;
		end = take_sign(&b, text);
		if (!end)
			strbuf_addc(out, *text);
		text = end ? end : text + 1;
	}
}
