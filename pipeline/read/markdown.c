#include "markdown.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "access.h"
#include "asset.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "base/table.h"
#include "base/text.h"
#include "figures.h"
#include "listing.h"
#include "local.h"
#include "memory.h"
#include "passage.h"
#include "places.h"
#include "prose.h"
#include "terms.h"

/* A link to what is not published yet: its words stay, the link goes. */
#define HELD_SCHEME "blether-held:"

/* How far back or ahead a link's words or address are looked for, when it is none for its spaces.
 */
#define LONGEST_LABEL 512

struct markdown {
	struct reader *r;
	const struct document *doc;
	const char *folder;  /* of the document, inside the content folder */
	const char *out_dir; /* of its page, in the output folder */
	struct places places;
	struct table ids;  /* of the headings so far; see heading_id() */
	struct table tags; /* of HTML that was reported, by paragraph; see check_html() */
	size_t scanned;    /* source before this place has been looked at for spaces in links */
	struct remembered_link *links; /* to other documents, in the scratch arena */
	size_t link_count, link_room;
	bool has_files;  /* it shows or links files */
	bool has_counts; /* it says how many there are of something */
	bool shift;      /* headings go down by one: the page's title is its only <h1> */
};

/* Where the address stands inside a link; the whole link if it is written elsewhere (a reference).
 */
static struct span address_span(struct markdown *m, cmark_node *n)
{
	struct span whole = places_node(&m->places, n);
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

static void set_local_url(struct markdown *m, cmark_node *n, const char *path, const char *fragment)
{
	cmark_node_set_url(n, local_url(path, fragment, m->r->scratch));
}

/* The names that documents go by when somebody links to them. */
enum naming { BY_PLACE, BY_FILE_NAME, BY_PAGE };

static const char *document_name(const struct document *d, enum naming naming)
{
	return naming == BY_PLACE       ? d->rel
	       : naming == BY_FILE_NAME ? path_base(d->rel)
					: d->item->path;
}

static bool may_mean(const struct markdown *m, const struct document *d, enum naming naming)
{
	return d != m->doc &&
	       !(naming == BY_FILE_NAME && strcmp(path_base(d->rel), "episode.md") == 0);
}

static const struct document *nearest_by(const struct markdown *m, const char *name,
					 enum naming naming)
{
	const struct reader *r = m->r;
	const char **names = arena_array(r->scratch, r->document_count + 1, sizeof(char *));
	size_t count = 0;

	for (size_t i = 0; i < r->document_count; i++) {
		if (may_mean(m, &r->documents[i], naming))
			names[count++] = document_name(&r->documents[i], naming);
	}
	const char *near = text_nearest(name, names);

	for (size_t i = 0; near && i < r->document_count; i++) {
		const struct document *d = &r->documents[i];

		if (may_mean(m, d, naming) && document_name(d, naming) == near)
			return d;
	}
	return NULL;
}

/* How the document itself would link to another. */
static const char *way_to(const struct markdown *m, const struct document *to)
{
	return path_relative(path_join(m->folder, "x", m->r->scratch), to->rel, m->r->scratch);
}

/*
 * The nearest other Markdown file, by its place or by its name alone, as the document would link to
 * it.
 */
static const char *nearest_document(const struct markdown *m, const char *rel)
{
	const struct document *near = nearest_by(m, rel, BY_PLACE);

	if (!near || strcmp(path_base(near->rel), path_base(rel)) != 0) {
		const struct document *named = nearest_by(m, path_base(rel), BY_FILE_NAME);
		near = named ? named : near;
	}
	return near ? way_to(m, near) : NULL;
}

static void note_link(struct markdown *m, const struct document *target, const char *language)
{
	const char *path = target->held ? NULL : document_item(target, language)->path;

	m->links = arena_grow(m->r->scratch, m->links, m->link_count, &m->link_room,
			      sizeof(*m->links));
	m->links[m->link_count++] =
		(struct remembered_link){ .rel = target->rel, .language = language, .path = path };
}

/* A place inside a page has another name in each language, so such a link stays as it is. */
static void link_document(struct markdown *m, cmark_node *n, const char *rel, const char *fragment)
{
	const struct document *target = reader_find_document(m->r, rel);
	const char *language = *fragment ? NULL : m->doc->item->language;

	if (target)
		note_link(m, target, language);
	if (target && target->held) {
		cmark_node_set_url(n, HELD_SCHEME);
		return;
	}
	if (target) {
		set_local_url(m, n, document_item(target, language)->path, fragment);
		return;
	}
	const char *near = nearest_document(m, rel);

	diag_report(m->r->diag, DIAG_LINK_TARGET, address_span(m, n), "there is no page '%s'%s%s%s",
		    reader_path(m->r, rel), near ? "; did you mean '" : "", near ? near : "",
		    near ? "'?" : "");
}

static void link_file(struct markdown *m, cmark_node *n, const char *name, const char *fragment)
{
	struct span at = address_span(m, n);

	m->has_files = true;
	char *rel = asset_find(m->r, m->folder, name, at);
	const struct picture *p = rel ? asset_publish(m->r, rel, m->out_dir, at) : NULL;

	if (!p)
		return;
	if (cmark_node_get_type(n) == CMARK_NODE_IMAGE && !text_starts(p->type, "image/"))
		diag_report(m->r->diag, DIAG_FILE_KIND, at,
			    "'%s' is not a picture; link to it without the '!'", name);
	set_local_url(m, n, p->path, fragment);
}

/*
 * An address of the finished site, such as /pages/about.html, where the Markdown file must be
 * named.
 */
static bool is_site_path(const struct markdown *m, const char *url, const char *rel)
{
	const char *path = url[0] == '/' ? url + 1 : rel;
	char *page = path ? arena_printf(m->r->scratch, "%s.html", path) : NULL;

	if (!page)
		return false;
	for (size_t i = 0; url[0] == '/' && i < m->r->document_count; i++) {
		if (strcmp(m->r->documents[i].item->path, page) == 0)
			return true;
	}
	return text_ends(path, ".html") || text_ends(path, ".htm");
}

static void report_site_path(struct markdown *m, cmark_node *n, const char *url, const char *rel)
{
	char *path = arena_strdup(m->r->scratch, url[0] == '/' ? url + 1 : rel),
	     *dot = strrchr(path, '.');

	if (dot && !strchr(dot, '/'))
		*dot = '\0';
	const struct document *near =
		nearest_by(m, arena_printf(m->r->scratch, "%s.html", path), BY_PAGE);
	const char *way = near ? way_to(m, near)
			       : nearest_document(m, arena_printf(m->r->scratch, "%s.md", path));

	diag_report(m->r->diag, DIAG_LINK_TARGET, address_span(m, n),
		    "'%s' is an address of the finished site; links name the Markdown file as seen "
		    "from here%s%s%s",
		    url, way ? ", such as '" : "", way ? way : "", way ? "'" : "");
}

/* What was meant for the world outside but lacks the part before the colon. */
static bool report_no_scheme(struct markdown *m, cmark_node *n)
{
	const char *url = cmark_node_get_url(n), *at = strchr(url, '@');
	bool is_mail = at && at > url && strchr(at, '.') && !strchr(url, '/') && !asset_type(url);
	bool is_web = strncasecmp(url, "www.", 4) == 0;

	if (is_mail || is_web)
		diag_report(m->r->diag, DIAG_LINK_TARGET, address_span(m, n),
			    "there is no file '%s'; write %s%s", url,
			    is_mail ? "mailto:" : "https://", url);
	return is_mail || is_web;
}

static void resolve_local(struct markdown *m, cmark_node *n)
{
	const char *url = cmark_node_get_url(n), *fragment = strpbrk(url, "#?");
	size_t len = fragment ? (size_t)(fragment - url) : strlen(url);
	char *name = path_from_url(url, len, m->r->scratch);
	char *rel = name[0] == '/' ? NULL : path_resolve(m->folder, name, m->r->scratch);

	fragment = fragment && *fragment == '#' ? arena_strdup(m->r->scratch, fragment) : "";
	if (!*name) {
		if (!*fragment)
			diag_report(m->r->diag, DIAG_LINK_TARGET, places_node(&m->places, n),
				    "the link leads nowhere; write an address between ( and )");
		return; /* a place on this very page */
	}
	if (rel && text_starts(rel, PRIVATE_FOLDER "/"))
		listing_report_private(m->r, address_span(m, n));
	else if (rel && text_ends(rel, ".md"))
		link_document(m, n, rel, fragment);
	else if (cmark_node_get_type(n) == CMARK_NODE_LINK && is_site_path(m, name, rel))
		report_site_path(m, n, name, rel);
	else
		link_file(m, n, name, fragment);
}

static void check_link(struct markdown *m, cmark_node *n)
{
	static const char *const safe[] = { "https:", "http:", "mailto:", "tel:" };
	const char *url = cmark_node_get_url(n);
	size_t scheme = scheme_length(url);

	if (!scheme && !text_starts(url, "//")) {
		if (!report_no_scheme(m, n))
			resolve_local(m, n);
		return;
	}
	for (size_t i = 0; i < COUNT(safe); i++) {
		if (strncasecmp(url, safe[i], strlen(safe[i])) == 0)
			return;
	}
	diag_report(
		m->r->diag, DIAG_UNSAFE_LINK, address_span(m, n),
		"'%s' is not an address that pages may link to; use https:, mailto: or tel:", url);
}

/*
 * The words of a node and all that it holds; lists and emphasis may be nested deeply, so nothing
 * recurses.
 */
static void add_words(cmark_node *n, struct strbuf *out)
{
	cmark_iter *iter = cmark_iter_new(n);

	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		cmark_node *c = cmark_iter_get_node(iter);
		const char *text = event == CMARK_EVENT_ENTER ? cmark_node_get_literal(c) : NULL;

		if (text)
			strbuf_adds(out, text);
		else if (cmark_node_get_type(c) == CMARK_NODE_SOFTBREAK)
			strbuf_addc(out, ' ');
	}
	cmark_iter_free(iter);
}

static bool has_words(cmark_node *n)
{
	STRBUF_SCOPED struct strbuf words = STRBUF_INIT(LIMIT_SOURCE_BYTES);

	add_words(n, &words);
	return words.data[strspn(words.data, " ")];
}

static void check_image(struct markdown *m, cmark_node *n)
{
	const char *url = cmark_node_get_url(n);

	if (!has_words(n))
		diag_report(m->r->diag, DIAG_MISSING_ALT, places_node(&m->places, n),
			    "the picture has no description; say between [ and ] what it shows");
	if (scheme_length(url) || text_starts(url, "//") || strncasecmp(url, "www.", 4) == 0)
		diag_report(m->r->diag, DIAG_REMOTE_PICTURE, address_span(m, n),
			    "the picture '%s' lies on another site; copy it into the folder and "
			    "name the file",
			    url);
	else
		resolve_local(m, n);
}

static int start_line_of_block(cmark_node *n)
{
	while (cmark_node_get_type(n) > CMARK_NODE_LAST_BLOCK)
		n = cmark_node_parent(n);
	return cmark_node_get_start_line(n);
}

/* How many tags of this name the paragraph has open. */
static uint32_t *open_tags(struct markdown *m, cmark_node *n, const char *name)
{
	char lower[16] = "";

	for (size_t i = 0; i + 1 < sizeof(lower) && name[i] && !strchr(" \t\n/>", name[i]); i++)
		lower[i] = name[i] >= 'A' && name[i] <= 'Z' ? (char)(name[i] | 0x20) : name[i];
	return table_at(&m->tags, key_of((uint64_t)start_line_of_block(n), lower, strlen(lower)));
}

/* A closing tag in a paragraph was told together with the tag that opens it. */
static bool is_told(struct markdown *m, cmark_node *n, const char *html)
{
	bool closes = text_starts(html, "</");
	uint32_t *open = cmark_node_get_type(n) == CMARK_NODE_HTML_INLINE
				 ? open_tags(m, n, html + 1 + closes)
				 : NULL;

	if (!open || !closes) {
		if (open)
			++*open;
		return false;
	}
	return *open && (*open)--;
}

/* Comments are notes of the author to themselves: they vanish, anything else is refused. */
static void check_html(struct markdown *m, cmark_node *n)
{
	const char *html = cmark_node_get_literal(n);
	const char *close = strstr(html, "-->");

	if (text_starts(html, "<!--") && close && !close[3 + strspn(close + 3, " \n")])
		return;
	if (!is_told(m, n, html))
		diag_report(m->r->diag, DIAG_RAW_HTML, places_node(&m->places, n),
			    "this is HTML, which often comes along from Word or a web page; paste "
			    "it again as plain text (Ctrl+Shift+V), or use Markdown's own signs");
}

/*
 * Reports the "](address" of `len` bytes at `at`, unless a backslash says that it is meant as it
 * stands.
 */
static void report_spaces(struct markdown *m, size_t at, size_t len)
{
	const struct source *src = m->doc->item->src;
	size_t room = at < LONGEST_LABEL ? at : LONGEST_LABEL;
	const char *close = src->text + at, *open = memrchr(close - room, '[', room);

	if (!open || memchr(open, '\n', (size_t)(close - open)))
		return;
	if (close[-1] == '\\' || (open > src->text && open[-1] == '\\'))
		return;
	open -= open > src->text && open[-1] == '!';
	diag_report(m->r->diag, DIAG_SPACE_IN_LINK,
		    span_at(src, (size_t)(open - src->text), (size_t)(close - open) + len + 1),
		    "an address with spaces must stand between < and >; write %.*s](<%.*s>), or "
		    "rename the file",
		    (int)(close - open), open, (int)(len - 2), close + 2);
}

/*
 * "](" with a blank before the next ")": CommonMark makes no link of it, and
 * says nothing. Where it stands is looked for, as columns of cmark are too small
 * in lines that are indented.
 */
static void check_spaces(struct markdown *m, cmark_node *n)
{
	const struct source *src = m->doc->item->src;
	const char *text = cmark_node_get_literal(n), *hit = strstr(text, "](");

	if (!hit)
		return;
	size_t from = places_offset(&m->places, cmark_node_get_start_line(n),
				    cmark_node_get_start_column(n));
	size_t to = places_offset(&m->places, cmark_node_get_end_line(n),
				  cmark_node_get_end_column(n)) +
		    LONGEST_LABEL;

	from = from > m->scanned ? from : m->scanned;
	to = to < src->len ? to : src->len;
	for (; hit; hit = strstr(hit + 2, "](")) {
		const char *close = memchr(hit, ')', strnlen(hit, LONGEST_LABEL));
		size_t len = close ? (size_t)(close - hit) : 0;

		if (!close || hit[2] == '<' || !memchr(hit, ' ', len))
			continue;
		const char *at = from < to ? memmem(src->text + from, to - from, hit, len) : NULL;
		if (!at)
			return;
		report_spaces(m, (size_t)(at - src->text), len);
		m->scanned = from = (size_t)(at - src->text) + len;
	}
}

/* What stands in the file has passed the gate; `&#146;` becomes a character only here. */
static void check_characters(struct markdown *m, cmark_node *n)
{
	uint32_t odd = text_unwritten(cmark_node_get_literal(n));

	if (odd)
		diag_report(m->r->diag, DIAG_BAD_CHARACTER, places_node(&m->places, n),
			    "a reference stands for the character U+%04X, which cannot stand in a "
			    "page or feed; write the one that is meant",
			    odd);
}

/* A line such as |---|---| under another: a table, as other kinds of Markdown know it. */
static void check_table(struct markdown *m, cmark_node *n)
{
	const char *text = cmark_node_get_literal(n);
	cmark_node *before = cmark_node_previous(n), *behind = cmark_node_next(n);

	if (!before || cmark_node_get_type(before) != CMARK_NODE_SOFTBREAK ||
	    (behind && cmark_node_get_type(behind) != CMARK_NODE_SOFTBREAK))
		return;
	if (text[strspn(text, " |:-")] || !strchr(text, '|') || !strstr(text, "--"))
		return;
	diag_report(m->r->diag, DIAG_BARE_MARKDOWN, places_node(&m->places, n),
		    "this looks like a table; pages have none, so the reader sees the bars; write "
		    "a list instead");
}

/* False when an earlier heading has it. */
static bool take_id(struct markdown *m, const char *id)
{
	uint32_t *taken = table_at(&m->ids, key_of(0, id, strlen(id)));

	return !(*taken)++;
}

/*
 * An id of its own for a heading; the prefix keeps it apart from those of the
 * page around it. With another start of the key, the table also has the number
 * that the same words were given last, as a page may repeat a heading for each
 * entry of a long list.
 */
static const char *heading_id(struct markdown *m, cmark_node *n)
{
	STRBUF_SCOPED struct strbuf words = STRBUF_INIT(LIMIT_MESSAGE);

	add_words(n, &words);
	const char *slug = slug_make(words.data, m->r->scratch), *id;
	uint64_t key = key_of(1, slug, strlen(slug));
	uint32_t number = *table_at(&m->ids, key);

	do
		id = ++number == 1 ? arena_printf(m->r->scratch, "s-%s", slug)
				   : arena_printf(m->r->scratch, "s-%s-%u", slug, number);
	while (!take_id(m, id));
	*table_at(&m->ids, key) = number;
	return id;
}

/* Wraps what a heading says into an element that carries the id: cmark has no ids of its own. */
static void name_heading(struct markdown *m, cmark_node *heading)
{
	cmark_node *wrap = cmark_node_new(CMARK_NODE_CUSTOM_INLINE), *next;
	const char *id = heading_id(m, heading);
	int level = cmark_node_get_heading_level(heading) + m->shift;

	cmark_node_set_heading_level(heading, level < 6 ? level : 6);
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
	case CMARK_NODE_TEXT:
		check_characters(m, n);
		check_spaces(m, n);
		check_table(m, n);
		break;
	default:
		break;
	}
}

static bool is_held_link(cmark_node *n)
{
	return cmark_node_get_type(n) == CMARK_NODE_LINK &&
	       strcmp(cmark_node_get_url(n), HELD_SCHEME) == 0;
}

/* Puts what a node holds in its place. */
static void unwrap(cmark_node *n)
{
	for (cmark_node *c; (c = cmark_node_first_child(n));)
		cmark_node_insert_before(n, c);
	cmark_node_free(n);
}

/* Visits every node; headings and HTML are changed when nothing walks in them any more. */
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

static bool is_leaf(cmark_node *n)
{
	switch (cmark_node_get_type(n)) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
	case CMARK_NODE_CODE:
	case CMARK_NODE_HTML_INLINE:
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_CODE_BLOCK:
	case CMARK_NODE_THEMATIC_BREAK:
		return true;
	default:
		return false;
	}
}

/* Looks at the shape of the whole: false after reporting that it is nested too deeply. */
static bool survey(struct markdown *m, cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);
	cmark_node *deepest = NULL;
	int depth = 0;

	for (cmark_event_type event;
	     !deepest && (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		cmark_node *n = cmark_iter_get_node(iter);

		if (event == CMARK_EVENT_EXIT)
			depth--;
		else if (!is_leaf(n) && ++depth > LIMIT_MARKDOWN_DEPTH)
			deepest = n;
		m->shift |= cmark_node_get_type(n) == CMARK_NODE_HEADING &&
			    cmark_node_get_heading_level(n) == 1;
	}
	cmark_iter_free(iter);
	if (deepest)
		diag_report(m->r->diag, DIAG_MARKDOWN_TOO_DEEP, places_node(&m->places, deepest),
			    "lists, quotations and emphasis are nested more than %d deep here; "
			    "look for signs such as * or > that were pasted many times",
			    LIMIT_MARKDOWN_DEPTH);
	return !deepest;
}

/* Numbers and explanations, when the author's own links have been looked at. */
static void add_figures(struct markdown *m, cmark_node *root)
{
	struct figures figures = { .r = m->r, .places = &m->places };

	figures_render(&figures, root);
	m->has_counts = figures.has_counts;
	if (!m->doc->item->language)
		terms_render(m->r, root);
}

static void render(struct markdown *m)
{
	const struct document *d = m->doc;
	const struct source *src = d->item->src;
	cmark_node *root = cmark_parse_document(src->text + d->body, src->len - d->body,
						CMARK_OPT_VALIDATE_UTF8);

	*d->html = "";
	if (survey(m, root)) {
		prose_check(m->r, d, &m->places, root, m->shift);
		passages_render(m->r, &m->places, root);
		check_tree(m, root);
		add_figures(m, root);
		char *html = cmark_render_html(root, CMARK_OPT_DEFAULT);
		*d->html = *html ? local_mark(html, m->r->arena) : NULL;
		free(html);
	}
	cmark_node_free(root);
}

void markdown_render(struct reader *r, const struct document *d)
{
	struct markdown m = { .r = r,
			      .doc = d,
			      .places = {
				      .src = d->item->src, .body = d->body, .arena = r->scratch } };
	struct remembered *file = memory_of(r->memory, d->item->src);
	const unsigned reported = r->diag->reported;

	/* What hurts, and what is foreign, is said by other files. */
	const char *language = access_language(r, d);
	const uint64_t figures = terms_key(r, figures_key(r, r->words_key));
	const uint64_t checks = key_of(figures, language, strlen(language));

	if (file && memory_html_holds(r, file, checks)) {
		*d->html = file->html;
		return;
	}
	m.folder = reader_folder(r, d->item);
	m.out_dir = path_dir(d->item->path, r->scratch);
	render(&m);
	/* Files that a text shows are looked at each time, and what is counted may be other files:
	 * so neither is remembered. */
	if (file && !m.has_files && !m.has_counts && r->diag->reported == reported) {
		memory_keep_html(file, *d->html, m.links, m.link_count);
		file->html_checks = checks;
	}
	table_release(&m.ids);
	table_release(&m.tags);
	arena_reset(r->scratch);
}
