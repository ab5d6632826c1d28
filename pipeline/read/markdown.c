#include "markdown.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "asset.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/text.h"

/*
 * cmark percent-encodes control characters in addresses, so a local address is
 * given to it with this scheme, and the scheme becomes LINK_MARK afterwards. No
 * author can write it: links of unknown schemes are refused.
 */
#define LOCAL_SCHEME "blether-local:"

/* A link to what is not published yet: its words stay, the link goes. */
#define HELD_SCHEME "blether-held:"

struct markdown {
	struct reader         *r;
	const struct document *doc;
	const char            *folder;  /* of the document, inside the content folder */
	const char            *out_dir; /* of its page, in the output folder */
	size_t                *lines;   /* offsets of the body's lines in the source, once somebody asks */
	size_t                 line_count;
	const char           **ids; /* of the headings so far */
	size_t                 id_count, id_room;
};

static void index_lines(struct markdown *m)
{
	const struct source *src = m->doc->item->src;
	size_t count = 1;

	for (size_t i = m->doc->body; i < src->len; i++)
		count += src->text[i] == '\n';
	m->lines = arena_array(m->r->scratch, count, sizeof(size_t));
	m->lines[m->line_count++] = m->doc->body;
	for (size_t i = m->doc->body; i < src->len; i++) {
		if (src->text[i] == '\n')
			m->lines[m->line_count++] = i + 1;
	}
}

static size_t offset_of(struct markdown *m, int line, int column)
{
	if (!m->lines)
		index_lines(m);
	if (line < 1 || (size_t)line > m->line_count)
		return m->doc->body;
	return m->lines[line - 1] + (size_t)(column > 0 ? column - 1 : 0);
}

static struct span node_span(struct markdown *m, cmark_node *n)
{
	size_t from = offset_of(m, cmark_node_get_start_line(n), cmark_node_get_start_column(n));
	size_t to = offset_of(m, cmark_node_get_end_line(n), cmark_node_get_end_column(n)) + 1;
	const struct source *src = m->doc->item->src;
	const char *line_end = from < src->len ? memchr(src->text + from, '\n', src->len - from) : NULL;

	if (line_end && to > (size_t)(line_end - src->text))
		to = (size_t)(line_end - src->text);
	return span_at(src, from, to > from ? to - from : 1);
}

/* Where the address stands inside a link; the whole link if it is written elsewhere (a reference). */
static struct span address_span(struct markdown *m, cmark_node *n)
{
	struct span whole = node_span(m, n);
	const char *url = cmark_node_get_url(n), *text = whole.src->text + whole.off;
	size_t len = strlen(url);

	for (size_t i = whole.len; len && i-- > 0;) {
		if (i + len <= whole.len && memcmp(text + i, url, len) == 0)
			return span_at(whole.src, whole.off + i, len);
	}
	return whole;
}

/* The length of a scheme such as "https", or 0 (RFC 3986 section 3.1). */
static size_t scheme_length(const char *url)
{
	size_t n = 0;

	while ((url[n] >= 'a' && url[n] <= 'z') || (url[n] >= 'A' && url[n] <= 'Z') ||
	       (n && url[n] && strchr("0123456789+-.", url[n])))
		n++;
	return url[n] == ':' ? n : 0;
}

static int hex_value(char c)
{
	const char *digits = "0123456789abcdef", *at = c ? strchr(digits, c | 0x20) : NULL;

	return at ? (int)(at - digits) : -1;
}

static char *percent_decode(const char *s, size_t len, struct arena *a)
{
	char *out = arena_strndup(a, s, len), *to = out;

	for (const char *c = out; *c; c++) {
		int high = c[0] == '%' ? hex_value(c[1]) : -1, low = high >= 0 ? hex_value(c[2]) : -1;

		*to++ = low > 0 || high > 0 ? (char)(high * 16 + low) : *c;
		c += low > 0 || high > 0 ? 2 : 0;
	}
	*to = '\0';
	return out;
}

static int by_rel(const void *key, const void *element)
{
	return strcmp(key, ((const struct document *)element)->rel);
}

static const struct document *find_document(const struct reader *r, const char *rel)
{
	return bsearch(rel, r->documents, r->document_count, sizeof(*r->documents), by_rel);
}

static void set_local_url(struct markdown *m, cmark_node *n, const char *path, const char *fragment)
{
	cmark_node_set_url(n, arena_printf(m->r->scratch, LOCAL_SCHEME "%s%s", path_to_url(path, m->r->scratch), fragment));
}

/* The nearest Markdown file that does exist, seen from the document's own folder. */
static const char *nearest_document(const struct markdown *m, const char *rel)
{
	const struct reader *r = m->r;
	const char **names = arena_array(r->scratch, r->document_count + 1, sizeof(char *));

	for (size_t i = 0; i < r->document_count; i++)
		names[i] = r->documents[i].rel;
	const char *near = text_nearest(rel, names);

	return near ? path_relative(path_join(m->folder, "x", r->scratch), near, r->scratch) : NULL;
}

static void link_document(struct markdown *m, cmark_node *n, const char *rel, const char *fragment)
{
	const struct document *target = find_document(m->r, rel);

	if (target && target->held) {
		cmark_node_set_url(n, HELD_SCHEME);
		return;
	}
	if (target) {
		set_local_url(m, n, target->item->path, fragment);
		return;
	}
	const char *near = nearest_document(m, rel);

	diag_report(m->r->diag, DIAG_LINK_TARGET, address_span(m, n),
		    "there is no page '%s'%s%s%s", reader_path(m->r, rel), near ? "; did you mean '" : "",
		    near ? near : "", near ? "'?" : "");
}

static void link_file(struct markdown *m, cmark_node *n, const char *name, const char *fragment)
{
	struct span at = address_span(m, n);
	char *rel = asset_find(m->r, m->folder, name, at);
	const struct picture *p = rel ? asset_publish(m->r, rel, m->out_dir, at) : NULL;

	if (!p)
		return;
	if (cmark_node_get_type(n) == CMARK_NODE_IMAGE && !text_starts(p->type, "image/"))
		diag_report(m->r->diag, DIAG_FILE_KIND, at, "'%s' is not a picture; link to it without the '!'", name);
	set_local_url(m, n, p->path, fragment);
}

static void resolve_local(struct markdown *m, cmark_node *n)
{
	const char *url = cmark_node_get_url(n), *fragment = strpbrk(url, "#?");
	size_t len = fragment ? (size_t)(fragment - url) : strlen(url);
	char *name = percent_decode(url, len, m->r->scratch);
	char *rel = name[0] == '/' ? NULL : path_resolve(m->folder, name, m->r->scratch);

	fragment = fragment && *fragment == '#' ? arena_strdup(m->r->scratch, fragment) : "";
	if (!*name) {
		if (!*fragment)
			diag_report(m->r->diag, DIAG_LINK_TARGET, node_span(m, n), "the link leads nowhere; write an address between ( and )");
		return; /* a place on this very page */
	}
	if (rel && text_ends(rel, ".md"))
		link_document(m, n, rel, fragment);
	else
		link_file(m, n, name, fragment);
}

static void check_link(struct markdown *m, cmark_node *n)
{
	static const char *const safe[] = { "https:", "http:", "mailto:", "tel:" };
	const char *url = cmark_node_get_url(n);
	size_t scheme = scheme_length(url);

	if (!scheme && !text_starts(url, "//")) {
		resolve_local(m, n);
		return;
	}
	for (size_t i = 0; i < COUNT(safe); i++) {
		if (strncasecmp(url, safe[i], strlen(safe[i])) == 0)
			return;
	}
	diag_report(m->r->diag, DIAG_UNSAFE_LINK, address_span(m, n),
		    "'%s' is not an address that pages may link to; use https:, mailto: or tel:", url);
}

static bool has_words(cmark_node *n)
{
	for (cmark_node *c = cmark_node_first_child(n); c; c = cmark_node_next(c)) {
		const char *text = cmark_node_get_literal(c);

		if ((text && text[strspn(text, " ")]) || has_words(c))
			return true;
	}
	return false;
}

static void check_image(struct markdown *m, cmark_node *n)
{
	const char *url = cmark_node_get_url(n);

	if (!has_words(n))
		diag_report(m->r->diag, DIAG_MISSING_ALT, node_span(m, n),
			    "the picture has no description; say between [ and ] what it shows");
	if (scheme_length(url) || text_starts(url, "//"))
		diag_report(m->r->diag, DIAG_REMOTE_PICTURE, address_span(m, n),
			    "the picture '%s' lies on another site; copy it into the folder and name the file", url);
	else
		resolve_local(m, n);
}

/* Comments are notes of the author to themselves: they vanish, anything else is refused. */
static void check_html(struct markdown *m, cmark_node *n)
{
	const char *html = cmark_node_get_literal(n);
	const char *close = strstr(html, "-->");

	if (text_starts(html, "</")) /* said at the tag that it closes */
		return;
	if (text_starts(html, "<!--") && close && !close[3 + strspn(close + 3, " \n")])
		return;
	diag_report(m->r->diag, DIAG_RAW_HTML, node_span(m, n),
		    "HTML is not taken over from Markdown; use Markdown's own signs, or write '&lt;' for '<'");
}

static void add_words(cmark_node *n, struct strbuf *out)
{
	for (cmark_node *c = cmark_node_first_child(n); c; c = cmark_node_next(c)) {
		const char *text = cmark_node_get_literal(c);

		if (text)
			strbuf_adds(out, text);
		else if (cmark_node_get_type(c) == CMARK_NODE_SOFTBREAK)
			strbuf_addc(out, ' ');
		add_words(c, out);
	}
}

static bool id_taken(const struct markdown *m, const char *id)
{
	for (size_t i = 0; i < m->id_count; i++) {
		if (strcmp(m->ids[i], id) == 0)
			return true;
	}
	return false;
}

/* An id of its own for a heading; the prefix keeps it apart from those of the page around it. */
static const char *heading_id(struct markdown *m, cmark_node *n)
{
	STRBUF_SCOPED struct strbuf words = STRBUF_INIT(LIMIT_MESSAGE);

	add_words(n, &words);
	char *slug = slug_make(words.data, m->r->scratch), *id = arena_printf(m->r->scratch, "s-%s", slug);
	for (unsigned i = 2; id_taken(m, id); i++)
		id = arena_printf(m->r->scratch, "s-%s-%u", slug, i);
	if (m->id_count == m->id_room) {
		m->id_room = m->id_room ? m->id_room * 2 : 16;
		const char **more = arena_array(m->r->scratch, m->id_room, sizeof(char *));
		if (m->id_count)
			memcpy(more, m->ids, m->id_count * sizeof(char *));
		m->ids = more;
	}
	return m->ids[m->id_count++] = id;
}

/* Wraps what a heading says into an element that carries the id: cmark has no ids of its own. */
static void name_heading(struct markdown *m, cmark_node *heading)
{
	cmark_node *wrap = cmark_node_new(CMARK_NODE_CUSTOM_INLINE), *next;
	const char *id = heading_id(m, heading);

	cmark_node_set_on_enter(wrap, arena_printf(m->r->scratch, "<span id=\"%s\">", id));
	cmark_node_set_on_exit(wrap, "</span>");
	for (cmark_node *c = cmark_node_first_child(heading); c; c = next) {
		next = cmark_node_next(c);
		cmark_node_append_child(wrap, c);
	}
	cmark_node_append_child(heading, wrap);
}

static void check_node(struct markdown *m, cmark_node *n)
{
	switch (cmark_node_get_type(n)) {
	case CMARK_NODE_LINK:
		check_link(m, n);
		break;
	case CMARK_NODE_IMAGE:
		check_image(m, n);
		break;
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_HTML_INLINE:
		check_html(m, n);
		break;
	default:
		break;
	}
}

static bool is_held_link(cmark_node *n)
{
	return cmark_node_get_type(n) == CMARK_NODE_LINK && strcmp(cmark_node_get_url(n), HELD_SCHEME) == 0;
}

/* Puts what a node holds in its place. */
static void unwrap(cmark_node *n)
{
	for (cmark_node *c; (c = cmark_node_first_child(n));)
		cmark_node_insert_before(n, c);
	cmark_node_free(n);
}

/* Visits every node; headings are named and HTML taken out after their visit, when nothing walks in them. */
static void check_tree(struct markdown *m, cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(n);

		if (event == CMARK_EVENT_ENTER)
			check_node(m, n);
		if (type == CMARK_NODE_HEADING && event == CMARK_EVENT_EXIT)
			name_heading(m, n);
		if (event == CMARK_EVENT_EXIT && is_held_link(n))
			unwrap(n);
		if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE)
			cmark_node_free(n);
	}
	cmark_iter_free(iter);
}

/* cmark's HTML with the local scheme turned into the mark. */
static const char *mark_links(const char *html, struct arena *a)
{
	static const char local[] = "=\"" LOCAL_SCHEME;
	char *out = arena_strdup(a, html), *to = out;

	for (const char *from = out, *next; *from; from = next) {
		const char *hit = strstr(from, local);
		size_t keep = hit ? (size_t)(hit - from) + 2 : strlen(from);

		memmove(to, from, keep);
		to += keep;
		next = from + keep;
		if (hit) {
			*to++ = LINK_MARK;
			next += strlen(LOCAL_SCHEME);
		}
		if (!*next)
			*to = '\0';
	}
	return out;
}

void markdown_render(struct reader *r, const struct document *d)
{
	struct markdown m = { .r = r, .doc = d };
	const struct source *src = d->item->src;

	m.folder = reader_folder(r, d->item);
	m.out_dir = path_dir(d->item->path, r->scratch);

	cmark_node *root = cmark_parse_document(src->text + d->body, src->len - d->body, CMARK_OPT_VALIDATE_UTF8);
	check_tree(&m, root);
	char *html = cmark_render_html(root, CMARK_OPT_DEFAULT);
	*d->html = mark_links(html, r->arena);
	free(html);
	cmark_node_free(root);
	arena_reset(r->scratch);
}
