#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "../../pipeline/feed/notes.h"
#include "base/mem.h"
#include "base/strbuf.h"

/* HTML as cmark makes it, and what apps get of it. */
struct reduction {
	const char *from, *to;
};

static const struct reduction reductions[] = {
	{ "", "" },
	{ "<p>one</p>\n<p>two</p>\n", "<p>one</p>\n<p>two</p>\n" },
	{ "<h1>Head <em>line</em></h1>\n", "<p><strong>Head <em>line</em></strong></p>\n" },
	{ "<h3>a</h3>\n<p>b</p>\n", "<p><strong>a</strong></p>\n<p>b</p>\n" },
	{ "<blockquote>\n<p>said</p>\n</blockquote>\n", "<p>said</p>\n" },
	{ "<pre><code class=\"language-c\">a\n  &lt;b&gt;\n</code></pre>\n", "<p>a<br>  &lt;b&gt;</p>\n" },
	{ "<p>use <code>x</code></p>", "<p>use x</p>\n" },
	{ "<p>a<br />\nb</p>", "<p>a<br>\nb</p>\n" },
	{ "<hr />\n", "" },
	{ "<p>a</p>\n<!-- raw HTML omitted -->\n<p>b</p>", "<p>a</p>\n<p>b</p>\n" },
	{ "<p>x <!-- raw HTML omitted -->y</p>", "<p>x y</p>\n" },
	{ "<ul>\n<li>a</li>\n<li>b\n<ol start=\"2\">\n<li>c</li>\n</ol>\n</li>\n</ul>\n",
	  "<ul><li>a</li>\n<li>b\n<ol><li>c</li></ol></li></ul>\n" },
	{ "<ul>\n<li>\n<p>a</p>\n</li>\n</ul>\n", "<ul><li><p>a</p></li></ul>\n" },
	{ "<p><a href=\"https://x.org/?a=1&amp;b=2\" title=\"t\">x</a></p>", "<p><a href=\"https://x.org/?a=1&amp;b=2\">x</a></p>\n" },
	{ "<p><a href=\"tel:116123\">x</a> <a href=\"mailto:a@b.c\">y</a></p>", "<p><a href=\"tel:116123\">x</a> <a href=\"mailto:a@b.c\">y</a></p>\n" },
	{ "<p><a href=\"\">x</a> <a href=\"javascript:x\">y</a> <a href=\"../z\">z</a></p>", "<p>x y z</p>\n" },
	{ "<p><img src=\"https://x.org/a.jpg\" alt=\"Two cups\" /></p>", "<p><a href=\"https://x.org/a.jpg\">Two cups</a></p>\n" },
	{ "<p><a href=\"https://x.org/\"><img src=\"https://x.org/a.jpg\" alt=\"A &quot;cup&quot;\" /></a></p>", "<p><a href=\"https://x.org/\">A &quot;cup&quot;</a></p>\n" },
	{ "<p><img src=\"https://x.org/a.jpg\" alt=\"\" /></p>\n<p>b</p>", "<p>b</p>\n" },
	/* Not from cmark, but nothing may come out ill nested. */
	{ "bare <em>text", "<p>bare <em>text</em></p>\n" },
	{ "<p>a<p>b", "<p>a</p>\n<p>b</p>\n" },
	{ "<p><em>a</p>b</em>", "<p><em>a</em></p>\n<p>b</p>\n" },
	{ "<strong><em>a</strong>b</em>", "<p><strong><em>a</em></strong>b</p>\n" },
	{ "<ul>stray<li>a</ul></li>", "<ul><li>a</li></ul>\n" },
	{ "<li>a</li></ol>", "<p>a</p>\n" },
	{ "<ul><ul><li>a</li></ul></ul>", "<ul><li>a</li></ul>\n" },
	{ "1 < 2", "<p>1 &lt; 2</p>\n" },
	{ "<p>a</p><!-- cut", "<p>a</p>\n" },
	{ "<p>a<a href=\"https://x.org/", "<p>a</p>\n" },
	{ "<table><tr><td>a</td></tr></table>", "<p>a</p>\n" },
	{ "<script>x</script>", "<p>x</p>\n" },
	{ "<p><a href='https://x.org/\"onclick=x'>a</a></p>", "<p>a</p>\n" },
};

static char *reduce(struct strbuf *out, const char *html, size_t limit)
{
	strbuf_clear(out);
	notes_reduce(out, html, strlen(html), limit);
	return out->data;
}

static void html_is_reduced_to_what_apps_show(void **state)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 20);

	(void)state;
	for (size_t i = 0; i < COUNT(reductions); i++)
		assert_string_equal(reduce(&out, reductions[i].from, 4000), reductions[i].to);
}

static void a_cut_stands_after_a_whole_block(void **state)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 20);
	static const char html[] = "<p>one</p>\n<ul>\n<li>two</li>\n<li>three</li>\n</ul>\n<p>four</p>\n";

	(void)state;
	assert_string_equal(reduce(&out, html, 10), "");
	assert_string_equal(reduce(&out, html, 11), "<p>one</p>\n");
	assert_string_equal(reduce(&out, html, 40), "<p>one</p>\n<ul><li>two</li>\n</ul>\n");
	assert_string_equal(reduce(&out, html, 70), "<p>one</p>\n<ul><li>two</li>\n<li>three</li></ul>\n<p>four</p>\n");
}

/* Every tag that opens closes, in the right order: counts what is open at the end. */
static int open_tags(const char *html)
{
	const char *names[64];
	size_t lengths[64];
	int depth = 0;

	for (const char *s = html; (s = strchr(s, '<')); s++) {
		bool is_end = s[1] == '/';
		const char *name = s + 1 + is_end;
		size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz");

		if (len == 2 && memcmp(name, "br", 2) == 0)
			continue;
		if (!is_end) {
			names[depth] = name;
			lengths[depth++] = len;
		} else if (!depth || lengths[depth - 1] != len || memcmp(names[--depth], name, len) != 0) {
			return -1;
		}
	}
	return depth;
}

static void at_every_limit_the_result_fits_and_is_well_nested(void **state)
{
	STRBUF_SCOPED struct strbuf html = STRBUF_INIT(1 << 20), out = STRBUF_INIT(1 << 20);

	(void)state;
	for (size_t i = 0; i < COUNT(reductions); i++)
		strbuf_adds(&html, reductions[i].from);
	for (size_t limit = 0; limit < html.len; limit++) {
		reduce(&out, html.data, limit);
		assert_true(out.len <= limit);
		assert_int_equal(open_tags(out.data), 0);
	}
}

static void deep_nesting_is_flattened(void **state)
{
	STRBUF_SCOPED struct strbuf html = STRBUF_INIT(1 << 20), out = STRBUF_INIT(1 << 20);

	(void)state;
	for (int i = 0; i < 1000; i++)
		strbuf_adds(&html, "<ul><li>x<em>");
	reduce(&out, html.data, 1 << 20);
	assert_int_equal(open_tags(out.data), 0);
}

static void links_become_absolute(void **state)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 20);
	const struct links links = { "https://x.org/pod/", "https://x.org/pod/a/" };

	(void)state;
	notes_absolute(&out, "<a href=\"\x01podcasts/b/index.html#c\">#</a><a href=\"#d\"><img src=\"\x01m/a b.jpg\">"
			     "<a href=\"\x01index.html\"><a href=\"\x01not-index.html\"><a href=\"https://y.org/#z\">",
		       &links);
	assert_string_equal(out.data,
			    "<a href=\"https://x.org/pod/podcasts/b/#c\">#</a><a href=\"https://x.org/pod/a/#d\">"
			    "<img src=\"https://x.org/pod/m/a%20b.jpg\"><a href=\"https://x.org/pod/\">"
			    "<a href=\"https://x.org/pod/not-index.html\"><a href=\"https://y.org/#z\">");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(html_is_reduced_to_what_apps_show),
		cmocka_unit_test(a_cut_stands_after_a_whole_block),
		cmocka_unit_test(at_every_limit_the_result_fits_and_is_well_nested),
		cmocka_unit_test(deep_nesting_is_flattened),
		cmocka_unit_test(links_become_absolute),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
