#include "records.h"

#include <errno.h>
#include <fcntl.h>
#include <libxml/xmlreader.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

/* Records lie no deeper than this. */
#define MOST_DEPTH 4

/* What the grammar found in one record or in the head: only the most telling is reported. */
struct fault {
	int worth; /* 0: nothing was found */
	size_t line;
	char text[200];
};

struct reading {
	struct doc *doc;
	const struct records *what;
	xmlTextReaderPtr reader;
	xmlDocPtr head;
	xmlNodePtr open[MOST_DEPTH]; /* copies of what the reader is in */
	const xmlNode *parent; /* of what is being validated: a record, or what holds the records */
	struct fault fault;
	bool malformed, seen_record;
	int fd;
};

bool node_is(const xmlNode *n, const char *ns, const char *name)
{
	if (n->type != XML_ELEMENT_NODE || strcmp((const char *)n->name, name) != 0)
		return false;
	return ns ? n->ns && strcmp((const char *)n->ns->href, ns) == 0 : !n->ns;
}

xmlNodePtr node_child(const xmlNode *parent, const char *ns, const char *name)
{
	xmlNodePtr n = parent->children;

	while (n && !node_is(n, ns, name))
		n = n->next;
	return n;
}

const char *node_text(const xmlNode *n)
{
	const xmlNode *text = n ? n->children : NULL;

	return text && text->type == XML_TEXT_NODE && text->content ? (const char *)text->content
								    : "";
}

const char *node_attribute(const xmlNode *n, const char *name)
{
	for (const xmlAttr *a = n->properties; a; a = a->next) {
		if (!a->ns && strcmp((const char *)a->name, name) == 0)
			return a->children && a->children->content
				       ? (const char *)a->children->content
				       : "";
	}
	return NULL;
}

struct place node_place(const xmlNode *n)
{
	long line = xmlGetLineNo(n);

	return (struct place){ line > 0 ? (size_t)line : 1, 0 };
}

/* `itunes:image` as it stands in the file. */
static const char *node_name(const xmlNode *n, char *to, size_t size)
{
	const char *prefix = n->ns ? (const char *)n->ns->prefix : NULL;

	snprintf(to, size, "%s%s%s", prefix ? prefix : "", prefix ? ":" : "",
		 (const char *)n->name);
	return to;
}

/* The grammar's fault in plain words; libxml2's own where there are none. `node`: its full name. */
static void word_fault(const xmlError *e, const char *node, char *to, size_t size)
{
	const char *one = e->str1 ? e->str1 : "", *two = e->str2 ? e->str2 : "";

	switch (e->code) {
	case XML_RELAXNG_ERR_TYPE:
	case XML_RELAXNG_ERR_TYPEVAL:
	case XML_RELAXNG_ERR_TYPECMP:
	case XML_RELAXNG_ERR_DATATYPE:
	case XML_RELAXNG_ERR_VALUE:
	case XML_RELAXNG_ERR_CONTENTVALID:
		snprintf(to, size, "'%s' has a text or attribute that is not allowed", node);
		break;
	case XML_RELAXNG_ERR_INTEREXTRA:
		snprintf(to, size, "'%s' stands here too often", one);
		break;
	case XML_RELAXNG_ERR_NOELEM:
		snprintf(to, size, "'%s' has no '%s'", node, one);
		break;
	case XML_RELAXNG_ERR_ELEMNAME:
		snprintf(to, size, "'%s' stands where '%s' must stand", two, one);
		break;
	case XML_RELAXNG_ERR_ATTRVALID:
		snprintf(to, size,
			 "an attribute of '%s' is missing or has a value that is not allowed",
			 text_ends(node, one) ? node : one);
		break;
	case XML_RELAXNG_ERR_INVALIDATTR:
		snprintf(to, size, "'%s' may not have the attribute '%s'", two, one);
		break;
	case XML_RELAXNG_ERR_EXTRACONTENT:
		snprintf(to, size, "'%s' may not stand in '%s'", two, one);
		break;
	case XML_RELAXNG_ERR_INTERSEQ:
	case XML_RELAXNG_ERR_ELEMEXTRANS:
	case XML_RELAXNG_ERR_ELEMWRONG:
		snprintf(to, size, "'%s' may not stand here", node);
		break;
	default:
		snprintf(to, size, "%.*s", (int)strcspn(e->message, "\n"), e->message);
	}
}

/* The last child of the element with that name, whatever its namespace. */
static const xmlNode *last_named(const xmlNode *parent, const char *name)
{
	const xmlNode *n = parent ? parent->last : NULL;

	while (n && (n->type != XML_ELEMENT_NODE || strcmp((const char *)n->name, name) != 0))
		n = n->prev;
	return n;
}

/*
 * libxml2 reports what it tried in vain beside what is wrong, and what follows
 * from a fault beside the fault. An element that was left for good says most,
 * then one that is missing, then what came first.
 */
static int worth_of(const xmlError *e, bool of_parent)
{
	switch (e->code) {
	case XML_RELAXNG_ERR_CONTENTVALID:
	case XML_RELAXNG_ERR_ATTRVALID:
	case XML_RELAXNG_ERR_EXTRACONTENT:
	case XML_RELAXNG_ERR_INVALIDATTR:
	case XML_RELAXNG_ERR_INTEREXTRA:
		return of_parent && e->code != XML_RELAXNG_ERR_INTEREXTRA ? 1 : 4;
	case XML_RELAXNG_ERR_NOELEM:
		return 3;
	case XML_RELAXNG_ERR_INTERSEQ:
		return 1;
	default:
		return 2;
	}
}

static void note_fault(void *arg, xmlErrorPtr error)
{
	struct reading *r = arg;
	const xmlNode *node = error->node;
	char name[80] = "";
	struct fault f = { .worth = worth_of(error, node == r->parent) };

	if (f.worth <= r->fault.worth)
		return;
	/* The element is told by its name only; it is a child of the one that holds it all. */
	if (f.worth == 4 && error->str1 && !(node && xmlStrEqual(node->name, BAD_CAST error->str1)))
		node = last_named(r->parent, error->str1) ? last_named(r->parent, error->str1)
							  : node;
	if (node && node->type == XML_ELEMENT_NODE) {
		node_name(node, name, sizeof(name));
		f.line = node_place(node).off;
	}
	word_fault(error, name, f.text, sizeof(f.text));
	r->fault = f;
}

static void report_fault(struct reading *r)
{
	const struct fault *f = &r->fault;
	struct place at = { f->line ? f->line : node_place(r->parent).off, 0 };

	if (f->worth)
		doc_report(r->doc, DIAG_FEED_INVALID, at, f->text, "%s", f->text);
}

/* An element that the grammar does not know, or a text that does not fit its pattern. */
static void report_misfit(struct reading *r, const struct misfit *m)
{
	const xmlNode *text = m->attribute ? m->attribute->children : m->element->children;
	const char *value = text && text->content ? (const char *)text->content : "";
	const char *attribute = m->attribute ? (const char *)m->attribute->name : NULL;
	struct place at = node_place(m->element);
	char name[80];

	node_name(m->element, name, sizeof(name));
	if (m->is_unknown)
		doc_report(r->doc, DIAG_FEED_INVALID, at, name, "'%s' may not stand in such a file",
			   name);
	else
		doc_report(r->doc, DIAG_FEED_INVALID, at, name,
			   "%s%s%s'%s' has the wrong form: '%.*s'", attribute ? "'" : "",
			   attribute ? attribute : "", attribute ? "' of " : "", name,
			   (int)strnlen(value, 80), value);
}

static void report_all(struct reading *r, const xmlNode *in)
{
	struct misfit m = patterns_try(&r->what->grammar->patterns, in);

	if (m.element)
		report_misfit(r, &m);
	if (!m.is_unknown) /* else the fault only follows from it */
		report_fault(r);
	r->fault = (struct fault){ 0 };
}

static void validate_record(struct reading *r, xmlNodePtr node)
{
	xmlRelaxNGValidCtxtPtr v = xmlRelaxNGNewValidCtxt(r->what->grammar->record);

	r->parent = node;
	xmlRelaxNGSetValidStructuredErrors(v, note_fault, r);
	int result = xmlRelaxNGValidatePushElement(v, node->doc, node);
	if (result == 0)
		result = xmlRelaxNGValidateFullElement(v, node->doc, node);
	if (result < 0 && !r->fault.worth) {
		r->fault.worth = 1;
		snprintf(r->fault.text, sizeof(r->fault.text), "'%s' does not follow the grammar",
			 r->what->name);
	}
	xmlRelaxNGFreeValidCtxt(v);
	report_all(r, node);
}

static void validate_head(struct reading *r)
{
	xmlNodePtr root = xmlDocGetRootElement(r->head);
	if (!root)
		return;
	xmlRelaxNGValidCtxtPtr v = xmlRelaxNGNewValidCtxt(r->what->grammar->whole);

	r->parent = r->open[r->what->depth - 1] ? r->open[r->what->depth - 1] : root;
	xmlRelaxNGSetValidStructuredErrors(v, note_fault, r);
	xmlRelaxNGValidateDoc(v, r->head);
	xmlRelaxNGFreeValidCtxt(v);
	report_all(r, root);
	r->what->head(r->what->arg, root);
}

/* Puts a copy into the head, below what is open at `depth` - 1. */
static xmlNodePtr copy_to_head(struct reading *r, xmlNodePtr node, int depth, bool deep)
{
	xmlNodePtr copy = xmlDocCopyNode(node, r->head, deep ? 1 : 2);

	if (depth == 0)
		xmlDocSetRootElement(r->head, copy);
	else
		xmlAddChild(r->open[depth - 1], copy);
	return copy;
}

/* A whole element at the depth of records. */
static void take_part(struct reading *r, xmlNodePtr node)
{
	if (node_is(node, node->ns ? (const char *)node->ns->href : NULL, r->what->name)) {
		r->seen_record = true;
		validate_record(r, node);
		r->what->record(r->what->arg, node);
		return;
	}
	if (!r->seen_record) {
		copy_to_head(r, node, r->what->depth, true);
		return;
	}
	doc_report(r->doc, DIAG_FEED_INVALID, node_place(node), (const char *)node->name,
		   "'%s' stands after the first '%s'; all of the channel must stand before it",
		   (const char *)node->name, r->what->name);
}

/* True when the reader should go on behind this node, false when into it. */
static bool take_node(struct reading *r)
{
	int depth = xmlTextReaderDepth(r->reader);
	xmlNodePtr node = xmlTextReaderCurrentNode(r->reader);
	/* The parser is further on by then: a line or few. */
	struct place here = { (size_t)xmlTextReaderGetParserLineNumber(r->reader), 0 };

	switch (xmlTextReaderNodeType(r->reader)) {
	case XML_READER_TYPE_ELEMENT:
		if (depth < r->what->depth) {
			r->open[depth] = copy_to_head(r, node, depth, false);
			return false;
		}
		node = xmlTextReaderExpand(r->reader);
		if (node)
			take_part(r, node);
		return true;
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
		if (depth <= r->what->depth)
			doc_report(r->doc, DIAG_FEED_INVALID, here, "text",
				   "text stands between the elements");
		return false;
	case XML_READER_TYPE_DOCUMENT_TYPE:
		doc_report(r->doc, DIAG_FEED_MALFORMED, here, "doctype",
			   "there is a DOCTYPE above this, which several apps refuse");
		r->malformed = true;
		return false;
	default:
		return false;
	}
}

static void note_malformed(void *arg, xmlErrorPtr error)
{
	struct reading *r = arg;
	struct place at = { error->line > 0 ? (size_t)error->line : 1, 0 };

	if (r->malformed || error->level < XML_ERR_ERROR)
		return;
	r->malformed = true;
	doc_report(r->doc, DIAG_FEED_MALFORMED, at, error->message,
		   "the file is not well-formed XML: %.*s", (int)strcspn(error->message, "\n"),
		   error->message);
}

static int read_fd(void *arg, char *to, int len)
{
	const struct reading *r = arg;
	ssize_t n;

	do {
		n = read(r->fd, to, (size_t)len);
	} while (n < 0 && errno == EINTR);
	return (int)n;
}

/*
 * Byte 0 is the declaration, and it says UTF-8: what stands before it makes five readers in 17 give
 * up.
 */
static void check_declaration(struct reading *r)
{
	static const char wanted[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
	char found[sizeof(wanted)] = "";

	if (pread(r->fd, found, sizeof(wanted) - 1, 0) < 0 || strcmp(found, wanted) == 0)
		return;
	doc_report(r->doc, DIAG_FEED_MALFORMED, (struct place){ 1, 0 }, "declaration",
		   "the file does not begin with '%.*s'", (int)sizeof(wanted) - 2, wanted);
}

static void read_all(struct reading *r)
{
	bool behind = false;

	while (!r->malformed) {
		int more = behind ? xmlTextReaderNext(r->reader) : xmlTextReaderRead(r->reader);

		if (more != 1)
			break;
		behind = take_node(r);
	}
	if (!r->malformed)
		validate_head(r);
}

void records_read(struct doc *doc, const struct records *what)
{
	/* No network, no entities, no limits lifted; sections are text like any other. */
	const int options =
		XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT;
	struct reading r = { .doc = doc, .what = what };

	r.fd = open(doc->file->disk, O_RDONLY | O_CLOEXEC);
	if (r.fd < 0) {
		diag_report_errno(doc->check->diag, DIAG_CANNOT_READ, "cannot read the file again",
				  doc->file->path);
		return;
	}
	check_declaration(&r);
	r.head = xmlNewDoc(BAD_CAST "1.0");
	r.reader = xmlReaderForIO(read_fd, NULL, &r, NULL, NULL, options);
	if (r.reader) {
		xmlTextReaderSetStructuredErrorHandler(r.reader, note_malformed, &r);
		read_all(&r);
		xmlFreeTextReader(r.reader);
	}
	xmlFreeDoc(r.head);
	close(r.fd);
}
