/* Topics that need care: how they are recognised, and what help is brought to whom. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "model/care.h"

static struct arena arena;

static int release(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static const char *found(const char *word)
{
	const struct care_topic *t = care_topic_find(word, &arena);

	return t ? t->name : "none";
}

static void topics_are_known_however_they_are_spelt(void **state)
{
	(void)state;
	assert_string_equal(found("bereavement"), "bereavement");
	assert_string_equal(found("Grief"), "bereavement");
	assert_string_equal(found("LOSS"), "bereavement");
	assert_string_equal(found("domestic-abuse"), "domestic abuse");
	assert_string_equal(found("Domestic  Violence"), "domestic abuse");
	assert_string_equal(found("self harm"), "self-harm");
	assert_string_equal(found("selfharm"), "self-harm");
	assert_string_equal(found("drug-related deaths"), "drug deaths");
	assert_string_equal(found("overdose"), "drug deaths");
	assert_string_equal(found("Żałoba"), "bereavement");
	assert_string_equal(found("Fèin-mharbhadh"), "suicide");
}

static void other_topics_are_not(void **state)
{
	(void)state;
	assert_string_equal(found(""), "none");
	assert_string_equal(found("-"), "none");
	assert_string_equal(found("hope"), "none");
	assert_string_equal(found("weight loss"), "none");
	assert_string_equal(found("gr"), "none");
	assert_string_equal(found("griefs and more"), "none");
	assert_string_equal(found("\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d"), "none");
}

static void every_word_of_the_table_leads_to_its_topic(void **state)
{
	(void)state;
	for (const struct care_topic *t = care_topics; t->name; t++) {
		assert_string_equal(found(t->name), t->name);
		for (const char *s = t->also; *s; s += strspn(s, "|")) {
			size_t len = strcspn(s, "|");

			assert_string_equal(found(arena_strndup(&arena, s, len)), t->name);
			s += len;
		}
	}
}

static void a_wider_topic_is_in_the_table(void **state)
{
	(void)state;
	for (const struct care_topic *t = care_topics; t->name; t++) {
		if (t->wider)
			assert_string_equal(found(t->wider), t->wider);
	}
}

static struct strings words(const char *a, const char *b)
{
	struct strings s = { .items = arena_array(&arena, 2, sizeof(char *)) };

	if (a)
		s.items[s.count++] = a;
	if (b)
		s.items[s.count++] = b;
	return s;
}

/* A site with an episode, and help: for addiction, an emergency number, for anything, for grief. */
static struct site *site_of(const char *topic, const char *other)
{
	struct site *site = arena_new(&arena, struct site);
	struct show *show = arena_new(&arena, struct show);
	struct episode *e = arena_new(&arena, struct episode);
	static const char *const titles[] = { "Danger", "Addiction", "Anything", "Grief" };
	const struct strings topics[] = { words(NULL, NULL), words("addiction", "housing"),
					  words(NULL, NULL), words("grief", NULL) };

	site->help = arena_array(&arena, 4, sizeof(struct help_entry *));
	for (site->help_count = 0; site->help_count < 4; site->help_count++) {
		struct help_entry *h = arena_new(&arena, struct help_entry);

		h->title = titles[site->help_count];
		h->topics = topics[site->help_count];
		h->emergency = site->help_count == 0;
		site->help[site->help_count] = h;
	}
	e->topics = words(topic, other);
	show->episodes = arena_array(&arena, 1, sizeof(struct episode *));
	show->episodes[show->episode_count++] = e;
	site->shows = arena_array(&arena, 1, sizeof(struct show *));
	site->shows[site->show_count++] = show;
	site_care(site, &arena);
	return site;
}

/* Who helps with the episode, parted by blanks. */
static const char *help_of(const char *topic, const char *other)
{
	const struct care *care = &site_of(topic, other)->shows[0]->episodes[0]->care;
	const char *all = "";

	for (size_t i = 0; i < care->help_count; i++)
		all = arena_printf(&arena, "%s%s%s", all, i ? " " : "", care->help[i]->title);
	return all;
}

static void the_most_fitting_help_comes_first(void **state)
{
	(void)state;
	assert_string_equal(help_of("bereavement", NULL), "Grief Anything");
	assert_string_equal(help_of("loss", "tea"), "Grief Anything");
	assert_string_equal(help_of("drugs", "grief"), "Addiction Grief Anything");
}

static void an_emergency_number_comes_before_it_where_somebody_may_be_in_danger(void **state)
{
	(void)state;
	assert_string_equal(help_of("suicide", NULL), "Danger Anything");
	assert_string_equal(help_of("overdose", NULL), "Danger Addiction Anything");
}

static void help_with_a_wider_topic_fits_but_not_the_other_way_round(void **state)
{
	(void)state;
	assert_string_equal(help_of("gambling", NULL), "Addiction Anything");
	assert_string_equal(help_of("miscarriage", NULL), "Grief Anything");
}

static void a_topic_of_no_table_brings_the_help_that_names_it(void **state)
{
	(void)state;
	assert_string_equal(help_of("Housing", NULL), "Addiction");
	assert_string_equal(help_of("tea", NULL), "");
}

static void a_topic_is_counted_once(void **state)
{
	(void)state;
	assert_int_equal(site_of("grief", "loss")->shows[0]->episodes[0]->care.topic_count, 1);
	assert_int_equal(site_of("grief", "rape")->shows[0]->episodes[0]->care.topic_count, 2);
}

static void who_reads_of_abuse_may_be_watched(void **state)
{
	(void)state;
	assert_true(site_is_watched(site_of("tea", "forced marriage")));
	assert_false(site_is_watched(site_of("suicide", "grief")));
	struct site *site = site_of("tea", NULL);
	site->help[1]->topics = words("sexual violence", NULL);
	site_care(site, &arena);
	assert_true(help_is_watched(site));
}

static void a_number_is_dialled_without_what_people_write_around_it(void **state)
{
	(void)state;
	assert_string_equal(phone_dialled("999", &arena), "999");
	assert_string_equal(phone_dialled("0808 157 0100", &arena), "08081570100");
	assert_string_equal(phone_dialled("(01632) 960 000", &arena), "01632960000");
	assert_string_equal(phone_dialled("+44 1632 960000", &arena), "+441632960000");
	assert_string_equal(phone_dialled("+44 (0)1632 960000", &arena), "+441632960000");
	assert_string_equal(phone_dialled("", &arena), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(topics_are_known_however_they_are_spelt, release),
		cmocka_unit_test_teardown(other_topics_are_not, release),
		cmocka_unit_test_teardown(every_word_of_the_table_leads_to_its_topic, release),
		cmocka_unit_test_teardown(a_wider_topic_is_in_the_table, release),
		cmocka_unit_test_teardown(the_most_fitting_help_comes_first, release),
		cmocka_unit_test_teardown(
			an_emergency_number_comes_before_it_where_somebody_may_be_in_danger,
			release),
		cmocka_unit_test_teardown(help_with_a_wider_topic_fits_but_not_the_other_way_round,
					  release),
		cmocka_unit_test_teardown(a_topic_of_no_table_brings_the_help_that_names_it,
					  release),
		cmocka_unit_test_teardown(a_topic_is_counted_once, release),
		cmocka_unit_test_teardown(who_reads_of_abuse_may_be_watched, release),
		cmocka_unit_test_teardown(a_number_is_dialled_without_what_people_write_around_it,
					  release),
	};

	return cmocka_run_group_tests_name("care", tests, NULL, NULL);
}
