#include "page.h"

#include <string.h>

#include "agree.h"
#include "base/mem.h"
#include "html.h"

/* Attributes that lead somewhere or say something that is checked. */
enum attribute {
	ATTR_HREF,
	ATTR_SRC,
	ATTR_SRCSET,
	ATTR_POSTER,
	ATTR_DATA,
	ATTR_CITE,
	ATTR_ACTION,
	ATTR_FORMACTION,
	ATTR_CONTENT,
	ATTR_REL,
	ATTR_ALT,
	ATTR_ID,
	ATTR_NAME,
	ATTR_COUNT,
	ATTR_NONE = ATTR_COUNT,
};

static const struct {
	const char *name;
	size_t len;
} attribute_names[ATTR_COUNT] = {
	[ATTR_HREF] = { "href", 4 },       [ATTR_SRC] = { "src", 3 },
	[ATTR_SRCSET] = { "srcset", 6 },   [ATTR_POSTER] = { "poster", 6 },
	[ATTR_DATA] = { "data", 4 },       [ATTR_CITE] = { "cite", 4 },
	[ATTR_ACTION] = { "action", 6 },   [ATTR_FORMACTION] = { "formaction", 10 },
	[ATTR_CONTENT] = { "content", 7 }, [ATTR_REL] = { "rel", 3 },
	[ATTR_ALT] = { "alt", 3 },         [ATTR_ID] = { "id", 2 },
	[ATTR_NAME] = { "name", 4 },
};

/* The attributes with a name of so many bytes, as bits: most names need one comparison or none. */
#define BIT(a) (1u << (a))
static const unsigned by_length[] = {
	[2] = BIT(ATTR_ID),
	[3] = BIT(ATTR_SRC) | BIT(ATTR_REL) | BIT(ATTR_ALT),
	[4] = BIT(ATTR_HREF) | BIT(ATTR_DATA) | BIT(ATTR_CITE) | BIT(ATTR_NAME),
	[6] = BIT(ATTR_SRCSET) | BIT(ATTR_POSTER) | BIT(ATTR_ACTION),
	[7] = BIT(ATTR_CONTENT),
	[10] = BIT(ATTR_FORMACTION),
};

static enum attribute attribute_named(const char *name, size_t len)
{
	unsigned candidates = len < sizeof(by_length) / sizeof(by_length[0]) ? by_length[len] : 0;

	for (; candidates; candidates &= candidates - 1) {
		enum attribute a = (enum attribute)__builtin_ctz(candidates);

		if (html_is(name, len, attribute_names[a].name))
			return a;
	}
	return ATTR_NONE;
}

/* One tag with the attributes that count; the first of a name is the one that browsers take. */
struct tag {
	const char *name;
	size_t name_len;
	struct html_attribute found[ATTR_COUNT];
	unsigned seen; /* bits */
};

/* Where HTML is read from. */
struct scan {
	struct doc *doc;
	const char *text;
	bool is_fragment; /* of a feed: everything is reported at `at` */
	struct place at;
};

static bool has(const struct tag *t, enum attribute a)
{
	return t->seen & BIT(a);
}

static bool is_element(const struct tag *t, const char *name)
{
	return html_is(t->name, t->name_len, name);
}

static struct place place_of(const struct scan *s, const char *in_text, size_t len)
{
	if (s->is_fragment)
		return s->at;
	return (struct place){ (size_t)(in_text - s->text), len };
}

static bool is_absolute(const char *url, size_t len)
{
	size_t i = 0;

	while (i < len && url[i] != ':' && url[i] != '/' && url[i] != '?' && url[i] != '#')
		i++;
	return i && i < len && url[i] == ':';
}

/* A reference with its character references decoded. */
static void check_url(struct scan *s, enum use use, const char *url, size_t len)
{
	char decoded[URL_MAX];
	struct place at = place_of(s, url, len);

	if (s->is_fragment && !is_absolute(url, len)) {
		doc_report(s->doc, DIAG_RELATIVE_LINK, at, "",
			   "'%.*s' in the notes is not a whole address; apps cannot follow it",
			   (int)(len < 200 ? len : 200), url);
		return;
	}
	if (memchr(url, '&', len) && len < sizeof(decoded)) {
		len = html_decode(url, len, decoded);
		url = decoded;
	}
	const struct output_file *file = check_reference(s->doc, use, url, len, at);
	if (file && !s->is_fragment)
		agree_note_sound(s->doc, file);
}

static void check_attribute(struct scan *s, const struct tag *t, enum attribute a, enum use use)
{
	if (has(t, a))
		check_url(s, use, t->found[a].value, t->found[a].value_len);
}

/* `one.jpg 1x, two.jpg 2x` (HTML standard 4.8.4.2.1). */
static void check_srcset(struct scan *s, const struct tag *t)
{
	if (!has(t, ATTR_SRCSET))
		return;
	const char *c = t->found[ATTR_SRCSET].value, *end = c + t->found[ATTR_SRCSET].value_len;

	while (c < end) {
		while (c < end && (*c == ',' || (unsigned char)*c <= ' '))
			c++;
		const char *url = c;

		while (c < end && (unsigned char)*c > ' ')
			c++;
		size_t len = (size_t)(c - url);
		bool bare = len && url[len - 1] == ','; /* no width follows */

		if (len)
			check_url(s, USE_FETCH, url, len - bare);
		while (!bare && c < end && *c != ',')
			c++;
	}
}

/* Kinds of <link> that a browser follows only when asked to. */
static bool is_only_named(const struct html_attribute *rel)
{
	static const char *const names[] = {
		"canonical", "alternate", "license", "author", "help",
		"me",        "next",      "prev",    "search", "self"
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (html_is(rel->value, rel->value_len, names[i]))
			return true;
	}
	return false;
}

static void check_link_element(struct scan *s, const struct tag *t)
{
	bool named = has(t, ATTR_REL) && is_only_named(&t->found[ATTR_REL]);

	check_attribute(s, t, ATTR_HREF, named ? USE_LINK : USE_FETCH);
}

static bool begins_with(const struct html_attribute *a, const struct site_address *address)
{
	return address->len && a->value_len >= address->len &&
	       memcmp(a->value, address->text, address->len) == 0;
}

/* The site's own address in a <meta>, such as the picture for a shared link. */
static void check_meta(struct scan *s, const struct tag *t)
{
	const struct html_attribute *a = &t->found[ATTR_CONTENT];
	const struct check *c = s->doc->check;

	if (has(t, ATTR_CONTENT) && (begins_with(a, &c->site) || begins_with(a, &c->audio)) &&
	    !memchr(a->value, ' ', a->value_len))
		check_url(s, USE_LINK, a->value, a->value_len);
}

static void check_picture(struct scan *s, const struct tag *t)
{
	const struct html_attribute *src = &t->found[ATTR_SRC];
	int len = has(t, ATTR_SRC) ? (int)(src->value_len < 200 ? src->value_len : 200) : 0;

	if (has(t, ATTR_ALT))
		return;
	char *subject = arena_strndup(s->doc->check->arena, len ? src->value : "", (size_t)len);
	doc_report(s->doc, DIAG_NO_ALT, place_of(s, t->name, t->name_len), subject,
		   "the picture '%s' has no description for people who cannot see it", subject);
}

static void check_id(struct scan *s, const struct tag *t, enum attribute a)
{
	struct check *c = s->doc->check;
	const char *id = t->found[a].value;
	size_t len = t->found[a].value_len;
	uint32_t *times = table_at(&c->ids, id_key(c, s->doc->file, id, len));

	if (++*times == 1 || a == ATTR_NAME)
		return;
	char *subject = arena_strndup(c->arena, id, len);
	doc_report(s->doc, DIAG_DUPLICATE_ID, place_of(s, id, len), subject,
		   "the id '%s' stands twice in the page; links to it find the first only",
		   subject);
}

/* Elements that no app lets into a show's notes (W3C feed validator, SecurityRisk). */
static void check_safe(struct scan *s, const struct tag *t)
{
	static const char *const unsafe[] = { "script", "iframe", "object", "embed",
					      "style",  "form",   "link",   "meta" };

	for (size_t i = 0; i < sizeof(unsafe) / sizeof(unsafe[0]); i++) {
		if (is_element(t, unsafe[i]))
			doc_report(s->doc, DIAG_UNSAFE_NOTES, s->at, unsafe[i],
				   "the notes have a <%s>, which apps refuse", unsafe[i]);
	}
}

static void check_links(struct scan *s, const struct tag *t)
{
	if (is_element(t, "link")) {
		check_link_element(s, t);
	} else if (is_element(t, "use") || is_element(t, "image")) {
		check_attribute(s, t, ATTR_HREF, USE_FETCH);
	} else {
		check_attribute(s, t, ATTR_HREF, USE_LINK);
	}
	check_attribute(s, t, ATTR_SRC, USE_FETCH);
	check_srcset(s, t);
	check_attribute(s, t, ATTR_POSTER, USE_FETCH);
	check_attribute(s, t, ATTR_CITE, USE_LINK);
	check_attribute(s, t, ATTR_ACTION, USE_LINK);
	check_attribute(s, t, ATTR_FORMACTION, USE_LINK);
	if (has(t, ATTR_DATA) && is_element(t, "object"))
		check_attribute(s, t, ATTR_DATA, USE_FETCH);
	if (has(t, ATTR_CONTENT) && is_element(t, "meta"))
		check_meta(s, t);
}

static void check_tag(struct scan *s, const struct tag *t)
{
	const unsigned quiet = BIT(ATTR_ID) | BIT(ATTR_ALT) | BIT(ATTR_REL) | BIT(ATTR_NAME);

	if (s->is_fragment)
		check_safe(s, t);
	if (is_element(t, "img"))
		check_picture(s, t);
	if (has(t, ATTR_ID) && !s->is_fragment)
		check_id(s, t, ATTR_ID);
	else if (has(t, ATTR_NAME) && !s->is_fragment && is_element(t, "a"))
		check_id(s, t, ATTR_NAME);
	if (t->seen & ~quiet)
		check_links(s, t);
}

static void take_attributes(struct html *h, struct tag *t)
{
	struct html_attribute a;

	t->seen = 0;
	while (html_next_attribute(h, &a)) {
		enum attribute known = attribute_named(a.name, a.name_len);

		if (known == ATTR_NONE || has(t, known))
			continue;
		t->found[known] = a;
		t->seen |= BIT(known);
	}
}

/* The text between `<title>` and `end`. */
static void note_title(struct scan *s, const struct tag *t, const char *end)
{
	const char *text = memchr(t->name, '>', (size_t)(end - t->name));

	if (text)
		agree_note_title(s->doc, text + 1, (size_t)(end - text - 1));
}

static void scan_html(struct scan *s, size_t len)
{
	struct html h = html_open(s->text, len);
	struct tag t;

	while (html_next_tag(&h)) {
		if (h.is_end)
			continue;
		t.name = h.name;
		t.name_len = h.name_len;
		take_attributes(&h, &t);
		check_tag(s, &t);
		if (!s->is_fragment && is_element(&t, "title"))
			note_title(s, &t, h.pos);
	}
}

void page_check(struct doc *doc)
{
	struct scan s = { .doc = doc, .text = doc->text };

	scan_html(&s, doc->len);
}

void page_check_fragment(struct doc *feed, const char *html, size_t len, struct place at)
{
	struct scan s = { .doc = feed, .text = html, .is_fragment = true, .at = at };

	scan_html(&s, len);
}
