/* Templates: what they print, and that every mistake is told at its place before anything is printed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/site.h"

#include "../../pipeline/site/template.h"

struct pet {
	const char *name;
	struct strings tricks;
};

struct home {
	const char *street;
};

struct keeper {
	const char *name, *empty, *bio, *nothing, *data;
	bool happy;
	int64_t age, none;
	struct list pets;
	struct home home;
	const struct home *holiday, *nowhere;
	const struct person *person;
	struct strings words;
};

static const struct view pet_view = {
	.name = "pet", .size = sizeof(struct pet),
	.names = (const struct name[]){ TEXT_NAME(struct pet, name),
					NAME_AT(NAME_TEXTS, struct pet, tricks, struct strings, NULL), { 0 } },
};
static const struct view home_view = {
	.name = "home", .size = sizeof(struct home),
	.names = (const struct name[]){ TEXT_NAME(struct home, street), { 0 } },
};
static const struct view person_view = { .name = "person", .kind = &kind_person };
static const struct view keeper_view = {
	.name = "keeper", .size = sizeof(struct keeper),
	.names = (const struct name[]){
		TEXT_NAME(struct keeper, name), TEXT_NAME(struct keeper, empty),
		TEXT_NAME(struct keeper, nothing), HTML_NAME(struct keeper, bio),
		JSON_NAME(struct keeper, data), FLAG_NAME(struct keeper, happy), NUMBER_NAME(struct keeper, age),
		NUMBER_NAME(struct keeper, none), LIST_NAME(struct keeper, pets, &pet_view),
		MAP_NAME(struct keeper, home, &home_view), ITEM_NAME(struct keeper, holiday, &home_view),
		ITEM_NAME(struct keeper, nowhere, &home_view),
		NAME_AT(NAME_TEXTS, struct keeper, words, struct strings, NULL),
		BORROW(struct keeper, person, &person_view), { 0 } },
};
static const struct view episode_view = { .name = "episode", .kind = &kind_episode };

/* What one test works with: a few partials by name, and what was reported. */
struct bench {
	struct template_loader loader; /* first: find_partial() gets it */
	const char *const (*partials)[2];
	const struct source *found[4]; /* each partial is read once */
	struct arena arena;
	struct diag diag;
	struct strbuf out;
};

static const char *const no_names[] = { NULL };

static const struct source *find_partial(struct template_loader *loader, const char *name)
{
	struct bench *b = (struct bench *)loader;

	for (size_t i = 0; b->partials && b->partials[i][0]; i++) {
		if (strcmp(b->partials[i][0], name) != 0)
			continue;
		if (!b->found[i])
			b->found[i] = source_from_text(name, b->partials[i][1], strlen(b->partials[i][1]),
						       &b->arena, &b->diag);
		return b->found[i];
	}
	return NULL;
}

static int set_up(void **state)
{
	struct bench *b = xcalloc(1, sizeof(*b));

	b->out = (struct strbuf)STRBUF_INIT(LIMIT_PAGE_BYTES);
	diag_init(&b->diag, &b->arena);
	b->loader = (struct template_loader){ .find = find_partial, .names = no_names, .arena = &b->arena,
					      .diag = &b->diag };
	*state = b;
	return 0;
}

static int tear_down(void **state)
{
	struct bench *b = *state;

	strbuf_release(&b->out);
	arena_free(&b->arena);
	free(b);
	return 0;
}

static const struct template *compile(struct bench *b, const char *text, const struct view *view)
{
	const struct source *src = source_from_text("page.html", text, strlen(text), &b->arena, &b->diag);

	assert_non_null(src);
	return template_compile(&b->loader, src, view);
}

static struct keeper sample(void)
{
	static const char *tricks[] = { "sit", "<roll>" }, *words[] = { "a", "b" };
	static struct pet pets[] = { { "Rex & Co", { .items = tricks, .count = 2 } }, { .name = "Tom" } };
	static const struct home holiday = { "Beach" };
	static const struct person person = { .name = "Not me", .role = "guest" };

	return (struct keeper){ .name = "O'Neill <\"&>", .empty = "", .happy = true, .age = -7,
				.data = "{\"a\":\"</script><!--&\",\"b\":\"<\"}",
				.bio = "<a href=\"\x01" "x.html\">x</a><img src=\"\x01y.png\">",
				.pets = { .items = pets, .count = 2 }, .home = { "High St" }, .holiday = &holiday,
				.person = &person, .words = { .items = words, .count = 2 } };
}

static const char *render(struct bench *b, const char *text)
{
	struct keeper k = sample();
	const struct template *t = compile(b, text, &keeper_view);

	diag_print(&b->diag, stderr, false);
	assert_non_null(t);
	strbuf_clear(&b->out);
	template_render(t, &k, "../", &b->out);
	return b->out.data;
}

static void escapes_text_always(void **state)
{
	assert_string_equal(render(*state, "<p title=\"{{name}}\">{{ name }}</p>"),
			    "<p title=\"O&#39;Neill &lt;&quot;&amp;&gt;\">O&#39;Neill &lt;&quot;&amp;&gt;</p>");
}

static void prints_numbers_and_nothing_for_missing_text(void **state)
{
	assert_string_equal(render(*state, "[{{age}}|{{none}}|{{nothing}}|{{empty}}]"), "[-7|0||]");
}

static void puts_the_root_in_html_for_each_link_mark(void **state)
{
	assert_string_equal(render(*state, "{{{bio}}}"), "<a href=\"../x.html\">x</a><img src=\"../y.png\">");
}

static void json_stands_in_a_script_of_data_and_cannot_end_it(void **state)
{
	assert_string_equal(
		render(*state, "{{#data}}<script type=\"application/ld+json\">\n{{{data}}}</script>{{/data}}"),
		"<script type=\"application/ld+json\">\n"
		"{\"a\":\"\\u003c/script>\\u003c!--&\",\"b\":\"\\u003c\"}</script>");
}

static void repeats_sections_over_lists(void **state)
{
	assert_string_equal(render(*state, "{{#pets}}{{name}}:{{#tricks}} {{.}}{{/tricks}};{{/pets}}"),
			    "Rex &amp; Co: sit &lt;roll&gt;;Tom:;");
}

static void shows_sections_that_are_true(void **state)
{
	assert_string_equal(render(*state, "{{#happy}}1{{/happy}}{{#empty}}2{{/empty}}{{#nothing}}3{{/nothing}}"
					   "{{#age}}4{{.}}{{/age}}{{#none}}5{{/none}}{{#bio}}6{{{.}}}{{/bio}}"
					   "{{#name}}7{{/name}}{{#holiday}}8{{street}}{{/holiday}}"
					   "{{#nowhere}}9{{/nowhere}}{{#home}}0{{street}}{{/home}}"),
			    "14-76<a href=\"../x.html\">x</a><img src=\"../y.png\">78Beach0High St");
}

static void shows_inverted_sections_that_are_false(void **state)
{
	assert_string_equal(render(*state, "{{^happy}}1{{/happy}}{{^empty}}2{{/empty}}{{^nothing}}3{{/nothing}}"
					   "{{^none}}4{{/none}}{{^nowhere}}5{{/nowhere}}{{^pets}}6{{/pets}}"
					   "{{#pets}}{{^tricks}}{{name}}{{/tricks}}{{/pets}}"),
			    "2345Tom");
}

static void follows_dotted_names_and_stops_at_what_is_not_there(void **state)
{
	assert_string_equal(render(*state, "{{home.street}}|{{holiday.street}}|{{nowhere.street}}|"
					   "{{#nowhere.street}}no{{/nowhere.street}}"),
			    "High St|Beach||");
}

static void looks_names_up_from_inside_out_and_borrows_them_last(void **state)
{
	assert_string_equal(render(*state, "{{role}} {{#home}}{{#pets}}{{street}}/{{name}}/{{age}} {{/pets}}{{/home}}"),
			    "guest High St/Rex &amp; Co/-7 High St/Tom/-7 ");
}

static void leaves_no_line_where_only_tags_stand(void **state)
{
	assert_string_equal(render(*state, "a\n  {{#words}}  \n- {{.}}\n  {{/words}}\n{{! one\ntwo }}\n\nb {{! c }}\n"),
			    "a\n- a\n- b\n\nb \n");
}

static void puts_partials_in_with_their_indent(void **state)
{
	static const char *const partials[][2] = { { "pet", "<b>{{name}}</b>\n\n{{> tail}}\n" },
						   { "tail", "tail of\n{{name}}" }, { NULL } };
	struct bench *b = *state;

	b->partials = partials;
	assert_string_equal(render(b, "{{#pets}}\n  {{> pet}}\n{{/pets}}\n({{> tail}})"),
			    "  <b>Rex &amp; Co</b>\n\n  tail of\n  Rex &amp; Co  <b>Tom</b>\n\n  tail of\n  Tom"
			    "(tail of\nO&#39;Neill &lt;&quot;&amp;&gt;)");
}

static void knows_every_field_of_a_content_kind(void **state)
{
	struct bench *b = *state;
	static const char *slugs[] = { "hope" };
	static struct person people[] = { { .name = "Alex", .role = "host" } };
	const struct episode e = { .title = "Loss", .number = 4, .is_explicit = true,
				   .related = { .items = slugs, .count = 1 }, .people = { .items = people, .count = 1 } };
	const struct template *t = compile(b, "{{title}} {{number}} {{#explicit}}E{{/explicit}} {{#related}}{{.}}{{/related}} "
					      "{{#people}}{{name}}, {{role}} of {{title}}{{/people}}", &episode_view);

	assert_non_null(t);
	template_render(t, &e, "", &b->out);
	assert_string_equal(b->out.data, "Loss 4 E hope Alex, host of Loss");
}

/* Compiles what is wrong and returns all that was said of it. */
static const char *faults(struct bench *b, const char *text)
{
	static char said[8192];
	FILE *f = fmemopen(said, sizeof(said), "w");

	assert_null(compile(b, text, &keeper_view));
	diag_print(&b->diag, f, false);
	fclose(f);
	return said;
}

static void assert_says(const char *said, const char *what)
{
	if (!strstr(said, what))
		fail_msg("expected <%s> in:\n%s", what, said);
}

static void tells_a_misspelt_name_and_the_nearest(void **state)
{
	const char *said = faults(*state, "<p>\n  {{nmae}} {{#pets}}{{trick}}{{/pets}} {{zzzzzz}}");

	assert_says(said, "page.html:2:3: error: 'keeper' has no name 'nmae'; did you mean 'name'? [template-name]");
	assert_says(said, "page.html:2:21: error: 'pet' has no name 'trick'; did you mean 'tricks'?");
	assert_says(said, "'keeper' has no name 'zzzzzz', nor has what is around it");
}

static void tells_a_wrong_part_of_a_dotted_name(void **state)
{
	const char *said = faults(*state, "{{home.stret}} {{name.street}} {{pets.name}}");

	assert_says(said, "'home' has no name 'stret'; did you mean 'street'?");
	assert_says(said, "1:16: error: what stands before '.street' is not a group of names [template-type]");
	assert_says(said, "what stands before '.name' is not a group of names");
}

static void says_nothing_of_names_inside_an_unknown_section(void **state)
{
	struct bench *b = *state;

	faults(b, "{{#petz}}{{anything}}{{#more}}{{.}}{{/more}}{{/petz}}");
	assert_int_equal(b->diag.count[SEV_ERROR], 1);
}

static void tells_a_section_that_is_not_closed(void **state)
{
	const char *said = faults(*state, "{{#pets}}\n{{#happy}}\n");

	assert_says(said, "1:1: error: '{{#pets}}' is not closed; expected '{{/pets}}' in the same file [template-section]");
	assert_says(said, "2:1: error: '{{#happy}}' is not closed");
}

static void tells_both_places_of_a_wrong_closing_tag(void **state)
{
	struct bench *b = *state;
	const char *said = faults(b, "{{#pets}}\n{{^happy}}\n{{/pets}}{{/name}}");

	assert_says(said, "3:1: error: expected '{{/happy}}' for '{{^happy}}' in line 2, not '{{/pets}}'");
	assert_says(said, "3:10: error: '{{/name}}' closes a section that was not opened");
	assert_int_equal(b->diag.count[SEV_ERROR], 2);
}

static void tells_a_tag_that_is_not_closed(void **state)
{
	const char *said = faults(*state, "{{name\n{{age}} {{! open {{name");

	assert_says(said, "1:1: error: this '{{' is not closed by '}}' [template-syntax]");
	assert_says(said, "2:9: error: this '{{' is not closed");
}

static void tells_tags_that_are_not_part_of_the_language(void **state)
{
	const char *said = faults(*state, "{{=<% %>=}} {{&name}} {{na me}} {{}} {{{bio}} {{a..b}} {{.a}} {{#}}");

	assert_says(said, "tags with '=' are not known here");
	assert_says(said, "tags with '&' are not known here");
	assert_says(said, "'na me' is not a name");
	assert_says(said, "three braces are closed by three: '{{{bio}}}'");
	assert_says(said, "'a..b' is not a name");
	assert_says(said, "'.a' is not a name");
}

static void keeps_three_braces_for_html(void **state)
{
	const char *said = faults(*state, "{{{name}}} {{bio}} {{pets}} {{happy}} {{#pets}}{{.}}{{/pets}}");

	assert_says(said, "three braces are for HTML that blether makes; write '{{name}}' [template-type]");
	assert_says(said, "'bio' is HTML; write '{{{bio}}}'");
	assert_says(said, "'pets' cannot be printed; open it with '{{#pets}}'");
	assert_says(said, "'happy' cannot be printed");
	assert_says(said, "'.' is the text that a section stands on, but here that is 'pet'");
}

static void keeps_json_out_of_everything_but_a_script_of_data(void **state)
{
	const char *said = faults(*state,
				  "{{data}} {{{data}}} <script>{{{data}}}</script> "
				  "<script type=\"application/ld+json\">[{{{data}}}]</script>"
				  "<a title=\"{{{data}}}\">");

	assert_says(said, "1:1: error: 'data' is JSON; write '{{{data}}}' [template-type]");
	assert_says(said, "1:10: error: 'data' is JSON; it can only stand right behind "
			  "'<script type=\"application/ld+json\">'");
	assert_int_equal(((struct bench *)*state)->diag.count[SEV_ERROR], 5);
}

static void tells_a_partial_that_there_is_not(void **state)
{
	static const char *const names[] = { "head", "foot", NULL };
	struct bench *b = *state;

	b->loader.names = names;
	const char *said = faults(b, "{{> haed}} {{> nonsense}}");
	assert_says(said, "there is no template 'haed'; did you mean 'head'? [template-partial]");
	assert_says(said, "there is no template 'nonsense' [");
}

static void stops_at_a_template_that_includes_itself(void **state)
{
	static const char *const partials[][2] = { { "loop", "{{> loop}}{{> loop}}{{> loop}}" }, { NULL } };
	struct bench *b = *state;

	b->partials = partials;
	assert_says(faults(b, "{{> loop}}"), "stand in one another; does it include itself? [template-depth]");
}

static void tells_a_fault_of_a_partial_once(void **state)
{
	static const char *const partials[][2] = { { "bad", "{{nmae}}" }, { NULL } };
	struct bench *b = *state;

	b->partials = partials;
	faults(b, "{{> bad}}{{#pets}}{{> bad}}{{/pets}}");
	faults(b, "{{> bad}}");
	assert_int_equal(b->diag.count[SEV_ERROR], 1);
}

static void stops_at_the_ceiling_of_the_buffer(void **state)
{
	struct bench *b = *state;
	struct keeper k = sample();
	struct strbuf small = STRBUF_INIT(16);
	const struct template *t = compile(b, "0123456789{{name}}{{name}}", &keeper_view);

	assert_non_null(t);
	template_render(t, &k, "", &small);
	assert_false(strbuf_ok(&small));
	strbuf_release(&small);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(escapes_text_always),
		TEST(prints_numbers_and_nothing_for_missing_text),
		TEST(puts_the_root_in_html_for_each_link_mark),
		TEST(json_stands_in_a_script_of_data_and_cannot_end_it),
		TEST(repeats_sections_over_lists),
		TEST(shows_sections_that_are_true),
		TEST(shows_inverted_sections_that_are_false),
		TEST(follows_dotted_names_and_stops_at_what_is_not_there),
		TEST(looks_names_up_from_inside_out_and_borrows_them_last),
		TEST(leaves_no_line_where_only_tags_stand),
		TEST(puts_partials_in_with_their_indent),
		TEST(knows_every_field_of_a_content_kind),
		TEST(tells_a_misspelt_name_and_the_nearest),
		TEST(tells_a_wrong_part_of_a_dotted_name),
		TEST(says_nothing_of_names_inside_an_unknown_section),
		TEST(tells_a_section_that_is_not_closed),
		TEST(tells_both_places_of_a_wrong_closing_tag),
		TEST(tells_a_tag_that_is_not_closed),
		TEST(tells_tags_that_are_not_part_of_the_language),
		TEST(keeps_three_braces_for_html),
		TEST(keeps_json_out_of_everything_but_a_script_of_data),
		TEST(tells_a_partial_that_there_is_not),
		TEST(stops_at_a_template_that_includes_itself),
		TEST(tells_a_fault_of_a_partial_once),
		TEST(stops_at_the_ceiling_of_the_buffer),
	};

	return cmocka_run_group_tests_name("template", tests, NULL, NULL);
}
