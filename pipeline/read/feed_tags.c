/* Tags: each gets its other half, and attributes that XML knows. */
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/strbuf.h"
#include "feed_mender.h"

/* libxml2 compares each attribute of a tag with all before it. */
#define MOST_ATTRIBUTES 100

/* A longer one has lost its end. */
#define LONGEST_VALUE (1 << 20)
#define LONGEST_NAME  200

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_name_start(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_' || c == ':';
}

/* Of ASCII: no feed has other names, and here nobody knows yet whether other bytes are letters. */
static bool is_name(char c)
{
	return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/* --- attributes ---------------------------------------------------------------------------- */

struct attribute {
	struct open_tag name;
	const char *value, *stop; /* NULL: it has none */
};

/* A tag as it is read. */
struct tag {
	struct open_tag name;
	struct attribute all[MOST_ATTRIBUTES];
	size_t count;
	bool is_empty; /* `/>` */
	bool is_whole; /* it has its `>` */
	bool is_mended;
	const char *stop; /* what follows it */
};

static struct open_tag read_name(const struct mender *m, const char *s)
{
	const char *start = s;

	while (s < m->end && s - start < LONGEST_NAME && is_name(*s))
		s++;
	return (struct open_tag){ start, (size_t)(s - start) };
}

static const char *skip_blanks(const struct mender *m, const char *s)
{
	while (s < m->end && is_blank(*s))
		s++;
	return s;
}

/* Behind the end of a value comes the end of the tag, or another attribute. */
static bool ends_value(const struct mender *m, const char *quote)
{
	const char *s = skip_blanks(m, quote + 1);

	if (s == m->end || *s == '>' || *s == '/' || *s == '?' || *s == '<')
		return true;
	if (!is_name_start(*s))
		return false;
	const struct open_tag name = read_name(m, s);
	s = skip_blanks(m, name.name + name.len);
	return s < m->end && *s == '=';
}

/* The quote that ends a value which begins at `s`; NULL: its end is missing. */
static const char *find_quote(struct mender *m, const char *s, char quote)
{
	const char **none = &m->no_quote_until[quote == '"' ? 0 : 1];
	const char *stop = m->end - s > LONGEST_VALUE ? s + LONGEST_VALUE : m->end;

	for (s = *none && *none > s ? *none : s; s < stop; s++) {
		s = memchr(s, quote, (size_t)(stop - s));
		if (!s)
			break;
		if (ends_value(m, s))
			return s;
		if (s[-1] == '=') /* another value begins here */
			return NULL;
	}
	*none = stop;
	return NULL;
}

/* Up to a blank or the end of the tag. */
static const char *bare_end(const struct mender *m, const char *s)
{
	while (s < m->end && !is_blank(*s) && *s != '>' && *s != '<')
		s++;
	return s;
}

/* Reads what follows the name of an attribute; where the next one may begin. */
static const char *read_value(struct mender *m, struct tag *t, struct attribute *a, const char *s)
{
	const char *equals = skip_blanks(m, s);

	if (equals == m->end || *equals != '=') {
		t->is_mended = true;
		return s;
	}
	s = skip_blanks(m, equals + 1);
	bool is_quoted = s < m->end && (*s == '"' || *s == '\'');
	const char *close = NULL;

	if (is_quoted) {
		a->value = s + 1;
		close = s + 1 < m->end && s[1] == *s ? s + 1 : find_quote(m, s + 1, *s);
	} else {
		a->value = s;
	}
	a->stop = close ? close : bare_end(m, a->value);
	if (is_quoted && !close && a->stop > a->value && a->stop[-1] == a->value[-1])
		a->stop--;
	t->is_mended =
		t->is_mended || !close || memchr(a->value, '<', (size_t)(a->stop - a->value));
	return close ? close + 1 : bare_end(m, a->stop);
}

static bool is_same(const struct open_tag *a, const struct open_tag *b)
{
	return a->len == b->len && strncasecmp(a->name, b->name, a->len) == 0;
}

static bool is_known(const struct tag *t, const struct open_tag *name)
{
	for (size_t i = 0; i < t->count; i++) {
		if (is_same(&t->all[i].name, name))
			return true;
	}
	return false;
}

static const char *read_attribute(struct mender *m, struct tag *t, const char *s)
{
	struct attribute a = { .name = read_name(m, s) };

	s = read_value(m, t, &a, a.name.name + a.name.len);
	if (t->count < MOST_ATTRIBUTES && !is_known(t, &a.name))
		t->all[t->count++] = a;
	else
		t->is_mended = true;
	return s;
}

static void read_attributes(struct mender *m, struct tag *t, const char *s)
{
	while ((s = skip_blanks(m, s)) < m->end && *s != '>' && *s != '<') {
		if (is_name_start(*s)) {
			s = read_attribute(m, t, s);
			continue;
		}
		t->is_empty = *s == '/' && s + 1 < m->end && s[1] == '>';
		t->is_mended = t->is_mended || !t->is_empty;
		s++;
	}
	t->is_whole = s < m->end && *s == '>';
	t->stop = t->is_whole ? s + 1 : s;
}

/* `<ann@example.org>` and `a <b` are no tags. */
static bool read_tag(struct mender *m, struct tag *t)
{
	const char *s = m->pos + 1;

	if (s == m->end || !is_name_start(*s))
		return false;
	t->name = read_name(m, s);
	s = t->name.name + t->name.len;
	if (s < m->end && !is_blank(*s) && *s != '>' &&
	    !(*s == '/' && s + 1 < m->end && s[1] == '>'))
		return false;
	read_attributes(m, t, s);
	return t->is_whole || t->stop == m->end || (t->count && t->all[0].value);
}

static void write_attributes(struct mender *m, const struct tag *t)
{
	for (size_t i = 0; i < t->count; i++) {
		const struct attribute *a = &t->all[i];

		strbuf_addc(m->out, ' ');
		strbuf_add(m->out, a->name.name, a->name.len);
		strbuf_adds(m->out, "=\"");
		m->pos = a->value ? a->value : a->name.name;
		mender_add_text(m, a->value ? a->stop : a->name.name + a->name.len);
		strbuf_addc(m->out, '"');
	}
}

/* --- halves -------------------------------------------------------------------------------- */

const struct open_tag *mender_open(const struct mender *m)
{
	return m->depth ? &m->open[m->depth - 1] : NULL;
}

static void close_last(struct mender *m)
{
	const struct open_tag *last = &m->open[--m->depth];

	strbuf_adds(m->out, "</");
	strbuf_add(m->out, last->name, last->len);
	strbuf_addc(m->out, '>');
}

static bool is_called(const struct open_tag *t, const char *name)
{
	return t->len == strlen(name) && strncasecmp(t->name, name, t->len) == 0;
}

/* What items stand in: of all feeds. */
static bool holds_items(const struct open_tag *t)
{
	return is_called(t, "channel") || is_called(t, "feed") || is_called(t, "rss") ||
	       is_called(t, "rdf:RDF") || is_called(t, "atom:feed");
}

static bool is_item(const struct mender *m, const struct open_tag *t)
{
	if (m->depth && (is_called(&m->open[0], "feed") || is_called(&m->open[0], "atom:feed")))
		return is_called(t, "entry") || is_called(t, "atom:entry");
	return is_called(t, "item");
}

/* Nothing that items stand in has them anywhere else: what is open there has lost its end. */
static void end_before_item(struct mender *m)
{
	size_t place = m->depth;

	while (place && !holds_items(&m->open[place - 1]))
		place--;
	m->done.halves += place ? (unsigned)(m->depth - place) : 0;
	while (place && m->depth > place)
		close_last(m);
	m->too_deep = place ? 0 : m->too_deep;
}

/* Has an element text alone, in any feed? Others than these may hold elements. */
static bool is_leaf(const struct open_tag *t)
{
	static const char *const names[] = { "title",    "link",     "guid",        "pubDate",
					     "comments", "ttl",      "description", "language",
					     "category", "id",       "updated",     "published",
					     "summary",  "enclosure" };
	static const char *const spaces[] = { "itunes:", "content:", "dc:" };

	for (size_t i = 0; i < COUNT(names); i++) {
		if (is_called(t, names[i]))
			return true;
	}
	for (size_t i = 0; i < COUNT(spaces); i++) {
		size_t len = strlen(spaces[i]);

		if (t->len > len && strncasecmp(t->name, spaces[i], len) == 0)
			return !is_called(t, "itunes:owner") && !is_called(t, "itunes:category");
	}
	return false;
}

/* Does an element stand in items and channels, and in no text that was not escaped? */
static bool is_feeds_own(const struct open_tag *t)
{
	return is_leaf(t) || is_called(t, "itunes:owner") || is_called(t, "itunes:category") ||
	       is_called(t, "psc:chapters") ||
	       (t->len > 8 && strncasecmp(t->name, "podcast:", 8) == 0) ||
	       (t->len > 6 && strncasecmp(t->name, "media:", 6) == 0);
}

/* A text in an item or channel, which has no end, would take what follows with it. */
static void end_leaf(struct mender *m, const struct open_tag *next)
{
	size_t place = m->depth;

	while (place && !holds_items(&m->open[place - 1]) && !is_item(m, &m->open[place - 1]))
		place--;
	if (!place || place == m->depth || !is_leaf(&m->open[place]) || !is_feeds_own(next))
		return;
	m->done.halves += (unsigned)(m->depth - place);
	while (m->depth > place)
		close_last(m);
}

/* Behind the end of the root only what belongs to a feed is read; another root is the same one. */
static bool is_left_out(struct mender *m, const struct tag *t)
{
	if (m->too_deep || m->depth == DEEPEST) {
		m->too_deep += t->is_whole && !t->is_empty;
		m->done.halves++;
		return true;
	}
	if (!m->is_over || m->depth > 1)
		return false;
	bool is_root = is_same(&t->name, &m->open[0]);
	m->done.has_more = m->done.has_more || is_root;
	return is_root || !(is_item(m, &t->name) || is_called(&t->name, "channel"));
}

static void add_start(struct mender *m, const struct tag *t)
{
	if (is_item(m, &t->name))
		end_before_item(m);
	else if (!m->too_deep)
		end_leaf(m, &t->name);
	if (is_left_out(m, t)) {
		m->pos = t->stop;
		return;
	}
	m->done.tags += t->is_mended || !t->is_whole;
	strbuf_addc(m->out, '<');
	strbuf_add(m->out, t->name.name, t->name.len);
	write_attributes(m, t);
	bool is_root = !m->depth, is_empty = t->is_empty || !t->is_whole;
	strbuf_adds(m->out, is_empty && !is_root ? "/>" : ">");
	if (is_root || !is_empty)
		m->open[m->depth++] = t->name;
	m->is_over = m->is_over || (is_root && is_empty);
	m->pos = t->stop;
}

static void end_element(struct mender *m, const struct open_tag *name)
{
	size_t place = m->depth;

	while (place && !is_same(&m->open[place - 1], name))
		place--;
	if (!place || (place == 1 && m->is_over)) {
		m->done.halves += !m->is_over;
		return;
	}
	const size_t left = place > 1 ? place - 1 : 1;

	m->done.halves += (unsigned)(m->depth - place);
	while (m->depth > left)
		close_last(m);
	m->is_over = m->is_over || place == 1;
}

static bool add_end(struct mender *m)
{
	const char *s = m->pos + 2;

	if (s == m->end || !is_name_start(*s))
		return false;
	const struct open_tag name = read_name(m, s);
	s = name.name + name.len;
	while (s < m->end && *s != '>' && *s != '<')
		s++;
	m->pos = s < m->end && *s == '>' ? s + 1 : s;
	if (s == m->end) /* it breaks off here */
		return true;
	if (m->too_deep)
		m->too_deep--;
	else
		end_element(m, &name);
	return true;
}

bool mender_add_tag(struct mender *m)
{
	struct tag t;

	if (m->pos + 1 < m->end && m->pos[1] == '/')
		return add_end(m);
	t.count = 0;
	t.is_empty = t.is_whole = t.is_mended = false;
	if (!read_tag(m, &t))
		return false;
	if (!t.is_whole && t.stop == m->end)
		m->pos = m->end;
	else
		add_start(m, &t);
	return true;
}

void mender_end(struct mender *m)
{
	m->done.is_cut = m->depth && !m->is_over;
	while (m->depth)
		close_last(m);
}
