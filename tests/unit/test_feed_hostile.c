#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/strbuf.h"
#include "feed_read.h"

/* Whatever authors write: a valid feed that says exactly that, or none and a message. */

static const char hostile[] = "H: ]]> <![CDATA[ <b>bold</b> &ldquo;q&rdquo; &amp; \"x\" 'y' {{z}} %s %n <!-- --> "
			      "\xf0\x9f\x8c\xb1\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 "
			      "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xe2\x80\xae\xd9\x85\xd8\xb1 e\xcc\x81 <?xml?> </channel>";

/* Sets each field of plain text of a struct, and of the lists in it; returns how many. */
static size_t set_texts(const struct kind *kind, void *into)
{
	size_t count = 0;

	for (const struct field *f = kind->fields; f->key; f++) {
		char *at = (char *)into + f->offset;

		if ((f->type == FIELD_TEXT || f->type == FIELD_LONG_TEXT) && !f->list) {
			*(const char **)(void *)at = hostile;
			count++;
		}
		if (f->type != FIELD_MAP)
			continue;
		struct list one = { .items = at, .count = 1 };
		struct list *all = f->list ? (struct list *)(void *)at : &one;
		for (size_t i = 0; i < all->count; i++)
			count += set_texts(f->sub, (char *)all->items + i * f->sub->size);
	}
	return count;
}

static const char read_back[] =
	"import sys\n"
	"from xml.etree import ElementTree\n"
	"bad, n = [], 0\n"
	"for e in ElementTree.parse(sys.argv[1]).iter():\n"
	"    for text in [e.text or '', *e.attrib.values()]:\n"
	"        if text.startswith('H:'):\n"
	"            n += 1\n"
	"            if text.encode() != open(sys.argv[2], 'rb').read(): bad.append((e.tag, text))\n"
	"print(n, bad)\n";

static void every_text_is_read_back_as_it_was_written(void **state)
{
	static struct person people[1];
	static struct location places[1];
	static struct text_record texts[1];
	static struct content_link links[1] = { { "https://example.org/", NULL } };
	static struct remote_item podroll[1] = { { .guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810" } };
	static struct season seasons[1] = { { .number = 1 } };
	static struct value_recipient recipients[1];
	static struct value_block values[1] = { { .recipients = LIST_OF(recipients) } };
	static struct soundbite bites[1];
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);
	struct show *show = site->shows[0];
	struct episode *e = show->episodes[0];

	show->people = (struct list)LIST_OF(people);
	show->locations = (struct list)LIST_OF(places);
	show->texts = (struct list)LIST_OF(texts);
	show->podroll = (struct list)LIST_OF(podroll);
	show->seasons = (struct list)LIST_OF(seasons);
	show->values = (struct list)LIST_OF(values);
	show->complete = false;
	e->links = (struct list)LIST_OF(links);
	e->soundbites = (struct list)LIST_OF(bites);
	e->notes_html = NULL;
	assert_true(set_texts(&kind_show, show) > 15);
	assert_true(set_texts(&kind_episode, e) > 5);
	feed_render(site, &b->sink, &b->diag);
	assert_string_equal(bench_messages(b), "");

	char *script = arena_printf(&b->arena, "%s/read.py", b->dir);
	char *text = arena_printf(&b->arena, "%s/text", b->dir);
	if (!file_write(script, read_back, sizeof(read_back) - 1) || !file_write(text, hostile, sizeof(hostile) - 1))
		abort();
	const char *found = run(b, arena_printf(&b->arena, "/usr/bin/python3 %s %s %s", script,
						bench_file(b, FEED)->disk, text));
	if (!strstr(found, " []\n") || atoi(found) < 25)
		fail_msg("found %s", found);
}

static void no_control_character_gets_into_a_feed(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);
	struct episode *e = site->shows[0]->episodes[0];
	char title[] = "Lo?ss";

	e->title = title;
	for (char c = 1; c < ' '; c++) {
		title[2] = c;
		b->count = 0;
		feed_render(site, &b->sink, &b->diag);
		if (c == '\t' || c == '\n' || c == '\r')
			continue;
		expect(bench_messages(b), "episode.md:1:1: error: the feed could not be written: a control character");
		assert_null(bench_file(b, FEED));
		bench_forget(b);
	}
	e->title = "Loss";
	site->shows[0]->title = "Ho\bpe";
	b->count = 0;
	feed_render(site, &b->sink, &b->diag);
	expect(bench_messages(b), "show.yaml:1:1: error: the feed could not be written: a control character");
	assert_null(bench_file(b, FEED));
}

static const char lengths[] =
	"import sys\n"
	"from xml.etree import ElementTree\n"
	"i = ElementTree.parse(sys.argv[1]).find('.//item')\n"
	"d, c = (i.findtext(k) for k in ['description', '{http://purl.org/rss/1.0/modules/content/}encoded'])\n"
	"print(3900 < len(d.encode()) <= 4000, len(c.encode()) > 5000, d.endswith('</p>'), ']]>' in c, "
	"all(s in c and s in d for s in ['\\u05e9\\u05dc\\u05d5\\u05dd', '\\U0001f331']))\n";

static void notes_of_5000_bytes_are_whole_in_one_place_and_cut_between_paragraphs_in_the_other(void **state)
{
	STRBUF_SCOPED struct strbuf notes = STRBUF_INIT(1 << 20);
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);

	for (size_t i = 0; notes.len < 5000; i++)
		strbuf_addf(&notes, "<p>%zu ]]> &lt;b&gt; \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xf0\x9f\x8c\xb1 &amp;</p>\n", i);
	site->shows[0]->episodes[0]->notes_html = notes.data;
	render_valid(b, site, FEED);
	char *script = arena_printf(&b->arena, "%s/lengths.py", b->dir);
	if (!file_write(script, lengths, sizeof(lengths) - 1))
		abort();
	assert_string_equal(run(b, arena_printf(&b->arena, "/usr/bin/python3 %s %s", script, bench_file(b, FEED)->disk)),
			    "True True True True True\n");
}

static void notes_without_end_are_refused_not_cut(void **state)
{
	struct bench *b = *state;
	struct site *site = demo_site(1, &b->arena);
	size_t len = (size_t)17 << 20;
	char *notes = arena_alloc(&b->arena, len + 1);

	memset(notes, 'x', len);
	site->shows[0]->episodes[0]->notes_html = notes;
	feed_render(site, &b->sink, &b->diag);
	expect(bench_messages(b), "episode.md:1:1: error: the feed could not be written: its notes are longer");
	assert_null(bench_file(b, FEED));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_text_is_read_back_as_it_was_written),
		TEST(no_control_character_gets_into_a_feed),
		TEST(notes_of_5000_bytes_are_whole_in_one_place_and_cut_between_paragraphs_in_the_other),
		TEST(notes_without_end_are_refused_not_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
