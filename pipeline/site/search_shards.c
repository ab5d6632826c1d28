#include "search_shards.h"

#include <string.h>

#include "base/hash.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/text.h"
#include "model/site.h"
#include "model/transcript.h"
#include "press.h"
#include "search_index.h"

#define PASSAGES_BYTES 14000 /* of one file of passages: some ten minutes */
#define DOCS_EACH      8     /* documents in a file */
#define WORDS_LEAST    5000  /* bytes of a file of words, before a word may end it… */
#define WORDS_MOST     12000 /* …and must */

void shards_init(struct shards *s, struct press *p)
{
	*s = (struct shards){ .press = p, .text = STRBUF_INIT(LIMIT_PAGE_BYTES) };
}

void shards_release(struct shards *s)
{
	table_release(&s->put);
	strbuf_release(&s->text);
}

static void begin(struct shards *s, const char *bracket)
{
	strbuf_clear(&s->text);
	strbuf_adds(&s->text, "blether(");
	strbuf_adds(&s->text, bracket);
}

/* Puts the file that is in `text`, once, and returns its name. */
static const char *put(struct shards *s)
{
	struct press *p = s->press;

	strbuf_adds(&s->text, ")\n");
	struct hash hash = hash_bytes(s->text.data, s->text.len);
	char hex[HASH_HEX];

	hash_hex(&hash, hex);
	const char *name = arena_strndup(p->run, hex, HASH_IN_NAME);
	uint32_t *was_put = table_at(&s->put, key_of(0, name, HASH_IN_NAME));

	if (!*was_put) {
		const char *path = arena_printf(p->run, "search/part-%s.js", name);

		p->sink->put(p->sink, (struct output_meta){ path, OUTPUT_PAGE, "text/javascript" },
			     s->text.data, s->text.len);
	}
	*was_put = 1;
	return name;
}

uint32_t turn_number(const struct turn *turns, size_t i, bool is_timed)
{
	return is_timed ? (uint32_t)(turns[i].start / 1000) : (uint32_t)i + 1;
}

struct list put_passages(struct shards *s, const struct turn *turns, size_t count, bool is_timed)
{
	struct arena *a = s->press->run;
	struct search_passages *files = NULL;
	struct list list = { 0 };

	for (size_t i = 0, room = 0; i < count;) {
		struct json json = JSON_INIT(&s->text);

		files = arena_grow(a, files, list.count, &room, sizeof(*files));
		files[list.count].from = turn_number(turns, i, is_timed);
		begin(s, "");
		json_open(&json, NULL, '[');
		for (; i < count && s->text.len < PASSAGES_BYTES; i++) {
			json_int(&json, NULL, turn_number(turns, i, is_timed));
			json_text(&json, NULL, turns[i].text);
		}
		json_close(&json, ']');
		files[list.count++].name = put(s);
	}
	list.items = files;
	return list;
}

/* One of the 90 characters that need no escape in a script; '~' and ' ' part what they write. */
static char digit(uint64_t n)
{
	static const char digits[] = "!#$%&'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "[]^_`abcdefghijklmnopqrstuvwxyz{|}";

	return digits[n % 90];
}

/* The lower half of the digits ends a number. */
static void add_number(struct strbuf *out, uint64_t n)
{
	for (; n >= 45; n /= 45)
		strbuf_addc(out, digit(45 + n % 45));
	strbuf_addc(out, digit(n));
}

/* Two digits, or five when the first is the 87th or higher. */
static void add_place(struct strbuf *out, uint64_t n)
{
	const uint64_t most = (uint64_t)90 * 90 * 90 * 4 - 1;

	if (n < 86 * 90) {
		strbuf_addc(out, digit(n / 90));
	} else {
		n = n < most ? n : most;
		strbuf_addc(out, digit(86 + n / (90 * 90 * 90)));
		strbuf_addc(out, digit(n / (90 * 90)));
		strbuf_addc(out, digit(n / 90));
	}
	strbuf_addc(out, digit(n));
}

static size_t same_start(const char *a, const char *b)
{
	size_t n = 0;

	while (a[n] && a[n] == b[n])
		n++;
	while (n && ((unsigned char)a[n] & 0xc0) == 0x80)
		n--; /* whole characters */
	return n;
}

/* How the word that stands for a term is made of it: characters to leave out, and what to add. */
static void add_spelling(struct strbuf *out, const char *term, const char *word)
{
	size_t same = same_start(term, word);

	if (!term[same] && !word[same])
		return;
	strbuf_addc(out, ' ');
	add_number(out, utf8_length(term + same));
	strbuf_adds(out, word + same);
}

static void add_postings(struct strbuf *out, const struct posting *from, const struct posting *to)
{
	uint32_t next = 0;

	for (const struct posting *x = from; x < to; x++) {
		bool is_heard = x->at != SEARCH_NOWHERE;

		add_number(out, x->doc - next);
		strbuf_addc(out, digit(x->level + (is_heard ? SEARCH_LEVELS : 0)));
		if (is_heard)
			add_place(out, x->at);
		next = x->doc + 1;
	}
}

/*
 * The files of words as they are cut. Where, depends on the words around, not on how many bytes
 * stand before: a change of one word leaves most files as they are.
 */
struct cut {
	struct shards *shards;
	const char *last;   /* the term before; "" at the start of a file */
	const char *before; /* the last term of the file before */
	struct strbuf firsts, names;
};

static void cut_words(struct cut *c)
{
	if (!*c->last)
		return;
	strbuf_addc(&c->shards->text, '"');
	strbuf_adds(&c->names, put(c->shards));
	c->before = c->last;
	c->last = "";
}

/* What tells the first term of a file from all in the files before. */
static void add_first(struct cut *c, const char *term)
{
	size_t len = same_start(c->before, term) + 1;

	while (((unsigned char)term[len] & 0xc0) == 0x80)
		len++;
	if (c->firsts.len)
		strbuf_addc(&c->firsts, ' ');
	strbuf_add(&c->firsts, term, len);
}

static void add_term(struct cut *c, const struct search_index *index, uint32_t number)
{
	const struct index_term *term = &index->lexicon.terms[number];
	const struct posting *from = index->postings + index->first[number],
			     *to = index->postings + index->first[number + 1];
	struct strbuf *out = &c->shards->text;

	if (from == to)
		return;
	if (!*c->last) {
		begin(c->shards, "\"");
		add_first(c, term->text);
	}
	size_t same = same_start(c->last, term->text);

	add_number(out, utf8_length(c->last) - utf8_length(c->last + same));
	strbuf_adds(out, term->text + same);
	add_spelling(out, term->text, index->lexicon.lexemes[term->lexeme].text);
	strbuf_addc(out, ' ');
	add_postings(out, from, to);
	strbuf_addc(out, '~');
	c->last = term->text;
	if (out->len > WORDS_MOST ||
	    (out->len > WORDS_LEAST && key_of(0, term->text, strlen(term->text)) % 16 == 0))
		cut_words(c);
}

static void add_doc(struct json *json, const struct search_doc *doc)
{
	const struct search_passages *files = doc->passages.items;

	json_open(json, NULL, '[');
	json_text(json, NULL, doc->kind);
	json_text(json, NULL, doc->title);
	json_text(json, NULL, doc->path);
	json_text(json, NULL, doc->summary ? doc->summary : "");
	json_text(json, NULL, doc->part_of ? doc->part_of : "");
	json_text(json, NULL, doc->language ? doc->language : "");
	json_int(json, NULL, doc->is_timed);
	for (size_t i = 0; i < doc->passages.count; i++) {
		json_int(json, NULL, files[i].from);
		json_text(json, NULL, files[i].name);
	}
	json_close(json, ']');
}

static void put_docs(struct shards *s, const struct search_doc *docs, size_t count,
		     struct strbuf *names)
{
	for (size_t i = 0; i < count;) {
		struct json json = JSON_INIT(&s->text);

		begin(s, "");
		json_open(&json, NULL, '[');
		do
			add_doc(&json, &docs[i++]);
		while (i < count && i % DOCS_EACH);
		json_close(&json, ']');
		strbuf_adds(names, put(s));
	}
}

static const char *put_list(struct shards *s, const struct search_index *index,
			    const struct cut *words, const struct strbuf *docs)
{
	struct json json = JSON_INIT(&s->text);

	begin(s, "");
	json_open(&json, NULL, '{');
	json_int(&json, "count", index->doc_count);
	json_int(&json, "each", DOCS_EACH);
	json_bool(&json, "plain", index->has_plain);
	json_text(&json, "stop", search_stop_words);
	json_text(&json, "firsts", words->firsts.data);
	json_text(&json, "words", words->names.data);
	json_text(&json, "docs", docs->data);
	json_close(&json, '}');
	return put(s);
}

const char *put_index(struct shards *s, const struct search_index *index,
		      const struct search_doc *docs)
{
	STRBUF_SCOPED struct strbuf doc_names = STRBUF_INIT(LIMIT_PAGE_BYTES);
	struct cut cut = { .shards = s,
			   .last = "",
			   .before = "",
			   .firsts = STRBUF_INIT(LIMIT_PAGE_BYTES),
			   .names = STRBUF_INIT(LIMIT_PAGE_BYTES) };

	for (size_t i = 0; i < index->lexicon.term_count; i++)
		add_term(&cut, index, index->order[i]);
	cut_words(&cut);
	put_docs(s, docs, index->doc_count, &doc_names);
	const char *name = put_list(s, index, &cut, &doc_names);

	strbuf_release(&cut.firsts);
	strbuf_release(&cut.names);
	return name;
}
