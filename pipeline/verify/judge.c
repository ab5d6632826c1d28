#include "judging.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "base/text.h"

/* Pieces of the feed in a message may have been cut inside a character. */
static const char *whole_characters(const struct judge *j, const char *text, size_t len)
{
	char *copy = arena_strndup(j->arena, text, len);
	uint32_t cp;

	for (size_t i = 0, n; i < len; i += n ? n : 1) {
		n = utf8_decode(copy + i, len - i, &cp);
		if (!n)
			copy[i] = '?';
	}
	return copy;
}

void judge_say(struct judge *j, enum diag_id id, struct span at, const char *fmt, ...)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_MESSAGE);
	unsigned nth = j->times[id]++;
	va_list ap;

	if (nth >= PLACES_TOLD)
		return;
	while (at.off && ((unsigned char)at.src->text[at.off] & 0xc0) == 0x80)
		at.off--; /* to where a character begins */
	va_start(ap, fmt);
	strbuf_vaddf(&text, fmt, ap);
	va_end(ap);
	j->found[id][nth] = (struct finding){ at, whole_characters(j, text.data, text.len) };
}

/* The last place of a mistake that stands there often speaks for the others. */
static void report_all(struct judge *j)
{
	for (unsigned id = 0; id < DIAG_COUNT; id++) {
		unsigned told = j->times[id] < PLACES_TOLD ? j->times[id] : PLACES_TOLD;
		unsigned more = j->times[id] - told;

		for (unsigned i = 0; i < told; i++) {
			const struct finding *f = &j->found[id][i];

			if (more && i + 1 == told)
				diag_report(j->diag, (enum diag_id)id, f->at,
					    "%s (and %u more like it)", f->text, more);
			else
				diag_report(j->diag, (enum diag_id)id, f->at, "%s", f->text);
		}
	}
}

bool is_one_of(const char *word, const char *const *list)
{
	while (*list && strcmp(*list, word) != 0)
		list++;
	return *list != NULL;
}

/* Neither attribute nor element nor text. */
static bool is_empty(const struct judge *j, const xmlNode *n)
{
	const char *text = judge_text(j, n);

	for (const xmlNode *child = n->children; child; child = child->next) {
		if (child->type == XML_ELEMENT_NODE)
			return false;
	}
	return !n->properties && !text[strspn(text, " \t\r\n")];
}

void judge_wanted(struct judge *j, const xmlNode *parent, const struct wanted *all, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const xmlNode *n = node_child(parent, all[i].ns, all[i].name);

		if (!n || is_empty(j, n))
			judge_say(j, all[i].missing, judge_at(j, n ? n : parent), "%s",
				  all[i].words);
	}
}

static const struct element_rule *rule_for(const xmlNode *n, const struct element_rule *rules,
					   size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (node_is(n, rules[i].ns, rules[i].name))
			return &rules[i];
	}
	return NULL;
}

void judge_children(struct judge *j, const xmlNode *parent, const struct element_rule *rules,
		    size_t count)
{
	for (const xmlNode *n = parent->children; n; n = n->next) {
		const struct element_rule *rule =
			n->type == XML_ELEMENT_NODE ? rule_for(n, rules, count) : NULL;

		if (rule)
			rule->judge(j, n);
		else if (n->type == XML_ELEMENT_NODE &&
			 (!n->ns || strcmp((const char *)n->ns->href, NS_ITUNES) == 0))
			judge_say(j, DIAG_UNKNOWN_ELEMENT, judge_at(j, n),
				  "'%s' has no element '%s'", judge_name(j, parent),
				  judge_name(j, n));
	}
}

void judge_repeated(struct judge *j, const xmlNode *parent, const char *ns,
		    const char *const *names)
{
	for (; *names; names++) {
		const xmlNode *first = node_child(parent, ns, *names);

		for (const xmlNode *n = first ? first->next : NULL; n; n = n->next) {
			if (node_is(n, ns, *names))
				judge_say(j, DIAG_REPEATED, judge_at(j, n),
					  "'%s' stands here a second time; once is enough",
					  judge_name(j, n));
		}
	}
}

/* Items, and what wrongly stands behind the first of them. */
static void judge_items(struct judge *j, const xmlNode *channel)
{
	for (const xmlNode *n = channel->children; n; n = n->next) {
		if (node_is(n, NS_NONE, "item")) {
			j->items++;
			judge_item(j, n);
		} else if (j->items && n->type == XML_ELEMENT_NODE) {
			judge_say(j, DIAG_METADATA_LATE, judge_at(j, n),
				  "'%s' stands behind the first item; it belongs before it",
				  judge_name(j, n));
		}
	}
	if (!j->items)
		judge_say(j, DIAG_NO_ITEMS, judge_at(j, channel),
			  "the feed has no episode; there must be one at least");
}

static bool judge_root(struct judge *j, const xmlNode *root)
{
	static const char *const others[][2] = { { "feed", "an Atom feed" },
						 { "html", "a web page" },
						 { "RDF", "a feed of RSS 1.0" } };
	const char *version = node_attribute(root, "version");

	for (size_t i = 0; i < COUNT(others); i++) {
		if (strcmp((const char *)root->name, others[i][0]) == 0) {
			judge_say(j, DIAG_NOT_A_FEED, judge_at(j, root),
				  "this is %s; podcast directories want RSS 2.0", others[i][1]);
			return false;
		}
	}
	if (!node_is(root, NULL, "rss")) {
		judge_say(j, DIAG_NOT_A_FEED, judge_at(j, root),
			  "the file begins with '%s'; expected 'rss'", judge_name(j, root));
		return false;
	}
	if (!version || strcmp(version, "2.0") != 0)
		judge_say(j, DIAG_RSS_VERSION, judge_at(j, root),
			  "the version is %s%s%s; expected version=\"2.0\"", version ? "'" : "",
			  version ? version : "missing", version ? "'" : "");
	return true;
}

static const char *judge_tree(struct judge *j, xmlDocPtr doc)
{
	xmlNodePtr root = xmlDocGetRootElement(doc);

	if (!judge_root(j, root))
		return NULL;
	judge_namespaces(j, root);
	const xmlNode *channel = node_child(root, NS_NONE, "channel");
	if (!channel) {
		judge_say(j, DIAG_NO_CHANNEL, judge_at(j, root), "the feed has no channel");
		return NULL;
	}
	judge_channel(j, channel);
	judge_items(j, channel);
	return arena_strdup(j->arena, judge_text(j, node_child(channel, NS_NONE, "title")));
}

static void judge_length(struct judge *j)
{
	if (j->file->len >= LIMIT_EASY_FEED)
		judge_say(j, DIAG_FEED_TOO_LONG, span_of(j->src),
			  "the feed has %zu bytes; it should stay below %d", j->file->len,
			  LIMIT_EASY_FEED);
}

struct judgement judge_feed(const struct feed_file *file, struct arena *a, struct diag *diag)
{
	struct judge j = { .file = file, .arena = a, .diag = diag };
	struct judgement result = { 0 };

	j.times = arena_array(a, DIAG_COUNT, sizeof(*j.times));
	j.found = arena_array(a, DIAG_COUNT, sizeof(*j.found));
	judge_take_text(&j);
	judge_length(&j);
	xmlDocPtr doc = judge_parse(&j);
	if (doc && xmlDocGetRootElement(doc))
		result.title = judge_tree(&j, doc);
	else if (!j.times[DIAG_XML_BROKEN])
		judge_say(&j, DIAG_NOT_A_FEED, span_of(j.src), "there is no XML in this file");
	xmlFreeDoc(doc);
	report_all(&j);
	table_release(&j.guids);
	table_release(&j.enclosures);
	table_release(&j.dates);
	judge_forms_release(&j);
	result.items = j.items;
	result.next = j.next;
	result.next_at = j.next_at;
	result.times = j.times;
	return result;
}
