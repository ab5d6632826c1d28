#include "markdown_write.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

/* More brackets in one another than this are no address for cmark. */
#define DEEPEST_BRACKETS 30

/* What is tried to write a paragraph, until it is read as it is meant. */
enum attempt {
	EMPH_BY_STAR,
	EMPH_BY_LINE,
	NO_EMPH,
	NO_STRONG,
	NO_SHORT_LINKS,
	ALL_ESCAPED,
	ATTEMPTS
};

struct writer {
	struct strbuf *out;
	struct strbuf prefix; /* of each line: quotations and lists that it stands in */
	struct strbuf line;   /* of one paragraph */
	bool begun;           /* the line has its prefix already */
	enum attempt attempt;
	struct arena *arena;
};

/* --- what is escaped ----------------------------------------------------------------- */

/* A piece of text, and where it stands. */
struct piece {
	const char *text; /* all of it */
	size_t at, len;
	bool line_start; /* nothing but digits stands before it in its line */
	bool in_link, in_heading;
	cmark_node_type next; /* what follows the text; NONE: nothing */
};

static bool is_letter(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static bool ends_word(char c)
{
	return !c || c == ' ' || c == '\n';
}

/* Does the rest of the text consist of these alone? */
static bool only(const char *s, const char *signs)
{
	return !s[strspn(s, signs)];
}

/* `&amp;`, `&#39;`: the text would become another. */
static bool is_reference(const char *s)
{
	size_t n = 1 + (s[1] == '#');

	while (is_letter(s[n]))
		n++;
	return n > 1 && s[n] == ';';
}

/* Signs that begin a heading, list, quotation, rule or code where a line begins. */
static bool begins_block(const struct piece *p)
{
	const char *s = p->text + p->at;

	switch (*s) {
	case '>':
		return p->at == 0;
	case '#':
		return p->at == 0 && ends_word(s[strspn(s, "#")]);
	case '-':
		return p->at == 0 && (ends_word(s[1]) || only(s, "- "));
	case '+':
		return p->at == 0 && ends_word(s[1]);
	case '=':
		return p->at == 0 && only(s, "= ");
	case '~':
		return p->at == 0 && text_starts(s, "~~~");
	case '.':
	case ')':
		return p->at > 0 && p->at < 10 && ends_word(s[1]) &&
		       strspn(p->text, "0123456789") == p->at;
	default:
		return false;
	}
}

static bool needs_escape(const struct piece *p)
{
	const char *s = p->text + p->at;
	const char before = p->at ? s[-1] : '\0';

	switch (*s) {
	case '\\':
	case '`':
	case '*':
	case '{':
		return true;
	case '_':
		return !is_letter(before) || !is_letter(s[1]);
	case '[':
		return p->in_link;
	case ']':
		return p->in_link || s[1] == '(' ||
		       (s[1] == ':' && p->line_start && p->text[0] == '[');
	case '<':
		return s[1] &&
		       strchr("/!?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", s[1]);
	case '&':
		return is_reference(s);
	case '!':
		return !s[1] && p->next == CMARK_NODE_LINK;
	case '#':
		if (p->in_heading && only(s, "# "))
			return true;
		break;
	default:
		break;
	}
	return p->line_start && begins_block(p);
}

static bool is_punctuation(char c)
{
	return c > ' ' && c < 0x7f && !is_letter(c);
}

static void add_text(struct writer *w, cmark_node *n, bool in_link, bool in_heading)
{
	const cmark_node *next = cmark_node_next(n);
	struct strbuf *out = &w->line;
	struct piece p = {
		.text = cmark_node_get_literal(n),
		.line_start = !out->len || out->data[out->len - 1] == '\n',
		.in_link = in_link,
		.in_heading = in_heading,
		.next = next ? cmark_node_get_type((cmark_node *)next) : CMARK_NODE_NONE,
	};

	for (; p.text[p.at]; p.at++) {
		char c = p.text[p.at];

		if (w->attempt == ALL_ESCAPED ? is_punctuation(c) : needs_escape(&p))
			strbuf_addc(out, '\\');
		strbuf_addc(out, c);
	}
}

/* --- the inside of paragraphs -------------------------------------------------------- */

/* More backticks than stand together anywhere in the text, from `least` on. */
static size_t fence_length(const char *text, size_t least)
{
	size_t longest = 0, n;

	for (const char *s = text; (s = strchr(s, '`')); s += n) {
		n = strspn(s, "`");
		longest = n > longest ? n : longest;
	}
	return longest < least ? least : longest + 1;
}

static void add_fence(struct strbuf *out, size_t len)
{
	while (len--)
		strbuf_addc(out, '`');
}

static void add_code(struct writer *w, cmark_node *n)
{
	const char *text = cmark_node_get_literal(n);
	size_t len = strlen(text), fence = fence_length(text, 1);
	bool padded = len && (text[0] == '`' || text[len - 1] == '`');

	add_fence(&w->line, fence);
	strbuf_adds(&w->line, padded ? " " : "");
	strbuf_adds(&w->line, text);
	strbuf_adds(&w->line, padded ? " " : "");
	add_fence(&w->line, fence);
}

/* In addresses and titles cmark reads references even behind a backslash. */
static void add_escaped(struct strbuf *out, const char *s, const char *signs)
{
	for (; *s; s++) {
		strbuf_adds(out, strchr(signs, *s) ? "\\" : "");
		if (*s == '&' && is_reference(s))
			strbuf_adds(out, "&amp;");
		else
			strbuf_addc(out, *s);
	}
}

static bool is_balanced(const char *url)
{
	int depth = 0;

	for (; *url; url++) {
		depth += *url == '(' ? 1 : *url == ')' ? -1 : 0;
		if (depth < 0 || depth > DEEPEST_BRACKETS)
			return false;
	}
	return depth == 0;
}

static void add_address(struct writer *w, cmark_node *n)
{
	const char *url = cmark_node_get_url(n), *title = cmark_node_get_title(n);
	bool plain = is_balanced(url) && *url;

	strbuf_adds(&w->line, plain ? "](" : "](<");
	add_escaped(&w->line, url, "\\");
	strbuf_adds(&w->line, plain ? "" : ">");
	if (title && *title) {
		strbuf_adds(&w->line, " \"");
		add_escaped(&w->line, title, "\\\"");
		strbuf_addc(&w->line, '"');
	}
	strbuf_addc(&w->line, ')');
}

/* What cmark takes for a mail address between < and >, and a little less. */
static bool is_plain_mail(const char *s)
{
	static const char letters[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-";
	const char *at = s + strspn(s, letters), *host = at + 1;

	return at > s && *at == '@' && is_letter(*host) && !strpbrk(host, "_+-") &&
	       !strstr(host, "..") && only(host, letters) && is_letter(host[strlen(host) - 1]) &&
	       strlen(host) < 63;
}

/* An address that is its own words is written once: <https://example.org/>. */
static bool is_own_address(cmark_node *link)
{
	cmark_node *words = cmark_node_first_child(link);
	const char *url = cmark_node_get_url(link), *title = cmark_node_get_title(link);

	if (!words || cmark_node_next(words) || cmark_node_get_type(words) != CMARK_NODE_TEXT ||
	    (title && *title))
		return false;
	if (text_starts(url, "mailto:") && is_plain_mail(url + strlen("mailto:")))
		return strcmp(cmark_node_get_literal(words), url + strlen("mailto:")) == 0;
	return (text_starts(url, "http://") || text_starts(url, "https://")) &&
	       strcmp(cmark_node_get_literal(words), url) == 0 && !strpbrk(url, "<>&\\` ");
}

static void add_marks(struct writer *w, cmark_node_type type)
{
	const char *emph = w->attempt == EMPH_BY_LINE ? "_" : "*";

	strbuf_adds(&w->line, type == CMARK_NODE_STRONG ? "**" : emph);
}

static void enter_inline(struct writer *w, cmark_node *n, bool in_link, bool in_heading)
{
	switch (cmark_node_get_type(n)) {
	case CMARK_NODE_TEXT:
		add_text(w, n, in_link, in_heading);
		break;
	case CMARK_NODE_SOFTBREAK:
		strbuf_addc(&w->line, '\n');
		break;
	case CMARK_NODE_LINEBREAK:
		strbuf_adds(&w->line, "\\\n");
		break;
	case CMARK_NODE_CODE:
		add_code(w, n);
		break;
	case CMARK_NODE_STRONG:
	case CMARK_NODE_EMPH:
		add_marks(w, cmark_node_get_type(n));
		break;
	case CMARK_NODE_LINK:
		strbuf_addc(&w->line, '[');
		break;
	case CMARK_NODE_IMAGE:
		strbuf_adds(&w->line, "![");
		break;
	default:
		break;
	}
}

/* Writes what a paragraph or heading says into `line`. */
static void add_inlines(struct writer *w, cmark_node *block)
{
	bool in_heading = cmark_node_get_type(block) == CMARK_NODE_HEADING;
	unsigned links = 0;
	cmark_iter *iter = cmark_iter_new(block);

	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		cmark_node *n = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(n);
		bool links_out = type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE;

		if (event == CMARK_EVENT_ENTER && type == CMARK_NODE_LINK &&
		    w->attempt < NO_SHORT_LINKS && is_own_address(n)) {
			strbuf_addf(&w->line, "<%s>",
				    cmark_node_get_literal(cmark_node_first_child(n)));
			cmark_iter_reset(iter, n, CMARK_EVENT_EXIT);
			continue;
		}
		if (event == CMARK_EVENT_ENTER)
			enter_inline(w, n, links > 0, in_heading);
		else if (links_out)
			add_address(w, n);
		else if (type == CMARK_NODE_STRONG || type == CMARK_NODE_EMPH)
			add_marks(w, type);
		links += links_out ? event == CMARK_EVENT_ENTER ? 1U : -1U : 0;
	}
	cmark_iter_free(iter);
}

/* --- is it read as it is meant? ------------------------------------------------------ */

/* Puts the children of every node of this type in its place. */
static void unwrap_all(cmark_node *block, cmark_node_type type)
{
	cmark_iter *iter = cmark_iter_new(block);

	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		cmark_node *n = cmark_iter_get_node(iter);

		if (event != CMARK_EVENT_EXIT || cmark_node_get_type(n) != type)
			continue;
		for (cmark_node *c; (c = cmark_node_first_child(n));)
			cmark_node_insert_before(n, c);
		cmark_node_free(n);
	}
	cmark_iter_free(iter);
	cmark_consolidate_text_nodes(block);
}

static bool is_blank(cmark_node *n)
{
	cmark_node_type type = cmark_node_get_type(n);
	const char *text = type == CMARK_NODE_TEXT ? cmark_node_get_literal(n) : "";

	return type == CMARK_NODE_LINEBREAK || strcmp(text, " ") == 0 ||
	       strcmp(text, "\xc2\xa0") == 0;
}

/* Neighbours that are strong are one when nothing else parts them any more: they would be read as
 * one. */
static void join_strong(cmark_node *parent)
{
	for (cmark_node *n = cmark_node_first_child(parent); n;) {
		cmark_node *blank = cmark_node_next(n);
		cmark_node *other = blank && is_blank(blank) ? cmark_node_next(blank) : blank;

		if (!other || cmark_node_get_type(n) != CMARK_NODE_STRONG ||
		    cmark_node_get_type(other) != CMARK_NODE_STRONG) {
			join_strong(n);
			n = cmark_node_next(n);
			continue;
		}
		if (other != blank)
			cmark_node_append_child(n, blank);
		for (cmark_node *c; (c = cmark_node_first_child(other));)
			cmark_node_append_child(n, c);
		cmark_node_free(other);
	}
}

static bool is_read_as_meant(const struct writer *w, cmark_node *block)
{
	cmark_node *root = cmark_parse_document(w->line.data, w->line.len, CMARK_OPT_DEFAULT);
	char *meant = cmark_render_html(block, CMARK_OPT_DEFAULT);
	char *read = cmark_render_html(root, CMARK_OPT_DEFAULT);
	bool same = strcmp(meant, read) == 0;

	free(meant);
	free(read);
	cmark_node_free(root);
	return same;
}

static void write_words(struct writer *w, cmark_node *block)
{
	bool is_heading = cmark_node_get_type(block) == CMARK_NODE_HEADING;

	for (w->attempt = 0; w->attempt < ATTEMPTS; w->attempt++) {
		if (w->attempt == NO_EMPH) {
			unwrap_all(block, CMARK_NODE_EMPH);
			join_strong(block);
			cmark_consolidate_text_nodes(block);
		}
		if (w->attempt == NO_STRONG)
			unwrap_all(block, CMARK_NODE_STRONG);
		strbuf_clear(&w->line);
		if (is_heading)
			strbuf_addf(&w->line, "%.*s ", cmark_node_get_heading_level(block),
				    "######");
		add_inlines(w, block);
		if (is_read_as_meant(w, block))
			return;
	}
}

/* --- blocks -------------------------------------------------------------------------- */

static void begin_line(struct writer *w)
{
	if (!w->begun)
		strbuf_add(w->out, w->prefix.data, w->prefix.len);
	w->begun = true;
}

static void end_line(struct writer *w)
{
	strbuf_addc(w->out, '\n');
	w->begun = false;
}

/* An empty line, which has no blank at its end. */
static void empty_line(struct writer *w)
{
	size_t len = w->prefix.len;

	while (len && w->prefix.data[len - 1] == ' ')
		len--;
	strbuf_add(w->out, w->prefix.data, len);
	end_line(w);
}

static void write_lines(struct writer *w, const char *text)
{
	for (const char *end; *text; text = *end ? end + 1 : end) {
		end = strchrnul(text, '\n');
		if (end == text) {
			empty_line(w);
			continue;
		}
		begin_line(w);
		strbuf_add(w->out, text, (size_t)(end - text));
		end_line(w);
	}
}

static void write_code_block(struct writer *w, cmark_node *n)
{
	const char *text = cmark_node_get_literal(n), *info = cmark_node_get_fence_info(n);
	size_t fence = fence_length(text, 3);

	begin_line(w);
	add_fence(w->out, fence);
	strbuf_adds(w->out, info ? info : "");
	end_line(w);
	write_lines(w, text);
	begin_line(w);
	add_fence(w->out, fence);
	end_line(w);
}

/* Would it be one list with the block right before it? */
static bool is_twin(cmark_node *list)
{
	cmark_node *before = cmark_node_previous(list);

	return before && cmark_node_get_type(list) == CMARK_NODE_LIST &&
	       cmark_node_get_type(before) == CMARK_NODE_LIST &&
	       cmark_node_get_list_type(list) == cmark_node_get_list_type(before);
}

static bool may_follow_words(cmark_node *n)
{
	return cmark_node_get_type(n) == CMARK_NODE_LIST &&
	       (cmark_node_get_list_type(n) == CMARK_BULLET_LIST ||
		cmark_node_get_list_start(n) == 1);
}

/* One block, or words and lists: no empty line is needed anywhere. */
static bool is_tight_item(cmark_node *item)
{
	cmark_node *first = cmark_node_first_child(item);

	if (!first || !cmark_node_next(first))
		return true;
	if (cmark_node_get_type(first) != CMARK_NODE_PARAGRAPH)
		return false;
	for (cmark_node *n = cmark_node_next(first); n; n = cmark_node_next(n)) {
		if (!may_follow_words(n))
			return false;
	}
	return true;
}

static bool is_tight(cmark_node *list)
{
	for (cmark_node *n = cmark_node_first_child(list); n; n = cmark_node_next(n)) {
		if (!is_tight_item(n))
			return false;
	}
	return true;
}

static void write_block(struct writer *w, cmark_node *n, bool other);

static void write_blocks(struct writer *w, cmark_node *parent, bool tight)
{
	bool other = false; /* two lists side by side have different signs */

	for (cmark_node *n = cmark_node_first_child(parent); n; n = cmark_node_next(n)) {
		if (cmark_node_previous(n) && !tight)
			empty_line(w);
		other = is_twin(n) && !other;
		write_block(w, n, other);
	}
}

/* The lines of a block inside begin with `mark`, and the others with `rest`. */
static void write_inside(struct writer *w, cmark_node *n, const char *mark, size_t indent,
			 bool tight)
{
	size_t before = w->prefix.len;

	begin_line(w);
	strbuf_adds(w->out, mark);
	if (indent) {
		while (indent--)
			strbuf_addc(&w->prefix, ' ');
	} else {
		strbuf_adds(&w->prefix, mark);
	}
	write_blocks(w, n, tight);
	w->prefix.len = before;
	w->prefix.data[before] = '\0';
}

static void write_list(struct writer *w, cmark_node *list, bool other)
{
	bool tight = is_tight(list);
	bool ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
	int number = cmark_node_get_list_start(list);

	cmark_node_set_list_tight(list, 0);
	for (cmark_node *n = cmark_node_first_child(list); n; n = cmark_node_next(n), number++) {
		const char *mark =
			ordered ? arena_printf(w->arena, "%d%c ", number, other ? ')' : '.')
			: other ? "* "
				: "- ";
		if (cmark_node_previous(n) && !tight)
			empty_line(w);
		write_inside(w, n, mark, strlen(mark), tight);
	}
	cmark_node_set_list_tight(list, tight);
}

static void write_block(struct writer *w, cmark_node *n, bool other)
{
	switch (cmark_node_get_type(n)) {
	case CMARK_NODE_LIST:
		write_list(w, n, other);
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		write_inside(w, n, "> ", 0, false);
		break;
	case CMARK_NODE_CODE_BLOCK:
		write_code_block(w, n);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		begin_line(w); /* neither --- nor ***: behind the sign of a list it would be one
				  rule */
		strbuf_adds(w->out, "___");
		end_line(w);
		break;
	default:
		write_words(w, n);
		write_lines(w, w->line.data);
		break;
	}
}

void markdown_write(cmark_node *root, struct strbuf *out, struct arena *a)
{
	struct writer w = {
		.out = out,
		.prefix = STRBUF_INIT(LIMIT_SOURCE_BYTES),
		.line = STRBUF_INIT((size_t)16 * LIMIT_SOURCE_BYTES),
		.arena = a,
	};

	write_blocks(&w, root, false);
	strbuf_release(&w.prefix);
	strbuf_release(&w.line);
}
