/* What is remembered of a content folder while it is edited, and when it is looked at anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "read/read.h"

#define SITE  "title: A\naddress: https://www.example.org/\nsummary: S.\ncontact: a@example.org\n"
#define WORDS "- word: junkie\n  suggestion: person who uses drugs\n  why: It hurts.\n"

/* A content folder, and what was read of it so far. */
struct edited {
	char dir[32];
	struct read_memory *memory;
	struct arena arena; /* of the last reading */
	struct diag diag;
	struct site *site;
};

static void put(const struct edited *e, const char *name, const char *text)
{
	struct arena a = { 0 };
	const char *path = path_join(e->dir, name, &a);

	assert_true(file_mkdirs(path_dir(path, &a)));
	assert_true(file_write(path, text, strlen(text)));
	arena_free(&a);
}

static void read_again(struct edited *e)
{
	arena_free(&e->arena);
	diag_init(&e->diag, &e->arena);
	e->site = read_site_again(e->dir, (struct moment){ .utc = 1790845200, .set = true },
				  e->memory, &e->arena, &e->diag);
	assert_non_null(e->site);
	read_memory_sweep(e->memory);
}

static size_t count_of(const struct edited *e, enum diag_id id)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 20);
	struct json j = JSON_INIT(&out);
	size_t count = 0;

	diag_write_json(&e->diag, NULL, &j);
	for (const char *at = out.data; (at = strstr(at, diag_slug(id))); at++)
		count++;
	return count;
}

/* Of the page without faults: the other has a foreign word, and is looked through each time. */
static const char *plain_html(const struct edited *e)
{
	assert_string_equal(e->site->pages[1]->item.path, "pages/plain.html");
	return e->site->pages[1]->body_html;
}

static int make(void **state)
{
	struct edited *e = calloc(1, sizeof(*e));

	strcpy(e->dir, "/tmp/memory-XXXXXX");
	assert_non_null(mkdtemp(e->dir));
	e->memory = read_memory_new();
	put(e, "site.yaml", SITE);
	put(e, "pages/about.md",
	    "---\ntitle: About\n---\nNo junkie, \xd0\xb6\xd0\xb8\xd1\x82\xd1\x82\xd1\x8f.\n");
	put(e, "pages/plain.md", "---\ntitle: Plain\n---\nNothing but a junkie.\n");
	sleep(3); /* what was written just now is not trusted to show its next change */
	*state = e;
	return 0;
}

static int drop(void **state)
{
	struct edited *e = *state;
	char command[64];

	snprintf(command, sizeof(command), "rm -r '%s'", e->dir);
	assert_int_equal(system(command), 0);
	read_memory_free(e->memory);
	arena_free(&e->arena);
	free(e);
	return 0;
}

static void a_list_of_words_looks_through_pages_that_are_remembered(void **state)
{
	struct edited *e = *state;

	read_again(e);
	assert_int_equal(count_of(e, DIAG_HURTFUL_WORD), 0);
	read_again(e);
	const char *html = plain_html(e);
	struct arena before = e->arena; /* kept, so that no other text can come to lie there */
	e->arena = (struct arena){ 0 };
	read_again(e);
	assert_ptr_equal(plain_html(e), html);
	arena_free(&before);
	put(e, "words.yaml", WORDS);
	read_again(e);
	assert_int_equal(count_of(e, DIAG_HURTFUL_WORD), 2);
	read_again(e);
	assert_int_equal(count_of(e, DIAG_HURTFUL_WORD), 2);
}

static void another_language_of_the_site_looks_through_them_again(void **state)
{
	struct edited *e = *state;

	/* None of the listed words: a page with faults would be looked through in any case. */
	put(e, "words.yaml", "- word: crackhead\n  suggestion: person\n  why: It hurts.\n");
	put(e, "site.yaml", SITE "language: uk\n");
	read_again(e);
	assert_int_equal(count_of(e, DIAG_FOREIGN_SCRIPT), 0);
	put(e, "site.yaml", SITE "language: en\n");
	read_again(e);
	assert_int_equal(count_of(e, DIAG_FOREIGN_SCRIPT), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_of_words_looks_through_pages_that_are_remembered),
		cmocka_unit_test(another_language_of_the_site_looks_through_them_again),
	};

	return cmocka_run_group_tests(tests, make, drop);
}
