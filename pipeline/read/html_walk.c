#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/text.h"
#include "html_notes.h"

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
		if (!html_is_blank(n->runs.all[i].text))
			return is_stamp(n->runs.all[i].text);
	}
	return is_stamp(text);
}

/* Chapters that somebody wrote in lines of their own without saying so: apps find them all the
 * same. */
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
	const char *text =
		html_clean_text(node->content ? (const char *)node->content : "", n->arena);

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

/* Word processors set words by style alone, or wrap everything in <b style="font-weight:normal">.
 */
static void take_by_style(struct notes *n, const xmlNode *node, int style)
{
	static const char *const bold[] = { "bold", "700", "800", "900", NULL };
	static const char *const normal[] = { "normal", "400", NULL };
	static const char *const slant[] = { "italic", "oblique", NULL };
	const char *css = node->properties ? html_attr(node, "style", n->arena) : NULL;
	unsigned own = (unsigned)style;

	if (html_style_says(css, "font-weight", bold))
		own |= STYLE_STRONG;
	if (html_style_says(css, "font-weight", normal))
		own &= ~(unsigned)STYLE_STRONG;
	if (html_style_says(css, "font-style", slant))
		own |= STYLE_EMPH;
	if (html_style_says(css, "font-style", normal))
		own &= ~(unsigned)STYLE_EMPH;
	take_styled(n, node, (int)own);
}

static void take_break(struct notes *n, const xmlNode *node, int arg)
{
	(void)node;
	(void)arg;
	notes_break(n);
}

static void take_code(struct notes *n, const xmlNode *node, int arg)
{
	static const char *const more[] = { "a",    "img", "p",    "div", "pre",
					    "code", "kbd", "samp", "tt",  NULL };
	const char *text =
		html_has(node, more) ? NULL : html_words(node, LIMIT_SOURCE_BYTES, n->arena);
	const char *inner = text ? html_trimmed(text, n->arena) : "";

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
	static const char *const signs[][2] = {
		[WRAP_STRUCK] = { "~~", "~~" }, [WRAP_QUOTED] = { "\xe2\x80\x9c", "\xe2\x80\x9d" }
	};

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
	static const char *const above[] = { "\xe2\x81\xb0", "\xc2\xb9",     "\xc2\xb2",
					     "\xc2\xb3",     "\xe2\x81\xb4", "\xe2\x81\xb5",
					     "\xe2\x81\xb6", "\xe2\x81\xb7", "\xe2\x81\xb8",
					     "\xe2\x81\xb9", "\xe2\x81\xba", "\xe2\x81\xbb",
					     "\xe2\x81\xbc", "\xe2\x81\xbd", "\xe2\x81\xbe" };
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
	title = title ? html_trimmed(title, n->arena) : "";
	const xmlNode *next = node->next;
	const char *behind = next && next->type == XML_TEXT_NODE ? (const char *)next->content : "";

	if (*title && !strcasestr(arena_strndup(n->arena, behind, strnlen(behind, 400)), title))
		notes_adds(n, arena_printf(n->arena, " (%s)", title));
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
	struct place before = notes_open_list(n, ordered, ordered ? list_start(node, n->arena) : 0);

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
	const char *words = is_prose(node) ? NULL : html_words(node, LIMIT_SOURCE_BYTES, n->arena);
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
	{ "a", notes_link, 0 },
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
	{ "img", notes_picture, 0 },
	{ "image", notes_picture, 0 },
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
	{ "iframe", notes_player, 0 },
	{ "frame", notes_player, 0 },
	{ "embed", notes_player, 0 },
	{ "object", notes_player, 0 },
	{ "audio", notes_player, 0 },
	{ "video", notes_player, 0 },
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
