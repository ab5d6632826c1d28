#include <libxml/HTMLparser.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "feed_xml.h"

static enum remote_flag flag_of(const char *word)
{
	static const char *const yes[] = { "yes", "true", "explicit", "1" };
	static const char *const no[] = { "no", "false", "clean", "0" };

	for (size_t i = 0; word && i < COUNT(yes); i++) {
		if (strcasecmp(word, yes[i]) == 0)
			return REMOTE_YES;
		if (strcasecmp(word, no[i]) == 0)
			return REMOTE_NO;
	}
	return REMOTE_UNSAID;
}

static bool fill_flag(struct feed_doc *d, enum remote_flag *flag, const xmlNode *n)
{
	enum remote_flag said = flag_of(element_text(d, n));

	if (!*flag)
		*flag = said;
	return said && said == *flag && element_has_only(n, "");
}

/* What HTML shows; there may be nothing. */
static const char *words_of_html(struct feed_doc *d, const char *html)
{
	const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
			    HTML_PARSE_NONET;
	htmlDocPtr doc = htmlReadMemory(html, (int)strlen(html), NULL, "UTF-8", options);
	const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	const char *words = root ? element_text(d, root) : NULL;

	xmlFreeDoc(doc);
	return words;
}

/* Atom says whether a title is HTML (RFC 4287 section 3.1.1); RSS does not. */
static const char *plain_text(struct feed_doc *d, const xmlNode *n)
{
	const char *text = element_text(d, n), *type = element_attr(d, n, "type");
	bool is_html = type && strcasecmp(type, "html") == 0 && element_ns(n) == NS_ATOM;

	return text && is_html ? words_of_html(d, text) : text;
}

static const char *text_in_form(struct feed_doc *d, enum feed_form form, const xmlNode *n)
{
	if (form == FORM_MARKUP)
		return element_markup(d, n);
	if (form == FORM_TEXT)
		return plain_text(d, n);
	const char *href = element_attr(d, n, "href");
	return element_url(d, n, href ? href : element_text(d, n));
}

/* What says nothing is taken wholly. */
static bool fill(struct feed_doc *d, const struct feed_rule *rule, void *into, const xmlNode *n)
{
	void *place = (char *)into + rule->offset;
	const char **member = place;
	const char *text = text_in_form(d, rule->form, n);

	if (text && !*member)
		*member = text;
	return (!text || strcmp(text, *member) == 0) &&
	       element_has_only(n, rule->form == FORM_URL ? "href resource" : "");
}

bool feed_apply(struct feed_doc *d, const struct feed_rule *rule, void *into, const xmlNode *n)
{
	if (rule->form == FORM_TAKE)
		return rule->take(d, into, n);
	if (rule->form == FORM_FLAG)
		return fill_flag(d, (void *)((char *)into + rule->offset), n);
	return fill(d, rule, into, n);
}

static const struct feed_rule *find_rule(const struct feed_doc *d, const struct feed_rule *rules,
					 const xmlNode *n)
{
	const char *name = element_name(n);
	enum feed_ns ns = element_ns(n);

	if (d->feed->kind == REMOTE_ATOM && ns == NS_NONE)
		ns = NS_ATOM;
	while (rules->name && (rules->ns != ns || strcasecmp(rules->name, name) != 0))
		rules++;
	return rules->name ? rules : NULL;
}

/* Room for the children of `n` behind those of the elements that it stands in. */
static void list_children(struct feed_doc *d, const struct feed_rule *rules, const xmlNode *n)
{
	for (n = next_element(n->children); n; n = next_element(n->next)) {
		d->children = arena_grow(d->arena, d->children, d->child_count, &d->child_room,
					 sizeof(*d->children));
		d->children[d->child_count++] =
			(struct feed_child){ .n = n, .rule = find_rule(d, rules, n) };
	}
}

static void apply_to(struct feed_doc *d, size_t from, size_t to, void *into, bool stands_in)
{
	for (size_t i = from; i < to; i++) {
		const struct feed_child c = d->children[i];

		if (!stands_in && feed_is_item(d, c.n)) {
			feed_take_item(d, c.n);
			d->children[i].is_taken = true;
		} else if (c.rule && c.rule->stands_in == stands_in) {
			bool is_taken = feed_apply(d, c.rule, into, c.n);

			d->children[i].is_taken = is_taken;
		}
	}
}

bool feed_apply_inside(struct feed_doc *d, const struct feed_rule *rules, void *into,
		       const xmlNode *n, struct remote_list *rest)
{
	size_t from = d->child_count;
	bool is_whole = true;

	list_children(d, rules, n);
	size_t to = d->child_count;
	apply_to(d, from, to, into, false);
	apply_to(d, from, to, into, true);
	for (size_t i = from; i < to; i++) {
		is_whole = is_whole && d->children[i].is_taken;
		if (rest && !d->children[i].is_taken)
			feed_keep(d, rest, d->children[i].n);
	}
	d->child_count = from;
	return is_whole;
}

void feed_apply_one(struct feed_doc *d, const struct feed_rule *rules, void *into, const xmlNode *n,
		    struct remote_list *rest)
{
	const struct feed_rule *rule = find_rule(d, rules, n);

	if (!rule || !feed_apply(d, rule, into, n))
		feed_keep(d, rest, n);
}
