#include "grammar.h"

#include <assert.h>
#include <libxml/parser.h>

#include "base/embed.h"

static void ignore(void *arg, xmlErrorPtr error)
{
	(void)arg;
	(void)error;
}

static xmlDocPtr parse(enum grammar_name name)
{
	static const char *const files[] = {
		[GRAMMAR_PODCAST] = "podcast.rng",
		[GRAMMAR_ATOM] = "atom.rng",
		[GRAMMAR_OPML] = "opml.rng",
		[GRAMMAR_SITEMAP] = "sitemap.rng",
	};
	const struct embedded *file = embedded_find(grammar_files, files[name]);

	return xmlReadMemory((const char *)file->bytes, (int)file->len, "grammar", NULL,
			     XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
}

static xmlRelaxNGPtr compile(xmlDocPtr doc)
{
	xmlRelaxNGParserCtxtPtr parser = xmlRelaxNGNewDocParserCtxt(doc);

	xmlRelaxNGSetParserStructuredErrors(parser, ignore, NULL);
	xmlRelaxNGPtr schema = xmlRelaxNGParse(parser);
	xmlRelaxNGFreeParserCtxt(parser);
	assert(schema); /* the grammar is ours */
	return schema;
}

/* Makes the grammar begin at another of its definitions. */
static void start_at(xmlDocPtr doc, const char *definition)
{
	xmlNodePtr start = xmlDocGetRootElement(doc)->children;

	while (start && !xmlStrEqual(start->name, BAD_CAST "start"))
		start = start->next;
	assert(start);
	xmlFreeNodeList(start->children);
	start->children = start->last = NULL;
	xmlNodePtr ref = xmlNewChild(start, start->ns, BAD_CAST "ref", NULL);
	xmlNewProp(ref, BAD_CAST "name", (const xmlChar *)definition);
}

struct grammar grammar_open(enum grammar_name name, const char *record)
{
	xmlDocPtr doc = parse(name);
	assert(doc);
	struct grammar g = { .patterns = patterns_take(doc) };

	g.whole = compile(doc);
	start_at(doc, record);
	g.record = compile(doc);
	xmlFreeDoc(doc);
	return g;
}

void grammar_close(struct grammar *g)
{
	xmlRelaxNGFree(g->whole);
	xmlRelaxNGFree(g->record);
	patterns_release(&g->patterns);
}
