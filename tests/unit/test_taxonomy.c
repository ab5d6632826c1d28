#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/text.h"
#include "model/taxonomy.h"

static void there_are_sixty_three_roles_in_eleven_groups(void **state)
{
	size_t count, group_count = 0, name_count = 0;

	(void)state;
	const struct role *all = roles(&count);
	assert_int_equal(count, 63);
	while (groups()[group_count])
		group_count++;
	assert_int_equal(group_count, 11);
	for (; role_names()[name_count]; name_count++)
		assert_string_equal(role_names()[name_count], all[name_count].name);
	assert_int_equal(name_count, count);
}

/* Neither list can lose or gain a group without the other. */
static void every_role_is_of_a_group_and_every_group_has_a_role(void **state)
{
	size_t count, changes = 0;
	const struct role *all = roles(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(group_find(all[i].group), all[i].group);
		if (i == 0 || strcmp(all[i].group, all[i - 1].group) != 0)
			assert_string_equal(groups()[changes++], all[i].group);
		assert_ptr_equal(role_find(all[i].name, all[i].group), &all[i]);
	}
	assert_null(groups()[changes]);
}

static void roles_and_groups_are_found_in_any_case(void **state)
{
	(void)state;
	assert_string_equal(role_find("co-HOST", NULL)->name, "Co-Host");
	assert_string_equal(role_find("guest", "cast")->group, "Cast");
	assert_string_equal(group_find("misc."), "Misc.");
	assert_string_equal(role_find(ROLE_DEFAULT, GROUP_DEFAULT)->name, "Host");
}

static void an_editor_may_be_of_words_or_of_pictures(void **state)
{
	(void)state;
	assert_string_equal(role_find("editor", NULL)->group, "Writing");
	assert_string_equal(role_find("editor", "video post-production")->group,
			    "Video Post-Production");
}

static void what_is_not_in_the_taxonomy_is_not_found(void **state)
{
	(void)state;
	assert_null(role_find("presenter", NULL));
	assert_null(role_find("", NULL));
	assert_null(role_find("guest", "writing"));
	assert_null(group_find("crew"));
	assert_string_equal(text_nearest("Co Host", role_names()), "Co-Host");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_are_sixty_three_roles_in_eleven_groups),
		cmocka_unit_test(every_role_is_of_a_group_and_every_group_has_a_role),
		cmocka_unit_test(roles_and_groups_are_found_in_any_case),
		cmocka_unit_test(an_editor_may_be_of_words_or_of_pictures),
		cmocka_unit_test(what_is_not_in_the_taxonomy_is_not_found),
	};

	return cmocka_run_group_tests_name("taxonomy", tests, NULL, NULL);
}
