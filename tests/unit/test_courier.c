/* The courier, with a host that answers from a script: nothing leaves this computer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../../pipeline/publish/courier.h"

/* Waits of a thousandth of a second, and no farewell. */
static const struct courier_patience quick = { .tries = 4,
					       .first_wait = 0.001,
					       .longest_wait = 0.004,
					       .connect = 5,
					       .stall = 5,
					       .slowest = 100,
					       .answer = 20,
					       .farewell = 0 };

/*
 * What becomes of a job, a letter a call of next(): d done, a absent, t taken, l later, p later,
 * but further than before, f failed, r a request, o a request that goes round for ever.
 */
struct script {
	const char *path, *letters;
	size_t at;
	bool begun, unsure; /* unsure: at the last call */
};

#define SCRIPTS 8

struct stage {
	struct host host;
	struct target target;
	struct arena arena;
	struct script scripts[SCRIPTS];
	char order[256]; /* the first letters of the paths, as their jobs began */
	char ended[256]; /* the same as they ended, with d or f behind */
	const struct errand *errands;
	int64_t sent;
	int ticks;
	bool waited;
};

static struct script *script_of(struct stage *s, const char *path)
{
	for (size_t i = 0; i < SCRIPTS; i++) {
		if (s->scripts[i].path && strcmp(s->scripts[i].path, path) == 0)
			return &s->scripts[i];
	}
	fail_msg("no script for %s", path);
	return NULL;
}

static enum outcome ask_file(struct job *j)
{
	curl_easy_setopt(j->curl, CURLOPT_URL, "file:///dev/null");
	job_header(j, "X-Left: %s", "behind");
	return JOB_REQUEST;
}

static enum outcome next(struct job *j)
{
	struct stage *s = (struct stage *)j->host; /* the host is its first member */
	struct script *p = script_of(s, j->path);
	char letter = p->letters[p->at];

	if (!p->begun)
		strncat(s->order, j->path, 1);
	p->begun = true;
	if (letter == 'o')
		return ask_file(j);
	p->at++;
	p->unsure = j->unsure;
	switch (letter) {
	case 'd':
		return JOB_DONE;
	case 'a':
		return JOB_ABSENT;
	case 't':
		return JOB_TAKEN;
	case 'p':
		j->offset = (int64_t)p->at;
		return job_later(j, "the line is slow");
	case 'l':
		job_header(j, "X-Left: %s", "behind");
		return job_later(j, "the line is slow");
	case 'r':
		return ask_file(j);
	default:
		return job_failed(j, "%s will not do", j->path);
	}
}

static void tick(void *arg, int64_t sent, const char *path, const char *waiting)
{
	struct stage *s = arg;

	(void)path;
	assert_true(sent >= s->sent);
	s->sent = sent;
	s->ticks++;
	s->waited = s->waited || (waiting && strcmp(waiting, "the line is slow") == 0);
}

static void ended(void *arg, size_t errand, enum outcome outcome)
{
	struct stage *s = arg;

	strncat(s->ended, s->errands[errand].path, 1);
	strcat(s->ended, outcome == JOB_FAILED ? "f" : "d");
}

static const struct host_kind kind = { .name = "script", .next = next };

/* Runs puts of the scripts that are there, over so many connections. */
static bool run(struct stage *s, int lanes, const char **why)
{
	struct errand errands[SCRIPTS] = { 0 };
	size_t count = 0;
	const struct courier_watch watch = { .tick = tick, .ended = ended, .arg = s };

	for (; count < SCRIPTS && s->scripts[count].path; count++)
		errands[count] = (struct errand){ .task = TASK_PUT,
						  .path = s->scripts[count].path,
						  .bytes = "twelve bytes",
						  .len = 12 };
	s->host.kind = &kind;
	s->host.target = &s->target;
	s->host.arena = &s->arena;
	s->host.traits.connections = lanes;
	s->errands = errands;
	struct courier *c = courier_open(&s->host, &quick);
	bool ok = courier_run(c, errands, count, &watch, why);

	courier_close(c);
	return ok;
}

static void test_order(void **state)
{
	struct stage s = { .scripts = { { .path = "a", .letters = "rd" },
					{ .path = "b", .letters = "rrrd" },
					{ .path = "c", .letters = "d" },
					{ .path = "d", .letters = "rd" } } };
	const char *why;

	(void)state;
	assert_true(run(&s, 1, &why));
	assert_null(why);
	assert_string_equal(s.order, "abcd");
	assert_string_equal(s.ended, "adbdcddd");
	assert_int_equal(s.sent, 48);
	arena_free(&s.arena);
}

static void test_lanes_begin_in_order(void **state)
{
	struct stage s = { .scripts = { { .path = "a", .letters = "rrrrd" },
					{ .path = "b", .letters = "d" },
					{ .path = "c", .letters = "d" } } };
	const char *why;

	(void)state;
	assert_true(run(&s, 3, &why));
	assert_string_equal(s.order, "abc");
	assert_string_equal(s.ended, "bdcdad");
	arena_free(&s.arena);
}

static void test_stops_after_the_first_failure(void **state)
{
	struct stage s = { .scripts = { { .path = "a", .letters = "d" },
					{ .path = "b", .letters = "f" },
					{ .path = "c", .letters = "d" } } };
	const char *why;

	(void)state;
	assert_false(run(&s, 1, &why));
	assert_string_equal(why, "b will not do");
	assert_string_equal(s.order, "ab");
	assert_string_equal(s.ended, "adbf");
	arena_free(&s.arena);
}

static void test_who_is_under_way_ends(void **state)
{
	struct stage s = { .scripts = { { .path = "a", .letters = "rf" },
					{ .path = "b", .letters = "o" },
					{ .path = "c", .letters = "llllll" } } };
	const char *why;

	(void)state;
	assert_false(run(&s, 3, &why));
	assert_string_equal(why, "a will not do");
	assert_int_equal(strlen(s.ended), 6);
	assert_non_null(strstr(s.ended, "bf"));
	arena_free(&s.arena);
}

static void test_tries_again(void **state)
{
	struct stage s = { .scripts = { { .path = "a", .letters = "lrlld" } } };
	const char *why;

	(void)state;
	assert_true(run(&s, 1, &why));
	assert_string_equal(s.ended, "ad");
	assert_true(s.scripts[0].unsure);
	assert_true(s.waited);
	arena_free(&s.arena);
}

static void test_gives_up(void **state)
{
	struct stage s = { .scripts = { { .path = "a", .letters = "lllld" } } };
	const char *why;

	(void)state;
	assert_false(run(&s, 1, &why));
	assert_string_equal(why, "the line is slow (tried 4 times)");
	assert_int_equal(s.scripts[0].at, 4);
	arena_free(&s.arena);
}

static void test_goes_on_while_it_gets_further(void **state)
{
	struct stage s = { .scripts = { { .path = "a", .letters = "pppppppppppd" } } };
	const char *why;

	(void)state;
	assert_true(run(&s, 1, &why));
	assert_int_equal(s.scripts[0].at, 12);
	arena_free(&s.arena);
}

static void test_no_circle(void **state)
{
	struct stage s = { .scripts = { { .path = "a", .letters = "o" } } };
	const char *why;

	(void)state;
	assert_false(run(&s, 1, &why));
	assert_string_equal(why, "the server answers, but comes to no end");
	arena_free(&s.arena);
}

static void test_absent_and_taken(void **state)
{
	struct stage s = { .scripts = { { .path = "a", .letters = "a" },
					{ .path = "t", .letters = "t" },
					{ .path = "d", .letters = "d" } },
			   .host = { .kind = &kind } };
	const char *why;

	(void)state;
	s.host.target = &s.target;
	s.host.arena = &s.arena;
	struct courier *c = courier_open(&s.host, &quick);
	assert_int_equal(
		courier_ask(c, &(struct errand){ .task = TASK_GET, .path = "a" }, NULL, &why),
		JOB_ABSENT);
	assert_int_equal(
		courier_ask(c, &(struct errand){ .task = TASK_CLAIM, .path = "t" }, NULL, &why),
		JOB_TAKEN);
	assert_int_equal(
		courier_ask(c, &(struct errand){ .task = TASK_GET, .path = "d" }, NULL, &why),
		JOB_DONE);
	s.scripts[0].at = 0;
	assert_true(courier_run(c, &(struct errand){ .task = TASK_REMOVE, .path = "a" }, 1, NULL,
				&why));
	courier_close(c);
	arena_free(&s.arena);
}

static enum outcome send_missing(struct job *j)
{
	curl_easy_setopt(j->curl, CURLOPT_URL, "file:///dev/null");
	job_send(j, 0, -1);
	return JOB_REQUEST;
}

static void test_what_is_not_there_cannot_be_sent(void **state)
{
	static const struct host_kind sender = { .name = "sender", .next = send_missing };
	const struct output_file file = { .path = "p", .disk = "/nonexistent/p", .size = 3 };
	struct stage s = { .host = { .kind = &sender } };
	const char *why;

	(void)state;
	s.host.target = &s.target;
	s.host.arena = &s.arena;
	struct courier *c = courier_open(&s.host, &quick);
	assert_false(courier_run(c,
				 &(struct errand){ .task = TASK_PUT, .path = "p", .file = &file },
				 1, NULL, &why));
	assert_string_equal(why, "'/nonexistent/p' cannot be read: No such file or directory");
	courier_close(c);
	arena_free(&s.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_lanes_begin_in_order),
		cmocka_unit_test(test_stops_after_the_first_failure),
		cmocka_unit_test(test_who_is_under_way_ends),
		cmocka_unit_test(test_tries_again),
		cmocka_unit_test(test_gives_up),
		cmocka_unit_test(test_goes_on_while_it_gets_further),
		cmocka_unit_test(test_no_circle),
		cmocka_unit_test(test_absent_and_taken),
		cmocka_unit_test(test_what_is_not_there_cannot_be_sent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
