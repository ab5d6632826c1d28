#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>

#include "model/contact.h"

static void mobiles_are_known(void **state)
{
	(void)state;
	assert_true(phone_is_mobile("07700 900111"));
	assert_true(phone_is_mobile("+44 7700 900111"));
	assert_true(phone_is_mobile("0044 7700 900111"));
	assert_true(phone_is_mobile("(07700) 900111"));
	assert_false(phone_is_mobile("01632 960000"));
	assert_false(phone_is_mobile("+44 1632 960000"));
	assert_false(phone_is_mobile("07000 900111"));
	assert_false(phone_is_mobile("07600 900111"));
	assert_false(phone_is_mobile("116 123"));
	assert_false(phone_is_mobile(""));
	assert_false(phone_is_mobile("07"));
}

static void private_mail_is_known(void **state)
{
	(void)state;
	assert_true(email_is_personal("somebody@gmail.com"));
	assert_true(email_is_personal("somebody@Hotmail.co.uk"));
	assert_false(email_is_personal("hello@example.org"));
	assert_false(email_is_personal("gmail.com@example.org"));
	assert_false(email_is_personal("nobody"));
}

static void what_is_somebodys_own_needs_their_word(void **state)
{
	struct group g = { .phone = "07700 900111", .email = "somebody@gmail.com" };

	(void)state;
	assert_null(group_open_phone(&g));
	assert_null(group_open_email(&g));
	g.is_personal = true;
	assert_string_equal(group_open_phone(&g), "07700 900111");
	assert_string_equal(group_open_email(&g), "somebody@gmail.com");
}

static void a_refuge_has_no_address(void **state)
{
	struct group g = { .address = "1 Example Street" };

	(void)state;
	assert_true(group_has_open_address(&g));
	g.is_hidden = true;
	assert_false(group_has_open_address(&g));
}

static void only_what_closed_is_closed(void **state)
{
	(void)state;
	assert_true(group_is_closed(&(struct group){ .status = "closed" }));
	assert_false(group_is_closed(&(struct group){ .status = "paused" }));
	assert_false(group_is_closed(&(struct group){ 0 }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mobiles_are_known),
		cmocka_unit_test(private_mail_is_known),
		cmocka_unit_test(what_is_somebodys_own_needs_their_word),
		cmocka_unit_test(a_refuge_has_no_address),
		cmocka_unit_test(only_what_closed_is_closed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
