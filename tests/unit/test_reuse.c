/* What a page offers to whoever hands it on: citation, letter, QR code; and pages as plain text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../pipeline/site/mail.h"
#include "../../pipeline/site/press.h"
#include "../../pipeline/site/prose.h"
#include "../../pipeline/site/reuse.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/qr.h"
#include "base/strbuf.h"

#define HOSTILE "R&D + \"50 %\" #1 = <b>'x'</b>; ?\\ \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xf0\x9f\x95\xaf"

static struct site make_site(void)
{
	return (struct site){ .title = "The Network",
			      .address = "https://example.org/",
			      .interface = &interface_english };
}

/* What Python's urllib reads in a mailto: link: subject, NUL, body. */
static void read_with_python(const char *link, char *into, size_t size)
{
	static const char script[] =
		"import sys, urllib.parse as u\n"
		"link = sys.stdin.buffer.read().decode('ascii')\n"
		"parts = u.urlsplit(link)\n"
		"assert parts.scheme == 'mailto' and parts.path == '' and not parts.fragment, parts\n"
		"fields = dict(f.split('=') for f in parts.query.split('&'))\n"
		"assert list(fields) == ['subject', 'body'], fields\n"
		"sys.stdout.buffer.write('\\0'.join(u.unquote(v, errors='strict') for v in fields.values()).encode())\n";
	char name[] = "/tmp/reuse-XXXXXX", command[4096];
	int fd = mkstemp(name);

	assert_true(fd >= 0 && file_write_all(fd, link, strlen(link)));
	close(fd);
	snprintf(command, sizeof(command), "/usr/bin/python3 -c \"%s\" <%s", script, name);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	into[fread(into, 1, size - 1, pipe)] = '\0';
	assert_int_equal(pclose(pipe), 0);
	unlink(name);
}

static void a_letter_says_what_was_put_into_it(void **state)
{
	static const char *const subjects[] = { "Loss", HOSTILE, "", "x\xc2\xa0y+c d" };
	struct arena a = { 0 };
	char read[4096];

	(void)state;
	for (size_t i = 0; i < COUNT(subjects); i++) {
		read_with_python(mail_letter(subjects[i], HOSTILE "\n\nhttps://example.org/?a=b&c=d#e\n", &a),
				 read, sizeof(read));
		assert_string_equal(read, subjects[i]);
		assert_string_equal(read + strlen(read) + 1,
				    HOSTILE "\r\n\r\nhttps://example.org/?a=b&c=d#e\r\n");
	}
	arena_free(&a);
}

static void a_citation_names_author_title_show_site_day_and_address(void **state)
{
	struct site site = make_site();
	struct show show = { .title = "Talks", .author = "Alex Example" };
	struct episode e = { .title = "Loss", .show = &show, .date = { 1788768000, 60, true } };
	const struct page_meta meta = { .path = "x.html", .title = "Loss – Talks", .show = &show, .episode = &e };
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(citation_make(&site, &meta, "https://example.org/x.html", &a),
			    "Alex Example, “Loss”, Talks, The Network, 7 September 2026, https://example.org/x.html");
	arena_free(&a);
}

static void a_citation_says_nothing_twice(void **state)
{
	struct site site = make_site();
	struct show show = { .title = "The Network", .author = "The Network" };
	struct episode e = { .title = HOSTILE, .show = &show };
	const struct page_meta episode = { .path = "x.html", .show = &show, .episode = &e };
	const struct page_meta page = { .path = "pages/about.html", .title = "About" };
	const struct page_meta home = { .path = "index.html" };
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(citation_make(&site, &episode, "https://example.org/", &a),
			    "The Network, “" HOSTILE "”, https://example.org/");
	assert_string_equal(citation_make(&site, &page, "https://example.org/", &a),
			    "The Network, “About”, https://example.org/");
	assert_string_equal(citation_make(&site, &home, "https://example.org/", &a),
			    "“The Network”, https://example.org/");
	arena_free(&a);
}

static void a_code_is_square_with_its_three_eyes(void **state)
{
	static const char eye[] = "#######"
				  "#.....#"
				  "#.###.#"
				  "#.###.#"
				  "#.###.#"
				  "#.....#"
				  "#######";
	struct arena a = { 0 };
	const struct qr qr = qr_make("https://example.org/", &a);

	(void)state;
	assert_int_equal(qr.width, 25);
	for (int i = 0; i < 49; i++) {
		int x = i % 7, y = i / 7, far = qr.width - 7;

		assert_int_equal(qr_dark(&qr, x, y), eye[i] == '#');
		assert_int_equal(qr_dark(&qr, x + far, y), eye[i] == '#');
		assert_int_equal(qr_dark(&qr, x, y + far), eye[i] == '#');
	}
	assert_int_equal(qr_run(&qr, 0, 0), 7);
	assert_int_equal(qr_run(&qr, 7, 0), 0);
	arena_free(&a);
}

static void an_address_too_long_for_a_code_has_none(void **state)
{
	struct arena a = { 0 };
	char *text = arena_alloc(&a, 4001);

	(void)state;
	memset(text, 'x', 4000);
	assert_int_equal(qr_make(text, &a).width, 0);
	arena_free(&a);
}

static void assert_prose(const char *html, const char *expected)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 20);

	prose_add_html(&out, html, "https://example.org/");
	assert_string_equal(out.data, expected);
}

static void markdown_keeps_its_shape_as_plain_text(void **state)
{
	(void)state;
	assert_prose("<p>One &amp; two &lt;b&gt; &quot;x&quot;</p>\n<p>Three<br />\nfour</p>\n",
		     "One & two <b> \"x\"\n\nThree four\n");
	assert_prose("<p>List:</p>\n<ul>\n<li>one</li>\n<li>\n<p>two</p>\n<p>more</p>\n</li>\n</ul>\n<p>End</p>\n",
		     "List:\n\n - one\n - two\n\n   more\n\nEnd\n");
	assert_prose("<ol>\n<li>one\n<ul>\n<li>in</li>\n</ul>\n</li>\n<li>two</li>\n</ol>\n",
		     "1. one\n    - in\n2. two\n");
	assert_prose("<blockquote>\n<p>Said.</p>\n</blockquote>\n", "> Said.\n");
}

static void links_are_followed_by_where_they_lead(void **state)
{
	(void)state;
	assert_prose("<p><a href=\"\x01pages/help.html?a=1&amp;b=2\">Help</a>, <a href=\"#x\">here</a></p>",
		     "Help <https://example.org/pages/help.html?a=1&b=2>, here\n");
	assert_prose("<p><a href=\"https://a.example/\">https://a.example/</a> <a href=\"mailto:a@b.example\">a@b.example</a> <a href=\"tel:999\">999</a></p>",
		     "https://a.example/ a@b.example 999\n");
	assert_prose("<p><img src=\"\x01x.jpg\" alt=\"Two cups\" /></p>", "Two cups\n");
}

static void broken_markup_harms_nobody(void **state)
{
	static const char *const all[] = { "", "<", "<p", "</ul></ul></blockquote><p>x</p>", "<a href=\"",
					   "&", "<li>x", "<ul><ul><ul><ul><ul><ul><ul><ul><ul><ul><li>x</ul>" };
	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 20);

		prose_add_html(&out, all[i], "https://example.org/");
		assert_true(strbuf_ok(&out));
	}
}

static void lines_have_at_most_72_characters(void **state)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 20), text = STRBUF_INIT(1 << 20);

	(void)state;
	for (int i = 0; i < 500; i++)
		strbuf_addf(&text, "%.*s ", i % 11 * 2, "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d\xd7\x9d\xd7\x9d");
	prose_add(&out, text.data, (struct indent){ "- ", "  " });
	for (const char *line = out.data; *line; line += strcspn(line, "\n") + 1) {
		size_t n = 0;

		for (const char *c = line; *c != '\n'; c++)
			n += ((unsigned char)*c & 0xc0) != 0x80;
		assert_true(n <= PROSE_WIDTH);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_letter_says_what_was_put_into_it),
		cmocka_unit_test(a_citation_names_author_title_show_site_day_and_address),
		cmocka_unit_test(a_citation_says_nothing_twice),
		cmocka_unit_test(a_code_is_square_with_its_three_eyes),
		cmocka_unit_test(an_address_too_long_for_a_code_has_none),
		cmocka_unit_test(markdown_keeps_its_shape_as_plain_text),
		cmocka_unit_test(links_are_followed_by_where_they_lead),
		cmocka_unit_test(broken_markup_harms_nobody),
		cmocka_unit_test(lines_have_at_most_72_characters),
	};

	return cmocka_run_group_tests_name("reuse", tests, NULL, NULL);
}
