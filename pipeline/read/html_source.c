#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/text.h"
#include "html_notes.h"

/* --- what it is ---------------------------------------------------------------------- */

static bool is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static bool is_alnum(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9');
}

/* HTML 5's elements that libxml2 does not know. */
static bool is_element(const char *name, size_t len)
{
	static const char *const newer[] = {
		"figure", "figcaption", "section", "article",  "aside",  "header", "footer",
		"nav",    "main",       "details", "summary",  "mark",   "time",   "audio",
		"video",  "source",     "svg",     "picture",  "hgroup", "ruby",   "rt",
		"rp",     "wbr",        "data",    "template", "canvas", "track",  "bdi",
		"output", "dialog",     "path",    "image",    NULL,
	};
	char lower[16] = "";

	if (len >= sizeof(lower))
		return false;
	for (size_t i = 0; i < len; i++)
		lower[i] = is_letter(name[i]) ? (char)(name[i] | 0x20) : name[i];
	return htmlTagLookup((const xmlChar *)lower) || text_is_one_of(lower, newer);
}

static size_t name_length(const char *s)
{
	size_t n = 0;

	while (is_alnum(s[n]))
		n++;
	return is_letter(*s) ? n : 0;
}

/* The name of an element of somebody's own, such as <custom-player> or <o:p>, or 0. */
static size_t own_name_length(const char *s)
{
	size_t n = name_length(s), more;

	if (!n || !s[n] || !strchr("-:", s[n]))
		return 0;
	for (; s[n] && strchr("-:", s[n]); n += 1 + more) {
		more = 0;
		while (is_alnum(s[n + 1 + more]))
			more++;
		if (!more)
			return 0;
	}
	return n;
}

/* Does an element begin or end at the `<` here? */
static bool is_tag(const char *s)
{
	const char *name = s + 1 + (s[1] == '/');
	size_t own = own_name_length(name), len = own ? own : name_length(name);

	return len && (own || is_element(name, len)) &&
	       (strchr(" \t\r\n/>", name[len]) || !name[len]);
}

static bool has_tags(const char *html)
{
	for (const char *s = html; (s = strchr(s, '<')); s++) {
		if (is_tag(s) || text_starts(s, "<!--") || text_starts(s, "<![CDATA["))
			return true;
	}
	return false;
}

/* Does any of these elements begin here? */
static bool has_any(const char *html, const char *const *names)
{
	for (const char *s = html; (s = strchr(s, '<')); s++) {
		size_t len = name_length(s + 1);

		for (size_t i = 0; len && names[i]; i++) {
			if (strlen(names[i]) == len && strncasecmp(s + 1, names[i], len) == 0)
				return true;
		}
	}
	return false;
}

/* One level of references: &lt;p&gt; becomes <p>, &amp;nbsp; becomes &nbsp;. */
static const char *unescaped(const char *html, struct arena *a)
{
	static const char *const known[][2] = { { "&lt;", "<" },    { "&gt;", ">" },
						{ "&quot;", "\"" }, { "&#39;", "'" },
						{ "&apos;", "'" },  { "&amp;", "&" } };
	char *copy = arena_alloc(a, strlen(html) + 1), *to = copy;

	while (*html) {
		size_t i = 0;

		while (i < COUNT(known) && !text_starts(html, known[i][0]))
			i++;
		*to++ = i < COUNT(known) ? known[i][1][0] : *html;
		html += i < COUNT(known) ? strlen(known[i][0]) : 1;
	}
	return copy;
}

/*
 * Markup that was escaped once too often: no element stands in it, and unescaped it is full of
 * them. One name alone may be what the words are about ("use &lt;b&gt; for bold").
 */
static const char *unescaped_once(const char *html, struct arena *a)
{
	static const char *const sure[] = { "p", "br", "div", "ul", "ol", "h2", "h3", NULL };
	const char *lt = has_tags(html) ? NULL : strstr(html, "&lt;");

	if (!lt)
		return html;
	const char *once = unescaped(html, a);
	const char *end = strstr(once, "</");

	return has_tags(once) && (has_any(once, sure) || (end && is_tag(end))) ? once : html;
}

/* --- what libxml2 is given ----------------------------------------------------------- */

/* Behind one attribute of a tag. */
static const char *skip_attribute(const char *s)
{
	s += 1 + strcspn(s + 1, " \t\n\r=>");
	const char *value = s + strspn(s, " \t\n\r");

	if (*value != '=')
		return s;
	value += 1 + strspn(value + 1, " \t\n\r");
	bool quoted = *value == '"' || *value == '\'';
	const char *end =
		quoted ? strchrnul(value + 1, *value) : value + strcspn(value, " \t\n\r>");

	return end + (quoted && *end);
}

/*
 * Bytes of a tag with more attributes than anybody writes, with which libxml2 takes minutes; 0 of
 * any other.
 */
static size_t overfull_length(const char *tag)
{
	const char *s = tag + 1 + strcspn(tag + 1, " \t\n\r>");
	size_t attributes = 0;

	for (; attributes <= LIMIT_XML_ATTRIBUTES; attributes++) {
		s += strspn(s, " \t\n\r/");
		if (!*s || *s == '>')
			return 0;
		s = skip_attribute(s);
	}
	return (size_t)(s - tag);
}

/*
 * A `<` that begins nothing ("5 < 6", "<name@example.org>") would take the words behind it along;
 * bytes that are no text would end the document; U+FFFD stands for a letter that is lost.
 */
static void add_clean(struct strbuf *out, const char *s)
{
	size_t left = strlen(s), n;

	for (; left; s += n, left -= n) {
		uint32_t cp = 0;
		bool begins = *s == '<' && s[1] != '!' && s[1] != '?';
		size_t overfull = begins && is_tag(s) ? overfull_length(s) : 0;

		n = overfull ? overfull : utf8_decode(s, left, &cp);
		if (overfull) /* what follows is seen as words */
			strbuf_adds(out, "&lt;");
		else if (begins && !is_tag(s))
			strbuf_adds(out, "&lt;");
		else if (*s == '\r')
			strbuf_adds(out, s[1] == '\n' ? "" : "\n");
		else if (n && cp == 0xfffd)
			strbuf_addc(out, '?');
		else if (n && utf8_is_xml(cp) && cp != 0xfeff)
			strbuf_add(out, s, n);
		n = n ? n : 1;
	}
}

static void add_escaped(struct strbuf *out, const char *s)
{
	for (size_t n; *s; s += n) {
		n = strcspn(s, "<");
		strbuf_add(out, s, n);
		if (s[n] == '<') {
			strbuf_adds(out, "&lt;");
			n++;
		}
	}
}

struct html_source html_source_read(const char *html, struct arena *a)
{
	static const char *const lines[] = { "p",          "br",  "div", "li", "ul", "ol",
					     "h1",         "h2",  "h3",  "h4", "tr", "table",
					     "blockquote", "pre", "dl",  NULL };
	STRBUF_SCOPED struct strbuf clean = STRBUF_INIT(8 * LIMIT_SOURCE_BYTES);
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(8 * LIMIT_SOURCE_BYTES);
	struct html_source src = { 0 };

	html = unescaped_once(html, a);
	add_clean(&clean, html);
	src.bare = !has_tags(html);
	src.lines = src.bare || !has_any(html, lines);
	strbuf_adds(&out, "<html><body><div>");
	if (src.bare)
		add_escaped(&out, clean.data);
	else
		strbuf_add(&out, clean.data, clean.len);
	src.html = arena_strndup(a, out.data, out.len);
	src.len = out.len;
	return src;
}

/* --- words without a tree ------------------------------------------------------------ */

/* Behind an element whose inside nobody sees, or a comment; NULL: it is another. */
static const char *skip_unseen(const char *s)
{
	static const char *const unseen[][2] = { { "<!--", "-->" },
						 { "<script", "</script" },
						 { "<style", "</style" } };

	for (size_t i = 0; i < COUNT(unseen); i++) {
		if (strncasecmp(s, unseen[i][0], strlen(unseen[i][0])) == 0) {
			const char *end = strcasestr(s, unseen[i][1]);

			return end ? end + (i ? 1 : 3) : s + strlen(s);
		}
	}
	return NULL;
}

const char *html_source_words(const char *html, struct arena *a)
{
	static const char ends[] = "p br div li tr h1 h2 h3 h4 blockquote dd dt";
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(8 * LIMIT_SOURCE_BYTES);

	html = unescaped_once(html, a);
	while (*html) {
		size_t n = strcspn(html, "<");

		strbuf_add(&out, html, n);
		html += n;
		const char *behind = *html ? skip_unseen(html) : NULL;

		if (behind) {
			html = behind;
		} else if (*html && is_tag(html)) {
			const char *name = html + 1 + (html[1] == '/');
			char word[16] = "";

			memcpy(word, name, name_length(name) % sizeof(word));
			strbuf_adds(&out, text_has_word(ends, word) ? "\n" : "");
			html += strcspn(html, ">");
			html += *html == '>';
		} else if (*html) {
			strbuf_addc(&out, *html++);
		}
	}
	return arena_strndup(a, out.data, out.len);
}

/* --- text without markup ------------------------------------------------------------- */

/* The length of an address of the web at `s`, without the mark of the sentence behind it; or 0. */
static size_t web_length(const char *s, size_t len)
{
	bool www = len > 4 && strncasecmp(s, "www.", 4) == 0;
	size_t begin = www                                  ? 4
		       : strncasecmp(s, "https://", 8) == 0 ? 8
		       : strncasecmp(s, "http://", 7) == 0  ? 7
							    : 0;
	size_t n = begin;
	int round = 0;

	if (!begin || begin >= len || !is_alnum(s[begin]))
		return 0;
	while (n < len && !strchr(" \t\"<>`{}|\\^", s[n]) && strncmp(s + n, "\xc2\xa0", 2) != 0) {
		round += s[n] == '(' ? 1 : s[n] == ')' ? -1 : 0;
		n++;
	}
	for (; n > begin && strchr(".,;:!?)'*_]", s[n - 1]); n--) {
		if (s[n - 1] == ')' && round++ >= 0)
			break;
	}
	return !www || memchr(s + 4, '.', n - 4) ? n : 0;
}

static bool is_mail_part(char c)
{
	return is_alnum(c) || (c && strchr("._%+-", c));
}

/* The length of a mail address at `s`, or 0. */
static size_t mail_length(const char *s, size_t len)
{
	size_t at = 0, n, dots = 0;

	while (at < len && is_mail_part(s[at]))
		at++;
	if (!at || at > 64 || at == len || s[at] != '@')
		return 0;
	for (n = at + 1; n < len && (is_alnum(s[n]) || s[n] == '.' || s[n] == '-'); n++)
		dots += s[n] == '.';
	while (n > at && (s[n - 1] == '.' || s[n - 1] == '-')) {
		dots -= s[n - 1] == '.';
		n--;
	}
	return dots ? n : 0;
}

static void add_link(struct notes *n, const char *s, size_t len, bool mail)
{
	const char *words = arena_strndup(n->arena, s, len);
	const char *url = html_url(mail ? arena_printf(n->arena, "mailto:%s", words) : words,
				   n->rules->base, n->arena);

	if (url && n->rules->link)
		url = n->rules->link(n->rules->arg, url);
	n->link = url && *url && !n->link
			  ? runs_add_link(&n->runs, html_url_escape(url, n->arena), NULL)
			  : 0;
	notes_adds(n, words);
	n->link = 0;
}

void notes_bare_text(struct notes *n, const char *text, size_t len)
{
	size_t from = 0;

	for (size_t i = 0; i < len;) {
		bool begins = i == 0 || !is_mail_part(text[i - 1]);
		size_t web = begins ? web_length(text + i, len - i) : 0;
		size_t mail = begins && !web ? mail_length(text + i, len - i) : 0;

		if (!web && !mail) {
			i++;
			continue;
		}
		notes_add(n, text + from, i - from);
		add_link(n, text + i, web + mail, mail > 0);
		i += web + mail;
		from = i;
	}
	notes_add(n, text + from, len - from);
}

/* --- bullets ------------------------------------------------------------------------- */

/* Bytes of the sign that makes a line an entry of a list, blanks included; or 0. */
static size_t bullet_length(const struct run *run)
{
	static const char *const signs[] = { "-",
					     "*",
					     "+",
					     "\xe2\x80\xa2",
					     "\xe2\x80\xa3",
					     "\xe2\x97\xa6",
					     "\xe2\x96\xaa",
					     "\xc2\xb7",
					     "\xe2\x80\x93" };
	size_t blanks = run->kind == RUN_TEXT ? strspn(run->text, " \t") : 0;

	for (size_t i = 0; run->kind == RUN_TEXT && i < COUNT(signs); i++) {
		size_t len = strlen(signs[i]);

		if (blanks + len < run->len && text_starts(run->text + blanks, signs[i]) &&
		    strchr(" \t", run->text[blanks + len]))
			return blanks + len + 1;
	}
	return 0;
}

/* Entries with empty lines between them are one list. */
static struct place go_on_with_list(struct notes *n)
{
	notes_flush(n);
	cmark_node *last = cmark_node_last_child(n->at);
	struct place before = { n->at, n->depth };

	if (!last || cmark_node_get_type(last) != CMARK_NODE_LIST)
		return notes_open_list(n, false, 0);
	n->at = last;
	n->depth++;
	return before;
}

/* Lines that begin with bullets leave the paragraph for a list. */
void notes_bare_block(struct notes *n)
{
	struct runs all = n->runs;
	struct place before = { 0 }, list = { 0 };
	bool line = true, in_list = false, any = false;

	for (size_t i = 0; i < all.count && !any; i++)
		any = bullet_length(&all.all[i]) && (!i || all.all[i - 1].kind == RUN_BREAK);
	if (!any || n->heading || n->in_cell)
		return;
	bool lines = n->lines, bare = n->bare;

	n->lines = n->bare = false;
	n->runs.all = NULL;
	n->runs.count = n->runs.room = 0;
	n->runs.has_ink = false;
	for (size_t i = 0; i < all.count; i++) {
		struct run run = all.all[i];
		size_t bullet = line ? bullet_length(&run) : 0;

		if (bullet) {
			if (!in_list) {
				before = go_on_with_list(n);
				list = (struct place){ n->at, n->depth };
			}
			in_list = true;
			notes_close(n, list); /* the entry before, if there is one */
			notes_open_item(n);
			run.text += bullet;
			run.len -= bullet;
		} else if (line && in_list && run.kind != RUN_BREAK) {
			notes_close(n, before);
			in_list = false;
		}
		line = run.kind == RUN_BREAK;
		runs_add(&n->runs, run);
	}
	if (in_list)
		notes_close(n, before);
	n->lines = lines;
	n->bare = bare;
}
