#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/mime.h"
#include "base/strbuf.h"
#include "model/address.h"
#include "publish/mailer.h"
#include "publish/sent.h"

static void addresses_are_what_servers_take(void **state)
{
	static const char *const good[] = { "a@example.org", "first.last+tag@mail.example.org",
					    "x!#$%&'*/=?^_`{|}~@example.org" };
	static const char *const bad[] = { "",
					   "@",
					   "a",
					   "a@",
					   "@example.org",
					   "a@b",
					   "a b@example.org",
					   "a@exam ple.org",
					   "a@example.org\r\nRCPT TO:<b@example.org>",
					   "a@example.org\n",
					   ".a@example.org",
					   "a..b@example.org",
					   "a@.example.org",
					   "a@example..org",
					   "a@-example.org",
					   "a@[127.0.0.1]",
					   "\"a\"@example.org",
					   "a@b@example.org",
					   "<a@example.org>",
					   "a@example.org,b@example.org",
					   "\xc3\xa4@example.org" };

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++)
		assert_null(mime_address_fault(good[i]));
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_non_null(mime_address_fault(bad[i]));
}

static void only_this_computer_is_local(void **state)
{
	(void)state;
	assert_true(address_is_local("smtp://localhost"));
	assert_true(address_is_local("smtp://LOCALHOST:2525"));
	assert_true(address_is_local("smtp://127.0.0.1:25"));
	assert_true(address_is_local("smtp://127.1.2.3"));
	assert_true(address_is_local("smtp://[::1]:25"));
	assert_false(address_is_local("smtp://localhost.example.org"));
	assert_false(address_is_local("smtp://127.0.0.1.example.org"));
	assert_false(address_is_local("smtp://127.example.org"));
	assert_false(address_is_local("smtp://mail.example.org"));
	assert_false(address_is_local("smtp://10.0.0.1"));
}

static void a_server_has_an_address_without_password(void **state)
{
	(void)state;
	assert_null(mail_url_fault("smtps://mail.example.org"));
	assert_null(mail_url_fault("smtp://mail.example.org:587"));
	assert_null(mail_url_fault("smtp://[::1]:25"));
	assert_non_null(mail_url_fault("https://mail.example.org"));
	assert_non_null(mail_url_fault("smtp://me:secret@mail.example.org"));
	assert_non_null(mail_url_fault("smtp://"));
	assert_non_null(mail_url_fault("smtp://mail.example.org:"));
	assert_non_null(mail_url_fault("smtp://mail.example.org/path"));
	assert_non_null(mail_url_fault("smtp://mail.example.org:25;AUTH=NONE"));
}

static void lines_of_a_body_are_short_and_keep_their_traps_shut(void **state)
{
	STRBUF_SCOPED struct strbuf out = STRBUF_INIT(1 << 16);
	char long_line[301];

	(void)state;
	mime_quoted(&out, "a=b \nFrom me\n.\nx\t\r\ny");
	assert_string_equal(out.data, "a=3Db=20\r\n=46rom me\r\n=2E\r\nx=09\r\ny");
	strbuf_clear(&out);
	memset(long_line, '.', 300);
	long_line[300] = '\0';
	mime_quoted(&out, long_line);
	for (const char *line = out.data; *line; line += strcspn(line, "\r")) {
		line += *line == '\r' ? 2 : 0;
		assert_true(strcspn(line, "\r") <= 76);
		assert_true(*line != '.');
	}
}

static void a_journal_knows_after_any_end(void **state)
{
	char path[] = "/tmp/blether-sent-XXXXXX";
	const struct moment now = { .utc = 1790000000, .set = true };
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	struct sent *s = sent_open(path);

	assert_non_null(s);
	assert_null(sent_open(path)); /* locked */
	assert_true(sent_begin(s, "2026-09", "A@example.org", now));
	assert_true(sent_begin(s, "2026-09", "b@example.org", now));
	assert_true(sent_end(s, "2026-09", "b@example.org", SENT_DONE));
	assert_true(sent_begin(s, "2026-09", "c@example.org", now));
	assert_true(sent_end(s, "2026-09", "c@example.org", SENT_NEVER));
	assert_true(sent_begin(s, "2026-10", "b@example.org", now));
	assert_true(sent_end(s, "2026-10", "b@example.org", SENT_REFUSED));
	sent_close(s);
	s = sent_open(path);
	assert_int_equal(sent_state(s, "2026-09", "a@example.org"), SENT_TRYING);
	assert_int_equal(sent_state(s, "2026-09", "B@example.org"), SENT_DONE);
	assert_int_equal(sent_state(s, "2026-09", "c@example.org"), SENT_NEVER);
	assert_int_equal(sent_state(s, "2026-10", "b@example.org"), SENT_REFUSED);
	assert_int_equal(sent_state(s, "2026-10", "a@example.org"), SENT_NEVER);
	sent_close(s);
	assert_int_equal(truncate(path, 100), 0); /* in the middle of the first letter's line */
	s = sent_open(path);
	assert_non_null(s);
	assert_int_equal(sent_state(s, "2026-09", "b@example.org"), SENT_NEVER);
	assert_true(sent_begin(s, "2026-09", "d@example.org", now));
	sent_close(s);
	s = sent_open(path);
	assert_int_equal(sent_state(s, "2026-09", "d@example.org"), SENT_TRYING);
	sent_close(s);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_what_servers_take),
		cmocka_unit_test(only_this_computer_is_local),
		cmocka_unit_test(a_server_has_an_address_without_password),
		cmocka_unit_test(lines_of_a_body_are_short_and_keep_their_traps_shut),
		cmocka_unit_test(a_journal_knows_after_any_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
