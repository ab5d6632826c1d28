#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "../../pipeline/read/markdown.h"
#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"

/* One document alone in its folder. */
struct page_bench {
	struct arena arena, scratch;
	struct diag diag;
	const char *html;
};

static const char *render(struct page_bench *b, const char *text)
{
	struct site site = { .language = "en-GB" };
	struct item item = { .path = "pages/one.html" };
	struct document doc = { .rel = "pages/one.md", .item = &item, .html = &b->html };
	struct reader r = { .dir = "/nonexistent",
			    .real = "/nonexistent",
			    .arena = &b->arena,
			    .scratch = &b->scratch,
			    .diag = &b->diag,
			    .site = &site,
			    .documents = &doc,
			    .document_count = 1 };

	*b = (struct page_bench){ 0 };
	diag_init(&b->diag, &b->arena);
	item.src = source_from_text("/nonexistent/pages/one.md", text, strlen(text), &b->arena,
				    &b->diag);
	assert_non_null(item.src);
	markdown_render(&r, &doc);
	return b->html;
}

static void release(struct page_bench *b)
{
	arena_free(&b->arena);
	arena_free(&b->scratch);
}

static void headings_begin_below_the_title_of_the_page(void **state)
{
	struct page_bench b;

	(void)state;
	assert_string_equal(render(&b, "## Where\n### How\n"),
			    "<h2><span id=\"s-where\">Where</span></h2>\n"
			    "<h3><span id=\"s-how\">How</span></h3>\n");
	release(&b);
	assert_string_equal(render(&b, "## Where\n\n# Who\n\n###### How\n"),
			    "<h3><span id=\"s-where\">Where</span></h3>\n"
			    "<h2><span id=\"s-who\">Who</span></h2>\n"
			    "<h6><span id=\"s-how\">How</span></h6>\n");
	release(&b);
}

static void every_heading_has_an_id_of_its_own(void **state)
{
	struct page_bench b;
	const char *html = render(&b, "## A 2\n## A\n## *A*\n## A\n## A 2\n");

	(void)state;
	assert_string_equal(
		html, "<h2><span id=\"s-a-2\">A 2</span></h2>\n<h2><span id=\"s-a\">A</span></h2>\n"
		      "<h2><span id=\"s-a-3\"><em>A</em></span></h2>\n<h2><span "
		      "id=\"s-a-4\">A</span></h2>\n"
		      "<h2><span id=\"s-a-2-2\">A 2</span></h2>\n");
	release(&b);
}

static void repeat(struct strbuf *out, const char *text, size_t count)
{
	for (size_t i = 0; i < count; i++)
		strbuf_adds(out, text);
}

static void thousands_of_equal_headings_take_no_time(void **state)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_SOURCE_BYTES);
	struct page_bench b;
	clock_t start;

	(void)state;
	repeat(&text, "## Questions\n\n", 3000);
	start = clock();
	assert_non_null(strstr(render(&b, text.data), "\"s-questions-3000\""));
	assert_true(clock() - start <
		    CLOCKS_PER_SEC / 2); /* 0.01 s; the rest is for slow machines */
	assert_true(diag_ok(&b.diag));
	release(&b);
}

static void a_hundred_levels_are_carried_and_more_are_told(void **state)
{
	STRBUF_SCOPED struct strbuf text = STRBUF_INIT(LIMIT_SOURCE_BYTES);
	struct page_bench b;

	(void)state;
	repeat(&text, "> ", LIMIT_MARKDOWN_DEPTH - 2); /* and the document and the paragraph */
	strbuf_adds(&text, "deep\n");
	assert_non_null(strstr(render(&b, text.data), "deep"));
	assert_true(diag_ok(&b.diag));
	release(&b);

	strbuf_clear(&text);
	strbuf_adds(&text, "# ");
	repeat(&text, "*a ", 600000);
	repeat(&text, "b* ", 600000);
	assert_string_equal(render(&b, text.data), "");
	assert_int_equal(b.diag.count[SEV_ERROR], 1);
	release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headings_begin_below_the_title_of_the_page),
		cmocka_unit_test(every_heading_has_an_id_of_its_own),
		cmocka_unit_test(thousands_of_equal_headings_take_no_time),
		cmocka_unit_test(a_hundred_levels_are_carried_and_more_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
