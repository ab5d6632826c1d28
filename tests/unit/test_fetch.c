#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../pipeline/publish/transfer.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/strbuf.h"
#include "publish/fetch.h"

/* The servers of tests/web_servers.py and what was fetched from them. */
struct net {
	struct arena arena;
	struct diag diag;
	struct strbuf body;
	struct fetched about;
	char dir[32], addresses[4][64];
	pid_t servers;
	int stop; /* closing it ends them */
};

enum server { HTTP, HTTPS, LIAR, NOBODY };

static const char feed[] = "<rss version=\"2.0\"><channel/></rss>\n";

static void read_addresses(struct net *n, int fd)
{
	FILE *from = fdopen(fd, "r");
	char line[128];

	assert_non_null(from);
	for (size_t i = 0; i < COUNT(n->addresses); i++) {
		assert_non_null(fgets(line, sizeof(line), from));
		assert_int_equal(sscanf(line, "%*s %63s", n->addresses[i]), 1);
	}
	assert_non_null(fgets(line, sizeof(line), from));
	fclose(from);
}

static void start_servers(struct net *n)
{
	int in[2], out[2];

	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(out), 0);
	n->servers = fork();
	if (n->servers == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		close(in[1]);
		close(out[0]);
		execl("/usr/bin/python3", "python3", "tests/web_servers.py", n->dir, NULL);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	n->stop = in[1];
	read_addresses(n, out[0]);
}

static int set_up(void **state)
{
	struct net *n = xcalloc(1, sizeof(*n));

	setenv("no_proxy", "*", 1);
	n->body = (struct strbuf)STRBUF_INIT(1 << 20);
	snprintf(n->dir, sizeof(n->dir), "/tmp/blether-fetch-XXXXXX");
	assert_non_null(mkdtemp(n->dir));
	start_servers(n);
	assert_true(file_write(path_join(n->dir, "root/feed.xml", &n->arena), feed, strlen(feed)));
	*state = n;
	return 0;
}

static int tear_down(void **state)
{
	struct net *n = *state;

	close(n->stop);
	waitpid(n->servers, NULL, 0);
	if (fork() == 0)
		execl("/bin/rm", "rm", "-rf", n->dir, NULL);
	wait(NULL);
	strbuf_release(&n->body);
	arena_free(&n->arena);
	free(n);
	return 0;
}

static const char *address(struct net *n, enum server s, const char *path)
{
	return arena_printf(&n->arena, "%s%s", n->addresses[s], path);
}

static bool fetch(struct net *n, enum server s, const char *path)
{
	diag_init(&n->diag, &n->arena);
	return fetch_url(address(n, s, path), &n->body, &n->about, &n->arena, &n->diag);
}

/* Fetched by somebody with little time. */
static bool fetch_hastily(struct net *n, const char *path)
{
	struct transfer t = { .url = address(n, LIAR, path),
			      .patience = { .connect = 1, .stall = 1, .whole = 3 },
			      .body = &n->body,
			      .about = &n->about };

	diag_init(&n->diag, &n->arena);
	return transfer_run(&t, &n->arena, &n->diag);
}

static char *messages(struct net *n)
{
	char *text;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	diag_print(&n->diag, out, false);
	fclose(out);
	char *kept = arena_strdup(&n->arena, text);
	free(text);
	return kept;
}

/* One message with these words, and no bytes. */
static void failed(struct net *n, bool good, enum diag_id id, const char *words)
{
	assert_false(good);
	assert_int_equal(n->body.len, 0);
	assert_int_equal(n->diag.reported, 1);
	char *said = messages(n);
	if (!strstr(said, words) || !strstr(said, diag_slug(id)))
		print_error("# said: %s", said);
	assert_non_null(strstr(said, words));
	assert_non_null(strstr(said, diag_slug(id)));
}

static void a_file_comes_with_what_the_server_says_of_it(void **state)
{
	struct net *n = *state;

	assert_true(fetch(n, HTTP, "/feed.xml"));
	assert_string_equal(n->body.data, feed);
	assert_int_equal(n->about.status, 200);
	assert_string_equal(n->about.type, "application/rss+xml");
	assert_string_equal(n->about.url, address(n, HTTP, "/feed.xml"));
	assert_non_null(n->about.etag);
	assert_non_null(strstr(n->about.modified, "GMT"));
	assert_int_equal(n->diag.reported, 0);
}

static void packed_files_are_unpacked(void **state)
{
	struct net *n = *state;

	assert_true(fetch(n, LIAR, "/packed"));
	assert_string_equal(n->body.data, "<rss/>");
	assert_string_equal(n->about.type, "text/xml");
	assert_null(n->about.etag);
}

static void what_was_fetched_before_is_forgotten(void **state)
{
	struct net *n = *state;

	assert_true(fetch(n, HTTP, "/feed.xml"));
	assert_true(fetch(n, LIAR, "/packed"));
	assert_string_equal(n->body.data, "<rss/>");
	assert_false(fetch(n, HTTP, "/none"));
	assert_int_equal(n->body.len, 0);
}

static void the_program_says_its_name_and_no_more(void **state)
{
	struct net *n = *state;

	assert_true(fetch(n, LIAR, "/cookie"));
	assert_non_null(strstr(n->body.data, "User-Agent: blether/"));
	assert_null(strstr(n->body.data, "Cookie"));
	assert_null(strstr(n->body.data, "Authorization"));
	assert_null(strstr(n->body.data, "Referer"));
}

static void redirects_are_followed_five_times(void **state)
{
	struct net *n = *state;

	assert_true(fetch(n, HTTP, "/moved"));
	assert_string_equal(n->body.data, feed);
	assert_string_equal(n->about.url, address(n, HTTP, "/feed.xml"));
	assert_true(fetch(n, LIAR, "/hop/5"));
	assert_string_equal(n->about.url, address(n, LIAR, "/hop/0"));
	failed(n, fetch(n, LIAR, "/hop/6"), DIAG_REDIRECTS, "more than 5 times");
	failed(n, fetch(n, HTTP, "/loop"), DIAG_REDIRECTS, "more than 5 times");
}

static void redirects_lead_to_web_pages_only(void **state)
{
	struct net *n = *state;

	failed(n, fetch(n, HTTP, "/elsewhere"), DIAG_REDIRECTS, "neither http nor https");
	failed(n, fetch(n, HTTP, "/on-disk"), DIAG_REDIRECTS, "neither http nor https");
}

static void only_web_addresses_are_fetched(void **state)
{
	static const char *const not_addresses[] = { "file:///etc/passwd", "ftp://example.org/",
						     "feed.xml", "", "http:/example.org" };
	static const char *const bad[] = { "http://", "http://exa mple.org/", "https://[::1/",
					   "http://127.0.0.1:99999/" };
	struct net *n = *state;

	for (size_t i = 0; i < COUNT(not_addresses) + COUNT(bad); i++) {
		bool second = i >= COUNT(not_addresses);
		const char *url = second ? bad[i - COUNT(not_addresses)] : not_addresses[i];

		assert_int_equal(fetch_is_url(url), second);
		diag_init(&n->diag, &n->arena);
		failed(n, fetch_url(url, &n->body, &n->about, &n->arena, &n->diag),
		       DIAG_WEB_ADDRESS, "not a web address");
		assert_int_equal(n->about.status, 0);
	}
	assert_true(fetch_is_url("HTTPS://example.org"));
}

static void other_answers_are_told_in_plain_words(void **state)
{
	struct net *n = *state;

	failed(n, fetch(n, HTTP, "/none"), DIAG_HTTP_STATUS,
	       "answered 404: there is nothing at this address");
	assert_int_equal(n->about.status, 404);
	failed(n, fetch(n, HTTP, "/secret"), DIAG_HTTP_STATUS, "answered 403: it is not public");
	failed(n, fetch(n, HTTP, "/gone"), DIAG_HTTP_STATUS, "answered 410");
	failed(n, fetch(n, HTTP, "/broken"), DIAG_HTTP_STATUS,
	       "answered 500: the server has trouble");
	failed(n, fetch(n, HTTP, "/nothing"), DIAG_HTTP_STATUS, "answered 204");
	failed(n, fetch(n, LIAR, "/endless_missing"), DIAG_HTTP_STATUS, "answered 404");
}

static void servers_that_are_not_there_are_told_apart(void **state)
{
	struct net *n = *state;

	failed(n, fetch(n, NOBODY, "/"), DIAG_UNREACHABLE, "refused the connection");
	assert_int_equal(n->about.status, 0);
	diag_init(&n->diag, &n->arena);
	failed(n,
	       fetch_url("http://nobody.invalid/feed.xml", &n->body, &n->about, &n->arena,
			 &n->diag),
	       DIAG_UNREACHABLE, "no server has this name");
	failed(n, fetch(n, LIAR, "/hangup"), DIAG_UNREACHABLE, "without a word");
	failed(n, fetch(n, LIAR, "/mail"), DIAG_UNREACHABLE, "does not speak http");
}

static bool fetch_as_others_say(struct net *n, const char *url, bool local)
{
	const struct fetching how = { .local = local, .arena = &n->arena, .diag = &n->diag };

	diag_init(&n->diag, &n->arena);
	return fetch_guarded(&how, url, &n->body, &n->about);
}

static void others_do_not_lead_to_this_computer(void **state)
{
	struct net *n = *state;
	const char *port = strrchr(n->addresses[HTTP], ':');
	static const char *const hosts[] = { "127.0.0.1",    "127.1",      "2130706433",
					     "0x7f.1",       "0177.0.0.1", "localhost",
					     "a.localhost.", "[::1]",      "[::ffff:127.0.0.1]",
					     "0.0.0.0" };

	for (size_t i = 0; i < COUNT(hosts); i++)
		failed(n,
		       fetch_as_others_say(
			       n, arena_printf(&n->arena, "http://%s%s/feed.xml", hosts[i], port),
			       false),
		       DIAG_PRIVATE_ADDRESS,
		       "an address of this computer; only public ones are asked");
	assert_int_equal(n->about.status, 0);
	assert_true(fetch_as_others_say(n, address(n, HTTP, "/feed.xml"), true));
	assert_string_equal(n->body.data, feed);
}

static void a_password_is_neither_sent_nor_shown(void **state)
{
	struct net *n = *state;
	const char *host = n->addresses[HTTP] + strlen("http://");

	failed(n,
	       fetch_as_others_say(n, arena_printf(&n->arena, "http://me:secret@%s/feed.xml", host),
				   true),
	       DIAG_WEB_ADDRESS,
	       arena_printf(&n->arena, "http://%s/feed.xml: error: this address has a password",
			    host));
	failed(n, fetch_as_others_say(n, "http://me:secr@et@127.0.0.1:x/", true), DIAG_WEB_ADDRESS,
	       "not a web address");
	assert_null(strstr(messages(n), "secr"));
	failed(n, fetch_as_others_say(n, address(n, HTTP, "/with-password"), true),
	       DIAG_WEB_ADDRESS, "leads to an address with a password");
}

static void a_new_address_for_good_is_told(void **state)
{
	struct net *n = *state;

	assert_true(fetch(n, HTTP, "/feed.xml"));
	assert_null(n->about.moved);
	assert_true(fetch(n, HTTP, "/moved"));
	assert_string_equal(n->about.moved, address(n, HTTP, "/feed.xml"));
	assert_true(fetch(n, LIAR, "/hop/2"));
	assert_null(n->about.moved);
	assert_true(fetch(n, HTTP, "/moved-and-away"));
	assert_string_equal(n->about.moved, address(n, HTTP, "/away"));
	assert_string_equal(n->about.url, address(n, HTTP, "/feed.xml"));
}

static void a_certificate_must_be_right(void **state)
{
	struct net *n = *state;

	failed(n, fetch(n, HTTPS, "/feed.xml"), DIAG_INSECURE, "its certificate is not valid");
	const char *plain = address(n, HTTP, "/feed.xml") + strlen("http");
	diag_init(&n->diag, &n->arena);
	failed(n,
	       fetch_url(arena_printf(&n->arena, "https%s", plain), &n->body, &n->about, &n->arena,
			 &n->diag),
	       DIAG_INSECURE, "does not speak https");
}

static void nothing_grows_without_bound(void **state)
{
	struct net *n = *state;
	static const char *const ways[] = { "/endless",      "/huge",    "/bomb",
					    "/empty_blocks", "/headers", "/endless_moved" };

	for (size_t i = 0; i < COUNT(ways); i++)
		failed(n, fetch(n, LIAR, ways[i]), DIAG_FETCH_TOO_LONG, "more than 1048576 bytes");
	assert_true(n->body.cap <= 2 << 20);
}

static void nobody_waits_for_ever(void **state)
{
	struct net *n = *state;

	failed(n, fetch_hastily(n, "/stall"), DIAG_UNREACHABLE, "too long to answer");
	failed(n, fetch_hastily(n, "/silent"), DIAG_UNREACHABLE, "too long to answer");
	failed(n, fetch_hastily(n, "/drip"), DIAG_UNREACHABLE, "too long to answer");
}

static void damaged_answers_are_refused(void **state)
{
	struct net *n = *state;

	failed(n, fetch(n, LIAR, "/cut"), DIAG_FETCH_DAMAGED, "ended before all of it");
	failed(n, fetch(n, LIAR, "/not_packed"), DIAG_FETCH_DAMAGED, "cannot be unpacked");
	failed(n, fetch(n, LIAR, "/odd_packing"), DIAG_FETCH_DAMAGED, "cannot be unpacked");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_comes_with_what_the_server_says_of_it),
		cmocka_unit_test(packed_files_are_unpacked),
		cmocka_unit_test(what_was_fetched_before_is_forgotten),
		cmocka_unit_test(the_program_says_its_name_and_no_more),
		cmocka_unit_test(redirects_are_followed_five_times),
		cmocka_unit_test(redirects_lead_to_web_pages_only),
		cmocka_unit_test(only_web_addresses_are_fetched),
		cmocka_unit_test(other_answers_are_told_in_plain_words),
		cmocka_unit_test(servers_that_are_not_there_are_told_apart),
		cmocka_unit_test(others_do_not_lead_to_this_computer),
		cmocka_unit_test(a_password_is_neither_sent_nor_shown),
		cmocka_unit_test(a_new_address_for_good_is_told),
		cmocka_unit_test(a_certificate_must_be_right),
		cmocka_unit_test(nothing_grows_without_bound),
		cmocka_unit_test(nobody_waits_for_ever),
		cmocka_unit_test(damaged_answers_are_refused),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
