#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/read/chapters.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"

struct reading {
	struct arena arena, scratch;
	struct diag diag;
	struct list chapters;
};

static struct reading *read_text(const char *text, bool notes)
{
	struct reading *g = calloc(1, sizeof(*g));
	struct reader r = { .arena = &g->arena, .scratch = &g->scratch, .diag = &g->diag };

	diag_init(&g->diag, &g->arena);
	const struct source *src = source_from_text("c", text, strlen(text), &g->arena, &g->diag);
	assert_non_null(src);
	if (notes)
		chapters_in_notes(&r, src, 0, &g->chapters);
	else
		chapters_read(&r, src, &g->chapters);
	return g;
}

static void done(struct reading *g)
{
	arena_free(&g->arena);
	arena_free(&g->scratch);
	free(g);
}

/* `start title url picture` of each chapter, a line each. */
static char *list_of(struct reading *g)
{
	const struct chapter *c = g->chapters.items;
	char *text = arena_strdup(&g->arena, "");

	for (size_t i = 0; i < g->chapters.count; i++)
		text = arena_printf(&g->arena, "%s%lld %s %s %s\n", text, (long long)c[i].start, c[i].title,
				    c[i].url ? c[i].url : "-", c[i].picture_name ? c[i].picture_name : "-");
	return text;
}

static char *messages_of(struct reading *g)
{
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);

	diag_print(&g->diag, f, false);
	fclose(f);
	char *kept = arena_strdup(&g->arena, text);
	free(text);
	return kept;
}

struct chapters_case {
	const char *text, *list;
};

static void check_lists(const struct chapters_case *cases, size_t count, bool notes)
{
	for (size_t i = 0; i < count; i++) {
		struct reading *g = read_text(cases[i].text, notes);

		if (strcmp(list_of(g), cases[i].list) != 0 || !diag_ok(&g->diag))
			fail_msg("case %zu:\n%s\ngot\n%s%s", i, cases[i].text, list_of(g), messages_of(g));
		done(g);
	}
}

#define PSC "<psc:chapters version=\"1.2\" xmlns:psc=\"http://podlove.org/simple-chapters\">"

static void every_form_of_file_is_read(void **state)
{
	static const struct chapters_case cases[] = {
		{ "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" PSC "<psc:chapter start=\"0\" title=\"A &amp; B\"/>\n"
		  "<psc:chapter start=\"00:01:02.345\" title=\"C\" href=\"https://example.org/?a=1&amp;b\" image=\"c.jpg\"/></psc:chapters>",
		  "0 A & B - -\n62345 C https://example.org/?a=1&b c.jpg\n" },
		/* in a feed, among other things */
		{ "<rss><x:chapter xmlns:x=\"urn:x\" start=\"9\" title=\"no\"/>" PSC
		  "<psc:chapter start=\"3:04\" title=\"C\"></psc:chapter></psc:chapters></rss>",
		  "184000 C - -\n" },
		{ "<?xml version=\"1.0\" encoding=\"latin1\"?>" PSC "<psc:chapter start=\"0\" title=\"caf\xc3\xa9\"/></psc:chapters>",
		  "0 caf\xc3\xa9 - -\n" },
		{ "{\"version\":\"1.2.0\",\"chapters\":[{\"startTime\":0,\"title\":\"A\"},{\"startTime\":1.5,\"toc\":false,\"img\":\"x.jpg\"},"
		  "{\"startTime\":62.3456,\"title\":\"C\",\"url\":\"https://example.org/\",\"img\":\"c.png\",\"endTime\":70}]}",
		  "0 A - -\n62346 C https://example.org/ c.png\n" },
		/* mp4chaps */
		{ "## total-duration: 00:10:00.000\n##\n00:00:00.000 A\n00:01:02.345 B and C\n", "0 A - -\n62345 B and C - -\n" },
		{ "(00:00) A\n[1:02:03] - B\n00:04 \xe2\x80\x93 C\n", "0 A - -\n3723000 B - -\n4000 C - -\n" },
	};

	(void)state;
	check_lists(cases, COUNT(cases), false);
}

static void labels_of_audacity_are_read(void **state)
{
	static const struct chapters_case cases[] = {
		{ "0.000000\t0.000000\tA\n\\\t100.0\t200.0\n62.345000\t70.000000\tB c\n63,5\t70,0\tD\n",
		  "0 A - -\n62345 B c - -\n63500 D - -\n" },
	};

	(void)state;
	check_lists(cases, COUNT(cases), false);
}

static void lines_of_the_notes_become_chapters(void **state)
{
	static const struct chapters_case cases[] = {
		{ "Words.\n\n- 00:00 Welcome\n- 01:30 What *helped*\n- 1:02:03 [The book](https://example.org/b)\n\nMore.\n",
		  "0 Welcome - -\n90000 What helped - -\n3723000 The book https://example.org/b -\n" },
		{ "(00:00) A\n(00:30) B\n", "0 A - -\n30000 B - -\n" },
		{ "00:00 A  \n00:30 *B * \n", "0 A - -\n30000 B - -\n" },
		{ "1. 0:00 A\n2. 0:30 B\n", "0 A - -\n30000 B - -\n" },
		/* a line that ends with a backslash; times in bold; times that lead to a player */
		{ "00:00 A\\\n00:30 B\\\n", "0 A - -\n30000 B - -\n" },
		{ "**00:00** A\n**(00:30)** B\n- **01:00 C**\n", "0 A - -\n30000 B - -\n60000 C - -\n" },
		{ "[00:00](https://example.org/?t=0) A\n[00:30 B](https://example.org/b)\n[01:00] C\n",
		  "0 A - -\n30000 B https://example.org/b -\n60000 C - -\n" },
		{ "00:00 A \\[1\\]\n00:30 C\\\\D\n", "0 A [1] - -\n30000 C\\D - -\n" },
		/* not so many, not from the start, not in order, not in code: words */
		{ "00:00 A\n", "" },
		{ "00:10 A\n00:20 B\n", "" },
		{ "00:00 A\n00:20 B\n00:10 C\n", "" },
		{ "```\n00:00 A\n00:20 B\n```\n", "" },
		{ "00:00 A\n00:20\n", "" },
		{ "0:00am A\n0:20pm B\n", "" },
	};

	(void)state;
	check_lists(cases, COUNT(cases), true);
}

static void faults_are_told_with_their_place(void **state)
{
	static const struct {
		const char *text, *said;
	} cases[] = {
		{ "00:00 A\nB\n", "c:2:1: error: a chapter is written as '00:01:30.000 Title'" },
		{ "00:00 A\n00:10\n", "c:2:1: error: the chapter has no title" },
		{ "\n", "c:1:1: error: no chapter was found" },
		{ "{\"chapters\":[\n{\"title\":\"A\"}]}", "c:2:1: error: the chapter has no time" },
		{ "{\"chapters\":[\n{\"startTime\":1}]}", "c:2:1: error: the chapter has no title" },
		{ "{\"chapters\":[\n{\"startTime\":1,\"title\":\"A\",\"url\":\"x\"}]}", "c:2:1: error: 'url' is 'x'; expected" },
		{ "{\"chapters\":[\n{\"startTime\":1,\"title\":\"A\",\"img\":\"https://x.org/a.jpg\"}]}",
		  "c:2:1: note: the picture 'https://x.org/a.jpg' is on another site" },
		{ "{\"chapters\":\n[}", "c:2:2: error: this is not JSON: " },
		{ "{\"segments\":[]}", "c:1:1: error: the file has no list 'chapters'" },
		{ PSC "\n<psc:chapter start=\"x\" title=\"A\"/></psc:chapters>", "c:2:1: error: the chapter has no time" },
		{ PSC "\n<psc:chapter start=\"0\"/></psc:chapters>", "c:2:1: error: the chapter has no title" },
		{ PSC "\n<psc:chapter></psc:chapters>", "c:2:1: error: this is not XML: " },
		{ PSC "\n<psc:chapter start='0' title='A'/>", "error: this is not XML: " },
		{ "<!DOCTYPE x [<!ENTITY a SYSTEM '/etc/passwd'>]>\n" PSC "<psc:chapter start='0' title='A&a;'/></psc:chapters>",
		  "error: this is not XML: " },
		{ "<!DOCTYPE x [<!ENTITY a 'b'>]>\n" PSC "<psc:chapter start='0' title='A&a;'/></psc:chapters>",
		  "error: a file of chapters needs no DOCTYPE" },
		{ PSC "</psc:chapters>", "c:1:1: error: no chapter was found" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct reading *g = read_text(cases[i].text, false);

		if (!strstr(messages_of(g), cases[i].said))
			fail_msg("%s: not told '%s', but\n%s", cases[i].text, cases[i].said, messages_of(g));
		done(g);
	}
}

static void a_recording_has_255_chapters_at_most(void **state)
{
	struct strbuf text = STRBUF_INIT(LIMIT_SOURCE_BYTES);

	(void)state;
	for (int i = 0; i < 1000; i++)
		strbuf_addf(&text, "%d:%02d Title\n", i / 60, i % 60);
	struct reading *g = read_text(text.data, false);

	assert_int_equal(g->chapters.count, CHAPTERS_MOST);
	assert_int_equal(g->diag.count[SEV_ERROR], 1);
	assert_non_null(strstr(messages_of(g), "c:256:1: error: this is chapter 256"));
	done(g);
	strbuf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_of_file_is_read),
		cmocka_unit_test(labels_of_audacity_are_read),
		cmocka_unit_test(lines_of_the_notes_become_chapters),
		cmocka_unit_test(faults_are_told_with_their_place),
		cmocka_unit_test(a_recording_has_255_chapters_at_most),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
