#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "access.h"
#include "base/limits.h"
#include "base/text.h"
#include "html_notes.h"

/* --- what is asked of the tree ------------------------------------------------------- */

bool html_is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcasecmp((const char *)node->name, name) == 0;
}

/* Is something to be mended at this byte? */
static bool is_odd(const char *s)
{
	const unsigned char *u = (const unsigned char *)s;

	return (u[0] < ' ' && !strchr("\t\n\r", *s)) ||
	       (u[0] == 0xc2 && u[1] >= 0x80 && u[1] <= 0x9f) ||
	       (u[0] == 0xef && (u[1] == 0xbf || u[1] == 0xbb));
}

/*
 * Characters that a reference stands for and that nobody means: &#146; is the apostrophe of Windows
 * (https://html.spec.whatwg.org/#numeric-character-reference-end-state); controls go; a lost letter
 * is a question mark.
 */
static const char *clean_text(const char *text, struct arena *a)
{
	static const uint16_t windows[] = {
		0x20ac, 0,	0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
		0x2039, 0x0152, 0,	0x017d, 0,	0,	0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
		0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,	0x017e, 0x0178,
	};
	const char *odd = text;

	while (*odd && !is_odd(odd))
		odd++;
	if (!*odd)
		return text;
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(4 * LIMIT_SOURCE_BYTES);

	strbuf_add(&out, text, (size_t)(odd - text));
	for (size_t n, left = strlen(odd); left; odd += n, left -= n) {
		uint32_t cp = 0;

		n = utf8_decode(odd, left, &cp);
		if (n && cp >= 0x80 && cp <= 0x9f && windows[cp - 0x80])
			utf8_encode(&out, windows[cp - 0x80]);
		else if (cp == 0xfffd)
			strbuf_addc(&out, '?');
		else if (n && utf8_is_xml(cp) && cp != 0xfeff)
			strbuf_add(&out, odd, n);
		n = n ? n : 1;
	}
	return arena_strndup(a, out.data, out.len);
}

const char *html_attr(const xmlNode *node, const char *name, struct arena *a)
{
	for (const xmlAttr *attr = node->properties; attr; attr = attr->next) {
		if (strcasecmp((const char *)attr->name, name) != 0)
			continue;
		xmlChar *value = xmlNodeListGetString(node->doc, attr->children, 1);
		const char *copy = arena_strdup(a, value ? (const char *)value : "");

		xmlFree(value);
		return clean_text(copy, a);
	}
	return NULL;
}

/* The next node inside `top` in the order of the document, or NULL. */
static const xmlNode *following(const xmlNode *n, const xmlNode *top)
{
	if (n->type == XML_ELEMENT_NODE && n->children)
		return n->children;
	while (n != top && !n->next)
		n = n->parent;
	return n == top ? NULL : n->next;
}

bool html_has(const xmlNode *node, const char *const *names)
{
	for (const xmlNode *in = following(node, node); in; in = following(in, node)) {
		if (in->type == XML_ELEMENT_NODE && text_is_one_of((const char *)in->name, names))
			return true;
	}
	return false;
}

const char *html_words(const xmlNode *node, size_t most, struct arena *a)
{
	STRBUF_SCOPED struct strbuf words = STRBUF_INIT(most);

	for (const xmlNode *in = node; in; in = following(in, node)) {
		if (in->type == XML_TEXT_NODE && in->content)
			strbuf_adds(&words, (const char *)in->content);
		else if (html_is(in, "br"))
			strbuf_addc(&words, '\n');
	}
	return strbuf_ok(&words) ? clean_text(arena_strdup(a, words.data), a) : NULL;
}

static bool is_blank(const char *text)
{
	while (*text) {
		if (text_starts(text, "\xc2\xa0"))
			text += 2;
		else if (strchr(" \t\r\n\f", *text))
			text++;
		else
			return false;
	}
	return true;
}

bool html_has_words(const xmlNode *node)
{
	for (const xmlNode *in = node; in; in = following(in, node)) {
		if (in->type == XML_TEXT_NODE && in->content && !is_blank((const char *)in->content))
			return true;
	}
	return false;
}

/* `name: value` in a style attribute, blanks aside. */
static bool style_says(const char *style, const char *name, const char *const *values)
{
	for (const char *at = style; at && (at = strcasestr(at, name)); at += strlen(name)) {
		const char *value = at + strlen(name) + strspn(at + strlen(name), " \t");

		if ((at > style && !strchr("; \t\n", at[-1])) || *value != ':')
			continue;
		value++;
		value += strspn(value, " \t");
		for (size_t i = 0; values[i]; i++) {
			if (strncasecmp(value, values[i], strlen(values[i])) == 0)
				return true;
		}
	}
	return false;
}

bool html_is_hidden(const xmlNode *node, struct arena *a)
{
	static const char *const none[] = { "none", NULL }, *const hidden[] = { "hidden", NULL };

	if (!node->properties)
		return false;
	const char *style = html_attr(node, "style", a);

	return html_attr(node, "hidden", a) || style_says(style, "display", none) ||
	       style_says(style, "visibility", hidden);
}

/* --- words --------------------------------------------------------------------------- */

/* Line ends are blanks, unless nothing else says where lines end. */
static void take_lines(struct notes *n, const char *text)
{
	for (const char *end; *text; text = *end ? end + 1 : end) {
		end = strchrnul(text, '\n');
		if (n->bare)
			notes_bare_text(n, text, (size_t)(end - text));
		else
			notes_add(n, text, (size_t)(end - text));
		if (*end)
			notes_break(n);
	}
}

/* `00:00`, `(1:02:03)`: a line that begins so is a chapter's. */
static bool is_stamp(const char *s)
{
	size_t n, parts = 0;

	s += strspn(s, " \t\r\n([");
	for (; (n = strspn(s, "0123456789")) >= 1 && n <= 3; s += n + 1) {
		parts++;
		if (s[n] != ':')
			break;
	}
	return parts >= 2 && n && strchr(" \t)]", s[n]) && s[n];
}

static bool begins_with_stamp(const struct notes *n, const char *text)
{
	for (size_t i = 0; i < n->runs.count; i++) {
		if (n->runs.all[i].kind != RUN_TEXT)
			return false;
		if (!is_blank(n->runs.all[i].text))
			return is_stamp(n->runs.all[i].text);
	}
	return is_stamp(text);
}

/* Chapters that somebody wrote in lines of their own without saying so: apps find them all the same. */
static void take_stamps(struct notes *n, const char *text)
{
	for (const char *end; *text; text = end) {
		end = text;
		do
			end = strchrnul(end + (*end == '\n'), '\n');
		while (*end && !is_stamp(end));
		notes_add(n, text, (size_t)(end - text));
		if (*end)
			notes_break(n);
	}
}

static void take_text(struct notes *n, const xmlNode *node)
{
	const char *text = clean_text(node->content ? (const char *)node->content : "", n->arena);

	if (n->lines || n->bare)
		take_lines(n, text);
	else if (strchr(text, '\n') && !n->in_cell && begins_with_stamp(n, text))
		take_stamps(n, text);
	else
		notes_adds(n, text);
}

static void take_inside(struct notes *n, const xmlNode *node, int arg)
{
	(void)arg;
	notes_walk_inside(n, node);
}

static void take_nothing(struct notes *n, const xmlNode *node, int arg)
{
	(void)n;
	(void)node;
	(void)arg;
}

static void take_styled(struct notes *n, const xmlNode *node, int style)
{
	const unsigned before = n->style;

	n->style |= (unsigned)style;
	notes_walk_inside(n, node);
	n->style = before;
}

/* Word processors set words by style alone, or wrap everything in <b style="font-weight:normal">. */
static void take_by_style(struct notes *n, const xmlNode *node, int style)
{
	static const char *const bold[] = { "bold", "700", "800", "900", NULL };
	static const char *const normal[] = { "normal", "400", NULL };
	static const char *const slant[] = { "italic", "oblique", NULL };
	const char *css = node->properties ? html_attr(node, "style", n->arena) : NULL;
	unsigned own = (unsigned)style;

	if (style_says(css, "font-weight", bold))
		own |= STYLE_STRONG;
	if (style_says(css, "font-weight", normal))
		own &= ~(unsigned)STYLE_STRONG;
	if (style_says(css, "font-style", slant))
		own |= STYLE_EMPH;
	if (style_says(css, "font-style", normal))
		own &= ~(unsigned)STYLE_EMPH;
	take_styled(n, node, (int)own);
}

static void take_break(struct notes *n, const xmlNode *node, int arg)
{
	(void)node;
	(void)arg;
	notes_break(n);
}

static const char *without_blanks(const char *text, struct arena *a)
{
	char *copy = arena_strdup(a, text + strspn(text, " \t\r\n"));
	size_t len = strlen(copy);

	while (len && strchr(" \t\r\n", copy[len - 1]))
		copy[--len] = '\0';
	for (char *s = copy; *s; s++) {
		if (*s == '\n' || *s == '\t' || *s == '\r')
			*s = ' ';
	}
	return copy;
}

static void take_code(struct notes *n, const xmlNode *node, int arg)
{
	static const char *const more[] = { "a",    "img", "p",    "div", "pre",
					    "code", "kbd", "samp", "tt",  NULL };
	const char *text = html_has(node, more) ? NULL
						: html_words(node, LIMIT_SOURCE_BYTES, n->arena);
	const char *inner = text ? without_blanks(text, n->arena) : "";

	if (!*inner) {
		take_inside(n, node, arg);
		return;
	}
	notes_add(n, text, strspn(text, " \t\r\n"));
	runs_add(&n->runs, (struct run){ .kind = RUN_CODE,
					 .style = n->style,
					 .link = n->link,
					 .text = inner,
					 .len = strlen(inner) });
	if (strchr(" \t\r\n", text[strlen(text) - 1]))
		notes_adds(n, " ");
}

/* Words between two signs. */
enum wrap { WRAP_STRUCK, WRAP_QUOTED };

static void take_wrapped(struct notes *n, const xmlNode *node, int wrap)
{
	static const char *const signs[][2] = { [WRAP_STRUCK] = { "~~", "~~" },
						[WRAP_QUOTED] = { "\xe2\x80\x9c", "\xe2\x80\x9d" } };

	if (!html_has_words(node)) {
		notes_walk_inside(n, node);
		return;
	}
	notes_adds(n, signs[wrap][0]);
	notes_walk_inside(n, node);
	notes_adds(n, signs[wrap][1]);
}

/* Small signs above or below the line that are characters of their own. */
static const char *raised(const char *text, bool below, struct arena *a)
{
	static const char plain[] = "0123456789+-=()";
	static const char *const above[] = { "\xe2\x81\xb0", "\xc2\xb9", "\xc2\xb2", "\xc2\xb3",
					     "\xe2\x81\xb4", "\xe2\x81\xb5", "\xe2\x81\xb6",
					     "\xe2\x81\xb7", "\xe2\x81\xb8", "\xe2\x81\xb9",
					     "\xe2\x81\xba", "\xe2\x81\xbb", "\xe2\x81\xbc",
					     "\xe2\x81\xbd", "\xe2\x81\xbe" };
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_MESSAGE);

	if (!*text || text[strspn(text, plain)])
		return NULL;
	for (; *text; text++) {
		size_t i = (size_t)(strchr(plain, *text) - plain);

		if (below) /* U+2080 … U+208E stand in the same order */
			strbuf_add(&out, (const char[]){ '\xe2', '\x82', (char)(0x80 + i) }, 3);
		else
			strbuf_adds(&out, above[i]);
	}
	return arena_strdup(a, out.data);
}

static void take_raised(struct notes *n, const xmlNode *node, int below)
{
	static const char *const more[] = { "a", "img", NULL };
	const char *words = html_has(node, more) ? NULL : html_words(node, 80, n->arena);
	const char *signs = words ? raised(words, below, n->arena) : NULL;

	if (signs)
		notes_adds(n, signs);
	else
		notes_walk_inside(n, node);
}

/* What a short form stands for is only seen with a mouse: it is said once, behind it. */
static void take_abbr(struct notes *n, const xmlNode *node, int arg)
{
	const char *title = html_attr(node, "title", n->arena);

	take_inside(n, node, arg);
	title = title ? without_blanks(title, n->arena) : "";
	const xmlNode *next = node->next;
	const char *behind = next && next->type == XML_TEXT_NODE ? (const char *)next->content : "";

	if (*title && !strcasestr(arena_strndup(n->arena, behind, strnlen(behind, 400)), title))
		notes_adds(n, arena_printf(n->arena, " (%s)", title));
}

/* --- links, pictures, players -------------------------------------------------------- */

static const char *allowed_link(struct notes *n, const char *href)
{
	const char *url = html_url(href, n->rules->base, n->arena);

	if (url && n->rules->link)
		url = n->rules->link(n->rules->arg, url);
	return url && *url ? html_url_escape(url, n->arena) : NULL;
}

static size_t words_so_far(const struct notes *n)
{
	size_t count = 0;

	for (size_t i = n->runs.count; i-- > 0 && n->runs.all[i].link == n->link;)
		count += n->runs.all[i].kind != RUN_BREAK &&
			 (n->runs.all[i].kind != RUN_TEXT ||
			  !is_blank(arena_strndup(n->arena, n->runs.all[i].text,
						  n->runs.all[i].len)));
	return count;
}

static void take_link(struct notes *n, const xmlNode *node, int arg)
{
	static const char *const seen[] = { "img", "svg", "picture", NULL };
	const char *href = html_attr(node, "href", n->arena);
	const char *url = href && !n->link ? allowed_link(n, href) : NULL;
	const char *title = html_attr(node, "title", n->arena);
	bool shows = html_has(node, seen);

	if (!url || (!html_has_words(node) && !shows)) {
		take_inside(n, node, arg);
		return;
	}
	title = title ? without_blanks(title, n->arena) : "";
	n->link = runs_add_link(&n->runs, url, *title ? title : NULL);
	notes_walk_inside(n, node);
	if (shows && !html_has_words(node) && !words_so_far(n))
		notes_adds(n, html_url_host(url, n->arena)); /* a picture that is left out */
	n->link = 0;
}

/* "1", "1px", "0" */
static bool is_dot(const char *size)
{
	return size && (text_starts(size, "0") || text_starts(size, "1")) &&
	       (!size[1] || strcmp(size + 1, "px") == 0);
}

/* Nobody sees it: it counts who looks. */
static bool is_pixel(const xmlNode *img, const char *url, struct arena *a)
{
	static const char *const dots[] = { "0;", "1px", "0px", "0", NULL };
	const char *style = html_attr(img, "style", a);

	return is_dot(html_attr(img, "width", a)) || is_dot(html_attr(img, "height", a)) ||
	       (style_says(style, "width", dots) && style_says(style, "height", dots)) ||
	       html_url_counts(url, a);
}

const char *html_picture_url(const xmlNode *img, const char *base, struct arena *a)
{
	static const char *const names[] = { "src", "data-src", "data-lazy-src", "data-original",
					     NULL };

	for (size_t i = 0; names[i]; i++) {
		const char *src = html_attr(img, names[i], a);
		const char *url = src ? html_url_whole(src, base, a) : NULL;

		if (url && text_starts(url, "http") && !is_pixel(img, url, a))
			return url;
	}
	return NULL;
}

static bool is_pixel_at_all(const xmlNode *img, struct arena *a)
{
	return is_dot(html_attr(img, "width", a)) || is_dot(html_attr(img, "height", a));
}

/* What it shows, from whatever says so. */
static const char *picture_alt(const xmlNode *img, const char *file, struct arena *a)
{
	const char *says[] = { html_attr(img, "alt", a), html_attr(img, "title", a) };

	for (size_t i = 0; i < COUNT(says); i++) {
		if (says[i] && !is_blank(says[i]) &&
		    !(file && access_is_file_name(without_blanks(says[i], a), file, a)))
			return without_blanks(says[i], a);
	}
	return NULL;
}

/* A sign of feeling that some hosts draw as a picture. */
static bool is_emoji(const xmlNode *img, struct arena *a)
{
	const char *class = html_attr(img, "class", a);

	return text_has_word(class ? class : "", "emoji") ||
	       text_has_word(class ? class : "", "wp-smiley");
}

static void take_picture(struct notes *n, const xmlNode *node, int arg)
{
	const char *url = html_picture_url(node, n->rules->base, n->arena);
	const char *alt = html_attr(node, "alt", n->arena), *file = NULL;

	(void)arg;
	if (n->mute || (!url && is_pixel_at_all(node, n->arena)))
		return;
	if (is_emoji(node, n->arena) && alt) {
		notes_adds(n, alt);
		return;
	}
	if (url && n->rules->picture)
		file = n->rules->picture(n->rules->arg, url, alt && !is_blank(alt) ? alt : NULL);
	if (!file || !*file) {
		notes_adds(n, alt ? alt : "");
		return;
	}
	alt = picture_alt(node, file, n->arena);
	alt = alt ? alt : "A picture without a description";
	runs_add(&n->runs, (struct run){ .kind = RUN_PICTURE,
					 .style = n->style,
					 .link = n->link,
					 .text = alt,
					 .len = strlen(alt),
					 .url = html_url_escape(file, n->arena) });
}

static const char *player_source(const xmlNode *node, struct arena *a)
{
	static const char *const names[] = { "src", "data-src", "data", NULL };

	for (size_t i = 0; names[i]; i++) {
		const char *src = html_attr(node, names[i], a);

		if (src && *src && !text_starts(src, "about:"))
			return src;
	}
	for (const xmlNode *c = node->children; c; c = c->next) {
		if (html_is(c, "source") || html_is(c, "embed"))
			return player_source(c, a);
	}
	return NULL;
}

/* A player, a video, a frame: pages have none, so a link leads there. */
static void take_player(struct notes *n, const xmlNode *node, int arg)
{
	const char *src = player_source(node, n->arena);
	const char *url = src ? html_url_whole(src, n->rules->base, n->arena) : NULL;
	const char *host = url ? html_url_host(url, n->arena) : "";

	if (n->mute || is_pixel_at_all(node, n->arena) || (url && html_url_counts(url, n->arena)))
		return;
	notes_lost(n, *host ? "a player of %s" : "a player%s", host);
	url = *host ? allowed_link(n, url) : NULL;
	if (!url) {
		take_inside(n, node, arg);
		return;
	}
	size_t link = n->link;

	notes_flush(n);
	n->link = runs_add_link(&n->runs, url, NULL);
	notes_adds(n, arena_printf(n->arena, "Player of %s", host));
	n->link = 0;
	notes_flush(n);
	n->link = link;
}

static void take_form(struct notes *n, const xmlNode *node, int arg)
{
	(void)arg;
	notes_lost(n, "a form");
	notes_flush(n);
	notes_walk_inside(n, node);
	notes_flush(n);
}

static void take_button(struct notes *n, const xmlNode *node, int arg)
{
	if (!n->mute && !html_has(node, (const char *const[]){ "a", NULL }))
		notes_lost(n, "a button");
	take_inside(n, node, arg);
}

/* What is shown to those whose browser runs no scripts: its words, but not what counts them. */
static void take_noscript(struct notes *n, const xmlNode *node, int arg)
{
	bool before = n->mute;

	n->mute = true;
	take_inside(n, node, arg);
	n->mute = before;
}

/* --- blocks -------------------------------------------------------------------------- */

/* In the cell of a table a block is a line. */
static void take_block(struct notes *n, const xmlNode *node, int arg)
{
	if (n->in_cell) {
		notes_break(n);
		take_inside(n, node, arg);
		notes_break(n);
		return;
	}
	notes_flush(n);
	notes_walk_inside(n, node);
	notes_flush(n);
}

static void take_heading(struct notes *n, const xmlNode *node, int level)
{
	if (n->in_cell) {
		take_block(n, node, 0);
		return;
	}
	int before = n->heading;
	unsigned style = n->style;

	notes_flush(n);
	n->heading = level;
	n->style = 0;
	notes_walk_inside(n, node);
	notes_flush(n);
	n->heading = before;
	n->style = style;
}

static void take_rule(struct notes *n, const xmlNode *node, int arg)
{
	(void)node;
	(void)arg;
	if (n->in_cell) {
		notes_break(n);
		return;
	}
	notes_flush(n);
	notes_append(n, cmark_node_new(CMARK_NODE_THEMATIC_BREAK));
}

static void take_quote(struct notes *n, const xmlNode *node, int arg)
{
	if (n->in_cell) {
		take_block(n, node, arg);
		return;
	}
	struct place before = notes_open(n, CMARK_NODE_BLOCK_QUOTE);

	notes_walk_inside(n, node);
	notes_close(n, before);
}

/* Markdown counts from 0 to 999,999,999. */
static int list_start(const xmlNode *node, struct arena *a)
{
	const char *start = html_attr(node, "start", a);
	long number = start ? strtol(start, NULL, 10) : 1;

	return number < 0 || number > 99999999 ? 1 : (int)number;
}

static void take_list(struct notes *n, const xmlNode *node, int ordered)
{
	if (n->in_cell) {
		take_block(n, node, 0);
		return;
	}
	struct place before =
		notes_open_list(n, ordered, ordered ? list_start(node, n->arena) : 0);

	notes_walk_inside(n, node);
	notes_close(n, before);
}

static void take_item(struct notes *n, const xmlNode *node, int arg)
{
	if (n->in_cell) {
		take_block(n, node, arg);
		return;
	}
	struct place before = notes_open_item(n);

	notes_walk_inside(n, node);
	notes_close(n, before);
}

/* A term begins an entry; what it means follows below it. */
static void take_term(struct notes *n, const xmlNode *node, int style)
{
	struct place before = { n->at, n->depth };
	cmark_node *list = n->at;

	if (n->in_cell || cmark_node_get_type(list) != CMARK_NODE_LIST) {
		take_block(n, node, 0);
		return;
	}
	notes_flush(n);
	if (style || !cmark_node_last_child(list)) {
		before = notes_open_item(n);
	} else {
		n->at = cmark_node_last_child(list);
		n->depth++;
	}
	take_styled(n, node, style);
	notes_flush(n);
	n->at = before.at;
	n->depth = before.depth;
	if (cmark_node_last_child(list) && !cmark_node_first_child(cmark_node_last_child(list)))
		cmark_node_free(cmark_node_last_child(list));
}

/* Does it hold more than text: is it no code but lines that somebody wanted to stay? */
static bool is_prose(const xmlNode *pre)
{
	static const char *const more[] = { "a", "img", "p", "br", "div", "ul", "ol", NULL };

	return html_has(pre, more);
}

static const char *code_language(const xmlNode *pre, struct arena *a)
{
	const xmlNode *code = pre->children && html_is(pre->children, "code") ? pre->children : pre;
	const char *class = html_attr(code, "class", a);
	const char *name = class ? strstr(class, "language-") : NULL;

	name = name ? name + strlen("language-") : "";
	return arena_strndup(a, name, strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-+"));
}

/* Without empty lines before and behind. */
static const char *code_lines(const char *text, struct arena *a)
{
	const char *begin = text + strspn(text, " \t\r\n");
	size_t len = strlen(begin);

	while (begin > text && begin[-1] != '\n')
		begin--, len++;
	while (len && strchr(" \t\r\n", begin[len - 1]))
		len--;
	return len ? arena_printf(a, "%.*s\n", (int)len, begin) : NULL;
}

static void take_pre(struct notes *n, const xmlNode *node, int arg)
{
	const char *words =
		is_prose(node) ? NULL : html_words(node, LIMIT_SOURCE_BYTES, n->arena);
	const char *code = words && !n->in_cell ? code_lines(words, n->arena) : NULL;
	bool lines = n->lines;

	if (!code) {
		n->lines = true;
		take_block(n, node, arg);
		n->lines = lines;
		return;
	}
	notes_flush(n);
	cmark_node *block = cmark_node_new(CMARK_NODE_CODE_BLOCK);

	cmark_node_set_fence_info(block, code_language(node, n->arena));
	cmark_node_set_literal(block, code);
	notes_append(n, block);
}

static void take_summary(struct notes *n, const xmlNode *node, int arg)
{
	unsigned style = n->style;

	n->style |= STYLE_STRONG;
	take_block(n, node, arg);
	n->style = style;
}

static void take_table(struct notes *n, const xmlNode *node, int arg)
{
	if (n->in_cell)
		take_block(n, node, arg);
	else
		notes_table(n, node);
}

/* --- elements ------------------------------------------------------------------------ */

static const struct element {
	const char *name;
	void (*take)(struct notes *n, const xmlNode *node, int arg);
	int arg;
} elements[] = {
	{ "p", take_block, 0 },
	{ "br", take_break, 0 },
	{ "a", take_link, 0 },
	{ "span", take_by_style, 0 },
	{ "font", take_by_style, 0 },
	{ "strong", take_by_style, STYLE_STRONG },
	{ "b", take_by_style, STYLE_STRONG },
	{ "em", take_by_style, STYLE_EMPH },
	{ "i", take_by_style, STYLE_EMPH },
	{ "cite", take_by_style, STYLE_EMPH },
	{ "dfn", take_by_style, STYLE_EMPH },
	{ "var", take_by_style, STYLE_EMPH },
	{ "li", take_item, 0 },
	{ "ul", take_list, false },
	{ "ol", take_list, true },
	{ "menu", take_list, false },
	{ "dir", take_list, false },
	{ "h1", take_heading, 1 },
	{ "h2", take_heading, 2 },
	{ "h3", take_heading, 3 },
	{ "h4", take_heading, 4 },
	{ "h5", take_heading, 5 },
	{ "h6", take_heading, 6 },
	{ "img", take_picture, 0 },
	{ "image", take_picture, 0 },
	{ "hr", take_rule, 0 },
	{ "blockquote", take_quote, 0 },
	{ "pre", take_pre, 0 },
	{ "listing", take_pre, 0 },
	{ "xmp", take_pre, 0 },
	{ "code", take_code, 0 },
	{ "kbd", take_code, 0 },
	{ "samp", take_code, 0 },
	{ "tt", take_code, 0 },
	{ "table", take_table, 0 },
	{ "dl", take_list, false },
	{ "dt", take_term, STYLE_STRONG },
	{ "dd", take_term, 0 },
	{ "summary", take_summary, 0 },
	{ "del", take_wrapped, WRAP_STRUCK },
	{ "s", take_wrapped, WRAP_STRUCK },
	{ "strike", take_wrapped, WRAP_STRUCK },
	{ "q", take_wrapped, WRAP_QUOTED },
	{ "sup", take_raised, false },
	{ "sub", take_raised, true },
	{ "abbr", take_abbr, 0 },
	{ "acronym", take_abbr, 0 },
	{ "iframe", take_player, 0 },
	{ "frame", take_player, 0 },
	{ "embed", take_player, 0 },
	{ "object", take_player, 0 },
	{ "audio", take_player, 0 },
	{ "video", take_player, 0 },
	{ "form", take_form, 0 },
	{ "button", take_button, 0 },
	{ "noscript", take_noscript, 0 },
	{ "script", take_nothing, 0 },
	{ "style", take_nothing, 0 },
	{ "template", take_nothing, 0 },
	{ "head", take_nothing, 0 },
	{ "title", take_nothing, 0 },
	{ "meta", take_nothing, 0 },
	{ "link", take_nothing, 0 },
	{ "base", take_nothing, 0 },
	{ "svg", take_nothing, 0 },
	{ "canvas", take_nothing, 0 },
	{ "input", take_nothing, 0 },
	{ "select", take_nothing, 0 },
	{ "textarea", take_nothing, 0 },
	{ "datalist", take_nothing, 0 },
	{ "map", take_nothing, 0 },
	{ "source", take_nothing, 0 },
	{ "track", take_nothing, 0 },
	{ "rp", take_inside, 0 },
	{ "address", take_block, 0 },
	{ "article", take_block, 0 },
	{ "aside", take_block, 0 },
	{ "center", take_block, 0 },
	{ "details", take_block, 0 },
	{ "div", take_block, 0 },
	{ "fieldset", take_block, 0 },
	{ "figcaption", take_block, 0 },
	{ "figure", take_block, 0 },
	{ "footer", take_block, 0 },
	{ "header", take_block, 0 },
	{ "hgroup", take_block, 0 },
	{ "legend", take_block, 0 },
	{ "main", take_block, 0 },
	{ "nav", take_block, 0 },
	{ "section", take_block, 0 },
	{ "caption", take_block, 0 },
	{ "tr", take_block, 0 },
	{ "td", take_block, 0 },
	{ "th", take_block, 0 },
};

void notes_walk_inside(struct notes *n, const xmlNode *node)
{
	for (const xmlNode *c = node->children; c; c = c->next)
		notes_walk(n, c);
}

void notes_walk(struct notes *n, const xmlNode *node)
{
	if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
		take_text(n, node);
		return;
	}
	if (node->type != XML_ELEMENT_NODE || html_is_hidden(node, n->arena))
		return;
	for (size_t i = 0; i < COUNT(elements); i++) {
		if (html_is(node, elements[i].name)) {
			elements[i].take(n, node, elements[i].arg);
			return;
		}
	}
	notes_walk_inside(n, node);
}
