#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../../pipeline/cli/consent_line.h"
#include "base/mem.h"
#include "base/strbuf.h"
#include "model/consent.h"
#include "model/site.h"

#define SITE_FEED (1U << SCOPE_SITE | 1U << SCOPE_FEED)

static struct moment day(const char *text)
{
	struct arena a = { 0 };
	struct moment m = { 0 };

	if (text)
		assert_int_equal(date_parse(arena_printf(&a, "%s 00:00 +00:00", text), &m),
				 DATE_OK);
	arena_free(&a);
	return m;
}

/* A row at a place of the file. */
static struct consent_row row(const char *id, const char *given, const char *until,
			      const char *withdrawn)
{
	return (struct consent_row){ .id = id,
				     .scopes = SITE_FEED,
				     .given = day(given),
				     .until = day(until),
				     .withdrawn = day(withdrawn) };
}

static enum consent_state state_of(struct consent_row *rows, size_t count, const char *id,
				   const char *now)
{
	struct consents c = { .rows = rows, .count = count };

	for (size_t i = 0; i < count; i++)
		rows[i].at.off = (uint32_t)i;
	consents_sort(&c);
	return consent_of(&c, id, SCOPE_FEED, day(now)).state;
}

static void who_is_not_in_the_file_has_agreed_to_nothing(void **state)
{
	struct consent_row rows[] = { row("alex", "2026-01-01", NULL, NULL) };

	(void)state;
	assert_int_equal(state_of(rows, 0, "alex", "2026-11-22"), CONSENT_NONE);
	assert_int_equal(state_of(rows, 1, "ale", "2026-11-22"), CONSENT_NONE);
	assert_int_equal(state_of(rows, 1, "alexa", "2026-11-22"), CONSENT_NONE);
	assert_int_equal(state_of(rows, 1, "alex", "2026-11-22"), CONSENT_VALID);
}

static void consent_holds_from_its_first_day_to_the_end_of_its_last(void **state)
{
	struct consent_row rows[] = { row("alex", "2026-03-01", "2026-05-31", NULL) };

	(void)state;
	assert_int_equal(state_of(rows, 1, "alex", "2026-02-28"), CONSENT_NONE);
	assert_int_equal(state_of(rows, 1, "alex", "2026-03-01"), CONSENT_VALID);
	assert_int_equal(state_of(rows, 1, "alex", "2026-05-31"), CONSENT_VALID);
	assert_int_equal(state_of(rows, 1, "alex", "2026-06-01"), CONSENT_EXPIRED);
}

static void consent_for_one_place_is_none_for_another(void **state)
{
	struct consent_row rows[] = { row("alex", "2026-03-01", NULL, NULL) };
	struct consents c = { .rows = rows, .count = 1 };

	(void)state;
	rows[0].scopes = 1U << SCOPE_SITE;
	assert_int_equal(consent_of(&c, "alex", SCOPE_SITE, day("2026-11-22")).state,
			 CONSENT_VALID);
	assert_int_equal(consent_of(&c, "alex", SCOPE_FEED, day("2026-11-22")).state, CONSENT_NONE);
	assert_int_equal(consent_of(&c, "alex", SCOPE_ARCHIVE, day("2026-11-22")).state,
			 CONSENT_NONE);
}

static void a_withdrawal_counts_at_once_whatever_its_day(void **state)
{
	struct consent_row rows[] = { row("alex", "2026-03-01", NULL, "2027-01-01") };
	struct consent_row bare[] = { row("alex", NULL, NULL, "2026-10-01") };

	(void)state;
	assert_int_equal(state_of(rows, 1, "alex", "2026-11-22"), CONSENT_WITHDRAWN);
	assert_int_equal(state_of(bare, 1, "alex", "2026-11-22"), CONSENT_WITHDRAWN);
}

static void the_newest_row_in_force_counts_alone_in_any_order_of_lines(void **state)
{
	struct consent_row anew[] = { row("alex", "2026-06-01", NULL, NULL),
				      row("bea", "2026-01-01", NULL, "2026-01-02"),
				      row("alex", "2026-03-01", NULL, "2026-04-01"),
				      row("alex", "2027-01-01", NULL, "2027-01-02") };
	struct consent_row shorter[] = { row("alex", "2026-03-01", NULL, NULL),
					 row("alex", "2026-06-01", "2026-07-01", NULL) };
	struct consent_row same_day[] = { row("alex", "2026-03-01", NULL, "2026-03-01"),
					  row("alex", "2026-03-01", NULL, NULL) };

	(void)state;
	assert_int_equal(state_of(anew, 4, "alex", "2026-11-22"), CONSENT_VALID);
	assert_int_equal(state_of(anew, 4, "alex", "2026-05-01"), CONSENT_WITHDRAWN);
	assert_int_equal(state_of(shorter, 2, "alex", "2026-11-22"), CONSENT_EXPIRED);
	assert_int_equal(state_of(same_day, 2, "alex", "2026-11-22"), CONSENT_VALID);
}

static void what_could_not_be_read_is_not_judged(void **state)
{
	struct consent_row rows[] = { row("alex", "2026-03-01", NULL, NULL) };
	struct consents broken = { .is_faulty = true };

	(void)state;
	rows[0].is_faulty = true;
	assert_int_equal(state_of(rows, 1, "alex", "2026-11-22"), CONSENT_UNREADABLE);
	assert_int_equal(consent_of(&broken, "alex", SCOPE_SITE, day("2026-11-22")).state,
			 CONSENT_UNREADABLE);
}

static void a_site_is_due_when_consent_begins_is_to_be_renewed_and_ends(void **state)
{
	struct consent_row rows[] = { row("alex", "2026-03-01", "2026-05-31", NULL),
				      row("alex", "2026-07-01", NULL, NULL),
				      row("cai", "2026-03-01", NULL, NULL) };
	struct consents c = { .rows = rows, .count = 3 };
	struct site site = { .consents = &c };
	static const char *const dues[] = { "2026-03-01", "2026-04-02", "2026-06-01",
					    "2026-07-01" };

	(void)state;
	site.now = day("2026-02-01");
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(site_next_due(&site).utc, day(dues[i]).utc);
		site.now = day(dues[i]);
		assert_int_equal(site_last_due(&site).utc, day(dues[i]).utc);
	}
	assert_false(site_next_due(&site).set);
}

static void a_withdrawal_counts_before_the_consent_begins(void **state)
{
	struct consent_row rows[] = { row("alex", "2026-03-01", NULL, NULL),
				      row("alex", "2027-01-01", NULL, "2026-11-20") };

	(void)state;
	assert_int_equal(state_of(rows, 1, "alex", "2026-11-22"), CONSENT_VALID);
	assert_int_equal(state_of(rows, 2, "alex", "2026-11-22"), CONSENT_WITHDRAWN);
}

static void the_id_of_a_name_is_its_slug_or_else_the_name(void **state)
{
	struct arena a = { 0 };

	(void)state;
	assert_string_equal(consent_id("Jean Ó Briain", &a), "jean-o-briain");
	assert_string_equal(consent_id("नाम", &a), "नाम");
	arena_free(&a);
}

/* --- the line that `withdraw person` writes -------------------------------------- */

static void expect_edit(const char *text, const char *want)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 20), again = STRBUF_INIT(1 << 20);

	assert_true(consent_line_withdraw(text, strlen(text), "alex", "2026-11-22", &out));
	assert_string_equal(out.data, want);
	/* Said again it changes nothing. */
	assert_true(consent_line_withdraw(out.data, out.len, "alex", "2026-12-24", &again));
	assert_string_equal(again.data, want);
}

static void the_day_goes_into_every_row_of_the_person_and_no_other_byte_changes(void **state)
{
	(void)state;
	expect_edit("id,given,scope,until,withdrawn,note\nbea,1,2,3,,n\nalex,1,2,3,,\"a, "
		    "\"\"b\"\"\"\nalex,1,2,3,,\n",
		    "id,given,scope,until,withdrawn,note\nbea,1,2,3,,n\nalex,1,2,3,2026-11-22,\"a, "
		    "\"\"b\"\"\"\nalex,1,2,3,2026-11-22,\n");
	expect_edit("\xef\xbb\xbfsep=;\r\n ID ;Withdrawn;note\r\n \"Alex\" ; ;x\r\n",
		    "\xef\xbb\xbfsep=;\r\n ID ;Withdrawn;note\r\n \"Alex\" ;2026-11-22;x\r\n");
	expect_edit("id,scope,withdrawn\nalex,all,2026-01-01\n",
		    "id,scope,withdrawn\nalex,all,2026-01-01\n");
}

static void short_rows_and_a_missing_column_are_made_longer(void **state)
{
	(void)state;
	expect_edit("id,given,scope,until,withdrawn,note\nalex,1,2",
		    "id,given,scope,until,withdrawn,note\nalex,1,2,,2026-11-22");
	expect_edit("id,given,scope\nbea,1,2\nalex,1,2\n",
		    "id,given,scope,withdrawn\nbea,1,2\nalex,1,2,2026-11-22\n");
}

static void who_has_no_row_gets_one(void **state)
{
	(void)state;
	expect_edit("id,given,scope,until,withdrawn\nbea,1,2,3,\n",
		    "id,given,scope,until,withdrawn\nbea,1,2,3,\nalex,,,,2026-11-22\n");
	expect_edit("withdrawn;id\r\n;bea", "withdrawn;id\r\n;bea\r\n2026-11-22;alex\r\n");
	expect_edit("", "id,given,scope,until,withdrawn,note\nalex,,,,2026-11-22,\n");
}

static void a_file_that_nobody_understands_is_left_alone(void **state)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 20);

	(void)state;
	assert_false(
		consent_line_withdraw("name,scope\nalex,all\n", 20, "alex", "2026-11-22", &out));
	strbuf_clear(&out);
	assert_false(
		consent_line_withdraw("id,scope\nalex,\"all\n", 18, "alex", "2026-11-22", &out));
	strbuf_clear(&out);
	assert_false(consent_line_withdraw("id\0x", 4, "alex", "2026-11-22", &out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_is_not_in_the_file_has_agreed_to_nothing),
		cmocka_unit_test(consent_holds_from_its_first_day_to_the_end_of_its_last),
		cmocka_unit_test(consent_for_one_place_is_none_for_another),
		cmocka_unit_test(a_withdrawal_counts_at_once_whatever_its_day),
		cmocka_unit_test(the_newest_row_in_force_counts_alone_in_any_order_of_lines),
		cmocka_unit_test(what_could_not_be_read_is_not_judged),
		cmocka_unit_test(a_site_is_due_when_consent_begins_is_to_be_renewed_and_ends),
		cmocka_unit_test(a_withdrawal_counts_before_the_consent_begins),
		cmocka_unit_test(the_id_of_a_name_is_its_slug_or_else_the_name),
		cmocka_unit_test(
			the_day_goes_into_every_row_of_the_person_and_no_other_byte_changes),
		cmocka_unit_test(short_rows_and_a_missing_column_are_made_longer),
		cmocka_unit_test(who_has_no_row_gets_one),
		cmocka_unit_test(a_file_that_nobody_understands_is_left_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
