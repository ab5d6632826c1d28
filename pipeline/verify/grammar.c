#include "grammar.h"

#include <assert.h>
#include <libxml/parser.h>

/* The bytes of a file, put into the program by the assembler; it is read from the project's root. */
#define EMBED(name, file) \
	extern const char name[], name##_end[]; \
	__asm__(".section .rodata\n" #name ":\n.incbin \"" file "\"\n" #name "_end:\n.byte 0\n.previous\n")

EMBED(grammar_podcast, "feeds/podcast.rng");
EMBED(grammar_sitemap, "feeds/sitemap.rng");

static void ignore(void *arg, xmlErrorPtr error)
{
	(void)arg;
	(void)error;
}

static xmlDocPtr parse(enum grammar_name name)
{
	const char *text = name == GRAMMAR_PODCAST ? grammar_podcast : grammar_sitemap;
	const char *end = name == GRAMMAR_PODCAST ? grammar_podcast_end : grammar_sitemap_end;

	return xmlReadMemory(text, (int)(end - text), "grammar", NULL,
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
