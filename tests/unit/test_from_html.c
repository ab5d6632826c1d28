#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <cmark.h>

#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "read/from_html.h"

struct told {
	struct arena arena;
	char *lost, *asked; /* a line each */
};

static const char *picture(void *arg, const char *url, const char *alt)
{
	struct told *t = arg;

	t->asked = arena_printf(&t->arena, "%s%s %s\n", t->asked, url, alt ? alt : "-");
	return strstr(url, "gone") ? NULL : strrchr(url, '/') + 1;
}

static const char *follow(void *arg, const char *url)
{
	struct told *t = arg;

	if (strstr(url, "/old/"))
		return arena_printf(&t->arena, "../%s.md", strrchr(url, '/') + 1);
	return strstr(url, "drop") ? NULL : url;
}

static void lost(void *arg, const char *what)
{
	struct told *t = arg;

	t->lost = arena_printf(&t->arena, "%s%s\n", t->lost, what);
}

static const char *convert(struct told *t, const char *html, bool *whole)
{
	const struct html_rules rules = { .picture = picture, .link = follow, .lost = lost, .arg = t, .base = "https://example.org/show/" };
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_SOURCE_BYTES);

	t->lost = t->asked = arena_strdup(&t->arena, "");
	*whole = markdown_from_html(html, &rules, &out, &t->arena);
	return arena_strdup(&t->arena, out.data);
}

struct shape {
	const char *html, *markdown;
};

/* What stands in feeds, and what people read of it; each is read again as the same. */
static const struct shape shapes[] = {
	{ "<p>One.</p><p>Two <b>bold</b>, <i>slanted</i> and <b><i>both</i></b>.</p>",
	  "One.\n\nTwo **bold**, *slanted* and ***both***.\n" },
	{ "One<br>Two<br/><br/>Three",
	  "One\\\nTwo\n\nThree\n" },
	{ "<p> a  b\nc </p>",
	  "a b c\n" },
	{ "<p><b>a</b><b>b</b> <b> c </b>d<i>e</i><b>f</b></p>",
	  "**ab c** d*e***f**\n" },
	{ "<p>a<b>b.</b>c <b>\"q\"</b>x <i>(r)</i>.</p>",
	  "a**b**.c **\"q**\"x *(r)*.\n" },
	{ "<p>x<b>(y)</b>z 1<i>-2-</i>3</p>",
	  "x(**y**)z 1-*2*-3\n" },
	{ "<p><strong>Note:</strong>words <em>and <strong>strong in</strong> slant</em></p>",
	  "**Note**:words *and **strong in** slant*\n" },
	{ "<p><b><i>a</i> b</b> <i><b>c</b> d</i> <b>e <i>f</b> g</i></p>",
	  "***a* b *c*** *d* **e *f*** g\n" },
	{ "<p>&nbsp;</p><p>10&nbsp;km &nbsp; away</p>",
	  "10\xc2\xa0""km away\n" },
	{ "<p>* a</p><p>- b</p><p>+ c</p><p>1. d</p><p>2) e</p><p># f</p><p>&gt; g</p><p>=== </p><p>--- h</p><p>~~~</p><p>1.5 l</p>",
	  "\\* a\n\n\\- b\n\n\\+ c\n\n1\\. d\n\n2\\) e\n\n\\# f\n\n\\> g\n\n\\===\n\n--- h\n\n\\~~~\n\n1.5 l\n" },
	{ "<p>a*b _c_ d_e [f] g](h) `i` \\j &amp;amp; &amp;copy 5 &lt; 6 &lt;b&gt; {count:x} [x]: y ![z]</p>",
	  "a\\*b \\_c\\_ d_e [f] g\\](h) \\`i\\` \\\\j \\&amp; &copy 5 < 6 \\<b> \\{count:x} [x]: y ![z]\n" },
	{ "<p>first<br>=====<br>- not a list<br># no heading<br>12. no</p>",
	  "first\\\n\\=====\\\n\\- not a list\\\n\\# no heading\\\n12\\. no\n" },
	{ "<h1>A</h1><h2>B</h2><h4>C</h4><h3>D</h3><h1>E</h1>",
	  "## A\n\n### B\n\n#### C\n\n#### D\n\n## E\n" },
	{ "<h3>Only <b>one</b><br>line #</h3><h3></h3><h3><img src=\"a.png\" alt=\"A hill\"></h3>",
	  "## Only **one** line \\#\n\n![A hill](a.png)\n" },
	{ "<ul><li>a</li><li><p>b</p></li><li>c<ul><li>d</li></ul></li></ul>",
	  "- a\n- b\n- c\n  - d\n" },
	{ "<ul><li>a<p>b</p></li><li>c</li></ul>",
	  "- a\n\n  b\n\n- c\n" },
	{ "<ol start=\"7\"><li>a</li><li>b</li></ol><ol><li>c</li></ol><ul><li>d</li></ul><ul><li>e</li></ul>",
	  "7. a\n8. b\n\n1) c\n\n- d\n\n* e\n" },
	{ "<ul>stray<li>a</li><ul><li>b</li></ul>more</ul><li>lone</li>",
	  "- stray\n\n- a\n\n  - b\n\n  more\n\n* lone\n" },
	{ "<ul><li></li><li> </li></ul><ul></ul>",
	  "" },
	{ "<ol><li>a<ol start=\"3\"><li>b</li></ol></li></ol>",
	  "1. a\n\n   3. b\n" },
	{ "<ul><li><blockquote>q</blockquote></li><li><pre>x</pre></li><li><hr></li><li><h2>h</h2></li></ul>",
	  "- > q\n- ```\n  x\n  ```\n- ___\n- ## h\n" },
	{ "<dl><dt>Term</dt><dd>What it means</dd><dt>Two</dt><dt>Three</dt><dd><p>a</p><ul><li>b</li></ul></dd></dl>",
	  "- **Term**\n\n  What it means\n\n- **Two**\n\n- **Three**\n\n  a\n\n  - b\n" },
	{ "<blockquote><p>a</p><blockquote>b</blockquote></blockquote><blockquote>c</blockquote>",
	  "> a\n>\n> > b\n\n> c\n" },
	{ "<pre><code class=\"language-c\">int x;\n\n\ty();\n</code></pre>",
	  "```c\nint x;\n\n\ty();\n```\n" },
	{ "<pre>\n``` in code\n</pre>",
	  "````\n``` in code\n````\n" },
	{ "<pre>Lines by hand\n<a href=\"https://example.org/\">link</a>\nend</pre>",
	  "Lines by hand\\\n[link](https://example.org/)\\\nend\n" },
	{ "<p>a <code>b</code> <code> c ` d </code><code>``</code> <code>x</code><code>y</code></p>",
	  "a `b` ``c ` d`` ``` `` ``` `xy`\n" },
	{ "<p>a</p><hr><hr/><p>b</p>",
	  "a\n\n___\n\n___\n\nb\n" },
	{ "<a href=\"https://example.org/a b?x=1&amp;y=[2]\">x</a> <a href=\"/rel\" title='say \"so\"'>y</a> <a href=\"https://example.org/a_(b)_(c\">z</a>",
	  "[x](https://example.org/a%20b?x=1&y=%5B2%5D) [y](https://example.org/rel \"say \\\"so\\\"\") [z](<https://example.org/a_(b)_(c>)\n" },
	{ "<a href=\"javascript:alert(1)\">a</a> <a href=\"#t\">b</a> <a href=\"\">c</a> <a href=\"ftp://example.org/\">d</a> <a>e</a> <a href=\"https://example.org/\"></a>",
	  "a b c d e\n" },
	{ "<a href=\"mailto:a@example.org\">a@example.org</a> <a href=\"tel:+4401\">ring</a> <a href=\"a@example.org\">m</a> <a href=\"www.example.org\">w</a> <a href=\"//example.org/p\">p</a>",
	  "<a@example.org> [ring](tel:+4401) [m](mailto:a@example.org) [w](https://www.example.org) [p](https://example.org/p)\n" },
	{ "<a href=\"https://example.org/\">https://example.org/</a> <a href=\"https://example.org/ä\">https://example.org/ä</a> <a href=\"https://example.org/&amp;copy;\">https://example.org/&amp;copy;</a>",
	  "<https://example.org/> [https://example.org/ä](https://example.org/%C3%A4) [https://example.org/\\&copy;](https://example.org/&amp;copy;)\n" },
	{ "<a href=\"https://example.org/\"> <b>bold</b> x </a>after <b><a href=\"https://example.org/1\">in</a> b</b>",
	  "[**bold** x](https://example.org/) after **[in](https://example.org/1) b**\n" },
	{ "<a href=\"https://example.org/\"><p>one</p><p>two</p></a>",
	  "[one](https://example.org/)\n\n[two](https://example.org/)\n" },
	{ "<a href=\"https://example.org/\"><img src=\"badge.png\" alt=\"IMG_1.jpg\"></a><a href=\"https://example.com/\"><img src=\"https://example.com/none.png\"></a>",
	  "[![A picture without a description](badge.png)](https://example.org/)[![A picture without a description](none.png)](https://example.com/)\n" },
	{ "<a href=\"https://example.org/1\">a</a><a href=\"https://example.org/2\">[b]</a>!<a href=\"https://example.org/3\">c</a>",
	  "[a](https://example.org/1)[\\[b\\]](https://example.org/2)\\![c](https://example.org/3)\n" },
	{ "<figure><img src=\"/cat.jpg\" alt=\"A cat\"><figcaption>Our <i>cat</i></figcaption></figure>",
	  "![A cat](cat.jpg)\n\nOur *cat*\n" },
	{ "<img src=\"https://example.org/p.gif\" width=\"1\" height=\"1\"><img src=\"https://feeds.feedburner.com/~r/x.gif\"><img alt=\"Words\" src=\"https://example.org/none.png\"><img src=\"data:image/png;base64,AAAA\" data-src=\"lazy.png\" alt=\"Lazy\">",
	  "![Words](none.png)![Lazy](lazy.png)\n" },
	{ "<p>Hi <img class=\"emoji\" alt=\"🙂\" src=\"https://example.org/1f642.png\"></p>",
	  "Hi 🙂\n" },
	{ "<table><thead><tr><th>Who</th><th>What:</th></tr></thead><tbody><tr><td>Ann</td><td><p>x</p><p>y</p></td></tr><tr><td></td><td>z</td></tr></tbody></table>",
	  "- Who: Ann\\\n  What: x\\\n  y\n- What: z\n" },
	{ "<table><tr><td>00:00</td><td>Intro</td></tr><tr><td>01:30</td><td>Talk</td></tr></table>",
	  "00:00 – Intro\\\n01:30 – Talk\n" },
	{ "<table><caption>Cap</caption><tr><td><h2>Left</h2><p>a</p></td><td><ul><li>b</li></ul></td></tr></table>",
	  "Cap\n\n## Left\n\na\n\n- b\n" },
	{ "<details><summary>More</summary><p>inside</p></details>",
	  "**More**\n\ninside\n" },
	{ "<p>x<sup>2</sup> H<sub>2</sub>O 1<sup>st</sup> <del>old</del> <q>said</q> <abbr title=\"World Health Organization\">WHO</abbr> <u>u</u> <mark>m</mark></p>",
	  "x² H₂O 1st ~~old~~ “said” WHO (World Health Organization) u m\n" },
	{ "<iframe src=\"https://player.example.org/e/1\"></iframe><audio controls><source src=\"/a.mp3\"></audio><embed><iframe src=\"https://example.org/t\" width=\"1\" height=\"1\"></iframe>",
	  "[Player of player.example.org](https://player.example.org/e/1)\n\n[Player of example.org](https://example.org/a.mp3)\n" },
	{ "<form action=\"/x\"><label>Mail <input name=m></label><button>Join</button></form>",
	  "Mail Join\n" },
	{ "a<script>x()</script><style>p{}</style><!-- c --><noscript><img src=\"https://example.org/n.gif\">seen</noscript><span hidden>h</span><p style=\"display: none\">n</p><template>t</template>b",
	  "aseenb\n" },
	{ "<span style=\"font-weight:700\">bold</span> <b style=\"font-weight:normal\"><span style=\"font-style:italic\">slant</span></b>",
	  "**bold** *slant*\n" },
	{ "<custom-player>text of it</custom-player><o:p>office</o:p> 5 < 6 <name@example.org> <https://example.org>",
	  "text of it\n\noffice\n\n5 < 6 \\<name@example.org> \\<https://example.org>\n" },
	{ "&lt;p&gt;Twice &amp;amp; for all&lt;/p&gt;",
	  "Twice & for all\n" },
	{ "Use &lt;b&gt; for bold",
	  "Use \\<b> for bold\n" },
	{ "<p>00:00 Intro\n01:30 (Talk)\nand on</p><p>At\n10:30 we met</p>",
	  "00:00 Intro\\\n01:30 (Talk) and on\n\nAt 10:30 we met\n" },
	{ "<p><b>00:00</b> Intro<br><a href=\"https://example.org/?t=9\">(01:30)</a> Talk</p>",
	  "**00:00** Intro\\\n[(01:30)](https://example.org/?t=9) Talk\n" },
	{ "Itâ€™s damaged &#146;quoted&#146; &#0; &#xFFFD;",
	  "Itâ€™s damaged ’quoted’ ?\n" },
	{ "<div><div>a</div>b<div>c</div></div>",
	  "a\n\nb\n\nc\n" },
	{ "<p>a</p>text <b>between</b><p>b</p>",
	  "a\n\ntext **between**\n\nb\n" },
	{ "Plain text\nsecond line\n\nThird & last: https://example.org/x_y?z=(1), (www.example.org). ann@example.org!\n- one\n- two *\nend\n\t• three",
	  "Plain text\\\nsecond line\n\nThird & last: <https://example.org/x_y?z=(1)>, ([www.example.org](https://www.example.org)). <ann@example.org>!\n\n- one\n- two \\*\n\nend\n\n- three\n" },
	{ "00:00 Intro\n00:00:30 - B",
	  "00:00 Intro\\\n00:00:30 - B\n" },
	{ "Plain <a href=\"https://example.org/\">link</a> only\nnext line\n\n* a\n* b",
	  "Plain [link](https://example.org/) only\\\nnext line\n\n- a\n- b\n" },
};

static void notes_become_markdown_that_says_the_same(void **state)
{
	struct told t = { 0 };
	bool whole, good = true;

	(void)state;
	for (size_t i = 0; i < COUNT(shapes); i++) {
		const char *once = convert(&t, shapes[i].html, &whole);

		if (whole && strcmp(once, shapes[i].markdown) == 0)
			continue;
		print_error("case %zu: %s\nis\n%s\nnot\n%s\n", i, shapes[i].html, once, shapes[i].markdown);
		good = false;
	}
	arena_free(&t.arena);
	assert_true(good);
}

static void what_was_made_is_read_as_the_same(void **state)
{
	struct told t = { 0 };
	bool whole, good = true;

	(void)state;
	for (size_t i = 0; i < COUNT(shapes); i++) {
		const char *text = shapes[i].markdown;
		char *html = cmark_markdown_to_html(text, strlen(text), CMARK_OPT_DEFAULT);
		const char *twice = convert(&t, html, &whole);

		if (!whole || strcmp(twice, text) != 0) {
			print_error("case %zu:\n%s\nbecame\n%s\n", i, text, twice);
			good = false;
		}
		free(html);
	}
	arena_free(&t.arena);
	assert_true(good);
}

static void links_and_pictures_go_where_they_are_told(void **state)
{
	struct told t = { 0 };
	bool whole;

	(void)state;
	assert_string_equal(convert(&t, "<a href='/old/12-hope?x=1'>old</a> <a href='https://example.org/drop'>dropped</a> <a href='https://c.example.com/click?u=1'>kept</a>", &whole),
			    "[old](../12-hope?x=1.md) dropped [kept](https://c.example.com/click?u=1)\n");
	assert_string_equal(convert(&t, "<img src=gone.png alt='A hill'><img src='/a/b c.png'><img src=x.png alt='x.png' title='The river'>", &whole),
			    "A hill![A picture without a description](b%20c.png)![The river](x.png)\n");
	assert_string_equal(t.asked, "https://example.org/show/gone.png A hill\nhttps://example.org/a/b%20c.png -\nhttps://example.org/show/x.png x.png\n");
	convert(&t, "<form><input></form><iframe src='https://p.example.org/1'></iframe><button>Go</button><embed>", &whole);
	assert_string_equal(t.lost, "a form\na player of p.example.org\na button\na player\n");
	arena_free(&t.arena);
}

static void without_rules_relative_addresses_go(void **state)
{
	struct arena a = { 0 };
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(LIMIT_SOURCE_BYTES);

	(void)state;
	assert_true(markdown_from_html("<a href=x>words</a> <a href='https://example.org/'>link</a> <img src=a.png alt=Cat><iframe src=/p>", &(struct html_rules){ 0 }, &out, &a));
	assert_string_equal(out.data, "words [link](https://example.org/) Cat\n");
	arena_free(&a);
}

static void pictures_are_listed_once(void **state)
{
	struct arena a = { 0 };
	const char *const *urls = html_pictures("<img src=a.png><p><img src='/b.png'><img src=a.png><img src='https://pixel.wp.com/g.gif'>", "https://example.org/s/", &a);

	(void)state;
	assert_string_equal(urls[0], "https://example.org/s/a.png");
	assert_string_equal(urls[1], "https://example.org/b.png");
	assert_null(urls[2]);
	arena_free(&a);
}

static void check_deep(const char *open, const char *inner, size_t times, bool expected)
{
	struct told t = { 0 };
	STRBUF_SCOPED struct strbuf html = STRBUF_INIT(LIMIT_SOURCE_BYTES);
	bool whole;

	for (size_t i = 0; i < times; i++)
		strbuf_adds(&html, open);
	strbuf_adds(&html, inner);
	const char *text = convert(&t, html.data, &whole);

	assert_int_equal(whole, expected);
	assert_non_null(strstr(text, "the words"));
	arena_free(&t.arena);
}

static void words_that_are_nested_too_deeply_stay(void **state)
{
	(void)state;
	check_deep("<blockquote>", "the words", 90, true);
	check_deep("<blockquote>", "the words", 98, false);
	check_deep("<ul><li>", "the words<script>x</script>", 45, true);
	check_deep("<ul><li>", "the words", 60, false);
	check_deep("<div>", "the words", 200, true);
	check_deep("<div>", "the words", 100000, false);
	check_deep("<b><i>", "the words", 100000, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(notes_become_markdown_that_says_the_same),
		cmocka_unit_test(what_was_made_is_read_as_the_same),
		cmocka_unit_test(links_and_pictures_go_where_they_are_told),
		cmocka_unit_test(without_rules_relative_addresses_go),
		cmocka_unit_test(pictures_are_listed_once),
		cmocka_unit_test(words_that_are_nested_too_deeply_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
